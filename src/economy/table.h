// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A multi-regional input-output table as the kernel takes it: numbers only, annual, in one unit of money. Industries are region-major:
// industry = region * n_sector + sector; final consumers likewise, consumer = region * n_category + category. Whoever reads a table keeps
// the labels. The arrays belong to him and must live until the economy has been built.
//
//   z [supplier][user]      z[i * n_industry + f]: what f buys from i in a year
//   y [supplier][consumer]  y[i * n_consumer + c]
//   x [industry]            output of a year
#ifndef CP_ECONOMY_TABLE_H
#define CP_ECONOMY_TABLE_H

#include <stdint.h>

typedef struct cp_io_table {
  int32_t n_region;
  int32_t n_sector;
  int32_t n_category;  // of final demand, in each region
  const double *z;     // [n_industry][n_industry]
  const double *y;     // [n_industry][n_region * n_category]
  const double *x;     // [n_industry]
} cp_io_table;

static inline int32_t cp_io_table_industries(const cp_io_table *table) {
  return table->n_region * table->n_sector;
}

static inline int32_t cp_io_table_consumers(const cp_io_table *table) {
  return table->n_region * table->n_category;
}

#endif
