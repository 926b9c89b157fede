// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What headline goods do beside the month's shipments: how much exporters hold, how much flies; and the price indices of goods
// under the headline control, outside and inside the controlling region.
#include "base/date.h"
#include "model/gate.h"
#include "report/summary_ask.h"

static void fill_exporters(cp_inquiry *ask) {
  cp_summary_trade *trade = &ask->summary->trade;
  const int32_t series = CP_SERIES_exporters;
  const int32_t before = cp_ask_date_over(ask, series, cp_ask_origin(ask));
  const int32_t now = cp_ask_date_over(ask, series, ask->model->as_of[0]);
  trade->exporters_before = cp_ask_band_at(ask, series, 0, before);
  trade->exporters_now = cp_ask_band_at(ask, series, 0, now);
  trade->exporters_end = cp_ask_band_at(ask, series, 0, cp_ask_date_last(ask, series));
}

// From the month of the control to that of as_of, and from then on.
static void fill_flown(cp_inquiry *ask) {
  cp_summary_trade *trade = &ask->summary->trade;
  const int32_t series = CP_SERIES_flown;
  const int32_t origin = cp_catalog_date(ask->catalog, series, cp_ask_origin(ask));
  const int32_t now = cp_catalog_date(ask->catalog, series, ask->model->as_of[0]);
  cp_window before = {series, ask->headline, ask->headline, origin < 0 ? 0 : origin, now};
  cp_window after = {series, ask->headline, ask->headline, now + 1, cp_ask_date_last(ask, series)};
  trade->flown_before = cp_ask_band_over(ask, before, NULL);
  trade->flown_after = cp_ask_band_over(ask, after, NULL);
  if (ask->world < 0) return;
  before.first = before.last = after.first = after.last = ask->world;
  trade->flown_world_before = cp_ask_band_over(ask, before, NULL);
  trade->flown_world_after = cp_ask_band_over(ask, after, NULL);
}

// --- prices --------------------------------------------------------------------------------------

// Does the headline control bind a good? On a headline lane, when `is_headline` is asked for.
static bool is_bound(const cp_model *model, int32_t control, int32_t good, bool is_headline) {
  for (int32_t at = model->measure_lane_first[control]; at < model->measure_lane_first[control + 1];
       at++) {
    const int32_t lane = model->measure_lane[at];
    if (cp_lane_good(model, lane) != good) continue;
    if (!is_headline || cp_is_headline(model, lane)) return true;
  }
  return false;
}

static cp_summary_price price_of(const cp_inquiry *ask, int32_t good) {
  const int32_t now = cp_catalog_date(ask->catalog, CP_SERIES_price_outside, ask->model->as_of[0]);
  const int32_t end = cp_ask_date_last(ask, CP_SERIES_price_outside);
  return (cp_summary_price){.good = cp_label_good(ask->catalog->labels, good),
                            .outside_now = cp_ask_band_at(ask, CP_SERIES_price_outside, good, now),
                            .outside_end = cp_ask_band_at(ask, CP_SERIES_price_outside, good, end),
                            .inside_now = cp_ask_band_at(ask, CP_SERIES_price_inside, good, now),
                            .inside_end = cp_ask_band_at(ask, CP_SERIES_price_inside, good, end)};
}

// The dearest outside first, of equal ones that which comes first.
static void keep_dearest(cp_summary_trade *trade, int32_t first, cp_summary_price price) {
  int32_t place = trade->n_price;
  if (place == CP_SUMMARY_PRICES) {
    place--;
    if (trade->price[place].outside_now.median >= price.outside_now.median) return;
  } else {
    trade->n_price++;
  }
  for (; place > first && trade->price[place - 1].outside_now.median < price.outside_now.median;
       place--) {
    trade->price[place] = trade->price[place - 1];
  }
  trade->price[place] = price;
}

// One headline good that the control binds, and of all others that it binds those that are dearest by the end of the month of as_of.
static void fill_prices(cp_inquiry *ask) {
  cp_summary_trade *trade = &ask->summary->trade;
  int32_t day, headline = -1;
  const int32_t control = cp_ask_control(ask->model, &day);
  if (control < 0) return;
  for (int32_t good = 0; good < ask->model->n_good && headline < 0; good++) {
    if (is_bound(ask->model, control, good, true)) headline = good;
  }
  if (headline >= 0) trade->price[trade->n_price++] = price_of(ask, headline);
  for (int32_t good = 0; good < ask->model->n_good; good++) {
    if (good == headline || !is_bound(ask->model, control, good, false)) continue;
    keep_dearest(trade, headline >= 0, price_of(ask, good));
  }
}

void cp_summary_fill_trade(cp_inquiry *ask) {
  fill_exporters(ask);
  fill_prices(ask);
  if (ask->headline >= 0) fill_flown(ask);
}
