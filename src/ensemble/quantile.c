// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Sorting and order statistics. Values are finite; the results are functions of the multiset of
// values.
#include "ensemble/quantile.h"

#include <string.h>

// Merge the sorted runs [from, middle) and [middle, to).
static void merge(const double *value, int32_t from, int32_t middle, int32_t to, double *out) {
  int32_t left = from, right = middle;
  for (int32_t place = from; place < to; place++) {
    const int is_left = left < middle && (right >= to || value[left] <= value[right]);
    out[place] = is_left ? value[left++] : value[right++];
  }
}

void cp_sort_numbers(double *value, int32_t n, double *scratch) {
  double *from = value, *to = scratch;
  for (int64_t width = 1; width < n; width *= 2) {
    for (int64_t start = 0; start < n; start += 2 * width) {
      const int64_t middle = start + width < n ? start + width : n;
      const int64_t end = start + 2 * width < n ? start + 2 * width : n;
      merge(from, (int32_t)start, (int32_t)middle, (int32_t)end, to);
    }
    double *swap = from;
    from = to;
    to = swap;
  }
  if (from != value) memcpy(value, from, sizeof *value * (size_t)n);
}

double cp_quantile(const double *sorted, int32_t n, double level) {
  const double share = level < 0 ? 0 : level > 1 ? 1 : level;
  const double place = share * (n - 1);
  const int32_t below = (int32_t)place;
  if (below >= n - 1) return sorted[n - 1];
  return sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
}

double cp_quantile_error(const double *sorted, int32_t n, double level, double n_free) {
  if (n < 2 || n_free < 1) return 0;
  const double step = __builtin_sqrt(level * (1 - level) / n_free);
  return (cp_quantile(sorted, n, level + step) - cp_quantile(sorted, n, level - step)) / 2;
}

double cp_mean(const double *value, int32_t n) {
  double sum = 0;
  for (int32_t place = 0; place < n; place++) sum += value[place];
  return n > 0 ? sum / n : 0;
}

double cp_mean_error(const double *value, int32_t n, double n_free) {
  if (n < 2 || n_free < 1) return 0;
  const double mean = cp_mean(value, n);
  double sum = 0;
  for (int32_t place = 0; place < n; place++) {
    const double off = value[place] - mean;
    sum += off * off;
  }
  return __builtin_sqrt(sum / (n - 1) / n_free);
}
