// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Laws of disputes: when a party states a breach, and how a dispute climbs its ladder.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "harness/small_deal.h"

enum { FIRST = 20000, AS_OF = 20100, LAST = 20400 };

enum { GOAL_READING = 2, OWNER = 0, OTHER = 1 };
enum { OWN_READING, OTHER_READING };
enum { FIRST_STEP = 21, SECOND_STEP = 24 };

// A clause that the owner reads as met and the other side does not; a breach that no talk settles
// restores measure 0.
static void begin(small_deal *deal, double settles) {
  const cp_counts counts = {.n_measure = 1,
                            .n_agreement = 1,
                            .n_clause = 1,
                            .n_effect = 1,
                            .n_reading = 2,
                            .n_step = 2,
                            .n_fact = 8};
  small_deal_begin(deal, &counts, FIRST, AS_OF, LAST);
  const cp_model *model = &deal->model;
  WRITE(int32_t, model->clause_goal)[0] = GOAL_READING;
  WRITE(int32_t, model->clause_is_kept)[0] = 1;
  WRITE(int32_t, model->clause_party)[0] = OWNER;
  WRITE(int32_t, model->clause_to)[0] = OTHER;
  WRITE(int32_t, model->clause_escalate)[0] = 0;
  WRITE(uint32_t, model->clause_hash)[0] = 9;
  WRITE(int32_t, model->clause_effect_first)[1] = 1;
  WRITE(int32_t, model->effect_when)[0] = 3;
  WRITE(int32_t, model->effect_act)[0] = CP_ACT_RESTORE;
  WRITE(int32_t, model->reading_party)[OTHER_READING] = OTHER;
  WRITE(double, model->reading_observed)[OWN_READING] = 0.9;
  WRITE(double, model->reading_observed)[OTHER_READING] = 0.1;
  WRITE(int32_t, model->reading_publish_day)[OWN_READING] = 31;
  WRITE(int32_t, model->reading_publish_day)[OTHER_READING] = 31;
  WRITE(int32_t, model->step_days)[0] = FIRST_STEP;
  WRITE(int32_t, model->step_days)[1] = SECOND_STEP;
  WRITE(int32_t, model->step_next)[0] = 1;
  deal->draw.reading_at_least[OWN_READING] = 0.5;
  deal->draw.reading_at_least[OTHER_READING] = 0.5;
  deal->draw.step_settle[0] = deal->draw.step_settle[1] = settles;
  small_deal_fact(deal, FIRST, CP_ACT_ANNOUNCE, CP_OBJECT_AGREEMENT, 0, -1.0, -1);
  small_deal_fact(deal, FIRST, CP_ACT_ENTER, CP_OBJECT_MEASURE, 0, -1.0, -1);
  small_deal_fact(deal, FIRST + 1, CP_ACT_SUSPEND, CP_OBJECT_MEASURE, 0, -1.0, -1);
}

static void a_party_states_a_breach_only_while_the_readings_differ(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 0.0);
  deal.draw.clause_dispute[0] = 1.0;
  small_deal_start(&deal, 0);
  small_deal_run(&deal, AS_OF);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_AT_RISK);
  small_deal_run(&deal, AS_OF + 1);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_DISPUTED);
  assert_int_equal(small_deal_last(&deal, CP_EVENT_CLAUSE, 0)->cause, CP_CAUSE_DRAW);
  // both read the same: nothing to dispute
  WRITE(double, deal.model.reading_observed)[OWN_READING] = 0.1;
  small_deal_start(&deal, 0);
  small_deal_run(&deal, AS_OF + 5);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_IN_FORCE);
  small_deal_end(&deal);
}

static void a_dispute_climbs_step_by_step_and_ends_with_its_effect(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 0.0);
  const int32_t begins = AS_OF + 1;
  deal.draw.clause_dispute[0] = 1.0;
  small_deal_start(&deal, 0);
  small_deal_run(&deal, begins + 1);
  assert_int_equal(deal.state.clause_step[0], 0);
  small_deal_run(&deal, begins + FIRST_STEP - 1);
  assert_int_equal(deal.state.clause_step[0], 0);
  small_deal_run(&deal, begins + FIRST_STEP);
  assert_int_equal(deal.state.clause_step[0], 1);
  small_deal_run(&deal, begins + FIRST_STEP + SECOND_STEP - 1);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_DISPUTED);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_SUSPENDED);
  small_deal_run(&deal, begins + FIRST_STEP + SECOND_STEP);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_BREACHED);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_IN_FORCE);
  assert_int_equal(deal.state.clause_unsettled[0], 1);
  assert_int_equal(deal.state.clause_breaches[0], 1);
  small_deal_run(&deal, LAST);
  assert_int_equal(deal.state.clause_breaches[0], 1);
  assert_int_equal(deal.state.clause_fired[3], 1);
  small_deal_end(&deal);
}

static void a_settled_dispute_ends_with_its_step_and_is_judged_anew(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 1.0);
  small_deal_fact(&deal, AS_OF - 5, CP_ACT_DISPUTE, CP_OBJECT_CLAUSE, 0, -1.0, -1);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, AS_OF - 5 + FIRST_STEP - 1);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_DISPUTED);
  small_deal_run(&deal, AS_OF - 5 + FIRST_STEP);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_AT_RISK);
  assert_int_equal(deal.state.clause_step[0], -1);
  small_deal_end(&deal);
}

// Up to as_of nothing is drawn: a step follows the other, and what follows the last is left to rows.
static void up_to_as_of_the_ladder_settles_nothing(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 1.0);
  small_deal_fact(&deal, FIRST + 5, CP_ACT_DISPUTE, CP_OBJECT_CLAUSE, 0, -1.0, -1);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST + 5 + FIRST_STEP + SECOND_STEP + 3);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_DISPUTED);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_SUSPENDED);
  small_deal_run(&deal, LAST);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_DISPUTED);
  small_deal_end(&deal);
}

// 1 - (1 - p)^2 of disputes are settled on two steps.
static void the_odds_of_settling_are_those_of_the_steps(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 0.3);
  int32_t n_settled = 0;
  small_deal_fact(&deal, AS_OF, CP_ACT_DISPUTE, CP_OBJECT_CLAUSE, 0, -1.0, -1);
  for (uint32_t replica = 0; replica < 1000; replica++) {
    small_deal_start(&deal, replica);
    small_deal_run(&deal, AS_OF + FIRST_STEP + SECOND_STEP + 2);
    n_settled += deal.state.clause_state[0] != CP_CLAUSE_BREACHED;
  }
  // 510 with a standard deviation of 16
  assert_in_range(n_settled, 446, 574);
  small_deal_end(&deal);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_party_states_a_breach_only_while_the_readings_differ),
      cmocka_unit_test(a_dispute_climbs_step_by_step_and_ends_with_its_effect),
      cmocka_unit_test(a_settled_dispute_ends_with_its_step_and_is_judged_anew),
      cmocka_unit_test(up_to_as_of_the_ladder_settles_nothing),
      cmocka_unit_test(the_odds_of_settling_are_those_of_the_steps),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
