// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Lays an economy out in the caller's memory, takes the table and sets the state of day 0.

#include "economy/economy.h"

#include "base/check.h"
#include "economy/room.h"
#include "economy/sweep_close.h"

enum { SCRATCH = 10 };

cp_economy_spec cp_economy_default(int32_t n_region, int32_t n_sector, int32_t n_category) {
  return (cp_economy_spec){.n_region = n_region,
                           .n_sector = n_sector,
                           .n_category = n_category,
                           .n_replica = 1,
                           .rule = CP_INPUT_STOCKOUT,
                           .order = CP_ORDER_ALT,
                           .alpha_base = 1.0,
                           .alpha_max = 1.25,
                           .alpha_tau_days = 365.0,
                           .psi = 0.8,
                           .step_days = 1,
                           .year_days = 365};
}

static double *give(cp_room *room, int64_t count) {
  return cp_room_give(room, count, sizeof(double));
}

static void give_table(cp_economy *economy, cp_room *room) {
  const cp_economy_spec *spec = &economy->spec;
  const int64_t n_cell = (int64_t)spec->n_sector * economy->n_column;
  economy->z = give(room, n_cell * spec->n_region);
  economy->a = give(room, n_cell);
  economy->output = give(room, economy->n_column);
  economy->final = give(room, (int64_t)economy->n_industry * economy->n_consumer);
  economy->wanted = give(room, economy->n_column);
  economy->added = give(room, economy->n_column);
  economy->stock_steps = give(room, spec->n_sector);
  economy->restore = give(room, spec->n_sector);
  economy->hold = give(room, spec->n_sector);
  economy->critical =
      spec->criticality ? give(room, (int64_t)spec->n_sector * spec->n_sector) : NULL;
}

static void give_state(cp_economy *economy, cp_room *room) {
  const int64_t n_replica = economy->spec.n_replica;
  const int64_t n_vector = n_replica * economy->n_column;
  double **const vector[] = {&economy->loss,        &economy->extra,    &economy->extra_left,
                             &economy->orders,      &economy->demand,   &economy->alpha,
                             &economy->capacity,    &economy->possible, &economy->made,
                             &economy->served,      &economy->aim,      &economy->weight,
                             &economy->next_weight, &economy->least,    &economy->least_half};
  for (size_t at = 0; at < sizeof vector / sizeof vector[0]; at++) {
    *vector[at] = give(room, n_vector);
  }
  economy->plan = give(room, 2 * n_vector);
  for (int32_t turn = 0; turn < 2; turn++) {
    economy->cells[turn] = give(room, 2 * n_vector * economy->spec.n_sector);
  }
  economy->is_still = (uint8_t *)give(room, n_replica);
  economy->is_met = (uint8_t *)give(room, n_replica);
  const int64_t n_seat = economy->n_part * n_replica;
  economy->part_least = give(room, n_seat * economy->n_column);
  economy->part_least_half =
      economy->spec.criticality ? give(room, n_seat * economy->n_column) : NULL;
  economy->part_scratch = give(room, n_seat * economy->spec.n_region * SCRATCH);
  economy->part_worst = give(room, n_seat * CP_N_WORST);
}

static void lay_out(cp_economy *economy, const cp_economy_spec *spec, int32_t n_part,
                    cp_room *room) {
  *economy = (cp_economy){.spec = *spec, .n_part = n_part};
  economy->n_industry = spec->n_region * spec->n_sector;
  economy->n_consumer = spec->n_region * spec->n_category;
  economy->n_tile = (economy->n_industry + CP_TILE - 1) / CP_TILE;
  economy->n_column = economy->n_tile * CP_TILE;
  give_table(economy, room);
  give_state(economy, room);
}

static bool makes_sense(const cp_economy_spec *spec, int32_t n_part) {
  return spec->n_region > 0 && spec->n_sector > 0 && spec->n_category > 0 && spec->n_replica > 0 &&
         spec->n_replica <= CP_ECONOMY_REPLICAS && n_part > 0 && n_part <= CP_ECONOMY_PARTS &&
         (int64_t)spec->n_region * spec->n_sector <= CP_ECONOMY_INDUSTRIES &&
         (int64_t)spec->n_region * spec->n_category <= CP_ECONOMY_INDUSTRIES &&
         spec->step_days > 0 && spec->year_days > 0;
}

size_t cp_economy_bytes(const cp_economy_spec *spec, int32_t n_part) {
  if (!makes_sense(spec, n_part)) return 0;
  cp_economy economy;
  cp_room room = cp_room_begin(NULL);
  lay_out(&economy, spec, n_part, &room);
  return room.used + CP_ROOM_LINE;
}

// (7): a stock of a step or less becomes one of two steps.
static double steps_of(double days, int32_t step_days) {
  const double steps = days / (double)step_days;
  return steps <= 1.0 ? 2.0 : steps;
}

static void set_products(cp_economy *economy) {
  const cp_economy_spec *spec = &economy->spec;
  for (int32_t sector = 0; sector < spec->n_sector; sector++) {
    const double steps = steps_of(spec->stock_days[sector], spec->step_days);
    economy->stock_steps[sector] = steps;
    economy->restore[sector] = (double)spec->step_days / spec->restore_days[sector];  // (8)
    economy->hold[sector] = spec->rule == CP_INPUT_ARIO ? spec->psi * steps : 1.0;
    if (steps > CP_ENDLESS) economy->hold[sector] = 0.0;
  }
  const int64_t n_pair = (int64_t)spec->n_sector * spec->n_sector;
  for (int64_t pair = 0; economy->critical && pair < n_pair; pair++) {
    economy->critical[pair] = spec->criticality[pair];
  }
}

void cp_economy_begin(cp_economy *economy, const cp_economy_spec *spec, int32_t n_part,
                      void *memory) {
  CP_ASSERT(makes_sense(spec, n_part));
  cp_room room = cp_room_begin(memory);
  lay_out(economy, spec, n_part, &room);
  for (size_t byte = 0; byte < room.used; byte += sizeof(double)) {
    *(double *)(room.at + byte) = 0.0;
  }
  economy->level = cp_economy_level_here();
  economy->phi = (double)spec->step_days / (double)spec->year_days;
  set_products(economy);
  economy->spec.stock_days = economy->spec.restore_days = economy->spec.criticality = NULL;
}

// (4), (5): what one supplier delivers to each user, per step; `added` collects what users pay until all rows are there.
void cp_economy_take_row(cp_economy *economy, int32_t industry, const double *z, const double *y,
                         double x) {
  const int32_t n_region = economy->spec.n_region, n_sector = economy->spec.n_sector;
  const int32_t region = industry / n_sector, product = industry % n_sector;
  double *cells = economy->z + (int64_t)product * economy->n_column * n_region;
  for (int32_t user = 0; user < economy->n_industry; user++) {
    const int64_t tile = user / CP_TILE, column = user % CP_TILE;
    cells[(tile * n_region + region) * CP_TILE + column] = economy->phi * z[user];
    economy->added[user] += z[user];
  }
  double *final = economy->final + (int64_t)industry * economy->n_consumer;
  double wanted = 0.0;
  for (int32_t consumer = 0; consumer < economy->n_consumer; consumer++) {
    final[consumer] = economy->phi * y[consumer];
    wanted += final[consumer];
  }
  economy->wanted[industry] = wanted;
  economy->output[industry] = x;
}

// (2): a = sum over regions of Z / x.
static void set_coefficients(cp_economy *economy, int32_t product) {
  const int32_t n_region = economy->spec.n_region;
  double *a = economy->a + (int64_t)product * economy->n_column;
  for (int32_t user = 0; user < economy->n_industry; user++) {
    const int64_t tile = (int64_t)product * economy->n_tile + user / CP_TILE;
    const double *cell = economy->z + tile * n_region * CP_TILE + user % CP_TILE;
    double sum = 0.0;
    for (int32_t region = 0; region < n_region; region++) sum += cell[region * CP_TILE];
    a[user] = economy->output[user] > 0.0 ? sum / economy->output[user] : 0.0;
  }
}

void cp_economy_finish(cp_economy *economy) {
  for (int32_t industry = 0; industry < economy->n_industry; industry++) {
    const double added = economy->output[industry] - economy->added[industry];
    economy->added[industry] = added > 0.0 ? added : 0.0;  // (5)
    economy->output[industry] *= economy->phi;             // (4)
  }
  for (int32_t product = 0; product < economy->spec.n_sector; product++) {
    set_coefficients(economy, product);
  }
  cp_economy_reset(economy);
}

static void reset_industries(cp_economy *economy, int32_t replica) {
  const int64_t base = (int64_t)replica * economy->n_column;
  for (int32_t column = 0; column < economy->n_column; column++) {
    const int64_t at = base + column;
    economy->loss[at] = economy->extra[at] = economy->extra_left[at] = 0.0;
    economy->made[at] = economy->output[column];
    economy->alpha[at] = economy->spec.alpha_base;
    economy->weight[at] = economy->next_weight[at] = 1.0;
    economy->orders[at] = 0.0;
    economy->least[at] = economy->least_half[at] = CP_ENDLESS;
  }
}

// (9) stocks at their aim, (12) orders as in the table, and what the stocks allow on the first day.
static void reset_tile(cp_economy *economy, int32_t replica, int32_t product, int32_t tile) {
  const int64_t first = (int64_t)tile * CP_TILE;
  const int64_t by_industry = (int64_t)replica * economy->n_column + first;
  const double *a = economy->a + (int64_t)product * economy->n_column + first;
  const double *output = economy->output + first;
  const double steps = economy->stock_steps[product];
  double *stock = cp_economy_cells(economy, 0, replica, product, tile);
  for (int32_t column = 0; column < CP_TILE; column++) {
    stock[column] = steps > CP_ENDLESS ? 0.0 : output[column] * a[column] * steps;
    stock[CP_TILE + column] = 1.0;
  }
  if (economy->hold[product] > 0.0) {
    cp_limit_any(economy, product, (int32_t)first, stock, economy->least + by_industry,
                 economy->least_half + by_industry);
  }
}

static void reset_orders(cp_economy *economy, int32_t replica, int32_t industry) {
  const int32_t n_region = economy->spec.n_region, n_sector = economy->spec.n_sector;
  const int32_t region = industry / n_sector, product = industry % n_sector;
  const double *cells = economy->z + (int64_t)product * economy->n_column * n_region;
  double sum = 0.0;
  for (int32_t tile = 0; tile < economy->n_tile; tile++) {
    const double *row = cells + ((int64_t)tile * n_region + region) * CP_TILE;
    for (int32_t column = 0; column < CP_TILE; column++) sum += row[column];
  }
  economy->orders[(int64_t)replica * economy->n_column + industry] = sum;
}

void cp_economy_reset(cp_economy *economy) {
  economy->day = 0;
  economy->now = 0;
  economy->n_redo = 0;
  for (int32_t replica = 0; replica < economy->spec.n_replica; replica++) {
    reset_industries(economy, replica);
    for (int32_t product = 0; product < economy->spec.n_sector; product++) {
      for (int32_t tile = 0; tile < economy->n_tile; tile++) {
        reset_tile(economy, replica, product, tile);
      }
    }
    for (int32_t industry = 0; industry < economy->n_industry; industry++) {
      reset_orders(economy, replica, industry);
    }
    economy->is_still[replica] = economy->is_met[replica] = 1;
  }
}

void cp_economy_build(cp_economy *economy, const cp_economy_spec *spec, const cp_io_table *table,
                      int32_t n_part, void *memory) {
  cp_economy_begin(economy, spec, n_part, memory);
  for (int32_t industry = 0; industry < economy->n_industry; industry++) {
    cp_economy_take_row(economy, industry, table->z + (int64_t)industry * economy->n_industry,
                        table->y + (int64_t)industry * economy->n_consumer, table->x[industry]);
  }
  cp_economy_finish(economy);
}
