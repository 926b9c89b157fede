// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What is lost and what it costs, when cover is back, what slips, and what goods do meanwhile, as lines.
#include "base/date.h"
#include "report/summary_say.h"

enum { MOST_LATE = 3 };

static const double million = 1e6, billion = 1e9;

// --- losses --------------------------------------------------------------------------------------

static void say_units(cp_printer *page, const char *what, cp_band units, cp_band share) {
  CP_SAY(page, "  %-22s %9.0f [%.0f .. %.0f] = %.2f%% [%.2f .. %.2f] +-%.2f\n", what, units.median,
         units.low, units.high, 100 * share.median, 100 * share.low, 100 * share.high,
         100 * share.error);
}

// Money in the unit that suits the upper end of the larger band.
static double scale_of(cp_band band) { return band.high < billion ? million : billion; }

static void say_money(cp_printer *page, cp_band band, double scale) {
  CP_SAY(page, "%.1f [%.1f .. %.1f]", band.median / scale, band.low / scale, band.high / scale);
}

static void say_value(cp_printer *page, const char *what, cp_band lost, cp_band net,
                      cp_band planned) {
  const double scale = scale_of(planned);
  CP_SAY(page, "  %-22s ", what);
  say_money(page, lost, scale);
  CP_SAY(page, " %s USD gross, ", scale == billion ? "billion" : "million");
  say_money(page, net, scale);
  CP_SAY(page, " net, of %.0f at stake\n", planned.median / scale);
}

static void say_losses(cp_printer *page) {
  const cp_summary *summary = page->summary;
  const cp_summary_losses *losses = &summary->losses;
  char day[16];
  if (losses->n_maker == 0) return;
  CP_SAY(page, "\n%.*s vehicle makers after %s: units, and share of those planned\n",
         CP_TEXT_ARGUMENTS(summary->headline_name), cp_day_words(summary->certificate.as_of, day));
  say_units(page, "lost, gross", losses->lost, losses->lost_share);
  say_units(page, "made later", losses->recovered, losses->recovered_share);
  say_units(page, "lost, net", losses->net, losses->net_share);
  CP_SAY(page, "  made later counts what was lost before, too: net may be below 0\n");
  if (losses->has_value) {
    say_value(page, "value added lost", losses->value_lost, losses->value_net,
              losses->value_planned);
  }
  if (losses->n_other > 0) {
    say_value(page, losses->n_other == 1 ? "of one other maker" : "of other makers",
              losses->other_lost, losses->other_net, losses->other_planned);
  }
  if (summary->n_switch == 0) return;
  const double scale = scale_of(losses->cost_all);
  CP_SAY(page, "  %-22s ", "extra cost");
  say_money(page, losses->cost, scale);
  CP_SAY(page, " %s USD for what they turn to; all final makers there ",
         scale == billion ? "billion" : "million");
  say_money(page, losses->cost_all, scale);
  CP_SAY(page, "\n");
}

// --- cover ---------------------------------------------------------------------------------------

static void say_cover(cp_printer *page, const cp_summary_cover *cover) {
  char day[16];
  CP_SAY(page, "  %-22.*s %3.0f%%  %-11s   ", CP_TEXT_ARGUMENTS(cover->firm),
         100 * cover->was_short.share, cp_day_words((int32_t)cover->short_day.median, day));
  if (cover->not_back.share < 1) {
    CP_SAY(page, "%-11s   ", cp_day_words((int32_t)cover->back_day.median, day));
  } else {
    CP_SAY(page, "%-11s   ", "never");
  }
  CP_SAY(page, "%3.0f%%\n", 100 * cover->not_back.share);
}

static void say_covers(cp_printer *page) {
  const cp_summary *summary = page->summary;
  int32_t n = 0;
  for (int32_t place = 0; place < summary->n_cover; place++) {
    if (!summary->cover[place].is_told) continue;
    if (n++ == 0) {
      CP_SAY(page,
             "\ncover of essential parts (below half of target, then all back at nine tenths)\n"
             "  %-22s %-18s  %-13s %s\n",
             "", "short since", "back, if so", "not back by the end");
    }
    say_cover(page, &summary->cover[place]);
  }
}

// --- deliveries that slip ------------------------------------------------------------------------

static void say_latest(cp_printer *page, bool is_military) {
  const cp_summary *summary = page->summary;
  int32_t n = 0;
  for (int32_t place = 0; place < summary->n_late && n < MOST_LATE; place++) {
    const cp_summary_late *late = &summary->late[place];
    if (late->is_military != is_military || late->days < 1) continue;
    CP_SAY(page, "%s%.*s %.0f (%.0f)", n++ == 0 ? "    latest, days of plan (units): " : ", ",
           CP_TEXT_ARGUMENTS(late->firm), late->days, late->end.median);
  }
  if (n > 0) CP_SAY(page, "\n");
}

static void say_slips(cp_printer *page) {
  const cp_summary *summary = page->summary;
  char month[8];
  cp_month_format(cp_month_index(summary->certificate.as_of), month);
  if (summary->n_slip > 0) {
    CP_SAY(page, "\ndeliveries that slip, units: by the end of %s -> on the last day\n", month);
  }
  for (int32_t place = 0; place < summary->n_slip; place++) {
    const cp_summary_slip *slip = &summary->slip[place];
    CP_SAY(page, "  %-8s %-13.*s %.0f [%.0f .. %.0f] -> %.0f [%.0f .. %.0f]\n",
           slip->is_military ? "military" : "civil", CP_TEXT_ARGUMENTS(slip->place),
           slip->now.median, slip->now.low, slip->now.high, slip->end.median, slip->end.low,
           slip->end.high);
    const bool is_last = place + 1 == summary->n_slip || slip[1].is_military != slip->is_military;
    if (is_last) say_latest(page, slip->is_military);
  }
}

// --- goods meanwhile -----------------------------------------------------------------------------

static void say_amount(cp_printer *page, cp_band band) {
  CP_SAY(page, "%.0f [%.0f .. %.0f]", band.median, band.low, band.high);
}

static void say_exporters(cp_printer *page) {
  const cp_summary_trade *trade = &page->summary->trade;
  CP_SAY(page, "\nexporters hold  %.0f t before the control, ", trade->exporters_before.median);
  say_amount(page, trade->exporters_now);
  CP_SAY(page, " now, ");
  say_amount(page, trade->exporters_end);
  CP_SAY(page, " on the last day\n");
}

static void say_flown(cp_printer *page) {
  const cp_summary *summary = page->summary;
  const cp_summary_trade *trade = &summary->trade;
  if (trade->flown_before.high + trade->flown_after.high <= 0) return;
  CP_SAY(page, "goods flown     %.*s ", CP_TEXT_ARGUMENTS(summary->headline_name));
  say_amount(page, trade->flown_before);
  CP_SAY(page, " t so far, ");
  say_amount(page, trade->flown_after);
  CP_SAY(page, " after");
  if (summary->has_world) {
    CP_SAY(page, "; world %.0f, %.0f", trade->flown_world_before.median,
           trade->flown_world_after.median);
  }
  CP_SAY(page, "\n");
}

static void say_prices(cp_printer *page) {
  const cp_summary_trade *trade = &page->summary->trade;
  for (int32_t place = 0; place < trade->n_price; place++) {
    const cp_summary_price *price = &trade->price[place];
    CP_SAY(
        page,
        "%-15s %-13.*s outside %.2f [%.2f .. %.2f] -> %.2f [%.2f .. %.2f]   inside %.2f -> %.2f\n",
        place == 0 ? "price indices" : "", CP_TEXT_ARGUMENTS(price->good),
        price->outside_now.median, price->outside_now.low, price->outside_now.high,
        price->outside_end.median, price->outside_end.low, price->outside_end.high,
        price->inside_now.median, price->inside_end.median);
  }
}

void cp_summary_say_losses(cp_printer *page) {
  say_losses(page);
  say_covers(page);
  say_slips(page);
  say_exporters(page);
  say_flown(page);
  say_prices(page);
}
