// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The summary and the certificate for machines. Keys are stable: they may be added to, but keep
// their meaning.
#include "base/date.h"
#include "base/os/print.h"
#include "report/summary.h"
#include "report/summary_put.h"

// --- certificate ---------------------------------------------------------------------------------

// The seed is a text: not every reader of JSON keeps 64 bits.
static void put_certificate(cp_json *json, const cp_certificate *certificate) {
  char seed[32];
  uint64_t rest = certificate->seed;
  int32_t at = (int32_t)sizeof seed - 1;
  seed[at] = 0;
  do {
    seed[--at] = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest > 0);
  put_text(json, "scenario", certificate->name);
  put_text(json, "title", certificate->title);
  put_text(json, "state", certificate->state);
  put_text(json, "inputs_hash", certificate->inputs_hash);
  cp_json_key(json, "seed");
  cp_json_string(json, seed + at);
  put_whole(json, "replicas", certificate->done);
  put_whole(json, "replicas_asked", certificate->asked);
  put_whole(json, "chances", certificate->chances);
  put_text(json, "version", certificate->version);
  put_whole(json, "numbers_epoch", certificate->epoch);
  put_text(json, "content_hash", certificate->content_hash);
  put_text(json, "audit", certificate->audit);
  put_day(json, "first_day", certificate->first_day);
  put_day(json, "as_of", certificate->as_of);
  put_day(json, "until", certificate->last_day);
  put_day(json, "observed_until", certificate->observed_until);
  put_whole(json, "facts_used", certificate->facts_used);
  put_whole(json, "facts_left_out", certificate->facts_late);
  put_whole(json, "assumed", certificate->n_assumed);
}

static void put_headlines(cp_json *json, const cp_headline *headline, int32_t n_headline) {
  cp_json_key(json, "monte_carlo");
  cp_json_array(json);
  for (int32_t place = 0; place < n_headline; place++) {
    const cp_headline *row = &headline[place];
    cp_json_object(json);
    put_text(json, "name", row->name);
    put_text(json, "entity", row->entity);
    put_day(json, "date", row->day);
    put_text(json, "unit", row->unit);
    put_number(json, "value", row->value);
    put_number(json, "error", row->error);
    cp_json_close(json);
  }
  cp_json_close(json);
}

cp_status cp_certificate_print(const cp_certificate *certificate, const cp_headline *headline,
                               int32_t n_headline, const cp_sink *sink) {
  cp_json json = cp_json_begin(sink);
  cp_json_object(&json);
  put_certificate(&json, certificate);
  put_headlines(&json, headline, n_headline);
  cp_json_close(&json);
  return cp_json_end(&json);
}

// --- summary -------------------------------------------------------------------------------------

static void put_months(cp_json *json, const cp_summary *summary) {
  cp_json_key(json, "shipments");
  cp_json_array(json);
  for (int32_t place = 0; place < summary->n_month; place++) {
    const cp_summary_month *month = &summary->month[place];
    cp_json_object(json);
    put_month(json, "month", cp_month_index(month->day));
    put_band(json, "headline", month->headline);
    if (summary->has_world) put_band(json, "world", month->world);
    cp_json_close(json);
  }
  cp_json_close(json);
}

static void put_quarters(cp_json *json, const cp_summary *summary) {
  cp_json_key(json, "quarters");
  cp_json_array(json);
  for (int32_t place = 0; place < summary->n_quarter; place++) {
    const cp_summary_quarter *quarter = &summary->quarter[place];
    cp_json_object(json);
    put_month(json, "from", quarter->first_month);
    put_month(json, "to", quarter->last_month);
    put_band(json, "headline", quarter->headline);
    if (summary->has_world) put_band(json, "world", quarter->world);
    cp_json_close(json);
  }
  cp_json_close(json);
}

static void put_observed(cp_json *json, const cp_summary *summary) {
  cp_json_key(json, "observed");
  cp_json_array(json);
  for (int32_t place = 0; place < summary->n_observed; place++) {
    const cp_summary_observed *row = &summary->observed[place];
    cp_json_object(json);
    put_month(json, "from", row->first_month);
    put_month(json, "to", row->last_month);
    put_text(json, "destination", row->destination);
    put_number(json, "observed", row->observed);
    put_band(json, "simulated", row->simulated);
    put_flag(json, "inside", row->is_inside);
    put_flag(json, "recent", row->is_recent);
    cp_json_close(json);
  }
  cp_json_close(json);
  put_whole(json, "recent", summary->n_recent);
  put_whole(json, "recent_inside", summary->n_inside);
}

static void put_stops(cp_json *json, const cp_summary *summary) {
  put_band(json, "line_weeks_lost_before", summary->lost_before);
  put_band(json, "line_weeks_lost_after", summary->lost_after);
  put_day(json, "control", summary->stop.control_day);
  put_odds(json, "stop_any", summary->stop.any);
  put_odds(json, "stop_by_as_of", summary->stop.by_as_of);
  put_band(json, "first_stop_days", summary->stop.days);
}

static void put_licences(cp_json *json, const cp_summary *summary) {
  put_band(json, "pending_now", summary->pending_now);
  put_band(json, "pending_end", summary->pending_end);
  put_day(json, "permission_ends", summary->cliff_day);
  put_band(json, "expired_by_then", summary->cliff_expired);
  put_band(json, "expired", summary->expired);
  put_number(json, "expired_most", summary->most_expired);
  put_band(json, "tension_now", summary->tension_now);
  put_band(json, "tension_end", summary->tension_end);
  put_band(json, "pressure_now", summary->pressure_now);
  put_band(json, "pressure_end", summary->pressure_end);
  put_number(json, "goods_off", summary->goods_off);
  put_number(json, "licences_off", summary->licences_off);
  put_number(json, "refused_acts", summary->refused_acts);
}

static void put_classes(cp_json *json, const cp_summary *summary) {
  cp_json_key(json, "first_weeks_approved");
  cp_json_array(json);
  for (int32_t place = 0; place < summary->n_class; place++) {
    cp_json_object(json);
    put_text(json, "class", summary->class[place].name);
    put_band(json, "share", summary->class[place].approved);
    cp_json_close(json);
  }
  cp_json_close(json);
}

static void put_told(cp_json *json, const char *key, double number) {
  cp_json_key(json, key);
  if (number < 0) {
    cp_json_null(json);
  } else {
    cp_json_number(json, number);
  }
}

static void put_approvals(cp_json *json, const cp_summary *summary) {
  cp_json_key(json, "approvals_published");
  cp_json_array(json);
  for (int32_t place = 0; place < summary->n_approval; place++) {
    const cp_summary_approval *row = &summary->approval[place];
    cp_json_object(json);
    put_day(json, "date", row->day);
    put_text(json, "group", row->group);
    put_told(json, "filed", row->filed);
    put_told(json, "approved", row->approved);
    put_told(json, "share", row->share);
    cp_json_close(json);
  }
  cp_json_close(json);
}

static void put_horizons(cp_json *json, const cp_summary *summary) {
  const cp_summary_answer *answer = &summary->answer;
  cp_json_key(json, "share_of_baseline");
  cp_json_array(json);
  for (int32_t place = 0; place < answer->n_horizon; place++) {
    cp_json_object(json);
    put_month(json, "month", answer->horizon[place].month);
    put_band(json, "headline", answer->horizon[place].headline);
    if (answer->world_base > 0) put_band(json, "world", answer->horizon[place].world);
    cp_json_close(json);
  }
  cp_json_close(json);
}

static void put_recovery(cp_json *json, const cp_summary_answer *answer) {
  cp_json_key(json, "back_at_90_percent");
  cp_json_array(json);
  for (int32_t year = 0; year < answer->n_year; year++) {
    cp_json_object(json);
    put_whole(json, "by_end_of", answer->first_year + year);
    put_odds(json, "odds", answer->back_by[year]);
    cp_json_close(json);
  }
  cp_json_close(json);
  put_odds(json, "never_back", answer->n_year > 0 ? answer->never_back : (cp_odds){.share = -1});
}

static void put_firms(cp_json *json, const cp_summary_answer *answer) {
  cp_json_key(json, "firms");
  cp_json_array(json);
  for (int32_t place = 0; place < answer->n_firm; place++) {
    cp_json_object(json);
    put_text(json, "firm", answer->firm[place].name);
    put_odds(json, "stood", answer->firm[place].stood);
    put_odds(json, "first_to_stand_next", answer->firm[place].first);
    cp_json_close(json);
  }
  cp_json_close(json);
}

static void put_answer(cp_json *json, const cp_summary *summary) {
  const cp_summary_answer *answer = &summary->answer;
  cp_json_key(json, "answer");
  cp_json_object(json);
  put_number(json, "headline_baseline", answer->headline_base);
  put_number(json, "world_baseline", answer->world_base);
  put_horizons(json, summary);
  put_recovery(json, answer);
  put_odds(json, "over_5_percent_lost", answer->lost_much);
  put_firms(json, answer);
  cp_json_close(json);
}

static void put_drivers_of(cp_json *json, const cp_summary *summary, int32_t which) {
  const cp_drivers_of *of = &summary->drivers.of[which];
  cp_json_object(json);
  cp_json_key(json, "outcome");
  cp_json_string(json, cp_summary_driven_of[which].name);
  cp_json_key(json, "unit");
  cp_json_string(json, cp_summary_driven_of[which].unit);
  put_flag(json, "varies", !of->is_constant);
  put_whole(json, "told", of->n_told);
  cp_json_key(json, "strongest");
  cp_json_array(json);
  for (int32_t place = 0; place < of->n_told && place < CP_SUMMARY_DRIVERS; place++) {
    const cp_driver *driver = &of->driver[place];
    cp_json_object(json);
    put_text(json, "parameter", driver->parameter);
    put_text(json, "meaning", driver->meaning);
    put_number(json, "rho", driver->rho);
    put_number(json, "error", of->error);
    put_number(json, "low_third", driver->low_third);
    put_number(json, "high_third", driver->high_third);
    cp_json_close(json);
  }
  cp_json_close(json);
  cp_json_close(json);
}

static void put_drivers(cp_json *json, const cp_summary *summary) {
  const cp_drivers *drivers = &summary->drivers;
  cp_json_key(json, "drivers");
  cp_json_object(json);
  put_whole(json, "ranges", drivers->n_range);
  put_flag(json, "too_few_replicas", drivers->is_too_few);
  put_whole(json, "tests", drivers->n_test);
  put_number(json, "threshold_errors", drivers->threshold);
  put_number(json, "first_stop_none", summary->no_stop_days);
  cp_json_key(json, "outcomes");
  cp_json_array(json);
  for (int32_t which = 0; which < drivers->n_outcome && !drivers->is_too_few; which++) {
    put_drivers_of(json, summary, which);
  }
  cp_json_close(json);
  cp_json_close(json);
}

cp_status cp_summary_print_json(const cp_summary *summary, const cp_sink *sink) {
  cp_json json = cp_json_begin(sink);
  cp_json_object(&json);
  put_certificate(&json, &summary->certificate);
  put_text(&json, "headline", summary->headline_name);
  put_answer(&json, summary);
  put_months(&json, summary);
  put_quarters(&json, summary);
  put_observed(&json, summary);
  put_stops(&json, summary);
  cp_summary_put_chain(&json, summary);
  put_licences(&json, summary);
  put_classes(&json, summary);
  cp_summary_put_own(&json, summary);
  cp_summary_put_spells(&json, summary);
  cp_summary_put_days(&json, summary);
  cp_summary_put_economy(&json, summary);
  cp_summary_put_costs(&json, summary);
  put_approvals(&json, summary);
  cp_summary_put_clauses(&json, summary);
  cp_summary_put_watch(&json, summary);
  put_drivers(&json, summary);
  put_headlines(&json, summary->headline, summary->n_headline);
  cp_json_close(&json);
  return cp_json_end(&json);
}
