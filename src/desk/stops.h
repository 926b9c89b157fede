// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What stops an application's clock: an expert's opinion, a test, a visit to the end user, papers that are missing. Each of an authority's
// stops comes in a review by its own chance, so that they may overlap. Nothing of it is kept: whether, when and for how long follows
// from the application's name.
#ifndef CP_DESK_STOPS_H
#define CP_DESK_STOPS_H

#include <stdbool.h>

#include "desk/delay.h"
#include "model/model.h"

enum { CP_STOP_IN_REVIEW, CP_STOP_FOR_PAPERS };  // stop_when

typedef struct cp_stop {
  int32_t from;      // the day on which it opens
  int32_t to;        // the day of the answer, or of the end of patience
  bool is_overdue;   // nobody answered in time: the application is closed
  uint32_t verdict;  // of a stop for papers: the draw for the decision after the answer
} cp_stop;

static inline bool cp_authority_stops(const cp_model *model, int32_t authority) {
  return model->authority_stop[authority + 1] > model->authority_stop[authority];
}

// Does that stop come in a review, by what is left of the review's chances?
static inline bool cp_stop_comes(const cp_model *model, const cp_draw *draw, int32_t stop,
                                 double *chances) {
  return model->stop_when[stop] == CP_STOP_IN_REVIEW &&
         cp_delay_happens(chances, draw->stop_chance[stop]);
}
// When the stop of that number, which comes, opens in the running review of the application, and how it ends.
cp_stop cp_stop_in_review(const cp_model *model, const cp_draw *draw, const cp_state *state,
                          int32_t slot, int32_t stop);

// The stop that opens today because papers are missing, if the authority has one; -1 where it returns the application instead.
int32_t cp_stop_for_papers(const cp_model *model, const cp_draw *draw, const cp_state *state,
                           int32_t slot, cp_stop *found);

#endif
