// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Exact quantiles of a sample, and how far they may be off.
#ifndef CP_ENSEMBLE_QUANTILE_H
#define CP_ENSEMBLE_QUANTILE_H

#include <stdint.h>

// Sort ascending; a zero with a sign comes before one without. `scratch` has room for n.
void cp_sort_numbers(double *value, int32_t n, double *scratch);

// The quantile at `level` in 0..1 of n sorted values, n >= 1: linear between order statistics,
// level 0 the least and level 1 the greatest (Hyndman and Fan 1996, definition 7).
double cp_quantile(const double *sorted, int32_t n, double level);

// Its standard error: half the distance between the quantiles one standard deviation of the
// binomial count above and below (the distribution-free interval of order statistics). `n_free` is
// how many values are independent: the number of parameter points when several replicas share one.
// Stratified points are spread more evenly than chance, so this errs on the large side.
double cp_quantile_error(const double *sorted, int32_t n, double level, double n_free);

// Mean of n values and the standard error of a mean of n_free independent ones; 0 when there are
// fewer than two.
double cp_mean(const double *value, int32_t n);
double cp_mean_error(const double *value, int32_t n, double n_free);

#endif
