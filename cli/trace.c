// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// trace: why. The story of one replica.
#include <stddef.h>

#include "command.h"
#include "talk.h"

const option_row trace_options[] = {
    {"replica", 'k', OPTION_VALUE, "NUMBER", "which one (0)"},
    {"seed", 0, OPTION_VALUE, "NUMBER", "of the run (1)"},
    {"lane", 0, OPTION_VALUE, "A:B",
     "everything on the lanes from firm A to firm B (A:B:GOOD: one)"},
    {"application", 0, OPTION_VALUE, "ID",
     "one application, A:B:PART:GOOD#NUMBER as the trace prints it (A:B:GOOD#NUMBER: of no part), "
     "or an id of state.csv"},
    {"consignment", 0, OPTION_VALUE, "ID", "what was declared on a day, A:B:PART:GOOD@YYYY-MM-DD"},
    {"clause", 0, OPTION_VALUE, "ID", "a clause, its readings and measures"},
    {"measure", 0, OPTION_VALUE, "ID", "a measure, and the lanes that it binds"},
    {"firm", 0, OPTION_VALUE, "FIRM", "its stops, controls and licences; with --all its goods"},
    {"why", 0, OPTION_FLAG, NULL,
     "causes of the last change by --until; of a firm, of its first stop"},
    {"all", 0, OPTION_FLAG, NULL, "every event, not only measures, deals and stops"},
    {"sources", 0, OPTION_FLAG, NULL, "with the source of each fact"},
    {"as-of", 0, OPTION_VALUE, "DATE", "what is known; rows known later are left out"},
    {"until", 0, OPTION_VALUE, "DATE", "last day told"},
    {"set", 0, OPTION_LIST, "KEY=VALUE", "replace a value; may be repeated"},
    {"json", 0, OPTION_FLAG, NULL, "for machines"},
    {"quiet", 'q', OPTION_FLAG, NULL, "no warnings"},
    {"help", 'h', OPTION_FLAG, NULL, "this text"},
    {NULL, 0, OPTION_FLAG, NULL, NULL}};

int run_trace(const arguments *given) {
  cp_trace_options options = cp_trace_options_default();
  int64_t replica = 0;
  if (option_whole(given, "replica", 0, INT32_MAX, &replica) != EXIT_GOOD) return EXIT_BAD;
  if (option_seed(given, &options.seed) != EXIT_GOOD) return EXIT_BAD;
  options.replica = (uint32_t)replica;
  options.lane = option_text(given, "lane");
  options.application = option_text(given, "application");
  options.consignment = option_text(given, "consignment");
  options.clause = option_text(given, "clause");
  options.measure = option_text(given, "measure");
  options.firm = option_text(given, "firm");
  options.is_why = option_flag(given, "why");
  options.until = option_text(given, "until");
  options.is_everything = option_flag(given, "all");
  options.is_sourced = option_flag(given, "sources");
  cp_scenario *scenario;
  const int opened = open_scenario(given, false, &scenario);
  if (opened != EXIT_GOOD) return opened;
  const cp_status status =
      cp_scenario_print_trace(scenario, &options, form_of(given), to_output, NULL);
  const int code = complain_status("trace", status, cp_scenario_complaint(scenario));
  cp_scenario_close(scenario);
  return code;
}
