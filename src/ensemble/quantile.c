// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Sorting and order statistics. Values are finite; the results are functions of the multiset of
// values.
#include "ensemble/quantile.h"

#include <stdbool.h>
#include <string.h>

// Up to so many are sorted one by one; more of them byte by byte.
enum { FEW = 128, N_BYTE = 8, N_DIGIT = 256 };

// Each goes down to its place among those before it.
static void sort_few(double *value, int32_t n) {
  for (int32_t next = 1; next < n; next++) {
    const double moved = value[next];
    int32_t place = next;
    for (; place > 0 && value[place - 1] > moved; place--) value[place] = value[place - 1];
    value[place] = moved;
  }
}

// A whole number without sign that is in the order of the values: negative ones are turned over.
static uint64_t key_of(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits ^ ((0 - (bits >> 63)) | UINT64_C(1) << 63);
}

static int32_t digit_of(double value, int32_t byte) {
  return (int32_t)(key_of(value) >> (8 * byte) & 255);
}

// How often each digit occurs in each byte of the keys.
static void count_digits(const double *value, int32_t n, int32_t count[N_BYTE][N_DIGIT]) {
  memset(count, 0, sizeof(int32_t) * N_BYTE * N_DIGIT);
  for (int32_t place = 0; place < n; place++) {
    const uint64_t key = key_of(value[place]);
    for (int32_t byte = 0; byte < N_BYTE; byte++) count[byte][key >> (8 * byte) & 255]++;
  }
}

// Into `out` in the order of one byte; equal ones keep their order.
static void deal_out(const double *value, int32_t n, int32_t byte, const int32_t *count,
                     double *out) {
  int32_t start[N_DIGIT];
  for (int32_t digit = 0, before = 0; digit < N_DIGIT; digit++) {
    start[digit] = before;
    before += count[digit];
  }
  for (int32_t place = 0; place < n; place++)
    out[start[digit_of(value[place], byte)]++] = value[place];
}

static bool is_sorted(const double *value, int32_t n) {
  for (int32_t place = 1; place < n; place++)
    if (value[place - 1] > value[place]) return false;
  return true;
}

// Many are the same in every replica, and sorted as they come. Comparing is slow where its outcome cannot be foreseen, so many are dealt out
// by the bytes of their keys, the least first; a byte that is the same in all moves nothing.
void cp_sort_numbers(double *value, int32_t n, double *scratch) {
  if (is_sorted(value, n)) return;
  if (n <= FEW) {
    sort_few(value, n);
    return;
  }
  int32_t count[N_BYTE][N_DIGIT];
  count_digits(value, n, count);
  double *from = value, *to = scratch;
  for (int32_t byte = 0; byte < N_BYTE; byte++) {
    if (count[byte][digit_of(from[0], byte)] == n) continue;
    deal_out(from, n, byte, count[byte], to);
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
