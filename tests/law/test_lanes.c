// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Which lanes orders go to (tests/law/later_lane).
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"
#include "harness/by_lane.h"
#include "harness/replica.h"

// All that was ever ordered on a lane, as long as nothing is cancelled.
static double ordered_on(const cp_model *model, const cp_state *state, int32_t lane) {
  return state->book[lane].open + state->waiting[lane] + cp_lane_at_port(model, state, lane) +
         state->departed_total[lane];
}

static void nothing_is_ordered_on_a_lane_before_it_opens(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, "tests/law/later_lane", 1, 0);
  const cp_state *state = &test.engine.state;
  int32_t lane = 0;
  while (lane_opens(&test.model, lane) < 0) lane++;
  const double at_first = ordered_on(&test.model, state, lane);
  replica_run_to(&test, 2024, 5, 31);
  assert_int_equal(lane_opens(&test.model, lane), state->day[0] + 1);
  assert_true(ordered_on(&test.model, state, lane) == at_first);
  replica_run_to(&test, 2024, 6, 1);
  assert_true(ordered_on(&test.model, state, lane) > at_first);
  replica_end(&test);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_is_ordered_on_a_lane_before_it_opens)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
