// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The desk's beginning, the classes that permissions change, and licences that expire.
#include "desk/desk.h"

#include "desk/delay.h"
#include "desk/gates.h"
#include "desk/grants.h"
#include "desk/pool.h"
#include "desk/stages.h"
#include "desk/stance.h"
#include "model/gate.h"
#include "model/licence.h"
#include "model/today.h"

static void begin_pools(const cp_model *model, cp_state *state) {
  state->application_free[0] = -1;
  state->licence_free[0] = -1;
  for (int32_t day = 0; day < model->n_wheel; day++) {
    state->application_due[day] = -1;
    state->application_due_last[day] = -1;
    state->limit_first[day] = -1;
  }
}

// The class that the buyer has by itself.
static void set_own_classes(const cp_model *model, cp_state *state) {
  for (int32_t gate = 0; gate < model->n_gate; gate++) {
    const int32_t input = model->lane_input[model->gate_lane[gate]];
    state->gate_class[gate] = model->firm_class[model->input_firm[input]];
    state->gate_validity[gate] = 0;
  }
}

void cp_desk_begin(const cp_model *model, const cp_draw *draw, cp_state *state) {
  (void)draw;
  begin_pools(model, state);
  set_own_classes(model, state);
  for (int32_t class = 0; class < model->n_class; class ++) {
    state->queue_first[class] = state->queue_last[class] = -1;
    state->ready_first[class] = state->ready_last[class] = -1;
  }
  for (int32_t gate = 0; gate < model->n_gate; gate++) state->licence_first[gate] = -1;
  cp_grants_begin(model, state);
  cp_stance_begin(model, state);
}

// Members of a list whose lane has changed class go to the end of their new class's list, in their old order.
static void move_changed(cp_state *state, int32_t class, cp_list (*list_of)(cp_state *, int32_t)) {
  const cp_list list = list_of(state, class);
  for (double left = *list.count; left >= 1.0; left -= 1.0) {
    const int32_t slot = cp_list_take(state, list);
    const int32_t now = state->application[slot].class;
    cp_list_append(state, list_of(state, now), slot);
  }
}

// A review that its new class would have ended earlier ends earlier: the delay law counts from acceptance. One whose clock was ever stopped
// keeps its day.
static void hasten(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot) {
  cp_application *application = state->application + slot;
  const cp_track *track = state->track + slot;
  if (track->lost_until >= 0 || track->stop_from >= 0) return;
  uint32_t bits[4];
  cp_delay_draw(model, state, application, bits);
  const int32_t due = cp_delay_review(model, draw, state, slot, bits);
  if (due < application->review_due) application->review_due = due;
  // without reviewers the end of the review is the end of the delay law
  const int32_t authority = cp_application_authority(model, application);
  const int has_reviewers = model->authority_slot[authority + 1] > model->authority_slot[authority];
  const int is_sooner = application->review_due < application->due;
  if (application->stage == CP_STAGE_REVIEW && is_sooner && !has_reviewers) {
    application->due =
        application->review_due > state->day[0] ? application->review_due : state->day[0];
  }
}

// Take everything out of the day wheel and put it in again, each at its present due day.
static void turn_wheel(const cp_model *model, cp_state *state) {
  int32_t chain = -1;
  for (int32_t place = model->n_wheel - 1; place >= 0; place--) {
    if (state->application_due[place] < 0) continue;
    state->application[state->application_due_last[place]].next = chain;
    chain = state->application_due[place];
    state->application_due[place] = -1;
    state->application_due_last[place] = -1;
  }
  while (chain >= 0) {
    const int32_t next = state->application[chain].next;
    cp_wheel_add(model, state, chain, state->application[chain].due);
    chain = next;
  }
}

// The books of both classes follow an application into its new one.
static void move_to_class(cp_state *state, cp_application *application, int32_t to) {
  if (application->stage == CP_STAGE_PAPERS) {
    state->drafts[application->class] -= 1.0;
    state->drafts[to] += 1.0;
    application->class = to;
    return;
  }
  cp_application_book(state, application, -1.0);
  application->class = to;
  cp_application_book(state, application, 1.0);
}

// Live applications follow their lane into its class.
static void move_applications(const cp_model *model, const cp_draw *draw, cp_state *state) {
  for (int32_t slot = 0; slot < state->application_used[0]; slot++) {
    cp_application *application = state->application + slot;
    if (application->stage == CP_STAGE_FREE || application->lane < 0) continue;
    const int32_t now = cp_lane_class(model, state, application->lane);
    if (now < 0 || now == application->class) continue;
    move_to_class(state, application, now);
    if (application->accepted >= 0) hasten(model, draw, state, slot);
  }
  turn_wheel(model, state);
  for (int32_t class = 0; class < model->n_class; class ++) {
    move_changed(state, class, cp_queue_of);
    move_changed(state, class, cp_ready_of);
  }
}

// Permissions move their users' lanes into another class and cap the validity of licences granted under them.
static void apply_permissions(const cp_model *model, const cp_draw *draw, cp_state *state) {
  int has_changed = 0;
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    if (model->measure_kind[measure] != CP_PERMISSION) continue;
    has_changed |= state->permission_seen[measure] != state->measure_state[measure];
    state->permission_seen[measure] = state->measure_state[measure];
  }
  if (!has_changed) return;
  set_own_classes(model, state);
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    if (model->measure_kind[measure] != CP_PERMISSION) continue;
    if (state->measure_state[measure] != CP_MEASURE_IN_FORCE) continue;
    for (int32_t at = model->measure_lane_first[measure];
         at < model->measure_lane_first[measure + 1]; at++) {
      const int32_t gate = model->lane_gate[model->measure_lane[at]];
      if (model->measure_class[measure] >= 0)
        state->gate_class[gate] = model->measure_class[measure];
      state->gate_validity[gate] = model->measure_validity[measure];
    }
  }
  move_applications(model, draw, state);
}

void cp_desk_expire(const cp_model *model, const cp_draw *draw, cp_state *state) {
  cp_stance_day(model, draw, state);
  apply_permissions(model, draw, state);
  for (int32_t first = 0; first < model->n_gate; first += CP_GATES_AT_ONCE) {
    int32_t licensed[CP_GATES_AT_ONCE];
    const int32_t n = cp_gates_with(state->licence_first, first, model->n_gate, licensed);
    for (int32_t place = 0; place < n; place++) cp_licence_expire(model, state, licensed[place]);
  }
  cp_grants_day(model, draw, state);
}
