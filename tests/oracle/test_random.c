// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The plain engine and the fast one are equal on scenarios that nobody wrote: every array, every day; every ledger balances.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "harness/equal.h"

static void random_scenarios_are_equal_day_by_day(void **state) {
  (void)state;
  char folder[600];
  equal_folder("oracle/test_random", folder);
  sketch_try("oracle/test_random", 1, 400, equal_fails_on, folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(random_scenarios_are_equal_day_by_day)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
