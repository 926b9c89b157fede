// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Round down, without the C library: compilers turn the builtin into a call on plain x86-64. Through a 64-bit integer it is two
// instructions and the same bits everywhere; numbers from 2^52 on are whole already. NaN and infinities stay what they are. WebAssembly has
// an instruction for it, and none that is cheap for the way through an integer; the sum with 0 makes its -0 the 0 of that way.

#ifndef CP_NUM_FLOOR_H
#define CP_NUM_FLOOR_H

#include <stdint.h>

#ifdef __wasm__

static inline double cp_floor(double x) { return __builtin_floor(x) + 0.0; }
static inline double cp_whole(double amount) { return __builtin_trunc(amount) + 0.0; }

#else

static inline double cp_floor(double x) {
  if (!(__builtin_fabs(x) < 0x1p52)) return x;
  const double whole = (double)(int64_t)x;
  return whole > x ? whole - 1.0 : whole;
}

// The same for amounts, which are not below zero: they are whole once what is behind the point is cut off.
static inline double cp_whole(double amount) {
  return amount < 0x1p52 ? (double)(int64_t)amount : amount;
}

#endif

#endif
