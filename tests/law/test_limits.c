// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Three regimes run on one code. The clock of each case is counted here anew, from what is told: the day that starts it, and the days of its
// stops, each once. Where a limit escalates nobody is decided past it without an escalation; where it does not some are, and none is escalated.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/date.h"
#include "harness/replica.h"
#include "model/today.h"

enum { MINISTRY, BUREAU, UNIT, N_AUTHORITY, MOST_ORDINAL = 16384, MOST_STOP = 8, N_REPLICA = 4 };

typedef struct course {
  int32_t from;  // the clock counts the days after this one
  int32_t n_stop, stop_from[MOST_STOP], stop_to[MOST_STOP], is_escalated;
} course;

typedef struct listener {
  const cp_model *model;
  course *own[N_AUTHORITY];
  int64_t decided[N_AUTHORITY], escalated[N_AUTHORITY], past[N_AUTHORITY], overlaps[N_AUTHORITY];
} listener;

static int counts(const cp_model *model, int32_t authority, int32_t day) {
  return model->authority_counts[authority] ||
         cp_is_working(model, model->authority_calendar[authority], day);
}

// Day by day, as an official would: a day counts when the clock has started and no stop is open on it.
static int32_t clock_of(const cp_model *model, int32_t authority, const course *own,
                        int32_t today) {
  int32_t days = 0;
  for (int32_t day = own->from + 1; day <= today; day++) {
    int is_stopped = 0;
    for (int32_t stop = 0; stop < own->n_stop; stop++)
      is_stopped |= own->stop_from[stop] <= day && day <= own->stop_to[stop];
    days += counts(model, authority, day) && !is_stopped;
  }
  return days;
}

static void start(listener *all, int32_t authority, const cp_event *event, course *own) {
  const cp_calendar calendar =
      cp_model_calendar(all->model, all->model->authority_calendar[authority]);
  static const int32_t starts_on[N_AUTHORITY] = {CP_EVENT_ACCEPT, CP_EVENT_FILE, CP_EVENT_FILE};
  if (event->kind != starts_on[authority]) return;
  *own = (course){.from = event->day};
  // registration follows on the next working day
  if (authority == BUREAU) own->from = cp_calendar_add(&calendar, event->day, 1);
}

static void hear_stop(listener *all, int32_t authority, const cp_event *event, course *own) {
  if (event->kind == CP_EVENT_PAUSE) {
    assert_true(own->n_stop < MOST_STOP);
    for (int32_t stop = 0; stop < own->n_stop; stop++)
      all->overlaps[authority] += own->stop_to[stop] >= event->day;
    own->stop_from[own->n_stop] = event->day;
    own->stop_to[own->n_stop++] = INT32_MAX;
  }
  if (event->kind != CP_EVENT_ANSWER) return;
  // the open one of that reason: of a case's stops each reason comes once
  int32_t oldest = -1;
  for (int32_t stop = 0; stop < own->n_stop; stop++) {
    if (own->stop_to[stop] == INT32_MAX && oldest < 0) oldest = stop;
  }
  assert_true(oldest >= 0);
  own->stop_to[oldest] = event->day;
}

static void hear(void *context, const cp_event *event) {
  listener *all = context;
  const int32_t authority = all->model->class_authority[event->from];
  assert_true(event->part < MOST_ORDINAL);
  course *own = all->own[authority] + event->part;
  start(all, authority, event, own);
  hear_stop(all, authority, event, own);
  const int32_t limit = all->model->authority_limit[authority];
  if (event->kind == CP_EVENT_ESCALATE) {
    assert_int_equal(clock_of(all->model, authority, own, event->day), limit);
    assert_int_equal((int32_t)event->amount, limit);
    own->is_escalated = 1;
    all->escalated[authority] += 1;
  }
  if (event->kind != CP_EVENT_APPROVE && event->kind != CP_EVENT_REFUSE &&
      event->kind != CP_EVENT_RETURN)
    return;
  const int32_t days = clock_of(all->model, authority, own, event->day);
  all->decided[authority] += 1;
  all->past[authority] += days > limit;
  if (all->model->authority_at_limit[authority] && days > limit && !own->is_escalated)
    fail_msg("a case of %d clock days was not escalated", (int)days);
}

static void no_case_passes_a_limit_that_escalates(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, "tests/law/three_regimes", 1, 0);
  listener all = {.model = &test.model};
  for (int32_t authority = 0; authority < N_AUTHORITY; authority++)
    all.own[authority] = calloc(MOST_ORDINAL, sizeof(course));
  cp_event_log log = {.tell = hear, .listener = &all};
  for (uint32_t number = 0; number < N_REPLICA; number++) {
    replica_again(&test, 1, number);
    test.engine.state.log = &log;
    for (int32_t day = 0; day < test.model.n_day; day++)
      assert_int_equal(cp_engine_step(&test.engine), CP_OK);
    assert_int_equal(test.engine.state.desk_refused[0], 0);
  }
  for (int32_t authority = 0; authority < N_AUTHORITY; authority++) {
    printf("authority %d: %lld decided, %lld past the limit, %lld escalated, %lld stops overlap\n",
           (int)authority, (long long)all.decided[authority], (long long)all.past[authority],
           (long long)all.escalated[authority], (long long)all.overlaps[authority]);
    free(all.own[authority]);
  }
  replica_end(&test);
  assert_true(all.escalated[BUREAU] > 1000 && all.overlaps[BUREAU] > 100);
  assert_int_equal(all.escalated[MINISTRY] + all.escalated[UNIT], 0);
  assert_true(all.past[MINISTRY] > 1000 && all.past[UNIT] > 1000);
}

static void hear_nothing(void *context, const cp_event *event) {
  (void)context;
  (void)event;
}

// Stops that overlap, with and without somebody who is told which one it was.
static void who_listens_changes_no_bit(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, "tests/law/three_regimes", 1, 0);
  cp_event_log log = {.tell = hear_nothing};
  for (uint32_t number = 0; number < N_REPLICA; number++) {
    uint64_t hash[2];
    for (int32_t is_heard = 0; is_heard < 2; is_heard++) {
      replica_again(&test, 1, number);
      test.engine.state.log = is_heard ? &log : NULL;
      for (int32_t day = 0; day < test.model.n_day; day++)
        assert_int_equal(cp_engine_step(&test.engine), CP_OK);
      hash[is_heard] = cp_engine_hash(&test.engine);
    }
    assert_true(hash[0] == hash[1]);
  }
  replica_end(&test);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(no_case_passes_a_limit_that_escalates),
                                     cmocka_unit_test(who_listens_changes_no_bit)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
