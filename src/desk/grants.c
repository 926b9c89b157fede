// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Verified use, listings and general licences; see grants.h. On a morning on which no such measure has changed and no general licence is in
// force nothing is looked through but the list of measures.
#include "desk/grants.h"

#include "desk/stages.h"
#include "model/licence.h"
#include "model/today.h"
#include "num/floor.h"
#include "num/least.h"

// days of need that a general licence holds ready for each of its lanes
static const double general_days = 30.0;

static double use_of(const cp_model *model, const cp_draw *draw, const cp_state *state,
                     int32_t gate) {
  return draw->lane_most[model->gate_lane[gate]] * draw->need_level[cp_month(model, state)];
}

double cp_verified_use(const cp_model *model, const cp_draw *draw, const cp_state *state,
                       int32_t gate, int32_t days) {
  const int32_t input = model->lane_input[model->gate_lane[gate]];
  const double stock = state->stock[input] * model->gate_share[gate];
  const double held = state->licence_left[gate] + state->suspended_left[gate];
  return cp_floor(cp_most(0.0, use_of(model, draw, state, gate) * days - stock - held));
}

// --- listings ------------------------------------------------------------------------------------

// Every live application of the gates that were listed today is refused.
static void refuse_listed(const cp_model *model, cp_state *state) {
  for (int32_t slot = 0; slot < state->application_used[0]; slot++) {
    const cp_application *application = state->application + slot;
    if (application->stage == CP_STAGE_FREE || application->lane < 0) continue;
    if (state->gate_listed[model->lane_gate[application->lane]] < 0) continue;
    cp_application_unlink(model, state, slot);
    cp_application_end(model, state, slot, CP_STEP_REFUSE, application->quantity);
  }
}

static int32_t listing_of(const cp_model *model, const cp_state *state, int32_t gate) {
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    if (model->measure_kind[measure] != CP_LISTING) continue;
    if (state->measure_state[measure] != CP_MEASURE_IN_FORCE) continue;
    for (int32_t at = model->measure_lane_first[measure];
         at < model->measure_lane_first[measure + 1]; at++) {
      if (model->lane_gate[model->measure_lane[at]] == gate) return measure;
    }
  }
  return -1;
}

static void apply_listings(const cp_model *model, cp_state *state) {
  for (int32_t gate = 0; gate < model->n_gate; gate++) {
    const int32_t before = state->gate_listed[gate];
    const int32_t now = listing_of(model, state, gate);
    state->gate_listed[gate] = now;
    if (now < 0 && before >= 0) {
      // what ran out meanwhile does not come back
      cp_licence_expire(model, state, gate);
      cp_licence_resume_all(model, state, gate, before);
    }
    if (now < 0 || before >= 0) continue;
    if (model->measure_suspends[now]) {
      cp_licence_suspend_all(model, state, gate, now);
    } else {
      cp_licence_revoke_all(model, state, gate, now);
    }
  }
  refuse_listed(model, state);
}

// --- general licences ----------------------------------------------------------------------------

// Licences under a measure have a number that no application has.
static int32_t id_of(int32_t measure) { return -1 - measure; }

static int32_t find_general(const cp_state *state, int32_t gate, int32_t measure) {
  int32_t slot = state->licence_first[gate];
  while (slot >= 0 && state->licence[slot].id != id_of(measure)) slot = state->licence[slot].next;
  return slot;
}

// What is left of it for the lane is revoked and may be used on other days.
static void take_back(const cp_model *model, cp_state *state, int32_t gate, int32_t measure) {
  const int32_t slot = find_general(state, gate, measure);
  if (slot < 0) return;
  state->general_left[measure] += state->licence[slot].left;
  cp_licence_move_under(model, state, gate, slot, CP_LICENCE_REVOKE, measure);
}

static void apply_generals(const cp_model *model, cp_state *state) {
  for (int32_t gate = 0; gate < model->n_gate; gate++) {
    const int32_t measure = state->gate_general[gate];
    if (measure < 0 || state->measure_state[measure] == CP_MEASURE_IN_FORCE) continue;
    take_back(model, state, gate, measure);
    state->gate_general[gate] = -1;
  }
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    if (model->measure_kind[measure] != CP_GENERAL_LICENCE) continue;
    if (state->measure_state[measure] != CP_MEASURE_IN_FORCE) continue;
    for (int32_t at = model->measure_lane_first[measure];
         at < model->measure_lane_first[measure + 1]; at++) {
      int32_t *general = state->gate_general + model->lane_gate[model->measure_lane[at]];
      if (*general < 0) *general = measure;
    }
  }
}

// Each morning the lane's balance is filled up from what the general licence has left.
static void fill_up(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t gate,
                    int32_t measure) {
  if (state->gate_control[gate] < 0 || state->gate_listed[gate] >= 0) return;
  const int32_t until = state->measure_until[measure];
  const int32_t last = until >= 0 ? until : model->last_day[0];
  // restored after its last day it ends tomorrow and allows nothing today
  if (last < state->day[0]) return;
  int32_t slot = find_general(state, gate, measure);
  if (slot >= 0 && state->licence[slot].valid_to != last) {
    take_back(model, state, gate, measure);
    slot = -1;
  }
  const double has = slot < 0 ? 0.0 : state->licence[slot].left;
  const double wanted = cp_floor(use_of(model, draw, state, gate) * general_days) + 1.0;
  const double more = cp_least(cp_most(0.0, wanted - has), state->general_left[measure]);
  if (more <= 0.0) return;
  state->general_left[measure] -= more;
  state->general_total[gate] += more;
  if (slot >= 0) {
    state->licence[slot].left += more;
    state->licence_left[gate] += more;
    state->licensed_total[gate] += more;
    return;
  }
  cp_licence_issue(model, state, gate,
                   (cp_licence){.left = more, .valid_to = last, .id = id_of(measure)});
}

// --- the morning ---------------------------------------------------------------------------------

void cp_grants_begin(const cp_model *model, cp_state *state) {
  for (int32_t gate = 0; gate < model->n_gate; gate++) {
    state->gate_listed[gate] = state->gate_general[gate] = -1;
    state->suspended_first[gate] = -1;
  }
  for (int32_t measure = 0; measure < model->n_measure; measure++)
    state->general_left[measure] = model->measure_quantity[measure];
}

void cp_grants_day(const cp_model *model, const cp_draw *draw, cp_state *state) {
  int has_listing = 0, has_general = 0, is_suspending = 0, is_general = 0;
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    const int32_t kind = model->measure_kind[measure];
    if (kind != CP_LISTING && kind != CP_GENERAL_LICENCE) continue;
    if (model->measure_lane_first[measure] == model->measure_lane_first[measure + 1]) continue;
    const int32_t now = state->measure_state[measure];
    const int has_changed = state->permission_seen[measure] != now;
    state->permission_seen[measure] = now;
    has_listing |= has_changed && kind == CP_LISTING;
    has_general |= has_changed && kind == CP_GENERAL_LICENCE;
    is_suspending |=
        kind == CP_LISTING && now == CP_MEASURE_IN_FORCE && model->measure_suspends[measure];
    is_general |= kind == CP_GENERAL_LICENCE && now == CP_MEASURE_IN_FORCE;
  }
  if (has_listing) apply_listings(model, state);
  // those that are suspended run out, too, where nothing else is in force
  for (int32_t gate = 0; is_suspending && gate < model->n_gate; gate++)
    cp_licence_expire(model, state, gate);
  if (has_general) apply_generals(model, state);
  if (!is_general) return;
  for (int32_t gate = 0; gate < model->n_gate; gate++) {
    if (state->gate_general[gate] >= 0)
      fill_up(model, draw, state, gate, state->gate_general[gate]);
  }
}
