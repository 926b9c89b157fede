// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A group: an input and what alternatives bring in its place or spare of it. The makers ask it for units of output.
#ifndef CP_CHAIN_GROUP_H
#define CP_CHAIN_GROUP_H

#include "model/model.h"
#include "num/least.h"
#include "num/share.h"

// The next group of a firm stands at model->input_end[input]; a group is named by its first input.

// Groups whose user has turned to no alternative are most of all: what they give is what the input has. The functions below go a short way
// for them.
enum {
  CP_ANY_SOURCE = (1 << CP_THRIFT) - 1,
  CP_ANY_THRIFT = 1 << CP_THRIFT,
  CP_ANY_PARKED = 1 << CP_PARK,
  CP_ANY_WITHOUT = (1 << CP_DROP) | (1 << CP_PARK)
};

static inline int cp_group_is_plain(const cp_state *state, int32_t input) {
  return state->input_turned[input] == 0;
}

// Is what is on hand surely enough for `units` that need so much each? Asked before anything is divided; "no" may be wrong by a rounding.
static inline int cp_group_has(const cp_state *state, int32_t input, double units, double need) {
  return state->stock[input] >= units * need * (1.0 + 1e-9);
}

// The same of `units` of output, whatever alternatives do: with one unit more, which is what carries add to those that have the part at most.
static inline int cp_group_is_rich(const cp_draw *draw, const cp_state *state, int32_t input,
                                   double units) {
  return cp_group_has(state, input, draw->input_variant[input] * units + 1.0,
                      draw->input_need[input]);
}

// Uses up a quantity, fractions carried; no more than there is.
static inline void cp_input_use(cp_state *state, int32_t input, double quantity) {
  const double due = cp_carry(quantity, &state->use_carry[input]);
  const double used = cp_least(due, state->stock[input]);
  state->stock[input] -= used;
  state->used_total[input] += used;
}

// Units with the part that the group could give: from what is on hand and arrives in the next `days` days, from other sources and by leaving
// the part out, each up to its share of `full`, the units with the part in a whole plan. Whole; may be more than are asked for.
double cp_group_units(const cp_model *model, const cp_draw *draw, const cp_state *state,
                      int32_t input, double full, int32_t days);

// Uses up what `units` units need: first what other sources brought, then the input itself, then units go without. Returns the units
// that were served.
double cp_group_take(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t input,
                     double units, double full);

// Puts the part into parked units, of a group that parks, as far as the stock reaches.
void cp_group_finish(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t input);

#endif
