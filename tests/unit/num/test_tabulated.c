// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Tables against the laws they came from, and samples against the tables.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "num/elementary.h"
#include "num/philox.h"
#include "num/tabulated.h"

enum { room = 4095, n_draw = 400000 };

static uint32_t bits_at(uint32_t n) {
  const cp_random random = {.seed = 11};
  return cp_random_bits(&random, 2, 3, 4, n);
}

static void assert_near(double found, double expected, double error) {
  if (!(fabs(found - expected) <= error)) {
    fail_msg("found %.17g, expected %.17g within %g", found, expected, error);
  }
}

static const cp_duration durations[] = {
    {.law = CP_DURATION_FIXED, .middle = 45.0, .most = INT32_MAX},
    {.law = CP_DURATION_UNIFORM, .low = 3.0, .high = 9.0, .most = INT32_MAX},
    {.law = CP_DURATION_TRIANGLE, .low = 20.0, .middle = 30.0, .high = 60.0, .most = INT32_MAX},
    {.law = CP_DURATION_LOGNORMAL, .middle = 30.0, .high = 75.0, .most = INT32_MAX},
    {.law = CP_DURATION_LOGNORMAL, .middle = 30.0, .high = 75.0, .least = 10, .most = 45},
    {.law = CP_DURATION_EXPONENTIAL, .middle = 12.0, .most = INT32_MAX},
    {.law = CP_DURATION_GEOMETRIC, .middle = 7.0, .most = INT32_MAX}};

enum { n_duration = sizeof durations / sizeof durations[0] };

static void samples_have_the_tables_moments(void **state) {
  (void)state;
  for (int law = 0; law < n_duration; law++) {
    uint32_t threshold[room];
    cp_table table;
    double clipped = -1.0;
    assert_int_equal(cp_table_build(&table, &durations[law], threshold, room, &clipped), CP_OK);
    assert_true(clipped == 0.0);
    double sum = 0.0, squares = 0.0;
    for (uint32_t n = 0; n < n_draw; n++) {
      const double value = cp_table_sample(&table, bits_at(n));
      sum += value;
      squares += value * value;
    }
    const double mean = cp_table_mean(&table);
    const double second = cp_table_second_moment(&table);
    assert_near(sum / n_draw, mean, 1e-12 + 4.0 * sqrt((second - mean * mean) / n_draw));
    assert_near(squares / n_draw, second, 0.03 * second);
  }
}

// The binary search agrees with counting, also at and beside every threshold.
static void sampling_counts_thresholds(void **state) {
  (void)state;
  uint32_t threshold[room];
  for (int32_t n_threshold = 0; n_threshold < 70; n_threshold++) {
    for (int32_t place = 0; place < n_threshold; place++) {
      threshold[place] = (uint32_t)place / 3 * 1000 + 5;
    }
    for (uint32_t bits = 0; bits < 25000; bits += bits % 1000 < 8 ? 1 : 99) {
      int32_t counted = 0;
      for (int32_t place = 0; place < n_threshold; place++) {
        counted += threshold[place] <= bits;
      }
      assert_int_equal(cp_thresholds_below(threshold, n_threshold, bits), counted);
    }
  }
}

static void known_laws_have_their_means(void **state) {
  (void)state;
  uint32_t threshold[room];
  cp_table table;
  assert_int_equal(cp_table_build(&table, &durations[0], threshold, room, NULL), CP_OK);
  assert_true(table.n_value == 1 && cp_table_sample(&table, 0xffffffff) == 45);
  assert_int_equal(cp_table_build(&table, &durations[1], threshold, room, NULL), CP_OK);
  assert_true(table.first == 3 && table.n_value == 7);
  assert_near(cp_table_mean(&table), 6.0, 1e-8);
  assert_near(cp_table_second_moment(&table), 40.0, 1e-7);
  assert_int_equal(cp_table_build(&table, &durations[2], threshold, room, NULL), CP_OK);
  assert_near(cp_table_mean(&table), 110.0 / 3.0, 0.02);
  assert_int_equal(cp_table_build(&table, &durations[6], threshold, room, NULL), CP_OK);
  assert_true(table.first == 1);
  assert_near(cp_table_mean(&table), 7.0, 1e-6);
  assert_near(cp_table_second_moment(&table), 91.0, 1e-4);
}

static void lognormal_keeps_median_and_ninetieth_percentile(void **state) {
  (void)state;
  uint32_t threshold[room];
  cp_table table;
  assert_int_equal(cp_table_build(&table, &durations[3], threshold, room, NULL), CP_OK);
  assert_true(cp_table_cdf(&table, 29) < 0.5 && cp_table_cdf(&table, 30) > 0.5);
  assert_true(cp_table_cdf(&table, 74) < 0.9 && cp_table_cdf(&table, 75) > 0.9);
  const double sigma = log(2.5) / 1.2815515655446004;
  assert_near(cp_table_mean(&table), 30.0 * exp(sigma * sigma / 2.0), 0.01);
  assert_int_equal(cp_table_build(&table, &durations[4], threshold, room, NULL), CP_OK);
  assert_true(cp_table_sample(&table, 0) == 10 && cp_table_sample(&table, 0xffffffff) == 45);
  assert_true(cp_table_cdf(&table, 45) == 1.0 && cp_table_cdf(&table, 44) < 0.8);
}

static void a_tail_without_room_is_counted(void **state) {
  (void)state;
  uint32_t threshold[20];
  cp_table table;
  double clipped = 0.0;
  assert_int_equal(cp_table_build(&table, &durations[5], threshold, 20, &clipped), CP_OK);
  assert_true(table.n_value == 21);
  assert_near(clipped, exp(-20.5 / 12.0), 1e-9);
}

static void wrong_parameters_are_refused(void **state) {
  (void)state;
  uint32_t threshold[20];
  cp_table table;
  const cp_duration wrong[] = {
      {.law = CP_DURATION_LOGNORMAL, .middle = 30.0, .high = 20.0, .most = 99},
      {.law = CP_DURATION_GEOMETRIC, .middle = 0.5, .most = 99},
      {.law = CP_DURATION_TRIANGLE, .low = 5.0, .middle = 4.0, .high = 9.0, .most = 99},
      {.law = CP_DURATION_EXPONENTIAL, .middle = NAN, .most = 99},
      {.law = CP_DURATION_FIXED, .middle = 5.0, .least = 9, .most = 8}};
  for (int law = 0; law < 5; law++) {
    assert_int_equal(cp_table_build(&table, &wrong[law], threshold, 20, NULL), CP_BAD_INPUT);
  }
}

static void quantile_tables_keep_mean_and_median(void **state) {
  (void)state;
  static double edge[CP_QUANTILES_LARGE + 1];
  cp_quantiles sizes;
  assert_int_equal(cp_quantiles_build(&sizes, CP_SIZE_LOGNORMAL, 800.0, 6.0, edge, 4096), CP_OK);
  const double sigma = log(6.0) / 1.2815515655446004;
  const double mean = 800.0 * exp(sigma * sigma / 2.0);
  assert_near(cp_quantiles_mean(&sizes), mean, 1e-3 * mean);
  assert_near(cp_quantiles_value(&sizes, 0x80000000), 800.0, 1e-9);
  assert_near(cp_quantiles_value(&sizes, (uint32_t)(0.9 * 0x1p32)), 4800.0, 1.0);
  assert_int_equal(cp_quantiles_build(&sizes, CP_SIZE_EXPONENTIAL, 100.0, 0.0, edge, 1024), CP_OK);
  assert_near(cp_quantiles_mean(&sizes), 100.0 / log(2.0), 0.02);
  assert_near(cp_quantiles_second_moment(&sizes), 2.0 * pow(100.0 / log(2.0), 2.0), 60.0);
  assert_int_equal(cp_quantiles_build(&sizes, CP_SIZE_PARETO, 100.0, 2.5, edge, 4096), CP_OK);
  const double least = 100.0 / pow(2.0, 0.4);
  assert_near(cp_quantiles_mean(&sizes), least * 2.5 / 1.5, 0.1);
  assert_int_equal(cp_quantiles_build(&sizes, CP_SIZE_UNIFORM, 100.0, 40.0, edge, 1024), CP_OK);
  assert_near(cp_quantiles_second_moment(&sizes), 10000.0 + 1600.0 / 12.0, 1e-6);
  assert_int_equal(cp_quantiles_build(&sizes, CP_SIZE_PARETO, 100.0, 1.0, edge, 1024),
                   CP_BAD_INPUT);
  assert_int_equal(cp_quantiles_build(&sizes, CP_SIZE_FIXED, 1.0, 1.0, edge, 1000), CP_BAD_USE);
}

static void rounded_samples_have_the_stated_moments(void **state) {
  (void)state;
  static double edge[CP_QUANTILES_SMALL + 1];
  cp_quantiles sizes;
  assert_int_equal(cp_quantiles_build(&sizes, CP_SIZE_LOGNORMAL, 5.0, 3.0, edge, 1024), CP_OK);
  double sum = 0.0, squares = 0.0;
  for (uint32_t n = 0; n < n_draw; n++) {
    const double value = cp_quantiles_sample(&sizes, bits_at(n));
    assert_true(value == floor(value) && value >= 0.0);
    sum += value;
    squares += value * value;
  }
  const double mean = cp_quantiles_sample_mean(&sizes);
  const double second = cp_quantiles_sample_second_moment(&sizes);
  assert_true(mean < cp_quantiles_mean(&sizes) - 0.45);
  assert_near(sum / n_draw, mean, 4.0 * sqrt((second - mean * mean) / n_draw));
  assert_near(squares / n_draw, second, 0.05 * second);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(samples_have_the_tables_moments),
      cmocka_unit_test(sampling_counts_thresholds),
      cmocka_unit_test(known_laws_have_their_means),
      cmocka_unit_test(lognormal_keeps_median_and_ninetieth_percentile),
      cmocka_unit_test(a_tail_without_room_is_counted),
      cmocka_unit_test(wrong_parameters_are_refused),
      cmocka_unit_test(quantile_tables_keep_mean_and_median),
      cmocka_unit_test(rounded_samples_have_the_stated_moments)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
