// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Two shapes of the World Input-Output Database, 2013 release, with regions put together:
//
//   square   row,REG_SECTOR...,FD_REG...,gross_output      rows REG_SECTOR, last row value_added
//   long     from_region,from_sector,to_region,to_sector,value    to_sector FD: all final uses; output is the sum of the row, value added
//                                                                 what inputs leave of it
//
// A region is what has final uses. So a row of value added cannot pass for a country, and a final use not for an industry.
#include <stddef.h>

#include "accounts/matrix.h"
#include "base/os/csv.h"
#include "base/os/file.h"
#include "base/os/print.h"

static const char *const row_hint =
    "a row of value added, taxes or margins taken for a country? all of them belong into "
    "value_added";
static const char *const column_hint =
    "a final use taken for an industry? final uses of a region are one column, FD";

static cp_status take_category(cp_import *import) {
  cp_names names;
  CP_TRY(cp_names_begin(&names, import->arena, 1));
  CP_TRY(cp_names_add(&names, CP_TEXT("final"), NULL));
  return cp_label_list_take(&import->accounts->label[CP_LABEL_CATEGORY], import->arena, &names);
}

static cp_status take_regions_and_sectors(cp_import *import, const cp_names *region,
                                          const cp_names *sector) {
  cp_label_list *label = import->accounts->label;
  CP_TRY(cp_label_list_take(&label[CP_LABEL_REGION], import->arena, region));
  CP_TRY(cp_label_list_take(&label[CP_LABEL_SECTOR], import->arena, sector));
  CP_TRY(take_category(import));
  CP_TRY(cp_import_take_rest_label(import));
  CP_TRY(cp_accounts_take(import->accounts, import->arena, false));
  import->output_at =
      CP_ARENA_ARRAY(import->arena, cp_origin, cp_accounts_industries(import->accounts));
  return import->output_at == NULL ? CP_NO_MEMORY : CP_OK;
}

static bool complain_of_nothing(cp_import *import, const cp_matrix *matrix, const cp_names *region,
                                const cp_names *sector, const char *final) {
  if (region->n_name > 0 && sector->n_name > 0) return false;
  cp_import_complain(
      import, (cp_origin){matrix->file, 1, 1},
      region->n_name == 0 ? CP_TEXT("no region with final uses") : CP_TEXT("no industry"),
      cp_text_of(final), CP_TEXT("docs/economy-tables.md shows the shape"));
  return true;
}

// --- square --------------------------------------------------------------------------------------

// The sector in "REG_SECTOR", by the longest region that fits; empty when none does.
static cp_text sector_in(const cp_names *region, cp_text label) {
  cp_text sector = cp_nothing_said;
  for (int32_t at = 0; at < region->n_name; at++) {
    const cp_text name = region->name[at];
    if (!cp_text_starts(label, name) || label.size < name.size + 2) continue;
    if (label.at[name.size] != '_') continue;
    const cp_text rest = cp_text_part(label, name.size + 1, label.size);
    if (sector.size == 0 || rest.size < sector.size) sector = rest;
  }
  return sector;
}

static cp_status find_square_labels(cp_import *import, const cp_matrix *matrix, cp_names *region,
                                    cp_names *sector) {
  const cp_text final = CP_TEXT("FD_");
  CP_TRY(cp_names_begin(region, import->arena, 64));
  CP_TRY(cp_names_begin(sector, import->arena, 64));
  for (int32_t column = 0; column < matrix->n_column; column++) {
    const cp_text label = matrix->column.name[column];
    if (!cp_text_starts(label, final)) continue;
    CP_TRY(cp_names_add(region, cp_text_part(label, final.size, label.size), NULL));
  }
  for (int32_t column = 0; column < matrix->n_column; column++) {
    const cp_text found = sector_in(region, matrix->column.name[column]);
    if (found.size == 0 || cp_text_starts(matrix->column.name[column], final)) continue;
    const cp_status status = cp_names_add(sector, found, NULL);
    if (status != CP_EXISTS) CP_TRY(status);
  }
  return CP_OK;
}

static cp_status take_square(cp_import *import, cp_matrix *matrix) {
  cp_accounts *accounts = import->accounts;
  const cp_label_list *region = &accounts->label[CP_LABEL_REGION];
  const int32_t n = cp_accounts_industries(accounts);
  const cp_text output = CP_TEXT("gross_output"), added = CP_TEXT("value_added");
  cp_text *industry = cp_import_join_labels(import, region, &accounts->label[CP_LABEL_SECTOR], "_");
  const cp_label_list prefix = {1, (cp_text[1]){CP_TEXT("FD")}, NULL};
  cp_text *final = cp_import_join_labels(import, &prefix, region, "_");
  if (industry == NULL || final == NULL) return CP_NO_MEMORY;
  const char *rows = "a row for each industry that is a column";
  const char *columns = "a column for each sector of each region that has final uses";
  const cp_matrix_block flows = {industry, industry, n, n, rows, columns};
  const cp_matrix_block finals = {industry, final, n, region->n, NULL, NULL};
  const cp_matrix_block outputs = {industry, &output, n,
                                   1,        NULL,    "gross output as the last column"};
  const cp_matrix_block rest = {&added, industry, 1, n, "value added as the last row", NULL};
  CP_TRY(cp_matrix_take(import, matrix, &flows, accounts->z));
  CP_TRY(cp_matrix_take(import, matrix, &finals, accounts->y));
  CP_TRY(cp_matrix_take(import, matrix, &outputs, accounts->x));
  CP_TRY(cp_matrix_take(import, matrix, &rest, accounts->primary));
  const int32_t column = cp_matrix_column(matrix, output);
  for (int32_t at = 0; column >= 0 && at < n; at++) {
    const int32_t row = cp_matrix_row(matrix, industry[at]);
    if (row >= 0) import->output_at[at] = cp_matrix_at(matrix, row, column);
  }
  accounts->has_value_added = true;
  return CP_OK;
}

static cp_status read_square(cp_import *import) {
  cp_matrix matrix;
  cp_names region, sector;
  CP_TRY(cp_matrix_read(import, cp_text_of(import->options->path), 1, false, false, &matrix));
  CP_TRY(find_square_labels(import, &matrix, &region, &sector));
  if (complain_of_nothing(import, &matrix, &region, &sector,
                          "columns FD_REGION and REGION_SECTOR")) {
    return CP_BAD_INPUT;
  }
  CP_TRY(take_regions_and_sectors(import, &region, &sector));
  CP_TRY(take_square(import, &matrix));
  cp_matrix_complain_unknown(import, &matrix, row_hint, column_hint);
  return cp_import_status(import);
}

// --- long ----------------------------------------------------------------------------------------

static bool is_final(cp_text sector) { return cp_text_equal(sector, CP_TEXT("FD")); }

static cp_status find_long_labels(cp_import *import, const cp_matrix *matrix, cp_names *region,
                                  cp_names *sector) {
  CP_TRY(cp_names_begin(region, import->arena, 64));
  CP_TRY(cp_names_begin(sector, import->arena, 64));
  for (int32_t column = 0; column < matrix->n_column; column++) {
    if (!is_final(matrix->column_part[column][1])) continue;
    CP_TRY(cp_names_add(region, matrix->column_part[column][0], NULL));
  }
  for (int32_t row = 0; row < matrix->n_row; row++) {
    if (cp_names_find(region, matrix->row_part[row][0]) < 0) continue;
    const cp_status status = cp_names_add(sector, matrix->row_part[row][1], NULL);
    if (status != CP_EXISTS) CP_TRY(status);
  }
  return CP_OK;
}

// An industry may sell nothing only if it buys nothing.
static void miss_long_rows(cp_import *import, cp_matrix *matrix) {
  const cp_accounts *accounts = import->accounts;
  for (int32_t column = 0; column < matrix->n_column; column++) {
    const cp_text label = matrix->column.name[column];
    if (!matrix->is_column_known[column] || is_final(matrix->column_part[column][1])) continue;
    if (cp_names_find(&matrix->row, label) >= 0) continue;
    cp_import_complain(import, matrix->column_at[column],
                       cp_text_print(import->arena, "'" CP_TEXT_FORMAT "' buys and never sells",
                                     CP_TEXT_ARGUMENTS(label)),
                       CP_TEXT("lines with it as from_region, from_sector"),
                       CP_TEXT("are rows missing, or is it a final use? these have the sector FD"));
  }
  for (int32_t at = 0; at < cp_accounts_industries(accounts); at++) {
    const int32_t row =
        cp_names_find(&matrix->row, cp_accounts_industry(accounts, import->arena, at));
    import->output_at[at] = row >= 0 ? matrix->row_at[row] : (cp_origin){matrix->file, 1, 1};
  }
}

static void sum_outputs(cp_accounts *accounts) {
  for (int32_t industry = 0; industry < cp_accounts_industries(accounts); industry++) {
    accounts->x[industry] = cp_accounts_row_gap(accounts, industry);
  }
}

static cp_status take_long(cp_import *import, cp_matrix *matrix) {
  cp_accounts *accounts = import->accounts;
  const cp_label_list *region = &accounts->label[CP_LABEL_REGION];
  const int32_t n = cp_accounts_industries(accounts);
  const cp_label_list final_sector = {1, (cp_text[1]){CP_TEXT("FD")}, NULL};
  cp_text *industry = cp_import_join_labels(import, region, &accounts->label[CP_LABEL_SECTOR], "/");
  cp_text *final = cp_import_join_labels(import, region, &final_sector, "/");
  if (industry == NULL || final == NULL) return CP_NO_MEMORY;
  const cp_matrix_block flows = {industry, industry, n, n, NULL, NULL};
  const cp_matrix_block finals = {industry, final, n, region->n, NULL, NULL};
  CP_TRY(cp_matrix_take(import, matrix, &flows, accounts->z));
  CP_TRY(cp_matrix_take(import, matrix, &finals, accounts->y));
  miss_long_rows(import, matrix);
  cp_matrix_complain_unknown(import, matrix, row_hint, column_hint);
  sum_outputs(accounts);
  cp_import_fill_rest(import);
  return CP_OK;
}

// Words for c1, c2 ... from wiod2013_codes.csv in the same folder, where it is.
static cp_status take_names(cp_import *import) {
  const cp_text folder = cp_path_folder(cp_text_of(import->options->path));
  cp_label_list *sector = &import->accounts->label[CP_LABEL_SECTOR];
  cp_text content;
  CP_TRY(cp_import_file(
      import, cp_text_of(cp_path_join(import->arena, folder, CP_TEXT("wiod2013_codes.csv"))), true,
      &content));
  cp_csv csv;
  if (content.at == NULL) return CP_OK;
  CP_TRY(cp_csv_read(content, import->arena, NULL, NULL, &csv));
  const int32_t codes = cp_csv_column(&csv, CP_TEXT("code"));
  const int32_t names = cp_csv_column(&csv, CP_TEXT("sector"));
  for (int32_t row = 0; codes >= 0 && names >= 0 && row < csv.n_row; row++) {
    for (int32_t at = 0; at < sector->n; at++) {
      if (!cp_text_equal(sector->code[at], cp_csv_at(&csv, row, codes)->text)) continue;
      sector->name[at] = cp_csv_at(&csv, row, names)->text;
    }
  }
  return CP_OK;
}

static cp_status read_long(cp_import *import) {
  cp_matrix matrix;
  cp_names region, sector;
  CP_TRY(cp_matrix_read(import, cp_text_of(import->options->path), 2, true, false, &matrix));
  CP_TRY(find_long_labels(import, &matrix, &region, &sector));
  if (complain_of_nothing(import, &matrix, &region, &sector, "lines with the to_sector FD")) {
    return CP_BAD_INPUT;
  }
  CP_TRY(take_regions_and_sectors(import, &region, &sector));
  CP_TRY(take_long(import, &matrix));
  return take_names(import);
}

cp_status cp_import_wiod(cp_import *import) {
  cp_text content;
  CP_TRY(cp_import_file(import, cp_text_of(import->options->path), false, &content));
  import->accounts->year = cp_import_year_in(cp_text_of(import->options->path));
  const bool is_long = cp_text_starts(content, CP_TEXT("from_region"));
  return is_long ? read_long(import) : read_square(import);
}
