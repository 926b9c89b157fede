// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What controls cost (docs/model.md, "What a control costs"), worked out anew every day from what is in force: the account of each lane, how far
// sales are behind, and the cause of each unit that a final firm loses.
#include "harness/plain_parts.h"

// --- sales ---------------------------------------------------------------------------------------

static int is_control(const cp_model *model, int32_t measure) {
  const int32_t kind = model->measure_kind[measure];
  return kind == CP_LICENCE_REQUIREMENT || kind == CP_BAN || kind == CP_QUOTA;
}

static int is_in_force(const plain *world, int32_t measure) {
  return is_control(world->model, measure) &&
         world->fast->measure_state[measure] == CP_MEASURE_IN_FORCE;
}

// Of two that came on one day the smaller number counts.
static int came_before(const plain *world, int32_t one, int32_t other) {
  return world->account_first[one] < world->account_first[other] ||
         (world->account_first[one] == world->account_first[other] && one < other);
}

void plain_account(plain *world) {
  const cp_model *model = world->model;
  EACH(measure, 0, model->n_measure) {
    if (world->account_first[measure] < 0 && is_in_force(world, measure))
      world->account_first[measure] = world->today;
  }
  EACH(lane, 0, model->n_lane) world->in_force[lane] = -1;
  EACH(measure, 0, model->n_measure) {
    if (!is_in_force(world, measure)) continue;
    EACH(at, model->measure_lane_first[measure], model->measure_lane_first[measure + 1]) {
      int32_t *found = world->in_force + model->measure_lane[at];
      if (*found < 0 || came_before(world, measure, *found)) *found = measure;
    }
  }
  EACH(lane, 0, model->n_lane) {
    if (world->in_force[lane] >= 0) {
      world->account[lane] = world->in_force[lane];
      world->account_over[lane] = -1;
    } else if (world->account[lane] >= 0 && world->account_over[lane] < 0) {
      world->account_over[lane] = world->today;
    }
  }
}

static double price(const plain *world, int32_t lane) {
  return larger(0.0, world->draw->good_price[cp_lane_good(world->model, lane)]);
}

void plain_sell(plain *world, int32_t lane, double quantity) {
  const int32_t account = world->account[lane];
  if (account >= 0) world->sales_behind[account] -= floor(quantity * price(world, lane) + 0.5);
}

// All lanes at their normal flow times what their buyers need this month.
static double normal_sales(const plain *world, int32_t measure) {
  const cp_model *model = world->model;
  const cp_draw *draw = world->draw;
  double sum = 0.0;
  EACH(lane, 0, model->n_lane) {
    const int32_t buyer = model->input_firm[model->lane_input[lane]];
    const int32_t month = month_of(world);
    if (world->account[lane] != measure) continue;
    sum += cp_lane_rate(model, draw, lane) * price(world, lane) *
           (model->firm_is_final[buyer]
                ? draw->need_factor[month * model->n_region + model->firm_region[buyer]]
                : draw->need_level[month]);
  }
  return sum;
}

void plain_balance_sales(plain *world) {
  EACH(measure, 0, world->model->n_measure) {
    if (world->account_first[measure] < 0) continue;
    double *behind = world->sales_behind + measure;
    *behind += carry(normal_sales(world, measure), &world->sales_carry[measure]);
    if (is_in_force(world, measure))
      world->sales_lost[measure] = larger(world->sales_lost[measure], *behind);
  }
}

// --- causes --------------------------------------------------------------------------------------

static int32_t scarcest(const plain *world, int32_t firm) {
  const cp_model *model = world->model;
  int32_t found = -1;
  double fewest = 0.0;
  EACH_GROUP_OF(firm) {
    const double rate = world->draw->input_rate[input];
    if (!model->input_is_essential[input] || rate <= 0.0) continue;
    if (found >= 0 && world->stock[input] / rate >= fewest) continue;
    found = input;
    fewest = world->stock[input] / rate;
  }
  return found;
}

static int32_t cause_at(const plain *world, int32_t input) {
  const cp_model *model = world->model;
  const cp_draw *draw = world->draw;
  int32_t found = -1;
  EACH_LANE_OF(input) {
    const int32_t account = world->account[lane], over = world->account_over[lane];
    if (account < 0) continue;
    if (over >= 0 && world->today - over >= draw->input_lead[input] + plain_period(world)) continue;
    if (found < 0 || came_before(world, account, found)) found = account;
  }
  return found;
}

static int32_t cause_of(const plain *world, int32_t firm) {
  const cp_model *model = world->model;
  int32_t input = scarcest(world, firm);
  EACH(step, 0, 8) {
    if (input < 0 || cause_at(world, input) >= 0) break;
    int32_t supplier = -1;
    double most = 0.0;
    EACH_LANE_OF(input) {
      if (model->place_share[place] <= most) continue;
      most = model->place_share[place];
      supplier = model->lane_supplier[lane];
    }
    if (supplier < 0 || model->firm_is_final[supplier]) return -1;
    input = scarcest(world, supplier);
    if (input >= 0 && world->stock[input] >=
                          0.5 * world->draw->input_rate[input] * world->draw->input_cover[input])
      return -1;
  }
  return input < 0 ? -1 : cause_at(world, input);
}

static double value(const plain *world, int32_t firm, double units) {
  return floor(units * world->draw->firm_value[firm] + 0.5);
}

// Row n_measure is what no measure caused.
void plain_lose(plain *world, int32_t firm, double units) {
  const int32_t cause = cause_of(world, firm);
  int32_t row = world->model->n_measure;
  EACH(place, firm * CP_CAUSES, (firm + 1) * CP_CAUSES) {
    if (cause < 0 || (world->cause[place] >= 0 && world->cause[place] != cause)) continue;
    world->cause[place] = row = cause;
    world->cause_owed[place] += units;
    break;
  }
  world->caused_units[row] += units;
  world->caused_value[row] += value(world, firm, units);
}

void plain_recover(plain *world, int32_t firm, double units) {
  EACH(place, firm * CP_CAUSES, (firm + 1) * CP_CAUSES + 1) {
    const int is_rest = place == (firm + 1) * CP_CAUSES;
    const double back = is_rest ? units : smaller(units, world->cause_owed[place]);
    if (back <= 0.0) continue;
    const int32_t row = is_rest ? world->model->n_measure : world->cause[place];
    units -= back;
    world->caused_units_back[row] += back;
    world->caused_value_back[row] += value(world, firm, back);
    if (is_rest) break;
    world->cause_owed[place] -= back;
    if (world->cause_owed[place] == 0.0) world->cause[place] = -1;
  }
}
