// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The baseline month of a destination, from the observations.
#ifndef CP_REPORT_BASELINE_H
#define CP_REPORT_BASELINE_H

#include "scenario/spec.h"

// Grams a month: the row for the whole baseline period, else the mean of its published months; 0
// when nothing is published.
double cp_baseline_of(const cp_spec *spec, cp_text destination);

#endif
