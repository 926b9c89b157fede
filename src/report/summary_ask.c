// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Distributions and shares over replicas. Reads records through the catalogue.
#include "report/summary_ask.h"

#include "base/date.h"
#include "ensemble/quantile.h"
#include "model/gate.h"

static const double band_low = 0.1, band_high = 0.9;

cp_band cp_ask_band(const cp_inquiry *ask, int32_t n) {
  if (n == 0) return (cp_band){0};
  cp_sort_numbers(ask->value, n, ask->scratch);
  const double n_free = ask->n_free < n ? ask->n_free : n;
  return (cp_band){.median = cp_quantile(ask->value, n, 0.5),
                   .low = cp_quantile(ask->value, n, band_low),
                   .high = cp_quantile(ask->value, n, band_high),
                   .error = cp_quantile_error(ask->value, n, 0.5, n_free)};
}

cp_odds cp_ask_odds(double count, double of, double n_free) {
  if (of <= 0) return (cp_odds){.share = -1};
  const double share = count / of;
  const double n = n_free < of ? n_free : of;
  return (cp_odds){.share = share, .error = __builtin_sqrt(share * (1 - share) / n)};
}

cp_band cp_ask_band_at(const cp_inquiry *ask, int32_t series, int32_t entity, int32_t date) {
  const int32_t n =
      cp_catalog_gather(ask->catalog, ask->ensemble, series, entity, date, ask->value);
  return cp_ask_band(ask, n);
}

double cp_ask_total(const cp_inquiry *ask, cp_window over, const double *record) {
  double sum = 0;
  for (int32_t entity = over.first; entity <= over.last; entity++) {
    for (int32_t date = over.from; date <= over.to; date++) {
      sum += cp_catalog_value(ask->catalog, over.series, entity, date, record);
    }
  }
  return sum;
}

cp_band cp_ask_band_over(const cp_inquiry *ask, cp_window sum, const cp_window *over) {
  int32_t n = 0;
  for (int32_t replica = 0; replica < ask->ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ask->ensemble, replica)) continue;
    const double *record = cp_ensemble_record(ask->ensemble, replica);
    const double amount = cp_ask_total(ask, sum, record);
    const double whole = over ? cp_ask_total(ask, *over, record) : 1;
    ask->value[n++] = whole > 0 ? amount / whole : 0;
  }
  return cp_ask_band(ask, n);
}

cp_band cp_ask_scaled(cp_band band, double by) {
  return (cp_band){band.median * by, band.low * by, band.high * by, band.error * by};
}

int32_t cp_ask_date_over(const cp_inquiry *ask, int32_t series, int32_t day) {
  const cp_series *at = &ask->catalog->series[series].series;
  const int32_t date = cp_catalog_date(ask->catalog, series, day);
  if (date <= 0) return 0;
  return cp_series_last_day(ask->model, at, date) <= day ? date : date - 1;
}

int32_t cp_ask_date_last(const cp_inquiry *ask, int32_t series) {
  return ask->catalog->series[series].series.n_date - 1;
}

bool cp_ask_is_vehicle_maker(const cp_inquiry *ask, int32_t firm) {
  const cp_model *model = ask->model;
  return model->firm_is_final[firm] && model->firm_use[firm] == CP_USE_AUTOMOTIVE &&
         model->region_destination[model->firm_region[firm]] == ask->headline;
}

// Does a measure bind a lane whose shipments are counted in the headline?
static bool is_headline_control(const cp_model *model, int32_t measure) {
  if (model->measure_kind[measure] != CP_LICENCE_REQUIREMENT) return false;
  for (int32_t at = model->measure_lane_first[measure]; at < model->measure_lane_first[measure + 1];
       at++) {
    if (cp_is_headline(model, model->measure_lane[at])) return true;
  }
  return false;
}

int32_t cp_ask_control(const cp_model *model, int32_t *day) {
  *day = CP_DAY_NONE;
  for (int32_t fact = 0; fact < model->n_fact; fact++) {
    const bool is_entry =
        model->fact_act[fact] == CP_ACT_ENTER && model->fact_kind[fact] == CP_OBJECT_MEASURE;
    if (!is_entry || !is_headline_control(model, model->fact_object[fact])) continue;
    *day = model->fact_day[fact];
    return model->fact_object[fact];
  }
  return -1;
}

double cp_ask_first_stop(const cp_inquiry *ask, const double *record) {
  const cp_model *model = ask->model;
  const double *stop = record + ask->catalog->outcome[CP_OUTCOME_first_stop].offset;
  double first = -1;
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    if (!cp_ask_is_vehicle_maker(ask, firm) || stop[firm] < 0) continue;
    if (first < 0 || stop[firm] < first) first = stop[firm];
  }
  return first;
}

int32_t cp_ask_origin(const cp_inquiry *ask) {
  const int32_t control = ask->summary->stop.control_day;
  return control == CP_DAY_NONE ? ask->model->first_day[0] : control;
}

void cp_ask_lost(const cp_inquiry *ask, bool is_after, cp_window *lost, cp_window *all) {
  const int32_t now = cp_catalog_date(ask->catalog, CP_SERIES_line_weeks, ask->model->as_of[0]);
  const int32_t origin = cp_catalog_date(ask->catalog, CP_SERIES_line_weeks, cp_ask_origin(ask));
  const int32_t from = is_after ? now + 1 : origin < 0 ? 0 : origin;
  const int32_t to = is_after ? cp_ask_date_last(ask, CP_SERIES_line_weeks) : now;
  *lost = (cp_window){CP_SERIES_line_weeks_lost, ask->headline, ask->headline, from, to};
  *all = (cp_window){CP_SERIES_line_weeks, ask->headline, ask->headline, from, to};
}
