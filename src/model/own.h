// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Rows of my today: by evening, firm and kind. On its evening the chain takes a firm's stocks and shipments, the desk its applications and
// licences; the desk, which comes last, moves own_next on.
#ifndef CP_MODEL_OWN_H
#define CP_MODEL_OWN_H

#include "model/model.h"

typedef enum cp_own_kind {  // order of state.kind in fields.inc
  CP_OWN_APPLICATION,
  CP_OWN_LICENCE,
  CP_OWN_SHIPMENT,
  CP_OWN_STOCK
} cp_own_kind;

// Applications and licences of my today are numbered on their lane from here on: their draws are their own, whatever was filed before.
enum { CP_OWN_FIRST = 1 << 30 };

// Does this row take effect today? Rows are asked in their order, from own_next on.
static inline int cp_own_is_today(const cp_model *model, const cp_state *state, int32_t own) {
  return own < model->n_own && model->own_day[own] == state->day[0];
}

// The first row of its kind of its firm: there what was simulated of that kind goes.
static inline int cp_own_is_first(const cp_model *model, int32_t own) {
  return own == 0 || model->own_firm[own - 1] != model->own_firm[own] ||
         model->own_kind[own - 1] != model->own_kind[own];
}

// Tells a row that takes effect, or what goes because of it; `number` is the row of state.
static inline void cp_own_tell(const cp_state *state, cp_event event) {
  event.day = state->day[0];
  event.cause = CP_CAUSE_OWN;
  cp_log_tell(state->log, event);
}

#endif
