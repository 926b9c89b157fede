// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Round down, without the C library: compilers turn the builtin into a call on plain x86-64. Through a 64-bit integer it is two
// instructions and the same bits everywhere; numbers from 2^52 on are whole already. NaN and infinities stay what they are.

#ifndef CP_NUM_FLOOR_H
#define CP_NUM_FLOOR_H

#include <stdint.h>

#include "base/check.h"

static inline double cp_floor(double x) {
  if (!(__builtin_fabs(x) < 0x1p52)) return x;
  const double whole = (double)(int64_t)x;
  return whole > x ? whole - 1.0 : whole;
}

// The same of what is never negative, as quantities are: 0 <= x < 2^63. Cutting off rounds down then.
static inline double cp_whole(double x) {
  CP_ASSERT(x >= 0.0 && x < 0x1p63);
  return (double)(int64_t)x;
}

#endif
