// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The kernel against closed forms, on a small table that is made up: at rest nothing moves; final demand that falls for good ends in Leontief's
// inverse; a tiny shock leaves stocks alone; replicas side by side, hands and vectors change no bit.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "economy/economy.h"

enum {
  REGIONS = 3,
  SECTORS = 11,
  N = REGIONS * SECTORS,
  CATEGORIES = 2,
  CONSUMERS = REGIONS * CATEGORIES
};

static double z[N * N], y[N * CONSUMERS], x[N];
static double stock_days[SECTORS], restore_days[SECTORS];

// A number between 0 and 1 that is always the same.
static double made_up(uint32_t number) {
  uint32_t bits = number * 2654435761u;
  bits ^= bits >> 15;
  bits *= 2246822519u;
  bits ^= bits >> 13;
  return (bits >> 8) / 16777216.0;
}

static int make_table(void **unused) {
  (void)unused;
  for (int32_t from = 0; from < N; from++) {
    x[from] = 0.0;
    for (int32_t to = 0; to < N; to++) {
      const double part = made_up((uint32_t)(from * N + to));
      z[from * N + to] = part > 0.35 ? 20.0 * part : 0.0;
      x[from] += z[from * N + to];
    }
    for (int32_t consumer = 0; consumer < CONSUMERS; consumer++) {
      y[from * CONSUMERS + consumer] =
          100.0 + 60.0 * made_up((uint32_t)(90000 + from * 10 + consumer));
      x[from] += y[from * CONSUMERS + consumer];
    }
  }
  for (int32_t sector = 0; sector < SECTORS; sector++) {
    stock_days[sector] = 10.0 + 5.0 * sector;
    restore_days[sector] = 30.0;
  }
  return 0;
}

static void *room;

static cp_economy begin(int32_t n_replica, int32_t n_part, cp_input_rule rule,
                        cp_economy_level level) {
  cp_economy_spec spec = cp_economy_default(REGIONS, SECTORS, CATEGORIES);
  spec.n_replica = n_replica;
  spec.rule = rule;
  spec.stock_days = stock_days;
  spec.restore_days = restore_days;
  room = malloc(cp_economy_bytes(&spec, n_part));
  assert_non_null(room);
  const cp_io_table table = {
      .n_region = REGIONS, .n_sector = SECTORS, .n_category = CATEGORIES, .z = z, .y = y, .x = x};
  cp_economy economy;
  cp_economy_build(&economy, &spec, &table, n_part, room);
  if (level < economy.level) economy.level = level;
  return economy;
}

// One hand after the other, the last first.
static void run_backwards(void *context, void (*work)(void *job, int32_t part), void *job) {
  for (int32_t part = *(int32_t *)context - 1; part >= 0; part--) work(job, part);
}

static void step(cp_economy *economy, int32_t *n_part) {
  assert_int_equal(cp_economy_produce(economy), CP_OK);
  const cp_hands hands = {.n_part = *n_part, .run = run_backwards, .context = n_part};
  assert_int_equal(cp_economy_order(economy, &hands), CP_OK);
}

static void at_rest_nothing_moves(void **unused) {
  (void)unused;
  static const cp_input_rule rules[] = {CP_INPUT_STOCKOUT, CP_INPUT_ARIO};
  for (size_t which = 0; which < 2; which++) {
    int32_t n_part = 1;
    cp_economy economy = begin(1, 1, rules[which], CP_LEVEL_AVX2);
    for (int32_t day = 0; day < 200; day++) {
      step(&economy, &n_part);
      for (int32_t industry = 0; industry < N; industry++) {
        const double ratio = economy.made[industry] / economy.output[industry];
        assert_true(ratio > 1.0 - 1e-12 && ratio < 1.0 + 1e-12);
      }
    }
    free(room);
  }
}

// Gauss-Seidel on x = A x + y, which converges as every industry also sells to consumers.
static void leontief(const double *final, double *output) {
  memset(output, 0, N * sizeof *output);
  for (int32_t turn = 0; turn < 2000; turn++) {
    for (int32_t from = 0; from < N; from++) {
      double sum = final[from];
      for (int32_t to = 0; to < N; to++) sum += z[from * N + to] / x[to] * output[to];
      output[from] = sum;
    }
  }
}

// Final demand falls for good: in the end all make what Leontief's inverse says.
static void a_lasting_fall_of_demand_ends_in_leontief(void **unused) {
  (void)unused;
  int32_t n_part = 1;
  cp_economy economy = begin(1, 1, CP_INPUT_ARIO, CP_LEVEL_AVX2);
  double final[N], wanted[N];
  for (int32_t industry = 0; industry < N; industry++) {
    const double cut = industry % 4 == 1 ? 0.3 : 0.0;
    economy.extra[industry] = -cut * economy.wanted[industry];
    final[industry] = economy.wanted[industry] * (1.0 - cut);
  }
  leontief(final, wanted);
  for (int32_t day = 0; day < 6000; day++) {
    assert_int_equal(cp_economy_produce(&economy), CP_OK);
    for (int32_t industry = 0; industry < N; industry++)
      economy.extra_left[industry] = economy.extra[industry];
    const cp_hands hands = {.n_part = n_part, .run = run_backwards, .context = &n_part};
    assert_int_equal(cp_economy_order(&economy, &hands), CP_OK);
  }
  double worst = 0.0;
  for (int32_t industry = 0; industry < N; industry++) {
    const double off = economy.made[industry] / wanted[industry] - 1.0;
    if (off > worst) worst = off;
    if (-off > worst) worst = -off;
  }
  printf("off Leontief's output by %.1e at most\n", worst);
  assert_true(worst < 1e-4);
  free(room);
}

// A loss that is closer than the switch of (24) to nothing: less is made, no stock moves.
static void a_tiny_shock_moves_no_stock(void **unused) {
  (void)unused;
  int32_t n_part = 1;
  cp_economy economy = begin(1, 1, CP_INPUT_ARIO, CP_LEVEL_AVX2);
  const double before = cp_economy_stock(&economy, 0, 2, 5);
  for (int32_t day = 0; day < 60; day++) {
    economy.loss[7] = 1e-8;
    step(&economy, &n_part);
  }
  assert_true(cp_economy_stock(&economy, 0, 2, 5) == before);
  assert_true(economy.made[7] < economy.output[7]);
  assert_true(economy.made[7] > economy.output[7] * (1.0 - 2e-8));
  free(room);
}

enum { DAYS = 120, MOST_REPLICAS = 8 };

static double path[MOST_REPLICAS][DAYS][N];

// Replica r loses r/10 of some capacities for 40 days.
static void live(cp_economy *economy, int32_t first, int32_t n_replica, int32_t n_part,
                 double (*found)[DAYS][N]) {
  for (int32_t day = 0; day < DAYS; day++) {
    for (int32_t replica = 0; replica < n_replica; replica++) {
      for (int32_t industry = 0; industry < N; industry += 3)
        economy->loss[replica * economy->n_column + industry] =
            day >= 5 && day < 45 ? 0.1 * (first + replica) : 0.0;
    }
    step(economy, &n_part);
    for (int32_t replica = 0; replica < n_replica; replica++)
      memcpy(found[replica][day], economy->made + (size_t)replica * economy->n_column,
             sizeof found[0][0]);
  }
  free(room);
}

static void the_same_bits_whatever_the_batch_hands_and_vectors(void **unused) {
  (void)unused;
  static double other[MOST_REPLICAS][DAYS][N];
  static const cp_input_rule rules[] = {CP_INPUT_STOCKOUT, CP_INPUT_ARIO};
  for (size_t which = 0; which < 2; which++) {
    cp_economy batch = begin(MOST_REPLICAS, 1, rules[which], CP_LEVEL_AVX2);
    live(&batch, 0, MOST_REPLICAS, 1, path);
    assert_true(path[7][44][0] < 0.9 * path[0][44][0]);
    for (int32_t replica = 0; replica < MOST_REPLICAS; replica++) {
      cp_economy alone = begin(1, 1, rules[which], CP_LEVEL_AVX2);
      live(&alone, replica, 1, 1, other + replica);
    }
    assert_memory_equal(path, other, sizeof path);
    cp_economy hands = begin(MOST_REPLICAS, 3, rules[which], CP_LEVEL_AVX2);
    live(&hands, 0, MOST_REPLICAS, 3, other);
    assert_memory_equal(path, other, sizeof path);
    cp_economy plain = begin(MOST_REPLICAS, 2, rules[which], CP_LEVEL_BASE);
    live(&plain, 0, MOST_REPLICAS, 2, other);
    assert_memory_equal(path, other, sizeof path);
  }
}

// Under `stockout` an input of criticality 0 holds nobody back, one of 0.5 half as much as one of 1.
static void criticality_is_felt(void **unused) {
  (void)unused;
  static double critical[SECTORS * SECTORS];
  double least[3];
  for (int32_t turn = 0; turn < 3; turn++) {
    for (int32_t pair = 0; pair < SECTORS * SECTORS; pair++) critical[pair] = 0.5 * turn;
    cp_economy_spec spec = cp_economy_default(REGIONS, SECTORS, CATEGORIES);
    spec.stock_days = stock_days;
    spec.restore_days = restore_days;
    spec.criticality = critical;
    room = malloc(cp_economy_bytes(&spec, 1));
    const cp_io_table table = {
        .n_region = REGIONS, .n_sector = SECTORS, .n_category = CATEGORIES, .z = z, .y = y, .x = x};
    cp_economy economy;
    cp_economy_build(&economy, &spec, &table, 1, room);
    int32_t n_part = 1;
    least[turn] = 1.0;
    for (int32_t day = 0; day < 60; day++) {
      for (int32_t region = 0; region < REGIONS; region++) economy.loss[region * SECTORS] = 0.9;
      step(&economy, &n_part);
      // an industry that is not hit itself
      const double made = economy.made[1] / economy.output[1];
      if (made < least[turn]) least[turn] = made;
    }
    free(room);
  }
  printf("least output of a user at criticality 0, 0.5, 1: %.3f %.3f %.3f\n", least[0], least[1],
         least[2]);
  assert_true(least[0] > least[1] && least[1] > least[2]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(at_rest_nothing_moves),
      cmocka_unit_test(a_lasting_fall_of_demand_ends_in_leontief),
      cmocka_unit_test(a_tiny_shock_moves_no_stock),
      cmocka_unit_test(the_same_bits_whatever_the_batch_hands_and_vectors),
      cmocka_unit_test(criticality_is_felt)};
  return cmocka_run_group_tests(tests, make_table, NULL);
}
