// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// How fast the economy is on this machine, against reading its table once.
#ifndef CP_STUDY_MEASURE_H
#define CP_STUDY_MEASURE_H

#include "base/arena.h"
#include "economy/economy.h"

typedef struct cp_measure {
  double seconds_table;  // median over the steps
  double seconds_step;
  double seconds_ratio;  // median of step over reading, each pair measured one after the other
  double bytes_table;
  int64_t n_redo;
  bool is_wide;
} cp_measure;

typedef struct cp_measure_plan {
  int32_t n_region, n_sector, n_replica, n_step, n_thread;
  bool is_plain;  // no wide vectors
} cp_measure_plan;

cp_status cp_measure_economy(const cp_measure_plan *plan, cp_arena *arena, cp_measure *measure);

// A row of a made-up table: flows and final demand of one supplier, and its output. Every industry buys a little of everything from
// everywhere, more at home; what industries do not buy, households do.
void cp_synthetic_row(int32_t n_region, int32_t n_sector, int32_t industry, double *z, double *y,
                      double *x);

#endif
