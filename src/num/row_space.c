// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Gauss-Jordan elimination, one row at a time; the pivot is the row's largest number, the first of
// equals.

#include "num/row_space.h"

#include <stddef.h>

static const double follows_within = 1e-9;

cp_status cp_row_space_begin(cp_row_space *space, cp_arena *arena, int32_t n_column) {
  space->n_column = n_column;
  space->row = CP_ARENA_ARRAY(arena, double, (int64_t)n_column *n_column);
  space->pivot = CP_ARENA_ARRAY(arena, int32_t, n_column);
  space->pivot_of = CP_ARENA_ARRAY(arena, int32_t, n_column);
  space->scratch = CP_ARENA_ARRAY(arena, double, n_column);
  if (space->row == NULL || space->pivot == NULL || space->pivot_of == NULL ||
      space->scratch == NULL) {
    return CP_NO_MEMORY;
  }
  cp_row_space_clear(space);
  return CP_OK;
}

void cp_row_space_clear(cp_row_space *space) {
  space->n_row = 0;
  for (int32_t column = 0; column < space->n_column; column++) space->pivot_of[column] = -1;
}

static double magnitude(double x) { return x < 0.0 ? -x : x; }

static int32_t largest(const double *row, int32_t n_column) {
  int32_t best = 0;
  for (int32_t column = 1; column < n_column; column++) {
    if (magnitude(row[column]) > magnitude(row[best])) best = column;
  }
  return best;
}

// Takes from `row` the multiple of `other` that clears its number in a column where `other` has 1.
static void clear_column(double *row, const double *other, int32_t column, int32_t n_column) {
  const double factor = row[column];
  if (factor == 0.0) return;
  for (int32_t at = 0; at < n_column; at++) row[at] -= factor * other[at];
  row[column] = 0.0;
}

static const double *row_at(const cp_row_space *space, int32_t row) {
  return space->row + (int64_t)row * space->n_column;
}

// What the row in `scratch` says beyond the space; false when that is nothing.
static bool reduce(cp_row_space *space) {
  const int32_t n_column = space->n_column;
  if (n_column == 0) return false;
  const double before = magnitude(space->scratch[largest(space->scratch, n_column)]);
  for (int32_t row = 0; row < space->n_row; row++) {
    clear_column(space->scratch, row_at(space, row), space->pivot[row], n_column);
  }
  const double after = magnitude(space->scratch[largest(space->scratch, n_column)]);
  return after > follows_within * before;
}

static bool add_scratch(cp_row_space *space) {
  if (!reduce(space)) return false;
  const int32_t n_column = space->n_column;
  const int32_t pivot = largest(space->scratch, n_column);
  double *added = space->row + (int64_t)space->n_row * n_column;
  const double one = space->scratch[pivot];
  for (int32_t column = 0; column < n_column; column++) {
    const double part = space->scratch[column] / one;
    added[column] = magnitude(part) < follows_within ? 0.0 : part;
  }
  for (int32_t row = 0; row < space->n_row; row++) {
    clear_column(space->row + (int64_t)row * n_column, added, pivot, n_column);
  }
  space->pivot[space->n_row] = pivot;
  space->pivot_of[pivot] = space->n_row;
  space->n_row++;
  return true;
}

bool cp_row_space_add(cp_row_space *space, const double *row) {
  for (int32_t column = 0; column < space->n_column; column++) space->scratch[column] = row[column];
  return add_scratch(space);
}

static void unit_to_scratch(cp_row_space *space, int32_t unit) {
  for (int32_t column = 0; column < space->n_column; column++) space->scratch[column] = 0.0;
  space->scratch[unit] = 1.0;
}

bool cp_row_space_add_unit(cp_row_space *space, int32_t column) {
  unit_to_scratch(space, column);
  return add_scratch(space);
}

bool cp_row_space_holds_unit(cp_row_space *space, int32_t column) {
  unit_to_scratch(space, column);
  return !reduce(space);
}
