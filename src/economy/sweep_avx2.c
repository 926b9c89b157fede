// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The pass for x86 processors with AVX2: vectors of four. Without fused multiply-add, so the bits are those of sweep_base.c.

#include "economy/sweep.h"
#include "num/processor.h"

#if defined(__x86_64__) && defined(__GNUC__)

#define SWEEP_LANES  4
#define SWEEP_TARGET __attribute__((target("avx2")))
#define SWEEP_NAME   cp_sweep_avx2

#define SWEEP_CHOOSE(is_set, yes, no) __builtin_ia32_blendvpd256(no, yes, (pack)(is_set))
#define SWEEP_GREATER(one, other)     __builtin_ia32_maxpd256(one, other)
#define SWEEP_LESSER(one, other)      __builtin_ia32_minpd256(one, other)

#include "economy/sweep_body.h"

// The processor has the instructions, and the system keeps the wide registers.
cp_economy_level cp_economy_level_here(void) {
  enum { OSXSAVE = 27, AVX2 = 5, BOTH_HALVES = 6 };
  if (cp_processor_ask(0).a < CP_LEAF_MORE_FEATURES) return CP_LEVEL_BASE;
  if (!(cp_processor_ask(CP_LEAF_FEATURES).c >> OSXSAVE & 1)) return CP_LEVEL_BASE;
  uint32_t kept, unused;
  __asm__ volatile("xgetbv" : "=a"(kept), "=d"(unused) : "c"(0));
  if ((kept & BOTH_HALVES) != BOTH_HALVES) return CP_LEVEL_BASE;
  return cp_processor_ask(CP_LEAF_MORE_FEATURES).b >> AVX2 & 1 ? CP_LEVEL_AVX2 : CP_LEVEL_BASE;
}

#else

cp_economy_level cp_economy_level_here(void) { return CP_LEVEL_BASE; }

void cp_sweep_avx2(cp_sweep *sweep, int32_t part) { cp_sweep_base(sweep, part); }

#endif
