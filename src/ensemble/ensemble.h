// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Many replicas of one model. Threads claim replicas in any order; each works in an engine region
// of its own and writes the replica's record into its row of one matrix. A row depends on (model,
// seed, replica) alone, so order and threads cannot matter (docs/decisions/003-exact-quantiles.md
// says why every record is kept).
// A replica of a wide network (model/crew.h) is large: then all threads work on one at a time.
//
//   record   n_replica x n_value:  series points ... | outcomes ...
//
// The thread that calls cp_ensemble_run is one of the workers; between two of its replicas it tells
// `between`, which may look at finished replicas and may ask to stop.
#ifndef CP_ENSEMBLE_ENSEMBLE_H
#define CP_ENSEMBLE_ENSEMBLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "model/model.h"

typedef struct cp_digest {
  uint8_t byte[32];
} cp_digest;

typedef struct cp_replica_flag cp_replica_flag;

// The first fault of the lowest replica that had one.
typedef struct cp_ensemble_fault {
  cp_status status;  // CP_OK: none
  int32_t replica;
  int32_t day;        // the day being simulated
  const char *store;  // CP_FULL: what piled up, and for how many there is room
  int32_t n_place;
} cp_ensemble_fault;

typedef struct cp_ensemble {
  const cp_model *model;
  int32_t n_replica;
  int32_t n_value;        // values of a record
  double *record;         // [n_replica x n_value]
  cp_digest *digest;      // [n_replica] SHA-256 of each finished record
  cp_replica_flag *flag;  // [n_replica] is it finished
  cp_ensemble_fault fault;
} cp_ensemble;

typedef struct cp_ensemble_options {
  uint64_t seed;
  uint32_t chances;     // replicas per point of the parameter ranges
  int32_t n_thread;     // at least 1
  const int32_t *todo;  // [n_todo] replicas to simulate, claimed in this order
  int32_t n_todo;
  int32_t (*between)(void *context);  // non-zero stops; NULL: nobody is told
  void *context;
} cp_ensemble_options;

// Room for the records of n_replica replicas in the arena, none of them finished.
cp_status cp_ensemble_begin(const cp_model *model, int32_t n_replica, cp_arena *arena,
                            cp_ensemble *ensemble);

// Simulate. CP_STOPPED when `between` asked for it; CP_FULL or CP_AUDIT when a replica failed (see
// fault). What is finished stays finished in each case.
cp_status cp_ensemble_run(cp_ensemble *ensemble, const cp_ensemble_options *options,
                          cp_arena *arena);

// Take a record that was made earlier. Not while threads are running.
void cp_ensemble_put(cp_ensemble *ensemble, int32_t replica, const double *record);

// Is a replica finished? What it wrote is then visible to the caller, also while other threads
// work.
bool cp_ensemble_is_done(const cp_ensemble *ensemble, int32_t replica);
int32_t cp_ensemble_count_done(const cp_ensemble *ensemble);

static inline const double *cp_ensemble_record(const cp_ensemble *ensemble, int32_t replica) {
  return ensemble->record + (int64_t)replica * ensemble->n_value;
}

// One value of every finished replica, in the order of replicas; returns how many.
int32_t cp_ensemble_gather(const cp_ensemble *ensemble, int32_t place, double *value);

// SHA-256 over the digests of the finished replicas in the order of replicas, as 64 hexadecimal
// digits.
void cp_ensemble_hash(const cp_ensemble *ensemble, char text[65]);

#endif
