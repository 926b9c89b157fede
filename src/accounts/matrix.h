// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// One CSV file as a matrix with named rows and columns, from either of two shapes:
//
//   wide   label[,label],column,column...     one row of numbers for each label; a cell may be blank
//   long   label[,label],label[,label],value  one number a line; what is not there is 0
//
// Two labels (region, sector) are joined by "/". Knows the place of every number, so that messages can name it.
#ifndef CP_ACCOUNTS_MATRIX_H
#define CP_ACCOUNTS_MATRIX_H

#include "accounts/import.h"

typedef struct cp_matrix {
  cp_text path;
  int32_t file;  // number in the messages
  int32_t n_row, n_column;
  cp_names row, column;       // labels
  cp_text (*row_part)[2];     // [n_row] the labels before they were joined; the second may be empty
  cp_text (*column_part)[2];  // [n_column] likewise in the long shape; NULL in the wide one
  cp_origin *row_at, *column_at;  // where a label stands (first)
  double *value;                  // [n_row][n_column]; blank: not a number
  cp_origin *at;                  // [n_row][n_column]; line 0: no such line in a long file
  bool is_long;
  bool *is_row_known, *is_column_known;  // somebody knows what it means
} cp_matrix;

// Read the file. CP_BAD_INPUT after complaints; a file that is not there: as cp_import_file, and then n_row is 0 and `path.at` NULL.
cp_status cp_matrix_read(cp_import *import, cp_text path, int32_t n_label, bool is_long,
                         bool may_be_missing, cp_matrix *matrix);

static inline cp_origin cp_matrix_at(const cp_matrix *matrix, int32_t row, int32_t column) {
  return matrix->at[(int64_t)row * matrix->n_column + column];
}

// The number there; complains when it is blank. Row or column -1 give 0.
double cp_matrix_number(cp_import *import, const cp_matrix *matrix, int32_t row, int32_t column);

// The row or column of a label, which is then known; -1 when there is none.
int32_t cp_matrix_row(cp_matrix *matrix, cp_text label);
int32_t cp_matrix_column(cp_matrix *matrix, cp_text label);

// The places of many labels, -1 where there is none, which is complained of: "no row 'X'; expected WHAT". `what` NULL: it may be missing.
cp_status cp_matrix_places(cp_import *import, cp_matrix *matrix, bool is_row, const cp_text *label,
                           int32_t n, const char *what, int32_t *place);

// The block of these rows and columns, row by row; what is not there is 0.
typedef struct cp_matrix_block {
  const cp_text *row, *column;  // labels
  int32_t n_row, n_column;
  const char *what_row,
      *what_column;  // what is expected, for complaints; NULL: what is missing is none
} cp_matrix_block;

cp_status cp_matrix_take(cp_import *import, cp_matrix *matrix, const cp_matrix_block *block,
                         double *out);

// Complain of every row and column that nobody knows.
void cp_matrix_complain_unknown(cp_import *import, const cp_matrix *matrix, const char *row_hint,
                                const char *column_hint);

#endif
