// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// economy import: published input-output tables into one file. economy show: what such a file holds.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "talk.h"

enum { YEAR_LEAST = 1, YEAR_MOST = 9999 };

const option_row economy_import_options[] = {
    {"output", 'o', OPTION_VALUE, "FILE", "the table to write"},
    {"csv", 0, OPTION_VALUE, "FOLDER", "write it as CSV tables, too; the format `csv` reads them"},
    {"aggregate", 0, OPTION_VALUE, "MAP.csv", "put sectors and more together: of,code,group"},
    {"year", 0, OPTION_VALUE, "YEAR", "of the figures, where the files do not tell it"},
    {"unit", 0, OPTION_VALUE, "TEXT", "of all flows (MUSD, million U.S. dollars)"},
    {"source", 0, OPTION_VALUE, "TEXT", "who published the figures, where and when"},
    {"within", 0, OPTION_VALUE, "SHARE",
     "by how much a sum may be off (0.1% of BEA, 3% of WIOD, 1%)"},
    {"print", 0, OPTION_FLAG, NULL, "show what was read, as `economy show`"},
    {"json", 0, OPTION_FLAG, NULL, "with --print: for machines"},
    {"help", 'h', OPTION_FLAG, NULL, "this text"},
    {NULL, 0, OPTION_FLAG, NULL, NULL}};

const option_row economy_show_options[] = {
    {"json", 0, OPTION_FLAG, NULL, "for machines, with all labels and industries"},
    {"help", 'h', OPTION_FLAG, NULL, "this text"},
    {NULL, 0, OPTION_FLAG, NULL, NULL}};

// "5%" or "5 %".
static int read_share(const arguments *given, double *share) {
  const char *text = option_text(given, "within");
  if (!text) return EXIT_GOOD;
  char *end = NULL;
  errno = 0;
  const double read = strtod(text, &end);
  const bool is_unit = strcmp(end, "%") == 0 || strcmp(end, " %") == 0;
  if (end != text && is_unit && errno == 0 && read >= 0 && read <= 100) {
    *share = read / 100;
    return EXIT_GOOD;
  }
  fprintf(stderr,
          "chokepoint economy import: --within is '%s'; expected a share from 0%% to 100%%, such "
          "as 2%%\n",
          text);
  return EXIT_BAD;
}

static int read_options(const arguments *given, cp_economy_import_options *options) {
  int64_t year = 0;
  options->format = given->operand[0];
  options->path = given->operand[1];
  options->aggregate = option_text(given, "aggregate");
  options->unit = option_text(given, "unit");
  options->source = option_text(given, "source");
  const bool has_end =
      option_text(given, "output") || option_text(given, "csv") || option_flag(given, "print");
  if (!has_end) {
    fprintf(stderr,
            "chokepoint economy import: where to? -o FILE, --csv FOLDER or --print\n"
            "Try 'chokepoint economy import --help'.\n");
    return EXIT_BAD;
  }
  if (option_whole(given, "year", YEAR_LEAST, YEAR_MOST, &year) != EXIT_GOOD) return EXIT_BAD;
  options->year = (int32_t)year;
  return read_share(given, &options->within);
}

static cp_status write_out(const arguments *given, cp_economy_table *table) {
  const char *file = option_text(given, "output"), *folder = option_text(given, "csv");
  cp_status status = file ? cp_economy_table_save(table, file) : CP_OK;
  if (status == CP_OK && folder) status = cp_economy_table_save_csv(table, folder);
  if (status == CP_OK && option_flag(given, "print")) {
    status = cp_economy_table_print(table, form_of(given), to_output, NULL);
  }
  return status;
}

int run_economy_import(const arguments *given) {
  cp_economy_import_options options = cp_economy_import_options_default();
  if (read_options(given, &options) != EXIT_GOOD) return EXIT_BAD;
  cp_economy_table *table = NULL;
  cp_status status = cp_economy_import(&options, &table);
  // what is wrong with the input is written line by line
  if (status == CP_BAD_INPUT) {
    cp_economy_table_print_messages(table, to_talk, NULL);
    cp_economy_table_close(table);
    return EXIT_BAD;
  }
  if (status == CP_OK) status = write_out(given, table);
  const int code = complain_status("economy import", status, cp_economy_table_complaint(table));
  cp_economy_table_close(table);
  return code;
}

int run_economy_show(const arguments *given) {
  cp_economy_table *table = NULL;
  cp_status status = cp_economy_table_open(given->operand[0], &table);
  if (status == CP_OK) status = cp_economy_table_print(table, form_of(given), to_output, NULL);
  const int code = complain_status("economy show", status, cp_economy_table_complaint(table));
  cp_economy_table_close(table);
  return code;
}
