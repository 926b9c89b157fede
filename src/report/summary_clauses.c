// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Clauses in the summary: odds that the condition is met, by each party's reading, and odds that the act follows, apart, each with what it
// rests on; how often a clause was breached, or waited in a deadlock.
#include "base/date.h"
#include "report/ledger.h"
#include "report/summary_ask.h"
#include "report/summary_put.h"
#include "report/summary_say.h"
#include "report/words.h"

// --- odds ----------------------------------------------------------------------------------------

static bool has_effects(const cp_model *model, int32_t clause) {
  for (int32_t effect = model->clause_effect_first[clause];
       effect < model->clause_effect_first[clause + 1]; effect++) {
    if (model->effect_when[effect] == 0) return true;
  }
  return false;
}

static int32_t limit_of(const cp_inquiry *ask, const cp_summary_clause *clause) {
  return clause->deadline == CP_DAY_NONE ? ask->model->last_day[0] : clause->deadline;
}

bool cp_ask_is_met(const cp_inquiry *ask, const cp_summary_clause *clause, const double *record) {
  const double day = record[ask->catalog->outcome[CP_OUTCOME_met_on].offset + clause->clause];
  return day >= 0 && day <= limit_of(ask, clause);
}

// Odds that the condition is met in time, that the act follows when it is, and of both.
static void fill_odds(const cp_inquiry *ask, cp_summary_clause *clause) {
  const cp_outcome *outcome = ask->catalog->outcome;
  double n_done = 0, n_met = 0, n_acted = 0, n_breached = 0, n_locked = 0;
  for (int32_t replica = 0; replica < ask->ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ask->ensemble, replica)) continue;
    const bool is_met = cp_ask_is_met(ask, clause, cp_ensemble_record(ask->ensemble, replica));
    const double *record = cp_ensemble_record(ask->ensemble, replica) + clause->clause;
    n_done++;
    n_met += is_met;
    n_acted += is_met && record[outcome[CP_OUTCOME_acted_on].offset] >= 0;
    n_breached += record[outcome[CP_OUTCOME_breaches].offset] > 0;
    n_locked += record[outcome[CP_OUTCOME_locked_on].offset] >= 0;
  }
  clause->met = cp_ask_odds(n_met, n_done, ask->n_free);
  clause->breached = cp_ask_odds(n_breached, n_done, ask->n_free);
  clause->locked = cp_ask_odds(n_locked, n_done, ask->n_free);
  clause->act = clause->both = (cp_odds){.share = -1};
  if (!has_effects(ask->model, clause->clause)) return;
  clause->act = cp_ask_odds(n_acted, n_met, ask->n_free);
  clause->both = cp_ask_odds(n_acted, n_done, ask->n_free);
}

// --- readings ------------------------------------------------------------------------------------

static void fill_threshold(const cp_spec *spec, int32_t row, cp_summary_reading *told) {
  const cp_cell *least = cp_spec_cell(spec, CP_F_readings_at_least, row);
  const bool is_range = least->shape != CP_SHAPE_FIXED;
  told->at_least = least->number;
  told->least_low = is_range ? least->low : least->number;
  told->least_high = is_range ? least->high : least->number;
}

// The share of replicas in which the reading is at its threshold in time, and its last figure.
static void ask_reading(const cp_inquiry *ask, const cp_summary_clause *clause, int32_t reading,
                        cp_summary_reading *told) {
  const int32_t place = ask->catalog->outcome[CP_OUTCOME_read_on].offset + reading;
  const int32_t last = cp_ask_date_last(ask, CP_SERIES_read);
  double n_done = 0, n_met = 0;
  int32_t n_figure = 0;
  for (int32_t replica = 0; replica < ask->ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ask->ensemble, replica)) continue;
    const double *record = cp_ensemble_record(ask->ensemble, replica);
    const double figure = cp_catalog_value(ask->catalog, CP_SERIES_read, reading, last, record);
    n_done++;
    n_met += record[place] >= 0 && record[place] <= limit_of(ask, clause);
    if (figure >= 0) ask->value[n_figure++] = figure;
  }
  told->met = cp_ask_odds(n_met, n_done, ask->n_free);
  told->both = clause->act;
  if (clause->act.share >= 0) told->both.share = told->met.share * clause->act.share;
  told->n_figure = n_figure;
  told->last = cp_ask_band(ask, n_figure);
}

static cp_status fill_readings(cp_inquiry *ask, cp_summary_clause *clause) {
  const cp_labels *labels = ask->catalog->labels;
  const cp_model *model = ask->model;
  clause->reading = CP_ARENA_ARRAY(ask->arena, cp_summary_reading, model->n_reading);
  if (!clause->reading) return CP_NO_MEMORY;
  for (int32_t reading = 0; reading < model->n_reading; reading++) {
    const int32_t row = labels->reading[reading];
    if (row < 0 || model->reading_clause[reading] != clause->clause) continue;
    cp_summary_reading *told = &clause->reading[clause->n_reading++];
    *told = (cp_summary_reading){.name = cp_label_reading(labels, reading),
                                 .party = cp_label_region(labels, model->reading_party[reading]),
                                 .basis = cp_spec_text(labels->spec, CP_F_readings_odds, row),
                                 .series = cp_word_series(model->reading_series[reading])};
    if (told->basis.size == 0) told->basis = CP_TEXT("judgement");
    fill_threshold(labels->spec, row, told);
    ask_reading(ask, clause, reading, told);
  }
  clause->has_reading = clause->n_reading > 0;
  return CP_OK;
}

// --- all clauses ---------------------------------------------------------------------------------

static bool is_settled(int32_t state) {
  return state == CP_CLAUSE_FULFILLED || state == CP_CLAUSE_BREACHED ||
         state == CP_CLAUSE_EXPIRED || state == CP_CLAUSE_TERMINATED ||
         state == CP_CLAUSE_SUPERSEDED;
}

// On as_of a clause that waits in a deadlock is told as such.
static const char *state_word(const cp_state *state, int32_t clause) {
  return state->clause_locked[clause] >= 0 ? "DEADLOCK"
                                           : cp_word_clause_state(state->clause_state[clause]);
}

cp_status cp_summary_fill_clauses(cp_inquiry *ask) {
  const cp_labels *labels = ask->catalog->labels;
  const cp_model *model = ask->model;
  cp_ledger ledger;
  CP_TRY(cp_ledger_replay(model, ask->arena, &ledger));
  ask->summary->clause = CP_ARENA_ARRAY(ask->arena, cp_summary_clause, model->n_clause);
  if (!ask->summary->clause) return CP_NO_MEMORY;
  for (int32_t clause = 0; clause < model->n_clause; clause++) {
    const int32_t row = labels->clause[clause];
    if (row < 0 || is_settled(ledger.state.clause_state[clause])) continue;
    cp_summary_clause *told = &ask->summary->clause[ask->summary->n_clause++];
    *told = (cp_summary_clause){.clause = clause,
                                .name = cp_label_clause(labels, clause),
                                .title = cp_spec_text(labels->spec, CP_F_clauses_title, row),
                                .party = cp_label_region(labels, model->clause_party[clause]),
                                .basis = cp_spec_text(labels->spec, CP_F_clauses_odds, row),
                                .state = state_word(&ledger.state, clause),
                                .deadline = model->clause_deadline[clause] < 0
                                                ? CP_DAY_NONE
                                                : model->clause_deadline[clause]};
    if (told->basis.size == 0) told->basis = CP_TEXT("judgement");
    fill_odds(ask, told);
    CP_TRY(fill_readings(ask, told));
  }
  return CP_OK;
}

// --- text ----------------------------------------------------------------------------------------

// "read by united_states: shipped at least 80% [60 .. 95] (judgement)   met 41%, last 35% [8 .. 90]"
static void say_reading(cp_printer *page, const cp_summary_reading *reading) {
  CP_SAY(page, "    read by %.*s: %s at least %.0f%%", CP_TEXT_ARGUMENTS(reading->party),
         reading->series, 100 * reading->at_least);
  if (reading->least_high > reading->least_low)
    CP_SAY(page, " [%.0f .. %.0f]", 100 * reading->least_low, 100 * reading->least_high);
  CP_SAY(page, " (%.*s): met %.0f%%", CP_TEXT_ARGUMENTS(reading->basis), 100 * reading->met.share);
  if (reading->both.share >= 0) CP_SAY(page, ", and acted on %.0f%%", 100 * reading->both.share);
  if (reading->n_figure > 0)
    CP_SAY(page, "; last figure %.0f%% [%.0f .. %.0f]", 100 * reading->last.median,
           100 * reading->last.low, 100 * reading->last.high);
  CP_SAY(page, "\n");
}

static void say_clause(cp_printer *page, const cp_summary_clause *clause) {
  char day[16];
  CP_SAY(page, "  %-24.*s (%.*s) %-9s met by %s %.0f%%", CP_TEXT_ARGUMENTS(clause->name),
         CP_TEXT_ARGUMENTS(clause->party), clause->state,
         clause->deadline == CP_DAY_NONE ? "the end" : cp_day_words(clause->deadline, day),
         100 * clause->met.share);
  if (clause->act.share >= 0) {
    CP_SAY(page, " x act %.0f%% (%.*s)", 100 * clause->act.share, CP_TEXT_ARGUMENTS(clause->basis));
  }
  if (clause->both.share >= 0) {
    CP_SAY(page, " = %.0f%% +-%.1f", 100 * clause->both.share, 100 * clause->both.error);
  }
  CP_SAY(page, "\n");
  for (int32_t place = 0; place < clause->n_reading; place++)
    say_reading(page, &clause->reading[place]);
  if (clause->locked.share > 0) {
    CP_SAY(page, "    deadlock: it waits for a clause that waits for it in %.0f%% of replicas\n",
           100 * clause->locked.share);
  }
}

void cp_summary_say_clauses(cp_printer *page) {
  const cp_summary *summary = page->summary;
  if (summary->n_clause > 0)
    CP_SAY(page, "\nclauses that are open: odds of the condition x of the act\n");
  for (int32_t place = 0; place < summary->n_clause; place++) {
    say_clause(page, &summary->clause[place]);
  }
}

// --- JSON ----------------------------------------------------------------------------------------

static void put_readings(cp_json *json, const cp_summary_clause *clause) {
  cp_json_key(json, "readings");
  cp_json_array(json);
  for (int32_t place = 0; place < clause->n_reading; place++) {
    const cp_summary_reading *reading = &clause->reading[place];
    cp_json_object(json);
    put_text(json, "reading", reading->name);
    put_text(json, "party", reading->party);
    cp_json_key(json, "series");
    cp_json_string(json, reading->series);
    put_number(json, "at_least", reading->at_least);
    put_number(json, "at_least_low", reading->least_low);
    put_number(json, "at_least_high", reading->least_high);
    put_text(json, "basis", reading->basis);
    put_odds(json, "met", reading->met);
    put_odds(json, "both", reading->both);
    if (reading->n_figure > 0) put_band(json, "last", reading->last);
    cp_json_close(json);
  }
  cp_json_close(json);
}

void cp_summary_put_clauses(cp_json *json, const cp_summary *summary) {
  cp_json_key(json, "clauses");
  cp_json_array(json);
  for (int32_t place = 0; place < summary->n_clause; place++) {
    const cp_summary_clause *clause = &summary->clause[place];
    cp_json_object(json);
    put_text(json, "clause", clause->name);
    put_text(json, "title", clause->title);
    put_text(json, "party", clause->party);
    cp_json_key(json, "state");
    cp_json_string(json, clause->state);
    put_day(json, "deadline", clause->deadline);
    put_odds(json, "met", clause->met);
    put_odds(json, "act", clause->act);
    put_odds(json, "both", clause->both);
    put_text(json, "basis", clause->basis);
    put_flag(json, "has_reading", clause->has_reading);
    put_odds(json, "met_by_year", clause->met_by_year);
    put_odds(json, "met_by_end", clause->met_by_end);
    put_day(json, "met_day",
            clause->met_by_end.share > 0 ? (int32_t)clause->met_day.median : CP_DAY_NONE);
    put_odds(json, "holds", clause->holds);
    put_odds(json, "breached", clause->breached);
    put_odds(json, "deadlock", clause->locked);
    put_readings(json, clause);
    cp_json_close(json);
  }
  cp_json_close(json);
}
