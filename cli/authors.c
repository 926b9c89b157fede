// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// new and schema: help for authors of scenarios.
#include <stdio.h>

#include "command.h"
#include "talk.h"

const option_row new_options[] = {{"quiet", 'q', OPTION_FLAG, NULL, "say nothing"},
                                  {"help", 'h', OPTION_FLAG, NULL, "this text"},
                                  {NULL, 0, OPTION_FLAG, NULL, NULL}};

const option_row schema_options[] = {
    {"reference", 0, OPTION_FLAG, NULL, "the reference page of all fields, as Markdown"},
    {"help", 'h', OPTION_FLAG, NULL, "this text"},
    {NULL, 0, OPTION_FLAG, NULL, NULL}};

int run_new(const arguments *given) {
  const char *folder = given->operand[0];
  const cp_status status = cp_starter_write(folder);
  if (status == CP_EXISTS) {
    fprintf(stderr, "chokepoint new: %s exists already; choose another name\n", folder);
    return EXIT_BAD;
  }
  if (status != CP_OK) {
    fprintf(stderr, "chokepoint new: %s cannot be written: %s; %s\n", folder, cp_error_text(status),
            cp_error_advice(status));
    return EXIT_BAD;
  }
  if (!option_flag(given, "quiet")) {
    fprintf(stderr, "wrote %s; try: chokepoint check %s, then: chokepoint run %s\n", folder, folder,
            folder);
  }
  return EXIT_GOOD;
}

int run_schema(const arguments *given) {
  const cp_status status = option_flag(given, "reference") ? cp_reference_print(to_output, NULL)
                                                           : cp_schema_print(to_output, NULL);
  return complain_status("schema", status, NULL);
}
