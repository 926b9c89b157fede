// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Laws of text and JSON writing: what is printed is what was meant, and misuse is told.

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/os/heap.h"
#include "base/os/json.h"
#include "base/os/print.h"

typedef struct fixture {
  cp_arena arena;
  cp_text_builder text;
  cp_sink sink;
} fixture;

static void begin(fixture *at) {
  cp_arena_begin(&at->arena, cp_heap_allocator());
  at->text = (cp_text_builder){.arena = &at->arena};
  at->sink = cp_sink_text(&at->text);
}

static void numbers_are_short_and_exact(void **state) {
  (void)state;
  char out[32];
  assert_string_equal(cp_number_format(0.1, out), "0.1");
  assert_string_equal(cp_number_format(1.0 / 3.0, out), "0.3333333333333333");
  assert_string_equal(cp_number_format(0.1 + 0.2, out), "0.30000000000000004");
  assert_string_equal(cp_number_format(1e300, out), "1e+300");
  assert_string_equal(cp_number_format(-0.0, out), "-0");
  assert_string_equal(cp_number_format(1.0 / 0.0, out), "inf");
}

static void long_texts_are_printed_whole(void **state) {
  (void)state;
  fixture at;
  begin(&at);
  char filler[2001];
  memset(filler, 'x', 2000);
  filler[2000] = '\0';
  assert_int_equal(cp_print(&at.sink, "%s.%d", filler, 7), CP_OK);
  assert_int_equal(at.text.text.size, 2002);
  assert_string_equal(at.text.text.at + 1998, "xx.7");
  cp_arena_end(&at.arena);
}

static void an_object_looks_like_one(void **state) {
  (void)state;
  fixture at;
  begin(&at);
  cp_json json = cp_json_begin(&at.sink);
  cp_json_object(&json);
  cp_json_key(&json, "a");
  cp_json_string(&json, "x\"\\\n\x01\xC3\xA4");
  cp_json_key(&json, "b");
  cp_json_array(&json);
  cp_json_number(&json, 0.5);
  cp_json_number(&json, 0.0 / 0.0);
  cp_json_whole(&json, -9007199254740993);
  cp_json_flag(&json, true);
  cp_json_close(&json);
  cp_json_key(&json, "c");
  cp_json_object(&json);
  cp_json_close(&json);
  cp_json_close(&json);
  assert_int_equal(cp_json_end(&json), CP_OK);
  assert_string_equal(
      at.text.text.at,
      "{\n  \"a\": \"x\\\"\\\\\\n\\u0001\xC3\xA4\",\n  \"b\": [\n    0.5,\n    null,\n"
      "    -9007199254740993,\n    true\n  ],\n  \"c\": {}\n}\n");
  cp_arena_end(&at.arena);
}

static void misuse_is_told(void **state) {
  (void)state;
  fixture at;
  begin(&at);
  cp_json open = cp_json_begin(&at.sink);
  cp_json_object(&open);
  assert_int_equal(cp_json_end(&open), CP_BAD_USE);
  cp_json closed = cp_json_begin(&at.sink);
  cp_json_close(&closed);
  assert_int_equal(cp_json_end(&closed), CP_BAD_USE);
  cp_json keyless = cp_json_begin(&at.sink);
  cp_json_object(&keyless);
  cp_json_whole(&keyless, 1);
  cp_json_close(&keyless);
  assert_int_equal(cp_json_end(&keyless), CP_BAD_USE);
  cp_arena_end(&at.arena);
}

static cp_status refuse(void *context, const char *text, size_t size) {
  (void)context;
  (void)text;
  (void)size;
  return CP_IO;
}

static void a_failing_sink_is_passed_up(void **state) {
  (void)state;
  const cp_sink sink = {refuse, NULL};
  cp_json json = cp_json_begin(&sink);
  cp_json_object(&json);
  cp_json_close(&json);
  assert_int_equal(cp_json_end(&json), CP_IO);
  assert_int_equal(cp_print(&sink, "x"), CP_IO);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_are_short_and_exact), cmocka_unit_test(long_texts_are_printed_whole),
      cmocka_unit_test(an_object_looks_like_one),    cmocka_unit_test(misuse_is_told),
      cmocka_unit_test(a_failing_sink_is_passed_up),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
