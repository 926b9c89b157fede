// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The ledger of where things stand: measures, agreements, clauses, statements. Dated facts and
// drawn events go through the same transitions (deal/acts.h), so a replay of the past and a
// simulation of the future cannot disagree about what an act does. The other rooms read
// measure_state and nothing else of it.
#ifndef CP_DEAL_DEAL_H
#define CP_DEAL_DEAL_H

#include "model/model.h"

// Nothing taken, agreed or said yet; facts older than the scenario's first day are applied as
// history.
void cp_deal_begin(const cp_model *model, const cp_draw *draw, cp_state *state);

// The political day, for state->day, in this order:
//   dates reached   suspensions that ended yesterday: restored, or extended by a draw (only after
//                   as_of); permissions that ended; agreements that ended
//   facts           of the day, in row order; then statements, their confirmations and amendments
//   effects         that follow met conditions today
//   moves           only after as_of: what parties take or ease unforeseen, on yesterday's tension
//   readings        values published by today; before as_of none, on it the observed ones, after it
//                   the model's own
//   clauses         judged on legal acts up to today and series published by today; what follows is
//                   queued, and applied when all are judged
//   prospects       only after as_of: does a hinted agreement or the next rung come, does a party
//                   withdraw
//   deadlocks       clauses that wait for each other
// No draw is made on a day up to as_of: there the ledger is what the rows say.
void cp_deal_day(const cp_model *model, const cp_draw *draw, cp_state *state);

// End of the day: what the readings count is put into their ring, and the tension index is taken.
void cp_deal_publish(const cp_model *model, const cp_draw *draw, cp_state *state);

#endif
