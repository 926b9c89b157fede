// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Agreements as wholes. Writes agreements, the states of their clauses and, through acts, measures.
#include "deal/agreements.h"

#include "deal/acts.h"
#include "model/purpose.h"
#include "model/today.h"

enum { NOT_DUE = -1 };

// Whether an agreement stands: somebody announced it, and it has not ended.
static bool stands(const cp_state *state, int32_t agreement) {
  const int32_t now = state->agreement_state[agreement];
  return now >= CP_AGREEMENT_ANNOUNCED && now <= CP_AGREEMENT_CONFIRMED;
}

// --- the end -------------------------------------------------------------------------------------

// Nothing follows from the clause any more.
static void close(cp_state *state, int32_t clause, cp_clause_state to, cp_why why) {
  if (!cp_clause_allows(state, clause, to)) return;
  cp_clause_move(state, clause, to, why);
  state->clause_act_on[clause] = NOT_DUE;
}

// What an effect of the clause suspended comes back as it was.
static void snap_back(const cp_model *model, cp_state *state, int32_t clause) {
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    if (state->measure_held_by[measure] == clause)
      cp_measure_release(model, state, measure, (cp_why){CP_CAUSE_CLAUSE, clause});
  }
}

static void end(const cp_model *model, cp_state *state, int32_t agreement) {
  const cp_why by_date = {CP_CAUSE_DATE, 0};
  const cp_clause_state to =
      state->agreement_is_left[agreement] ? CP_CLAUSE_TERMINATED : CP_CLAUSE_EXPIRED;
  cp_agreement_end(state, agreement, by_date);
  for (int32_t clause = 0; clause < model->n_clause; clause++) {
    if (model->clause_agreement[clause] != agreement) continue;
    close(state, clause, to, by_date);
    state->clause_act_on[clause] = NOT_DUE;
    snap_back(model, state, clause);
  }
}

void cp_agreements_end(const cp_model *model, cp_state *state) {
  for (int32_t agreement = 0; agreement < model->n_agreement; agreement++) {
    const int32_t last_day = state->agreement_ends[agreement];
    if (last_day < 0 || state->day[0] <= last_day || !stands(state, agreement)) continue;
    end(model, state, agreement);
  }
}

// --- amendments ----------------------------------------------------------------------------------

// The clause of an agreement that stands in for another one, -1 none.
static int32_t replacement(const cp_model *model, int32_t agreement, int32_t clause) {
  for (int32_t other = 0; other < model->n_clause; other++) {
    if (model->clause_agreement[other] == agreement && model->clause_replaces[other] == clause)
      return other;
  }
  return -1;
}

static bool replaces_some(const cp_model *model, int32_t agreement) {
  for (int32_t clause = 0; clause < model->n_clause; clause++) {
    if (model->clause_agreement[clause] == agreement && model->clause_replaces[clause] >= 0)
      return true;
  }
  return false;
}

// What the old clause suspended is the new one's from now on.
static void hand_over(const cp_model *model, cp_state *state, int32_t from, int32_t to) {
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    if (state->measure_held_by[measure] == from) state->measure_held_by[measure] = to;
  }
}

static void amend(const cp_model *model, cp_state *state, int32_t agreement) {
  const int32_t amended = model->agreement_amends[agreement];
  const bool is_partial = replaces_some(model, agreement);
  for (int32_t clause = 0; clause < model->n_clause; clause++) {
    if (model->clause_agreement[clause] != amended) continue;
    const int32_t by = replacement(model, agreement, clause);
    if ((is_partial && by < 0) || !cp_clause_allows(state, clause, CP_CLAUSE_SUPERSEDED)) continue;
    close(state, clause, CP_CLAUSE_SUPERSEDED,
          by < 0 ? (cp_why){CP_CAUSE_DATE, 0} : (cp_why){CP_CAUSE_CLAUSE, by});
    if (by >= 0) hand_over(model, state, clause, by);
  }
}

void cp_agreements_amend(const cp_model *model, cp_state *state) {
  for (int32_t agreement = 0; agreement < model->n_agreement; agreement++) {
    const bool is_amending = model->agreement_amends[agreement] >= 0 &&
                             state->agreement_state[agreement] == CP_AGREEMENT_CONFIRMED;
    if (is_amending) amend(model, state, agreement);
  }
}

// --- what may come -------------------------------------------------------------------------------

// May it be announced: a prospect that was hinted at, a rung whose lower one is confirmed.
static bool may_come(const cp_model *model, const cp_state *state, int32_t agreement) {
  const int32_t now = state->agreement_state[agreement];
  const int32_t below = model->agreement_builds_on[agreement];
  if (below < 0) return now == CP_AGREEMENT_HINTED;
  return now <= CP_AGREEMENT_HINTED && state->agreement_state[below] == CP_AGREEMENT_CONFIRMED;
}

static bool happens(const cp_model *model, const cp_state *state, int32_t agreement, double rate,
                    cp_purpose purpose) {
  const cp_random random = cp_state_random(state);
  return cp_random_happens(rate, cp_random_bits(&random, purpose, model->agreement_hash[agreement],
                                                cp_offset(model, state), 0));
}

void cp_agreements_draw(const cp_model *model, const cp_draw *draw, cp_state *state) {
  if (state->day[0] <= model->as_of[0]) return;
  for (int32_t agreement = 0; agreement < model->n_agreement; agreement++) {
    const double comes = draw->agreement_hazard[agreement];
    const double leaves = draw->agreement_withdraw[agreement];
    if (comes > 0.0 && may_come(model, state, agreement) &&
        happens(model, state, agreement, comes, CP_PURPOSE_PROSPECT)) {
      cp_agreement_act(state, agreement, CP_ACT_ANNOUNCE,
                       (cp_why){CP_CAUSE_DRAW, CP_PURPOSE_PROSPECT});
    } else if (leaves > 0.0 && stands(state, agreement) && !state->agreement_is_left[agreement] &&
               happens(model, state, agreement, leaves, CP_PURPOSE_WITHDRAW)) {
      cp_agreement_leave(state, agreement, state->day[0] + model->agreement_notice[agreement],
                         (cp_why){CP_CAUSE_DRAW, CP_PURPOSE_WITHDRAW});
    }
  }
}
