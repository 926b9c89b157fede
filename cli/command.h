// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The commands of the program: each is a row of the table in main.c with its options, its help and
// a function.
#ifndef CP_CLI_COMMAND_H
#define CP_CLI_COMMAND_H

#include <stdbool.h>
#include <stdint.h>

// How the program ends.
enum {
  EXIT_GOOD = 0,
  EXIT_NO = 1,         // a check or comparison failed
  EXIT_BAD = 2,        // bad usage or bad input
  EXIT_INCOMPLETE = 3  // ran, but not to the end; what is finished is kept
};

enum { MOST_OPTIONS = 24, MOST_OPERANDS = 16, MOST_REPEATS = 256 };

// What an option wants.
typedef enum option_kind { OPTION_FLAG, OPTION_VALUE, OPTION_LIST } option_kind;

typedef struct option_row {
  const char *name;  // without the two dashes; NULL ends a table
  char letter;       // short form, 0: none
  option_kind kind;
  const char *value;  // what it is called in the help
  const char *help;
} option_row;

typedef struct arguments arguments;

typedef struct command_row {
  const char *name;
  const char *operands;  // "SCENARIO", "FILE.db"; empty: none
  int32_t n_operand;     // exactly so many; -1: one or more
  const char *summary;   // one line
  const char *details;   // what else is to say; may be NULL
  const char *examples;  // lines
  const option_row *option;
  int (*run)(const arguments *given);
} command_row;

// What was written on the command line.
struct arguments {
  const command_row *command;
  const char *operand[MOST_OPERANDS];
  int32_t n_operand;
  const char *value
      [MOST_OPTIONS];  // by row of the option table; NULL: not given; flags point to their name
  const char *list[MOST_REPEATS];  // of the option of kind OPTION_LIST
  int32_t n_list;
};

// Reads the words after the command's name. EXIT_GOOD, or EXIT_BAD after saying what is wrong.
int read_arguments(const command_row *command, int n_word, char *const *word, arguments *given);

// The value of an option by name (NULL when it was not given), and whether a flag was.
const char *option_text(const arguments *given, const char *name);
bool option_flag(const arguments *given, const char *name);

// A whole number between two limits; EXIT_BAD after saying what is wrong. Leaves *number alone when
// the option was not given.
int option_whole(const arguments *given, const char *name, int64_t least, int64_t most,
                 int64_t *number);
int option_seed(const arguments *given, uint64_t *seed);

// Edits that turn one word into another; at most 4 count as near.
int32_t word_distance(const char *left, const char *right);

enum { PAGE_PATH_BYTES = 1024 };

// Where the page of a file of results lies unless told otherwise: NAME.html beside NAME.db.
void page_beside(const char *database, char path[PAGE_PATH_BYTES]);

// The commands.
int run_balance(const arguments *given);
int run_brief(const arguments *given);
int run_certificate(const arguments *given);
int run_check(const arguments *given);
int run_compare(const arguments *given);
int run_compile(const arguments *given);
int run_economy_bench(const arguments *given);
int run_economy_import(const arguments *given);
int run_economy_run(const arguments *given);
int run_economy_show(const arguments *given);
int run_export(const arguments *given);
int run_levers(const arguments *given);
int run_new(const arguments *given);
int run_report(const arguments *given);
int run_run(const arguments *given);
int run_schema(const arguments *given);
int run_stock(const arguments *given);
int run_trace(const arguments *given);
extern const option_row balance_options[], brief_options[], certificate_options[], check_options[],
    compare_options[], compile_options[], economy_bench_options[], economy_import_options[],
    economy_run_options[], economy_show_options[], export_options[], levers_options[],
    new_options[], report_options[], run_options[], schema_options[], stock_options[],
    trace_options[];

#endif
