// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// How much of a lane's open orders its supplier serves and makes.
#ifndef CP_CHAIN_CLAIM_H
#define CP_CHAIN_CLAIM_H

#include "model/model.h"
#include "num/floor.h"
#include "num/least.h"

// How much is kept ready for a lane at most, in days of its flow: some, and what its next departure may take on top, since a limit below a
// dispatch period would throttle the lane for good.
typedef struct cp_kept {
  double days;
  double per_dispatch_day;
} cp_kept;

static inline cp_kept cp_kept_ready(const cp_draw *draw) {
  return (cp_kept){.days = draw->shelf_limit[0], .per_dispatch_day = draw->surge[0]};
}

// Open orders as far as the goods already kept ready for the lane leave room: an exporter whose shelves fill with goods that wait for
// licences makes no more of them (docs/model.md, offer).
static inline double cp_claim_of(const cp_model *model, const cp_draw *draw, const cp_state *state,
                                 cp_kept kept, int32_t lane) {
  const double open = state->book[lane].open;
  if (open <= 0.0) return open;
  const double waiting = state->waiting[lane];
  const double days = kept.days + kept.per_dispatch_day * model->lane_dispatch[lane];
  const double most = days * draw->lane_most[lane];
  // whole numbers that fit under the limit fit under its floor
  if (open + waiting <= most) return open;
  return cp_least(open, cp_most(0.0, cp_whole(most) + 1.0 - waiting));
}

#endif
