// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The plain engine (harness/plain.h) and the fast one are equal on the scenarios of the repository, every array on every day.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "harness/equal.h"

static void compare(const char *folder, uint32_t n_replica) {
  replica test;
  replica_begin(&test, folder, 1, 0);
  for (uint32_t number = 0; number < n_replica; number++) {
    replica_again(&test, 1, number);
    char why[256];
    if (equal_fails(&test, why)) fail_msg("%s", why);
  }
  replica_end(&test);
}

static void default_scenario_is_equal_day_by_day(void **state) {
  (void)state;
  compare("scenarios/rare-earth-pact-2025", 3);
}

static void small_borders_are_equal_day_by_day(void **state) {
  (void)state;
  compare("tests/law/border", 2);
  compare("tests/law/border_ban", 2);
  compare("tests/law/border_more", 2);
  compare("tests/law/border_return", 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(small_borders_are_equal_day_by_day),
                                     cmocka_unit_test(default_scenario_is_equal_day_by_day)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
