// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The numbers of the summary as rows with a name, an entity and a Monte-Carlo error: the table `headline` of the store, and what a
// certificate tells of errors.
#include "base/date.h"
#include "report/summary_ask.h"

static void add_band(cp_summary *summary, const char *name, cp_text entity, const char *unit,
                     int32_t day, cp_band band) {
  summary->headline[summary->n_headline++] = (cp_headline){.name = cp_text_of(name),
                                                           .entity = entity,
                                                           .unit = cp_text_of(unit),
                                                           .day = day,
                                                           .value = band.median,
                                                           .low = band.low,
                                                           .high = band.high,
                                                           .error = band.error};
}

static void add_odds(cp_summary *summary, const char *name, cp_text entity, cp_odds odds) {
  if (odds.share < 0) return;
  summary->headline[summary->n_headline++] = (cp_headline){.name = cp_text_of(name),
                                                           .entity = entity,
                                                           .unit = CP_TEXT("share"),
                                                           .day = CP_DAY_NONE,
                                                           .value = odds.share,
                                                           .low = 1,
                                                           .high = 0,
                                                           .error = odds.error};
}

static void add_losses(cp_summary *summary) {
  const cp_summary_losses *losses = &summary->losses;
  const cp_text to = summary->headline_name;
  const int32_t none = CP_DAY_NONE;
  if (losses->n_maker == 0) return;
  add_band(summary, "lost_units", to, "units", none, losses->lost);
  add_band(summary, "recovered_units", to, "units", none, losses->recovered);
  add_band(summary, "net_units", to, "units", none, losses->net);
  add_band(summary, "lost_units_share", to, "share", none, losses->lost_share);
  add_band(summary, "recovered_units_share", to, "share", none, losses->recovered_share);
  add_band(summary, "net_units_share", to, "share", none, losses->net_share);
  add_band(summary, "extra_cost", to, "USD", none, losses->cost);
  if (!losses->has_value) return;
  add_band(summary, "value_lost", to, "USD", none, losses->value_lost);
  add_band(summary, "value_net", to, "USD", none, losses->value_net);
  add_band(summary, "value_planned", to, "USD", none, losses->value_planned);
}

static void add_slips(cp_summary *summary) {
  for (int32_t place = 0; place < summary->n_slip; place++) {
    const cp_summary_slip *slip = &summary->slip[place];
    add_band(summary, slip->is_military ? "late_military_now" : "late_civil_now", slip->place,
             "units", CP_DAY_NONE, slip->now);
    add_band(summary, slip->is_military ? "late_military_end" : "late_civil_end", slip->place,
             "units", CP_DAY_NONE, slip->end);
  }
  for (int32_t place = 0; place < summary->n_late; place++) {
    const cp_summary_late *late = &summary->late[place];
    add_band(summary, "late_most", late->firm, "units", CP_DAY_NONE, late->most);
    add_band(summary, "late_end", late->firm, "units", CP_DAY_NONE, late->end);
  }
}

static void add_trade(cp_summary *summary) {
  const cp_summary_trade *trade = &summary->trade;
  const int32_t none = CP_DAY_NONE;
  add_band(summary, "exporters_now", CP_TEXT(""), "t", none, trade->exporters_now);
  add_band(summary, "exporters_end", CP_TEXT(""), "t", none, trade->exporters_end);
  add_band(summary, "flown_before", summary->headline_name, "t", none, trade->flown_before);
  add_band(summary, "flown_after", summary->headline_name, "t", none, trade->flown_after);
  for (int32_t place = 0; place < trade->n_price; place++) {
    const cp_summary_price *price = &trade->price[place];
    add_band(summary, "price_outside_now", price->good, "", none, price->outside_now);
    add_band(summary, "price_outside_end", price->good, "", none, price->outside_end);
    add_band(summary, "price_inside_now", price->good, "", none, price->inside_now);
    add_band(summary, "price_inside_end", price->good, "", none, price->inside_end);
  }
}

static void add_covers(cp_summary *summary) {
  for (int32_t place = 0; place < summary->n_cover; place++) {
    const cp_summary_cover *cover = &summary->cover[place];
    add_odds(summary, "cover_short", cover->firm, cover->was_short);
    add_odds(summary, "cover_not_back", cover->firm, cover->not_back);
  }
}

static void add_costs(cp_summary *summary) {
  const int32_t none = CP_DAY_NONE;
  for (int32_t place = 0; place < summary->n_cost; place++) {
    const cp_summary_cost *cost = &summary->cost[place];
    add_band(summary, "sales_lost", cost->measure, "USD", none, cost->sales_lost);
    add_band(summary, "sales_net", cost->measure, "USD", none, cost->sales_net);
    add_band(summary, "users_lost", cost->measure, "USD", none, cost->users_lost);
    add_band(summary, "users_net", cost->measure, "USD", none, cost->users_net);
  }
  if (summary->n_cost == 0) return;
  add_band(summary, "users_lost_otherwise", CP_TEXT(""), "USD", none,
           summary->users_lost_otherwise);
  add_band(summary, "users_net_otherwise", CP_TEXT(""), "USD", none, summary->users_net_otherwise);
}

static void add_sector(cp_summary *summary, cp_text name, const cp_summary_sector *sector) {
  add_band(summary, "economy_direct", name, "MUSD", CP_DAY_NONE, sector->direct);
  add_band(summary, "economy_gross", name, "MUSD", CP_DAY_NONE, sector->gross);
  add_band(summary, "economy_later", name, "MUSD", CP_DAY_NONE, sector->later);
  add_band(summary, "economy_net", name, "MUSD", CP_DAY_NONE, sector->net);
}

static void add_economy(cp_summary *summary) {
  if (summary->n_sector == 0) return;
  for (int32_t place = 0; place < summary->n_sector; place++)
    add_sector(summary, summary->sector[place].name, &summary->sector[place]);
  add_sector(summary, CP_TEXT("all sectors"), &summary->all_sectors);
}

cp_status cp_summary_fill_headlines(cp_inquiry *ask) {
  enum {
    OTHERS = 40,
    OF_MONTH = 2,
    OF_CLAUSE = 3,
    OF_FIRM = 2,
    OF_PRICE = 4,
    OF_COST = 4,
    OF_SECTOR = 4
  };
  cp_summary *summary = ask->summary;
  const cp_text none = CP_TEXT("");
  const int32_t most = OTHERS + OF_MONTH * summary->n_month + OF_CLAUSE * summary->n_clause +
                       OF_FIRM * (summary->n_late + summary->n_cover) +
                       OF_PRICE * CP_SUMMARY_PRICES + OF_COST * summary->n_cost +
                       OF_SECTOR * (summary->n_sector + 1);
  summary->headline = CP_ARENA_ARRAY(ask->arena, cp_headline, most);
  if (!summary->headline) return CP_NO_MEMORY;
  for (int32_t place = 0; place < summary->n_month; place++) {
    const cp_summary_month *month = &summary->month[place];
    add_band(summary, "shipped", summary->headline_name, "t/month", month->day, month->headline);
    if (!summary->has_world) continue;
    add_band(summary, "shipped", CP_TEXT("world"), "t/month", month->day, month->world);
  }
  add_band(summary, "line_weeks_lost_before", summary->headline_name, "share", CP_DAY_NONE,
           summary->lost_before);
  add_band(summary, "line_weeks_lost_after", summary->headline_name, "share", CP_DAY_NONE,
           summary->lost_after);
  add_odds(summary, "stop_any", summary->headline_name, summary->stop.any);
  add_odds(summary, "stop_by_as_of", summary->headline_name, summary->stop.by_as_of);
  if (summary->stop.any.share > 0) {
    add_band(summary, "first_stop", summary->headline_name, "days", CP_DAY_NONE,
             summary->stop.days);
  }
  add_losses(summary);
  add_slips(summary);
  add_trade(summary);
  add_covers(summary);
  add_costs(summary);
  add_economy(summary);
  add_band(summary, "pending_now", none, "applications", CP_DAY_NONE, summary->pending_now);
  add_band(summary, "pending_end", none, "applications", CP_DAY_NONE, summary->pending_end);
  add_band(summary, "expired", none, "t", CP_DAY_NONE, summary->expired);
  add_band(summary, "tension_now", none, "", CP_DAY_NONE, summary->tension_now);
  add_band(summary, "tension_end", none, "", CP_DAY_NONE, summary->tension_end);
  add_band(summary, "pressure_now", none, "", CP_DAY_NONE, summary->pressure_now);
  add_band(summary, "pressure_end", none, "", CP_DAY_NONE, summary->pressure_end);
  for (int32_t place = 0; place < summary->n_clause; place++) {
    const cp_summary_clause *clause = &summary->clause[place];
    add_odds(summary, "clause_met", clause->name, clause->met);
    add_odds(summary, "clause_act", clause->name, clause->act);
    add_odds(summary, "clause_both", clause->name, clause->both);
  }
  return CP_OK;
}
