// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// economy run: a case folder into a folder of results. economy bench: how fast that is here.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "talk.h"

enum { MOST_THREADS = 64, MOST_STEPS = 10000, MOST_REPLICAS = 64, MOST_SIDE = 2000, MANY = 32 };

const option_row economy_run_options[] = {
    {"output", 'o', OPTION_VALUE, "DIR", "the folder to write, which must not be there; needed"},
    {"rule", 0, OPTION_VALUE, "NAME",
     "when an input holds production back: ario (the default) or stockout"},
    {"no-lag", 0, OPTION_FLAG, NULL, "a loss of capacity is felt at once, not a step later"},
    {"threads", 't', OPTION_VALUE, "NUMBER", "threads; all cores unless given; changes no number"},
    {"plain", 0, OPTION_FLAG, NULL, "no wide vectors; changes no number"},
    {"help", 'h', OPTION_FLAG, NULL, "this text"},
    {NULL, 0, OPTION_FLAG, NULL, NULL}};

const option_row economy_bench_options[] = {
    {"regions", 0, OPTION_VALUE, "NUMBER", "regions of the synthetic table (49)"},
    {"sectors", 0, OPTION_VALUE, "NUMBER", "sectors (163)"},
    {"replicas", 0, OPTION_VALUE, "NUMBER,...", "replicas at once, each measured (1,8)"},
    {"steps", 0, OPTION_VALUE, "NUMBER", "steps to measure, after two to warm up (10)"},
    {"threads", 't', OPTION_VALUE, "NUMBER", "threads (1)"},
    {"plain", 0, OPTION_FLAG, NULL, "no wide vectors"},
    {"json", 0, OPTION_FLAG, NULL, "for machines"},
    {"help", 'h', OPTION_FLAG, NULL, "this text"},
    {NULL, 0, OPTION_FLAG, NULL, NULL}};

// --- economy run ---------------------------------------------------------------------------------

static int read_rule(const arguments *given, cp_economy_options *options) {
  const char *rule = option_text(given, "rule");
  options->is_stockout = rule && strcmp(rule, "stockout") == 0;
  if (!rule || options->is_stockout || strcmp(rule, "ario") == 0) return EXIT_GOOD;
  fprintf(stderr, "chokepoint economy run: --rule is '%s'; expected ario or stockout\n", rule);
  return EXIT_BAD;
}

int run_economy_run(const arguments *given) {
  const char *into = option_text(given, "output");
  if (!into) {
    fprintf(stderr, "chokepoint economy run: no folder to write; give one with -o DIR\n");
    return EXIT_BAD;
  }
  cp_economy_options options = {.is_immediate = option_flag(given, "no-lag"),
                                .width = option_flag(given, "plain") ? 1 : 0};
  int64_t threads = 0;
  if (option_whole(given, "threads", 1, MOST_THREADS, &threads) != EXIT_GOOD) return EXIT_BAD;
  if (read_rule(given, &options) != EXIT_GOOD) return EXIT_BAD;
  options.n_thread = (int32_t)threads;
  const cp_status status = cp_economy_run_case(given->operand[0], into, &options, to_talk, NULL);
  // what is wrong with the input was written line by line
  if (status == CP_BAD_INPUT || status == CP_EXISTS) return EXIT_BAD;
  return complain_status("economy run", status, NULL);
}

// --- economy bench -------------------------------------------------------------------------------

// "1,8,16" into numbers; -1 when it is something else.
static int32_t read_list(const char *text, int32_t most, int32_t *number) {
  int32_t n = 0;
  for (const char *at = text;; at++) {
    char *end = NULL;
    const long read = *at >= '0' && *at <= '9' ? strtol(at, &end, 10) : 0;
    if (read < 1 || read > most || n == MANY) return -1;
    number[n++] = (int32_t)read;
    if (*end == 0) return n;
    if (*end != ',') return -1;
    at = end;
  }
}

static void print_text(const cp_economy_bench *bench) {
  const double read = bench->seconds_table, step = bench->seconds_step;
  printf("%d regions x %d sectors, %d replica%s, %d thread%s, %s vectors\n", (int)bench->n_region,
         (int)bench->n_sector, (int)bench->n_replica, bench->n_replica == 1 ? "" : "s",
         (int)bench->n_thread, bench->n_thread == 1 ? "" : "s", bench->is_wide ? "wide" : "plain");
  printf("  step          %10.2f ms\n", 1e3 * step);
  printf("  replica-step  %10.2f ms\n", 1e3 * step / bench->n_replica);
  printf("  table         %10.2f ms to read %.1f MB once, %.2f GB/s\n", 1e3 * read,
         bench->bytes_table / 1e6, bench->bytes_table / read / 1e9);
  printf("  ratio         %10.2f\n", bench->seconds_ratio);
  printf("  passes twice  %10d\n", (int)bench->n_redo);
  printf("  memory        %10.0f MB at most\n", bench->bytes_peak / 1e6);
  printf("  digest  %016" PRIx64 "\n", bench->digest);
}

static void print_json(const cp_economy_bench *bench) {
  printf("{\"regions\":%d,\"sectors\":%d,\"replicas\":%d,\"threads\":%d,\"wide\":%s,",
         bench->n_region, bench->n_sector, bench->n_replica, bench->n_thread,
         bench->is_wide ? "true" : "false");
  printf("\"seconds_step\":%.6f,\"seconds_replica_step\":%.6f,\"seconds_table\":%.6f,",
         bench->seconds_step, bench->seconds_step / bench->n_replica, bench->seconds_table);
  printf(
      "\"ratio\":%.4f,\"bytes_table\":%.0f,\"bytes_peak\":%.0f,\"passes_twice\":%d,"
      "\"digest\":\"%016" PRIx64 "\"}\n",
      bench->seconds_ratio, bench->bytes_table, bench->bytes_peak, bench->n_redo, bench->digest);
}

int run_economy_bench(const arguments *given) {
  int64_t regions = 49, sectors = 163, steps = 10, threads = 1;
  if (option_whole(given, "regions", 1, MOST_SIDE, &regions) != EXIT_GOOD ||
      option_whole(given, "sectors", 1, MOST_SIDE, &sectors) != EXIT_GOOD ||
      option_whole(given, "steps", 1, MOST_STEPS, &steps) != EXIT_GOOD ||
      option_whole(given, "threads", 1, MOST_THREADS, &threads) != EXIT_GOOD) {
    return EXIT_BAD;
  }
  const char *list = option_text(given, "replicas");
  int32_t replicas[MANY];
  const int32_t n = read_list(list ? list : "1,8", MOST_REPLICAS, replicas);
  if (n < 0) {
    fprintf(
        stderr,
        "chokepoint economy bench: --replicas is '%s'; expected whole numbers from 1 to %d with "
        "commas between\n",
        list, MOST_REPLICAS);
    return EXIT_BAD;
  }
  for (int32_t at = 0; at < n; at++) {
    cp_economy_bench bench = {.n_region = (int32_t)regions,
                              .n_sector = (int32_t)sectors,
                              .n_replica = replicas[at],
                              .n_step = (int32_t)steps,
                              .n_thread = (int32_t)threads,
                              .width = option_flag(given, "plain") ? 1 : 0};
    const cp_status status = cp_economy_measure(&bench);
    if (status != CP_OK) return complain_status("economy bench", status, NULL);
    if (form_of(given) == CP_OUTPUT_JSON) {
      print_json(&bench);
    } else {
      print_text(&bench);
    }
    fflush(stdout);
  }
  return EXIT_GOOD;
}
