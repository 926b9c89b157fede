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
  uint64_t digest;  // of the first replica's last step (economy/sample.h)
  int64_t n_redo;
  bool is_wide;
} cp_measure;

typedef struct cp_measure_plan {
  int32_t n_region, n_sector, n_replica, n_step, n_thread;
  bool is_plain;  // no wide vectors
} cp_measure_plan;

cp_status cp_measure_economy(const cp_measure_plan *plan, cp_arena *arena, cp_measure *measure);

#endif
