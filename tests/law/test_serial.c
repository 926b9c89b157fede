// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A chain of makers, each with one supplier and no stock to speak of. The first rests on one day: what it does not send on that day is
// missing at the end of the chain after the sum of the days under way, neither a day earlier nor a day later.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/date.h"
#include "harness/equal.h"

enum { MOST_LANE = 6, REST_DAY = 300 };

static const double day_of_use = 700e3;  // g

typedef struct chain {
  int32_t n;
  int32_t days[MOST_LANE];  // under way, from the first maker on
} chain;

static const chain chains[] = {{1, {9}},
                               {2, {3, 5}},
                               {3, {1, 1, 1}},
                               {4, {7, 2, 11, 4}},
                               {5, {20, 30, 1, 9, 13}},
                               {6, {2, 2, 2, 40, 1, 6}}};

static char folder[600];

static FILE *open_table(const char *name) {
  char path[700];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  return file;
}

static int32_t day_of(int32_t day) { return cp_day_from(2024, 1, 1) + day; }

// Goods g0 .. gn: firm k makes gk of g(k - 1), each in a region of its own, the last to a plan. Buyers want two days of use beyond what is under
// way, more than any lead time here takes; a high tariff makes them hold back an eighth of what they order, which is these two days.
static void write_yaml(const chain *at) {
  FILE *file = open_table("scenario.yaml");
  fprintf(file,
          "scenario: {title: a chain, start: 2024-01-01, as_of: 2025-12-31, until: 2025-12-31}\n"
          "demand: {postpone: 12.5 %%, postpone_above: 10 %%, order_over: 14 days}\n"
          "calendars:\n  daily: {rest: none}\n  first: {rest: none}\n"
          "regions:\n  r0: {calendar: first, noise: 0}\n");
  for (int32_t firm = 1; firm <= at->n; firm++)
    fprintf(file, "  r%d: {calendar: daily, noise: 0}\n", (int)firm);
  fprintf(file, "goods:\n");
  for (int32_t firm = 0; firm <= at->n; firm++) fprintf(file, "  g%d: {unit: g}\n", (int)firm);
  fprintf(file, "firms:\n");
  for (int32_t firm = 0; firm <= at->n; firm++)
    fprintf(file, "  f%d: {region: r%d, stage: other, makes: g%d%s}\n", (int)firm, (int)firm,
            (int)firm, firm == at->n ? ", plan: 700 kg/day" : "");
  fprintf(file, "measures:\n");
  for (int32_t firm = 1; firm <= at->n; firm++)
    fprintf(file,
            "  t%d: {title: a tariff, kind: tariff, by: r%d, goods: [g%d], rate: 20 %%, "
            "source: made up, known_from: 2024-01-01}\n",
            (int)firm, (int)firm, (int)firm - 1);
  fclose(file);
}

static void write_tables(const chain *at, int rests) {
  FILE *inputs = open_table("inputs.csv"), *lanes = open_table("lanes.csv");
  FILE *timeline = open_table("timeline.csv"), *holidays = open_table("holidays.csv");
  char date[11];
  fprintf(inputs, "firm,good,need,cover\n");
  fprintf(lanes, "supplier,buyer,good,transit,dispatch\n");
  fprintf(timeline, "date,actor,act,object,what,source,known_from\n");
  fprintf(holidays, "calendar,date,kind,source,known_from\n");
  for (int32_t firm = 1; firm <= at->n; firm++) {
    fprintf(inputs, "f%d,g%d,1 g/g,%d days\n", (int)firm, (int)firm - 1, firm == at->n ? 60 : 0);
    fprintf(lanes, "f%d,f%d,g%d,%d days,1 day\n", (int)firm - 1, (int)firm, (int)firm - 1,
            (int)at->days[firm - 1]);
    fprintf(timeline, "2024-01-01,r%d,enter,t%d,a tariff,made up,2024-01-01\n", (int)firm,
            (int)firm);
  }
  if (rests)
    fprintf(holidays, "first,%s,holiday,made up,2024-01-01\n",
            cp_day_format(day_of(REST_DAY), date));
  fclose(inputs);
  fclose(lanes);
  fclose(timeline);
  fclose(holidays);
}

static void begin(const chain *at, int rests, replica *test) {
  write_yaml(at);
  write_tables(at, rests);
  assert_int_equal(replica_open(test, folder, NULL), CP_OK);
  replica_again(test, 1, 0);
}

// Lane k feeds firm k + 1, whose name is in order of its number.
static double arrived_at(const replica *test, int32_t firm) {
  return test->engine.state.arrived_total[test->model.input_lane[firm - 1]];
}

static void step_to(replica *test, int32_t day) {
  while (test->engine.state.day[0] < day) assert_int_equal(cp_engine_step(&test->engine), CP_OK);
}

static void check_chain(const chain *at) {
  replica rested, worked;
  int32_t sum = 0;
  begin(at, 1, &rested);
  begin(at, 0, &worked);
  for (int32_t firm = 1; firm <= at->n; firm++) {
    sum += at->days[firm - 1];
    step_to(&rested, day_of(REST_DAY + sum - 1));
    step_to(&worked, day_of(REST_DAY + sum - 1));
    assert_true(arrived_at(&rested, firm) == arrived_at(&worked, firm));
    step_to(&rested, day_of(REST_DAY + sum));
    step_to(&worked, day_of(REST_DAY + sum));
    const double missing = arrived_at(&worked, firm) - arrived_at(&rested, firm);
    printf("chain of %d, firm %d, %d days after: %g missing\n", (int)at->n, (int)firm, (int)sum,
           missing);
    assert_true(missing > 0.999 * day_of_use && missing <= day_of_use);
  }
  replica_end(&rested);
  replica_end(&worked);
}

static void a_day_of_rest_arrives_after_the_sum_of_lead_times(void **state) {
  (void)state;
  equal_folder("law/test_serial", folder);
  for (size_t at = 0; at < sizeof chains / sizeof chains[0]; at++) check_chain(chains + at);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_day_of_rest_arrives_after_the_sum_of_lead_times)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
