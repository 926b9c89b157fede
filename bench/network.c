// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What a day of a network of millions of lanes (tests/harness/network.h) costs, and how much memory it takes.
//
//   network [--lanes COUNT] [--days COUNT] [--threads COUNT]
//
// The hash at the end does not depend on threads.
#define _POSIX_C_SOURCE 200809L
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/os/clock.h"
#include "base/os/heap.h"
#include "base/os/team.h"
#include "engine/engine.h"
#include "harness/network.h"
#include "model/crew.h"

static int64_t option(int n, char **word, const char *name, int64_t usual) {
  for (int at = 1; at + 1 < n; at += 2) {
    if (strcmp(word[at], name) == 0) return strtoll(word[at + 1], NULL, 10);
  }
  return usual;
}

static int by_size(const void *left, const void *right) {
  const double one = *(const double *)left, other = *(const double *)right;
  return (one > other) - (one < other);
}

// Seconds by phase.
typedef struct phase_times {
  double last;
  double *sum;
} phase_times;

static void watch(void *context, int32_t phase) {
  phase_times *times = context;
  const double now = cp_clock_seconds();
  times->sum[phase] += now - times->last;
  times->last = now;
}

int main(int n, char **word) {
  const int32_t n_day = (int32_t)option(n, word, "--days", 31);
  const int32_t n_thread = (int32_t)option(n, word, "--threads", 1);
  cp_model model;
  network_build(20250627, (int32_t)option(n, word, "--lanes", 1800000), n_day, &model);
  cp_arena arena;
  cp_arena_begin(&arena, cp_heap_allocator());
  cp_team *team = NULL;
  if (cp_team_begin(&team, &arena, n_thread) != CP_OK) return 1;
  const cp_crew crew = {cp_team_size(team), cp_team_run, team};
  cp_engine engine;
  cp_engine_begin(&model, network_room(cp_engine_bytes(&model)), 1, 0, 1, NULL, &engine);
  engine.state.crew = &crew;
  double *took = network_room(sizeof *took * (size_t)n_day);
  phase_times times = {.sum = calloc((size_t)cp_n_phase, sizeof(double))};
  double sum = 0.0;
  for (int32_t day = 0; day < n_day; day++) {
    const double began = cp_clock_seconds();
    times.last = began;
    if (cp_engine_step_watched(&engine, watch, &times) != CP_OK) return 1;
    took[day] = 1e3 * (cp_clock_seconds() - began);
    sum += took[day];
  }
  const cp_audit audit = cp_engine_audit(&engine);
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  qsort(took, (size_t)n_day, sizeof *took, by_size);
  printf("lanes %d inputs %d firms %d gates %d threads %d\n", model.n_lane, model.n_input,
         model.n_firm, model.n_gate, crew.n_part);
  printf("ms_a_day mean %.1f median %.1f worst %.1f\n", sum / n_day, took[n_day / 2],
         took[n_day - 1]);
  for (int32_t phase = 0; phase < cp_n_phase; phase++)
    printf("%s%s %.1f", phase > 0 ? ", " : "phases ", cp_phases[phase].name,
           1e3 * times.sum[phase] / n_day);
  printf("\n");
  printf("bytes model %zu replica %zu together %zu resident %ld\n", model.blob_bytes,
         cp_engine_bytes(&model), model.blob_bytes + cp_engine_bytes(&model), use.ru_maxrss * 1024);
  printf("audit %s applications %.0f hash %016llx\n",
         cp_audit_is_clean(&audit) ? "clean" : "NOT CLEAN", engine.state.live[0],
         (unsigned long long)cp_engine_hash(&engine));
  cp_team_end(team);
  cp_arena_end(&arena);
  return cp_audit_is_clean(&audit) ? 0 : 1;
}
