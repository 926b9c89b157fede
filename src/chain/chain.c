// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Goods and orders, day by day. Everything is a whole number of base units: rates become quantities through carries, orders are
// split and shelves rationed with a start that rotates by day, so no unit is lost and nobody is favoured.
//
//   order_open --offer--> waiting --border--> at_port --> under_way --arrive--> stock --make--> used up
//                 ^ shelf <--make
#include "chain/chain.h"

#include "base/date.h"
#include "model/today.h"
#include "num/share.h"

enum {
  CP_USUAL_DAYS = 14
};  // days beyond a dispatch period for which an order may wait in normal times

static double least(double a, double b) { return a < b ? a : b; }

static double most(double a, double b) { return a > b ? a : b; }

// Goods under way at the start: one departure every dispatch period, as in normal times.
static void begin_flight(const cp_model *model, const cp_draw *draw, int32_t lane,
                         cp_state *state) {
  const int32_t period = model->lane_dispatch[lane];
  const double load = cp_floor(draw->lane_rate[lane] * period);
  const int32_t phase = model->lane_phase[lane];
  for (int32_t ahead = 0; ahead < draw->transit_days[lane]; ahead++) {
    if (ahead % period != phase) continue;
    const int32_t slot = (model->first_day[0] + ahead) % model->n_flight;
    state->arriving[(int64_t)slot * model->n_lane + lane] += load;
    state->under_way[lane] += load;
  }
  state->departed_total[lane] = state->under_way[lane];
  state->last_dispatch[lane] = model->first_day[0] - 1 - phase;
}

// Of each variant a maker to order owes its share of the open orders that its shelf does not cover.
static void begin_owed(const cp_model *model, const cp_draw *draw, int32_t firm, cp_state *state) {
  double owed = -state->shelf[firm];
  for (int32_t lane = model->firm_lane[firm]; lane < model->firm_lane[firm + 1]; lane++) {
    owed += state->order_open[lane];
  }
  for (int32_t input = model->firm_input[firm]; input < model->firm_input[firm + 1]; input++) {
    if (model->input_side[input] == 0) continue;
    state->variant_owed[input] = draw->input_variant[input] * most(0.0, owed);
  }
}

void cp_chain_begin(const cp_model *model, const cp_draw *draw, cp_state *state) {
  for (int32_t lane = 0; lane < model->n_lane; lane++) {
    begin_flight(model, draw, lane, state);
    const int32_t input = model->lane_input[lane];
    const double ordered = draw->lane_rate[lane] * draw->input_lead[input];
    state->order_open[lane] = cp_floor(most(0.0, ordered - state->under_way[lane]));
    state->coming[input] += state->order_open[lane] + state->under_way[lane];
    state->made_total[model->lane_supplier[lane]] += state->under_way[lane];
  }
  for (int32_t input = 0; input < model->n_input; input++) {
    state->stock[input] = cp_floor(draw->input_rate[input] * draw->input_cover[input]);
    state->stock_begin[input] = state->stock[input];
  }
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    state->first_stop[firm] = -1;
    state->week_short[firm] = -1;
    if (model->firm_is_final[firm]) continue;
    // orders of the first days are served from a week's output on the shelf
    state->shelf[firm] = cp_floor(draw->firm_rate[firm] * 7.0);
    state->made_total[firm] += state->shelf[firm];
    begin_owed(model, draw, firm, state);
  }
}

void cp_chain_arrive(const cp_model *model, const cp_draw *draw, cp_state *state) {
  (void)draw;
  double *today = state->arriving + (int64_t)(state->day[0] % model->n_flight) * model->n_lane;
  for (int32_t lane = 0; lane < model->n_lane; lane++) {
    const double quantity = today[lane];
    if (quantity == 0.0) continue;
    today[lane] = 0.0;
    state->stock[model->lane_input[lane]] += quantity;
    state->coming[model->lane_input[lane]] -= quantity;
    state->under_way[lane] -= quantity;
    state->arrived_total[lane] += quantity;
    cp_log_tell(
        state->log,
        (cp_event){
            .day = state->day[0], .kind = CP_EVENT_ARRIVE, .object = lane, .amount = quantity});
  }
}

// Open orders of all its lanes less what stands on the shelf already.
static double wanted_of(const cp_model *model, const cp_state *state, int32_t firm) {
  double wanted = 0.0;
  for (int32_t lane = model->firm_lane[firm]; lane < model->firm_lane[firm + 1]; lane++) {
    wanted += state->order_open[lane];
  }
  return most(0.0, wanted - state->shelf[firm]);
}

// What a firm could make today at most: on a working day a day's share of the week's output, never beyond its capacity.
static double ceiling_of(const cp_model *model, const cp_draw *draw, int32_t firm, int32_t day) {
  const int32_t region = model->firm_region[firm];
  if (!cp_is_working(model, model->region_calendar[region], day)) return 0.0;
  double rate = draw->firm_rate[firm] * draw->surge[0];
  if (draw->firm_capacity[firm] >= 0.0) rate = least(rate, draw->firm_capacity[firm]);
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
    state->plan[firm] = least(wanted, cp_carry(ceiling, &state->plan_carry[firm]));
  }
}

// Extra days of cover that the buyer wants because a control binds a lane of the input.
static double hoard_days(const cp_model *model, const cp_draw *draw, const cp_state *state,
                         int32_t input) {
  if (state->control_first[0] < 0) return 0.0;
  for (int32_t at = model->input_lane_first[input]; at < model->input_lane_first[input + 1]; at++) {
    const int32_t lane = model->input_lane[at];
    if (state->lane_control[lane] < 0) continue;
    const double days = state->day[0] - state->control_since[lane] + 1;
    return draw->hoarding[0] * least(1.0, days / draw->hoard_over[0]);
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
    const double part =
        step + 1 == n ? remaining : cp_floor(remaining * least(1.0, share / most(share, shares)));
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
  const double left = most(0.0, 1.0 - quantity / owed);
  for (int32_t input = model->firm_input[firm]; input < model->firm_input[firm + 1]; input++) {
    state->variant_owed[input] *= left;
  }
}

// Orders that wait longer than usual are cancelled in time, first those not yet made; goods made for them go back to the shelf. What is
// stuck behind a licence would otherwise count as supply for ever (model.md 3.2).
static void cancel(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t lane) {
  const double usual = draw->lane_rate[lane] * (model->lane_dispatch[lane] + CP_USUAL_DAYS);
  const double excess = state->order_open[lane] + state->waiting[lane] - usual;
  if (excess <= 0.0) return;
  const double quantity = cp_carry(excess / draw->order_life[0], &state->cancel_carry[lane]);
  const double open = least(quantity, state->order_open[lane]);
  const int32_t supplier = model->lane_supplier[lane];
  state->order_open[lane] -= open;
  state->waiting[lane] -= quantity - open;
  state->shelf[supplier] += quantity - open;
  state->coming[model->lane_input[lane]] -= quantity;
  state->cancelled_total[lane] += quantity;
  if (open > 0.0) forgive(model, state, supplier, open);
}

// Today's use, plus a part of the gap between what is wanted and what is on hand or ordered. The plan is the build plan,
// not the consumption, which collapses when a line stands (model.md 3.2). Target cover follows the lasting need, not a month's noise:
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
    const double order = most(0.0, use + gap / draw->order_over[0]);
    const double quantity = cp_carry(order, &state->order_carry[input]);
    if (quantity > 0.0) place_order(model, state, input, quantity);
  }
}

static void take(cp_state *state, int32_t input, double quantity) {
  const double due = cp_carry(quantity, &state->use_carry[input]);
  const double used = least(due, state->stock[input]);
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
    allowed = least(allowed, cp_floor(state->stock[input] / need));
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
  double units = least(cp_floor(owed), room);
  if (model->input_is_essential[input] && need > 0.0) {
    units = least(units, cp_floor(state->stock[input] / need));
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

static void serve(cp_state *state, int32_t lane, double quantity) {
  state->order_open[lane] -= quantity;
  state->waiting[lane] += quantity;
}

// The shelf does not reach: orders are served in proportion, with a start that rotates by day.
static void ration(cp_state *state, int32_t first, int32_t n, double shelf, double claims) {
  int32_t lane = first + cp_split_start(n, state->day[0]);
  for (int32_t step = 0; step < n; step++) {
    serve(state, lane, cp_ration(state->order_open[lane], &shelf, &claims));
    lane = lane + 1 < first + n ? lane + 1 : first;
  }
}

// Serve open orders from the shelf, all of them when it reaches.
void cp_chain_offer(const cp_model *model, const cp_draw *draw, cp_state *state) {
  (void)draw;
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    const int32_t first = model->firm_lane[firm];
    const int32_t end = model->firm_lane[firm + 1];
    double claims = 0.0;
    for (int32_t lane = first; lane < end; lane++) claims += state->order_open[lane];
    const double given = least(state->shelf[firm], claims);
    if (given <= 0.0) continue;
    state->shelf[firm] -= given;
    if (given < claims) {
      ration(state, first, end - first, given, claims);
      continue;
    }
    for (int32_t lane = first; lane < end; lane++) serve(state, lane, state->order_open[lane]);
  }
}

// The essential input with the fewest days on hand, -1 if it has none.
static int32_t scarcest_input(const cp_model *model, const cp_draw *draw, const cp_state *state,
                              int32_t firm) {
  int32_t scarcest = -1;
  double fewest = 0.0;
  for (int32_t input = model->firm_input[firm]; input < model->firm_input[firm + 1]; input++) {
    if (!model->input_is_essential[input] || draw->input_rate[input] <= 0.0) continue;
    const double days = state->stock[input] / draw->input_rate[input];
    if (scarcest >= 0 && days >= fewest) continue;
    scarcest = input;
    fewest = days;
  }
  return scarcest;
}

static void tell_week(const cp_model *model, const cp_draw *draw, const cp_state *state,
                      int32_t firm, double ratio) {
  cp_log_tell(state->log,
              (cp_event){.day = state->day[0],
                         .kind = state->is_down[firm] ? CP_EVENT_STOP : CP_EVENT_RESTART,
                         .cause = CP_CAUSE_INPUT,
                         .object = firm,
                         .number = scarcest_input(model, draw, state, firm),
                         .amount = 1.0 - ratio});
}

// The first stop that a control can have caused: that of a week whose first short day is not before the first control.
static void note_first_stop(cp_state *state, int32_t firm, double ratio) {
  const int32_t short_day = state->week_short[firm];
  if (ratio >= 0.5 || state->first_stop[firm] >= 0 || state->control_first[0] < 0) return;
  if (short_day >= state->control_first[0]) state->first_stop[firm] = short_day;
}

// On Sundays the week is judged: stopped below half of its plan, slowed below 95% (model.md 3). What is lost counts in
// line-weeks, by the part of the plan that was not made.
void cp_chain_week(const cp_model *model, const cp_draw *draw, cp_state *state) {
  if (cp_weekday(state->day[0]) != 6) return;
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    if (!model->firm_is_final[firm] || state->week_plan[firm] <= 0.0) continue;
    const double ratio = state->week_made[firm] / state->week_plan[firm];
    const int32_t was_down = state->is_down[firm];
    state->is_down[firm] = ratio < 0.5;
    state->weeks[firm] += 1.0;
    state->week_loss[firm] = ratio < 0.95 ? 1.0 - ratio : 0.0;
    state->weeks_lost[firm] += state->week_loss[firm];
    note_first_stop(state, firm, ratio);
    if (was_down != state->is_down[firm]) tell_week(model, draw, state, firm, ratio);
    state->week_plan[firm] = 0.0;
    state->week_made[firm] = 0.0;
    state->week_short[firm] = -1;
  }
}
