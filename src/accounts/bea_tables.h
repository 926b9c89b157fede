// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The use, make and import tables of the U.S. Bureau of Economic Analysis as matrices, with the place of every industry, commodity,
// final use and row of value added in them.
#ifndef CP_ACCOUNTS_BEA_TABLES_H
#define CP_ACCOUNTS_BEA_TABLES_H

#include "accounts/matrix.h"

enum { CP_BEA_FINALS = 20, CP_BEA_PRIMARIES = 3 };

typedef struct cp_bea_tables {
  cp_import *import;
  bool is_detail;
  cp_matrix use, make, imported;  // imported.n_row is 0 where no such table is given
  cp_text stem;                   // path of the files up to "_use.csv"
  cp_names industry, commodity;
  cp_text *user;  // [n_industry + CP_BEA_FINALS] industries, then final uses
  cp_text final[CP_BEA_FINALS], primary[CP_BEA_PRIMARIES];  // codes of this level of detail
  int32_t *make_row;                                        // [n_industry]
  int32_t *make_column;                                     // [n_commodity] -1: nobody makes it
  int32_t *use_row;                                         // [n_commodity]
  int32_t *use_column;  // [n_industry + CP_BEA_FINALS] industries, then final uses
  int32_t use_primary[CP_BEA_PRIMARIES];
  int32_t *imported_row;     // [n_commodity] -1: nothing of it is imported
  int32_t *imported_column;  // as use_column, -1: nobody there buys abroad
} cp_bea_tables;

// Totals that the tables tell of themselves.
typedef enum cp_bea_total {
  CP_BEA_INTERMEDIATE_USE,  // of a commodity by all industries
  CP_BEA_FINAL_USE,
  CP_BEA_COMMODITY_OUTPUT,
  CP_BEA_INTERMEDIATE_INPUT,  // of an industry of all commodities
  CP_BEA_VALUE_ADDED,
  CP_BEA_INDUSTRY_OUTPUT,
  CP_BEA_N_TOTAL
} cp_bea_total;

// Row or column of a total, -1 where a table has none.
int32_t cp_bea_total_row(cp_matrix *matrix, cp_bea_total total);
int32_t cp_bea_total_column(cp_matrix *matrix, cp_bea_total total);

// Find the files, read them, know every label. CP_BAD_INPUT after complaints.
cp_status cp_bea_tables_read(cp_import *import, bool is_detail, cp_bea_tables *tables);

// Compare every total that is told with its parts.
void cp_bea_tables_check(cp_bea_tables *tables);

// The names of the codes from the file beside, where there is one.
cp_status cp_bea_tables_names(cp_bea_tables *tables, const char *kind, cp_label_list *list);

#endif
