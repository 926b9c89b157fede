// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The plain engine's plans and making: what a group of an input gives, what parts allow, weeks in shifts, orders from the shelf, and what making
// uses up (docs/model.md, plan and make).
#include "harness/plain_parts.h"

static const double no_bound = 0x1p52;

// --- what a group gives --------------------------------------------------------------------------

double plain_need(const plain *world, int32_t input) {
  const cp_model *model = world->model;
  double need = world->draw->input_need[input];
  EACH_ALTERNATIVE_OF(input) {
    if (kind_of(model, alternative) == CP_THRIFT)
      need *= 1.0 - world->alternative_share[alternative];
  }
  return need;
}

// [stock / need], with what arrives in so many more days.
static double units_in(const plain *world, int32_t input, double need, int32_t days) {
  const cp_model *model = world->model;
  double on_hand = world->stock[input];
  EACH_LANE_OF(input) {
    EACH(ahead, 1, days + 1) {
      if (ahead < model->n_flight) on_hand += *landing(world, world->today + ahead, lane);
    }
    // a free lane with a short lead brings what is ordered within those days
    const int32_t lead = 2 + model->lane_dispatch[lane] + cp_lane_dwell(model, lane) +
                         cp_lane_transit(model, world->draw, lane);
    if (days > lead && cp_lane_control(model, world->fast, lane) < 0)
      on_hand += floor(cp_lane_rate(model, world->draw, lane) * world->fill[lane] * (days - lead));
  }
  return need > 0.0 ? floor(on_hand / need) : no_bound;
}

static double yard_of(const plain *world, int32_t alternative) {
  const cp_model *model = world->model;
  const int32_t firm = model->input_firm[model->alternative_input[alternative]];
  const double days = world->draw->option_yard[model->alternative_option[alternative]];
  return larger(0.0, floor(days * world->draw->firm_rate[firm]) - world->parked[alternative]);
}

// Of `most` units, those that an alternative could serve.
static double units_by(const plain *world, int32_t alternative, double most, int32_t days) {
  const int32_t source = world->model->alternative_source[alternative];
  switch (kind_of(world->model, alternative)) {
    case CP_THRIFT:
      return 0.0;
    case CP_DROP:
      return most;
    case CP_PARK:
      return smaller(most, yard_of(world, alternative));
    default:
      return smaller(most, units_in(world, source, world->draw->input_need[source], days));
  }
}

static double group_gives(const plain *world, int32_t input, double full, int32_t days) {
  const cp_model *model = world->model;
  double units = units_in(world, input, plain_need(world, input), days);
  EACH_ALTERNATIVE_OF(input) {
    const double share = world->alternative_share[alternative];
    const double most = floor(share * full + world->alternative_carry[alternative]);
    if (share > 0.0) units += units_by(world, alternative, most, days);
  }
  return units;
}

static double units_with(const plain *world, int32_t input, double units) {
  const double variant = world->draw->input_variant[input];
  return variant < 1.0 ? floor(variant * units) : units;
}

// A whole day's plan of a final firm, which shares are of.
static double whole_day(const plain *world, int32_t firm) {
  const double usual =
      world->model->firm_is_final[firm] ? floor(world->week_plan[firm] / 7.0) : 0.0;
  return larger(world->plan[firm], usual);
}

// Of `units` those that lack an essential input when the whole plan is `full`; below 0 when none do.
static double lacking(const plain *world, int32_t input, double units, double full, int32_t days) {
  const double variant = world->draw->input_variant[input];
  const int is_needed = world->model->input_is_essential[input] &&
                        world->draw->input_need[input] > 0.0 && variant > 0.0;
  const double gives = group_gives(world, input, units_with(world, input, full), days);
  return is_needed ? units_with(world, input, units) - gives : 0.0;
}

static double parts_allow(const plain *world, int32_t firm, double units, double full,
                          int32_t days) {
  const cp_model *model = world->model;
  double allowed = units;
  EACH_GROUP_OF(firm) {
    const double lacks = lacking(world, input, units, full, days);
    const double lost = world->draw->input_share[input] < 1.0 ? 1.0 - world->draw->remix[0] : 1.0;
    if (lacks > 0.0) allowed = smaller(allowed, units - lacks * lost);
  }
  return floor(larger(0.0, allowed));
}

static void note_missing(plain *world, int32_t firm, double units, double full, int32_t days) {
  const cp_model *model = world->model;
  if (world->fast->control_first[0] < 0 || units <= 0.0) return;
  EACH_GROUP_OF(firm) {
    const double lacks = lacking(world, input, units, full, days);
    if (lacks > 0.0) world->missing_total[input] += floor(lacks * plain_need(world, input));
  }
}

// A maker to order: at most a day's normal output. A final firm, on Sundays: what is left of its plan.
static void note_day(plain *world, int32_t firm) {
  const cp_model *model = world->model;
  double units = world->plan[firm];
  if (model->firm_is_final[firm]) {
    if (cp_weekday(world->today) != 6) return;
    units = smaller(units, world->week_plan[firm] - world->week_made[firm]);
  } else {
    const double work = model->region_work[model->firm_region[firm]];
    units = smaller(units, floor(world->draw->firm_rate[firm] * work));
  }
  note_missing(world, firm, units, whole_day(world, firm), 0);
}

// --- plan ----------------------------------------------------------------------------------------

double plain_factor(const plain *world, int32_t firm) {
  const cp_model *model = world->model;
  return world->draw->need_factor[month_of(world) * model->n_region + model->firm_region[firm]];
}

static void plan_week(plain *world, int32_t firm, int32_t days) {
  const double usual = world->draw->firm_plan[firm] * plain_factor(world, firm) * days;
  const double plan = carry(usual, &world->plan_carry[firm]);
  const double wanted =
      plan + smaller(world->backlog[firm], floor(world->draw->overtime[0] * plan));
  double goal = parts_allow(world, firm, wanted, wanted, days - 1);
  if (goal < plan) note_missing(world, firm, plan, plan, days - 1);
  const double shifts = world->model->firm_shifts[firm];
  if (goal != plan && shifts > 0.0 && plan > 0.0)
    goal = floor(floor(goal * shifts / plan) * plan / shifts);
  world->week_plan[firm] = plan;
  world->week_goal[firm] = goal;
  world->week_made[firm] = 0.0;
  world->week_short[firm] = -1;
}

// What is ordered on a lane and may be served.
double plain_claim(const plain *world, int32_t lane) {
  const double turn = world->draw->surge[0] * world->model->lane_dispatch[lane];
  const double most =
      floor((world->draw->shelf_limit[0] + turn) * world->draw->lane_most[lane]) + 1.0;
  return smaller(world->order_open[lane], larger(0.0, most - world->waiting[lane]));
}

static double ceiling_of(const plain *world, int32_t firm) {
  const cp_model *model = world->model;
  const cp_draw *draw = world->draw;
  const int32_t opens = model->firm_opens[firm];
  if (!is_at_work(world, firm) || world->today < opens) return 0.0;
  double rate = draw->firm_capacity[firm];
  const double surge = draw->surge[0] * draw->need_level[month_of(world)];
  if (rate < 0.0) rate = draw->firm_rate[firm] * surge;
  const double open_days = world->today - opens + 1;
  if (opens >= 0 && open_days < draw->firm_ramp[firm]) rate *= open_days / draw->firm_ramp[firm];
  return rate * model->region_work[model->firm_region[firm]];
}

static void plan_to_order(plain *world, int32_t firm) {
  const cp_model *model = world->model;
  double claims = 0.0;
  EACH(lane, model->firm_lane[firm], model->firm_lane[firm + 1]) {
    if (!is_scrap(model, lane)) claims += plain_claim(world, lane);
  }
  const double most = carry(ceiling_of(world, firm), &world->plan_carry[firm]);
  world->plan[firm] = smaller(larger(0.0, claims - world->shelf[firm]), most);
}

void plain_plan(plain *world) {
  const int32_t days_left = 7 - cp_weekday(world->today);
  EACH(firm, 0, world->model->n_firm) {
    if (!world->model->firm_is_final[firm]) {
      plan_to_order(world, firm);
      continue;
    }
    if (days_left == 7 || days_gone(world) == 0) plan_week(world, firm, days_left);
    const double left = larger(0.0, world->week_goal[firm] - world->week_made[firm]);
    world->plan[firm] = floor(left / days_left);
  }
}

// --- make ----------------------------------------------------------------------------------------

static void use_up(plain *world, int32_t input, double quantity) {
  const double used = smaller(carry(quantity, &world->use_carry[input]), world->stock[input]);
  world->stock[input] -= used;
  world->used_total[input] += used;
}

static void note_use(plain *world, int32_t alternative, double units) {
  const cp_model *model = world->model;
  const cp_draw *draw = world->draw;
  const int32_t option = model->alternative_option[alternative];
  const int32_t input = model->alternative_input[alternative], firm = model->input_firm[input];
  const double price = larger(0.0, draw->good_price[model->input_good[input]]);
  const double each = draw->input_need[input] * price * draw->option_cost[option] +
                      draw->firm_value[firm] * draw->option_loss[option];
  if (world->alternative_first[alternative] < 0)
    world->alternative_first[alternative] = world->today;
  world->alternative_saved[alternative] += units;
  world->extra_cost[firm] += floor(units * each);
}

// One alternative serves a part of the units that are left.
static double serve_by(plain *world, int32_t alternative, double full, double left) {
  const cp_model *model = world->model;
  const int32_t source = model->alternative_source[alternative];
  const double share = world->alternative_share[alternative];
  if (share <= 0.0 || left <= 0.0) return 0.0;
  const double most = carry(share * full, &world->alternative_carry[alternative]);
  const double units = smaller(left, units_by(world, alternative, most, 0));
  if (units <= 0.0) return 0.0;
  if (source >= 0) use_up(world, source, units * world->draw->input_need[source]);
  if (kind_of(model, alternative) == CP_PARK) world->parked[alternative] += units;
  if (kind_of(model, alternative) == CP_DROP)
    world->left_out_total[model->alternative_input[alternative]] += units;
  note_use(world, alternative, units);
  return units;
}

// Other sources first, then the input itself, then units that go without. Returns what nobody served.
static double serve(plain *world, int32_t input, double asked, double full) {
  const cp_model *model = world->model;
  double left = asked;
  EACH_ALTERNATIVE_OF(input) {
    if (kind_of(model, alternative) <= CP_REDESIGN)
      left -= serve_by(world, alternative, full, left);
  }
  const double need = plain_need(world, input);
  const double own = smaller(left, units_in(world, input, need, 0));
  if (own > 0.0) use_up(world, input, own * need);
  EACH_ALTERNATIVE_OF(input) {
    const double share = world->alternative_share[alternative];
    if (kind_of(model, alternative) != CP_THRIFT || share <= 0.0) continue;
    const double saved = carry(share * own, &world->alternative_carry[alternative]);
    if (saved > 0.0) note_use(world, alternative, saved);
  }
  left -= own;
  EACH_ALTERNATIVE_OF(input) {
    if (kind_of(model, alternative) >= CP_DROP) left -= serve_by(world, alternative, full, left);
  }
  return left;
}

static void finish_parked(plain *world, int32_t input) {
  const cp_model *model = world->model;
  const double need = plain_need(world, input);
  EACH_ALTERNATIVE_OF(input) {
    const double units = smaller(world->parked[alternative], units_in(world, input, need, 0));
    if (units > 0.0) use_up(world, input, units * need);
    world->parked[alternative] -= units;
  }
}

static void use_inputs(plain *world, int32_t firm, double made, double full) {
  const cp_model *model = world->model;
  EACH_GROUP_OF(firm) {
    const double variant = world->draw->input_variant[input];
    const double asked = variant < 1.0 ? carry(variant * made, &world->share_carry[input]) : made;
    const double lacks =
        asked > 0.0 ? serve(world, input, asked, units_with(world, input, full)) : 0.0;
    if (!model->input_is_essential[input]) world->left_out_total[input] += lacks;
    finish_parked(world, input);
  }
}

void plain_make(plain *world, int32_t firm) {
  const cp_model *model = world->model;
  const double full = whole_day(world, firm);
  const double made = parts_allow(world, firm, world->plan[firm], full, 0);
  if (made < world->plan[firm]) note_day(world, firm);
  if (made > 0.0 || model->firm_is_final[firm]) use_inputs(world, firm, made, full);
  world->made[firm] = made;
  world->made_total[firm] += made;
  if (model->firm_is_final[firm]) {
    world->week_made[firm] += made;
    const double usual = world->week_plan[firm] / 7.0;
    if (made < 0.5 * usual && world->week_short[firm] < 0) world->week_short[firm] = world->today;
    return;
  }
  const double scrap = carry(world->draw->firm_scrap_rate[firm] * made, &world->scrap_carry[firm]);
  world->shelf[firm] += made;
  world->scrap_shelf[firm] += scrap;
  world->scrap_total[firm] += scrap;
}
