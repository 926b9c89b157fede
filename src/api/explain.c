// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The story of one replica.
#include "api/objects.h"

#include "base/check.h"
#include "base/date.h"
#include "base/os/print.h"
#include "report/trace.h"

cp_trace_options cp_trace_options_default(void) { return (cp_trace_options){.seed = 1}; }

static cp_status tell(cp_scenario *scenario, const cp_trace_options *options, bool is_json,
                      cp_arena *arena, const cp_sink *sink) {
  cp_trace_question question = {.lane = options->lane,
                                .application = options->application,
                                .consignment = options->consignment,
                                .clause = options->clause,
                                .measure = options->measure,
                                .firm = options->firm,
                                .until = scenario->model.last_day[0],
                                .is_everything = options->is_everything,
                                .is_sourced = options->is_sourced,
                                .is_why = options->is_why};
  const cp_sink words = cp_complaint_begin(&scenario->complaint);
  if (options->until && cp_day_parse(cp_text_of(options->until), &question.until) != CP_OK) {
    (void)cp_print(&words, "'%s' is no day; expected YYYY-MM-DD", options->until);
    return CP_BAD_INPUT;
  }
  const char *const named[] = {options->lane,   options->application, options->consignment,
                               options->clause, options->measure,     options->firm};
  int32_t n_named = 0;
  for (size_t at = 0; at < sizeof named / sizeof *named; at++) n_named += named[at] != NULL;
  if (options->is_why && n_named != 1) {
    (void)cp_print(
        &words,
        "why what? expected one of a lane, an application, a consignment, a clause, a measure or a "
        "firm; found %s",
        n_named == 0 ? "none" : "several");
    return CP_BAD_INPUT;
  }
  cp_trace_filter filter;
  cp_text complaint = CP_TEXT("");
  const cp_status status =
      cp_trace_resolve(&scenario->labels, &question, arena, &filter, &complaint);
  if (status != CP_OK) {
    (void)cp_print(&words, "%.*s", CP_TEXT_ARGUMENTS(complaint));
    return status;
  }
  const cp_trace_replica which = {
      .seed = options->seed, .replica = options->replica, .chances = cp_chances_of(scenario)};
  return cp_trace_print(&scenario->labels, &filter, &which, is_json, arena, sink);
}

cp_status cp_scenario_print_trace(cp_scenario *scenario, const cp_trace_options *options,
                                  cp_output form, cp_writer writer, void *context) {
  CP_CHECK(scenario && scenario->spec && options && writer, CP_BAD_USE);
  const uint32_t before = cp_float_begin();
  cp_binding binding = {.writer = writer, .context = context};
  const cp_sink sink = cp_sink_of(&binding);
  cp_arena arena;
  cp_arena_begin(&arena, scenario->arena.allocator);
  const cp_status status = tell(scenario, options, form == CP_OUTPUT_JSON, &arena, &sink);
  cp_arena_end(&arena);
  cp_float_end(before);
  return status;
}
