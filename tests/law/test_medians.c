// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The study uk-siel-2014: eleven published monthly medians of the working days to a decision, within one day each, from one dated dip of
// capacity; without the dip they are not. Days with the exporter do not count. The published figures are rows of the study's rules.csv.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "harness/replica.h"
#include "model/today.h"

enum { N_MONTH = 11, ENOUGH = 1200, A_FEW = 60, MOST_ORDINAL = 40000, MOST_DAYS = 1000 };

// Days on which an application was filed, and how many of its days were lost to a query.
typedef struct course {
  int32_t filed, stopped, lost;
} course;

typedef struct listener {
  const cp_model *model;
  course *own;  // by ordinal
  int64_t count[N_MONTH][MOST_DAYS], decided[N_MONTH];
} listener;

static int32_t working_days(const cp_model *model, int32_t from, int32_t to) {
  const cp_calendar calendar = cp_model_calendar(model, model->authority_calendar[0]);
  return cp_calendar_between(&calendar, from, to);
}

static void hear(void *context, const cp_event *event) {
  listener *all = context;
  assert_true(event->part < MOST_ORDINAL);
  course *own = all->own + event->part;
  if (event->kind == CP_EVENT_FILE) *own = (course){.filed = event->day, .stopped = -1};
  if (event->kind == CP_EVENT_PAUSE) own->stopped = event->day;
  if (event->kind == CP_EVENT_ANSWER)
    own->lost += working_days(all->model, own->stopped - 1, event->day);
  if (event->kind != CP_EVENT_APPROVE && event->kind != CP_EVENT_REFUSE) return;
  const int32_t month = cp_month_index(event->day) - cp_month_index(cp_day_from(2014, 10, 1));
  if (month < 0 || month >= N_MONTH) return;
  const int32_t days = working_days(all->model, own->filed, event->day) - own->lost;
  assert_in_range(days, 0, MOST_DAYS - 1);
  all->count[month][days] += 1;
  all->decided[month] += 1;
}

static int32_t median_of(const listener *all, int32_t month) {
  int64_t below = 0;
  for (int32_t days = 0; days < MOST_DAYS; days++) {
    below += all->count[month][days];
    if (2 * below >= all->decided[month]) return days;
  }
  return MOST_DAYS;
}

static int32_t published(const replica *test, int32_t month) {
  const cp_text value = cp_spec_text(test->spec, CP_F_rules_value, month);
  char words[32] = "";
  memcpy(words, value.at, (size_t)(value.size < 31 ? value.size : 31));
  return atoi(words);
}

// How many medians over so many replicas are within one day of the published ones; `share` of reviewers in the dip, negative: as the study has it.
static int32_t hits(uint32_t n_replica, double share) {
  replica test;
  replica_begin(&test, "scenarios/studies/uk-siel-2014", 1, 0);
  assert_int_equal(cp_spec_count(test.spec, CP_S_rules), N_MONTH);
  assert_int_equal(cp_spec_count(test.spec, CP_S_capacities), 1);
  cp_draw image;
  cp_draw_view(&test.model, (void *)(uintptr_t)test.model.draw_image, &image);
  if (share >= 0.0) image.span_reviewers[0] = share;
  listener *all = calloc(1, sizeof *all);
  *all = (listener){.model = &test.model, .own = calloc(MOST_ORDINAL, sizeof(course))};
  cp_event_log log = {.tell = hear, .listener = all};
  for (uint32_t number = 0; number < n_replica; number++) {
    replica_again(&test, 1, number);
    test.engine.state.log = &log;
    for (int32_t day = 0; day < test.model.n_day; day++)
      assert_int_equal(cp_engine_step(&test.engine), CP_OK);
  }
  int32_t n = 0;
  for (int32_t month = 0; month < N_MONTH; month++) {
    const int32_t found = median_of(all, month), expected = published(&test, month);
    n += abs(found - expected) <= 1;
    printf("%s%d/%d", month ? "  " : "found/published ", found, expected);
  }
  printf("\n");
  free(all->own);
  free(all);
  replica_end(&test);
  return n;
}

static void eleven_medians_come_of_one_dip(void **unused) {
  (void)unused;
  assert_int_equal(hits(ENOUGH, -1.0), N_MONTH);
}

static void without_the_dip_they_do_not(void **unused) {
  (void)unused;
  assert_true(hits(A_FEW, 1.0) < N_MONTH / 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(eleven_medians_come_of_one_dip),
                                     cmocka_unit_test(without_the_dip_they_do_not)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
