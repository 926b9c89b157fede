// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Goods and orders, day by day. Everything is a whole number of base units: rates become quantities through carries, orders are
// split and shelves rationed with a start that rotates by day, so no unit is lost and nobody is favoured.
//
//   order_open --offer--> waiting --border--> at_port --> under_way --arrive--> stock --make--> used up
//                 ^ shelf <--make
#include "chain/chain.h"

#include "model/today.h"
#include "num/least.h"
#include "num/share.h"

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
    state->variant_owed[input] = draw->input_variant[input] * cp_most(0.0, owed);
  }
}

void cp_chain_begin(const cp_model *model, const cp_draw *draw, cp_state *state) {
  for (int32_t lane = 0; lane < model->n_lane; lane++) {
    begin_flight(model, draw, lane, state);
    const int32_t input = model->lane_input[lane];
    const double ordered = draw->lane_rate[lane] * draw->input_lead[input];
    state->order_open[lane] = cp_floor(cp_most(0.0, ordered - state->under_way[lane]));
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
    const double given = cp_least(state->shelf[firm], claims);
    if (given <= 0.0) continue;
    state->shelf[firm] -= given;
    if (given < claims) {
      ration(state, first, end - first, given, claims);
      continue;
    }
    for (int32_t lane = first; lane < end; lane++) serve(state, lane, state->order_open[lane]);
  }
}
