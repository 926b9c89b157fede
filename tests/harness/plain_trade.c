// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The plain engine's trade: what buyers order and what shelves give (docs/model.md, order and offer).
#include "harness/plain_parts.h"

// --- order ---------------------------------------------------------------------------------------

int32_t plain_period(const plain *world) {
  return (int32_t)floor(world->draw->order_every[0] + 0.5);
}

int plain_orders_on(const plain *world, int32_t firm, int32_t day) {
  const int32_t period = plain_period(world);
  return day % period == (int32_t)(world->model->firm_hash[firm] % (uint32_t)period);
}

// What a day does to a part that takes `days` days, done once in a period.
static double in_a_period(const plain *world, double amount, double days) {
  return amount / larger(1.0, days / plain_period(world));
}

static void cancel(plain *world, int32_t lane) {
  const cp_model *model = world->model;
  const double usual = world->draw->lane_most[lane] * (model->lane_dispatch[lane] + 14);
  const double late = world->order_open[lane] + world->waiting[lane] - usual;
  const int32_t buyer = model->input_firm[model->lane_input[lane]];
  if (late <= 0.0 || !plain_orders_on(world, buyer, world->today)) return;
  const double cut =
      carry(in_a_period(world, late, world->draw->order_life[0]), &world->cancel_carry[lane]);
  const double open = smaller(cut, world->order_open[lane]);
  world->order_open[lane] -= open;
  world->waiting[lane] -= cut - open;
  *shelf_of(world, model->lane_supplier[lane], is_scrap(model, lane)) += cut - open;
  world->coming[model->lane_input[lane]] -= cut;
}

static int is_bound(const plain *world, int32_t lane) {
  return cp_lane_control(world->model, world->fast, lane) >= 0;
}

static double stuck_on(const plain *world, int32_t lane) {
  const double asked = world->order_open[lane] + world->waiting[lane];
  if (!is_bound(world, lane)) return world->held[lane];
  const double exempt = AT_GATE(world->model, world->fast->exempt, lane, 0.0);
  return larger(0.0, asked - world->licence_left[lane] - (exempt - world->exempt_used[lane]));
}

// Chance that a licence on this lane comes while `days` days are left.
static double chance_on(const plain *world, int32_t lane, double days) {
  const int32_t class = cp_lane_class(world->model, world->fast, lane);
  const int32_t measure = cp_lane_control(world->model, world->fast, lane);
  if (class < 0 || world->model->measure_kind[measure] != CP_LICENCE_REQUIREMENT) return 0.0;
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
    const double days = rate > 0.0 ? sure / rate - cp_lane_transit(model, world->draw, lane) : 0.0;
    doubtful += stuck_on(world, lane) * (1.0 - chance_on(world, lane, days));
  }
  return doubtful;
}

// Days of extra cover wanted: holidays of suppliers, hoarding, forward buying.
static double extra_days(const plain *world, int32_t input) {
  const cp_model *model = world->model;
  const cp_draw *draw = world->draw;
  double holidays = 0.0, hoarded = 0.0, forward = 0.0, hope = 1.0;
  EACH_LANE_OF(input) {
    const int32_t region = model->firm_region[model->lane_supplier[lane]];
    const int32_t threat = AT_GATE(world->model, world->fast->threat_since, lane, -1),
                  deadline = AT_GATE(world->model, world->fast->deadline, lane, -1);
    holidays +=
        lane_share(model, lane) * model->region_closure[region * model->n_day + days_gone(world)];
    const double known = world->today - threat + 1;
    if (threat >= 0) hope = smaller(hope, AT_GATE(world->model, world->fast->hope, lane, 0.0));
    if (threat >= 0)
      hoarded = larger(hoarded, draw->hoarding[0] * smaller(1.0, known / draw->hoard_over[0]));
    const double near = 1.0 - (deadline - world->today) / draw->forward_over[0];
    if (deadline >= world->today) forward = larger(forward, draw->forward[0] * larger(0.0, near));
  }
  return holidays + hoarded * (1.0 - hope) + forward;
}

static double postponed_share(const plain *world, int32_t input) {
  const cp_model *model = world->model;
  const cp_draw *draw = world->draw;
  double share = 0.0;
  EACH_LANE_OF(input) {
    if (AT_GATE(world->model, world->fast->tariff, lane, 0.0) > draw->postpone_above[0])
      share += draw->postpone[0] * lane_share(model, lane);
  }
  const double half = 0.5 * draw->input_rate[input] * draw->input_cover[input];
  return world->stock[input] > half ? share : 0.0;
}

static double weight_of(const plain *world, int32_t lane) {
  if (world->today < lane_opens(world->model, lane)) return 0.0;
  return lane_share(world->model, lane) * larger(0.05, world->fill[lane]);
}

// Open lanes in an order that rotates by period; the last of them takes the rest.
static void place(plain *world, int32_t input, double quantity, double position) {
  const cp_model *model = world->model;
  const double stock = world->stock[input];
  const int32_t first = model->input_lane_first[input];
  const int32_t n = model->input_lane_first[input + 1] - first;
  const int32_t turn = world->today / plain_period(world);
  double weights = 0.0;
  int32_t last = -1;
  EACH_LANE_OF(input) weights += weight_of(world, lane);
  EACH(step, 0, n) {
    if (weight_of(world, model->input_lane[first + (turn + step) % n]) > 0.0) last = step;
  }
  EACH(step, 0, last + 1) {
    const int32_t lane = model->input_lane[first + (turn + step) % n];
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
  const double thrift = need > 0.0 ? plain_need(world, input) / need : 1.0;
  const double factor = model->firm_is_final[firm] ? plain_factor(world, firm) : growth;
  const double use = plain_period(world) * draw->input_rate[input] * factor * thrift;
  const double gap = in_a_period(world, position - expected, draw->order_over[0]);
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

// Of all that was ever licensed: shipped, ended, revoked or suspended by this morning, and what last uses left by last evening.
double plain_taken(const plain *world, int32_t lane) {
  const cp_model *model = world->model;
  return world->drawn_total[lane] + AT_GATE(model, world->fast->expired_total, lane, 0.0) +
         AT_GATE(model, world->fast->revoked_total, lane, 0.0) +
         AT_GATE(model, world->fast->suspended_left, lane, 0.0) + world->forfeit_before[lane];
}

void plain_order(plain *world) {
  const cp_model *model = world->model;
  EACH(lane, 0, model->n_lane) {
    if (!plain_keeps_licences(world))
      world->licence_left[lane] = world->licensed_before[lane] + world->given_before[lane] +
                                  AT_GATE(world->model, world->fast->general_total, lane, 0.0) -
                                  plain_taken(world, lane);
    // what is exempt is new with each control
    const int32_t since = AT_GATE(model, world->fast->control_since, lane, -1);
    if (since != world->bound_since[lane]) world->exempt_used[lane] = 0.0;
    world->bound_since[lane] = since;
    cancel(world, lane);
  }
  EACH(firm, 0, model->n_firm) {
    if (!plain_orders_on(world, firm, world->today)) continue;
    EACH_GROUP_OF(firm) order_group(world, input);
  }
}

// --- offer ---------------------------------------------------------------------------------------

// From one shelf to the lanes first .. end: in proportion, whole units, with a start that rotates by day; each gets so much that the
// others can take the rest.
static void offer_from(plain *world, double *shelf, int32_t first, int32_t end) {
  const int32_t n = end - first;
  double claims = 0.0;
  EACH(lane, first, end) claims += plain_claim(world, lane);
  double left = smaller(*shelf, claims);
  if (left <= 0.0) return;
  *shelf -= left;
  EACH(step, 0, n) {
    const int32_t lane = first + (world->today + step) % n;
    const double claim = plain_claim(world, lane);
    double part = claim > 0.0 ? floor(left * claim / claims) : 0.0;
    part = larger(part, left - (claims - claim));
    part = smaller(part, smaller(claim, left));
    left -= part;
    claims -= claim;
    world->order_open[lane] -= part;
    world->waiting[lane] += part;
  }
}

void plain_offer(plain *world, int32_t firm) {
  const cp_model *model = world->model;
  int32_t scrap = model->firm_lane[firm];
  while (scrap < model->firm_lane[firm + 1] && !is_scrap(model, scrap)) scrap++;
  offer_from(world, world->shelf + firm, model->firm_lane[firm], scrap);
  offer_from(world, world->scrap_shelf + firm, scrap, model->firm_lane[firm + 1]);
}
