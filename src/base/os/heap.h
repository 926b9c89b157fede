// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Allocators on the operating system's heap: the plain one, and one for tests that fails on demand.

#ifndef CP_BASE_OS_HEAP_H
#define CP_BASE_OS_HEAP_H

#include <stdint.h>

#include "base/arena.h"

cp_allocator cp_heap_allocator(void);

// Counts, and fails the k-th take (1 = the first) and all after it. fail_at = 0 never fails.
typedef struct cp_heap_failing {
  int64_t fail_at;
  int64_t n_asked;  // takes asked for, failed ones included
  int64_t n_held;   // taken and not yet given back: 0 at the end or there is a leak
} cp_heap_failing;

// `failing` must outlive the allocator. Not for use by several threads at once.
cp_allocator cp_heap_failing_allocator(cp_heap_failing *failing);

// Says that a block of memory will be used all over, so that the system may give large pages, which are found faster. Changes nothing else.
void cp_heap_expect_much(void *at, size_t bytes);

#endif
