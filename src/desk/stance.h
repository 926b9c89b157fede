// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// How willing an authority is to approve what lies ready. Up to as_of dated acts move the stance of a class, or of all classes of an
// authority, and freeze them; afterwards it is a Markov chain, one step a day at most:
//
//   closed <-> trickle <-> managed <-> open
//
//   tighter with the hazard tighten x tension^power, looser with loosen x (1 - tension)^power; while the clause on which they depend is met or
//   breached both are multiplied. Classes of one destination share the draw. A frozen class is not served; clocks run on.
#ifndef CP_DESK_STANCE_H
#define CP_DESK_STANCE_H

#include "model/model.h"

void cp_stance_begin(const cp_model *model, cp_state *state);
void cp_stance_day(const cp_model *model, const cp_draw *draw, cp_state *state);

#endif
