// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Records in few bytes, bit for bit. Most values are whole numbers or whole grams told in tonnes,
// and many repeat, so a value is a token: a whole number in groups of 7 bits, low group first, each
// but the last with its high bit set. The token's two low bits say what it is:
//
//   4 x zigzag(value)             a whole number below 2^53 in size; zigzag makes 0, -1, 1, -2 ..
//                                 0, 1, 2, 3 ..
//   4 x zigzag(value x 1e6) + 2   a millionth of a whole number
//   4 x count + 3                 the value before, count more times
//   1, then 8 bytes               any other double, little-endian
#ifndef CP_STORE_PACK_H
#define CP_STORE_PACK_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

// Most bytes that n values can take.
size_t cp_pack_bound(int32_t n);

// Returns the number of bytes written to `out`, which has room for cp_pack_bound(n).
size_t cp_pack(const double *value, int32_t n, uint8_t *out);

// CP_BAD_INPUT unless the bytes hold exactly n values.
cp_status cp_unpack(const uint8_t *bytes, size_t size, double *value, int32_t n);

#endif
