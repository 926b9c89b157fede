// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Builds a synthetic economy row by row, so that the table is in memory once, shocks each replica otherwise, and measures steps, each
// beside one look at all bytes of the table with as many threads.

#include "study/measure.h"

#include "base/os/clock.h"
#include "base/os/team.h"
#include "economy/sample.h"

enum { WARM = 2 };

// --- reading the table once ----------------------------------------------------------------------

typedef double quad __attribute__((vector_size(32), aligned(16)));

typedef struct reading {
  const double *from;
  int64_t n;
  int32_t n_part;
  double sum[CP_ECONOMY_PARTS];  // so that nothing is left out
} reading;

static void read_part(void *job, int32_t part) {
  reading *work = job;
  const int64_t n_line = work->n / 16;
  const int64_t first = n_line * part / work->n_part, end = n_line * (part + 1) / work->n_part;
  const quad *at = (const quad *)work->from + first * 4;
  quad a = {0}, b = {0}, c = {0}, d = {0};
  for (int64_t line = first; line < end; line++, at += 4)
    a += at[0], b += at[1], c += at[2], d += at[3];
  const quad sum = a + b + (c + d);
  work->sum[part] = sum[0] + sum[1] + sum[2] + sum[3];
}

// --- the economy ---------------------------------------------------------------------------------

static cp_status build(const cp_measure_plan *plan, int32_t n_part, cp_arena *arena,
                       cp_economy *economy) {
  double *days = CP_ARENA_ARRAY(arena, double, 2 * (int64_t)plan->n_sector);
  if (days == NULL) return CP_NO_MEMORY;
  const cp_economy_spec spec =
      cp_sample_spec(plan->n_region, plan->n_sector, plan->n_replica, days);
  const size_t bytes = cp_economy_bytes(&spec, n_part);
  if (bytes == 0) return CP_OVERFLOW;
  const int64_t n_row = (int64_t)plan->n_region * plan->n_sector + plan->n_region;
  double *row = CP_ARENA_ARRAY(arena, double, n_row);
  void *memory = cp_arena_take(arena, bytes);
  if (!row || !memory) return CP_NO_MEMORY;
  cp_economy_begin(economy, &spec, n_part, memory);
  if (plan->is_plain) economy->level = CP_LEVEL_BASE;
  cp_sample_fill(economy, row);
  return CP_OK;
}

static cp_status step(cp_economy *economy, const cp_hands *hands) {
  CP_TRY(cp_economy_produce(economy));
  return cp_economy_order(economy, hands);
}

static double median(double *value, int32_t n) {
  for (int32_t end = 1; end < n; end++) {
    for (int32_t at = end; at > 0 && value[at] < value[at - 1]; at--) {
      const double larger = value[at - 1];
      value[at - 1] = value[at];
      value[at] = larger;
    }
  }
  return n % 2 ? value[n / 2] : 0.5 * (value[n / 2 - 1] + value[n / 2]);
}

static cp_status measure_steps(const cp_measure_plan *plan, cp_economy *economy,
                               const cp_hands *hands, cp_arena *arena, cp_measure *measure) {
  double *table = CP_ARENA_ARRAY(arena, double, plan->n_step);
  double *steps = CP_ARENA_ARRAY(arena, double, plan->n_step);
  double *ratio = CP_ARENA_ARRAY(arena, double, plan->n_step);
  if (!table || !steps || !ratio) return CP_NO_MEMORY;
  reading work = {.from = economy->z,
                  .n = (int64_t)economy->spec.n_sector * economy->n_column * economy->spec.n_region,
                  .n_part = hands->n_part};
  for (int32_t at = -WARM; at < plan->n_step; at++) {
    const double start = cp_clock_seconds();
    hands->run(hands->context, read_part, &work);
    const double middle = cp_clock_seconds();
    if (at == 0) economy->n_redo = 0;
    CP_TRY(step(economy, hands));
    const double end = cp_clock_seconds();
    if (at < 0) continue;
    table[at] = middle - start;
    steps[at] = end - middle;
    ratio[at] = steps[at] / table[at];
  }
  measure->seconds_table = median(table, plan->n_step);
  measure->seconds_step = median(steps, plan->n_step);
  measure->seconds_ratio = median(ratio, plan->n_step);
  measure->bytes_table = (double)work.n * sizeof(double);
  measure->digest = cp_sample_digest(economy);
  measure->n_redo = economy->n_redo;
  measure->is_wide = economy->level == CP_LEVEL_AVX2;
  return CP_OK;
}

cp_status cp_measure_economy(const cp_measure_plan *plan, cp_arena *arena, cp_measure *measure) {
  cp_economy economy;
  cp_team *team = NULL;
  CP_TRY(cp_team_begin(&team, arena, plan->n_thread));
  const cp_hands hands = {cp_team_size(team), cp_team_run, team};
  cp_status status = build(plan, hands.n_part, arena, &economy);
  if (status == CP_OK) {
    cp_sample_shock(&economy);
    status = measure_steps(plan, &economy, &hands, arena, measure);
  }
  cp_team_end(team);
  return status;
}
