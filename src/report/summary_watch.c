// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What to watch: figures that customs will publish next, and what the odds of the answer become when one of them comes out above or below what
// half of the replicas ship. A trip-wire is told when the two halves differ by more than chance explains.
#include <string.h>

#include "base/date.h"
#include "ensemble/quantile.h"
#include "report/summary_ask.h"
#include "report/summary_put.h"
#include "report/summary_say.h"
#include "scenario/observed.h"

enum {
  MONTHS_AHEAD = 3,    // figures of a destination that are looked at
  RECENT_MONTHS = 6,   // a destination without a figure in so many months is not waited for
  LEAST_REPLICAS = 50  // as for drivers
};
// some 70 pairs of figure and question are looked at, so two errors would tell a few by chance alone
static const double told_errors = 3.0;

// --- figures to come -----------------------------------------------------------------------------

// Days from the end of a month to its figure: the median of what the scenario has; -1 when it has none.
static int32_t usual_lag(const cp_inquiry *ask) {
  const cp_spec *spec = ask->catalog->labels->spec;
  const int32_t n_row = cp_spec_count(spec, CP_S_observations);
  double *lag = CP_ARENA_ARRAY(ask->arena, double, 2 * n_row);
  int32_t n = 0;
  for (int32_t row = 0; lag && row < n_row; row++) {
    const cp_cell *period = cp_spec_cell(spec, CP_F_observations_period, row);
    if (period->index != period->last) continue;
    lag[n++] = cp_spec_index(spec, CP_F_observations_known_from, row) -
               (cp_month_first(period->index + 1) - 1);
  }
  if (n == 0) return -1;
  cp_sort_numbers(lag, n, lag + n_row);
  return (int32_t)cp_quantile(lag, n, 0.5);
}

// A figure that is waited for, and what replicas say it will be.
typedef struct figure {
  cp_text destination;
  int32_t month, due;  // since 1970-01; the day on which it is expected
  double threshold;    // tonnes: half of the replicas lie above
  bool *is_above;      // [n_done]
} figure;

static cp_status look_at(const cp_inquiry *ask, int32_t entity, figure *one) {
  const int32_t date = one->month - cp_month_index(ask->model->first_day[0]);
  const int32_t n =
      cp_catalog_gather(ask->catalog, ask->ensemble, CP_SERIES_shipped, entity, date, ask->value);
  double *sorted = CP_ARENA_ARRAY(ask->arena, double, n);
  one->is_above = CP_ARENA_ARRAY(ask->arena, bool, n);
  if (!sorted || !one->is_above) return CP_NO_MEMORY;
  memcpy(sorted, ask->value, sizeof *sorted * (size_t)n);
  cp_sort_numbers(sorted, n, ask->scratch);
  one->threshold = cp_quantile(sorted, n, 0.5);
  for (int32_t at = 0; at < n; at++) one->is_above[at] = ask->value[at] > one->threshold;
  return CP_OK;
}

// The next figures of every destination of which customs have lately published one.
static cp_status find_figures(const cp_inquiry *ask, int32_t lag, figure *figures,
                              int32_t *n_figure) {
  const cp_spec *spec = ask->catalog->labels->spec;
  const cp_catalog_series *shipped = &ask->catalog->series[CP_SERIES_shipped];
  const int32_t now = cp_month_index(ask->model->as_of[0]);
  const int32_t last_whole = cp_month_index(ask->model->last_day[0] + 1) - 1;
  *n_figure = 0;
  for (int32_t entity = 0; entity < shipped->n_entity; entity++) {
    const cp_text destination = shipped->entity[entity].name;
    const int32_t published = cp_observed_to(spec, destination).month;
    if (published < now - RECENT_MONTHS) continue;
    for (int32_t month = published + 1; month <= published + MONTHS_AHEAD; month++) {
      const int32_t due = cp_month_first(month + 1) - 1 + lag;
      if (month > last_whole || due <= ask->model->as_of[0]) continue;
      figure *one = &figures[(*n_figure)++];
      *one = (figure){.destination = destination, .month = month, .due = due};
      CP_TRY(look_at(ask, entity, one));
    }
  }
  return CP_OK;
}

// --- questions -----------------------------------------------------------------------------------

static bool is_true_in(const cp_inquiry *ask, const cp_summary_question *question,
                       const double *record) {
  switch (question->kind) {
    case CP_QUESTION_LOST:
      return cp_ask_lost_much(ask, record);
    case CP_QUESTION_BACK: {
      const int32_t month = cp_ask_back_in(ask, record);
      return month >= 0 && month <= cp_month_index(question->by);
    }
    default:
      return cp_ask_is_met(ask, question->clause, record);
  }
}

static void add_question(cp_summary *summary, cp_summary_question question) {
  summary->question[summary->n_question++] = question;
}

static void find_questions(const cp_inquiry *ask) {
  cp_summary *summary = ask->summary;
  const int32_t year = cp_day_split(ask->model->as_of[0]).year;
  add_question(summary, (cp_summary_question){.kind = CP_QUESTION_LOST, .by = CP_DAY_NONE});
  if (summary->answer.headline_base > 0)
    add_question(summary,
                 (cp_summary_question){.kind = CP_QUESTION_BACK, .by = cp_day_from(year, 12, 31)});
  for (int32_t place = 0; place < summary->n_clause; place++) {
    const cp_summary_clause *clause = &summary->clause[place];
    if (clause->has_reading && summary->n_question < CP_SUMMARY_QUESTIONS)
      add_question(summary, (cp_summary_question){
                                .kind = CP_QUESTION_MET, .clause = clause, .by = clause->deadline});
  }
}

// --- trip-wires ----------------------------------------------------------------------------------

static double variance_of(double share, double n) { return n > 0 ? share * (1 - share) / n : 0; }

static cp_summary_tripwire tripwire_of(const cp_inquiry *ask, const figure *one,
                                       const bool *is_true, int32_t n) {
  double n_above = 0, above = 0, below = 0;
  for (int32_t at = 0; at < n; at++) {
    n_above += one->is_above[at];
    above += one->is_above[at] && is_true[at];
    below += !one->is_above[at] && is_true[at];
  }
  const double n_below = n - n_above;
  const double free = ask->n_free < n ? ask->n_free / n : 1.0;
  cp_summary_tripwire wire = {.destination = one->destination,
                              .month = one->month,
                              .due = one->due,
                              .threshold = one->threshold};
  wire.above = cp_ask_odds(above, n_above, n_above * free);
  wire.below = cp_ask_odds(below, n_below, n_below * free);
  wire.difference = wire.above.share - wire.below.share;
  wire.error = __builtin_sqrt(variance_of(wire.above.share, n_above * free) +
                              variance_of(wire.below.share, n_below * free));
  return wire;
}

// The strongest first.
static void keep(cp_summary_question *question, cp_summary_tripwire wire) {
  const double size = __builtin_fabs(wire.difference);
  if (size <= told_errors * wire.error || size <= 0) return;
  int32_t place = question->n_wire < CP_SUMMARY_TRIPWIRES ? question->n_wire++ : -1;
  if (place < 0) {
    place = CP_SUMMARY_TRIPWIRES - 1;
    if (__builtin_fabs(question->wire[place].difference) >= size) return;
  }
  for (; place > 0 && __builtin_fabs(question->wire[place - 1].difference) < size; place--)
    question->wire[place] = question->wire[place - 1];
  question->wire[place] = wire;
}

static cp_status ask_question(const cp_inquiry *ask, cp_summary_question *question,
                              const figure *figures, int32_t n_figure) {
  bool *is_true = CP_ARENA_ARRAY(ask->arena, bool, ask->ensemble->n_replica);
  if (!is_true) return CP_NO_MEMORY;
  double n_true = 0;
  int32_t n = 0;
  for (int32_t replica = 0; replica < ask->ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ask->ensemble, replica)) continue;
    is_true[n] = is_true_in(ask, question, cp_ensemble_record(ask->ensemble, replica));
    n_true += is_true[n++];
  }
  question->odds = cp_ask_odds(n_true, n, ask->n_free);
  for (int32_t at = 0; at < n_figure; at++)
    keep(question, tripwire_of(ask, figures + at, is_true, n));
  return CP_OK;
}

cp_status cp_summary_fill_watch(cp_inquiry *ask) {
  cp_summary *summary = ask->summary;
  const int32_t n_entity = ask->catalog->series[CP_SERIES_shipped].n_entity;
  summary->watch_lag = usual_lag(ask);
  if (ask->headline < 0 || summary->watch_lag < 0) return CP_OK;
  figure *figures = CP_ARENA_ARRAY(ask->arena, figure, n_entity * MONTHS_AHEAD);
  if (!figures) return CP_NO_MEMORY;
  CP_TRY(find_figures(ask, summary->watch_lag, figures, &summary->n_watched));
  if (summary->n_watched == 0) return CP_OK;
  find_questions(ask);
  summary->is_watch_too_few = summary->certificate.done < LEAST_REPLICAS;
  for (int32_t at = 0; at < summary->n_question && !summary->is_watch_too_few; at++)
    CP_TRY(ask_question(ask, &summary->question[at], figures, summary->n_watched));
  return CP_OK;
}

// --- the screen ----------------------------------------------------------------------------------

static void say_question(cp_printer *page, const cp_summary_question *question) {
  char day[16];
  switch (question->kind) {
    case CP_QUESTION_LOST:
      CP_SAY(page, "  over 5%% of line-weeks lost from here on");
      break;
    case CP_QUESTION_BACK:
      CP_SAY(page, "  shipments to %.*s back at 90%% by %s",
             CP_TEXT_ARGUMENTS(page->summary->headline_name), cp_day_words(question->by, day));
      break;
    default:
      CP_SAY(page, "  %.*s met", CP_TEXT_ARGUMENTS(question->clause->name));
      if (question->by == CP_DAY_NONE) {
        CP_SAY(page, " by the end");
      } else {
        CP_SAY(page, " by %s", cp_day_words(question->by, day));
      }
  }
  CP_SAY(page, ": %.0f%%%s\n", 100 * question->odds.share,
         question->n_wire > 0 ? "" : "; no figure moves it by more than chance");
}

void cp_summary_say_watch(cp_printer *page) {
  const cp_summary *summary = page->summary;
  char month[8], day[16];
  if (summary->n_question == 0) return;
  CP_SAY(page,
         "\nwhat to watch: figures that customs will publish, expected %d days after the month; "
         "odds\n",
         summary->watch_lag);
  CP_SAY(page, "when a figure comes out above, and below, what half of the replicas ship\n");
  if (summary->is_watch_too_few) {
    CP_SAY(page, "  %d replicas are too few to tell; from %d on it is told\n",
           summary->certificate.done, LEAST_REPLICAS);
    return;
  }
  for (int32_t at = 0; at < summary->n_question; at++) {
    const cp_summary_question *question = &summary->question[at];
    say_question(page, question);
    for (int32_t place = 0; place < question->n_wire; place++) {
      const cp_summary_tripwire *wire = &question->wire[place];
      CP_SAY(page, "    %-14.*s %s, about %-11s  %6.0f t   above %3.0f%%   below %3.0f%%\n",
             CP_TEXT_ARGUMENTS(wire->destination), cp_month_format(wire->month, month),
             cp_day_words(wire->due, day), wire->threshold, 100 * wire->above.share,
             100 * wire->below.share);
    }
  }
}

// --- JSON ----------------------------------------------------------------------------------------

static void put_question(cp_json *json, const cp_summary_question *question) {
  static const char *const kinds[] = {"over_5_percent_lost", "back_at_90_percent", "clause_met"};
  cp_json_object(json);
  cp_json_key(json, "question");
  cp_json_string(json, kinds[question->kind]);
  if (question->clause) put_text(json, "clause", question->clause->name);
  put_day(json, "by", question->by);
  put_odds(json, "odds", question->odds);
  cp_json_key(json, "tripwires");
  cp_json_array(json);
  for (int32_t place = 0; place < question->n_wire; place++) {
    const cp_summary_tripwire *wire = &question->wire[place];
    cp_json_object(json);
    put_text(json, "destination", wire->destination);
    put_month(json, "month", wire->month);
    put_day(json, "due", wire->due);
    put_number(json, "threshold_tonnes", wire->threshold);
    put_odds(json, "above", wire->above);
    put_odds(json, "below", wire->below);
    put_number(json, "difference", wire->difference);
    put_number(json, "error", wire->error);
    cp_json_close(json);
  }
  cp_json_close(json);
  cp_json_close(json);
}

void cp_summary_put_watch(cp_json *json, const cp_summary *summary) {
  cp_json_key(json, "watch");
  cp_json_object(json);
  put_whole(json, "figures", summary->n_watched);
  put_whole(json, "lag_days", summary->watch_lag);
  put_flag(json, "too_few_replicas", summary->is_watch_too_few);
  cp_json_key(json, "questions");
  cp_json_array(json);
  for (int32_t at = 0; at < summary->n_question && !summary->is_watch_too_few; at++)
    put_question(json, &summary->question[at]);
  cp_json_close(json);
  cp_json_close(json);
}
