// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Draws of stops; see stops.h.
#include "desk/stops.h"

#include "desk/clocks.h"
#include "desk/delay.h"
#include "desk/pool.h"
#include "num/floor.h"

enum { STOPS_AN_ATTEMPT = 64 };  // counters of the draws of one attempt

static void draw_stop(const cp_model *model, const cp_state *state, int32_t slot, int32_t stop,
                      int32_t round, uint32_t bits[4]) {
  const cp_application *application = state->application + slot;
  const cp_random random = cp_state_random(state);
  const int32_t authority = cp_application_authority(model, application);
  const int32_t place = (stop - model->authority_stop[authority]) % STOPS_AN_ATTEMPT;
  cp_random_four(&random, CP_PURPOSE_STOP, cp_application_entity(model, application),
                 (application->attempts + round) * STOPS_AN_ATTEMPT + place,
                 (uint32_t)application->ordinal, bits);
}

static cp_stop stop_from(const cp_model *model, const cp_draw *draw, int32_t authority,
                         int32_t stop, int32_t from, uint32_t bits) {
  const cp_calendar calendar = cp_authority_calendar(model, authority);
  const int32_t drawn = draw->stop_days[stop * CP_TABLE + (int32_t)(bits / CP_CELL)];
  const int32_t days = drawn > 0 ? drawn : 1;
  const int32_t limit = model->stop_limit[stop];
  return (cp_stop){.from = from,
                   .to = cp_calendar_add(&calendar, from, days < limit ? days : limit),
                   .is_overdue = days > limit};
}

cp_stop cp_stop_in_review(const cp_model *model, const cp_draw *draw, const cp_state *state,
                          int32_t slot, int32_t stop) {
  uint32_t bits[4];
  draw_stop(model, state, slot, stop, 0, bits);
  const int32_t authority = cp_application_authority(model, state->application + slot);
  const cp_calendar calendar = cp_authority_calendar(model, authority);
  const cp_track *track = state->track + slot;
  const double part = cp_unit_from_word(bits[1]) * track->review_days;
  const int32_t from = cp_calendar_add(&calendar, track->review_from, (int32_t)cp_floor(part));
  return stop_from(model, draw, authority, stop, from, bits[2]);
}

int32_t cp_stop_for_papers(const cp_model *model, const cp_draw *draw, const cp_state *state,
                           int32_t slot, cp_stop *found) {
  const int32_t authority = cp_application_authority(model, state->application + slot);
  for (int32_t stop = model->authority_stop[authority]; stop < model->authority_stop[authority + 1];
       stop++) {
    if (model->stop_when[stop] != CP_STOP_FOR_PAPERS) continue;
    uint32_t bits[4];
    // each stop for papers has draws of its own, by the day
    draw_stop(model, state, slot, stop, cp_offset(model, state) * 16, bits);
    *found = stop_from(model, draw, authority, stop, state->day[0], bits[2]);
    found->verdict = bits[3];
    return stop;
  }
  return -1;
}
