// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What each party owes: is it met, at risk, breached; and what follows from that.
#ifndef CP_DEAL_CLAUSES_H
#define CP_DEAL_CLAUSES_H

#include "model/model.h"

// Effects that are due today, clause by clause.
void cp_clause_effects(const cp_model *model, cp_state *state);

// Judges every clause once, on legal acts up to today and readings published by today.
void cp_clause_judge(const cp_model *model, const cp_draw *draw, cp_state *state);

#endif
