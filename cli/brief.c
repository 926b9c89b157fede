// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// brief: where everything stands on a day.
#include <stddef.h>

#include "command.h"
#include "talk.h"

const option_row brief_options[] = {
    {"as-of", 0, OPTION_VALUE, "DATE", "the day; rows known later are left out"},
    {"sources", 0, OPTION_FLAG, NULL, "a source under each line"},
    {"assumed", 0, OPTION_FLAG, NULL, "the list of values that no source gives"},
    {"set", 0, OPTION_LIST, "KEY=VALUE", "replace a value, e.g. scenario.as_of=2025-05-31"},
    {"json", 0, OPTION_FLAG, NULL, "for machines, with sources and causes"},
    {"quiet", 'q', OPTION_FLAG, NULL, "no warnings"},
    {"help", 'h', OPTION_FLAG, NULL, "this text"},
    {NULL, 0, OPTION_FLAG, NULL, NULL}};

int run_brief(const arguments *given) {
  cp_scenario *scenario;
  const int opened = open_scenario(given, false, &scenario);
  if (opened != EXIT_GOOD) return opened;
  uint32_t show = 0;
  if (option_flag(given, "sources")) show |= CP_BRIEF_SOURCES;
  if (option_flag(given, "assumed")) show |= CP_BRIEF_ASSUMED;
  const cp_status status = cp_scenario_print_brief(scenario, show, form_of(given), to_output, NULL);
  const int code = complain_status("brief", status, cp_scenario_complaint(scenario));
  cp_scenario_close(scenario);
  return code;
}
