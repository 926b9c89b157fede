// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Agreements as wholes: their end, what amends them, and the rungs that may come next.
#ifndef CP_DEAL_AGREEMENTS_H
#define CP_DEAL_AGREEMENTS_H

#include "model/model.h"

// Agreements whose last day was yesterday end: clauses that are not settled are EXPIRED by a term
// and TERMINATED by a withdrawal or breach, and what an effect of theirs suspended comes back. After
// that nothing follows from them.
void cp_agreements_end(const cp_model *model, cp_state *state);

// Agreements that amend others and are confirmed: the clauses that theirs replace are SUPERSEDED,
// all where they replace none.
void cp_agreements_amend(const cp_model *model, cp_state *state);

// After as_of: prospects that were hinted at, and rungs whose lower one is confirmed, are announced
// at their rate; parties withdraw at theirs.
void cp_agreements_draw(const cp_model *model, const cp_draw *draw, cp_state *state);

#endif
