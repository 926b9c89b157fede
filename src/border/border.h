// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The border: which lanes a measure binds today, what leaves with and without a licence, what customs challenges and holds. It
// reads measure_state (deal), waiting (chain) and licence_left (desk), and writes at_port, departed and arriving.
#ifndef CP_BORDER_BORDER_H
#define CP_BORDER_BORDER_H

#include "model/model.h"

void cp_border_begin(const cp_model *model, const cp_draw *draw, cp_state *state);

// Binds and frees lanes when measures have changed.
void cp_border_controls(const cp_model *model, const cp_draw *draw, cp_state *state);

// Consignments due today depart or are released; then lanes whose turn it is declare what may leave.
void cp_border_ship(const cp_model *model, const cp_draw *draw, cp_state *state);

#endif
