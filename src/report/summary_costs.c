// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What each control of goods costs its owner and the other side: sales of its owner's exporters that are behind normal ones, and value added
// that final firms lost by it; the numbers, the table on the screen and the rows of JSON.
#include "model/draw.h"
#include "model/gate.h"
#include "report/summary_ask.h"
#include "report/summary_put.h"
#include "report/summary_say.h"

enum { NAME_WIDTH = 20, OWNER_WIDTH = 14 };

static const double million = 1e6;

// --- the numbers -----------------------------------------------------------------------------------

static bool is_control(const cp_model *model, int32_t measure) {
  const int32_t kind = model->measure_kind[measure];
  return kind == CP_LICENCE_REQUIREMENT || kind == CP_BAN || kind == CP_QUOTA;
}

static cp_band band_of(const cp_inquiry *ask, int32_t outcome, int32_t entity) {
  const int32_t at = ask->catalog->outcome[outcome].offset + entity;
  int32_t n = 0;
  for (int32_t replica = 0; replica < ask->ensemble->n_replica; replica++) {
    if (cp_ensemble_is_done(ask->ensemble, replica))
      ask->value[n++] = cp_ensemble_record(ask->ensemble, replica)[at];
  }
  return cp_ask_band(ask, n);
}

static void add_row(cp_inquiry *ask, int32_t measure) {
  const cp_labels *labels = ask->catalog->labels;
  ask->summary->cost[ask->summary->n_cost++] =
      (cp_summary_cost){.measure = cp_label_measure(labels, measure),
                        .owner = cp_label_region(labels, ask->model->measure_by[measure]),
                        .sales_lost = band_of(ask, CP_OUTCOME_sales_lost, measure),
                        .sales_net = band_of(ask, CP_OUTCOME_sales_net, measure),
                        .users_lost = band_of(ask, CP_OUTCOME_users_lost, measure),
                        .users_net = band_of(ask, CP_OUTCOME_users_net, measure)};
}

static bool is_controlled(const cp_model *model, int32_t good) {
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    if (!is_control(model, measure)) continue;
    for (int32_t at = model->measure_lane_first[measure];
         at < model->measure_lane_first[measure + 1]; at++) {
      if (cp_lane_good(model, model->measure_lane[at]) == good) return true;
    }
  }
  return false;
}

// Goods and firms that count for nothing, as nobody said what they are worth.
static cp_status count_unvalued(cp_inquiry *ask) {
  cp_summary *summary = ask->summary;
  const cp_model *model = ask->model;
  void *block = cp_arena_take(ask->arena, model->draw_bytes);
  if (!block) return CP_NO_MEMORY;
  cp_draw draw;
  cp_draw_view(model, block, &draw);
  cp_draw_central(model, &draw);
  for (int32_t good = 0; good < model->n_good; good++) {
    if (!is_controlled(model, good)) continue;
    summary->n_controlled_good++;
    summary->n_good_without_price += draw.good_price[good] < 0;
  }
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    if (!model->firm_is_final[firm]) continue;
    summary->n_final_firm++;
    summary->n_firm_without_value += draw.firm_value[firm] <= 0;
  }
  return CP_OK;
}

cp_status cp_summary_fill_costs(cp_inquiry *ask) {
  cp_summary *summary = ask->summary;
  summary->cost = CP_ARENA_ARRAY(ask->arena, cp_summary_cost, ask->model->n_measure);
  if (!summary->cost) return CP_NO_MEMORY;
  for (int32_t measure = 0; measure < ask->model->n_measure; measure++) {
    if (is_control(ask->model, measure)) add_row(ask, measure);
  }
  summary->users_lost_otherwise = band_of(ask, CP_OUTCOME_users_lost_otherwise, 0);
  summary->users_net_otherwise = band_of(ask, CP_OUTCOME_users_net_otherwise, 0);
  return count_unvalued(ask);
}

// --- the screen ------------------------------------------------------------------------------------

static void say_money(cp_printer *page, cp_band band) {
  const int decimals = band.high < 100 * million ? 1 : 0;
  CP_SAY(page, "%7.*f [%.*f .. %.*f] +-%.*f", decimals, band.median / million, decimals,
         band.low / million, decimals, band.high / million, decimals, band.error / million);
}

static void say_row(cp_printer *page, const char *what, cp_band lost, cp_band net) {
  CP_SAY(page, "%s", what);
  say_money(page, lost);
  CP_SAY(page, " gross, ");
  say_money(page, net);
  CP_SAY(page, " net\n");
}

static void say_users(cp_printer *page, const char *by, cp_band lost, cp_band net) {
  CP_SAY(page, "  %-*s ", NAME_WIDTH + OWNER_WIDTH + 1, by);
  say_row(page, "users' value added  ", lost, net);
}

// What nobody valued is not told as nothing lost.
void cp_summary_say_costs(cp_printer *page) {
  const cp_summary *summary = page->summary;
  const bool has_users = summary->n_firm_without_value < summary->n_final_firm;
  if (summary->n_good_without_price == summary->n_controlled_good && !has_users) return;
  CP_SAY(page,
         "\nwhat a control costs its owner and the other side, million USD from its first day on: "
         "gross, and net of what was made up by the end\n");
  for (int32_t at = 0; at < summary->n_cost; at++) {
    const cp_summary_cost *row = &summary->cost[at];
    CP_SAY(page, "  %-*.*s %-*.*s ", NAME_WIDTH, CP_TEXT_ARGUMENTS(row->measure), OWNER_WIDTH,
           CP_TEXT_ARGUMENTS(row->owner));
    say_row(page, "its exporters' sales", row->sales_lost, row->sales_net);
    if (has_users) say_users(page, "", row->users_lost, row->users_net);
  }
  if (has_users)
    say_users(page, "by no control", summary->users_lost_otherwise, summary->users_net_otherwise);
  CP_SAY(page,
         "  not valued: %d of %d controlled goods (no price), %d of %d final firms (no value "
         "added)\n",
         summary->n_good_without_price, summary->n_controlled_good, summary->n_firm_without_value,
         summary->n_final_firm);
}

// --- JSON ------------------------------------------------------------------------------------------

void cp_summary_put_costs(cp_json *json, const cp_summary *summary) {
  cp_json_key(json, "costs");
  cp_json_object(json);
  cp_json_key(json, "controls");
  cp_json_array(json);
  for (int32_t at = 0; at < summary->n_cost; at++) {
    const cp_summary_cost *row = &summary->cost[at];
    cp_json_object(json);
    put_text(json, "measure", row->measure);
    put_text(json, "owner", row->owner);
    put_band(json, "sales_lost_usd", row->sales_lost);
    put_band(json, "sales_net_usd", row->sales_net);
    put_band(json, "users_value_lost_usd", row->users_lost);
    put_band(json, "users_value_net_usd", row->users_net);
    cp_json_close(json);
  }
  cp_json_close(json);
  put_band(json, "otherwise_value_lost_usd", summary->users_lost_otherwise);
  put_band(json, "otherwise_value_net_usd", summary->users_net_otherwise);
  put_whole(json, "controlled_goods", summary->n_controlled_good);
  put_whole(json, "goods_without_price", summary->n_good_without_price);
  put_whole(json, "final_firms", summary->n_final_firm);
  put_whole(json, "firms_without_value", summary->n_firm_without_value);
  cp_json_close(json);
}
