// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The same rule as that of the readings of clauses (src/model/build_deal.c).
#include "report/baseline.h"

#include "base/date.h"

double cp_baseline_of(const cp_spec *spec, cp_text destination) {
  if (cp_spec_cell(spec, CP_F_scenario_base_from, 0)->is_missing) return 0;
  const int32_t from = cp_month_index(cp_spec_index(spec, CP_F_scenario_base_from, 0));
  const int32_t until = cp_month_index(cp_spec_index(spec, CP_F_scenario_base_until, 0));
  double sum = 0;
  int32_t n = 0;
  for (int32_t row = 0; row < cp_spec_count(spec, CP_S_observations); row++) {
    const cp_cell *period = cp_spec_cell(spec, CP_F_observations_period, row);
    const cp_text to = cp_spec_text(spec, CP_F_observations_destination, row);
    if (!cp_text_equal(to, destination)) continue;
    const double grams = cp_spec_number(spec, CP_F_observations_tonnes, row);
    if (period->index == from && period->last == until) return grams / (until - from + 1);
    if (period->index != period->last || period->index < from || period->index > until) continue;
    sum += grams;
    n++;
  }
  return n > 0 ? sum / n : 0;
}
