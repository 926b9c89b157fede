// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A thousand regimes that nobody wrote, with dated acts and steps of all kinds, most of them illegal: every law of applications, licences and
// clocks holds each evening, and there is much to see. The slow variant takes ten thousand.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "harness/regimes.h"

enum { N_REGIME = 1000 };

static void every_law_holds_in_any_regime(void **unused) {
  (void)unused;
  regimes all;
  regimes_seen seen = {0};
  regimes_begin(&all);
  for (uint32_t number = 0; number < N_REGIME; number++) {
    const char *broken = regimes_live(&all, number, &seen);
    if (broken) fail_msg("%s", broken);
  }
  regimes_end(&all);
  printf(
      "%lld days: %lld approved, %lld refused, %lld closed, %lld withdrawn, %lld lapsed; %lld "
      "stops, "
      "%lld escalated, %lld licences, %lld freezes, %lld illegal steps refused\n",
      (long long)seen.days, (long long)seen.ends[CP_STAGE_APPROVED],
      (long long)seen.ends[CP_STAGE_REFUSED], (long long)seen.ends[CP_STAGE_CLOSED],
      (long long)seen.ends[CP_STAGE_WITHDRAWN], (long long)seen.ends[CP_STAGE_LAPSED],
      (long long)seen.stops, (long long)seen.escalated, (long long)seen.licences,
      (long long)seen.frozen, (long long)seen.refused);
  // a test that sees nothing proves nothing
  for (int32_t end = CP_STAGE_APPROVED; end < CP_N_STAGE; end++)
    assert_true(seen.ends[end] > N_REGIME / 4);
  assert_true(seen.stops > N_REGIME && seen.escalated > N_REGIME && seen.licences > N_REGIME);
  assert_true(seen.refused > 100 * N_REGIME && seen.frozen > N_REGIME && seen.drawn > N_REGIME / 4);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_law_holds_in_any_regime)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
