// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// How much of a lane's open orders its supplier serves and makes.
#ifndef CP_CHAIN_CLAIM_H
#define CP_CHAIN_CLAIM_H

#include "model/limits.h"
#include "model/model.h"
#include "num/least.h"

// Open orders as far as the goods already kept ready for the lane leave room: an exporter whose shelves fill with goods that wait for
// licences makes no more of them (docs/model.md, offer).
static inline double cp_claim_of(const cp_model *model, const cp_draw *draw, const cp_state *state,
                                 int32_t lane, int is_wide) {
  const double asked = state->book[lane].open + state->waiting[lane];
  if (is_wide && asked <= cp_limit_before(model, draw, lane)) return state->book[lane].open;
  const double room = cp_lane_limit(model, draw, lane, is_wide) - state->waiting[lane];
  return cp_least(state->book[lane].open, cp_most(room, 0.0));
}

#endif
