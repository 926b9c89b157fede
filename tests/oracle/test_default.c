// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The plain engine (harness/plain.h) and the fast one are equal on the scenarios of the repository, every array on every day.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"
#include "harness/plain.h"
#include "harness/replica.h"

static void compare_days(const replica *test) {
  cp_engine engine = test->engine;
  plain world;
  plain_begin(&world, &test->model, &engine.draw);
  while (engine.state.day[0] < test->model.last_day[0]) {
    assert_int_equal(cp_engine_step(&engine), CP_OK);
    plain_day(&world, &engine.state);
    int32_t at = 0;
    double own = 0.0, other = 0.0;
    const char *name = plain_differs(&world, &engine.state, &at, &own, &other);
    char date[11];
    if (name)
      fail_msg("%s: %s[%d] is %.17g, the plain engine has %.17g",
               cp_day_format(engine.state.day[0], date), name, (int)at, other, own);
  }
  plain_end(&world);
}

static void compare(const char *folder, uint32_t n_replica) {
  replica test;
  replica_begin(&test, folder, 1, 0);
  for (uint32_t number = 0; number < n_replica; number++) {
    replica_again(&test, 1, number);
    compare_days(&test);
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
