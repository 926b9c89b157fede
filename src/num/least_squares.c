// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The identities, and the unknowns held at 0, are solved first: x = basis z. What is left is plain
// least squares in z, by Householder reflections, which do not square the condition of the problem
// as normal equations would. Which unknowns are held is found by Murty's rule: among those on the wrong
// side, the one with the least index changes sides; for a strictly convex problem that ends.

#include "num/least_squares.h"

#include <stddef.h>

#include "base/check.h"

enum { PASSES_MOST = 10000 };

// Below zero by rounding only, against the largest figure.
static const double rounding = 1e-11;

cp_status cp_least_squares_begin(cp_least_squares *problem, cp_arena *arena, int32_t n_unknown,
                                 int32_t n_figure, int32_t n_identity) {
  const int64_t n_cell = (int64_t)n_figure * n_unknown;
  problem->n_unknown = n_unknown;
  problem->n_figure = n_figure;
  problem->n_identity = n_identity;
  problem->figure = CP_ARENA_ARRAY(arena, double, n_cell);
  problem->value = CP_ARENA_ARRAY(arena, double, n_figure);
  problem->deviation = CP_ARENA_ARRAY(arena, double, n_figure);
  problem->identity = CP_ARENA_ARRAY(arena, double, (int64_t)n_identity *n_unknown);
  problem->x = CP_ARENA_ARRAY(arena, double, n_unknown);
  problem->x_deviation = CP_ARENA_ARRAY(arena, double, n_unknown);
  problem->change = CP_ARENA_ARRAY(arena, double, n_figure);
  problem->is_known = CP_ARENA_ARRAY(arena, bool, n_unknown);
  problem->is_held = CP_ARENA_ARRAY(arena, bool, n_unknown);
  problem->basis = CP_ARENA_ARRAY(arena, double, (int64_t)n_unknown *n_unknown);
  problem->weighted = CP_ARENA_ARRAY(arena, double, n_cell);
  problem->right = CP_ARENA_ARRAY(arena, double, n_figure);
  problem->free = CP_ARENA_ARRAY(arena, double, n_unknown);
  const bool has_room = problem->figure && problem->value && problem->deviation &&
                        problem->identity && problem->x && problem->x_deviation &&
                        problem->change && problem->is_known && problem->is_held &&
                        problem->basis && problem->weighted && problem->right && problem->free;
  if (!has_room) return CP_NO_MEMORY;
  return cp_row_space_begin(&problem->space, arena, n_unknown);
}

static const double *figure_at(const cp_least_squares *problem, int32_t figure) {
  return problem->figure + (int64_t)figure * problem->n_unknown;
}

// --- what can be known ---------------------------------------------------------------------------

static void add_identities(cp_least_squares *problem) {
  cp_row_space_clear(&problem->space);
  for (int32_t identity = 0; identity < problem->n_identity; identity++) {
    (void)cp_row_space_add(&problem->space,
                           problem->identity + (int64_t)identity * problem->n_unknown);
  }
}

// Unknowns that figures and identities determine; of the others, `free` marks a set that would
// determine the rest.
static void find_known(cp_least_squares *problem) {
  cp_row_space *space = &problem->space;
  add_identities(problem);
  for (int32_t figure = 0; figure < problem->n_figure; figure++) {
    (void)cp_row_space_add(space, figure_at(problem, figure));
  }
  for (int32_t unknown = 0; unknown < problem->n_unknown; unknown++) {
    problem->is_known[unknown] = cp_row_space_holds_unit(space, unknown);
    problem->free[unknown] = space->pivot_of[unknown] < 0 ? 1.0 : 0.0;
  }
}

// --- one solution --------------------------------------------------------------------------------

// The basis, from identities, unknowns held at 0 and those that nothing determines.
static void make_basis(cp_least_squares *problem) {
  cp_row_space *space = &problem->space;
  const int32_t n_unknown = problem->n_unknown;
  find_known(problem);
  add_identities(problem);
  for (int32_t unknown = 0; unknown < n_unknown; unknown++) {
    const bool is_nothing = problem->is_held[unknown] || problem->free[unknown] > 0.0;
    if (is_nothing) (void)cp_row_space_add_unit(space, unknown);
  }
  const int32_t n_free = n_unknown - space->n_row;
  problem->n_free = n_free;
  int32_t place = 0;
  for (int32_t column = 0; column < n_unknown; column++) {
    if (space->pivot_of[column] >= 0) continue;
    for (int32_t unknown = 0; unknown < n_unknown; unknown++) {
      const int32_t row = space->pivot_of[unknown];
      const double part = row >= 0            ? -space->row[(int64_t)row * n_unknown + column]
                          : unknown == column ? 1.0
                                              : 0.0;
      problem->basis[(int64_t)unknown * n_free + place] = part;
    }
    place++;
  }
}

static void weigh(cp_least_squares *problem) {
  for (int32_t figure = 0; figure < problem->n_figure; figure++) {
    const double *row = figure_at(problem, figure);
    double *weighted = problem->weighted + (int64_t)figure * problem->n_free;
    for (int32_t place = 0; place < problem->n_free; place++) {
      double sum = 0.0;
      for (int32_t unknown = 0; unknown < problem->n_unknown; unknown++) {
        sum += row[unknown] * problem->basis[(int64_t)unknown * problem->n_free + place];
      }
      weighted[place] = sum / problem->deviation[figure];
    }
    problem->right[figure] = problem->value[figure] / problem->deviation[figure];
  }
}

// Reflects column `column` of a matrix of n_row rows, `stride` apart, at the vector that stands in
// column `pivot` from row `pivot` down.
static void reflect(double *target, int32_t stride, const double *vector, int32_t vector_stride,
                    int32_t pivot, int32_t n_row, double half_norm) {
  double product = 0.0;
  for (int32_t row = pivot; row < n_row; row++) {
    product += vector[(int64_t)row * vector_stride] * target[(int64_t)row * stride];
  }
  const double factor = product / half_norm;
  for (int32_t row = pivot; row < n_row; row++) {
    target[(int64_t)row * stride] -= factor * vector[(int64_t)row * vector_stride];
  }
}

// Turns `weighted` into an upper triangle and `right` along with it. The triangle's diagonal is kept
// apart, in `free`, because the reflections' vectors lie on and below it.
static void triangulate(cp_least_squares *problem) {
  const int32_t n_free = problem->n_free;
  const int32_t n_row = problem->n_figure;
  for (int32_t pivot = 0; pivot < n_free; pivot++) {
    double *vector = problem->weighted + pivot;
    double square = 0.0;
    for (int32_t row = pivot; row < n_row; row++) {
      square += vector[(int64_t)row * n_free] * vector[(int64_t)row * n_free];
    }
    const double norm = __builtin_sqrt(square);
    const double head = vector[(int64_t)pivot * n_free];
    const double diagonal = head > 0.0 ? -norm : norm;
    problem->free[pivot] = diagonal;
    vector[(int64_t)pivot * n_free] = head - diagonal;
    const double half_norm = square - head * diagonal;
    for (int32_t column = pivot + 1; column < n_free; column++) {
      reflect(problem->weighted + column, n_free, vector, n_free, pivot, n_row, half_norm);
    }
    reflect(problem->right, 1, vector, n_free, pivot, n_row, half_norm);
  }
  for (int32_t pivot = 0; pivot < n_free; pivot++) {
    problem->weighted[(int64_t)pivot * n_free + pivot] = problem->free[pivot];
  }
}

// z from R z = right, into `free`; then x.
static void substitute(cp_least_squares *problem) {
  const int32_t n_free = problem->n_free;
  for (int32_t row = n_free - 1; row >= 0; row--) {
    const double *triangle = problem->weighted + (int64_t)row * n_free;
    double rest = problem->right[row];
    for (int32_t column = row + 1; column < n_free; column++) {
      rest -= triangle[column] * problem->free[column];
    }
    problem->free[row] = rest / triangle[row];
  }
  for (int32_t unknown = 0; unknown < problem->n_unknown; unknown++) {
    double sum = 0.0;
    for (int32_t place = 0; place < n_free; place++) {
      sum += problem->basis[(int64_t)unknown * n_free + place] * problem->free[place];
    }
    problem->x[unknown] = problem->is_known[unknown] ? sum : 0.0;
  }
}

static void solve_held(cp_least_squares *problem) {
  make_basis(problem);
  weigh(problem);
  triangulate(problem);
  substitute(problem);
}

// --- never negative ------------------------------------------------------------------------------

static double tolerance_of(const cp_least_squares *problem) {
  double most = 0.0;
  for (int32_t figure = 0; figure < problem->n_figure; figure++) {
    const double value = problem->value[figure];
    if (value > most) most = value;
    if (-value > most) most = -value;
  }
  return rounding * most;
}

// An unknown held at 0 that would rise if it were let go, the others staying as they are.
static bool would_rise(cp_least_squares *problem, int32_t unknown, double tolerance) {
  problem->is_held[unknown] = false;
  solve_held(problem);
  problem->is_held[unknown] = true;
  return problem->x[unknown] > tolerance;
}

// The least index on the wrong side, -1 none.
static int32_t find_wrong(cp_least_squares *problem, double tolerance) {
  for (int32_t unknown = 0; unknown < problem->n_unknown; unknown++) {
    if (problem->is_held[unknown]) {
      const bool is_wrong = would_rise(problem, unknown, tolerance);
      solve_held(problem);
      if (is_wrong) return unknown;
    } else if (problem->x[unknown] < -tolerance) {
      return unknown;
    }
  }
  return -1;
}

// --- what the solution is worth ------------------------------------------------------------------

// Deviation of unknown q: the length of w in R' w = (its row of the basis).
static double deviation_of(cp_least_squares *problem, int32_t unknown) {
  const int32_t n_free = problem->n_free;
  const double *basis = problem->basis + (int64_t)unknown * n_free;
  double square = 0.0;
  for (int32_t row = 0; row < n_free; row++) {
    double rest = basis[row];
    for (int32_t before = 0; before < row; before++) {
      rest -= problem->weighted[(int64_t)before * n_free + row] * problem->free[before];
    }
    problem->free[row] = rest / problem->weighted[(int64_t)row * n_free + row];
    square += problem->free[row] * problem->free[row];
  }
  return __builtin_sqrt(square);
}

static void judge(cp_least_squares *problem) {
  problem->chi_square = 0.0;
  for (int32_t figure = 0; figure < problem->n_figure; figure++) {
    const double *row = figure_at(problem, figure);
    double sum = 0.0;
    for (int32_t unknown = 0; unknown < problem->n_unknown; unknown++) {
      sum += row[unknown] * problem->x[unknown];
    }
    problem->change[figure] = (sum - problem->value[figure]) / problem->deviation[figure];
    problem->chi_square += problem->change[figure] * problem->change[figure];
  }
  problem->n_freedom = problem->n_figure - problem->n_free;
  for (int32_t unknown = 0; unknown < problem->n_unknown; unknown++) {
    problem->x_deviation[unknown] =
        problem->is_known[unknown] ? deviation_of(problem, unknown) : 0.0;
  }
}

cp_status cp_least_squares_solve(cp_least_squares *problem) {
  for (int32_t figure = 0; figure < problem->n_figure; figure++) {
    CP_CHECK(problem->deviation[figure] > 0.0, CP_BAD_USE);
  }
  for (int32_t unknown = 0; unknown < problem->n_unknown; unknown++) {
    problem->is_held[unknown] = false;
  }
  const double tolerance = tolerance_of(problem);
  solve_held(problem);
  for (int32_t pass = 0; pass < PASSES_MOST; pass++) {
    const int32_t wrong = find_wrong(problem, tolerance);
    if (wrong < 0) {
      judge(problem);
      return CP_OK;
    }
    problem->is_held[wrong] = !problem->is_held[wrong];
    solve_held(problem);
  }
  return CP_FULL;
}
