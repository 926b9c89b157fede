// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// All runs one after the other, each on all threads; see variants.h.
#include "variants.h"

#include <stdio.h>

#include "progress.h"

enum { USUAL_REPLICAS = 200 };

int complain_variant(const arguments *given, const cp_variant *variant, cp_status status) {
  if (variant) (void)cp_variant_print_messages(variant, to_talk, NULL);
  return status == CP_BAD_INPUT ? EXIT_BAD : complain_status(given->command->name, status, NULL);
}

static int simulate(const arguments *given, cp_scenario *scenario, cp_run_options *options,
                    cp_result **result) {
  progress_bar bar = progress_begin(!option_flag(given, "quiet"));
  options->progress = progress_show;
  options->context = &bar;
  const cp_status status = cp_run(scenario, options, result);
  progress_end(&bar);
  if (status == CP_STOPPED) {
    talk("chokepoint %s: stopped; nothing is kept\n", given->command->name);
    return EXIT_INCOMPLETE;
  }
  return complain_status(given->command->name, status, cp_result_complaint(*result));
}

int run_variants(const arguments *given, variants *all, const char *folder) {
  char path[1024];
  cp_run_options options = cp_run_options_default(all->scenario);
  options.replicas = USUAL_REPLICAS;
  options.is_forced = option_flag(given, "force");
  int code = read_run_options(given, &options);
  for (int32_t at = 0; at <= all->n && code == EXIT_GOOD; at++) {
    cp_scenario *scenario = at == 0 ? all->scenario : cp_variant_scenario(all->variant[at - 1]);
    const char *name = at == 0 ? "base" : cp_variant_name(all->variant[at - 1]);
    if (folder) {
      snprintf(path, sizeof path, "%s/%s.db", folder, name);
      options.store = path;
    }
    if (!option_flag(given, "quiet")) talk("%s (%d of %d)\n", name, at + 1, all->n + 1);
    code = simulate(given, scenario, &options, &all->result[at]);
  }
  return code;
}

void close_variants(variants *all) {
  for (int32_t at = 0; at <= all->n; at++) cp_result_close(all->result[at]);
  for (int32_t at = 0; at < all->n; at++) cp_variant_close(all->variant[at]);
  cp_scenario_close(all->scenario);
}
