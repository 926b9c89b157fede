// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What the public objects are inside. Each lies in an arena of its own, which closing it gives back
// at once.
#ifndef CP_API_OBJECTS_H
#define CP_API_OBJECTS_H

#include "base/arena.h"
#include "base/sink.h"
#include "base/status.h"
#include "chokepoint.h"
#include "ensemble/ensemble.h"
#include "report/catalog.h"
#include "report/page_controls.h"
#include "report/summary.h"
#include "scenario/messages.h"
#include "scenario/reader.h"
#include "scenario/spec.h"
#include "store/levers.h"
#include "store/store.h"

enum { CP_COMPLAINT_BYTES = 512, CP_NUMBERS_EPOCH = 6 };

// Why the last call failed; cut when it is too long.
typedef struct cp_complaint {
  int32_t size;
  char text[CP_COMPLAINT_BYTES];  // with a zero byte
} cp_complaint;

struct cp_scenario {
  cp_arena arena;
  cp_messages messages;
  cp_spec *spec;  // NULL unless the scenario is good
  cp_model model;
  cp_labels labels;
  cp_catalog catalog;
  const char *folder;
  const char *name;
  const char *as_of;           // as asked for, NULL: the scenario's own
  const char *const *setting;  // [n_setting]
  int32_t n_setting;
  cp_complaint complaint;
};

// What a scenario is read from: a folder, or the files that a run has kept, under that folder's name.
typedef struct cp_scenario_source {
  const char *folder;
  const char *as_of;
  const char *const *setting;
  int32_t n_setting;
  const char *const *place;  // [n_setting] as in cp_scenario_options, or NULL
  const cp_scenario_file *file;
  int32_t n_file;
} cp_scenario_source;

// A scenario's variant: its own settings, then more of them.
struct cp_variant {
  cp_arena arena;
  cp_messages messages;
  const char *name;
  const char *title;
  const char *const *setting;  // [n_setting]
  const char *const *place;    // [n_setting]
  int32_t n_setting;
  cp_scenario *scenario;  // NULL unless it is good
};

struct cp_result {
  cp_arena arena;
  const cp_scenario *scenario;
  cp_scenario *own;           // the same, when it was read from the file of the run; else NULL
  cp_scenario_source source;  // what that was read from
  cp_run_options options;
  cp_ensemble ensemble;
  cp_certificate certificate;
  cp_summary summary;  // only when a replica is finished
  char hash[65];
  int32_t n_resumed;
  int32_t n_thread;
  double seconds;
  cp_complaint complaint;
};

// Forgets the last complaint; the sink writes a new one.
cp_sink cp_complaint_begin(cp_complaint *complaint);

// A sink over a caller's writer; the binding must outlive the sink.
typedef struct cp_binding {
  cp_writer writer;
  void *context;
  bool is_refused;  // the writer took no more
} cp_binding;

cp_sink cp_sink_of(cp_binding *binding);

// The processor's rounding and flushing as every number here is meant: round to nearest, subnormals
// kept, no traps. Begin at the public border gives what was set before, which end restores. New
// threads take it over from their maker.
uint32_t cp_float_begin(void);
void cp_float_end(uint32_t before);

// Replicas per point of the scenario's parameter ranges.
uint32_t cp_chances_of(const cp_scenario *scenario);

// Memory for an object and its arena; NULL when there is none.
void *cp_object_begin(cp_arena *arena, size_t bytes);

cp_status cp_scenario_open_from(const cp_scenario_source *source, cp_scenario **scenario);

// Room for the replicas that its options ask for, and the certificate as far as it is known before the first of them.
cp_status cp_result_begin(cp_result *result);

// Is there at least one, and has each a finished replica?
bool cp_results_are_good(cp_result *const *result, int32_t n_result);

// How its scenario was read.
cp_reading cp_result_reading(const cp_result *result);

// The numbers of what is finished.
cp_status cp_result_conclude(cp_result *result);

// How a file holds the records of this result.
cp_store_layout cp_result_layout(const cp_result *result);

// Take the finished replicas of the file that `options.store` names, when it belongs to this run.
cp_status cp_result_resume(cp_result *result, cp_arena *arena);

// CP_EXISTS, with a complaint, when that file holds a run that is not finished, or one of more replicas.
cp_status cp_result_spare(cp_result *result, cp_arena *arena);

// Write everything that people ask for about the finished replicas into an open transaction.
cp_status cp_result_write_tables(cp_result *result, cp_store *store);

// The first transaction of a file: empty tables, the inputs, the certificate.
cp_status cp_result_write_start(cp_result *result, cp_store *store);

#endif
