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
                   int is_wide) {
  const int32_t supplier = model->lane_supplier[lane];
  const int is_scrap = lane >= model->firm_scrap_lane[supplier];
  const double asked = state->book[lane].open + state->waiting[lane];
  const double excess = asked - cp_lane_usual(model, draw, lane, is_wide);
  const double periods = cp_most(1.0, draw->order_life[0] / draw->order_days[0]);
  const double quantity = cp_carry(excess / periods, &state->cancel_carry[lane]);
  const double open = cp_least(quantity, state->book[lane].open);
  state->book[lane].open -= open;
  state->waiting[lane] -= quantity - open;
  (is_scrap ? state->scrap_shelf : state->shelf)[supplier] += quantity - open;
  state->coming[model->lane_input[lane]] -= quantity;
}

// Lists the lanes first .. end on which orders wait longer than usual; returns how many.
static inline int32_t list_late(const cp_model *model, const cp_draw *draw, const cp_state *state,
                                int32_t first, int32_t end, int32_t *lanes, int is_wide) {
  int32_t n = 0;
  for (int32_t lane = first; lane < end; lane++) {
    const double asked = state->book[lane].open + state->waiting[lane];
    lanes[n] = lane;
    n += asked > cp_lane_usual(model, draw, lane, is_wide);
  }
  return n;
}

// Cancels what waits too long on the lanes first .. end whose buyers order today. That touches suppliers and buyers, so of several hands one
// does it, later (`is_left`).
static inline void cancel_late(const cp_model *model, const cp_draw *draw, cp_state *state,
                               int32_t first, int32_t end, int is_left, int is_wide) {
  for (int32_t block = first; block < end; block += CP_LISTED) {
    int32_t lanes[CP_LISTED];
    const int32_t block_end = block + CP_LISTED < end ? block + CP_LISTED : end;
    const int32_t n = list_late(model, draw, state, block, block_end, lanes, is_wide);
    for (int32_t at = 0; at < n; at++) {
      if (!cp_orders_on(draw, model->input_firm[model->lane_input[lanes[at]]], state->day[0]))
        continue;
      if (is_left) {
        state->has_late[model->lane_supplier[lanes[at]]] = 1;
      } else {
        cancel(model, draw, state, lanes[at], is_wide);
      }
    }
  }
}

static void cancel_left(const cp_model *model, const cp_draw *draw, cp_state *state) {
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    if (!state->has_late[firm]) continue;
    state->has_late[firm] = 0;
    cancel_late(model, draw, state, model->firm_lane[firm], model->firm_lane[firm + 1], 0,
                cp_is_wide(model));
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

static inline void plan_firms(const cp_model *model, const cp_draw *draw, cp_state *state,
                              int32_t first, int32_t end, int is_wide) {
  const int32_t days_left = 7 - cp_weekday(state->day[0]);
  const int is_start = days_left == 7 || state->day[0] == model->first_day[0];
  int32_t looked_through = model->firm_lane[first];
  for (int32_t firm = first; firm < end; firm++) {
    const int32_t lane = model->firm_lane[firm], lane_end = model->firm_lane[firm + 1];
    if (model->firm_is_final[firm]) {
      if (is_start) plan_week(model, draw, state, firm, days_left);
      plan_day(state, firm, days_left);
    } else {
      const double ceiling =
          cp_carry(ceiling_of(model, draw, state, firm), state->plan_carry + firm);
      const double claims =
          cp_claims_of(model, draw, state, lane, model->firm_scrap_lane[firm], is_wide);
      state->plan[firm] = cp_least(cp_most(0.0, claims - state->shelf[firm]), ceiling);
    }
    // while the lanes are at hand
    if (lane_end - looked_through < CP_LISTED && firm + 1 < end) continue;
    cancel_late(model, draw, state, looked_through, lane_end, cp_is_shared(state), is_wide);
    looked_through = lane_end;
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
  if (cp_is_shared(state)) cancel_left(model, draw, state);
}
