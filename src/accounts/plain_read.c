// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A folder of plain CSV tables, the shape that cases of the kernel have:
//
//   Z.csv  region,sector,REGION/SECTOR...     x.csv  region,sector,x
//   Y.csv  region,sector,REGION/CATEGORY...   regions.csv, sectors.csv, categories.csv: labels in order, one a line, no header
//
// and may have: value_added.csv (region,sector, one column for each primary input), Z_imported.csv, Y_imported.csv (as Z and Y) and
// about.csv (key,value: unit, year, source). plain_write.c writes it.
#include <stddef.h>

#include "accounts/matrix.h"
#include "base/number.h"
#include "base/os/csv.h"
#include "base/os/file.h"
#include "base/os/print.h"

static cp_text path_of(cp_import *import, const char *name) {
  return cp_text_of(
      cp_path_join(import->arena, cp_text_of(import->options->path), cp_text_of(name)));
}

// --- labels --------------------------------------------------------------------------------------

static cp_status add_label(cp_import *import, cp_names *names, const cp_csv_cell *cell,
                           int32_t file) {
  const cp_text label = cp_text_trim(cell->text);
  const cp_status status = cp_names_add(names, label, NULL);
  if (status != CP_EXISTS) return status;
  cp_import_complain(
      import, (cp_origin){file, cell->line, cell->column},
      cp_text_print(import->arena, "the label '" CP_TEXT_FORMAT "' for the second time",
                    CP_TEXT_ARGUMENTS(label)),
      CP_TEXT("each label once"), cp_nothing_said);
  return CP_OK;
}

static cp_status read_labels(cp_import *import, const char *name, cp_label_list *list) {
  const cp_text path = path_of(import, name);
  cp_text content;
  cp_csv csv;
  cp_names names;
  CP_TRY(cp_import_file(import, path, false, &content));
  const int32_t file = cp_messages_file(import->messages, path);
  const cp_status status = cp_csv_read(content, import->arena, NULL, NULL, &csv);
  if (status != CP_OK && status != CP_BAD_INPUT) return status;
  if (status == CP_BAD_INPUT || csv.n_column != 1) {
    cp_import_complain(import, (cp_origin){file, 1, 1}, CP_TEXT("this is no list of labels"),
                       CP_TEXT("one label a line and no header"),
                       CP_TEXT("put a label with a comma in quotes"));
    return CP_BAD_INPUT;
  }
  CP_TRY(cp_names_begin(&names, import->arena, csv.n_row + 1));
  CP_TRY(add_label(import, &names, &csv.header[0], file));
  for (int32_t row = 0; row < csv.n_row; row++) {
    CP_TRY(add_label(import, &names, cp_csv_at(&csv, row, 0), file));
  }
  return cp_label_list_take(list, import->arena, &names);
}

// --- about ---------------------------------------------------------------------------------------

static cp_status read_year(cp_import *import, const cp_csv_cell *cell, int32_t file) {
  int64_t year = 0;
  if (cp_whole_parse(cp_text_trim(cell->text), &year) == CP_OK && year > 0 && year < 10000) {
    import->accounts->year = (int32_t)year;
    return CP_OK;
  }
  cp_import_complain(import, (cp_origin){file, cell->line, cell->column},
                     cp_text_print(import->arena, "'" CP_TEXT_FORMAT "' is no year",
                                   CP_TEXT_ARGUMENTS(cell->text)),
                     CP_TEXT("a year, such as 2023"), cp_nothing_said);
  return CP_OK;
}

static cp_status read_about(cp_import *import) {
  cp_text content;
  cp_csv csv;
  const cp_text path = path_of(import, "about.csv");
  CP_TRY(cp_import_file(import, path, true, &content));
  if (content.at == NULL) return CP_OK;
  const int32_t file = cp_messages_file(import->messages, path);
  const cp_status status = cp_csv_read(content, import->arena, NULL, NULL, &csv);
  if (status == CP_NO_MEMORY || status == CP_OVERFLOW) return status;
  if (status != CP_OK || csv.n_column != 2) {
    cp_import_complain(import, (cp_origin){file, 1, 1}, CP_TEXT("this tells nothing of the table"),
                       CP_TEXT("the columns key,value"), cp_nothing_said);
    return CP_BAD_INPUT;
  }
  for (int32_t row = 0; row < csv.n_row; row++) {
    const cp_text key = cp_csv_at(&csv, row, 0)->text;
    const cp_csv_cell *value = cp_csv_at(&csv, row, 1);
    if (cp_text_equal(key, CP_TEXT("unit"))) import->accounts->unit = value->text;
    if (cp_text_equal(key, CP_TEXT("source"))) import->accounts->source = value->text;
    if (cp_text_equal(key, CP_TEXT("year"))) CP_TRY(read_year(import, value, file));
  }
  return CP_OK;
}

// --- tables --------------------------------------------------------------------------------------

typedef struct plain {
  cp_import *import;
  cp_text *industry, *consumer;  // labels, joined
  int32_t n, n_consumer;
  cp_matrix z, y, x, added, z_imported, y_imported;
} plain;

static const char *const rows_wanted = "a row for each region and sector";
static const char *const row_hint =
    "value added, taxes or imports taken for a country? they belong into value_added.csv";

// What is wrong with one file is told together with what is wrong with the others.
static cp_status read_one(plain *work, const char *name, bool may_be_missing, cp_matrix *matrix) {
  const cp_text path = path_of(work->import, name);
  const cp_status status = cp_matrix_read(work->import, path, 2, false, may_be_missing, matrix);
  return status == CP_BAD_INPUT ? CP_OK : status;
}

static cp_status read_matrices(plain *work) {
  CP_TRY(read_one(work, "Z.csv", false, &work->z));
  CP_TRY(read_one(work, "Y.csv", false, &work->y));
  CP_TRY(read_one(work, "x.csv", false, &work->x));
  CP_TRY(read_one(work, "value_added.csv", true, &work->added));
  CP_TRY(read_one(work, "Z_imported.csv", true, &work->z_imported));
  CP_TRY(read_one(work, "Y_imported.csv", true, &work->y_imported));
  return cp_import_status(work->import);
}

// A country buys: one that is no buyer of anything was a row of something else.
static bool complain_of_no_country(plain *work) {
  const cp_label_list *region = &work->import->accounts->label[CP_LABEL_REGION];
  bool is_wrong = false;
  for (int32_t at = 0; at < region->n; at++) {
    const cp_text part[2] = {region->code[at], CP_TEXT("/")};
    const cp_text start = cp_text_join(work->import->arena, part, 2);
    bool has_column = false;
    for (int32_t column = 0; start.at != NULL && column < work->z.n_column; column++) {
      has_column = has_column || cp_text_starts(work->z.column.name[column], start);
    }
    if (has_column) continue;
    is_wrong = true;
    cp_import_complain(
        work->import, (cp_origin){work->z.file, 1, 1},
        cp_text_print(work->import->arena, "the region '" CP_TEXT_FORMAT "' has no column",
                      CP_TEXT_ARGUMENTS(region->code[at])),
        CP_TEXT("a column REGION/SECTOR for each industry"), cp_text_of(row_hint));
  }
  return is_wrong;
}

static cp_status join_labels(plain *work) {
  const cp_label_list *label = work->import->accounts->label;
  work->n = label[CP_LABEL_REGION].n * label[CP_LABEL_SECTOR].n;
  work->n_consumer = label[CP_LABEL_REGION].n * label[CP_LABEL_CATEGORY].n;
  work->industry =
      cp_import_join_labels(work->import, &label[CP_LABEL_REGION], &label[CP_LABEL_SECTOR], "/");
  work->consumer =
      cp_import_join_labels(work->import, &label[CP_LABEL_REGION], &label[CP_LABEL_CATEGORY], "/");
  return work->industry == NULL || work->consumer == NULL ? CP_NO_MEMORY : CP_OK;
}

static cp_status take_flows(plain *work, cp_matrix *matrix, double *out) {
  const cp_matrix_block block = {work->industry, work->industry,
                                 work->n,        work->n,
                                 rows_wanted,    "a column REGION/SECTOR for each industry"};
  CP_TRY(cp_matrix_take(work->import, matrix, &block, out));
  cp_matrix_complain_unknown(work->import, matrix, row_hint,
                             "a final use belongs into Y.csv, a total nowhere");
  return CP_OK;
}

static cp_status take_finals(plain *work, cp_matrix *matrix, double *out) {
  const cp_matrix_block block = {work->industry, work->consumer,
                                 work->n,        work->n_consumer,
                                 rows_wanted,    "a column REGION/CATEGORY for each final use"};
  CP_TRY(cp_matrix_take(work->import, matrix, &block, out));
  for (int32_t column = 0; column < matrix->n_column; column++) {
    if (matrix->is_column_known[column]) continue;
    matrix->is_column_known[column] = true;
    cp_import_complain(
        work->import, matrix->column_at[column],
        cp_text_print(work->import->arena, "the column '" CP_TEXT_FORMAT "' is no final use",
                      CP_TEXT_ARGUMENTS(matrix->column.name[column])),
        CP_TEXT("REGION/CATEGORY of regions.csv and categories.csv"),
        CP_TEXT("is it a total, or an industry of Z.csv? it would be counted twice"));
  }
  cp_matrix_complain_unknown(work->import, matrix, row_hint, "");
  return CP_OK;
}

static cp_status take_output(plain *work) {
  cp_import *import = work->import;
  const cp_text label = CP_TEXT("x");
  const cp_matrix_block block = {work->industry,          &label, work->n, 1, rows_wanted,
                                 "output as the column x"};
  CP_TRY(cp_matrix_take(import, &work->x, &block, import->accounts->x));
  const int32_t column = cp_matrix_column(&work->x, label);
  for (int32_t at = 0; at < work->n; at++) {
    const int32_t row = cp_matrix_row(&work->x, work->industry[at]);
    import->output_at[at] = row >= 0 && column >= 0 ? cp_matrix_at(&work->x, row, column)
                                                    : (cp_origin){work->x.file, 1, 1};
  }
  cp_matrix_complain_unknown(import, &work->x, row_hint, "x.csv holds output alone");
  return CP_OK;
}

// The file has industries as rows, the account as columns.
static cp_status take_value_added(plain *work) {
  cp_accounts *accounts = work->import->accounts;
  const cp_matrix_block block = {
      work->industry, work->added.column.name, work->n, work->added.n_column, rows_wanted, NULL};
  double *turned =
      CP_ARENA_ARRAY(work->import->arena, double, (int64_t)work->n * work->added.n_column);
  if (turned == NULL) return CP_NO_MEMORY;
  CP_TRY(cp_matrix_take(work->import, &work->added, &block, turned));
  for (int32_t at = 0; at < work->n; at++) {
    for (int32_t part = 0; part < block.n_column; part++) {
      accounts->primary[(int64_t)part * work->n + at] = turned[(int64_t)at * block.n_column + part];
    }
  }
  cp_matrix_complain_unknown(work->import, &work->added, row_hint, "");
  accounts->has_value_added = true;
  return CP_OK;
}

static bool complain_of_half(plain *work) {
  const bool has_z = work->z_imported.n_row > 0, has_y = work->y_imported.n_row > 0;
  if (has_z == has_y) return false;
  const cp_matrix *there = has_z ? &work->z_imported : &work->y_imported;
  cp_import_complain(work->import, (cp_origin){there->file, 0, 0},
                     CP_TEXT("imported flows without the other table of imports"),
                     CP_TEXT("Z_imported.csv and Y_imported.csv, or none of them"),
                     cp_nothing_said);
  return true;
}

static cp_status take_tables(plain *work) {
  cp_import *import = work->import;
  cp_accounts *accounts = import->accounts;
  CP_TRY(take_flows(work, &work->z, accounts->z));
  CP_TRY(take_finals(work, &work->y, accounts->y));
  CP_TRY(take_output(work));
  if (accounts->z_imported != NULL) {
    CP_TRY(take_flows(work, &work->z_imported, accounts->z_imported));
    CP_TRY(take_finals(work, &work->y_imported, accounts->y_imported));
  }
  CP_TRY(cp_import_status(import));
  if (work->added.n_row > 0) return take_value_added(work);
  cp_import_fill_rest(import);
  return CP_OK;
}

cp_status cp_import_csv(cp_import *import) {
  cp_accounts *accounts = import->accounts;
  cp_label_list *label = accounts->label;
  plain *work = cp_arena_take(import->arena, sizeof *work);
  if (work == NULL) return CP_NO_MEMORY;
  work->import = import;
  CP_TRY(read_labels(import, "regions.csv", &label[CP_LABEL_REGION]));
  CP_TRY(read_labels(import, "sectors.csv", &label[CP_LABEL_SECTOR]));
  CP_TRY(read_labels(import, "categories.csv", &label[CP_LABEL_CATEGORY]));
  CP_TRY(read_about(import));
  CP_TRY(read_matrices(work));
  CP_TRY(join_labels(work));
  if (complain_of_half(work) || complain_of_no_country(work)) return CP_BAD_INPUT;
  CP_TRY(work->added.n_row > 0
             ? cp_label_list_take(&label[CP_LABEL_PRIMARY], import->arena, &work->added.column)
             : cp_import_take_rest_label(import));
  CP_TRY(cp_accounts_take(accounts, import->arena, work->z_imported.n_row > 0));
  import->output_at = CP_ARENA_ARRAY(import->arena, cp_origin, work->n);
  if (import->output_at == NULL) return CP_NO_MEMORY;
  return take_tables(work);
}
