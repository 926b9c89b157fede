// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What an act does to a measure, an agreement or a clause: tables of (state, act) -> state. An act
// that the table does not allow is refused: it changes nothing, is told to the log as
// CP_EVENT_REFUSED_ACT and counted in deal_refused.
//
//   measure    NONE -> ANNOUNCED -> IN_FORCE <-> SUSPENDED
//              ANNOUNCED, IN_FORCE, SUSPENDED -> LIFTED (final)
//              IN_FORCE -> ENDED when a permission's time is up
//              suspend saves state, rate and last day, restore gives them back bit for bit; a
//              suspension may lie inside another one, and each restore ends the innermost
//   agreement  NONE -> HINTED -> ANNOUNCED -> SIGNED -> CONFIRMED
//              a doubt takes SIGNED and CONFIRMED back to ANNOUNCED; a withdrawal gives the last
//              three a last day, after which they are ENDED (final)
//   clause     which state may follow which is a table, too (cp_clause_move): WAITING, IN_FORCE,
//              AT_RISK, BREACHED, REPAIRING -> DISPUTED -> (day after settle) judged anew;
//              FULFILLED, EXPIRED, TERMINATED, SUPERSEDED are final
//
// An act on a whole is an act on each of its parts that allows it (deal/wholes.h).
#ifndef CP_DEAL_ACTS_H
#define CP_DEAL_ACTS_H

#include <stdbool.h>

#include "model/model.h"

// Why something happens today: a cp_cause and its number.
typedef struct cp_why {
  cp_cause cause;
  int32_t number;
} cp_why;

// What an act says besides itself.
typedef struct cp_act_terms {
  double rate;    // new tariff rate, negative: none given
  int32_t until;  // last day of a suspension or permission, -1: none given
} cp_act_terms;

// Each returns whether the act was taken.
bool cp_measure_act(const cp_model *model, cp_state *state, int32_t measure, cp_act act,
                    cp_act_terms terms, cp_why why);
bool cp_agreement_act(cp_state *state, int32_t agreement, cp_act act, cp_why why);
bool cp_clause_act(cp_state *state, int32_t clause, cp_act act, cp_why why);

// Would the table allow it? For effects of clauses, which skip what is already done. Of a whole:
// does any of its parts allow it.
bool cp_measure_allows(const cp_model *model, const cp_state *state, int32_t measure, cp_act act);

// The time of a permission is up.
void cp_measure_end(cp_state *state, int32_t measure, cp_why why);

// Ends the suspension that an effect of a clause began, which is the outermost one: others that lie
// inside it go on.
void cp_measure_release(const cp_model *model, cp_state *state, int32_t measure, cp_why why);

// A party withdraws, or a breach ends it: the agreement has a last day from now on, if it had no
// earlier one. Its time is up on the day after it.
void cp_agreement_leave(cp_state *state, int32_t agreement, int32_t last_day, cp_why why);
void cp_agreement_end(cp_state *state, int32_t agreement, cp_why why);

// Puts a clause into another state and tells it; nothing happens when it is there already. A move
// that the table does not have is refused.
bool cp_clause_move(cp_state *state, int32_t clause, cp_clause_state to, cp_why why);

// Moves the deadline of an open clause to a later day.
bool cp_clause_extend(cp_state *state, int32_t clause, int32_t until, cp_why why);

// Would the table allow the move?
bool cp_clause_allows(const cp_state *state, int32_t clause, cp_clause_state to);

// An act that cannot be taken: told and counted.
void cp_act_refuse(cp_state *state, cp_object_kind kind, int32_t object, cp_act act, cp_why why);

static inline bool cp_measure_is_whole(const cp_model *model, int32_t measure) {
  return model->measure_part_first[measure] < model->measure_part_first[measure + 1];
}

#endif
