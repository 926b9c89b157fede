// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Readings of clauses. `shipped` is what departed over a window against the baseline; `approved` is
// approved over filed since the control began, of the classes in which the reading's lanes are
// reviewed. A ring holds the end of each day, so that a figure is seen only after its publication
// lag. Reads departed_total, filed, approved, gate_class; writes reading_*.
#include "deal/readings.h"

#include "base/check.h"
#include "model/gate.h"

enum { SHIPPED, APPROVED };
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

void cp_reading_publish(const cp_model *model, cp_state *state) {
  for (int32_t reading = 0; reading < model->n_reading; reading++) {
    *ring(model, state, state->day[0], reading) = model->reading_series[reading] == SHIPPED
                                                      ? departed(model, state, reading)
                                                      : approved_share(model, state, reading);
  }
}

// The model's own value as published by today; a day's figure is never seen before the next day.
static double simulated(const cp_model *model, const cp_state *state, int32_t reading) {
  const int32_t lag = model->reading_lag[reading] > 1 ? model->reading_lag[reading] : 1;
  const int32_t day = state->day[0] - lag;
  const int32_t window = model->reading_window[reading];
  CP_ASSERT(lag + window < CP_READING_DAYS);
  if (day < model->first_day[0]) return -1.0;
  const double now = *ring(model, state, day, reading);
  if (model->reading_series[reading] == APPROVED) return now;
  if (day - window < model->first_day[0] || model->reading_base[reading] <= 0.0) return -1.0;
  const double then = *ring(model, state, day - window, reading);
  return (now - then) / (model->reading_base[reading] * window);
}

// The political state on the as_of day is the ledger's: there the published figure counts, before
// it only facts do.
static double value(const cp_model *model, const cp_state *state, int32_t reading) {
  if (state->day[0] < model->as_of[0]) return -1.0;
  if (state->day[0] == model->as_of[0]) return model->reading_observed[reading];
  return simulated(model, state, reading);
}

void cp_reading_day(const cp_model *model, const cp_draw *draw, cp_state *state) {
  for (int32_t reading = 0; reading < model->n_reading; reading++) {
    const double now = value(model, state, reading);
    const int32_t is_met = now >= 0.0 && now >= draw->reading_at_least[reading];
    const int32_t before = state->reading_is_met[reading];
    state->reading_now[reading] = now;
    state->reading_is_met[reading] = is_met;
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
