// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What an x86 processor says of itself. For the few files that choose between instructions at start.
#ifndef CP_NUM_PROCESSOR_H
#define CP_NUM_PROCESSOR_H

#include <stdint.h>

#if defined(__x86_64__) && defined(__GNUC__)

enum { CP_LEAF_FEATURES = 1, CP_LEAF_MORE_FEATURES = 7 };

typedef struct cp_registers {
  uint32_t a, b, c, d;
} cp_registers;

static inline cp_registers cp_processor_ask(uint32_t leaf) {
  cp_registers answer = {.a = leaf};
  __asm__ volatile("cpuid" : "+a"(answer.a), "=b"(answer.b), "+c"(answer.c), "=d"(answer.d));
  return answer;
}

#endif

#endif
