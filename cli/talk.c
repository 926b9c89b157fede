// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Data goes to standard output, talk to standard error.
#include "talk.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SETTINGS = MOST_REPEATS + 1, SETTING_BYTES = 64 };

int32_t to_output(void *context, const char *text, size_t size) {
  (void)context;
  if (size == 0) return 0;
  return fwrite(text, 1, size, stdout) == size ? 0 : 1;
}

int32_t to_talk(void *context, const char *text, size_t size) {
  (void)context;
  (void)fflush(stdout);
  if (size > 0) (void)fwrite(text, 1, size, stderr);
  return 0;
}

void talk(const char *format, ...) {
  va_list values;
  (void)fflush(stdout);
  va_start(values, format);
  (void)vfprintf(stderr, format, values);
  va_end(values);
}

// What was refused before is still in the buffer, so that the last try tells why.
int end_output(int code) {
  const bool is_bad = ferror(stdout) != 0;
  const int error = errno;
  errno = 0;
  if (fflush(stdout) == 0 && !is_bad) return code;
  const int why = errno != 0 ? errno : error;
  if (why == EPIPE) return code;
  fprintf(stderr, "chokepoint: standard output cannot be written: %s\n", strerror(why));
  return code == EXIT_GOOD ? EXIT_INCOMPLETE : code;
}

cp_output form_of(const arguments *given) {
  return option_flag(given, "json") ? CP_OUTPUT_JSON : CP_OUTPUT_TEXT;
}

int complain_status(const char *command, cp_status status, const char *complaint) {
  // a failed write to standard output is said once, at the end
  if (status == CP_OK || ferror(stdout)) return EXIT_GOOD;
  if (complaint && complaint[0]) {
    talk("chokepoint %s: %s\n", command, complaint);
  } else {
    talk("chokepoint %s: %s; %s\n", command, cp_error_text(status), cp_error_advice(status));
  }
  const bool is_begun =
      status == CP_STOPPED || status == CP_FULL || status == CP_AUDIT || status == CP_NO_MEMORY;
  return is_begun ? EXIT_INCOMPLETE : EXIT_BAD;
}

// Messages about what --until was turned into are about --until. The reader writes the place of a
// message in one piece.
static int32_t to_talk_of_until(void *context, const char *text, size_t size) {
  const char *until = context;
  char place[SETTING_BYTES + 16];
  const int length = snprintf(place, sizeof place, "--set '%s'", until);
  const bool is_until = length > 0 && size == (size_t)length && memcmp(text, place, size) == 0;
  if (!is_until) return to_talk(NULL, text, size);
  talk("--until %s", strchr(until, '=') + 1);
  return 0;
}

int open_scenario(const arguments *given, bool with_warnings, cp_scenario **scenario) {
  const char *setting[MOST_SETTINGS];
  char until[SETTING_BYTES];
  int32_t n_setting = 0;
  const char *last = option_text(given, "until");
  // trace has an --until of its own: the last day told
  const bool is_last_set = last && strcmp(given->command->name, "trace") != 0;
  // the list of compare names files
  const int32_t n_list = strcmp(given->command->name, "compare") == 0 ? 0 : given->n_list;
  for (; n_setting < n_list; n_setting++) setting[n_setting] = given->list[n_setting];
  if (is_last_set) {
    snprintf(until, sizeof until, "scenario.until=%s", last);
    setting[n_setting++] = until;
  }
  const cp_status status = cp_scenario_open(given->operand[0], option_text(given, "as-of"), setting,
                                            n_setting, scenario);
  const char *complaint = cp_scenario_complaint(*scenario);
  const bool has_errors = cp_scenario_count_errors(*scenario) > 0;
  if (*scenario && (with_warnings || has_errors)) {
    cp_scenario_print_messages(*scenario, CP_OUTPUT_TEXT, is_last_set ? to_talk_of_until : to_talk,
                               until);
  }
  if (status == CP_OK) return EXIT_GOOD;
  const bool is_told = has_errors && !complaint[0] && *scenario;
  if (!is_told) complain_status(given->command->name, status, complaint);
  cp_scenario_close(*scenario);
  *scenario = NULL;
  return EXIT_BAD;
}
