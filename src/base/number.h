// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Decimal text to double, correctly rounded (to nearest, ties to even) on every platform, without
// locale and without libc: a scenario must compile to the same bits natively and in the page.

#ifndef CP_BASE_NUMBER_H
#define CP_BASE_NUMBER_H

#include <stdint.h>

#include "base/status.h"
#include "base/text.h"

// Accepts [+-] digits [. digits] [e|E [+-] digits], at least one digit before and after the point,
// at most 100 digits beside leading zeros. Anything else (NaN, inf, hex, separators, spaces, "1.",
// ".5") is CP_BAD_INPUT; a number too large for a double is CP_OVERFLOW; one too small becomes 0 or
// a subnormal. On failure `failed_at` (may be NULL) is the byte where it went wrong. The whole text
// must be used up.
cp_status cp_number_parse(cp_text text, double *value, int32_t *failed_at);

// The same for the longest number at the start of the text; `size` says how many bytes it took.
cp_status cp_number_scan(cp_text text, double *value, int32_t *size);

// A whole number [+-] digits within int64; CP_BAD_INPUT or CP_OVERFLOW.
cp_status cp_whole_parse(cp_text text, int64_t *value);

#endif
