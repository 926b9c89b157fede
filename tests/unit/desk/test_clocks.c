// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The statutory clock: ticked day by day as an official would, and in closed form,
//   clock = W(start, today) - W(union of the stops, both ends included),
// it is the same for working days with holidays and make-up days and for calendar days, however stops overlap.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "desk/clocks.h"
#include "harness/replica.h"
#include "num/philox.h"

enum { N_STORY = 2000, N_DAY = 220, MOST_STOPS = 4 };

typedef struct stop {
  int32_t from, to;
} stop;

static int is_counted(const replica *test, int32_t day) {
  if (test->model.authority_counts[0]) return 1;
  const cp_calendar calendar = cp_authority_calendar(&test->model, 0);
  return cp_calendar_is_working(&calendar, day);
}

static int is_stopped(const stop *stops, int32_t n, int32_t day) {
  for (int32_t at = 0; at < n; at++) {
    if (stops[at].from <= day && day <= stops[at].to) return 1;
  }
  return 0;
}

// Days of W in [from, to] less those that an earlier stop has taken already: the union, by inclusion of each day once.
static int32_t union_of(const replica *test, const stop *stops, int32_t n, int32_t after,
                        int32_t until) {
  int32_t days = 0;
  for (int32_t day = after + 1; day <= until; day++)
    days += is_stopped(stops, n, day) && is_counted(test, day);
  return days;
}

static void live_through(replica *test, uint32_t story) {
  cp_state *state = &test->engine.state;
  const cp_random random = {.seed = 4711, .replica = story};
  const int32_t first = test->model.first_day[0] + 1 + (int32_t)(story % 300);
  stop stops[MOST_STOPS];
  const int32_t n = (int32_t)(cp_random_bits(&random, 1, 0, 0, 0) % (MOST_STOPS + 1));
  for (int32_t at = 0; at < n; at++) {
    stops[at].from = first + 1 + (int32_t)(cp_random_bits(&random, 2, 0, at, 0) % 120);
    stops[at].to = stops[at].from + 1 + (int32_t)(cp_random_bits(&random, 3, 0, at, 0) % 40);
  }
  state->application[0] = (cp_application){.lane = -1, .stage = CP_STAGE_REVIEW};
  state->track[0] =
      (cp_track){.clock_from = -1, .lost_until = -1, .stop_from = -1, .limit_day = -1};
  state->day[0] = first;
  cp_clock_start(&test->model, state, 0, first);
  int32_t ticked = 0, before = 0;
  for (int32_t day = first + 1; day < first + N_DAY; day++) {
    state->day[0] = day;
    int32_t n_open = 0;
    for (int32_t at = 0; at < n; at++) {
      if (stops[at].from == day) cp_clock_stop(state, 0);
      n_open += stops[at].from <= day && day < stops[at].to;
    }
    // the last open stop is answered
    if (n_open == 0 && state->track[0].stop_from >= 0) cp_clock_go(&test->model, state, 0);
    ticked += is_counted(test, day) && !is_stopped(stops, n, day);
    const int32_t clock = cp_clock_days(&test->model, state, 0);
    assert_int_equal(clock, ticked);
    assert_int_equal(clock, cp_clock_between(&test->model, 0, first, day) -
                                union_of(test, stops, n, first, day));
    assert_true(clock >= before);
    before = clock;
  }
}

static void live_through_all(const char *folder, int32_t counts) {
  replica test;
  replica_begin(&test, folder, 1, 0);
  ((int32_t *)(uintptr_t)test.model.authority_counts)[0] = counts;
  for (uint32_t story = 0; story < N_STORY; story++) live_through(&test, story);
  replica_end(&test);
}

static void working_days_are_those_of_the_closed_form(void **unused) {
  (void)unused;
  live_through_all("scenarios/rare-earth-pact-2025", 0);
}

static void calendar_days_are_those_of_the_closed_form(void **unused) {
  (void)unused;
  live_through_all("scenarios/rare-earth-pact-2025", 1);
}

static void a_clock_that_does_not_run_shows_nothing(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, "tests/law/border", 1, 0);
  cp_state *state = &test.engine.state;
  state->application[0] = (cp_application){.lane = -1, .stage = CP_STAGE_LOCAL};
  state->track[0] =
      (cp_track){.clock_from = -1, .lost_until = -1, .stop_from = -1, .limit_day = -1};
  state->day[0] += 40;
  assert_int_equal(cp_clock_days(&test.model, state, 0), 0);
  // it may start on a day that is still to come: registration
  cp_clock_start(&test.model, state, 0, state->day[0] + 3);
  assert_int_equal(cp_clock_days(&test.model, state, 0), 0);
  replica_end(&test);
}

// Answered in the morning, stopped again in the afternoon: the day is lost once.
static void a_day_is_lost_once(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, "tests/law/queue_mg1", 1, 0);
  cp_state *state = &test.engine.state;
  state->application[0] = (cp_application){.lane = -1, .stage = CP_STAGE_REVIEW};
  state->track[0] =
      (cp_track){.clock_from = -1, .lost_until = -1, .stop_from = -1, .limit_day = -1};
  state->day[0] += 10;
  cp_clock_start(&test.model, state, 0, state->day[0]);
  state->day[0] += 5;
  assert_int_equal(cp_clock_days(&test.model, state, 0), 5);
  cp_clock_stop(state, 0);
  assert_int_equal(cp_clock_days(&test.model, state, 0), 4);
  state->day[0] += 3;
  assert_int_equal(cp_clock_go(&test.model, state, 0), 4);
  cp_clock_stop(state, 0);
  assert_int_equal(cp_clock_days(&test.model, state, 0), 4);
  state->day[0] += 2;
  assert_int_equal(cp_clock_go(&test.model, state, 0), 2);
  state->day[0] += 1;
  assert_int_equal(cp_clock_days(&test.model, state, 0), 5);
  replica_end(&test);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(working_days_are_those_of_the_closed_form),
      cmocka_unit_test(calendar_days_are_those_of_the_closed_form),
      cmocka_unit_test(a_day_is_lost_once),
      cmocka_unit_test(a_clock_that_does_not_run_shows_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
