// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Events: their recoveries, the lag of a step, and what several do at once, where the reference implementation stops with an error.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "economy/sample.h"
#include "economy/shock.h"

enum { REGIONS = 2, SECTORS = 3, N = REGIONS * SECTORS, DAYS = 200 };

typedef struct test_world {
  cp_economy economy;
  cp_shocks shocks;
  void *memory, *more;
} test_world;

static const double ratio[SECTORS] = {4.0, 4.0, 4.0};

static test_world begin(const cp_shock *shock, int32_t n_shock, int32_t step_days, bool has_lag) {
  test_world world;
  double days[2 * SECTORS], row[N + REGIONS];
  cp_economy_spec spec = cp_sample_spec(REGIONS, SECTORS, 1, days);
  spec.step_days = step_days;
  world.memory = malloc(cp_economy_bytes(&spec, 1));
  assert_non_null(world.memory);
  cp_economy_begin(&world.economy, &spec, 1, world.memory);
  cp_sample_fill(&world.economy, row);
  world.more = malloc(cp_shocks_bytes(&world.economy, shock, n_shock));
  assert_non_null(world.more);
  cp_shocks_begin(&world.shocks, &world.economy, shock, n_shock, ratio, 1e6, has_lag, world.more);
  return world;
}

static void step(test_world *world) {
  assert_int_equal(cp_shocks_strike(&world->shocks, &world->economy, 0), CP_OK);
  assert_int_equal(cp_economy_produce(&world->economy), CP_OK);
  cp_shocks_advance(&world->shocks, &world->economy, 0);
  assert_int_equal(cp_economy_order(&world->economy, NULL), CP_OK);
}

static void end(test_world *world) {
  free(world->memory);
  free(world->more);
}

static const int32_t first_two[] = {0, 1};
static const double fifth_and_half[] = {0.2, 0.5}, half_and_fifth[] = {0.5, 0.2};

static cp_shock stop(int32_t day, const double *impact) {
  return (cp_shock){.kind = CP_SHOCK_CAPACITY,
                    .occurrence_day = day,
                    .duration_days = 20,
                    .tau_days = 10.0,
                    .rebuilding_factor = 1.0,
                    .n_impact = 2,
                    .industry = first_two,
                    .impact = impact};
}

// What is made on each day.
static void live(const cp_shock *shock, int32_t n_shock, bool has_lag, double made[DAYS][N]) {
  test_world world = begin(shock, n_shock, 1, has_lag);
  for (int32_t day = 0; day < DAYS; day++) {
    step(&world);
    memcpy(made[day], world.economy.made, sizeof made[day]);
  }
  end(&world);
}

static double one[DAYS][N], other[DAYS][N];

static void a_shock_of_size_zero_changes_no_bit(void **unused) {
  (void)unused;
  static const double nothing[] = {0.0, 0.0};
  const cp_shock shock = stop(5, nothing);
  live(NULL, 0, true, one);
  live(&shock, 1, true, other);
  assert_memory_equal(one, other, sizeof one);
}

// (31): a lag of one step is a shock of one step later.
static void the_lag_is_a_shock_a_step_later(void **unused) {
  (void)unused;
  const cp_shock early = stop(5, fifth_and_half), late = stop(6, fifth_and_half);
  live(&early, 1, true, one);
  live(&late, 1, false, other);
  assert_memory_equal(one, other, sizeof one);
  live(&early, 1, false, other);
  assert_memory_not_equal(one, other, sizeof one);
}

static void recoveries_follow_their_curves(void **unused) {
  (void)unused;
  assert_float_equal(cp_recovery_left(CP_RECOVERY_LINEAR, 15, 0.4, 60), 0.3, 1e-15);
  assert_true(cp_recovery_left(CP_RECOVERY_LINEAR, 61, 0.4, 60) == 0.0);
  assert_float_equal(cp_recovery_left(CP_RECOVERY_CONVEXE, 1, 1.0, 2), 0.0625, 1e-15);
  assert_float_equal(cp_recovery_left(CP_RECOVERY_CONVEXE_NOSCALE, 3, 1.0, 2), 0.125, 1e-15);
  assert_true(cp_recovery_left(CP_RECOVERY_CONCAVE, 0, 0.4, 60) == 0.4);
  // (36): half is left after tau / 2 days
  assert_float_equal(cp_recovery_left(CP_RECOVERY_CONCAVE, 30, 0.4, 60), 0.2, 1e-12);
}

// Steps of a week, and none at the very end of the recovery: it ends all the same, at full capacity.
static void a_linear_recovery_between_steps_ends_at_zero(void **unused) {
  (void)unused;
  cp_shock shock = stop(5, fifth_and_half);
  shock.duration_days = 10;
  shock.tau_days = 30.0;
  test_world world = begin(&shock, 1, 7, true);
  while (world.economy.day < 140) step(&world);
  assert_int_equal(world.shocks.state[0].phase, CP_SHOCK_IS_OVER);
  for (int32_t industry = 0; industry < N; industry++) {
    assert_true(world.economy.loss[industry] == 0.0);
  }
  end(&world);
}

static void of_two_losses_of_capacity_the_larger_counts(void **unused) {
  (void)unused;
  const cp_shock shocks[] = {stop(5, fifth_and_half), stop(5, half_and_fifth)};
  test_world world = begin(shocks, 2, 1, false);
  while (world.economy.day < 8) step(&world);
  assert_true(world.economy.loss[0] == 0.5 && world.economy.loss[1] == 0.5);
  end(&world);
}

// A share of the capital of the first two industries; the whole capital is 4 times their value added.
static void set_capital(const test_world *world, double share, double money[2]) {
  for (int32_t hit = 0; hit < 2; hit++) money[hit] = share * 4.0 * world->economy.added[hit];
}

static void of_capacity_and_capital_the_larger_loss_counts(void **unused) {
  (void)unused;
  test_world empty = begin(NULL, 0, 1, false);
  double money[2];
  set_capital(&empty, 0.3, money);
  end(&empty);
  cp_shock shocks[] = {stop(5, fifth_and_half), stop(5, money)};
  shocks[1].kind = CP_SHOCK_RECOVER;
  test_world world = begin(shocks, 2, 1, false);
  while (world.economy.day < 8) step(&world);
  assert_float_equal(world.economy.loss[0], 0.3, 1e-12);
  assert_true(world.economy.loss[1] == 0.5);
  end(&world);
}

// Two events, one with households: demands add up, what is over drops out, all is repaired, nothing is left of either.
static void rebuildings_add_up_and_end(void **unused) {
  (void)unused;
  static const int32_t rebuilder[] = {1, 2}, consumer[] = {1};
  static const double share[] = {0.6, 0.4}, household[] = {2.0};
  test_world empty = begin(NULL, 0, 1, false);
  double money[2], less[2];
  set_capital(&empty, 0.02, money);
  set_capital(&empty, 0.001, less);
  end(&empty);
  cp_shock shocks[] = {stop(5, money), stop(5, less)};
  for (int32_t at = 0; at < 2; at++) {
    shocks[at].kind = CP_SHOCK_REBUILD;
    shocks[at].tau_days = at ? 5.0 : 10.0;
    shocks[at].n_rebuilder = 2;
    shocks[at].rebuilder = rebuilder;
    shocks[at].share = share;
  }
  shocks[0].n_household = 1;
  shocks[0].consumer = consumer;
  shocks[0].household = household;
  test_world world = begin(shocks, 2, 1, true);
  while (world.economy.day < 25) step(&world);
  // (37), on the first day of rebuilding
  assert_int_equal(cp_shocks_strike(&world.shocks, &world.economy, 0), CP_OK);
  double asked = 0.0;
  for (int32_t industry = 0; industry < N; industry++) asked += world.economy.extra[industry];
  const double firms = (money[0] + money[1]) / 10.0 + (less[0] + less[1]) / 5.0;
  assert_float_equal(asked, firms + household[0] / 10.0, 1e-6);
  double before = world.shocks.damage[0];
  while (world.economy.day < 1500) {
    step(&world);
    assert_true(world.shocks.damage[0] <= before);
    before = world.shocks.damage[0];
  }
  assert_int_equal(world.shocks.state[0].phase, CP_SHOCK_IS_OVER);
  assert_int_equal(world.shocks.state[1].phase, CP_SHOCK_IS_OVER);
  assert_true(world.economy.loss[0] == 0.0 && world.economy.extra[1] == 0.0);
  end(&world);
}

static void more_damage_than_capital_is_refused(void **unused) {
  (void)unused;
  test_world empty = begin(NULL, 0, 1, false);
  double money[2];
  set_capital(&empty, 1.5, money);
  end(&empty);
  cp_shock shock = stop(1, money);
  shock.kind = CP_SHOCK_RECOVER;
  test_world world = begin(&shock, 1, 1, false);
  step(&world);
  assert_int_equal(cp_shocks_strike(&world.shocks, &world.economy, 0), CP_BAD_INPUT);
  assert_string_equal(world.economy.fault.what, "more capital destroyed than there is");
  end(&world);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_shock_of_size_zero_changes_no_bit),
      cmocka_unit_test(the_lag_is_a_shock_a_step_later),
      cmocka_unit_test(recoveries_follow_their_curves),
      cmocka_unit_test(a_linear_recovery_between_steps_ends_at_zero),
      cmocka_unit_test(of_two_losses_of_capacity_the_larger_counts),
      cmocka_unit_test(of_capacity_and_capital_the_larger_loss_counts),
      cmocka_unit_test(rebuildings_add_up_and_end),
      cmocka_unit_test(more_damage_than_capital_is_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
