// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Files, folders, threads and clock of the operating system.

#define _XOPEN_SOURCE 700

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <unistd.h>

#include "base/os/clock.h"
#include "base/os/file.h"
#include "base/os/heap.h"
#include "base/os/threads.h"

static cp_arena arena;
static char folder[] = "/tmp/cp_test_XXXXXX";

static int begin(void **state) {
  (void)state;
  cp_arena_begin(&arena, cp_heap_allocator());
  return mkdtemp(folder) != NULL ? 0 : -1;
}

static int end(void **state) {
  (void)state;
  cp_arena_end(&arena);
  return rmdir(folder);
}

static char *path_of(const char *name) {
  return cp_path_join(&arena, cp_text_of(folder), cp_text_of(name));
}

static void what_is_written_is_read(void **state) {
  (void)state;
  cp_text content;
  const char *path = path_of("b.txt");
  assert_int_equal(cp_file_write(path, "old", 3), CP_OK);
  assert_int_equal(cp_file_write(path, "new\0bytes", 9), CP_OK);
  assert_int_equal(cp_file_read(path, &arena, 9, &content), CP_OK);
  assert_true(cp_text_equal(content, (cp_text){"new\0bytes", 9}));
  assert_int_equal(content.at[9], 0);
  assert_int_equal(cp_file_read(path, &arena, 8, &content), CP_OVERFLOW);
  assert_int_equal(cp_file_read(path_of("none"), &arena, 8, &content), CP_NOT_FOUND);
  assert_int_equal(cp_file_read(folder, &arena, 8, &content), CP_IO);
  assert_int_equal(cp_file_write(path_of("none/x"), "x", 1), CP_NOT_FOUND);
  unlink(path);
}

static void writing_leaves_nothing_beside(void **state) {
  (void)state;
  assert_int_equal(cp_folder_make(path_of("z/y/x")), CP_OK);
  assert_int_equal(cp_folder_make(path_of("z/y/x")), CP_OK);
  assert_true(cp_folder_exists(path_of("z/y")) && !cp_folder_exists(path_of("b")));
  assert_int_equal(cp_file_write(path_of("c"), "", 0), CP_OK);
  assert_int_equal(cp_file_write(path_of("a"), "1", 1), CP_OK);
  assert_int_equal(cp_file_write(path_of("z"), "1", 1), CP_IO);
  assert_int_equal(cp_folder_make(path_of("a")), CP_IO);
  cp_text *names;
  int32_t n_name = 0;
  assert_int_equal(cp_folder_list(folder, &arena, &names, &n_name), CP_OK);
  assert_int_equal(n_name, 3);
  assert_true(cp_text_equal(names[0], CP_TEXT("a")) && cp_text_equal(names[1], CP_TEXT("c")));
  assert_int_equal(cp_folder_list(path_of("none"), &arena, &names, &n_name), CP_NOT_FOUND);
  assert_true(cp_file_exists(path_of("a")) && !cp_file_exists(path_of("z")));
  unlink(path_of("a"));
  unlink(path_of("c"));
  rmdir(path_of("z/y/x"));
  rmdir(path_of("z/y"));
  rmdir(path_of("z"));
}

static void paths_are_joined_and_cut(void **state) {
  (void)state;
  assert_string_equal(cp_path_join(&arena, CP_TEXT("a/b"), CP_TEXT("c")), "a/b/c");
  assert_string_equal(cp_path_join(&arena, CP_TEXT("a/"), CP_TEXT("c")), "a/c");
  assert_string_equal(cp_path_join(&arena, CP_TEXT("a"), CP_TEXT("/c")), "/c");
  assert_string_equal(cp_path_join(&arena, CP_TEXT(""), CP_TEXT("c")), "c");
  assert_true(cp_text_equal(cp_path_folder(CP_TEXT("a/b/c.yaml")), CP_TEXT("a/b")));
  assert_true(cp_text_equal(cp_path_folder(CP_TEXT("c.yaml")), CP_TEXT(".")));
  assert_true(cp_text_equal(cp_path_folder(CP_TEXT("/c")), CP_TEXT("/")));
}

enum { n_piece = 10000 };

typedef struct work {
  cp_counter counter;
  _Atomic int32_t taken[n_piece];
} work;

static void take_pieces(void *context, int32_t thread) {
  (void)thread;
  work *shared = context;
  for (int64_t piece; (piece = cp_counter_next(&shared->counter)) < n_piece;) {
    shared->taken[piece]++;
  }
}

static void threads_take_each_piece_once(void **state) {
  (void)state;
  static work shared;
  cp_threads *threads;
  const double start = cp_clock_seconds();
  assert_int_equal(cp_threads_start(&threads, &arena, 4, take_pieces, &shared), CP_OK);
  assert_in_range(cp_threads_join(threads), 1, 4);
  for (int32_t piece = 0; piece < n_piece; piece++) {
    assert_int_equal(shared.taken[piece], 1);
  }
  assert_true(cp_clock_seconds() >= start);
  assert_true(cp_threads_cores() >= 1);
  assert_int_equal(cp_threads_start(&threads, &arena, 0, take_pieces, &shared), CP_BAD_USE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_written_is_read), cmocka_unit_test(writing_leaves_nothing_beside),
      cmocka_unit_test(paths_are_joined_and_cut), cmocka_unit_test(threads_take_each_piece_once)};
  return cmocka_run_group_tests(tests, begin, end);
}
