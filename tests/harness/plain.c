// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The day of docs/model.md in loops that a reader can follow with the page beside them: nothing is cached or skipped, days are counted from
// the start on without a wheel, goods at the port lie in one list. Phases stand in the order of the page.
#include "harness/plain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "model/purpose.h"
#include "model/today.h"
#include "num/philox.h"

#define EACH(thing, first, end) for (int32_t thing = (first); thing < (end); thing++)
#define EACH_LANE_OF(input)                                                         \
  EACH(place, model->input_lane_first[input], model->input_lane_first[(input) + 1]) \
  EACH(lane, model->input_lane[place], model->input_lane[place] + 1)
#define EACH_GROUP_OF(firm)                                                            \
  for (int32_t input = model->firm_input[firm]; input < model->firm_input[(firm) + 1]; \
       input = model->input_end[input])
#define EACH_ALTERNATIVE_OF(input) \
  EACH(alternative, model->input_alternative[input], model->input_alternative[(input) + 1])

static const double no_bound = 0x1p52;

static double smaller(double a, double b) { return a < b ? a : b; }
static double larger(double a, double b) { return a > b ? a : b; }

// [x + c]: the whole part comes today, the fraction is kept.
static double carry(double amount, double *fraction) {
  const double due = amount + *fraction;
  *fraction = due - floor(due);
  return floor(due);
}

static int32_t kind_of(const cp_model *model, int32_t alternative) {
  return model->option_kind[model->alternative_option[alternative]];
}

static int32_t days_gone(const plain *world) { return world->today - world->model->first_day[0]; }

static int32_t month_of(const plain *world) { return world->model->month_of[days_gone(world)]; }

static int is_at_work(const plain *world, int32_t firm) {
  const cp_model *model = world->model;
  return cp_is_working(model, model->region_calendar[model->firm_region[firm]], world->today);
}

static int is_scrap(const cp_model *model, int32_t lane) {
  return model->lane_good[lane] != model->firm_good[model->lane_supplier[lane]];
}

static double *shelf_of(plain *world, int32_t firm, int scrap) {
  return (scrap ? world->scrap_shelf : world->shelf) + firm;
}

static double *landing(const plain *world, int32_t day, int32_t lane) {
  return world->landing + (int64_t)(day - world->model->first_day[0]) * world->model->n_lane + lane;
}

// --- the start -----------------------------------------------------------------------------------

static void *take(int64_t count, size_t size) {
  void *room = calloc((size_t)count + 1, size);
  if (!room) abort();
  return room;
}

static void begin_lane(plain *world, int32_t lane) {
  const cp_model *model = world->model;
  const double rate = world->draw->lane_rate[lane];
  const int32_t period = model->lane_dispatch[lane], supplier = model->lane_supplier[lane];
  EACH(ahead, 0, world->draw->transit_days[lane]) {
    if (ahead % period != model->lane_phase[lane]) continue;
    *landing(world, model->first_day[0] + ahead, lane) = floor(rate * period);
    world->under_way[lane] += floor(rate * period);
  }
  const double on_order = rate * world->draw->input_lead[model->lane_input[lane]];
  world->order_open[lane] = floor(larger(0.0, on_order - world->under_way[lane]));
  world->coming[model->lane_input[lane]] += world->order_open[lane] + world->under_way[lane];
  world->departed_total[lane] = world->under_way[lane];
  (is_scrap(model, lane) ? world->scrap_total : world->made_total)[supplier] +=
      world->under_way[lane];
  world->last_dispatch[lane] = model->first_day[0] - 1 - model->lane_phase[lane];
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
  world->landing = take((int64_t)(model->n_day + model->n_flight) * model->n_lane, sizeof(double));
  world->licensed_before = take(model->n_lane, sizeof(double));
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
#undef ARRAY
  free(world->landing);
  free(world->licensed_before);
  free(world->approved_before);
  free(world->box);
}

// --- arrive --------------------------------------------------------------------------------------

static void arrive(plain *world) {
  EACH(lane, 0, world->model->n_lane) {
    const double quantity = *landing(world, world->today, lane);
    world->stock[world->model->lane_input[lane]] += quantity;
    world->coming[world->model->lane_input[lane]] -= quantity;
    world->under_way[lane] -= quantity;
    world->arrived_total[lane] += quantity;
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

// --- what a group gives --------------------------------------------------------------------------

static double need_of(const plain *world, int32_t input) {
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

static double group_gives(const plain *world, int32_t input, double asked, int32_t days) {
  const cp_model *model = world->model;
  double units = units_in(world, input, need_of(world, input), days);
  EACH_ALTERNATIVE_OF(input) {
    const double share = world->alternative_share[alternative];
    const double most = floor(share * asked + world->alternative_carry[alternative]);
    if (share > 0.0) units += units_by(world, alternative, most, days);
  }
  return units;
}

// Of `units` those that lack an essential input; below 0 when none do.
static double lacking(const plain *world, int32_t input, double units, int32_t days) {
  const double variant = world->draw->input_variant[input];
  const int is_needed = world->model->input_is_essential[input] &&
                        world->draw->input_need[input] > 0.0 && variant > 0.0;
  const double asked = variant < 1.0 ? floor(variant * units) : units;
  return is_needed ? asked - group_gives(world, input, asked, days) : 0.0;
}

static double parts_allow(const plain *world, int32_t firm, double units, int32_t days) {
  const cp_model *model = world->model;
  double allowed = units;
  EACH_GROUP_OF(firm) {
    const double lacks = lacking(world, input, units, days);
    const double lost = world->draw->input_share[input] < 1.0 ? 1.0 - world->draw->remix[0] : 1.0;
    if (lacks > 0.0) allowed = smaller(allowed, units - lacks * lost);
  }
  return floor(larger(0.0, allowed));
}

static void note_missing(plain *world, int32_t firm, double units, int32_t days) {
  const cp_model *model = world->model;
  if (world->fast->control_first[0] < 0) return;
  EACH_GROUP_OF(firm) {
    const double lacks = lacking(world, input, units, days);
    if (lacks > 0.0) world->missing_total[input] += floor(lacks * need_of(world, input));
  }
}

// --- plan ----------------------------------------------------------------------------------------

static double need_factor(const plain *world, int32_t firm) {
  const cp_model *model = world->model;
  return world->draw->need_factor[month_of(world) * model->n_region + model->firm_region[firm]];
}

static void plan_week(plain *world, int32_t firm, int32_t days) {
  const double usual = world->draw->firm_plan[firm] * need_factor(world, firm) * days;
  const double plan = carry(usual, &world->plan_carry[firm]);
  const double wanted =
      plan + smaller(world->backlog[firm], floor(world->draw->overtime[0] * plan));
  double goal = parts_allow(world, firm, wanted, days - 1);
  if (goal < plan) note_missing(world, firm, plan, days - 1);
  const double shifts = world->model->firm_shifts[firm];
  if (goal != plan && shifts > 0.0 && plan > 0.0)
    goal = floor(floor(goal * shifts / plan) * plan / shifts);
  world->week_plan[firm] = plan;
  world->week_goal[firm] = goal;
  world->week_made[firm] = 0.0;
  world->week_short[firm] = -1;
}

// What is ordered on a lane and may be served.
static double claim_of(const plain *world, int32_t lane) {
  const double most = floor(world->draw->shelf_limit[0] * world->draw->lane_most[lane]) + 1.0;
  return smaller(world->order_open[lane], larger(0.0, most - world->waiting[lane]));
}

static double ceiling_of(const plain *world, int32_t firm) {
  const cp_model *model = world->model;
  const cp_draw *draw = world->draw;
  const int32_t opens = model->firm_opens[firm];
  if (!is_at_work(world, firm) || world->today < opens) return 0.0;
  double rate = draw->firm_capacity[firm];
  if (rate < 0.0) rate = draw->firm_rate[firm] * draw->surge[0];
  const double open_days = world->today - opens + 1;
  if (opens >= 0 && open_days < draw->firm_ramp[firm]) rate *= open_days / draw->firm_ramp[firm];
  return rate * model->region_work[model->firm_region[firm]];
}

static void plan_to_order(plain *world, int32_t firm) {
  const cp_model *model = world->model;
  double claims = 0.0;
  EACH(lane, model->firm_lane[firm], model->firm_lane[firm + 1]) {
    if (!is_scrap(model, lane)) claims += claim_of(world, lane);
  }
  const double most = carry(ceiling_of(world, firm), &world->plan_carry[firm]);
  world->plan[firm] = smaller(larger(0.0, claims - world->shelf[firm]), most);
}

static void plan(plain *world) {
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

// --- order ---------------------------------------------------------------------------------------

static void cancel(plain *world, int32_t lane) {
  const cp_model *model = world->model;
  const double usual = world->draw->lane_most[lane] * (model->lane_dispatch[lane] + 14);
  const double late = world->order_open[lane] + world->waiting[lane] - usual;
  if (late <= 0.0) return;
  const double cut = carry(late / world->draw->order_life[0], &world->cancel_carry[lane]);
  const double open = smaller(cut, world->order_open[lane]);
  world->order_open[lane] -= open;
  world->waiting[lane] -= cut - open;
  *shelf_of(world, model->lane_supplier[lane], is_scrap(model, lane)) += cut - open;
  world->coming[model->lane_input[lane]] -= cut;
}

static int is_bound(const plain *world, int32_t lane) {
  return world->fast->lane_control[lane] >= 0;
}

static double stuck_on(const plain *world, int32_t lane) {
  const double asked = world->order_open[lane] + world->waiting[lane];
  if (!is_bound(world, lane)) return world->held[lane];
  return larger(0.0, asked - world->licence_left[lane]);
}

// Chance that a licence on this lane comes while `days` days are left.
static double chance_on(const plain *world, int32_t lane, double days) {
  const int32_t class = world->fast->lane_class[lane];
  const int32_t measure = world->fast->lane_control[lane];
  if (class < 0 || world->model->measure_kind[measure] == CP_BAN) return 0.0;
  const double weeks = larger(0.0, smaller(floor(days / 7.0), CP_CHANCE_WEEKS - 1));
  return world->chance[class * CP_CHANCE_WEEKS + (int32_t)weeks];
}

static double doubtful_of(const plain *world, int32_t input) {
  const cp_model *model = world->model;
  const double rate = world->draw->input_rate[input];
  double stuck = 0.0, doubtful = 0.0;
  EACH_LANE_OF(input) stuck += stuck_on(world, lane);
  const double sure = world->stock[input] + world->coming[input] - stuck;
  EACH_LANE_OF(input) {
    if (!is_bound(world, lane) || stuck_on(world, lane) <= 0.0) continue;
    const double days = rate > 0.0 ? sure / rate - world->draw->transit_days[lane] : 0.0;
    doubtful += stuck_on(world, lane) * (1.0 - chance_on(world, lane, days));
  }
  return doubtful;
}

// Days of extra cover wanted: holidays of suppliers, hoarding, forward buying.
static double extra_days(const plain *world, int32_t input) {
  const cp_model *model = world->model;
  const cp_draw *draw = world->draw;
  double holidays = 0.0, hoarded = 0.0, forward = 0.0;
  EACH_LANE_OF(input) {
    const int32_t region = model->firm_region[model->lane_supplier[lane]];
    const int32_t threat = world->fast->threat_since[lane], deadline = world->fast->deadline[lane];
    holidays +=
        model->lane_share[lane] * model->region_closure[region * model->n_day + days_gone(world)];
    const double known = world->today - threat + 1;
    if (threat >= 0)
      hoarded = larger(hoarded, draw->hoarding[0] * smaller(1.0, known / draw->hoard_over[0]));
    const double near = 1.0 - (deadline - world->today) / draw->forward_over[0];
    if (deadline >= world->today) forward = larger(forward, draw->forward[0] * larger(0.0, near));
  }
  return holidays + hoarded + forward;
}

static double postponed_share(const plain *world, int32_t input) {
  const cp_model *model = world->model;
  const cp_draw *draw = world->draw;
  double share = 0.0;
  EACH_LANE_OF(input) {
    if (world->fast->tariff[lane] > draw->postpone_above[0])
      share += draw->postpone[0] * model->lane_share[lane];
  }
  const double half = 0.5 * draw->input_rate[input] * draw->input_cover[input];
  return world->stock[input] > half ? share : 0.0;
}

static double weight_of(const plain *world, int32_t lane) {
  if (world->today < world->model->lane_opens[lane]) return 0.0;
  return world->model->lane_share[lane] * larger(0.05, world->fill[lane]);
}

// Open lanes in an order that rotates by day; the last of them takes the rest.
static void place(plain *world, int32_t input, double quantity, double position) {
  const cp_model *model = world->model;
  const double stock = world->stock[input];
  const int32_t first = model->input_lane_first[input];
  const int32_t n = model->input_lane_first[input + 1] - first;
  double weights = 0.0;
  int32_t last = -1;
  EACH_LANE_OF(input) weights += weight_of(world, lane);
  EACH(step, 0, n) {
    if (weight_of(world, model->input_lane[first + (world->today + step) % n]) > 0.0) last = step;
  }
  EACH(step, 0, last + 1) {
    const int32_t lane = model->input_lane[first + (world->today + step) % n];
    const double weight = weight_of(world, lane);
    double part = step == last ? quantity : floor(quantity * smaller(1.0, weight / weights));
    quantity -= part;
    weights -= weight;
    const double had = world->order_open[lane] + world->waiting[lane] + world->at_port[lane] +
                       world->under_way[lane];
    if (is_bound(world, lane)) part = smaller(part, floor(larger(0.0, position - stock - had)));
    world->order_open[lane] += part;
    world->coming[input] += part;
  }
}

static int is_called(const plain *world, int32_t input, int32_t option, double wanted) {
  const cp_model *model = world->model;
  const int is_home = model->firm_region[model->input_firm[input]] == model->home_region[0];
  const double *price = is_home ? world->price_inside : world->price_outside;
  return world->expected[input] < 0.9 * wanted ||
         price[model->input_good[input]] > 1.0 + world->draw->option_cost[option];
}

static void order_group(plain *world, int32_t input) {
  const cp_model *model = world->model;
  const cp_draw *draw = world->draw;
  const int32_t firm = model->input_firm[input];
  const double growth = draw->need_level[month_of(world)];
  const double rate = draw->input_rate[input] * growth;
  const double wanted = rate * (draw->input_cover[input] + draw->input_lead[input]);
  const double position = wanted + rate * extra_days(world, input);
  double expected = world->stock[input] + world->coming[input] - doubtful_of(world, input);
  double elsewhere = 0.0;
  EACH(source, input + 1, model->input_end[input]) {
    const double own = world->stock[source] + world->coming[source] - doubtful_of(world, source);
    elsewhere += own / draw->option_per[model->alternative_option[model->input_source[source]]];
  }
  world->expected[input] = expected = larger(0.0, expected + elsewhere);
  const double need = draw->input_need[input];
  const double thrift = need > 0.0 ? need_of(world, input) / need : 1.0;
  const double factor = model->firm_is_final[firm] ? need_factor(world, firm) : growth;
  const double use = draw->input_rate[input] * factor * thrift;
  const double gap = (position - expected) / draw->order_over[0];
  const double order = larger(0.0, use + gap) * (1.0 - postponed_share(world, input));
  double left = order;
  EACH(source, input + 1, model->input_end[input]) {
    const int32_t option = model->alternative_option[model->input_source[source]];
    const double share = world->alternative_share[model->input_source[source]];
    const double per = draw->option_per[option], most = share * position * per;
    if (share <= 0.0 || !is_called(world, input, option, wanted)) continue;
    const double room = larger(0.0, most - world->stock[source] - world->coming[source]);
    const double asked = smaller(smaller(left, share * order) * per, room);
    place(world, source, carry(asked, &world->order_carry[source]), most);
    left = larger(0.0, left - asked / per);
  }
  place(world, input, carry(left, &world->order_carry[input]), position);
}

static void order(plain *world) {
  const cp_model *model = world->model;
  EACH(lane, 0, model->n_lane) {
    world->licence_left[lane] =
        world->licensed_before[lane] - world->drawn_total[lane] - world->fast->expired_total[lane];
    cancel(world, lane);
  }
  EACH(firm, 0, model->n_firm) { EACH_GROUP_OF(firm) order_group(world, input); }
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
static double serve_by(plain *world, int32_t alternative, double asked, double left) {
  const cp_model *model = world->model;
  const int32_t source = model->alternative_source[alternative];
  const double share = world->alternative_share[alternative];
  if (share <= 0.0 || left <= 0.0) return 0.0;
  const double most = carry(share * asked, &world->alternative_carry[alternative]);
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
static double serve(plain *world, int32_t input, double asked) {
  const cp_model *model = world->model;
  double left = asked;
  EACH_ALTERNATIVE_OF(input) {
    if (kind_of(model, alternative) <= CP_REDESIGN)
      left -= serve_by(world, alternative, asked, left);
  }
  const double need = need_of(world, input);
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
    if (kind_of(model, alternative) >= CP_DROP) left -= serve_by(world, alternative, asked, left);
  }
  return left;
}

static void finish_parked(plain *world, int32_t input) {
  const cp_model *model = world->model;
  const double need = need_of(world, input);
  EACH_ALTERNATIVE_OF(input) {
    const double units = smaller(world->parked[alternative], units_in(world, input, need, 0));
    if (units > 0.0) use_up(world, input, units * need);
    world->parked[alternative] -= units;
  }
}

static void use_inputs(plain *world, int32_t firm, double made) {
  const cp_model *model = world->model;
  EACH_GROUP_OF(firm) {
    const double variant = world->draw->input_variant[input];
    const double asked = variant < 1.0 ? carry(variant * made, &world->share_carry[input]) : made;
    const double lacks = asked > 0.0 ? serve(world, input, asked) : 0.0;
    if (!model->input_is_essential[input]) world->left_out_total[input] += lacks;
    finish_parked(world, input);
  }
}

static void make(plain *world, int32_t firm) {
  const cp_model *model = world->model;
  const double made = parts_allow(world, firm, world->plan[firm], 0);
  if (made > 0.0 || model->firm_is_final[firm]) use_inputs(world, firm, made);
  world->made[firm] = made;
  world->made_total[firm] += made;
  if (model->firm_is_final[firm]) {
    world->week_made[firm] += made;
    const double usual = world->week_plan[firm] / 7.0;
    if (made < 0.5 * usual && world->week_short[firm] < 0) world->week_short[firm] = world->today;
    return;
  }
  if (made < world->plan[firm]) note_missing(world, firm, world->plan[firm], 0);
  const double scrap = carry(world->draw->firm_scrap_rate[firm] * made, &world->scrap_carry[firm]);
  world->shelf[firm] += made;
  world->scrap_shelf[firm] += scrap;
  world->scrap_total[firm] += scrap;
}

// --- offer ---------------------------------------------------------------------------------------

// From one shelf to the lanes first .. end: in proportion, whole units, with a start that rotates by day; each gets so much that the
// others can take the rest.
static void offer_from(plain *world, double *shelf, int32_t first, int32_t end) {
  const int32_t n = end - first;
  double claims = 0.0;
  EACH(lane, first, end) claims += claim_of(world, lane);
  double left = smaller(*shelf, claims);
  if (left <= 0.0) return;
  *shelf -= left;
  EACH(step, 0, n) {
    const int32_t lane = first + (world->today + step) % n;
    const double claim = claim_of(world, lane);
    double part = claim > 0.0 ? floor(left * claim / claims) : 0.0;
    part = larger(part, left - (claims - claim));
    part = smaller(part, smaller(claim, left));
    left -= part;
    claims -= claim;
    world->order_open[lane] -= part;
    world->waiting[lane] += part;
  }
}

static void offer(plain *world, int32_t firm) {
  const cp_model *model = world->model;
  int32_t scrap = model->firm_lane[firm];
  while (scrap < model->firm_lane[firm + 1] && !is_scrap(model, scrap)) scrap++;
  offer_from(world, world->shelf + firm, model->firm_lane[firm], scrap);
  offer_from(world, world->scrap_shelf + firm, scrap, model->firm_lane[firm + 1]);
}

// --- ship ----------------------------------------------------------------------------------------

static void depart(plain *world, int32_t lane, double quantity) {
  const cp_model *model = world->model;
  const cp_draw *draw = world->draw;
  const int32_t input = model->lane_input[lane], to = model->lane_destination[lane];
  const double days = smaller(draw->expedite_below[0], 0.5 * draw->input_cover[input]);
  const int is_air =
      draw->air_days[lane] > 0 && world->stock[input] < draw->input_rate[input] * days;
  const int32_t under_way = is_air ? draw->air_days[lane] : draw->transit_days[lane];
  *landing(world, world->today + under_way, lane) += quantity;
  world->under_way[lane] += quantity;
  world->departed_total[lane] += quantity;
  if (is_air) world->flown_total[lane] += quantity;
  if (to >= 0 && model->lane_is_headline[lane])
    world->shipped[month_of(world) * model->n_destination + to] += quantity;
}

static void leave_port(plain *world, const plain_box *box) {
  const int32_t customs = world->model->lane_customs[box->lane];
  double leaving = box->quantity;
  world->at_port[box->lane] -= box->quantity;
  if (box->is_held) {
    leaving = floor(leaving * world->draw->customs_leaves[customs]);
    world->held[box->lane] -= box->quantity;
    world->waiting[box->lane] += box->quantity - leaving;
  }
  depart(world, box->lane, leaving);
}

static int is_challenged(const plain *world, int32_t lane) {
  const cp_model *model = world->model;
  const cp_draw *draw = world->draw;
  const int32_t heading = model->good_heading[model->lane_good[lane]];
  const int32_t customs = model->lane_customs[lane];
  if (is_bound(world, lane) || heading < 0 || customs < 0) return 0;
  const int32_t since = world->fast->heading_since[heading * model->n_customs + customs];
  if (since < 0) return 0;
  const int32_t buyer = model->input_firm[model->lane_input[lane]];
  int32_t days = world->today - since;
  if (days > CP_CHALLENGE_DAYS - 1) days = CP_CHALLENGE_DAYS - 1;
  const double share = smaller(
      1.0, draw->customs_challenge[customs] + draw->region_challenge[model->firm_region[buyer]]);
  const cp_random random = {world->fast->seed[0], world->fast->replica[0]};
  return cp_random_happens(
      share * draw->challenged[customs * CP_CHALLENGE_DAYS + days],
      cp_random_bits(&random, CP_PURPOSE_CHALLENGE, model->lane_hash[lane], days_gone(world), 0));
}

static void declare(plain *world, int32_t lane, double quantity) {
  const cp_model *model = world->model;
  plain_box box = {.lane = lane, .quantity = quantity};
  box.is_held = is_challenged(world, lane);
  box.due = world->today + model->lane_dwell[lane];
  if (box.is_held) box.due += (int32_t)world->draw->customs_hold[model->lane_customs[lane]];
  if (box.is_held) world->held[lane] += quantity;
  world->waiting[lane] -= quantity;
  world->at_port[lane] += quantity;
  if (box.due == world->today) {
    leave_port(world, &box);
    return;
  }
  if (world->n_box == world->most_box) {
    world->most_box = 2 * world->most_box + 64;
    world->box = realloc(world->box, (size_t)world->most_box * sizeof *world->box);
    if (!world->box) abort();
  }
  world->box[world->n_box++] = box;
}

// What may leave of the goods that are ready.
static double passing_of(plain *world, int32_t lane, double ready) {
  const cp_model *model = world->model;
  const int32_t customs = model->lane_customs[lane];
  if (!is_bound(world, lane)) return ready;
  const int is_ban = model->measure_kind[world->fast->lane_control[lane]] == CP_BAN;
  const double licensed = is_ban ? 0.0 : smaller(ready, world->licence_left[lane]);
  world->licence_left[lane] -= licensed;
  world->drawn_total[lane] += licensed;
  if (customs < 0) return licensed;
  int32_t days = world->today - world->fast->control_since[lane];
  if (days > CP_ONSET_DAYS - 1) days = CP_ONSET_DAYS - 1;
  const double fading = world->draw->unlicensed[customs * CP_ONSET_DAYS + days];
  return licensed + carry((ready - licensed) * fading, &world->ration_carry[lane]);
}

static void send(plain *world, int32_t lane) {
  const cp_model *model = world->model;
  const cp_draw *draw = world->draw;
  if (world->waiting[lane] <= 0.0 || world->today < world->next_turn[lane]) return;
  if (!is_at_work(world, model->lane_supplier[lane])) return;
  const int32_t period = world->today - world->last_dispatch[lane];
  const double load = floor(draw->surge[0] * draw->lane_most[lane] * period) + 1.0;
  const double asked = smaller(load, world->order_open[lane] + world->waiting[lane]);
  const double passing = passing_of(world, lane, smaller(load, world->waiting[lane]));
  const double filled = smaller(1.0, passing / (0.7 * asked));
  const double weight = smaller(1.0, period / draw->record_memory[0]);
  world->fill[lane] += (filled - world->fill[lane]) * weight;
  world->last_dispatch[lane] = world->today;
  world->next_turn[lane] = world->today + 1;
  while ((world->next_turn[lane] + model->lane_phase[lane]) % model->lane_dispatch[lane] != 0)
    world->next_turn[lane] += 1;
  if (passing > 0.0) declare(world, lane, passing);
}

static void ship(plain *world) {
  EACH(lane, 0, world->model->n_lane) {
    world->licence_left[lane] = world->fast->licensed_total[lane] - world->drawn_total[lane] -
                                world->fast->expired_total[lane];
    world->licensed_before[lane] = world->fast->licensed_total[lane];
  }
  int32_t n_left = 0;
  EACH(at, 0, world->n_box) {
    const plain_box box = world->box[at];
    if (box.due > world->today) world->box[n_left++] = box;
    if (box.due == world->today) leave_port(world, &box);
  }
  world->n_box = n_left;
  EACH(lane, 0, world->model->n_lane) send(world, lane);
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
    world->backlog[firm] +=
        carry((plan - made) * (slips ? 1.0 : world->draw->kept[0]), &world->kept_carry[firm]);
    world->most_backlog[firm] = larger(world->most_backlog[firm], world->backlog[firm]);
  } else {
    const double recovered = smaller(made - plan, world->backlog[firm]);
    world->backlog[firm] -= recovered;
    world->recovered_total[firm] += recovered;
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
  arrive(world);
  EACH(alternative, 0, model->n_alternative) {
    if (world->draw->may_turn[0] != 0.0) turn(world, alternative);
  }
  plan(world);
  order(world);
  EACH(firm, 0, model->n_firm) make(world, firm);
  EACH(firm, 0, model->n_firm) offer(world, firm);
  ship(world);
  if (cp_weekday(world->today) == 6) sunday(world);
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
  return NULL;
}
