// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Goods and orders, day by day. Everything is a whole number of base units: rates become quantities through carries, orders are
// split and shelves rationed with a start that rotates by day, so no unit is lost and nobody is favoured.
//
//   order_open --offer--> waiting --border--> at_port --> under_way --arrive--> stock --make--> used up
//                 ^ shelf <--make
#include "chain/chain.h"

#include "base/fetch.h"
#include "chain/claim.h"
#include "model/crew.h"
#include "model/gate.h"
#include "model/today.h"
#include "num/least.h"
#include "num/share.h"

// Goods under way at the start, those at the port with them: the turns before the first day were taken as in normal times.
static void begin_flight(const cp_model *model, const cp_draw *draw, int32_t lane,
                         cp_state *state) {
  const int32_t period = model->lane_dispatch[lane];
  const double load = cp_floor(cp_lane_rate(model, draw, lane) * period);
  const int32_t phase = cp_lane_phase(model, lane);
  const int32_t first = model->first_day[0];
  const int32_t since = (first + phase) % period;  // days since its last turn, 0: today is one
  const int32_t last_turn = first - (since > 0 ? since : period);
  const int32_t under_way = cp_lane_dwell(model, lane) + cp_lane_transit(model, draw, lane);
  double flying = 0.0;
  for (int32_t arrival = last_turn + under_way; arrival >= first; arrival -= period) {
    state->arriving[(int64_t)(arrival % model->n_flight) * model->n_lane + lane] += load;
    flying += load;
  }
  state->departed_total[lane] = flying;
  if (model->lane_gate[lane] >= 0) state->under_way[model->lane_gate[lane]] = flying;
  state->last_dispatch[lane] = last_turn;
  state->next_turn[lane] = last_turn + period;
}

// Days until the input's firm orders for the first time.
static int32_t days_to_order(const cp_model *model, const cp_draw *draw, int32_t input) {
  const int32_t today = cp_order_phase(draw, model->first_day[0]);
  const int32_t own = draw->firm_order_phase[model->input_firm[input]];
  return own >= today ? own - today : own - today + draw->order_days[0];
}

static void begin_lanes(const cp_model *model, const cp_draw *draw, cp_state *state) {
  for (int32_t lane = 0; lane < model->n_lane; lane++) {
    begin_flight(model, draw, lane, state);
    const int32_t input = model->lane_input[lane];
    const double days = draw->input_lead[input] + days_to_order(model, draw, input);
    const double ordered = cp_lane_rate(model, draw, lane) * days;
    state->book[lane].open = cp_floor(cp_most(0.0, ordered - state->departed_total[lane]));
    state->coming[input] += state->book[lane].open + state->departed_total[lane];
    state->book[lane].fill = 1.0;
    const int32_t supplier = model->lane_supplier[lane];
    const int is_scrap = lane >= model->firm_scrap_lane[supplier];
    *(is_scrap ? state->scrap_total + supplier : state->made_total + supplier) +=
        state->departed_total[lane];
  }
}

static void begin_firms(const cp_model *model, const cp_draw *draw, cp_state *state) {
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    state->first_stop[firm] = state->week_short[firm] = -1;
    state->cover_short[firm] = state->cover_back[firm] = -1;
    for (int32_t place = 0; place < CP_CAUSES; place++) state->cause[firm * CP_CAUSES + place] = -1;
    if (model->firm_is_final[firm]) continue;
    // orders of the first days are served from a week's output on the shelf
    state->shelf[firm] = cp_floor(draw->firm_rate[firm] * 7.0);
    state->scrap_shelf[firm] = cp_floor(draw->firm_rate[firm] * draw->firm_scrap_rate[firm] * 7.0);
    state->made_total[firm] += state->shelf[firm];
    state->scrap_total[firm] += state->scrap_shelf[firm];
  }
}

void cp_chain_begin(const cp_model *model, const cp_draw *draw, cp_state *state) {
  begin_lanes(model, draw, state);
  begin_firms(model, draw, state);
  for (int32_t input = 0; input < model->n_input; input++) {
    state->need_now[input] = draw->input_need[input];
    if (model->input_source[input] >= 0) continue;
    state->stock[input] = cp_stock_begin(model, draw, input);
    state->expected[input] = state->stock[input] + state->coming[input];
  }
  for (int32_t alternative = 0; alternative < model->n_alternative; alternative++) {
    state->alternative_since[alternative] = -1;
    state->alternative_started[alternative] = -1;
    state->alternative_first[alternative] = -1;
  }
  for (int32_t good = 0; good < model->n_good; good++) {
    state->price_inside[good] = state->price_outside[good] = 1.0;
  }
  cp_chain_begin_outlook(model, draw, state);
}

// Lists the lanes first .. end on which something arrives; returns how many.
static inline int32_t list_arrivals(const double *today, int32_t first, int32_t end,
                                    int32_t *lanes) {
  int32_t n = 0;
  for (int32_t lane = first; lane < end; lane++) {
    double arrives;
    // another hand may clear a lane of its own meanwhile
    __atomic_load(today + lane, &arrives, __ATOMIC_RELAXED);
    lanes[n] = lane;
    n += arrives > 0.0;
  }
  return n;
}

static void tell_arrival(const cp_state *state, int32_t lane, double quantity) {
  // mostly nobody listens: then no event is put together
  if (!state->log) return;
  cp_log_tell(
      state->log,
      (cp_event){
          .day = state->day[0], .kind = CP_EVENT_ARRIVE, .object = lane, .amount = quantity});
}

static void arrive_on(const cp_model *model, cp_state *state, int32_t lane, double quantity) {
  const int32_t input = model->lane_input[lane];
  state->stock[input] += quantity;
  state->coming[input] -= quantity;
  state->arrived_total[input] += quantity;
  if (model->lane_gate[lane] >= 0) state->under_way[model->lane_gate[lane]] -= quantity;
  tell_arrival(state, lane, quantity);
}

// In a wide network the buyers' inputs lie all over the memory.
CP_ONLY_ASKS void ask_for_inputs(const cp_model *model, const cp_state *state, const int32_t *lanes,
                                 int32_t n) {
  for (int32_t at = 0; at < n; at++) {
    const int32_t input = model->lane_input[lanes[at]];
    cp_fetch_to_write(state->stock + input);
    cp_fetch_to_write(state->coming + input);
    cp_fetch_to_write(state->arrived_total + input);
  }
}

// What arrives today for the firms first .. end - 1.
static void arrive(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t first,
                   int32_t end) {
  (void)draw;
  double *today = state->arriving + (int64_t)(state->day[0] % model->n_flight) * model->n_lane;
  const int32_t own = model->firm_input[first];
  const int32_t others = model->firm_input[end];
  const int is_wide = cp_is_wide(model);
  for (int32_t block = 0; block < model->n_lane; block += CP_LISTED) {
    int32_t lanes[CP_LISTED];
    const int32_t left = model->n_lane - block;
    const int32_t n =
        list_arrivals(today, block, block + (left < CP_LISTED ? left : CP_LISTED), lanes);
    if (is_wide) ask_for_inputs(model, state, lanes, n);
    for (int32_t at = 0; at < n; at++) {
      const int32_t lane = lanes[at];
      const int32_t input = model->lane_input[lane];
      if (input < own || input >= others) continue;
      arrive_on(model, state, lane, today[lane]);
      double none = 0.0;
      __atomic_store(today + lane, &none, __ATOMIC_RELAXED);
    }
  }
}

void cp_chain_arrive(const cp_model *model, const cp_draw *draw, cp_state *state) {
  cp_over_buyers_once(model, draw, state, arrive);
}

static void serve(cp_state *state, int32_t lane, double quantity) {
  state->book[lane].open -= quantity;
  state->waiting[lane] += quantity;
}

// Serves the lanes first .. end in proportion to their claims, with a start that rotates by day: those from the start on, then those before.
static inline void ration(const cp_model *model, const cp_draw *draw, cp_state *state,
                          int32_t first, int32_t end, double remaining, double claims,
                          int is_wide) {
  const int32_t start = first + cp_split_start(end - first, state->day[0]);
  for (int32_t turn = 0; turn < 2; turn++) {
    const int32_t turn_end = turn == 0 ? end : start;
    for (int32_t lane = turn == 0 ? start : first; lane < turn_end; lane++) {
      const double claim = cp_claim_of(model, draw, state, lane, is_wide);
      if (claim > 0.0) serve(state, lane, cp_ration(claim, &remaining, &claims));
    }
  }
}

// Serves the lanes first .. end from a shelf: all that they claim when it reaches, in proportion when not.
static inline void serve_from(const cp_model *model, const cp_draw *draw, cp_state *state,
                              int32_t first, int32_t end, double *shelf, int is_wide) {
  if (*shelf <= 0.0) return;
  double claims = 0.0;
  for (int32_t lane = first; lane < end; lane++)
    claims += cp_claim_of(model, draw, state, lane, is_wide);
  if (claims <= 0.0) return;
  if (claims > *shelf) {
    ration(model, draw, state, first, end, *shelf, claims, is_wide);
    *shelf = 0.0;
    return;
  }
  *shelf -= claims;
  for (int32_t lane = first; lane < end; lane++)
    serve(state, lane, cp_claim_of(model, draw, state, lane, is_wide));
}

// Serve open orders from the shelf, and those for scrap from what has fallen off.
static inline void offer(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t first,
                         int32_t end, int is_wide) {
  for (int32_t firm = first; firm < end; firm++) {
    const int32_t lane = model->firm_lane[firm];
    const int32_t scrap = model->firm_scrap_lane[firm];
    const int32_t lane_end = model->firm_lane[firm + 1];
    if (lane < scrap) serve_from(model, draw, state, lane, scrap, state->shelf + firm, is_wide);
    if (scrap < lane_end)
      serve_from(model, draw, state, scrap, lane_end, state->scrap_shelf + firm, is_wide);
  }
}

static void offer_narrow(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t first,
                         int32_t end) {
  offer(model, draw, state, first, end, 0);
}

static void offer_wide(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t first,
                       int32_t end) {
  offer(model, draw, state, first, end, 1);
}

void cp_chain_offer(const cp_model *model, const cp_draw *draw, cp_state *state) {
  cp_over_suppliers(model, draw, state, cp_is_wide(model) ? offer_wide : offer_narrow);
}
