// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Borders that nobody wrote: one small scenario (tests/law/borders) whose customs and measures are set anew from a seed, and acts of every kind
// on measures and consignments, allowed or not. The scenario is read once: ten thousand borders are a matter of seconds.
#ifndef CP_TESTS_HARNESS_BORDERS_H
#define CP_TESTS_HARNESS_BORDERS_H

#include "harness/replica.h"
#include "num/philox.h"

typedef struct borders {
  replica test;
  cp_random random;
  uint32_t n_drawn;
  int32_t n_taken, n_refused;  // acts on consignments, of all borders
  int32_t taken[16];           // by cp_border_act
  char why[256];               // what was wrong today
} borders;

void borders_open(borders *all);
void borders_close(borders *all);

// Sets customs and measures from a seed and begins the evening before the start.
void borders_make(borders *all, uint64_t seed);

// A day, then some acts. 1 when a law is broken; `why` gets a line that says how.
int borders_fail_on_a_day(borders *all, char why[256]);

#endif
