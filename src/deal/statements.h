// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Who said what, and whether the other side confirms it. A statement moves what buyers expect (the
// border reads threats) and no measure or clause; the confirmation of one about an agreement
// confirms the agreement.
#ifndef CP_DEAL_STATEMENTS_H
#define CP_DEAL_STATEMENTS_H

#include "model/model.h"

// Words of today, confirmations by rows, and after as_of drawn ones.
void cp_statements_day(const cp_model *model, cp_state *state);

#endif
