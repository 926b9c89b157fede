// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Ranks and rank correlation against closed forms and values worked out by hand.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "ensemble/rank.h"
#include "num/philox.h"

enum { MOST = 500 };

static void rank(const double *value, int32_t n, double *out) {
  int32_t order[MOST], scratch[MOST];
  cp_order_numbers(value, n, order, scratch);
  cp_ranks(value, order, n, out);
}

static double rho_of(const double *left, const double *right, int32_t n) {
  double left_rank[MOST], right_rank[MOST];
  rank(left, n, left_rank);
  rank(right, n, right_rank);
  return cp_rank_correlation(left_rank, right_rank, n);
}

static void order_is_ascending_and_keeps_equals_in_place(void **state) {
  (void)state;
  const double value[] = {3, 1, 2, 1, 3, 1};
  const int32_t expected[] = {1, 3, 5, 2, 0, 4};
  int32_t order[6], scratch[6];
  cp_order_numbers(value, 6, order, scratch);
  assert_memory_equal(order, expected, sizeof expected);
}

// Ranks of 10 20 20 30 are 1, 2.5, 2.5, 4: doubled about their mean -3, 0, 0, 3.
static void equal_values_share_the_mean_of_their_ranks(void **state) {
  (void)state;
  const double value[] = {20, 10, 30, 20}, expected[] = {0, -3, 3, 0};
  double out[4];
  rank(value, 4, out);
  assert_memory_equal(out, expected, sizeof expected);
}

static void monotone_functions_have_rho_one(void **state) {
  (void)state;
  const cp_random random = {.seed = 3};
  double value[MOST], rising[MOST], falling[MOST];
  for (int32_t n = 2; n <= MOST; n += 83) {
    for (int32_t at = 0; at < n; at++) {
      value[at] = cp_random_unit(&random, 1, (uint32_t)n, 0, (uint32_t)at);
      rising[at] = exp(9 * value[at]) - 4;
      falling[at] = 1 / value[at];
    }
    assert_true(rho_of(value, rising, n) == 1);
    assert_true(rho_of(value, falling, n) == -1);
  }
}

// Without equal values rho = 1 - 6 sum d^2 / (n (n^2 - 1)).
static void without_equals_it_is_spearmans_formula(void **state) {
  (void)state;
  // ranks 1 2 3 4 5 and 2 1 4 3 5: sum d^2 = 4, rho = 1 - 24 / 120
  const double left[] = {0.1, 0.4, 0.5, 7, 8}, right[] = {20, 10, 40, 30, 50};
  assert_true(fabs(rho_of(left, right, 5) - 0.8) < 1e-15);
}

// Ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4: 4.5 / sqrt(4.5 x 5).
static void with_equals_it_is_the_correlation_of_mean_ranks(void **state) {
  (void)state;
  const double left[] = {1, 2, 2, 3}, right[] = {1, 2, 3, 4};
  assert_true(fabs(rho_of(left, right, 4) - 4.5 / sqrt(22.5)) < 1e-15);
}

static void what_does_not_vary_has_no_correlation(void **state) {
  (void)state;
  const double left[] = {5, 5, 5}, right[] = {1, 2, 3};
  assert_true(rho_of(left, right, 3) == 0);
  assert_true(rho_of(right, left, 3) == 0);
}

// All 24 orders of four values: rho has mean 0 and variance 1/3 exactly, also when two values are equal.
static void error_is_that_of_all_permutations(void **state) {
  (void)state;
  for (int32_t has_equals = 0; has_equals < 2; has_equals++) {
    const double left[] = {1, 2, 3, has_equals ? 3 : 4};
    double sum = 0, squares = 0;
    int32_t n = 0;
    for (int32_t code = 0; code < 256; code++) {
      const double right[] = {code % 4, code / 4 % 4, code / 16 % 4, code / 64};
      const int seen =
          1 << (int)right[0] | 1 << (int)right[1] | 1 << (int)right[2] | 1 << (int)right[3];
      if (seen != 15) continue;
      const double rho = rho_of(left, right, 4);
      sum += rho;
      squares += rho * rho;
      n++;
    }
    assert_int_equal(n, 24);
    assert_true(fabs(sum) < 1e-12);
    assert_true(fabs(sqrt(squares / n) - cp_rank_error(4)) < 1e-12);
  }
  assert_true(cp_rank_error(1) == 1);
  assert_true(cp_rank_error(101) == 0.1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(order_is_ascending_and_keeps_equals_in_place),
      cmocka_unit_test(equal_values_share_the_mean_of_their_ranks),
      cmocka_unit_test(monotone_functions_have_rho_one),
      cmocka_unit_test(without_equals_it_is_spearmans_formula),
      cmocka_unit_test(with_equals_it_is_the_correlation_of_mean_ranks),
      cmocka_unit_test(what_does_not_vary_has_no_correlation),
      cmocka_unit_test(error_is_that_of_all_permutations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
