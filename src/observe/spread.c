// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What final firms did not make goes on through the economy, after the replica's last day and without a way back: week by week their sectors have
// so much less capacity, and the input-output kernel works out, day by day, what all sectors then make. Dealers serve final demand from
// their lots while a sector does not; of what they cannot serve a share is bought later, the rest is lost.
#include "observe/spread.h"

#include "base/date.h"
#include "model/sectors.h"
#include "num/floor.h"
#include "num/least.h"

enum { YEAR = 365, MOST_SECTORS = 256 };

static const double cents_per_thousand = 1e5, cents_per_million = 1e8;

// What lies on lots and who waits, by sector, in cents.
typedef struct lots {
  double lot[MOST_SECTORS], lot_full[MOST_SECTORS], waiting[MOST_SECTORS];
  double more[MOST_SECTORS];   // ordered for lots and for those who wait
  double share[MOST_SECTORS];  // of final demand and that which is presented today
  bool is_hit[MOST_SECTORS];   // final firms of the chain are in the sector
} lots;

typedef struct result {
  double direct[MOST_SECTORS], gross[MOST_SECTORS], made_later[MOST_SECTORS];
  double unserved;
} result;

static void begin_economy(const cp_engine *engine, cp_economy *economy) {
  const cp_model *model = engine->model;
  const cp_draw *draw = &engine->draw;
  const int32_t n = model->n_sector;
  double restore[MOST_SECTORS], row[MOST_SECTORS];
  for (int32_t sector = 0; sector < n; sector++) restore[sector] = draw->economy_restore[0];
  const cp_input_rule rule = model->economy_rule[0] == 0 ? CP_INPUT_STOCKOUT : CP_INPUT_ARIO;
  cp_economy_spec spec = cp_economy_of(n, rule);
  spec.psi = draw->economy_psi[0];
  spec.alpha_max = 1.0 + draw->economy_overtime[0];
  spec.alpha_tau_days = draw->economy_overtime_over[0];
  spec.stock_days = draw->sector_stock;
  spec.restore_days = restore;
  if (rule == CP_INPUT_STOCKOUT) spec.criticality = model->sector_critical;
  cp_economy_begin(economy, &spec, 1, draw->economy_room);
  for (int32_t sector = 0; sector < n; sector++) {
    const double output = YEAR * model->sector_output[sector];
    double final = output;
    for (int32_t user = 0; user < n; user++) {
      row[user] = YEAR * model->sector_flow[sector * n + user];
      final -= row[user];
    }
    final = cp_most(0.0, final);
    cp_economy_take_row(economy, sector, row, &final, output);
  }
  cp_economy_finish(economy);
}

static void begin_market(const cp_engine *engine, const cp_economy *economy, lots *market) {
  for (int32_t sector = 0; sector < engine->model->n_sector; sector++) {
    market->lot_full[sector] = engine->draw.sector_dealers[sector] * economy->wanted[sector];
    market->lot[sector] = market->lot_full[sector];
    market->waiting[sector] = 0.0;
    market->is_hit[sector] = false;
  }
  for (int32_t firm = 0; firm < engine->model->n_firm; firm++) {
    if (engine->model->firm_sector[firm] >= 0)
      market->is_hit[engine->model->firm_sector[firm]] = true;
  }
}

// The Sunday that ends the week of a day, counted from the start.
static int32_t week_of(const cp_model *model, int32_t day) {
  const int32_t sunday = day + 6 - cp_weekday(day);
  return (sunday - model->first_day[0]) / 7;
}

// First Monday of a week with a loss; after the last day when there is none.
static int32_t first_loss(const cp_model *model, const cp_state *state) {
  for (int32_t day = model->first_day[0]; day <= model->last_day[0]; day++) {
    const double *loss = state->sector_loss + (int64_t)week_of(model, day) * model->n_sector;
    for (int32_t sector = 0; sector < model->n_sector; sector++) {
      if (loss[sector] > 0.0) return day;
    }
  }
  return model->last_day[0] + 1;
}

// What dealers still owe and lack is ordered beyond final demand, over some days. In a sector whose capacity is the chain's, industries are
// served before dealers and final demand, which give way to what capacity allows: under equal rationing a sector that feeds itself would
// starve. Its overtime is the chain's.
static void set_demand(const cp_engine *engine, cp_economy *economy, lots *market) {
  for (int32_t sector = 0; sector < engine->model->n_sector; sector++) {
    const double lacking = market->lot_full[sector] - market->lot[sector] + market->waiting[sector];
    const double more = lacking / engine->draw.economy_restock[0];
    const double wanted = economy->wanted[sector];
    const double capacity =
        economy->output[sector] * (1.0 - economy->loss[sector]) * economy->alpha[sector];
    const double over = economy->orders[sector] + wanted + more - capacity;
    const bool gives_way = market->is_hit[sector] && over > 0.0 && wanted + more > 0.0;
    market->share[sector] = gives_way ? cp_most(0.0, 1.0 - over / (wanted + more)) : 1.0;
    market->more[sector] = more;
    economy->extra[sector] = (wanted + more) * market->share[sector] - wanted;
  }
}

// Serves a day's final demand; returns what of it is lost for good.
static double serve(const cp_engine *engine, cp_economy *economy, lots *market, int32_t sector) {
  const double served = economy->served[sector], wanted = economy->wanted[sector];
  const double came_final = served * wanted * market->share[sector];
  const double unmet = cp_most(0.0, wanted - came_final);
  const double from_lot = cp_least(market->lot[sector], unmet);
  const double missing = unmet - from_lot;
  const double later = missing * engine->draw.sector_deferred[sector];
  const double came = market->more[sector] * market->share[sector] * served;
  const double given = cp_least(market->waiting[sector], came);
  market->lot[sector] += came - given - from_lot;
  market->waiting[sector] += later - given;
  economy->extra_left[sector] = economy->extra[sector] * (1.0 - served);
  return missing - later;
}

// A day's differences to normal output, in value added; returns what all sectors made less.
static double count(const cp_engine *engine, const cp_economy *economy, const double *loss,
                    bool is_counted, result *sum) {
  const cp_model *model = engine->model;
  double less = 0.0;
  for (int32_t sector = 0; sector < model->n_sector; sector++) {
    const double value = model->sector_value[sector], output = economy->output[sector];
    const double more = output > 0.0 ? economy->made[sector] / output - 1.0 : 0.0;
    less -= more * value;
    if (!is_counted) continue;
    sum->direct[sector] += cp_most(0.0, loss[sector]) * value;
    sum->gross[sector] += cp_most(0.0, -more) * value;
    sum->made_later[sector] += cp_most(0.0, more) * value;
  }
  return less;
}

static cp_status live(const cp_engine *engine, cp_economy *economy, int32_t first, result *sum,
                      double *weekly) {
  const cp_model *model = engine->model;
  lots market;
  begin_market(engine, economy, &market);
  for (int32_t day = first; day <= model->last_day[0]; day++) {
    const double *loss = engine->state.sector_loss + (int64_t)week_of(model, day) * model->n_sector;
    for (int32_t sector = 0; sector < model->n_sector; sector++)
      economy->loss[sector] = cp_least(1.0, loss[sector]);
    set_demand(engine, economy, &market);
    CP_TRY(cp_economy_produce(economy));
    const bool is_counted = day > model->as_of[0];
    weekly[(day - model->first_day[0]) / 7] +=
        count(engine, economy, economy->loss, is_counted, sum);
    for (int32_t sector = 0; sector < model->n_sector; sector++) {
      const double lost = serve(engine, economy, &market, sector);
      if (is_counted) sum->unserved += lost;
    }
    CP_TRY(cp_economy_order(economy, NULL));
  }
  return CP_OK;
}

static double whole(double amount) {
  return amount < 0.0 ? -cp_floor(0.5 - amount) : cp_floor(amount + 0.5);
}

static void put(const cp_model *model, double *record, int32_t outcome, const double *cents) {
  double *at = record + cp_outcome_at(model, outcome).offset;
  for (int32_t sector = 0; sector < model->n_sector; sector++)
    at[sector] = whole(cents[sector] / cents_per_thousand);
}

cp_status cp_spread_losses(const cp_engine *engine, double *record) {
  const cp_model *model = engine->model;
  if (model->n_sector == 0) return CP_OK;
  result sum = {{0.0}, {0.0}, {0.0}, 0.0};
  const int32_t first = first_loss(model, &engine->state);
  const cp_series weeks = cp_series_at(model, CP_SERIES_economy_lost);
  double *weekly = record + weeks.offset;
  for (int32_t week = 0; week < weeks.n_date; week++) weekly[week] = 0.0;
  if (first <= model->last_day[0]) {
    cp_economy economy;
    begin_economy(engine, &economy);
    CP_TRY(live(engine, &economy, first, &sum, weekly));
  }
  for (int32_t week = 0; week < weeks.n_date; week++)
    weekly[week] = whole(weekly[week] / cents_per_million);
  put(model, record, CP_OUTCOME_economy_direct, sum.direct);
  put(model, record, CP_OUTCOME_economy_gross, sum.gross);
  put(model, record, CP_OUTCOME_economy_later, sum.made_later);
  record[cp_outcome_at(model, CP_OUTCOME_economy_unserved).offset] =
      whole(sum.unserved / cents_per_thousand);
  return CP_OK;
}
