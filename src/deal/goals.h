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
  int32_t decides;   // the measure that decides it, -1: none does
} cp_goal;

// Is the measure down as the clause asks: suspended, lifted, over, or of a low enough rate?
bool cp_goal_is_down(const cp_model *model, const cp_state *state, int32_t clause, int32_t measure);

// Looks at it, ticks off the clause's measures one by one, and keeps what it saw.
void cp_goal_look(const cp_model *model, cp_state *state, int32_t clause);
cp_goal cp_goal_seen(const cp_state *state, int32_t clause);

// Why it stands as it does.
cp_why cp_goal_why(const cp_goal *goal);

#endif
