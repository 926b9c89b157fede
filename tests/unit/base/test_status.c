// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The table of statuses is complete.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/check.h"
#include "base/status.h"

static void every_status_has_name_text_and_advice(void **state) {
  (void)state;
  for (int number = CP_OK; number <= CP_EXISTS; number++) {
    const cp_status status = (cp_status)number;
    assert_true(strncmp(cp_status_name(status), "CP_", 3) == 0);
    assert_string_not_equal(cp_status_name(status), "CP_UNKNOWN");
    assert_true(strlen(cp_status_text(status)) > 5 && strlen(cp_status_advice(status)) > 5);
  }
  assert_string_equal(cp_status_name(CP_AUDIT), "CP_AUDIT");
  assert_string_equal(cp_status_name((cp_status)99), "CP_UNKNOWN");
}

static cp_status pass_up(cp_status status) {
  CP_TRY(status);
  return CP_EXISTS;
}

static cp_status check(int number) {
  CP_CHECK(number > 3, CP_BAD_USE);
  return CP_OK;
}

static void failures_are_passed_up(void **state) {
  (void)state;
  assert_int_equal(pass_up(CP_IO), CP_IO);
  assert_int_equal(pass_up(CP_OK), CP_EXISTS);
  assert_int_equal(check(3), CP_BAD_USE);
  assert_int_equal(check(4), CP_OK);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_status_has_name_text_and_advice),
                                     cmocka_unit_test(failures_are_passed_up)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
