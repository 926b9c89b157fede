// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// From losses of final firms to those of the economy, with the default scenario's table: nothing comes of nothing; what a sector's firms do not
// make is what it makes less, as its own customers give way; others make less, but not much; it comes back; and in the default episode the
// net loss is far below 1 % of value added.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/date.h"
#include "harness/replica.h"
#include "observe/spread.h"

enum { SHARE_PERCENT = 20, WEEKS_HIT = 6, N_REPLICA = 40 };

static const double cents_per_thousand = 1e5;

static replica test;
static double *record;

static int begin(void **unused) {
  (void)unused;
  replica_begin(&test, "scenarios/rare-earth-pact-2025", 1, 0);
  record = calloc((size_t)cp_record_length(&test.model), sizeof(double));
  return record == NULL;
}

static int end(void **unused) {
  (void)unused;
  free(record);
  replica_end(&test);
  return 0;
}

static int32_t sector(const char *name) {
  const int32_t found = cp_spec_find(test.spec, CP_S_sectors, cp_text_of(name));
  assert_true(found >= 0);
  return found;
}

static double outcome(int32_t which, int32_t entity) {
  return record[cp_outcome_at(&test.model, which).offset + entity];
}

static double all(int32_t which) {
  double sum = 0.0;
  for (int32_t at = 0; at < test.model.n_sector; at++) sum += outcome(which, at);
  return sum;
}

// Some weeks from the first Monday after as_of in which a sector lacks that share of its capacity.
static void hit(int32_t which, double share) {
  cp_state *state = &test.engine.state;
  const int32_t n = test.model.n_sector;
  const int32_t week = (test.model.as_of[0] - test.model.first_day[0]) / 7 + 1;
  for (int32_t at = 0; at < test.model.n_week * n; at++) state->sector_loss[at] = 0.0;
  for (int32_t on = 0; on < WEEKS_HIT; on++) state->sector_loss[(week + on) * n + which] = share;
}

static void nothing_comes_of_nothing(void **unused) {
  (void)unused;
  hit(sector("motor-vehicles"), 0.0);
  assert_int_equal(cp_spread_losses(&test.engine, record), CP_OK);
  assert_true(all(CP_OUTCOME_economy_gross) == 0.0 && all(CP_OUTCOME_economy_later) == 0.0);
  assert_true(outcome(CP_OUTCOME_economy_unserved, 0) == 0.0);
}

static void what_firms_do_not_make_is_what_their_sector_makes_less(void **unused) {
  (void)unused;
  const int32_t cars = sector("motor-vehicles");
  hit(cars, SHARE_PERCENT / 100.0);
  assert_int_equal(cp_spread_losses(&test.engine, record), CP_OK);
  const double expected =
      SHARE_PERCENT / 100.0 * 7 * WEEKS_HIT * test.model.sector_value[cars] / cents_per_thousand;
  assert_true(outcome(CP_OUTCOME_economy_direct, cars) > 0.999 * expected &&
              outcome(CP_OUTCOME_economy_direct, cars) < 1.001 * expected);
  assert_true(outcome(CP_OUTCOME_economy_gross, cars) > 0.99 * expected &&
              outcome(CP_OUTCOME_economy_gross, cars) < 1.05 * expected);
  // suppliers have less to do
  const double others = all(CP_OUTCOME_economy_gross) - outcome(CP_OUTCOME_economy_gross, cars);
  printf("of the sector itself %.0f, of all others %.0f, made later %.0f kUSD\n", expected, others,
         all(CP_OUTCOME_economy_later));
  assert_true(others > 0.2 * expected && others < 5.0 * expected);
  assert_true(all(CP_OUTCOME_economy_direct) == outcome(CP_OUTCOME_economy_direct, cars));
}

// Twice the loss is at least twice the damage: stocks and lots cushion the first days.
static void damage_grows_no_slower_than_the_loss(void **unused) {
  (void)unused;
  double gross[2];
  for (int32_t turn = 0; turn < 2; turn++) {
    hit(sector("motor-vehicles"), (turn + 1) * SHARE_PERCENT / 100.0);
    assert_int_equal(cp_spread_losses(&test.engine, record), CP_OK);
    gross[turn] = all(CP_OUTCOME_economy_gross);
  }
  assert_true(gross[1] > 1.95 * gross[0]);
}

// The weekly path is the same loss: what is less and what is more, over all weeks from as_of on.
static void weeks_add_up_to_net(void **unused) {
  (void)unused;
  hit(sector("motor-vehicles"), SHARE_PERCENT / 100.0);
  assert_int_equal(cp_spread_losses(&test.engine, record), CP_OK);
  const cp_series weeks = cp_series_at(&test.model, CP_SERIES_economy_lost);
  double sum = 0.0;
  for (int32_t week = 0; week < weeks.n_date; week++) sum += record[weeks.offset + week];
  const double net = (all(CP_OUTCOME_economy_gross) - all(CP_OUTCOME_economy_later)) / 1000.0;
  // weeks are whole millions
  assert_true(sum - net < 0.5 * weeks.n_date && net - sum < 0.5 * weeks.n_date);
}

static int by_size(const void *left, const void *right) {
  const double one = *(const double *)left, other = *(const double *)right;
  return (one > other) - (one < other);
}

static void the_default_episode_costs_less_than_one_percent(void **unused) {
  (void)unused;
  double net[N_REPLICA], stake = 0.0;
  for (int32_t at = 0; at < test.model.n_sector; at++)
    stake += test.model.sector_value[at] * (test.model.last_day[0] - test.model.as_of[0]) /
             cents_per_thousand;
  for (uint32_t number = 0; number < N_REPLICA; number++) {
    replica_again(&test, 1, number);
    assert_int_equal(cp_replica_run(&test.engine, record), CP_OK);
    net[number] = all(CP_OUTCOME_economy_gross) - all(CP_OUTCOME_economy_later);
  }
  qsort(net, N_REPLICA, sizeof *net, by_size);
  printf("net loss of the U.S. economy: median %.0f, ninth decile %.0f, of %.0f million USD\n",
         net[N_REPLICA / 2] / 1000.0, net[N_REPLICA * 9 / 10] / 1000.0, stake / 1000.0);
  assert_true(net[N_REPLICA - 1] < 0.01 * stake);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_comes_of_nothing),
      cmocka_unit_test(what_firms_do_not_make_is_what_their_sector_makes_less),
      cmocka_unit_test(damage_grows_no_slower_than_the_loss), cmocka_unit_test(weeks_add_up_to_net),
      cmocka_unit_test(the_default_episode_costs_less_than_one_percent)};
  return cmocka_run_group_tests(tests, begin, end);
}
