// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The summary as lines for a screen: what ships, what stands, what is pending, what the clauses'
// odds are, and how far to trust it.
#include "base/date.h"
#include "base/os/print.h"
#include "report/summary.h"

enum { OBSERVED_MONTHS = 6, WORLD_COLUMN = 41, BAND_PADDING = 5 };

// Prints go on until the first failure, which is kept.
typedef struct printer {
  const cp_summary *summary;
  const cp_sink *sink;
  cp_status status;
} printer;

#define SAY(page, ...)                                                                 \
  do {                                                                                 \
    if ((page)->status == CP_OK) (page)->status = cp_print((page)->sink, __VA_ARGS__); \
  } while (0)

static void say_head(printer *page) {
  const cp_certificate *certificate = &page->summary->certificate;
  char day[16];
  SAY(page, "%.*s   %d replicas, %d days from %s", CP_TEXT_ARGUMENTS(certificate->name),
      certificate->done, certificate->last_day - certificate->as_of + 1,
      cp_day_words(certificate->as_of, day));
  if (page->summary->seconds >= 0) SAY(page, ", %.1f s", page->summary->seconds);
  SAY(page, "   seed %llu   numbers epoch %d\n", (unsigned long long)certificate->seed,
      certificate->epoch);
  if (certificate->done < certificate->asked) {
    SAY(page, "INCOMPLETE: %d of %d replicas; the same command with --resume goes on\n",
        certificate->done, certificate->asked);
  }
}

// Tonnes without decimals, small amounts with one.
static void say_band(printer *page, cp_band band, int32_t padding) {
  const int decimals = band.high < 10 ? 1 : 0;
  SAY(page, "%7.*f [%6.*f ..%7.*f]  +-%-*.*f", decimals, band.median, decimals, band.low, decimals,
      band.high, padding, band.error < 10 ? 1 : 0, band.error);
}

static void say_months(printer *page) {
  const cp_summary *summary = page->summary;
  if (summary->n_month == 0) return;
  char header[8];
  SAY(page, "\nshipments, t/month: median [80%% band] +- Monte-Carlo error of the median\n");
  SAY(page, "            %.*s", CP_TEXT_ARGUMENTS(summary->headline_name));
  if (summary->has_world) SAY(page, "%*s", WORLD_COLUMN - summary->headline_name.size, "world");
  SAY(page, "\n");
  for (int32_t place = 0; place < summary->n_month; place++) {
    const cp_summary_month *month = &summary->month[place];
    SAY(page, "  %s ", cp_month_format(cp_month_index(month->day), header));
    say_band(page, month->headline, summary->has_world ? BAND_PADDING : 0);
    if (summary->has_world) {
      SAY(page, "  ");
      say_band(page, month->world, 0);
    }
    SAY(page, "\n");
  }
}

// Published months shortly before as_of, beside what the model says without having seen them.
static void say_observed(printer *page) {
  const cp_summary *summary = page->summary;
  const int32_t last = cp_month_index(summary->certificate.as_of);
  bool is_first = true;
  for (int32_t place = 0; place < summary->n_observed; place++) {
    const cp_summary_observed *row = &summary->observed[place];
    const bool is_shown = cp_text_equal(row->destination, summary->headline_name) ||
                          cp_text_equal(row->destination, CP_TEXT("world"));
    const bool is_month = row->first_month == row->last_month;
    if (!is_shown || !is_month || row->first_month < last - OBSERVED_MONTHS) continue;
    if (is_first)
      SAY(page, "\nsimulated against observed, t/month (no parameter chosen per month)\n");
    is_first = false;
    char month[8];
    const bool is_inside =
        row->observed >= row->simulated.low && row->observed <= row->simulated.high;
    SAY(page, "  %s  %-8.*s observed %6.0f   simulated %6.0f [%.0f .. %.0f]%s\n",
        cp_month_format(row->first_month, month), CP_TEXT_ARGUMENTS(row->destination),
        row->observed, row->simulated.median, row->simulated.low, row->simulated.high,
        is_inside ? "" : "  outside the band");
  }
}

static void say_share(printer *page, cp_band band) {
  SAY(page, "%.2f%% [%.2f .. %.2f] +-%.2f", 100 * band.median, 100 * band.low, 100 * band.high,
      100 * band.error);
}

static void say_lines(printer *page) {
  const cp_summary *summary = page->summary;
  const cp_summary_stop *stop = &summary->stop;
  char day[16], month[8];
  cp_month_format(cp_month_index(summary->certificate.as_of), month);
  SAY(page, "\n%.*s vehicle line-weeks lost, gross, share of all\n",
      CP_TEXT_ARGUMENTS(summary->headline_name));
  SAY(page, "  from the control to the end of %s   ", month);
  say_share(page, summary->lost_before);
  SAY(page, "\n  from then to the end of the run            ");
  say_share(page, summary->lost_after);
  SAY(page, "\n");
  if (stop->control_day == CP_DAY_NONE || stop->any.share < 0) return;
  SAY(page, "  a line stands in %.0f%% of replicas (by %s in %.0f%%)", 100 * stop->any.share,
      cp_day_words(summary->certificate.as_of, day), 100 * stop->by_as_of.share);
  if (stop->any.share > 0) {
    SAY(page, "; first on day %.0f [%.0f .. %.0f] after the control of %s", stop->days.median,
        stop->days.low, stop->days.high, cp_day_words(stop->control_day, day));
  }
  SAY(page, "\n");
}

static void say_licences(printer *page) {
  const cp_summary *summary = page->summary;
  char day[16];
  SAY(page, "\nlicences pending     %.0f [%.0f .. %.0f] -> %.0f [%.0f .. %.0f]\n",
      summary->pending_now.median, summary->pending_now.low, summary->pending_now.high,
      summary->pending_end.median, summary->pending_end.low, summary->pending_end.high);
  SAY(page, "licensed and unused  ");
  if (summary->cliff_day != CP_DAY_NONE) {
    SAY(page,
        "%.0f t [%.0f .. %.0f] end by the month of %s, when licences under a permission first do; ",
        summary->cliff_expired.median, summary->cliff_expired.low, summary->cliff_expired.high,
        cp_day_words(summary->cliff_day, day));
  }
  SAY(page, "%.0f t [%.0f .. %.0f] end by the end of the run\n", summary->expired.median,
      summary->expired.low, summary->expired.high);
}

static void say_odds(printer *page, const cp_summary_clause *clause) {
  char day[16];
  SAY(page, "  %-24.*s (%.*s) %-9s met by %s %.0f%%", CP_TEXT_ARGUMENTS(clause->name),
      CP_TEXT_ARGUMENTS(clause->party), clause->state,
      clause->deadline == CP_DAY_NONE ? "the end" : cp_day_words(clause->deadline, day),
      100 * clause->met.share);
  if (clause->act.share >= 0) {
    SAY(page, " x act %.0f%% (%.*s)", 100 * clause->act.share, CP_TEXT_ARGUMENTS(clause->basis));
  }
  if (clause->both.share >= 0) {
    SAY(page, " = %.0f%% +-%.1f", 100 * clause->both.share, 100 * clause->both.error);
  }
  SAY(page, "\n");
}

static void say_clauses(printer *page) {
  const cp_summary *summary = page->summary;
  if (summary->n_clause > 0)
    SAY(page, "\nclauses that are open: odds of the condition x of the act\n");
  for (int32_t place = 0; place < summary->n_clause; place++) {
    say_odds(page, &summary->clause[place]);
  }
}

static void say_foot(printer *page) {
  const cp_summary *summary = page->summary;
  const cp_certificate *certificate = &summary->certificate;
  SAY(page, "\ntension %.2f -> %.2f   pressure %.2f -> %.2f [%.2f .. %.2f]\n",
      summary->tension_now.median, summary->tension_end.median, summary->pressure_now.median,
      summary->pressure_end.median, summary->pressure_end.low, summary->pressure_end.high);
  SAY(page,
      "balances: goods %.0f g, licences %.0f off; audit %.*s; assumed values %d (brief "
      "--assumed)\n",
      summary->goods_off, summary->licences_off, CP_TEXT_ARGUMENTS(certificate->audit),
      certificate->n_assumed);
  SAY(page, "content %.*s\n", CP_TEXT_ARGUMENTS(certificate->content_hash));
}

cp_status cp_summary_print(const cp_summary *summary, const cp_sink *sink) {
  printer page = {.summary = summary, .sink = sink};
  say_head(&page);
  say_months(&page);
  say_observed(&page);
  say_lines(&page);
  say_licences(&page);
  say_clauses(&page);
  say_foot(&page);
  return page.status;
}
