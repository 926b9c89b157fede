// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// One CSV file of a case folder, with a header: cells by column name, numbers, and messages that name file, line and column.
#ifndef CP_STUDY_SHEET_H
#define CP_STUDY_SHEET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/os/csv.h"
#include "base/status.h"
#include "base/text.h"
#include "scenario/messages.h"

typedef struct cp_sheet {
  cp_arena *arena;
  cp_messages *messages;
  int32_t file;  // number in messages
  cp_csv csv;
} cp_sheet;

// Read folder/name. CP_OK also when something was complained about (messages->n_error says so): the sheet then has no rows.
cp_status cp_sheet_read(cp_sheet *sheet, const char *folder, const char *name, cp_arena *arena,
                        cp_messages *messages);

// Lines of a file without a header, blanks at the ends taken off; empty lines are left out. Names twice are complained about.
cp_status cp_lines_read(const char *folder, const char *name, cp_arena *arena,
                        cp_messages *messages, cp_text **line, int32_t *n_line);

// The columns of these names, in their order; false, and a complaint for each that is not there. Any other column is complained about.
bool cp_sheet_columns(const cp_sheet *sheet, const char *const *name, int32_t n_name,
                      int32_t *column);

cp_text cp_sheet_text(const cp_sheet *sheet, int32_t row, int32_t column);

// A finite number within [least, most], else a complaint and false. With `may_be_endless` the word `inf` is one too.
bool cp_sheet_number(const cp_sheet *sheet, int32_t row, int32_t column, double least, double most,
                     bool may_be_endless, double *number);

bool cp_sheet_whole(const cp_sheet *sheet, int32_t row, int32_t column, int32_t least, int32_t most,
                    int32_t *number);

// The index of the cell's text among names, else a complaint with the nearest and -1. `what` is what the names are: "a sector".
int32_t cp_sheet_choice(const cp_sheet *sheet, int32_t row, int32_t column, const cp_text *name,
                        int32_t n_name, const char *what);

// Complain about a cell (row -1: the header): what was found, what is expected, what to do.
void cp_sheet_complain(const cp_sheet *sheet, int32_t row, int32_t column, cp_text what,
                       cp_text expected, cp_text hint);

#endif
