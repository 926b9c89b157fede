// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Ten thousand regimes that nobody wrote: every law of applications, licences and clocks holds each evening.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "harness/regimes.h"

enum { N_REGIME = 10000 };

static void every_law_holds_in_ten_thousand_regimes(void **unused) {
  (void)unused;
  regimes all;
  regimes_seen seen = {0};
  regimes_begin(&all);
  for (uint32_t number = 0; number < N_REGIME; number++) {
    const char *broken = regimes_live(&all, number, &seen);
    if (broken) fail_msg("%s", broken);
  }
  regimes_end(&all);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_law_holds_in_ten_thousand_regimes)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
