// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// report: the page of one or several files of results.
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "talk.h"

const option_row report_options[] = {
    {"output", 'o', OPTION_VALUE, "FILE.html",
     "the page to write (FILE.html beside the first FILE.db)"},
    {"json", 0, OPTION_FLAG, NULL, "the numbers behind the page instead, to the screen"},
    {"quiet", 'q', OPTION_FLAG, NULL, "no word of where the page lies"},
    {"help", 'h', OPTION_FLAG, NULL, "this text"},
    {NULL, 0, OPTION_FLAG, NULL, NULL}};

void page_beside(const char *database, char path[PAGE_PATH_BYTES]) {
  const size_t size = strlen(database);
  const bool has_end = size > 3 && strcmp(database + size - 3, ".db") == 0;
  snprintf(path, PAGE_PATH_BYTES, "%.*s.html", (int)(has_end ? size - 3 : size), database);
}

static int write_page(const arguments *given, cp_result *const *result) {
  char beside[PAGE_PATH_BYTES];
  page_beside(given->operand[0], beside);
  const char *path = option_text(given, "output");
  if (!path) path = beside;
  const cp_status status = cp_report_write(result, given->n_operand, path);
  if (status == CP_OK && !option_flag(given, "quiet")) talk("page: %s\n", path);
  return complain_status("report", status, cp_result_complaint(result[0]));
}

static int answer(const arguments *given, cp_result *const *result) {
  if (!option_flag(given, "json")) return write_page(given, result);
  const cp_status status = cp_report_print_data(result, given->n_operand, to_output, NULL);
  return complain_status("report", status, NULL);
}

int run_report(const arguments *given) {
  cp_result *result[MOST_OPERANDS] = {NULL};
  int code = EXIT_GOOD;
  if (option_flag(given, "json") && option_text(given, "output")) {
    fprintf(stderr, "chokepoint report: --json goes to the screen; leave --output away\n");
    return EXIT_BAD;
  }
  for (int32_t at = 0; at < given->n_operand && code == EXIT_GOOD; at++) {
    const cp_status status = cp_result_open(given->operand[at], &result[at]);
    code = complain_status("report", status, cp_result_complaint(result[at]));
  }
  if (code == EXIT_GOOD) code = answer(given, result);
  for (int32_t at = 0; at < given->n_operand; at++) cp_result_close(result[at]);
  return code;
}
