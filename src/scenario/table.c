// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// One CSV file into the rows of its section. The header names fields in any order; a blank cell is
// a value that is missing.

#include "scenario/draft.h"

#include <stddef.h>

#include "base/os/csv.h"
#include "base/os/print.h"

enum { FAULTY_MOST = 1000 };

typedef struct csv_context {
  cp_draft *draft;
  int32_t file;
  int32_t n_faulty;
  int32_t faulty[FAULTY_MOST];  // lines with faults: their rows are left out
} csv_context;

static void report_fault(void *context, const cp_csv_fault *fault) {
  csv_context *at = context;
  if (at->n_faulty < FAULTY_MOST) at->faulty[at->n_faulty++] = fault->line;
  cp_arena *arena = at->draft->arena;
  cp_draft_complain(at->draft, (cp_origin){at->file, fault->line, fault->column},
                    cp_text_print(arena, "%s", fault->found),
                    cp_text_print(arena, "%s", fault->expected), cp_no_text);
}

static void report_column(cp_draft *draft, int32_t section, const cp_csv_cell *cell,
                          cp_origin origin) {
  if (cell->text.size == 0) {
    cp_draft_complain(draft, origin, CP_TEXT("a column without a name"), CP_TEXT("a field's name"),
                      CP_TEXT("is there a comma too many in the first row?"));
    return;
  }
  cp_draft_complain(
      draft, origin,
      cp_text_print(draft->arena, "the column '" CP_TEXT_FORMAT "' is no field of " CP_TEXT_FORMAT,
                    CP_TEXT_ARGUMENTS(cell->text), CP_TEXT_ARGUMENTS(cp_section_at(section)->name)),
      cp_no_text, cp_draft_mean(draft, cp_field_nearest(section, cell->text)));
}

// Fields of the columns, -1 where a column is none; reports unknown, repeated and missing ones.
static int32_t *read_header(cp_draft *draft, int32_t section, const cp_csv *csv, int32_t file) {
  const cp_section_info *about = cp_section_at(section);
  int32_t *place = CP_ARENA_ARRAY(draft->arena, int32_t, csv->n_column);
  if (place == NULL) return NULL;
  for (int32_t column = 0; column < csv->n_column; column++) {
    const cp_csv_cell *cell = &csv->header[column];
    const cp_origin origin = {file, cell->line, cell->column};
    const int32_t field = cp_field_find(section, cp_text_trim(cell->text));
    place[column] = field < 0 ? -1 : field - about->first_field;
    if (field < 0) report_column(draft, section, cell, origin);
    for (int32_t earlier = 0; field >= 0 && earlier < column; earlier++) {
      if (place[earlier] != place[column]) continue;
      cp_draft_complain(
          draft, origin,
          cp_text_print(draft->arena, "the column '" CP_TEXT_FORMAT "' for the second time",
                        CP_TEXT_ARGUMENTS(cell->text)),
          CP_TEXT("each column once"), cp_no_text);
    }
  }
  return place;
}

// A key or required column that is not there would be missing in every row: say it once.
static bool has_needed_columns(cp_draft *draft, int32_t section, const cp_csv *csv,
                               const int32_t *place, int32_t file) {
  const cp_section_info *about = cp_section_at(section);
  bool has_all = true;
  for (int32_t wanted = 0; wanted < cp_section_width(section); wanted++) {
    const cp_field_info *field = cp_field_at(about->first_field + wanted);
    bool is_there = !field->is_required;
    for (int32_t column = 0; column < csv->n_column; column++) is_there |= place[column] == wanted;
    if (is_there) continue;
    has_all = false;
    cp_draft_complain(draft, (cp_origin){file, 1, 1},
                      cp_text_print(draft->arena, "no column '" CP_TEXT_FORMAT "': " CP_TEXT_FORMAT,
                                    CP_TEXT_ARGUMENTS(field->name), CP_TEXT_ARGUMENTS(field->doc)),
                      cp_no_text, CP_TEXT("add it to the first row"));
  }
  return has_all;
}

static cp_status take_row(cp_draft *draft, int32_t section, const cp_csv *csv, int32_t number,
                          const int32_t *place, int32_t file) {
  const cp_csv_cell *first = cp_csv_at(csv, number, 0);
  cp_row row;
  CP_TRY(cp_row_begin(draft, section, (cp_origin){file, first->line, first->column}, &row));
  for (int32_t column = 0; column < csv->n_column; column++) {
    const cp_csv_cell *cell = cp_csv_at(csv, number, column);
    const cp_text text = cp_text_trim(cell->text);
    if (place[column] < 0 || text.size == 0) continue;
    const cp_value *value =
        cp_value_of_text(draft, text, (cp_origin){file, cell->line, cell->column});
    if (value == NULL) return CP_NO_MEMORY;
    row.value[place[column]] = value;
  }
  return cp_draft_add(draft, section, &row);
}

// Spreadsheets leave rows of nothing but commas at the end of a table.
static bool is_empty_row(const cp_csv *csv, int32_t number) {
  for (int32_t column = 0; column < csv->n_column; column++) {
    if (cp_text_trim(cp_csv_at(csv, number, column)->text).size > 0) return false;
  }
  return true;
}

// Does a fault lie between the row's first line and the next row's?
static bool is_faulty(const csv_context *context, const cp_csv *csv, int32_t number) {
  const int32_t line = cp_csv_at(csv, number, 0)->line;
  const int32_t end = number + 1 < csv->n_row ? cp_csv_at(csv, number + 1, 0)->line : INT32_MAX;
  for (int32_t fault = 0; fault < context->n_faulty; fault++) {
    if (context->faulty[fault] >= line && context->faulty[fault] < end) return true;
  }
  return false;
}

static cp_status read_rows(cp_draft *draft, int32_t section, const cp_csv *csv,
                           const csv_context *context) {
  const int32_t *place = read_header(draft, section, csv, context->file);
  if (place == NULL) return CP_NO_MEMORY;
  if (!has_needed_columns(draft, section, csv, place, context->file)) {
    draft->is_broken[section] = true;
    return CP_OK;
  }
  CP_TRY(cp_draft_expect(draft, section, csv->n_row));
  for (int32_t number = 0; number < csv->n_row; number++) {
    if (is_faulty(context, csv, number)) continue;
    if (is_empty_row(csv, number)) {
      const cp_origin origin = {context->file, cp_csv_at(csv, number, 0)->line, 1};
      cp_draft_complain(draft, origin, CP_TEXT("an empty row"), cp_no_text, CP_TEXT("delete it"));
      continue;
    }
    CP_TRY(take_row(draft, section, csv, number, place, context->file));
  }
  return CP_OK;
}

static void report_separator(cp_draft *draft, cp_text content, int32_t at, int32_t file) {
  const bool is_tab = content.at[at] == '\t';
  cp_draft_complain(
      draft, (cp_origin){file, 1, at + 1},
      is_tab ? CP_TEXT("this file is separated by tabs") : CP_TEXT("this file is separated by ';'"),
      cp_no_text, CP_TEXT("save it with commas"));
}

cp_status cp_draft_read_table(cp_draft *draft, int32_t section, cp_text content, int32_t file) {
  csv_context *context = cp_arena_take(draft->arena, sizeof *context);
  if (context == NULL) return CP_NO_MEMORY;
  const int32_t separator = cp_csv_find_separator(content);
  if (separator >= 0) {
    report_separator(draft, content, separator, file);
    draft->is_broken[section] = true;
    return CP_OK;
  }
  *context = (csv_context){.draft = draft, .file = file};
  cp_csv csv;
  const cp_status status = cp_csv_read(content, draft->arena, report_fault, context, &csv);
  if (status == CP_BAD_INPUT) draft->is_broken[section] = true;
  if (status != CP_OK && status != CP_BAD_INPUT) return status;
  return csv.n_column > 0 ? read_rows(draft, section, &csv, context) : CP_OK;
}
