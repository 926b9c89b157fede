// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A result whose balances do not add up says so, and the program ends with 1. The balance is broken
// in a file of results, from which a run goes on.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "api/objects.h"
#include "base/os/heap.h"
#include "observe/record.h"
#include "store/archive.h"

enum { LONGEST = 256, REPLICAS = 2 };

typedef struct fixture {
  cp_arena arena;
  char folder[LONGEST];
  char store[LONGEST + 8];
  cp_scenario *scenario;
  cp_run_options options;
} fixture;

static int setup(void **state) {
  fixture *made = calloc(1, sizeof *made);
  cp_arena_begin(&made->arena, cp_heap_allocator());
  snprintf(made->folder, sizeof made->folder, "%s/tests/audit-%d", CP_BUILD_DIR, (int)getpid());
  snprintf(made->store, sizeof made->store, "%s.db", made->folder);
  if (cp_starter_write(made->folder) != CP_OK) return 1;
  if (cp_scenario_open(made->folder, NULL, NULL, 0, &made->scenario) != CP_OK) return 1;
  made->options = cp_run_options_default(made->scenario);
  made->options.replicas = REPLICAS;
  made->options.store = made->store;
  *state = made;
  return 0;
}

static int teardown(void **state) {
  fixture *made = *state;
  char command[2 * LONGEST + 32];
  cp_scenario_close(made->scenario);
  cp_arena_end(&made->arena);
  snprintf(command, sizeof command, "rm -rf '%s' '%s'", made->folder, made->store);
  const int status = system(command);
  free(made);
  return status;
}

// Writes replica 0 of the result again, with a ton of goods that nobody has.
static void break_balance(fixture *given, const cp_result *result) {
  double *record = CP_ARENA_ARRAY(&given->arena, double, result->ensemble.n_value);
  memcpy(record, cp_ensemble_record(&result->ensemble, 0),
         sizeof *record * (size_t)result->ensemble.n_value);
  record[given->scenario->catalog.outcome[CP_OUTCOME_goods_off].offset] = 1;
  uint8_t digest[32];
  cp_record_digest(record, result->ensemble.n_value, digest);
  const cp_store_layout layout = cp_result_layout(result);
  cp_store *store;
  assert_int_equal(cp_store_begin(given->store, &layout, &given->arena, &store), CP_OK);
  assert_int_equal(cp_store_open(store), CP_OK);
  assert_int_equal(cp_store_put_replica(store, 0, digest, record), CP_OK);
  assert_int_equal(cp_store_commit(store), CP_OK);
  cp_store_end(store);
}

// How the program ends when it goes on with the file.
static int end_of_program(const fixture *given) {
  char command[8 * LONGEST];
  const char *program = getenv("CP_PROGRAM");
  snprintf(command, sizeof command, "'%s' run '%s' -q --resume '%s' >'%s/out' 2>'%s/err'",
           program ? program : CP_BUILD_DIR "/chokepoint", given->folder, given->store,
           given->folder, given->folder);
  const int status = system(command);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void balance_that_is_off_ends_the_program_with_1(void **state) {
  fixture *given = *state;
  cp_result *result;
  assert_int_equal(cp_run(given->scenario, &given->options, &result), CP_OK);
  assert_string_equal(cp_result_audit(result), "clean");
  assert_int_equal(end_of_program(given), 0);
  break_balance(given, result);
  cp_result_close(result);
  given->options.is_resuming = true;
  assert_int_equal(cp_run(given->scenario, &given->options, &result), CP_OK);
  assert_string_equal(cp_result_audit(result), "a balance does not add up");
  cp_result_close(result);
  assert_int_equal(end_of_program(given), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(balance_that_is_off_ends_the_program_with_1),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
