// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The size of a scenario's economy: one country, one consumer, one replica, a day a step.
#ifndef CP_MODEL_SECTORS_H
#define CP_MODEL_SECTORS_H

#include "economy/economy.h"

static inline cp_economy_spec cp_economy_of(int32_t n_sector, cp_input_rule rule) {
  // any matrix: the room is sized with the weights that `stockout` may have
  static const double some = 1.0;
  cp_economy_spec spec = cp_economy_default(1, n_sector, 1);
  spec.rule = rule;
  spec.criticality = rule == CP_INPUT_STOCKOUT ? &some : NULL;
  return spec;
}

#endif
