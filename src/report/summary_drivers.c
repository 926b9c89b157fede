// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The outcomes whose drivers the summary tells, one value a finished replica, and the drivers as lines with bars: the strongest of one
// outcome as a tornado, then the first few of the others.
#include "base/date.h"
#include "report/summary_ask.h"
#include "report/summary_say.h"

enum { BAR = 10, ALSO = 3, WIDEST_PATH = 50, LINE = 98 };

// In the order of cp_summary_driven.
const cp_summary_driven_words cp_summary_driven_of[CP_SUMMARY_DRIVEN] = {
    {"line_weeks_lost_after", "share", "vehicle line-weeks lost after the month of as_of"},
    {"line_weeks_lost_before", "share", "vehicle line-weeks lost up to it"},
    {"first_stop", "days", "days from the control to the first stop"},
    {"shipped_last_quarter", "t/month", "shipments in the last quarter of the year of as_of"},
};

// --- outcomes ------------------------------------------------------------------------------------

// A replica without a stop counts as one that stops the day after the run: later than every other.
static double stop_days(const cp_inquiry *ask, const double *record) {
  const double day = cp_ask_first_stop(ask, record);
  return (day < 0 ? ask->model->last_day[0] + 1 : day) - cp_ask_origin(ask);
}

// The months of the last quarter; false when the run ends before the year does.
static bool last_quarter(const cp_inquiry *ask, cp_window *months) {
  const int32_t first = cp_month_index(ask->model->first_day[0]);
  const int32_t year_end = cp_day_from(cp_day_split(ask->model->as_of[0]).year, 12, 31);
  const int32_t december = cp_month_index(year_end);
  *months = (cp_window){CP_SERIES_shipped, ask->headline, ask->headline, december - 2 - first,
                        december - first};
  return months->from >= 0 && year_end <= ask->model->last_day[0];
}

static double value_of(const cp_inquiry *ask, cp_summary_driven which, const double *record) {
  cp_window lost, all;
  if (which == CP_DRIVEN_FIRST_STOP) return stop_days(ask, record);
  if (which == CP_DRIVEN_SHIPPED)
    return last_quarter(ask, &all) ? cp_ask_total(ask, all, record) / 3 : 0;
  cp_ask_lost(ask, which == CP_DRIVEN_LOST_AFTER, &lost, &all);
  const double whole = cp_ask_total(ask, all, record);
  return whole > 0 ? cp_ask_total(ask, lost, record) / whole : 0;
}

cp_status cp_summary_fill_drivers(cp_inquiry *ask) {
  const cp_ensemble *ensemble = ask->ensemble;
  const cp_certificate *certificate = &ask->summary->certificate;
  int32_t *replicas = CP_ARENA_ARRAY(ask->arena, int32_t, ensemble->n_replica);
  cp_drivers_question question = {
      .model = ask->model,
      .spec = ask->catalog->labels->spec,
      .seed = certificate->seed,
      .chances = certificate->chances < 1 ? 1 : (uint32_t)certificate->chances,
      .replica = replicas};
  if (!replicas) return CP_NO_MEMORY;
  for (int32_t replica = 0; replica < ensemble->n_replica; replica++) {
    if (cp_ensemble_is_done(ensemble, replica)) replicas[question.n++] = replica;
  }
  // without a destination there is no answer to be driven
  question.n_outcome = ask->headline < 0 ? 0 : CP_SUMMARY_DRIVEN;
  for (int32_t which = 0; which < question.n_outcome; which++) {
    double *value = CP_ARENA_ARRAY(ask->arena, double, question.n);
    if (!value) return CP_NO_MEMORY;
    for (int32_t place = 0; place < question.n; place++) {
      value[place] = value_of(ask, which, cp_ensemble_record(ensemble, replicas[place]));
    }
    question.outcome[which] = value;
  }
  ask->summary->no_stop_days = ask->model->last_day[0] + 1 - cp_ask_origin(ask);
  return cp_drivers_build(&question, ask->arena, &ask->summary->drivers);
}

// --- text ----------------------------------------------------------------------------------------

static void say_value(cp_printer *page, int32_t which, double value) {
  const bool is_share = which == CP_DRIVEN_LOST_AFTER || which == CP_DRIVEN_LOST_BEFORE;
  if (is_share) {
    CP_SAY(page, "%6.2f%%", 100 * value);
  } else if (which == CP_DRIVEN_FIRST_STOP && value >= page->summary->no_stop_days) {
    CP_SAY(page, "%7s", "none");
  } else {
    CP_SAY(page, "%7.0f", value);
  }
}

// A bar of tenths to the left of the axis for a fall, to the right for a rise.
static void say_bar(cp_printer *page, double rho) {
  char bar[2 * BAR + 2] = "          |          ";
  const int32_t length = (int32_t)(BAR * (rho < 0 ? -rho : rho) + 0.5);
  for (int32_t tenth = 1; tenth <= length; tenth++) bar[rho < 0 ? BAR - tenth : BAR + tenth] = '#';
  int32_t last = 2 * BAR;
  while (bar[last] == ' ') bar[last--] = 0;
  CP_SAY(page, "%s", bar);
}

static int32_t told_of(const cp_drivers_of *of) {
  return of->n_told < CP_SUMMARY_DRIVERS ? of->n_told : CP_SUMMARY_DRIVERS;
}

static void say_tornado(cp_printer *page, int32_t which) {
  const cp_drivers_of *of = &page->summary->drivers.of[which];
  int32_t width = 0;
  for (int32_t place = 0; place < told_of(of); place++) {
    const int32_t size = of->driver[place].parameter.size;
    if (size > width) width = size < WIDEST_PATH ? size : WIDEST_PATH;
  }
  CP_SAY(page, "  %s:\n    median in the lower -> upper third of the range, rho +-%.2f\n",
         cp_summary_driven_of[which].words, of->error);
  for (int32_t place = 0; place < told_of(of); place++) {
    const cp_driver *driver = &of->driver[place];
    CP_SAY(page, "    %-*.*s ", width, CP_TEXT_ARGUMENTS(driver->parameter));
    say_value(page, which, driver->low_third);
    CP_SAY(page, " ->");
    say_value(page, which, driver->high_third);
    CP_SAY(page, "  %+.2f ", driver->rho);
    say_bar(page, driver->rho);
    CP_SAY(page, "\n");
  }
  if (of->n_told > CP_SUMMARY_DRIVERS) {
    CP_SAY(page, "    and %d more (export --drivers)\n", of->n_told - CP_SUMMARY_DRIVERS);
  }
}

static void say_also(cp_printer *page, int32_t which) {
  const cp_drivers_of *of = &page->summary->drivers.of[which];
  int32_t column = LINE;
  CP_SAY(page, "  %s:", cp_summary_driven_of[which].words);
  if (of->is_constant) CP_SAY(page, " the same in every replica");
  if (!of->is_constant && of->n_told == 0) CP_SAY(page, " no range stands out");
  for (int32_t place = 0; place < of->n_told && place < ALSO; place++) {
    const cp_driver *driver = &of->driver[place];
    const int32_t size = driver->parameter.size + (int32_t)sizeof "  +0.00" - 1;
    const bool is_next = column + size > LINE;
    column = is_next ? size : column + size;
    CP_SAY(page, "%s" CP_TEXT_FORMAT " %+.2f", is_next ? "\n    " : "  ",
           CP_TEXT_ARGUMENTS(driver->parameter), driver->rho);
  }
  CP_SAY(page, "\n");
}

// The outcome that gets the tornado: the first with a driver.
static int32_t shown_of(const cp_drivers *drivers) {
  for (int32_t which = 0; which < drivers->n_outcome; which++) {
    if (drivers->of[which].n_told > 0) return which;
  }
  return -1;
}

void cp_summary_say_drivers(cp_printer *page) {
  const cp_drivers *drivers = &page->summary->drivers;
  if (drivers->n_outcome == 0 || drivers->n_range == 0) return;
  CP_SAY(page, "\nwhat drives the answer: rank correlation with each of %d ranges\n",
         drivers->n_range);
  if (drivers->is_too_few) {
    CP_SAY(page, "  %.0f replicas are too few to tell; from %d on it is told\n", drivers->n_free,
           CP_DRIVERS_LEAST);
    return;
  }
  const int32_t shown = shown_of(drivers);
  CP_SAY(page, "  told beyond %.1f standard errors: in %d tests, 5%% chance of a false one\n",
         drivers->threshold, drivers->n_test);
  if (shown >= 0) say_tornado(page, shown);
  for (int32_t which = 0; which < drivers->n_outcome; which++) {
    if (which != shown) say_also(page, which);
  }
}
