// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What parties do unforeseen after as_of: a measure that is prepared or suspended is taken, one in
// force is eased, by daily hazards that depend on tension and on breaches by the other side.
#ifndef CP_DEAL_MOVES_H
#define CP_DEAL_MOVES_H

#include "model/model.h"

// Draws on yesterday's tension and on breaches that stood yesterday.
void cp_moves_draw(const cp_model *model, const cp_draw *draw, cp_state *state);

#endif
