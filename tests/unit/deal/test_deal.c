// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Laws of the political day: where chance begins, what shares a draw, the readings' lag, the
// tension index.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "harness/small_deal.h"

enum { FIRST = 20000, AS_OF = 20100, LAST = 20400 };

// Two suspensions that end on the same day after as_of; `n_target` of them belong to one clause.
static void two_suspensions(small_deal *deal, int32_t n_target, double chance) {
  const cp_counts counts = {
      .n_measure = 2, .n_agreement = 1, .n_clause = 1, .n_target = n_target, .n_fact = 4};
  small_deal_begin(deal, &counts, FIRST, AS_OF, LAST);
  WRITE(int32_t, deal->model.clause_target_first)[1] = n_target;
  for (int32_t at = 0; at < n_target; at++) WRITE(int32_t, deal->model.target_measure)[at] = at;
  for (int32_t measure = 0; measure < 2; measure++) {
    deal->draw.measure_extend_chance[measure] = chance;
    WRITE(int32_t, deal->model.measure_extend_by)[measure] = 90;
    small_deal_fact(deal, FIRST, CP_ACT_ENTER, CP_OBJECT_MEASURE, measure, -1.0, -1);
    small_deal_fact(deal, FIRST, CP_ACT_SUSPEND, CP_OBJECT_MEASURE, measure, -1.0, AS_OF + 9);
  }
}

static void suspensions_of_one_agreement_are_extended_together(void **unused) {
  (void)unused;
  small_deal deal;
  two_suspensions(&deal, 2, 0.5);
  int32_t n_extended = 0;
  for (uint32_t replica = 0; replica < 400; replica++) {
    small_deal_start(&deal, replica);
    small_deal_run(&deal, AS_OF + 10);
    assert_int_equal(deal.state.measure_state[0], deal.state.measure_state[1]);
    n_extended += deal.state.measure_state[0] == CP_MEASURE_SUSPENDED;
  }
  // 400 fair draws: 200 with a standard deviation of 10
  assert_in_range(n_extended, 155, 245);
  small_deal_end(&deal);
}

static void suspensions_of_nobody_are_extended_each_for_itself(void **unused) {
  (void)unused;
  small_deal deal;
  two_suspensions(&deal, 0, 0.5);
  int32_t n_apart = 0;
  for (uint32_t replica = 0; replica < 400; replica++) {
    small_deal_start(&deal, replica);
    small_deal_run(&deal, AS_OF + 10);
    n_apart += deal.state.measure_state[0] != deal.state.measure_state[1];
  }
  assert_in_range(n_apart, 155, 245);
  small_deal_end(&deal);
}

static void nothing_is_drawn_up_to_as_of(void **unused) {
  (void)unused;
  small_deal deal;
  two_suspensions(&deal, 2, 1.0);
  WRITE(int32_t, deal.model.as_of)[0] = AS_OF + 10;
  small_deal_start(&deal, 0);
  small_deal_run(&deal, AS_OF + 10);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_IN_FORCE);
  small_deal_end(&deal);
}

static void a_known_act_of_the_future_still_comes(void **unused) {
  (void)unused;
  const cp_counts counts = {.n_measure = 1, .n_fact = 1};
  small_deal deal;
  small_deal_begin(&deal, &counts, FIRST, AS_OF, LAST);
  small_deal_fact(&deal, AS_OF + 6, CP_ACT_ENTER, CP_OBJECT_MEASURE, 0, -1.0, -1);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, AS_OF + 6);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_IN_FORCE);
  small_deal_end(&deal);
}

static void a_hinted_prospect_comes_at_its_rate(void **unused) {
  (void)unused;
  const cp_counts counts = {.n_agreement = 2, .n_fact = 1};
  small_deal deal;
  small_deal_begin(&deal, &counts, FIRST, AS_OF, LAST);
  WRITE(uint32_t, deal.model.agreement_hash)[0] = 7;
  WRITE(uint32_t, deal.model.agreement_hash)[1] = 8;
  deal.draw.agreement_hazard[0] = 0.01;
  deal.draw.agreement_hazard[1] = 0.01;
  small_deal_fact(&deal, FIRST, CP_ACT_HINT, CP_OBJECT_AGREEMENT, 0, -1.0, -1);
  int32_t n_come = 0;
  for (uint32_t replica = 0; replica < 400; replica++) {
    small_deal_start(&deal, replica);
    small_deal_run(&deal, AS_OF);
    assert_int_equal(deal.state.agreement_state[0], CP_AGREEMENT_HINTED);
    small_deal_run(&deal, AS_OF + 69);
    n_come += deal.state.agreement_state[0] == CP_AGREEMENT_ANNOUNCED;
    // what nobody hinted at is no prospect
    assert_int_equal(deal.state.agreement_state[1], CP_AGREEMENT_NONE);
  }
  // 1 - 0.99^69 = 0.5
  assert_in_range(n_come, 155, 245);
  small_deal_end(&deal);
}

static void tension_is_the_weight_in_force_over_the_weight_taken(void **unused) {
  (void)unused;
  const cp_counts counts = {.n_measure = 4, .n_fact = 5};
  small_deal deal;
  small_deal_begin(&deal, &counts, FIRST, AS_OF, LAST);
  WRITE(double, deal.model.measure_weight)[0] = 3.0;
  WRITE(int32_t, deal.model.measure_kind)[3] = CP_PERMISSION;
  small_deal_fact(&deal, FIRST + 1, CP_ACT_ENTER, CP_OBJECT_MEASURE, 0, -1.0, -1);
  small_deal_fact(&deal, FIRST + 2, CP_ACT_ANNOUNCE, CP_OBJECT_MEASURE, 1, -1.0, -1);
  small_deal_fact(&deal, FIRST + 3, CP_ACT_ENTER, CP_OBJECT_MEASURE, 3, -1.0, -1);
  small_deal_fact(&deal, FIRST + 4, CP_ACT_LIFT, CP_OBJECT_MEASURE, 0, -1.0, -1);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST);
  assert_true(deal.state.tension[0] == 0.0);
  small_deal_run(&deal, FIRST + 1);
  assert_true(deal.state.tension[0] == 1.0);
  small_deal_run(&deal, FIRST + 2);
  assert_true(deal.state.tension[0] == 0.75);
  small_deal_run(&deal, FIRST + 3);
  assert_true(deal.state.tension[0] == 0.75);
  small_deal_run(&deal, FIRST + 4);
  assert_true(deal.state.tension[0] == 0.0);
  small_deal_end(&deal);
}

// --- readings ------------------------------------------------------------------------------------

enum { WINDOW = 10, LAG = 7, SHIPPED_A_DAY = 50 };

static void one_reading(small_deal *deal, int32_t as_of) {
  const cp_counts counts = {.n_reading = 1,
                            .n_reading_lane = 1,
                            .n_lane = 1,
                            .n_agreement = 1,
                            .n_clause = 1,
                            .n_class = 1};
  small_deal_begin(deal, &counts, FIRST, as_of, LAST);
  WRITE(int32_t, deal->model.reading_lane_first)[1] = 1;
  WRITE(int32_t, deal->model.reading_window)[0] = WINDOW;
  WRITE(int32_t, deal->model.reading_lag)[0] = LAG;
  WRITE(double, deal->model.reading_base)[0] = 100.0;
  deal->draw.reading_at_least[0] = 0.5;
  small_deal_start(deal, 0);
}

// Ships from a day on, at a constant rate.
static void ship(small_deal *deal, int32_t from, int32_t until) {
  while (deal->state.day[0] < until) {
    if (deal->state.day[0] + 1 >= from) deal->state.departed_total[0] += SHIPPED_A_DAY;
    small_deal_run(deal, deal->state.day[0] + 1);
  }
}

static void a_reading_sees_a_window_only_after_its_lag(void **unused) {
  (void)unused;
  small_deal deal;
  one_reading(&deal, FIRST);
  const int32_t from = FIRST + 40;
  ship(&deal, from, from + LAG - 1);
  assert_true(deal.state.reading_now[0] == 0.0);
  ship(&deal, from, from + LAG);
  assert_true(deal.state.reading_now[0] == 0.05);
  ship(&deal, from, from + LAG + WINDOW - 2);
  assert_int_equal(deal.state.reading_is_met[0], 0);
  ship(&deal, from, from + LAG + WINDOW - 1);
  assert_true(deal.state.reading_now[0] == 0.5);
  assert_int_equal(deal.state.reading_is_met[0], 1);
  ship(&deal, from, from + 200);
  assert_true(deal.state.reading_now[0] == 0.5);
  small_deal_end(&deal);
}

static void before_as_of_no_reading_counts_and_on_it_the_published_one(void **unused) {
  (void)unused;
  small_deal deal;
  one_reading(&deal, AS_OF);
  WRITE(double, deal.model.reading_observed)[0] = 0.75;
  ship(&deal, FIRST, AS_OF - 1);
  assert_true(deal.state.reading_now[0] == -1.0);
  ship(&deal, FIRST, AS_OF);
  assert_true(deal.state.reading_now[0] == 0.75);
  ship(&deal, FIRST, AS_OF + 1);
  assert_true(deal.state.reading_now[0] == 0.5);
  small_deal_end(&deal);
}

static void an_approval_reading_is_approved_over_filed(void **unused) {
  (void)unused;
  small_deal deal;
  one_reading(&deal, FIRST);
  WRITE(int32_t, deal.model.reading_series)[0] = 1;
  WRITE(int32_t, deal.model.reading_lag)[0] = 0;
  small_deal_run(&deal, FIRST + 2);
  assert_true(deal.state.reading_now[0] == -1.0);
  deal.state.filed[0] = 8.0;
  deal.state.approved[0] = 6.0;
  small_deal_run(&deal, FIRST + 3);
  // today's figure is published tomorrow
  assert_true(deal.state.reading_now[0] == -1.0);
  small_deal_run(&deal, FIRST + 4);
  assert_true(deal.state.reading_now[0] == 0.75);
  small_deal_end(&deal);
}

static void statements_are_unconfirmed_until_the_other_side_speaks(void **unused) {
  (void)unused;
  const cp_counts counts = {.n_statement = 2};
  small_deal deal;
  small_deal_begin(&deal, &counts, FIRST, AS_OF, LAST);
  WRITE(int32_t, deal.model.statement_day)[0] = FIRST + 1;
  WRITE(int32_t, deal.model.statement_confirmed)[0] = FIRST + 3;
  WRITE(int32_t, deal.model.statement_day)[1] = FIRST + 2;
  WRITE(int32_t, deal.model.statement_confirmed)[1] = -1;
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST);
  assert_int_equal(deal.state.statement_state[0], 0);
  small_deal_run(&deal, FIRST + 2);
  assert_int_equal(deal.state.statement_state[0], 1);
  small_deal_run(&deal, FIRST + 20);
  assert_int_equal(deal.state.statement_state[0], 2);
  assert_int_equal(deal.state.statement_state[1], 1);
  small_deal_end(&deal);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(suspensions_of_one_agreement_are_extended_together),
      cmocka_unit_test(suspensions_of_nobody_are_extended_each_for_itself),
      cmocka_unit_test(nothing_is_drawn_up_to_as_of),
      cmocka_unit_test(a_known_act_of_the_future_still_comes),
      cmocka_unit_test(a_hinted_prospect_comes_at_its_rate),
      cmocka_unit_test(tension_is_the_weight_in_force_over_the_weight_taken),
      cmocka_unit_test(a_reading_sees_a_window_only_after_its_lag),
      cmocka_unit_test(before_as_of_no_reading_counts_and_on_it_the_published_one),
      cmocka_unit_test(an_approval_reading_is_approved_over_filed),
      cmocka_unit_test(statements_are_unconfirmed_until_the_other_side_speaks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
