// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The smaller and the larger of two finite numbers, by comparison alone: the same choice everywhere.

#ifndef CP_NUM_LEAST_H
#define CP_NUM_LEAST_H

static inline double cp_least(double a, double b) { return a < b ? a : b; }

static inline double cp_most(double a, double b) { return a > b ? a : b; }

#endif
