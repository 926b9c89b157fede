// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Laws of deadlines, grace, repair and of the queue of effects.
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "harness/small_deal.h"

enum { FIRST = 20000, AS_OF = 20100, LAST = 20400 };

enum { WHEN_MET, WHEN_BREACHED, WHEN_REPAIRED };
enum { DEADLINE = AS_OF + 10 };
enum { OWED, SANCTION };

// A clause that owes measure 0 down by a deadline; a breach restores measure 1, a repair suspends it.
static void begin(small_deal *deal, int32_t is_kept) {
  const cp_counts counts = {
      .n_measure = 2, .n_agreement = 1, .n_clause = 1, .n_target = 1, .n_effect = 2, .n_fact = 12};
  small_deal_begin(deal, &counts, FIRST, AS_OF, LAST);
  const cp_model *model = &deal->model;
  WRITE(int32_t, model->clause_is_kept)[0] = is_kept;
  WRITE(int32_t, model->clause_deadline)[0] = DEADLINE;
  WRITE(int32_t, model->clause_target_first)[1] = 1;
  WRITE(int32_t, model->clause_effect_first)[1] = 2;
  WRITE(int32_t, model->effect_when)[0] = WHEN_BREACHED;
  WRITE(int32_t, model->effect_act)[0] = CP_ACT_RESTORE;
  WRITE(int32_t, model->effect_measure)[0] = SANCTION;
  WRITE(int32_t, model->effect_when)[1] = WHEN_REPAIRED;
  WRITE(int32_t, model->effect_act)[1] = CP_ACT_SUSPEND;
  WRITE(int32_t, model->effect_measure)[1] = SANCTION;
  WRITE(uint32_t, model->agreement_hash)[0] = 21;
  small_deal_fact(deal, FIRST, CP_ACT_ANNOUNCE, CP_OBJECT_AGREEMENT, 0, -1.0, -1);
  small_deal_fact(deal, FIRST, CP_ACT_ENTER, CP_OBJECT_MEASURE, OWED, -1.0, -1);
  small_deal_fact(deal, FIRST, CP_ACT_ENTER, CP_OBJECT_MEASURE, SANCTION, -1.0, -1);
  small_deal_fact(deal, FIRST + 1, CP_ACT_SUSPEND, CP_OBJECT_MEASURE, SANCTION, -1.0, -1);
}

static void lift_on(small_deal *deal, int32_t day) {
  small_deal_fact(deal, day, CP_ACT_LIFT, CP_OBJECT_MEASURE, OWED, -1.0, -1);
}

static void grace_is_at_risk_and_then_a_breach(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 0);
  WRITE(int32_t, deal.model.clause_grace)[0] = 5;
  small_deal_start(&deal, 0);
  small_deal_run(&deal, DEADLINE);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_IN_FORCE);
  small_deal_run(&deal, DEADLINE + 1);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_AT_RISK);
  small_deal_run(&deal, DEADLINE + 5);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_AT_RISK);
  assert_int_equal(deal.state.measure_state[SANCTION], CP_MEASURE_SUSPENDED);
  small_deal_run(&deal, DEADLINE + 6);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_BREACHED);
  assert_int_equal(deal.state.measure_state[SANCTION], CP_MEASURE_IN_FORCE);
  small_deal_end(&deal);
}

static void what_is_met_in_grace_is_fulfilled(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 0);
  WRITE(int32_t, deal.model.clause_grace)[0] = 5;
  lift_on(&deal, DEADLINE + 5);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, DEADLINE + 5);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_FULFILLED);
  assert_int_equal(deal.state.clause_breaches[0], 0);
  small_deal_end(&deal);
}

static void a_breach_can_be_repaired_within_its_days(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 0);
  WRITE(int32_t, deal.model.clause_repair_within)[0] = 30;
  lift_on(&deal, DEADLINE + 31);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, DEADLINE + 1);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_REPAIRING);
  assert_int_equal(deal.state.measure_state[SANCTION], CP_MEASURE_IN_FORCE);
  assert_int_equal(deal.state.clause_repair_until[0], DEADLINE + 31);
  small_deal_run(&deal, DEADLINE + 31);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_FULFILLED);
  assert_int_equal(deal.state.measure_state[SANCTION], CP_MEASURE_SUSPENDED);
  assert_int_equal(deal.state.clause_repairs[0], 1);
  assert_int_equal(deal.state.clause_breaches[0], 1);
  assert_int_equal(deal.state.clause_fired[WHEN_BREACHED], 1);
  assert_int_equal(deal.state.clause_fired[WHEN_REPAIRED], 1);
  small_deal_end(&deal);
}

static void a_repair_that_comes_too_late_is_none(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 1);
  WRITE(int32_t, deal.model.clause_repair_within)[0] = 30;
  lift_on(&deal, DEADLINE + 32);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, DEADLINE + 31);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_REPAIRING);
  small_deal_run(&deal, LAST);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_BREACHED);
  assert_int_equal(deal.state.clause_repairs[0], 0);
  assert_int_equal(deal.state.clause_breaches[0], 1);
  small_deal_end(&deal);
}

// What is to be kept may slip for as long as its grace, and no day longer.
static void a_slip_longer_than_its_grace_is_a_breach(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 1);
  WRITE(int32_t, deal.model.clause_deadline)[0] = -1;
  WRITE(int32_t, deal.model.clause_grace)[0] = 3;
  small_deal_fact(&deal, FIRST + 5, CP_ACT_SUSPEND, CP_OBJECT_MEASURE, OWED, -1.0, FIRST + 9);
  small_deal_fact(&deal, FIRST + 12, CP_ACT_SUSPEND, CP_OBJECT_MEASURE, OWED, -1.0, FIRST + 19);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST + 9);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_IN_FORCE);
  small_deal_run(&deal, FIRST + 10);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_AT_RISK);
  small_deal_run(&deal, FIRST + 12);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_IN_FORCE);
  small_deal_run(&deal, FIRST + 22);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_AT_RISK);
  small_deal_run(&deal, FIRST + 23);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_BREACHED);
  small_deal_end(&deal);
}

// --- odds at a deadline --------------------------------------------------------------------------

static void the_odds_at_a_deadline_split_three_ways(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 0);
  WRITE(int32_t, deal.model.clause_extend_by)[0] = 90;
  WRITE(int32_t, deal.model.clause_renegotiate_by)[0] = 60;
  WRITE(double, deal.model.clause_renegotiate_to)[0] = 0.5;
  deal.draw.clause_extend_chance[0] = 0.5;
  deal.draw.clause_renegotiate_chance[0] = 0.3;
  int32_t n_extended = 0, n_renegotiated = 0, n_breached = 0;
  for (uint32_t replica = 0; replica < 1000; replica++) {
    small_deal_start(&deal, replica);
    small_deal_run(&deal, DEADLINE + 1);
    const int32_t until = deal.state.clause_until[0];
    n_extended += until == DEADLINE + 90 && deal.state.clause_factor[0] == 1.0;
    n_renegotiated += until == DEADLINE + 60 && deal.state.clause_factor[0] == 0.5;
    n_breached += deal.state.clause_state[0] == CP_CLAUSE_BREACHED && until == DEADLINE;
  }
  assert_int_equal(n_extended + n_renegotiated + n_breached, 1000);
  // standard deviations of 16, 14 and 13
  assert_in_range(n_extended, 440, 560);
  assert_in_range(n_renegotiated, 244, 356);
  small_deal_end(&deal);
}

static void a_renegotiated_threshold_is_the_one_that_counts(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 0);
  WRITE(int32_t, deal.model.clause_goal)[0] = 1;
  WRITE(double, deal.model.clause_at_most)[0] = 0.10;
  WRITE(double, deal.model.measure_rate)[OWED] = 0.15;
  WRITE(int32_t, deal.model.clause_renegotiate_by)[0] = 60;
  WRITE(double, deal.model.clause_renegotiate_to)[0] = 2.0;
  deal.draw.clause_renegotiate_chance[0] = 1.0;
  small_deal_start(&deal, 0);
  small_deal_run(&deal, DEADLINE + 1);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_IN_FORCE);
  assert_int_equal(deal.state.clause_holds[0], 0);
  small_deal_run(&deal, DEADLINE + 2);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_FULFILLED);
  small_deal_end(&deal);
}

static void a_row_extends_a_deadline_to_a_later_day_only(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 0);
  const int32_t row = AS_OF - 5;
  small_deal_fact(&deal, row, CP_ACT_EXTEND, CP_OBJECT_CLAUSE, 0, -1.0, DEADLINE - 1);
  small_deal_fact(&deal, row + 1, CP_ACT_EXTEND, CP_OBJECT_CLAUSE, 0, -1.0, DEADLINE + 20);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, row);
  assert_int_equal(deal.state.deal_refused[0], 1);
  assert_int_equal(deal.state.clause_until[0], DEADLINE);
  small_deal_run(&deal, DEADLINE + 20);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_IN_FORCE);
  small_deal_run(&deal, DEADLINE + 21);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_BREACHED);
  small_deal_end(&deal);
}

static void up_to_as_of_no_deadline_is_moved(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 0);
  WRITE(int32_t, deal.model.clause_deadline)[0] = AS_OF - 1;
  WRITE(int32_t, deal.model.clause_extend_by)[0] = 90;
  deal.draw.clause_extend_chance[0] = 1.0;
  small_deal_start(&deal, 0);
  small_deal_run(&deal, AS_OF);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_BREACHED);
  small_deal_end(&deal);
}

// A suspension that ends on the day of the deadline is extended in the replicas in which the clause
// is, where their odds are the same.
static void a_deadline_shares_the_draw_of_its_agreements_suspensions(void **unused) {
  (void)unused;
  const cp_counts counts = {
      .n_measure = 2, .n_agreement = 1, .n_clause = 1, .n_target = 2, .n_fact = 5};
  small_deal deal;
  small_deal_begin(&deal, &counts, FIRST, AS_OF, LAST);
  WRITE(int32_t, deal.model.clause_target_first)[1] = 2;
  WRITE(int32_t, deal.model.target_measure)[1] = 1;
  WRITE(int32_t, deal.model.clause_deadline)[0] = DEADLINE;
  WRITE(int32_t, deal.model.clause_extend_by)[0] = 90;
  WRITE(int32_t, deal.model.measure_extend_by)[0] = 90;
  deal.draw.clause_extend_chance[0] = deal.draw.measure_extend_chance[0] = 0.5;
  small_deal_fact(&deal, FIRST, CP_ACT_ANNOUNCE, CP_OBJECT_AGREEMENT, 0, -1.0, -1);
  small_deal_fact(&deal, FIRST, CP_ACT_ENTER, CP_OBJECT_MEASURE, 0, -1.0, -1);
  small_deal_fact(&deal, FIRST, CP_ACT_ENTER, CP_OBJECT_MEASURE, 1, -1.0, -1);
  small_deal_fact(&deal, FIRST, CP_ACT_SUSPEND, CP_OBJECT_MEASURE, 0, -1.0, DEADLINE);
  for (uint32_t replica = 0; replica < 100; replica++) {
    small_deal_start(&deal, replica);
    small_deal_run(&deal, DEADLINE + 1);
    const bool is_extended = deal.state.measure_state[0] == CP_MEASURE_SUSPENDED;
    assert_int_equal(deal.state.clause_state[0] != CP_CLAUSE_BREACHED, is_extended);
  }
  small_deal_end(&deal);
}

// --- the queue -----------------------------------------------------------------------------------

// Two clauses with one deadline act on one measure: the first suspends it, the second lifts it.
static void contradiction(small_deal *deal, int32_t exception, int32_t of) {
  const cp_counts counts = {
      .n_measure = 2, .n_agreement = 1, .n_clause = 2, .n_target = 2, .n_effect = 2, .n_fact = 5};
  small_deal_begin(deal, &counts, FIRST, AS_OF, LAST);
  const cp_model *model = &deal->model;
  for (int32_t clause = 0; clause < 2; clause++) {
    WRITE(int32_t, model->clause_deadline)[clause] = FIRST + 9;
    WRITE(int32_t, model->clause_target_first)[clause + 1] = clause + 1;
    WRITE(int32_t, model->clause_effect_first)[clause + 1] = clause + 1;
    WRITE(int32_t, model->effect_when)[clause] = WHEN_BREACHED;
    WRITE(int32_t, model->effect_measure)[clause] = SANCTION;
  }
  WRITE(int32_t, model->effect_act)[0] = CP_ACT_SUSPEND;
  WRITE(int32_t, model->effect_act)[1] = CP_ACT_LIFT;
  if (exception >= 0) WRITE(int32_t, model->clause_exception_of)[exception] = of;
  small_deal_fact(deal, FIRST, CP_ACT_ANNOUNCE, CP_OBJECT_AGREEMENT, 0, -1.0, -1);
  small_deal_fact(deal, FIRST, CP_ACT_ENTER, CP_OBJECT_MEASURE, OWED, -1.0, -1);
  small_deal_fact(deal, FIRST, CP_ACT_ENTER, CP_OBJECT_MEASURE, SANCTION, -1.0, -1);
  small_deal_start(deal, 0);
  small_deal_run(deal, FIRST + 10);
  assert_int_equal(deal->state.clause_state[0], CP_CLAUSE_BREACHED);
  assert_int_equal(deal->state.clause_state[1], CP_CLAUSE_BREACHED);
}

static void of_two_effects_that_differ_the_exception_holds(void **unused) {
  (void)unused;
  small_deal deal;
  contradiction(&deal, 0, 1);
  assert_int_equal(deal.state.measure_state[SANCTION], CP_MEASURE_SUSPENDED);
  assert_int_equal(small_deal_last(&deal, CP_EVENT_NO_EFFECT, SANCTION)->number, 1);
  assert_int_equal(deal.state.deal_refused[0], 0);
  small_deal_end(&deal);
  contradiction(&deal, 1, 0);
  assert_int_equal(deal.state.measure_state[SANCTION], CP_MEASURE_LIFTED);
  assert_int_equal(small_deal_last(&deal, CP_EVENT_NO_EFFECT, SANCTION)->number, 0);
  small_deal_end(&deal);
}

static void without_an_exception_the_second_is_refused_and_counted(void **unused) {
  (void)unused;
  small_deal deal;
  contradiction(&deal, -1, -1);
  assert_int_equal(deal.state.measure_state[SANCTION], CP_MEASURE_SUSPENDED);
  assert_int_equal(deal.state.deal_refused[0], 1);
  small_deal_end(&deal);
}

// No clause is judged on what another one's breach did on the same day, whatever their order.
static void the_effect_of_a_breach_is_judged_from_the_next_day_on(void **unused) {
  (void)unused;
  for (int32_t order = 0; order < 2; order++) {
    const int32_t breaks = order, keeps = 1 - order;
    const cp_counts counts = {
        .n_measure = 2, .n_agreement = 1, .n_clause = 2, .n_target = 2, .n_effect = 1, .n_fact = 5};
    small_deal deal;
    small_deal_begin(&deal, &counts, FIRST, AS_OF, LAST);
    const cp_model *model = &deal.model;
    WRITE(int32_t, model->clause_deadline)[breaks] = FIRST + 9;
    WRITE(int32_t, model->clause_is_kept)[keeps] = 1;
    WRITE(int32_t, model->clause_target_first)[1] = 1;
    WRITE(int32_t, model->clause_target_first)[2] = 2;
    WRITE(int32_t, model->target_measure)[breaks] = OWED;
    WRITE(int32_t, model->target_measure)[keeps] = SANCTION;
    WRITE(int32_t, model->clause_effect_first)[1] = breaks == 0;
    WRITE(int32_t, model->clause_effect_first)[2] = 1;
    WRITE(int32_t, model->effect_when)[0] = WHEN_BREACHED;
    WRITE(int32_t, model->effect_act)[0] = CP_ACT_RESTORE;
    WRITE(int32_t, model->effect_measure)[0] = SANCTION;
    small_deal_fact(&deal, FIRST, CP_ACT_ANNOUNCE, CP_OBJECT_AGREEMENT, 0, -1.0, -1);
    small_deal_fact(&deal, FIRST, CP_ACT_ENTER, CP_OBJECT_MEASURE, OWED, -1.0, -1);
    small_deal_fact(&deal, FIRST, CP_ACT_ENTER, CP_OBJECT_MEASURE, SANCTION, -1.0, -1);
    small_deal_fact(&deal, FIRST, CP_ACT_SUSPEND, CP_OBJECT_MEASURE, SANCTION, -1.0, -1);
    small_deal_start(&deal, 0);
    small_deal_run(&deal, FIRST + 10);
    assert_int_equal(deal.state.measure_state[SANCTION], CP_MEASURE_IN_FORCE);
    assert_int_equal(deal.state.clause_state[keeps], CP_CLAUSE_IN_FORCE);
    small_deal_run(&deal, FIRST + 11);
    assert_int_equal(deal.state.clause_state[keeps], CP_CLAUSE_AT_RISK);
    small_deal_end(&deal);
  }
}

static void an_effect_on_what_is_there_already_is_told_and_changes_nothing(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 0);
  small_deal_fact(&deal, FIRST + 3, CP_ACT_RESTORE, CP_OBJECT_MEASURE, SANCTION, -1.0, -1);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, DEADLINE + 1);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_BREACHED);
  assert_int_equal(deal.state.measure_state[SANCTION], CP_MEASURE_IN_FORCE);
  assert_int_equal(deal.state.measure_since[SANCTION], FIRST + 3);
  assert_int_equal(small_deal_count(&deal, CP_EVENT_NO_EFFECT), 1);
  assert_int_equal(deal.state.deal_refused[0], 0);
  small_deal_end(&deal);
}

// A clause does not suspend what is suspended: one restoration brings it back.
static void a_clause_suspends_nothing_twice(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 0);
  WRITE(int32_t, deal.model.effect_act)[0] = CP_ACT_SUSPEND;
  small_deal_start(&deal, 0);
  small_deal_run(&deal, DEADLINE + 1);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_BREACHED);
  assert_int_equal(deal.state.measure_depth[SANCTION], 1);
  assert_int_equal(small_deal_count(&deal, CP_EVENT_NO_EFFECT), 1);
  small_deal_end(&deal);
}

static void a_suspension_by_a_clause_ends_after_its_days(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 0);
  WRITE(int32_t, deal.model.effect_act)[0] = CP_ACT_SUSPEND;
  WRITE(int32_t, deal.model.effect_measure)[0] = OWED;
  WRITE(int32_t, deal.model.clause_suspend_for)[0] = 20;
  small_deal_start(&deal, 0);
  small_deal_run(&deal, DEADLINE + 20);
  assert_int_equal(deal.state.measure_state[OWED], CP_MEASURE_SUSPENDED);
  assert_int_equal(deal.state.measure_until[OWED], DEADLINE + 20);
  small_deal_run(&deal, DEADLINE + 21);
  assert_int_equal(deal.state.measure_state[OWED], CP_MEASURE_IN_FORCE);
  small_deal_end(&deal);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(grace_is_at_risk_and_then_a_breach),
      cmocka_unit_test(what_is_met_in_grace_is_fulfilled),
      cmocka_unit_test(a_breach_can_be_repaired_within_its_days),
      cmocka_unit_test(a_repair_that_comes_too_late_is_none),
      cmocka_unit_test(a_slip_longer_than_its_grace_is_a_breach),
      cmocka_unit_test(the_odds_at_a_deadline_split_three_ways),
      cmocka_unit_test(a_renegotiated_threshold_is_the_one_that_counts),
      cmocka_unit_test(a_row_extends_a_deadline_to_a_later_day_only),
      cmocka_unit_test(up_to_as_of_no_deadline_is_moved),
      cmocka_unit_test(a_deadline_shares_the_draw_of_its_agreements_suspensions),
      cmocka_unit_test(of_two_effects_that_differ_the_exception_holds),
      cmocka_unit_test(without_an_exception_the_second_is_refused_and_counted),
      cmocka_unit_test(the_effect_of_a_breach_is_judged_from_the_next_day_on),
      cmocka_unit_test(an_effect_on_what_is_there_already_is_told_and_changes_nothing),
      cmocka_unit_test(a_clause_suspends_nothing_twice),
      cmocka_unit_test(a_suspension_by_a_clause_ends_after_its_days),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
