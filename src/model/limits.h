// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Two bounds of a lane that a replica fixes: how much is kept ready for it, and how much is on order in normal times. They are looked up for
// every lane on every day, so the draw has tables of them; a wide network makes them anew, since its memory is what is scarce.
#ifndef CP_MODEL_LIMITS_H
#define CP_MODEL_LIMITS_H

#include "model/model.h"
#include "num/floor.h"
#include "num/least.h"

// What lies above this real number may lie above the limit below; what does not, does not.
static inline double cp_limit_before(const cp_model *model, const cp_draw *draw, int32_t lane) {
  return (draw->shelf_limit[0] + draw->surge[0] * model->lane_dispatch[lane]) *
         draw->lane_most[lane];
}

// Open orders and goods ready for the lane together are served and made up to this whole number: the shelf limit, and on top what the next
// departure may take, since a limit below a dispatch period would throttle the lane for good (docs/model.md, offer).
static inline double cp_limit_made(const cp_model *model, const cp_draw *draw, int32_t lane) {
  // no ledger reaches 2^53
  return cp_whole(cp_least(cp_limit_before(model, draw, lane), 0x1p53)) + 1.0;
}

// How long orders on a lane may wait: so much of them is open in normal times (docs/model.md, order).
static inline double cp_usual_made(const cp_model *model, const cp_draw *draw, int32_t lane) {
  return draw->lane_most[lane] * (model->lane_dispatch[lane] + CP_USUAL_DAYS);
}

// The same, looked up where the network is not wide. Loops over lanes are compiled for either kind: `is_wide` is a constant of theirs.
static inline double cp_lane_limit(const cp_model *model, const cp_draw *draw, int32_t lane,
                                   int is_wide) {
  return is_wide ? cp_limit_made(model, draw, lane) : draw->lane_limit[lane];
}

static inline double cp_lane_usual(const cp_model *model, const cp_draw *draw, int32_t lane,
                                   int is_wide) {
  return is_wide ? cp_usual_made(model, draw, lane) : draw->lane_usual[lane];
}

static inline int cp_is_wide(const cp_model *model) { return model->n_lane > CP_WIDE; }

#endif
