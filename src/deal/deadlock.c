// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Deadlocks. An open clause waits for the one that it names under `after` while that is not met, and
// for those clauses that alone would take its measures down. Clauses that can move are marked until
// no more can be; those left wait for each other in vain. Reads clauses and measures; writes
// clause_blocker and clause_locked.
#include "deal/deadlock.h"

#include "deal/goals.h"

enum { FREE = -1, UNKNOWN = -2, NEVER_ACTS = -2 };

// Announced, not met and not over.
static bool is_open(const cp_model *model, const cp_state *state, int32_t clause) {
  const int32_t now = state->clause_state[clause];
  const bool is_live = now == CP_CLAUSE_WAITING || now == CP_CLAUSE_IN_FORCE ||
                       now == CP_CLAUSE_AT_RISK || now == CP_CLAUSE_DISPUTED ||
                       now == CP_CLAUSE_REPAIRING;
  return is_live && !state->clause_holds[clause] &&
         state->agreement_state[model->clause_agreement[clause]] != CP_AGREEMENT_ENDED;
}

static bool is_part(const cp_model *model, int32_t whole, int32_t measure) {
  for (int32_t at = model->measure_part_first[whole]; at < model->measure_part_first[whole + 1];
       at++) {
    if (model->measure_part[at] == measure) return true;
  }
  return false;
}

static bool relieves(const cp_model *model, int32_t clause, int32_t measure) {
  for (int32_t effect = model->clause_effect_first[clause];
       effect < model->clause_effect_first[clause + 1]; effect++) {
    const int32_t acts_on = model->effect_measure[effect];
    const bool is_relief =
        model->effect_when[effect] == 0 &&
        (model->effect_act[effect] == CP_ACT_SUSPEND || model->effect_act[effect] == CP_ACT_LIFT);
    if (is_relief && (acts_on == measure || is_part(model, acts_on, measure))) return true;
  }
  return false;
}

// Could its owner ease it unforeseen, or is a row known that takes it down?
static bool comes_down_by_itself(const cp_model *model, const cp_draw *draw, const cp_state *state,
                                 int32_t measure) {
  if (draw->measure_ease[measure] > 0.0) return true;
  for (int32_t fact = model->n_fact - 1; fact >= 0 && model->fact_day[fact] > state->day[0];
       fact--) {
    const bool is_its =
        model->fact_kind[fact] == CP_OBJECT_MEASURE && model->fact_object[fact] == measure;
    const int32_t act = model->fact_act[fact];
    if (is_its && (act == CP_ACT_SUSPEND || act == CP_ACT_LIFT)) return true;
  }
  return false;
}

// Whose relief is still to come, and from whom nothing keeps it but that they wait.
static int32_t blocker_of_measure(const cp_model *model, const cp_draw *draw, const cp_state *state,
                                  int32_t measure) {
  int32_t blocker = FREE;
  for (int32_t clause = 0; clause < model->n_clause; clause++) {
    const bool is_spent =
        state->clause_act_on[clause] == NEVER_ACTS || state->clause_acted[clause] >= 0;
    if (is_spent || !relieves(model, clause, measure)) continue;
    if (state->clause_blocker[clause] == FREE) return FREE;
    if (blocker == FREE) blocker = clause;
  }
  return blocker != FREE && comes_down_by_itself(model, draw, state, measure) ? FREE : blocker;
}

static int32_t blocker_of(const cp_model *model, const cp_draw *draw, const cp_state *state,
                          int32_t clause) {
  const int32_t after = model->clause_after[clause];
  const bool waits = after >= 0 && state->clause_met[after] < 0;
  if (waits && state->clause_blocker[after] != FREE) return after;
  if (model->clause_goal[clause] == CP_GOAL_READING) return FREE;
  for (int32_t target = model->clause_target_first[clause];
       target < model->clause_target_first[clause + 1]; target++) {
    const int32_t measure = model->target_measure[target];
    const bool is_up = state->measure_state[measure] != CP_MEASURE_NONE &&
                       !cp_goal_is_down(model, state, clause, measure);
    const int32_t blocker = is_up ? blocker_of_measure(model, draw, state, measure) : (int32_t)FREE;
    if (blocker != FREE) return blocker;
  }
  return FREE;
}

static void find_blockers(const cp_model *model, const cp_draw *draw, cp_state *state) {
  for (int32_t clause = 0; clause < model->n_clause; clause++) {
    state->clause_blocker[clause] = is_open(model, state, clause) ? UNKNOWN : FREE;
  }
  for (bool has_moved = true; has_moved;) {
    has_moved = false;
    for (int32_t clause = 0; clause < model->n_clause; clause++) {
      if (state->clause_blocker[clause] == FREE) continue;
      state->clause_blocker[clause] = blocker_of(model, draw, state, clause);
      has_moved |= state->clause_blocker[clause] == FREE;
    }
  }
}

static void note(cp_state *state, int32_t clause) {
  const bool is_locked = state->clause_blocker[clause] != FREE;
  if (is_locked == (state->clause_locked[clause] >= 0)) return;
  state->clause_locked[clause] = is_locked ? state->day[0] : -1;
  if (is_locked && state->clause_first_locked[clause] < 0)
    state->clause_first_locked[clause] = state->day[0];
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_DEADLOCK,
                                     .cause = CP_CAUSE_RULE,
                                     .object = clause,
                                     .part = state->clause_blocker[clause],
                                     .from = !is_locked,
                                     .to = is_locked});
}

void cp_deadlock_look(const cp_model *model, const cp_draw *draw, cp_state *state) {
  if (!model->may_lock[0]) return;
  find_blockers(model, draw, state);
  for (int32_t clause = 0; clause < model->n_clause; clause++) note(state, clause);
}
