// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The audit sees one unit that comes from nowhere or goes there, wherever that is.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "harness/replica.h"

static replica test;

static int begin(void **state) {
  (void)state;
  replica_begin(&test, "tests/law/border", 1, 0);
  replica_run_to(&test, 2024, 5, 31);
  return 0;
}

static int end(void **state) {
  (void)state;
  replica_end(&test);
  return 0;
}

static double goods_off(void) {
  const cp_audit audit = cp_engine_audit(&test.engine);
  return audit.goods;
}

// One unit more in an array is seen, and gone again when it is taken back.
static void check_unit(double *place) {
  assert_true(goods_off() == 0.0);
  *place += 1.0;
  assert_true(goods_off() > 0.0);
  *place -= 1.0;
  assert_true(goods_off() == 0.0);
}

static void one_unit_more_anywhere_is_seen(void **unused) {
  (void)unused;
  cp_state *state = &test.engine.state;
  check_unit(state->shelf + test.model.lane_supplier[0]);
  check_unit(state->scrap_shelf + test.model.lane_supplier[0]);
  check_unit(state->made_total + test.model.lane_supplier[0]);
  check_unit(state->stock);
  check_unit(state->used_total);
  check_unit(&state->book[0].open);
  check_unit(state->waiting);
  check_unit(state->at_port);
  check_unit(state->under_way);
  // of every lane, also the last
  for (int32_t lane = 0; lane < test.model.n_lane; lane++) check_unit(state->arriving + lane);
  check_unit(state->departed_total);
  check_unit(state->arrived_total);
  check_unit(&state->caused[0].units);
  check_unit(&state->uncaused->units);
  check_unit(&state->caused[0].units_back);
  check_unit(state->cause_owed);
}

// Every firm, lane and input may balance while one good turns into another: only the balance by good sees it.
static void a_lane_that_turns_one_good_into_another_is_seen(void **unused) {
  (void)unused;
  int32_t *supplied = (int32_t *)(uintptr_t)test.model.input_good + test.model.lane_input[0];
  const int32_t before = *supplied;
  assert_true(test.engine.state.departed_total[0] > 0.0);
  *supplied = test.model.firm_good[test.model.input_firm[test.model.lane_input[0]]];
  assert_true(goods_off() > 0.0);
  *supplied = before;
  assert_true(goods_off() == 0.0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_unit_more_anywhere_is_seen),
      cmocka_unit_test(a_lane_that_turns_one_good_into_another_is_seen)};
  return cmocka_run_group_tests(tests, begin, end);
}
