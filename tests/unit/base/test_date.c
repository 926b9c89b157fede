// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Days, dates and working days.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/calendar.h"
#include "base/date.h"

static int32_t day_of(const char *text) {
  int32_t day = 0;
  assert_int_equal(cp_day_parse(cp_text_of(text), &day), CP_OK);
  return day;
}

// Every day of 10,000 years follows the one before.
static void days_and_dates_are_inverse(void **state) {
  (void)state;
  assert_int_equal(cp_day_from(1970, 1, 1), 0);
  int32_t day = cp_day_from(1, 1, 1);
  for (int32_t year = 1; year <= 9999; year++) {
    const int leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    assert_int_equal(cp_day_from(year, 12, 31) - cp_day_from(year, 1, 1), 364 + leap);
    for (const int32_t end = day + 365 + leap; day < end; day++) {
      const cp_date date = cp_day_split(day);
      assert_int_equal(date.year, year);
      assert_true(cp_day_is_valid(date.year, date.month, date.day));
      assert_int_equal(cp_day_from(date.year, date.month, date.day), day);
    }
  }
}

static void known_days(void **state) {
  (void)state;
  assert_int_equal(day_of("2000-03-01"), 11017);
  assert_int_equal(cp_weekday(0), 3);
  assert_int_equal(cp_weekday(-1), 2);
  assert_int_equal(cp_weekday(day_of("2025-04-04")), 4);
  assert_int_equal(cp_weekday(day_of("1600-01-01")), 5);
  assert_int_equal(cp_month_index(day_of("2025-05-31")), 55 * 12 + 4);
  assert_int_equal(cp_month_index(day_of("1969-12-31")), -1);
  assert_int_equal(cp_month_first(-1), day_of("1969-12-01"));
  assert_int_equal(cp_month_length(cp_month_index(day_of("2024-02-10"))), 29);
  assert_int_equal(cp_day_add_months(day_of("2025-01-31"), 1), day_of("2025-02-28"));
  assert_int_equal(cp_day_add_months(day_of("2025-06-11"), 6), day_of("2025-12-11"));
  assert_int_equal(cp_day_add_months(day_of("2024-02-29"), -12), day_of("2023-02-28"));
}

static void wrong_dates_are_refused(void **state) {
  (void)state;
  static const char *const wrong[] = {"2025-02-30",
                                      "2023-02-29",
                                      "1900-02-29",
                                      "2025-13-01",
                                      "2025-00-10",
                                      "2025-1-01",
                                      "25-01-01",
                                      "2025-01-01 ",
                                      "2025/01/01",
                                      "2025-01-0x",
                                      "0000-01-01",
                                      "+025-01-01",
                                      ""};
  int32_t day = 77;
  for (size_t text = 0; text < sizeof wrong / sizeof wrong[0]; text++) {
    assert_int_equal(cp_day_parse(cp_text_of(wrong[text]), &day), CP_BAD_INPUT);
  }
  assert_int_equal(day, 77);
  int32_t month = 0;
  assert_int_equal(cp_month_parse(CP_TEXT("2025-13"), &month), CP_BAD_INPUT);
  assert_int_equal(cp_month_parse(CP_TEXT("2025-05"), &month), CP_OK);
  assert_int_equal(cp_month_first(month), day_of("2025-05-01"));
}

static void days_are_written_in_three_ways(void **state) {
  (void)state;
  char out[20];
  assert_string_equal(cp_day_format(day_of("2025-06-03"), out), "2025-06-03");
  assert_string_equal(cp_day_words(day_of("2025-06-03"), out), "3 Jun 2025");
  assert_string_equal(cp_day_words_weekday(day_of("2025-06-27"), out), "Fri 27 Jun 2025");
  assert_string_equal(cp_month_format(cp_month_index(day_of("2025-06-27")), out), "2025-06");
  assert_string_equal(cp_day_format(day_of("0007-01-09"), out), "0007-01-09");
}

enum { n_day = 365 };

// China's holidays and make-up days from 1 January to 10 June 2025 (State Council notice, published
// 2024-11-12; shared/data/calendars.csv).
static cp_calendar make_china(int32_t *prefix, int32_t *nth) {
  const int32_t new_year = day_of("2025-01-01");
  const int32_t spring = day_of("2025-01-28");
  const int32_t holiday[] = {new_year,
                             spring,
                             spring + 1,
                             spring + 2,
                             spring + 3,
                             spring + 4,
                             spring + 5,
                             spring + 6,
                             spring + 7,
                             day_of("2025-04-04"),
                             day_of("2025-04-05"),
                             day_of("2025-04-06"),
                             day_of("2025-05-01"),
                             day_of("2025-05-02"),
                             day_of("2025-05-03"),
                             day_of("2025-05-04"),
                             day_of("2025-05-05"),
                             day_of("2025-05-31"),
                             day_of("2025-06-01"),
                             day_of("2025-06-02"),
                             day_of("1999-01-01")};
  const int32_t makeup[] = {day_of("2025-01-26"), day_of("2025-02-08"), day_of("2025-04-27")};
  const cp_calendar_rules rules = {.rest = CP_REST_SATURDAY_SUNDAY,
                                   .holiday = holiday,
                                   .n_holiday = sizeof holiday / sizeof holiday[0],
                                   .makeup = makeup,
                                   .n_makeup = 3};
  cp_calendar calendar;
  assert_int_equal(cp_calendar_build(&calendar, new_year, n_day, &rules, prefix, nth), CP_OK);
  return calendar;
}

static void review_of_45_working_days_from_4_april_ends_on_11_june(void **state) {
  (void)state;
  int32_t prefix[n_day + 1], nth[n_day + 1];
  const cp_calendar china = make_china(prefix, nth);
  assert_int_equal(cp_calendar_add(&china, day_of("2025-04-04"), 45), day_of("2025-06-11"));
  assert_int_equal(cp_calendar_add(&china, day_of("2025-04-04"), 1), day_of("2025-04-07"));
  assert_int_equal(cp_calendar_between(&china, day_of("2025-04-04"), day_of("2025-06-11")), 45);
  assert_true(cp_calendar_is_working(&china, day_of("2025-04-27")));
  assert_false(cp_calendar_is_working(&china, day_of("2025-05-01")));
  assert_false(cp_calendar_is_working(&china, day_of("2025-06-07")));
  assert_false(cp_calendar_is_working(&china, day_of("2024-12-31")));
}

// Against counting one day after the other.
static void adding_and_counting_agree_with_a_plain_walk(void **state) {
  (void)state;
  int32_t prefix[n_day + 1], nth[n_day + 1];
  const cp_calendar china = make_china(prefix, nth);
  const int32_t end = china.first_day + china.n_day;
  for (int32_t day = china.first_day - 3; day < end + 3; day++) {
    int32_t n = 0;
    for (int32_t next = day + 1; next < end; next++) {
      if (!cp_calendar_is_working(&china, next)) continue;
      n++;
      assert_int_equal(cp_calendar_add(&china, day, n), next);
      assert_int_equal(cp_calendar_between(&china, day, next), n);
      assert_int_equal(cp_calendar_between(&china, next, day), -n);
    }
    assert_int_equal(cp_calendar_add(&china, day, n + 1), end);
    assert_int_equal(cp_calendar_add(&china, day, 0), day);
  }
  assert_int_equal(cp_calendar_between(&china, INT32_MIN, INT32_MAX), prefix[n_day]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(days_and_dates_are_inverse),
      cmocka_unit_test(known_days),
      cmocka_unit_test(wrong_dates_are_refused),
      cmocka_unit_test(days_are_written_in_three_ways),
      cmocka_unit_test(review_of_45_working_days_from_4_april_ends_on_11_june),
      cmocka_unit_test(adding_and_counting_agree_with_a_plain_walk)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
