// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Laws of clauses: the Geneva replay to the day, deadlines, waiting, and acts that
// follow a met condition.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/date.h"
#include "harness/small_deal.h"

enum { FIRST = 20000, AS_OF = 20100, LAST = 20400 };
enum { GOAL_DOWN, GOAL_RATE, GOAL_READING };

// One clause of one agreement with all measures as targets.
static void begin(small_deal *deal, int32_t n_measure, int32_t n_effect, int32_t n_reading) {
  const cp_counts counts = {.n_measure = n_measure,
                            .n_agreement = 1,
                            .n_clause = 1,
                            .n_fact = 20,
                            .n_target = n_measure,
                            .n_effect = n_effect,
                            .n_reading = n_reading};
  small_deal_begin(deal, &counts, FIRST, AS_OF, LAST);
  WRITE(int32_t, deal->model.clause_target_first)[1] = n_measure;
  for (int32_t measure = 0; measure < n_measure; measure++) {
    WRITE(int32_t, deal->model.target_measure)[measure] = measure;
  }
  small_deal_fact(deal, FIRST, CP_ACT_ANNOUNCE, CP_OBJECT_AGREEMENT, 0, -1.0, -1);
}

static void measure_fact(small_deal *deal, int32_t day, cp_act act, int32_t measure,
                         int32_t until) {
  small_deal_fact(deal, day, act, CP_OBJECT_MEASURE, measure, -1.0, until);
}

// --- Geneva --------------------------------------------------------------------------------------

enum { TARIFF, LISTING, RULE, N_MEASURE };
enum { TARIFF_CLAUSE, OTHER_CLAUSE, N_CLAUSE };

static void geneva(small_deal *deal, int32_t as_of) {
  const cp_counts counts = {
      .n_measure = N_MEASURE, .n_agreement = 1, .n_clause = N_CLAUSE, .n_target = 3, .n_fact = 12};
  const int32_t first_of_april = cp_day_from(2025, 4, 1);
  const int32_t last_day = cp_day_from(2025, 8, 11);
  small_deal_begin(deal, &counts, first_of_april, as_of, cp_day_from(2025, 12, 31));
  WRITE(double, deal->model.measure_rate)[TARIFF] = 0.24;
  WRITE(int32_t, deal->model.clause_target_first)[1] = 1;
  WRITE(int32_t, deal->model.clause_target_first)[2] = 3;
  const int32_t target[] = {TARIFF, LISTING, RULE};
  for (int32_t at = 0; at < 3; at++) WRITE(int32_t, deal->model.target_measure)[at] = target[at];
  WRITE(int32_t, deal->model.target_is_unclear)[2] = 1;
  const int32_t start = cp_day_from(2025, 5, 14);
  WRITE(int32_t, deal->model.clause_starts)[TARIFF_CLAUSE] = start;
  WRITE(int32_t, deal->model.clause_starts)[OTHER_CLAUSE] = start;
  WRITE(int32_t, deal->model.clause_deadline)[TARIFF_CLAUSE] = start;
  WRITE(int32_t, deal->model.clause_deadline)[OTHER_CLAUSE] = last_day;
  const int32_t may = cp_day_from(2025, 5, 1) - 1;
  measure_fact(deal, cp_day_from(2025, 4, 4), CP_ACT_ENTER, LISTING, -1);
  measure_fact(deal, cp_day_from(2025, 4, 4), CP_ACT_ENTER, RULE, -1);
  measure_fact(deal, cp_day_from(2025, 4, 9), CP_ACT_ENTER, TARIFF, -1);
  small_deal_fact(deal, may + 12, CP_ACT_ANNOUNCE, CP_OBJECT_AGREEMENT, 0, -1.0, -1);
  measure_fact(deal, may + 14, CP_ACT_SUSPEND, TARIFF, last_day);
  measure_fact(deal, may + 14, CP_ACT_SUSPEND, LISTING, last_day);
  small_deal_fact(deal, may + 30, CP_ACT_DISPUTE, CP_OBJECT_CLAUSE, OTHER_CLAUSE, -1.0, -1);
  small_deal_fact(deal, cp_day_from(2025, 6, 27), CP_ACT_SETTLE, CP_OBJECT_CLAUSE, OTHER_CLAUSE,
                  -1.0, -1);
  small_deal_start(deal, 0);
}

static int32_t state_on(small_deal *deal, int32_t month, int32_t day, int32_t clause) {
  small_deal_run(deal, cp_day_from(2025, month, day));
  return deal->state.clause_state[clause];
}

static void geneva_replays_to_the_day(void **unused) {
  (void)unused;
  small_deal deal;
  geneva(&deal, cp_day_from(2025, 12, 31));
  assert_int_equal(state_on(&deal, 5, 11, OTHER_CLAUSE), CP_CLAUSE_DORMANT);
  assert_int_equal(state_on(&deal, 5, 12, OTHER_CLAUSE), CP_CLAUSE_WAITING);
  assert_int_equal(state_on(&deal, 5, 13, TARIFF_CLAUSE), CP_CLAUSE_WAITING);
  assert_int_equal(state_on(&deal, 5, 14, TARIFF_CLAUSE), CP_CLAUSE_FULFILLED);
  assert_int_equal(deal.state.clause_state[OTHER_CLAUSE], CP_CLAUSE_AT_RISK);
  assert_int_equal(deal.state.clause_since[OTHER_CLAUSE], cp_day_from(2025, 5, 14));
  assert_int_equal(state_on(&deal, 5, 29, OTHER_CLAUSE), CP_CLAUSE_AT_RISK);
  assert_int_equal(state_on(&deal, 5, 30, OTHER_CLAUSE), CP_CLAUSE_DISPUTED);
  assert_int_equal(state_on(&deal, 6, 27, OTHER_CLAUSE), CP_CLAUSE_DISPUTED);
  assert_int_equal(state_on(&deal, 6, 28, OTHER_CLAUSE), CP_CLAUSE_AT_RISK);
  assert_int_equal(state_on(&deal, 8, 11, OTHER_CLAUSE), CP_CLAUSE_AT_RISK);
  assert_int_equal(deal.state.measure_state[TARIFF], CP_MEASURE_SUSPENDED);
  assert_int_equal(state_on(&deal, 8, 12, OTHER_CLAUSE), CP_CLAUSE_BREACHED);
  assert_int_equal(deal.state.clause_breaches[OTHER_CLAUSE], 1);
  assert_int_equal(deal.state.measure_state[TARIFF], CP_MEASURE_IN_FORCE);
  assert_true(deal.state.measure_now[TARIFF] == 0.24);
  assert_int_equal(deal.state.clause_state[TARIFF_CLAUSE], CP_CLAUSE_FULFILLED);
  small_deal_run(&deal, cp_day_from(2025, 12, 31));
  assert_int_equal(deal.state.clause_breaches[OTHER_CLAUSE], 1);
  assert_int_equal(deal.state.deal_refused[0], 0);
  small_deal_end(&deal);
}

// A fulfilled clause stays fulfilled; whether its condition still holds is told apart from that.
static void what_was_fulfilled_may_hold_no_longer(void **unused) {
  (void)unused;
  small_deal deal;
  geneva(&deal, cp_day_from(2025, 12, 31));
  assert_int_equal(state_on(&deal, 5, 11, TARIFF_CLAUSE), CP_CLAUSE_DORMANT);
  assert_int_equal(deal.state.clause_holds[TARIFF_CLAUSE], 0);
  assert_int_equal(state_on(&deal, 5, 14, TARIFF_CLAUSE), CP_CLAUSE_FULFILLED);
  assert_int_equal(deal.state.clause_holds[TARIFF_CLAUSE], 1);
  assert_int_equal(deal.state.clause_holds[OTHER_CLAUSE], 0);
  assert_int_equal(state_on(&deal, 8, 12, TARIFF_CLAUSE), CP_CLAUSE_FULFILLED);
  assert_int_equal(deal.state.clause_holds[TARIFF_CLAUSE], 0);
  small_deal_end(&deal);
}

static void an_extended_suspension_carries_the_deadline_with_it(void **unused) {
  (void)unused;
  small_deal deal;
  geneva(&deal, cp_day_from(2025, 7, 1));
  for (int32_t measure = 0; measure < N_MEASURE; measure++) {
    deal.draw.measure_extend_chance[measure] = 1.0;
    WRITE(int32_t, deal.model.measure_extend_by)[measure] = 90;
  }
  assert_int_equal(state_on(&deal, 8, 12, OTHER_CLAUSE), CP_CLAUSE_AT_RISK);
  assert_int_equal(deal.state.measure_until[LISTING], cp_day_from(2025, 11, 9));
  assert_int_equal(small_deal_last(&deal, CP_EVENT_MEASURE, LISTING)->cause, CP_CAUSE_DRAW);
  small_deal_end(&deal);
}

// --- single clauses ------------------------------------------------------------------------------

static void targets_that_were_never_taken_meet_nothing(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 2, 0, 0);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST + 5);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_IN_FORCE);
  small_deal_end(&deal);
}

static void half_done_is_at_risk_only_where_time_runs_out(void **unused) {
  (void)unused;
  for (int32_t has_deadline = 0; has_deadline < 2; has_deadline++) {
    small_deal deal;
    begin(&deal, 2, 0, 0);
    if (has_deadline) WRITE(int32_t, deal.model.clause_deadline)[0] = FIRST + 50;
    measure_fact(&deal, FIRST + 1, CP_ACT_ENTER, 0, -1);
    measure_fact(&deal, FIRST + 1, CP_ACT_ENTER, 1, -1);
    measure_fact(&deal, FIRST + 2, CP_ACT_LIFT, 0, -1);
    measure_fact(&deal, FIRST + 4, CP_ACT_LIFT, 1, -1);
    small_deal_start(&deal, 0);
    small_deal_run(&deal, FIRST + 1);
    assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_IN_FORCE);
    small_deal_run(&deal, FIRST + 2);
    assert_int_equal(deal.state.clause_state[0],
                     has_deadline ? CP_CLAUSE_AT_RISK : CP_CLAUSE_IN_FORCE);
    small_deal_run(&deal, FIRST + 4);
    assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_FULFILLED);
    assert_int_equal(small_deal_last(&deal, CP_EVENT_CLAUSE, 0)->number, 1);
    small_deal_end(&deal);
  }
}

static void a_rate_goal_is_met_at_its_rate(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 1, 0, 0);
  WRITE(int32_t, deal.model.clause_goal)[0] = GOAL_RATE;
  WRITE(double, deal.model.clause_at_most)[0] = 0.1;
  small_deal_fact(&deal, FIRST + 1, CP_ACT_ENTER, CP_OBJECT_MEASURE, 0, 0.34, -1);
  small_deal_fact(&deal, FIRST + 3, CP_ACT_SET, CP_OBJECT_MEASURE, 0, 0.1, -1);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST + 2);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_IN_FORCE);
  small_deal_run(&deal, FIRST + 3);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_FULFILLED);
  small_deal_end(&deal);
}

static void a_dispute_of_a_dormant_clause_is_refused(void **unused) {
  (void)unused;
  const cp_counts counts = {.n_agreement = 1, .n_clause = 1, .n_fact = 2};
  small_deal deal;
  small_deal_begin(&deal, &counts, FIRST, AS_OF, LAST);
  small_deal_fact(&deal, FIRST + 1, CP_ACT_DISPUTE, CP_OBJECT_CLAUSE, 0, -1.0, -1);
  small_deal_fact(&deal, FIRST + 2, CP_ACT_SETTLE, CP_OBJECT_CLAUSE, 0, -1.0, -1);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST + 3);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_DORMANT);
  assert_int_equal(deal.state.deal_refused[0], 2);
  small_deal_end(&deal);
}

// --- two clauses that wait for each other --------------------------------------------------------

// Clause 0 is a reading whose effects lift measure 0; clause 1 owes measure 0 down after clause 0.
static void pair(small_deal *deal, double observed) {
  const cp_counts counts = {.n_measure = 1,
                            .n_agreement = 1,
                            .n_clause = 2,
                            .n_fact = 8,
                            .n_target = 1,
                            .n_effect = 1,
                            .n_reading = 1};
  small_deal_begin(deal, &counts, FIRST, AS_OF, LAST);
  const cp_model *model = &deal->model;
  WRITE(int32_t, model->clause_goal)[0] = GOAL_READING;
  WRITE(int32_t, model->clause_is_kept)[0] = 1;
  WRITE(int32_t, model->clause_to)[0] = 1;
  WRITE(int32_t, model->clause_after)[1] = 0;
  WRITE(int32_t, model->clause_target_first)[2] = 1;
  WRITE(int32_t, model->clause_effect_first)[1] = 1;
  WRITE(int32_t, model->clause_effect_first)[2] = 1;
  WRITE(int32_t, model->effect_act)[0] = CP_ACT_LIFT;
  WRITE(int32_t, model->reading_party)[0] = 1;
  WRITE(double, model->reading_observed)[0] = observed;
  WRITE(int32_t, model->reading_window)[0] = 30;
  deal->draw.reading_at_least[0] = 0.8;
  deal->draw.clause_act_chance[0] = 1.0;
  for (int32_t cell = 0; cell < CP_TABLE; cell++) deal->draw.act_days[cell] = 5;
  small_deal_fact(deal, FIRST, CP_ACT_ENTER, CP_OBJECT_MEASURE, 0, -1.0, -1);
  small_deal_fact(deal, FIRST, CP_ACT_ANNOUNCE, CP_OBJECT_AGREEMENT, 0, -1.0, -1);
}

static void a_clause_waits_for_the_one_that_must_be_met_first(void **unused) {
  (void)unused;
  small_deal deal;
  pair(&deal, 0.07);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, AS_OF + 20);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_IN_FORCE);
  assert_int_equal(deal.state.clause_state[1], CP_CLAUSE_WAITING);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_IN_FORCE);
  small_deal_end(&deal);
}

static void a_duty_done_before_its_turn_is_done(void **unused) {
  (void)unused;
  small_deal deal;
  pair(&deal, 0.07);
  small_deal_fact(&deal, FIRST + 3, CP_ACT_LIFT, CP_OBJECT_MEASURE, 0, -1.0, -1);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST + 3);
  assert_int_equal(deal.state.clause_state[1], CP_CLAUSE_FULFILLED);
  small_deal_end(&deal);
}

static void no_act_follows_by_itself_up_to_as_of_and_the_drawn_one_comes_after_it(void **unused) {
  (void)unused;
  small_deal deal;
  pair(&deal, 0.9);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, AS_OF);
  assert_int_equal(deal.state.clause_met[0], AS_OF);
  assert_int_equal(deal.state.clause_act_on[0], -1);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_IN_FORCE);
  assert_int_equal(deal.state.clause_state[1], CP_CLAUSE_IN_FORCE);
  small_deal_run(&deal, AS_OF + 1);
  assert_int_equal(deal.state.clause_act_on[0], AS_OF + 6);
  small_deal_run(&deal, AS_OF + 5);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_IN_FORCE);
  small_deal_run(&deal, AS_OF + 6);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_LIFTED);
  assert_int_equal(small_deal_last(&deal, CP_EVENT_MEASURE, 0)->cause, CP_CAUSE_CLAUSE);
  assert_int_equal(deal.state.clause_acted[0], AS_OF + 6);
  assert_int_equal(deal.state.clause_state[1], CP_CLAUSE_FULFILLED);
  small_deal_end(&deal);
}

// The reading holds on the day on which a figure says so, and no longer than figures do.
static void a_reading_goal_holds_only_while_its_figure_does(void **unused) {
  (void)unused;
  small_deal deal;
  pair(&deal, 0.9);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, AS_OF - 1);
  assert_int_equal(deal.state.clause_holds[0], 0);
  small_deal_run(&deal, AS_OF);
  assert_int_equal(deal.state.clause_holds[0], 1);
  small_deal_run(&deal, AS_OF + 6);
  assert_int_equal(deal.state.clause_met[0], AS_OF);
  assert_int_equal(deal.state.clause_holds[0], 0);
  small_deal_end(&deal);
}

static void without_odds_the_act_never_follows(void **unused) {
  (void)unused;
  small_deal deal;
  pair(&deal, 0.9);
  deal.draw.clause_act_chance[0] = 0.0;
  small_deal_start(&deal, 0);
  small_deal_run(&deal, LAST);
  assert_int_equal(deal.state.clause_acted[0], -1);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_IN_FORCE);
  small_deal_end(&deal);
}

static void a_breach_restores_what_was_suspended(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 2, 1, 0);
  WRITE(int32_t, deal.model.clause_deadline)[0] = FIRST + 9;
  WRITE(int32_t, deal.model.clause_effect_first)[1] = 1;
  WRITE(int32_t, deal.model.effect_when)[0] = 1;
  WRITE(int32_t, deal.model.effect_act)[0] = CP_ACT_RESTORE;
  WRITE(double, deal.model.measure_rate)[0] = 0.24;
  measure_fact(&deal, FIRST + 1, CP_ACT_ENTER, 0, -1);
  measure_fact(&deal, FIRST + 1, CP_ACT_ENTER, 1, -1);
  measure_fact(&deal, FIRST + 2, CP_ACT_SUSPEND, 0, -1);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST + 9);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_SUSPENDED);
  small_deal_run(&deal, FIRST + 10);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_BREACHED);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_IN_FORCE);
  assert_true(deal.state.measure_now[0] == 0.24);
  small_deal_end(&deal);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(geneva_replays_to_the_day),
      cmocka_unit_test(what_was_fulfilled_may_hold_no_longer),
      cmocka_unit_test(an_extended_suspension_carries_the_deadline_with_it),
      cmocka_unit_test(targets_that_were_never_taken_meet_nothing),
      cmocka_unit_test(half_done_is_at_risk_only_where_time_runs_out),
      cmocka_unit_test(a_rate_goal_is_met_at_its_rate),
      cmocka_unit_test(a_dispute_of_a_dormant_clause_is_refused),
      cmocka_unit_test(a_clause_waits_for_the_one_that_must_be_met_first),
      cmocka_unit_test(a_duty_done_before_its_turn_is_done),
      cmocka_unit_test(no_act_follows_by_itself_up_to_as_of_and_the_drawn_one_comes_after_it),
      cmocka_unit_test(a_reading_goal_holds_only_while_its_figure_does),
      cmocka_unit_test(without_odds_the_act_never_follows),
      cmocka_unit_test(a_breach_restores_what_was_suspended),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
