// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Quotas: what departs within a period is at most what may leave in it, since no more is ever declared than may still leave. What was declared
// before the quota counts for nothing. Who still wants something on a day is served in an order that rotates by day (shipping.c).
#include "base/date.h"
#include "border/port.h"
#include "num/least.h"

static bool is_counting(const cp_model *model, const cp_state *state, int32_t measure) {
  return model->measure_kind[measure] == CP_QUOTA && state->quota_since[measure] >= 0;
}

// Is the lane in the scope of the measure? Lanes in a scope are ascending.
static bool has_lane(const cp_model *model, int32_t measure, int32_t lane) {
  int32_t low = model->measure_lane_first[measure], high = model->measure_lane_first[measure + 1];
  while (low < high) {
    const int32_t middle = low + (high - low) / 2;
    if (model->measure_lane[middle] == lane) return true;
    if (model->measure_lane[middle] < lane) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return false;
}

static void begin_period(const cp_model *model, cp_state *state, int32_t measure, double carried) {
  state->quota_may[measure] = model->measure_amount[measure] + carried;
  state->quota_departed[measure] = 0.0;
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_QUOTA,
                                     .cause = CP_CAUSE_MEASURE,
                                     .object = measure,
                                     .number = measure,
                                     .amount = state->quota_may[measure]});
}

void cp_quota_day(const cp_model *model, cp_state *state) {
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    if (model->measure_kind[measure] != CP_QUOTA) continue;
    if (state->measure_state[measure] != CP_MEASURE_IN_FORCE) continue;
    const int32_t period = cp_month_index(state->day[0]) / model->measure_period[measure];
    const bool is_new = state->quota_since[measure] < 0;
    if (!is_new && period == state->quota_period[measure]) continue;
    if (is_new) state->quota_since[measure] = state->day[0];
    if (is_new) state->quota_at_port[measure] = 0.0;
    state->quota_period[measure] = period;
    // what lies at the port has not left: with a carry-over it takes its part along
    const double left = state->quota_may[measure] - state->quota_departed[measure];
    begin_period(model, state, measure, is_new || !model->measure_carries[measure] ? 0.0 : left);
  }
}

bool cp_quota_has(const cp_model *model, const cp_state *state, int32_t lane) {
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    if (is_counting(model, state, measure) && has_lane(model, measure, lane)) return true;
  }
  return false;
}

double cp_quota_room(const cp_model *model, const cp_state *state, int32_t lane) {
  double room = 0x1p52;
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    if (!is_counting(model, state, measure) || !has_lane(model, measure, lane)) continue;
    room = cp_least(room, state->quota_may[measure] - state->quota_departed[measure] -
                              state->quota_at_port[measure]);
  }
  return room;
}

void cp_quota_declare(const cp_model *model, cp_state *state, int32_t lane, double quantity) {
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    if (is_counting(model, state, measure) && has_lane(model, measure, lane))
      state->quota_at_port[measure] += quantity;
  }
}

void cp_quota_leave(const cp_model *model, cp_state *state, int32_t lane, int32_t declared,
                    double quantity, bool has_departed) {
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    if (!is_counting(model, state, measure) || declared < state->quota_since[measure] ||
        !has_lane(model, measure, lane))
      continue;
    state->quota_at_port[measure] -= quantity;
    if (has_departed) state->quota_departed[measure] += quantity;
  }
}
