// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// CSV cells to a matrix: labels first, so that its size is known, then the numbers. See matrix.h for the two shapes.
#include "accounts/matrix.h"

#include <stddef.h>

#include "base/number.h"
#include "base/os/csv.h"
#include "base/os/print.h"

enum { NEAR = 2 };

typedef struct matrix_reader {
  cp_import *import;
  cp_matrix *matrix;
  cp_csv csv;
  int32_t n_label;
} matrix_reader;

static void report_fault(void *context, const cp_csv_fault *fault) {
  const matrix_reader *reader = context;
  cp_arena *arena = reader->import->arena;
  cp_import_complain(reader->import, (cp_origin){reader->matrix->file, fault->line, fault->column},
                     cp_text_print(arena, "%s", fault->found),
                     cp_text_print(arena, "%s", fault->expected), cp_nothing_said);
}

static cp_origin origin_of(const matrix_reader *reader, const cp_csv_cell *cell) {
  return (cp_origin){reader->matrix->file, cell->line, cell->column};
}

// --- labels --------------------------------------------------------------------------------------

static cp_text join_label(matrix_reader *reader, const cp_csv_cell *cell, cp_text part[2]) {
  part[0] = cp_text_trim(cell[0].text);
  part[1] = reader->n_label > 1 ? cp_text_trim(cell[1].text) : cp_nothing_said;
  if (reader->n_label == 1) return part[0];
  const cp_text parts[3] = {part[0], CP_TEXT("/"), part[1]};
  return cp_text_join(reader->import->arena, parts, 3);
}

static void complain_label(matrix_reader *reader, const cp_csv_cell *cell, cp_text label,
                           const char *kind) {
  cp_arena *arena = reader->import->arena;
  if (cp_text_trim(cell->text).size == 0) {
    cp_import_complain(reader->import, origin_of(reader, cell),
                       cp_text_print(arena, "a %s without a name", kind), CP_TEXT("its label"),
                       cp_nothing_said);
    return;
  }
  cp_import_complain(reader->import, origin_of(reader, cell),
                     cp_text_print(arena, "the %s '" CP_TEXT_FORMAT "' for the second time", kind,
                                   CP_TEXT_ARGUMENTS(label)),
                     cp_text_print(arena, "each %s once", kind), cp_nothing_said);
}

// Names of the columns of a wide file. A repeated one is complained of and gets a name of no use.
static cp_status take_columns(matrix_reader *reader) {
  cp_matrix *matrix = reader->matrix;
  const int32_t n_column = reader->csv.n_column - reader->n_label;
  CP_TRY(cp_names_begin(&matrix->column, reader->import->arena, n_column));
  matrix->column_at = CP_ARENA_ARRAY(reader->import->arena, cp_origin, n_column);
  if (matrix->column_at == NULL) return CP_NO_MEMORY;
  for (int32_t column = 0; column < n_column; column++) {
    const cp_csv_cell *cell = &reader->csv.header[reader->n_label + column];
    cp_text label = cp_text_trim(cell->text);
    cp_status status = label.size > 0 ? cp_names_add(&matrix->column, label, NULL) : CP_EXISTS;
    if (status == CP_EXISTS) {
      complain_label(reader, cell, label, "column");
      label = cp_text_print(reader->import->arena, "column %d", column + 1);
      status = cp_names_add(&matrix->column, label, NULL);
    }
    CP_TRY(status);
    matrix->column_at[column] = origin_of(reader, cell);
  }
  matrix->n_column = n_column;
  return CP_OK;
}

static cp_status take_rows(matrix_reader *reader) {
  cp_matrix *matrix = reader->matrix;
  const int32_t n_row = reader->csv.n_row;
  cp_arena *arena = reader->import->arena;
  CP_TRY(cp_names_begin(&matrix->row, arena, n_row));
  matrix->row_at = CP_ARENA_ARRAY(arena, cp_origin, n_row);
  matrix->row_part = cp_arena_take_array(arena, sizeof *matrix->row_part, n_row);
  if (matrix->row_at == NULL || matrix->row_part == NULL) return CP_NO_MEMORY;
  for (int32_t row = 0; row < n_row; row++) {
    const cp_csv_cell *cell = cp_csv_at(&reader->csv, row, 0);
    cp_text label = join_label(reader, cell, matrix->row_part[row]);
    const bool has_name = matrix->row_part[row][0].size > 0;
    cp_status status = has_name ? cp_names_add(&matrix->row, label, NULL) : CP_EXISTS;
    if (status == CP_EXISTS) {
      complain_label(reader, cell, label, "row");
      label = cp_text_print(arena, "row %d", row + 1);
      status = cp_names_add(&matrix->row, label, NULL);
    }
    CP_TRY(status);
    matrix->row_at[row] = origin_of(reader, cell);
  }
  matrix->n_row = n_row;
  return CP_OK;
}

// One label of a long file, new or known, on one side.
static cp_status take_end(matrix_reader *reader, const cp_csv_cell *cell, cp_names *names,
                          cp_text (*part)[2], cp_origin *at, int32_t *index) {
  cp_text now[2];
  const cp_text label = join_label(reader, cell, now);
  if (now[0].size == 0) {
    complain_label(reader, cell, label, "line");
    return CP_OK;
  }
  const cp_status status = cp_names_add(names, label, index);
  if (status == CP_EXISTS) return CP_OK;
  CP_TRY(status);
  part[*index][0] = now[0];
  part[*index][1] = now[1];
  at[*index] = origin_of(reader, cell);
  return CP_OK;
}

// --- numbers -------------------------------------------------------------------------------------

static double not_a_number(void) { return __builtin_nan(""); }

static double read_number(matrix_reader *reader, const cp_csv_cell *cell, bool may_be_blank) {
  const cp_text text = cp_text_trim(cell->text);
  double number = 0.0;
  if (text.size == 0 && may_be_blank) return not_a_number();
  if (cp_number_parse(text, &number, NULL) == CP_OK) return number;
  const bool has_comma = cp_text_find(text, ',') >= 0;
  cp_import_complain(reader->import, origin_of(reader, cell),
                     cp_text_print(reader->import->arena, "'" CP_TEXT_FORMAT "' is no number",
                                   CP_TEXT_ARGUMENTS(text)),
                     CP_TEXT("a number, such as 12.5 or -3e6"),
                     has_comma
                         ? CP_TEXT("write it without separators")
                         : CP_TEXT("what is not there is 0, what is not known cannot be imported"));
  return 0.0;
}

static cp_status take_room(matrix_reader *reader) {
  cp_matrix *matrix = reader->matrix;
  cp_arena *arena = reader->import->arena;
  const int64_t n_cell = (int64_t)matrix->n_row * matrix->n_column;
  if (n_cell > INT32_MAX) return CP_OVERFLOW;
  matrix->value = CP_ARENA_ARRAY(arena, double, n_cell);
  matrix->at = CP_ARENA_ARRAY(arena, cp_origin, n_cell);
  matrix->is_row_known = CP_ARENA_ARRAY(arena, bool, matrix->n_row);
  matrix->is_column_known = CP_ARENA_ARRAY(arena, bool, matrix->n_column);
  const bool has_room =
      matrix->value && matrix->at && matrix->is_row_known && matrix->is_column_known;
  return has_room ? CP_OK : CP_NO_MEMORY;
}

static cp_status read_wide(matrix_reader *reader) {
  cp_matrix *matrix = reader->matrix;
  CP_TRY(take_columns(reader));
  CP_TRY(take_rows(reader));
  CP_TRY(take_room(reader));
  for (int32_t row = 0; row < matrix->n_row; row++) {
    for (int32_t column = 0; column < matrix->n_column; column++) {
      const cp_csv_cell *cell = cp_csv_at(&reader->csv, row, reader->n_label + column);
      const int64_t at = (int64_t)row * matrix->n_column + column;
      matrix->value[at] = read_number(reader, cell, true);
      matrix->at[at] = origin_of(reader, cell);
    }
  }
  return CP_OK;
}

// Row and column of each line; -1 where a label is missing, which was complained of.
static cp_status take_ends(matrix_reader *reader, int32_t *row, int32_t *column) {
  cp_matrix *matrix = reader->matrix;
  cp_arena *arena = reader->import->arena;
  const int32_t n_line = reader->csv.n_row;
  CP_TRY(cp_names_begin(&matrix->row, arena, 64));
  CP_TRY(cp_names_begin(&matrix->column, arena, 64));
  matrix->row_at = CP_ARENA_ARRAY(arena, cp_origin, n_line);
  matrix->column_at = CP_ARENA_ARRAY(arena, cp_origin, n_line);
  matrix->row_part = cp_arena_take_array(arena, sizeof *matrix->row_part, n_line);
  matrix->column_part = cp_arena_take_array(arena, sizeof *matrix->column_part, n_line);
  if (!matrix->row_at || !matrix->column_at || !matrix->row_part || !matrix->column_part) {
    return CP_NO_MEMORY;
  }
  for (int32_t line = 0; line < n_line; line++) {
    const cp_csv_cell *cell = cp_csv_at(&reader->csv, line, 0);
    row[line] = column[line] = -1;
    CP_TRY(take_end(reader, cell, &matrix->row, matrix->row_part, matrix->row_at, &row[line]));
    CP_TRY(take_end(reader, cell + reader->n_label, &matrix->column, matrix->column_part,
                    matrix->column_at, &column[line]));
  }
  matrix->n_row = matrix->row.n_name;
  matrix->n_column = matrix->column.n_name;
  return CP_OK;
}

static cp_status read_long(matrix_reader *reader) {
  cp_matrix *matrix = reader->matrix;
  const int32_t n_line = reader->csv.n_row;
  int32_t *row = CP_ARENA_ARRAY(reader->import->arena, int32_t, n_line);
  int32_t *column = CP_ARENA_ARRAY(reader->import->arena, int32_t, n_line);
  if (row == NULL || column == NULL) return CP_NO_MEMORY;
  CP_TRY(take_ends(reader, row, column));
  CP_TRY(take_room(reader));
  for (int32_t line = 0; line < n_line; line++) {
    if (row[line] < 0 || column[line] < 0) continue;
    const cp_csv_cell *cell = cp_csv_at(&reader->csv, line, 2 * reader->n_label);
    const int64_t at = (int64_t)row[line] * matrix->n_column + column[line];
    if (matrix->at[at].line != 0) {
      cp_import_complain(reader->import, origin_of(reader, cp_csv_at(&reader->csv, line, 0)),
                         cp_text_print(reader->import->arena,
                                       "the pair '" CP_TEXT_FORMAT "', '" CP_TEXT_FORMAT
                                       "' for the second time, first in line %d",
                                       CP_TEXT_ARGUMENTS(matrix->row.name[row[line]]),
                                       CP_TEXT_ARGUMENTS(matrix->column.name[column[line]]),
                                       (int)matrix->at[at].line),
                         CP_TEXT("each pair once"), cp_nothing_said);
      continue;
    }
    matrix->value[at] = read_number(reader, cell, false);
    matrix->at[at] = origin_of(reader, cell);
  }
  return CP_OK;
}

// --- the file ------------------------------------------------------------------------------------

static bool has_width(matrix_reader *reader) {
  const int32_t least = reader->matrix->is_long ? 2 * reader->n_label + 1 : reader->n_label + 1;
  const int32_t found = reader->csv.n_column;
  if (reader->matrix->is_long ? found == least : found >= least) return true;
  cp_import_complain(
      reader->import, (cp_origin){reader->matrix->file, 1, 1},
      cp_text_print(reader->import->arena, "%d column%s", (int)found, found == 1 ? "" : "s"),
      cp_text_print(reader->import->arena, "%d label%s%s", (int)least - 1, least == 2 ? "" : "s",
                    reader->matrix->is_long ? " and a value" : " and then numbers"),
      cp_nothing_said);
  return false;
}

static bool has_commas(matrix_reader *reader, cp_text content) {
  const int32_t other = cp_csv_find_separator(content);
  if (other < 0) return true;
  cp_import_complain(reader->import, (cp_origin){reader->matrix->file, 1, other + 1},
                     content.at[other] == '\t' ? CP_TEXT("this file is separated by tabs")
                                               : CP_TEXT("this file is separated by ';'"),
                     cp_nothing_said, CP_TEXT("save it with commas"));
  return false;
}

cp_status cp_matrix_read(cp_import *import, cp_text path, int32_t n_label, bool is_long,
                         bool may_be_missing, cp_matrix *matrix) {
  *matrix = (cp_matrix){.is_long = is_long};
  cp_text content;
  CP_TRY(cp_import_file(import, path, may_be_missing, &content));
  if (content.at == NULL) return CP_OK;
  matrix->path = path;
  matrix->file = cp_messages_file(import->messages, path);
  matrix_reader reader = {import, matrix, {.n_column = 0}, n_label};
  if (!has_commas(&reader, content)) return CP_BAD_INPUT;
  CP_TRY(cp_csv_read(content, import->arena, report_fault, &reader, &reader.csv));
  if (!has_width(&reader)) return CP_BAD_INPUT;
  const int32_t n_before = import->messages->n_error;
  CP_TRY(is_long ? read_long(&reader) : read_wide(&reader));
  return import->messages->n_error > n_before ? CP_BAD_INPUT : CP_OK;
}

double cp_matrix_number(cp_import *import, const cp_matrix *matrix, int32_t row, int32_t column) {
  if (row < 0 || column < 0) return 0.0;
  const double number = matrix->value[(int64_t)row * matrix->n_column + column];
  if (number == number) return number;
  cp_import_complain(
      import, cp_matrix_at(matrix, row, column),
      cp_text_print(
          import->arena, "nothing in row '" CP_TEXT_FORMAT "', column '" CP_TEXT_FORMAT "'",
          CP_TEXT_ARGUMENTS(matrix->row.name[row]), CP_TEXT_ARGUMENTS(matrix->column.name[column])),
      CP_TEXT("a number"), CP_TEXT("write 0 where nothing flows: blank is not zero"));
  return 0.0;
}

int32_t cp_matrix_row(cp_matrix *matrix, cp_text label) {
  const int32_t row = cp_names_find(&matrix->row, label);
  if (row >= 0) matrix->is_row_known[row] = true;
  return row;
}

int32_t cp_matrix_column(cp_matrix *matrix, cp_text label) {
  const int32_t column = cp_names_find(&matrix->column, label);
  if (column >= 0) matrix->is_column_known[column] = true;
  return column;
}

// The unknown label that is nearest to one that is missing: what is known has a meaning of its own.
static cp_text mean_unknown(cp_import *import, const cp_names *names, const bool *is_known,
                            cp_text label) {
  int32_t limit = NEAR, nearest = -1;
  for (int32_t at = 0; at < names->n_name && limit >= 0; at++) {
    if (is_known[at]) continue;
    const int32_t distance = cp_text_distance(names->name[at], label, limit);
    if (distance > limit) continue;
    nearest = at;
    limit = distance - 1;
  }
  if (nearest < 0) return cp_nothing_said;
  return cp_text_print(import->arena, "did you mean '" CP_TEXT_FORMAT "'?",
                       CP_TEXT_ARGUMENTS(names->name[nearest]));
}

static void complain_missing(cp_import *import, const cp_matrix *matrix, bool is_row, cp_text label,
                             const char *what) {
  const cp_text hint = is_row
                           ? mean_unknown(import, &matrix->row, matrix->is_row_known, label)
                           : mean_unknown(import, &matrix->column, matrix->is_column_known, label);
  cp_import_complain(import, (cp_origin){matrix->file, 1, 1},
                     cp_text_print(import->arena, "no %s '" CP_TEXT_FORMAT "'",
                                   is_row ? "row" : "column", CP_TEXT_ARGUMENTS(label)),
                     cp_text_of(what), hint);
}

cp_status cp_matrix_places(cp_import *import, cp_matrix *matrix, bool is_row, const cp_text *label,
                           int32_t n, const char *what, int32_t *place) {
  for (int32_t at = 0; at < n; at++) {
    place[at] = is_row ? cp_matrix_row(matrix, label[at]) : cp_matrix_column(matrix, label[at]);
  }
  for (int32_t at = 0; what != NULL && at < n; at++) {
    if (place[at] < 0) complain_missing(import, matrix, is_row, label[at], what);
  }
  return import->messages->status;
}

static cp_status find_places(cp_import *import, cp_matrix *matrix, const cp_matrix_block *block,
                             int32_t **row, int32_t **column) {
  *row = CP_ARENA_ARRAY(import->arena, int32_t, block->n_row);
  *column = CP_ARENA_ARRAY(import->arena, int32_t, block->n_column);
  if (*row == NULL || *column == NULL) return CP_NO_MEMORY;
  CP_TRY(cp_matrix_places(import, matrix, true, block->row, block->n_row, block->what_row, *row));
  return cp_matrix_places(import, matrix, false, block->column, block->n_column, block->what_column,
                          *column);
}

cp_status cp_matrix_take(cp_import *import, cp_matrix *matrix, const cp_matrix_block *block,
                         double *out) {
  int32_t *row = NULL, *column = NULL;
  CP_TRY(find_places(import, matrix, block, &row, &column));
  for (int32_t at = 0; at < block->n_row; at++) {
    for (int32_t to = 0; to < block->n_column; to++) {
      out[(int64_t)at * block->n_column + to] =
          cp_matrix_number(import, matrix, row[at], column[to]);
    }
  }
  return CP_OK;
}

static void complain_unknown(cp_import *import, cp_origin at, const char *side, cp_text label,
                             const char *hint) {
  cp_import_complain(import, at,
                     cp_text_print(import->arena, "the %s '" CP_TEXT_FORMAT "' is no industry",
                                   side, CP_TEXT_ARGUMENTS(label)),
                     CP_TEXT("the same industries as rows and as columns"), cp_text_of(hint));
}

void cp_matrix_complain_unknown(cp_import *import, const cp_matrix *matrix, const char *row_hint,
                                const char *column_hint) {
  for (int32_t row = 0; row < matrix->n_row; row++) {
    if (matrix->is_row_known[row]) continue;
    complain_unknown(import, matrix->row_at[row], "row", matrix->row.name[row], row_hint);
  }
  for (int32_t column = 0; column < matrix->n_column; column++) {
    if (matrix->is_column_known[column]) continue;
    complain_unknown(import, matrix->column_at[column], "column", matrix->column.name[column],
                     column_hint);
  }
}
