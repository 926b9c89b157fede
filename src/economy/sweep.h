// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The pass over the table that is a whole step but for what is by industry. Per product and tile of 24 users, while the tile is in the
// nearest cache: what arrives and the sum of the new weights (one look at the tile), stock, want and what the input will allow next time,
// then the row sums of the new orders (a second look).
//
// Why the bits are fixed: sums over regions go in their order; row sums are eight partial sums by column mod 8, folded in one fixed way,
// so width of vectors does not matter; each replica goes through the same operations whether alone or not; products share nothing but
// minima and maxima, which do not depend on the order of what they are taken over.
#ifndef CP_ECONOMY_SWEEP_H
#define CP_ECONOMY_SWEEP_H

#include "economy/economy.h"

// Columns of part_worst: the greatest excess over the tolerances of (24) and (26), at most 0 when all is close; the lowest stock.
enum { CP_WORST_STILL, CP_WORST_MET, CP_LOWEST_STOCK, CP_N_WORST = 4 };

typedef struct cp_sweep {
  cp_economy *economy;
  int32_t n_active;
  const int32_t *active;  // [n_active] replicas
  int32_t next_product;   // parts take products one by one
} cp_sweep;

// What one part does: products until none is left.
void cp_sweep_base(cp_sweep *sweep, int32_t part);
void cp_sweep_avx2(cp_sweep *sweep, int32_t part);

#endif
