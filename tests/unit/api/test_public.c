// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What a user of the library sees, through the public header alone.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "chokepoint.h"

enum { LONGEST = 256, REPLICAS = 12 };

typedef struct fixture {
  char folder[LONGEST];
  char store[LONGEST + 8];
  cp_scenario *scenario;
} fixture;

static int setup(void **state) {
  fixture *made = calloc(1, sizeof *made);
  snprintf(made->folder, sizeof made->folder, "%s/tests/public-%d", CP_BUILD_DIR, (int)getpid());
  snprintf(made->store, sizeof made->store, "%s.db", made->folder);
  if (cp_starter_write(made->folder) != CP_OK) return 1;
  if (cp_scenario_open(made->folder, NULL, NULL, 0, &made->scenario) != CP_OK) return 1;
  *state = made;
  return 0;
}

static int teardown(void **state) {
  fixture *made = *state;
  char command[2 * LONGEST + 32];
  cp_scenario_close(made->scenario);
  snprintf(command, sizeof command, "rm -rf '%s' '%s'", made->folder, made->store);
  const int status = system(command);
  free(made);
  return status;
}

// Collects what a writer is given.
typedef struct paper {
  size_t size;
  char text[1 << 16];
} paper;

static int32_t write_paper(void *context, const char *text, size_t size) {
  paper *to = context;
  if (to->size + size >= sizeof to->text) return 1;
  memcpy(to->text + to->size, text, size);
  to->size += size;
  to->text[to->size] = 0;
  return 0;
}

static int32_t refuse(void *context, const char *text, size_t size) {
  (void)context;
  (void)text;
  (void)size;
  return 1;
}

static void header_has_the_numbers_of_the_table(void **state) {
  (void)state;
  int n_row = 0;
#define CP_STATUS(name, number, text, advice)     \
  assert_int_equal(name, number);                 \
  assert_string_equal(cp_error_text(name), text); \
  n_row++;
#include "base/status.inc"
#undef CP_STATUS
  assert_int_equal(n_row, CP_EXISTS + 1);
}

static void starter_is_good_and_is_not_overwritten(void **state) {
  fixture *given = *state;
  assert_int_equal(cp_scenario_count_errors(given->scenario), 0);
  assert_int_equal(cp_scenario_count_warnings(given->scenario), 0);
  assert_int_equal(cp_starter_write(given->folder), CP_EXISTS);
}

static void bad_folder_says_what_is_wrong(void **state) {
  (void)state;
  cp_scenario *scenario;
  assert_int_not_equal(cp_scenario_open("/nowhere/at/all", NULL, NULL, 0, &scenario), CP_OK);
  assert_non_null(scenario);
  assert_true(cp_scenario_count_errors(scenario) > 0);
  cp_simulation *simulation;
  assert_int_equal(cp_simulation_begin(scenario, 1, 0, &simulation), CP_BAD_USE);
  cp_scenario_close(scenario);
}

static void bad_day_and_bad_setting_are_refused(void **state) {
  fixture *given = *state;
  cp_scenario *scenario;
  const char *const setting[] = {"demand.surg=2"};
  assert_int_equal(cp_scenario_open(given->folder, "2025-02-30", NULL, 0, &scenario), CP_BAD_INPUT);
  assert_non_null(strstr(cp_scenario_complaint(scenario), "2025-02-30"));
  cp_scenario_close(scenario);
  assert_int_equal(cp_scenario_open(given->folder, NULL, setting, 1, &scenario), CP_BAD_INPUT);
  assert_true(cp_scenario_count_errors(scenario) > 0);
  cp_scenario_close(scenario);
}

static void writer_that_refuses_ends_the_printing(void **state) {
  fixture *given = *state;
  assert_int_equal(cp_scenario_print_brief(given->scenario, 0, CP_OUTPUT_TEXT, refuse, NULL),
                   CP_IO);
  const cp_trace_options options = cp_trace_options_default();
  assert_int_equal(cp_scenario_print_trace(given->scenario, &options, CP_OUTPUT_TEXT, refuse, NULL),
                   CP_IO);
}

static int32_t stop_at_four(void *context, int32_t done, int32_t total) {
  (void)context;
  (void)total;
  return done >= 4;
}

static void resumed_run_equals_straight_run(void **state) {
  fixture *given = *state;
  cp_run_options options = cp_run_options_default(given->scenario);
  options.replicas = REPLICAS;
  options.threads = 1;
  cp_result *straight, *stopped, *resumed;
  assert_int_equal(cp_run(given->scenario, &options, &straight), CP_OK);
  options.store = given->store;
  options.progress = stop_at_four;
  assert_int_equal(cp_run(given->scenario, &options, &stopped), CP_STOPPED);
  assert_int_equal(cp_result_replicas(stopped), 4);
  options.progress = NULL;
  options.is_resuming = true;
  options.threads = 2;
  assert_int_equal(cp_run(given->scenario, &options, &resumed), CP_OK);
  assert_int_equal(cp_result_resumed(resumed), 4);
  assert_int_equal(cp_result_replicas(resumed), REPLICAS);
  assert_string_equal(cp_result_hash(resumed), cp_result_hash(straight));

  // another seed is another run
  cp_result *other;
  options.seed = 2;
  assert_int_equal(cp_run(given->scenario, &options, &other), CP_BAD_INPUT);
  assert_non_null(strstr(cp_result_complaint(other), "another seed"));
  cp_result_close(other);
  cp_result_close(resumed);
  cp_result_close(stopped);
  cp_result_close(straight);
}

static void file_tells_what_the_result_tells(void **state) {
  fixture *given = *state;
  cp_run_options options = cp_run_options_default(given->scenario);
  options.replicas = REPLICAS;
  cp_result *result;
  assert_int_equal(cp_run(given->scenario, &options, &result), CP_OK);
  assert_int_equal(cp_result_save(result, given->store), CP_OK);
  cp_database *database;
  assert_int_equal(cp_database_open(given->store, &database), CP_OK);
  paper *page = calloc(1, sizeof *page);
  assert_int_equal(cp_database_print_certificate(database, write_paper, page), CP_OK);
  assert_non_null(strstr(page->text, cp_result_hash(result)));
  assert_non_null(strstr(page->text, cp_scenario_hash(given->scenario)));
  assert_non_null(strstr(page->text, "\"audit\": \"clean\""));
  assert_int_equal(cp_database_export(database, "shiped", NULL, write_paper, page), CP_NOT_FOUND);
  assert_non_null(strstr(cp_database_complaint(database), "did you mean 'shipped'"));

  // the file is not to blame for a writer that refuses
  assert_int_equal(cp_database_export(database, "shipped", NULL, refuse, NULL), CP_IO);
  assert_string_equal(cp_database_complaint(database), "");
  free(page);
  cp_database_close(database);
  cp_result_close(result);
}

// The median in the file is the median of the replicas' values.
static void sum_of_destinations_is_the_world(void **state) {
  fixture *given = *state;
  cp_run_options options = cp_run_options_default(given->scenario);
  options.replicas = REPLICAS;
  cp_result *result;
  cp_series_view view;
  assert_int_equal(cp_run(given->scenario, &options, &result), CP_OK);
  assert_int_equal(cp_result_series(result, 0, &view), CP_OK);
  assert_string_equal(view.name, "shipped");
  assert_int_equal(view.n_entity, 3);
  double part[2][REPLICAS], world[REPLICAS], most = 0;
  for (int32_t date = 0; date < view.n_date; date++) {
    cp_result_read(result, 0, 0, date, part[0]);
    cp_result_read(result, 0, 1, date, part[1]);
    cp_result_read(result, 0, 2, date, world);
    for (int32_t at = 0; at < REPLICAS; at++) {
      assert_true(world[at] == part[0][at] + part[1][at]);
      most = world[at] > most ? world[at] : most;
    }
  }
  assert_string_equal(cp_result_entity(result, 0, 2), "world");
  assert_true(most > 0);
  cp_result_close(result);
}

static void simulation_by_hand_repeats_itself(void **state) {
  fixture *given = *state;
  cp_simulation *one, *two;
  cp_array stock;
  assert_int_equal(cp_simulation_begin(given->scenario, 1, 5, &one), CP_OK);
  assert_int_equal(cp_simulation_begin(given->scenario, 1, 5, &two), CP_OK);
  const uint64_t first = cp_simulation_hash(one);
  int32_t n_day = 0;
  while (cp_simulation_step(one) == CP_OK) n_day++;
  assert_int_equal(n_day, 365);
  assert_int_equal(cp_simulation_step(one), CP_STOPPED);
  for (int32_t day = 0; day < n_day; day++) cp_simulation_step(two);
  assert_true(cp_simulation_hash(one) == cp_simulation_hash(two));
  assert_true(cp_simulation_hash(one) != first);

  assert_int_equal(cp_simulation_read(one, "stock", &stock), CP_OK);
  assert_string_equal(stock.type, "double");
  assert_string_equal(stock.rows_of, "n_input");
  assert_int_equal(stock.n_row, 2);
  assert_true(((const double *)stock.data)[0] >= 0);
  assert_string_equal(cp_simulation_name(one, "n_lane", 0), "northern-magnets:eastern-cars:magnet");
  assert_int_equal(cp_simulation_read(one, "stok", &stock), CP_NOT_FOUND);
  cp_simulation_end(one);
  cp_simulation_end(two);
}

static void closing_nothing_does_nothing(void **state) {
  (void)state;
  cp_scenario_close(NULL);
  cp_result_close(NULL);
  cp_database_close(NULL);
  cp_simulation_end(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(header_has_the_numbers_of_the_table),
      cmocka_unit_test(starter_is_good_and_is_not_overwritten),
      cmocka_unit_test(bad_folder_says_what_is_wrong),
      cmocka_unit_test(bad_day_and_bad_setting_are_refused),
      cmocka_unit_test(writer_that_refuses_ends_the_printing),
      cmocka_unit_test(resumed_run_equals_straight_run),
      cmocka_unit_test(file_tells_what_the_result_tells),
      cmocka_unit_test(sum_of_destinations_is_the_world),
      cmocka_unit_test(simulation_by_hand_repeats_itself),
      cmocka_unit_test(closing_nothing_does_nothing),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
