// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What was published of shipments to a destination: the baseline month and the last month.
#ifndef CP_SCENARIO_OBSERVED_H
#define CP_SCENARIO_OBSERVED_H

#include "scenario/spec.h"

typedef struct cp_observed {
  double base;  // grams a month over the scenario's baseline period, -1 when nothing is published
  int32_t n_base;  // months on which it rests
  double last;     // grams of the last single month, -1 none
  int32_t month;   // that month, -1 none
  int32_t row;     // its row in observations, -1 none
} cp_observed;

// Is there a later word on the same series, period and destination? The figure known last counts, of
// two known on one day the one further down: customs revise what they published.
bool cp_observed_is_superseded(const cp_spec *spec, int32_t row);

// Is it the first word on its series, period and destination?
bool cp_observed_is_first(const cp_spec *spec, int32_t row);

// The last month that any row for the destination covers, -1 none.
int32_t cp_observed_until(const cp_spec *spec, cp_text destination);

// A row for the whole baseline period wins over the mean of its months.
cp_observed cp_observed_to(const cp_spec *spec, cp_text destination);

#endif
