// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Wholes of measures: reads the states of the parts, writes those of the whole.
#include "deal/wholes.h"

#include "deal/acts.h"

// Which state of a part decides that of the whole: the first of these that a part has.
static const cp_measure_state ranks[] = {CP_MEASURE_IN_FORCE, CP_MEASURE_SUSPENDED,
                                         CP_MEASURE_ANNOUNCED, CP_MEASURE_LIFTED, CP_MEASURE_ENDED};

double cp_whole_in_force(const cp_model *model, const cp_state *state, int32_t whole) {
  double rate = 0.0;
  for (int32_t at = model->measure_part_first[whole]; at < model->measure_part_first[whole + 1];
       at++) {
    const int32_t part = model->measure_part[at];
    if (state->measure_state[part] == CP_MEASURE_IN_FORCE) rate += state->measure_now[part];
  }
  return rate;
}

double cp_whole_suspended(const cp_model *model, const cp_state *state, int32_t whole) {
  double rate = 0.0;
  for (int32_t at = model->measure_part_first[whole]; at < model->measure_part_first[whole + 1];
       at++) {
    const int32_t part = model->measure_part[at];
    if (state->measure_state[part] == CP_MEASURE_SUSPENDED) rate += state->measure_saved_rate[part];
  }
  return rate;
}

static int32_t state_of(const cp_model *model, const cp_state *state, int32_t whole) {
  for (size_t rank = 0; rank < sizeof ranks / sizeof ranks[0]; rank++) {
    for (int32_t at = model->measure_part_first[whole]; at < model->measure_part_first[whole + 1];
         at++) {
      if (state->measure_state[model->measure_part[at]] == (int32_t)ranks[rank]) return ranks[rank];
    }
  }
  return CP_MEASURE_NONE;
}

// The part that changed last, the first of those that changed on one day.
static int32_t latest_part(const cp_model *model, const cp_state *state, int32_t whole) {
  int32_t latest = model->measure_part[model->measure_part_first[whole]];
  for (int32_t at = model->measure_part_first[whole]; at < model->measure_part_first[whole + 1];
       at++) {
    const int32_t part = model->measure_part[at];
    if (state->measure_since[part] > state->measure_since[latest]) latest = part;
  }
  return latest;
}

// Last day of the suspended parts that ends first, -1 none.
static int32_t until_of(const cp_model *model, const cp_state *state, int32_t whole) {
  int32_t until = -1;
  for (int32_t at = model->measure_part_first[whole]; at < model->measure_part_first[whole + 1];
       at++) {
    const int32_t part = model->measure_part[at];
    const int32_t end = state->measure_until[part];
    if (state->measure_state[part] != CP_MEASURE_SUSPENDED || end < 0) continue;
    if (until < 0 || end < until) until = end;
  }
  return until;
}

// The rate of a tariff that is in force as before.
static void tell_rate(const cp_model *model, const cp_state *state, int32_t whole) {
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_RATE,
                                     .cause = CP_CAUSE_MEASURE,
                                     .object = whole,
                                     .number = latest_part(model, state, whole),
                                     .amount = state->measure_now[whole]});
}

static void follow(const cp_model *model, cp_state *state, int32_t whole) {
  const double before = state->measure_now[whole];
  const int32_t from = state->measure_state[whole];
  const int32_t to = state_of(model, state, whole);
  state->measure_now[whole] = cp_whole_in_force(model, state, whole);
  state->measure_saved_rate[whole] = cp_whole_suspended(model, state, whole);
  if (to == from && state->measure_now[whole] != before) tell_rate(model, state, whole);
  if (to == from) return;
  state->measure_state[whole] = to;
  state->measure_since[whole] = state->day[0];
  if (state->measure_first[whole] < 0) state->measure_first[whole] = state->day[0];
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_MEASURE,
                                     .cause = CP_CAUSE_MEASURE,
                                     .object = whole,
                                     .from = from,
                                     .to = to,
                                     .number = latest_part(model, state, whole),
                                     .amount = (double)until_of(model, state, whole)});
}

void cp_wholes_follow(const cp_model *model, cp_state *state) {
  if (model->n_part == 0) return;
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    if (cp_measure_is_whole(model, measure)) follow(model, state, measure);
  }
}
