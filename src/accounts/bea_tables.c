// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Labels change from edition to edition, and a label that is not known would silently move a column from one side of the account to the
// other. So every label must be known: industries and commodities are what the make table has, final uses and value added are lists
// below, totals are recognised by name. The codes are those of BEA's tables; detail tables write them with two more zeros.
#include "accounts/bea_tables.h"

#include <stddef.h>

#include "base/os/csv.h"
#include "base/os/file.h"
#include "base/os/print.h"

static const cp_text final_uses[CP_BEA_FINALS] = {
    {"F010", 4}, {"F02S", 4}, {"F02E", 4}, {"F02N", 4}, {"F02R", 4}, {"F030", 4}, {"F040", 4},
    {"F050", 4}, {"F06C", 4}, {"F06S", 4}, {"F06E", 4}, {"F06N", 4}, {"F07C", 4}, {"F07S", 4},
    {"F07E", 4}, {"F07N", 4}, {"F10C", 4}, {"F10S", 4}, {"F10E", 4}, {"F10N", 4}};

static const cp_text value_added[CP_BEA_PRIMARIES] = {{"V001", 4}, {"V002", 4}, {"V003", 4}};

// Commodities that an industry of the table need not make: scrap, used goods, noncomparable imports, the rest of the world.
static const cp_text unmade[] = {{"S00300", 6}, {"S00401", 6}, {"S00402", 6},
                                 {"S00900", 6}, {"Used", 4},   {"Other", 5}};

static const struct {
  cp_text code, words;
} totals[CP_BEA_N_TOTAL] = {
    {{"T001", 4}, {"Total Intermediate", 18}},     {{"T004", 4}, {"Total Final Uses (GDP)", 22}},
    {{"T007", 4}, {"Total Commodity Output", 22}}, {{"T005", 4}, {"Total Intermediate", 18}},
    {{"T006", 4}, {"Total Value Added", 17}},      {{"T008", 4}, {"Total Industry Output", 21}},
};

int32_t cp_bea_total_row(cp_matrix *matrix, cp_bea_total total) {
  const int32_t row = cp_matrix_row(matrix, totals[total].code);
  return row >= 0 ? row : cp_matrix_row(matrix, totals[total].words);
}

int32_t cp_bea_total_column(cp_matrix *matrix, cp_bea_total total) {
  const int32_t column = cp_matrix_column(matrix, totals[total].code);
  return column >= 0 ? column : cp_matrix_column(matrix, totals[total].words);
}

static bool is_in(const cp_text *list, int32_t n, cp_text code) {
  for (int32_t at = 0; at < n; at++) {
    if (cp_text_equal(list[at], code)) return true;
  }
  return false;
}

static bool is_total(cp_text label) {
  for (int32_t at = 0; at < CP_BEA_N_TOTAL; at++) {
    if (cp_text_equal(label, totals[at].code) || cp_text_equal(label, totals[at].words))
      return true;
  }
  return false;
}

// --- files ---------------------------------------------------------------------------------------

static bool ends_with(cp_text text, cp_text end) {
  return text.size >= end.size &&
         cp_text_equal(cp_text_part(text, text.size - end.size, end.size), end);
}

static cp_text use_ending(const cp_bea_tables *tables) {
  return tables->is_detail ? CP_TEXT("_use_long.csv") : CP_TEXT("_use.csv");
}

static cp_text path_of(cp_bea_tables *tables, const char *table) {
  return cp_text_print(tables->import->arena, CP_TEXT_FORMAT "_%s%s.csv",
                       CP_TEXT_ARGUMENTS(tables->stem), table, tables->is_detail ? "_long" : "");
}

// The one use table of a folder.
static cp_status find_in_folder(cp_bea_tables *tables, cp_text folder) {
  cp_import *import = tables->import;
  const cp_text ending = use_ending(tables);
  cp_text *name = NULL;
  int32_t n_name = 0, n_found = 0;
  CP_TRY(cp_folder_list(folder.at, import->arena, &name, &n_name));
  for (int32_t at = 0; at < n_name; at++) {
    if (!ends_with(name[at], ending)) continue;
    const cp_text stem = cp_text_part(name[at], 0, name[at].size - ending.size);
    if (ends_with(stem, CP_TEXT("_import"))) continue;
    tables->stem =
        cp_text_of(cp_path_join(import->arena, folder, cp_text_copy(import->arena, stem)));
    n_found++;
  }
  if (n_found == 1) return tables->stem.at == NULL ? CP_NO_MEMORY : CP_OK;
  const cp_origin origin = {cp_messages_file(import->messages, folder), 0, 0};
  cp_import_complain(
      import, origin, cp_text_print(import->arena, "%d use tables in this folder", (int)n_found),
      cp_text_print(import->arena, "one file *" CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(ending)),
      CP_TEXT("name the use table itself; docs/economy-tables.md names the files"));
  return CP_BAD_INPUT;
}

// A folder, the path of the use table, or what its name starts with.
static cp_status find_files(cp_bea_tables *tables) {
  const cp_text path = cp_text_of(tables->import->options->path);
  const cp_text ending = use_ending(tables);
  if (cp_folder_exists(path.at)) return find_in_folder(tables, path);
  tables->stem = ends_with(path, ending) ? cp_text_part(path, 0, path.size - ending.size) : path;
  return CP_OK;
}

// --- labels --------------------------------------------------------------------------------------

// A label where only industries or commodities may stand. A total is fine and is no entity.
static bool is_entity(cp_bea_tables *tables, cp_text label, cp_origin at, const char *expected) {
  if (is_total(label)) return false;
  const bool is_primary = is_in(tables->primary, CP_BEA_PRIMARIES, label);
  const bool is_final = is_in(tables->final, CP_BEA_FINALS, label);
  if (!is_primary && !is_final) return true;
  cp_import_complain(tables->import, at,
                     cp_text_print(tables->import->arena, "%s '" CP_TEXT_FORMAT "' stands here",
                                   is_primary ? "the row of value added" : "the final use",
                                   CP_TEXT_ARGUMENTS(label)),
                     cp_text_print(tables->import->arena, "%s", expected),
                     CP_TEXT("is this the right table?"));
  return false;
}

// Industries are the rows of the make table.
static cp_status take_industries(cp_bea_tables *tables) {
  const cp_matrix *make = &tables->make;
  CP_TRY(cp_names_begin(&tables->industry, tables->import->arena, make->n_row));
  for (int32_t row = 0; row < make->n_row; row++) {
    const cp_text label = make->row.name[row];
    if (!is_entity(tables, label, make->row_at[row], "an industry in each row of make")) {
      tables->make.is_row_known[row] = true;
      continue;
    }
    CP_TRY(cp_names_add(&tables->industry, label, NULL));
  }
  return CP_OK;
}

// Commodities are the rows of the use table that are no value added and that make has as columns, and what make has besides, which is
// then missed in the use table.
static cp_status take_commodities(cp_bea_tables *tables) {
  const cp_matrix *use = &tables->use, *make = &tables->make;
  CP_TRY(cp_names_begin(&tables->commodity, tables->import->arena, use->n_row));
  for (int32_t row = 0; row < use->n_row; row++) {
    const cp_text label = use->row.name[row];
    const bool is_made = cp_names_find(&make->column, label) >= 0;
    const bool is_primary = is_in(tables->primary, CP_BEA_PRIMARIES, label);
    const bool is_free = is_in(unmade, sizeof unmade / sizeof unmade[0], label);
    if (is_total(label) || is_primary || (!is_made && !is_free)) continue;
    CP_TRY(cp_names_add(&tables->commodity, label, NULL));
  }
  for (int32_t column = 0; column < make->n_column; column++) {
    const cp_text label = make->column.name[column];
    if (!is_entity(tables, label, make->column_at[column], "a commodity in each column of make")) {
      make->is_column_known[column] = true;
      continue;
    }
    const cp_status status = cp_names_add(&tables->commodity, label, NULL);
    if (status != CP_EXISTS) CP_TRY(status);
  }
  return CP_OK;
}

static const char *const editions = "codes change between editions: take all tables of one edition";

static void complain_unknown(cp_bea_tables *tables, const cp_matrix *matrix, bool is_row,
                             int32_t index, const char *expected, const cp_names *candidates) {
  cp_import *import = tables->import;
  const cp_text label = is_row ? matrix->row.name[index] : matrix->column.name[index];
  cp_import_complain(import, is_row ? matrix->row_at[index] : matrix->column_at[index],
                     cp_text_print(import->arena, "the %s '" CP_TEXT_FORMAT "' is not known",
                                   is_row ? "row" : "column", CP_TEXT_ARGUMENTS(label)),
                     cp_text_print(import->arena, "%s", expected),
                     cp_import_mean(import, candidates, label, cp_text_of(editions)));
}

static void complain_of_unknown(cp_bea_tables *tables, const cp_matrix *matrix, const char *row,
                                const char *column, const cp_names *column_names) {
  for (int32_t at = 0; at < matrix->n_row; at++) {
    const cp_names *names = matrix == &tables->make ? &tables->industry : &tables->make.column;
    if (!matrix->is_row_known[at]) complain_unknown(tables, matrix, true, at, row, names);
  }
  for (int32_t at = 0; at < matrix->n_column; at++) {
    if (!matrix->is_column_known[at])
      complain_unknown(tables, matrix, false, at, column, column_names);
  }
}

static void know_totals(cp_matrix *matrix) {
  for (cp_bea_total total = 0; total < CP_BEA_N_TOTAL; total++) {
    (void)cp_bea_total_row(matrix, total);
    (void)cp_bea_total_column(matrix, total);
  }
}

static cp_status place_make(cp_bea_tables *tables) {
  cp_matrix *make = &tables->make;
  CP_TRY(cp_matrix_places(tables->import, make, true, tables->industry.name,
                          tables->industry.n_name, NULL, tables->make_row));
  CP_TRY(cp_matrix_places(tables->import, make, false, tables->commodity.name,
                          tables->commodity.n_name, NULL, tables->make_column));
  know_totals(make);
  complain_of_unknown(tables, make, "an industry", "a commodity that the use table has as a row",
                      &tables->use.row);
  return CP_OK;
}

static cp_status place_use(cp_bea_tables *tables) {
  cp_matrix *use = &tables->use;
  cp_import *import = tables->import;
  CP_TRY(cp_matrix_places(import, use, true, tables->primary, CP_BEA_PRIMARIES,
                          "a row for each part of value added", tables->use_primary));
  CP_TRY(cp_matrix_places(import, use, true, tables->commodity.name, tables->commodity.n_name,
                          "a row for each commodity that make has as a column", tables->use_row));
  CP_TRY(cp_matrix_places(import, use, false, tables->user, tables->industry.n_name + CP_BEA_FINALS,
                          "a column for each industry of make and each final use",
                          tables->use_column));
  know_totals(use);
  complain_of_unknown(tables, use, "a commodity that make has as a column, value added or a total",
                      "an industry of make, a final use or a total", &tables->industry);
  return CP_OK;
}

// A long import table leaves out what is not imported.
static cp_status place_imported(cp_bea_tables *tables) {
  cp_matrix *imported = &tables->imported;
  const char *rows = imported->is_long ? NULL : "a row for each commodity";
  const char *columns = imported->is_long ? NULL : "the columns of the use table";
  CP_TRY(cp_matrix_places(tables->import, imported, true, tables->commodity.name,
                          tables->commodity.n_name, rows, tables->imported_row));
  CP_TRY(cp_matrix_places(tables->import, imported, false, tables->user,
                          tables->industry.n_name + CP_BEA_FINALS, columns,
                          tables->imported_column));
  know_totals(imported);
  complain_of_unknown(tables, imported, "a commodity of the use table",
                      "an industry of make, a final use or a total", &tables->industry);
  return CP_OK;
}

static cp_status take_places(cp_bea_tables *tables) {
  cp_arena *arena = tables->import->arena;
  const int32_t n_commodity = tables->commodity.n_name;
  const int32_t n_user = tables->industry.n_name + CP_BEA_FINALS;
  tables->user = CP_ARENA_ARRAY(arena, cp_text, n_user);
  tables->make_row = CP_ARENA_ARRAY(arena, int32_t, n_user);
  tables->make_column = CP_ARENA_ARRAY(arena, int32_t, n_commodity);
  tables->use_row = CP_ARENA_ARRAY(arena, int32_t, n_commodity);
  tables->use_column = CP_ARENA_ARRAY(arena, int32_t, n_user);
  tables->imported_row = CP_ARENA_ARRAY(arena, int32_t, n_commodity);
  tables->imported_column = CP_ARENA_ARRAY(arena, int32_t, n_user);
  const bool has_room = tables->make_row && tables->make_column && tables->use_row &&
                        tables->use_column && tables->imported_row && tables->imported_column;
  if (!has_room || !tables->user) return CP_NO_MEMORY;
  for (int32_t at = 0; at < n_user; at++) {
    const int32_t final = at - tables->industry.n_name;
    tables->user[at] = final < 0 ? tables->industry.name[at] : tables->final[final];
  }
  return CP_OK;
}

static cp_status name_codes(cp_bea_tables *tables) {
  cp_arena *arena = tables->import->arena;
  const char *zeros = tables->is_detail ? "00" : "";
  for (int32_t at = 0; at < CP_BEA_FINALS; at++) {
    tables->final[at] =
        cp_text_print(arena, CP_TEXT_FORMAT "%s", CP_TEXT_ARGUMENTS(final_uses[at]), zeros);
    if (tables->final[at].at == NULL) return CP_NO_MEMORY;
  }
  for (int32_t at = 0; at < CP_BEA_PRIMARIES; at++) {
    tables->primary[at] =
        cp_text_print(arena, CP_TEXT_FORMAT "%s", CP_TEXT_ARGUMENTS(value_added[at]), zeros);
    if (tables->primary[at].at == NULL) return CP_NO_MEMORY;
  }
  return CP_OK;
}

// What is wrong with one table is told together with what is wrong with the others.
static cp_status read_table(cp_bea_tables *tables, const char *name, bool may_be_missing,
                            cp_matrix *matrix) {
  const cp_status status = cp_matrix_read(tables->import, path_of(tables, name), 1,
                                          tables->is_detail, may_be_missing, matrix);
  return status == CP_BAD_INPUT ? CP_OK : status;
}

cp_status cp_bea_tables_read(cp_import *import, bool is_detail, cp_bea_tables *tables) {
  *tables = (cp_bea_tables){.import = import, .is_detail = is_detail};
  CP_TRY(name_codes(tables));
  CP_TRY(find_files(tables));
  CP_TRY(read_table(tables, "use", false, &tables->use));
  CP_TRY(read_table(tables, "make", false, &tables->make));
  CP_TRY(read_table(tables, "import_use", true, &tables->imported));
  CP_TRY(cp_import_status(import));
  CP_TRY(take_industries(tables));
  CP_TRY(take_commodities(tables));
  CP_TRY(take_places(tables));
  CP_TRY(place_make(tables));
  CP_TRY(place_use(tables));
  if (tables->imported.n_row > 0) CP_TRY(place_imported(tables));
  return cp_import_status(import);
}

// --- totals --------------------------------------------------------------------------------------

static double sum_of_row(cp_bea_tables *tables, const cp_matrix *matrix, int32_t row,
                         const int32_t *column, int32_t n) {
  double sum = 0.0;
  for (int32_t at = 0; at < n; at++)
    sum += cp_matrix_number(tables->import, matrix, row, column[at]);
  return sum;
}

static double sum_of_column(cp_bea_tables *tables, const cp_matrix *matrix, int32_t column,
                            const int32_t *row, int32_t n) {
  double sum = 0.0;
  for (int32_t at = 0; at < n; at++)
    sum += cp_matrix_number(tables->import, matrix, row[at], column);
  return sum;
}

// Compare with what the table tells at that place, if it tells it.
static void compare(cp_bea_tables *tables, const cp_matrix *matrix, int32_t row, int32_t column,
                    const char *what, cp_text label, double sum, int32_t n_part) {
  if (row < 0 || column < 0 || cp_matrix_at(matrix, row, column).line == 0) return;
  const double told = cp_matrix_number(tables->import, matrix, row, column);
  cp_import_compare(tables->import, cp_matrix_at(matrix, row, column), what, label, sum, told,
                    n_part);
}

static void check_commodities(cp_bea_tables *tables, cp_matrix *matrix, const int32_t *row,
                              const int32_t *column) {
  const int32_t n = tables->industry.n_name;
  const int32_t used = cp_bea_total_column(matrix, CP_BEA_INTERMEDIATE_USE);
  const int32_t final = cp_bea_total_column(matrix, CP_BEA_FINAL_USE);
  const int32_t output = cp_bea_total_column(matrix, CP_BEA_COMMODITY_OUTPUT);
  for (int32_t at = 0; at < tables->commodity.n_name; at++) {
    const cp_text label = tables->commodity.name[at];
    const double by_industries = sum_of_row(tables, matrix, row[at], column, n);
    const double by_final = sum_of_row(tables, matrix, row[at], column + n, CP_BEA_FINALS);
    compare(tables, matrix, row[at], used, "intermediate use", label, by_industries, n);
    compare(tables, matrix, row[at], final, "final use", label, by_final, CP_BEA_FINALS);
    compare(tables, matrix, row[at], output, "output", label, by_industries + by_final,
            n + CP_BEA_FINALS);
  }
}

static void check_industries(cp_bea_tables *tables) {
  cp_matrix *use = &tables->use;
  const int32_t n_commodity = tables->commodity.n_name;
  const int32_t input = cp_bea_total_row(use, CP_BEA_INTERMEDIATE_INPUT);
  const int32_t added = cp_bea_total_row(use, CP_BEA_VALUE_ADDED);
  const int32_t output = cp_bea_total_row(use, CP_BEA_INDUSTRY_OUTPUT);
  for (int32_t at = 0; at < tables->industry.n_name; at++) {
    const cp_text label = tables->industry.name[at];
    const int32_t column = tables->use_column[at];
    const double bought = sum_of_column(tables, use, column, tables->use_row, n_commodity);
    const double earned = sum_of_column(tables, use, column, tables->use_primary, CP_BEA_PRIMARIES);
    compare(tables, use, input, column, "intermediate input", label, bought, n_commodity);
    compare(tables, use, added, column, "value added", label, earned, CP_BEA_PRIMARIES);
    compare(tables, use, output, column, "output", label, bought + earned,
            n_commodity + CP_BEA_PRIMARIES);
  }
}

static void check_make(cp_bea_tables *tables) {
  cp_matrix *make = &tables->make;
  const int32_t n = tables->industry.n_name, n_commodity = tables->commodity.n_name;
  const int32_t industry_output = cp_bea_total_column(make, CP_BEA_INDUSTRY_OUTPUT);
  const int32_t commodity_output = cp_bea_total_row(make, CP_BEA_COMMODITY_OUTPUT);
  for (int32_t at = 0; at < n; at++) {
    const int32_t row = tables->make_row[at];
    compare(tables, make, row, industry_output, "output", tables->industry.name[at],
            sum_of_row(tables, make, row, tables->make_column, n_commodity), n_commodity);
  }
  for (int32_t at = 0; at < n_commodity; at++) {
    const int32_t column = tables->make_column[at];
    if (column < 0) continue;
    compare(tables, make, commodity_output, column, "output", tables->commodity.name[at],
            sum_of_column(tables, make, column, tables->make_row, n), n);
  }
}

void cp_bea_tables_check(cp_bea_tables *tables) {
  check_make(tables);
  check_commodities(tables, &tables->use, tables->use_row, tables->use_column);
  check_industries(tables);
  if (tables->imported.n_row > 0) {
    check_commodities(tables, &tables->imported, tables->imported_row, tables->imported_column);
  }
}

// --- names ---------------------------------------------------------------------------------------

// "us_bea_summary_2023" has its names in "us_bea_summary_codes.csv".
static cp_text names_path(cp_bea_tables *tables) {
  cp_text stem = tables->stem;
  const int32_t year_part = 5;  // "_2023"
  const bool has_room = stem.size > year_part;
  const cp_text end = has_room ? cp_text_part(stem, stem.size - year_part, year_part) : stem;
  if (has_room && cp_import_year_in(end) > 0) stem.size -= year_part;
  return cp_text_print(tables->import->arena, CP_TEXT_FORMAT "_codes.csv", CP_TEXT_ARGUMENTS(stem));
}

cp_status cp_bea_tables_names(cp_bea_tables *tables, const char *kind, cp_label_list *list) {
  cp_text content;
  CP_TRY(cp_import_file(tables->import, names_path(tables), true, &content));
  if (content.at == NULL) return CP_OK;
  cp_csv csv;
  CP_TRY(cp_csv_read(content, tables->import->arena, NULL, NULL, &csv));
  const int32_t kinds = cp_csv_column(&csv, CP_TEXT("kind"));
  const int32_t codes = cp_csv_column(&csv, CP_TEXT("code"));
  const int32_t names = cp_csv_column(&csv, CP_TEXT("name"));
  if (kinds < 0 || codes < 0 || names < 0) return CP_OK;
  for (int32_t row = 0; row < csv.n_row; row++) {
    if (!cp_text_equal(cp_csv_at(&csv, row, kinds)->text, cp_text_of(kind))) continue;
    for (int32_t at = 0; at < list->n; at++) {
      if (!cp_text_equal(list->code[at], cp_csv_at(&csv, row, codes)->text)) continue;
      list->name[at] = cp_csv_at(&csv, row, names)->text;
    }
  }
  return CP_OK;
}
