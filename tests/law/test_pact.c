// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A scenario in which everything that a deal can have is used (tests/law/pact), run whole: its books hold every day, words move what buyers
// expect and nothing else, and what waits for each other is told in every replica.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/date.h"
#include "harness/replica.h"

enum { N_REPLICA = 8 };
static const char folder[] = "tests/law/pact";

static int32_t row(const replica *test, cp_section section, const char *name) {
  const int32_t found = cp_spec_find(test->spec, section, cp_text_of(name));
  assert_true(found >= 0);
  return found;
}

static void its_books_hold_every_day(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, folder, 1, 0);
  for (uint32_t number = 0; number < N_REPLICA; number++) {
    replica_again(&test, 1, number);
    replica_run_to(&test, 2025, 6, 30);
    const int32_t locked = row(&test, CP_S_clauses, "list-down");
    assert_int_equal(test.engine.state.clause_first_locked[locked], cp_day_from(2024, 7, 10));
    assert_int_equal(test.engine.state.agreement_state[row(&test, CP_S_agreements, "truce")],
                     CP_AGREEMENT_ENDED);
  }
  replica_end(&test);
}

// A claim that the control will end, unconfirmed, takes a fifth of what is hoarded.
static void words_of_easing_are_trusted_as_stated(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, folder, 1, 0);
  replica_run_to(&test, 2024, 5, 31);
  assert_true(test.engine.state.input_threat[0] >= 0);
  assert_true(test.engine.state.input_hope[0] == 0.0);
  replica_run_to(&test, 2024, 6, 1);
  assert_true(test.engine.state.input_hope[0] == test.engine.draw.trust_unconfirmed[0]);
  // a confirmed one takes half
  test.engine.state.statement_state[1] = CP_STATEMENT_CONFIRMED;
  replica_run_to(&test, 2024, 6, 2);
  assert_true(test.engine.state.input_hope[0] == test.engine.draw.trust[0]);
  // a threat takes all of it back
  ((int32_t *)(uintptr_t)test.model.statement_is_hope)[1] = 0;
  ((int32_t *)(uintptr_t)test.model.statement_is_threat)[1] = 1;
  test.engine.state.statement_seen[1] = CP_STATEMENT_MADE;
  replica_run_to(&test, 2024, 6, 3);
  assert_true(test.engine.state.input_hope[0] == 0.0);
  replica_end(&test);
}

// Who trusts no word has the same deal: no measure, agreement, clause or control differs by that on any day, while orders do. (After as_of
// shipments count in the readings of clauses.)
static void words_move_expectations_and_nothing_else(void **unused) {
  (void)unused;
  const char *const settings[] = {"demand.trust=0 %", "demand.trust_unconfirmed=0 %"};
  const cp_scenario_options options = {.as_of = CP_DAY_NONE, .setting = settings, .n_setting = 2};
  replica trusting, distrusting;
  replica_begin(&trusting, folder, 1, 3);
  replica_begin_with(&distrusting, folder, &options, 1, 3);
  int32_t differs = 0;
  while (trusting.engine.state.day[0] < trusting.model.as_of[0]) {
    assert_int_equal(cp_engine_step(&trusting.engine), CP_OK);
    assert_int_equal(cp_engine_step(&distrusting.engine), CP_OK);
    const cp_state *one = &trusting.engine.state, *other = &distrusting.engine.state;
    for (int32_t measure = 0; measure < trusting.model.n_measure; measure++)
      assert_int_equal(one->measure_state[measure], other->measure_state[measure]);
    for (int32_t clause = 0; clause < trusting.model.n_clause; clause++)
      assert_int_equal(one->clause_state[clause], other->clause_state[clause]);
    for (int32_t agreement = 0; agreement < trusting.model.n_agreement; agreement++)
      assert_int_equal(one->agreement_state[agreement], other->agreement_state[agreement]);
    for (int32_t gate = 0; gate < trusting.model.n_gate; gate++)
      assert_int_equal(one->gate_control[gate], other->gate_control[gate]);
    differs += one->coming[0] != other->coming[0];
  }
  assert_true(differs > 30);
  replica_end(&trusting);
  replica_end(&distrusting);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(its_books_hold_every_day),
      cmocka_unit_test(words_of_easing_are_trusted_as_stated),
      cmocka_unit_test(words_move_expectations_and_nothing_else),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
