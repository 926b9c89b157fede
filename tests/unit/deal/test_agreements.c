// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Laws of agreements as wholes: how they end, what amends them, which rung comes next.
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "harness/small_deal.h"

enum { FIRST = 20000, AS_OF = 20100, LAST = 20400 };

// An agreement of two clauses: the first, met, suspends measure 1; the second waits for nothing that
// comes.
static void begin(small_deal *deal) {
  const cp_counts counts = {
      .n_measure = 3, .n_agreement = 2, .n_clause = 3, .n_target = 3, .n_effect = 1, .n_fact = 12};
  small_deal_begin(deal, &counts, FIRST, AS_OF, LAST);
  const cp_model *model = &deal->model;
  for (int32_t clause = 0; clause < 3; clause++) {
    WRITE(int32_t, model->clause_target_first)[clause + 1] = clause + 1;
    WRITE(int32_t, model->clause_effect_first)[clause + 1] = 1;
  }
  WRITE(int32_t, model->target_measure)[1] = 2;
  WRITE(int32_t, model->target_measure)[2] = 2;
  WRITE(int32_t, model->clause_agreement)[2] = 1;
  WRITE(int32_t, model->effect_act)[0] = CP_ACT_SUSPEND;
  WRITE(int32_t, model->effect_measure)[0] = 1;
  WRITE(double, model->measure_rate)[1] = 0.24;
  WRITE(uint32_t, model->agreement_hash)[0] = 31;
  WRITE(uint32_t, model->agreement_hash)[1] = 32;
  deal->draw.clause_act_chance[0] = 1.0;
  small_deal_fact(deal, FIRST, CP_ACT_ANNOUNCE, CP_OBJECT_AGREEMENT, 0, -1.0, -1);
  for (int32_t measure = 0; measure < 3; measure++)
    small_deal_fact(deal, FIRST, CP_ACT_ENTER, CP_OBJECT_MEASURE, measure, -1.0, -1);
}

// The first clause is met.
static void meet(small_deal *deal, int32_t day) {
  small_deal_fact(deal, day, CP_ACT_LIFT, CP_OBJECT_MEASURE, 0, -1.0, -1);
}

static void at_its_term_clauses_expire_and_what_they_suspended_comes_back(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal);
  meet(&deal, FIRST + 5);
  WRITE(int32_t, deal.model.agreement_until)[0] = AS_OF + 50;
  small_deal_start(&deal, 0);
  small_deal_run(&deal, AS_OF + 50);
  assert_int_equal(deal.state.measure_state[1], CP_MEASURE_SUSPENDED);
  assert_int_equal(deal.state.measure_held_by[1], 0);
  assert_int_equal(deal.state.clause_state[1], CP_CLAUSE_IN_FORCE);
  small_deal_run(&deal, AS_OF + 51);
  assert_int_equal(deal.state.agreement_state[0], CP_AGREEMENT_ENDED);
  assert_int_equal(deal.state.measure_state[1], CP_MEASURE_IN_FORCE);
  assert_true(deal.state.measure_now[1] == 0.24);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_FULFILLED);
  assert_int_equal(deal.state.clause_state[1], CP_CLAUSE_EXPIRED);
  small_deal_end(&deal);
}

// A row suspended the measure once more while the clause's suspension stood: that one goes on to its day.
static void a_suspension_inside_that_of_a_clause_outlives_the_agreement(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal);
  meet(&deal, FIRST + 5);
  small_deal_fact(&deal, AS_OF + 10, CP_ACT_SUSPEND, CP_OBJECT_MEASURE, 1, -1.0, AS_OF + 80);
  WRITE(int32_t, deal.model.agreement_until)[0] = AS_OF + 50;
  small_deal_start(&deal, 0);
  small_deal_run(&deal, AS_OF + 50);
  assert_int_equal(deal.state.measure_depth[1], 2);
  small_deal_run(&deal, AS_OF + 80);
  assert_int_equal(deal.state.measure_depth[1], 1);
  assert_int_equal(deal.state.measure_held_by[1], -1);
  assert_int_equal(deal.state.measure_state[1], CP_MEASURE_SUSPENDED);
  small_deal_run(&deal, AS_OF + 81);
  assert_int_equal(deal.state.measure_state[1], CP_MEASURE_IN_FORCE);
  assert_true(deal.state.measure_now[1] == 0.24);
  small_deal_end(&deal);
}

static void after_its_end_no_effect_follows(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal);
  meet(&deal, FIRST + 5);
  WRITE(int32_t, deal.model.agreement_until)[0] = AS_OF + 5;
  for (int32_t cell = 0; cell < CP_TABLE; cell++) deal.draw.act_days[cell] = 20;
  small_deal_start(&deal, 0);
  small_deal_run(&deal, AS_OF + 5);
  assert_int_equal(deal.state.clause_act_on[0], AS_OF + 21);
  small_deal_run(&deal, LAST);
  assert_int_equal(deal.state.measure_state[1], CP_MEASURE_IN_FORCE);
  assert_int_equal(deal.state.clause_acted[0], -1);
  small_deal_end(&deal);
}

static void a_withdrawal_ends_it_when_its_notice_is_over(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal);
  meet(&deal, FIRST + 5);
  WRITE(int32_t, deal.model.agreement_notice)[0] = 60;
  small_deal_fact(&deal, FIRST + 10, CP_ACT_WITHDRAW, CP_OBJECT_AGREEMENT, 1, -1.0, -1);
  small_deal_fact(&deal, FIRST + 10, CP_ACT_WITHDRAW, CP_OBJECT_AGREEMENT, 0, -1.0, -1);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST + 70);
  // nobody can withdraw from what nobody announced
  assert_int_equal(deal.state.deal_refused[0], 1);
  assert_int_equal(deal.state.agreement_state[0], CP_AGREEMENT_ANNOUNCED);
  assert_int_equal(small_deal_last(&deal, CP_EVENT_NOTICE, 0)->day, FIRST + 10);
  small_deal_run(&deal, FIRST + 71);
  assert_int_equal(deal.state.agreement_state[0], CP_AGREEMENT_ENDED);
  assert_int_equal(deal.state.clause_state[1], CP_CLAUSE_TERMINATED);
  small_deal_end(&deal);
}

static void a_breach_may_end_the_agreement(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal);
  meet(&deal, FIRST + 5);
  WRITE(int32_t, deal.model.clause_deadline)[1] = FIRST + 9;
  WRITE(int32_t, deal.model.clause_breach_ends)[1] = 1;
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST + 10);
  assert_int_equal(deal.state.clause_state[1], CP_CLAUSE_BREACHED);
  assert_int_equal(deal.state.agreement_state[0], CP_AGREEMENT_ANNOUNCED);
  small_deal_run(&deal, FIRST + 11);
  assert_int_equal(deal.state.agreement_state[0], CP_AGREEMENT_ENDED);
  small_deal_end(&deal);
}

static void parties_withdraw_at_their_rate_and_only_after_as_of(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal);
  meet(&deal, FIRST + 5);
  deal.draw.agreement_withdraw[0] = 0.01;
  int32_t n_left = 0;
  for (uint32_t replica = 0; replica < 400; replica++) {
    small_deal_start(&deal, replica);
    small_deal_run(&deal, AS_OF);
    assert_int_equal(small_deal_count(&deal, CP_EVENT_NOTICE), 0);
    small_deal_run(&deal, AS_OF + 69);
    n_left += small_deal_count(&deal, CP_EVENT_NOTICE);
  }
  // 1 - 0.99^69 = 0.5
  assert_in_range(n_left, 155, 245);
  small_deal_end(&deal);
}

// --- amendments ----------------------------------------------------------------------------------

static void an_amendment_supersedes_what_it_replaces_once_it_is_confirmed(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal);
  meet(&deal, FIRST + 5);
  WRITE(int32_t, deal.model.agreement_amends)[1] = 0;
  WRITE(int32_t, deal.model.clause_replaces)[2] = 1;
  small_deal_fact(&deal, FIRST + 10, CP_ACT_ANNOUNCE, CP_OBJECT_AGREEMENT, 1, -1.0, -1);
  small_deal_fact(&deal, FIRST + 20, CP_ACT_CONFIRM, CP_OBJECT_AGREEMENT, 1, -1.0, -1);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST + 19);
  assert_int_equal(deal.state.clause_state[1], CP_CLAUSE_IN_FORCE);
  small_deal_run(&deal, FIRST + 20);
  assert_int_equal(deal.state.clause_state[1], CP_CLAUSE_SUPERSEDED);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_FULFILLED);
  assert_int_equal(deal.state.clause_state[2], CP_CLAUSE_IN_FORCE);
  assert_int_equal(small_deal_last(&deal, CP_EVENT_CLAUSE, 1)->number, 2);
  small_deal_end(&deal);
}

// What a clause suspended is its replacement's: it comes back when that one's agreement ends.
static void a_replacement_takes_over_what_was_suspended(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal);
  meet(&deal, FIRST + 5);
  WRITE(int32_t, deal.model.clause_is_kept)[0] = 1;
  WRITE(int32_t, deal.model.agreement_amends)[1] = 0;
  WRITE(int32_t, deal.model.clause_replaces)[2] = 0;
  WRITE(int32_t, deal.model.agreement_until)[0] = AS_OF + 50;
  WRITE(int32_t, deal.model.agreement_until)[1] = AS_OF + 80;
  small_deal_fact(&deal, AS_OF + 10, CP_ACT_ANNOUNCE, CP_OBJECT_AGREEMENT, 1, -1.0, -1);
  small_deal_fact(&deal, AS_OF + 20, CP_ACT_CONFIRM, CP_OBJECT_AGREEMENT, 1, -1.0, -1);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, AS_OF + 19);
  assert_int_equal(deal.state.measure_held_by[1], 0);
  small_deal_run(&deal, AS_OF + 20);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_SUPERSEDED);
  assert_int_equal(deal.state.measure_held_by[1], 2);
  small_deal_run(&deal, AS_OF + 80);
  assert_int_equal(deal.state.measure_state[1], CP_MEASURE_SUSPENDED);
  small_deal_run(&deal, AS_OF + 81);
  assert_int_equal(deal.state.measure_state[1], CP_MEASURE_IN_FORCE);
  small_deal_end(&deal);
}

static void an_amendment_that_replaces_none_supersedes_all_that_are_open(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal);
  WRITE(int32_t, deal.model.agreement_amends)[1] = 0;
  small_deal_fact(&deal, FIRST + 2, CP_ACT_ANNOUNCE, CP_OBJECT_AGREEMENT, 1, -1.0, -1);
  small_deal_fact(&deal, FIRST + 3, CP_ACT_CONFIRM, CP_OBJECT_AGREEMENT, 1, -1.0, -1);
  meet(&deal, FIRST + 5);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST + 3);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_SUPERSEDED);
  assert_int_equal(deal.state.clause_state[1], CP_CLAUSE_SUPERSEDED);
  small_deal_run(&deal, LAST);
  // measure 0 went down later: nothing follows from that any more
  assert_int_equal(deal.state.measure_state[1], CP_MEASURE_IN_FORCE);
  small_deal_end(&deal);
}

// --- the ladder of deals -------------------------------------------------------------------------

static void the_next_rung_comes_only_while_the_one_below_is_confirmed(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal);
  meet(&deal, FIRST + 5);
  WRITE(int32_t, deal.model.agreement_builds_on)[1] = 0;
  deal.draw.agreement_hazard[1] = 1.0;
  small_deal_start(&deal, 0);
  small_deal_run(&deal, LAST);
  assert_int_equal(deal.state.agreement_state[1], CP_AGREEMENT_NONE);
  small_deal_fact(&deal, AS_OF + 20, CP_ACT_CONFIRM, CP_OBJECT_AGREEMENT, 0, -1.0, -1);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, AS_OF + 19);
  assert_int_equal(deal.state.agreement_state[1], CP_AGREEMENT_NONE);
  small_deal_run(&deal, AS_OF + 20);
  assert_int_equal(deal.state.agreement_state[1], CP_AGREEMENT_ANNOUNCED);
  small_deal_end(&deal);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(at_its_term_clauses_expire_and_what_they_suspended_comes_back),
      cmocka_unit_test(a_suspension_inside_that_of_a_clause_outlives_the_agreement),
      cmocka_unit_test(a_replacement_takes_over_what_was_suspended),
      cmocka_unit_test(after_its_end_no_effect_follows),
      cmocka_unit_test(a_withdrawal_ends_it_when_its_notice_is_over),
      cmocka_unit_test(a_breach_may_end_the_agreement),
      cmocka_unit_test(parties_withdraw_at_their_rate_and_only_after_as_of),
      cmocka_unit_test(an_amendment_supersedes_what_it_replaces_once_it_is_confirmed),
      cmocka_unit_test(an_amendment_that_replaces_none_supersedes_all_that_are_open),
      cmocka_unit_test(the_next_rung_comes_only_while_the_one_below_is_confirmed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
