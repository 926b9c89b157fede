// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Shares, means and levels of a sorted sample; see newsvendor.h.
#include "decide/newsvendor.h"

#include "ensemble/quantile.h"

// How many values are at most `held`.
static int32_t count_covered(const cp_lack *lack, double held) {
  int32_t from = 0, to = lack->n;
  while (from < to) {
    const int32_t middle = from + (to - from) / 2;
    if (lack->sorted[middle] <= held) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  return from;
}

cp_estimate cp_lack_risk(const cp_lack *lack, double held) {
  const double share = (double)(lack->n - count_covered(lack, held)) / lack->n;
  const double n = lack->n_free + 4, likely = (share * lack->n_free + 2) / n;
  return (cp_estimate){share, __builtin_sqrt(likely * (1 - likely) / n)};
}

cp_estimate cp_lack_left(const cp_lack *lack, double held) {
  double sum = 0, squares = 0;
  const int32_t first = count_covered(lack, held);
  for (int32_t place = first; place < lack->n; place++) sum += lack->sorted[place] - held;
  const double mean = sum / lack->n;
  for (int32_t place = first; place < lack->n; place++) {
    const double off = lack->sorted[place] - held - mean;
    squares += off * off;
  }
  squares += first * mean * mean;
  const double error = lack->n < 2 ? 0 : __builtin_sqrt(squares / (lack->n - 1) / lack->n_free);
  return (cp_estimate){mean, error};
}

double cp_critical_fractile(double holding, double lacking) {
  return holding < lacking ? (lacking - holding) / lacking : 0;
}

cp_estimate cp_lack_level(const cp_lack *lack, double fractile) {
  int32_t n_covered = (int32_t)(fractile * lack->n);
  // the least whole number that is not below it, whatever the product was rounded to
  while (n_covered < lack->n && (double)n_covered / lack->n < fractile) n_covered++;
  if (n_covered == 0) return (cp_estimate){0, 0};
  return (cp_estimate){lack->sorted[n_covered - 1],
                       cp_quantile_error(lack->sorted, lack->n, fractile, lack->n_free)};
}
