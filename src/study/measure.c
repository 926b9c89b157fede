// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Builds a synthetic economy row by row, so that the table is in memory once, shocks each replica otherwise, and measures steps, each
// beside one look at all bytes of the table with as many threads.

#include "study/measure.h"

#include "base/os/clock.h"
#include "base/os/team.h"

enum { WARM = 2 };

// A number in [0, 1) that depends on both arguments only.
static double noise(uint32_t one, uint32_t other) {
  uint64_t mixed = (uint64_t)one << 32 | other;
  mixed = (mixed ^ mixed >> 31) * 0x9E3779B97F4A7C15u;
  mixed = (mixed ^ mixed >> 29) * 0xBF58476D1CE4E5B9u;
  return (double)(mixed >> 11) * 0x1p-53;
}

void cp_synthetic_row(int32_t n_region, int32_t n_sector, int32_t industry, double *z, double *y,
                      double *x) {
  const int32_t n_industry = n_region * n_sector, home = industry / n_sector;
  double sum = 0.0;
  for (int32_t user = 0; user < n_industry; user++) {
    const double near = user / n_sector == home ? 8.0 : 1.0;
    z[user] = near * noise((uint32_t)industry, (uint32_t)user);
    sum += z[user];
  }
  for (int32_t region = 0; region < n_region; region++) {
    const double near = region == home ? 8.0 : 1.0;
    y[region] =
        near * sum / (double)(n_region + 7) * (1.0 + noise((uint32_t)region, (uint32_t)industry));
  }
  *x = sum;
  for (int32_t region = 0; region < n_region; region++) *x += y[region];
}

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
  cp_economy_spec spec = cp_economy_default(plan->n_region, plan->n_sector, 1);
  spec.n_replica = plan->n_replica;
  spec.rule = CP_INPUT_ARIO;
  const int32_t n_industry = plan->n_region * plan->n_sector;
  double *days = CP_ARENA_ARRAY(arena, double, 2 * (int64_t)plan->n_sector);
  double *z = CP_ARENA_ARRAY(arena, double, n_industry);
  double *y = CP_ARENA_ARRAY(arena, double, plan->n_region);
  const size_t bytes = cp_economy_bytes(&spec, n_part);
  if (bytes == 0) return CP_OVERFLOW;
  void *memory = cp_arena_take(arena, bytes);
  if (!days || !z || !y || !memory) return CP_NO_MEMORY;
  for (int32_t sector = 0; sector < plan->n_sector; sector++) {
    days[sector] = 90.0;
    days[plan->n_sector + sector] = 60.0;
  }
  spec.stock_days = days;
  spec.restore_days = days + plan->n_sector;
  cp_economy_begin(economy, &spec, n_part, memory);
  if (plan->is_plain) economy->level = CP_LEVEL_BASE;
  for (int32_t industry = 0; industry < n_industry; industry++) {
    double x;
    cp_synthetic_row(plan->n_region, plan->n_sector, industry, z, y, &x);
    cp_economy_take_row(economy, industry, z, y, x);
  }
  cp_economy_finish(economy);
  return CP_OK;
}

// Each replica loses a share of its own in every third sector, so that stocks and orders move.
static void shock(cp_economy *economy) {
  for (int32_t replica = 0; replica < economy->spec.n_replica; replica++) {
    double *loss = economy->loss + (int64_t)replica * economy->n_column;
    for (int32_t industry = 0; industry < economy->n_industry; industry += 3) {
      loss[industry] = 0.1 + 0.3 * noise((uint32_t)replica, (uint32_t)industry);
    }
  }
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
    shock(&economy);
    status = measure_steps(plan, &economy, &hands, arena, measure);
  }
  cp_team_end(team);
  return status;
}
