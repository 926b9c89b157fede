// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Numbers in the order that a comparison gives them; equal ones keep their order.

#ifndef CP_BASE_SORT_H
#define CP_BASE_SORT_H

#include <stdbool.h>
#include <stdint.h>

// Must `left` stand before `right`? A strict order.
typedef bool (*cp_precedes)(const void *context, int32_t left, int32_t right);

// Sorts number[0 .. n - 1] in n log n steps; `scratch` has room for n numbers.
void cp_sort_by(int32_t *number, int32_t n, int32_t *scratch, cp_precedes precedes,
                const void *context);

#endif
