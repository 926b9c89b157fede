// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Sobol points: strata in every dimension, the net of the first two, moments.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "num/sobol.h"

enum { n_dimension = CP_SOBOL_MOST_DIMENSIONS };

static uint32_t directions[CP_SOBOL_BITS * n_dimension];

static int make_directions(void **state) {
  (void)state;
  return cp_sobol_directions(n_dimension, directions) == CP_OK ? 0 : -1;
}

// 2^k points, one in each interval of length 2^-k, wherever the run of points starts.
static void assert_stratified(int32_t dimension, int k, uint32_t first, uint64_t seed) {
  uint8_t is_hit[1 << 12] = {0};
  for (uint32_t index = 0; index < 1u << k; index++) {
    const uint32_t point = cp_sobol_point(directions, dimension, first + index, seed) >> (32 - k);
    assert_false(is_hit[point]);
    is_hit[point] = 1;
  }
}

static void every_dimension_is_stratified(void **state) {
  (void)state;
  for (int32_t dimension = 0; dimension < n_dimension; dimension++) {
    assert_stratified(dimension, 1, 0, 9);
    assert_stratified(dimension, 5, 32, 9);
    assert_stratified(dimension, 10, 0, 9);
    assert_stratified(dimension, 12, 3u << 12, 77);
  }
}

// 2^k points, one in each box 2^-a x 2^-(k-a), for all a: a (0, k, 2)-net in base 2, also after
// scrambling.
static void first_two_dimensions_are_a_net(void **state) {
  (void)state;
  for (int k = 1; k <= 10; k++) {
    for (int a = 1; a < k; a++) {
      uint8_t is_hit[1 << 10] = {0};
      for (uint32_t index = 0; index < 1u << k; index++) {
        const uint32_t across = cp_sobol_point(directions, 0, index, 5) >> (32 - a);
        const uint32_t up = cp_sobol_point(directions, 1, index, 5) >> (32 - (k - a));
        const uint32_t box = across << (k - a) | up;
        assert_false(is_hit[box]);
        is_hit[box] = 1;
      }
    }
  }
}

static void plain_points_are_the_classic_ones(void **state) {
  (void)state;
  const uint32_t van_der_corput[4] = {0, 0x80000000u, 0x40000000u, 0xC0000000u};
  for (uint32_t index = 0; index < 4; index++) {
    assert_int_equal(cp_sobol_plain(directions, 0, index), van_der_corput[index]);
  }
  assert_int_equal(cp_sobol_plain(directions, 1, 2), 0xC0000000u);
  assert_int_equal(cp_sobol_plain(directions, 1, 3), 0x40000000u);
}

enum { n_point = 1024, n_tight = 64 };

static double point_at(int32_t dimension, uint32_t index) {
  return cp_sobol_point(directions, dimension, index, 3) * 0x1p-32 - 0.5;
}

// The mean of scrambled points is close to 1/2 far beyond chance.
static void moments_are_right(void **state) {
  (void)state;
  for (int32_t dimension = 0; dimension < n_dimension; dimension++) {
    double sum = 0.0, squares = 0.0;
    for (uint32_t index = 0; index < n_point; index++) {
      const double x = point_at(dimension, index);
      sum += x;
      squares += x * x;
    }
    assert_true(fabs(sum / n_point) < 1e-4);
    assert_true(fabs(squares / n_point - 1.0 / 12.0) < 1e-4);
  }
}

// No pair among the first 64 is correlated beyond 0.15 in 1024 points; on average pairs are closer
// to independence than random points, whose correlation would be 1/32.
static void early_dimensions_are_not_correlated(void **state) {
  (void)state;
  static double point[n_tight][n_point];
  double worst = 0.0, squares = 0.0;
  for (int32_t dimension = 0; dimension < n_tight; dimension++) {
    for (uint32_t index = 0; index < n_point; index++) {
      point[dimension][index] = point_at(dimension, index);
    }
    for (int32_t other = 0; other < dimension; other++) {
      double sum = 0.0;
      for (uint32_t index = 0; index < n_point; index++) {
        sum += point[dimension][index] * point[other][index];
      }
      const double correlation = fabs(12.0 * sum / n_point);
      worst = correlation > worst ? correlation : worst;
      squares += correlation * correlation;
    }
  }
  const double typical = sqrt(squares / (n_tight * (n_tight - 1) / 2));
  print_message("correlation of pairs: worst %.3f, typical %.4f\n", worst, typical);
  assert_true(worst < 0.15 && typical < 1.0 / 32.0);
}

static void seeds_and_dimensions_give_other_scrambles(void **state) {
  (void)state;
  int n_same_seed = 0, n_same_dimension = 0;
  for (uint32_t index = 0; index < 256; index++) {
    const uint32_t point = cp_sobol_point(directions, 4, index, 1) >> 24;
    n_same_seed += point == cp_sobol_point(directions, 4, index, 2) >> 24;
    n_same_dimension += point == cp_sobol_point(directions, 5, index, 1) >> 24;
  }
  assert_true(n_same_seed < 20 && n_same_dimension < 20);
}

static void more_dimensions_change_no_earlier_one(void **state) {
  (void)state;
  uint32_t few[CP_SOBOL_BITS * 20];
  assert_int_equal(cp_sobol_directions(20, few), CP_OK);
  assert_memory_equal(few, directions, sizeof few);
  assert_int_equal(cp_sobol_directions(257, few), CP_BAD_USE);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_dimension_is_stratified),
                                     cmocka_unit_test(first_two_dimensions_are_a_net),
                                     cmocka_unit_test(plain_points_are_the_classic_ones),
                                     cmocka_unit_test(moments_are_right),
                                     cmocka_unit_test(early_dimensions_are_not_correlated),
                                     cmocka_unit_test(seeds_and_dimensions_give_other_scrambles),
                                     cmocka_unit_test(more_dimensions_change_no_earlier_one)};
  return cmocka_run_group_tests(tests, make_directions, NULL);
}
