// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Laws of what parties do unforeseen, and of clauses that wait for each other.
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "harness/small_deal.h"

enum { FIRST = 20000, AS_OF = 20100, LAST = 20400 };

enum { N_REPLICA = 400, DAYS = 69 };
enum { PREPARED, TENSE, BREACHING };

// A prepared measure; another one in force makes for tension 1; one clause is owed by the other side.
static void prepared(small_deal *deal, int32_t has_breach) {
  const cp_counts counts = {
      .n_measure = 3, .n_agreement = 1, .n_clause = 1, .n_target = 1, .n_mover = 1, .n_fact = 8};
  small_deal_begin(deal, &counts, FIRST, AS_OF, LAST);
  const cp_model *model = &deal->model;
  WRITE(uint32_t, model->agreement_hash)[0] = 3;
  WRITE(int32_t, model->clause_party)[0] = 1;
  WRITE(int32_t, model->clause_to)[0] = 0;
  WRITE(int32_t, model->clause_target_first)[1] = 1;
  WRITE(int32_t, model->target_measure)[0] = BREACHING;
  if (has_breach) WRITE(int32_t, model->clause_deadline)[0] = FIRST + 9;
  small_deal_fact(deal, FIRST, CP_ACT_ANNOUNCE, CP_OBJECT_AGREEMENT, 0, -1.0, -1);
  small_deal_fact(deal, FIRST, CP_ACT_ENTER, CP_OBJECT_MEASURE, BREACHING, -1.0, -1);
}

// In how many replicas the measure is in a state DAYS after as_of.
static int32_t count(small_deal *deal, int32_t measure, int32_t state) {
  int32_t n = 0;
  for (uint32_t replica = 0; replica < N_REPLICA; replica++) {
    small_deal_start(deal, replica);
    small_deal_run(deal, AS_OF + DAYS);
    n += deal->state.measure_state[measure] == state;
  }
  return n;
}

static void a_prepared_measure_is_taken_at_its_rate_and_only_after_as_of(void **unused) {
  (void)unused;
  small_deal deal;
  prepared(&deal, 0);
  deal.draw.measure_take[PREPARED] = 1.0;
  small_deal_start(&deal, 0);
  small_deal_run(&deal, AS_OF);
  assert_int_equal(deal.state.measure_state[PREPARED], CP_MEASURE_NONE);
  small_deal_run(&deal, AS_OF + 1);
  assert_int_equal(deal.state.measure_state[PREPARED], CP_MEASURE_IN_FORCE);
  assert_int_equal(small_deal_last(&deal, CP_EVENT_MEASURE, PREPARED)->cause, CP_CAUSE_DRAW);
  deal.draw.measure_take[PREPARED] = 0.01;
  // 1 - 0.99^69 = 0.5
  assert_in_range(count(&deal, PREPARED, CP_MEASURE_IN_FORCE), 155, 245);
  small_deal_end(&deal);
}

// Tension is 1: the rate is (1 + 1) times as high. A breach by the other side adds 3 times.
static void tension_and_breaches_raise_the_rate(void **unused) {
  (void)unused;
  small_deal deal;
  prepared(&deal, 1);
  deal.draw.measure_take[PREPARED] = 0.002;
  deal.draw.measure_take_tension[PREPARED] = 1.0;
  // 1 - (1 - 0.004)^69 = 0.24: 97 with a standard deviation of 8.6
  assert_in_range(count(&deal, PREPARED, CP_MEASURE_IN_FORCE), 60, 134);
  deal.draw.measure_take_breach[PREPARED] = 3.0;
  // 1 - (1 - 0.010)^69 = 0.5
  assert_in_range(count(&deal, PREPARED, CP_MEASURE_IN_FORCE), 155, 245);
  // what is owed to somebody else provokes nobody
  WRITE(int32_t, deal.model.clause_to)[0] = 2;
  assert_in_range(count(&deal, PREPARED, CP_MEASURE_IN_FORCE), 60, 134);
  small_deal_end(&deal);
}

static void a_suspended_measure_is_taken_back_by_restoring_it(void **unused) {
  (void)unused;
  small_deal deal;
  prepared(&deal, 0);
  WRITE(double, deal.model.measure_rate)[PREPARED] = 0.24;
  small_deal_fact(&deal, FIRST + 1, CP_ACT_ENTER, CP_OBJECT_MEASURE, PREPARED, -1.0, -1);
  small_deal_fact(&deal, FIRST + 2, CP_ACT_SUSPEND, CP_OBJECT_MEASURE, PREPARED, -1.0, -1);
  deal.draw.measure_take[PREPARED] = 1.0;
  small_deal_start(&deal, 0);
  small_deal_run(&deal, AS_OF + 1);
  assert_int_equal(deal.state.measure_state[PREPARED], CP_MEASURE_IN_FORCE);
  assert_true(deal.state.measure_now[PREPARED] == 0.24);
  small_deal_end(&deal);
}

static void tension_keeps_from_easing(void **unused) {
  (void)unused;
  small_deal deal;
  prepared(&deal, 0);
  WRITE(int32_t, deal.model.mover)[0] = BREACHING;
  deal.draw.measure_ease[BREACHING] = 0.01;
  assert_in_range(count(&deal, BREACHING, CP_MEASURE_SUSPENDED), 155, 245);
  deal.draw.measure_ease_tension[BREACHING] = 1.0;
  assert_int_equal(count(&deal, BREACHING, CP_MEASURE_SUSPENDED), 0);
  small_deal_end(&deal);
}

// --- deadlocks -----------------------------------------------------------------------------------

// Clause 0 owes measure 0 down after clause 1; clause 1 owes measure 1 down, which clause 0, once met,
// suspends.
static void locked(small_deal *deal) {
  const cp_counts counts = {
      .n_measure = 2, .n_agreement = 1, .n_clause = 2, .n_target = 2, .n_effect = 1, .n_fact = 8};
  small_deal_begin(deal, &counts, FIRST, AS_OF, LAST);
  const cp_model *model = &deal->model;
  WRITE(int32_t, model->may_lock)[0] = 1;
  WRITE(int32_t, model->clause_after)[0] = 1;
  WRITE(int32_t, model->clause_target_first)[1] = 1;
  WRITE(int32_t, model->clause_target_first)[2] = 2;
  WRITE(int32_t, model->target_measure)[1] = 1;
  WRITE(int32_t, model->clause_effect_first)[1] = 1;
  WRITE(int32_t, model->clause_effect_first)[2] = 1;
  WRITE(int32_t, model->effect_act)[0] = CP_ACT_SUSPEND;
  WRITE(int32_t, model->effect_measure)[0] = 1;
  deal->draw.clause_act_chance[0] = 1.0;
  small_deal_fact(deal, FIRST, CP_ACT_ENTER, CP_OBJECT_MEASURE, 0, -1.0, -1);
  small_deal_fact(deal, FIRST, CP_ACT_ENTER, CP_OBJECT_MEASURE, 1, -1.0, -1);
  small_deal_fact(deal, FIRST + 3, CP_ACT_ANNOUNCE, CP_OBJECT_AGREEMENT, 0, -1.0, -1);
}

static void clauses_that_wait_for_each_other_are_a_deadlock(void **unused) {
  (void)unused;
  small_deal deal;
  locked(&deal);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST + 2);
  assert_int_equal(deal.state.clause_locked[0], -1);
  small_deal_run(&deal, FIRST + 3);
  assert_int_equal(deal.state.clause_locked[0], FIRST + 3);
  assert_int_equal(deal.state.clause_locked[1], FIRST + 3);
  assert_int_equal(deal.state.clause_blocker[0], 1);
  assert_int_equal(deal.state.clause_blocker[1], 0);
  assert_int_equal(small_deal_count(&deal, CP_EVENT_DEADLOCK), 2);
  small_deal_run(&deal, LAST);
  assert_int_equal(small_deal_count(&deal, CP_EVENT_DEADLOCK), 2);
  small_deal_end(&deal);
}

static void one_move_ends_it(void **unused) {
  (void)unused;
  small_deal deal;
  locked(&deal);
  small_deal_fact(&deal, AS_OF + 20, CP_ACT_SUSPEND, CP_OBJECT_MEASURE, 1, -1.0, -1);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, AS_OF + 10);
  // a row that is known takes it down: nobody waits in vain
  assert_int_equal(deal.state.clause_locked[0], -1);
  WRITE(int32_t, deal.model.fact_object)[3] = 0;
  small_deal_start(&deal, 0);
  small_deal_run(&deal, AS_OF + 19);
  assert_int_equal(deal.state.clause_locked[1], FIRST + 3);
  small_deal_run(&deal, AS_OF + 20);
  // the owner moved first: clause 0 is met, and what follows from it is drawn
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_FULFILLED);
  assert_int_equal(deal.state.clause_locked[0], -1);
  assert_int_equal(deal.state.clause_locked[1], -1);
  assert_int_equal(deal.state.clause_first_locked[1], FIRST + 3);
  small_deal_end(&deal);
}

static void who_may_be_eased_waits_for_nobody(void **unused) {
  (void)unused;
  small_deal deal;
  locked(&deal);
  deal.draw.measure_ease[1] = 1e-9;
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST + 10);
  assert_int_equal(deal.state.clause_locked[0], -1);
  assert_int_equal(deal.state.clause_locked[1], -1);
  small_deal_end(&deal);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_prepared_measure_is_taken_at_its_rate_and_only_after_as_of),
      cmocka_unit_test(tension_and_breaches_raise_the_rate),
      cmocka_unit_test(a_suspended_measure_is_taken_back_by_restoring_it),
      cmocka_unit_test(tension_keeps_from_easing),
      cmocka_unit_test(clauses_that_wait_for_each_other_are_a_deadlock),
      cmocka_unit_test(one_move_ends_it),
      cmocka_unit_test(who_may_be_eased_waits_for_nobody),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
