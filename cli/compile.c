// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// compile: the model of a scenario as one file, for the WebAssembly engine.
#include <stdio.h>

#include "command.h"
#include "talk.h"

const option_row compile_options[] = {
    {"as-of", 0, OPTION_VALUE, "DATE", "what is known on that day"},
    {"set", 0, OPTION_LIST, "KEY=VALUE", "replace a value, e.g. demand.surge=1.2"},
    {"output", 'o', OPTION_VALUE, "FILE", "the file to write; needed"},
    {"quiet", 'q', OPTION_FLAG, NULL, "no warnings"},
    {"help", 'h', OPTION_FLAG, NULL, "this text"},
    {NULL, 0, OPTION_FLAG, NULL, NULL}};

int run_compile(const arguments *given) {
  const char *path = option_text(given, "output");
  if (!path) {
    fprintf(stderr, "chokepoint compile: no file to write; give one with -o FILE\n");
    return EXIT_BAD;
  }
  cp_scenario *scenario;
  const int opened = open_scenario(given, !option_flag(given, "quiet"), &scenario);
  if (opened != EXIT_GOOD) return opened;
  const cp_status status = cp_scenario_compile(scenario, path);
  const int code = complain_status("compile", status, cp_scenario_complaint(scenario));
  cp_scenario_close(scenario);
  return code;
}
