// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The political day: dates reached, facts, statements, effects, readings, clauses, prospects. Up to
// as_of it is a replay of the rows; after it dated acts that are already known still come, and what
// nobody knows is drawn. Writes the deal arrays of the state.
#include "deal/deal.h"

#include "deal/acts.h"
#include "deal/agreements.h"
#include "deal/clauses.h"
#include "deal/deadlock.h"
#include "deal/effects.h"
#include "deal/moves.h"
#include "deal/readings.h"
#include "deal/statements.h"
#include "deal/wholes.h"
#include "model/facts.h"
#include "model/purpose.h"
#include "model/today.h"

// --- facts ---------------------------------------------------------------------------------------

// After the end of its agreement there is nothing to dispute.
static void act_on_clause(const cp_model *model, cp_state *state, int32_t fact, cp_act act,
                          cp_why why) {
  const int32_t clause = model->fact_object[fact];
  if (state->agreement_state[model->clause_agreement[clause]] == CP_AGREEMENT_ENDED) {
    cp_act_refuse(state, CP_OBJECT_CLAUSE, clause, act, why);
  } else if (act == CP_ACT_EXTEND) {
    cp_clause_extend(state, clause, model->fact_until[fact], why);
  } else {
    cp_clause_act(state, clause, act, why);
  }
}

static void apply_fact(const cp_model *model, cp_state *state, int32_t fact) {
  const cp_act act = (cp_act)model->fact_act[fact];
  const int32_t object = model->fact_object[fact];
  const cp_why why = {CP_CAUSE_FACT, fact};
  // what somebody says or reports about an object changes no state
  if (act == CP_ACT_SAY || act == CP_ACT_REPORT || object < 0) return;
  switch ((cp_object_kind)model->fact_kind[fact]) {
    case CP_OBJECT_MEASURE:
      cp_measure_act(model, state, object, act,
                     (cp_act_terms){model->fact_rate[fact], model->fact_until[fact]}, why);
      break;
    case CP_OBJECT_AGREEMENT:
      if (cp_agreement_act(state, object, act, why) && act == CP_ACT_WITHDRAW)
        cp_agreement_leave(state, object, state->day[0] + model->agreement_notice[object], why);
      break;
    case CP_OBJECT_CLAUSE:
      act_on_clause(model, state, fact, act, why);
      break;
    case CP_OBJECT_AUTHORITY:
    case CP_OBJECT_CLASS:
      // the desk's (desk/stance.c)
      break;
    default:
      cp_act_refuse(state, (cp_object_kind)model->fact_kind[fact], object, act, why);
  }
}

static void apply_facts(const cp_model *model, cp_state *state) {
  const int32_t today = state->day[0];
  int32_t fact = cp_fact_first(model, today);
  for (; fact < model->n_fact && model->fact_day[fact] == today; fact++) {
    apply_fact(model, state, fact);
  }
}

// --- dates ---------------------------------------------------------------------------------------

// A row of the day after the end says itself what becomes of the measure.
static bool is_decided_today(const cp_model *model, const cp_state *state, int32_t measure) {
  const int32_t today = state->day[0];
  int32_t fact = cp_fact_first(model, today);
  for (; fact < model->n_fact && model->fact_day[fact] == today; fact++) {
    const bool is_its = model->fact_kind[fact] == CP_OBJECT_MEASURE &&
                        model->fact_object[fact] == measure && model->fact_act[fact] <= CP_ACT_LIFT;
    if (is_its) return true;
  }
  return false;
}

// Suspensions that belong to one agreement are extended or not together: they share the draw of the
// agreement whose clause names them, and each compares it with its own odds.
static uint32_t extension_entity(const cp_model *model, int32_t measure) {
  for (int32_t clause = 0; clause < model->n_clause; clause++) {
    for (int32_t target = model->clause_target_first[clause];
         target < model->clause_target_first[clause + 1]; target++) {
      if (model->target_measure[target] == measure) {
        return model->agreement_hash[model->clause_agreement[clause]];
      }
    }
  }
  return model->measure_hash[measure];
}

static bool is_extended(const cp_model *model, const cp_draw *draw, const cp_state *state,
                        int32_t measure) {
  const double chance = draw->measure_extend_chance[measure];
  // what ran out while it was suspended is not extended afterwards
  const bool is_today = state->measure_until[measure] == state->day[0] - 1;
  if (state->day[0] <= model->as_of[0] || !is_today || !(chance > 0.0)) return false;
  const cp_random random = cp_state_random(state);
  return cp_random_happens(
      chance, cp_random_bits(&random, CP_PURPOSE_EXTEND, extension_entity(model, measure),
                             cp_offset(model, state), 0));
}

static void reach_end(const cp_model *model, const cp_draw *draw, cp_state *state,
                      int32_t measure) {
  const cp_why by_date = {CP_CAUSE_DATE, 0};
  const cp_act_terms none = {.rate = -1.0, .until = -1};
  if (is_extended(model, draw, state, measure)) {
    cp_measure_act(model, state, measure, CP_ACT_EXTEND, none,
                   (cp_why){CP_CAUSE_DRAW, CP_PURPOSE_EXTEND});
  } else if (state->measure_state[measure] == CP_MEASURE_SUSPENDED) {
    cp_measure_act(model, state, measure, CP_ACT_RESTORE, none, by_date);
  } else if (state->measure_state[measure] == CP_MEASURE_IN_FORCE) {
    cp_measure_end(state, measure, by_date);
  }
}

static bool has_run_out(const cp_state *state, int32_t measure) {
  const int32_t until = state->measure_until[measure];
  return until >= 0 && until < state->day[0];
}

static void reach_dates(const cp_model *model, const cp_draw *draw, cp_state *state) {
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    if (!has_run_out(state, measure) || is_decided_today(model, state, measure)) continue;
    // of suspensions that lie inside one another several may have run out
    while (has_run_out(state, measure)) reach_end(model, draw, state, measure);
  }
}

// --- the day -------------------------------------------------------------------------------------

static void begin_objects(const cp_model *model, cp_state *state) {
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    state->measure_until[measure] = -1;
    state->measure_since[measure] = -1;
    state->measure_first[measure] = -1;
    state->measure_saved_until[measure] = -1;
    state->measure_held_by[measure] = -1;
    state->measure_set_on[measure] = -1;
  }
  for (int32_t agreement = 0; agreement < model->n_agreement; agreement++) {
    state->agreement_since[agreement] = -1;
    state->agreement_announced[agreement] = -1;
    state->agreement_ends[agreement] = model->agreement_until[agreement];
  }
  for (int32_t clause = 0; clause < model->n_clause; clause++) {
    state->clause_since[clause] = -1;
    state->clause_met[clause] = -1;
    state->clause_act_on[clause] = -1;
    state->clause_acted[clause] = -1;
    state->clause_settles[clause] = -1;
    state->clause_until[clause] = model->clause_deadline[clause];
    state->clause_factor[clause] = 1.0;
    state->clause_slipped[clause] = -1;
    state->clause_repair_until[clause] = -1;
    state->clause_step[clause] = -1;
    state->clause_broke[clause] = -1;
    state->clause_locked[clause] = -1;
    state->clause_first_locked[clause] = -1;
    state->clause_blocker[clause] = -1;
    state->clause_decides[clause] = -1;
  }
  for (int32_t reading = 0; reading < model->n_reading; reading++) {
    state->reading_now[reading] = -1.0;
    state->reading_first[reading] = -1;
  }
  for (int32_t confirm = 0; confirm < model->n_confirm; confirm++) state->confirm_on[confirm] = -1;
}

void cp_deal_begin(const cp_model *model, const cp_draw *draw, cp_state *state) {
  (void)draw;
  begin_objects(model, state);
  const int32_t before_start = state->day[0];
  for (int32_t fact = 0; fact < cp_fact_first(model, model->first_day[0]); fact++) {
    state->day[0] = model->fact_day[fact];
    apply_fact(model, state, fact);
    cp_wholes_follow(model, state);
  }
  state->day[0] = before_start;
}

void cp_deal_day(const cp_model *model, const cp_draw *draw, cp_state *state) {
  reach_dates(model, draw, state);
  cp_agreements_end(model, state);
  apply_facts(model, state);
  cp_statements_day(model, state);
  cp_agreements_amend(model, state);
  cp_effects_come(model, state);
  cp_effects_apply(model, state);
  cp_moves_draw(model, draw, state);
  cp_wholes_follow(model, state);
  cp_reading_day(model, draw, state);
  cp_clause_judge(model, draw, state);
  cp_effects_apply(model, state);
  cp_wholes_follow(model, state);
  cp_agreements_draw(model, draw, state);
  cp_deadlock_look(model, draw, state);
}

// Weight of the measures that bind today over the weight of all that were ever taken; favours
// (permissions, priorities, general licences) are no tension.
static double tension(const cp_model *model, const cp_state *state) {
  double in_force = 0.0;
  double taken = 0.0;
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    const int32_t kind = model->measure_kind[measure];
    const bool is_favour =
        kind == CP_PERMISSION || kind == CP_PRIORITY || kind == CP_GENERAL_LICENCE;
    if (is_favour || state->measure_first[measure] < 0) continue;
    taken += model->measure_weight[measure];
    if (state->measure_state[measure] == CP_MEASURE_IN_FORCE) {
      in_force += model->measure_weight[measure];
    }
  }
  return taken > 0.0 ? in_force / taken : 0.0;
}

void cp_deal_publish(const cp_model *model, const cp_draw *draw, cp_state *state) {
  (void)draw;
  cp_reading_publish(model, state);
  state->tension[0] = tension(model, state);
}
