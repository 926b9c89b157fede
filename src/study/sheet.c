// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// CSV files of a case folder: reads them whole, finds columns by name, turns cells into numbers.

#include "study/sheet.h"

#include <string.h>

#include "base/number.h"
#include "base/os/file.h"
#include "base/os/print.h"

enum { NEAR = 3 };

static void complain_at(const cp_sheet *sheet, int32_t line, int32_t column, cp_text what,
                        cp_text expected, cp_text hint) {
  cp_messages_add(sheet->messages, CP_SEVERITY_ERROR, (cp_origin){sheet->file, line, column}, what,
                  expected, hint);
}

void cp_sheet_complain(const cp_sheet *sheet, int32_t row, int32_t column, cp_text what,
                       cp_text expected, cp_text hint) {
  const cp_csv_cell *cell =
      row < 0 ? &sheet->csv.header[column] : cp_csv_at(&sheet->csv, row, column);
  complain_at(sheet, cell->line, cell->column, what, expected, hint);
}

static void report_fault(void *context, const cp_csv_fault *fault) {
  const cp_sheet *sheet = context;
  complain_at(sheet, fault->line, fault->column, cp_text_print(sheet->arena, "%s", fault->found),
              cp_text_print(sheet->arena, "%s", fault->expected), (cp_text){NULL, 0});
}

// The whole file, or a complaint and no text.
static cp_status open_file(cp_sheet *sheet, const char *folder, const char *name,
                           cp_text *content) {
  const char *path = cp_path_join(sheet->arena, cp_text_of(folder), cp_text_of(name));
  if (path == NULL) return CP_NO_MEMORY;
  sheet->file = cp_messages_file(sheet->messages, cp_text_of(path));
  *content = (cp_text){NULL, 0};
  const cp_status status = cp_file_read(path, sheet->arena, INT32_MAX - 1, content);
  if (status == CP_OK || status == CP_NO_MEMORY) return status;
  const cp_text why = cp_text_of(status == CP_NOT_FOUND  ? "there is no such file"
                                 : status == CP_OVERFLOW ? "the file is larger than 2 GB"
                                                         : "the file cannot be read");
  complain_at(sheet, 0, 0, why, CP_TEXT("a table of a case (docs/economy.md)"),
              CP_TEXT("check the path and the permissions"));
  return CP_OK;
}

cp_status cp_sheet_read(cp_sheet *sheet, const char *folder, const char *name, cp_arena *arena,
                        cp_messages *messages) {
  *sheet = (cp_sheet){.arena = arena, .messages = messages};
  cp_text content;
  CP_TRY(open_file(sheet, folder, name, &content));
  if (content.at == NULL) return CP_OK;
  const cp_status status = cp_csv_read(content, arena, report_fault, sheet, &sheet->csv);
  if (status != CP_BAD_INPUT) return status;
  sheet->csv.n_row = 0;
  return CP_OK;
}

static bool is_repeated(const cp_text *line, int32_t n_line) {
  for (int32_t earlier = 0; earlier + 1 < n_line; earlier++) {
    if (cp_text_equal(line[earlier], line[n_line - 1])) return true;
  }
  return false;
}

cp_status cp_lines_read(const char *folder, const char *name, cp_arena *arena,
                        cp_messages *messages, cp_text **line, int32_t *n_line) {
  cp_sheet sheet = {.arena = arena, .messages = messages};
  cp_text content;
  *n_line = 0;
  CP_TRY(open_file(&sheet, folder, name, &content));
  int32_t most = 1;
  for (int32_t at = 0; at < content.size; at++) most += content.at[at] == '\n';
  *line = CP_ARENA_ARRAY(arena, cp_text, most);
  if (*line == NULL) return CP_NO_MEMORY;
  for (int32_t from = 0, number = 1; from < content.size; number++) {
    const cp_text rest = cp_text_part(content, from, content.size);
    const int32_t end = cp_text_find(rest, '\n');
    const cp_text text = cp_text_trim(end < 0 ? rest : cp_text_part(rest, 0, end));
    from = end < 0 ? content.size : from + end + 1;
    if (text.size == 0) continue;
    (*line)[(*n_line)++] = text;
    if (!is_repeated(*line, *n_line)) continue;
    complain_at(
        &sheet, number, 1,
        cp_text_print(arena, "'" CP_TEXT_FORMAT "' for the second time", CP_TEXT_ARGUMENTS(text)),
        CP_TEXT("each name once"), CP_TEXT("delete one"));
  }
  if (content.at != NULL && *n_line == 0) {
    complain_at(&sheet, 1, 1, CP_TEXT("no names"), CP_TEXT("one name a line, no header"),
                (cp_text){NULL, 0});
  }
  return CP_OK;
}

static int32_t place_of(cp_text text, const char *const *name, int32_t n_name) {
  for (int32_t at = 0; at < n_name; at++) {
    if (cp_text_equal(cp_text_trim(text), cp_text_of(name[at]))) return at;
  }
  return -1;
}

bool cp_sheet_columns(const cp_sheet *sheet, const char *const *name, int32_t n_name,
                      int32_t *column) {
  if (sheet->csv.header == NULL) return false;
  bool is_good = true;
  for (int32_t at = 0; at < n_name; at++) column[at] = -1;
  for (int32_t at = 0; at < sheet->csv.n_column; at++) {
    const int32_t place = place_of(sheet->csv.header[at].text, name, n_name);
    if (place >= 0 && column[place] < 0) {
      column[place] = at;
      continue;
    }
    is_good = false;
    cp_sheet_complain(sheet, -1, at,
                      cp_text_print(sheet->arena, "the column '" CP_TEXT_FORMAT "'%s",
                                    CP_TEXT_ARGUMENTS(sheet->csv.header[at].text),
                                    place < 0 ? "" : " for the second time"),
                      CP_TEXT("the columns of docs/economy.md, each once"), CP_TEXT("delete it"));
  }
  for (int32_t at = 0; at < n_name; at++) {
    if (column[at] >= 0) continue;
    is_good = false;
    complain_at(sheet, 1, 1, cp_text_print(sheet->arena, "no column '%s'", name[at]),
                (cp_text){NULL, 0}, CP_TEXT("add it to the first row"));
  }
  return is_good;
}

cp_text cp_sheet_text(const cp_sheet *sheet, int32_t row, int32_t column) {
  return cp_text_trim(cp_csv_at(&sheet->csv, row, column)->text);
}

bool cp_sheet_number(const cp_sheet *sheet, int32_t row, int32_t column, double least, double most,
                     bool may_be_endless, double *number) {
  const cp_text text = cp_sheet_text(sheet, row, column);
  if (may_be_endless && cp_text_equal(text, CP_TEXT("inf"))) {
    *number = __builtin_inf();
    return true;
  }
  if (cp_number_parse(text, number, NULL) == CP_OK && *number >= least && *number <= most) {
    return true;
  }
  char low[32], high[32];
  const bool is_open = most >= 1e300;
  cp_sheet_complain(
      sheet, row, column,
      cp_text_print(sheet->arena, "'" CP_TEXT_FORMAT "'", CP_TEXT_ARGUMENTS(text)),
      least <= -1e300
          ? CP_TEXT("a number")
          : cp_text_print(sheet->arena, "a number %s %s%s%s%s", is_open ? "of at least" : "from",
                          cp_number_format(least, low), is_open ? "" : " to ",
                          is_open ? "" : cp_number_format(most, high),
                          may_be_endless ? ", or inf" : ""),
      (cp_text){NULL, 0});
  return false;
}

bool cp_sheet_whole(const cp_sheet *sheet, int32_t row, int32_t column, int32_t least, int32_t most,
                    int32_t *number) {
  const cp_text text = cp_sheet_text(sheet, row, column);
  int64_t whole = 0;
  if (cp_whole_parse(text, &whole) == CP_OK && whole >= least && whole <= most) {
    *number = (int32_t)whole;
    return true;
  }
  cp_sheet_complain(
      sheet, row, column,
      cp_text_print(sheet->arena, "'" CP_TEXT_FORMAT "'", CP_TEXT_ARGUMENTS(text)),
      cp_text_print(sheet->arena, "a whole number from %d to %d", (int)least, (int)most),
      (cp_text){NULL, 0});
  return false;
}

int32_t cp_sheet_choice(const cp_sheet *sheet, int32_t row, int32_t column, const cp_text *name,
                        int32_t n_name, const char *what) {
  const cp_text text = cp_sheet_text(sheet, row, column);
  int32_t nearest = -1, best = NEAR + 1;
  for (int32_t at = 0; at < n_name; at++) {
    if (cp_text_equal(text, name[at])) return at;
    const int32_t distance = cp_text_distance(text, name[at], NEAR);
    if (distance < best) best = distance, nearest = at;
  }
  cp_sheet_complain(sheet, row, column,
                    cp_text_print(sheet->arena, "'" CP_TEXT_FORMAT "'", CP_TEXT_ARGUMENTS(text)),
                    cp_text_of(what),
                    nearest < 0 ? (cp_text){NULL, 0}
                                : cp_text_print(sheet->arena, "did you mean '" CP_TEXT_FORMAT "'?",
                                                CP_TEXT_ARGUMENTS(name[nearest])));
  return -1;
}
