// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The reference page and the JSON Schema are those of the table.

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/os/file.h"
#include "base/os/heap.h"
#include "base/os/print.h"
#include "scenario/fields.h"
#include "scenario/schema.h"
#include "scenario/yaml.h"

#define PAGE CP_SOURCE_DIR "/docs/reference/scenario.md"

static void the_reference_page_is_up_to_date(void **state) {
  (void)state;
  cp_arena arena;
  cp_arena_begin(&arena, cp_heap_allocator());
  cp_text_builder made = {.arena = &arena};
  const cp_sink sink = cp_sink_text(&made);
  assert_int_equal(cp_schema_reference(&sink), CP_OK);
  cp_text page;
  assert_int_equal(cp_file_read(PAGE, &arena, 1 << 24, &page), CP_OK);
  if (!cp_text_equal(page, made.text)) {
    fail_msg(
        "%s differs from the table; run: chokepoint schema --reference > "
        "docs/reference/scenario.md",
        PAGE);
  }
  cp_arena_end(&arena);
}

static const cp_yaml *member(const cp_yaml *node, cp_text key) {
  for (const cp_yaml *child = node == NULL ? NULL : node->first; child != NULL;
       child = child->next) {
    if (cp_text_equal(child->key, key)) return child;
  }
  return NULL;
}

// JSON is YAML, so our own reader can take the schema apart.
static void the_schema_has_every_field(void **state) {
  (void)state;
  cp_arena arena;
  cp_arena_begin(&arena, cp_heap_allocator());
  cp_messages messages;
  cp_messages_begin(&messages, &arena);
  cp_text_builder made = {.arena = &arena};
  const cp_sink sink = cp_sink_text(&made);
  assert_int_equal(cp_schema_json(&sink), CP_OK);
  cp_yaml *root = NULL;
  assert_int_equal(cp_yaml_read(made.text, 0, &arena, &messages, &root), CP_OK);
  const cp_yaml *sections = member(root, CP_TEXT("properties"));
  for (int32_t field = 0; field < CP_N_FIELD; field++) {
    const cp_field_info *about = cp_field_at(field);
    const cp_section_info *section = cp_section_at((int32_t)about->section);
    const cp_yaml *node = member(sections, section->name);
    assert_non_null(node);
    if (section->form == CP_FORM_MAP) node = member(node, CP_TEXT("additionalProperties"));
    if (section->form == CP_FORM_TABLE) node = member(node, CP_TEXT("items"));
    const bool is_key = section->form == CP_FORM_MAP && field == section->first_field;
    assert_true((member(member(node, CP_TEXT("properties")), about->name) == NULL) == is_key);
  }
  cp_arena_end(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_reference_page_is_up_to_date),
      cmocka_unit_test(the_schema_has_every_field),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
