// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Laws of the page: columns, wrapping, nesting, and a word for every state.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "base/os/heap.h"
#include "base/os/print.h"
#include "report/page.h"
#include "report/words.h"

typedef struct trial {
  cp_arena arena;
  cp_page page;
  cp_text_builder built;
} trial;

static int begin(void **state) {
  static trial one;
  one = (trial){0};
  cp_arena_begin(&one.arena, cp_heap_allocator());
  cp_page_begin(&one.page, &one.arena);
  one.built = (cp_text_builder){.arena = &one.arena};
  cp_page_section_begin(&one.page, "deal", CP_TEXT("DEAL"));
  *state = &one;
  return 0;
}

static int end(void **state) {
  trial *const test = *state;
  cp_arena_end(&test->arena);
  return 0;
}

static const char *text_of(trial *test, bool with_sources) {
  const cp_sink sink = cp_sink_text(&test->built);
  assert_int_equal(cp_page_text(&test->page, with_sources, &sink), CP_OK);
  return cp_text_copy(&test->arena, test->built.text).at;
}

static void state_words_stand_in_one_column(void **state) {
  trial *const test = *state;
  cp_page_item *item = cp_page_add(&test->page, 0, "agreement");
  item->title = CP_TEXT("truce");
  item->state = CP_TEXT("CONFIRMED");
  item = cp_page_add(&test->page, 1, "target");
  item->title = CP_TEXT("a tariff");
  item->state = CP_TEXT("LIFTED");
  item->note = CP_TEXT("since 14 May");
  item->mark = CP_MARK_DONE;
  assert_string_equal(
      text_of(test, false),
      "\n1 DEAL\n"
      "  truce                                                     CONFIRMED\n"
      "    [x] a tariff                                            LIFTED since 14 May\n");
}

static void notes_wrap_under_themselves_within_120_columns(void **state) {
  trial *const test = *state;
  cp_page_item *item = cp_page_add(&test->page, 0, "agreement");
  item->title = CP_TEXT("truce");
  item->state = CP_TEXT("IN FORCE");
  // 60 + 8 columns are taken; words of nine letters and a space fill up to column 118
  item->note = CP_TEXT("aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff");
  const char *line = strstr(text_of(test, false), "truce");
  assert_non_null(line);
  const char *const rest = strchr(line, '\n') + 1;
  assert_int_equal(rest - line - 1 + 2, 118);
  assert_int_equal(strspn(rest, " "), 60);
  assert_string_equal(rest + 60, "fffffffff\n");
}

static void a_word_longer_than_the_line_stays_whole(void **state) {
  trial *const test = *state;
  char address[160] = "http://";
  memset(address + 7, 'x', sizeof address - 8);
  cp_page_item *item = cp_page_add(&test->page, 0, "agreement");
  item->title = CP_TEXT("truce");
  item->source = cp_text_of(address);
  assert_null(strstr(text_of(test, false), address));
  test->built = (cp_text_builder){.arena = &test->arena};
  assert_non_null(strstr(text_of(test, true), address));
}

static void two_addresses_are_two_lines(void **state) {
  trial *const test = *state;
  cp_page_add(&test->page, 0, "agreement")->source =
      CP_TEXT("http://a.example http://b.example/c d");
  const char *text = text_of(test, true);
  assert_non_null(strstr(text, "    source: http://a.example\n"));
  assert_non_null(strstr(text, "    source: http://b.example/c d\n"));
}

static void deeper_items_lie_in_the_one_before(void **state) {
  trial *const test = *state;
  cp_page_add(&test->page, 0, "clause")->since = 0;
  cp_page_add(&test->page, 1, "target")->mark = CP_MARK_OPEN;
  cp_page_item *item = cp_page_add(&test->page, 0, "clause");
  cp_page_number_add(item, "rate", 0.25);
  const cp_sink sink = cp_sink_text(&test->built);
  cp_json json = cp_json_begin(&sink);
  cp_page_json(&test->page, &json);
  assert_int_equal(cp_json_end(&json), CP_OK);
  const char *text = cp_text_copy(&test->arena, test->built.text).at;
  char plain[400];
  size_t n = 0;
  for (const char *at = text; *at && n + 1 < sizeof plain; at++) {
    if (*at != ' ' && *at != '\n') plain[n++] = *at;
  }
  plain[n] = '\0';
  assert_string_equal(plain,
                      "[{\"id\":\"deal\",\"title\":\"DEAL\",\"items\":["
                      "{\"kind\":\"clause\",\"since\":\"1970-01-01\",\"items\":["
                      "{\"kind\":\"target\",\"done\":false}]},"
                      "{\"kind\":\"clause\",\"rate\":0.25}]}]");
}

static void many_items_are_kept_in_order(void **state) {
  trial *const test = *state;
  for (int32_t item = 0; item < 1000; item++) cp_page_add(&test->page, 0, "row")->since = item;
  assert_int_equal(test->page.n_item, 1000);
  for (int32_t item = 0; item < 1000; item++) assert_int_equal(test->page.item[item].since, item);
}

static void a_page_without_memory_says_so(void **state) {
  (void)state;
  cp_heap_failing failing = {.fail_at = 1};
  cp_arena arena;
  cp_arena_begin(&arena, cp_heap_failing_allocator(&failing));
  cp_page page;
  cp_page_begin(&page, &arena);
  cp_page_section_begin(&page, "deal", CP_TEXT("DEAL"));
  cp_page_add(&page, 0, "row")->title = CP_TEXT("lost");
  const cp_sink nowhere = {0};
  assert_int_equal(cp_page_text(&page, false, &nowhere), CP_NO_MEMORY);
  cp_arena_end(&arena);
}

static void every_state_act_and_cause_has_a_word(void **state) {
  (void)state;
  for (int32_t at = 0; at <= CP_MEASURE_ENDED; at++) {
    assert_string_not_equal(cp_word_measure_state(at), "?");
  }
  for (int32_t at = 0; at <= CP_AGREEMENT_ENDED; at++) {
    assert_string_not_equal(cp_word_agreement_state(at), "?");
  }
  for (int32_t at = 0; at <= CP_CLAUSE_SUPERSEDED; at++) {
    assert_string_not_equal(cp_word_clause_state(at), "?");
  }
  for (int32_t at = 0; at <= CP_OTHER_MEASURE; at++) {
    assert_string_not_equal(cp_word_measure_kind(at), "?");
  }
  for (int32_t at = 0; at <= CP_ACT_WITHDRAW; at++) {
    assert_string_not_equal(cp_word_act(at), "?");
    assert_string_not_equal(cp_word_act_name(at), "?");
  }
  for (int32_t at = 0; at <= CP_CAUSE_INPUT; at++) assert_string_not_equal(cp_word_cause(at), "?");
  assert_string_equal(cp_word_clause_state(-1), "?");
  assert_string_equal(cp_word_clause_state(CP_CLAUSE_SUPERSEDED + 1), "?");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(state_words_stand_in_one_column, begin, end),
      cmocka_unit_test_setup_teardown(notes_wrap_under_themselves_within_120_columns, begin, end),
      cmocka_unit_test_setup_teardown(a_word_longer_than_the_line_stays_whole, begin, end),
      cmocka_unit_test_setup_teardown(two_addresses_are_two_lines, begin, end),
      cmocka_unit_test_setup_teardown(deeper_items_lie_in_the_one_before, begin, end),
      cmocka_unit_test_setup_teardown(many_items_are_kept_in_order, begin, end),
      cmocka_unit_test(a_page_without_memory_says_so),
      cmocka_unit_test(every_state_act_and_cause_has_a_word),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
