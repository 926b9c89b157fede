// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Laws of a whole scenario: what is known when, what replaces what, its hash, and memory that runs
// out anywhere.

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/os/heap.h"
#include "scenario/fields.h"
#include "scenario/reader.h"

#define MINIMAL CP_SOURCE_DIR "/tests/cli/minimal"

typedef struct fixture {
  cp_arena arena;
  cp_messages messages;
  cp_spec *spec;
} fixture;

static cp_status read_with(fixture *at, int32_t as_of, const char *const *setting,
                           int32_t n_setting) {
  cp_arena_begin(&at->arena, cp_heap_allocator());
  cp_messages_begin(&at->messages, &at->arena);
  cp_scenario_options options = cp_scenario_options_default();
  options.as_of = as_of;
  options.setting = setting;
  options.n_setting = n_setting;
  return cp_scenario_read(MINIMAL, &options, &at->arena, &at->messages, &at->spec);
}

static void read_minimal(fixture *at, int32_t as_of, const char *setting) {
  assert_int_equal(read_with(at, as_of, &setting, setting != NULL), CP_OK);
}

static void missing_is_not_zero(void **state) {
  (void)state;
  fixture at;
  read_minimal(&at, CP_DAY_NONE, NULL);
  const int32_t firm = cp_spec_find(at.spec, CP_S_firms, CP_TEXT("magnets"));
  assert_true(cp_spec_cell(at.spec, CP_F_firms_plan, firm)->is_missing);
  assert_false(cp_spec_cell(at.spec, CP_F_firms_plan, firm)->is_given);
  assert_int_equal(cp_spec_index(at.spec, CP_F_firms_class, firm), -1);
  // and a default is neither missing nor given
  const cp_cell *noise = cp_spec_cell(at.spec, CP_F_regions_noise, 0);
  assert_false(noise->is_missing || noise->is_given);
  assert_int_equal(noise->origin.file, -1);
  cp_arena_end(&at.arena);
}

static void references_are_rows(void **state) {
  (void)state;
  fixture at;
  read_minimal(&at, CP_DAY_NONE, NULL);
  for (int32_t lane = 0; lane < cp_spec_count(at.spec, CP_S_lanes); lane++) {
    const int32_t buyer = cp_spec_index(at.spec, CP_F_lanes_buyer, lane);
    assert_true(cp_text_equal(cp_spec_name(at.spec, CP_S_firms, buyer),
                              cp_spec_text(at.spec, CP_F_lanes_buyer, lane)));
  }
  cp_arena_end(&at.arena);
}

static void later_rows_are_left_out_and_counted(void **state) {
  (void)state;
  fixture june;
  fixture july;
  fixture april;
  read_minimal(&june, CP_DAY_NONE, NULL);
  read_minimal(&july, cp_day_from(2025, 7, 5), NULL);
  read_minimal(&april, cp_day_from(2025, 4, 3), NULL);
  assert_int_equal(cp_spec_count(july.spec, CP_S_timeline),
                   cp_spec_count(june.spec, CP_S_timeline) + 1);
  assert_int_equal(cp_spec_facts_late(july.spec), 0);
  assert_int_equal(cp_spec_facts_late(june.spec), 1);
  assert_int_equal(cp_spec_facts_used(july.spec), cp_spec_facts_used(june.spec) + 1);
  // on 3 April one measure and its announcement are known
  assert_int_equal(cp_spec_count(april.spec, CP_S_measures), 1);
  assert_int_equal(cp_spec_count(april.spec, CP_S_timeline), 1);
  assert_int_equal(cp_spec_count(april.spec, CP_S_clauses), 0);
  assert_int_equal(cp_spec_as_of(april.spec), cp_day_from(2025, 4, 3));
  assert_true(cp_text_equal(cp_spec_name(april.spec, CP_S_measures, 0), CP_TEXT("tariff-34")));
  assert_int_equal(cp_spec_index(april.spec, CP_F_timeline_object, 0), 0);
  cp_arena_end(&june.arena);
  cp_arena_end(&july.arena);
  cp_arena_end(&april.arena);
}

static void rows_that_refer_to_later_ones_go_with_them(void **state) {
  (void)state;
  fixture at;
  // the agreement is known late, so its clause, the act and the statement on it are too
  read_minimal(&at, CP_DAY_NONE, "agreements.truce.known_from=2025-07-01");
  assert_int_equal(cp_spec_count(at.spec, CP_S_agreements), 0);
  assert_int_equal(cp_spec_count(at.spec, CP_S_clauses), 0);
  assert_int_equal(cp_spec_count(at.spec, CP_S_statements), 0);
  assert_int_equal(cp_spec_facts_late(at.spec), 5);
  cp_arena_end(&at.arena);
}

static void a_list_loses_its_later_names_only(void **state) {
  (void)state;
  fixture at;
  const char *const settings[] = {"clauses.us-tariff.unclear=announcement-18 tariff-34",
                                  "measures.announcement-18.known_from=2025-07-01"};
  assert_int_equal(read_with(&at, CP_DAY_NONE, settings, 2), CP_OK);
  const cp_cell *unclear = cp_spec_cell(at.spec, CP_F_clauses_unclear, 0);
  assert_int_equal(unclear->n_item, 1);
  assert_true(
      cp_text_equal(cp_spec_name(at.spec, CP_S_measures, unclear->item[0]), CP_TEXT("tariff-34")));
  cp_arena_end(&at.arena);
}

static void a_section_of_its_own_stays(void **state) {
  (void)state;
  fixture at;
  // the scenario speaks of a good that is known late: it goes without a headline
  read_minimal(&at, CP_DAY_NONE, "goods.magnet.known_from=2025-07-01");
  assert_int_equal(at.messages.n_warning, 1);
  assert_int_equal(cp_spec_find(at.spec, CP_S_goods, CP_TEXT("magnet")), -1);
  for (int32_t section = 0; section < CP_N_SECTION; section++) {
    if (cp_section_at(section)->form != CP_FORM_ONE) continue;
    assert_int_equal(cp_spec_count(at.spec, (cp_section)section), 1);
  }
  assert_int_equal(cp_spec_index(at.spec, CP_F_scenario_start, 0), cp_day_from(2025, 1, 1));
  assert_int_equal(cp_spec_index(at.spec, CP_F_scenario_headline_good, 0), -1);
  assert_int_equal(cp_spec_index(at.spec, CP_F_scenario_headline_to, 0), -1);
  const int32_t from = cp_spec_index(at.spec, CP_F_scenario_headline_from, 0);
  assert_true(cp_text_equal(cp_spec_name(at.spec, CP_S_regions, from), CP_TEXT("CN")));
  // its maker goes with it, and the lanes and inputs that are of no use without the two
  assert_int_equal(cp_spec_count(at.spec, CP_S_lanes), 0);
  assert_int_equal(cp_spec_count(at.spec, CP_S_inputs), 0);
  cp_arena_end(&at.arena);
}

static void the_last_setting_wins(void **state) {
  (void)state;
  fixture at;
  const char *const settings[] = {"inputs.cars:magnet.cover=20 days",
                                  "inputs.cars:magnet.cover=25 days", "scenario.until=2026-06-30"};
  assert_int_equal(read_with(&at, CP_DAY_NONE, settings, 3), CP_OK);
  const int32_t input = cp_spec_find(at.spec, CP_S_inputs, CP_TEXT("cars:magnet"));
  assert_true(input >= 0);
  assert_true(cp_spec_number(at.spec, CP_F_inputs_cover, input) == 25.0);
  assert_int_equal(cp_spec_index(at.spec, CP_F_scenario_until, 0), cp_day_from(2026, 6, 30));
  cp_arena_end(&at.arena);
}

static void assumed_fields_count_also_when_left_out(void **state) {
  (void)state;
  fixture plain;
  fixture more;
  read_minimal(&plain, CP_DAY_NONE, NULL);
  read_minimal(&more, CP_DAY_NONE, "regions.US.assumed=noise controlled");
  assert_int_equal(cp_spec_assumed(more.spec), cp_spec_assumed(plain.spec) + 2);
  // a default marked in one row stays unmarked in the others
  const int32_t china = cp_spec_find(more.spec, CP_S_regions, CP_TEXT("CN"));
  assert_false(cp_spec_cell(more.spec, CP_F_regions_noise, china)->is_assumed);
  cp_arena_end(&plain.arena);
  cp_arena_end(&more.arena);
}

static void the_hash_names_inputs_and_settings(void **state) {
  (void)state;
  fixture at[4];
  read_minimal(&at[0], CP_DAY_NONE, NULL);
  read_minimal(&at[1], CP_DAY_NONE, NULL);
  read_minimal(&at[2], cp_day_from(2025, 6, 27), NULL);
  read_minimal(&at[3], CP_DAY_NONE, "scenario.replicas=10");
  assert_string_equal(cp_spec_hash(at[0].spec), cp_spec_hash(at[1].spec));
  assert_string_not_equal(cp_spec_hash(at[0].spec), cp_spec_hash(at[2].spec));
  assert_string_not_equal(cp_spec_hash(at[0].spec), cp_spec_hash(at[3].spec));
  assert_int_equal(strlen(cp_spec_hash(at[0].spec)), 64);
  for (int32_t which = 0; which < 4; which++) cp_arena_end(&at[which].arena);
}

static void wrong_input_gives_no_spec(void **state) {
  (void)state;
  fixture at;
  const char *setting = "authorities.ministry.limit=45 days";
  assert_int_equal(read_with(&at, CP_DAY_NONE, &setting, 1), CP_BAD_INPUT);
  assert_null(at.spec);
  assert_int_equal(at.messages.n_error, 1);
  cp_arena_end(&at.arena);
}

// Fails one take, or one and all after it.
typedef struct failing {
  cp_allocator heap;
  int64_t fail_at;
  bool fails_once;
  int64_t n_asked, n_held;
} failing;

static void *take(void *context, size_t bytes) {
  failing *at = context;
  at->n_asked++;
  const bool fails = at->fails_once ? at->n_asked == at->fail_at : at->n_asked >= at->fail_at;
  if (at->fail_at > 0 && fails) return NULL;
  at->n_held++;
  return at->heap.take(at->heap.context, bytes);
}

static void give(void *context, void *piece) {
  failing *at = context;
  at->n_held--;
  at->heap.give(at->heap.context, piece);
}

// Chunks of the arena are large: bytes taken before make each of them end elsewhere, so that the
// failing take falls on many different calls.
static int64_t read_short_of_memory(int64_t fail_at, bool fails_once, size_t used) {
  failing at = {.heap = cp_heap_allocator(), .fail_at = fail_at, .fails_once = fails_once};
  cp_arena arena;
  cp_arena_begin(&arena, (cp_allocator){take, give, &at});
  cp_messages messages;
  cp_messages_begin(&messages, &arena);
  cp_spec *spec = NULL;
  cp_status status = CP_NO_MEMORY;
  if (cp_arena_take(&arena, used) != NULL) {
    status = cp_scenario_read(MINIMAL, NULL, &arena, &messages, &spec);
  }
  const bool failed = fail_at > 0 && at.n_asked >= fail_at;
  if (status != (failed ? CP_NO_MEMORY : CP_OK)) {
    fail_msg("take %lld of memory failed %s after %zu bytes: found %s", (long long)fail_at,
             fails_once ? "once" : "for good", used, cp_status_name(status));
  }
  if ((spec != NULL) != (status == CP_OK)) fail_msg("a spec and %s", cp_status_name(status));
  cp_arena_end(&arena);
  assert_int_equal(at.n_held, 0);
  return at.n_asked;
}

static void memory_may_run_out_anywhere(void **state) {
  (void)state;
  const int64_t n_take = read_short_of_memory(0, false, 16);
  assert_true(n_take >= 2);
  for (size_t used = 16; used < 65536; used += 112) {
    for (int64_t fail_at = 1; fail_at <= n_take + 1; fail_at++) {
      read_short_of_memory(fail_at, false, used);
      read_short_of_memory(fail_at, true, used);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(missing_is_not_zero),
      cmocka_unit_test(references_are_rows),
      cmocka_unit_test(later_rows_are_left_out_and_counted),
      cmocka_unit_test(rows_that_refer_to_later_ones_go_with_them),
      cmocka_unit_test(a_list_loses_its_later_names_only),
      cmocka_unit_test(a_section_of_its_own_stays),
      cmocka_unit_test(the_last_setting_wins),
      cmocka_unit_test(assumed_fields_count_also_when_left_out),
      cmocka_unit_test(the_hash_names_inputs_and_settings),
      cmocka_unit_test(wrong_input_gives_no_spec),
      cmocka_unit_test(memory_may_run_out_anywhere),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
