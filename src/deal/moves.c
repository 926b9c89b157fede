// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Retaliation and easing. Reads tension and clauses; writes measures through acts.
#include "deal/moves.h"

#include "deal/acts.h"
#include "model/purpose.h"
#include "model/today.h"
#include "num/least.h"

// Breaches that stand of what is owed to the measure's owner; where a clause does not say to whom, of
// what is owed by those whom the measure is against.
static double breaches_against(const cp_model *model, const cp_state *state, int32_t measure) {
  double n = 0.0;
  for (int32_t clause = 0; clause < model->n_clause; clause++) {
    const int32_t now = state->clause_state[clause];
    if (now != CP_CLAUSE_BREACHED && now != CP_CLAUSE_REPAIRING) continue;
    const int32_t to = model->clause_to[clause];
    n += to >= 0 ? to == model->measure_by[measure]
                 : model->clause_party[clause] == model->measure_on[measure];
  }
  return n;
}

// The act by which the owner takes the measure today, if it can.
static bool can_take(const cp_state *state, int32_t measure, cp_act *act) {
  const int32_t now = state->measure_state[measure];
  *act = now == CP_MEASURE_SUSPENDED ? CP_ACT_RESTORE : CP_ACT_ENTER;
  return now == CP_MEASURE_NONE || now == CP_MEASURE_SUSPENDED;
}

static void move(const cp_model *model, cp_state *state, int32_t measure, cp_act act, double rate,
                 cp_purpose purpose) {
  const cp_random random = cp_state_random(state);
  const uint32_t bits =
      cp_random_bits(&random, purpose, model->measure_hash[measure], cp_offset(model, state), 0);
  const cp_act_terms none = {.rate = -1.0, .until = -1};
  if (!(rate > 0.0) || !cp_random_happens(rate, bits)) return;
  cp_measure_act(model, state, measure, act, none, (cp_why){CP_CAUSE_DRAW, purpose});
}

static void draw_move(const cp_model *model, const cp_draw *draw, cp_state *state,
                      int32_t measure) {
  const double tension = state->tension[0];
  const double n = breaches_against(model, state, measure);
  cp_act act;
  if (can_take(state, measure, &act)) {
    const double more =
        draw->measure_take_tension[measure] * tension + draw->measure_take_breach[measure] * n;
    move(model, state, measure, act, draw->measure_take[measure] * (1.0 + more), CP_PURPOSE_TAKE);
  } else if (state->measure_state[measure] == CP_MEASURE_IN_FORCE) {
    const double less =
        draw->measure_ease_tension[measure] * tension + draw->measure_ease_breach[measure] * n;
    move(model, state, measure, (cp_act)model->measure_ease_act[measure],
         draw->measure_ease[measure] * cp_most(0.0, 1.0 - less), CP_PURPOSE_EASE);
  }
}

void cp_moves_draw(const cp_model *model, const cp_draw *draw, cp_state *state) {
  if (model->n_mover == 0 || state->day[0] <= model->as_of[0]) return;
  for (int32_t at = 0; at < model->n_mover; at++) draw_move(model, draw, state, model->mover[at]);
}
