// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Disputes: a party states a breach while the readings differ, and the dispute climbs a ladder of
// steps. At the end of each it is settled with the step's odds; when the last one ends unsettled the
// clause is breached, with effects of its own.
#ifndef CP_DEAL_DISPUTES_H
#define CP_DEAL_DISPUTES_H

#include "deal/goals.h"

// After as_of, while the readings differ: does a party state a breach today? Returns whether the
// clause is in dispute now.
bool cp_dispute_begins(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t clause,
                       const cp_goal *goal);

// A day of a clause in dispute. Up to as_of its steps follow one another by date, and rows say
// whether it is settled.
void cp_dispute_climb(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t clause);

// Is the clause in dispute today? A dispute lasts through the day on which it is settled.
bool cp_dispute_lasts(const cp_state *state, int32_t clause);

#endif
