// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// My today, goods: on its evening a firm's own stocks and shipments take the place of the simulated ones. What they differ by is kept beside
// the ledgers (stock_given, under_way_given), so that these balance.
#include "chain/chain.h"

#include "model/own.h"

static void set_stock(cp_state *state, int32_t input, double quantity) {
  if (input < 0) return;
  state->stock_given[input] += quantity - state->stock[input];
  state->stock[input] = quantity;
}

static void put_under_way(const cp_model *model, cp_state *state, int32_t lane, int32_t slot,
                          double quantity) {
  const int32_t gate = model->lane_gate[lane];
  state->arriving[(int64_t)slot * model->n_lane + lane] += quantity;
  state->under_way[gate] += quantity;
  state->under_way_given[gate] += quantity;
  state->coming[model->lane_input[lane]] += quantity;
}

// Nothing is under way to the firm any more.
static void clear_shipments(const cp_model *model, cp_state *state, int32_t firm) {
  for (int32_t at = model->input_lane_first[model->firm_input[firm]];
       at < model->input_lane_first[model->firm_input[firm + 1]]; at++) {
    const int32_t lane = model->input_lane[at];
    for (int32_t slot = 0; slot < model->n_flight; slot++) {
      put_under_way(model, state, lane, slot,
                    -state->arriving[(int64_t)slot * model->n_lane + lane]);
    }
  }
}

static void take_row(const cp_model *model, cp_state *state, int32_t own) {
  const int32_t kind = model->own_kind[own];
  if (kind == CP_OWN_STOCK) set_stock(state, model->own_input[own], model->own_quantity[own]);
  if (kind != CP_OWN_SHIPMENT) return;
  if (cp_own_is_first(model, own)) clear_shipments(model, state, model->own_firm[own]);
  if (model->own_quantity[own] > 0.0)
    put_under_way(model, state, model->own_lane[own], model->own_eta[own] % model->n_flight,
                  model->own_quantity[own]);
}

void cp_chain_own(const cp_model *model, const cp_draw *draw, cp_state *state) {
  (void)draw;
  for (int32_t own = state->own_next[0]; own < model->n_own && model->own_day[own] == state->day[0];
       own++)
    take_row(model, state, own);
}
