// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Ranks and rank correlation: does one number rise or fall with another, however crookedly? All are functions of the
// values in their given order, without chance.
#ifndef CP_ENSEMBLE_RANK_H
#define CP_ENSEMBLE_RANK_H

#include <stdint.h>

// The places of n values from the least value to the greatest, equal values by place. `scratch` has room for n.
void cp_order_numbers(const double *value, int32_t n, int32_t *order, int32_t *scratch);

// Ranks about their mean, doubled: 2 r - (n + 1) for rank r in 1..n; equal values share the mean of their ranks. They are
// whole numbers that add up to zero. `order` is that of the values.
void cp_ranks(const double *value, const int32_t *order, int32_t n, double *rank);

// Spearman's rank correlation, in -1..1: the product-moment correlation of two such lists of ranks, which is the right form
// when there are equal values. 0 when all values of a list are equal.
double cp_rank_correlation(const double *left, const double *right, int32_t n);

// Its standard error when the two have nothing to do with each other: 1 / sqrt(n - 1), exact for every n (Hotelling and Pabst
// 1936, "Rank correlation and tests of significance involving no assumption of normality", Annals of Mathematical Statistics
// 7), also with equal values: it is the permutation variance of any product-moment correlation (Pitman 1937). 1 below n = 2.
double cp_rank_error(double n);

#endif
