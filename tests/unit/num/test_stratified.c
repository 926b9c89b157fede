// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Laws of stratified points: one in each interval, other names tell nothing about one another, the same numbers for ever.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "num/stratified.h"

enum { N_POINT = 1024, N_ENTITY = 60 };

static void each_interval_gets_one_of_an_aligned_block(void **state) {
  (void)state;
  for (uint32_t entity = 0; entity < 40; entity++) {
    for (uint32_t bits = 1; bits <= 10; bits++) {
      const uint32_t n = 1u << bits;
      for (uint32_t block = 0; block < 3; block++) {
        uint8_t seen[N_POINT] = {0};
        for (uint32_t index = 0; index < n; index++) {
          const uint32_t point = cp_stratified(7, entity * 2654435761u, block * n + index);
          seen[point >> (32 - bits)]++;
        }
        for (uint32_t interval = 0; interval < n; interval++) assert_int_equal(seen[interval], 1);
      }
    }
  }
}

static void names_tell_nothing_about_one_another(void **state) {
  (void)state;
  static double point[N_ENTITY][N_POINT];
  for (uint32_t entity = 0; entity < N_ENTITY; entity++) {
    for (uint32_t index = 0; index < N_POINT; index++) {
      point[entity][index] = cp_stratified(1, entity, index) * 0x1p-32 - 0.5;
    }
  }
  // Pairs of neighbouring points lie in opposite halves, so products come in pairs, too: the spread is 1.23 / sqrt(1024) = 0.038 and the
  // largest of 1770 pairs about 0.13. Names that depended on one another would stand out far above.
  double largest = 0.0, squares = 0.0;
  int32_t n = 0;
  for (int32_t one = 0; one < N_ENTITY; one++) {
    for (int32_t other = 0; other < one; other++) {
      double sum = 0.0;
      for (int32_t index = 0; index < N_POINT; index++)
        sum += point[one][index] * point[other][index];
      const double correlation = 12.0 * sum / N_POINT;
      if (fabs(correlation) > largest) largest = fabs(correlation);
      squares += correlation * correlation;
      n++;
    }
  }
  assert_true(largest < 0.19);
  const double typical = sqrt(squares / n);
  assert_true(typical > 0.030 && typical < 0.045);
}

static void mean_is_that_of_the_interval(void **state) {
  (void)state;
  for (uint32_t entity = 0; entity < 20; entity++) {
    double sum = 0.0;
    for (uint32_t index = 0; index < N_POINT; index++)
      sum += cp_stratified(3, entity, index) * 0x1p-32;
    assert_true(fabs(sum / N_POINT - 0.5) < 0.002);  // plain draws would miss by 0.009
  }
}

static void seed_and_name_count(void **state) {
  (void)state;
  assert_true(cp_stratified(1, 2, 3) != cp_stratified(2, 2, 3));
  assert_true(cp_stratified(1, 2, 3) != cp_stratified(1, 3, 3));
  assert_true(cp_stratified(1, 2, 3) != cp_stratified(1, 2, 4));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(each_interval_gets_one_of_an_aligned_block),
                                     cmocka_unit_test(names_tell_nothing_about_one_another),
                                     cmocka_unit_test(mean_is_that_of_the_interval),
                                     cmocka_unit_test(seed_and_name_count)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
