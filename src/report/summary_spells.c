// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What became of applications by class, in counts and in quantities, and where the days of those that ended went: the numbers, the table on
// the screen and the rows of JSON. Means over replicas; days are calendar days of all applications that ended, over their number.
#include "report/summary_ask.h"
#include "report/summary_put.h"
#include "report/summary_say.h"

enum { NAME_WIDTH = 15 };

static const struct {
  const char *key, *head;
  int32_t outcome;
} spells[CP_SUMMARY_SPELLS] = {
    {"papers", "papers", CP_OUTCOME_days_papers},
    {"local_office", "local", CP_OUTCOME_days_local},
    {"returned", "returned", CP_OUTCOME_days_returned},
    {"queue", "queue", CP_OUTCOME_days_queue},
    {"review", "review", CP_OUTCOME_days_review},
    {"referred", "referred", CP_OUTCOME_days_referred},
    {"clock_stopped", "stopped", CP_OUTCOME_days_stopped},
    {"waiting_for_decision", "decision", CP_OUTCOME_days_waiting},
    {"escalated", "escalated", CP_OUTCOME_days_escalated},
};

// --- the numbers ---------------------------------------------------------------------------------

// The mean over replicas of a series' sum over all dates, or of its last date.
static double mean_of(const cp_inquiry *ask, int32_t series, int32_t class, bool is_sum) {
  const int32_t last = cp_ask_date_last(ask, series);
  const cp_window over = {series, class, class, is_sum ? 0 : last, last};
  double sum = 0.0;
  int32_t n = 0;
  for (int32_t replica = 0; replica < ask->ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ask->ensemble, replica)) continue;
    sum += cp_ask_total(ask, over, cp_ensemble_record(ask->ensemble, replica));
    n++;
  }
  return n > 0 ? sum / n : 0.0;
}

// The sum over replicas of a class's outcome.
static double outcome_of(const cp_inquiry *ask, int32_t outcome, int32_t class) {
  const int32_t at = ask->catalog->outcome[outcome].offset + class;
  double sum = 0.0;
  for (int32_t replica = 0; replica < ask->ensemble->n_replica; replica++) {
    if (cp_ensemble_is_done(ask->ensemble, replica))
      sum += cp_ensemble_record(ask->ensemble, replica)[at];
  }
  return sum;
}

static cp_summary_spells spells_of(const cp_inquiry *ask, int32_t class) {
  cp_summary_spells row = {.name = cp_label_class(ask->catalog->labels, class),
                           .filed = mean_of(ask, CP_SERIES_filed, class, true),
                           .approved = mean_of(ask, CP_SERIES_approved, class, true),
                           .pending = mean_of(ask, CP_SERIES_pending, class, false),
                           .asked = mean_of(ask, CP_SERIES_asked, class, true),
                           .granted = mean_of(ask, CP_SERIES_granted, class, true),
                           .asked_pending = mean_of(ask, CP_SERIES_asked_pending, class, false)};
  const double ended = outcome_of(ask, CP_OUTCOME_ended, class);
  for (int32_t spell = 0; spell < CP_SUMMARY_SPELLS; spell++) {
    row.days[spell] = ended > 0.0 ? outcome_of(ask, spells[spell].outcome, class) / ended : -1.0;
  }
  return row;
}

cp_status cp_summary_fill_spells(cp_inquiry *ask) {
  cp_summary *summary = ask->summary;
  summary->spells = CP_ARENA_ARRAY(ask->arena, cp_summary_spells, ask->model->n_class);
  if (!summary->spells) return CP_NO_MEMORY;
  for (int32_t class = 0; class < ask->model->n_class; class ++) {
    const cp_summary_spells row = spells_of(ask, class);
    if (row.filed > 0.0 || row.pending > 0.0) summary->spells[summary->n_spells++] = row;
  }
  const cp_spec *spec = ask->catalog->labels->spec;
  for (int32_t authority = 0; authority < cp_spec_count(spec, CP_S_authorities); authority++) {
    summary->has_moving_stance |=
        cp_spec_cell(spec, CP_F_authorities_tighten, authority)->is_given ||
        cp_spec_cell(spec, CP_F_authorities_loosen, authority)->is_given;
  }
  return CP_OK;
}

// --- the screen ----------------------------------------------------------------------------------

// Stages in which no application spent a day have no column.
static bool is_told(const cp_summary *summary, int32_t spell) {
  for (int32_t row = 0; row < summary->n_spells; row++) {
    if (summary->spells[row].days[spell] > 0.0) return true;
  }
  return false;
}

static void say_counts(cp_printer *page) {
  const cp_summary *summary = page->summary;
  CP_SAY(
      page,
      "\napplications over the run, mean    filed approved pending   t: asked  granted  pending\n");
  for (int32_t at = 0; at < summary->n_spells; at++) {
    const cp_summary_spells *row = &summary->spells[at];
    CP_SAY(page, "  %-*.*s %20.0f %8.0f %7.0f %10.0f %8.0f %8.0f\n", NAME_WIDTH,
           CP_TEXT_ARGUMENTS(row->name), row->filed, row->approved, row->pending, row->asked,
           row->granted, row->asked_pending);
  }
}

static void say_days(cp_printer *page) {
  const cp_summary *summary = page->summary;
  CP_SAY(page, "\nwhere their days went, mean calendar days of those that ended\n  %-*s",
         NAME_WIDTH, "");
  for (int32_t spell = 0; spell < CP_SUMMARY_SPELLS; spell++) {
    if (is_told(summary, spell)) CP_SAY(page, " %9s", spells[spell].head);
  }
  CP_SAY(page, " %9s\n", "all");
  for (int32_t at = 0; at < summary->n_spells; at++) {
    const cp_summary_spells *row = &summary->spells[at];
    // nothing of it has ended
    if (row->days[0] < 0.0) continue;
    double all = 0.0;
    CP_SAY(page, "  %-*.*s", NAME_WIDTH, CP_TEXT_ARGUMENTS(row->name));
    for (int32_t spell = 0; spell < CP_SUMMARY_SPELLS; spell++) {
      if (!is_told(summary, spell)) continue;
      CP_SAY(page, " %9.1f", row->days[spell]);
      all += row->days[spell];
    }
    CP_SAY(page, " %9.1f\n", all);
  }
}

void cp_summary_say_spells(cp_printer *page) {
  if (page->summary->n_spells == 0) return;
  say_counts(page);
  say_days(page);
}

// --- JSON ----------------------------------------------------------------------------------------

void cp_summary_put_spells(cp_json *json, const cp_summary *summary) {
  cp_json_key(json, "classes");
  cp_json_array(json);
  for (int32_t at = 0; at < summary->n_spells; at++) {
    const cp_summary_spells *row = &summary->spells[at];
    cp_json_object(json);
    put_text(json, "class", row->name);
    put_number(json, "filed", row->filed);
    put_number(json, "approved", row->approved);
    put_number(json, "pending", row->pending);
    put_number(json, "tonnes_asked", row->asked);
    put_number(json, "tonnes_granted", row->granted);
    put_number(json, "tonnes_pending", row->asked_pending);
    cp_json_key(json, "days");
    cp_json_object(json);
    for (int32_t spell = 0; spell < CP_SUMMARY_SPELLS; spell++) {
      cp_json_key(json, spells[spell].key);
      if (row->days[spell] < 0.0) {
        cp_json_null(json);
      } else {
        cp_json_number(json, row->days[spell]);
      }
    }
    cp_json_close(json);
    cp_json_close(json);
  }
  cp_json_close(json);
}
