// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The day of docs/model.md in loops that a reader can follow with the page beside them: nothing is cached or skipped, days are counted from
// the start on without a wheel, goods at the port lie in one list. Here the start, arrivals, alternatives, the week and the outlook;
// plain_make.c and plain_trade.c have the rest.
#include "harness/plain_parts.h"

#include <stdlib.h>

// --- the start -----------------------------------------------------------------------------------

static void *take(int64_t count, size_t size) {
  void *room = calloc((size_t)count + 1, size);
  if (!room) abort();
  return room;
}

static void begin_lane(plain *world, int32_t lane) {
  const cp_model *model = world->model;
  const double rate = cp_lane_rate(model, world->draw, lane);
  const int32_t period = model->lane_dispatch[lane], supplier = model->lane_supplier[lane];
  const int32_t days = cp_lane_dwell(model, lane) + cp_lane_transit(model, world->draw, lane);
  int32_t turn = model->first_day[0] - 1;
  while ((turn + cp_lane_phase(model, lane)) % period != 0) turn--;
  world->last_dispatch[lane] = turn;
  world->next_turn[lane] = turn + period;
  for (; turn + days >= model->first_day[0]; turn -= period) {
    *landing(world, turn + days, lane) = floor(rate * period);
    world->under_way[lane] += floor(rate * period);
  }
  const int32_t buyer = model->input_firm[model->lane_input[lane]];
  int32_t days_to_order = 0;
  while (!plain_orders_on(world, buyer, model->first_day[0] + days_to_order)) days_to_order++;
  const double on_order = rate * (world->draw->input_lead[model->lane_input[lane]] + days_to_order);
  world->order_open[lane] = floor(larger(0.0, on_order - world->under_way[lane]));
  world->coming[model->lane_input[lane]] += world->order_open[lane] + world->under_way[lane];
  world->departed_total[lane] = world->under_way[lane];
  (is_scrap(model, lane) ? world->scrap_total : world->made_total)[supplier] +=
      world->under_way[lane];
  world->fill[lane] = 1.0;
}

static void begin_firm(plain *world, int32_t firm) {
  world->first_stop[firm] = world->week_short[firm] = -1;
  world->cover_short[firm] = world->cover_back[firm] = -1;
  if (world->model->firm_is_final[firm]) return;
  const double week = world->draw->firm_rate[firm] * 7.0;
  world->shelf[firm] = floor(week);
  world->scrap_shelf[firm] =
      floor(world->draw->firm_rate[firm] * world->draw->firm_scrap_rate[firm] * 7.0);
  world->made_total[firm] += world->shelf[firm];
  world->scrap_total[firm] += world->scrap_shelf[firm];
}

static void set_chances(plain *world, int32_t class) {
  const double approvals = world->record_approved[class] + 1.0;
  const double none_a_day = 1.0 - smaller(1.0, approvals / (world->record_waited[class] + 60.0));
  double none_a_week = 1.0, none = 1.0;
  EACH(day, 0, 7) none_a_week *= none_a_day;
  EACH(weeks, 0, CP_CHANCE_WEEKS) {
    world->chance[class * CP_CHANCE_WEEKS + weeks] = 1.0 - none;
    none *= none_a_week;
  }
}

void plain_begin(plain *world, const cp_model *model, const cp_draw *draw) {
  *world = (plain){.model = model, .draw = draw, .today = model->first_day[0] - 1};
#define ARRAY(type, name, count) world->name = take(count, sizeof(type));
  PLAIN_ARRAYS(ARRAY)
#undef ARRAY
#define ARRAY(type, name, where) world->name = take(model->n_lane, sizeof(type));
  PLAIN_LANES(ARRAY)
#undef ARRAY
#define ARRAY(type, name, where) world->name = take(model->n_measure + 1, sizeof(type));
  PLAIN_CAUSED(ARRAY)
#undef ARRAY
  world->landing = take((int64_t)(model->n_day + model->n_flight) * model->n_lane, sizeof(double));
  world->next_turn = take(model->n_lane, sizeof(int32_t));
  world->bound_since = take(model->n_lane, sizeof(int32_t));
  world->in_force = take(model->n_lane, sizeof(int32_t));
  world->waited = take(model->n_lane, sizeof(cp_waited));
  world->quota_since = take(model->n_measure, sizeof(int32_t));
  world->quota_period = take(model->n_measure, sizeof(int32_t));
  EACH(measure, 0, model->n_measure) {
    world->quota_since[measure] = world->account_first[measure] = -1;
  }
  EACH(lane, 0, model->n_lane) world->account[lane] = world->account_over[lane] = -1;
  EACH(place, 0, model->n_firm * CP_CAUSES) world->cause[place] = -1;
  world->licensed_before = take(model->n_lane, sizeof(double));
  world->given_before = take(model->n_lane, sizeof(double));
  world->forfeit_before = take(model->n_lane, sizeof(double));
  world->approved_before = take(model->n_class, sizeof(double));
  EACH(lane, 0, model->n_lane) begin_lane(world, lane);
  EACH(firm, 0, model->n_firm) begin_firm(world, firm);
  EACH(input, 0, model->n_input) {
    if (model->input_source[input] >= 0) continue;
    world->stock[input] = floor(draw->input_rate[input] * draw->input_cover[input]);
    world->expected[input] = world->stock[input] + world->coming[input];
  }
  EACH(alternative, 0, model->n_alternative) {
    world->alternative_since[alternative] = world->alternative_started[alternative] = -1;
    world->alternative_first[alternative] = -1;
  }
  EACH(class, 0, model->n_class) set_chances(world, class);
  EACH(good, 0, model->n_good) world->price_inside[good] = world->price_outside[good] = 1.0;
}

void plain_end(plain *world) {
#define ARRAY(type, name, count) free(world->name);
  PLAIN_ARRAYS(ARRAY)
  PLAIN_LANES(ARRAY)
  PLAIN_CAUSED(ARRAY)
#undef ARRAY
  free(world->landing);
  free(world->next_turn);
  free(world->in_force);
  free(world->licensed_before);
  free(world->given_before);
  free(world->forfeit_before);
  free(world->approved_before);
  EACH(at, 0, world->n_box) free(world->box[at].reserved);
  free(world->box);
  free(world->licence);
  free(world->bound_since);
  free(world->waited);
  free(world->quota_since);
  free(world->quota_period);
}

// --- arrive --------------------------------------------------------------------------------------

static void arrive(plain *world) {
  EACH(lane, 0, world->model->n_lane) {
    const double quantity = *landing(world, world->today, lane);
    world->stock[world->model->lane_input[lane]] += quantity;
    world->coming[world->model->lane_input[lane]] -= quantity;
    world->under_way[lane] -= quantity;
    world->arrived_total[world->model->lane_input[lane]] += quantity;
  }
}

// --- turn ----------------------------------------------------------------------------------------

static int is_started(const plain *world, int32_t alternative) {
  const cp_model *model = world->model;
  const cp_draw *draw = world->draw;
  const int32_t option = model->alternative_option[alternative];
  const int32_t input = model->alternative_input[alternative];
  if (world->today < model->option_known[option]) return 0;
  double days = draw->option_below[option];
  if (days < 0.0) days = draw->qualify_below[0];
  if (model->option_kind[option] < CP_DROP) days = larger(days, draw->qualify_days[option]);
  days = smaller(days, 0.75 * (draw->input_cover[input] + draw->input_lead[input]));
  const double *has = model->option_kind[option] >= CP_DROP ? world->stock : world->expected;
  return has[input] < draw->input_rate[input] * days;
}

static void turn(plain *world, int32_t alternative) {
  const cp_draw *draw = world->draw;
  const int32_t option = world->model->alternative_option[alternative];
  int32_t *stage = world->alternative_state + alternative;
  int32_t *since = world->alternative_since + alternative;
  if (*stage == CP_ALTERNATIVE_IDLE && is_started(world, alternative)) {
    *stage = CP_ALTERNATIVE_QUALIFYING;
    *since = world->alternative_started[alternative] = world->today;
  }
  if (*stage == CP_ALTERNATIVE_QUALIFYING && world->today - *since >= draw->qualify_days[option]) {
    *stage = CP_ALTERNATIVE_OPEN;
    *since = world->today;
  }
  if (*stage != CP_ALTERNATIVE_OPEN) return;
  const double part = (world->today - *since + 1) / larger(1.0, draw->option_ramp[option]);
  world->alternative_share[alternative] = draw->option_share[option] * smaller(1.0, part);
}

// --- week, outlook -------------------------------------------------------------------------------

static void judge_week(plain *world, int32_t firm) {
  const double plan = world->week_plan[firm], made = world->week_made[firm];
  const int slips = world->model->firm_slips[firm];
  world->weeks[firm] += 1.0;
  if (!slips) {
    world->is_down[firm] = made / plan < 0.5;
    world->week_loss[firm] = made / plan < 0.95 ? 1.0 - made / plan : 0.0;
    world->weeks_lost[firm] += world->week_loss[firm];
    const int32_t control = world->fast->control_first[0], day = world->week_short[firm];
    if (world->is_down[firm] && world->first_stop[firm] < 0 && control >= 0 && day >= control)
      world->first_stop[firm] = day;
  }
  if (made < plan) {
    world->lost_total[firm] += plan - made;
    plain_lose(world, firm, plan - made);
    world->backlog[firm] +=
        carry((plan - made) * (slips ? 1.0 : world->draw->kept[0]), &world->kept_carry[firm]);
    world->most_backlog[firm] = larger(world->most_backlog[firm], world->backlog[firm]);
  } else {
    const double recovered = smaller(made - plan, world->backlog[firm]);
    world->backlog[firm] -= recovered;
    world->recovered_total[firm] += recovered;
    plain_recover(world, firm, recovered);
  }
}

static void judge_cover(plain *world, int32_t firm) {
  const cp_model *model = world->model;
  double least = 1.0;
  if (world->fast->control_first[0] < 0) return;
  EACH_GROUP_OF(firm) {
    const double target = world->draw->input_rate[input] * world->draw->input_cover[input];
    if (model->input_is_essential[input] && target > 0.0)
      least = smaller(least, world->stock[input] / target);
  }
  if (least < 0.5) {
    if (world->cover_short[firm] < 0) world->cover_short[firm] = world->today;
    world->cover_back[firm] = -1;
  }
  if (least >= 0.9 && world->cover_short[firm] >= 0 && world->cover_back[firm] < 0)
    world->cover_back[firm] = world->today;
}

static void look_at_desk(plain *world, int32_t class) {
  const double kept = 1.0 - 7.0 / world->draw->record_memory[0];
  const double approved = world->fast->approved[class] - world->approved_before[class];
  world->approved_before[class] = world->fast->approved[class];
  world->record_approved[class] = world->record_approved[class] * kept + larger(0.0, approved);
  world->record_waited[class] = world->record_waited[class] * kept + 7.0 * world->fast->live[class];
  set_chances(world, class);
}

// One side of a good's market.
static void look_at_market(plain *world, int32_t good, int is_home, double *price) {
  const cp_model *model = world->model;
  const cp_draw *draw = world->draw;
  double expected = 0.0, wanted = 0.0;
  EACH(input, 0, model->n_input) {
    const int32_t region = model->firm_region[model->input_firm[input]];
    if (model->input_source[input] >= 0 || model->input_good[input] != good) continue;
    if ((region == model->home_region[0]) != is_home) continue;
    expected += world->expected[input];
    wanted += draw->input_rate[input] * (draw->input_cover[input] + draw->input_lead[input]);
  }
  if (wanted <= 0.0 || draw->price_power[0] == 0.0) return;
  const double cell = smaller(CP_PRICE_CELLS - 1, floor(CP_PRICE_STEP * expected / wanted));
  const double aim = draw->price_table[(int32_t)cell];
  price[good] += (aim - price[good]) * smaller(1.0, 7.0 / draw->price_over[0]);
}

static void sunday(plain *world) {
  EACH(firm, 0, world->model->n_firm) {
    if (!world->model->firm_is_final[firm] || world->week_plan[firm] <= 0.0) continue;
    judge_week(world, firm);
    judge_cover(world, firm);
  }
  EACH(class, 0, world->model->n_class) look_at_desk(world, class);
  EACH(good, 0, world->model->n_good) {
    look_at_market(world, good, 1, world->price_inside);
    look_at_market(world, good, 0, world->price_outside);
  }
}

// --- the day -------------------------------------------------------------------------------------

void plain_day(plain *world, const cp_state *fast) {
  const cp_model *model = world->model;
  world->fast = fast;
  world->today = fast->day[0];
  plain_account(world);
  plain_expire(world);
  arrive(world);
  EACH(alternative, 0, model->n_alternative) {
    if (world->draw->may_turn[0] != 0.0) turn(world, alternative);
  }
  plain_plan(world);
  plain_order(world);
  EACH(firm, 0, model->n_firm) plain_make(world, firm);
  EACH(firm, 0, model->n_firm) plain_offer(world, firm);
  plain_ship(world);
  plain_balance_sales(world);
  if (cp_weekday(world->today) == 6) sunday(world);
  plain_own(world);
}

const char *plain_differs(const plain *world, const cp_state *fast, int32_t *at, double *own,
                          double *other) {
  const cp_model *model = world->model;
#define ARRAY(type, name, count)                             \
  EACH(number, 0, count) {                                   \
    if (world->name[number] == fast->name[number]) continue; \
    *at = number;                                            \
    *own = (double)world->name[number];                      \
    *other = (double)fast->name[number];                     \
    return #name;                                            \
  }
  PLAIN_ARRAYS(ARRAY)
#undef ARRAY
#define ARRAY(type, name, where)      \
  EACH(lane, 0, model->n_lane) {      \
    *at = lane;                       \
    *own = (double)world->name[lane]; \
    *other = (double)(where);         \
    if (*own != *other) return #name; \
  }
  PLAIN_LANES(ARRAY)
#undef ARRAY
#define ARRAY(type, name, where)       \
  EACH(row, 0, model->n_measure + 1) { \
    *at = row;                         \
    *own = (double)world->name[row];   \
    *other = (double)(where);          \
    if (*own != *other) return #name;  \
  }
  PLAIN_CAUSED(ARRAY)
#undef ARRAY
  return NULL;
}
