// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Rates into whole quantities and whole quantities into shares, without losing or making a unit.
// All amounts are whole numbers in doubles below 2^53. A split rotates its start by turn (usually
// the day), because a fixed order would give the same buyer the odd unit for ever.

#ifndef CP_NUM_SHARE_H
#define CP_NUM_SHARE_H

#include <stdint.h>

#include "num/floor.h"

// What a rate >= 0 yields today as a whole number; the fraction waits in `carry`, which stays in
// [0, 1).
static inline double cp_carry(double rate, double *carry) {
  const double due = rate + *carry;
  const double whole = cp_whole(due);
  *carry = due - whole;
  return whole;
}

// One step of rationing: the part of `remaining` that a claim of `want` gets, when the claims not
// yet served add up to `claims` (this one included). Whole, at most want, and never so little that
// the others could not take the rest. The clamp is needed because remaining x want passes 2^53.
// Needs remaining <= claims.
static inline double cp_ration(double want, double *remaining, double *claims) {
  const double others = *claims - want;
  const double rest = *remaining - others;
  const double least = rest < 0.0 ? 0.0 : rest;
  const double most = want < *remaining ? want : *remaining;
  double part = want > 0.0 ? cp_whole(*remaining * want / *claims) : 0.0;
  part = part < least ? least : part;
  part = part > most ? most : part;
  *remaining -= part;
  *claims = others;
  return part;
}

// The position where a split over n starts on this turn.
static inline int32_t cp_split_start(int32_t n, int32_t turn) {
  const int32_t start = n > 0 ? turn % n : 0;
  return start < 0 ? start + n : start;
}

#endif
