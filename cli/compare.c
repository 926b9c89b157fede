// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// compare: a scenario beside itself with some values changed, on the same random numbers.
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <sys/stat.h>

#include "variants.h"

const option_row compare_options[] = {
    {"with", 0, OPTION_LIST, "FILE.yaml",
     "changes to compare with, `overrides:` of paths and values; may be repeated"},
    {"replicas", 'n', OPTION_VALUE, "COUNT", "of each run (200)"},
    {"seed", 0, OPTION_VALUE, "NUMBER", "of all random draws (1)"},
    {"threads", 0, OPTION_VALUE, "COUNT", "as many as there are cores; does not change the result"},
    {"as-of", 0, OPTION_VALUE, "DATE", "what is known; rows known later are left out"},
    {"until", 0, OPTION_VALUE, "DATE", "last simulated day"},
    {"output", 'o', OPTION_VALUE, "FOLDER",
     "keep the runs there, base.db and NAME.db, for chokepoint report; made if need be"},
    {"force", 0, OPTION_FLAG, NULL, "write also over runs that were stopped or have more replicas"},
    {"json", 0, OPTION_FLAG, NULL, "for machines"},
    {"quiet", 'q', OPTION_FLAG, NULL, "no progress, no warnings"},
    {"help", 'h', OPTION_FLAG, NULL, "this text"},
    {NULL, 0, OPTION_FLAG, NULL, NULL}};

static int open_all(const arguments *given, variants *all) {
  for (int32_t at = 0; at < given->n_list; at++) {
    const cp_status status = cp_variant_open(all->scenario, given->list[at], &all->variant[all->n]);
    if (all->variant[all->n]) all->n++;
    if (status != CP_OK)
      return complain_variant(given, all->n > 0 ? all->variant[all->n - 1] : NULL, status);
  }
  return EXIT_GOOD;
}

int run_compare(const arguments *given) {
  variants all = {.n = 0};
  if (given->n_list == 0 || given->n_list > MOST_VARIANTS) {
    fprintf(stderr,
            "chokepoint compare: nothing to compare with; give --with FILE.yaml, up to %d times\n"
            "Try 'chokepoint compare --help'.\n",
            MOST_VARIANTS);
    return EXIT_BAD;
  }
  int code = open_scenario(given, !option_flag(given, "quiet"), &all.scenario);
  if (code == EXIT_GOOD) code = open_all(given, &all);
  const char *folder = option_text(given, "output");
  // one that is there already is as good; one that cannot be made is told when the first file is written
  if (code == EXIT_GOOD && folder) (void)mkdir(folder, 0777);
  if (code == EXIT_GOOD) code = run_variants(given, &all, folder);
  if (code == EXIT_GOOD) {
    const cp_status status =
        cp_results_compare(all.result, all.n + 1, all.variant, form_of(given), to_output, NULL);
    code = complain_status(
        "compare", status,
        status == CP_BAD_INPUT
            ? "the runs are of different shapes: a change added or took away what is recorded"
            : NULL);
    if (folder && code == EXIT_GOOD && !option_flag(given, "quiet")) talk("results: %s/\n", folder);
  }
  close_variants(&all);
  return code;
}
