// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// CSV tables: cells with places, and every fault with its place.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/os/csv.h"
#include "base/os/heap.h"

typedef struct faults {
  int32_t n;
  cp_csv_fault last;
  char places[256];
} faults;

static void collect(void *context, const cp_csv_fault *fault) {
  faults *found = context;
  found->n++;
  found->last = *fault;
  const size_t used = strlen(found->places);
  snprintf(found->places + used, sizeof found->places - used, "%d:%d ", (int)fault->line,
           (int)fault->column);
}

static cp_arena arena;

static int begin(void **state) {
  (void)state;
  cp_arena_begin(&arena, cp_heap_allocator());
  return 0;
}

static int end(void **state) {
  (void)state;
  cp_arena_end(&arena);
  return 0;
}

static void assert_cell(const cp_csv *csv, int32_t row, int32_t column, const char *text,
                        int32_t line, int32_t place) {
  const cp_csv_cell *cell = cp_csv_at(csv, row, column);
  assert_true(cp_text_equal(cell->text, cp_text_of(text)));
  assert_int_equal(cell->line, line);
  assert_int_equal(cell->column, place);
}

static void cells_know_their_places(void **state) {
  (void)state;
  cp_csv csv;
  faults found = {.n = 0};
  const cp_text bytes = CP_TEXT("a,b,c\r\n1,\"x, \"\"y\"\"\nz\",\n,\"\",3");
  assert_int_equal(cp_csv_read(bytes, &arena, collect, &found, &csv), CP_OK);
  assert_int_equal(csv.n_column, 3);
  assert_int_equal(csv.n_row, 2);
  assert_int_equal(cp_csv_column(&csv, CP_TEXT("c")), 2);
  assert_int_equal(cp_csv_column(&csv, CP_TEXT("d")), -1);
  assert_cell(&csv, 0, 0, "1", 2, 1);
  assert_cell(&csv, 0, 1, "x, \"y\"\nz", 2, 3);
  assert_cell(&csv, 0, 2, "", 3, 4);
  assert_cell(&csv, 1, 2, "3", 4, 5);
  assert_true(cp_csv_at(&csv, 1, 1)->is_quoted && !cp_csv_at(&csv, 1, 0)->is_quoted);
  assert_false(csv.has_byte_order_mark);
}

static void byte_order_mark_is_seen_and_left_out(void **state) {
  (void)state;
  cp_csv csv;
  assert_int_equal(cp_csv_read(CP_TEXT("\xEF\xBB\xBFname\nx\n"), &arena, NULL, NULL, &csv), CP_OK);
  assert_true(csv.has_byte_order_mark);
  assert_int_equal(cp_csv_column(&csv, CP_TEXT("name")), 0);
  assert_int_equal(csv.header[0].column, 1);
}

static void assert_fault(cp_text bytes, const char *places, const char *found_words) {
  cp_csv csv;
  faults found = {.n = 0};
  assert_int_equal(cp_csv_read(bytes, &arena, collect, &found, &csv), CP_BAD_INPUT);
  assert_string_equal(found.places, places);
  assert_string_equal(found.last.found, found_words);
}

static void each_fault_has_its_place(void **state) {
  (void)state;
  assert_fault(CP_TEXT("a\nx\"y\n"), "2:2 ", "a quote inside plain text");
  assert_fault(CP_TEXT("a,b\n\"x\"y,2\n"), "2:4 ", "text after a closing quote");
  assert_fault(CP_TEXT("a\n\"x\ny\n"), "2:1 ", "a quote that is never closed");
  assert_fault(CP_TEXT("a\nx\0y\n"), "2:2 ", "a NUL byte");
  assert_fault(CP_TEXT("a\nx\x01\n"), "2:2 ", "a control character");
  assert_fault(CP_TEXT("a\nx\ry\n"), "2:2 ", "a carriage return without a line feed");
  assert_fault(CP_TEXT("a\n\xC0\xAF\n"), "2:1 2:2 ", "a byte that is not UTF-8");
  assert_fault(CP_TEXT("a\n\xED\xA0\x80\n"), "2:1 2:2 2:3 ", "a byte that is not UTF-8");
  assert_fault(CP_TEXT("a\nx\n\ny\n"), "3:1 ", "a blank line");
  assert_fault(CP_TEXT(""), "1:1 ", "an empty table");
}

static void widths_are_checked_for_every_row(void **state) {
  (void)state;
  cp_csv csv;
  faults found = {.n = 0};
  const cp_text bytes = CP_TEXT("a,b\n1\n2,3\n4,5,6\n\xC3\xA9,\xF0\x9F\x98\x80\n");
  assert_int_equal(cp_csv_read(bytes, &arena, collect, &found, &csv), CP_BAD_INPUT);
  assert_string_equal(found.places, "2:1 4:5 ");
  assert_int_equal(csv.n_row, 4);
  assert_cell(&csv, 0, 0, "1", 2, 1);
  assert_cell(&csv, 0, 1, "", 2, 2);
  assert_cell(&csv, 2, 1, "5", 4, 3);
  assert_cell(&csv, 3, 1, "\xF0\x9F\x98\x80", 5, 4);
}

// Every allocation may fail; nothing leaks and the status says so.
static void lack_of_memory_is_reported(void **state) {
  (void)state;
  static char bytes[400000];
  for (size_t at = 0; at < sizeof bytes; at++) {
    bytes[at] = "ab,\"c\"\"d\"\n"[at % 10];
  }
  const cp_text content = {bytes, sizeof bytes};
  cp_status status = CP_NO_MEMORY;
  int64_t fail_at = 1;
  for (; status == CP_NO_MEMORY; fail_at++) {
    cp_heap_failing heap = {.fail_at = fail_at};
    cp_arena scarce;
    cp_csv csv;
    cp_arena_begin(&scarce, cp_heap_failing_allocator(&heap));
    status = cp_csv_read(content, &scarce, NULL, NULL, &csv);
    cp_arena_end(&scarce);
    assert_int_equal(heap.n_held, 0);
  }
  assert_int_equal(status, CP_OK);
  assert_true(fail_at > 4);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(cells_know_their_places, begin, end),
      cmocka_unit_test_setup_teardown(byte_order_mark_is_seen_and_left_out, begin, end),
      cmocka_unit_test_setup_teardown(each_fault_has_its_place, begin, end),
      cmocka_unit_test_setup_teardown(widths_are_checked_for_every_row, begin, end),
      cmocka_unit_test(lack_of_memory_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
