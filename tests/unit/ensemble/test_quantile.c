// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Sorting, quantiles and their errors against values worked out by hand and against a repeated experiment.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ensemble/quantile.h"
#include "num/philox.h"

enum { MOST = 1000 };

static int compare(const void *left, const void *right) {
  const double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

static void any_sample_is_sorted(void **state) {
  (void)state;
  const cp_random random = {.seed = 7};
  double value[MOST], expected[MOST], scratch[MOST];
  for (int32_t n = 1; n <= MOST; n += 37) {
    for (int32_t at = 0; at < n; at++) {
      // coarse, so that values repeat; of both signs
      value[at] = floor(40 * cp_random_unit(&random, 1, (uint32_t)n, 0, (uint32_t)at)) - 20;
      if (n % 2 == 0) value[at] *= 1e-9 * (at + 1);
      value[at] += 0.0;
    }
    memcpy(expected, value, sizeof value);
    qsort(expected, (size_t)n, sizeof *expected, compare);
    cp_sort_numbers(value, n, scratch);
    assert_memory_equal(value, expected, sizeof *value * (size_t)n);
  }
}

static void quantiles_lie_between_order_statistics(void **state) {
  (void)state;
  const double sorted[] = {10, 20, 30, 50};
  assert_true(cp_quantile(sorted, 4, 0) == 10);
  assert_true(cp_quantile(sorted, 4, 1) == 50);
  assert_true(cp_quantile(sorted, 4, 0.5) == 25);
  assert_true(cp_quantile(sorted, 4, 0.75) == 35);
  assert_true(cp_quantile(sorted, 4, 2) == 50);
  assert_true(cp_quantile(sorted, 1, 0.3) == 10);
}

static void mean_and_its_error(void **state) {
  (void)state;
  const double value[] = {2, 4, 4, 4, 5, 5, 7, 9};
  assert_true(cp_mean(value, 8) == 5);
  // the variance is 32 / 7
  assert_true(fabs(cp_mean_error(value, 8, 8) - sqrt(32.0 / 7 / 8)) < 1e-15);
  assert_true(cp_mean_error(value, 1, 1) == 0);
}

// The median of n normal numbers scatters by 1.2533 / sqrt(n).
static void error_of_a_median_is_what_repetition_shows(void **state) {
  (void)state;
  enum { TRIALS = 400, N = 400 };
  const cp_random random = {.seed = 11};
  double median[TRIALS], value[N], scratch[N], told = 0;
  for (int32_t trial = 0; trial < TRIALS; trial++) {
    for (int32_t at = 0; at < N; at++) {
      const double angle =
          2 * acos(-1) * cp_random_unit(&random, 1, (uint32_t)trial, 0, 2u * (uint32_t)at);
      const double radius =
          sqrt(-2 * log(cp_random_unit(&random, 1, (uint32_t)trial, 0, 2u * (uint32_t)at + 1)));
      value[at] = radius * cos(angle);
    }
    cp_sort_numbers(value, N, scratch);
    median[trial] = cp_quantile(value, N, 0.5);
    told += cp_quantile_error(value, N, 0.5, N) / TRIALS;
  }
  const double seen = cp_mean_error(median, TRIALS, 1);
  assert_true(fabs(told / seen - 1) < 0.15);
  assert_true(fabs(told / (1.2533 / sqrt(N)) - 1) < 0.1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(any_sample_is_sorted),
      cmocka_unit_test(quantiles_lie_between_order_statistics),
      cmocka_unit_test(mean_and_its_error),
      cmocka_unit_test(error_of_a_median_is_what_repetition_shows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
