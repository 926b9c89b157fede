// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A pass over the observations, in which each row looks for a revision of itself (the tables are
// small); see observed.h.
#include "scenario/observed.h"

#include "base/date.h"

static bool is_same_figure(const cp_spec *spec, int32_t row, int32_t other) {
  const cp_cell *period = cp_spec_cell(spec, CP_F_observations_period, row);
  const cp_cell *other_period = cp_spec_cell(spec, CP_F_observations_period, other);
  if (period->index != other_period->index || period->last != other_period->last) return false;
  if (cp_spec_index(spec, CP_F_observations_series, row) !=
      cp_spec_index(spec, CP_F_observations_series, other)) {
    return false;
  }
  return cp_text_equal(cp_spec_text(spec, CP_F_observations_destination, row),
                       cp_spec_text(spec, CP_F_observations_destination, other));
}

bool cp_observed_is_superseded(const cp_spec *spec, int32_t row) {
  const int32_t known = cp_spec_index(spec, CP_F_observations_known_from, row);
  for (int32_t other = 0; other < cp_spec_count(spec, CP_S_observations); other++) {
    const int32_t other_known = cp_spec_index(spec, CP_F_observations_known_from, other);
    const bool is_newer = other_known > known || (other_known == known && other > row);
    if (is_newer && is_same_figure(spec, row, other)) return true;
  }
  return false;
}

bool cp_observed_is_first(const cp_spec *spec, int32_t row) {
  const int32_t known = cp_spec_index(spec, CP_F_observations_known_from, row);
  for (int32_t other = 0; other < cp_spec_count(spec, CP_S_observations); other++) {
    const int32_t other_known = cp_spec_index(spec, CP_F_observations_known_from, other);
    const bool is_older = other_known < known || (other_known == known && other < row);
    if (is_older && is_same_figure(spec, row, other)) return false;
  }
  return true;
}

int32_t cp_observed_until(const cp_spec *spec, cp_text destination) {
  int32_t until = -1;
  for (int32_t row = 0; row < cp_spec_count(spec, CP_S_observations); row++) {
    const int32_t last = cp_spec_cell(spec, CP_F_observations_period, row)->last;
    const cp_text to = cp_spec_text(spec, CP_F_observations_destination, row);
    if (last > until && cp_text_equal(to, destination)) until = last;
  }
  return until;
}

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
    if (!cp_text_equal(to, destination) || cp_observed_is_superseded(spec, row)) continue;
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
