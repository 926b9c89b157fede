// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The table of applications: what is allowed is written down here a second time, as sentences; everything else is refused, counted, told and
// changes nothing. An application that has ended stays as it is.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "desk/stages.h"
#include "harness/replica.h"
#include "model/transitions.h"

typedef struct rule {
  cp_stage from;
  cp_step step;
  int32_t to;
} rule;

static const rule rules[] = {
    {CP_STAGE_FREE, CP_STEP_DRAFT, CP_STAGE_PAPERS},
    {CP_STAGE_FREE, CP_STEP_FILE, CP_STAGE_LOCAL},
    {CP_STAGE_PAPERS, CP_STEP_FILE, CP_STAGE_LOCAL},
    {CP_STAGE_RETURNED, CP_STEP_FILE, CP_STAGE_LOCAL},
    {CP_STAGE_LOCAL, CP_STEP_ACCEPT, CP_STAGE_QUEUE},
    {CP_STAGE_LOCAL, CP_STEP_RETURN, CP_STAGE_RETURNED},
    {CP_STAGE_QUEUE, CP_STEP_TAKE, CP_STAGE_REVIEW},
    {CP_STAGE_REVIEW, CP_STEP_REFER, CP_STAGE_REFERRED},
    {CP_STAGE_REVIEW, CP_STEP_FINISH, CP_STAGE_READY},
    {CP_STAGE_REFERRED, CP_STEP_FINISH, CP_STAGE_READY},
    {CP_STAGE_READY, CP_STEP_RETURN, CP_STAGE_RETURNED},
    {CP_STAGE_READY, CP_STEP_APPROVE, CP_STAGE_APPROVED},
    {CP_STAGE_ESCALATED, CP_STEP_APPROVE, CP_STAGE_APPROVED},
    {CP_STAGE_RETURNED, CP_STEP_CLOSE, CP_STAGE_CLOSED},
    {CP_STAGE_STOPPED, CP_STEP_CLOSE, CP_STAGE_CLOSED},
    {CP_STAGE_STOPPED, CP_STEP_RESUME, CP_BACK},
    {CP_STAGE_STOPPED, CP_STEP_STOP, CP_STAGE_STOPPED},
    {CP_STAGE_REVIEW, CP_STEP_STOP, CP_STAGE_STOPPED},
    {CP_STAGE_REFERRED, CP_STEP_STOP, CP_STAGE_STOPPED},
    {CP_STAGE_READY, CP_STEP_STOP, CP_STAGE_STOPPED},
    {CP_STAGE_LOCAL, CP_STEP_ESCALATE, CP_STAGE_ESCALATED},
    {CP_STAGE_QUEUE, CP_STEP_ESCALATE, CP_STAGE_ESCALATED},
    {CP_STAGE_REVIEW, CP_STEP_ESCALATE, CP_STAGE_ESCALATED},
    {CP_STAGE_REFERRED, CP_STEP_ESCALATE, CP_STAGE_ESCALATED},
    {CP_STAGE_READY, CP_STEP_ESCALATE, CP_STAGE_ESCALATED},
};

// Whoever is on the desk may be withdrawn, refused, lapse or be replaced.
static int32_t expected(int32_t stage, int32_t step) {
  const int is_live = stage >= CP_STAGE_PAPERS && stage < CP_STAGE_APPROVED;
  if (is_live && step == CP_STEP_WITHDRAW) return CP_STAGE_WITHDRAWN;
  if (is_live && step == CP_STEP_REFUSE) return CP_STAGE_REFUSED;
  if (is_live && step == CP_STEP_LAPSE) return CP_STAGE_LAPSED;
  if (is_live && step == CP_STEP_REPLACE) return CP_STAGE_FREE;
  for (size_t at = 0; at < sizeof rules / sizeof *rules; at++) {
    if ((int32_t)rules[at].from == stage && (int32_t)rules[at].step == step) return rules[at].to;
  }
  return CP_NO;
}

static void the_table_says_what_is_written_here(void **unused) {
  (void)unused;
  for (int32_t stage = 0; stage < CP_N_STAGE; stage++) {
    for (int32_t step = 0; step < CP_N_STEP; step++)
      assert_int_equal(cp_stage_next[stage][step], expected(stage, step));
  }
}

static int32_t n_told;
static cp_event last;
static void hear(void *listener, const cp_event *event) {
  (void)listener;
  n_told++;
  last = *event;
}

static void an_illegal_step_changes_nothing_is_counted_and_told(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, "tests/law/queue_mg1", 1, 0);
  cp_event_log log = {.tell = hear};
  cp_state *state = &test.engine.state;
  state->log = &log;
  int32_t n_illegal = 0;
  for (int32_t stage = 0; stage < CP_N_STAGE; stage++) {
    for (int32_t step = 0; step < CP_N_STEP; step++) {
      if (expected(stage, step) != CP_NO) continue;
      state->application[0] = (cp_application){.stage = stage, .lane = -1, .ordinal = 7};
      state->track[0] = (cp_track){.since = state->day[0] - 5, .before = CP_STAGE_REVIEW};
      const cp_application application = state->application[0];
      const cp_track track = state->track[0];
      n_told = 0;
      assert_false(cp_application_move(state, 0, (cp_step)step));
      assert_memory_equal(&application, state->application, sizeof application);
      assert_memory_equal(&track, state->track, sizeof track);
      assert_int_equal(n_told, 1);
      assert_int_equal(last.kind, CP_EVENT_REFUSED_STEP);
      assert_int_equal(last.from, stage);
      assert_int_equal(last.to, step);
      assert_int_equal(state->desk_refused[0], ++n_illegal);
    }
  }
  replica_end(&test);
}

static void days_go_to_the_stage_that_is_over(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, "tests/law/queue_mg1", 1, 0);
  cp_state *state = &test.engine.state;
  state->application[0] = (cp_application){.lane = -1};
  state->track[0] = (cp_track){0};
  static const struct {
    int32_t days;
    cp_step step;
  } story[] = {{0, CP_STEP_DRAFT},   {5, CP_STEP_FILE},    {3, CP_STEP_ACCEPT}, {7, CP_STEP_TAKE},
               {2, CP_STEP_STOP},    {11, CP_STEP_RESUME}, {4, CP_STEP_FINISH}, {6, CP_STEP_RETURN},
               {8, CP_STEP_FILE},    {1, CP_STEP_ACCEPT},  {1, CP_STEP_TAKE},   {9, CP_STEP_REFER},
               {10, CP_STEP_FINISH}, {2, CP_STEP_ESCALATE}};
  for (size_t at = 0; at < sizeof story / sizeof *story; at++) {
    state->day[0] += story[at].days;
    assert_true(cp_application_move(state, 0, story[at].step));
  }
  static const int16_t days[CP_N_SPELL] = {
      [CP_STAGE_PAPERS - CP_STAGE_PAPERS] = 5,    [CP_STAGE_LOCAL - CP_STAGE_PAPERS] = 3 + 1,
      [CP_STAGE_QUEUE - CP_STAGE_PAPERS] = 7 + 1, [CP_STAGE_REVIEW - CP_STAGE_PAPERS] = 2 + 4 + 9,
      [CP_STAGE_STOPPED - CP_STAGE_PAPERS] = 11,  [CP_STAGE_READY - CP_STAGE_PAPERS] = 6 + 2,
      [CP_STAGE_RETURNED - CP_STAGE_PAPERS] = 8,  [CP_STAGE_REFERRED - CP_STAGE_PAPERS] = 10};
  assert_memory_equal(state->track[0].days, days, sizeof days);
  replica_end(&test);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_table_says_what_is_written_here),
      cmocka_unit_test(an_illegal_step_changes_nothing_is_counted_and_told),
      cmocka_unit_test(days_go_to_the_stage_that_is_over),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
