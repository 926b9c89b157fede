// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// How the summary asks the ensemble: a distribution or a share over the finished replicas, with its
// Monte-Carlo error. For the files of the summary only.
#ifndef CP_REPORT_SUMMARY_ASK_H
#define CP_REPORT_SUMMARY_ASK_H

#include "report/summary.h"

// What every question needs.
typedef struct cp_inquiry {
  const cp_catalog *catalog;
  const cp_ensemble *ensemble;
  const cp_model *model;
  cp_arena *arena;
  cp_summary *summary;
  double *value;     // [n_replica] the question's values
  double *scratch;   // [n_replica]
  double n_free;     // independent replicas
  int32_t headline;  // entity of `shipped`, -1 none
  int32_t world;     // the sum of all destinations, -1 none
} cp_inquiry;

// Entities [first, last] and dates [from, to] of a series.
typedef struct cp_window {
  int32_t series, first, last, from, to;
} cp_window;

// The first n of `value`, which are sorted.
cp_band cp_ask_band(const cp_inquiry *ask, int32_t n);

// `count` of `of`; no odds when there is nothing to count.
cp_odds cp_ask_odds(double count, double of, double n_free);

// A series at one entity and date.
cp_band cp_ask_band_at(const cp_inquiry *ask, int32_t series, int32_t entity, int32_t date);

// The sum of a window in one record.
double cp_ask_total(const cp_inquiry *ask, cp_window over, const double *record);

// The distribution of a sum; over another sum when there is one.
cp_band cp_ask_band_over(const cp_inquiry *ask, cp_window sum, const cp_window *over);

// The same, each value times `by`.
cp_band cp_ask_scaled(cp_band band, double by);

// The last date of a series that is over on a day, and its last date.
int32_t cp_ask_date_over(const cp_inquiry *ask, int32_t series, int32_t day);
int32_t cp_ask_date_last(const cp_inquiry *ask, int32_t series);

// Does a firm count among the vehicle makers of the headline destination?
bool cp_ask_is_vehicle_maker(const cp_inquiry *ask, int32_t firm);

// The measure that requires licences for headline goods and came into force first, by the facts; -1
// none. Its day.
int32_t cp_ask_control(const cp_model *model, int32_t *day);

// The first stop of a vehicle maker in the headline destination, -1 when none stood; and the day from which it is told: that
// of the control, or the first of the run.
double cp_ask_first_stop(const cp_inquiry *ask, const double *record);
int32_t cp_ask_origin(const cp_inquiry *ask);

// Line-weeks of the headline destination that are lost, and all of them: from the control to the month of as_of, or from then
// to the end of the run.
void cp_ask_lost(const cp_inquiry *ask, bool is_after, cp_window *lost, cp_window *all);

// In one record: is more than 5 % of that lost after as_of; in which month from as_of on are headline shipments first at 90 % of the
// baseline month (since 1970-01, -1 never; the baseline must be known); is the clause met in time?
bool cp_ask_lost_much(const cp_inquiry *ask, const double *record);
int32_t cp_ask_back_in(const cp_inquiry *ask, const double *record);
bool cp_ask_is_met(const cp_inquiry *ask, const cp_summary_clause *clause, const double *record);

// The answer ahead of the tables. The tables must be filled.
cp_status cp_summary_fill_answer(cp_inquiry *ask);

// Pending applications and the first weeks' approvals at the headline control's authority.
cp_status cp_summary_fill_clauses(cp_inquiry *ask);

cp_status cp_summary_fill_desk(cp_inquiry *ask);

// Applications by class and where their days went.
cp_status cp_summary_fill_spells(cp_inquiry *ask);

// Where the days of consignments went.
cp_status cp_summary_fill_days(cp_inquiry *ask);

// What stops cost the economy.
cp_status cp_summary_fill_economy(cp_inquiry *ask);
// What controls cost.
cp_status cp_summary_fill_costs(cp_inquiry *ask);

// What is lost from as_of on, when cover is back and what slips.
cp_status cp_summary_fill_losses(cp_inquiry *ask);

// What exporters hold, what flies, and prices. The day of the control must be known.
void cp_summary_fill_trade(cp_inquiry *ask);

// What users turned to.
cp_status cp_summary_fill_switches(cp_inquiry *ask);

// From whose own today the run starts.
cp_status cp_summary_fill_own(cp_inquiry *ask);

// All of them as rows. Everything else must be filled.
cp_status cp_summary_fill_headlines(cp_inquiry *ask);

// What to watch. The answer and the clauses must be filled.
cp_status cp_summary_fill_watch(cp_inquiry *ask);

// What drives the answer. The day of the control must be known.
cp_status cp_summary_fill_drivers(cp_inquiry *ask);

#endif
