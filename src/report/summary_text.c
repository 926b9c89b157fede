// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The summary as lines for a screen: what ships, what stands, what is pending, what the clauses'
// odds are, and how far to trust it.
#include "base/date.h"
#include "report/summary_say.h"

enum { WORLD_COLUMN = 41, BAND_PADDING = 5, YEAR_AND_MONTH = 7 };

static void say_head(cp_printer *page) {
  const cp_certificate *certificate = &page->summary->certificate;
  char day[16];
  CP_SAY(page, "%.*s   %d replicas, %d days from %s", CP_TEXT_ARGUMENTS(certificate->name),
         certificate->done, certificate->last_day - certificate->as_of + 1,
         cp_day_words(certificate->as_of, day));
  if (page->summary->seconds >= 0) CP_SAY(page, ", %.1f s", page->summary->seconds);
  CP_SAY(page, "   seed %llu   numbers epoch %d\n", (unsigned long long)certificate->seed,
         certificate->epoch);
  if (certificate->done < certificate->asked) {
    CP_SAY(page, "INCOMPLETE: %d of %d replicas; the same command with --resume goes on\n",
           certificate->done, certificate->asked);
  }
  cp_summary_say_own(page);
}

// Tonnes without decimals, small amounts with one.
static void say_band(cp_printer *page, cp_band band, int32_t padding) {
  const int decimals = band.high < 10 ? 1 : 0;
  CP_SAY(page, "%7.*f [%6.*f ..%7.*f]  +-%-*.*f", decimals, band.median, decimals, band.low,
         decimals, band.high, padding, band.error < 10 ? 1 : 0, band.error);
}

static void say_row(cp_printer *page, const char *name, cp_band headline, cp_band world) {
  CP_SAY(page, "  %-10s ", name);
  say_band(page, headline, page->summary->has_world ? BAND_PADDING : 0);
  if (page->summary->has_world) {
    CP_SAY(page, "  ");
    say_band(page, world, 0);
  }
  CP_SAY(page, "\n");
}

static void say_months(cp_printer *page) {
  const cp_summary *summary = page->summary;
  if (summary->n_month == 0) return;
  char name[16], last[8];
  CP_SAY(page, "\nshipments, t/month: median [80%% band] +- Monte-Carlo error of the median\n");
  CP_SAY(page, "               %.*s", CP_TEXT_ARGUMENTS(summary->headline_name));
  if (summary->has_world) CP_SAY(page, "%*s", WORLD_COLUMN - summary->headline_name.size, "world");
  CP_SAY(page, "\n");
  for (int32_t place = 0; place < summary->n_month && place < CP_SUMMARY_MONTHS; place++) {
    const cp_summary_month *month = &summary->month[place];
    cp_month_format(cp_month_index(month->day), name);
    say_row(page, name, month->headline, month->world);
  }
  if (summary->n_quarter > 0) CP_SAY(page, "  mean month of\n");
  for (int32_t place = 0; place < summary->n_quarter; place++) {
    const cp_summary_quarter *quarter = &summary->quarter[place];
    cp_month_format(quarter->first_month, name);
    if (quarter->last_month > quarter->first_month) {
      cp_month_format(quarter->last_month, last);
      // a hyphen would read as a day
      name[YEAR_AND_MONTH] = '.';
      name[YEAR_AND_MONTH + 1] = '.';
      name[YEAR_AND_MONTH + 2] = last[YEAR_AND_MONTH - 2];
      name[YEAR_AND_MONTH + 3] = last[YEAR_AND_MONTH - 1];
      name[YEAR_AND_MONTH + 4] = 0;
    }
    say_row(page, name, quarter->headline, quarter->world);
  }
}

// Published months shortly before as_of, beside what the model says without having seen them.
static void say_observed(cp_printer *page) {
  const cp_summary *summary = page->summary;
  if (summary->n_recent == 0) return;
  CP_SAY(page, "\nsimulated against observed, t/month (no parameter chosen per month)\n");
  for (int32_t place = 0; place < summary->n_observed; place++) {
    const cp_summary_observed *row = &summary->observed[place];
    if (!row->is_recent) continue;
    char month[8];
    CP_SAY(page, "  %s  %-15.*s observed %6.0f   simulated %6.0f [%.0f .. %.0f]%s\n",
           cp_month_format(row->first_month, month), CP_TEXT_ARGUMENTS(row->destination),
           row->observed, row->simulated.median, row->simulated.low, row->simulated.high,
           row->is_inside ? "" : "  outside the band");
  }
  CP_SAY(page,
         "  %d of %d inside the 80%% band; see the scenario's README for what the ranges rest on\n",
         summary->n_inside, summary->n_recent);
}

static void say_share(cp_printer *page, cp_band band) {
  CP_SAY(page, "%.2f%% [%.2f .. %.2f] +-%.2f", 100 * band.median, 100 * band.low, 100 * band.high,
         100 * band.error);
}

static void say_lines(cp_printer *page) {
  const cp_summary *summary = page->summary;
  const cp_summary_stop *stop = &summary->stop;
  char day[16], month[8];
  cp_month_format(cp_month_index(summary->certificate.as_of), month);
  CP_SAY(page, "\n%.*s vehicle line-weeks lost, make-up not counted, share of all\n",
         CP_TEXT_ARGUMENTS(summary->headline_name));
  CP_SAY(page, "  from the control to the end of %s   ", month);
  say_share(page, summary->lost_before);
  CP_SAY(page, "\n  from then to the end of the run            ");
  say_share(page, summary->lost_after);
  CP_SAY(page, "\n");
  if (stop->control_day == CP_DAY_NONE || stop->any.share < 0) return;
  CP_SAY(page, "  a line stands in %.0f%% of replicas, by %s in %.0f%% (", 100 * stop->any.share,
         cp_day_words(summary->certificate.as_of, day), 100 * stop->by_as_of.share);
  cp_summary_say_firms(page, true);
  CP_SAY(page, ")\n  ");
  if (stop->any.share > 0) {
    CP_SAY(page, "first on day %.0f [%.0f .. %.0f] after the control of %s; ", stop->days.median,
           stop->days.low, stop->days.high, cp_day_words(stop->control_day, day));
  }
  CP_SAY(page, "the aggregate of a country stops as one line\n");
}

static void say_pending(cp_printer *page) {
  const cp_summary *summary = page->summary;
  CP_SAY(page,
         "\nlicences pending     %.0f [%.0f .. %.0f] applications now, %.0f [%.0f .. %.0f] at the "
         "end of the run\n",
         summary->pending_now.median, summary->pending_now.low, summary->pending_now.high,
         summary->pending_end.median, summary->pending_end.low, summary->pending_end.high);
}

static void say_unused(cp_printer *page) {
  const cp_summary *summary = page->summary;
  char day[16];
  CP_SAY(page, "licensed and unused  ");
  if (summary->most_expired <= 0) {
    CP_SAY(page, "no licence ends unused in any replica\n");
    return;
  }
  if (summary->expired.high < 1) {
    CP_SAY(page, "less than 1 t ends in 9 of 10 replicas; at most %.0f t by the end of the run\n",
           summary->most_expired);
    return;
  }
  if (summary->cliff_day != CP_DAY_NONE) {
    CP_SAY(page, "%.0f t [%.0f .. %.0f] end by the month of %s, when licences under a permission\n",
           summary->cliff_expired.median, summary->cliff_expired.low, summary->cliff_expired.high,
           cp_day_words(summary->cliff_day, day));
    CP_SAY(page, "                     first do; ");
  }
  CP_SAY(page, "%.0f t [%.0f .. %.0f] end by the end of the run\n", summary->expired.median,
         summary->expired.low, summary->expired.high);
}

// Published rows are different sets, so they stand below the classes and beside none.
static void say_approvals(cp_printer *page) {
  const cp_summary *summary = page->summary;
  char day[16];
  if (summary->n_class > 0) {
    CP_SAY(page, "\napproved by %s of what was filed in the control's first four weeks\n",
           cp_day_words(summary->certificate.as_of, day));
  }
  for (int32_t place = 0; place < summary->n_class; place++) {
    const cp_summary_class *class = &summary->class[place];
    CP_SAY(page, "  %-15.*s %3.0f%% [%.0f .. %.0f]\n", CP_TEXT_ARGUMENTS(class->name),
           100 * class->approved.median, 100 * class->approved.low, 100 * class->approved.high);
  }
  if (summary->n_approval > 0) CP_SAY(page, "  published, different sets:\n");
  for (int32_t place = 0; place < summary->n_approval; place++) {
    const cp_summary_approval *row = &summary->approval[place];
    CP_SAY(page, "    %-12s ", cp_day_words(row->day, day));
    if (row->approved >= 0) CP_SAY(page, "%.0f ", row->approved);
    if (row->approved >= 0 && row->filed >= 0) CP_SAY(page, "of %.0f ", row->filed);
    if (row->approved < 0) CP_SAY(page, "%.0f%% ", 100 * row->share);
    CP_SAY(page, "approved: %.*s\n", CP_TEXT_ARGUMENTS(row->group));
  }
}

static void say_licences(cp_printer *page) {
  if (page->summary->has_desk) say_pending(page);
  say_unused(page);
  say_approvals(page);
  cp_summary_say_spells(page);
  cp_summary_say_days(page);
}

static void say_change(cp_printer *page, cp_band now, cp_band end) {
  CP_SAY(page, "%.2f [%.2f .. %.2f] -> %.2f [%.2f .. %.2f]\n", now.median, now.low, now.high,
         end.median, end.low, end.high);
}

static void say_foot(cp_printer *page) {
  const cp_summary *summary = page->summary;
  const cp_certificate *certificate = &summary->certificate;
  CP_SAY(page, "\ntension (weight of measures in force over all taken)            ");
  say_change(page, summary->tension_now, summary->tension_end);
  CP_SAY(page, "stock shortfall (missing share of target cover)                 ");
  say_change(page, summary->pressure_now, summary->pressure_end);
  CP_SAY(page,
         "balances: goods %.0f g, licences %.0f off; audit %.*s; assumed values %d (brief "
         "--assumed)\n",
         summary->goods_off, summary->licences_off, CP_TEXT_ARGUMENTS(certificate->audit),
         certificate->n_assumed);
  if (summary->refused_acts > 0.0)
    CP_SAY(page, "refused: up to %.0f acts that the state of their object did not allow\n",
           summary->refused_acts);
  CP_SAY(page, "content %.*s\n", CP_TEXT_ARGUMENTS(certificate->content_hash));
}

cp_status cp_summary_print(const cp_summary *summary, const cp_sink *sink) {
  cp_printer page = {.summary = summary, .sink = sink};
  say_head(&page);
  cp_summary_say_answer(&page);
  say_months(&page);
  say_observed(&page);
  say_lines(&page);
  cp_summary_say_losses(&page);
  cp_summary_say_switches(&page);
  cp_summary_say_economy(&page);
  cp_summary_say_costs(&page);
  say_licences(&page);
  cp_summary_say_clauses(&page);
  cp_summary_say_watch(&page);
  cp_summary_say_drivers(&page);
  say_foot(&page);
  return page.status;
}
