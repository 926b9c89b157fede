// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The ladder of a dispute. Reads steps; writes clause_step, clause_settles and the clause's state.
#include "deal/disputes.h"

#include "deal/effects.h"
#include "model/purpose.h"
#include "model/today.h"

enum { NO_STEP = -1, LADDER_OVER = -2 };
enum { BEGINS, SETTLED, UNSETTLED };

bool cp_dispute_begins(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t clause,
                       const cp_goal *goal) {
  const double rate = draw->clause_dispute[clause];
  const bool may = rate > 0.0 && goal->is_disputed && state->day[0] > model->as_of[0];
  if (!may || !cp_clause_allows(state, clause, CP_CLAUSE_DISPUTED)) return false;
  const cp_random random = cp_state_random(state);
  const uint32_t bits = cp_random_bits(&random, CP_PURPOSE_DISPUTE, model->clause_hash[clause],
                                       cp_offset(model, state), 0);
  return cp_random_happens(rate, bits) &&
         cp_clause_act(state, clause, CP_ACT_DISPUTE, (cp_why){CP_CAUSE_DRAW, CP_PURPOSE_DISPUTE});
}

static void tell(const cp_state *state, int32_t clause, int32_t to, cp_why why) {
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_STEP,
                                     .cause = (int16_t)why.cause,
                                     .object = clause,
                                     .part = state->clause_step[clause],
                                     .to = to,
                                     .number = why.number,
                                     .amount = (double)state->clause_step_until[clause]});
}

static void begin_step(const cp_model *model, cp_state *state, int32_t clause, int32_t step,
                       int32_t from) {
  state->clause_step[clause] = step;
  state->clause_step_until[clause] = from + model->step_days[step] - 1;
  tell(state, clause, BEGINS, (cp_why){CP_CAUSE_DATE, 0});
}

// The remedy takes the place of what follows a breach; there is no repair after it.
static void end_unsettled(const cp_model *model, cp_state *state, int32_t clause) {
  state->clause_breaches[clause]++;
  state->clause_unsettled[clause]++;
  state->clause_broke[clause] = state->day[0];
  cp_clause_move(state, clause, CP_CLAUSE_BREACHED, (cp_why){CP_CAUSE_DATE, 0});
  cp_effects_queue(state, clause, CP_WHEN_UNSETTLED);
  if (model->clause_breach_ends[clause]) {
    cp_agreement_leave(state, model->clause_agreement[clause], state->day[0],
                       (cp_why){CP_CAUSE_CLAUSE, clause});
  }
}

static void end_step(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t clause) {
  const int32_t step = state->clause_step[clause];
  const bool is_drawn = state->day[0] > model->as_of[0];
  const cp_random random = cp_state_random(state);
  const uint32_t bits = cp_random_bits(&random, CP_PURPOSE_SETTLE, model->clause_hash[clause],
                                       cp_offset(model, state), (uint32_t)step);
  const bool is_settled = is_drawn && cp_random_happens(draw->step_settle[step], bits);
  const cp_why by_draw = {CP_CAUSE_DRAW, CP_PURPOSE_SETTLE};
  tell(state, clause, is_settled ? SETTLED : UNSETTLED,
       is_drawn ? by_draw : (cp_why){CP_CAUSE_DATE, 0});
  const int32_t last_day = state->clause_step_until[clause];
  const int32_t next = model->step_next[step];
  if (is_settled) {
    state->clause_settles[clause] = last_day;
    state->clause_step[clause] = NO_STEP;
  } else if (next >= 0) {
    begin_step(model, state, clause, next, last_day + 1);
  } else {
    state->clause_step[clause] = LADDER_OVER;
    if (is_drawn) end_unsettled(model, state, clause);
  }
}

void cp_dispute_climb(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t clause) {
  const int32_t first = model->clause_escalate[clause];
  if (first < 0 || state->clause_settles[clause] >= 0) return;
  if (state->clause_step[clause] == NO_STEP)
    begin_step(model, state, clause, first, state->clause_since[clause]);
  if (state->clause_step[clause] >= 0 && state->day[0] > state->clause_step_until[clause])
    end_step(model, draw, state, clause);
}

bool cp_dispute_lasts(const cp_state *state, int32_t clause) {
  if (state->clause_state[clause] != CP_CLAUSE_DISPUTED) return false;
  const int32_t settles = state->clause_settles[clause];
  return settles < 0 || state->day[0] <= settles;
}
