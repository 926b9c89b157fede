// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The page of one or several runs.
#include "api/objects.h"
#include "api/page_bytes.h"

#include "base/check.h"
#include "base/os/file.h"
#include "base/os/print.h"
#include "report/html.h"
#include "report/ledger.h"

// What the page shows of each result.
static cp_status describe(cp_result *const *result, int32_t n_result, cp_arena *arena,
                          cp_html_run **run) {
  *run = CP_ARENA_ARRAY(arena, cp_html_run, n_result);
  cp_ledger *ledger = CP_ARENA_ARRAY(arena, cp_ledger, n_result);
  if (!*run || !ledger) return CP_NO_MEMORY;
  for (int32_t at = 0; at < n_result; at++) {
    const cp_scenario *scenario = result[at]->scenario;
    CP_TRY(cp_ledger_replay(&scenario->model, arena, ledger + at));
    const char *file = result[at]->options.store;
    cp_text levers = {NULL, 0};
    if (file) CP_TRY(cp_store_read_levers(file, arena, &levers));
    (*run)[at] = (cp_html_run){.file = file ? file : "",
                               .spec = scenario->spec,
                               .model = &scenario->model,
                               .catalog = &scenario->catalog,
                               .ensemble = &result[at]->ensemble,
                               .summary = &result[at]->summary,
                               .ledger = ledger + at,
                               .levers = levers,
                               .reading = cp_result_reading(result[at])};
  }
  return CP_OK;
}

bool cp_results_are_good(cp_result *const *result, int32_t n_result) {
  if (!result) return false;
  for (int32_t at = 0; at < n_result; at++) {
    if (!result[at] || !result[at]->scenario || result[at]->certificate.done == 0) return false;
  }
  return n_result > 0;
}

cp_status cp_report_print_data(cp_result *const *result, int32_t n_result, cp_writer writer,
                               void *context) {
  CP_CHECK(writer && cp_results_are_good(result, n_result), CP_BAD_USE);
  const uint32_t before = cp_float_begin();
  cp_binding binding = {.writer = writer, .context = context};
  const cp_sink sink = cp_sink_of(&binding);
  cp_arena arena;
  cp_arena_begin(&arena, result[0]->arena.allocator);
  cp_html_run *run = NULL;
  cp_status status = describe(result, n_result, &arena, &run);
  if (status == CP_OK) status = cp_html_data(run, n_result, &arena, &sink);
  cp_arena_end(&arena);
  cp_float_end(before);
  return status;
}

static cp_status write_page(cp_result *const *result, int32_t n_result, const char *path,
                            cp_arena *arena) {
  const cp_html_parts parts = {.template = cp_text_of(cp_page_template),
                               .engine = cp_text_of(cp_page_engine)};
  const cp_sink words = cp_complaint_begin(&result[0]->complaint);
  if (parts.template.size == 0) {
    (void)cp_print(&words,
                   "this program was built without the page: its build found no npm, clang or "
                   "wasm-ld; install Debian's nodejs, npm, clang and lld and build it again");
    return CP_NOT_FOUND;
  }
  cp_html_run *run = NULL;
  cp_text page;
  CP_TRY(describe(result, n_result, arena, &run));
  CP_TRY(cp_html_page(&parts, run, n_result, arena, &page));
  const cp_status status = cp_file_write(path, page.at, (size_t)page.size);
  if (status != CP_OK && status != CP_NO_MEMORY)
    (void)cp_print(&words, "%s cannot be written; is its folder there, and may it be written?",
                   path);
  return status;
}

cp_status cp_report_write(cp_result *const *result, int32_t n_result, const char *path) {
  CP_CHECK(path && cp_results_are_good(result, n_result), CP_BAD_USE);
  const uint32_t before = cp_float_begin();
  cp_arena arena;
  cp_arena_begin(&arena, result[0]->arena.allocator);
  const cp_status status = write_page(result, n_result, path, &arena);
  cp_arena_end(&arena);
  cp_float_end(before);
  return status;
}

bool cp_report_is_built(void) { return cp_page_template[0] != 0; }
