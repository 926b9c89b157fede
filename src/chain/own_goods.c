// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// My today, goods: on its evening a firm's own stocks and shipments take the place of the simulated ones. What they differ by is kept beside
// the ledgers (stock_given, under_way_given), so that these balance.
#include "chain/chain.h"

#include "model/own.h"

static void set_stock(const cp_model *model, cp_state *state, int32_t own) {
  const int32_t input = model->own_input[own];
  const double quantity = model->own_quantity[own];
  state->stock_given[input] += quantity - state->stock[input];
  state->stock[input] = quantity;
  cp_own_tell(state, (cp_event){.kind = CP_EVENT_OWN_STOCK,
                                .from = CP_OWN_STOCK,
                                .object = input,
                                .number = model->own_row[own],
                                .amount = quantity});
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
static void clear_shipments(const cp_model *model, cp_state *state, int32_t own) {
  const int32_t firm = model->own_firm[own];
  for (int32_t at = model->input_lane_first[model->firm_input[firm]];
       at < model->input_lane_first[model->firm_input[firm + 1]]; at++) {
    const int32_t lane = model->input_lane[at];
    const double simulated = state->under_way[model->lane_gate[lane]];
    if (simulated > 0.0)
      cp_own_tell(state, (cp_event){.kind = CP_EVENT_REPLACED,
                                    .from = CP_OWN_SHIPMENT,
                                    .object = lane,
                                    .number = model->own_row[own],
                                    .amount = simulated});
    for (int32_t slot = 0; slot < model->n_flight; slot++) {
      put_under_way(model, state, lane, slot,
                    -state->arriving[(int64_t)slot * model->n_lane + lane]);
    }
  }
}

static void add_shipment(const cp_model *model, cp_state *state, int32_t own) {
  const int32_t lane = model->own_lane[own];
  const int32_t eta = model->own_eta[own];
  if (cp_own_is_first(model, own)) clear_shipments(model, state, own);
  if (model->own_quantity[own] <= 0.0) return;
  put_under_way(model, state, lane, eta % model->n_flight, model->own_quantity[own]);
  cp_own_tell(state, (cp_event){.kind = CP_EVENT_OWN,
                                .from = CP_OWN_SHIPMENT,
                                .to = eta,
                                .object = lane,
                                .part = model->own_departed[own],
                                .number = model->own_row[own],
                                .amount = model->own_quantity[own]});
}

void cp_chain_own(const cp_model *model, const cp_draw *draw, cp_state *state) {
  (void)draw;
  for (int32_t own = state->own_next[0]; cp_own_is_today(model, state, own); own++) {
    if (model->own_kind[own] == CP_OWN_STOCK) set_stock(model, state, own);
    if (model->own_kind[own] == CP_OWN_SHIPMENT) add_shipment(model, state, own);
  }
}
