// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Runs beside each other on the same random numbers: replica r of one against replica r of the other, so that what they share cancels.
// The standard error of a mean difference is that of the paired differences; beside it stands what two independent runs would give.
#ifndef CP_REPORT_COMPARE_H
#define CP_REPORT_COMPARE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/sink.h"
#include "report/catalog.h"
#include "report/summary.h"

// One run; all of it outlives the call.
typedef struct cp_compared {
  const char *name;
  const char *title;
  const cp_catalog *catalog;
  const cp_ensemble *ensemble;
  const cp_summary *summary;
} cp_compared;

// What is compared, by the name of --by.
typedef struct cp_measure_words {
  const char *name, *unit, *words;
  int32_t better;  // 1: more is better, -1: less, 0: neither
} cp_measure_words;

// How many measures there are for these runs, and the place of one by name, -1 none.
int32_t cp_compare_find(const char *name);

// Each run against the first, measure by measure, as text or JSON. CP_BAD_INPUT when their records differ in shape.
cp_status cp_compare_print(const cp_compared *run, int32_t n_run, bool is_json, cp_arena *arena,
                           const cp_sink *sink);

// The same as a list of levers, the strongest by measure `by` first.
cp_status cp_levers_print(const cp_compared *run, int32_t n_run, int32_t by, bool is_json,
                          cp_arena *arena, const cp_sink *sink);

// The measures' names, separated by commas.
cp_status cp_compare_names(const cp_sink *sink);

#endif
