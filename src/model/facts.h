// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Dated acts, which are sorted by day.
#ifndef CP_MODEL_FACTS_H
#define CP_MODEL_FACTS_H

#include "model/model.h"

// The first act on or after a day, n_fact when there is none.
static inline int32_t cp_fact_first(const cp_model *model, int32_t day) {
  int32_t low = 0;
  int32_t high = model->n_fact;
  while (low < high) {
    const int32_t middle = low + (high - low) / 2;
    if (model->fact_day[middle] < day) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

#endif
