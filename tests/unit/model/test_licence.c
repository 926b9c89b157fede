// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The licence machine under random legal and illegal steps against a ledger kept beside it: what was licensed is left, suspended, drawn, expired
// or lost; the earliest last day is drawn on first; a licence with so many uses has so many; what has ended stays ended.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "harness/replica.h"
#include "model/licence.h"
#include "model/own.h"
#include "num/philox.h"

enum { N_STORY = 300, N_STEP = 200, GATE = 0 };

static int32_t length_of(const cp_state *state, int32_t slot, cp_licence_state expected,
                         double *left) {
  int32_t n = 0, last = -1;
  for (*left = 0.0; slot >= 0; slot = state->licence[slot].next, n++) {
    const cp_licence *licence = state->licence + slot;
    assert_int_equal(licence->state, expected);
    assert_true(licence->left > 0.0);
    assert_true(licence->valid_to >= last);
    last = licence->valid_to;
    *left += licence->left;
  }
  return n;
}

static void assert_ledger(const cp_state *state) {
  double left, suspended;
  length_of(state, state->licence_first[GATE], CP_LICENCE_ISSUED, &left);
  length_of(state, state->suspended_first[GATE], CP_LICENCE_SUSPENDED, &suspended);
  assert_true(left == state->licence_left[GATE]);
  assert_true(suspended == state->suspended_left[GATE]);
  assert_true(state->licensed_total[GATE] + state->licence_given[GATE] ==
              left + suspended + state->drawn_total[GATE] + state->expired_total[GATE] +
                  state->forfeit_total[GATE] + state->revoked_total[GATE]);
}

// Any step on any place, taken or not.
static void poke(const cp_model *model, cp_state *state, const cp_random *random, int32_t step,
                 int32_t *n_refused) {
  if (state->licence_used[0] == 0) return;
  const int32_t slot =
      (int32_t)(cp_random_bits(random, 5, 0, step, 0) % (uint32_t)state->licence_used[0]);
  static const cp_licence_step pokes[] = {CP_LICENCE_SUSPEND, CP_LICENCE_RESUME, CP_LICENCE_EXPIRE,
                                          CP_LICENCE_REVOKE, CP_LICENCE_CANCEL};
  const cp_licence_step poke = pokes[cp_random_bits(random, 6, 0, step, 0) % 5];
  const int32_t was = state->licence[slot].state;
  const int is_allowed = was == CP_LICENCE_ISSUED      ? poke != CP_LICENCE_RESUME
                         : was == CP_LICENCE_SUSPENDED ? poke != CP_LICENCE_SUSPEND
                                                       : 0;
  assert_int_equal(cp_licence_move(model, state, GATE, slot, poke), is_allowed);
  *n_refused += !is_allowed;
  assert_int_equal(state->desk_refused[0], *n_refused);
}

static void live_through(replica *test, uint32_t story) {
  cp_state *state = &test->engine.state;
  const cp_random random = {.seed = 99, .replica = story};
  int32_t n_refused = 0;
  for (int32_t step = 0; step < N_STEP; step++) {
    const uint32_t what = cp_random_bits(&random, 1, 0, step, 0) % 8;
    const int32_t number = (int32_t)(cp_random_bits(&random, 2, 0, step, 0) % 50);
    if (what < 3) {
      cp_licence_issue(&test->model, state, GATE,
                       (cp_licence){.left = 1.0 + number,
                                    .valid_to = state->day[0] + number,
                                    .id = step,
                                    .uses = (int16_t)(number % 4)});
    } else if (what < 5 && state->licence_left[GATE] >= 1.0) {
      const double most = state->licence_left[GATE];
      cp_licence_draw(&test->model, state, GATE, most > number ? 1.0 + number / 2 : 1.0);
    } else if (what == 5) {
      state->day[0] += 1;
      cp_licence_expire(&test->model, state, GATE);
    } else if (what == 6 && number < 5) {
      cp_licence_suspend_all(&test->model, state, GATE, 0);
      assert_int_equal(state->licence_first[GATE], -1);
    } else if (what == 6 && number < 10) {
      cp_licence_resume_all(&test->model, state, GATE, 0);
      assert_int_equal(state->suspended_first[GATE], -1);
    } else if (what == 6 && number < 15) {
      cp_licence_take_over(
          &test->model, state, GATE,
          (cp_licence){
              .left = 5.0 + number, .valid_to = state->day[0] + number, .id = CP_OWN_FIRST + step},
          0);
    } else if (what == 6 && number < 17) {
      cp_licence_replace(&test->model, state, GATE, 0);
      assert_int_equal(state->licence_first[GATE], -1);
      assert_int_equal(state->suspended_first[GATE], -1);
    } else {
      poke(&test->model, state, &random, step, &n_refused);
    }
    assert_ledger(state);
  }
}

static void every_gram_licensed_is_in_one_place(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, "tests/law/border", 1, 0);
  for (uint32_t story = 0; story < N_STORY; story++) {
    replica_again(&test, 1, story);
    live_through(&test, story);
  }
  replica_end(&test);
}

static void a_single_licence_is_used_once(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, "tests/law/border", 1, 0);
  cp_state *state = &test.engine.state;
  const int32_t day = state->day[0];
  cp_licence_issue(&test.model, state, GATE,
                   (cp_licence){.left = 100.0, .valid_to = day + 9, .id = 1, .uses = 1});
  cp_licence_issue(&test.model, state, GATE,
                   (cp_licence){.left = 50.0, .valid_to = day + 3, .id = 2, .uses = 2});
  // the one that ends first, and only what the other one adds
  cp_licence_draw(&test.model, state, GATE, 40.0);
  assert_true(state->licence_left[GATE] == 110.0);
  cp_licence_draw(&test.model, state, GATE, 20.0);
  // ten of the one, used up; ten of the single one, whose other ninety are lost
  assert_true(state->licence_left[GATE] == 0.0);
  assert_true(state->forfeit_total[GATE] == 90.0);
  assert_true(state->drawn_total[GATE] == 60.0);
  assert_int_equal(state->licence_first[GATE], -1);
  replica_end(&test);
}

static void suspending_and_resuming_changes_nothing(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, "tests/law/border", 1, 0);
  cp_state *state = &test.engine.state;
  for (int32_t id = 0; id < 6; id++) {
    cp_licence_issue(
        &test.model, state, GATE,
        (cp_licence){.left = 10.0 + id, .valid_to = state->day[0] + 5 * (id % 3), .id = id});
  }
  cp_licence before[6];
  for (int32_t id = 0; id < 6; id++) before[id] = state->licence[id];
  const int32_t first = state->licence_first[GATE];
  cp_licence_suspend_all(&test.model, state, GATE, 0);
  cp_licence_resume_all(&test.model, state, GATE, 0);
  assert_int_equal(state->licence_first[GATE], first);
  assert_memory_equal(before, state->licence, sizeof before);
  replica_end(&test);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_gram_licensed_is_in_one_place),
      cmocka_unit_test(a_single_licence_is_used_once),
      cmocka_unit_test(suspending_and_resuming_changes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
