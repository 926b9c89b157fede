// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Clauses, judged once a day:
//
//   DORMANT -> WAITING            its agreement is announced; waits for its day or another clause
//   WAITING -> IN_FORCE           both have come
//   IN_FORCE <-> AT_RISK          some targets are up and others down, the two readings differ, what
//                                 is kept has slipped, or the deadline is over and grace runs
//   any of these -> FULFILLED     goal met, of a clause to be met once
//   any of these -> EXPIRED       deadline over and goal held, of a clause to be kept
//   any of these -> BREACHED      deadline and grace over and goal not met; what is kept has slipped
//                                 for longer than its grace; a dispute ended unsettled
//   any of these -> REPAIRING     the same where there are days for a repair: IN_FORCE or FULFILLED
//                                 when it is met again, BREACHED when they are over
//   DISPUTED                      by a row or a draw, until the day after it is settled; then judged
//                                 anew (deal/disputes.h)
//   TERMINATED, SUPERSEDED        by its agreement (deal/agreements.h)
//
// At a deadline that is missed after as_of the parties extend it, renegotiate it or let it stand, by
// the odds that the clause states; clauses of one agreement share the draw, also with suspensions
// that end on that day.
//
// A met condition does not act by itself: whether and when the act follows is drawn,
// and only after as_of; before it the facts say. Reads measures, agreements and readings; writes
// clause arrays and the queue of effects.
#include "deal/clauses.h"

#include "deal/disputes.h"
#include "deal/effects.h"
#include "model/purpose.h"
#include "model/today.h"

enum { STANDS, EXTENDED, RENEGOTIATED };
enum { NEVER_ACTS = -2 };
static const cp_why by_date = {CP_CAUSE_DATE, 0};

// --- what follows --------------------------------------------------------------------------------

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
    state->clause_act_on[clause] = NEVER_ACTS;
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
                   const cp_goal *goal) {
  const int32_t today = state->day[0];
  const int32_t as_of = model->as_of[0];
  const bool is_new = goal->is_met && state->clause_met[clause] < 0;
  if (is_new) state->clause_met[clause] = today;
  if (is_new && today <= as_of) tell_condition(state, clause, 2, -1, cp_goal_why(goal));
  const int32_t met = state->clause_met[clause];
  const bool is_drawn_today = today > as_of && met >= 0 && (met == today || today == as_of + 1);
  if (is_drawn_today && met <= today && cp_effects_has(model, clause, CP_WHEN_MET)) {
    draw_act(model, draw, state, clause);
  }
}

// A breach that nobody repairs may end the agreement, on this day.
static void end_in_breach(const cp_model *model, cp_state *state, int32_t clause, cp_why why) {
  cp_clause_move(state, clause, CP_CLAUSE_BREACHED, why);
  if (!model->clause_breach_ends[clause]) return;
  cp_agreement_leave(state, model->clause_agreement[clause], state->day[0],
                     (cp_why){CP_CAUSE_CLAUSE, clause});
}

static void breach(const cp_model *model, cp_state *state, int32_t clause, cp_why why) {
  state->clause_breaches[clause]++;
  state->clause_broke[clause] = state->day[0];
  cp_effects_queue(state, clause, CP_WHEN_BREACHED);
  const int32_t days = model->clause_repair_within[clause];
  if (days == 0) {
    end_in_breach(model, state, clause, why);
    return;
  }
  state->clause_repair_until[clause] = state->day[0] + days;
  cp_clause_move(state, clause, CP_CLAUSE_REPAIRING, why);
}

static void judge_repair(const cp_model *model, cp_state *state, int32_t clause,
                         const cp_goal *goal) {
  if (state->day[0] > state->clause_repair_until[clause]) {
    end_in_breach(model, state, clause, by_date);
    return;
  }
  if (!goal->is_met) return;
  const bool is_kept = model->clause_is_kept[clause] != 0;
  state->clause_repairs[clause]++;
  state->clause_slipped[clause] = -1;
  cp_effects_queue(state, clause, CP_WHEN_REPAIRED);
  cp_clause_move(state, clause, is_kept ? CP_CLAUSE_IN_FORCE : CP_CLAUSE_FULFILLED,
                 cp_goal_why(goal));
}

// --- deadlines -----------------------------------------------------------------------------------

// A suspension that was extended past the deadline carries the deadline with it.
static int32_t deadline_of(const cp_model *model, const cp_state *state, int32_t clause) {
  int32_t deadline = state->clause_until[clause];
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

// The first day after a missed deadline: do the parties move it? Returns whether they did.
static bool is_moved(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t clause,
                     int32_t deadline) {
  const double extends = draw->clause_extend_chance[clause];
  const double moves = extends + draw->clause_renegotiate_chance[clause];
  if (state->day[0] != deadline + 1 || state->day[0] <= model->as_of[0] || !(moves > 0.0))
    return false;
  const cp_random random = cp_state_random(state);
  const uint32_t entity = model->agreement_hash[model->clause_agreement[clause]];
  const uint32_t bits =
      cp_random_bits(&random, CP_PURPOSE_EXTEND, entity, cp_offset(model, state), 0);
  const int32_t to = cp_random_happens(extends, bits) ? EXTENDED
                     : cp_random_happens(moves, bits) ? RENEGOTIATED
                                                      : STANDS;
  if (to == EXTENDED) state->clause_until[clause] = deadline + model->clause_extend_by[clause];
  if (to == RENEGOTIATED) {
    state->clause_until[clause] = deadline + model->clause_renegotiate_by[clause];
    state->clause_factor[clause] *= model->clause_renegotiate_to[clause];
  }
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_DEADLINE,
                                     .cause = CP_CAUSE_DRAW,
                                     .object = clause,
                                     .to = to,
                                     .number = CP_PURPOSE_EXTEND,
                                     .amount = (double)state->clause_until[clause]});
  return to != STANDS;
}

// --- the judgement -------------------------------------------------------------------------------

// Not yet binding: before its first day, or before the clause that must be met first.
static bool is_waiting(const cp_model *model, const cp_state *state, int32_t clause) {
  if (state->day[0] < model->clause_starts[clause]) return true;
  const int32_t after = model->clause_after[clause];
  return after >= 0 && state->clause_met[after] < 0;
}

// Has what was met and is to be kept slipped? Since when is kept in mind.
static bool has_slipped(const cp_model *model, cp_state *state, int32_t clause,
                        const cp_goal *goal) {
  const bool slips =
      model->clause_is_kept[clause] && !goal->is_met && state->clause_met[clause] >= 0;
  if (!slips) state->clause_slipped[clause] = -1;
  if (slips && state->clause_slipped[clause] < 0) state->clause_slipped[clause] = state->day[0];
  return slips;
}

// Is it more than `grace` days since a day?
static bool is_past_grace(const cp_model *model, const cp_state *state, int32_t clause,
                          int32_t since) {
  const int32_t grace = model->clause_grace[clause];
  return state->day[0] > since + (grace > 0 ? grace : 0);
}

// After a breach only late fulfilment changes anything.
static void judge_binding(const cp_model *model, const cp_draw *draw, cp_state *state,
                          int32_t clause, const cp_goal *goal) {
  const bool is_kept = model->clause_is_kept[clause] != 0;
  if (state->clause_state[clause] == CP_CLAUSE_REPAIRING) {
    judge_repair(model, state, clause, goal);
    return;
  }
  if (goal->is_met && !is_kept) {
    cp_clause_move(state, clause, CP_CLAUSE_FULFILLED, cp_goal_why(goal));
    return;
  }
  if (state->clause_state[clause] == CP_CLAUSE_BREACHED) return;
  const bool slips = has_slipped(model, state, clause, goal);
  const int32_t deadline = deadline_of(model, state, clause);
  const bool is_over = deadline >= 0 && state->day[0] > deadline;
  if (is_over && goal->is_met) {
    cp_clause_move(state, clause, CP_CLAUSE_EXPIRED, by_date);
    return;
  }
  const bool is_missed = is_over && !is_moved(model, draw, state, clause, deadline);
  const bool is_lost = slips && model->clause_grace[clause] >= 0 &&
                       is_past_grace(model, state, clause, state->clause_slipped[clause] - 1);
  if (is_lost || (is_missed && is_past_grace(model, state, clause, deadline))) {
    breach(model, state, clause, is_lost ? cp_goal_why(goal) : by_date);
    return;
  }
  if (cp_dispute_begins(model, draw, state, clause, goal)) return;
  const bool is_at_risk = goal->is_doubted || slips || is_missed;
  cp_clause_move(state, clause, is_at_risk ? CP_CLAUSE_AT_RISK : CP_CLAUSE_IN_FORCE,
                 is_missed ? by_date : cp_goal_why(goal));
}

// A fulfilled or expired clause is not judged again, nor is one in dispute.
static bool is_closed(const cp_state *state, int32_t clause) {
  const int32_t now = state->clause_state[clause];
  return now == CP_CLAUSE_FULFILLED || now == CP_CLAUSE_EXPIRED || cp_dispute_lasts(state, clause);
}

// Nothing of it is in force any more: its agreement is over, or another clause stands in for it.
static bool is_gone(const cp_model *model, const cp_state *state, int32_t clause) {
  const int32_t agreement = model->clause_agreement[clause];
  return state->clause_state[clause] == CP_CLAUSE_SUPERSEDED ||
         state->agreement_state[agreement] == CP_AGREEMENT_ENDED;
}

// What holds today, and what follows from it. All clauses are looked at before any is judged, so
// their order is of no matter.
static void look(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t clause) {
  if (state->agreement_announced[model->clause_agreement[clause]] < 0) return;
  cp_goal_look(model, state, clause);
  const cp_goal goal = cp_goal_seen(state, clause);
  const bool is_early = state->day[0] < model->clause_starts[clause];
  if (!is_early && !is_gone(model, state, clause)) follow(model, draw, state, clause, &goal);
}

static void judge(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t clause) {
  const int32_t agreement = model->clause_agreement[clause];
  if (state->agreement_announced[agreement] < 0 || is_gone(model, state, clause)) return;
  if (cp_dispute_lasts(state, clause)) cp_dispute_climb(model, draw, state, clause);
  if (is_closed(state, clause)) return;
  // a ladder that ended today has said what becomes of the clause
  if (state->clause_broke[clause] == state->day[0]) return;
  state->clause_step[clause] = -1;
  const cp_goal goal = cp_goal_seen(state, clause);
  // a duty done before its turn is done
  const bool is_early = state->day[0] < model->clause_starts[clause];
  const bool is_done = !is_early && goal.is_met && !model->clause_is_kept[clause];
  if (is_waiting(model, state, clause) && !is_done) {
    cp_clause_move(state, clause, CP_CLAUSE_WAITING, (cp_why){CP_CAUSE_RULE, 0});
    return;
  }
  const bool begins = state->clause_state[clause] == CP_CLAUSE_DORMANT ||
                      state->clause_state[clause] == CP_CLAUSE_WAITING;
  if (begins) cp_clause_move(state, clause, CP_CLAUSE_IN_FORCE, by_date);
  judge_binding(model, draw, state, clause, &goal);
}

void cp_clause_judge(const cp_model *model, const cp_draw *draw, cp_state *state) {
  for (int32_t clause = 0; clause < model->n_clause; clause++) look(model, draw, state, clause);
  for (int32_t clause = 0; clause < model->n_clause; clause++) judge(model, draw, state, clause);
}
