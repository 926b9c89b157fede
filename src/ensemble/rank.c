// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Ranks and rank correlation; see rank.h. Sums go through the values in their given order, and ranks are whole numbers, so
// nothing is rounded before the last two steps for any number of values below some 100,000.
#include "ensemble/rank.h"

#include <string.h>

// Merge the sorted runs [from, middle) and [middle, to); equal values keep their order.
static void merge(const double *value, const int32_t *order, int32_t from, int32_t middle,
                  int32_t to, int32_t *out) {
  int32_t left = from, right = middle;
  for (int32_t place = from; place < to; place++) {
    const int is_left = left < middle && (right >= to || value[order[left]] <= value[order[right]]);
    out[place] = is_left ? order[left++] : order[right++];
  }
}

void cp_order_numbers(const double *value, int32_t n, int32_t *order, int32_t *scratch) {
  int32_t *from = order, *to = scratch;
  for (int32_t place = 0; place < n; place++) order[place] = place;
  for (int64_t width = 1; width < n; width *= 2) {
    for (int64_t start = 0; start < n; start += 2 * width) {
      const int64_t middle = start + width < n ? start + width : n;
      const int64_t end = start + 2 * width < n ? start + 2 * width : n;
      merge(value, from, (int32_t)start, (int32_t)middle, (int32_t)end, to);
    }
    int32_t *swap = from;
    from = to;
    to = swap;
  }
  if (from != order) memcpy(order, from, sizeof *order * (size_t)n);
}

void cp_ranks(const double *value, const int32_t *order, int32_t n, double *rank) {
  for (int32_t from = 0, to = 0; from < n; from = to) {
    while (to < n && value[order[to]] == value[order[from]]) to++;
    // ranks from + 1 .. to have the mean (from + 1 + to) / 2
    const double shared = (double)from + to - n;
    for (int32_t place = from; place < to; place++) rank[order[place]] = shared;
  }
}

double cp_rank_correlation(const double *left, const double *right, int32_t n) {
  double both = 0, of_left = 0, of_right = 0;
  for (int32_t place = 0; place < n; place++) {
    both += left[place] * right[place];
    of_left += left[place] * left[place];
    of_right += right[place] * right[place];
  }
  if (of_left <= 0 || of_right <= 0) return 0;
  const double rho = both / __builtin_sqrt(of_left * of_right);
  return rho > 1 ? 1 : rho < -1 ? -1 : rho;
}

double cp_rank_error(double n) { return n < 2 ? 1 : 1 / __builtin_sqrt(n - 1); }
