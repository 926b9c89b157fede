// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The maker of random scenarios (harness/sketch.h): what it makes is valid and has every feature, and a failing one shrinks to what fails.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "harness/equal.h"

enum { N_VALID = 2000, N_FEATURES = 3000 };

static char folder[600];

static int make_folder(void **state) {
  (void)state;
  equal_folder("oracle/test_sketch", folder);
  return 0;
}

static int is_refused(const sketch *at, void *context, char why[256]) {
  (void)context;
  sketch_write(at, NULL, folder);
  replica test;
  const cp_status status = replica_open(&test, folder, NULL);
  snprintf(why, 256, "the reader says %d", (int)status);
  replica_end(&test);
  return status != CP_OK;
}

static void every_sketch_is_a_valid_scenario(void **state) {
  (void)state;
  sketch_try("oracle/test_sketch", 1, N_VALID, is_refused, NULL);
}

// A sketch stays valid while it shrinks: refused smaller ones would end the shrinking where nothing fails.
static int has_thrift(const sketch *at, void *context, char why[256]) {
  why[0] = 0;
  *(int32_t *)context += is_refused(at, NULL, why);
  for (int32_t row = 0; row < at->n_alternative; row++) {
    if (at->alternative[row].kind == CP_THRIFT) return 1;
  }
  return 0;
}

static void a_planted_failure_shrinks_to_the_smallest_scenario_that_has_it(void **state) {
  (void)state;
  int32_t n_refused = 0, n_found = 0;
  for (uint64_t seed = 1; n_found < 3; seed++) {
    sketch at;
    char why[256];
    sketch_make(seed, &at);
    if (!has_thrift(&at, &n_refused, why)) continue;
    n_found++;
    sketch_shrink(&at, has_thrift, &n_refused);
    // one user, one maker, what goes from one to the other, and what saves it
    assert_int_equal(at.n_alternative, 1);
    assert_int_equal(at.n_use, 1);
    assert_int_equal(at.n_lane, 1);
    assert_int_equal(at.n_firm, 2);
    assert_int_equal(at.n_good, 2);
    assert_int_equal(at.n_measure + at.n_act + at.n_statement, 0);
    assert_int_equal(at.n_day, 1);
    assert_true(at.alternative[0].ramp == 0.0 && at.alternative[0].share == 100.0);
    for (int32_t setting = 0; setting < sketch_n_setting; setting++)
      assert_true(at.setting[setting] == SKETCH_DEFAULT);
  }
  assert_int_equal(n_refused, 0);
}

// --- features ------------------------------------------------------------------------------------

enum { N_KIND = CP_PARK + 1, N_MEASURE_KIND = CP_OTHER_MEASURE + 1, N_ACT_KIND = CP_ACT_LIFT + 1 };

typedef struct features {
  int32_t alternative[N_KIND], measure[N_MEASURE_KIND], act[N_ACT_KIND];
  int32_t final, to_order, capacity, scrap, recycled, opens, ramp, part, side, optional, share;
  int32_t answer, inspected, places, together, reserved, valid, give_up, at_departure, at_contract;
  int32_t several, later, air, dwell, dispatch, heading, threat, until, users, licence, slots,
      stream;
  int32_t set[SKETCH_SETTINGS], default_of[SKETCH_SETTINGS];
} features;

static void count_chain(const sketch *at, features *seen) {
  for (int32_t row = 0; row < at->n_firm; row++) {
    const sketch_firm *firm = at->firm + row;
    seen->final += firm->plan > 0.0;
    seen->to_order += firm->plan == 0.0;
    seen->capacity += firm->capacity >= 0.0;
    seen->scrap += firm->scrap >= 0;
    seen->opens += firm->opens >= 0;
    seen->ramp += firm->opens >= 0 && firm->ramp > 0.0;
  }
  for (int32_t row = 0; row < at->n_use; row++) {
    seen->part += at->use[row].part > 0;
    seen->side += at->use[row].side > 0;
    seen->optional += at->use[row].is_optional;
    seen->share += at->use[row].share < 100.0;
  }
  for (int32_t row = 0; row < at->n_lane; row++) {
    const sketch_lane *lane = at->lane + row;
    seen->recycled += at->firm[lane->supplier].scrap == lane->good;
    seen->air += lane->air > 0;
    seen->later += lane->opens >= 0;
    seen->dwell += lane->dwell > 0;
    seen->dispatch += lane->dispatch > 1;
    seen->several += row > 0 && lane->buyer == lane[-1].buyer && lane->good == lane[-1].good;
  }
  for (int32_t row = 0; row < at->n_alternative; row++)
    seen->alternative[at->alternative[row].kind]++;
}

static void count_policy(const sketch *at, features *seen) {
  for (int32_t good = 1; good < at->n_good; good++)
    seen->heading += at->good[good].heading > 0 && at->good[good].heading == at->good[0].heading;
  for (int32_t row = 0; row < at->n_region; row++) {
    const sketch_region *region = at->region + row;
    seen->answer += region->answer > 0;
    seen->inspected += region->inspects > 0;
    seen->places += region->inspects > 0 && region->places > 0;
    seen->together += region->together > 0.0;
    seen->reserved += region->licence == 1;
    seen->valid += region->licence == 2;
    seen->give_up += region->give_up >= 0.0;
  }
  for (int32_t row = 0; row < at->n_measure; row++) {
    seen->measure[at->measure[row].kind]++;
    seen->users += at->measure[row].users != 0;
    seen->at_departure += at->measure[row].transition == 1;
    seen->at_contract += at->measure[row].transition == 2;
    seen->licence +=
        at->measure[row].kind == CP_LICENCE_REQUIREMENT && at->measure[row].has_authority;
  }
  for (int32_t row = 0; row < at->n_act; row++) {
    seen->act[at->act[row].act]++;
    seen->until += at->act[row].until >= 0;
  }
  for (int32_t row = 0; row < at->n_statement; row++) seen->threat += at->statement[row].is_threat;
  seen->slots += at->slots > 0;
  seen->stream += at->has_stream;
  for (int32_t setting = 0; setting < sketch_n_setting; setting++) {
    seen->set[setting] += at->setting[setting] != SKETCH_DEFAULT;
    seen->default_of[setting] += at->setting[setting] == SKETCH_DEFAULT;
  }
}

static void every_feature_occurs_often(void **state) {
  (void)state;
  static features seen;
  for (uint64_t seed = 1; seed <= N_FEATURES; seed++) {
    sketch at;
    sketch_make(seed, &at);
    count_chain(&at, &seen);
    count_policy(&at, &seen);
  }
  static const int32_t unused[] = {CP_PRIORITY, CP_TECH_CONTROL};
  for (size_t kind = 0; kind < sizeof unused / sizeof unused[0]; kind++)
    seen.measure[unused[kind]] = N_FEATURES;
  for (int32_t setting = sketch_n_setting; setting < SKETCH_SETTINGS; setting++)
    seen.set[setting] = seen.default_of[setting] = N_FEATURES;
  const int32_t *count = (const int32_t *)&seen;
  for (size_t feature = 0; feature < sizeof seen / sizeof *count; feature++) {
    if (count[feature] < N_FEATURES / 20)
      fail_msg("feature %d occurs %d times in %d sketches", (int)feature, (int)count[feature],
               (int)N_FEATURES);
  }
}

static void one_seed_is_one_sketch(void **state) {
  (void)state;
  static sketch one, other;
  sketch_make(77, &one);
  sketch_make(77, &other);
  assert_memory_equal(&one, &other, sizeof one);
  sketch_make(78, &other);
  assert_memory_not_equal(&one, &other, sizeof one);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_seed_is_one_sketch), cmocka_unit_test(every_feature_occurs_often),
      cmocka_unit_test(every_sketch_is_a_valid_scenario),
      cmocka_unit_test(a_planted_failure_shrinks_to_the_smallest_scenario_that_has_it)};
  return cmocka_run_group_tests(tests, make_folder, NULL);
}
