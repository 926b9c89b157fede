// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Carry, ration and split: nothing lost, nobody favoured, also near 2^53.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "num/philox.h"
#include "num/share.h"

static double unit_at(uint32_t n) {
  const cp_random random = {.seed = 5};
  return cp_random_unit(&random, 6, 7, 8, n);
}

// Serves whole claims from `total`, as a shelf does; returns what was given out.
static double ration_all(double total, const double *claim, int32_t n, int32_t turn, double *out) {
  double claims = 0.0;
  for (int32_t at = 0; at < n; at++) claims += claim[at];
  const double given = total < claims ? total : claims;
  double remaining = given;
  const int32_t start = cp_split_start(n, turn);
  for (int32_t step = 0; step < n; step++) {
    const int32_t at = (start + step) % n;
    out[at] = cp_ration(claim[at], &remaining, &claims);
  }
  return given;
}

static void a_carried_rate_loses_nothing(void **state) {
  (void)state;
  double carry = 0.0, made = 0.0;
  for (int day = 1; day <= 3000; day++) {
    made += cp_carry(33.3, &carry);
    assert_true(carry >= 0.0 && carry < 1.0);
    assert_true(fabs(made + carry - 33.3 * day) < 1e-6);
  }
  assert_true(made == 99900.0 || made == 99899.0);
}

static void three_buyers_of_one_unit_a_day_get_a_hundred_each(void **state) {
  (void)state;
  const double claim[3] = {1.0, 1.0, 1.0};
  double sum[3] = {0.0}, out[3];
  for (int day = 0; day < 300; day++) {
    assert_true(ration_all(1.0, claim, 3, day, out) == 1.0);
    for (int buyer = 0; buyer < 3; buyer++) sum[buyer] += out[buyer];
  }
  for (int buyer = 0; buyer < 3; buyer++) assert_true(sum[buyer] == 100.0);
}

static void a_split_starts_within_its_members(void **state) {
  (void)state;
  for (int32_t n = 1; n < 9; n++) {
    for (int32_t turn = -20; turn < 20; turn++) {
      const int32_t start = cp_split_start(n, turn);
      assert_true(start >= 0 && start < n);
      assert_true(cp_split_start(n, turn + 1) == (start + 1) % n);
    }
  }
  assert_true(cp_split_start(0, 7) == 0);
}

// Claims of all sizes whose sum is near 2^53 at most, and totals from nothing to everything.
static void rationing_is_exact(void **state) {
  (void)state;
  uint32_t draw = 0;
  for (int trial = 0; trial < 20000; trial++) {
    double claim[12], out[12], claims = 0.0, sum = 0.0;
    const int n = 1 + (int)(unit_at(draw++) * 12.0);
    const double largest = floor(ldexp(1.0, (int)(unit_at(draw++) * 50.0)) * (1.0 - 0x1p-20));
    for (int buyer = 0; buyer < n; buyer++) {
      claim[buyer] = unit_at(draw++) < 0.2 ? 0.0 : floor(unit_at(draw++) * largest);
      claims += claim[buyer];
    }
    const double part = trial % 3 == 0 ? 1.0 - unit_at(draw++) * 1e-9 : unit_at(draw++) * 1.2;
    const double total = floor(claims * part);
    const double given = ration_all(total, claim, n, trial, out);
    for (int buyer = 0; buyer < n; buyer++) {
      assert_true(out[buyer] >= 0.0 && out[buyer] <= claim[buyer]);
      assert_true(out[buyer] == floor(out[buyer]));
      sum += out[buyer];
    }
    assert_true(sum == given && given == (total < claims ? total : claims));
  }
}

// One claim near 2^53, where remaining x want / claims is off by one either way: all of the total
// goes to it.
static void a_single_claim_takes_all(void **state) {
  (void)state;
  for (uint32_t trial = 0; trial < 20000; trial++) {
    const double claim = 0x1p52 + floor(unit_at(2 * trial) * 0x1p52);
    const double total = floor(unit_at(2 * trial + 1) * claim);
    double out = -1.0;
    assert_true(ration_all(total, &claim, 1, trial, &out) == total && out == total);
  }
}

// No one is more than n units from the exact part while the arithmetic is exact.
static void rationing_is_proportional(void **state) {
  (void)state;
  const double claim[4] = {100.0, 200.0, 300.0, 400.0};
  double out[4];
  for (int turn = 0; turn < 8; turn++) {
    for (double total = 0.0; total <= 1000.0; total += 7.0) {
      ration_all(total, claim, 4, turn, out);
      for (int buyer = 0; buyer < 4; buyer++) {
        assert_true(fabs(out[buyer] - total * claim[buyer] / 1000.0) < 3.0);
      }
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_carried_rate_loses_nothing),
      cmocka_unit_test(three_buyers_of_one_unit_a_day_get_a_hundred_each),
      cmocka_unit_test(rationing_is_exact),
      cmocka_unit_test(a_single_claim_takes_all),
      cmocka_unit_test(rationing_is_proportional),
      cmocka_unit_test(a_split_starts_within_its_members)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
