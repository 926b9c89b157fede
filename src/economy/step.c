// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A step: overproduction, production and rationing by industry (B to D), then the pass over the table with the two switches (D and F).

#include "economy/economy.h"
#include "economy/sweep_close.h"

static cp_status complain(cp_economy *economy, int32_t replica, int32_t industry, int32_t sector,
                          const char *what) {
  economy->fault = (cp_economy_fault){replica, industry, sector, what};
  return CP_BAD_INPUT;
}

// (14)-(16): who is asked for more than he makes produces more, slowly.
static double overproduction(const cp_economy_spec *spec, double alpha, double demand,
                             double made) {
  const double z = demand != 0.0 ? (demand - made) / demand : 0.0;
  const double speed = (double)spec->step_days / spec->alpha_tau_days;
  const double back = z == 0.0 ? (spec->alpha_base - alpha) * speed : 0.0;
  const double next = alpha + ((spec->alpha_max - alpha) * z * speed + back);
  return next > 1.0 ? next : 1.0;
}

// (18), (21): what is asked for, what can be made, and what the inputs allow.
static double made_of(double possible, double least, double least_half) {
  double made = possible;
  // an input of criticality 0.5 holds back half of what is missing
  const double half = 0.5 * possible + 0.5 * least_half;
  if (least < made) made = least;
  if (least_half < possible && half < made) made = half;
  return made;
}

static cp_status produce_one(cp_economy *economy, int32_t replica) {
  const int64_t base = (int64_t)replica * economy->n_column;
  for (int32_t industry = 0; industry < economy->n_industry; industry++) {
    const int64_t at = base + industry;
    const double demand =
        economy->orders[at] + economy->wanted[industry] + economy->extra[at];  // (13)
    if (economy->day > 1) {
      economy->alpha[at] =
          overproduction(&economy->spec, economy->alpha[at], demand, economy->made[at]);
    }
    const double capacity =
        economy->output[industry] * (1.0 - economy->loss[at]) * economy->alpha[at];  // (17)
    if (!(capacity >= 0.0)) {
      return complain(economy, replica, industry, -1, "a capacity below zero");
    }
    const double possible = demand < capacity ? demand : capacity;
    const double made = made_of(possible, economy->least[at], economy->least_half[at]);
    if (!(made >= 0.0)) return complain(economy, replica, industry, -1, "an output below zero");
    economy->demand[at] = demand;
    economy->capacity[at] = capacity;
    economy->possible[at] = possible;
    economy->made[at] = made;
    economy->served[at] = demand != 0.0 ? made / demand : 0.0;  // (22)
  }
  return CP_OK;
}

cp_status cp_economy_produce(cp_economy *economy) {
  for (int32_t replica = 0; replica < economy->spec.n_replica; replica++) {
    CP_TRY(produce_one(economy, replica));
  }
  return CP_OK;
}

// (26) what is aimed at, and (27) the weights of the orders to come.
static void prepare(cp_economy *economy, int32_t replica) {
  const int64_t base = (int64_t)replica * economy->n_column;
  for (int32_t industry = 0; industry < economy->n_industry; industry++) {
    const int64_t at = base + industry;
    const double demand = economy->orders[at] + economy->wanted[industry] + economy->extra_left[at];
    const double capacity = economy->capacity[at], output = economy->output[industry];
    economy->aim[at] = demand < capacity ? demand : capacity;
    const int32_t column = industry % CP_TILE;
    double *plan =
        economy->plan +
        ((int64_t)(industry / CP_TILE) * economy->spec.n_replica + replica) * (2 * CP_TILE);
    plan[column] = economy->made[at];
    plan[CP_TILE + column] = economy->aim[at];
    const bool is_weighted = economy->spec.order == CP_ORDER_ALT && output > 0.0;
    economy->next_weight[at] = is_weighted ? capacity / output : 1.0;
  }
}

static void clear_parts(cp_economy *economy) {
  const int64_t n_seat = (int64_t)economy->n_part * economy->spec.n_replica;
  for (int64_t at = 0; at < n_seat * economy->n_column; at++) {
    economy->part_least[at] = CP_ENDLESS;
    if (economy->part_least_half) economy->part_least_half[at] = CP_ENDLESS;
  }
  for (int64_t seat = 0; seat < n_seat; seat++) {
    double *worst = economy->part_worst + seat * CP_N_WORST;
    worst[CP_WORST_STILL] = worst[CP_WORST_MET] = -1.0;
    worst[CP_LOWEST_STOCK] = 0.0;
  }
}

static void work_part(void *job, int32_t part) {
  cp_sweep *sweep = job;
  if (sweep->economy->level == CP_LEVEL_AVX2) {
    cp_sweep_avx2(sweep, part);
  } else {
    cp_sweep_base(sweep, part);
  }
}

static void run_sweep(cp_economy *economy, const int32_t *active, int32_t n_active,
                      const cp_hands *hands) {
  cp_sweep sweep = {.economy = economy, .active = active, .n_active = n_active};
  clear_parts(economy);
  if (hands && hands->n_part > 1) {
    hands->run(hands->context, work_part, &sweep);
  } else {
    work_part(&sweep, 0);
  }
}

static double worst_of(const cp_economy *economy, int32_t replica, int32_t which) {
  double worst = -1.0;
  for (int32_t part = 0; part < economy->n_part; part++) {
    const int64_t seat = (int64_t)part * economy->spec.n_replica + replica;
    const double here = economy->part_worst[seat * CP_N_WORST + which];
    if (here > worst) worst = here;
  }
  return worst;
}

// Did the pass assume of this replica what turned out? (24) comes first: stocks that move otherwise change what (26) looks at.
static bool was_right(cp_economy *economy, int32_t replica) {
  const uint8_t is_still = worst_of(economy, replica, CP_WORST_STILL) <= 0.0;
  const uint8_t is_met = worst_of(economy, replica, CP_WORST_MET) <= 0.0;
  const bool is_right =
      is_still == economy->is_still[replica] && is_met == economy->is_met[replica];
  economy->is_still[replica] = is_still;
  economy->is_met[replica] = is_met;
  return is_right;
}

static void keep_lesser(double *kept, double value) {
  if (value < *kept) *kept = value;
}

static void merge_least(cp_economy *economy, int32_t replica) {
  double *least = economy->least + (int64_t)replica * economy->n_column;
  double *least_half = economy->least_half + (int64_t)replica * economy->n_column;
  for (int32_t column = 0; column < economy->n_column; column++) {
    least[column] = least_half[column] = CP_ENDLESS;
  }
  for (int32_t part = 0; part < economy->n_part; part++) {
    for (int32_t column = 0; column < economy->n_column; column++) {
      const int64_t tile = (int64_t)part * economy->n_tile + column / CP_TILE;
      const int64_t at = (tile * economy->spec.n_replica + replica) * CP_TILE + column % CP_TILE;
      keep_lesser(&least[column], economy->part_least[at]);
      if (economy->part_least_half) keep_lesser(&least_half[column], economy->part_least_half[at]);
    }
  }
}

// Some stock is below zero: which?
static cp_status find_negative(cp_economy *economy, int32_t replica) {
  for (int32_t product = 0; product < economy->spec.n_sector; product++) {
    for (int32_t user = 0; user < economy->n_industry; user++) {
      const double *stock =
          cp_economy_cells(economy, !economy->now, replica, product, user / CP_TILE);
      if (stock[user % CP_TILE] < 0.0) {
        return complain(economy, replica, user, product, "a stock that ran below zero");
      }
    }
  }
  return CP_OK;
}

static cp_status check_stocks(cp_economy *economy, int32_t replica) {
  for (int32_t part = 0; part < economy->n_part; part++) {
    const int64_t seat = (int64_t)part * economy->spec.n_replica + replica;
    if (economy->part_worst[seat * CP_N_WORST + CP_LOWEST_STOCK] < 0.0) {
      return find_negative(economy, replica);
    }
  }
  return CP_OK;
}

static void turn(cp_economy *economy) {
  double *weight = economy->weight;
  economy->weight = economy->next_weight;
  economy->next_weight = weight;
  economy->now = !economy->now;
  economy->day += economy->spec.step_days;
}

cp_status cp_economy_order(cp_economy *economy, const cp_hands *hands) {
  int32_t active[CP_ECONOMY_REPLICAS], n_active = economy->spec.n_replica;
  for (int32_t replica = 0; replica < n_active; replica++) {
    prepare(economy, replica);
    active[replica] = replica;
  }
  // a wrong guess about (24), then one about (26): three passes at most
  while (n_active > 0) {
    run_sweep(economy, active, n_active, hands);
    int32_t n_again = 0;
    for (int32_t at = 0; at < n_active; at++) {
      const int32_t replica = active[at];
      if (!was_right(economy, replica)) {
        active[n_again++] = replica;
        continue;
      }
      merge_least(economy, replica);
      CP_TRY(check_stocks(economy, replica));
    }
    economy->n_redo += n_again;
    n_active = n_again;
  }
  turn(economy);
  return CP_OK;
}
