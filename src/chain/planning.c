// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What firms mean to make. Final firms plan a week at a time, in whole shifts; the others make what is ordered, day by day. Reads stocks and
// order books; writes plans; cancels what waits too long.
#include "chain/chain.h"

#include "base/date.h"
#include "chain/claim.h"
#include "chain/parts.h"
#include "model/crew.h"
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

// How long orders on a lane may wait: so much of them is open in normal times.
static double usual_on(const cp_model *model, const cp_draw *draw, int32_t lane) {
  return draw->lane_most[lane] * (model->lane_dispatch[lane] + CP_USUAL_DAYS);
}

// Orders that wait longer than usual are cancelled in time, first those not yet made; goods made for them go back to the shelf. What is
// stuck behind a licence would otherwise count as supply for ever (docs/model.md, order).
static void cancel(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t lane,
                   double excess, double *shelf) {
  const double quantity = cp_carry(excess / draw->order_life[0], &state->cancel_carry[lane]);
  const double open = cp_least(quantity, state->book[lane].open);
  state->book[lane].open -= open;
  state->waiting[lane] -= quantity - open;
  *shelf += quantity - open;
  state->coming[model->lane_input[lane]] -= quantity;
}

// Looks through the order book of the lanes first .. end: what may still be served; and cancels what waits too long. That touches suppliers
// and buyers, so of several hands one does it, later (`is_later` then says whether there is something).
static double look_through(const cp_model *model, const cp_draw *draw, cp_state *state,
                           int32_t first, int32_t end, double *shelf, int32_t *is_later) {
  const int is_shared = cp_is_shared(state);
  const cp_kept kept = cp_kept_ready(draw);
  double wanted = 0.0;
  for (int32_t lane = first; lane < end; lane++) {
    const double asked = state->book[lane].open + state->waiting[lane];
    if (asked <= 0.0) continue;
    wanted += cp_claim_of(model, draw, state, kept, lane);
    const double excess = asked - usual_on(model, draw, lane);
    if (excess <= 0.0) continue;
    if (is_shared) {
      *is_later = 1;
    } else {
      cancel(model, draw, state, lane, excess, shelf);
    }
  }
  return wanted;
}

// Open orders that may still be served, less what stands on the shelf already.
static double book_of(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t firm) {
  const double stands = state->shelf[firm];
  const int32_t scrap = model->firm_scrap_lane[firm];
  int32_t is_later = 0;
  const double wanted = look_through(model, draw, state, model->firm_lane[firm], scrap,
                                     state->shelf + firm, &is_later);
  look_through(model, draw, state, scrap, model->firm_lane[firm + 1], state->scrap_shelf + firm,
               &is_later);
  if (is_later) state->has_late[firm] = 1;
  return cp_most(0.0, wanted - stands);
}

static void cancel_late(const cp_model *model, const cp_draw *draw, cp_state *state) {
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    if (!state->has_late[firm]) continue;
    state->has_late[firm] = 0;
    for (int32_t lane = model->firm_lane[firm]; lane < model->firm_lane[firm + 1]; lane++) {
      const double asked = state->book[lane].open + state->waiting[lane];
      const double excess = asked - usual_on(model, draw, lane);
      const int is_scrap = lane >= model->firm_scrap_lane[firm];
      double *shelf = (is_scrap ? state->scrap_shelf : state->shelf) + firm;
      if (excess > 0.0) cancel(model, draw, state, lane, excess, shelf);
    }
  }
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

static void plan_firms(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t first,
                       int32_t end) {
  const int32_t days_left = 7 - cp_weekday(state->day[0]);
  const int is_start = days_left == 7 || state->day[0] == model->first_day[0];
  for (int32_t firm = first; firm < end; firm++) {
    const double wanted = book_of(model, draw, state, firm);
    if (model->firm_is_final[firm]) {
      if (is_start) plan_week(model, draw, state, firm, days_left);
      plan_day(state, firm, days_left);
      continue;
    }
    const double ceiling = ceiling_of(model, draw, state, firm);
    state->plan[firm] = cp_least(wanted, cp_carry(ceiling, &state->plan_carry[firm]));
  }
}

void cp_chain_plan(const cp_model *model, const cp_draw *draw, cp_state *state) {
  cp_over_suppliers(model, draw, state, plan_firms);
  if (cp_is_shared(state)) cancel_late(model, draw, state);
}
