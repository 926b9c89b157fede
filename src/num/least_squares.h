// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Weighted least squares under linear identities, for quantities that are never negative:
//
//   minimise  sum over figures of ((a x - b) / deviation)^2     (1)
//   with      c x = 0 for every identity, and x >= 0            (2)
//
// Small, dense and deterministic: + - * / and sqrt, in the order of rows and columns.

#ifndef CP_NUM_LEAST_SQUARES_H
#define CP_NUM_LEAST_SQUARES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "num/row_space.h"

typedef struct cp_least_squares {
  int32_t n_unknown, n_figure, n_identity;
  double *figure;     // a: [n_figure x n_unknown] what each figure measures
  double *value;      // b: [n_figure]
  double *deviation;  // [n_figure] its standard deviation, above 0
  double *identity;   // c: [n_identity x n_unknown]

  // the answer
  double *x;            // [n_unknown] 0 where not determined
  double *x_deviation;  // [n_unknown] standard deviation of x when those of the figures are right
  double *change;       // [n_figure] (a x - b) / deviation
  bool *is_known;       // [n_unknown] do figures and identities determine it?
  bool *is_held;        // [n_unknown] is it held at 0, where (1) alone would make it negative?
  double chi_square;    // (1) at its least
  int32_t n_freedom;    // figures less what they had to determine

  // working room
  cp_row_space space;
  double *basis;     // [n_unknown x n_free] x = basis z solves the identities for any z
  double *weighted;  // [n_figure x n_free] figures in z over deviations, then its triangle R
  double *right;     // [n_figure] values over deviations, turned along
  double *free;      // [n_unknown] z, and scratch
  int32_t n_free;
} cp_least_squares;

// Room for a problem of that size, all zero; the caller fills figure, value, deviation, identity.
cp_status cp_least_squares_begin(cp_least_squares *problem, cp_arena *arena, int32_t n_unknown,
                                 int32_t n_figure, int32_t n_identity);

// Solve. Identities that follow from others do no harm; unknowns that nothing determines are left out
// (is_known). May be called again after a change of figures, values or deviations. CP_BAD_USE when a
// deviation is not above 0, CP_FULL when the search for the unknowns held at 0 does not end.
cp_status cp_least_squares_solve(cp_least_squares *problem);

#endif
