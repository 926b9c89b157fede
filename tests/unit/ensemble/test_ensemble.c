// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Neither threads nor order nor a restart may change a bit of a run. The scenario is the one that `new` writes.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "api/objects.h"
#include "base/os/heap.h"
#include "ensemble/ensemble.h"

enum { REPLICAS = 24, LONGEST = 256 };

typedef struct fixture {
  char folder[LONGEST];
  cp_scenario *scenario;
} fixture;

static int setup(void **state) {
  fixture *made = calloc(1, sizeof *made);
  snprintf(made->folder, sizeof made->folder, "%s/tests/ensemble-%d", CP_BUILD_DIR, (int)getpid());
  if (cp_starter_write(made->folder) != CP_OK) return 1;
  if (cp_scenario_open(made->folder, NULL, NULL, 0, &made->scenario) != CP_OK) return 1;
  *state = made;
  return 0;
}

static int teardown(void **state) {
  fixture *made = *state;
  char command[LONGEST + 16];
  cp_scenario_close(made->scenario);
  snprintf(command, sizeof command, "rm -r '%s'", made->folder);
  const int status = system(command);
  free(made);
  return status;
}

typedef struct attempt {
  cp_arena arena;
  cp_ensemble ensemble;
  int32_t todo[REPLICAS];
  int32_t n_todo;
  char hash[65];
} attempt;

static void begin(attempt *trial, const fixture *given) {
  cp_arena_begin(&trial->arena, cp_heap_allocator());
  assert_int_equal(
      cp_ensemble_begin(&given->scenario->model, REPLICAS, &trial->arena, &trial->ensemble), CP_OK);
  trial->n_todo = REPLICAS;
  for (int32_t replica = 0; replica < REPLICAS; replica++) trial->todo[replica] = replica;
}

static cp_status run(attempt *trial, int32_t n_thread, uint64_t seed) {
  const cp_ensemble_options options = {.seed = seed,
                                       .chances = 1,
                                       .n_thread = n_thread,
                                       .todo = trial->todo,
                                       .n_todo = trial->n_todo};
  const cp_status status = cp_ensemble_run(&trial->ensemble, &options, &trial->arena);
  cp_ensemble_hash(&trial->ensemble, trial->hash);
  return status;
}

static void end(attempt *trial) { cp_arena_end(&trial->arena); }

static void threads_do_not_change_a_bit(void **state) {
  static const int32_t threads[] = {2, 7};
  attempt one;
  begin(&one, *state);
  assert_int_equal(run(&one, 1, 1), CP_OK);
  for (size_t at = 0; at < 2; at++) {
    attempt many;
    begin(&many, *state);
    assert_int_equal(run(&many, threads[at], 1), CP_OK);
    assert_string_equal(many.hash, one.hash);
    end(&many);
  }
  end(&one);
}

static void order_of_claiming_does_not_change_a_bit(void **state) {
  attempt forward, other;
  begin(&forward, *state);
  begin(&other, *state);
  for (int32_t at = 0; at < REPLICAS; at++) other.todo[at] = (REPLICAS - 1 - at) * 5 % REPLICAS;
  assert_int_equal(run(&forward, 1, 1), CP_OK);
  assert_int_equal(run(&other, 2, 1), CP_OK);
  assert_string_equal(other.hash, forward.hash);
  end(&forward);
  end(&other);
}

static void run_in_two_parts_equals_straight_run(void **state) {
  attempt straight, half, rest;
  begin(&straight, *state);
  assert_int_equal(run(&straight, 2, 1), CP_OK);
  begin(&half, *state);
  half.n_todo = REPLICAS / 2;
  assert_int_equal(run(&half, 1, 1), CP_OK);
  assert_string_not_equal(half.hash, straight.hash);

  // what the half finished is put, the rest simulated
  begin(&rest, *state);
  for (int32_t replica = 0; replica < REPLICAS / 2; replica++) {
    cp_ensemble_put(&rest.ensemble, replica, cp_ensemble_record(&half.ensemble, replica));
    rest.todo[replica] = REPLICAS / 2 + replica;
  }
  rest.n_todo = REPLICAS - REPLICAS / 2;
  assert_int_equal(run(&rest, 2, 1), CP_OK);
  assert_string_equal(rest.hash, straight.hash);
  end(&straight);
  end(&half);
  end(&rest);
}

static void another_seed_gives_another_hash(void **state) {
  attempt one, two;
  begin(&one, *state);
  begin(&two, *state);
  assert_int_equal(run(&one, 2, 1), CP_OK);
  assert_int_equal(run(&two, 2, 2), CP_OK);
  assert_string_not_equal(one.hash, two.hash);
  end(&one);
  end(&two);
}

static int32_t stop_after_three(void *context) {
  int32_t *told = context;
  return ++*told == 3;
}

static void stopped_run_keeps_what_is_finished(void **state) {
  attempt whole, stopped;
  begin(&whole, *state);
  assert_int_equal(run(&whole, 1, 1), CP_OK);
  begin(&stopped, *state);
  int32_t told = 0;
  const cp_ensemble_options options = {.seed = 1,
                                       .chances = 1,
                                       .n_thread = 1,
                                       .todo = stopped.todo,
                                       .n_todo = stopped.n_todo,
                                       .between = stop_after_three,
                                       .context = &told};
  assert_int_equal(cp_ensemble_run(&stopped.ensemble, &options, &stopped.arena), CP_STOPPED);
  assert_int_equal(cp_ensemble_count_done(&stopped.ensemble), 3);
  for (int32_t replica = 0; replica < 3; replica++) {
    assert_memory_equal(&stopped.ensemble.digest[replica], &whole.ensemble.digest[replica], 32);
  }
  end(&whole);
  end(&stopped);
}

static void one_zero_has_one_digest(void **state) {
  attempt one;
  begin(&one, *state);
  const size_t bytes = sizeof(double) * (size_t)one.ensemble.n_value;
  double *record = calloc(1, bytes);
  cp_ensemble_put(&one.ensemble, 0, record);
  for (int32_t place = 0; place < one.ensemble.n_value; place++) record[place] = -0.0;
  cp_ensemble_put(&one.ensemble, 1, record);
  assert_memory_equal(&one.ensemble.digest[0], &one.ensemble.digest[1], 32);
  assert_memory_equal(cp_ensemble_record(&one.ensemble, 0), cp_ensemble_record(&one.ensemble, 1),
                      bytes);
  free(record);
  end(&one);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(threads_do_not_change_a_bit),
      cmocka_unit_test(order_of_claiming_does_not_change_a_bit),
      cmocka_unit_test(run_in_two_parts_equals_straight_run),
      cmocka_unit_test(another_seed_gives_another_hash),
      cmocka_unit_test(stopped_run_keeps_what_is_finished),
      cmocka_unit_test(one_zero_has_one_digest),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
