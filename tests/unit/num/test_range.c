// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Quantiles of uncertain parameters: the points that the author gave, and order.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "num/range.h"

static void ends_and_points_are_those_given(void **state) {
  (void)state;
  assert_true(cp_range_quantile(CP_SHAPE_FIXED, 1.0, 2.0, 3.0, 0.9) == 2.0);
  assert_true(cp_range_quantile(CP_SHAPE_UNIFORM, 1.0, 2.0, 3.0, 0.25) == 1.5);
  assert_true(fabs(cp_range_quantile(CP_SHAPE_TRIANGLE, 0.0, 1.0, 4.0, 0.25) - 1.0) < 1e-15);
  assert_true(cp_range_quantile(CP_SHAPE_TRIANGLE, 2.0, 2.0, 2.0, 0.3) == 2.0);
  const cp_shape shapes[3] = {CP_SHAPE_NORMAL, CP_SHAPE_LOGNORMAL, CP_SHAPE_LOGITNORMAL};
  for (int shape = 0; shape < 3; shape++) {
    assert_true(fabs(cp_range_quantile(shapes[shape], 0.1, 0.2, 0.7, 0.05) - 0.1) < 1e-15);
    assert_true(fabs(cp_range_quantile(shapes[shape], 0.1, 0.2, 0.7, 0.5) - 0.2) < 1e-15);
    assert_true(fabs(cp_range_quantile(shapes[shape], 0.1, 0.2, 0.7, 0.95) - 0.7) < 1e-14);
  }
}

static void quantiles_never_fall(void **state) {
  (void)state;
  for (int shape = CP_SHAPE_FIXED; shape <= CP_SHAPE_LOGITNORMAL; shape++) {
    double last = -INFINITY;
    for (int step = 1; step < 2000; step++) {
      const double value = cp_range_quantile((cp_shape)shape, 0.1, 0.3, 0.8, step / 2000.0);
      assert_true(value >= last);
      last = value;
    }
  }
}

static void validity_knows_the_domain(void **state) {
  (void)state;
  assert_true(cp_range_is_valid(CP_SHAPE_TRIANGLE, 1.0, 1.0, 2.0));
  assert_true(cp_range_is_valid(CP_SHAPE_LOGITNORMAL, 0.1, 0.5, 0.9));
  assert_false(cp_range_is_valid(CP_SHAPE_UNIFORM, 2.0, 1.0, 3.0));
  assert_false(cp_range_is_valid(CP_SHAPE_LOGNORMAL, 0.0, 1.0, 2.0));
  assert_false(cp_range_is_valid(CP_SHAPE_LOGITNORMAL, 0.1, 0.5, 1.0));
  assert_false(cp_range_is_valid(CP_SHAPE_NORMAL, NAN, 1.0, 2.0));
  assert_false(cp_range_is_valid(CP_SHAPE_FIXED, 0.0, INFINITY, 0.0));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(ends_and_points_are_those_given),
                                     cmocka_unit_test(quantiles_never_fall),
                                     cmocka_unit_test(validity_knows_the_domain)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
