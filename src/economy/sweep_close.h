// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What the copies of the pass share: the work around the tiles.
#ifndef CP_ECONOMY_SWEEP_CLOSE_H
#define CP_ECONOMY_SWEEP_CLOSE_H

#include "economy/sweep.h"

// One replica's factors for one product: g theta and the new theta of each region; clears the partial sums.
void cp_sweep_gather(const cp_economy *economy, int32_t product, int32_t replica, int32_t part);

// Row sums of the new orders for one product.
void cp_sweep_scatter(const cp_economy *economy, int32_t product, int32_t replica, int32_t part);

// What one input's stock allows the users first .. first + CP_TILE - 1, by how critical it is to each.
void cp_limit_critical(const cp_economy *economy, int32_t product, int32_t first,
                       const double *stock, double *least, double *least_half);

// The same under either rule, tile by tile; for the first day.
void cp_limit_any(const cp_economy *economy, int32_t product, int32_t first, const double *stock,
                  double *least, double *least_half);

#endif
