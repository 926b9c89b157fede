// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Goals of clauses. Reads measures and readings; writes what holds and what is ticked.
#include "deal/goals.h"

enum { DOUBTED = 1, DIFFERS = 2 };

// A target is down when its measure is suspended, lifted or over; for a rate goal also when its
// rate is low enough.
bool cp_goal_is_down(const cp_model *model, const cp_state *state, int32_t clause,
                     int32_t measure) {
  const int32_t now = state->measure_state[measure];
  if (now == CP_MEASURE_SUSPENDED || now == CP_MEASURE_LIFTED || now == CP_MEASURE_ENDED) {
    return true;
  }
  const double at_most = model->clause_at_most[clause] * state->clause_factor[clause];
  return model->clause_goal[clause] == CP_GOAL_RATE && now == CP_MEASURE_IN_FORCE &&
         state->measure_now[measure] <= at_most;
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

// Each measure that came down or went up again is ticked and told.
static void tick(cp_state *state, int32_t clause, int32_t target, int32_t measure,
                 int32_t is_down) {
  state->target_is_down[target] = is_down;
  state->clause_down[clause] += is_down ? 1 : -1;
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_TICK,
                                     .cause = CP_CAUSE_MEASURE,
                                     .object = clause,
                                     .part = measure,
                                     .from = !is_down,
                                     .to = is_down,
                                     .number = measure,
                                     .amount = (double)state->clause_down[clause]});
}

static void count_target(const cp_model *model, cp_state *state, int32_t clause, int32_t target,
                         target_tally *tally) {
  const int32_t measure = model->target_measure[target];
  if (state->measure_state[measure] == CP_MEASURE_NONE) return;
  const bool is_down = cp_goal_is_down(model, state, clause, measure);
  if (state->target_is_down[target] != is_down) tick(state, clause, target, measure, is_down);
  if (!is_down) {
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
static cp_goal judge_measures(const cp_model *model, cp_state *state, int32_t clause) {
  target_tally tally = {.last_down = -1, .up = -1};
  for (int32_t target = model->clause_target_first[clause];
       target < model->clause_target_first[clause + 1]; target++) {
    count_target(model, state, clause, target, &tally);
  }
  const bool is_half = tally.n_up > 0 && tally.n_down > 0;
  const bool is_unclear = tally.n_up_unclear == tally.n_up;
  return (cp_goal){.is_met = tally.n_up == 0 && tally.n_down > 0,
                   .is_doubted = is_half && (is_unclear || state->clause_until[clause] >= 0),
                   .is_disputed = tally.n_up_unclear > 0,
                   .decides = tally.n_up > 0 ? tally.up : tally.last_down};
}

// The beneficiary's reading decides; where the owing party's own reading says otherwise, the clause
// is doubted.
static cp_goal judge_readings(const cp_model *model, const cp_state *state, int32_t clause) {
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
  const bool differs = !is_met && owner_says_met;
  return (cp_goal){.is_met = is_met, .is_doubted = differs, .is_disputed = differs, .decides = -1};
}

void cp_goal_look(const cp_model *model, cp_state *state, int32_t clause) {
  const cp_goal goal = model->clause_goal[clause] == CP_GOAL_READING
                           ? judge_readings(model, state, clause)
                           : judge_measures(model, state, clause);
  state->clause_holds[clause] = goal.is_met;
  state->clause_doubt[clause] = (goal.is_doubted ? DOUBTED : 0) | (goal.is_disputed ? DIFFERS : 0);
  state->clause_decides[clause] = goal.decides;
}

cp_goal cp_goal_seen(const cp_state *state, int32_t clause) {
  return (cp_goal){.is_met = state->clause_holds[clause] != 0,
                   .is_doubted = (state->clause_doubt[clause] & DOUBTED) != 0,
                   .is_disputed = (state->clause_doubt[clause] & DIFFERS) != 0,
                   .decides = state->clause_decides[clause]};
}

cp_why cp_goal_why(const cp_goal *goal) {
  return goal->decides < 0 ? (cp_why){CP_CAUSE_RULE, 0} : (cp_why){CP_CAUSE_MEASURE, goal->decides};
}
