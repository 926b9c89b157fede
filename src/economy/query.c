// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What can be asked about a step once it is produced.

#include "economy/economy.h"
#include "economy/sweep_close.h"

void cp_economy_limiting(const cp_economy *economy, int32_t replica, int32_t *n_limiting) {
  const double *possible = economy->possible + (int64_t)replica * economy->n_column;
  const int32_t n_sector = economy->spec.n_sector;
  for (int32_t user = 0; user < economy->n_industry; user++) n_limiting[user] = 0;
  for (int32_t sector = 0; sector < n_sector; sector++) {
    const double *a = economy->a + (int64_t)sector * economy->n_column;
    for (int32_t user = 0; user < economy->n_industry; user++) {
      const double stock = cp_economy_stock(economy, replica, sector, user);
      const double need = possible[user] * a[user] * economy->hold[sector];
      const bool counts = !economy->critical ||
                          economy->critical[(int64_t)sector * n_sector + user % n_sector] > 0.0;
      if (counts && cp_economy_is_used(economy, a[user]) && stock < need) n_limiting[user]++;
    }
  }
}

void cp_economy_unmet(const cp_economy *economy, int32_t replica, double *by_consumer,
                      double *by_supplier) {
  const double *served = economy->served + (int64_t)replica * economy->n_column;
  for (int32_t consumer = 0; consumer < economy->n_consumer; consumer++) {
    by_consumer[consumer] = 0.0;
  }
  for (int32_t industry = 0; industry < economy->n_industry; industry++) {
    const double *final = economy->final + (int64_t)industry * economy->n_consumer;
    double sum = 0.0;
    for (int32_t consumer = 0; consumer < economy->n_consumer; consumer++) {
      const double unmet = final[consumer] - served[industry] * final[consumer];
      by_consumer[consumer] += unmet;
      sum += unmet;
    }
    by_supplier[industry] = sum;
  }
}
