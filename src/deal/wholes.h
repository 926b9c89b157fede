// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A measure of which a part can be suspended is a whole of parts: 34 points are 10 kept and 24
// suspended. The whole has no state of its own: it is in force while a part is, else suspended while
// a part is; its rate is the sum of the parts in force, its saved rate that of the parts suspended.
#ifndef CP_DEAL_WHOLES_H
#define CP_DEAL_WHOLES_H

#include "model/model.h"

// Sums of a whole's parts, in their order.
double cp_whole_in_force(const cp_model *model, const cp_state *state, int32_t whole);
double cp_whole_suspended(const cp_model *model, const cp_state *state, int32_t whole);

// Wholes as their parts stand; a change is told with the part that brought it about.
void cp_wholes_follow(const cp_model *model, cp_state *state);

#endif
