// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Distributions as tables, so that the day loop compares and never calls exp or log.
//
// (a) cp_table: whole numbers (days, working days). Value first + k has probability
//     (threshold[k] - threshold[k - 1]) / 2^32, with threshold[-1] = 0 and 2^32 above the last:
//
//     bits   0 ....... t[0] ....... t[1] ....... t[n-2] ....... 2^32
//     value    first     first + 1    ...           first + n - 1
//
// (b) cp_quantiles: real-valued sizes, n_cell cells of equal probability, straight between their
// edges.
//
// All memory is the caller's: thresholds and edges may live in a model's or a draw's array.

#ifndef CP_NUM_TABULATED_H
#define CP_NUM_TABULATED_H

#include <stdint.h>

#include "base/status.h"
#include "num/floor.h"

typedef struct cp_table {
  int32_t first;              // the smallest value
  int32_t n_value;            // values first .. first + n_value - 1
  const uint32_t *threshold;  // [n_value - 1], not falling
} cp_table;

// How a whole-number duration is spread. What falls outside least .. most counts as that end.
typedef enum cp_duration_law {
  CP_DURATION_FIXED,        // middle, rounded
  CP_DURATION_UNIFORM,      // low .. high, each whole number alike
  CP_DURATION_TRIANGLE,     // low, mode = middle, high; on [low - 1/2, high + 1/2], rounded
  CP_DURATION_LOGNORMAL,    // median = middle, 90% point = high; rounded
  CP_DURATION_EXPONENTIAL,  // mean = middle; rounded
  CP_DURATION_GEOMETRIC     // 1, 2, 3 ... with mean = middle >= 1: trials until the first success
} cp_duration_law;

typedef struct cp_duration {
  cp_duration_law law;
  double low;
  double middle;
  double high;
  int32_t least;  // no value below; 0 for durations
  int32_t most;   // no value above; INT32_MAX for none
} cp_duration;

// Build a table in threshold[room]; it may hold room + 1 values. When the law needs more, the upper
// tail counts as the last value and `clipped` (may be NULL) says how much probability that moved.
// CP_BAD_INPUT for parameters that make no distribution.
cp_status cp_table_build(cp_table *table, const cp_duration *duration, uint32_t *threshold,
                         int32_t room, double *clipped);

// Build from any distribution function over whole numbers: cdf(context, value) = P(X <= value). All
// below `first` counts as `first`, all above `last` as `last`; leading values without weight are
// left out, and the table ends where the cdf reaches 1 to within 2^-33.
typedef double (*cp_whole_cdf)(const void *context, int32_t value);
cp_status cp_table_build_cdf(cp_table *table, cp_whole_cdf cdf, const void *context, int32_t first,
                             int32_t last, uint32_t *threshold, int32_t room, double *clipped);

// How many of the n_threshold sorted thresholds are <= bits. Binary search without branches.
static inline int32_t cp_thresholds_below(const uint32_t *threshold, int32_t n_threshold,
                                          uint32_t bits) {
  const uint32_t *base = threshold;
  int32_t left = n_threshold;
  while (left > 1) {
    const int32_t half = left >> 1;
    base += (base[half - 1] <= bits) * half;
    left -= half;
  }
  return (int32_t)(base - threshold) + (left == 1 && *base <= bits ? 1 : 0);
}

// The value that 32 random bits stand for.
static inline int32_t cp_table_sample(const cp_table *table, uint32_t bits) {
  return table->first + cp_thresholds_below(table->threshold, table->n_value - 1, bits);
}

// Moments of the table itself, not of the law it came from. The mean's sum is exact; the second
// moment is summed in doubles.
double cp_table_mean(const cp_table *table);
double cp_table_second_moment(const cp_table *table);

// P(X <= value) of the table.
double cp_table_cdf(const cp_table *table, int32_t value);

#define CP_QUANTILES_SMALL 1024
#define CP_QUANTILES_LARGE 4096

typedef struct cp_quantiles {
  int32_t cell_bits;   // n_cell = 2^cell_bits: 10 or 12
  const double *edge;  // [n_cell + 1], not falling
} cp_quantiles;

typedef enum cp_size_law {
  CP_SIZE_FIXED,        // median; spread unused
  CP_SIZE_LOGNORMAL,    // spread = 90% point / median, > 1
  CP_SIZE_EXPONENTIAL,  // spread unused
  CP_SIZE_PARETO,       // spread = tail index alpha > 1: P(X > x) = (least / x)^alpha
  CP_SIZE_UNIFORM       // median -+ spread / 2
} cp_size_law;

// Fill edge[n_cell + 1] (n_cell a power of two, 16 .. 65536). The outermost edges are set so that
// the first and last cell keep the law's mean there; the table is bounded where the law is not.
cp_status cp_quantiles_build(cp_quantiles *quantiles, cp_size_law law, double median, double spread,
                             double *edge, int32_t n_cell);

// The real value that 32 random bits stand for.
static inline double cp_quantiles_value(const cp_quantiles *quantiles, uint32_t bits) {
  const int shift = 32 - quantiles->cell_bits;
  const uint32_t cell = bits >> shift;
  const double part = (double)(bits & ((1u << shift) - 1u)) / (double)(1u << shift);
  const double low = quantiles->edge[cell];
  return low + (quantiles->edge[cell + 1] - low) * part;
}

// The same as a whole number (rounded down).
static inline double cp_quantiles_sample(const cp_quantiles *quantiles, uint32_t bits) {
  return cp_floor(cp_quantiles_value(quantiles, bits));
}

// Moments of the table: of its real values, and of what cp_quantiles_sample gives. Exact for a
// continuous argument; 32 bits change them by less than one part in 10^6.
double cp_quantiles_mean(const cp_quantiles *quantiles);
double cp_quantiles_second_moment(const cp_quantiles *quantiles);
double cp_quantiles_sample_mean(const cp_quantiles *quantiles);
double cp_quantiles_sample_second_moment(const cp_quantiles *quantiles);

#endif
