// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A fuzz target for the scenario reader: whatever a folder holds, it is read or refused, without a
// crash, a leak or an endless loop. The first byte chooses which file of a folder of its own is
// replaced by the rest, and the day on which it is looked at; the other files are those of
// tests/cli/minimal (environment CP_SOURCE, or the working folder). Build and run:
//
//   clang -std=c17 -g -O1 -fsanitize=fuzzer,address,undefined -Isrc tests/fuzz/fuzz_reader.c \
//     src/scenario/*.c src/num/*.c $(ls src/base/*.c | grep -v memory.c) src/base/os/*.c \
//     -lfyaml -lm -lpthread -o fuzz_reader
//   ./fuzz_reader -max_total_time=60 corpus

#define _POSIX_C_SOURCE 200809L

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/os/file.h"
#include "base/os/heap.h"
#include "scenario/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = {
    "scenario.yaml",  "firms.csv",    "inputs.csv",       "lanes.csv", "timeline.csv",
    "statements.csv", "holidays.csv", "observations.csv", "parts.csv", "alternatives.csv"};
enum { N_NAME = sizeof names / sizeof names[0] };

// Tables that the minimal scenario has not; in the order of names, from the end.
static const char *const tables[] = {
    "plant,part,good,need,share,side,known_from\n"
    "cars,pump,magnet,0.2 kg/piece,50 %,controlled,\n"
    "cars,motor,magnet,0.5 [0.3 .. 0.8] kg/piece,,,2025-04-01\n",
    "alternative,user,good,part,kind,with,supplier,per,qualify,ramp,share,yard,known_from\n"
    "thrift,cars,magnet,,thrift,,,,30 days,20 days,20 %,,\n"
    "drop,cars,magnet,pump,drop,,,,3 [1 .. 9] days,,50 %,,2025-03-01\n"
    "park,cars,magnet,motor,park,,,,0 days,,40 %,10 days,\n"
    "same,cars,magnet,,supplier,,magnets,1 g/g,60 days,,30 %,,2025-05-01\n"};
enum { N_TABLE = sizeof tables / sizeof tables[0] };

static char folder[] = "/tmp/fuzz_readerXXXXXX";
static cp_text original[N_NAME];
static cp_arena kept;

static void path_of(char out[512], const char *in, const char *name) {
  snprintf(out, 512, "%s/%s", in, name);
}

static void write_file(int which, const void *bytes, size_t size) {
  char path[512];
  path_of(path, folder, names[which]);
  FILE *file = fopen(path, "wb");
  if (file == NULL) abort();
  if (size > 0) fwrite(bytes, 1, size, file);
  fclose(file);
}

static void begin(void) {
  const char *source = getenv("CP_SOURCE");
  char minimal[400];
  snprintf(minimal, sizeof minimal, "%s/tests/cli/minimal", source != NULL ? source : ".");
  if (mkdtemp(folder) == NULL) abort();
  cp_arena_begin(&kept, cp_heap_allocator());
  for (int which = 0; which < N_NAME; which++) {
    char path[512];
    path_of(path, minimal, names[which]);
    if (which >= N_NAME - N_TABLE) {
      original[which] = cp_text_of(tables[which - (N_NAME - N_TABLE)]);
    } else if (cp_file_read(path, &kept, 1 << 20, &original[which]) != CP_OK) {
      fprintf(stderr, "cannot read %s: set CP_SOURCE\n", path);
      exit(2);
    }
    write_file(which, original[which].at, (size_t)original[which].size);
  }
}

static cp_status swallow(void *context, const char *text, size_t size) {
  (void)text;
  *(size_t *)context += size;
  return CP_OK;
}

// A text of the input as a setting too, so that paths and values of the command line are tried.
static void read_once(const char *setting, int32_t as_of) {
  cp_arena arena;
  cp_arena_begin(&arena, cp_heap_allocator());
  cp_messages messages;
  cp_messages_begin(&messages, &arena);
  cp_scenario_options options = cp_scenario_options_default();
  options.as_of = as_of;
  options.setting = &setting;
  options.n_setting = setting != NULL;
  cp_spec *spec = NULL;
  const cp_status status = cp_scenario_read(folder, &options, &arena, &messages, &spec);
  if ((status == CP_OK) != (spec != NULL)) abort();
  if (status == CP_BAD_INPUT && messages.n_error == 0) abort();
  if (status != CP_OK && status != CP_BAD_INPUT) abort();
  size_t n_byte = 0;
  const cp_sink sink = {swallow, &n_byte};
  if (cp_messages_print(&messages, &sink) != CP_OK) abort();
  cp_arena_end(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (kept.newest == NULL) begin();
  if (size == 0) return 0;
  const int which = data[0] % (N_NAME + 1);
  const int month = data[0] / (N_NAME + 1);
  const int32_t as_of = month % 2 == 0 ? CP_DAY_NONE : cp_day_from(2025, 1 + month % 12, 3);
  if (which == N_NAME) {
    char *setting = malloc(size);
    if (setting == NULL) abort();
    memcpy(setting, data + 1, size - 1);
    setting[size - 1] = '\0';
    read_once(setting, as_of);
    free(setting);
    return 0;
  }
  write_file(which, data + 1, size - 1);
  read_once(NULL, as_of);
  write_file(which, original[which].at, (size_t)original[which].size);
  return 0;
}
