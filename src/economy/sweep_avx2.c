// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The pass for x86 processors with AVX2: vectors of four. Without fused multiply-add, so the bits are those of sweep_base.c.

#include "economy/sweep.h"

#if defined(__x86_64__) && defined(__GNUC__)

#define SWEEP_LANES  4
#define SWEEP_TARGET __attribute__((target("avx2")))
#define SWEEP_NAME   cp_sweep_avx2

#include "economy/sweep_body.h"

typedef struct registers {
  uint32_t a, b, c, d;
} registers;

static registers ask_processor(uint32_t leaf) {
  registers answer = {.a = leaf};
  __asm__ volatile("cpuid" : "+a"(answer.a), "=b"(answer.b), "+c"(answer.c), "=d"(answer.d));
  return answer;
}

// The processor has the instructions, and the system keeps the wide registers.
cp_economy_level cp_economy_level_here(void) {
  enum { FEATURES = 1, MORE_FEATURES = 7, OSXSAVE = 27, AVX2 = 5, BOTH_HALVES = 6 };
  if (ask_processor(0).a < MORE_FEATURES) return CP_LEVEL_BASE;
  if (!(ask_processor(FEATURES).c >> OSXSAVE & 1)) return CP_LEVEL_BASE;
  uint32_t kept, unused;
  __asm__ volatile("xgetbv" : "=a"(kept), "=d"(unused) : "c"(0));
  if ((kept & BOTH_HALVES) != BOTH_HALVES) return CP_LEVEL_BASE;
  return ask_processor(MORE_FEATURES).b >> AVX2 & 1 ? CP_LEVEL_AVX2 : CP_LEVEL_BASE;
}

#else

cp_economy_level cp_economy_level_here(void) { return CP_LEVEL_BASE; }

void cp_sweep_avx2(cp_sweep *sweep, int32_t part) { cp_sweep_base(sweep, part); }

#endif
