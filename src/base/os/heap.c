// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// malloc and free behind the allocator's two functions.

#define _GNU_SOURCE

#include "base/os/heap.h"

#include <stdlib.h>
#ifdef __linux__
#include <sys/mman.h>
#endif

// From here on a block is worth being in large pages: the system gives and clears 4 KiB after 4 KiB otherwise.
#define LARGE      ((size_t)4 << 20)
#define LARGE_PAGE ((size_t)2 << 20)

static void *take_from_heap(void *context, size_t bytes) {
  (void)context;
  if (bytes < LARGE) return malloc(bytes);
  void *at = NULL;
  if (posix_memalign(&at, LARGE_PAGE, bytes) != 0) return NULL;
  cp_heap_expect_much(at, bytes);
  return at;
}

static void give_to_heap(void *context, void *at) {
  (void)context;
  free(at);
}

cp_allocator cp_heap_allocator(void) {
  return (cp_allocator){.take = take_from_heap, .give = give_to_heap};
}

static void *take_or_fail(void *context, size_t bytes) {
  cp_heap_failing *failing = context;
  failing->n_asked++;
  if (failing->fail_at > 0 && failing->n_asked >= failing->fail_at) return NULL;
  void *at = malloc(bytes);
  if (at != NULL) failing->n_held++;
  return at;
}

static void give_and_count(void *context, void *at) {
  cp_heap_failing *failing = context;
  if (at != NULL) failing->n_held--;
  free(at);
}

cp_allocator cp_heap_failing_allocator(cp_heap_failing *failing) {
  return (cp_allocator){.take = take_or_fail, .give = give_and_count, .context = failing};
}

void cp_heap_expect_much(void *at, size_t bytes) {
#ifdef MADV_HUGEPAGE
  // only whole pages inside the block; a system that does not know the advice refuses it, which is no loss
  const uintptr_t page = 4096;
  const uintptr_t from = ((uintptr_t)at + page - 1) / page * page;
  const uintptr_t end = ((uintptr_t)at + bytes) / page * page;
  if (at && end > from) (void)madvise((void *)from, end - from, MADV_HUGEPAGE);
#else
  (void)at;
  (void)bytes;
#endif
}
