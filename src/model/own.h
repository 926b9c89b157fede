// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Rows of my today: by evening, firm and kind.
#ifndef CP_MODEL_OWN_H
#define CP_MODEL_OWN_H

#include "model/model.h"

typedef enum cp_own_kind {  // order of state.kind in fields.inc
  CP_OWN_APPLICATION,
  CP_OWN_LICENCE,
  CP_OWN_SHIPMENT,
  CP_OWN_STOCK
} cp_own_kind;

// The first row of its kind of its firm: there what was simulated of that kind goes.
static inline int cp_own_is_first(const cp_model *model, int32_t own) {
  return own == 0 || model->own_firm[own - 1] != model->own_firm[own] ||
         model->own_kind[own - 1] != model->own_kind[own];
}

#endif
