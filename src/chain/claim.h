// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// How much of a lane's open orders its supplier serves and makes.
#ifndef CP_CHAIN_CLAIM_H
#define CP_CHAIN_CLAIM_H

#include "model/model.h"
#include "num/floor.h"
#include "num/least.h"

// Open orders as far as the goods already kept ready for the lane leave room: an exporter whose shelves fill with goods that wait for
// licences makes no more of them (docs/model.md, offer). What the next departure may take comes on top: a limit below a dispatch period would
// throttle the lane for good.
static inline double cp_claim_of(const cp_model *model, const cp_draw *draw, const cp_state *state,
                                 int32_t lane) {
  const double open = state->book[lane].open;
  const double most =
      (draw->shelf_limit[0] + draw->surge[0] * model->lane_dispatch[lane]) * draw->lane_most[lane];
  // whole numbers that fit under the limit fit under its floor
  if (open <= 0.0 || open + state->waiting[lane] <= most) return open;
  const double room = cp_floor(most) + 1.0 - state->waiting[lane];
  return cp_least(open, cp_most(0.0, room));
}

#endif
