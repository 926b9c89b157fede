// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What firms mean to make. Final firms plan a week at a time, in whole shifts; the others make what is ordered, day by day. Reads stocks and
// order books; writes plans; cancels what waits too long.
#include "chain/chain.h"

#include "base/date.h"
#include "chain/claim.h"
#include "chain/parts.h"
#include "model/crew.h"
#include "model/limits.h"
#include "model/today.h"
#include "num/least.h"
#include "num/share.h"

// The week's plan is the build plan; its goal adds make-up of lost units, and is cut to whole shifts where parts do not reach.
static void plan_week(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t firm,
                      int32_t days) {
  const double factor = draw->need_factor[(int64_t)cp_month(model, state) * model->n_region +
                                          model->firm_region[firm]];
  const double plan = cp_carry(draw->firm_plan[firm] * factor * days, &state->plan_carry[firm]);
  const double makeup = cp_least(cp_whole(draw->overtime[0] * plan), state->backlog[firm]);
  const double wanted = plan + makeup;
  double goal = cp_parts_allow(model, draw, state, firm, wanted, wanted, days - 1);
  if (goal < plan) cp_parts_note_missing(model, draw, state, firm, plan, plan, days - 1);
  const double shifts = model->firm_shifts[firm];
  if (goal != plan && shifts > 0.0 && plan > 0.0) {
    goal = cp_floor(cp_floor(goal * shifts / plan) * plan / shifts);
  }
  state->week_plan[firm] = plan;
  state->week_goal[firm] = goal;
  state->week_made[firm] = 0.0;
  state->week_short[firm] = -1;
}

// Today's part of what is left of the week's goal.
static void plan_day(cp_state *state, int32_t firm, int32_t days_left) {
  const double left = cp_most(0.0, state->week_goal[firm] - state->week_made[firm]);
  state->plan[firm] = cp_whole(left / days_left);
}

// Orders that wait longer than usual are cancelled in time, first those not yet made; goods made for them go back to the shelf. What is
// stuck behind a licence would otherwise count as supply for ever (docs/model.md, order).
static void cancel(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t lane,
                   double excess, double *shelf) {
  const double periods = cp_most(1.0, draw->order_life[0] / draw->order_days[0]);
  const double quantity = cp_carry(excess / periods, &state->cancel_carry[lane]);
  const double open = cp_least(quantity, state->book[lane].open);
  state->book[lane].open -= open;
  state->waiting[lane] -= quantity - open;
  *shelf += quantity - open;
  // the buyer's, who may have lanes from suppliers of another hand
  cp_take_shared(state->coming + model->lane_input[lane], quantity);
}

// Cancels what waits too long on a lane whose buyer orders today.
static void cancel_late(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t lane,
                        double *shelf, int32_t phase, int is_wide) {
  const double asked = state->book[lane].open + state->waiting[lane];
  const double excess = asked - cp_lane_usual(model, draw, lane, is_wide);
  if (excess <= 0.0) return;
  if (draw->firm_order_phase[model->input_firm[model->lane_input[lane]]] != phase) return;
  cancel(model, draw, state, lane, excess, shelf);
}

// Looks through the order book of a firm: cancels what waits too long; returns open orders that may still be served, less what stood on the shelf
// already.
static inline double look_through(const cp_model *model, const cp_draw *draw, cp_state *state,
                                  int32_t firm, int is_wide) {
  if (model->firm_lane[firm] == model->firm_lane[firm + 1]) return 0.0;
  const int32_t phase = cp_order_phase(draw, state->day[0]);
  const int32_t scrap = model->firm_scrap_lane[firm];
  double *shelf = state->shelf + firm, *scrap_shelf = state->scrap_shelf + firm;
  double wanted = -*shelf;
  for (int32_t lane = model->firm_lane[firm]; lane < scrap; lane++) {
    wanted += cp_claim_of(model, draw, state, lane, is_wide);
    cancel_late(model, draw, state, lane, shelf, phase, is_wide);
  }
  for (int32_t lane = scrap; lane < model->firm_lane[firm + 1]; lane++)
    cancel_late(model, draw, state, lane, scrap_shelf, phase, is_wide);
  return cp_most(0.0, wanted);
}

// What a firm could make today at most: on a working day a day's share of the week's output; up to its capacity, which a new plant reaches
// over its ramp, or up to its surge over the flow of the month, growth included.
static double ceiling_of(const cp_model *model, const cp_draw *draw, const cp_state *state,
                         int32_t firm) {
  const int32_t day = state->day[0];
  const int32_t region = model->firm_region[firm];
  const int32_t opens = model->firm_opens[firm];
  if (!cp_is_working(model, model->region_calendar[region], day) || day < opens) return 0.0;
  const double capacity = draw->firm_capacity[firm];
  const double surge = draw->surge[0] * draw->need_level[cp_month(model, state)];
  double rate = capacity >= 0.0 ? capacity : draw->firm_rate[firm] * surge;
  const double open_days = day - opens + 1;
  if (opens >= 0 && open_days < draw->firm_ramp[firm]) rate *= open_days / draw->firm_ramp[firm];
  return rate * model->region_work[region];
}

static inline void plan_firms(const cp_model *model, const cp_draw *draw, cp_state *state,
                              int32_t first, int32_t end, int is_wide) {
  const int32_t days_left = 7 - cp_weekday(state->day[0]);
  const int is_start = days_left == 7 || state->day[0] == model->first_day[0];
  for (int32_t firm = first; firm < end; firm++) {
    const double wanted = look_through(model, draw, state, firm, is_wide);
    if (model->firm_is_final[firm]) {
      if (is_start) plan_week(model, draw, state, firm, days_left);
      plan_day(state, firm, days_left);
      continue;
    }
    const double ceiling = ceiling_of(model, draw, state, firm);
    state->plan[firm] = cp_least(wanted, cp_carry(ceiling, &state->plan_carry[firm]));
  }
}

static void plan_narrow(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t first,
                        int32_t end) {
  plan_firms(model, draw, state, first, end, 0);
}

static void plan_wide(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t first,
                      int32_t end) {
  plan_firms(model, draw, state, first, end, 1);
}

void cp_chain_plan(const cp_model *model, const cp_draw *draw, cp_state *state) {
  cp_over_suppliers(model, draw, state, cp_is_wide(model) ? plan_wide : plan_narrow);
}
