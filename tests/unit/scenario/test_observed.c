// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Laws of published figures that are revised: the figure known last counts, and counts once. Writes
// the minimal scenario with other observations into the build folder.

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/date.h"
#include "base/os/heap.h"
#include "scenario/observed.h"
#include "scenario/reader.h"

enum { LONGEST = 512 };

// March and April revised, April in a row above the first figure; the other destination is untouched.
static const char figures[] =
    "period,destination,tonnes,source,known_from\n"
    "2025-03,US,600 t,customs,2025-04-20\n"
    "2025-04,US,240 t,customs,2025-06-20\n"
    "2025-04,US,200 t,customs,2025-05-20\n"
    "2025-04,asia,999 t,customs,2025-07-20\n"
    "2025-03,US,660 t,customs,2025-05-20\n"
    "2025-03..2025-04,US,900 t,customs,2025-06-20\n";

typedef struct fixture {
  char folder[LONGEST];
  cp_arena arena;
  cp_messages messages;
  cp_spec *spec;
} fixture;

static void read_known_on(fixture *at, const char *text, int32_t as_of) {
  char words[3 * LONGEST];
  snprintf(at->folder, sizeof at->folder, "%s/tests/observed-%d", CP_BUILD_DIR, (int)getpid());
  snprintf(words, sizeof words, "cp -R '%s/tests/cli/minimal' '%s'", CP_SOURCE_DIR, at->folder);
  assert_int_equal(system(words), 0);
  snprintf(words, sizeof words, "%s/observations.csv", at->folder);
  FILE *file = fopen(words, "w");
  assert_non_null(file);
  assert_true(fputs(text, file) >= 0);
  assert_int_equal(fclose(file), 0);
  static const char *const base[] = {"scenario.base_from=2025-03-01",
                                     "scenario.base_until=2025-05-31"};
  cp_arena_begin(&at->arena, cp_heap_allocator());
  cp_messages_begin(&at->messages, &at->arena);
  cp_scenario_options options = cp_scenario_options_default();
  options.as_of = as_of;
  options.setting = base;
  options.n_setting = 2;
  assert_int_equal(cp_scenario_read(at->folder, &options, &at->arena, &at->messages, &at->spec),
                   CP_OK);
}

static void forget(fixture *at) {
  char words[2 * LONGEST];
  cp_arena_end(&at->arena);
  snprintf(words, sizeof words, "rm -r '%s'", at->folder);
  assert_int_equal(system(words), 0);
}

static void a_revised_month_counts_once_and_as_revised(void **state) {
  (void)state;
  fixture at;
  read_known_on(&at, figures, cp_day_from(2025, 7, 25));
  const cp_observed us = cp_observed_to(at.spec, CP_TEXT("US"));
  assert_int_equal(us.n_base, 2);
  assert_true(us.base == (660e6 + 240e6) / 2);
  assert_int_equal(us.month, cp_month_index(cp_day_from(2025, 4, 1)));
  assert_true(us.last == 240e6);
  assert_int_equal(us.row, 1);
  assert_true(cp_observed_to(at.spec, CP_TEXT("asia")).last == 999e6);
  forget(&at);
}

static void a_revision_counts_from_the_day_it_is_known(void **state) {
  (void)state;
  fixture at;
  read_known_on(&at, figures, cp_day_from(2025, 6, 1));
  const cp_observed us = cp_observed_to(at.spec, CP_TEXT("US"));
  assert_int_equal(us.n_base, 2);
  assert_true(us.base == (660e6 + 200e6) / 2);
  assert_true(us.last == 200e6);
  forget(&at);
}

static void only_the_same_period_and_destination_supersede(void **state) {
  (void)state;
  fixture at;
  read_known_on(&at, figures, cp_day_from(2025, 7, 25));
  static const bool expected[] = {true, false, true, false, false, false};
  assert_int_equal(cp_spec_count(at.spec, CP_S_observations), 6);
  for (int32_t row = 0; row < 6; row++) {
    assert_int_equal(cp_observed_is_superseded(at.spec, row), expected[row]);
  }
  forget(&at);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_revised_month_counts_once_and_as_revised),
      cmocka_unit_test(a_revision_counts_from_the_day_it_is_known),
      cmocka_unit_test(only_the_same_period_and_destination_supersede),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
