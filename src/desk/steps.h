// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Steps of an application that one file of the desk leaves to another.
#ifndef CP_DESK_STEPS_H
#define CP_DESK_STEPS_H

#include "model/model.h"
#include "num/philox.h"

// Files it today, counts it, starts a clock that runs from then; returns its working days at the local office.
int32_t cp_desk_file_now(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot,
                         cp_random_reader *local_draws);

// The same, and goes on from there: for an application that is no new one.
void cp_desk_hand_in(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot);

// Was it filed in the first four weeks of its lane's control?
int cp_desk_is_early(const cp_model *model, const cp_state *state,
                     const cp_application *application);

// Starts a clock that runs from filing or registration, of an application that was filed on that day.
void cp_desk_start_clock(const cp_model *model, cp_state *state, int32_t slot, int32_t filed);

// What the gate's licences and applications cover counts as enough for today: exporters file on for the need of the days that follow.
void cp_desk_settle(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t gate);

// One in review, from today until its review_due if nothing stops it.
void cp_desk_run_review(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot);

// One that was returned today is filed again after so many working days, or closed when its window is over.
void cp_desk_wait_to_refile(const cp_model *model, cp_state *state, int32_t slot, int32_t days);

// The clock of an application that waited for a decision was stopped because papers were missing: it is answered, or closed.
void cp_desk_answer_papers(const cp_model *model, cp_state *state, int32_t slot);

// Those whose limit is over this evening are escalated, and decided when that takes no longer.
void cp_desk_escalate(const cp_model *model, const cp_draw *draw, cp_state *state);
void cp_desk_decide_escalated(const cp_model *model, const cp_draw *draw, cp_state *state,
                              int32_t slot);

// The span of capacity in which today lies, -1 none.
static inline int32_t cp_span_today(const cp_model *model, const cp_state *state,
                                    int32_t authority) {
  const int32_t today = state->day[0];
  for (int32_t span = model->authority_span[authority]; span < model->authority_span[authority + 1];
       span++) {
    if (model->span_from[span] <= today && today <= model->span_until[span]) return span;
  }
  return -1;
}

// Reviewers and decisions go by a class's weight, as long as it is not frozen.
static inline int cp_class_is_served(const cp_draw *draw, const cp_state *state, int32_t class) {
  return draw->class_weight[class] > 0.0 && !state->class_frozen[class];
}

#endif
