// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What the default scenario must do when a lever is pulled all the way: without a control nothing stops and flows stay at their level;
// with every class closed goods that need no licence go on; more capacity never ships less.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/date.h"
#include "harness/replica.h"
#include "model/gate.h"

static const char scenario[] = "scenarios/rare-earth-pact-2025";
static const double grams_per_tonne = 1e6;

// Tonnes of headline goods that left for a destination (-1: all) in the calendar year 2026.
static double shipped_in_2026(const replica *test, int32_t destination) {
  const cp_model *model = &test->model;
  double sum = 0.0;
  for (int32_t month = model->n_month - 12; month < model->n_month; month++) {
    for (int32_t entity = 0; entity < model->n_destination; entity++) {
      if (destination >= 0 && entity != destination) continue;
      sum += test->engine.state.shipped[month * model->n_destination + entity];
    }
  }
  return sum / grams_per_tonne;
}

// The same at normal flows: of all headline lanes, or of those whose goods need no licence.
static double normal_year(const replica *test, int32_t destination, int is_free_only) {
  const cp_model *model = &test->model;
  double rate = 0.0;
  for (int32_t lane = 0; lane < model->n_lane; lane++) {
    if (!cp_is_headline(model, lane)) continue;
    if (destination >= 0 && model->gate_destination[model->lane_gate[lane]] != destination)
      continue;
    if (is_free_only && cp_lane_control(&test->model, &test->engine.state, lane) >= 0) continue;
    rate += cp_lane_rate(&test->model, &test->engine.draw, lane);
  }
  return rate * test->engine.draw.need_level[model->n_month - 1] * 365.0 / grams_per_tonne;
}

static void run(replica *test) {
  while (test->engine.state.day[0] < test->model.last_day[0]) {
    assert_int_equal(cp_engine_step(&test->engine), CP_OK);
  }
}

static void without_a_control_nothing_stops_and_levels_hold(void **state) {
  (void)state;
  enum { N = 40 };
  cp_scenario_options options = cp_scenario_options_default();
  // before the duties of 2 April, too: orders wait under those
  options.as_of = cp_day_from(2025, 4, 1);
  replica test;
  replica_begin_with(&test, scenario, &options, 1, 0);
  double found[64] = {0}, normal[64] = {0};
  for (uint32_t number = 0; number < N; number++) {
    replica_again(&test, 1, number);
    while (test.engine.state.day[0] < test.model.last_day[0]) {
      assert_int_equal(cp_engine_step(&test.engine), CP_OK);
      for (int32_t firm = 0; firm < test.model.n_firm; firm++)
        assert_false(test.engine.state.is_down[firm]);
    }
    for (int32_t destination = 0; destination < test.model.n_destination; destination++) {
      found[destination] += shipped_in_2026(&test, destination);
      normal[destination] += normal_year(&test, destination, 0);
    }
  }
  for (int32_t destination = 0; destination < test.model.n_destination; destination++) {
    const cp_text name =
        cp_spec_name(test.spec, CP_S_regions, test.model.destination_region[destination]);
    const double ratio = found[destination] / normal[destination];
    printf("%-16.*s 2026 over normal %.3f\n", (int)name.size, name.at, ratio);
    assert_true(ratio > 0.97 && ratio < 1.03);
  }
  replica_end(&test);
}

static void with_every_class_closed_free_goods_go_on(void **state) {
  (void)state;
  enum { N = 20 };
  enum { MOST = 64 };
  static char text[MOST][64];
  const char *setting[MOST];
  replica test;
  replica_begin(&test, scenario, 1, 0);
  const int32_t n_class = cp_spec_count(test.spec, CP_S_classes);
  assert_true(n_class > 0 && n_class <= MOST);
  for (int32_t row = 0; row < n_class; row++) {
    const cp_text name = cp_spec_name(test.spec, CP_S_classes, row);
    snprintf(text[row], sizeof text[row], "classes.%.*s.stance=closed", (int)name.size, name.at);
    setting[row] = text[row];
  }
  replica_end(&test);
  cp_scenario_options options = cp_scenario_options_default();
  options.setting = setting;
  options.n_setting = n_class;
  replica_begin_with(&test, scenario, &options, 1, 0);
  double found = 0.0, normal = 0.0, all = 0.0;
  for (uint32_t number = 0; number < N; number++) {
    replica_again(&test, 1, number);
    run(&test);
    found += shipped_in_2026(&test, -1);
    normal += normal_year(&test, -1, 1);
    all += normal_year(&test, -1, 0);
  }
  printf("free goods in 2026 over normal %.3f, over all goods' normal %.3f\n", found / normal,
         found / all);
  // users turn to grades without listed elements, so more of them goes than before, but never more than all magnets together
  assert_true(found / normal > 0.80 && found / all < 0.97);
  replica_end(&test);
}

static double shipped_at(const char *setting) {
  enum { N = 20 };
  cp_scenario_options options = cp_scenario_options_default();
  options.setting = &setting;
  options.n_setting = 1;
  replica test;
  replica_begin_with(&test, scenario, &options, 1, 0);
  double sum = 0.0;
  for (uint32_t number = 0; number < N; number++) {
    replica_again(&test, 1, number);
    run(&test);
    sum += shipped_in_2026(&test, -1);
  }
  replica_end(&test);
  return sum / N;
}

static void more_capacity_ships_more(void **state) {
  (void)state;
  const double little = shipped_at("authorities.mofcom.capacity=20 1/working day");
  const double middle = shipped_at("authorities.mofcom.capacity=60 1/working day");
  const double plenty = shipped_at("authorities.mofcom.capacity=300 1/working day");
  printf("t in 2026 at 20, 60, 300 decisions a working day: %.0f %.0f %.0f\n", little, middle,
         plenty);
  assert_true(little < 0.9 * middle);
  assert_true(middle < plenty);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_a_control_nothing_stops_and_levels_hold),
      cmocka_unit_test(with_every_class_closed_free_goods_go_on),
      cmocka_unit_test(more_capacity_ships_more)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
