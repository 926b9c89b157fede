// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// How the goal of a clause stands: its measures, or the readings of both sides.
#ifndef CP_DEAL_GOALS_H
#define CP_DEAL_GOALS_H

#include "deal/acts.h"

typedef enum cp_goal_kind { CP_GOAL_MEASURES, CP_GOAL_RATE, CP_GOAL_READING } cp_goal_kind;

typedef struct cp_goal {
  bool is_met;
  bool is_doubted;   // partly met, or one party says met and the other does not
  bool is_disputed;  // the second of these: the parties read it differently
  cp_why why;        // what decides it
} cp_goal;

// Is the measure down as the clause asks: suspended, lifted, over, or of a low enough rate?
bool cp_goal_is_down(const cp_model *model, const cp_state *state, int32_t clause, int32_t measure);

cp_goal cp_goal_judge(const cp_model *model, const cp_state *state, int32_t clause);

// Ticks the clause's measures off one by one: each that came down or went up again is told.
void cp_goal_tick(const cp_model *model, cp_state *state, int32_t clause);

#endif
