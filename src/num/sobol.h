// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Scrambled Sobol points: many parameters sampled evenly (Sobol 1967; Bratley and Fox, ACM TOMS 14,
// 1988). No table is copied: primitive polynomials over GF(2) are found by search in order of
// degree; initial direction numbers are the best of 32 sets drawn from Philox with a fixed key, the
// best being the least dependent on earlier dimensions. Dimension 0 is van der Corput's sequence.
// Scrambling is Owen's nested uniform one by hashing (Laine and Karras 2011; Burley, JCGT 9(4),
// 2020), keyed by (seed, dimension). Put what matters most first: early dimensions are the better
// ones.

#ifndef CP_NUM_SOBOL_H
#define CP_NUM_SOBOL_H

#include <stdint.h>

#include "base/status.h"

#define CP_SOBOL_MOST_DIMENSIONS 256
#define CP_SOBOL_BITS            32

// Fill directions[32 x n_dimension], 32 per dimension. CP_BAD_USE unless 1 <= n_dimension <= 256.
// The first k dimensions do not depend on n_dimension.
cp_status cp_sobol_directions(int32_t n_dimension, uint32_t *directions);

// Coordinate of point `index` as a fraction of 2^32, scrambled. Any 2^k points from a multiple of
// 2^k on have exactly one in each interval of length 2^-k, in every dimension.
uint32_t cp_sobol_point(const uint32_t *directions, int32_t dimension, uint32_t index,
                        uint64_t seed);

// The same without scrambling.
uint32_t cp_sobol_plain(const uint32_t *directions, int32_t dimension, uint32_t index);

#endif
