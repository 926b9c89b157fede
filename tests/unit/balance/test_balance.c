// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Laws of the mass balance, on tables written beside the minimal scenario in the build folder.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "balance/balance.h"
#include "base/date.h"
#include "base/os/heap.h"
#include "model/build.h"
#include "scenario/reader.h"

enum { LONGEST = 512 };

static const char quantities[] =
    "quantity,name,flow\n"
    "whole,all there is,\n"
    "part,,US\n"
    "rest,,\n";

static const char identities[] = "identity,total,parts\nall,whole,part rest\n";

#define TITLES "quantity,value,share,of,uncertainty,measures,source,assumed,known_from\n"

typedef struct fixture {
  char folder[LONGEST];
  cp_arena arena;
  cp_messages messages;
  cp_spec *spec;
  cp_balance balance;
} fixture;

static void write_table(const fixture *at, const char *name, const char *text) {
  char path[2 * LONGEST];
  snprintf(path, sizeof path, "%s/%s", at->folder, name);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  assert_true(fputs(text, file) >= 0);
  assert_int_equal(fclose(file), 0);
}

static void read_tonnages(fixture *at, const char *tonnages, int32_t as_of) {
  char words[3 * LONGEST];
  snprintf(at->folder, sizeof at->folder, "%s/tests/balance-%d", CP_BUILD_DIR, (int)getpid());
  snprintf(words, sizeof words, "cp -R '%s/tests/cli/minimal' '%s'", CP_SOURCE_DIR, at->folder);
  assert_int_equal(system(words), 0);
  write_table(at, "quantities.csv", quantities);
  write_table(at, "identities.csv", identities);
  write_table(at, "tonnages.csv", tonnages);
  cp_arena_begin(&at->arena, cp_heap_allocator());
  cp_messages_begin(&at->messages, &at->arena);
  cp_scenario_options options = cp_scenario_options_default();
  options.as_of = as_of;
  assert_int_equal(cp_scenario_read(at->folder, &options, &at->arena, &at->messages, &at->spec),
                   CP_OK);
}

static void forget(fixture *at) {
  char words[2 * LONGEST];
  cp_arena_end(&at->arena);
  snprintf(words, sizeof words, "rm -r '%s'", at->folder);
  assert_int_equal(system(words), 0);
}

static void fit(fixture *at, const char *tonnages) {
  read_tonnages(at, tonnages, cp_day_from(2025, 6, 27));
  assert_int_equal(cp_balance_fit(at->spec, &at->arena, &at->balance), CP_OK);
}

static void near(double found, double expected) {
  if (fabs(found - expected) <= 1e-9 * (1.0 + fabs(expected))) return;
  print_message("found %.17g, expected %.17g\n", found, expected);
  assert_true(0);
}

static void changes_are_told_in_tonnes_and_deviations(void **state) {
  (void)state;
  fixture at;
  fit(&at, TITLES
      "whole,1000 t/year,,,10 %,sold,a,,2025-01-01\n"
      "whole,2000 t/year,,,10 %,made,b,uncertainty,2025-01-01\n"
      "part,300 t/year,,,1 %,part,c,,2025-01-01\n");
  const double fitted = (1000.0 / 1e4 + 2000.0 / 4e4) / (1.0 / 1e4 + 1.0 / 4e4);
  const cp_balance *balance = &at.balance;
  near(balance->figure[0].fitted, fitted);
  near(balance->figure[0].change, fitted - 1000.0);
  near(balance->figure[0].pull, (fitted - 1000.0) / 100.0);
  near(balance->figure[1].pull, (fitted - 2000.0) / 200.0);
  assert_false(balance->figure[0].is_assumed);
  assert_true(balance->figure[1].is_assumed);
  near(balance->quantity[0].published, fitted);
  near(balance->quantity[2].fitted, fitted - 300.0);
  near(balance->chi_square, 1e6 / 5e4);
  assert_int_equal(balance->n_freedom, 1);
  assert_int_equal(cp_balance_count_beyond(balance, 3.0), 1);
  assert_int_equal(cp_balance_count_beyond(balance, 4.1), 0);
  forget(&at);
}

// A figure with twice the deviation has a quarter of the weight: weights by 1 / deviation would fail.
static void a_wider_figure_weighs_less_by_the_square(void **state) {
  (void)state;
  fixture at;
  fit(&at, TITLES
      "whole,1000 t/year,,,10 %,sold,a,,2025-01-01\n"
      "whole,1250 t/year,,,16 %,made,b,,2025-01-01\n"
      "part,300 t/year,,,1 %,part,c,,2025-01-01\n");
  near(at.balance.quantity[0].fitted, (4.0 * 1000.0 + 1250.0) / 5.0);
  assert_true(fabs(at.balance.quantity[0].fitted - (2.0 * 1000.0 + 1250.0) / 3.0) > 30.0);
  forget(&at);
}

static void sums_are_off_before_and_close_after(void **state) {
  (void)state;
  fixture at;
  fit(&at, TITLES
      "whole,1000 t/year,,,10 %,sold,a,,2025-01-01\n"
      "part,700 t/year,,,10 %,part,b,,2025-01-01\n"
      "rest,500 t/year,,,10 %,rest,c,,2025-01-01\n");
  const cp_balance_identity *identity = &at.balance.identity[0];
  assert_true(identity->has_before && identity->has_after);
  near(identity->before, -200.0);
  assert_true(fabs(identity->after) < 1e-9);
  forget(&at);
}

// At the answer both derivatives vanish, with the share's deviation in tonnes at the fitted whole.
static void a_share_has_its_deviation_at_the_fitted_whole(void **state) {
  (void)state;
  fixture at;
  fit(&at, TITLES
      "whole,1000 t/year,,,10 %,sold,a,,2025-01-01\n"
      "part,600 t/year,,,10 %,part,b,,2025-01-01\n"
      "part,,50 %,whole,4 %,share,c,,2025-01-01\n");
  const double whole = at.balance.quantity[0].fitted, part = at.balance.quantity[1].fitted;
  const double deviation = 0.04 * 0.5 * whole;
  const double share = (part - 0.5 * whole) / (deviation * deviation);
  near((part - 600.0) / (60.0 * 60.0) + share, 0.0);
  near((whole - 1000.0) / (100.0 * 100.0) - 0.5 * share, 0.0);
  assert_true(part > 500.0 && part < 600.0 && whole > 1000.0);
  near(at.balance.figure[2].fitted, part / whole);
  near(at.balance.figure[2].pull, (part / whole - 0.5) / (0.04 * 0.5));
  near(at.balance.figure[2].change, part - 0.5 * whole);
  forget(&at);
}

static void a_figure_known_later_leaves_its_quantity_open(void **state) {
  (void)state;
  static const char tonnages[] = TITLES
      "whole,1000 t/year,,,10 %,sold,a,,2025-01-01\n"
      "part,300 t/year,,,1 %,part,c,,2025-06-01\n";
  fixture at;
  read_tonnages(&at, tonnages, cp_day_from(2025, 5, 31));
  assert_int_equal(cp_balance_fit(at.spec, &at.arena, &at.balance), CP_OK);
  assert_true(at.balance.quantity[0].is_known);
  assert_false(at.balance.quantity[1].is_known || at.balance.quantity[2].is_known);
  assert_false(at.balance.identity[0].has_after);
  forget(&at);
  read_tonnages(&at, tonnages, cp_day_from(2025, 1, 1));
  assert_int_equal(cp_balance_fit(at.spec, &at.arena, &at.balance), CP_OK);
  assert_int_equal(at.balance.n_figure, 1);
  forget(&at);
}

static void without_figures_there_is_nothing_to_fit(void **state) {
  (void)state;
  fixture at;
  read_tonnages(&at,
                TITLES
                "whole,1000 t/year,,,10 %,sold,a,,2025-06-01\n"
                "part,300 t/year,,,1 %,part,c,,2025-06-01\n",
                cp_day_from(2025, 5, 31));
  assert_int_equal(cp_balance_fit(at.spec, &at.arena, &at.balance), CP_NOT_FOUND);
  forget(&at);
}

// 400 cars a day with 1.2 kg each.
static void lanes_stand_beside_the_fit(void **state) {
  (void)state;
  fixture at;
  cp_blob blob;
  cp_model model;
  fit(&at, TITLES
      "whole,1000 t/year,,,10 %,sold,a,,2025-01-01\n"
      "part,300 t/year,,,1 %,part,c,,2025-01-01\n");
  assert_int_equal(cp_model_build(at.spec, &at.arena, &at.messages, &blob), CP_OK);
  assert_int_equal(cp_model_open(blob.at, blob.bytes, &model), CP_OK);
  assert_int_equal(cp_balance_compare(&at.balance, &model, &at.arena), CP_OK);
  near(at.balance.quantity[1].flow, 400.0 * 1.2 * 365.25 / 1000.0);
  assert_true(at.balance.quantity[0].flow < 0.0);
  forget(&at);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(changes_are_told_in_tonnes_and_deviations),
      cmocka_unit_test(a_wider_figure_weighs_less_by_the_square),
      cmocka_unit_test(sums_are_off_before_and_close_after),
      cmocka_unit_test(a_share_has_its_deviation_at_the_fitted_whole),
      cmocka_unit_test(a_figure_known_later_leaves_its_quantity_open),
      cmocka_unit_test(without_figures_there_is_nothing_to_fit),
      cmocka_unit_test(lanes_stand_beside_the_fit)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
