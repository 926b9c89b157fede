// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Another episode under the same regime: gallium and germanium, 2023. Almost nothing leaves for two months after the control, half of the
// old level is first passed in the fifth month, and the months that customs published lie inside the bands.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/date.h"
#include "harness/replica.h"
#include "observe/record.h"

enum { N_REPLICA = 400, FEBRUARY = 1, BASE_MONTHS = 5, AUGUST = 7, N_MONTH = 8 };

static replica test;
static double *records;  // [N_REPLICA] records
static int32_t length;

// Tonnes of both metals in a month of the run (0: January 2023) in a replica.
static double tonnes(int32_t number, int32_t month) {
  const cp_series series = cp_series_at(&test.model, CP_SERIES_shipped);
  double sum = 0.0;
  for (int32_t entity = 0; entity < series.n_entity; entity++)
    sum += records[(int64_t)number * length + series.offset + entity * series.n_date + month];
  return sum;
}

// The level before the control was announced: the mean month from February to June 2023.
static double base_level(int32_t number) {
  double sum = 0.0;
  for (int32_t on = 0; on < BASE_MONTHS; on++) sum += tonnes(number, FEBRUARY + on);
  return sum / BASE_MONTHS;
}

static int by_size(const void *left, const void *right) {
  const double a = *(const double *)left, b = *(const double *)right;
  return a < b ? -1 : a > b;
}

static double quantile(double value[N_REPLICA], double level) {
  qsort(value, N_REPLICA, sizeof *value, by_size);
  return value[(int32_t)(level * (N_REPLICA - 1))];
}

static double share_of_base(int32_t on, double level) {
  double value[N_REPLICA];
  for (int32_t number = 0; number < N_REPLICA; number++)
    value[number] = tonnes(number, AUGUST + on) / base_level(number);
  return quantile(value, level);
}

// The first month after the control, counted from 1, in which half of the old level is passed.
static double first_half(int32_t number) {
  for (int32_t on = 0; on < 12; on++) {
    if (tonnes(number, AUGUST + on) > 0.5 * base_level(number)) return on + 1;
  }
  return 13;
}

// Tonnes of August 2023 to March 2024 as customs published them, both metals (observations.csv), over the mean month of 2022 (94.44 t and
// 43.67 t in the year).
static const double observed[N_MONTH] = {0.0, 0.001, 0.898, 2.251, 10.393, 2.509, 3.96, 4.42};
static const double old_level = (94.44 + 43.67) / 12.0;

static void nothing_leaves_for_two_months(void **state) {
  (void)state;
  for (int32_t on = 0; on < 2; on++) {
    const double median = share_of_base(on, 0.5);
    printf("month %d: median %.3f of the old level\n", on + 1, median);
    assert_true(median < 0.10);
  }
  assert_true(share_of_base(2, 0.5) < 0.30);
}

static void half_of_the_old_level_is_first_passed_in_the_fifth_month(void **state) {
  (void)state;
  double month[N_REPLICA];
  for (int32_t number = 0; number < N_REPLICA; number++) month[number] = first_half(number);
  const double median = quantile(month, 0.5);
  printf("half first passed in month %g [%g .. %g]\n", median, quantile(month, 0.1),
         quantile(month, 0.9));
  assert_true(median == 5.0);
}

static void published_months_lie_inside_the_bands(void **state) {
  (void)state;
  int32_t n_inside = 0;
  for (int32_t on = 0; on < N_MONTH; on++) {
    const double low = share_of_base(on, 0.05), high = share_of_base(on, 0.95);
    const double share = observed[on] / old_level;
    const int is_inside = share >= low - 0.01 && share <= high;
    n_inside += is_inside;
    printf("month %d: observed %.2f   median %.2f [%.2f .. %.2f]%s\n", on + 1, share,
           share_of_base(on, 0.5), low, high, is_inside ? "" : "   outside");
  }
  assert_true(n_inside == N_MONTH);
}

static int begin(void **state) {
  (void)state;
  replica_begin(&test, "scenarios/gallium-germanium-2023", 1, 0);
  length = cp_record_length(&test.model);
  records = calloc((size_t)length * N_REPLICA, sizeof *records);
  const int32_t until = cp_day_from(2024, 9, 30);
  for (uint32_t number = 0; records && number < N_REPLICA; number++) {
    double *record = records + (int64_t)number * length;
    replica_again(&test, 1, number);
    cp_record_begin(&test.engine, record);
    while (test.engine.state.day[0] < until) {
      if (cp_engine_step(&test.engine) != CP_OK) return -1;
      cp_record_day(&test.engine, record);
    }
    cp_record_end(&test.engine, record);
  }
  if (!records) return -1;
  return 0;
}

static int end(void **state) {
  (void)state;
  free(records);
  replica_end(&test);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_leaves_for_two_months),
      cmocka_unit_test(half_of_the_old_level_is_first_passed_in_the_fifth_month),
      cmocka_unit_test(published_months_lie_inside_the_bands),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
