// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Random deals: measures with wholes and parts, agreements that amend, build on and end, clauses of every
// kind with effects, odds and ladders, readings, statements, and dated acts of which many are illegal.
// The deal number n is the same everywhere: it is drawn by the project's own Philox.
#ifndef HARNESS_DEALS_H
#define HARNESS_DEALS_H

#include <stdbool.h>

#include "harness/small_deal.h"
#include "num/philox.h"

enum { DEALS_FIRST = 20000, DEALS_AS_OF = 20030, DEALS_LAST = 20090 };

// A source of choices.
typedef struct chooser {
  cp_random random;
  uint32_t n;
} chooser;

chooser chooser_of(uint64_t number);
int32_t choose(chooser *from, int32_t n);                               // 0 .. n - 1
bool chance(chooser *from, int32_t per_hundred);                        // with this chance
int32_t choose_or_none(chooser *from, int32_t n, int32_t per_hundred);  // -1 or 0 .. n - 1

// Makes the deal of a number; small_deal_end frees it. Its state is not started yet.
void deals_make(small_deal *deal, uint64_t number);

// Starts its state: lanes are bound by nothing.
void deals_start(small_deal *deal, uint32_t replica);

// One more day: ships and licenses something, so that readings move, then the deal's day.
void deals_step(small_deal *deal);

#endif
