// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// POSIX threads over one function.

#define _GNU_SOURCE

#include "base/os/threads.h"

#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

#ifdef __linux__
#include <sched.h>
#endif

typedef struct worker {
  pthread_t handle;
  cp_thread_work work;
  void *context;
  int32_t thread;
} worker;

struct cp_threads {
  worker *workers;
  int32_t n_worker;
};

int32_t cp_threads_cores(void) {
#ifdef __linux__
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) return CPU_COUNT(&allowed);
#endif
  const long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online > 0 ? (int32_t)online : 1;
}

static void *run_worker(void *context) {
  const worker *self = context;
  self->work(self->context, self->thread);
  return NULL;
}

cp_status cp_threads_start(cp_threads **threads, cp_arena *arena, int32_t n_thread,
                           cp_thread_work work, void *context) {
  if (n_thread < 1 || work == NULL) return CP_BAD_USE;
  cp_threads *started = CP_ARENA_ARRAY(arena, cp_threads, 1);
  if (started == NULL) return CP_NO_MEMORY;
  started->workers = CP_ARENA_ARRAY(arena, worker, n_thread);
  if (started->workers == NULL) return CP_NO_MEMORY;
  for (int32_t thread = 0; thread < n_thread; thread++) {
    worker *next = &started->workers[thread];
    *next = (worker){.work = work, .context = context, .thread = thread};
    if (pthread_create(&next->handle, NULL, run_worker, next) != 0) break;
    started->n_worker++;
  }
  *threads = started;
  return started->n_worker > 0 ? CP_OK : CP_FULL;
}

int32_t cp_threads_join(cp_threads *threads) {
  for (int32_t thread = 0; thread < threads->n_worker; thread++) {
    pthread_join(threads->workers[thread].handle, NULL);
  }
  return threads->n_worker;
}
