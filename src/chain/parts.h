// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What a firm's parts allow it to make, and what lacks. Plans ask for weeks ahead, makers for today.
#ifndef CP_CHAIN_PARTS_H
#define CP_CHAIN_PARTS_H

#include "model/model.h"
#include "num/floor.h"

// Units with the part among `units`.
static inline double cp_units_with(const cp_draw *draw, int32_t input, double units) {
  const double variant = draw->input_variant[input];
  return variant >= 1.0 ? units : cp_whole(variant * units);
}

// Of `units`, what the scarcest essential part allows with what is on hand and arrives in the next days, alternatives up to their share of
// `full` units. A part that only some units have drops those sub-models; some of them are built as other ones (not of the two sides of one part: there is no other side).
double cp_parts_allow(const cp_model *model, const cp_draw *draw, const cp_state *state,
                      int32_t firm, double units, double full, int32_t days);

// What `units` need of each essential part and cannot have is remembered: so much more stock would have helped.
void cp_parts_note_missing(const cp_model *model, const cp_draw *draw, cp_state *state,
                           int32_t firm, double units, double full, int32_t days);

#endif
