// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What may happen to a consignment: a table of (stage, act) -> stage. An act that the table does not allow is refused: it changes
// nothing, is told to the log as CP_EVENT_REFUSED_CUSTOMS and counted in border_refused.
//
//   WAITING -> DECLARED -> RELEASED -> DEPARTED -> DELIVERED
//   DECLARED -> CHALLENGED (-> IDENTIFYING) -> DECLARED | HELD;  DECLARED -> QUEUED -> INSPECTED -> DECLARED | CHALLENGED
//   DECLARED, RELEASED -> HELD -> DECLARED | RETURNED | SEIZED | ABANDONED
#ifndef CP_BORDER_COURSE_H
#define CP_BORDER_COURSE_H

#include <stdbool.h>

#include "model/model.h"

// The order is that of the table's columns.
typedef enum cp_border_act {
  CP_BORDER_DECLARE,
  CP_BORDER_CLEAR,      // nothing is in the way
  CP_BORDER_CHALLENGE,  // does it need a licence?
  CP_BORDER_PICK,       // for inspection
  CP_BORDER_OPEN,       // a place is free: the inspection begins
  CP_BORDER_ANSWER,     // the exporter explains
  CP_BORDER_PASS,       // needs no licence, or is what was declared
  CP_BORDER_SILENCE,    // no answer in time
  CP_BORDER_FIND,       // it is controlled; inspected goods are not what was declared
  CP_BORDER_STOP,
  CP_BORDER_FREE,
  CP_BORDER_TAKE_BACK,
  CP_BORDER_SEIZE,
  CP_BORDER_GIVE_UP,
  CP_BORDER_SAIL,
  CP_BORDER_ARRIVE,
  CP_N_BORDER_ACT
} cp_border_act;

enum { CP_N_CONSIGNMENT_STAGE = CP_CONSIGNMENT_ABANDONED + 1 };

// The stage that follows, -1 if the act is not allowed.
int32_t cp_border_next(int32_t stage, cp_border_act act);

// May it not leave, whatever its day?
static inline bool cp_is_stopped(int32_t stage) {
  return stage >= CP_CONSIGNMENT_CHALLENGED && stage <= CP_CONSIGNMENT_HELD;
}

// Does it lie at the port?
static inline bool cp_is_at_port(int32_t stage) {
  return stage >= CP_CONSIGNMENT_DECLARED && stage <= CP_CONSIGNMENT_RELEASED;
}

#endif
