// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What buyers order: use, plus a part of the gap to target cover. Reads plans, stocks and what binds a lane; writes order_open and coming.
// Inputs are visited by number; an order is split over lanes with a start that rotates by day.
#include "chain/chain.h"

#include "model/today.h"
#include "num/least.h"
#include "num/share.h"

// days beyond a dispatch period for which an order may wait in normal times
enum { CP_USUAL_DAYS = 14 };

// Extra days of cover that the buyer wants because a control binds a lane of the input.
static double hoard_days(const cp_model *model, const cp_draw *draw, const cp_state *state,
                         int32_t input) {
  if (state->control_first[0] < 0) return 0.0;
  for (int32_t at = model->input_lane_first[input]; at < model->input_lane_first[input + 1]; at++) {
    const int32_t lane = model->input_lane[at];
    if (state->lane_control[lane] < 0) continue;
    const double days = state->day[0] - state->control_since[lane] + 1;
    return draw->hoarding[0] * cp_least(1.0, days / draw->hoard_over[0]);
  }
  return 0.0;
}

static int are_holidays_ahead(const cp_model *model, int32_t today) {
  for (int32_t region = 0; region < model->n_region; region++) {
    if (model->region_closure[(int64_t)region * model->n_day + today] > 0.0) return 1;
  }
  return 0;
}

// Days of output that holidays of the input's suppliers will cost soon: known beforehand, so it is ordered beforehand.
static double closure_days(const cp_model *model, int32_t today, int32_t input) {
  double days = 0.0;
  for (int32_t at = model->input_lane_first[input]; at < model->input_lane_first[input + 1]; at++) {
    const int32_t lane = model->input_lane[at];
    const int32_t region = model->firm_region[model->lane_supplier[lane]];
    days += model->lane_share[lane] * model->region_closure[(int64_t)region * model->n_day + today];
  }
  return days;
}

static void ask(const cp_model *model, cp_state *state, int32_t lane, double quantity) {
  state->order_open[lane] += quantity;
  state->ordered[model->lane_supplier[lane]] += quantity;
}

// Split an order over the lanes of its input by their shares; the last takes the rest.
static void place_order(const cp_model *model, cp_state *state, int32_t input, double quantity) {
  const int32_t first = model->input_lane_first[input];
  const int32_t n = model->input_lane_first[input + 1] - first;
  state->coming[input] += n > 0 ? quantity : 0.0;
  if (n == 1) ask(model, state, model->input_lane[first], quantity);
  if (n < 2) return;
  int32_t at = cp_split_start(n, state->day[0]);
  double remaining = quantity;
  double shares = 1.0;
  for (int32_t step = 0; step < n; step++) {
    const int32_t lane = model->input_lane[first + at];
    at = at + 1 < n ? at + 1 : 0;
    const double share = model->lane_share[lane];
    const double part = step + 1 == n
                            ? remaining
                            : cp_floor(remaining * cp_least(1.0, share / cp_most(share, shares)));
    ask(model, state, lane, part);
    remaining -= part;
    shares -= share;
  }
}

// What a supplier owes of its variants falls with its orders, most where most is owed.
static void forgive(const cp_model *model, cp_state *state, int32_t firm, double quantity) {
  double owed = 0.0;
  for (int32_t input = model->firm_input[firm]; input < model->firm_input[firm + 1]; input++) {
    owed += state->variant_owed[input];
  }
  if (owed <= 0.0) return;
  const double left = cp_most(0.0, 1.0 - quantity / owed);
  for (int32_t input = model->firm_input[firm]; input < model->firm_input[firm + 1]; input++) {
    state->variant_owed[input] *= left;
  }
}

// Orders that wait longer than usual are cancelled in time, first those not yet made; goods made for them go back to the shelf. What is
// stuck behind a licence would otherwise count as supply for ever (docs/model.md, order).
static void cancel(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t lane) {
  const double usual = draw->lane_rate[lane] * (model->lane_dispatch[lane] + CP_USUAL_DAYS);
  const double excess = state->order_open[lane] + state->waiting[lane] - usual;
  if (excess <= 0.0) return;
  const double quantity = cp_carry(excess / draw->order_life[0], &state->cancel_carry[lane]);
  const double open = cp_least(quantity, state->order_open[lane]);
  const int32_t supplier = model->lane_supplier[lane];
  state->order_open[lane] -= open;
  state->waiting[lane] -= quantity - open;
  state->shelf[supplier] += quantity - open;
  state->coming[model->lane_input[lane]] -= quantity;
  state->cancelled_total[lane] += quantity;
  if (open > 0.0) forgive(model, state, supplier, open);
}

// Today's use, plus a part of the gap between what is wanted and what is on hand or ordered. The plan is the build plan,
// not the consumption, which collapses when a line stands (docs/model.md, order). Target cover follows the lasting need, not a month's noise:
// otherwise each good month would order its cover anew.
void cp_chain_order(const cp_model *model, const cp_draw *draw, cp_state *state) {
  const double level = draw->need_level[cp_month(model, state)];
  const int32_t today = cp_offset(model, state);
  const int are_ahead = are_holidays_ahead(model, today);
  for (int32_t lane = 0; lane < model->n_lane; lane++) cancel(model, draw, state, lane);
  for (int32_t input = 0; input < model->n_input; input++) {
    const double rate = draw->input_rate[input] * level;
    const double days = draw->input_cover[input] + draw->input_lead[input] +
                        hoard_days(model, draw, state, input) +
                        (are_ahead ? closure_days(model, today, input) : 0.0);
    const double gap = rate * days - (state->stock[input] + state->coming[input]);
    const int32_t firm = model->input_firm[input];
    // makers to order follow the lasting need, too: a backlog on their books is no use
    const double use =
        model->firm_is_final[firm] ? state->plan[firm] * draw->input_need[input] : rate;
    const double order = cp_most(0.0, use + gap / draw->order_over[0]);
    const double quantity = cp_carry(order, &state->order_carry[input]);
    if (quantity > 0.0) place_order(model, state, input, quantity);
  }
}
