// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Laws of imported accounts, on the small made-up tables of tests/cli/tables: what is written reads back to the same bytes, a damaged file is
// refused wherever the damage lies, putting together keeps every sum, and memory may run out anywhere.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <math.h>

#include "accounts/accounts.h"
#include "base/os/file.h"
#include "base/os/heap.h"

#define TABLES CP_SOURCE_DIR "/tests/cli/tables/"
#define BEA    TABLES "bea/us_bea_summary_2023"

enum { LONGEST = 256, TAKES_MOST = 20000, HEADER = 80 };

static const struct {
  const char *format, *path;
} all_tables[] = {{"bea-summary", BEA},
                  {"bea-detail", TABLES "bea"},
                  {"wiod2013", TABLES "wiod/small_2011_square.csv"},
                  {"wiod2013", TABLES "wiod/small_2011_long.csv"},
                  {"csv", TABLES "plain"}};

enum { N_TABLE = sizeof all_tables / sizeof all_tables[0] };

static char scratch[LONGEST];

static cp_status import(const char *format, const char *path, const char *groups, cp_arena *arena,
                        cp_accounts *accounts) {
  cp_messages messages;
  cp_messages_begin(&messages, arena);
  const cp_import_options options = {
      .format = format, .path = path, .aggregate = groups, .within = -1};
  return cp_accounts_import(&options, arena, &messages, accounts);
}

static cp_status ignore(void *context, const char *text, size_t size) {
  (void)context, (void)text, (void)size;
  return CP_OK;
}

static cp_status read_back(const void *bytes, size_t size, cp_arena *arena, cp_accounts *accounts) {
  const cp_sink nobody = {ignore, NULL};
  assert_int_equal(cp_file_write(scratch, bytes, size), CP_OK);
  const cp_status status = cp_accounts_read(scratch, arena, &nobody, accounts);
  unlink(scratch);
  return status;
}

static void what_is_written_reads_back_to_the_same_bytes(void **state) {
  (void)state;
  for (int32_t table = 0; table < N_TABLE; table++) {
    cp_arena arena;
    cp_accounts first, second;
    cp_text bytes, again;
    cp_arena_begin(&arena, cp_heap_allocator());
    assert_int_equal(import(all_tables[table].format, all_tables[table].path, NULL, &arena, &first),
                     CP_OK);
    assert_int_equal(cp_accounts_encode(&first, &arena, &bytes), CP_OK);
    assert_int_equal(read_back(bytes.at, (size_t)bytes.size, &arena, &second), CP_OK);
    assert_int_equal(cp_accounts_encode(&second, &arena, &again), CP_OK);
    assert_true(cp_text_equal(bytes, again));
    assert_int_equal(first.year, second.year);
    assert_true(cp_text_equal(first.source, second.source));
    cp_arena_end(&arena);
  }
}

static void damage_anywhere_is_refused(void **state) {
  (void)state;
  cp_arena arena;
  cp_accounts accounts;
  cp_text bytes;
  cp_arena_begin(&arena, cp_heap_allocator());
  assert_int_equal(import("csv", TABLES "plain", NULL, &arena, &accounts), CP_OK);
  assert_int_equal(cp_accounts_encode(&accounts, &arena, &bytes), CP_OK);
  char *damaged = malloc((size_t)bytes.size);
  assert_non_null(damaged);
  for (int32_t at = 0; at < bytes.size; at += at < HEADER ? 1 : 5) {
    memcpy(damaged, bytes.at, (size_t)bytes.size);
    damaged[at] ^= 1;
    assert_int_not_equal(read_back(damaged, (size_t)bytes.size, &arena, &accounts), CP_OK);
  }
  for (int32_t size = 0; size < bytes.size; size += 7) {
    assert_int_not_equal(read_back(bytes.at, (size_t)size, &arena, &accounts), CP_OK);
  }
  free(damaged);
  cp_arena_end(&arena);
}

static void same_sum(const double *left, int64_t n, const double *right, int64_t m) {
  double one = 0.0, other = 0.0, size = 0.0;
  assert_non_null(left);
  assert_non_null(right);
  for (int64_t at = 0; at < n; at++) {
    one += left[at];
    size += fabs(left[at]);
  }
  for (int64_t at = 0; at < m; at++) other += right[at];
  assert_true(size > 0 && fabs(one - other) <= 1e-12 * size);
}

static void putting_together_keeps_sums_and_balance(void **state) {
  (void)state;
  static const char groups[] =
      "of,code,group\nsector,111CA,all\nsector,331,metal\nsector,3361MV,all\n";
  cp_arena arena;
  cp_accounts before, after;
  cp_arena_begin(&arena, cp_heap_allocator());
  assert_int_equal(cp_file_write(scratch, groups, sizeof groups - 1), CP_OK);
  assert_int_equal(import("bea-summary", BEA, NULL, &arena, &before), CP_OK);
  assert_int_equal(import("bea-summary", BEA, scratch, &arena, &after), CP_OK);
  unlink(scratch);
  const int32_t n = cp_accounts_industries(&before), n_use = n * cp_accounts_consumers(&before);
  const int32_t n_primary = before.label[CP_LABEL_PRIMARY].n;
  assert_int_equal(n, 3);
  assert_int_equal(cp_accounts_industries(&after), 2);
  same_sum(before.x, n, after.x, 2);
  same_sum(before.z, n * n, after.z, 4);
  same_sum(before.y, n_use, after.y, n_use / n * 2);
  same_sum(before.z_imported, n * n, after.z_imported, 4);
  same_sum(before.primary, n_primary * n, after.primary, n_primary * 2);
  for (int32_t at = 0; at < n_use / n; at++) {
    const int32_t width = n_use / n;
    double sum = 0.0;
    for (int32_t row = 0; row < n; row++) sum += before.y_imported[row * width + at];
    assert_true(fabs(sum - after.y_imported[at] - after.y_imported[width + at]) < 1e-9);
  }
  for (int32_t industry = 0; industry < 2; industry++) {
    assert_true(fabs(cp_accounts_row_gap(&after, industry)) < 1e-9);
    assert_true(fabs(cp_accounts_column_gap(&after, industry)) < 1e-9);
  }
  assert_true(after.x[0] == before.x[0] + before.x[2]);
  cp_arena_end(&arena);
}

// By hand: farms make 900 of the 920 units of 111CA and nothing else; farms use 100 of it, 5 of them imported.
static void commodities_go_to_those_who_make_them(void **state) {
  (void)state;
  cp_arena arena;
  cp_accounts accounts;
  cp_arena_begin(&arena, cp_heap_allocator());
  assert_int_equal(import("bea-summary", BEA, NULL, &arena, &accounts), CP_OK);
  assert_true(fabs(accounts.z[0] - 95.0 * 900 / 920) < 1e-12);
  assert_true(fabs(accounts.z_imported[0] - 5.0 * 900 / 920) < 1e-12);
  assert_true(accounts.x[0] == 900 && accounts.primary[0] == 449);
  cp_arena_end(&arena);
}

static void memory_may_run_out_anywhere(void **state) {
  (void)state;
  const cp_sink nobody = {ignore, NULL};
  for (int32_t table = 0; table < N_TABLE; table++) {
    cp_status status = CP_NO_MEMORY;
    for (int64_t take = 1; status != CP_OK && take < TAKES_MOST; take++) {
      cp_heap_failing failing = {.fail_at = take};
      cp_arena arena;
      cp_accounts accounts;
      cp_arena_begin(&arena, cp_heap_failing_allocator(&failing));
      status = import(all_tables[table].format, all_tables[table].path, NULL, &arena, &accounts);
      if (status == CP_OK) status = cp_accounts_text(&accounts, &arena, &nobody);
      if (status == CP_OK) status = cp_accounts_json(&accounts, &arena, &nobody);
      cp_arena_end(&arena);
      assert_int_equal(failing.n_held, 0);
      if (status == CP_OK || status == CP_NO_MEMORY) continue;
      fail_msg("%s, take %d: status %d", all_tables[table].path, (int)take, (int)status);
    }
    assert_int_equal(status, CP_OK);
  }
}

int main(void) {
  snprintf(scratch, sizeof scratch, "%s/tests/accounts-%d", CP_BUILD_DIR, (int)getpid());
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_written_reads_back_to_the_same_bytes),
      cmocka_unit_test(damage_anywhere_is_refused),
      cmocka_unit_test(putting_together_keeps_sums_and_balance),
      cmocka_unit_test(commodities_go_to_those_who_make_them),
      cmocka_unit_test(memory_may_run_out_anywhere),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
