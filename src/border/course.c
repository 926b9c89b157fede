// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The table of the consignment machine. What an act does besides is in consignments.c.
#include "border/course.h"

enum { NO = -1 };

#define ROW(stage)     [CP_CONSIGNMENT_##stage]
#define ON(act, stage) [CP_BORDER_##act] = CP_CONSIGNMENT_##stage + 1

// One more than the stage, so that what is not named is not allowed.
static const int8_t after[CP_N_CONSIGNMENT_STAGE][CP_N_BORDER_ACT] = {
    ROW(WAITING) = {ON(DECLARE, DECLARED)},
    ROW(DECLARED) = {ON(CLEAR, RELEASED), ON(CHALLENGE, CHALLENGED), ON(PICK, QUEUED),
                     ON(STOP, HELD), ON(TAKE_BACK, RETURNED)},
    ROW(CHALLENGED) = {ON(ANSWER, IDENTIFYING), ON(PASS, DECLARED), ON(SILENCE, HELD),
                       ON(FIND, HELD), ON(TAKE_BACK, RETURNED)},
    ROW(IDENTIFYING) = {ON(PASS, DECLARED), ON(FIND, HELD), ON(TAKE_BACK, RETURNED)},
    ROW(QUEUED) = {ON(OPEN, INSPECTED), ON(TAKE_BACK, RETURNED)},
    ROW(INSPECTED) = {ON(PASS, DECLARED), ON(FIND, CHALLENGED), ON(SEIZE, SEIZED)},
    ROW(HELD) = {ON(FREE, DECLARED), ON(TAKE_BACK, RETURNED), ON(SEIZE, SEIZED),
                 ON(GIVE_UP, ABANDONED)},
    ROW(RELEASED) = {ON(STOP, HELD), ON(SAIL, DEPARTED)},
    ROW(DEPARTED) = {ON(ARRIVE, DELIVERED)},
    // final
    ROW(DELIVERED) = {0},
    ROW(RETURNED) = {0},
    ROW(SEIZED) = {0},
    ROW(ABANDONED) = {0},
};

int32_t cp_border_next(int32_t stage, cp_border_act act) {
  const int32_t next = after[stage][act];
  return next == 0 ? NO : next - 1;
}
