// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The statutory clock of an application. It counts the authority's working days, or calendar days, after the day on which it starts, less
// every day on which a stop is open or is closed; stops that overlap count once:
//
//   clock(today) = W(start, today) - W(union of the stops)
//
// Where an authority escalates, an application lies in the wheel of the day on which its clock would reach the limit if it never stopped; on
// that day it is escalated, or goes to a later one.
#ifndef CP_DESK_CLOCKS_H
#define CP_DESK_CLOCKS_H

#include "model/model.h"
#include "model/today.h"

enum { CP_CLOCK_ACCEPTANCE, CP_CLOCK_REGISTRATION, CP_CLOCK_SUBMISSION };  // authority_starts

static inline cp_calendar cp_authority_calendar(const cp_model *model, int32_t authority) {
  return cp_model_calendar(model, model->authority_calendar[authority]);
}

// Days of the authority's clock in (from, to], negative when to < from.
static inline int32_t cp_clock_between(const cp_model *model, int32_t authority, int32_t from,
                                       int32_t to) {
  if (model->authority_counts[authority]) return to - from;
  const cp_calendar calendar = cp_authority_calendar(model, authority);
  return cp_calendar_between(&calendar, from, to);
}

// The n-th day of the clock after `day`.
static inline int32_t cp_clock_after(const cp_model *model, int32_t authority, int32_t day,
                                     int32_t n) {
  if (model->authority_counts[authority]) return day + n;
  const cp_calendar calendar = cp_authority_calendar(model, authority);
  return cp_calendar_add(&calendar, day, n);
}

// Into and out of the wheel of limits, where its authority has one.
void cp_clock_watch(const cp_model *model, cp_state *state, int32_t slot);
void cp_clock_unwatch(const cp_model *model, cp_state *state, int32_t slot);

// Does the authority's clock start by what happens to the application now? If so, it counts the days after `from`.
static inline int cp_clock_starts(const cp_model *model, int32_t authority, int32_t by) {
  return model->authority_starts[authority] == by;
}
static inline void cp_clock_start(const cp_model *model, cp_state *state, int32_t slot,
                                  int32_t from) {
  state->track[slot].clock_from = from;
  if (model->authority_at_limit[model->class_authority[state->application[slot].class]])
    cp_clock_watch(model, state, slot);
}

// Days on its clock by this evening, 0 before it starts.
int32_t cp_clock_days(const cp_model *model, const cp_state *state, int32_t slot);

// A stop opens today; another one may be open. The last one is closed today: returns the working days that they cost together.
void cp_clock_stop(cp_state *state, int32_t slot);
int32_t cp_clock_go(const cp_model *model, cp_state *state, int32_t slot);

// Returned: the clock starts anew with the next attempt.
void cp_clock_reset(const cp_model *model, cp_state *state, int32_t slot);

// Ended: nobody looks at it any more.
static inline void cp_clock_end(const cp_model *model, cp_state *state, int32_t slot) {
  if (state->track[slot].limit_day >= 0) cp_clock_unwatch(model, state, slot);
}

// The next application of the authorities that escalate whose limit is over today, taken out of its wheel; -1 none.
int32_t cp_clock_ring(const cp_model *model, cp_state *state);

#endif
