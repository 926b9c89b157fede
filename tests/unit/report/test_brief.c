// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Laws of the brief on the default scenario: the ledger and the simulation tell one past, and a
// brief is whole or not at all.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "base/os/heap.h"
#include "base/os/print.h"
#include "harness/replica.h"
#include "report/brief.h"

static const char scenario[] = "scenarios/rare-earth-pact-2025";

static void the_ledger_and_a_simulated_replica_agree_on_the_as_of_day(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, scenario, 7, 3);
  cp_ledger ledger;
  assert_int_equal(cp_ledger_replay(&test.model, &test.arena, &ledger), CP_OK);
  const cp_state *const replayed = &ledger.state;
  const cp_state *const lived = &test.engine.state;
  replica_run_to(&test, 2025, 6, 27);
  assert_int_equal(lived->day[0], replayed->day[0]);
  const cp_model *const model = &test.model;
#define SAME(array, n) \
  assert_memory_equal(lived->array, replayed->array, (size_t)(n) * sizeof *lived->array)
  SAME(measure_state, model->n_measure);
  SAME(measure_since, model->n_measure);
  SAME(measure_until, model->n_measure);
  SAME(measure_now, model->n_measure);
  SAME(agreement_state, model->n_agreement);
  SAME(clause_state, model->n_clause);
  SAME(clause_since, model->n_clause);
  SAME(statement_state, model->n_statement);
  SAME(reading_now, model->n_reading);
  SAME(tension, 1);
#undef SAME
  replica_end(&test);
}

static cp_status write_brief(const cp_spec *spec, const cp_model *model, cp_arena *arena,
                             cp_text *text) {
  cp_ledger ledger;
  CP_TRY(cp_ledger_replay(model, arena, &ledger));
  cp_text_builder builder = {.arena = arena};
  const cp_sink sink = cp_sink_text(&builder);
  const uint32_t show = CP_SHOW_SOURCES | CP_SHOW_ASSUMED;
  const cp_status status = cp_brief_text(spec, &ledger, show, arena, &sink);
  *text = builder.text;
  return status;
}

static void a_brief_is_whole_or_says_that_memory_ran_out(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, scenario, 1, 0);
  cp_text whole;
  assert_int_equal(write_brief(test.spec, &test.model, &test.arena, &whole), CP_OK);
  cp_status status = CP_NO_MEMORY;
  int64_t fail_at = 1;
  for (; status != CP_OK; fail_at++) {
    cp_heap_failing failing = {.fail_at = fail_at};
    cp_arena arena;
    cp_arena_begin(&arena, cp_heap_failing_allocator(&failing));
    cp_text text = {0};
    status = write_brief(test.spec, &test.model, &arena, &text);
    if (status == CP_OK) assert_true(cp_text_equal(text, whole));
    if (status != CP_OK) assert_int_equal(status, CP_NO_MEMORY);
    cp_arena_end(&arena);
    assert_int_equal(failing.n_held, 0);
  }
  assert_true(fail_at > 3);
  replica_end(&test);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_ledger_and_a_simulated_replica_agree_on_the_as_of_day),
      cmocka_unit_test(a_brief_is_whole_or_says_that_memory_ran_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
