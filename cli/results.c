// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// certificate and export: what a file of results holds.
#include <stdio.h>

#include "command.h"
#include "talk.h"

const option_row certificate_options[] = {{"help", 'h', OPTION_FLAG, NULL, "this text"},
                                          {NULL, 0, OPTION_FLAG, NULL, NULL}};

const option_row export_options[] = {
    {"series", 0, OPTION_VALUE, "NAME", "which series; without it the list of series"},
    {"entity", 0, OPTION_VALUE, "NAME",
     "one destination, class, measure or clause; all without it"},
    {"paths", 0, OPTION_FLAG, NULL, "the series in every replica instead of its quantiles"},
    {"observed", 0, OPTION_FLAG, NULL, "what customs will publish: quantiles of monthly tonnes"},
    {"drivers", 0, OPTION_FLAG, NULL, "what drives the answer: rank correlations with every range"},
    {"switches", 0, OPTION_FLAG, NULL, "what users turn to: which alternatives, when, how often"},
    {"help", 'h', OPTION_FLAG, NULL, "this text"},
    {NULL, 0, OPTION_FLAG, NULL, NULL}};

typedef cp_status (*question)(cp_database *database, const arguments *given);

static int ask(const arguments *given, question asked) {
  cp_database *database = NULL;
  cp_status status = cp_database_open(given->operand[0], &database);
  if (status == CP_OK) status = asked(database, given);
  const int code = complain_status(given->command->name, status, cp_database_complaint(database));
  cp_database_close(database);
  return code;
}

static cp_status certify(cp_database *database, const arguments *given) {
  (void)given;
  return cp_database_print_certificate(database, to_output, NULL);
}

int run_certificate(const arguments *given) { return ask(given, certify); }

static cp_status export(cp_database *database, const arguments *given) {
  const char *series = option_text(given, "series"), *entity = option_text(given, "entity");
  if (option_flag(given, "observed")) {
    return cp_database_export_observed(database, to_output, NULL);
  }
  if (option_flag(given, "drivers")) return cp_database_export_drivers(database, to_output, NULL);
  if (option_flag(given, "switches")) {
    return cp_database_export_switches(database, to_output, NULL);
  }
  if (!series) return cp_database_print_series(database, to_output, NULL);
  return option_flag(given, "paths")
             ? cp_database_export_paths(database, series, entity, to_output, NULL)
             : cp_database_export(database, series, entity, to_output, NULL);
}

int run_export(const arguments *given) {
  const bool is_observed = option_flag(given, "observed");
  const bool is_drivers = option_flag(given, "drivers");
  const bool is_switches = option_flag(given, "switches");
  const bool has_series = option_text(given, "series") != NULL;
  const bool has_more = option_text(given, "entity") != NULL || option_flag(given, "paths");
  const int n_question = is_observed + is_drivers + is_switches + has_series;
  if (n_question > 1 || (has_more && !has_series)) {
    fprintf(stderr,
            "chokepoint export: --observed, --drivers, --switches and --series stand alone, and "
            "--entity and --paths go with --series\n");
    return EXIT_BAD;
  }
  return ask(given, export);
}
