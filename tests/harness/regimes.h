// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Regimes that nobody wrote. The scenario tests/law/regimes has one of each part of a regime; its numbers are overwritten in the model's block,
// so that ten thousand regimes cost no reading: clocks, limits, stops, capacities, hazards, stances, uses, and dated acts, legal and
// illegal, on measures, classes and authorities. Regime `number` is always the same. Who adds a part to the scenario's regimes adds it to
// regimes.c, and its laws to regimes_laws.c.
#ifndef CP_TESTS_HARNESS_REGIMES_H
#define CP_TESTS_HARNESS_REGIMES_H

#include "harness/replica.h"

typedef struct regimes {
  replica test;
  cp_draw image;  // the parameters in the model's block
  uint32_t number;
} regimes;

void regimes_begin(regimes *all);
void regimes_end(regimes *all);

// Makes regime `number` and begins its replica.
void regimes_draw(regimes *all, uint32_t number);

// Draws of the running regime: bits, a whole number in [low, high], a number in [low, high), and whether something of that chance happens.
uint32_t regimes_bits(const regimes *all, int32_t what, int32_t which);
int32_t regimes_whole(const regimes *all, int32_t what, int32_t which, int32_t low, int32_t high);
double regimes_number(const regimes *all, int32_t what, int32_t which, double low, double high);
int regimes_happens(const regimes *all, int32_t what, int32_t which, double chance);

// Lives through regime `number` day by day, with illegal steps and withdrawals thrown in, and looks at every law of regime machines each
// evening (tests/harness/regimes_laws.c). The first law that is broken and its day in words, NULL when all hold. `seen` counts what happened.
typedef struct regimes_seen {
  int64_t days, ends[CP_N_STAGE], steps[CP_N_STEP], refused, escalated, stops, licences, drawn,
      frozen;
} regimes_seen;
const char *regimes_live(regimes *all, uint32_t number, regimes_seen *seen);

#endif
