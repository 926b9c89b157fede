// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Who asks: exporters on lanes under a licence requirement, and streams of outside applications. Lanes are visited by number,
// streams by number; the sizes are heavy-tailed, so a few applications carry most of the quantity.
#include "desk/desk.h"
#include "desk/delay.h"
#include "desk/pool.h"

#include "model/gate.h"
#include "model/purpose.h"
#include "model/today.h"
#include "num/elementary.h"
#include "num/floor.h"
#include "num/least.h"

enum { CP_COHORT_DAYS = 28 };  // the first four weeks: the cohort that the news reports on

static cp_calendar calendar_of(const cp_model *model, int32_t class) {
  return cp_model_calendar(model, model->authority_calendar[model->class_authority[class]]);
}

// A new application goes to the local office; its stage there ends after a draw from that office's table.
static void file(const cp_model *model, const cp_draw *draw, cp_state *state,
                 cp_application application) {
  const int32_t slot = cp_pool_take(model, state);
  if (slot < 0) return;
  application.stage = CP_STAGE_LOCAL;
  application.filed = state->day[0];
  application.accepted = -1;
  application.attempts = 1;
  state->application[slot] = application;
  const cp_calendar calendar = calendar_of(model, application.class);
  const int32_t days = cp_delay_local(model, draw, state, &application);
  cp_wheel_add(model, state, slot, cp_calendar_add(&calendar, state->day[0], days));
  state->filed[application.class] += 1.0;
  state->filings[application.class] += 1.0;
  state->live[application.class] += 1.0;
  state->cohort_filed[application.class] += application.is_cohort;
  cp_application_tell(state, CP_EVENT_FILE, &application, application.quantity);
}

// What licences and applications on the lane should cover by today: the first book, asked for over its days, and the need of
// every day since.
static double wanted_licences(const cp_model *model, const cp_draw *draw, const cp_state *state,
                              int32_t gate) {
  const double days = state->day[0] - state->control_since[gate] + 1;
  const double book = draw->first_book[0] * cp_least(1.0, days / draw->book_over[0]);
  const double rate =
      draw->lane_most[model->gate_lane[gate]] * draw->need_level[cp_month(model, state)];
  const double wanted = rate * (book + days);
  const double covered = state->licence_left[gate] + state->drawn_total[gate] -
                         state->drawn_before[gate] + state->pending[gate];
  const double room = rate * draw->patience[0] - state->pending[gate];
  return cp_floor(cp_least(wanted - covered, room));
}

// Quantity of the lane's next application. Small lanes file for a month of need: an application is an order's, not a day's.
static double draw_size(const cp_model *model, const cp_draw *draw, const cp_state *state,
                        int32_t gate) {
  const cp_random random = cp_state_random(state);
  const int32_t lane = model->gate_lane[gate];
  const int32_t authority = model->class_authority[state->gate_class[gate]];
  const uint32_t bits = cp_random_bits(&random, CP_PURPOSE_SIZE, model->lane_hash[lane], 0,
                                       (uint32_t)state->gate_ordinal[gate]);
  const double size =
      draw->sizes[authority * CP_TABLE + (int32_t)(bits / (0x100000000u / CP_TABLE))];
  return cp_least(size, cp_floor(draw->lane_most[lane] * 30.0) + 1.0);
}

// File one application after the other while the next one's size fits into what is wanted.
static void file_gate(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t gate) {
  double wanted = wanted_licences(model, draw, state, gate);
  while (wanted >= 1.0 && state->fault[0] == CP_OK) {
    if (state->next_size[gate] == 0.0) {
      state->next_size[gate] = draw_size(model, draw, state, gate);
    }
    const double quantity = state->next_size[gate];
    if (wanted < quantity) return;
    const int is_early = state->day[0] - state->control_since[gate] < CP_COHORT_DAYS;
    file(model, draw, state,
         (cp_application){.quantity = quantity,
                          .lane = model->gate_lane[gate],
                          .ordinal = state->gate_ordinal[gate],
                          .class = state->gate_class[gate],
                          .is_cohort = is_early});
    state->gate_ordinal[gate] += 1;
    state->next_size[gate] = 0.0;
    state->pending[gate] += quantity;
    wanted -= quantity;
  }
}

// Outside applications of today: instants of a Poisson process, exponential gaps in ticks of calendar time.
static void file_stream(const cp_model *model, const cp_draw *draw, cp_state *state,
                        int32_t stream) {
  const double rate = draw->stream_rate[stream];
  if (rate <= 0.0) return;
  const cp_random random = cp_state_random(state);
  const double end = (cp_offset(model, state) + 1.0) * CP_TICKS;
  while (state->stream_next[stream] < end && state->fault[0] == CP_OK) {
    const uint32_t ordinal = (uint32_t)state->stream_ordinal[stream];
    if (ordinal > 0) {
      file(model, draw, state,
           (cp_application){.lane = -1 - stream,
                            .ordinal = (int32_t)ordinal - 1,
                            .arrived = state->stream_next[stream],
                            .class = model->stream_class[stream]});
    }
    const double unit =
        cp_random_unit(&random, CP_PURPOSE_STREAM, model->stream_hash[stream], 0, ordinal);
    state->stream_next[stream] += cp_floor(-cp_log(unit) / rate * CP_TICKS + 0.5);
    state->stream_ordinal[stream] += 1;
  }
}

// Nobody files for goods of an alternative that its user has not turned to.
static int is_idle(const cp_model *model, const cp_state *state, int32_t lane) {
  const int32_t alternative = model->input_source[model->lane_input[lane]];
  return alternative >= 0 && state->alternative_state[alternative] == CP_ALTERNATIVE_IDLE;
}

// Does an application of the lane reach those who decide on what binds it?
static int may_file(const cp_model *model, const cp_state *state, int32_t gate) {
  const int32_t measure = state->gate_control[gate];
  const int32_t class = state->gate_class[gate];
  return measure >= 0 && class >= 0 && model->measure_kind[measure] == CP_LICENCE_REQUIREMENT &&
         model->measure_authority[measure] == model->class_authority[class];
}

// Does any authority work today?
static int is_working_day(const cp_model *model, const cp_state *state) {
  for (int32_t authority = 0; authority < model->n_authority; authority++) {
    if (cp_is_working(model, model->authority_calendar[authority], state->day[0])) return 1;
  }
  return 0;
}

void cp_desk_file(const cp_model *model, const cp_draw *draw, cp_state *state) {
  const int32_t n_gate = is_working_day(model, state) ? model->n_gate : 0;
  for (int32_t gate = 0; gate < n_gate; gate++) {
    if (!may_file(model, state, gate) || is_idle(model, state, model->gate_lane[gate])) continue;
    const cp_calendar calendar = calendar_of(model, state->gate_class[gate]);
    if (cp_calendar_is_working(&calendar, state->day[0])) file_gate(model, draw, state, gate);
  }
  for (int32_t stream = 0; stream < model->n_stream; stream++)
    file_stream(model, draw, state, stream);
}
