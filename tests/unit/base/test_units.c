// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Numbers to the nearest double, and units to base units.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/units.h"

static void assert_number(const char *text, double expected) {
  double value = NAN;
  assert_int_equal(cp_number_parse(cp_text_of(text), &value, NULL), CP_OK);
  if (memcmp(&value, &expected, sizeof value) != 0) {
    fail_msg("%s: found %a, expected %a", text, value, expected);
  }
}

static void hard_numbers_are_rounded_correctly(void **state) {
  (void)state;
  static const char *const hard[] = {
      "0",
      "-0",
      "007.50",
      "0.1",
      "1e22",
      "1e23",
      "9007199254740993",
      "9007199254740992.5",
      "9007199254740993.0000000000000000000000000000001",
      "8.5e22",
      "123456789012345678",
      "2.2250738585072011e-308",
      "2.2250738585072014e-308",
      "4.9406564584124654e-324",
      "2.4703282292062327e-324",
      "2.4703282292062328e-324",
      "1e-400",
      "1.7976931348623157e308",
      "1.7976931348623158e308",
      "179769313486231570000000000000000000000e270",
      "0.000000000000000000000000000000000000000000000000000000000000000000000000001e80",
      "6.02214076e23",
      "1e-5",
      "3.141592653589793238462643383279502884197"};
  for (size_t text = 0; text < sizeof hard / sizeof hard[0]; text++) {
    assert_number(hard[text], strtod(hard[text], NULL));
  }
}

// Random digits and exponents against the C library, which rounds correctly.
static void any_number_is_rounded_correctly(void **state) {
  (void)state;
  uint64_t random = 88172645463325252u;
  for (int trial = 0; trial < 60000; trial++) {
    random ^= random << 13;
    random ^= random >> 7;
    random ^= random << 17;
    char text[64];
    const int exponent = trial % 3 == 0 ? (int)(random >> 50 & 31) - 16 : (int)(random % 680) - 345;
    const unsigned long long digits = trial % 2 == 0 ? random >> 3 : random >> (random & 63);
    snprintf(text, sizeof text, "%s%llu.%02de%d", trial % 5 == 0 ? "-" : "", digits, trial % 100,
             exponent);
    const double expected = strtod(text, NULL);
    if (isinf(expected)) {
      double value = 0.0;
      assert_int_equal(cp_number_parse(cp_text_of(text), &value, NULL), CP_OVERFLOW);
    } else {
      assert_number(text, expected);
    }
  }
}

// Halfway cases: the exact decimal of a double plus half a unit in its last place goes to the even
// one.
static void ties_go_to_even(void **state) {
  (void)state;
  for (int64_t odd = 1; odd < 400; odd += 2) {
    char text[64];
    snprintf(text, sizeof text, "%lld", (long long)((INT64_C(1) << 53) + odd));
    assert_number(text, strtod(text, NULL));
    snprintf(text, sizeof text, "%lld.5", (long long)((INT64_C(1) << 52) + odd));
    assert_number(text, strtod(text, NULL));
  }
}

static void what_is_no_number_is_refused(void **state) {
  (void)state;
  static const char *const wrong[] = {"",    "nan",   "inf", "-inf", "0x10",    "1,000", "1_000",
                                      " 1",  "1 ",    "1.",  ".5",   "+",       "--1",   "1e",
                                      "1e+", "1.2.3", "12a", "1e5x", "\xD9\xA3"};
  double value = 5.0;
  for (size_t text = 0; text < sizeof wrong / sizeof wrong[0]; text++) {
    assert_int_equal(cp_number_parse(cp_text_of(wrong[text]), &value, NULL), CP_BAD_INPUT);
  }
  assert_int_equal(cp_number_parse(CP_TEXT("1e400"), &value, NULL), CP_OVERFLOW);
  assert_int_equal(cp_number_parse(CP_TEXT("1e99999999999"), &value, NULL), CP_OVERFLOW);
  assert_true(value == 5.0);
  int32_t failed_at = -1;
  assert_int_equal(cp_number_parse(CP_TEXT("12x4"), &value, &failed_at), CP_BAD_INPUT);
  assert_int_equal(failed_at, 2);
  int64_t whole = 0;
  assert_int_equal(cp_whole_parse(CP_TEXT("-9223372036854775808"), &whole), CP_OK);
  assert_true(whole == INT64_MIN);
  assert_int_equal(cp_whole_parse(CP_TEXT("9223372036854775808"), &whole), CP_OVERFLOW);
  assert_int_equal(cp_whole_parse(CP_TEXT("1.0"), &whole), CP_BAD_INPUT);
}

static cp_unit unit_of(const char *text) {
  cp_unit unit = {.factor = 0.0};
  assert_int_equal(cp_unit_parse(cp_text_of(text), &unit, NULL), CP_OK);
  return unit;
}

static void assert_quantity(const char *text, double base_value, const char *dimension) {
  double value = 0.0;
  cp_unit unit;
  char words[64];
  assert_int_equal(cp_quantity_parse(cp_text_of(text), &value, &unit, NULL), CP_OK);
  if (fabs(value * unit.factor - base_value) > 1e-14 * fabs(base_value)) {
    fail_msg("%s: found %.17g, expected %.17g", text, value * unit.factor, base_value);
  }
  assert_string_equal(cp_unit_format(unit, words), dimension);
}

static void quantities_become_base_units(void **state) {
  (void)state;
  assert_quantity("120 t/month", 120e6 / 30.4375, "g/day");
  assert_quantity("35%", 0.35, "share");
  assert_quantity("35 %", 0.35, "share");
  assert_quantity("4 %/working day", 0.04, "share/working day");
  assert_quantity("0.2 USD/kg", 0.02, "cent/g");
  assert_quantity("1.5 kg/vehicle", 1500.0, "g/piece");
  assert_quantity("14 days", 14.0, "day");
  assert_quantity("2 weeks", 14.0, "day");
  assert_quantity("1 day", 1.0, "day");
  assert_quantity("6 months", 6.0, "month");
  assert_quantity("2 years", 24.0, "month");
  assert_quantity("45 working days", 45.0, "working day");
  assert_quantity("45 wd", 45.0, "working day");
  assert_quantity("3 1/year", 3.0 / 365.25, "number/day");
  assert_quantity("7 aircraft/month", 7.0 / 30.4375, "piece/day");
  assert_quantity("2 BUSD", 2e11, "cent");
  assert_quantity("1e3 kt", 1e12, "g");
  assert_quantity("7", 7.0, "number");
}

static void dimensions_are_compared(void **state) {
  (void)state;
  assert_true(cp_unit_same_dimension(unit_of("t/month"), unit_of("g/day")));
  assert_true(cp_unit_same_dimension(unit_of("kg/vehicle"), unit_of("g/piece")));
  assert_true(cp_unit_same_dimension(unit_of("%"), unit_of("")));
  assert_false(cp_unit_same_dimension(unit_of("days"), unit_of("working days")));
  assert_false(cp_unit_same_dimension(unit_of("days"), unit_of("months")));
  assert_false(cp_unit_same_dimension(unit_of("kg"), unit_of("pieces")));
  const cp_unit months = cp_unit_as_time(unit_of("months"));
  assert_true(cp_unit_same_dimension(months, unit_of("days")) && months.factor == 30.4375);
}

static void wrong_units_say_where(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int32_t failed_at;
  } wrong[] = {{"120 tons/month", 4}, {"120 t/mnth", 6}, {"5 t/", 4}, {"x t", 0},
               {"5 EUR", 2},          {"5 T", 2},        {"5 gs", 2}, {"5 t//day", 4}};
  for (size_t text = 0; text < sizeof wrong / sizeof wrong[0]; text++) {
    double value = 0.0;
    cp_unit unit;
    int32_t failed_at = -1;
    assert_int_equal(cp_quantity_parse(cp_text_of(wrong[text].text), &value, &unit, &failed_at),
                     CP_BAD_INPUT);
    assert_int_equal(failed_at, wrong[text].failed_at);
  }
  assert_true(cp_text_equal(cp_unit_nearest(CP_TEXT("mnth")), CP_TEXT("month")));
  assert_true(cp_text_equal(cp_unit_nearest(CP_TEXT("wroking days")), CP_TEXT("working day")));
  assert_int_equal(cp_unit_nearest(CP_TEXT("furlong")).size, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(hard_numbers_are_rounded_correctly),
                                     cmocka_unit_test(any_number_is_rounded_correctly),
                                     cmocka_unit_test(ties_go_to_even),
                                     cmocka_unit_test(what_is_no_number_is_refused),
                                     cmocka_unit_test(quantities_become_base_units),
                                     cmocka_unit_test(dimensions_are_compared),
                                     cmocka_unit_test(wrong_units_say_where)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
