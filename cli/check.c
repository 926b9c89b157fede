// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// check: everything that is wrong with a scenario, at once.
#include <stdio.h>

#include "command.h"
#include "talk.h"

const option_row check_options[] = {
    {"as-of", 0, OPTION_VALUE, "DATE", "check what is known on that day"},
    {"set", 0, OPTION_LIST, "KEY=VALUE", "replace a value, e.g. demand.surge=1.2"},
    {"json", 0, OPTION_FLAG, NULL, "for machines"},
    {"quiet", 'q', OPTION_FLAG, NULL, "errors only, no warnings and no last line"},
    {"help", 'h', OPTION_FLAG, NULL, "this text"},
    {NULL, 0, OPTION_FLAG, NULL, NULL}};

// With --json the messages are the answer, so they are printed even when nothing can be opened.
static int check_json(const arguments *given) {
  cp_scenario *scenario;
  const cp_status status = cp_scenario_open(given->operand[0], option_text(given, "as-of"),
                                            given->list, given->n_list, &scenario);
  if (!scenario) return complain_status("check", status, NULL);
  const cp_status printed = cp_scenario_print_messages(scenario, CP_OUTPUT_JSON, to_output, NULL);
  cp_scenario_close(scenario);
  if (printed != CP_OK) return complain_status("check", printed, NULL);
  return status == CP_OK ? EXIT_GOOD : EXIT_BAD;
}

int run_check(const arguments *given) {
  if (option_flag(given, "json")) return check_json(given);
  const bool is_quiet = option_flag(given, "quiet");
  cp_scenario *scenario;
  const int opened = open_scenario(given, !is_quiet, &scenario);
  if (opened != EXIT_GOOD) return opened;
  if (!is_quiet) {
    const int32_t n_warning = cp_scenario_count_warnings(scenario);
    printf("%s: good, %d warning%s\n", cp_scenario_name(scenario), n_warning,
           n_warning == 1 ? "" : "s");
  }
  cp_scenario_close(scenario);
  return EXIT_GOOD;
}
