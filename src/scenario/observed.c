// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// One pass over the observations; see observed.h.
#include "scenario/observed.h"

#include "base/date.h"

cp_observed cp_observed_to(const cp_spec *spec, cp_text destination) {
  const bool has_base = !cp_spec_cell(spec, CP_F_scenario_base_from, 0)->is_missing &&
                        !cp_spec_cell(spec, CP_F_scenario_base_until, 0)->is_missing;
  // without a period no month is in it
  const int32_t from =
      has_base ? cp_month_index(cp_spec_index(spec, CP_F_scenario_base_from, 0)) : 0;
  const int32_t until =
      has_base ? cp_month_index(cp_spec_index(spec, CP_F_scenario_base_until, 0)) : -1;
  cp_observed series = {.base = -1.0, .last = -1.0, .month = -1, .row = -1};
  double sum = 0.0;
  double whole = -1.0;
  int32_t n = 0;
  for (int32_t row = 0; row < cp_spec_count(spec, CP_S_observations); row++) {
    const cp_text to = cp_spec_text(spec, CP_F_observations_destination, row);
    const cp_cell *period = cp_spec_cell(spec, CP_F_observations_period, row);
    const double grams = cp_spec_number(spec, CP_F_observations_tonnes, row);
    if (!cp_text_equal(to, destination)) continue;
    if (period->index == from && period->last == until) whole = grams / (until - from + 1);
    if (period->index != period->last) continue;
    if (period->index >= from && period->index <= until) {
      sum += grams;
      n++;
    }
    if (period->index > series.month) {
      series.month = period->index;
      series.last = grams;
      series.row = row;
    }
  }
  if (n > 0) series.base = sum / n;
  series.n_base = n;
  if (whole >= 0.0) {
    series.base = whole;
    series.n_base = until - from + 1;
  }
  return series;
}
