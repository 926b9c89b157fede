// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Days as the rooms of the day ask for them: today's offset, month, weekday, and the calendars of the model.
#ifndef CP_MODEL_TODAY_H
#define CP_MODEL_TODAY_H

#include "base/calendar.h"
#include "model/model.h"
#include "num/philox.h"

static inline cp_calendar cp_model_calendar(const cp_model *model, int32_t calendar) {
  const int64_t at = (int64_t)calendar * (model->n_calendar_day + 1);
  return (cp_calendar){.first_day = model->first_day[0],
                       .n_day = model->n_calendar_day,
                       .prefix = model->calendar_prefix + at,
                       .nth = model->calendar_nth + at};
}

static inline bool cp_is_working(const cp_model *model, int32_t calendar, int32_t day) {
  const cp_calendar days = cp_model_calendar(model, calendar);
  return cp_calendar_is_working(&days, day);
}

// Today's offset from the scenario's start, and its month.
static inline int32_t cp_offset(const cp_model *model, const cp_state *state) {
  return state->day[0] - model->first_day[0];
}

static inline int32_t cp_month(const cp_model *model, const cp_state *state) {
  return model->month_of[cp_offset(model, state)];
}

// Firms order every so many days, each on days of its own: those whose firm_order_phase this is.
static inline int32_t cp_order_phase(const cp_draw *draw, int32_t day) {
  return day % draw->order_days[0];
}

static inline cp_random cp_state_random(const cp_state *state) {
  return (cp_random){.seed = state->seed[0], .replica = state->replica[0]};
}

#endif
