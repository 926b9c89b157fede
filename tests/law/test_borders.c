// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Laws of the border on ten thousand random ones (tests/harness/borders.h), with acts of every kind, allowed or not, on measures and on
// consignments: every ledger of goods, licences, places and quotas balances after every day and every act, an act that is not allowed
// changes nothing and is counted.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "border/course.h"
#include "harness/borders.h"

static void ten_thousand_random_borders_keep_every_law(void **state) {
  (void)state;
  const char *only = getenv("CP_SEED");
  const uint64_t first = only ? strtoull(only, NULL, 10) : 1;
  borders all;
  char why[256];
  borders_open(&all);
  for (uint64_t seed = first; seed < first + (only ? 1 : 10000); seed++) {
    borders_make(&all, seed);
    for (int32_t day = 0; day < 60; day++) {
      if (borders_fail_on_a_day(&all, why))
        fail_msg("seed %llu, day %d: %s\n  again: CP_SEED=%llu ./test --only law/test_borders",
                 (unsigned long long)seed, (int)day, why, (unsigned long long)seed);
    }
  }
  printf("%d acts taken, %d refused\n", (int)all.n_taken, (int)all.n_refused);
  assert_true(only || all.n_refused > 100000);
  // every act but the first and the last, which belong to days, and those that follow from others, is taken sometimes
  for (int32_t act = CP_BORDER_ANSWER; act <= CP_BORDER_GIVE_UP && !only; act++) {
    if (act != CP_BORDER_STOP && act != CP_BORDER_FREE) assert_true(all.taken[act] > 100);
  }
  borders_close(&all);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(ten_thousand_random_borders_keep_every_law)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
