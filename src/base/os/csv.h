// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Tables as RFC 4180 has them: commas, "quoted, cells" with "" for a quote, lines ending in LF or
// CR LF. The first row names the columns. Reports everything that is wrong, each with line and
// column, and goes on. Reads: the file's bytes. Writes: cells in the caller's arena; plain cells
// are views into the bytes.

#ifndef CP_BASE_OS_CSV_H
#define CP_BASE_OS_CSV_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/text.h"

typedef struct cp_csv_cell {
  cp_text text;
  int32_t line;    // 1-based line of the file where the cell starts
  int32_t column;  // 1-based byte in that line
  bool is_quoted;  // so that "" can be told from nothing
} cp_csv_cell;

typedef struct cp_csv {
  int32_t n_column;
  int32_t n_row;        // without the header
  cp_csv_cell *header;  // [n_column]
  cp_csv_cell *cell;    // [n_row x n_column], row-major; a short row is filled with empty cells
  bool has_byte_order_mark;
} cp_csv;

// One thing that is wrong. `found` and `expected` are plain words without a final stop, valid
// during the call.
typedef struct cp_csv_fault {
  int32_t line;
  int32_t column;
  const char *found;
  const char *expected;
} cp_csv_fault;

typedef void (*cp_csv_report)(void *context, const cp_csv_fault *fault);

// Read a table. CP_BAD_INPUT when at least one fault was reported: the table then holds what could
// be read (rows of a wrong length are cut or filled). Faults: rows of another length than the
// header, text after a closing quote, a quote inside plain text, an open quote at the end, NUL and
// other control characters, wrong UTF-8, no header. CP_OVERFLOW for more than 2^31 - 1 cells.
cp_status cp_csv_read(cp_text content, cp_arena *arena, cp_csv_report report, void *context,
                      cp_csv *csv);

// The column with that name, or -1.
int32_t cp_csv_column(const cp_csv *csv, cp_text name);

// Of a first row without a comma: where another separator, `;` or a tab, stands in it; -1 when none does.
int32_t cp_csv_find_separator(cp_text content);

static inline const cp_csv_cell *cp_csv_at(const cp_csv *csv, int32_t row, int32_t column) {
  return &csv->cell[(int64_t)row * csv->n_column + column];
}

#endif
