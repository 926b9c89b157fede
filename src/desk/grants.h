// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Licences beyond the single application: how much use can be shown, listings of buyers, and general licences, under which their users ship
// without filing.
#ifndef CP_DESK_GRANTS_H
#define CP_DESK_GRANTS_H

#include "model/model.h"

// What the buyer can show that it will use over so many days from this gate: use, less its stock, less what its licences hold. Whole units.
double cp_verified_use(const cp_model *model, const cp_draw *draw, const cp_state *state,
                       int32_t gate, int32_t days);

void cp_grants_begin(const cp_model *model, cp_state *state);

// What listings and general licences do this morning.
void cp_grants_day(const cp_model *model, const cp_draw *draw, cp_state *state);

#endif
