// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// At rest: with no control in sight, the default scenario ships in 2025 and in 2026 what its users need, to every destination, and their lines
// go on.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/date.h"
#include "harness/by_lane.h"
#include "harness/replica.h"

enum { N = 40, MOST_DESTINATION = 64, FIRST_YEAR = 2025, N_YEAR = 2 };

static int32_t days_of(const replica *test, int32_t month) {
  int32_t days = 0;
  for (int32_t day = 0; day < test->model.n_day; day++) days += test->model.month_of[day] == month;
  return days;
}

// What the destination's users of headline goods need in a month: the normal flow, with growth and this replica's noise.
static double needed(const replica *test, int32_t destination, int32_t month) {
  const cp_model *model = &test->model;
  double sum = 0.0;
  for (int32_t lane = 0; lane < model->n_lane; lane++) {
    if (!cp_is_headline(model, lane) || lane_destination(model, lane) != destination) continue;
    const int32_t firm = model->input_firm[model->lane_input[lane]];
    const double factor =
        model->firm_is_final[firm]
            ? test->engine.draw
                  .need_factor[month * model->n_region + model->destination_region[destination]]
            : test->engine.draw.need_level[month];
    sum += cp_lane_rate(model, &test->engine.draw, lane) * factor * days_of(test, month);
  }
  return sum;
}

typedef struct level {
  double shipped, needed, stopped, all;  // all: weeks of final firms
} level;

static level levels[N_YEAR][MOST_DESTINATION];

static void add_year(const replica *test, int32_t year) {
  const cp_model *model = &test->model;
  const int32_t first = model->n_month - 12 * (N_YEAR - year);
  for (int32_t destination = 0; destination < model->n_destination; destination++) {
    for (int32_t month = first; month < first + 12; month++) {
      levels[year][destination].shipped +=
          test->engine.state.shipped[month * model->n_destination + destination];
      levels[year][destination].needed += needed(test, destination, month);
    }
  }
}

static void count_stops(const replica *test) {
  const cp_model *model = &test->model;
  const int32_t year = cp_day_split(test->engine.state.day[0]).year - FIRST_YEAR;
  if (year < 0 || cp_weekday(test->engine.state.day[0]) != 6) return;
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    const int32_t destination = model->region_destination[model->firm_region[firm]];
    if (!model->firm_is_final[firm] || destination < 0) continue;
    levels[year][destination].all += 1.0;
    levels[year][destination].stopped += test->engine.state.is_down[firm];
  }
}

static void two_years_without_a_control_are_years_as_usual(void **state) {
  (void)state;
  cp_scenario_options options = cp_scenario_options_default();
  options.as_of = cp_day_from(2025, 4, 1);
  replica test;
  replica_begin_with(&test, "scenarios/rare-earth-pact-2025", &options, 1, 0);
  assert_true(test.model.n_destination <= MOST_DESTINATION);
  for (uint32_t number = 0; number < N; number++) {
    replica_again(&test, 1, number);
    while (test.engine.state.day[0] < test.model.last_day[0]) {
      assert_int_equal(cp_engine_step(&test.engine), CP_OK);
      count_stops(&test);
    }
    for (int32_t year = 0; year < N_YEAR; year++) add_year(&test, year);
  }
  for (int32_t destination = 0; destination < test.model.n_destination; destination++) {
    const cp_text name =
        cp_spec_name(test.spec, CP_S_regions, test.model.destination_region[destination]);
    for (int32_t year = 0; year < N_YEAR; year++) {
      const level *found = &levels[year][destination];
      printf("%-16.*s %d over need %.3f, weeks stopped %.5f\n", (int)name.size, name.at,
             (int)(FIRST_YEAR + year), found->shipped / found->needed, found->stopped / found->all);
      assert_true(found->stopped == 0.0);
      assert_true(found->shipped / found->needed > 0.97 && found->shipped / found->needed < 1.03);
    }
  }
  replica_end(&test);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_years_without_a_control_are_years_as_usual)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
