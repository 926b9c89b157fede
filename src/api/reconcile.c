// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The mass balance of a scenario.
#include "api/objects.h"

#include "balance/balance.h"
#include "base/check.h"
#include "base/os/print.h"
#include "report/balance_page.h"

static cp_status fit(cp_scenario *scenario, cp_arena *arena, cp_balance *balance) {
  const cp_sink words = cp_complaint_begin(&scenario->complaint);
  const cp_status status = cp_balance_fit(scenario->spec, arena, balance);
  if (status == CP_NOT_FOUND) {
    (void)cp_print(&words,
                   "no tonnage is known on this day; expected rows in tonnages.csv, quantities.csv "
                   "and identities.csv (docs/balance.md)");
  }
  if (status == CP_FULL) {
    (void)cp_print(&words, "the fit does not settle: shares of shares; publish an amount as well");
  }
  CP_TRY(status);
  return cp_balance_compare(balance, &scenario->model, arena);
}

cp_status cp_scenario_print_balance(cp_scenario *scenario, double within, uint32_t show,
                                    cp_output form, cp_writer writer, void *context,
                                    int32_t *n_beyond) {
  CP_CHECK(scenario && scenario->spec && writer && n_beyond && within > 0.0, CP_BAD_USE);
  *n_beyond = 0;
  const uint32_t before = cp_float_begin();
  cp_binding binding = {.writer = writer, .context = context};
  const cp_sink sink = cp_sink_of(&binding);
  cp_arena arena;
  cp_arena_begin(&arena, scenario->arena.allocator);
  cp_balance balance;
  cp_status status = fit(scenario, &arena, &balance);
  if (status == CP_OK) {
    *n_beyond = cp_balance_count_beyond(&balance, within);
    const bool with_sources = (show & CP_BRIEF_SOURCES) != 0;
    status = form == CP_OUTPUT_JSON
                 ? cp_balance_json(&balance, within, &sink)
                 : cp_balance_text(&balance, within, with_sources, &arena, &sink);
  }
  cp_arena_end(&arena);
  cp_float_end(before);
  return status;
}
