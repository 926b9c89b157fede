// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A made-up economy of any size, for measuring speed and for proving that the bits are the same everywhere: natively, in batches, with
// several hands and in WebAssembly. Every industry buys a little of everything from everywhere, more at home; households buy the rest.
#ifndef CP_ECONOMY_SAMPLE_H
#define CP_ECONOMY_SAMPLE_H

#include "economy/economy.h"

// The rule of ARIO, its defaults, one category of final demand. `days` [2 * n_sector] is filled, and must live until the economy has begun.
cp_economy_spec cp_sample_spec(int32_t n_region, int32_t n_sector, int32_t n_replica, double *days);

// All rows of the table into an economy that has begun, and the state of day 0. `row` has room for n_industry + n_region numbers.
void cp_sample_fill(cp_economy *economy, double *row);

// Each replica but the first loses a share of its own in every third industry, the first one always the same.
void cp_sample_shock(cp_economy *economy);

// FNV-1a over the bits of what the first replica makes and what is ordered from it: the same with any number of replicas beside it.
uint64_t cp_sample_digest(const cp_economy *economy);

#endif
