// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Listings, general licences, verified use and renewal, on the three lanes of tests/law/regimes: who is listed files nothing, holds nothing and
// gets back what was suspended; under a general licence nobody files and no more is shipped than it allows; grants do not exceed what can
// be used; who renews is never without a licence for want of filing in time.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "desk/grants.h"
#include "harness/replica.h"
#include "model/today.h"
#include "num/floor.h"

enum { CONTROL, LISTING, GENERAL, FAVOUR };  // measures of the scenario
enum { A, B, C, N_GATE };                    // gates of its users
enum { FIRST_FACT = 2 };                     // the control and the deal come before

#define WRITE(test, name) ((int32_t *)(uintptr_t)(test)->model.name)

// The control alone: other dated acts only say something. Everything filed is approved within days.
static void begin(replica *test) {
  replica_begin(test, "tests/law/regimes", 1, 0);
  for (int32_t fact = FIRST_FACT; fact < test->model.n_fact; fact++) {
    WRITE(test, fact_act)[fact] = CP_ACT_SAY;
    WRITE(test, fact_day)[fact] = test->model.last_day[0];
  }
  cp_draw image;
  cp_draw_view(&test->model, (void *)(uintptr_t)test->model.draw_image, &image);
  for (int32_t class = 0; class < test->model.n_class; class ++) {
    WRITE(test, class_stance)[class] = 3;
    image.class_open[class] = 0.5;
    image.class_returned[class] = image.class_refused[class] = 0.0;
  }
  for (int32_t stop = 0; stop < test->model.n_stop; stop++) image.stop_chance[stop] = 0.0;
  for (int32_t span = 0; span < test->model.n_span; span++) image.span_reviewers[span] = 1.0;
  image.authority_work[0] = 0.1;
}

// A dated act of tomorrow; `which` counts them from 0.
static void act_tomorrow(replica *test, int32_t which, cp_act act, int32_t measure) {
  WRITE(test, fact_day)[FIRST_FACT + which] = test->engine.state.day[0] + 1;
  WRITE(test, fact_act)[FIRST_FACT + which] = (int32_t)act;
  WRITE(test, fact_kind)[FIRST_FACT + which] = CP_OBJECT_MEASURE;
  WRITE(test, fact_object)[FIRST_FACT + which] = measure;
  WRITE(test, fact_until)[FIRST_FACT + which] = -1;
}

static void step(replica *test, int32_t n_day) {
  for (int32_t day = 0; day < n_day; day++) {
    assert_int_equal(cp_engine_step(&test->engine), CP_OK);
    const cp_audit audit = cp_engine_audit(&test->engine);
    assert_true(cp_audit_is_clean(&audit));
  }
}

static void begin_and_step(replica *test, int32_t n_day) {
  begin(test);
  replica_again(test, 1, 0);
  step(test, n_day);
}

static void assert_nobody_asks(const cp_state *state, int32_t gate) {
  assert_true(state->pending[gate] == 0.0);
  for (int32_t slot = 0; slot < state->application_used[0]; slot++) {
    if (state->application[slot].stage != CP_STAGE_FREE)
      assert_int_not_equal(state->application[slot].lane, gate);
  }
}

static void who_is_listed_loses_all_and_files_nothing(void **unused) {
  (void)unused;
  replica test;
  begin_and_step(&test, 60);
  cp_state *state = &test.engine.state;
  assert_true(state->licence_left[B] > 0.0 && state->licence_left[A] > 0.0);
  const double others = state->licence_left[A], held = state->licence_left[B];
  act_tomorrow(&test, 0, CP_ACT_ENTER, LISTING);
  step(&test, 1);
  assert_true(state->licence_left[B] == 0.0 && state->licence_left[C] == 0.0);
  assert_true(state->revoked_total[B] == held);
  assert_true(state->licence_left[A] >= others - state->drawn_total[A]);
  for (int32_t day = 0; day < 40; day++) {
    step(&test, 1);
    assert_nobody_asks(state, B);
    assert_nobody_asks(state, C);
    assert_true(state->licence_left[B] == 0.0);
  }
  // when it is suspended they file again
  act_tomorrow(&test, 1, CP_ACT_SUSPEND, LISTING);
  step(&test, 40);
  assert_true(state->licence_left[B] > 0.0);
  replica_end(&test);
}

static void what_was_suspended_comes_back(void **unused) {
  (void)unused;
  replica test;
  begin_and_step(&test, 60);
  WRITE(&test, measure_suspends)[LISTING] = 1;
  cp_state *state = &test.engine.state;
  const double held = state->licence_left[C];
  assert_true(held > 0.0);
  act_tomorrow(&test, 0, CP_ACT_ENTER, LISTING);
  step(&test, 1);
  assert_true(state->licence_left[C] == 0.0 && state->suspended_left[C] == held);
  step(&test, 5);
  act_tomorrow(&test, 1, CP_ACT_LIFT, LISTING);
  const double drawn = state->drawn_total[C], expired = state->expired_total[C];
  step(&test, 1);
  assert_true(state->suspended_left[C] == 0.0);
  assert_true(state->licence_left[C] + state->drawn_total[C] - drawn + state->expired_total[C] -
                  expired ==
              held);
  replica_end(&test);
}

static void under_a_general_licence_nobody_files(void **unused) {
  (void)unused;
  replica test;
  begin(&test);
  ((double *)(uintptr_t)test.model.measure_quantity)[GENERAL] = 2e6;
  replica_again(&test, 1, 0);
  cp_state *state = &test.engine.state;
  // the day of the control, in the place of the deal
  step(&test, 4);
  act_tomorrow(&test, -1, CP_ACT_ENTER, GENERAL);
  step(&test, 200);
  assert_nobody_asks(state, A);
  assert_nobody_asks(state, B);
  assert_true(state->drawn_total[A] > 0.0 && state->drawn_total[B] > 0.0);
  // all that both shipped, and what they may still ship, is what it allows
  assert_true(state->licensed_total[A] + state->licensed_total[B] + state->general_left[GENERAL] ==
              test.model.measure_quantity[GENERAL]);
  assert_true(state->drawn_total[A] + state->drawn_total[B] ==
              test.model.measure_quantity[GENERAL]);
  assert_true(state->pending[C] > 0.0 || state->licensed_total[C] > 0.0);
  replica_end(&test);
}

static void a_general_licence_that_ends_is_taken_back(void **unused) {
  (void)unused;
  replica test;
  begin(&test);
  replica_again(&test, 1, 0);
  cp_state *state = &test.engine.state;
  // the day of the control, in the place of the deal
  step(&test, 4);
  act_tomorrow(&test, -1, CP_ACT_ENTER, GENERAL);
  step(&test, 10);
  assert_true(state->licence_left[A] > 0.0);
  act_tomorrow(&test, 0, CP_ACT_SUSPEND, GENERAL);
  step(&test, 1);
  assert_true(state->licence_left[A] == 0.0);
  assert_int_equal(state->gate_general[A], -1);
  assert_true(state->general_left[GENERAL] ==
              test.model.measure_quantity[GENERAL] - state->drawn_total[A] - state->drawn_total[B]);
  replica_end(&test);
}

// The most that the lane's licences held on any evening, in days of use.
static double most_held(int32_t is_verified, double *refused) {
  replica test;
  begin(&test);
  WRITE(&test, authority_grants)[0] = is_verified;
  cp_draw image;
  cp_draw_view(&test.model, (void *)(uintptr_t)test.model.draw_image, &image);
  // they ask for more than they can use in a month
  image.authority_size_median[0] = 4e5;
  image.first_book[0] = 300.0;
  image.patience[0] = 400.0;
  WRITE(&test, authority_validity)[0] = 1;
  replica_again(&test, 1, 0);
  const cp_state *state = &test.engine.state;
  double most = 0.0;
  for (int32_t day = 0; day < 200; day++) {
    step(&test, 1);
    for (int32_t gate = 0; gate < N_GATE; gate++) {
      const double days = state->licence_left[gate] / test.engine.draw.lane_most[gate];
      if (days > most) most = days;
    }
  }
  *refused = state->refused[0] + state->refused[1] + state->refused[2];
  replica_end(&test);
  return most;
}

static void verified_grants_do_not_exceed_the_use(void **unused) {
  (void)unused;
  double refused;
  assert_true(most_held(0, &refused) > 40.0);
  assert_true(refused == 0.0);
  // a month of use, the day of the grant included
  assert_true(most_held(1, &refused) <= 32.0);
  assert_true(refused > 0.0);
}

// Evenings on which nothing is licensed and nobody has asked, for the lane of the greatest flow.
static int32_t gaps(double renew) {
  replica test;
  begin(&test);
  cp_draw image;
  cp_draw_view(&test.model, (void *)(uintptr_t)test.model.draw_image, &image);
  image.authority_renew[0] = renew;
  WRITE(&test, authority_validity)[0] = 1;
  image.authority_size_median[0] = 3e5;
  image.authority_size_spread[0] = 0.0;
  image.authority_local_median[0] = image.authority_local_p90[0] = 10.0;
  replica_again(&test, 1, 0);
  const cp_state *state = &test.engine.state;
  int32_t n = 0;
  for (int32_t day = 0; day < 220; day++) {
    step(&test, 1);
    n += day > 60 && state->licence_left[A] == 0.0;
  }
  replica_end(&test);
  return n;
}

static void who_renews_is_less_often_without(void **unused) {
  (void)unused;
  const int32_t without = gaps(0.0), with = gaps(25.0);
  assert_true(without > 10);
  assert_true(with < without / 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(who_is_listed_loses_all_and_files_nothing),
      cmocka_unit_test(what_was_suspended_comes_back),
      cmocka_unit_test(under_a_general_licence_nobody_files),
      cmocka_unit_test(a_general_licence_that_ends_is_taken_back),
      cmocka_unit_test(verified_grants_do_not_exceed_the_use),
      cmocka_unit_test(who_renews_is_less_often_without),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
