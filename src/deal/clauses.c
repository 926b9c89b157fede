// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Clauses, judged once a day:
//
//   DORMANT -> WAITING            its agreement is announced; waits for its day or another clause
//   WAITING -> IN_FORCE           both have come
//   IN_FORCE <-> AT_RISK          some targets are up and others down, or the two readings differ
//   any of these -> FULFILLED     goal met, of a clause to be met once
//   any of these -> BREACHED      deadline over and goal not met: its breach effects follow at once
//   any of these -> EXPIRED       deadline over and goal held, of a clause to be kept
//   DISPUTED                      by a fact, until the day after it is settled; then judged anew
//
// A met condition does not act by itself: whether and when the act follows is drawn,
// and only after as_of; before it the facts say. Reads measures, agreements and readings; writes
// clause arrays and, through effects, measures.
#include "deal/clauses.h"

#include "deal/acts.h"
#include "model/today.h"
#include "model/purpose.h"

enum { GOAL_MEASURES_DOWN, GOAL_RATE_AT_MOST, GOAL_READING };
enum { WHEN_MET, WHEN_BREACHED };

// How a clause's goal stands today.
typedef struct goal_state {
  bool is_met;
  bool is_doubted;  // partly met, or one party says met and the other does not
  cp_why why;       // what decides it
} goal_state;

// --- goals ---------------------------------------------------------------------------------------

// A target is down when its measure is suspended, lifted or over; for a rate goal also when its
// rate is low enough.
static bool is_down(const cp_model *model, const cp_state *state, int32_t clause, int32_t measure) {
  const int32_t now = state->measure_state[measure];
  if (now == CP_MEASURE_SUSPENDED || now == CP_MEASURE_LIFTED || now == CP_MEASURE_ENDED) {
    return true;
  }
  return model->clause_goal[clause] == GOAL_RATE_AT_MOST && now == CP_MEASURE_IN_FORCE &&
         state->measure_now[measure] <= model->clause_at_most[clause];
}

// How many targets are down and up; `last_down` went down last, `up` is the last one that is still
// up.
typedef struct target_tally {
  int32_t n_down;
  int32_t n_up;
  int32_t n_up_unclear;  // of those up: one party counts it and the other does not
  int32_t last_down;
  int32_t up;
} target_tally;

static void count_target(const cp_model *model, const cp_state *state, int32_t clause,
                         int32_t target, target_tally *tally) {
  const int32_t measure = model->target_measure[target];
  if (state->measure_state[measure] == CP_MEASURE_NONE) return;
  if (!is_down(model, state, clause, measure)) {
    tally->n_up++;
    tally->n_up_unclear += model->target_is_unclear[target];
    tally->up = measure;
    return;
  }
  const int32_t last = tally->last_down;
  tally->n_down++;
  if (last < 0 || state->measure_since[measure] >= state->measure_since[last]) {
    tally->last_down = measure;
  }
}

// Measures that were never taken do not count; a clause whose targets were all never taken is not
// met by that. Half done is a doubt where time runs out, or where only what the parties count
// differently is left.
static goal_state judge_measures(const cp_model *model, const cp_state *state, int32_t clause) {
  target_tally tally = {.last_down = -1, .up = -1};
  for (int32_t target = model->clause_target_first[clause];
       target < model->clause_target_first[clause + 1]; target++) {
    count_target(model, state, clause, target, &tally);
  }
  const bool is_half = tally.n_up > 0 && tally.n_down > 0;
  const bool is_unclear = tally.n_up_unclear == tally.n_up;
  const int32_t decides = tally.n_up > 0 ? tally.up : tally.last_down;
  const cp_why why = {CP_CAUSE_MEASURE, decides};
  return (goal_state){.is_met = tally.n_up == 0 && tally.n_down > 0,
                      .is_doubted = is_half && (is_unclear || model->clause_deadline[clause] >= 0),
                      .why = decides < 0 ? (cp_why){CP_CAUSE_RULE, 0} : why};
}

// The beneficiary's reading decides; where the owing party's own reading says otherwise, the clause
// is doubted.
static goal_state judge_readings(const cp_model *model, const cp_state *state, int32_t clause) {
  bool is_met = false;
  bool owner_says_met = false;
  for (int32_t reading = 0; reading < model->n_reading; reading++) {
    if (model->reading_clause[reading] != clause || !state->reading_is_met[reading]) continue;
    if (model->reading_party[reading] == model->clause_party[clause]) {
      owner_says_met = true;
    } else {
      is_met = true;
    }
  }
  return (goal_state){
      .is_met = is_met, .is_doubted = !is_met && owner_says_met, .why = {CP_CAUSE_RULE, 0}};
}

static goal_state judge_goal(const cp_model *model, const cp_state *state, int32_t clause) {
  return model->clause_goal[clause] == GOAL_READING ? judge_readings(model, state, clause)
                                                    : judge_measures(model, state, clause);
}

// --- what follows --------------------------------------------------------------------------------

// An effect on a measure that is already where it should be is skipped.
static void take_effects(const cp_model *model, cp_state *state, int32_t clause, int32_t when) {
  const cp_act_terms terms = {.rate = -1.0, .until = -1};
  for (int32_t effect = model->clause_effect_first[clause];
       effect < model->clause_effect_first[clause + 1]; effect++) {
    const int32_t measure = model->effect_measure[effect];
    const cp_act act = (cp_act)model->effect_act[effect];
    if (model->effect_when[effect] != when || !cp_measure_allows(state, measure, act)) continue;
    cp_measure_act(model, state, measure, act, terms, (cp_why){CP_CAUSE_CLAUSE, clause});
  }
}

void cp_clause_effects(const cp_model *model, cp_state *state) {
  for (int32_t clause = 0; clause < model->n_clause; clause++) {
    if (state->clause_act_on[clause] != state->day[0]) continue;
    state->clause_acted[clause] = state->day[0];
    state->clause_act_on[clause] = -1;
    take_effects(model, state, clause, WHEN_MET);
  }
}

static bool has_met_effects(const cp_model *model, int32_t clause) {
  for (int32_t effect = model->clause_effect_first[clause];
       effect < model->clause_effect_first[clause + 1]; effect++) {
    if (model->effect_when[effect] == WHEN_MET) return true;
  }
  return false;
}

static void tell_condition(const cp_state *state, int32_t clause, int32_t to, int32_t day,
                           cp_why why) {
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_CONDITION,
                                     .cause = (int16_t)why.cause,
                                     .object = clause,
                                     .to = to,
                                     .number = why.number,
                                     .amount = (double)day});
}

// Does the act follow, and when? At the earliest tomorrow: effects are queued, so nothing is judged
// on its own effect.
static void draw_act(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t clause) {
  const cp_random random = cp_state_random(state);
  const int32_t day = cp_offset(model, state);
  const uint32_t entity = model->clause_hash[clause];
  const uint32_t bits = cp_random_bits(&random, CP_PURPOSE_ACT_CHANCE, entity, day, 0);
  if (!cp_random_happens(draw->clause_act_chance[clause], bits)) {
    tell_condition(state, clause, 0, -1, (cp_why){CP_CAUSE_DRAW, CP_PURPOSE_ACT_CHANCE});
    return;
  }
  const uint64_t cell = cp_random_bits(&random, CP_PURPOSE_ACT_DELAY, entity, day, 0);
  const int32_t *const table = draw->act_days + (int64_t)clause * CP_TABLE;
  const int32_t delay = table[cell * CP_TABLE >> 32];
  state->clause_act_on[clause] = state->day[0] + (delay > 1 ? delay : 1);
  tell_condition(state, clause, 1, state->clause_act_on[clause],
                 (cp_why){CP_CAUSE_DRAW, CP_PURPOSE_ACT_DELAY});
}

// The first time that the goal is met starts the clock of the act. What was met by as_of is drawn
// on the day after it.
static void follow(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t clause,
                   const goal_state *goal) {
  const int32_t today = state->day[0];
  const int32_t as_of = model->as_of[0];
  const bool is_new = goal->is_met && state->clause_met[clause] < 0;
  if (is_new) state->clause_met[clause] = today;
  if (is_new && today <= as_of) tell_condition(state, clause, 2, -1, goal->why);
  const int32_t met = state->clause_met[clause];
  const bool is_drawn_today = today > as_of && met >= 0 && (met == today || today == as_of + 1);
  if (is_drawn_today && met <= today && has_met_effects(model, clause)) {
    draw_act(model, draw, state, clause);
  }
}

static void breach(const cp_model *model, cp_state *state, int32_t clause) {
  cp_clause_move(state, clause, CP_CLAUSE_BREACHED, (cp_why){CP_CAUSE_DATE, 0});
  state->clause_breaches[clause]++;
  take_effects(model, state, clause, WHEN_BREACHED);
}

// --- the judgement -------------------------------------------------------------------------------

// A suspension that was extended past the deadline carries the deadline with it.
static int32_t deadline_of(const cp_model *model, const cp_state *state, int32_t clause) {
  int32_t deadline = model->clause_deadline[clause];
  if (deadline < 0) return -1;
  for (int32_t target = model->clause_target_first[clause];
       target < model->clause_target_first[clause + 1]; target++) {
    const int32_t measure = model->target_measure[target];
    const bool is_suspended = state->measure_state[measure] == CP_MEASURE_SUSPENDED;
    const int32_t until = state->measure_until[measure];
    if (is_suspended && until > deadline) deadline = until;
  }
  return deadline;
}

// Not yet binding: before its first day, or before the clause that must be met first.
static bool is_waiting(const cp_model *model, const cp_state *state, int32_t clause) {
  if (state->day[0] < model->clause_starts[clause]) return true;
  const int32_t after = model->clause_after[clause];
  return after >= 0 && state->clause_met[after] < 0;
}

// After a breach only late fulfilment changes anything.
static void judge_binding(const cp_model *model, cp_state *state, int32_t clause,
                          const goal_state *goal) {
  const bool is_kept = model->clause_is_kept[clause] != 0;
  if (goal->is_met && !is_kept) {
    cp_clause_move(state, clause, CP_CLAUSE_FULFILLED, goal->why);
    return;
  }
  if (state->clause_state[clause] == CP_CLAUSE_BREACHED) return;
  const int32_t deadline = deadline_of(model, state, clause);
  const bool is_over = deadline >= 0 && state->day[0] > deadline;
  if (is_over && goal->is_met) {
    cp_clause_move(state, clause, CP_CLAUSE_EXPIRED, (cp_why){CP_CAUSE_DATE, 0});
  } else if (is_over) {
    breach(model, state, clause);
  } else {
    const bool has_slipped = is_kept && !goal->is_met && state->clause_met[clause] >= 0;
    const bool is_at_risk = goal->is_doubted || has_slipped;
    cp_clause_move(state, clause, is_at_risk ? CP_CLAUSE_AT_RISK : CP_CLAUSE_IN_FORCE, goal->why);
  }
}

// A dispute lasts until its settling day is over; a fulfilled or expired clause is not judged
// again.
static bool is_closed(cp_state *state, int32_t clause) {
  const int32_t now = state->clause_state[clause];
  if (now == CP_CLAUSE_FULFILLED || now == CP_CLAUSE_EXPIRED) return true;
  if (now != CP_CLAUSE_DISPUTED) return false;
  const int32_t settles = state->clause_settles[clause];
  return settles < 0 || state->day[0] <= settles;
}

static void judge(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t clause) {
  if (state->agreement_announced[model->clause_agreement[clause]] < 0) return;
  const goal_state goal = judge_goal(model, state, clause);
  state->clause_holds[clause] = goal.is_met;
  const bool is_early = state->day[0] < model->clause_starts[clause];
  if (!is_early) follow(model, draw, state, clause, &goal);
  if (is_closed(state, clause)) return;
  // a duty done before its turn is done
  const bool is_done = !is_early && goal.is_met && !model->clause_is_kept[clause];
  if (is_waiting(model, state, clause) && !is_done) {
    cp_clause_move(state, clause, CP_CLAUSE_WAITING, (cp_why){CP_CAUSE_RULE, 0});
    return;
  }
  const bool begins = state->clause_state[clause] == CP_CLAUSE_DORMANT ||
                      state->clause_state[clause] == CP_CLAUSE_WAITING;
  if (begins) cp_clause_move(state, clause, CP_CLAUSE_IN_FORCE, (cp_why){CP_CAUSE_DATE, 0});
  judge_binding(model, state, clause, &goal);
}

void cp_clause_judge(const cp_model *model, const cp_draw *draw, cp_state *state) {
  for (int32_t clause = 0; clause < model->n_clause; clause++) judge(model, draw, state, clause);
}
