// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Risk, what is left, and levels of a sample against values worked out by hand, a search, and the exponential distribution.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "decide/newsvendor.h"

enum { MOST = 20000 };

static const double few[] = {0, 0, 10, 20, 40};
static const cp_lack five = {few, 5, 5};

static void risk_counts_what_is_beyond(void **state) {
  (void)state;
  assert_true(cp_lack_risk(&five, 0).value == 0.6);
  assert_true(cp_lack_risk(&five, 10).value == 0.4);
  assert_true(cp_lack_risk(&five, 39.9).value == 0.2);
  assert_true(cp_lack_risk(&five, 40).value == 0);
  // 3 of 5 with two more on either side are 5 of 9, none of 5 is 2 of 9
  assert_true(fabs(cp_lack_risk(&five, 0).error - sqrt(5.0 / 9 * 4 / 9 / 9)) < 1e-15);
  assert_true(fabs(cp_lack_risk(&five, 40).error - sqrt(2.0 / 9 * 7 / 9 / 9)) < 1e-15);
}

// Beyond 10 days 0, 0, 0, 10, 30 are left: mean 8, sum of squares 1000 - 5 x 64.
static void what_is_left_is_a_mean_with_its_error(void **state) {
  (void)state;
  const cp_estimate left = cp_lack_left(&five, 10);
  assert_true(left.value == 8);
  assert_true(fabs(left.error - sqrt(680.0 / 4 / 5)) < 1e-12);
  assert_true(cp_lack_left(&five, 40).value == 0 && cp_lack_left(&five, 40).error == 0);
}

static void replicas_that_share_a_point_count_once(void **state) {
  (void)state;
  const cp_lack shared = {few, 5, 2.5};
  assert_true(fabs(cp_lack_left(&shared, 0).error / cp_lack_left(&five, 0).error - sqrt(2)) <
              1e-12);
  assert_true(cp_lack_risk(&shared, 0).error > cp_lack_risk(&five, 0).error);
}

static void levels_are_the_least_that_cover_enough(void **state) {
  (void)state;
  assert_true(cp_lack_level(&five, 0).value == 0);
  assert_true(cp_lack_level(&five, 0.4).value == 0);
  assert_true(cp_lack_level(&five, 0.41).value == 10);
  assert_true(cp_lack_level(&five, 0.6).value == 10);
  assert_true(cp_lack_level(&five, 0.8).value == 20);
  assert_true(cp_lack_level(&five, 1).value == 40);
  for (double risk = 0; risk <= 1; risk += 1.0 / 64) {
    const double level = cp_lack_level(&five, 1 - risk).value;
    assert_true(cp_lack_risk(&five, level).value <= risk);
  }
}

static void nothing_is_held_that_costs_more_than_lacking(void **state) {
  (void)state;
  assert_true(cp_critical_fractile(1, 4) == 0.75);
  assert_true(cp_critical_fractile(0, 4) == 1);
  assert_true(cp_critical_fractile(4, 4) == 0);
  assert_true(cp_critical_fractile(5, 4) == 0);
  assert_true(cp_critical_fractile(0, 0) == 0);
}

// No other level has a lower expected cost.
static void the_fractile_has_the_least_cost(void **state) {
  (void)state;
  const double lacking = 3;
  for (double holding = 0.1; holding < 4; holding += 0.17) {
    const double best = cp_lack_level(&five, cp_critical_fractile(holding, lacking)).value;
    const double least = holding * best + lacking * cp_lack_left(&five, best).value;
    for (double held = 0; held <= 50; held += 0.25) {
      const double cost = holding * held + lacking * cp_lack_left(&five, held).value;
      assert_true(cost >= least - 1e-12);
    }
  }
}

// Of an exponential lack with mean m, P(D > q) = exp(-q/m), E[(D - q)+] = m exp(-q/m), and the cheapest is m log(p / h).
static void exponential_lack_has_its_closed_form(void **state) {
  (void)state;
  static double value[MOST];
  const double mean = 30, holding = 1, lacking = 20;
  for (int32_t at = 0; at < MOST; at++) value[at] = -mean * log(1 - (at + 0.5) / MOST);
  const cp_lack lack = {value, MOST, MOST};
  assert_true(fabs(cp_lack_risk(&lack, 45).value - exp(-1.5)) < 1e-4);
  assert_true(fabs(cp_lack_left(&lack, 45).value - mean * exp(-1.5)) < 1e-2);
  const double level = cp_lack_level(&lack, cp_critical_fractile(holding, lacking)).value;
  assert_true(fabs(level - mean * log(lacking / holding)) < 0.05);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(risk_counts_what_is_beyond),
      cmocka_unit_test(what_is_left_is_a_mean_with_its_error),
      cmocka_unit_test(replicas_that_share_a_point_count_once),
      cmocka_unit_test(levels_are_the_least_that_cover_enough),
      cmocka_unit_test(nothing_is_held_that_costs_more_than_lacking),
      cmocka_unit_test(the_fractile_has_the_least_cost),
      cmocka_unit_test(exponential_lack_has_its_closed_form),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
