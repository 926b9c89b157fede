// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Reading RFC 4180 tables. One pass cuts the bytes into cells and rows and reports what is wrong in
// them; a second fits the rows to the header's width. The pass's states, in one function each:
//
//   row -> cell , cell , ... -> line end      cell = plain bytes | "quoted bytes, "" = one quote"

#include "base/os/csv.h"

#include <stddef.h>
#include <string.h>

typedef struct csv_reader {
  cp_text content;
  cp_arena *arena;
  cp_csv_report report;
  void *context;
  int32_t at;          // next byte
  int32_t line;        // 1-based
  int32_t line_start;  // byte where the line starts
  int64_t n_fault;
  cp_csv_cell *cell;  // all cells in order of reading
  int64_t n_cell;
  int64_t *row_first;  // first cell of each row, and one more
  int64_t n_row;
} csv_reader;

static void fault_at(csv_reader *reader, int32_t line, int32_t column, const char *found,
                     const char *expected) {
  const cp_csv_fault fault = {line, column, found, expected};
  reader->n_fault++;
  if (reader->report != NULL) reader->report(reader->context, &fault);
}

static void fault_here(csv_reader *reader, int32_t place, const char *found, const char *expected) {
  fault_at(reader, reader->line, place - reader->line_start + 1, found, expected);
}

static bool is_at_end(const csv_reader *reader) { return reader->at >= reader->content.size; }

static uint8_t byte_at(const csv_reader *reader, int32_t place) {
  return place < reader->content.size ? (uint8_t)reader->content.at[place] : 0;
}

// Bytes of the line end at `place`: 1 for LF, 2 for CR LF, 0 for none.
static int32_t line_end_size(const csv_reader *reader, int32_t place) {
  if (place >= reader->content.size) return 0;
  if (byte_at(reader, place) == '\n') return 1;
  return byte_at(reader, place) == '\r' && byte_at(reader, place + 1) == '\n' ? 2 : 0;
}

static void start_line(csv_reader *reader) {
  reader->line++;
  reader->line_start = reader->at;
}

static bool is_trail(uint8_t byte) { return (byte & 0xC0) == 0x80; }

// Bytes of the UTF-8 character at `place`, or 0 when it is none (RFC 3629: no overlong forms, no
// surrogates).
static int32_t character_size(const csv_reader *reader, int32_t place) {
  const uint8_t first = byte_at(reader, place);
  const uint8_t second = byte_at(reader, place + 1);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4 || !is_trail(second)) return 0;
  if (first < 0xE0) return 2;
  if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)) return 0;
  if (!is_trail(byte_at(reader, place + 2))) return 0;
  if (first < 0xF0) return 3;
  if ((first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) return 0;
  return is_trail(byte_at(reader, place + 3)) ? 4 : 0;
}

// Step over one character inside a cell and report it if it may not stand there.
static void take_character(csv_reader *reader) {
  const uint8_t byte = byte_at(reader, reader->at);
  const int32_t size = character_size(reader, reader->at);
  if (byte == 0) {
    fault_here(reader, reader->at, "a NUL byte", "text in UTF-8");
  } else if (byte == '\r') {
    fault_here(reader, reader->at, "a carriage return without a line feed", "LF or CR LF");
  } else if ((byte < 0x20 && byte != '\t') || byte == 0x7F) {
    fault_here(reader, reader->at, "a control character", "printable text");
  } else if (size == 0) {
    fault_here(reader, reader->at, "a byte that is not UTF-8", "text in UTF-8");
  }
  reader->at += size > 0 ? size : 1;
}

// Bytes that may stand in plain text and end nothing: nearly all there are.
static bool is_plain(uint8_t byte) {
  return byte >= 0x20 && byte < 0x7F && byte != ',' && byte != '"';
}

static void skip_plain(csv_reader *reader) {
  int32_t at = reader->at;
  while (at < reader->content.size && is_plain((uint8_t)reader->content.at[at])) at++;
  reader->at = at;
}

// Plain bytes up to a comma, a line end or the end.
static void take_plain(csv_reader *reader, cp_csv_cell *cell) {
  const int32_t start = reader->at;
  bool is_reported = false;
  skip_plain(reader);
  while (!is_at_end(reader) && byte_at(reader, reader->at) != ',' &&
         line_end_size(reader, reader->at) == 0) {
    if (byte_at(reader, reader->at) == '"' && !is_reported) {
      fault_here(reader, reader->at, "a quote inside plain text",
                 "the whole cell in quotes, with \"\" for a quote");
      is_reported = true;
    }
    take_character(reader);
  }
  cell->text = cp_text_part(reader->content, start, reader->at - start);
}

// Text between quotes with each "" made one quote; a view when there is nothing to change.
static cp_status unquote(csv_reader *reader, int32_t start, int32_t end, int32_t n_double,
                         cp_text *text) {
  *text = cp_text_part(reader->content, start, end - start);
  if (n_double == 0) return CP_OK;
  char *bytes = cp_arena_take(reader->arena, (size_t)(end - start));
  if (bytes == NULL) return CP_NO_MEMORY;
  int32_t size = 0;
  for (int32_t place = start; place < end; place++) {
    bytes[size++] = reader->content.at[place];
    if (byte_at(reader, place) == '"' && place + 1 < end) place++;
  }
  *text = (cp_text){bytes, size};
  return CP_OK;
}

// A quoted cell; may run over several lines. Text after the closing quote is reported and left out.
static cp_status take_quoted(csv_reader *reader, cp_csv_cell *cell) {
  const int32_t start = ++reader->at;
  int32_t n_double = 0;
  while (!is_at_end(reader)) {
    const int32_t line_end = line_end_size(reader, reader->at);
    if (byte_at(reader, reader->at) == '"') {
      if (byte_at(reader, reader->at + 1) != '"') break;
      n_double++;
      reader->at += 2;
    } else if (line_end > 0) {
      reader->at += line_end;
      start_line(reader);
    } else {
      take_character(reader);
    }
  }
  CP_TRY(unquote(reader, start, reader->at, n_double, &cell->text));
  if (is_at_end(reader)) {
    fault_at(reader, cell->line, cell->column, "a quote that is never closed", "a closing quote");
    return CP_OK;
  }
  reader->at++;
  if (is_at_end(reader) || byte_at(reader, reader->at) == ',' ||
      line_end_size(reader, reader->at) > 0) {
    return CP_OK;
  }
  fault_here(reader, reader->at, "text after a closing quote", "a comma or the end of the line");
  cp_csv_cell ignored;
  take_plain(reader, &ignored);
  return CP_OK;
}

static cp_status take_cell(csv_reader *reader) {
  if (reader->n_cell >= INT32_MAX) return CP_OVERFLOW;
  cp_csv_cell *cell = &reader->cell[reader->n_cell++];
  *cell = (cp_csv_cell){.line = reader->line, .column = reader->at - reader->line_start + 1};
  cell->is_quoted = byte_at(reader, reader->at) == '"';
  if (cell->is_quoted) return take_quoted(reader, cell);
  take_plain(reader, cell);
  return CP_OK;
}

static cp_status take_row(csv_reader *reader) {
  CP_TRY(take_cell(reader));
  while (byte_at(reader, reader->at) == ',' && !is_at_end(reader)) {
    reader->at++;
    CP_TRY(take_cell(reader));
  }
  reader->row_first[++reader->n_row] = reader->n_cell;
  const int32_t line_end = line_end_size(reader, reader->at);
  reader->at += line_end;
  if (line_end > 0) start_line(reader);
  return CP_OK;
}

// Room for what there can be at most: quoted cells may hold commas and line ends of their own.
static cp_status make_room(csv_reader *reader) {
  int64_t n_comma = 0, n_line = 1;
  for (int32_t at = 0; at < reader->content.size; at++) {
    n_comma += reader->content.at[at] == ',';
    n_line += reader->content.at[at] == '\n';
  }
  reader->cell = CP_ARENA_ARRAY(reader->arena, cp_csv_cell, n_comma + n_line);
  reader->row_first = CP_ARENA_ARRAY(reader->arena, int64_t, n_line + 1);
  return reader->cell != NULL && reader->row_first != NULL ? CP_OK : CP_NO_MEMORY;
}

static cp_status take_rows(csv_reader *reader) {
  while (!is_at_end(reader)) {
    const int32_t blank = line_end_size(reader, reader->at);
    if (blank > 0) {
      fault_here(reader, reader->at, "a blank line", "a row");
      reader->at += blank;
      start_line(reader);
      continue;
    }
    CP_TRY(take_row(reader));
  }
  return CP_OK;
}

// Decimal digits of a small count; returns the place after them.
static char *put_count(char *at, int64_t count) {
  char digits[20];
  int32_t n_digit = 0;
  do {
    digits[n_digit++] = (char)('0' + count % 10);
    count /= 10;
  } while (count > 0);
  while (n_digit > 0) {
    *at++ = digits[--n_digit];
  }
  return at;
}

static void put_cells(char out[32], int64_t count) {
  strcpy(put_count(out, count), count == 1 ? " cell" : " cells");
}

// Copy one row into the table, cut or filled to the header's width; a row of another width is a
// fault.
static void fit_row(csv_reader *reader, int64_t row, int32_t n_column, cp_csv_cell *out) {
  const cp_csv_cell *cell = reader->cell + reader->row_first[row];
  const int64_t width = reader->row_first[row + 1] - reader->row_first[row];
  const int64_t shared = width < n_column ? width : n_column;
  memcpy(out, cell, (size_t)shared * sizeof *out);
  if (width == n_column) return;
  const cp_csv_cell *last = &cell[width - 1];
  for (int64_t column = shared; column < n_column; column++) {
    out[column] = (cp_csv_cell){.line = last->line, .column = last->column + last->text.size};
  }
  char found[32];
  char expected[32];
  put_cells(found, width);
  put_cells(expected, n_column);
  fault_at(reader, cell->line, width > n_column ? cell[n_column].column : cell->column, found,
           expected);
}

static bool has_one_width(const csv_reader *reader, int64_t n_column) {
  for (int64_t row = 0; row < reader->n_row; row++)
    if (reader->row_first[row + 1] - reader->row_first[row] != n_column) return false;
  return true;
}

static cp_status fit_table(csv_reader *reader, cp_csv *csv) {
  if (reader->n_row == 0) {
    fault_at(reader, 1, 1, "an empty table", "a first row that names the columns");
    return CP_OK;
  }
  const int64_t n_column = reader->row_first[1];
  const int64_t n_row = reader->n_row - 1;
  if (n_column * n_row > INT32_MAX) return CP_OVERFLOW;
  csv->n_column = (int32_t)n_column;
  csv->n_row = (int32_t)n_row;
  csv->header = reader->cell;
  csv->cell = reader->cell + n_column;
  if (has_one_width(reader, n_column)) return CP_OK;
  csv->cell = CP_ARENA_ARRAY(reader->arena, cp_csv_cell, n_column * n_row);
  if (csv->cell == NULL) return CP_NO_MEMORY;
  for (int64_t row = 0; row < n_row; row++) {
    fit_row(reader, row + 1, csv->n_column, csv->cell + row * n_column);
  }
  return CP_OK;
}

cp_status cp_csv_read(cp_text content, cp_arena *arena, cp_csv_report report, void *context,
                      cp_csv *csv) {
  *csv = (cp_csv){.n_column = 0};
  csv_reader reader = {.content = content, .arena = arena, .report = report, .context = context};
  reader.line = 1;
  if (cp_text_starts(content, CP_TEXT("\xEF\xBB\xBF"))) {
    csv->has_byte_order_mark = true;
    reader.at = 3;
    reader.line_start = 3;
  }
  CP_TRY(make_room(&reader));
  CP_TRY(take_rows(&reader));
  CP_TRY(fit_table(&reader, csv));
  return reader.n_fault > 0 ? CP_BAD_INPUT : CP_OK;
}

int32_t cp_csv_column(const cp_csv *csv, cp_text name) {
  for (int32_t column = 0; column < csv->n_column; column++) {
    if (cp_text_equal(csv->header[column].text, name)) return column;
  }
  return -1;
}

int32_t cp_csv_find_separator(cp_text content) {
  int32_t found = -1;
  for (int32_t at = 0; at < content.size; at++) {
    const char byte = content.at[at];
    if (byte == ',') return -1;
    if (byte == '\n' || byte == '\r') return found;
    if (found < 0 && (byte == ';' || byte == '\t')) found = at;
  }
  return found;
}
