// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What firms mean to make and what their inputs allow. Final firms build to a plan, the others to order. Reads stocks and orders; writes plan,
// made and shelf. Controlled and free inputs are variants of a product (docs/model.md, make).
#include "chain/chain.h"

#include "model/today.h"
#include "num/least.h"
#include "num/share.h"

// Open orders of all its lanes less what stands on the shelf already.
static double wanted_of(const cp_model *model, const cp_state *state, int32_t firm) {
  double wanted = 0.0;
  for (int32_t lane = model->firm_lane[firm]; lane < model->firm_lane[firm + 1]; lane++) {
    wanted += state->order_open[lane];
  }
  return cp_most(0.0, wanted - state->shelf[firm]);
}

// What a firm could make today at most: on a working day a day's share of the week's output, never beyond its capacity.
static double ceiling_of(const cp_model *model, const cp_draw *draw, int32_t firm, int32_t day) {
  const int32_t region = model->firm_region[firm];
  if (!cp_is_working(model, model->region_calendar[region], day)) return 0.0;
  double rate = draw->firm_rate[firm] * draw->surge[0];
  if (draw->firm_capacity[firm] >= 0.0) rate = cp_least(rate, draw->firm_capacity[firm]);
  return rate * model->region_work[region];
}

// Final firms build to their plan; the others make what is ordered and not yet on the shelf.
void cp_chain_plan(const cp_model *model, const cp_draw *draw, cp_state *state) {
  const double *factor = draw->need_factor + (int64_t)cp_month(model, state) * model->n_region;
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    if (model->firm_is_final[firm]) {
      const double rate = draw->firm_plan[firm] * factor[model->firm_region[firm]];
      state->plan[firm] = cp_carry(rate, &state->plan_carry[firm]);
      continue;
    }
    const double wanted = wanted_of(model, state, firm);
    const double ceiling = ceiling_of(model, draw, firm, state->day[0]);
    state->plan[firm] = cp_least(wanted, cp_carry(ceiling, &state->plan_carry[firm]));
  }
}

static void take(cp_state *state, int32_t input, double quantity) {
  const double due = cp_carry(quantity, &state->use_carry[input]);
  const double used = cp_least(due, state->stock[input]);
  state->stock[input] -= used;
  state->used_total[input] += used;
}

static int is_variant(const cp_model *model, const cp_draw *draw, int32_t input) {
  return model->input_side[input] != 0 && draw->input_variant[input] > 0.0;
}

// What the scarcest input that all output needs allows.
static double allowed_by_all(const cp_model *model, const cp_draw *draw, const cp_state *state,
                             int32_t firm) {
  double allowed = state->plan[firm];
  for (int32_t input = model->firm_input[firm]; input < model->firm_input[firm + 1]; input++) {
    const double need = draw->input_need[input];
    if (is_variant(model, draw, input) || !model->input_is_essential[input] || need <= 0.0)
      continue;
    allowed = cp_least(allowed, cp_floor(state->stock[input] / need));
  }
  return allowed;
}

// Units of one variant: what is owed of it, as far as its input and `room` allow. A final firm owes its plan of the day and no more, the
// others what was ordered: one variant's backlog is not worked off with another's units.
static double make_variant(const cp_model *model, const cp_draw *draw, cp_state *state,
                           int32_t input, double room) {
  const int32_t firm = model->input_firm[input];
  const double share = draw->input_variant[input];
  const double need = draw->input_need[input] / share;
  const double asked = model->firm_is_final[firm] ? state->plan[firm] : state->ordered[firm];
  const double owed = state->variant_owed[input] + share * asked;
  double units = cp_least(cp_floor(owed), room);
  if (model->input_is_essential[input] && need > 0.0) {
    units = cp_least(units, cp_floor(state->stock[input] / need));
  }
  take(state, input, units * need);
  state->variant_owed[input] = owed - (model->firm_is_final[firm] ? cp_floor(owed) : units);
  return units;
}

// Use up inputs for at most `allowed` units and return how many are made. Controlled and free inputs stand for variants of the product:
// where one runs short, the variants that need it are not made, the others are.
static double use_inputs(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t firm,
                         double allowed) {
  double made = 0.0;
  int has_variants = 0;
  for (int32_t input = model->firm_input[firm]; input < model->firm_input[firm + 1]; input++) {
    if (!is_variant(model, draw, input)) continue;
    has_variants = 1;
    made += make_variant(model, draw, state, input, allowed - made);
  }
  state->ordered[firm] = 0.0;
  if (!has_variants) made = allowed;
  for (int32_t input = model->firm_input[firm]; input < model->firm_input[firm + 1]; input++) {
    if (!is_variant(model, draw, input)) take(state, input, made * draw->input_need[input]);
  }
  return made;
}

// Make what the scarcest essential input allows; inputs are used up, output goes to the shelf.
void cp_chain_make(const cp_model *model, const cp_draw *draw, cp_state *state) {
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    const double allowed = allowed_by_all(model, draw, state, firm);
    const double made = use_inputs(model, draw, state, firm, allowed);
    state->made[firm] = made;
    state->made_total[firm] += made;
    if (model->firm_is_final[firm]) {
      state->lost_total[firm] += state->plan[firm] - made;
      state->week_plan[firm] += state->plan[firm];
      state->week_made[firm] += made;
      const int is_short = state->plan[firm] > 0.0 && made < 0.5 * state->plan[firm];
      if (is_short && state->week_short[firm] < 0) state->week_short[firm] = state->day[0];
    } else {
      state->shelf[firm] += made;
    }
  }
}
