// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Geneva's suspensions end on one day and belong to one agreement: in the default scenario all of
// them are extended or none, in every replica. The deal room alone decides that, so only it runs.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/date.h"
#include "deal/deal.h"
#include "harness/replica.h"

enum { N_REPLICA = 200, N_SUSPENDED = 6 };

static void live_to(replica *test, int32_t day) {
  cp_engine *const engine = &test->engine;
  while (engine->state.day[0] < day) {
    engine->state.day[0]++;
    cp_deal_day(&test->model, &engine->draw, &engine->state);
  }
}

// How many of the measures that were suspended to 11 August still are on the day after it.
static int32_t count_extended(replica *test, const bool *was_suspended) {
  int32_t n = 0;
  for (int32_t measure = 0; measure < test->model.n_measure; measure++) {
    if (!was_suspended[measure]) continue;
    n += test->engine.state.measure_state[measure] == CP_MEASURE_SUSPENDED;
  }
  return n;
}

// No owner takes a measure early, and nobody withdraws.
static void leave_only_dates(replica *test) {
  for (int32_t measure = 0; measure < test->model.n_measure; measure++)
    test->engine.draw.measure_take[measure] = 0.0;
  for (int32_t agreement = 0; agreement < test->model.n_agreement; agreement++)
    test->engine.draw.agreement_withdraw[agreement] = 0.0;
}

static void geneva_is_extended_whole_or_not_at_all(void **unused) {
  (void)unused;
  const int32_t last_day = cp_day_from(2025, 8, 11);
  replica test;
  replica_begin(&test, "scenarios/rare-earth-pact-2025", 7, 0);
  int32_t n_extended = 0;
  for (uint32_t number = 0; number < N_REPLICA; number++) {
    bool was_suspended[64] = {false};
    int32_t n_suspended = 0;
    assert_true(test.model.n_measure <= 64);
    replica_again(&test, 7, number);
    leave_only_dates(&test);
    live_to(&test, last_day);
    for (int32_t measure = 0; measure < test.model.n_measure; measure++) {
      was_suspended[measure] = test.engine.state.measure_until[measure] == last_day;
      n_suspended += was_suspended[measure];
    }
    assert_int_equal(n_suspended, N_SUSPENDED);
    live_to(&test, last_day + 1);
    const int32_t n = count_extended(&test, was_suspended);
    assert_true(n == 0 || n == N_SUSPENDED);
    n_extended += n == N_SUSPENDED;
  }
  // 200 draws at 70 %: 140 with a standard deviation of 6.5
  assert_in_range(n_extended, 114, 166);
  replica_end(&test);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(geneva_is_extended_whole_or_not_at_all),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
