// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What a control costs, counted by hand (tests/law/costs): one lane of 1 kg a day at 3 USD/g, a user with 60 days of stock and 20 days at sea. Every
// ledger is audited on every day.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"
#include "harness/replica.h"

static const double day_of_sales = 300000.0;  // cents: 1 kg at 3 USD/g
static const double unit_value = 7000.0;      // cents

static replica test;

static int32_t measure_named(const char *name) {
  const int32_t row = cp_spec_find(test.spec, CP_S_measures, cp_text_of(name));
  assert_true(row >= 0);
  return row;
}

static const cp_state *state_on(int32_t year, int32_t month, int32_t day) {
  replica_run_to(&test, year, month, day);
  return &test.engine.state;
}

static double units_lost(const cp_state *state) {
  double lost = 0.0;
  for (int32_t firm = 0; firm < test.model.n_firm; firm++) lost += state->lost_total[firm];
  return lost;
}

static void a_lane_cut_for_n_days_loses_n_days_of_sales_and_nothing_that_is_made_up(void **unused) {
  (void)unused;
  replica_begin(&test, "tests/law/costs_short", 1, 0);
  const int32_t ban = measure_named("ban");
  assert_true(state_on(2024, 6, 2)->sales_lost[ban] == 0.0);
  for (int32_t n = 1; n <= 20; n++) {
    const cp_state *state = state_on(2024, 6, 2 + n);
    assert_true(state->sales_behind[ban] == n * day_of_sales);
    assert_true(state->sales_lost[ban] == n * day_of_sales);
  }
  // lifted on the 23rd: from now on sales catch up, and what was lost stays what it was
  const cp_state *end = state_on(2024, 12, 31);
  assert_true(end->sales_lost[ban] == 20.0 * day_of_sales);
  assert_true(end->sales_behind[ban] <= 0.0);
  assert_true(units_lost(end) == 0.0 && end->caused[ban].units == 0.0);
  replica_end(&test);
}

static void what_is_not_made_up_is_lost_for_good(void **unused) {
  (void)unused;
  replica_begin(&test, "tests/law/costs_short", 1, 0);
  const int32_t ban = measure_named("ban");
  // two days after the ban is gone what waited has departed in loads of three days at most
  const double first = state_on(2024, 6, 23)->sales_behind[ban];
  assert_true(first < 20.0 * day_of_sales && first >= 17.0 * day_of_sales);
  assert_true(state_on(2024, 6, 24)->sales_behind[ban] < first);
  replica_end(&test);
}

static void a_measure_of_no_size_costs_nothing(void **unused) {
  (void)unused;
  replica_begin(&test, "tests/law/costs_short", 1, 0);
  const int32_t idle = measure_named("idle");
  const cp_state *end = state_on(2024, 12, 31);
  assert_true(end->account_first[idle] >= 0);
  assert_true(end->sales_lost[idle] == 0.0 && end->sales_behind[idle] == 0.0);
  assert_true(end->caused[idle].units == 0.0 && end->caused[idle].value == 0.0);
  replica_end(&test);
}

static void without_a_control_nobody_has_an_account(void **unused) {
  (void)unused;
  replica_begin(&test, "tests/law/costs", 1, 0);
  const cp_state *end = state_on(2024, 12, 31);
  for (int32_t gate = 0; gate < test.model.n_gate; gate++) assert_true(end->account[gate] == -1);
  for (int32_t measure = 0; measure < test.model.n_measure; measure++)
    assert_true(end->sales_lost[measure] == 0.0 && end->caused[measure].units == 0.0);
  assert_true(end->uncaused->units == 0.0);
  replica_end(&test);
}

// The user stands after the ban is gone, too, until the first goods are there again: these units are the ban's as well.
static void units_that_users_lose_are_put_down_to_the_ban(void **unused) {
  (void)unused;
  replica_begin(&test, "tests/law/costs_long", 1, 0);
  const int32_t ban = measure_named("ban");
  const double lost_in_force = units_lost(state_on(2024, 6, 28));
  const cp_state *state = state_on(2024, 7, 28);
  assert_true(state->sales_lost[ban] == 120.0 * day_of_sales);
  assert_true(lost_in_force > 0.0 && units_lost(state) > lost_in_force);
  assert_true(state->caused[ban].units == units_lost(state));
  assert_true(state->caused[ban].value == units_lost(state) * unit_value);
  assert_true(state->uncaused->units == 0.0);
  // overtime makes all of them up: net 0
  const double lost = units_lost(state);
  const cp_state *end = state_on(2024, 12, 31);
  assert_true(units_lost(end) == lost);
  assert_true(end->caused[ban].units_back == lost);
  assert_true(end->caused[ban].value_back == lost * unit_value);
  replica_end(&test);
}

// The ban came first: the lane is on its account until it is gone, then on that of the measure that still binds it.
static void of_two_measures_the_first_in_force_has_the_lane(void **unused) {
  (void)unused;
  replica_begin(&test, "tests/law/costs_two", 1, 0);
  const int32_t ban = measure_named("ban"), later = measure_named("a-later-one");
  const cp_state *state = state_on(2024, 6, 22);
  assert_true(state->sales_lost[ban] == 20.0 * day_of_sales);
  assert_true(state->sales_lost[later] == 0.0);
  state = state_on(2024, 7, 9);
  assert_true(state->sales_behind[ban] == 20.0 * day_of_sales);
  assert_true(state->sales_lost[later] == 17.0 * day_of_sales);
  replica_end(&test);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_lane_cut_for_n_days_loses_n_days_of_sales_and_nothing_that_is_made_up),
      cmocka_unit_test(what_is_not_made_up_is_lost_for_good),
      cmocka_unit_test(a_measure_of_no_size_costs_nothing),
      cmocka_unit_test(without_a_control_nobody_has_an_account),
      cmocka_unit_test(units_that_users_lose_are_put_down_to_the_ban),
      cmocka_unit_test(of_two_measures_the_first_in_force_has_the_lane)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
