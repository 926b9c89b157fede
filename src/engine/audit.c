// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Do the ledgers balance? Each sum is of whole numbers below 2^53, so every comparison is exact.
//
//   firm     made = shelf + everything its lanes have taken: waiting + at port + gone at the port + departed; likewise scrap
//   lane     departed + given = under way + arrived, summed by input;  licensed + given = left + reserved + suspended + drawn + expired + forfeit + revoked;  left, suspended = sums of its licences
//   gate     under way = what the wheel of arrivals holds of its lane: where that is so, the gate's figure stands for the wheel's
//   input    stock at the start + arrived + given = stock + used;  coming = open orders + waiting + at port + under way
//   good     made + scrap fallen off + stocks at the start = shelves + waiting, at port and under way (departed - arrived) + stocks + used
//   border   a consignment is at the port, and held as its stage says; what it has reserved is reserved on licences; used + reserved <= granted;
//            inspections <= places; none is held without a reason, or let go with one; departed + at port under a quota <= what may leave
//   cause    lost units of all firms = those of all measures and of none; likewise those made later; a firm's debts to measures <= lost - made later
//   class    filed = approved + refused + closed + withdrawn + lapsed + live;  counts and quantities pending = sums over live applications
#include "engine/engine.h"

#include "chain/chain.h"
#include "model/gate.h"

enum { GOODS_AT_ONCE = 64, LANES_AT_ONCE = 16 };

static double distance(double a, double b) { return a > b ? a - b : b - a; }

// What lanes have taken from their supplier's shelf.
static double taken_by(const cp_model *model, const cp_state *state, int32_t first, int32_t end) {
  double taken = 0.0;
  for (int32_t lane = first; lane < end; lane++) {
    taken += state->waiting[lane] + cp_lane_at_port(model, state, lane) +
             cp_lane_gone(model, state, lane) + state->departed_total[lane];
  }
  return taken;
}

static double audit_firms(const cp_model *model, const cp_state *state) {
  double off = 0.0;
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    if (model->firm_is_final[firm]) continue;
    const int32_t scrap = model->firm_scrap_lane[firm];
    const double own = state->shelf[firm] + taken_by(model, state, model->firm_lane[firm], scrap);
    const double other =
        state->scrap_shelf[firm] + taken_by(model, state, scrap, model->firm_lane[firm + 1]);
    off += distance(own, state->made_total[firm]) + distance(other, state->scrap_total[firm]);
    if (state->shelf[firm] < 0.0) off -= state->shelf[firm];
    if (state->scrap_shelf[firm] < 0.0) off -= state->scrap_shelf[firm];
  }
  return off;
}

// What is under way on a lane; the wheel is asked only where no gate knows it.
static double under_way_on(const cp_model *model, const cp_state *state, int32_t lane) {
  const int32_t gate = model->lane_gate[lane];
  return gate < 0 ? cp_lane_under_way(model, state, lane) : state->under_way[gate];
}

static double audit_inputs(const cp_model *model, const cp_draw *draw, const cp_state *state) {
  double off = 0.0;
  for (int32_t input = 0; input < model->n_input; input++) {
    double departed = 0.0;
    double under_way = 0.0;
    double coming = 0.0;
    double given = 0.0;
    for (int32_t at = model->input_lane_first[input]; at < model->input_lane_first[input + 1];
         at++) {
      const int32_t lane = model->input_lane[at];
      departed += state->departed_total[lane];
      if (model->lane_gate[lane] >= 0) given += state->under_way_given[model->lane_gate[lane]];
      under_way += under_way_on(model, state, lane);
      coming += state->book[lane].open + state->waiting[lane] + cp_lane_at_port(model, state, lane);
    }
    off += distance(departed + given, state->arrived_total[input] + under_way);
    off += distance(cp_stock_begin(model, draw, input) + state->arrived_total[input] +
                        state->stock_given[input],
                    state->stock[input] + state->used_total[input]);
    off += distance(coming + under_way, state->coming[input]);
    if (state->stock[input] < 0.0) off -= state->stock[input];
  }
  return off;
}

// Every unit lost, or made later, is put down to a measure or to none, once; nobody made later more than it lost by a measure.
static double audit_causes(const cp_model *model, const cp_state *state) {
  double lost = 0.0, recovered = 0.0, off = 0.0;
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    double owed = state->lost_total[firm] - state->recovered_total[firm];
    lost += state->lost_total[firm];
    recovered += state->recovered_total[firm];
    for (int32_t place = firm * CP_CAUSES; place < (firm + 1) * CP_CAUSES; place++) {
      owed -= state->cause_owed[place];
      if (state->cause_owed[place] < 0.0 ||
          (state->cause[place] < 0) != (state->cause_owed[place] == 0.0))
        off += 1.0;
    }
    if (owed < 0.0) off -= owed;
  }
  for (int32_t measure = -1; measure < model->n_measure; measure++) {
    const cp_caused *caused = measure < 0 ? state->uncaused : state->caused + measure;
    lost -= caused->units;
    recovered -= caused->units_back;
    if (caused->units_back > caused->units) off += 1.0;
  }
  return off + distance(lost, 0.0) + distance(recovered, 0.0);
}

// What plants put into the world of the goods from `first` on; the products of a plan stay with their maker, only what its lanes took counts.
static void add_made(const cp_model *model, const cp_state *state, int32_t first, int64_t *sum) {
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    const int32_t own = model->firm_good[firm] - first;
    const int32_t other = model->firm_scrap[firm] - first;
    const int32_t scrap_lane = model->firm_scrap_lane[firm];
    const double made = model->firm_is_final[firm]
                            ? taken_by(model, state, model->firm_lane[firm], scrap_lane)
                            : state->made_total[firm];
    if (own >= 0 && own < GOODS_AT_ONCE) sum[own] += (int64_t)made - (int64_t)state->shelf[firm];
    if (other >= 0 && other < GOODS_AT_ONCE && model->firm_scrap[firm] >= 0)
      sum[other] += (int64_t)state->scrap_total[firm] - (int64_t)state->scrap_shelf[firm];
  }
}

// Takes away where these goods are and what they were used for. What departed and did not arrive is under way (audit_inputs).
static void take_used(const cp_model *model, const cp_draw *draw, const cp_state *state,
                      int32_t first, int64_t *sum) {
  for (int32_t input = 0; input < model->n_input; input++) {
    const int32_t good = model->input_good[input] - first;
    if (good < 0 || good >= GOODS_AT_ONCE) continue;
    sum[good] += (int64_t)cp_stock_begin(model, draw, input) +
                 (int64_t)state->arrived_total[input] + (int64_t)state->stock_given[input];
    sum[good] -= (int64_t)state->stock[input] + (int64_t)state->used_total[input];
  }
  for (int32_t lane = 0; lane < model->n_lane; lane++) {
    const int32_t good = model->input_good[model->lane_input[lane]] - first;
    if (good < 0 || good >= GOODS_AT_ONCE) continue;
    sum[good] -= (int64_t)state->waiting[lane] + (int64_t)cp_lane_at_port(model, state, lane) +
                 (int64_t)cp_lane_gone(model, state, lane) + (int64_t)state->departed_total[lane];
  }
}

// Good by good, over all firms: in 64 bits, since the sum of many ledgers may pass 2^53.
static double audit_goods(const cp_model *model, const cp_draw *draw, const cp_state *state) {
  double off = 0.0;
  for (int32_t first = 0; first < model->n_good; first += GOODS_AT_ONCE) {
    int64_t sum[GOODS_AT_ONCE] = {0};
    add_made(model, state, first, sum);
    take_used(model, draw, state, first, sum);
    for (int32_t good = 0; good < GOODS_AT_ONCE; good++) {
      off += distance((double)sum[good], 0.0);
    }
  }
  return off;
}

// What the wheel of arrivals holds of some lanes side by side: slot by slot, so that several are added up at once.
static void sum_wheel(const cp_model *model, const cp_state *state, int32_t first,
                      double sum[LANES_AT_ONCE]) {
  if (first + LANES_AT_ONCE > model->n_lane) {
    for (int32_t lane = first; lane < model->n_lane; lane++)
      sum[lane - first] = cp_lane_under_way(model, state, lane);
    return;
  }
  double held[LANES_AT_ONCE] = {0.0};
  for (int32_t slot = 0; slot < model->n_flight; slot++) {
    const double *arriving = state->arriving + (int64_t)slot * model->n_lane + first;
    for (int32_t at = 0; at < LANES_AT_ONCE; at++) held[at] += arriving[at];
  }
  for (int32_t at = 0; at < LANES_AT_ONCE; at++) sum[at] = held[at];
}

// Gates are in the order of their lanes.
static double audit_wheel(const cp_model *model, const cp_state *state) {
  double off = 0.0;
  for (int32_t gate = 0; gate < model->n_gate;) {
    double sum[LANES_AT_ONCE];
    const int32_t first = model->gate_lane[gate];
    sum_wheel(model, state, first, sum);
    for (; gate < model->n_gate && model->gate_lane[gate] < first + LANES_AT_ONCE; gate++)
      off += distance(state->under_way[gate], sum[model->gate_lane[gate] - first]);
  }
  return off;
}

static double audit_lanes(const cp_model *model, const cp_state *state) {
  double off = audit_wheel(model, state);
  for (int32_t lane = 0; lane < model->n_lane; lane++) {
    if (state->waiting[lane] < 0.0 || state->book[lane].open < 0.0 ||
        cp_lane_at_port(model, state, lane) < cp_lane_held(model, state, lane))
      off += 1.0;
  }
  return off;
}

static double audit_licences(const cp_model *model, const cp_state *state) {
  double off = 0.0;
  for (int32_t gate = 0; gate < model->n_gate; gate++) {
    double left = 0.0, suspended = 0.0;
    for (int32_t slot = state->licence_first[gate]; slot >= 0; slot = state->licence[slot].next) {
      left += state->licence[slot].left;
      if (state->licence[slot].left <= 0.0 || state->licence[slot].valid_to < state->day[0] ||
          state->licence[slot].state != CP_LICENCE_ISSUED)
        off += 1.0;
    }
    off += distance(left, state->licence_left[gate]);
    for (int32_t slot = state->suspended_first[gate]; slot >= 0; slot = state->licence[slot].next) {
      suspended += state->licence[slot].left;
      if (state->licence[slot].state != CP_LICENCE_SUSPENDED) off += 1.0;
    }
    off += distance(suspended, state->suspended_left[gate]);
    off +=
        distance(state->licensed_total[gate] + state->licence_given[gate],
                 state->licence_left[gate] + state->reserved[gate] + state->suspended_left[gate] +
                     state->drawn_total[gate] + state->expired_total[gate] +
                     state->forfeit_total[gate] + state->revoked_total[gate]);
  }
  return off;
}

// What the live applications of the pool are in all.
typedef struct pool_sum {
  double live, drafts, asked, pending;
} pool_sum;

static pool_sum sum_pool(const cp_state *state) {
  pool_sum sum = {0.0, 0.0, 0.0, 0.0};
  for (int32_t slot = 0; slot < state->application_used[0]; slot++) {
    const cp_application *application = state->application + slot;
    if (application->stage == CP_STAGE_FREE) continue;
    const int is_draft = application->stage == CP_STAGE_PAPERS;
    sum.live += !is_draft;
    sum.drafts += is_draft;
    sum.asked += is_draft ? 0.0 : application->quantity;
    sum.pending += application->quantity;
  }
  return sum;
}

static double audit_applications(const cp_model *model, const cp_state *state) {
  double off = 0.0;
  pool_sum left = sum_pool(state);
  for (int32_t class = 0; class < model->n_class; class ++) {
    const double ended = state->approved[class] + state->refused[class] + state->closed[class] +
                         state->withdrawn[class] + state->lapsed[class];
    off += distance(state->filed[class], ended + state->live[class]);
    left.live -= state->live[class];
    left.drafts -= state->drafts[class];
    left.asked -= state->pending_asked[class];
  }
  for (int32_t gate = 0; gate < model->n_gate; gate++) left.pending -= state->pending[gate];
  return off + distance(left.live, 0.0) + distance(left.drafts, 0.0) + distance(left.asked, 0.0) +
         distance(left.pending, 0.0);
}

// What customs may have in hand, and what quotas may let out.
static double audit_limits(const cp_model *model, const cp_state *state) {
  double off = 0.0;
  for (int32_t customs = 0; customs < model->n_customs; customs++) {
    const int32_t places = model->customs_places[customs];
    const int32_t busy = state->inspection_busy[customs];
    if (busy < 0 || (places >= 0 && busy > places)) off += 1.0;
  }
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    if (state->quota_since[measure] < 0) continue;
    const double left = state->quota_may[measure] - state->quota_departed[measure];
    if (state->quota_at_port[measure] < 0.0 || left < state->quota_at_port[measure]) off += 1.0;
  }
  return off;
}

// What was declared under a quota and lies at the port.
static double audit_quotas(const cp_model *model, const cp_state *state) {
  double off = 0.0;
  for (int32_t measure = 0; state->has_quota[0] && measure < model->n_measure; measure++) {
    if (state->quota_since[measure] < 0) continue;
    double at_port = 0.0;
    for (int32_t slot = 0; slot < state->consignment_used[0]; slot++) {
      const cp_consignment *consignment = state->consignment + slot;
      if (consignment->stage == CP_CONSIGNMENT_WAITING ||
          consignment->declared < state->quota_since[measure])
        continue;
      for (int32_t at = model->measure_lane_first[measure];
           at < model->measure_lane_first[measure + 1]; at++)
        at_port += model->measure_lane[at] == consignment->lane ? consignment->quantity : 0.0;
    }
    off += distance(at_port, state->quota_at_port[measure]);
  }
  return off;
}

typedef struct reserved_sum {
  double quantity;
  double spare;  // what last uses take beyond it
} reserved_sum;

static reserved_sum reserved_by(const cp_state *state, const cp_consignment *consignment) {
  reserved_sum sum = {0.0, 0.0};
  for (int32_t slot = consignment->reservation; slot >= 0; slot = state->reservation[slot].next) {
    sum.quantity += state->reservation[slot].quantity;
    sum.spare += state->reservation[slot].spare;
  }
  return sum;
}

// One consignment: overnight it is not merely declared; what is released has no reason to be held, and what is held has one.
static double audit_consignment(const cp_model *model, const cp_state *state, int32_t slot) {
  const cp_consignment *consignment = state->consignment + slot;
  const int is_held = consignment->stage == CP_CONSIGNMENT_HELD;
  const int is_released = consignment->stage == CP_CONSIGNMENT_RELEASED;
  double off = consignment->stage == CP_CONSIGNMENT_DECLARED ||
               consignment->stage > CP_CONSIGNMENT_RELEASED || consignment->quantity <= 0.0;
  if (is_held && consignment->hold == 0) off += 1.0;
  if (is_released && (consignment->hold != 0 || consignment->sails <= state->day[0])) off += 1.0;
  if (consignment->licensed > consignment->quantity) off += 1.0;
  const int32_t customs = model->gate_customs[model->lane_gate[consignment->lane]];
  if (customs >= 0 && model->customs_licence[customs] != 0)
    off += distance(reserved_by(state, consignment).quantity, consignment->licensed);
  return off;
}

// The consignments are where gates, customs and licences say that they are.
static double audit_border(const cp_model *model, const cp_state *state) {
  double off = audit_limits(model, state) + audit_quotas(model, state);
  double at_port = 0.0, held = 0.0, reserved = 0.0, opened = 0.0;
  for (int32_t slot = 0; slot < state->consignment_used[0]; slot++) {
    const cp_consignment *consignment = state->consignment + slot;
    if (consignment->stage == CP_CONSIGNMENT_WAITING) continue;
    off += audit_consignment(model, state, slot);
    at_port += consignment->quantity;
    const reserved_sum own = reserved_by(state, consignment);
    reserved += own.quantity + own.spare;
    opened += consignment->stage == CP_CONSIGNMENT_INSPECTED;
    if (consignment->stage >= CP_CONSIGNMENT_CHALLENGED &&
        consignment->stage <= CP_CONSIGNMENT_HELD)
      held += consignment->quantity;
  }
  for (int32_t gate = 0; gate < model->n_gate; gate++) {
    at_port -= state->at_port[gate];
    held -= state->held[gate];
    reserved -= state->reserved[gate];
    if (state->reserved[gate] < 0.0 || state->exempt_used[gate] > state->exempt[gate]) off += 1.0;
  }
  for (int32_t customs = 0; customs < model->n_customs; customs++)
    opened -= state->inspection_busy[customs];
  for (int32_t slot = 0; slot < state->licence_used[0]; slot++)
    if (state->licence[slot].reserved < 0.0 || state->licence[slot].left < 0.0) off += 1.0;
  return off + distance(at_port, 0.0) + distance(held, 0.0) + distance(reserved, 0.0) +
         distance(opened, 0.0);
}

cp_audit cp_engine_audit(const cp_engine *engine) {
  const cp_model *model = engine->model;
  const cp_state *state = &engine->state;
  return (cp_audit){.goods = audit_firms(model, state) + audit_inputs(model, &engine->draw, state) +
                             audit_lanes(model, state) + audit_goods(model, &engine->draw, state) +
                             audit_border(model, state) + audit_causes(model, state),
                    .licences = audit_licences(model, state),
                    .applications = audit_applications(model, state),
                    .deal = cp_audit_deal(model, state)};
}

int cp_audit_is_clean(const cp_audit *audit) {
  return audit->goods == 0.0 && audit->licences == 0.0 && audit->applications == 0.0 &&
         audit->deal == 0.0;
}
