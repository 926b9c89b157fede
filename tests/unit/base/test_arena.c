// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The arena gives zeroed, aligned, separate pieces, and gives all back.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/os/heap.h"

static void pieces_are_zeroed_aligned_and_separate(void **state) {
  (void)state;
  cp_heap_failing heap = {.fail_at = 0};
  cp_arena arena;
  cp_arena_begin(&arena, cp_heap_failing_allocator(&heap));
  enum { n_piece = 300 };
  uint8_t *piece[n_piece];
  for (size_t n = 0; n < n_piece; n++) {
    const size_t size = n * n % 5000;
    piece[n] = cp_arena_take(&arena, size);
    assert_non_null(piece[n]);
    assert_int_equal((uintptr_t)piece[n] % 16, 0);
    for (size_t byte = 0; byte < size; byte++) {
      assert_int_equal(piece[n][byte], 0);
    }
    memset(piece[n], (int)n | 1, size);
  }
  for (size_t n = 0; n < n_piece; n++) {
    for (size_t byte = 0; byte < n * n % 5000; byte++) {
      assert_int_equal(piece[n][byte], (uint8_t)(n | 1));
    }
  }
  assert_true(heap.n_held > 1);
  cp_arena_end(&arena);
  assert_int_equal(heap.n_held, 0);
  assert_non_null(cp_arena_take(&arena, 10));
  cp_arena_end(&arena);
  assert_int_equal(heap.n_held, 0);
}

static void running_out_gives_null_and_leaks_nothing(void **state) {
  (void)state;
  for (int64_t fail_at = 1; fail_at <= 4; fail_at++) {
    cp_heap_failing heap = {.fail_at = fail_at};
    cp_arena arena;
    cp_arena_begin(&arena, cp_heap_failing_allocator(&heap));
    int64_t n_taken = 0;
    while (cp_arena_take(&arena, 1 << 20) != NULL) {
      n_taken++;
    }
    assert_int_equal(n_taken, fail_at - 1);
    cp_arena_end(&arena);
    assert_int_equal(heap.n_held, 0);
  }
}

static void impossible_sizes_are_refused(void **state) {
  (void)state;
  cp_arena arena;
  cp_arena_begin(&arena, cp_heap_allocator());
  assert_null(cp_arena_take(&arena, SIZE_MAX - 3));
  assert_null(cp_arena_take_array(&arena, 8, INT64_MAX / 4));
  assert_null(CP_ARENA_ARRAY(&arena, double, -1));
  double *numbers = CP_ARENA_ARRAY(&arena, double, 3);
  assert_non_null(numbers);
  assert_true(numbers[2] == 0.0);
  cp_arena_end(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(pieces_are_zeroed_aligned_and_separate),
                                     cmocka_unit_test(running_out_gives_null_and_leaks_nothing),
                                     cmocka_unit_test(impossible_sizes_are_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
