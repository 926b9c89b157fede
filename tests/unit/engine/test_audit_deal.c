// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The audit sees every way in which the deal's book can contradict itself: each number of it that is put wrong.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "harness/replica.h"

static replica test;

static int32_t row(cp_section section, const char *name) {
  const int32_t found = cp_spec_find(test.spec, section, cp_text_of(name));
  assert_true(found >= 0);
  return found;
}

static double off(void) { return cp_audit_deal(&test.model, &test.engine.state); }

// Put wrong it is seen, put right it is not.
static void check_whole(int32_t *place, int32_t wrong) {
  const int32_t right = *place;
  assert_true(off() == 0.0);
  assert_int_not_equal(right, wrong);
  *place = wrong;
  assert_true(off() > 0.0);
  *place = right;
  assert_true(off() == 0.0);
}

static void check_rate(double *place, double wrong) {
  const double right = *place;
  assert_true(right != wrong);
  *place = wrong;
  assert_true(off() > 0.0);
  *place = right;
  assert_true(off() == 0.0);
}

static void whatever_is_put_wrong_is_seen(void **unused) {
  (void)unused;
  replica_begin(&test, "tests/law/pact", 1, 2);
  replica_run_to(&test, 2024, 8, 10);
  cp_state *state = &test.engine.state;
  const int32_t whole = row(CP_S_measures, "duty"), part = row(CP_S_measures, "duty-24");
  const int32_t free = row(CP_S_measures, "engines"), clause = row(CP_S_clauses, "non-tariff");
  // effects once per fulfilment, breach, repair, unsettled dispute; none due any more
  for (int32_t when = 0; when < 4; when++)
    check_whole(&state->clause_fired[clause * 4 + when],
                state->clause_fired[clause * 4 + when] + 1);
  check_whole(&state->clause_breaches[clause], 2);
  check_whole(&state->clause_due[clause], 1);
  check_whole(&state->clause_acted[clause], state->day[0]);
  // nothing is fulfilled and breached in one judgement
  const int32_t broke = state->clause_since[clause];
  assert_int_equal(state->clause_broke[clause], broke);
  check_whole(&state->clause_state[clause], CP_CLAUSE_FULFILLED);
  // suspensions
  check_whole(&state->measure_depth[part], 0);
  check_whole(&state->measure_depth[free], 1);
  check_whole(&state->measure_saved_state[part], CP_MEASURE_LIFTED);
  check_whole(&state->measure_held_by[free], clause);
  check_rate(&state->measure_now[part], 0.24);
  // the whole and its parts
  check_rate(&state->measure_now[whole], 0.34);
  check_rate(&state->measure_saved_rate[whole], 0.0);
  // what ended has nothing open
  check_whole(&state->agreement_state[row(CP_S_agreements, "truce")], CP_AGREEMENT_ENDED);
  // what binds a lane is in force; tariffs are those in force
  check_whole(&state->gate_control[0], free);
  check_rate(&state->tariff[0], 0.34);
  replica_end(&test);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(whatever_is_put_wrong_is_seen),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
