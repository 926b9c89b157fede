// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Clauses that wait for each other today: each waits, none can move.
#ifndef CP_DEAL_DEADLOCK_H
#define CP_DEAL_DEADLOCK_H

#include "model/model.h"

// Looks where the text of the clauses allows a deadlock at all (may_lock); its beginning and end are
// told.
void cp_deadlock_look(const cp_model *model, const cp_draw *draw, cp_state *state);

#endif
