// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The economy by itself: a case folder run, and the speed here.
#include "api/objects.h"
#include "base/check.h"
#include "base/os/heap.h"
#include "base/os/machine.h"
#include "base/os/threads.h"
#include "study/case.h"
#include "study/measure.h"

static cp_status run_case(const char *folder, const char *into, const cp_economy_options *options,
                          cp_arena *arena, const cp_sink *sink) {
  cp_messages messages;
  cp_case study;
  cp_messages_begin(&messages, arena);
  const cp_status status = cp_case_read(folder, arena, &messages, &study);
  if (status == CP_BAD_INPUT) (void)cp_messages_print(&messages, sink);
  CP_TRY(status);
  if (options->is_stockout) study.spec.rule = CP_INPUT_STOCKOUT;
  if (!options->is_stockout) study.spec.criticality = NULL;
  study.has_lag = !options->is_immediate;
  study.is_plain = options->width == 1;
  const int32_t n_thread = options->n_thread > 0 ? options->n_thread : cp_threads_cores();
  return cp_case_run(&study, n_thread < CP_ECONOMY_PARTS ? n_thread : CP_ECONOMY_PARTS, into, arena,
                     sink);
}

cp_status cp_economy_run_case(const char *folder, const char *into,
                              const cp_economy_options *options, cp_writer writer, void *context) {
  const cp_economy_options usual = {0};
  CP_CHECK(folder && into && writer, CP_BAD_USE);
  CP_CHECK(!options || options->n_thread >= 0, CP_BAD_USE);
  const uint32_t before = cp_float_begin();
  cp_binding binding = {.writer = writer, .context = context};
  const cp_sink sink = cp_sink_of(&binding);
  cp_arena arena;
  cp_arena_begin(&arena, cp_heap_allocator());
  const cp_status status = run_case(folder, into, options ? options : &usual, &arena, &sink);
  cp_arena_end(&arena);
  cp_float_end(before);
  return status;
}

cp_status cp_economy_measure(cp_economy_bench *bench) {
  CP_CHECK(bench && bench->n_region > 0 && bench->n_sector > 0 && bench->n_replica > 0, CP_BAD_USE);
  CP_CHECK(bench->n_step > 0 && bench->n_thread > 0 && bench->n_thread <= CP_ECONOMY_PARTS,
           CP_BAD_USE);
  const cp_measure_plan plan = {.n_region = bench->n_region,
                                .n_sector = bench->n_sector,
                                .n_replica = bench->n_replica,
                                .n_step = bench->n_step,
                                .n_thread = bench->n_thread,
                                .is_plain = bench->width == 1};
  const uint32_t before = cp_float_begin();
  cp_arena arena;
  cp_arena_begin(&arena, cp_heap_allocator());
  cp_measure measure = {0};
  const cp_status status = cp_measure_economy(&plan, &arena, &measure);
  cp_arena_end(&arena);
  cp_float_end(before);
  bench->seconds_table = measure.seconds_table;
  bench->seconds_step = measure.seconds_step;
  bench->seconds_ratio = measure.seconds_ratio;
  bench->bytes_table = measure.bytes_table;
  bench->bytes_peak = cp_machine_peak_bytes();
  bench->n_redo = (int32_t)measure.n_redo;
  bench->digest = measure.digest;
  bench->is_wide = measure.is_wide;
  return status;
}
