// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// balance: published tonnages that do not fit each other, made to fit.
#include <stddef.h>

#include "command.h"
#include "talk.h"

enum { WITHIN = 3, WITHIN_MOST = 1000 };

const option_row balance_options[] = {
    {"within", 0, OPTION_VALUE, "NUMBER",
     "standard deviations that a figure may move; exit code 1 beyond (3)"},
    {"as-of", 0, OPTION_VALUE, "DATE", "the day; figures known later are left out"},
    {"sources", 0, OPTION_FLAG, NULL, "a source under each figure"},
    {"set", 0, OPTION_LIST, "KEY=VALUE", "replace a value; may be repeated"},
    {"json", 0, OPTION_FLAG, NULL, "for machines, with sources and notes"},
    {"quiet", 'q', OPTION_FLAG, NULL, "no warnings"},
    {"help", 'h', OPTION_FLAG, NULL, "this text"},
    {NULL, 0, OPTION_FLAG, NULL, NULL}};

int run_balance(const arguments *given) {
  int64_t within = WITHIN;
  if (option_whole(given, "within", 1, WITHIN_MOST, &within) != EXIT_GOOD) return EXIT_BAD;
  cp_scenario *scenario;
  const int opened = open_scenario(given, false, &scenario);
  if (opened != EXIT_GOOD) return opened;
  const uint32_t show = option_flag(given, "sources") ? CP_BRIEF_SOURCES : 0;
  int32_t n_beyond = 0;
  const cp_status status = cp_scenario_print_balance(scenario, (double)within, show, form_of(given),
                                                     to_output, NULL, &n_beyond);
  const int code = complain_status("balance", status, cp_scenario_complaint(scenario));
  cp_scenario_close(scenario);
  return code == EXIT_GOOD && n_beyond > 0 ? EXIT_NO : code;
}
