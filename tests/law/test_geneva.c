// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The default scenario's time line replayed to the day (docs/model.md, "The deal"): what Geneva's
// clauses were on which day, when the countermeasures came and went, and what happens on day 91. The
// deal room alone decides that, so only it runs.
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/date.h"
#include "deal/deal.h"
#include "harness/replica.h"

static replica test;

static void open_as_of(int32_t month, int32_t day) {
  const cp_scenario_options options = {.as_of = cp_day_from(2025, month, day)};
  replica_begin_with(&test, "scenarios/rare-earth-pact-2025", &options, 7, 0);
}

static void live_to(int32_t month, int32_t day) {
  cp_engine *const engine = &test.engine;
  while (engine->state.day[0] < cp_day_from(2025, month, day)) {
    engine->state.day[0]++;
    cp_deal_day(&test.model, &engine->draw, &engine->state);
    cp_deal_publish(&test.model, &engine->draw, &engine->state);
  }
}

static int32_t row(cp_section section, const char *name) {
  const int32_t found = cp_spec_find(test.spec, section, cp_text_of(name));
  assert_true(found >= 0);
  return found;
}

static int32_t clause(const char *name) {
  return test.engine.state.clause_state[row(CP_S_clauses, name)];
}

static int32_t measure(const char *name) {
  return test.engine.state.measure_state[row(CP_S_measures, name)];
}

static void the_tariff_clauses_are_fulfilled_on_14_may(void **unused) {
  (void)unused;
  open_as_of(6, 27);
  live_to(5, 13);
  assert_int_equal(clause("geneva-us-tariffs"), CP_CLAUSE_WAITING);
  assert_int_equal(clause("geneva-cn-tariffs"), CP_CLAUSE_WAITING);
  live_to(5, 14);
  assert_int_equal(clause("geneva-us-tariffs"), CP_CLAUSE_FULFILLED);
  assert_int_equal(clause("geneva-cn-tariffs"), CP_CLAUSE_FULFILLED);
  replica_end(&test);
}

static void the_other_clause_is_at_risk_disputed_and_judged_anew(void **unused) {
  (void)unused;
  open_as_of(7, 5);
  live_to(5, 13);
  assert_int_equal(clause("geneva-cn-non-tariff"), CP_CLAUSE_WAITING);
  live_to(5, 14);
  assert_int_equal(clause("geneva-cn-non-tariff"), CP_CLAUSE_AT_RISK);
  live_to(5, 29);
  assert_int_equal(clause("geneva-cn-non-tariff"), CP_CLAUSE_AT_RISK);
  live_to(5, 30);
  assert_int_equal(clause("geneva-cn-non-tariff"), CP_CLAUSE_DISPUTED);
  live_to(6, 27);
  assert_int_equal(clause("geneva-cn-non-tariff"), CP_CLAUSE_DISPUTED);
  live_to(6, 28);
  assert_int_equal(clause("geneva-cn-non-tariff"), CP_CLAUSE_AT_RISK);
  replica_end(&test);
}

static void the_countermeasures_come_on_23_may_and_go_on_2_and_3_july(void **unused) {
  (void)unused;
  open_as_of(7, 5);
  live_to(5, 22);
  assert_int_equal(measure("us-eda"), CP_MEASURE_NONE);
  live_to(5, 23);
  assert_int_equal(measure("us-eda"), CP_MEASURE_IN_FORCE);
  assert_int_equal(measure("us-ethane"), CP_MEASURE_IN_FORCE);
  live_to(6, 27);
  assert_int_equal(measure("us-eda"), CP_MEASURE_IN_FORCE);
  assert_int_equal(measure("us-ethane"), CP_MEASURE_IN_FORCE);
  assert_int_equal(measure("us-engines"), CP_MEASURE_IN_FORCE);
  live_to(7, 1);
  assert_int_equal(measure("us-eda"), CP_MEASURE_IN_FORCE);
  live_to(7, 2);
  assert_int_equal(measure("us-eda"), CP_MEASURE_LIFTED);
  assert_int_equal(measure("us-ethane"), CP_MEASURE_LIFTED);
  assert_int_equal(measure("us-engines"), CP_MEASURE_IN_FORCE);
  live_to(7, 3);
  assert_int_equal(measure("us-engines"), CP_MEASURE_LIFTED);
  replica_end(&test);
}

// 14 May is day 1 and 11 August day 90. What was suspended comes back as it was, to the bit.
static void without_an_extension_the_suspended_comes_back_on_12_august(void **unused) {
  (void)unused;
  open_as_of(6, 27);
  assert_int_equal(cp_day_from(2025, 8, 11) - cp_day_from(2025, 5, 14) + 1, 90);
  const int32_t tariff = row(CP_S_measures, "us-reciprocal-24");
  live_to(5, 13);
  const double before = test.engine.state.measure_now[tariff];
  for (int32_t at = 0; at < test.model.n_measure; at++)
    test.engine.draw.measure_extend_chance[at] = 0.0;
  for (int32_t at = 0; at < test.model.n_clause; at++)
    test.engine.draw.clause_extend_chance[at] = test.engine.draw.clause_renegotiate_chance[at] =
        0.0;
  live_to(8, 11);
  assert_int_equal(measure("us-reciprocal-24"), CP_MEASURE_SUSPENDED);
  assert_int_equal(measure("cn-control-list-april-4"), CP_MEASURE_SUSPENDED);
  assert_int_equal(clause("geneva-cn-non-tariff"), CP_CLAUSE_AT_RISK);
  live_to(8, 12);
  assert_int_equal(measure("us-reciprocal-24"), CP_MEASURE_IN_FORCE);
  assert_int_equal(measure("cn-control-list-april-4"), CP_MEASURE_IN_FORCE);
  assert_memory_equal(&test.engine.state.measure_now[tariff], &before, sizeof before);
  assert_int_equal(test.engine.state.measure_since[tariff], cp_day_from(2025, 8, 12));
  // what was lifted does not
  assert_int_equal(measure("us-reciprocal-91"), CP_MEASURE_LIFTED);
  assert_int_equal(clause("geneva-cn-non-tariff"), CP_CLAUSE_BREACHED);
  replica_end(&test);
}

static void with_an_extension_nothing_comes_back(void **unused) {
  (void)unused;
  open_as_of(6, 27);
  for (int32_t at = 0; at < test.model.n_measure; at++)
    test.engine.draw.measure_extend_chance[at] = 1.0;
  live_to(8, 12);
  const char *const names[] = {"us-reciprocal-24", "cn-tariff-24", "cn-control-list-april-4",
                               "cn-unreliable-april-9"};
  for (size_t name = 0; name < sizeof names / sizeof names[0]; name++) {
    assert_int_equal(measure(names[name]), CP_MEASURE_SUSPENDED);
    assert_int_equal(test.engine.state.measure_until[row(CP_S_measures, names[name])],
                     cp_day_from(2025, 8, 11) + 90);
  }
  assert_int_equal(clause("geneva-cn-non-tariff"), CP_CLAUSE_AT_RISK);
  replica_end(&test);
}

// Every non-tariff measure since 2 April is ticked off by itself.
static void the_set_clause_is_ticked_one_by_one(void **unused) {
  (void)unused;
  open_as_of(6, 27);
  live_to(6, 27);
  const int32_t set = row(CP_S_clauses, "geneva-cn-non-tariff");
  int32_t n_down = 0;
  int32_t n_target = 0;
  for (int32_t target = test.model.clause_target_first[set];
       target < test.model.clause_target_first[set + 1]; target++) {
    const int32_t at = test.model.target_measure[target];
    const bool is_down = test.engine.state.measure_state[at] == CP_MEASURE_SUSPENDED;
    assert_int_equal(test.engine.state.target_is_down[target], is_down);
    n_down += is_down;
    n_target++;
  }
  assert_int_equal(n_target, 5);
  assert_int_equal(n_down, 4);
  assert_int_equal(measure("announcement-18"), CP_MEASURE_IN_FORCE);
  replica_end(&test);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_tariff_clauses_are_fulfilled_on_14_may),
      cmocka_unit_test(the_other_clause_is_at_risk_disputed_and_judged_anew),
      cmocka_unit_test(the_countermeasures_come_on_23_may_and_go_on_2_and_3_july),
      cmocka_unit_test(without_an_extension_the_suspended_comes_back_on_12_august),
      cmocka_unit_test(with_an_extension_nothing_comes_back),
      cmocka_unit_test(the_set_clause_is_ticked_one_by_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
