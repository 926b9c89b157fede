// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What each party owes: is it met, at risk, breached; and what follows from that.
#ifndef CP_DEAL_CLAUSES_H
#define CP_DEAL_CLAUSES_H

#include "model/model.h"

// Judges every clause once, on legal acts up to today and readings published by today. What follows
// is queued (deal/effects.h), so no clause is judged on the effect of another.
void cp_clause_judge(const cp_model *model, const cp_draw *draw, cp_state *state);

#endif
