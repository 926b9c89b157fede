// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Laws of the YAML tree: places are right, words stay words, and the rules hold.

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/os/heap.h"
#include "base/os/print.h"
#include "scenario/yaml.h"

typedef struct fixture {
  cp_arena arena;
  cp_messages messages;
  cp_yaml *root;
  cp_status status;
} fixture;

static void read_text(fixture *at, const char *text) {
  cp_arena_begin(&at->arena, cp_heap_allocator());
  cp_messages_begin(&at->messages, &at->arena);
  const int32_t file = cp_messages_file(&at->messages, CP_TEXT("a.yaml"));
  at->status = cp_yaml_read(cp_text_of(text), file, &at->arena, &at->messages, &at->root);
}

// All messages in one text.
static const char *said(fixture *at) {
  cp_text_builder words = {.arena = &at->arena};
  const cp_sink sink = cp_sink_text(&words);
  assert_int_equal(cp_messages_print(&at->messages, &sink), CP_OK);
  return words.text.size > 0 ? words.text.at : "";
}

static void assert_said(const char *text, const char *wanted) {
  fixture at;
  read_text(&at, text);
  assert_int_equal(at.status, CP_BAD_INPUT);
  if (strstr(said(&at), wanted) == NULL) fail_msg("found '%s', expected '%s'", said(&at), wanted);
  cp_arena_end(&at.arena);
}

static void values_know_their_place(void **state) {
  (void)state;
  fixture at;
  read_text(&at, "a: 1\nb:\n  c:   word\n  d:\n");
  assert_int_equal(at.status, CP_OK);
  const cp_yaml *inner = at.root->first->next;
  assert_int_equal(inner->kind, CP_YAML_MAPPING);
  assert_int_equal(inner->first->origin.line, 3);
  assert_int_equal(inner->first->origin.column, 8);
  assert_int_equal(inner->first->key_origin.column, 3);
  // an empty value has its key's place
  assert_true(cp_yaml_is_empty(inner->last));
  assert_int_equal(inner->last->origin.line, 4);
  assert_int_equal(inner->last->origin.column, 3);
  cp_arena_end(&at.arena);
}

static void words_stay_words(void **state) {
  (void)state;
  static const char *const words[] = {"NO",  "yes",  "null",       "~",
                                      "1e3", "0x10", "2025-04-04", "12:30"};
  for (size_t word = 0; word < sizeof words / sizeof words[0]; word++) {
    char text[64];
    snprintf(text, sizeof text, "key: %s\n", words[word]);
    fixture at;
    read_text(&at, text);
    assert_int_equal(at.status, CP_OK);
    assert_true(cp_text_equal(at.root->first->text, cp_text_of(words[word])));
    cp_arena_end(&at.arena);
  }
}

static void a_quoted_nothing_is_not_empty(void **state) {
  (void)state;
  fixture at;
  read_text(&at, "a: \"\"\nb:\n");
  assert_false(cp_yaml_is_empty(at.root->first));
  assert_true(cp_yaml_is_empty(at.root->last));
  cp_arena_end(&at.arena);
}

static void a_key_stands_once(void **state) {
  (void)state;
  assert_said("a: 1\nb: 2\na: 3\n", "a.yaml:3:1: error: 'a' is a key for the second time");
  assert_said("a: 1\nb: 2\na: 3\n", "the first one is in line 1");
}

static void ten_thousand_keys_are_no_burden(void **state) {
  (void)state;
  enum { KEYS = 10000, ROOM = KEYS * 16 };
  static char text[ROOM];
  size_t size = 0;
  for (int key = 0; key < KEYS; key++) {
    size += (size_t)snprintf(text + size, ROOM - size, "k%d: 1\n", key);
  }
  fixture at;
  read_text(&at, text);
  assert_int_equal(at.status, CP_OK);
  assert_int_equal(at.root->n_child, KEYS);
  cp_arena_end(&at.arena);
}

static void what_changes_meaning_is_refused(void **state) {
  (void)state;
  assert_said("a: &x 1\n", "a.yaml:1:7: error: an anchor");
  assert_said("a: *x\n", "an alias (*)");
  assert_said("a: !!int 1\n", "a tag (!)");
  assert_said("a: 1\n---\nb: 2\n", "a.yaml:2:1: error: a second document");
  assert_said("? {a: 1}\n: 2\n", "a mapping as a key");
}

static void a_syntax_error_is_said_at_its_place(void **state) {
  (void)state;
  assert_said("a:\n\tb: 1\n", "a.yaml:2:1: error: a tab in the indent; expected spaces");
  assert_said("a: [1, 2\nb: 3\n", "error: not YAML: ");
  assert_said("", "a.yaml: error: an empty file");
  assert_said("# nothing\n", "a.yaml: error: an empty file");
}

static void what_the_parser_cannot_stand_is_kept_from_it(void **state) {
  (void)state;
  assert_said("%cel\x8A\xF6l\na: 1\n", "a.yaml:1:1: error: a line that starts with '%'");
  assert_said("a: 1\nb: Z\xF6lle\n", "a.yaml:2:5: error: a byte that is not UTF-8");
  assert_said("a: \xED\xA0\x80\n", "a byte that is not UTF-8");
  assert_said("a: \xC3", "a byte that is not UTF-8");
}

static void depth_has_an_end(void **state) {
  (void)state;
  char text[4096] = "a: ";
  for (int level = 0; level < 1000; level++) strcat(text, "[");
  for (int level = 0; level < 1000; level++) strcat(text, "]");
  fixture at;
  read_text(&at, text);
  assert_int_equal(at.status, CP_BAD_INPUT);
  cp_arena_end(&at.arena);
}

static void a_byte_order_mark_and_other_line_ends_change_nothing(void **state) {
  (void)state;
  fixture at;
  read_text(&at,
            "\xEF\xBB\xBF"
            "a: 1\r\nb: 2\r\n");
  assert_int_equal(at.status, CP_OK);
  assert_true(cp_text_equal(at.root->first->key, CP_TEXT("a")));
  assert_true(cp_text_equal(at.root->last->text, CP_TEXT("2")));
  assert_int_equal(at.root->last->origin.line, 2);
  cp_arena_end(&at.arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_know_their_place),
      cmocka_unit_test(words_stay_words),
      cmocka_unit_test(a_quoted_nothing_is_not_empty),
      cmocka_unit_test(a_key_stands_once),
      cmocka_unit_test(ten_thousand_keys_are_no_burden),
      cmocka_unit_test(what_changes_meaning_is_refused),
      cmocka_unit_test(a_syntax_error_is_said_at_its_place),
      cmocka_unit_test(what_the_parser_cannot_stand_is_kept_from_it),
      cmocka_unit_test(depth_has_an_end),
      cmocka_unit_test(a_byte_order_mark_and_other_line_ends_change_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
