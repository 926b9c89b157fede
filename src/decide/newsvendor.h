// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// How much to hold against a lack that chance decides: a stock of q covers a lack D up to q. With a cost h for each unit held and a loss p for
// each unit lacking, the expected cost C(q) = h q + p E[(D - q)+] is least where P(D <= q) = (p - h) / p: the critical fractile of the newsvendor
// (Arrow, Harris and Marschak 1951, "Optimal inventory policy", Econometrica 19, the static model). The distribution of D is that of the
// replicas, nothing is fitted.
#ifndef CP_DECIDE_NEWSVENDOR_H
#define CP_DECIDE_NEWSVENDOR_H

#include <stdint.h>

// What a replica lacks.
typedef struct cp_lack {
  const double *sorted;  // [n] ascending, n >= 1
  int32_t n;
  double n_free;  // independent replicas
} cp_lack;

// A number and its Monte-Carlo standard error.
typedef struct cp_estimate {
  double value, error;
} cp_estimate;

// P(D > q): the share of replicas. Its error is the binomial one of a share with two more on either side (Agresti and Coull 1998, "Approximate is
// better than exact", The American Statistician 52): none of n does not mean never.
cp_estimate cp_lack_risk(const cp_lack *lack, double held);

// E[(D - q)+].
cp_estimate cp_lack_left(const cp_lack *lack, double held);

// (p - h) / p; 0 when holding costs as much as lacking, so that nothing is held.
double cp_critical_fractile(double holding, double lacking);

// The least q >= 0 with P(D <= q) >= fractile: an order statistic. Its error is that of the quantile.
cp_estimate cp_lack_level(const cp_lack *lack, double fractile);

#endif
