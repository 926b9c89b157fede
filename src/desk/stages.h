// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The application machine: the one way in which an application changes its stage, and how it leaves the desk.
//
//   (papers) -file-> local -accept-> queue -take-> review -(refer)-> referred -finish-> ready -approve, refuse-> end
//               ^                                                                          |
//               +--------------- file ---------------- returned <-----------return---------+
//
// From any stage it may be withdrawn, refused (a listing), lapse or be replaced (my today); while its clock runs it may be escalated; while others have it its clock
// may be stopped, and goes on in the stage in which it was stopped. See the table in stages.c.
#ifndef CP_DESK_STAGES_H
#define CP_DESK_STAGES_H

#include <stdbool.h>

#include "model/model.h"
#include "model/transitions.h"

// Rows are stages, columns steps. CP_NO: not allowed; CP_BACK: the stage in which its clock was stopped.
extern const int8_t cp_stage_next[CP_N_STAGE][CP_N_STEP];

void cp_application_refuse_step(cp_state *state, int32_t slot, cp_step step);

// Moves the application at `slot`, of whatever stage, and books the days of the stage that is over; false, counted in desk_refused and told
// when its stage does not allow the step. Does not touch the list in which it lies.
static inline bool cp_application_move(cp_state *state, int32_t slot, cp_step step) {
  cp_application *application = state->application + slot;
  cp_track *track = state->track + slot;
  const int32_t from = application->stage;
  const int32_t to = cp_machine_next(cp_stage_next[0], CP_N_STEP, from, step, track->before);
  if (to == CP_NO) {
    cp_application_refuse_step(state, slot, step);
    return false;
  }
  const int32_t days = state->day[0] - track->since;
  if (days > 0 && from != CP_STAGE_FREE) {
    int16_t *spell = track->days + (from - CP_STAGE_PAPERS);
    *spell = (int16_t)(*spell + days);
  }
  track->since = state->day[0];
  if (step == CP_STEP_STOP && from != to) track->before = (int16_t)from;
  application->stage = to;
  return true;
}

// The same, for the steps that end it: it is in no list of a stage. Books and counts are closed, the event is told, the place is given
// back. `amount` is what is told.
bool cp_application_end(const cp_model *model, cp_state *state, int32_t slot, cp_step step,
                        double amount);

// The same for one from a lane whose firm has said what it has on the desk, in a row of my today: it goes as if it had never been filed.
bool cp_application_replace(const cp_model *model, cp_state *state, int32_t slot, int32_t row);

// Counts an application of a lane as filed and live, or with -1 as neither.
static inline void cp_application_book(cp_state *state, const cp_application *application,
                                       double sign) {
  const int32_t class = application->class;
  state->filed[class] += sign;
  state->live[class] += sign;
  state->cohort_filed[class] += sign * application->is_cohort;
  state->filed_asked[class] += sign * application->quantity;
  state->pending_asked[class] += sign * application->quantity;
}

// Takes the application out of the list in which its stage keeps it.
void cp_application_unlink(const cp_model *model, cp_state *state, int32_t slot);

#endif
