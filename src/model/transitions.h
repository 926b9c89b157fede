// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// State machines are tables: a row for each state, a column for each event. What the table does not allow changes nothing; who asks for it
// counts and tells the refusal.
#ifndef CP_MODEL_TRANSITIONS_H
#define CP_MODEL_TRANSITIONS_H

#include <stdint.h>

enum {
  CP_NO = -1,   // not allowed
  CP_BACK = -2  // the state that was saved
};

// The state into which an event leads, CP_NO where it is not allowed.
static inline int32_t cp_machine_next(const int8_t *table, int32_t n_event, int32_t state,
                                      int32_t event, int32_t saved) {
  const int32_t next = table[state * n_event + event];
  return next == CP_BACK ? saved : next;
}

#endif
