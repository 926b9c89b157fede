// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Text views and the table of names.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "base/names.h"
#include "base/os/heap.h"
#include "base/text.h"

static cp_text of(const char *string) { return cp_text_of(string); }

static void texts_compare_by_bytes(void **state) {
  (void)state;
  assert_true(cp_text_equal(of("ab"), CP_TEXT("ab")) && !cp_text_equal(of("ab"), of("aB")));
  assert_true(cp_text_equal(of(NULL), of("")));
  assert_true(cp_text_compare(of("ab"), of("abc")) < 0 && cp_text_compare(of("b"), of("abc")) > 0);
  assert_true(cp_text_compare(of("\xC3\xA9"), of("z")) > 0);
  assert_true(cp_text_equal(cp_text_trim(of(" \t a b\r\n")), of("a b")));
  assert_int_equal(cp_text_trim(of("  ")).size, 0);
  assert_int_equal(cp_text_find(of("t/month"), '/'), 1);
  assert_true(cp_text_equal(cp_text_part(of("abcdef"), 4, 9), of("ef")));
}

// The published values for FNV-1a with 32 bits.
static void name_hash_is_fnv_1a(void **state) {
  (void)state;
  assert_int_equal(cp_text_hash(of("")), 0x811c9dc5);
  assert_int_equal(cp_text_hash(of("a")), 0xe40c292c);
  assert_int_equal(cp_text_hash(of("foobar")), 0xbf9cf968);
}

static void distance_counts_edits_and_swaps(void **state) {
  (void)state;
  assert_int_equal(cp_text_distance(of("kitten"), of("sitting"), 9), 3);
  assert_int_equal(cp_text_distance(of("licence"), of("license"), 9), 1);
  assert_int_equal(cp_text_distance(of("magnets"), of("mangets"), 9), 1);
  assert_int_equal(cp_text_distance(of("Capacity"), of("capacity"), 9), 0);
  assert_int_equal(cp_text_distance(of("abc"), of(""), 9), 3);
  assert_int_equal(cp_text_distance(of("abcdef"), of("uvwxyz"), 2), 3);
  assert_int_equal(cp_text_distance(of("ca"), of("abc"), 9), 3);
}

static void names_get_indices_in_order(void **state) {
  (void)state;
  cp_arena arena;
  cp_names names;
  cp_arena_begin(&arena, cp_heap_allocator());
  assert_int_equal(cp_names_begin(&names, &arena, 3), CP_OK);
  enum { n_name = 5000 };
  for (int32_t number = 0; number < n_name; number++) {
    char text[16];
    int32_t index = -1;
    const int size = snprintf(text, sizeof text, "firm %d", (int)number);
    const cp_text name = cp_text_copy(&arena, (cp_text){text, size});
    assert_int_equal(cp_names_add(&names, name, &index), CP_OK);
    assert_int_equal(index, number);
    assert_int_equal(cp_names_add(&names, name, &index), CP_EXISTS);
    assert_int_equal(index, number);
  }
  assert_int_equal(names.n_name, n_name);
  assert_int_equal(cp_names_find(&names, of("firm 4321")), 4321);
  assert_int_equal(cp_names_find(&names, of("firm 5000")), -1);
  cp_arena_end(&arena);
}

static void nearest_name_is_found(void **state) {
  (void)state;
  cp_arena arena;
  cp_names names;
  cp_arena_begin(&arena, cp_heap_allocator());
  assert_int_equal(cp_names_begin(&names, &arena, 0), CP_OK);
  assert_int_equal(cp_names_add(&names, of("capacity"), NULL), CP_OK);
  assert_int_equal(cp_names_add(&names, of("plan"), NULL), CP_OK);
  assert_int_equal(cp_names_add(&names, of("plane"), NULL), CP_OK);
  assert_int_equal(cp_names_nearest(&names, of("capactiy"), 2), 0);
  assert_int_equal(cp_names_nearest(&names, of("planes"), 2), 2);
  assert_int_equal(cp_names_nearest(&names, of("flan"), 2), 1);
  assert_int_equal(cp_names_nearest(&names, of("licence"), 2), -1);
  cp_arena_end(&arena);
}

static void names_survive_lack_of_memory(void **state) {
  (void)state;
  static char text[4096][16];
  cp_heap_failing heap = {.fail_at = 2};
  cp_arena arena;
  cp_names names;
  cp_arena_begin(&arena, cp_heap_failing_allocator(&heap));
  assert_int_equal(cp_names_begin(&names, &arena, 3), CP_OK);
  int32_t number = 0;
  cp_status status = CP_OK;
  for (; status == CP_OK; number++) {
    snprintf(text[number], sizeof text[number], "n%d", (int)number);
    status = cp_names_add(&names, of(text[number]), NULL);
  }
  assert_int_equal(status, CP_NO_MEMORY);
  assert_int_equal(names.n_name, number - 1);
  assert_int_equal(cp_names_find(&names, of(text[number - 2])), number - 2);
  cp_arena_end(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(texts_compare_by_bytes),
                                     cmocka_unit_test(name_hash_is_fnv_1a),
                                     cmocka_unit_test(distance_counts_edits_and_swaps),
                                     cmocka_unit_test(names_get_indices_in_order),
                                     cmocka_unit_test(nearest_name_is_found),
                                     cmocka_unit_test(names_survive_lack_of_memory)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
