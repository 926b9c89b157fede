// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What stops cost the economy behind the chain, sector by sector: what final firms did not make, what all sectors made less, what they made up,
// and beside it all that is at stake, so that nobody is frightened by a sum larger than its sector. The numbers, the table, the rows of JSON.
#include "report/summary_ask.h"
#include "report/summary_put.h"
#include "report/summary_say.h"

enum { MOST_TOLD = 6, NAME_WIDTH = 21, DECIMAL_BELOW = 100 };

static const double cents_per_million = 1e8, thousands_per_million = 1e3;

// --- the numbers -----------------------------------------------------------------------------------

static double value_of(const cp_inquiry *ask, int32_t outcome, int32_t sector,
                       const double *record) {
  return record[ask->catalog->outcome[outcome].offset + sector] / thousands_per_million;
}

// Of the sectors first .. end together; `less` is taken off.
static cp_band band_of(const cp_inquiry *ask, int32_t outcome, int32_t less, int32_t first,
                       int32_t end) {
  int32_t n = 0;
  for (int32_t replica = 0; replica < ask->ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ask->ensemble, replica)) continue;
    const double *record = cp_ensemble_record(ask->ensemble, replica);
    double sum = 0.0;
    for (int32_t sector = first; sector < end; sector++) {
      sum += value_of(ask, outcome, sector, record);
      if (less >= 0) sum -= value_of(ask, less, sector, record);
    }
    ask->value[n++] = sum;
  }
  return cp_ask_band(ask, n);
}

static cp_summary_sector sector_of(const cp_inquiry *ask, int32_t first, int32_t end) {
  const cp_model *model = ask->model;
  const double days = model->last_day[0] - model->as_of[0];
  cp_summary_sector row = {
      .direct = band_of(ask, CP_OUTCOME_economy_direct, -1, first, end),
      .gross = band_of(ask, CP_OUTCOME_economy_gross, -1, first, end),
      .later = band_of(ask, CP_OUTCOME_economy_later, -1, first, end),
      .net = band_of(ask, CP_OUTCOME_economy_gross, CP_OUTCOME_economy_later, first, end)};
  for (int32_t sector = first; sector < end; sector++)
    row.at_stake += model->sector_value[sector] * days / cents_per_million;
  return row;
}

// The largest gross losses first; ties by row.
static void sort_sectors(cp_summary_sector *sector, int32_t n) {
  for (int32_t at = 1; at < n; at++) {
    const cp_summary_sector row = sector[at];
    int32_t place = at;
    for (; place > 0 && sector[place - 1].gross.median < row.gross.median; place--)
      sector[place] = sector[place - 1];
    sector[place] = row;
  }
}

cp_status cp_summary_fill_economy(cp_inquiry *ask) {
  cp_summary *summary = ask->summary;
  const int32_t n = ask->model->n_sector;
  summary->n_sector = n;
  if (n == 0) return CP_OK;
  summary->sector = CP_ARENA_ARRAY(ask->arena, cp_summary_sector, n);
  if (!summary->sector) return CP_NO_MEMORY;
  for (int32_t sector = 0; sector < n; sector++) {
    summary->sector[sector] = sector_of(ask, sector, sector + 1);
    summary->sector[sector].name = cp_label_entity(ask->catalog->labels, CP_PER_SECTOR, sector);
  }
  summary->all_sectors = sector_of(ask, 0, n);
  summary->unserved = band_of(ask, CP_OUTCOME_economy_unserved, -1, 0, 1);
  sort_sectors(summary->sector, n);
  return CP_OK;
}

// --- the screen ------------------------------------------------------------------------------------

static void say_money(cp_printer *page, cp_band band) {
  const int decimals = page->summary->all_sectors.gross.high < DECIMAL_BELOW ? 1 : 0;
  CP_SAY(page, " %6.*f [%4.*f ..%6.*f]", decimals, band.median, decimals, band.low, decimals,
         band.high);
}

static void say_sector(cp_printer *page, cp_text name, const cp_summary_sector *row) {
  CP_SAY(page, "  %-*.*s", NAME_WIDTH, CP_TEXT_ARGUMENTS(name));
  say_money(page, row->direct);
  say_money(page, row->gross);
  say_money(page, row->net);
  CP_SAY(page, " %9.0f\n", row->at_stake);
}

void cp_summary_say_economy(cp_printer *page) {
  const cp_summary *summary = page->summary;
  if (summary->n_sector == 0) return;
  char day[16];
  CP_SAY(page, "\nwhat it costs the economy after %s, million USD of value added\n",
         cp_day_words(summary->certificate.as_of, day));
  CP_SAY(page, "  %-*s %21s %21s %21s %9s\n", NAME_WIDTH, "", "not made by its firms", "made less",
         "net of made later", "at stake");
  const int32_t told = summary->n_sector < MOST_TOLD ? summary->n_sector : MOST_TOLD;
  for (int32_t at = 0; at < told; at++)
    say_sector(page, summary->sector[at].name, &summary->sector[at]);
  say_sector(page, CP_TEXT("all sectors"), &summary->all_sectors);
  const double stake = summary->all_sectors.at_stake;
  const cp_band net = summary->all_sectors.net;
  if (stake > 0.0) {
    CP_SAY(page,
           "  net %.4f%% [%.4f .. %.4f] +-%.4f of all at stake; final demand lost %.0f "
           "[%.0f .. %.0f]\n",
           100.0 * net.median / stake, 100.0 * net.low / stake, 100.0 * net.high / stake,
           100.0 * net.error / stake, summary->unserved.median, summary->unserved.low,
           summary->unserved.high);
  }
}

// --- JSON ------------------------------------------------------------------------------------------

static void put_sector(cp_json *json, const cp_summary_sector *row) {
  put_band(json, "direct_musd", row->direct);
  put_band(json, "gross_musd", row->gross);
  put_band(json, "made_later_musd", row->later);
  put_band(json, "net_musd", row->net);
  put_number(json, "at_stake_musd", row->at_stake);
}

void cp_summary_put_economy(cp_json *json, const cp_summary *summary) {
  cp_json_key(json, "economy");
  cp_json_object(json);
  cp_json_key(json, "sectors");
  cp_json_array(json);
  for (int32_t at = 0; at < summary->n_sector; at++) {
    cp_json_object(json);
    put_text(json, "sector", summary->sector[at].name);
    put_sector(json, &summary->sector[at]);
    cp_json_close(json);
  }
  cp_json_close(json);
  if (summary->n_sector > 0) {
    put_sector(json, &summary->all_sectors);
    put_band(json, "final_demand_lost_musd", summary->unserved);
  }
  cp_json_close(json);
}
