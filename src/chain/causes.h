// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What each measure costs final firms: for the files of the chain.
#ifndef CP_CHAIN_CAUSES_H
#define CP_CHAIN_CAUSES_H

#include "model/model.h"

// cover is short below this part of its target
static const double cp_short_of_target = 0.5;

// The essential input with the fewest days on hand, -1 if it has none.
int32_t cp_scarcest_input(const cp_model *model, const cp_draw *draw, const cp_state *state,
                          int32_t firm);

// The measure to which a unit that the firm loses today is put down, -1 none.
int32_t cp_cause_of(const cp_model *model, const cp_draw *draw, const cp_state *state,
                    int32_t firm);

// Units that a final firm did not make in their week, and those that it made later.
void cp_causes_lose(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t firm,
                    double units);
void cp_causes_recover(const cp_draw *draw, cp_state *state, int32_t firm, double units);

#endif
