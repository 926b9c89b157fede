// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Effects of clauses on measures. They are queued while clauses are judged and applied afterwards,
// by agreement, clause and position, so that no clause is judged on the effect of another one of the
// same day.
#ifndef CP_DEAL_EFFECTS_H
#define CP_DEAL_EFFECTS_H

#include "deal/acts.h"

// What sets effects off: places in effect_when.
typedef enum cp_effect_when {
  CP_WHEN_MET,
  CP_WHEN_BREACHED,
  CP_WHEN_REPAIRED,
  CP_WHEN_UNSETTLED,
  CP_N_WHEN
} cp_effect_when;

bool cp_effects_has(const cp_model *model, int32_t clause, cp_effect_when when);

// Puts a set of effects into the queue of today.
void cp_effects_queue(cp_state *state, int32_t clause, cp_effect_when when);

// Queues what follows met conditions today.
void cp_effects_come(const cp_model *model, cp_state *state);

// Applies the queue and empties it. An effect on a measure that is there already, or whose state
// does not allow it any more, changes nothing and is told. Where two clauses act differently on one
// measure on one day, the exception of the other one holds; without one the second is refused.
void cp_effects_apply(const cp_model *model, cp_state *state);

#endif
