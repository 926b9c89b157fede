// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The loop over replicas. All that threads share is the counter from which they claim, the flag
// that stops them, and one flag per replica, which is set after its row and digest are written
// (release) and read before they are looked at (acquire).
#include "ensemble/ensemble.h"

#include <string.h>

#include "base/os/heap.h"
#include "base/os/team.h"
#include "base/os/threads.h"
#include "engine/engine.h"
#include "model/crew.h"
#include "num/hash.h"
#include "observe/record.h"

enum { REGION_ALIGNMENT = 64 };

struct cp_replica_flag {
  _Atomic uint8_t is_done;
};

typedef struct worker {
  void *region;
  cp_ensemble_fault fault;
} worker;

// What the threads of one call share.
typedef struct company {
  cp_ensemble *ensemble;
  const cp_ensemble_options *options;
  worker *worker;
  const cp_crew *crew;  // of a wide network: all threads work on one replica; NULL: each on its own
  cp_counter claimed;
  _Atomic int is_stopping;
} company;

cp_status cp_ensemble_begin(const cp_model *model, int32_t n_replica, cp_arena *arena,
                            cp_ensemble *ensemble) {
  const int32_t n_value = cp_record_length(model);
  *ensemble = (cp_ensemble){.model = model, .n_replica = n_replica, .n_value = n_value};
  ensemble->record = cp_arena_take_array(arena, sizeof(double) * (size_t)n_value, n_replica);
  ensemble->digest = CP_ARENA_ARRAY(arena, cp_digest, n_replica);
  ensemble->flag = CP_ARENA_ARRAY(arena, cp_replica_flag, n_replica);
  const bool is_there = ensemble->record && ensemble->digest && ensemble->flag;
  return is_there ? CP_OK : CP_NO_MEMORY;
}

// A finished row gets its digest, then its flag. Adding zero makes the one zero with a sign like
// the other.
static void finish(cp_ensemble *ensemble, int32_t replica) {
  double *record = ensemble->record + (int64_t)replica * ensemble->n_value;
  for (int32_t place = 0; place < ensemble->n_value; place++) record[place] = record[place] + 0.0;
  cp_record_digest(record, ensemble->n_value, ensemble->digest[replica].byte);
  atomic_store_explicit(&ensemble->flag[replica].is_done, 1, memory_order_release);
}

void cp_ensemble_put(cp_ensemble *ensemble, int32_t replica, const double *record) {
  double *row = ensemble->record + (int64_t)replica * ensemble->n_value;
  memcpy(row, record, sizeof *row * (size_t)ensemble->n_value);
  finish(ensemble, replica);
}

bool cp_ensemble_is_done(const cp_ensemble *ensemble, int32_t replica) {
  return atomic_load_explicit(&ensemble->flag[replica].is_done, memory_order_acquire) != 0;
}

int32_t cp_ensemble_count_done(const cp_ensemble *ensemble) {
  int32_t n_done = 0;
  for (int32_t replica = 0; replica < ensemble->n_replica; replica++) {
    n_done += cp_ensemble_is_done(ensemble, replica);
  }
  return n_done;
}

int32_t cp_ensemble_gather(const cp_ensemble *ensemble, int32_t place, double *value) {
  int32_t n_done = 0;
  for (int32_t replica = 0; replica < ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ensemble, replica)) continue;
    value[n_done++] = cp_ensemble_record(ensemble, replica)[place];
  }
  return n_done;
}

void cp_ensemble_hash(const cp_ensemble *ensemble, char text[65]) {
  cp_sha256 sha;
  cp_sha256_init(&sha);
  for (int32_t replica = 0; replica < ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ensemble, replica)) continue;
    cp_sha256_update(&sha, ensemble->digest[replica].byte, sizeof ensemble->digest[replica].byte);
  }
  uint8_t digest[32];
  cp_sha256_final(&sha, digest);
  cp_sha256_text(digest, text);
}

// --- the loop ------------------------------------------------------------------------------------

// One replica from its first day to its last.
static cp_status simulate(const company *all, worker *self, int32_t replica) {
  cp_ensemble *ensemble = all->ensemble;
  cp_engine engine;
  cp_engine_begin(ensemble->model, self->region, all->options->seed, (uint32_t)replica,
                  all->options->chances, NULL, &engine);
  engine.state.crew = all->crew;
  const cp_status status =
      cp_replica_run(&engine, ensemble->record + (int64_t)replica * ensemble->n_value);
  self->fault.day = engine.state.day[0];
  self->fault.store = status == CP_FULL ? cp_engine_full(&engine, &self->fault.n_place) : NULL;
  if (status == CP_OK) finish(ensemble, replica);
  return status;
}

// Claim and simulate until nothing is left, somebody stops, or a replica fails.
static void work(void *context, int32_t thread) {
  company *all = context;
  worker *self = &all->worker[thread];
  const cp_ensemble_options *options = all->options;
  while (!atomic_load_explicit(&all->is_stopping, memory_order_relaxed)) {
    const int64_t claim = cp_counter_next(&all->claimed);
    if (claim >= options->n_todo) return;
    self->fault.replica = options->todo[claim];
    self->fault.status = simulate(all, self, self->fault.replica);
    const bool is_bad = self->fault.status != CP_OK;
    const bool is_told = thread == 0 && options->between && !is_bad;
    if (is_bad || (is_told && options->between(options->context) != 0)) {
      atomic_store_explicit(&all->is_stopping, 1, memory_order_relaxed);
    }
  }
}

static bool is_wide(const cp_ensemble *ensemble) { return ensemble->model->n_lane > CP_WIDE; }

// The caller is thread 0, so one thread needs no system call.
static void work_as_second(void *context, int32_t thread) { work(context, thread + 1); }

static cp_status hire(company *all, int32_t n_thread, cp_arena *arena) {
  const size_t bytes = cp_engine_bytes(all->ensemble->model) + REGION_ALIGNMENT;
  all->worker = CP_ARENA_ARRAY(arena, worker, n_thread);
  if (!all->worker) return CP_NO_MEMORY;
  for (int32_t thread = 0; thread < n_thread; thread++) {
    char *region = cp_arena_take(arena, bytes);
    if (!region) return CP_NO_MEMORY;
    const uintptr_t over = (uintptr_t)region % REGION_ALIGNMENT;
    all->worker[thread].region = region + (over == 0 ? 0 : REGION_ALIGNMENT - over);
    if (is_wide(all->ensemble)) cp_heap_expect_much(region, bytes);
  }
  return CP_OK;
}

static void note_fault(cp_ensemble *ensemble, const company *all, int32_t n_thread) {
  for (int32_t thread = 0; thread < n_thread; thread++) {
    const cp_ensemble_fault *fault = &all->worker[thread].fault;
    if (fault->status == CP_OK) continue;
    const bool is_first = ensemble->fault.status == CP_OK;
    if (is_first || fault->replica < ensemble->fault.replica) ensemble->fault = *fault;
  }
}

// Each thread simulates replicas of its own. Fewer threads than asked for only make it slower.
static void work_side_by_side(company *all, int32_t n_thread, cp_arena *arena) {
  cp_threads *threads = NULL;
  if (n_thread > 1 &&
      cp_threads_start(&threads, arena, n_thread - 1, work_as_second, all) != CP_OK) {
    threads = NULL;
  }
  work(all, 0);
  if (threads) cp_threads_join(threads);
}

// All threads share each replica's days.
static cp_status work_together(company *all, int32_t n_thread, cp_arena *arena) {
  cp_team *team = NULL;
  CP_TRY(cp_team_begin(&team, arena, n_thread));
  const cp_crew crew = {cp_team_size(team), cp_team_run, team};
  all->crew = &crew;
  work(all, 0);
  cp_team_end(team);
  return CP_OK;
}

cp_status cp_ensemble_run(cp_ensemble *ensemble, const cp_ensemble_options *options,
                          cp_arena *arena) {
  company all = {.ensemble = ensemble, .options = options};
  int32_t n_thread = options->n_thread < 1 ? 1 : options->n_thread;
  if (is_wide(ensemble)) {
    CP_TRY(hire(&all, 1, arena));
    CP_TRY(work_together(&all, n_thread, arena));
    n_thread = 1;
  } else {
    if (n_thread > options->n_todo) n_thread = options->n_todo > 0 ? options->n_todo : 1;
    CP_TRY(hire(&all, n_thread, arena));
    work_side_by_side(&all, n_thread, arena);
  }

  ensemble->fault = (cp_ensemble_fault){.status = CP_OK};
  note_fault(ensemble, &all, n_thread);
  if (ensemble->fault.status != CP_OK) return ensemble->fault.status;
  for (int32_t place = 0; place < options->n_todo; place++) {
    if (!cp_ensemble_is_done(ensemble, options->todo[place])) return CP_STOPPED;
  }
  return CP_OK;
}
