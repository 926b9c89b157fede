// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// run: simulate, store, print. Ctrl-C stops between two replicas; what is finished is stored and
// summed up.
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "progress.h"
#include "talk.h"

const option_row run_options[] = {
    {"replicas", 'n', OPTION_VALUE, "COUNT",
     "how many simulations; the scenario says what is usual"},
    {"seed", 0, OPTION_VALUE, "NUMBER", "of all random draws (1)"},
    {"threads", 0, OPTION_VALUE, "COUNT", "as many as there are cores; does not change the result"},
    {"as-of", 0, OPTION_VALUE, "DATE", "what is known; rows known later are left out"},
    {"until", 0, OPTION_VALUE, "DATE", "last simulated day"},
    {"set", 0, OPTION_LIST, "KEY=VALUE", "replace a value; may be repeated"},
    {"output", 'o', OPTION_VALUE, "FILE.db", "the file of results (NAME.db in this folder)"},
    {"resume", 0, OPTION_VALUE, "FILE.db",
     "go on with a run that was stopped, with its seed and replicas"},
    {"force", 0, OPTION_FLAG, NULL,
     "start anew also over a run that was stopped or has more replicas"},
    {"no-report", 0, OPTION_FLAG, NULL, "no page beside the file of results"},
    {"profile", 0, OPTION_FLAG, NULL,
     "what a day costs instead: time and bytes by phase, of 5 replicas or -n; writes no file"},
    {"json", 0, OPTION_FLAG, NULL, "the summary for machines, without the brief"},
    {"quiet", 'q', OPTION_FLAG, NULL, "no brief, no progress, no warnings"},
    {"help", 'h', OPTION_FLAG, NULL, "this text"},
    {NULL, 0, OPTION_FLAG, NULL, NULL}};

enum { PATH_BYTES = 1024, MOST_REPLICAS = 10000000, MOST_THREADS = 4096, PROFILED = 5 };

int read_run_options(const arguments *given, cp_run_options *options) {
  int64_t replicas = options->replicas, threads = options->threads;
  if (option_whole(given, "replicas", 1, MOST_REPLICAS, &replicas) != EXIT_GOOD) return EXIT_BAD;
  if (option_whole(given, "threads", 1, MOST_THREADS, &threads) != EXIT_GOOD) return EXIT_BAD;
  if (option_seed(given, &options->seed) != EXIT_GOOD) return EXIT_BAD;
  options->replicas = (int32_t)replicas;
  options->threads = (int32_t)threads;
  return EXIT_GOOD;
}

static int choose_file(const arguments *given, const char *name, char path[PATH_BYTES],
                       cp_run_options *options) {
  const char *output = option_text(given, "output");
  const char *resumed = option_text(given, "resume");
  if (output && resumed && strcmp(output, resumed) != 0) {
    fprintf(stderr, "chokepoint run: --resume goes on in its own file; leave --output away\n");
    return EXIT_BAD;
  }
  if (resumed && option_flag(given, "force")) {
    fprintf(stderr, "chokepoint run: --resume goes on and --force starts anew; give one of them\n");
    return EXIT_BAD;
  }
  snprintf(path, PATH_BYTES, "%s.db", name);
  options->store = output ? output : path;
  options->is_forced = option_flag(given, "force");
  // what keeps the file from being read is said when the run wants its replicas
  if (resumed) (void)cp_run_options_resume(resumed, options);
  return EXIT_GOOD;
}

// The answer, and where it lies.
static int tell(const arguments *given, const cp_result *result, const cp_run_options *options,
                cp_status status) {
  int code = EXIT_GOOD;
  if (cp_result_replicas(result) > 0) {
    const cp_status printed = cp_result_print_summary(result, form_of(given), to_output, NULL);
    code = complain_status("run", printed, NULL);
  }
  if (status == CP_STOPPED) {
    talk("chokepoint run: stopped after %d of %d replicas; go on with --resume %s\n",
         cp_result_replicas(result), options->replicas, options->store);
    return EXIT_INCOMPLETE;
  }
  if (status != CP_OK) return complain_status("run", status, cp_result_complaint(result));
  if (!option_flag(given, "quiet")) talk("results: %s\n", options->store);
  return code;
}

// The page beside the results, also of a run that was stopped. A program without the page says so and has answered all the same.
static int write_page(const arguments *given, cp_result *result, const char *store) {
  char path[PAGE_PATH_BYTES];
  if (option_flag(given, "no-report") || cp_result_replicas(result) == 0) return EXIT_GOOD;
  const bool is_quiet = option_flag(given, "quiet");
  if (!cp_report_is_built()) {
    if (!is_quiet) talk("no page: this program was built without it (see chokepoint report)\n");
    return EXIT_GOOD;
  }
  page_beside(store, path);
  const cp_status status = cp_report_write(&result, 1, path);
  if (status == CP_OK && !is_quiet) talk("page: %s\n", path);
  return complain_status("run", status, cp_result_complaint(result));
}

// A result whose balances do not add up is no answer, however far the run came.
static int tell_audit(const cp_result *result, cp_status status, int code) {
  const char *audit = cp_result_audit(result);
  const bool is_off = audit[0] && strcmp(audit, "clean") != 0;
  if (is_off) {
    talk("chokepoint run: the audit is not clean: %s; %s\n", audit, cp_error_advice(CP_AUDIT));
  }
  return is_off || status == CP_AUDIT ? EXIT_NO : code;
}

static int simulate(const arguments *given, cp_scenario *scenario, cp_run_options *options) {
  progress_bar bar = progress_begin(!option_flag(given, "quiet"));
  options->progress = progress_show;
  options->context = &bar;
  cp_result *result = NULL;
  const cp_status status = cp_run(scenario, options, &result);
  progress_end(&bar);
  if (!result) return complain_status("run", status, NULL);
  // the page first, so that what standard output could not take is said last
  const int written = write_page(given, result, options->store);
  const int told = tell_audit(result, status, tell(given, result, options, status));
  const int code = told == EXIT_GOOD ? written : told;
  cp_result_close(result);
  return code;
}

// What a day costs; nothing is stored.
static int print_profile(const arguments *given, cp_scenario *scenario) {
  if (option_text(given, "output") || option_text(given, "resume")) {
    fprintf(stderr, "chokepoint run: --profile writes no file; leave --output and --resume away\n");
    return EXIT_BAD;
  }
  int64_t replicas = PROFILED;
  uint64_t seed = 1;
  if (option_whole(given, "replicas", 1, MOST_REPLICAS, &replicas) != EXIT_GOOD) return EXIT_BAD;
  if (option_seed(given, &seed) != EXIT_GOOD) return EXIT_BAD;
  const cp_status status =
      cp_scenario_print_profile(scenario, seed, (int32_t)replicas, form_of(given), to_output, NULL);
  return complain_status("run", status, NULL);
}

int run_run(const arguments *given) {
  cp_scenario *scenario;
  char path[PATH_BYTES];
  const bool is_quiet = option_flag(given, "quiet");
  int code = open_scenario(given, !option_flag(given, "quiet"), &scenario);
  if (code != EXIT_GOOD) return code;
  if (option_flag(given, "profile")) {
    code = print_profile(given, scenario);
    cp_scenario_close(scenario);
    return code;
  }
  cp_run_options options = cp_run_options_default(scenario);
  code = choose_file(given, cp_scenario_name(scenario), path, &options);
  if (code == EXIT_GOOD) code = read_run_options(given, &options);
  if (code == EXIT_GOOD && !is_quiet && !option_flag(given, "json")) {
    const cp_status status = cp_scenario_print_brief(scenario, 0, CP_OUTPUT_TEXT, to_output, NULL);
    code = complain_status("run", status, cp_scenario_complaint(scenario));
    printf("\n");
    fflush(stdout);
  }
  if (code == EXIT_GOOD) code = simulate(given, scenario, &options);
  cp_scenario_close(scenario);
  return code;
}
