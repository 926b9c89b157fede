// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Equations one by one: what follows from those before is told, and what they determine.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/os/heap.h"
#include "num/row_space.h"

typedef struct fixture {
  cp_arena arena;
  cp_row_space space;
} fixture;

static void begin(fixture *at, int32_t n_column) {
  cp_arena_begin(&at->arena, cp_heap_allocator());
  assert_int_equal(cp_row_space_begin(&at->space, &at->arena, n_column), CP_OK);
}

static void a_row_that_follows_is_not_added(void **state) {
  (void)state;
  fixture at;
  begin(&at, 4);
  const double sum[4] = {1.0, -1.0, -1.0, 0.0}, other[4] = {0.0, 1.0, 0.0, -1.0};
  const double both[4] = {1.0, 0.0, -1.0, -1.0}, twice[4] = {2.0, -2.0, -2.0, 0.0};
  assert_true(cp_row_space_add(&at.space, sum));
  assert_false(cp_row_space_add(&at.space, twice));
  assert_true(cp_row_space_add(&at.space, other));
  assert_false(cp_row_space_add(&at.space, both));
  assert_int_equal(at.space.n_row, 2);
  cp_arena_end(&at.arena);
}

static void an_unknown_is_determined_when_its_row_follows(void **state) {
  (void)state;
  fixture at;
  begin(&at, 3);
  const double sum[3] = {1.0, -1.0, -1.0}, share[3] = {-0.94, 1.0, 0.0};
  assert_true(cp_row_space_add(&at.space, sum));
  assert_true(cp_row_space_add(&at.space, share));
  for (int32_t column = 0; column < 3; column++) {
    assert_false(cp_row_space_holds_unit(&at.space, column));
  }
  assert_true(cp_row_space_add_unit(&at.space, 2));
  for (int32_t column = 0; column < 3; column++) {
    assert_true(cp_row_space_holds_unit(&at.space, column));
  }
  cp_row_space_clear(&at.space);
  assert_false(cp_row_space_holds_unit(&at.space, 2));
  cp_arena_end(&at.arena);
}

static void every_pivot_stands_alone_in_its_column(void **state) {
  (void)state;
  fixture at;
  begin(&at, 3);
  const double row[3][3] = {{1.0, -1.0, -1.0}, {1.0, 1.0, -4.0}, {0.0, 0.0, 0.0}};
  assert_true(cp_row_space_add(&at.space, row[0]));
  assert_true(cp_row_space_add(&at.space, row[1]));
  assert_false(cp_row_space_add(&at.space, row[2]));
  for (int32_t column = 0; column < 3; column++) {
    const int32_t owner = at.space.pivot_of[column];
    for (int32_t other = 0; owner >= 0 && other < at.space.n_row; other++) {
      assert_true(at.space.row[other * 3 + column] == (other == owner ? 1.0 : 0.0));
    }
  }
  cp_arena_end(&at.arena);
}

// Thirds and tenths leave crumbs behind; they are no news.
static void crumbs_of_rounding_are_no_news(void **state) {
  (void)state;
  fixture at;
  begin(&at, 4);
  const double row[3][4] = {
      {0.1, 0.7, -0.3, 0.94}, {0.275, -0.1, 1.0 / 3.0, 0.09}, {0.6, 0.31, 0.2, -1.0}};
  double sum[4] = {0.0};
  for (int at_row = 0; at_row < 3; at_row++) {
    assert_true(cp_row_space_add(&at.space, row[at_row]));
    for (int column = 0; column < 4; column++) sum[column] += row[at_row][column] / 7.0;
  }
  assert_false(cp_row_space_add(&at.space, sum));
  assert_int_equal(at.space.n_row, 3);
  cp_arena_end(&at.arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_row_that_follows_is_not_added),
      cmocka_unit_test(an_unknown_is_determined_when_its_row_follows),
      cmocka_unit_test(crumbs_of_rounding_are_no_news),
      cmocka_unit_test(every_pivot_stands_alone_in_its_column)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
