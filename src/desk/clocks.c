// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Counts and the wheel of limits; see clocks.h.
#include "desk/clocks.h"

#include "desk/pool.h"

static int32_t authority_at(const cp_model *model, const cp_state *state, int32_t slot) {
  return cp_application_authority(model, state->application + slot);
}

static int32_t later(int32_t a, int32_t b) { return a > b ? a : b; }

int32_t cp_clock_days(const cp_model *model, const cp_state *state, int32_t slot) {
  const cp_track *track = state->track + slot;
  if (track->clock_from < 0) return 0;
  const int32_t authority = authority_at(model, state, slot);
  const int32_t today = state->day[0];
  int32_t days = cp_clock_between(model, authority, track->clock_from, today) - track->lost;
  if (track->stop_from >= 0)
    days -= cp_clock_between(model, authority, later(track->stop_from, track->clock_from), today);
  return days > 0 ? days : 0;
}

// --- the wheel of limits -------------------------------------------------------------------------

// Looks at it again when the days that are left are over at the earliest.
void cp_clock_watch(const cp_model *model, cp_state *state, int32_t slot) {
  const int32_t authority = authority_at(model, state, slot);
  if (model->authority_limit[authority] < 0) return;
  cp_track *track = state->track + slot;
  const int32_t left = model->authority_limit[authority] - cp_clock_days(model, state, slot);
  const int32_t from = later(state->day[0], track->clock_from);
  track->limit_day = cp_clock_after(model, authority, from, later(left, 1));
  int32_t *first = state->limit_first + track->limit_day % model->n_wheel;
  track->limit_next = *first;
  track->limit_previous = -1;
  if (*first >= 0) state->track[*first].limit_previous = slot;
  *first = slot;
}

void cp_clock_unwatch(const cp_model *model, cp_state *state, int32_t slot) {
  cp_track *track = state->track + slot;
  if (track->limit_day < 0) return;
  if (track->limit_previous >= 0) {
    state->track[track->limit_previous].limit_next = track->limit_next;
  } else {
    state->limit_first[track->limit_day % model->n_wheel] = track->limit_next;
  }
  if (track->limit_next >= 0)
    state->track[track->limit_next].limit_previous = track->limit_previous;
  track->limit_day = -1;
}

static int32_t due_today(const cp_model *model, const cp_state *state) {
  int32_t slot = state->limit_first[state->day[0] % model->n_wheel];
  while (slot >= 0 && state->track[slot].limit_day > state->day[0])
    slot = state->track[slot].limit_next;
  return slot;
}

int32_t cp_clock_ring(const cp_model *model, cp_state *state) {
  for (;;) {
    const int32_t slot = due_today(model, state);
    if (slot < 0) return -1;
    cp_clock_unwatch(model, state, slot);
    const int32_t limit = model->authority_limit[authority_at(model, state, slot)];
    // a clock that stands does not ring: it is looked at again when it may have gone on
    const bool is_stopped = state->track[slot].stop_from >= 0;
    if (limit >= 0 && !is_stopped && cp_clock_days(model, state, slot) >= limit) return slot;
    cp_clock_watch(model, state, slot);
  }
}

// --- starts and stops ----------------------------------------------------------------------------

void cp_clock_stop(cp_state *state, int32_t slot) {
  cp_track *track = state->track + slot;
  if (track->stop_from >= 0) return;
  // the day of its opening is lost, but not twice
  track->stop_from = later(state->day[0] - 1, track->lost_until);
}

int32_t cp_clock_go(const cp_model *model, cp_state *state, int32_t slot) {
  cp_track *track = state->track + slot;
  const int32_t authority = authority_at(model, state, slot);
  const cp_calendar calendar = cp_authority_calendar(model, authority);
  const int32_t today = state->day[0];
  const int32_t from = track->stop_from;
  const int32_t counted = later(from, track->clock_from);
  if (track->clock_from >= 0 && counted < today)
    track->lost += cp_clock_between(model, authority, counted, today);
  track->lost_until = today;
  track->stop_from = -1;
  return cp_calendar_between(&calendar, from, today);
}

void cp_clock_reset(const cp_model *model, cp_state *state, int32_t slot) {
  cp_track *track = state->track + slot;
  cp_clock_unwatch(model, state, slot);
  track->clock_from = track->stop_from = track->lost_until = -1;
  track->lost = 0;
}
