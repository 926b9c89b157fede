// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// An uncertain parameter: low, middle, high and a shape; and its quantile, by which a point of the
// unit interval becomes a value.

#ifndef CP_NUM_RANGE_H
#define CP_NUM_RANGE_H

#include <stdbool.h>

typedef enum cp_shape {
  CP_SHAPE_FIXED,       // always `mode`
  CP_SHAPE_UNIFORM,     // between low and high
  CP_SHAPE_TRIANGLE,    // ends low and high, peak at mode
  CP_SHAPE_NORMAL,      // median mode, 5% point low, 95% point high
  CP_SHAPE_LOGNORMAL,   // the same for the logarithm; all > 0
  CP_SHAPE_LOGITNORMAL  // the same for log(x / (1 - x)); all in (0, 1)
} cp_shape;

// Do these numbers make a distribution of that shape: low <= mode <= high, finite, within the
// shape's domain?
bool cp_range_is_valid(cp_shape shape, double low, double mode, double high);

// The quantile at u in (0, 1). Normal shapes have two pieces: below the median the spread of the
// low side, above it that of the high side. Not falling in u.
double cp_range_quantile(cp_shape shape, double low, double mode, double high, double u);

#endif
