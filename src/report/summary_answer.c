// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The answer ahead of the tables: what ships against the baseline, when it is back, what stands and
// how likely the clauses are met.
#include "base/date.h"
#include "report/summary_ask.h"
#include "scenario/observed.h"

static const double grams_per_tonne = 1e6;
static const double share_of_recovery = 0.9, share_of_much = 0.05;

// Tonnes of the baseline month; 0 when nothing is published.
static double baseline_of(const cp_spec *spec, cp_text destination) {
  const double grams = cp_observed_to(spec, destination).base;
  return grams > 0 ? grams / grams_per_tonne : 0;
}

// --- shipments -----------------------------------------------------------------------------------

static int32_t end_of_year(int32_t year) { return cp_day_from(year, 12, 31); }

// The last month that the run covers to its end.
static int32_t last_whole_month(const cp_model *model) {
  return cp_month_index(model->last_day[0] + 1) - 1;
}

static void add_horizon(cp_inquiry *ask, int32_t month) {
  cp_summary_answer *answer = &ask->summary->answer;
  const int32_t before = answer->n_horizon - 1;
  const bool is_known = before >= 0 && answer->horizon[before].month >= month;
  if (is_known || month > last_whole_month(ask->model)) return;
  cp_summary_horizon *horizon = &answer->horizon[answer->n_horizon++];
  const int32_t date = month - cp_month_index(ask->model->first_day[0]);
  horizon->month = month;
  horizon->headline = cp_ask_scaled(cp_ask_band_at(ask, CP_SERIES_shipped, ask->headline, date),
                                    1 / answer->headline_base);
  if (ask->world < 0 || answer->world_base <= 0) return;
  horizon->world = cp_ask_scaled(cp_ask_band_at(ask, CP_SERIES_shipped, ask->world, date),
                                 1 / answer->world_base);
}

// Next month, in three months, the end of this year, the end of the run.
static void fill_horizons(cp_inquiry *ask) {
  const int32_t now = cp_month_index(ask->model->as_of[0]);
  const int32_t year = cp_day_split(ask->model->as_of[0]).year;
  add_horizon(ask, now + 1);
  add_horizon(ask, now + 3);
  add_horizon(ask, cp_month_index(end_of_year(year)));
  add_horizon(ask, last_whole_month(ask->model));
}

int32_t cp_ask_back_in(const cp_inquiry *ask, const double *record) {
  const double wanted = share_of_recovery * ask->summary->answer.headline_base;
  const int32_t first = cp_catalog_date(ask->catalog, CP_SERIES_shipped, ask->model->as_of[0]);
  const int32_t last = cp_ask_date_last(ask, CP_SERIES_shipped);
  for (int32_t date = first; date <= last; date++) {
    const double shipped =
        cp_catalog_value(ask->catalog, CP_SERIES_shipped, ask->headline, date, record);
    if (shipped >= wanted) return cp_month_index(ask->model->first_day[0]) + date;
  }
  return -1;
}

static void fill_recovery(cp_inquiry *ask) {
  cp_summary_answer *answer = &ask->summary->answer;
  // years that the run covers to their end
  const int32_t last_year = cp_day_split(ask->model->last_day[0] + 1).year - 1;
  double back[CP_SUMMARY_YEARS] = {0};
  double n_done = 0, n_never = 0;
  answer->first_year = cp_day_split(ask->model->as_of[0]).year;
  const int32_t n_year = last_year - answer->first_year + 1;
  answer->n_year = n_year < 0 ? 0 : n_year < CP_SUMMARY_YEARS ? n_year : CP_SUMMARY_YEARS;
  for (int32_t replica = 0; replica < ask->ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ask->ensemble, replica)) continue;
    const double *record = cp_ensemble_record(ask->ensemble, replica);
    const int32_t month = cp_ask_back_in(ask, record);
    n_done++;
    n_never += month < 0;
    if (month < 0) continue;
    const int32_t year = cp_day_split(cp_month_first(month)).year;
    for (int32_t by = year - answer->first_year; by < answer->n_year; by++) back[by]++;
  }
  for (int32_t by = 0; by < answer->n_year; by++) {
    answer->back_by[by] = cp_ask_odds(back[by], n_done, ask->n_free);
  }
  answer->never_back = cp_ask_odds(n_never, n_done, ask->n_free);
}

// --- lines ---------------------------------------------------------------------------------------

bool cp_ask_lost_much(const cp_inquiry *ask, const double *record) {
  cp_window lost, all;
  cp_ask_lost(ask, true, &lost, &all);
  return cp_ask_total(ask, lost, record) > share_of_much * cp_ask_total(ask, all, record);
}

static void fill_lost_much(cp_inquiry *ask) {
  double n_done = 0, n_much = 0;
  for (int32_t replica = 0; replica < ask->ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ask->ensemble, replica)) continue;
    n_done++;
    n_much += cp_ask_lost_much(ask, cp_ensemble_record(ask->ensemble, replica));
  }
  ask->summary->answer.lost_much = cp_ask_odds(n_much, n_done, ask->n_free);
}

// The first day after as_of on which a vehicle maker's line stood for the first time, -1 none.
static double first_stop_after(const cp_inquiry *ask, const double *stop) {
  double first = -1;
  for (int32_t firm = 0; firm < ask->model->n_firm; firm++) {
    const bool is_later = cp_ask_is_vehicle_maker(ask, firm) && stop[firm] > ask->model->as_of[0];
    if (is_later && (first < 0 || stop[firm] < first)) first = stop[firm];
  }
  return first;
}

static cp_summary_firm firm_of(const cp_inquiry *ask, int32_t firm) {
  const int32_t place = ask->catalog->outcome[CP_OUTCOME_first_stop].offset;
  const int32_t as_of = ask->model->as_of[0];
  double n_done = 0, n_stood = 0, n_first = 0;
  for (int32_t replica = 0; replica < ask->ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ask->ensemble, replica)) continue;
    const double *stop = cp_ensemble_record(ask->ensemble, replica) + place;
    n_done++;
    n_stood += stop[firm] >= 0 && stop[firm] <= as_of;
    n_first += stop[firm] > as_of && stop[firm] == first_stop_after(ask, stop);
  }
  return (cp_summary_firm){.name = cp_label_firm(ask->catalog->labels, firm),
                           .stood = cp_ask_odds(n_stood, n_done, ask->n_free),
                           .first = cp_ask_odds(n_first, n_done, ask->n_free)};
}

// Those most often first come first; equal ones keep the order of the scenario.
static cp_status fill_firms(cp_inquiry *ask) {
  cp_summary_answer *answer = &ask->summary->answer;
  answer->firm = CP_ARENA_ARRAY(ask->arena, cp_summary_firm, ask->model->n_firm);
  if (!answer->firm) return CP_NO_MEMORY;
  for (int32_t firm = 0; firm < ask->model->n_firm; firm++) {
    if (!cp_ask_is_vehicle_maker(ask, firm)) continue;
    const cp_summary_firm told = firm_of(ask, firm);
    int32_t place = answer->n_firm++;
    for (; place > 0 && answer->firm[place - 1].first.share < told.first.share; place--) {
      answer->firm[place] = answer->firm[place - 1];
    }
    answer->firm[place] = told;
  }
  return CP_OK;
}

// --- clauses -------------------------------------------------------------------------------------

static void fill_clause(cp_inquiry *ask, cp_summary_clause *clause) {
  const int32_t place = ask->catalog->outcome[CP_OUTCOME_met_on].offset + clause->clause;
  const int32_t year = end_of_year(cp_day_split(ask->model->as_of[0]).year);
  const int32_t last = cp_ask_date_last(ask, CP_SERIES_clause_holds);
  double n_done = 0, n_year = 0, n_holding = 0;
  int32_t n_met = 0;
  for (int32_t replica = 0; replica < ask->ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ask->ensemble, replica)) continue;
    const double *record = cp_ensemble_record(ask->ensemble, replica);
    const double day = record[place];
    n_done++;
    n_holding +=
        cp_catalog_value(ask->catalog, CP_SERIES_clause_holds, clause->clause, last, record);
    if (day < 0) continue;
    n_year += day <= year;
    ask->value[n_met++] = day;
  }
  clause->met_by_year = cp_ask_odds(n_year, n_done, ask->n_free);
  clause->met_by_end = cp_ask_odds(n_met, n_done, ask->n_free);
  clause->holds = cp_ask_odds(n_holding, n_done, ask->n_free);
  clause->met_day = cp_ask_band(ask, n_met);
}

cp_status cp_summary_fill_answer(cp_inquiry *ask) {
  const cp_spec *spec = ask->catalog->labels->spec;
  cp_summary *summary = ask->summary;
  cp_summary_answer *answer = &summary->answer;
  for (int32_t place = 0; place < summary->n_clause; place++) {
    fill_clause(ask, &summary->clause[place]);
  }
  if (ask->headline < 0) return CP_OK;
  const cp_text world = ask->world < 0
                            ? CP_TEXT("")
                            : ask->catalog->series[CP_SERIES_shipped].entity[ask->world].name;
  if (summary->has_goods) {
    answer->headline_base = baseline_of(spec, summary->headline_name);
    answer->world_base = baseline_of(spec, world);
  }
  if (answer->headline_base > 0) {
    fill_horizons(ask);
    fill_recovery(ask);
  }
  fill_lost_much(ask);
  return fill_firms(ask);
}
