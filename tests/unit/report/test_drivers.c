// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What drives an answer, on the scenario that `new` writes: with made-up outcomes, and with a run in which one range is strong and
// another moves nothing.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "api/objects.h"
#include "base/os/heap.h"
#include "ensemble/rank.h"
#include "model/build.h"
#include "model/draw.h"
#include "num/elementary.h"
#include "num/philox.h"
#include "scenario/fields.h"

enum { REPLICAS = 200, LONGEST = 256 };

typedef struct fixture {
  char folder[LONGEST];
  cp_scenario *scenario;
  cp_arena arena;
  int32_t replica[REPLICAS];
  double outcome[2][REPLICAS];
  cp_drivers_question question;
  cp_drivers drivers;
} fixture;

static int setup(void **state) {
  fixture *made = calloc(1, sizeof *made);
  snprintf(made->folder, sizeof made->folder, "%s/tests/drivers-%d", CP_BUILD_DIR, (int)getpid());
  if (cp_starter_write(made->folder) != CP_OK) return 1;
  if (cp_scenario_open(made->folder, NULL, NULL, 0, &made->scenario) != CP_OK) return 1;
  cp_arena_begin(&made->arena, cp_heap_allocator());
  for (int32_t replica = 0; replica < REPLICAS; replica++) made->replica[replica] = replica;
  made->question = (cp_drivers_question){.model = &made->scenario->model,
                                         .spec = made->scenario->spec,
                                         .seed = 5,
                                         .chances = 1,
                                         .n = REPLICAS,
                                         .replica = made->replica,
                                         .n_outcome = 1,
                                         .outcome = {made->outcome[0], made->outcome[1]}};
  *state = made;
  return 0;
}

static int teardown(void **state) {
  fixture *made = *state;
  char command[LONGEST + 16];
  cp_arena_end(&made->arena);
  cp_scenario_close(made->scenario);
  snprintf(command, sizeof command, "rm -r '%s'", made->folder);
  const int status = system(command);
  free(made);
  return status;
}

static void build(fixture *given) {
  assert_int_equal(cp_drivers_build(&given->question, &given->arena, &given->drivers), CP_OK);
}

static double drawn(const fixture *given, int32_t place, int32_t range) {
  const uint32_t point = (uint32_t)given->replica[place] / given->question.chances;
  return cp_draw_range(given->question.model, given->question.seed, point, range);
}

// Replica by replica a monotone function of a range.
static void follow(fixture *given, int32_t range, double sign) {
  const cp_model *model = given->question.model;
  for (int32_t at = 0; at < REPLICAS; at++) {
    const double share = (drawn(given, at, range) - model->range_low[range]) /
                         (model->range_high[range] - model->range_low[range]);
    given->outcome[0][at] = sign * cp_exp(3 * share);
  }
}

// Any range: it comes first with rho 1 or -1.
static void a_monotone_function_of_one_range_has_rho_one(void **state) {
  fixture *given = *state;
  for (int32_t range = 0; range < given->question.model->n_range; range++) {
    const double sign = range % 2 == 0 ? 1 : -1;
    follow(given, range, sign);
    build(given);
    const cp_drivers_of *of = &given->drivers.of[0];
    assert_true(of->driver[0].rho == sign);
    assert_true(of->n_told > 0);
    assert_true((of->driver[0].low_third < of->driver[0].high_third) == (sign > 0));
    assert_true(of->error > 1.1 * cp_rank_error(REPLICAS));
  }
}

// Ranges are spread evenly together, so they correlate more than independent numbers: with the error of those, 1 / sqrt(n - 1),
// a quarter of these runs would tell a range that the outcome does not know.
static void other_ranges_are_told_in_one_run_of_twenty(void **state) {
  enum { SEEDS = 8 };
  fixture *given = *state;
  int32_t n_run = 0, n_false = 0;
  for (uint64_t seed = 1; seed <= SEEDS; seed++) {
    given->question.seed = seed;
    for (int32_t range = 0; range < given->question.model->n_range; range++) {
      follow(given, range, 1);
      build(given);
      n_run++;
      n_false += given->drivers.of[0].n_told > 1;
    }
  }
  // a twentieth, and what its binomial scatter allows
  const double most = n_run / 20.0 + 3 * __builtin_sqrt(n_run / 20.0);
  assert_in_range(n_false, 0, (int32_t)most);
}

// A path is what --set takes: setting it to one number takes that range away and no other.
static void paths_are_those_of_settings(void **state) {
  fixture *given = *state;
  const cp_model *model = given->question.model;
  cp_range_place place[64];
  cp_range_places(given->scenario->spec, place, 64);
  for (int32_t range = 0; range < model->n_range; range++) {
    for (int32_t at = 0; at < REPLICAS; at++) given->outcome[0][at] = drawn(given, at, range);
    build(given);
    const cp_text path = given->drivers.of[0].driver[0].parameter;
    const cp_text unit = cp_field_at(place[range].field)->unit;
    const double scale = unit.size > 0 && unit.at[0] == '%' ? 100 : 1;
    char setting[LONGEST];
    snprintf(setting, sizeof setting, "%.*s=%g %.*s", CP_TEXT_ARGUMENTS(path),
             scale * model->range_high[range], CP_TEXT_ARGUMENTS(unit));
    const char *const settings[] = {setting};
    cp_scenario *fixed;
    assert_int_equal(cp_scenario_open(given->folder, NULL, settings, 1, &fixed), CP_OK);
    assert_int_equal(fixed->model.n_range, model->n_range - 1);
    for (int32_t left = 0; left < fixed->model.n_range; left++) {
      assert_int_not_equal(fixed->model.range_hash[left], model->range_hash[range]);
    }
    cp_scenario_close(fixed);
  }
}

// Noise is told in no more than one run of twenty, whatever its shape.
static void noise_is_not_told(void **state) {
  enum { RUNS = 100 };
  fixture *given = *state;
  int32_t n_false = 0;
  given->question.n_outcome = 2;
  for (uint64_t run = 0; run < RUNS; run++) {
    const cp_random random = {.seed = 1000 + run};
    given->question.seed = run;
    for (int32_t at = 0; at < REPLICAS; at++) {
      const double unit = cp_random_unit(&random, 1, 0, 0, (uint32_t)at);
      given->outcome[0][at] = unit;
      given->outcome[1][at] = unit < 0.9 ? 0 : unit;  // nearly all equal
    }
    build(given);
    n_false += given->drivers.of[0].n_told > 0 || given->drivers.of[1].n_told > 0;
  }
  // of 100 runs 5 at most are expected; 12 would be 3 standard deviations more
  assert_in_range(n_false, 0, 12);
}

static void too_few_replicas_say_nothing(void **state) {
  fixture *given = *state;
  for (int32_t at = 0; at < REPLICAS; at++) given->outcome[0][at] = at;
  given->question.n = CP_DRIVERS_LEAST - 1;
  build(given);
  assert_true(given->drivers.is_too_few);
  given->question.n = CP_DRIVERS_LEAST;
  build(given);
  assert_false(given->drivers.is_too_few);
  // replicas that share a point of the ranges count once
  given->question.chances = 2;
  build(given);
  assert_true(given->drivers.is_too_few);
}

static void what_does_not_vary_is_not_tested(void **state) {
  fixture *given = *state;
  for (int32_t at = 0; at < REPLICAS; at++) given->outcome[0][at] = at;
  given->question.n_outcome = 2;
  build(given);
  assert_false(given->drivers.of[0].is_constant);
  assert_true(given->drivers.of[1].is_constant);
  assert_int_equal(given->drivers.n_test, given->drivers.n_range);
}

// Of every range but two only the middle is left. The ministry's capacity decides what ships to the South; the noise of the
// North's own need, which nobody ships to, moves nothing.
static void a_strong_range_is_told_and_a_dummy_never(void **state) {
  enum { RUNS = 8 };
  fixture *given = *state;
  static const char *const setting[] = {"demand.hoarding=15 days",
                                        "demand.first_book=60 days",
                                        "regions.south.controlled=60 %",
                                        "regions.east.controlled=50 %",
                                        "authorities.ministry.bunch=30 %",
                                        "authorities.ministry.capacity=6 [1 .. 20] 1/working day",
                                        "classes.south.weight=0.5",
                                        "classes.south.review_median=30 working days",
                                        "classes.south.review_p90=50 working days",
                                        "classes.south.managed=6 %/working day",
                                        "classes.east.review_median=25 working days",
                                        "classes.east.review_p90=45 working days",
                                        "classes.east.managed=15 %/working day",
                                        "customs.northern-customs.onset=9 days",
                                        "measures.southern-duty.extend_chance=70 %",
                                        "clauses.deliver.act_chance=80 %",
                                        "inputs.southern-cars:magnet.cover=30 days",
                                        "inputs.eastern-cars:magnet.cover=30 days",
                                        "regions.north.noise=0.1 [0.05 .. 0.5]"};
  cp_scenario *toy;
  cp_result *result;
  assert_int_equal(
      cp_scenario_open(given->folder, NULL, setting, sizeof setting / sizeof setting[0], &toy),
      CP_OK);
  for (uint64_t seed = 1; seed <= RUNS; seed++) {
    bool is_strong_told = false;
    cp_run_options options = cp_run_options_default(toy);
    options.replicas = 60;
    options.seed = seed;
    assert_int_equal(cp_run(toy, &options, &result), CP_OK);
    const cp_drivers *drivers = &result->summary.drivers;
    for (int32_t which = 0; which < drivers->n_outcome; which++) {
      const cp_drivers_of *of = &drivers->of[which];
      for (int32_t place = 0; place < of->n_told; place++) {
        const cp_text path = of->driver[place].parameter;
        is_strong_told |= cp_text_equal(path, CP_TEXT("authorities.ministry.capacity"));
        assert_false(cp_text_equal(path, CP_TEXT("regions.north.noise")));
      }
    }
    assert_true(is_strong_told);
    cp_result_close(result);
  }
  cp_scenario_close(toy);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_monotone_function_of_one_range_has_rho_one, setup,
                                      teardown),
      cmocka_unit_test_setup_teardown(other_ranges_are_told_in_one_run_of_twenty, setup, teardown),
      cmocka_unit_test_setup_teardown(paths_are_those_of_settings, setup, teardown),
      cmocka_unit_test_setup_teardown(noise_is_not_told, setup, teardown),
      cmocka_unit_test_setup_teardown(too_few_replicas_say_nothing, setup, teardown),
      cmocka_unit_test_setup_teardown(what_does_not_vary_is_not_tested, setup, teardown),
      cmocka_unit_test_setup_teardown(a_strong_range_is_told_and_a_dummy_never, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
