// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Laws of single values: units become base units, ranges have shapes, and what is wrong is refused.

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/os/heap.h"
#include "base/os/print.h"
#include "scenario/cells.h"

typedef struct fixture {
  cp_arena arena;
  cp_messages messages;
  cp_draft draft;
  cp_cell cell;
} fixture;

static void begin(fixture *at) {
  memset(at, 0, sizeof *at);
  cp_arena_begin(&at->arena, cp_heap_allocator());
  cp_messages_begin(&at->messages, &at->arena);
  at->draft.arena = &at->arena;
  at->draft.messages = &at->messages;
}

// Reads a value of a field; the cell is in the fixture, which is begun anew.
static bool read_value(fixture *at, cp_field field, const char *text) {
  begin(at);
  const cp_field_info *about = cp_field_at(field);
  const cp_value value = {cp_text_of(text), NULL, {-1, 1, 1}};
  at->cell.text = value.text;
  if (about->type != CP_TYPE_NUMBER) return cp_cell_read(&at->draft, about, &value, &at->cell);
  const cp_wanted wanted = cp_wanted_of(&at->draft, about);
  return cp_cell_number(&at->draft, about, &value, &wanted, &at->cell);
}

// The same from a YAML value.
static bool read_node(fixture *at, cp_field field, const char *yaml) {
  begin(at);
  const cp_field_info *about = cp_field_at(field);
  cp_yaml *root = NULL;
  assert_int_equal(cp_yaml_read(cp_text_of(yaml), 0, &at->arena, &at->messages, &root), CP_OK);
  const cp_value value = {root->text, root->kind == CP_YAML_SCALAR ? NULL : root, root->origin};
  const cp_wanted wanted = cp_wanted_of(&at->draft, about);
  if (about->type != CP_TYPE_NUMBER) return cp_cell_read(&at->draft, about, &value, &at->cell);
  return cp_cell_number(&at->draft, about, &value, &wanted, &at->cell);
}

static void assert_number(cp_field field, const char *text, double wanted) {
  fixture at;
  assert_true(read_value(&at, field, text));
  // a factor of a quotient may round the last bit
  const double apart = at.cell.number - wanted;
  if (apart > wanted * 1e-15 || -apart > wanted * 1e-15)
    fail_msg("%s: found %.17g, expected %.17g", text, at.cell.number, wanted);
  assert_int_equal(at.cell.shape, CP_SHAPE_FIXED);
  cp_arena_end(&at.arena);
}

static void assert_refused(cp_field field, const char *text) {
  fixture at;
  if (read_value(&at, field, text)) fail_msg("'%s' was accepted", text);
  assert_int_equal(at.messages.n_error, 1);
  cp_arena_end(&at.arena);
}

static void units_become_base_units(void **state) {
  (void)state;
  assert_number(CP_F_lanes_share, "30 %", 0.3);
  assert_number(CP_F_lanes_share, "0.5 share", 0.5);
  assert_number(CP_F_inputs_cover, "2 weeks", 14.0);
  assert_number(CP_F_inputs_cover, "2 months", 60.875);
  assert_number(CP_F_authorities_validity, "1 year", 12.0);
  assert_number(CP_F_authorities_limit, "45 working days", 45.0);
  assert_number(CP_F_authorities_size_median, "0.5 t", 500000.0);
  assert_number(CP_F_observations_tonnes, "1238 t", 1238e6);
  assert_number(CP_F_classes_managed, "4 %/working day", 0.04);
  assert_number(CP_F_firms_plan, "7 t/week", 1e6);
  assert_number(CP_F_goods_price, "60 USD/kg", 6.0);
  assert_number(CP_F_demand_surge, "1.5", 1.5);
}

static void a_number_without_its_unit_is_refused(void **state) {
  (void)state;
  assert_refused(CP_F_lanes_share, "30");
  assert_refused(CP_F_inputs_cover, "30");
  assert_refused(CP_F_inputs_cover, "30 working days");
  assert_refused(CP_F_authorities_limit, "45 days");
  assert_refused(CP_F_authorities_validity, "180 days");
  assert_refused(CP_F_demand_surge, "1.5 days");
  assert_refused(CP_F_firms_plan, "7 t");
}

static void limits_hold_at_their_ends(void **state) {
  (void)state;
  assert_number(CP_F_lanes_share, "0 %", 0.0);
  assert_number(CP_F_lanes_share, "100 %", 1.0);
  assert_refused(CP_F_lanes_share, "100.001 %");
  assert_refused(CP_F_lanes_share, "-0.001 %");
  assert_refused(CP_F_firms_plan, "-1 t/day");
  assert_refused(CP_F_firms_plan, "1e300 t/day");
  assert_refused(CP_F_firms_plan, "1e400 t/day");
  assert_refused(CP_F_firms_plan, "NaN t/day");
  assert_refused(CP_F_firms_plan, "inf t/day");
}

static void a_range_has_ends_and_a_shape(void **state) {
  (void)state;
  fixture at;
  assert_true(read_value(&at, CP_F_inputs_cover, "40 [20 .. 60] days"));
  assert_int_equal(at.cell.shape, CP_SHAPE_LOGNORMAL);
  assert_true(at.cell.number == 40.0 && at.cell.low == 20.0 && at.cell.high == 60.0);
  cp_arena_end(&at.arena);
  assert_true(read_value(&at, CP_F_inputs_cover, "4 [2..6 triangle] weeks"));
  assert_int_equal(at.cell.shape, CP_SHAPE_TRIANGLE);
  assert_true(at.cell.number == 28.0 && at.cell.low == 14.0 && at.cell.high == 42.0);
  cp_arena_end(&at.arena);
  // a share between 0 and 100 % stays there
  assert_true(read_value(&at, CP_F_customs_challenge, "30 [10 .. 60] %"));
  assert_int_equal(at.cell.shape, CP_SHAPE_LOGITNORMAL);
  assert_true(at.cell.number == 0.3);
  cp_arena_end(&at.arena);
}

static void a_mapping_says_the_same_as_a_text(void **state) {
  (void)state;
  fixture text;
  fixture node;
  assert_true(read_value(&text, CP_F_inputs_cover, "40 [20 .. 60 triangle] days"));
  assert_true(
      read_node(&node, CP_F_inputs_cover,
                "{mode: 40, low: 20, high: 60, shape: triangle, unit: days, source: a book}"));
  assert_true(text.cell.number == node.cell.number && text.cell.low == node.cell.low);
  assert_true(text.cell.high == node.cell.high && text.cell.shape == node.cell.shape);
  assert_true(cp_text_equal(node.cell.source, CP_TEXT("a book")));
  assert_false(node.cell.is_assumed);
  cp_arena_end(&text.arena);
  cp_arena_end(&node.arena);
  assert_true(
      read_node(&node, CP_F_inputs_cover, "{median: 40 days, low: 20 days, high: 60 days}"));
  assert_true(node.cell.number == 40.0);
  cp_arena_end(&node.arena);
}

static void what_no_source_gives_is_assumed(void **state) {
  (void)state;
  fixture at;
  assert_true(read_node(&at, CP_F_inputs_cover,
                        "{mode: 40, low: 20, high: 60, unit: days, source: assumed}"));
  assert_true(at.cell.is_assumed);
  cp_arena_end(&at.arena);
  assert_true(read_node(&at, CP_F_inputs_cover, "{mode: 40, unit: days, assumed: yes}"));
  assert_true(at.cell.is_assumed);
  cp_arena_end(&at.arena);
}

static void a_range_that_is_none_is_refused(void **state) {
  (void)state;
  assert_refused(CP_F_inputs_cover, "40 [60 .. 20] days");
  assert_refused(CP_F_inputs_cover, "10 [20 .. 60] days");
  assert_refused(CP_F_inputs_cover, "40 [0 .. 60] days");
  assert_refused(CP_F_inputs_cover, "40 [20 .. 60 days");
  assert_refused(CP_F_inputs_cover, "40 [20 - 60] days");
  assert_refused(CP_F_inputs_cover, "[20 .. 60] days");
  assert_refused(CP_F_inputs_cover, "40 [20 .. 60 round] days");
  assert_refused(CP_F_inputs_cover, "40 [20 .. 60]");
  assert_refused(CP_F_lanes_share, "40 [20 .. 60] %");
}

static void dates_exist(void **state) {
  (void)state;
  fixture at;
  assert_true(read_value(&at, CP_F_scenario_start, "2024-02-29"));
  assert_int_equal(at.cell.index, cp_day_from(2024, 2, 29));
  cp_arena_end(&at.arena);
  assert_refused(CP_F_scenario_start, "2025-02-29");
  assert_refused(CP_F_scenario_start, "2025-2-9");
  assert_refused(CP_F_scenario_start, "04/04/2025");
  assert_true(read_value(&at, CP_F_observations_period, "2025-04..2025-06"));
  assert_int_equal(at.cell.last - at.cell.index, 2);
  cp_arena_end(&at.arena);
  assert_refused(CP_F_observations_period, "2025-06..2025-04");
  assert_refused(CP_F_observations_period, "2025-13");
}

static void lists_are_words_or_sequences(void **state) {
  (void)state;
  static const char *const forms[] = {"[sat, sun]", "sat sun", "sat; sun", "\"sat, sun\""};
  for (size_t form = 0; form < sizeof forms / sizeof forms[0]; form++) {
    fixture at;
    assert_true(read_node(&at, CP_F_calendars_rest, forms[form]));
    assert_int_equal(at.cell.n_item, 2);
    assert_int_equal(at.cell.item[0], 5);
    assert_int_equal(at.cell.item[1], 6);
    cp_arena_end(&at.arena);
  }
  assert_refused(CP_F_calendars_rest, "sat son");
}

static void shares_are_read_and_add_up(void **state) {
  (void)state;
  fixture at;
  assert_true(read_value(&at, CP_F_goods_content, "Nd 29 %; Dy 2 %"));
  assert_int_equal(at.cell.n_item, 2);
  assert_true(cp_text_equal(at.cell.word[1], CP_TEXT("Dy")));
  assert_true(at.cell.share[1] == 0.02);
  cp_arena_end(&at.arena);
  assert_true(read_node(&at, CP_F_goods_content, "{Nd: 29 %, Dy: 2 %}"));
  assert_true(at.cell.share[0] == 0.29);
  cp_arena_end(&at.arena);
  assert_refused(CP_F_goods_content, "Nd 99 %; Dy 2 %");
  assert_refused(CP_F_goods_content, "Nd 29 %, Dy 2 %");
  assert_refused(CP_F_goods_content, "Nd");
}

static void flags_and_counts_are_exact(void **state) {
  (void)state;
  fixture at;
  assert_true(read_value(&at, CP_F_regions_report, "yes"));
  assert_int_equal(at.cell.index, 1);
  cp_arena_end(&at.arena);
  assert_refused(CP_F_regions_report, "YES");
  assert_refused(CP_F_regions_report, "maybe");
  assert_true(read_value(&at, CP_F_firms_lines, "12"));
  assert_int_equal(at.cell.index, 12);
  cp_arena_end(&at.arena);
  assert_refused(CP_F_firms_lines, "12.0");
  assert_refused(CP_F_firms_lines, "99999999999999999999");
}

static void every_default_can_be_read(void **state) {
  (void)state;
  for (int32_t field = 0; field < CP_N_FIELD; field++) {
    const cp_field_info *about = cp_field_at(field);
    if (about->standard.size == 0) continue;
    fixture at;
    if (!read_value(&at, (cp_field)field, about->standard.at)) {
      fail_msg("default of field %.*s", CP_TEXT_ARGUMENTS(about->name));
    }
    cp_arena_end(&at.arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(units_become_base_units),
      cmocka_unit_test(a_number_without_its_unit_is_refused),
      cmocka_unit_test(limits_hold_at_their_ends),
      cmocka_unit_test(a_range_has_ends_and_a_shape),
      cmocka_unit_test(a_mapping_says_the_same_as_a_text),
      cmocka_unit_test(what_no_source_gives_is_assumed),
      cmocka_unit_test(a_range_that_is_none_is_refused),
      cmocka_unit_test(dates_exist),
      cmocka_unit_test(lists_are_words_or_sequences),
      cmocka_unit_test(shares_are_read_and_add_up),
      cmocka_unit_test(flags_and_counts_are_exact),
      cmocka_unit_test(every_default_can_be_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
