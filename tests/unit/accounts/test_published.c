// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The summary tables of 2023 against the published tables of industries: direct coefficients and Leontief inverses, of all inputs and of
// those made at home, each within half a unit of the last published digit; and sums of the other published tables. They lie beside the
// project (../shared/data/io, or the folder CP_TABLES); without them the test is skipped.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "accounts/accounts.h"
#include "base/number.h"
#include "base/os/csv.h"
#include "base/os/file.h"
#include "base/os/heap.h"

enum { N = 71, DIGITS = 6, FILE_MOST = 1 << 20, LONGEST = 512 };

typedef double square[N][N];

static cp_arena arena;
static cp_accounts accounts;

static const char *path_of(const char *name) {
  static char path[LONGEST];
  const char *folder = getenv("CP_TABLES");
  snprintf(path, sizeof path, "%s/%s", folder ? folder : CP_SOURCE_DIR "/../shared/data/io", name);
  return path;
}

static cp_status import(const char *format, const char *name, cp_arena *own, cp_accounts *read) {
  cp_messages messages;
  cp_messages_begin(&messages, own);
  const cp_import_options options = {.format = format, .path = path_of(name), .within = -1};
  return cp_accounts_import(&options, own, &messages, read);
}

static int read_tables(void **state) {
  (void)state;
  cp_arena_begin(&arena, cp_heap_allocator());
  return import("bea-summary", "us_bea_summary_2023", &arena, &accounts) != CP_OK;
}

static int forget(void **state) {
  (void)state;
  cp_arena_end(&arena);
  return 0;
}

// Half a unit of the last digit, and a little for figures that end in a half.
static double half_unit(double published) {
  if (published == 0) return 1e-300;
  return 0.5000001 * pow(10, floor(log10(fabs(published))) - (DIGITS - 1));
}

static void compare(const char *name, square found, double more) {
  cp_text content;
  cp_csv csv;
  assert_int_equal(cp_file_read(path_of(name), &arena, FILE_MOST, &content), CP_OK);
  assert_int_equal(cp_csv_read(content, &arena, NULL, NULL, &csv), CP_OK);
  assert_int_equal(csv.n_row, N);
  assert_int_equal(csv.n_column, N + 1);
  const cp_text *code = accounts.label[CP_LABEL_SECTOR].code;
  for (int32_t row = 0; row < N; row++) {
    assert_true(cp_text_equal(cp_csv_at(&csv, row, 0)->text, code[row]));
    assert_true(cp_text_equal(csv.header[row + 1].text, code[row]));
    for (int32_t column = 0; column < N; column++) {
      double published = NAN;
      const cp_text cell = cp_csv_at(&csv, row, column + 1)->text;
      assert_int_equal(cp_number_parse(cell, &published, NULL), CP_OK);
      if (fabs(found[row][column] - published) <= half_unit(published) + more) continue;
      fail_msg("%s, row %d, column %d: found %.10g, published %.10g", name, row + 2, column + 2,
               found[row][column], published);
    }
  }
}

static void direct_of(bool has_imports, square direct) {
  for (int32_t row = 0; row < N; row++) {
    for (int32_t column = 0; column < N; column++) {
      const int32_t at = row * N + column;
      const double flow = accounts.z[at] + (has_imports ? accounts.z_imported[at] : 0.0);
      direct[row][column] = flow / accounts.x[column];
    }
  }
}

// (I - A)^-1 by Gauss-Jordan; the diagonal is dominant, so rows keep their places.
static void invert(square direct, square inverse) {
  static square left;
  for (int32_t row = 0; row < N; row++) {
    for (int32_t column = 0; column < N; column++) {
      left[row][column] = (row == column) - direct[row][column];
      inverse[row][column] = row == column;
    }
  }
  for (int32_t pivot = 0; pivot < N; pivot++) {
    const double scale = 1 / left[pivot][pivot];
    for (int32_t column = 0; column < N; column++) {
      left[pivot][column] *= scale;
      inverse[pivot][column] *= scale;
    }
    for (int32_t row = 0; row < N; row++) {
      const double times = left[row][pivot];
      if (row == pivot || times == 0) continue;
      for (int32_t column = 0; column < N; column++) {
        left[row][column] -= times * left[pivot][column];
        inverse[row][column] -= times * inverse[pivot][column];
      }
    }
  }
}

static void agrees(bool has_imports, const char *direct_name, const char *inverse_name) {
  static square direct, inverse;
  direct_of(has_imports, direct);
  compare(direct_name, direct, 0);
  invert(direct, inverse);
  compare(inverse_name, inverse, 1e-13);
}

static void all_inputs_are_the_published_ones(void **state) {
  (void)state;
  agrees(true, "us_bea_summary_2023_direct_ixi_total.csv",
         "us_bea_summary_2023_leontief_ixi_total.csv");
}

static void inputs_made_at_home_are_the_published_ones(void **state) {
  (void)state;
  agrees(false, "us_bea_summary_2023_direct_ixi_domestic.csv",
         "us_bea_summary_2023_leontief_ixi_domestic.csv");
}

static double sum_of(const double *value, int64_t n) {
  double sum = 0.0;
  for (int64_t at = 0; value != NULL && at < n; at++) sum += value[at];
  return sum;
}

static double inputs_of(const cp_accounts *read) {
  const int64_t n = cp_accounts_industries(read);
  double inputs = sum_of(read->z, n * n) + sum_of(read->z_imported, n * n);
  for (int32_t part = 0; part < read->label[CP_LABEL_PRIMARY].n; part++) {
    if (cp_accounts_is_import(read, part)) inputs += sum_of(read->primary + part * n, n);
  }
  return inputs;
}

// They pass every check; output and inputs are what their totals tell (T001, T007), and two shapes of one table have the same flows.
static void other_tables_have_the_sums_that_are_told(void **state) {
  (void)state;
  static const struct {
    const char *format, *name;
    double output, inputs;
  } tables[] = {{"bea-detail", "us_bea_detail_2017", 34468130, 14856026},
                {"wiod2013", "wiod2013_2011_11reg_13sec.csv", 141.8e6, 72440092},
                {"wiod2013", "wiod2013_2011_11reg_35sec_long.csv", 141.7e6, 72440092}};
  for (int32_t table = 0; table < 3; table++) {
    cp_arena own;
    cp_accounts read;
    cp_arena_begin(&own, cp_heap_allocator());
    assert_int_equal(import(tables[table].format, tables[table].name, &own, &read), CP_OK);
    const double output = sum_of(read.x, cp_accounts_industries(&read));
    assert_true(fabs(output / tables[table].output - 1) < 5e-4);
    assert_true(fabs(inputs_of(&read) / tables[table].inputs - 1) < 1e-4);
    cp_arena_end(&own);
  }
}

int main(void) {
  if (!cp_file_exists(path_of("us_bea_summary_2023_use.csv"))) {
    puts("skipped: the published tables are not there (../shared/data/io)");
    return 77;
  }
  const struct CMUnitTest tests[] = {cmocka_unit_test(all_inputs_are_the_published_ones),
                                     cmocka_unit_test(inputs_made_at_home_are_the_published_ones),
                                     cmocka_unit_test(other_tables_have_the_sums_that_are_told)};
  return cmocka_run_group_tests(tests, read_tables, forget);
}
