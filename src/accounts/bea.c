// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Use and make tables of commodities into an account of industries, by the assumption that a commodity is made in its own proportion of
// industries whoever buys it (industry technology, fixed market shares). With V make, U use, M its imported part, F final uses, q output of
// commodities, g output of industries:
//
//   D = V / q (by columns)      z = D (U - M)      z_imported = D M      y = D (F - M_F)      x = g
//
// Scrap, used goods and the rest of the world are commodities as all others. What nobody in the table makes (q = 0) is a primary input.
#include <stddef.h>

#include "accounts/bea_tables.h"

typedef struct transformation {
  cp_bea_tables *tables;
  cp_accounts *accounts;
  int32_t n, n_commodity;
  double *output;  // [n_commodity] q
} transformation;

static cp_text region_name(void) { return CP_TEXT("USA"); }

static cp_status take_region(cp_label_list *list, cp_arena *arena) {
  cp_names names;
  CP_TRY(cp_names_begin(&names, arena, 1));
  CP_TRY(cp_names_add(&names, region_name(), NULL));
  return cp_label_list_take(list, arena, &names);
}

static cp_status take_codes(cp_label_list *list, cp_arena *arena, const cp_text *code, int32_t n,
                            cp_text more) {
  cp_names names;
  CP_TRY(cp_names_begin(&names, arena, n + 1));
  for (int32_t at = 0; at < n; at++) CP_TRY(cp_names_add(&names, code[at], NULL));
  if (more.size > 0) CP_TRY(cp_names_add(&names, more, NULL));
  return cp_label_list_take(list, arena, &names);
}

static cp_status take_labels(cp_bea_tables *tables, cp_accounts *accounts, bool has_unmade) {
  cp_arena *arena = tables->import->arena;
  cp_label_list *label = accounts->label;
  const cp_text imports = has_unmade ? CP_TEXT("imports") : cp_nothing_said;
  CP_TRY(take_region(&label[CP_LABEL_REGION], arena));
  CP_TRY(cp_label_list_take(&label[CP_LABEL_SECTOR], arena, &tables->industry));
  CP_TRY(
      take_codes(&label[CP_LABEL_CATEGORY], arena, tables->final, CP_BEA_FINALS, cp_nothing_said));
  CP_TRY(take_codes(&label[CP_LABEL_PRIMARY], arena, tables->primary, CP_BEA_PRIMARIES, imports));
  CP_TRY(cp_bea_tables_names(tables, "Industry", &label[CP_LABEL_SECTOR]));
  CP_TRY(cp_bea_tables_names(tables, "FinalDemand", &label[CP_LABEL_CATEGORY]));
  CP_TRY(cp_bea_tables_names(tables, "ValueAdded", &label[CP_LABEL_PRIMARY]));
  if (has_unmade) {
    label[CP_LABEL_PRIMARY].name[CP_BEA_PRIMARIES] =
        CP_TEXT("Imports and used goods that no industry of the table makes");
  }
  return CP_OK;
}

static double make_of(const transformation *work, int32_t industry, int32_t commodity) {
  const cp_bea_tables *tables = work->tables;
  return cp_matrix_number(tables->import, &tables->make, tables->make_row[industry],
                          tables->make_column[commodity]);
}

// Output of commodities as the make table tells it, else what its rows add up to.
static cp_status find_outputs(transformation *work) {
  cp_bea_tables *tables = work->tables;
  cp_matrix *make = &tables->make;
  const int32_t row = cp_bea_total_row(make, CP_BEA_COMMODITY_OUTPUT);
  work->output = CP_ARENA_ARRAY(tables->import->arena, double, work->n_commodity);
  if (work->output == NULL) return CP_NO_MEMORY;
  for (int32_t commodity = 0; commodity < work->n_commodity; commodity++) {
    const int32_t column = tables->make_column[commodity];
    if (row >= 0) {
      work->output[commodity] = cp_matrix_number(tables->import, make, row, column);
      continue;
    }
    for (int32_t industry = 0; industry < work->n; industry++) {
      work->output[commodity] += make_of(work, industry, commodity);
    }
  }
  return CP_OK;
}

// Output of industries likewise; its place is what a complaint about the industry names.
static cp_status take_output(transformation *work, double *x, cp_origin *at) {
  cp_bea_tables *tables = work->tables;
  cp_matrix *make = &tables->make;
  const int32_t column = cp_bea_total_column(make, CP_BEA_INDUSTRY_OUTPUT);
  for (int32_t industry = 0; industry < work->n; industry++) {
    const int32_t row = tables->make_row[industry];
    at[industry] = column >= 0 ? cp_matrix_at(make, row, column) : make->row_at[row];
    if (column >= 0) {
      x[industry] = cp_matrix_number(tables->import, make, row, column);
      continue;
    }
    for (int32_t commodity = 0; commodity < work->n_commodity; commodity++) {
      x[industry] += make_of(work, industry, commodity);
    }
  }
  return CP_OK;
}

// What one user buys of a commodity, and how much of that abroad.
static void find_use(const transformation *work, int32_t commodity, int32_t user, double *all,
                     double *abroad) {
  const cp_bea_tables *tables = work->tables;
  *all = cp_matrix_number(tables->import, &tables->use, tables->use_row[commodity],
                          tables->use_column[user]);
  *abroad = tables->imported.n_row == 0
                ? 0.0
                : cp_matrix_number(tables->import, &tables->imported,
                                   tables->imported_row[commodity], tables->imported_column[user]);
}

// Share what is used of a commodity among the industries that make it.
static void share_out(const transformation *work, int32_t commodity, int32_t user, double all,
                      double abroad) {
  cp_accounts *accounts = work->accounts;
  const bool is_final = user >= work->n;
  const int32_t n_column = is_final ? CP_BEA_FINALS : work->n;
  double *home = is_final ? accounts->y : accounts->z;
  double *away = is_final ? accounts->y_imported : accounts->z_imported;
  for (int32_t industry = 0; industry < work->n; industry++) {
    const double made = make_of(work, industry, commodity);
    if (made == 0) continue;
    const double share = made / work->output[commodity];
    const int64_t at = (int64_t)industry * n_column + (is_final ? user - work->n : user);
    home[at] += share * (all - abroad);
    if (away != NULL) away[at] += share * abroad;
  }
}

static void transform(const transformation *work) {
  cp_accounts *accounts = work->accounts;
  double *unmade = accounts->primary + (int64_t)CP_BEA_PRIMARIES * work->n;
  for (int32_t commodity = 0; commodity < work->n_commodity; commodity++) {
    for (int32_t user = 0; user < work->n + CP_BEA_FINALS; user++) {
      double all = 0.0, abroad = 0.0;
      find_use(work, commodity, user, &all, &abroad);
      if (all == 0 && abroad == 0) continue;
      if (work->output[commodity] > 0) {
        share_out(work, commodity, user, all, abroad);
      } else if (user < work->n) {
        unmade[user] += all;
      }
    }
  }
}

static void take_value_added(const transformation *work) {
  const cp_bea_tables *tables = work->tables;
  for (int32_t part = 0; part < CP_BEA_PRIMARIES; part++) {
    for (int32_t industry = 0; industry < work->n; industry++) {
      work->accounts->primary[(int64_t)part * work->n + industry] = cp_matrix_number(
          tables->import, &tables->use, tables->use_primary[part], tables->use_column[industry]);
    }
  }
}

static bool refuse_negative(const transformation *work, bool *has_unmade) {
  cp_bea_tables *tables = work->tables;
  bool is_refused = false;
  for (int32_t commodity = 0; commodity < work->n_commodity; commodity++) {
    *has_unmade = *has_unmade || work->output[commodity] == 0;
    if (work->output[commodity] >= 0) continue;
    is_refused = true;
    cp_import_complain(tables->import, tables->make.column_at[tables->make_column[commodity]],
                       cp_text_join(tables->import->arena,
                                    (cp_text[3]){CP_TEXT("a negative output of commodity '"),
                                                 tables->commodity.name[commodity], CP_TEXT("'")},
                                    3),
                       CP_TEXT("0 or more"), CP_TEXT("was a column of final uses taken for it?"));
  }
  return is_refused;
}

cp_status cp_import_bea(cp_import *import, bool is_detail) {
  cp_bea_tables tables;
  CP_TRY(cp_bea_tables_read(import, is_detail, &tables));
  cp_bea_tables_check(&tables);
  transformation work = {&tables, import->accounts, tables.industry.n_name, tables.commodity.n_name,
                         NULL};
  CP_TRY(find_outputs(&work));
  bool has_unmade = false;
  if (refuse_negative(&work, &has_unmade)) return CP_BAD_INPUT;
  CP_TRY(cp_import_status(import));

  CP_TRY(take_labels(&tables, import->accounts, has_unmade));
  CP_TRY(cp_accounts_take(import->accounts, import->arena, tables.imported.n_row > 0));
  import->output_at = CP_ARENA_ARRAY(import->arena, cp_origin, work.n);
  if (import->output_at == NULL) return CP_NO_MEMORY;
  CP_TRY(take_output(&work, import->accounts->x, import->output_at));
  take_value_added(&work);
  transform(&work);
  import->accounts->has_value_added = true;
  import->accounts->year = cp_import_year_in(tables.stem);
  return CP_OK;
}
