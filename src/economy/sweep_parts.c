// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The work around the tiles of the pass: what is gathered per product before them and scattered after.

#include "economy/sweep_close.h"

enum { FOLD = 8, PAIR = 2, SCRATCH = FOLD + PAIR };

static double *scratch_of(const cp_economy *economy, int32_t replica, int32_t part) {
  const int64_t at = (int64_t)part * economy->spec.n_replica + replica;
  return economy->part_scratch + at * economy->spec.n_region * SCRATCH;
}

void cp_sweep_gather(const cp_economy *economy, int32_t product, int32_t replica, int32_t part) {
  const int32_t n_region = economy->spec.n_region, n_sector = economy->spec.n_sector;
  const int64_t base = (int64_t)replica * economy->n_column + product;
  double *fold = scratch_of(economy, replica, part);
  double *pair = fold + (int64_t)n_region * FOLD;
  for (int32_t region = 0; region < n_region; region++) {
    const int64_t industry = base + (int64_t)region * n_sector;
    pair[PAIR * region] = economy->served[industry] * economy->weight[industry];
    pair[PAIR * region + 1] = economy->next_weight[industry];
  }
  for (int32_t sum = 0; sum < n_region * FOLD; sum++) fold[sum] = 0.0;
}

void cp_sweep_scatter(const cp_economy *economy, int32_t product, int32_t replica, int32_t part) {
  const int32_t n_region = economy->spec.n_region, n_sector = economy->spec.n_sector;
  const int64_t base = (int64_t)replica * economy->n_column + product;
  const double *fold = scratch_of(economy, replica, part);
  for (int32_t region = 0; region < n_region; region++, fold += FOLD) {
    const int64_t industry = base + (int64_t)region * n_sector;
    const double sum =
        ((fold[0] + fold[1]) + (fold[2] + fold[3])) + ((fold[4] + fold[5]) + (fold[6] + fold[7]));
    economy->orders[industry] = economy->next_weight[industry] * sum;
  }
}

void cp_limit_critical(const cp_economy *economy, int32_t product, int32_t first,
                       const double *stock, double *least, double *least_half) {
  const int32_t n_sector = economy->spec.n_sector;
  const double *critical = economy->critical + (int64_t)product * n_sector;
  const double *a = economy->a + (int64_t)product * economy->n_column + first;
  int32_t sector = first % n_sector;
  for (int32_t column = 0; column < CP_TILE; column++) {
    const double weight = critical[sector];
    sector = sector + 1 < n_sector ? sector + 1 : 0;
    if (!cp_economy_is_used(economy, a[column]) || weight == 0.0) continue;
    const double allows = stock[column] / (a[column] * economy->hold[product]);
    double *lowest = weight == 1.0 ? least : least_half;
    if (allows < lowest[column]) lowest[column] = allows;
  }
}

void cp_limit_any(const cp_economy *economy, int32_t product, int32_t first, const double *stock,
                  double *least, double *least_half) {
  if (economy->critical) {
    cp_limit_critical(economy, product, first, stock, least, least_half);
    return;
  }
  const double *a = economy->a + (int64_t)product * economy->n_column + first;
  for (int32_t column = 0; column < CP_TILE; column++) {
    if (!cp_economy_is_used(economy, a[column])) continue;
    const double allows = stock[column] / (a[column] * economy->hold[product]);
    if (allows < least[column]) least[column] = allows;
  }
}
