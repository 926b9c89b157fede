// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Threads over one function, and a counter that hands out work. Results must not depend on which
// thread takes which piece: merge only what commutes.

#ifndef CP_BASE_OS_THREADS_H
#define CP_BASE_OS_THREADS_H

#include <stdatomic.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

// Cores that this process may use; at least 1.
int32_t cp_threads_cores(void);

typedef void (*cp_thread_work)(void *context, int32_t thread);

typedef struct cp_threads cp_threads;

// Start n threads that call work(context, 0 .. n-1). When the system gives none at all: CP_FULL;
// when it gives fewer than asked, the work runs on those there are (cp_threads_join says how many).
cp_status cp_threads_start(cp_threads **threads, cp_arena *arena, int32_t n_thread,
                           cp_thread_work work, void *context);

// Wait for all of them; returns how many there were. Call once.
int32_t cp_threads_join(cp_threads *threads);

// A counter from 0 upwards; each call to `next` gives another number. Begin with (cp_counter){0}.
typedef struct cp_counter {
  _Atomic int64_t value;
} cp_counter;

static inline int64_t cp_counter_next(cp_counter *counter) {
  return atomic_fetch_add_explicit(&counter->value, 1, memory_order_relaxed);
}

static inline int64_t cp_counter_value(cp_counter *counter) {
  return atomic_load_explicit(&counter->value, memory_order_relaxed);
}

#endif
