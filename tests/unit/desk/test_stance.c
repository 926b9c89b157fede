// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Stances: after as_of a chain whose shares of days are those of its hazards (a birth and death chain), never before; classes of one destination
// move together; a tightening that has a mean duration is over after it; dated acts set and freeze, and what is frozen is not served.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "harness/replica.h"

enum { CLOSED, TRICKLE, MANAGED, OPEN, N_STANCE, N_REPLICA = 60, WARM_UP = 200 };

#define WRITE(test, name) ((int32_t *)(uintptr_t)(test)->model.name)

static cp_draw image_of(const replica *test) {
  cp_draw image;
  cp_draw_view(&test->model, (void *)(uintptr_t)test->model.draw_image, &image);
  return image;
}

static void step(replica *test, int32_t n_day) {
  for (int32_t day = 0; day < n_day; day++) assert_int_equal(cp_engine_step(&test->engine), CP_OK);
}

static void shares_of_days_are_those_of_the_hazards(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, "tests/law/queue_priority", 1, 0);
  cp_draw image = image_of(&test);
  for (int32_t stream = 0; stream < test.model.n_stream; stream++) image.stream_rate[stream] = 0.0;
  image.authority_tighten[0] = 0.04;
  image.authority_loosen[0] = 0.06;
  double share[N_REPLICA][N_STANCE] = {{0.0}};
  for (uint32_t number = 0; number < N_REPLICA; number++) {
    replica_again(&test, 5, number);
    step(&test, WARM_UP);
    for (int32_t day = WARM_UP; day < test.model.n_day; day++) {
      step(&test, 1);
      share[number][test.engine.state.class_stance_now[0]] += 1.0 / (test.model.n_day - WARM_UP);
    }
  }
  replica_end(&test);
  // each step up is so much likelier than the step down
  const double ratio = 0.06 / 0.04, all = 1.0 + ratio + ratio * ratio + ratio * ratio * ratio;
  for (int32_t stance = 0; stance < N_STANCE; stance++) {
    double mean = 0.0, squares = 0.0;
    for (int32_t number = 0; number < N_REPLICA; number++)
      mean += share[number][stance] / N_REPLICA;
    for (int32_t number = 0; number < N_REPLICA; number++)
      squares += (share[number][stance] - mean) * (share[number][stance] - mean);
    const double error = sqrt(squares / N_REPLICA / (N_REPLICA - 1));
    const double expected = pow(ratio, stance) / all;
    assert_true(error < 0.03 * expected + 0.006);
    assert_true(fabs(mean - expected) < 4.0 * error);
    // the shares the other way round are wrong
    assert_true(fabs(mean - pow(ratio, OPEN - stance) / all) > 4.0 * error);
  }
}

static void nothing_moves_by_itself_before_as_of_and_destinations_move_together(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, "tests/law/regimes", 1, 0);
  for (int32_t fact = 2; fact < test.model.n_fact; fact++)
    WRITE(&test, fact_act)[fact] = CP_ACT_SAY;
  cp_draw image = image_of(&test);
  image.authority_tighten[0] = image.authority_loosen[0] = 0.2;
  replica_again(&test, 1, 0);
  const cp_state *state = &test.engine.state;
  int32_t moves = 0, apart = 0;
  for (int32_t day = 0; day < test.model.n_day; day++) {
    const int32_t before = state->class_stance_now[0];
    step(&test, 1);
    // a and b have one destination, c has none
    assert_int_equal(state->class_stance_now[0], state->class_stance_now[1]);
    apart += state->class_stance_now[0] != state->class_stance_now[2];
    moves += state->class_stance_now[0] != before;
    if (state->day[0] <= test.model.as_of[0]) assert_int_equal(moves, 0);
  }
  assert_true(moves > 20 && apart > 20);
  replica_end(&test);
}

static void tension_multiplies(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, "tests/law/queue_priority", 1, 0);
  cp_draw image = image_of(&test);
  for (int32_t stream = 0; stream < test.model.n_stream; stream++) image.stream_rate[stream] = 0.0;
  image.authority_tighten[0] = 1.0;
  image.authority_tighten_power[0] = 1.0;
  replica_again(&test, 1, 0);
  // no tension: nothing is tightened, however large the hazard
  step(&test, 50);
  assert_int_equal(test.engine.state.class_stance_now[0], OPEN);
  image.authority_tighten_power[0] = 0.0;
  replica_again(&test, 1, 0);
  step(&test, 5);
  assert_int_equal(test.engine.state.class_stance_now[0], CLOSED);
  replica_end(&test);
}

// Days until the stance is open where it only loosens, by the factor of a clause whose condition holds: nobody is listed.
static int32_t days_to_open(double met) {
  replica test;
  replica_begin(&test, "tests/law/regimes", 1, 0);
  for (int32_t fact = 2; fact < test.model.n_fact; fact++)
    WRITE(&test, fact_act)[fact] = CP_ACT_SAY;
  WRITE(&test, as_of)[0] = test.model.first_day[0] + 20;
  // the users are listed and no longer
  for (int32_t at = 0; at < 2; at++) {
    WRITE(&test, fact_day)[2 + at] = test.model.first_day[0] + 7 + at;
    WRITE(&test, fact_act)[2 + at] = at == 0 ? CP_ACT_ENTER : CP_ACT_SUSPEND;
    WRITE(&test, fact_kind)[2 + at] = CP_OBJECT_MEASURE;
    WRITE(&test, fact_object)[2 + at] = 1;
    WRITE(&test, fact_until)[2 + at] = -1;
  }
  WRITE(&test, authority_clause)[0] = 0;
  cp_draw image = image_of(&test);
  image.authority_loosen[0] = 0.05;
  image.authority_met[0] = met;
  replica_again(&test, 3, 0);
  step(&test, 21);
  assert_int_equal(test.engine.state.clause_holds[0], 1);
  int32_t days = 0;
  while (test.engine.state.class_stance_now[0] != OPEN && days < 200) {
    step(&test, 1);
    days++;
  }
  replica_end(&test);
  return days;
}

static void a_clause_that_is_met_loosens(void **unused) {
  (void)unused;
  assert_true(days_to_open(20.0) <= 1);
  assert_true(days_to_open(1.0) > 1);
  assert_int_equal(days_to_open(0.0001), 200);
}

static void a_tightening_is_over_after_its_mean_duration(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, "tests/law/queue_priority", 1, 0);
  cp_draw image = image_of(&test);
  for (int32_t stream = 0; stream < test.model.n_stream; stream++) image.stream_rate[stream] = 0.0;
  const double tighten = 0.01, days = 10.0;
  image.authority_tighten[0] = tighten;
  image.authority_tight[0] = days;
  double tight = 0.0, n = 0.0;
  for (uint32_t number = 0; number < 20; number++) {
    replica_again(&test, 2, number);
    for (int32_t day = 0; day < test.model.n_day; day++, n += 1.0) {
      step(&test, 1);
      tight += test.engine.state.class_stance_now[0] < OPEN;
    }
  }
  replica_end(&test);
  // open for 1 / hazard days on average, then tight for so many
  const double expected = days / (days + 1.0 / tighten);
  assert_true(fabs(tight / n - expected) < 0.15 * expected);
}

// Acts at one day's distance: set, freeze, freeze again (illegal), serve again, serve again (illegal).
static void dated_acts_set_and_freeze(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, "tests/law/regimes", 1, 0);
  for (int32_t fact = 2; fact < test.model.n_fact; fact++)
    WRITE(&test, fact_act)[fact] = CP_ACT_SAY;
  static const struct {
    cp_act act;
    int32_t kind, object, until, stance;
  } acts[] = {{CP_ACT_SET, CP_OBJECT_CLASS, 0, -1, TRICKLE},
              {CP_ACT_SET, CP_OBJECT_AUTHORITY, 0, -1, CLOSED},
              {CP_ACT_SUSPEND, CP_OBJECT_CLASS, 1, 3, -1},
              {CP_ACT_SUSPEND, CP_OBJECT_CLASS, 1, 9, -1},
              {CP_ACT_SUSPEND, CP_OBJECT_AUTHORITY, 0, -1, -1},
              {CP_ACT_RESTORE, CP_OBJECT_AUTHORITY, 0, -1, -1},
              {CP_ACT_RESTORE, CP_OBJECT_AUTHORITY, 0, -1, -1},
              {CP_ACT_SET, CP_OBJECT_CLASS, 0, -1, -1}};
  enum { N_ACT = sizeof acts / sizeof *acts };
  const int32_t first = test.model.first_day[0] + 40;
  for (int32_t at = 0; at < N_ACT; at++) {
    WRITE(&test, fact_day)[2 + at] = first + at;
    WRITE(&test, fact_act)[2 + at] = (int32_t)acts[at].act;
    WRITE(&test, fact_kind)[2 + at] = acts[at].kind;
    WRITE(&test, fact_object)[2 + at] = acts[at].object;
    WRITE(&test, fact_until)[2 + at] = acts[at].until < 0 ? -1 : first + at + acts[at].until;
    WRITE(&test, fact_stance)[2 + at] = acts[at].stance;
  }
  for (int32_t fact = 2 + N_ACT; fact < test.model.n_fact; fact++)
    WRITE(&test, fact_day)[fact] = first + N_ACT;
  replica_again(&test, 1, 0);
  const cp_state *state = &test.engine.state;
  step(&test, 41);
  assert_int_equal(state->class_stance_now[0], TRICKLE);
  assert_int_equal(state->class_stance_now[1], MANAGED);
  step(&test, 1);
  for (int32_t class = 0; class < 3; class ++)
    assert_int_equal(state->class_stance_now[class], CLOSED);
  assert_int_equal(state->class_stance_now[3], MANAGED);
  step(&test, 1);
  assert_true(state->class_frozen[1] && !state->class_frozen[0]);
  step(&test, 1);
  assert_int_equal(state->desk_refused[0], 1);
  step(&test, 1);
  assert_true(state->class_frozen[0] && state->class_frozen[1] && !state->class_frozen[3]);
  step(&test, 1);
  // the class's own freeze goes on to its last day
  assert_true(!state->class_frozen[0] && state->class_frozen[1]);
  step(&test, 1);
  assert_int_equal(state->desk_refused[0], 2);
  assert_false(state->class_frozen[1]);
  step(&test, 1);
  assert_int_equal(state->desk_refused[0], 3);
  replica_end(&test);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shares_of_days_are_those_of_the_hazards),
      cmocka_unit_test(nothing_moves_by_itself_before_as_of_and_destinations_move_together),
      cmocka_unit_test(tension_multiplies),
      cmocka_unit_test(a_clause_that_is_met_loosens),
      cmocka_unit_test(a_tightening_is_over_after_its_mean_duration),
      cmocka_unit_test(dated_acts_set_and_freeze),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
