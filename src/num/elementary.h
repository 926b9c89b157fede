// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// exp, log, pow and the normal distribution, the same bits with every compiler, processor and in
// WebAssembly: only + - * / and bit patterns, in a fixed order. The C library is not used because
// its last bit changes with the processor. Accuracy is measured in
// tests/unit/num/test_elementary.c.

#ifndef CP_NUM_ELEMENTARY_H
#define CP_NUM_ELEMENTARY_H

// e^x, within 1 ulp. 0 below -745.14, infinity above 709.79; subnormal results are rounded once.
double cp_exp(double x);

// Natural logarithm, within 1 ulp. log(0) = -infinity, of a negative number NaN.
double cp_log(double x);

// x^y for x >= 0, within 1 ulp. For x < 0 the answer is NaN unless y is a whole number. pow(x, 0) =
// 1 and pow(1, y) = 1 for all x and y; otherwise IEEE 754's special values.
double cp_pow(double x, double y);

// Standard normal quantile: Wichura, AS 241 (PPND16), relative error about 1e-16. -infinity at 0,
// infinity at 1, NaN outside [0, 1].
double cp_normal_quantile(double probability);

// Standard normal distribution function with full relative accuracy in the lower tail: W. J. Cody,
// "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969).
double cp_normal_cdf(double x);

// 1 / (1 + e^-x), and its inverse log(p / (1 - p)).
double cp_logistic(double x);
double cp_logit(double probability);

#endif
