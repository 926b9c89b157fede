// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The chain: who makes, orders, uses up, runs out, and what they turn to. It meets the border in two arrays: waiting (goods that want to
// leave) and arriving (goods that have left); and the desk in its record (approved, live).
#ifndef CP_CHAIN_CHAIN_H
#define CP_CHAIN_CHAIN_H

#include "model/model.h"
#include "num/floor.h"

// The state in which normal flows go on: stocks at target cover, goods under way, orders that fill the lead time.
void cp_chain_begin(const cp_model *model, const cp_draw *draw, cp_state *state);

// An input's stock before the first day: its target cover; other sources hold nothing yet.
static inline double cp_stock_begin(const cp_model *model, const cp_draw *draw, int32_t input) {
  return model->input_source[input] < 0
             ? cp_floor(draw->input_rate[input] * draw->input_cover[input])
             : 0.0;
}

// The phases, in the order of engine/phases.c.
void cp_chain_arrive(const cp_model *model, const cp_draw *draw, cp_state *state);
void cp_chain_turn(const cp_model *model, const cp_draw *draw, cp_state *state);
void cp_chain_plan(const cp_model *model, const cp_draw *draw, cp_state *state);
void cp_chain_order(const cp_model *model, const cp_draw *draw, cp_state *state);
void cp_chain_make(const cp_model *model, const cp_draw *draw, cp_state *state);
void cp_chain_offer(const cp_model *model, const cp_draw *draw, cp_state *state);
void cp_chain_week(const cp_model *model, const cp_draw *draw, cp_state *state);
void cp_chain_outlook(const cp_model *model, const cp_draw *draw, cp_state *state);

// For cp_chain_begin: what buyers think before they have seen anything.
void cp_chain_begin_outlook(const cp_model *model, const cp_draw *draw, cp_state *state);

// On their evening a firm's own stocks and shipments take the place of the simulated ones.
void cp_chain_own(const cp_model *model, const cp_draw *draw, cp_state *state);

#endif
