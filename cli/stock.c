// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// stock: how much to hold of one good, by risk and by cost, found by runs with more stock, and whether another seed bears it out.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "progress.h"
#include "talk.h"

enum { MOST_REPLICAS = 1000000, MOST_THREADS = 1024, MOST_ROUNDS = 20, MOST_DAYS = 3650 };

const option_row stock_options[] = {
    {"firm", 0, OPTION_VALUE, "FIRM", "who holds it"},
    {"good", 0, OPTION_VALUE, "GOOD", "what it uses"},
    {"part", 0, OPTION_VALUE, "PART", "one of a plant's parts of it; all of them otherwise"},
    {"replicas", 'n', OPTION_VALUE, "COUNT",
     "of the first run and of the proof (160); rounds take half"},
    {"rounds", 0, OPTION_VALUE, "COUNT", "runs with more stock at most (6)"},
    {"most", 0, OPTION_VALUE, "DAYS", "no more stock than this is tried (730)"},
    {"carry", 0, OPTION_VALUE, "SHARE", "cost of holding, of the value a year (20%/year)"},
    {"margin", 0, OPTION_VALUE, "USD", "lost per kg or piece of output not made"},
    {"risk", 0, OPTION_VALUE, "SHARE",
     "look for the level that leaves this risk, not the cheapest"},
    {"seed", 0, OPTION_VALUE, "NUMBER",
     "of the first run and the rounds (1); the proof takes the next"},
    {"threads", 0, OPTION_VALUE, "COUNT", "at work (one for each core)"},
    {"as-of", 0, OPTION_VALUE, "DATE", "what is known; rows known later are left out"},
    {"until", 0, OPTION_VALUE, "DATE", "last simulated day"},
    {"set", 0, OPTION_LIST, "KEY=VALUE", "replace a value; may be repeated"},
    {"json", 0, OPTION_FLAG, NULL, "for machines"},
    {"quiet", 'q', OPTION_FLAG, NULL, "no progress"},
    {"help", 'h', OPTION_FLAG, NULL, "this text"},
    {NULL, 0, OPTION_FLAG, NULL, NULL}};

// A number at least 0, then one of two units or nothing.
typedef struct amount {
  const char *name;
  const char *unit[2];
  double most, scale;
  const char *example;
} amount;

static const amount carry_amount = {"carry", {"%", "%/year"}, 1000, 0.01, "20%/year"};
static const amount risk_amount = {"risk", {"%", " %"}, 100, 0.01, "5%"};
static const amount margin_amount = {"margin", {"", " USD"}, 1e12, 1, "4000"};

static int read_amount(const arguments *given, const amount *about, double *number) {
  const char *text = option_text(given, about->name);
  if (!text) return EXIT_GOOD;
  char *end = NULL;
  errno = 0;
  const double read = strtod(text, &end);
  const bool is_unit = strcmp(end, about->unit[0]) == 0 || strcmp(end, about->unit[1]) == 0;
  const bool is_number = end != text && errno == 0 && read >= 0 && read <= about->most;
  if (is_number && is_unit) {
    *number = read * about->scale;
    return EXIT_GOOD;
  }
  fprintf(stderr, "chokepoint stock: --%s is '%s'; expected a number from 0 to %g, such as %s\n",
          about->name, text, about->most, about->example);
  return EXIT_BAD;
}

static int read_options(const arguments *given, cp_stock_options *options) {
  int64_t replicas = options->replicas, threads = 0, rounds = options->rounds;
  int64_t most = options->most;
  options->part = option_text(given, "part");
  options->firm = option_text(given, "firm");
  options->good = option_text(given, "good");
  if (!options->firm || !options->good) {
    fprintf(stderr,
            "chokepoint stock: --firm and --good are needed: whose stock, and of what\n"
            "Try 'chokepoint stock --help'.\n");
    return EXIT_BAD;
  }
  if (option_whole(given, "replicas", 1, MOST_REPLICAS, &replicas) != EXIT_GOOD) return EXIT_BAD;
  if (option_whole(given, "threads", 1, MOST_THREADS, &threads) != EXIT_GOOD) return EXIT_BAD;
  if (option_whole(given, "rounds", 1, MOST_ROUNDS, &rounds) != EXIT_GOOD) return EXIT_BAD;
  if (option_whole(given, "most", 1, MOST_DAYS, &most) != EXIT_GOOD) return EXIT_BAD;
  if (option_seed(given, &options->seed) != EXIT_GOOD) return EXIT_BAD;
  options->replicas = (int32_t)replicas;
  options->threads = (int32_t)threads;
  options->rounds = (int32_t)rounds;
  options->most = (int32_t)most;
  int code = read_amount(given, &carry_amount, &options->carry);
  if (code == EXIT_GOOD) code = read_amount(given, &risk_amount, &options->risk);
  if (code == EXIT_GOOD) code = read_amount(given, &margin_amount, &options->margin);
  return code;
}

static int prove(const arguments *given, cp_scenario *scenario, cp_stock_options *options) {
  progress_bar bar = progress_begin(!option_flag(given, "quiet"));
  bool holds = false;
  options->progress = progress_show;
  options->context = &bar;
  const cp_status status =
      cp_scenario_print_stock(scenario, options, form_of(given), to_output, NULL, &holds);
  progress_end(&bar);
  if (status == CP_STOPPED) {
    talk("chokepoint stock: stopped; nothing is kept\n");
    return EXIT_INCOMPLETE;
  }
  if (status != CP_OK) return complain_status("stock", status, cp_scenario_complaint(scenario));
  return holds ? EXIT_GOOD : EXIT_NO;
}

int run_stock(const arguments *given) {
  cp_scenario *scenario;
  int code = open_scenario(given, false, &scenario);
  if (code != EXIT_GOOD) return code;
  cp_stock_options options = cp_stock_options_default(scenario);
  code = read_options(given, &options);
  if (code == EXIT_GOOD) code = prove(given, scenario, &options);
  cp_scenario_close(scenario);
  return code;
}
