// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The input-output table of a case: three lists of labels, then Z.csv, Y.csv and x.csv, whose rows and columns follow the lists.

#include "base/os/print.h"
#include "study/case.h"
#include "study/sheet.h"

enum { LABELS = 2, MOST_MESSAGES = 20 };

// A table with one row for each industry in order and, behind region and sector, `n_column` numbers.
typedef struct sheet_block {
  cp_sheet sheet;
  const cp_case *study;
  int32_t n_column;
  const cp_text *column_name;  // the second half of "region/name", [n_name]; NULL: one column "x"
  int32_t n_name;
  double least;
} sheet_block;

static bool is_enough(const sheet_block *block) {
  return block->sheet.messages->n_error >= MOST_MESSAGES;
}

static void expect_text(const sheet_block *block, int32_t row, int32_t column, cp_text found,
                        cp_text expected) {
  if (cp_text_equal(cp_text_trim(found), expected)) return;
  cp_arena *arena = block->sheet.arena;
  cp_sheet_complain(
      &block->sheet, row, column,
      cp_text_print(arena, "'" CP_TEXT_FORMAT "'", CP_TEXT_ARGUMENTS(found)),
      cp_text_print(arena, "'" CP_TEXT_FORMAT "'", CP_TEXT_ARGUMENTS(expected)),
      CP_TEXT("rows and columns follow regions.csv and sectors.csv or categories.csv"));
}

static bool has_size(const sheet_block *block) {
  const cp_csv *csv = &block->sheet.csv;
  const int32_t n_row = cp_io_table_industries(&block->study->table);
  if (csv->header == NULL) return false;
  if (csv->n_column == block->n_column + LABELS && csv->n_row == n_row) return true;
  if (block->sheet.messages->n_error > 0 && csv->n_row == 0) return false;
  cp_sheet_complain(
      &block->sheet, -1, 0,
      cp_text_print(block->sheet.arena, "%d rows and %d columns", (int)csv->n_row,
                    (int)csv->n_column),
      cp_text_print(block->sheet.arena, "%d rows and %d columns: region, sector and %d more",
                    (int)n_row, (int)(block->n_column + LABELS), (int)block->n_column),
      CP_TEXT("compare with regions.csv, sectors.csv and categories.csv"));
  return false;
}

static void check_header(const sheet_block *block) {
  const cp_csv_cell *header = block->sheet.csv.header;
  expect_text(block, -1, 0, header[0].text, CP_TEXT("region"));
  expect_text(block, -1, 1, header[1].text, CP_TEXT("sector"));
  if (block->column_name == NULL) {
    expect_text(block, -1, LABELS, header[LABELS].text, CP_TEXT("x"));
    return;
  }
  for (int32_t column = 0; column < block->n_column && !is_enough(block); column++) {
    const cp_text region = block->study->region[column / block->n_name];
    const cp_text name = block->column_name[column % block->n_name];
    expect_text(block, -1, LABELS + column, header[LABELS + column].text,
                cp_text_print(block->sheet.arena, CP_TEXT_FORMAT "/" CP_TEXT_FORMAT,
                              CP_TEXT_ARGUMENTS(region), CP_TEXT_ARGUMENTS(name)));
  }
}

static cp_status read_block(sheet_block *block, const char *name, cp_arena *arena,
                            cp_messages *messages, const double **value) {
  const cp_case *study = block->study;
  const int32_t n_industry = cp_io_table_industries(&study->table);
  CP_TRY(cp_sheet_read(&block->sheet, study->table_folder, name, arena, messages));
  if (!has_size(block)) return CP_OK;
  check_header(block);
  double *cell = CP_ARENA_ARRAY(arena, double, (int64_t)n_industry * block->n_column);
  if (cell == NULL) return CP_NO_MEMORY;
  *value = cell;
  for (int32_t row = 0; row < n_industry && !is_enough(block); row++) {
    expect_text(block, row, 0, cp_sheet_text(&block->sheet, row, 0),
                study->region[row / study->table.n_sector]);
    expect_text(block, row, 1, cp_sheet_text(&block->sheet, row, 1),
                study->sector[row % study->table.n_sector]);
    for (int32_t column = 0; column < block->n_column && !is_enough(block); column++, cell++) {
      cp_sheet_number(&block->sheet, row, LABELS + column, block->least, 1e300, false, cell);
    }
  }
  return CP_OK;
}

cp_status cp_case_read_table(cp_case *study, cp_arena *arena, cp_messages *messages) {
  cp_io_table *table = &study->table;
  const char *folder = study->table_folder;
  CP_TRY(cp_lines_read(folder, "regions.csv", arena, messages, &study->region, &table->n_region));
  CP_TRY(cp_lines_read(folder, "sectors.csv", arena, messages, &study->sector, &table->n_sector));
  CP_TRY(cp_lines_read(folder, "categories.csv", arena, messages, &study->category,
                       &table->n_category));
  if (messages->n_error > 0) return CP_OK;
  if ((int64_t)table->n_region * table->n_sector > CP_ECONOMY_INDUSTRIES ||
      (int64_t)table->n_region * table->n_category > CP_ECONOMY_INDUSTRIES) {
    return CP_OVERFLOW;
  }
  sheet_block z = {.study = study,
                   .n_column = cp_io_table_industries(table),
                   .column_name = study->sector,
                   .n_name = table->n_sector,
                   .least = 0.0};
  sheet_block y = {.study = study,
                   .n_column = cp_io_table_consumers(table),
                   .column_name = study->category,
                   .n_name = table->n_category,
                   .least = -1e300};
  sheet_block x = {.study = study, .n_column = 1, .least = 0.0};
  CP_TRY(read_block(&z, "Z.csv", arena, messages, &table->z));
  CP_TRY(read_block(&y, "Y.csv", arena, messages, &table->y));
  return read_block(&x, "x.csv", arena, messages, &table->x);
}
