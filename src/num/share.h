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
static inline int32_t cp_split_start(int32_t n, int64_t turn) {
  const int64_t start = n > 0 ? turn % n : 0;
  return (int32_t)(start < 0 ? start + n : start);
}

// Ration `total` over whole claims: out[k] <= claim[k] and the sum of out is total, or the sum of
// all claims when that is smaller. Returns what was given out. `out` may be `claim`.
static inline double cp_split_rotating(double total, const double *claim, int32_t n, int64_t turn,
                                       double *out) {
  double claims = 0.0;
  for (int32_t k = 0; k < n; k++) claims += claim[k];
  const double given = total < claims ? total : claims;
  double remaining = given;
  const int32_t start = cp_split_start(n, turn);
  for (int32_t step = 0, at = start; step < n; step++) {
    out[at] = cp_ration(claim[at], &remaining, &claims);
    at = at + 1 < n ? at + 1 : 0;
  }
  return given;
}

// Split a whole `total` over real shares >= 0 (they need not add up to 1): parts are whole and add
// up to total; the last share above zero takes the rest. Without any share above zero nothing is
// given. Returns what was given. `out` may be `share`.
static inline double cp_split_real(double total, const double *share, int32_t n, int64_t turn,
                                   double *out) {
  const int32_t start = cp_split_start(n, turn);
  double shares = 0.0;
  int32_t last = -1;
  for (int32_t step = 0, at = start; step < n; step++) {
    if (share[at] > 0.0) {
      shares += share[at];
      last = at;
    }
    at = at + 1 < n ? at + 1 : 0;
  }
  double remaining = last >= 0 ? total : 0.0;
  for (int32_t step = 0, at = start; step < n; step++) {
    const double wanted = share[at] > 0.0 ? share[at] : 0.0;
    double part = at == last ? remaining : 0.0;
    if (at != last && wanted > 0.0 && shares > 0.0) {
      part = cp_floor(remaining * (wanted < shares ? wanted / shares : 1.0));
      part = part < remaining ? part : remaining;
      shares -= wanted;
    }
    out[at] = part;
    remaining -= part;
    at = at + 1 < n ? at + 1 : 0;
  }
  return last >= 0 ? total : 0.0;
}

#endif
