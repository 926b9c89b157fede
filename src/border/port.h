// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What the files of the border have for each other.
#ifndef CP_BORDER_PORT_H
#define CP_BORDER_PORT_H

#include "border/course.h"
#include "model/gate.h"
#include "model/licence.h"
#include "num/floor.h"
#include "num/least.h"

// Why an act happens: a cp_cause and its number.
typedef struct cp_border_why {
  cp_cause cause;
  int32_t number;
} cp_border_why;

#define CP_BORDER_RULE ((cp_border_why){CP_CAUSE_RULE, 0})

// How a licence is used up: customs_licence.
enum { CP_USED_AT_DECLARATION, CP_USED_AT_DEPARTURE, CP_VALID_AT_DEPARTURE };
// What is inspected: customs_inspects.
enum { CP_INSPECTS_NONE, CP_INSPECTS_CHALLENGED, CP_INSPECTS_SHARE };
// What a measure lets through when it comes: measure_transition.
enum { CP_FROM_DECLARATION, CP_FROM_DEPARTURE, CP_FROM_CONTRACT };

// Tells what happens to what a lane declared on a day.
void cp_border_tell(const cp_state *state, cp_event_kind kind, int32_t lane, int32_t declared,
                    double amount);

// --- departures.c: what leaves ---------------------------------------------------------------------

// The days that goods spent before they left.
typedef struct cp_spent {
  int32_t declared;  // the day on which they were
  int32_t days[CP_DAYS_HELD + 1];
  bool is_in_hand;  // any of them but waiting and at the port
} cp_spent;

void cp_border_depart(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t lane,
                      double quantity);
// The same with what is counted at gates, and where the days went.
void cp_border_depart_from(const cp_model *model, const cp_draw *draw, cp_state *state,
                           int32_t gate, double quantity, const cp_spent *spent);
// The lane's turn with so much waiting, of which a part passes: the mean days that it waited, in whole days.
int32_t cp_border_waited(cp_state *state, int32_t gate, double waiting, double passing,
                         double period);

// --- controls.c: what binds lanes --------------------------------------------------------------------

// A licence requirement, ban or quota.
int cp_border_is_control(const cp_model *model, int32_t measure);

// --- sales.c: what controls cost their owners' exporters ---------------------------------------------

void cp_sales_begin(const cp_model *model, cp_state *state);
// Some control came or went.
void cp_sales_bind(const cp_model *model, const cp_draw *draw, cp_state *state);
// A month begins: normal sales are those of its need.
void cp_sales_month(const cp_model *model, const cp_draw *draw, cp_state *state);
// The normal price of what the lane carries; goods without one count for nothing.
static inline double cp_sales_price(const cp_model *model, const cp_draw *draw, int32_t lane) {
  return cp_most(0.0, draw->good_price[cp_lane_good(model, lane)]);
}

// What departs, in whole cents.
static inline void cp_sales_depart(const cp_model *model, const cp_draw *draw, cp_state *state,
                                   int32_t gate, double quantity) {
  const int32_t account = state->account[gate];
  if (account < 0) return;
  const double price = cp_sales_price(model, draw, model->gate_lane[gate]);
  state->sales_behind[account] -= cp_whole(quantity * price + 0.5);
}

// All of today's departures are known.
void cp_sales_evening(const cp_model *model, cp_state *state);

// --- quota.c ---------------------------------------------------------------------------------------

// Periods that begin today. Called while a quota is in force.
void cp_quota_day(const cp_model *model, cp_state *state);
// Is the lane under a quota today?
bool cp_quota_has(const cp_model *model, const cp_state *state, int32_t lane);
// What quotas in force still let the lane declare.
double cp_quota_room(const cp_model *model, const cp_state *state, int32_t lane);
void cp_quota_declare(const cp_model *model, cp_state *state, int32_t lane, double quantity);
// What was declared on a day leaves the port: by ship, or not at all.
void cp_quota_leave(const cp_model *model, cp_state *state, int32_t lane, int32_t declared,
                    double quantity, bool has_departed);

// --- consignments.c: the pool, its lists, and every act on a consignment -----------------------------

// An act with all that follows from it; false when it is refused. The place may be free afterwards.
bool cp_border_act_on(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot,
                      cp_border_act act, cp_border_why why);
// One more reason to hold it.
void cp_border_hold(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot,
                    cp_hold hold, cp_border_why why);
// Some reasons less to hold it: without any it goes on.
void cp_border_unhold(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot,
                      int32_t holds);
// A place with a consignment of the lane declared today, -1 when the pool is full (the fault is noted).
int32_t cp_border_new(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t lane,
                      double quantity);
// The same for goods in whose way nothing is and whose container nobody shares: the table's steps to RELEASED, and from there on board, at once.
int32_t cp_border_new_released(const cp_model *model, cp_state *state, int32_t gate,
                               double quantity);
void cp_border_sail(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot);
// Customs have nothing against it: it is released, or held for what holds it.
void cp_border_proceed(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot);
// Part of a consignment goes back to wait for another turn.
void cp_border_split(const cp_model *model, cp_state *state, int32_t slot, double returning);
// Is it itself in customs' hands or held, its container aside?
bool cp_border_is_taken(const cp_consignment *consignment);

// --- customs.c: questions, inspections, containers ---------------------------------------------------

// Is this lane's consignment of today challenged, because it looks like goods that need a licence?
bool cp_customs_challenges(const cp_model *model, const cp_draw *draw, const cp_state *state,
                           int32_t gate);
// Do the gate's customs inspect a share of their own?
bool cp_customs_inspects(const cp_model *model, int32_t gate);
// Does what the gate declares today share a container?
bool cp_customs_stuffs(const cp_model *model, const cp_draw *draw, const cp_state *state,
                       int32_t gate);
// What becomes of goods just declared.
void cp_customs_look(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot,
                     bool is_challenged, bool is_stuffed);
// The day on which a stage that begins today ends.
int32_t cp_customs_until(const cp_model *model, const cp_draw *draw, const cp_state *state,
                         const cp_consignment *consignment);
// Customs let go of it after that stage: now it waits for its ship.
void cp_customs_let_go(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot,
                       int32_t stage);
// A stage in customs' hands is over.
void cp_customs_end(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot);
bool cp_customs_has_place(const cp_model *model, const cp_state *state, int32_t customs);
void cp_customs_open(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t customs);
// Stops what a measure that came today stops before departure.
void cp_customs_stop(const cp_model *model, const cp_draw *draw, cp_state *state);
// Held goods that may go on, or go home.
void cp_customs_look_at_held(const cp_model *model, const cp_draw *draw, cp_state *state);

#endif
