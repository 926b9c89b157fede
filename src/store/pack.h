// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Records in few bits, every bit of every value kept. Dates of a series lie side by side and most values are whole numbers or whole grams
// told in tonnes, so a value is told by its step from the value before (from 0 at the start), counted in what suits it:
//
//   WHOLE      ones: a whole number below 2^53 in size
//   MILLIONTH  millionths: exactly a whole number of them
//   NEAR       millionths, then what is left over in steps from one double to the next: what a difference of two MILLIONTHs leaves
//   RAW        the 64 bits of the double as a whole number
//
// Bits fill each byte from its lowest on, and numbers come lowest bit first: 32 bits with the number of values, then for each value
//
//   0             of the kind of the last step (WHOLE at the start), and the step
//   1 1 kind:2    of another kind, and the step
//   1 0 count     the value before, count more times: Elias gamma, the length in ones that end with a zero, then the bits below the highest
//
// A step is a whole number that zigzag makes positive (0, -1, 1, -2 .. become 0, 1, 2, 3 ..), in Rice's code: number >> k in ones that end
// with a zero, then the k low bits; from 12 ones on without a zero come 6 bits with the length less 1 and so many bits. k follows the lengths
// of the steps seen so far, for each kind of its own (tune).
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

// The first n of the values, of which the bytes may hold more.
cp_status cp_unpack_first(const uint8_t *bytes, size_t size, double *value, int32_t n);

#endif
