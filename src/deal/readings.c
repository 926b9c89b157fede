// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Readings of clauses. `shipped` and `granted` are what departed or was licensed over a window against
// the baseline, `licensed` what licences in force still allow against the window's baseline;
// `approved` is approved over filed since the control began, of the classes in which the reading's
// lanes are reviewed. A ring holds the end of each day, so that a figure is seen only after its
// publication lag, or that of a month on a day of the next. A figure may be off by a factor that is
// drawn once. Reads departed_total, licensed_total, licence_left, filed, approved, gate_class;
// writes reading_*.
#include "deal/readings.h"

#include "base/check.h"
#include "base/date.h"
#include "model/gate.h"
#include "model/purpose.h"
#include "model/today.h"

enum { SHIPPED, APPROVED, GRANTED, LICENSED };
enum { CLASS_WORDS = 16, WORD_BITS = 64 };  // sets of up to 1,024 classes

static double *ring(const cp_model *model, const cp_state *state, int32_t day, int32_t reading) {
  return &state->reading_sum[(int64_t)(day % CP_READING_DAYS) * model->n_reading + reading];
}

static double departed(const cp_model *model, const cp_state *state, int32_t reading) {
  double sum = 0.0;
  for (int32_t at = model->reading_lane_first[reading]; at < model->reading_lane_first[reading + 1];
       at++) {
    sum += state->departed_total[model->reading_lane[at]];
  }
  return sum;
}

// Approved over filed; -1 while nothing was filed. A class counts once however many lanes it has.
static double approved_share(const cp_model *model, const cp_state *state, int32_t reading) {
  uint64_t seen[CLASS_WORDS] = {0};
  double filed = 0.0;
  double approved = 0.0;
  for (int32_t at = model->reading_lane_first[reading]; at < model->reading_lane_first[reading + 1];
       at++) {
    const int32_t class = cp_lane_class(model, state, model->reading_lane[at]);
    CP_ASSERT(class < CLASS_WORDS * WORD_BITS);
    if (class < 0 || seen[class / WORD_BITS] >> (class % WORD_BITS) & 1u) continue;
    seen[class / WORD_BITS] |= (uint64_t)1 << (class % WORD_BITS);
    filed += state->filed[class];
    approved += state->approved[class];
  }
  return filed > 0.0 ? approved / filed : -1.0;
}

// A sum over the gates of the reading's lanes.
static double of_gates(const cp_model *model, int32_t reading, const double *array) {
  double sum = 0.0;
  for (int32_t at = model->reading_lane_first[reading]; at < model->reading_lane_first[reading + 1];
       at++) {
    const int32_t gate = model->lane_gate[model->reading_lane[at]];
    if (gate >= 0) sum += array[gate];
  }
  return sum;
}

static double counted(const cp_model *model, const cp_state *state, int32_t reading) {
  switch (model->reading_series[reading]) {
    case SHIPPED:
      return departed(model, state, reading);
    case GRANTED:
      return of_gates(model, reading, state->licensed_total);
    case LICENSED:
      return of_gates(model, reading, state->licence_left);
    default:
      return approved_share(model, state, reading);
  }
}

void cp_reading_publish(const cp_model *model, cp_state *state) {
  for (int32_t reading = 0; reading < model->n_reading; reading++) {
    *ring(model, state, state->day[0], reading) = counted(model, state, reading);
  }
}

// What is published today: the last day that the figure counts, and how many days; 0 days: none.
typedef struct figure {
  int32_t last;
  int32_t days;
} figure;

// A day's figure is never seen before the next day.
static figure figure_of_day(const cp_model *model, const cp_state *state, int32_t reading) {
  const int32_t lag = model->reading_lag[reading] > 1 ? model->reading_lag[reading] : 1;
  return (figure){.last = state->day[0] - lag, .days = model->reading_window[reading]};
}

// The month before, on its day of this month; in a shorter month on the last day.
static figure figure_of_month(const cp_model *model, const cp_state *state, int32_t reading) {
  const int32_t today = state->day[0];
  const int32_t month = cp_month_index(today);
  const int32_t first = cp_month_first(month);
  const int32_t last = cp_month_first(month + 1) - 1;
  const int32_t due = first + model->reading_publish_day[reading] - 1;
  if (today != (due < last ? due : last)) return (figure){.days = 0};
  return (figure){.last = first - 1, .days = first - cp_month_first(month - 1)};
}

// What the figure is off by: drawn once, by the last day that it counts.
static double off_by(const cp_model *model, const cp_draw *draw, const cp_state *state,
                     int32_t reading, int32_t last) {
  if (!(draw->reading_noise[reading] > 0.0)) return 1.0;
  const cp_random random = cp_state_random(state);
  const uint64_t bits = cp_random_bits(&random, CP_PURPOSE_FIGURE, model->reading_hash[reading],
                                       last - model->first_day[0], 0);
  return draw->reading_off[(int64_t)reading * CP_TABLE + (int64_t)(bits * CP_TABLE >> 32)];
}

// The model's own value; -1 while there is none.
static double simulated(const cp_model *model, const cp_draw *draw, const cp_state *state,
                        int32_t reading, figure seen) {
  const int32_t series = model->reading_series[reading];
  CP_ASSERT(state->day[0] - seen.last + seen.days < CP_READING_DAYS);
  if (seen.last < model->first_day[0]) return -1.0;
  const double now = *ring(model, state, seen.last, reading);
  if (now < 0.0) return -1.0;
  const double factor = off_by(model, draw, state, reading, seen.last);
  if (series == APPROVED) return now * factor;
  const double base = model->reading_base[reading] * seen.days;
  if (seen.last - seen.days < model->first_day[0] || base <= 0.0) return -1.0;
  if (series == LICENSED) return now / base * factor;
  const double then = *ring(model, state, seen.last - seen.days, reading);
  return (now - then) / base * factor;
}

// The political state on the as_of day is the ledger's: there the published figure counts, before
// it only facts do. A month's figure stands until the next one.
static double value(const cp_model *model, const cp_draw *draw, const cp_state *state,
                    int32_t reading) {
  if (state->day[0] < model->as_of[0]) return -1.0;
  if (state->day[0] == model->as_of[0]) return model->reading_observed[reading];
  const bool is_monthly = model->reading_publish_day[reading] > 0;
  const figure seen =
      is_monthly ? figure_of_month(model, state, reading) : figure_of_day(model, state, reading);
  if (seen.days == 0) return state->reading_now[reading];
  return simulated(model, draw, state, reading, seen);
}

void cp_reading_day(const cp_model *model, const cp_draw *draw, cp_state *state) {
  for (int32_t reading = 0; reading < model->n_reading; reading++) {
    const double now = value(model, draw, state, reading);
    const double factor = state->clause_factor[model->reading_clause[reading]];
    const int32_t is_met = now >= 0.0 && now >= draw->reading_at_least[reading] * factor;
    const int32_t before = state->reading_is_met[reading];
    state->reading_now[reading] = now;
    state->reading_is_met[reading] = is_met;
    if (is_met && state->reading_first[reading] < 0) state->reading_first[reading] = state->day[0];
    if (is_met == before) continue;
    cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                       .kind = CP_EVENT_READING,
                                       .cause = CP_CAUSE_RULE,
                                       .object = reading,
                                       .from = before,
                                       .to = is_met,
                                       .amount = now});
  }
}
