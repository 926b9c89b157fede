// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// levers: each lever of a scenario pulled alone, on the same random numbers, ranked by what it does.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "variants.h"

const option_row levers_options[] = {
    {"by", 0, OPTION_VALUE, "MEASURE",
     "what they are ranked by (line_weeks_lost); `--by help` names all"},
    {"replicas", 'n', OPTION_VALUE, "COUNT", "of each run (200)"},
    {"seed", 0, OPTION_VALUE, "NUMBER", "of all random draws (1)"},
    {"threads", 0, OPTION_VALUE, "COUNT", "as many as there are cores; does not change the result"},
    {"as-of", 0, OPTION_VALUE, "DATE", "what is known; rows known later are left out"},
    {"until", 0, OPTION_VALUE, "DATE", "last simulated day"},
    {"set", 0, OPTION_LIST, "KEY=VALUE", "replace a value in all runs; may be repeated"},
    {"into", 0, OPTION_VALUE, "FILE.db", "keep the ranking in this file of results, for its page"},
    {"json", 0, OPTION_FLAG, NULL, "for machines: every measure of every lever"},
    {"quiet", 'q', OPTION_FLAG, NULL, "no progress, no warnings"},
    {"help", 'h', OPTION_FLAG, NULL, "this text"},
    {NULL, 0, OPTION_FLAG, NULL, NULL}};

// A document that grows.
typedef struct document {
  char *text;
  size_t size;
} document;

static int32_t keep(void *context, const char *text, size_t size) {
  document *all = context;
  char *grown = realloc(all->text, all->size + size + 1);
  if (!grown) return 1;
  memcpy(grown + all->size, text, size);
  all->text = grown;
  all->size += size;
  grown[all->size] = 0;
  return 0;
}

static int open_all(const arguments *given, variants *all) {
  const int32_t n = cp_scenario_count_levers(all->scenario);
  if (n == 0 || n > MOST_VARIANTS) {
    fprintf(
        stderr,
        "chokepoint levers: the scenario has %s levers; its section `levers` names what to try\n",
        n == 0 ? "no" : "too many");
    return EXIT_BAD;
  }
  for (int32_t at = 0; at < n; at++) {
    const cp_status status = cp_variant_pull(all->scenario, at, &all->variant[at]);
    if (all->variant[at]) all->n = at + 1;
    if (status == CP_OK) continue;
    talk("lever %s:\n", cp_variant_name(all->variant[at]));
    return complain_variant(given, all->variant[at], status);
  }
  return EXIT_GOOD;
}

static int into_file(const arguments *given, const variants *all, const char *by,
                     const char *path) {
  document made = {NULL, 0};
  cp_status status =
      cp_results_rank(all->result, all->n + 1, all->variant, by, CP_OUTPUT_JSON, keep, &made);
  if (status == CP_OK) status = cp_database_keep_levers(path, made.text);
  free(made.text);
  if (status != CP_OK) {
    fprintf(stderr,
            "chokepoint levers: the ranking cannot be kept in %s: %s; give a file that chokepoint "
            "run wrote\n",
            path, cp_error_text(status));
    return EXIT_BAD;
  }
  if (!option_flag(given, "quiet"))
    talk("kept in %s; make its page again: chokepoint report %s\n", path, path);
  return EXIT_GOOD;
}

static int name_measures(void) {
  (void)cp_measures_print(to_output, NULL);
  printf("\n");
  return EXIT_GOOD;
}

static int rank_all(const arguments *given, const variants *all, const char *by) {
  const cp_status status =
      cp_results_rank(all->result, all->n + 1, all->variant, by, form_of(given), to_output, NULL);
  const int code = complain_status("levers", status, NULL);
  const char *path = option_text(given, "into");
  return code == EXIT_GOOD && path ? into_file(given, all, by, path) : code;
}

int run_levers(const arguments *given) {
  variants all = {.n = 0};
  const char *by = option_text(given, "by") ? option_text(given, "by") : "line_weeks_lost";
  if (strcmp(by, "help") == 0) return name_measures();
  if (!cp_measure_is_known(by)) {
    fprintf(stderr, "chokepoint levers: '%s' is no measure; expected one of ", by);
    (void)cp_measures_print(to_talk, NULL);
    fprintf(stderr, "\n");
    return EXIT_BAD;
  }
  int code = open_scenario(given, !option_flag(given, "quiet"), &all.scenario);
  if (code == EXIT_GOOD) code = open_all(given, &all);
  if (code == EXIT_GOOD) code = run_variants(given, &all, NULL);
  if (code == EXIT_GOOD) code = rank_all(given, &all, by);
  close_variants(&all);
  return code;
}
