// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What to watch: figures that customs will publish next, and what the odds of the answer become when one of them comes out above the replicas'
// median, or not above it. A trip-wire is told when the two sides differ by more than chance explains, as drivers are (report/drivers.h).
#include <string.h>

#include "base/date.h"
#include "ensemble/quantile.h"
#include "report/summary_ask.h"
#include "report/summary_put.h"
#include "report/summary_say.h"
#include "scenario/observed.h"

enum {
  MONTHS_AHEAD = 3,  // figures of a destination that are looked at
  LATELY_MONTHS = 6  // a destination without a figure in so many months is not waited for
};
static const double side_least = 10.0;  // independent replicas on either side of a figure

// --- figures to come -----------------------------------------------------------------------------

// Sets the days from the end of a month to the first word on it: the median of what the scenario has.
static cp_status find_lag(cp_inquiry *ask) {
  const cp_spec *spec = ask->catalog->labels->spec;
  const int32_t n_row = cp_spec_count(spec, CP_S_observations);
  double *lag = CP_ARENA_ARRAY(ask->arena, double, n_row);
  double *scratch = CP_ARENA_ARRAY(ask->arena, double, n_row);
  if (!lag || !scratch) return CP_NO_MEMORY;
  int32_t n = 0;
  for (int32_t row = 0; row < n_row; row++) {
    const cp_cell *period = cp_spec_cell(spec, CP_F_observations_period, row);
    if (period->index != period->last || !cp_observed_is_first(spec, row)) continue;
    lag[n++] = cp_spec_index(spec, CP_F_observations_known_from, row) -
               (cp_month_first(period->index + 1) - 1);
  }
  ask->summary->has_watch = n > 0;
  if (n == 0) return CP_OK;
  cp_sort_numbers(lag, n, scratch);
  ask->summary->watch_lag = (int32_t)cp_quantile(lag, n, 0.5);
  return CP_OK;
}

// A figure that is waited for, and what replicas say it will be.
typedef struct figure {
  cp_text destination;
  int32_t month, due;  // since 1970-01; the day on which it is expected
  double threshold;    // tonnes: the replicas' median
  bool *is_above;      // [n_done]
} figure;

static cp_status look_at(const cp_inquiry *ask, int32_t entity, double *sorted, figure *one) {
  const int32_t date = one->month - cp_month_index(ask->model->first_day[0]);
  const int32_t n =
      cp_catalog_gather(ask->catalog, ask->ensemble, CP_SERIES_shipped, entity, date, ask->value);
  one->is_above = CP_ARENA_ARRAY(ask->arena, bool, n);
  if (!one->is_above) return CP_NO_MEMORY;
  memcpy(sorted, ask->value, sizeof *sorted * (size_t)n);
  cp_sort_numbers(sorted, n, ask->scratch);
  one->threshold = cp_quantile(sorted, n, 0.5);
  for (int32_t at = 0; at < n; at++) one->is_above[at] = ask->value[at] > one->threshold;
  return CP_OK;
}

static int32_t due_day(const cp_inquiry *ask, int32_t month) {
  return cp_month_first(month + 1) - 1 + ask->summary->watch_lag;
}

// The month of the destination's next figure: not yet covered by any, and due after as_of. -1 when customs have not told it lately.
static int32_t next_month(const cp_inquiry *ask, cp_text destination) {
  const int32_t covered = cp_observed_until(ask->catalog->labels->spec, destination);
  const int32_t now = cp_month_index(ask->model->as_of[0]);
  if (covered < now - LATELY_MONTHS) return -1;
  int32_t month = covered + 1;
  while (due_day(ask, month) <= ask->model->as_of[0]) month++;
  return month;
}

// The next figures of every destination of which customs have lately published one.
static cp_status find_figures(cp_inquiry *ask, figure *figures, double *sorted) {
  const cp_catalog_series *shipped = &ask->catalog->series[CP_SERIES_shipped];
  const int32_t last_whole = cp_month_index(ask->model->last_day[0] + 1) - 1;
  int32_t n = 0;
  for (int32_t entity = 0; entity < shipped->n_entity; entity++) {
    const cp_text destination = shipped->entity[entity].name;
    const int32_t first = next_month(ask, destination);
    for (int32_t month = first; first >= 0 && month < first + MONTHS_AHEAD; month++) {
      if (month > last_whole) break;
      figures[n] = (figure){.destination = destination, .month = month, .due = due_day(ask, month)};
      CP_TRY(look_at(ask, entity, sorted, &figures[n++]));
    }
  }
  ask->summary->n_watched = n;
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
  if (summary->n_question < CP_SUMMARY_QUESTIONS)
    summary->question[summary->n_question++] = question;
}

static void find_questions(const cp_inquiry *ask) {
  cp_summary *summary = ask->summary;
  const int32_t last_day = ask->model->last_day[0];
  const int32_t year_end = cp_day_from(cp_day_split(ask->model->as_of[0]).year, 12, 31);
  if (summary->losses.n_maker > 0)
    add_question(summary, (cp_summary_question){.kind = CP_QUESTION_LOST, .by = CP_DAY_NONE});
  if (summary->answer.headline_base > 0)
    add_question(summary, (cp_summary_question){.kind = CP_QUESTION_BACK,
                                                .by = year_end < last_day ? year_end : last_day});
  for (int32_t place = 0; place < summary->n_clause; place++) {
    const cp_summary_clause *clause = &summary->clause[place];
    if (clause->has_reading)
      add_question(summary, (cp_summary_question){
                                .kind = CP_QUESTION_MET, .clause = clause, .by = clause->deadline});
  }
}

// Does the figure come in time, and is it not itself what is asked?
static bool may_tell(const cp_inquiry *ask, const cp_summary_question *question,
                     const figure *one) {
  const int32_t by = question->by == CP_DAY_NONE ? ask->model->last_day[0] : question->by;
  if (one->due > by) return false;
  return question->kind != CP_QUESTION_BACK ||
         !cp_text_equal(one->destination, ask->summary->headline_name);
}

// --- trip-wires ----------------------------------------------------------------------------------

static cp_summary_tripwire tripwire_of(const cp_inquiry *ask, const figure *one,
                                       const bool *is_true, int32_t n) {
  double n_above = 0, above = 0, below = 0;
  for (int32_t at = 0; at < n; at++) {
    n_above += one->is_above[at];
    above += one->is_above[at] && is_true[at];
    below += !one->is_above[at] && is_true[at];
  }
  const double free = ask->n_free < n ? ask->n_free / n : 1.0;
  const double free_above = n_above * free, free_below = (n - n_above) * free;
  cp_summary_tripwire wire = {.destination = one->destination,
                              .month = one->month,
                              .due = one->due,
                              .threshold = one->threshold};
  // many replicas may lie at the median itself
  if (free_above < side_least || free_below < side_least) return wire;
  wire.above = cp_ask_odds(above, n_above, free_above);
  wire.below = cp_ask_odds(below, n - n_above, free_below);
  wire.difference = wire.above.share - wire.below.share;
  // if the figure told nothing, both sides would have the odds of all
  const double all = (above + below) / n;
  wire.error = __builtin_sqrt(all * (1 - all) * (1 / free_above + 1 / free_below));
  return wire;
}

// The strongest first, one of a destination.
static void keep(cp_summary_question *question, cp_summary_tripwire wire) {
  const double size = __builtin_fabs(wire.difference);
  int32_t end = question->n_wire;
  for (int32_t place = 0; place < end; place++) {
    if (!cp_text_equal(question->wire[place].destination, wire.destination)) continue;
    if (__builtin_fabs(question->wire[place].difference) >= size) return;
    for (; place + 1 < end; place++) question->wire[place] = question->wire[place + 1];
    end = --question->n_wire;
  }
  if (end == CP_SUMMARY_TRIPWIRES) {
    if (__builtin_fabs(question->wire[end - 1].difference) >= size) return;
    end--;
  }
  question->n_wire = end + 1;
  for (; end > 0 && __builtin_fabs(question->wire[end - 1].difference) < size; end--)
    question->wire[end] = question->wire[end - 1];
  question->wire[end] = wire;
}

static cp_status ask_question(const cp_inquiry *ask, cp_summary_question *question,
                              const figure *figures) {
  const cp_summary *summary = ask->summary;
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
  for (int32_t at = 0; at < summary->n_watched; at++) {
    if (!may_tell(ask, question, figures + at)) continue;
    const cp_summary_tripwire wire = tripwire_of(ask, figures + at, is_true, n);
    if (__builtin_fabs(wire.difference) > summary->watch_threshold * wire.error)
      keep(question, wire);
  }
  return CP_OK;
}

cp_status cp_summary_fill_watch(cp_inquiry *ask) {
  cp_summary *summary = ask->summary;
  const int32_t n_entity = ask->catalog->series[CP_SERIES_shipped].n_entity;
  if (ask->headline < 0 || !summary->has_goods) return CP_OK;
  CP_TRY(find_lag(ask));
  if (!summary->has_watch) return CP_OK;
  figure *figures = CP_ARENA_ARRAY(ask->arena, figure, n_entity * MONTHS_AHEAD);
  double *sorted = CP_ARENA_ARRAY(ask->arena, double, ask->ensemble->n_replica);
  if (!figures || !sorted) return CP_NO_MEMORY;
  CP_TRY(find_figures(ask, figures, sorted));
  find_questions(ask);
  summary->is_watch_too_few = ask->n_free < CP_DRIVERS_LEAST;
  summary->watch_threshold = cp_drivers_threshold(summary->n_watched * summary->n_question);
  for (int32_t at = 0; at < summary->n_question && !summary->is_watch_too_few; at++)
    CP_TRY(ask_question(ask, &summary->question[at], figures));
  return CP_OK;
}

// --- the screen ----------------------------------------------------------------------------------

static void say_question(cp_printer *page, const cp_summary_question *question) {
  char day[16];
  switch (question->kind) {
    case CP_QUESTION_LOST:
      CP_SAY(page, "  over 5%% of vehicle line-weeks lost from here on");
      break;
    case CP_QUESTION_BACK:
      CP_SAY(page, "  shipments to %.*s at 90%% of the baseline month by %s",
             CP_TEXT_ARGUMENTS(page->summary->headline_name), cp_day_words(question->by, day));
      break;
    default:
      CP_SAY(page, "  %.*s met by ", CP_TEXT_ARGUMENTS(question->clause->name));
      CP_SAY(page, "%s", question->by == CP_DAY_NONE ? "the end" : cp_day_words(question->by, day));
  }
  if (question->odds.share <= 0.0 || question->odds.share >= 1.0) {
    CP_SAY(page, ": in %s replica\n", question->odds.share <= 0.0 ? "no" : "every");
  } else {
    CP_SAY(page, ": %.0f%%%s\n", 100 * question->odds.share,
           question->n_wire > 0 ? "" : "; no figure before then moves it by more than chance");
  }
}

static void say_wires(cp_printer *page, const cp_summary_question *question) {
  char month[8], day[16];
  for (int32_t place = 0; place < question->n_wire; place++) {
    const cp_summary_tripwire *wire = &question->wire[place];
    CP_SAY(page, "    %-14.*s %s, about %-11s  %6.0f t   above %3.0f%%   not above %3.0f%%\n",
           CP_TEXT_ARGUMENTS(wire->destination), cp_month_format(wire->month, month),
           cp_day_words(wire->due, day), wire->threshold, 100 * wire->above.share,
           100 * wire->below.share);
  }
}

void cp_summary_say_watch(cp_printer *page) {
  const cp_summary *summary = page->summary;
  if (!summary->has_watch || summary->n_question == 0) return;
  CP_SAY(page,
         "\nwhat to watch: figures that customs will publish, expected %d days after the month, "
         "and odds\n",
         summary->watch_lag);
  CP_SAY(
      page,
      "when a figure lies above, or not above, the replicas' median; destinations move together\n");
  if (summary->n_watched == 0) {
    CP_SAY(page,
           "  no figure of a destination that customs lately told is due before the run ends\n");
    return;
  }
  if (summary->is_watch_too_few) {
    CP_SAY(page, "  %d replicas are too few to tell; from %d on it is told\n",
           summary->certificate.done, CP_DRIVERS_LEAST);
    return;
  }
  for (int32_t at = 0; at < summary->n_question; at++) {
    say_question(page, &summary->question[at]);
    say_wires(page, &summary->question[at]);
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
    put_odds(json, "not_above", wire->below);
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
  put_flag(json, "published", summary->has_watch);
  put_whole(json, "figures", summary->n_watched);
  put_whole(json, "lag_days", summary->watch_lag);
  put_flag(json, "too_few_replicas", summary->is_watch_too_few);
  put_number(json, "threshold_errors", summary->watch_threshold);
  cp_json_key(json, "questions");
  cp_json_array(json);
  for (int32_t at = 0; at < summary->n_question && !summary->is_watch_too_few; at++)
    put_question(json, &summary->question[at]);
  cp_json_close(json);
  cp_json_close(json);
}
