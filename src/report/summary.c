// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Turns the records of a run into the numbers of the summary. Reads the ensemble through the
// catalogue; writes nothing else.
#include "report/summary.h"

#include "base/date.h"
#include "report/summary_ask.h"
#include "scenario/observed.h"

static const double grams_per_tonne = 1e6;

// --- shipments -----------------------------------------------------------------------------------

// The headline destination, and the sum that holds every destination.
static void find_destinations(cp_inquiry *ask) {
  const cp_spec *spec = ask->catalog->labels->spec;
  const cp_catalog_series *shipped = &ask->catalog->series[CP_SERIES_shipped];
  const int32_t row = cp_spec_index(spec, CP_F_scenario_headline_to, 0);
  ask->headline = -1;
  ask->world = -1;
  for (int32_t entity = 0; entity < shipped->n_entity; entity++) {
    const bool is_own = entity < shipped->series.n_entity;
    const cp_text name = shipped->entity[entity].name;
    const bool is_headline = row >= 0 && cp_text_equal(name, cp_spec_name(spec, CP_S_regions, row));
    if (is_own && is_headline) ask->headline = entity;
    if (!is_own && shipped->entity[entity].n_part == shipped->series.n_entity) ask->world = entity;
  }
  if (ask->headline < 0 && shipped->series.n_entity > 0) ask->headline = 0;
  for (int32_t gate = 0; gate < ask->model->n_gate; gate++)
    ask->summary->has_goods |= ask->model->gate_is_headline[gate] != 0;
  ask->summary->has_world = ask->world >= 0;
  if (ask->headline >= 0) ask->summary->headline_name = shipped->entity[ask->headline].name;
}

// Quarters of the year after the months that the text tells one by one; the mean month of each.
static cp_status fill_quarters(cp_inquiry *ask) {
  enum { QUARTER = 3 };
  cp_summary *summary = ask->summary;
  const int32_t first = cp_month_index(ask->model->first_day[0]);
  const int32_t last = cp_month_index(ask->model->last_day[0]);
  int32_t month = cp_month_index(summary->month[0].day) + CP_SUMMARY_MONTHS;
  summary->quarter = CP_ARENA_ARRAY(ask->arena, cp_summary_quarter, summary->n_month);
  if (!summary->quarter) return CP_NO_MEMORY;
  while (month <= last) {
    const int32_t end = month - month % QUARTER + QUARTER - 1;
    const int32_t until = end < last ? end : last;
    cp_window months = {CP_SERIES_shipped, ask->headline, ask->headline, month - first,
                        until - first};
    cp_summary_quarter *quarter = &summary->quarter[summary->n_quarter++];
    const double mean = 1.0 / (until - month + 1);
    *quarter = (cp_summary_quarter){.first_month = month, .last_month = until};
    quarter->headline = cp_ask_scaled(cp_ask_band_over(ask, months, NULL), mean);
    months.first = months.last = ask->world;
    if (ask->world >= 0) {
      quarter->world = cp_ask_scaled(cp_ask_band_over(ask, months, NULL), mean);
    }
    month = until + 1;
  }
  return CP_OK;
}

static cp_status fill_months(cp_inquiry *ask) {
  cp_summary *summary = ask->summary;
  const int32_t first = cp_catalog_date(ask->catalog, CP_SERIES_shipped, ask->model->as_of[0]);
  if (ask->headline < 0 || first < 0) return CP_OK;
  summary->n_month = cp_ask_date_last(ask, CP_SERIES_shipped) - first + 1;
  summary->month = CP_ARENA_ARRAY(ask->arena, cp_summary_month, summary->n_month);
  if (!summary->month) return CP_NO_MEMORY;
  for (int32_t place = 0; place < summary->n_month; place++) {
    cp_summary_month *month = &summary->month[place];
    const int32_t date = first + place;
    month->day = cp_catalog_day(ask->catalog, CP_SERIES_shipped, date);
    month->headline = cp_ask_band_at(ask, CP_SERIES_shipped, ask->headline, date);
    if (ask->world >= 0) month->world = cp_ask_band_at(ask, CP_SERIES_shipped, ask->world, date);
  }
  return fill_quarters(ask);
}

// Marks single months among the last six that are published, and counts those inside the band.
static void mark_recent(cp_summary *summary) {
  enum { RECENT_MONTHS = 6 };
  int32_t newest = INT32_MIN;
  for (int32_t place = 0; place < summary->n_observed; place++) {
    const cp_summary_observed *row = &summary->observed[place];
    if (row->first_month == row->last_month && row->first_month > newest) newest = row->first_month;
  }
  for (int32_t place = 0; place < summary->n_observed; place++) {
    cp_summary_observed *row = &summary->observed[place];
    row->is_recent =
        row->first_month == row->last_month && row->first_month > newest - RECENT_MONTHS;
    row->is_inside = row->observed >= row->simulated.low && row->observed <= row->simulated.high;
    summary->n_recent += row->is_recent;
    summary->n_inside += row->is_recent && row->is_inside;
  }
}

// Published figures whose months the run covers in full.
static cp_status fill_observed(cp_inquiry *ask) {
  cp_summary *summary = ask->summary;
  const cp_spec *spec = ask->catalog->labels->spec;
  const int32_t n_row = summary->has_goods ? cp_spec_count(spec, CP_S_observations) : 0;
  const int32_t first_month = cp_month_index(ask->model->first_day[0]);
  const int32_t last_month = cp_month_index(ask->model->last_day[0]);
  summary->observed = CP_ARENA_ARRAY(ask->arena, cp_summary_observed, n_row);
  if (!summary->observed) return CP_NO_MEMORY;
  for (int32_t row = 0; row < n_row; row++) {
    const cp_cell *period = cp_spec_cell(spec, CP_F_observations_period, row);
    const cp_text name = cp_spec_text(spec, CP_F_observations_destination, row);
    const int32_t entity = cp_catalog_find(ask->catalog, CP_SERIES_shipped, name);
    if (entity < 0 || period->index < first_month || period->last > last_month) continue;
    if (cp_observed_is_superseded(spec, row)) continue;
    const cp_window months = {CP_SERIES_shipped, entity, entity, period->index - first_month,
                              period->last - first_month};
    summary->observed[summary->n_observed++] = (cp_summary_observed){
        .destination = name,
        .first_month = period->index,
        .last_month = period->last,
        .observed = cp_spec_number(spec, CP_F_observations_tonnes, row) / grams_per_tonne,
        .simulated = cp_ask_band_over(ask, months, NULL)};
  }
  mark_recent(summary);
  return CP_OK;
}

// --- lines ---------------------------------------------------------------------------------------

static void fill_losses(cp_inquiry *ask) {
  cp_summary *summary = ask->summary;
  cp_window lost, all;
  if (ask->headline < 0) return;
  cp_ask_lost(ask, false, &lost, &all);
  summary->lost_before = cp_ask_band_over(ask, lost, &all);
  cp_ask_lost(ask, true, &lost, &all);
  summary->lost_after = cp_ask_band_over(ask, lost, &all);
}

static void fill_stops(cp_inquiry *ask) {
  cp_summary_stop *stop = &ask->summary->stop;
  const int32_t origin = cp_ask_origin(ask);
  int32_t n_done = 0, n_stop = 0, n_early = 0;
  for (int32_t replica = 0; replica < ask->ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ask->ensemble, replica)) continue;
    n_done++;
    const double day = cp_ask_first_stop(ask, cp_ensemble_record(ask->ensemble, replica));
    if (day < 0) continue;
    n_early += day <= ask->model->as_of[0];
    ask->value[n_stop++] = day - origin;
  }
  stop->any = cp_ask_odds(n_stop, n_done, ask->n_free);
  stop->by_as_of = cp_ask_odds(n_early, n_done, ask->n_free);
  stop->days = cp_ask_band(ask, n_stop);
}

// --- licences ------------------------------------------------------------------------------------

// The day on which licences under a permission first end: its own last day, or the first day plus
// the cap on their validity.
static int32_t end_of_permission(const cp_model *model, int32_t fact) {
  const int32_t measure = model->fact_object[fact];
  const bool is_entry = model->fact_act[fact] == CP_ACT_ENTER &&
                        model->fact_kind[fact] == CP_OBJECT_MEASURE &&
                        model->measure_kind[measure] == CP_PERMISSION;
  if (!is_entry) return CP_DAY_NONE;
  if (model->fact_until[fact] >= 0) return model->fact_until[fact];
  const int32_t months = model->measure_validity[measure];
  return months > 0 ? cp_day_add_months(model->fact_day[fact], months) : CP_DAY_NONE;
}

static int32_t cliff_day(const cp_model *model) {
  int32_t first = CP_DAY_NONE;
  for (int32_t fact = 0; fact < model->n_fact; fact++) {
    const int32_t end = end_of_permission(model, fact);
    if (end <= model->as_of[0] || end > model->last_day[0]) continue;
    if (first == CP_DAY_NONE || end < first) first = end;
  }
  return first;
}

static double most_of(const cp_inquiry *ask, cp_window over) {
  double most = 0;
  for (int32_t replica = 0; replica < ask->ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ask->ensemble, replica)) continue;
    const double amount = cp_ask_total(ask, over, cp_ensemble_record(ask->ensemble, replica));
    if (amount > most) most = amount;
  }
  return most;
}

static void fill_licences(cp_inquiry *ask) {
  cp_summary *summary = ask->summary;
  // months after the one of as_of
  const int32_t month = cp_catalog_date(ask->catalog, CP_SERIES_expired, ask->model->as_of[0]);
  cp_window ended = {CP_SERIES_expired, 0, 0, month + 1, cp_ask_date_last(ask, CP_SERIES_expired)};
  summary->expired = cp_ask_band_over(ask, ended, NULL);
  summary->most_expired = most_of(ask, ended);
  summary->cliff_day = cliff_day(ask->model);
  if (summary->cliff_day == CP_DAY_NONE) return;
  ended.to = cp_catalog_date(ask->catalog, CP_SERIES_expired, summary->cliff_day);
  summary->cliff_expired = cp_ask_band_over(ask, ended, NULL);
}

static void fill_indices(cp_inquiry *ask) {
  cp_summary *summary = ask->summary;
  const int32_t now = cp_ask_date_over(ask, CP_SERIES_tension, ask->model->as_of[0]);
  const int32_t end = cp_ask_date_last(ask, CP_SERIES_tension);
  summary->tension_now = cp_ask_band_at(ask, CP_SERIES_tension, 0, now);
  summary->tension_end = cp_ask_band_at(ask, CP_SERIES_tension, 0, end);
  summary->pressure_now = cp_ask_band_at(ask, CP_SERIES_pressure, 0, now);
  summary->pressure_end = cp_ask_band_at(ask, CP_SERIES_pressure, 0, end);
}

static void fill_balances(cp_inquiry *ask) {
  for (int32_t replica = 0; replica < ask->ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ask->ensemble, replica)) continue;
    const double *record = cp_ensemble_record(ask->ensemble, replica);
    const double goods = record[ask->catalog->outcome[CP_OUTCOME_goods_off].offset];
    const double licences = record[ask->catalog->outcome[CP_OUTCOME_licences_off].offset];
    ask->summary->goods_off += __builtin_fabs(goods);
    ask->summary->licences_off += __builtin_fabs(licences);
    const double refused = record[ask->catalog->outcome[CP_OUTCOME_refused_acts].offset];
    if (refused > ask->summary->refused_acts) ask->summary->refused_acts = refused;
  }
}

cp_status cp_summary_build(const cp_catalog *catalog, const cp_ensemble *ensemble,
                           const cp_certificate *certificate, cp_arena *arena,
                           cp_summary *summary) {
  *summary = (cp_summary){.catalog = catalog, .certificate = *certificate, .seconds = -1};
  cp_inquiry ask = {.catalog = catalog,
                    .ensemble = ensemble,
                    .model = ensemble->model,
                    .arena = arena,
                    .summary = summary};
  const int32_t chances = certificate->chances < 1 ? 1 : certificate->chances;
  ask.n_free = (double)certificate->done / chances;
  ask.value = CP_ARENA_ARRAY(arena, double, ensemble->n_replica);
  ask.scratch = CP_ARENA_ARRAY(arena, double, ensemble->n_replica);
  if (!ask.value || !ask.scratch) return CP_NO_MEMORY;
  find_destinations(&ask);
  (void)cp_ask_control(ask.model, &summary->stop.control_day);
  CP_TRY(fill_months(&ask));
  CP_TRY(fill_observed(&ask));
  fill_losses(&ask);
  fill_stops(&ask);
  fill_licences(&ask);
  fill_indices(&ask);
  fill_balances(&ask);
  cp_summary_fill_trade(&ask);
  CP_TRY(cp_summary_fill_losses(&ask));
  CP_TRY(cp_summary_fill_switches(&ask));
  CP_TRY(cp_summary_fill_desk(&ask));
  CP_TRY(cp_summary_fill_spells(&ask));
  CP_TRY(cp_summary_fill_days(&ask));
  CP_TRY(cp_summary_fill_economy(&ask));
  CP_TRY(cp_summary_fill_costs(&ask));
  CP_TRY(cp_summary_fill_own(&ask));
  CP_TRY(cp_summary_fill_clauses(&ask));
  CP_TRY(cp_summary_fill_answer(&ask));
  CP_TRY(cp_summary_fill_watch(&ask));
  CP_TRY(cp_summary_fill_drivers(&ask));
  return cp_summary_fill_headlines(&ask);
}
