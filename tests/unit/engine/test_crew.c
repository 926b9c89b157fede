// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Any number of hands gives the same state, bit for bit.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/os/heap.h"
#include "base/os/team.h"
#include "engine/engine.h"
#include "ensemble/ensemble.h"
#include "harness/network.h"
#include "harness/replica.h"
#include "model/crew.h"

// Parts one after the other, the last first: what a part must not rely on is that others have been done.
typedef struct backwards {
  int32_t n_part;
} backwards;

static void run_backwards(void *context, void (*work)(void *job, int32_t part), void *job) {
  const backwards *self = context;
  for (int32_t part = self->n_part - 1; part >= 0; part--) work(job, part);
}

// The state's hash after n_day days in the hands of a crew; every ledger must balance.
static uint64_t hash_after(const cp_model *model, int32_t n_day, const cp_crew *crew) {
  cp_engine engine;
  void *region = network_room(cp_engine_bytes(model));
  cp_engine_begin(model, region, 7, 3, 1, NULL, &engine);
  engine.state.crew = crew;
  for (int32_t day = 0; day < n_day; day++) assert_int_equal(cp_engine_step(&engine), CP_OK);
  const cp_audit audit = cp_engine_audit(&engine);
  assert_true(cp_audit_is_clean(&audit));
  const uint64_t hash = cp_engine_hash(&engine);
  free(region);
  return hash;
}

static void assert_same(const cp_model *model, int32_t n_day) {
  const uint64_t alone = hash_after(model, n_day, NULL);
  for (int32_t n_part = 1; n_part <= 5; n_part++) {
    backwards order = {n_part};
    const cp_crew one_by_one = {n_part, run_backwards, &order};
    assert_int_equal(hash_after(model, n_day, &one_by_one), alone);
    cp_arena arena;
    cp_arena_begin(&arena, cp_heap_allocator());
    cp_team *team = NULL;
    assert_int_equal(cp_team_begin(&team, &arena, n_part), CP_OK);
    const cp_crew crew = {cp_team_size(team), cp_team_run, team};
    assert_int_equal(hash_after(model, n_day, &crew), alone);
    cp_team_end(team);
    cp_arena_end(&arena);
  }
}

static void random_networks_are_the_same_in_any_hands(void **unused) {
  (void)unused;
  for (uint64_t seed = 1; seed <= 6; seed++) {
    cp_model model;
    network_build(seed, 200 + 700 * (int32_t)seed, 60, &model);
    assert_same(&model, 60);
    free((void *)(uintptr_t)model.blob);
  }
}

static void a_wide_network_is_the_same_in_any_hands(void **unused) {
  (void)unused;
  cp_model model;
  network_build(11, 80000, 14, &model);
  assert_true(model.n_lane > CP_WIDE);
  assert_same(&model, 14);
  free((void *)(uintptr_t)model.blob);
}

// The threads of an ensemble share the days of a wide network: records and their order are those of one thread.
static void an_ensemble_of_a_wide_network_is_the_same_with_any_threads(void **unused) {
  (void)unused;
  cp_model model;
  network_build(12, 70000, 10, &model);
  assert_true(model.n_lane > CP_WIDE);
  char hash[2][65];
  for (int32_t which = 0; which < 2; which++) {
    cp_arena arena;
    cp_arena_begin(&arena, cp_heap_allocator());
    cp_ensemble ensemble;
    assert_int_equal(cp_ensemble_begin(&model, 2, &arena, &ensemble), CP_OK);
    const int32_t todo[] = {1, 0};
    const cp_ensemble_options options = {
        .seed = 1, .chances = 1, .n_thread = 1 + 2 * which, .todo = todo, .n_todo = 2};
    assert_int_equal(cp_ensemble_run(&ensemble, &options, &arena), CP_OK);
    assert_int_equal(cp_ensemble_count_done(&ensemble), 2);
    cp_ensemble_hash(&ensemble, hash[which]);
    cp_arena_end(&arena);
  }
  assert_string_equal(hash[0], hash[1]);
  free((void *)(uintptr_t)model.blob);
}

static void the_default_scenario_is_the_same_in_any_hands(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, "scenarios/rare-earth-pact-2025", 1, 0);
  assert_same(&test.model, 500);
  replica_end(&test);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(random_networks_are_the_same_in_any_hands),
      cmocka_unit_test(a_wide_network_is_the_same_in_any_hands),
      cmocka_unit_test(an_ensemble_of_a_wide_network_is_the_same_with_any_threads),
      cmocka_unit_test(the_default_scenario_is_the_same_in_any_hands),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
