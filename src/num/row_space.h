// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What a few linear equations say together: their rows in reduced echelon form, each with a pivot of
// 1 that no other row has. Tells whether one more row says anything new, and what it says. Small and
// dense; only + - * /, in the order of rows and columns.

#ifndef CP_NUM_ROW_SPACE_H
#define CP_NUM_ROW_SPACE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

typedef struct cp_row_space {
  int32_t n_column;
  int32_t n_row;
  double *row;        // [n_row x n_column], with room for n_column rows
  int32_t *pivot;     // [n_row] column of each row's 1
  int32_t *pivot_of;  // [n_column] the row with its pivot there, -1 none
  double *scratch;    // [n_column]
} cp_row_space;

// An empty space over so many columns, in the arena.
cp_status cp_row_space_begin(cp_row_space *space, cp_arena *arena, int32_t n_column);

// Forget all rows, keep the room.
void cp_row_space_clear(cp_row_space *space);

// Add a row. False, and nothing is added, when it follows from those before (to a part in 10^9).
bool cp_row_space_add(cp_row_space *space, const double *row);

// The same for a row with a single 1.
bool cp_row_space_add_unit(cp_row_space *space, int32_t column);

// Is the row with a single 1 a sum of the rows: is that unknown determined by the equations?
bool cp_row_space_holds_unit(cp_row_space *space, int32_t column);

#endif
