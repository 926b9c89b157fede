// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The queue of effects. Writes measures through acts, and clause_due, clause_fired, clause_acted.
#include "deal/effects.h"

enum { ALREADY, OVERRULED };  // why an effect changes nothing

bool cp_effects_has(const cp_model *model, int32_t clause, cp_effect_when when) {
  for (int32_t effect = model->clause_effect_first[clause];
       effect < model->clause_effect_first[clause + 1]; effect++) {
    if (model->effect_when[effect] == (int32_t)when) return true;
  }
  return false;
}

void cp_effects_queue(cp_state *state, int32_t clause, cp_effect_when when) {
  state->clause_due[clause] |= 1 << when;
}

void cp_effects_come(const cp_model *model, cp_state *state) {
  for (int32_t clause = 0; clause < model->n_clause; clause++) {
    if (state->clause_act_on[clause] != state->day[0]) continue;
    state->clause_acted[clause] = state->day[0];
    state->clause_act_on[clause] = -1;
    cp_effects_queue(state, clause, CP_WHEN_MET);
  }
}

static bool is_due(const cp_model *model, const cp_state *state, int32_t clause, int32_t effect) {
  return (state->clause_due[clause] >> model->effect_when[effect] & 1) != 0;
}

// Does a due effect of the clause act on the measure?
static bool acts_on(const cp_model *model, const cp_state *state, int32_t clause, int32_t measure) {
  for (int32_t effect = model->clause_effect_first[clause];
       effect < model->clause_effect_first[clause + 1]; effect++) {
    if (model->effect_measure[effect] == measure && is_due(model, state, clause, effect))
      return true;
  }
  return false;
}

// A clause that is an exception of this one and acts on the same measure today, -1 none.
static int32_t overruling(const cp_model *model, const cp_state *state, int32_t clause,
                          int32_t measure) {
  const bool is_set = state->measure_set_on[measure] == state->day[0];
  for (int32_t other = 0; other < model->n_clause; other++) {
    if (model->clause_exception_of[other] != clause) continue;
    const bool has_acted = is_set && state->measure_set_by[measure] == other;
    if (has_acted || acts_on(model, state, other, measure)) return other;
  }
  return -1;
}

static void tell_nothing(const cp_state *state, int32_t measure, int32_t clause, cp_act act,
                         int32_t reason, int32_t other) {
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_NO_EFFECT,
                                     .cause = CP_CAUSE_CLAUSE,
                                     .object = measure,
                                     .part = other,
                                     .from = reason,
                                     .to = (int32_t)act,
                                     .number = clause});
}

// Did another clause, of which this one is no exception, do something else to the measure today?
static bool contradicts(const cp_model *model, const cp_state *state, int32_t clause,
                        int32_t measure, cp_act act) {
  const int32_t by = state->measure_set_by[measure];
  return state->measure_set_on[measure] == state->day[0] && by != clause &&
         state->measure_set_act[measure] != (int32_t)act &&
         model->clause_exception_of[clause] != by;
}

static void take_effect(const cp_model *model, cp_state *state, int32_t clause, int32_t effect) {
  const int32_t measure = model->effect_measure[effect];
  const cp_act act = (cp_act)model->effect_act[effect];
  const cp_why why = {CP_CAUSE_CLAUSE, clause};
  const int32_t other = overruling(model, state, clause, measure);
  if (other >= 0) {
    tell_nothing(state, measure, clause, act, OVERRULED, other);
    return;
  }
  if (contradicts(model, state, clause, measure, act)) {
    cp_act_refuse(state, CP_OBJECT_MEASURE, measure, act, why);
    return;
  }
  // a suspension by a clause does not lie inside another one: there it changes nothing
  const bool is_there =
      act == CP_ACT_SUSPEND && state->measure_state[measure] == CP_MEASURE_SUSPENDED;
  if (is_there || !cp_measure_allows(model, state, measure, act)) {
    tell_nothing(state, measure, clause, act, ALREADY, -1);
    return;
  }
  const int32_t days = model->clause_suspend_for[clause];
  const bool has_end = act == CP_ACT_SUSPEND && days > 0;
  const cp_act_terms terms = {.rate = -1.0, .until = has_end ? state->day[0] + days - 1 : -1};
  if (!cp_measure_act(model, state, measure, act, terms, why)) return;
  state->measure_set_on[measure] = state->day[0];
  state->measure_set_by[measure] = clause;
  state->measure_set_act[measure] = (int32_t)act;
}

static void take_due(const cp_model *model, cp_state *state, int32_t clause) {
  for (int32_t effect = model->clause_effect_first[clause];
       effect < model->clause_effect_first[clause + 1]; effect++) {
    if (is_due(model, state, clause, effect)) take_effect(model, state, clause, effect);
  }
  for (int32_t when = 0; when < CP_N_WHEN; when++) {
    state->clause_fired[clause * CP_N_WHEN + when] += state->clause_due[clause] >> when & 1;
  }
}

void cp_effects_apply(const cp_model *model, cp_state *state) {
  int32_t is_any = 0;
  for (int32_t clause = 0; clause < model->n_clause; clause++) is_any |= state->clause_due[clause];
  if (is_any == 0) return;
  for (int32_t place = 0; place < model->n_clause; place++) {
    const int32_t clause = model->clause_order[place];
    if (state->clause_due[clause] != 0) take_due(model, state, clause);
  }
  for (int32_t clause = 0; clause < model->n_clause; clause++) state->clause_due[clause] = 0;
}
