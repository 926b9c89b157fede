// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// From the exporter's shelf to the ship. A consignment is a record only between declaration and departure:
//
//   waiting --declare--> at port --due--> departed
//                   \--challenged--> held --due--> departed, the rest back to waiting
//
// A licence requirement lets licensed goods through and a share of the others that fades with the days since it came into
// force; a ban, or a requirement that no authority serves, lets only the fading share through. Goods that need no licence but share
// a customs heading with goods that do may be challenged. Lanes are visited by number and consignments by slot, so order is fixed.
#include "border/border.h"

#include "model/crew.h"
#include "model/gate.h"
#include "model/licence.h"
#include "model/limits.h"
#include "model/purpose.h"
#include "model/today.h"
#include "num/least.h"
#include "num/share.h"

static void tell(const cp_state *state, cp_event_kind kind, int32_t lane, double amount) {
  // mostly nobody listens: then no event is put together
  if (!state->log) return;
  cp_log_tell(state->log,
              (cp_event){.day = state->day[0],
                         .kind = (int16_t)kind,
                         .cause = kind == CP_EVENT_CHALLENGE ? CP_CAUSE_DRAW : CP_CAUSE_RULE,
                         .number = kind == CP_EVENT_CHALLENGE ? CP_PURPOSE_CHALLENGE : 0,
                         .object = lane,
                         .amount = amount});
}

// Goods go by air where the lane has it and the buyer's stock is below half of its target and below what makes it hurry. Air does not help
// goods that wait for a licence.
static int goes_by_air(const cp_model *model, const cp_draw *draw, const cp_state *state,
                       int32_t lane) {
  if (!draw->has_air[0] || draw->route_air_days[model->lane_route[lane]] == 0) return 0;
  const int32_t input = model->lane_input[lane];
  const double days = cp_least(draw->expedite_below[0], 0.5 * draw->input_cover[input]);
  return state->stock[input] < draw->input_rate[input] * days;
}

// Returns whether it flies.
static int depart(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t lane,
                  double quantity) {
  const int32_t route = model->lane_route[lane];
  const int is_air = goes_by_air(model, draw, state, lane);
  const int32_t days = is_air ? draw->route_air_days[route] : draw->route_days[route];
  // at most once around the wheel
  const int32_t due = state->day[0] % model->n_flight + days;
  const int32_t slot = due < model->n_flight ? due : due - model->n_flight;
  state->arriving[(int64_t)slot * model->n_lane + lane] += quantity;
  state->departed_total[lane] += quantity;
  tell(state, CP_EVENT_DEPART, lane, quantity);
  return is_air;
}

// What leaves from a gate is counted: under way, by air, and where it is a headline.
static void depart_from_gate(const cp_model *model, const cp_draw *draw, cp_state *state,
                             int32_t gate, double quantity) {
  if (quantity <= 0.0) return;
  const int32_t lane = model->gate_lane[gate];
  const int32_t destination = model->gate_destination[gate];
  state->under_way[gate] += quantity;
  if (destination >= 0 && model->gate_is_headline[gate]) {
    state->shipped[(int64_t)cp_month(model, state) * model->n_destination + destination] +=
        quantity;
  }
  if (depart(model, draw, state, lane, quantity)) state->flown_total[gate] += quantity;
}

// Goods whose time at the port or in customs' hands is over.
static void leave(const cp_model *model, const cp_draw *draw, cp_state *state,
                  const cp_consignment *consignment) {
  const int32_t lane = consignment->lane;
  const int32_t gate = model->lane_gate[lane];
  double leaving = consignment->quantity;
  state->at_port[gate] -= consignment->quantity;
  if (consignment->is_held) {
    state->held[gate] -= consignment->quantity;
    leaving = cp_floor(leaving * draw->customs_leaves[model->gate_customs[gate]]);
    state->waiting[lane] += consignment->quantity - leaving;
    tell(state, CP_EVENT_RELEASE, lane, leaving);
  }
  depart_from_gate(model, draw, state, gate, leaving);
}

// Consignments of today's place in the wheel; those of a later turn of the wheel stay.
static void leave_due(const cp_model *model, const cp_draw *draw, cp_state *state) {
  int32_t *link = state->consignment_first + state->day[0] % model->n_wheel;
  while (*link >= 0) {
    const int32_t slot = *link;
    const cp_consignment consignment = state->consignment[slot];
    if (consignment.due > state->day[0]) {
      link = &state->consignment[slot].next;
      continue;
    }
    *link = consignment.next;
    leave(model, draw, state, &consignment);
    state->consignment[slot] = (cp_consignment){.next = state->consignment_free[0]};
    state->consignment_free[0] = slot;
  }
}

// A free place for a consignment, -1 when the pool is full (the fault is noted).
static int32_t place_for_consignment(const cp_model *model, cp_state *state) {
  const int32_t slot = state->consignment_free[0];
  if (slot >= 0) {
    state->consignment_free[0] = state->consignment[slot].next;
    return slot;
  }
  if (state->consignment_used[0] < model->n_consignment) return state->consignment_used[0]++;
  state->fault[0] = CP_FULL;
  return -1;
}

static void keep(const cp_model *model, cp_state *state, cp_consignment consignment) {
  const int32_t slot = place_for_consignment(model, state);
  if (slot < 0) return;
  int32_t *first = state->consignment_first + consignment.due % model->n_wheel;
  consignment.next = *first;
  state->consignment[slot] = consignment;
  *first = slot;
}

// What a bound lane may send of `ready`: what licences allow, and of the rest the share that still slips through.
static double pass_control(const cp_model *model, const cp_draw *draw, cp_state *state,
                           int32_t gate, double ready) {
  const int32_t measure = state->gate_control[gate];
  const int is_ban = model->measure_kind[measure] == CP_BAN;
  const double licensed = is_ban ? 0.0 : cp_least(ready, state->licence_left[gate]);
  if (licensed > 0.0) cp_licence_draw(model, state, gate, licensed);
  const int32_t customs = model->gate_customs[gate];
  if (customs < 0) return licensed;
  const int32_t days = state->day[0] - state->control_since[gate];
  const int32_t cell = days < CP_ONSET_DAYS ? days : CP_ONSET_DAYS - 1;
  const double share = draw->unlicensed[customs * CP_ONSET_DAYS + cell];
  return licensed + cp_carry((ready - licensed) * share, &state->ration_carry[gate]);
}

// Is this consignment of goods that need no licence challenged because they look like goods that do?
static int is_challenged(const cp_model *model, const cp_draw *draw, const cp_state *state,
                         int32_t gate) {
  const int32_t lane = model->gate_lane[gate];
  const int32_t heading = model->good_heading[cp_lane_good(model, lane)];
  const int32_t customs = model->gate_customs[gate];
  if (customs < 0 || heading < 0) return 0;
  const int32_t since = state->heading_since[(int64_t)heading * model->n_customs + customs];
  if (since < 0) return 0;
  const int32_t days = state->day[0] - since;
  const double fading = draw->challenged[customs * CP_CHALLENGE_DAYS +
                                         (days < CP_CHALLENGE_DAYS ? days : CP_CHALLENGE_DAYS - 1)];
  const int32_t buyer = model->input_firm[model->lane_input[lane]];
  const double share =
      draw->customs_challenge[customs] + draw->region_challenge[model->firm_region[buyer]];
  const cp_random random = cp_state_random(state);
  const uint32_t bits = cp_random_bits(&random, CP_PURPOSE_CHALLENGE, model->lane_hash[lane],
                                       cp_offset(model, state), 0);
  return cp_random_happens(cp_least(1.0, share) * fading, bits);
}

// Goods that nothing can stop depart at once; those of a gate may be held, or dwell.
static void declare_at_gate(const cp_model *model, const cp_draw *draw, cp_state *state,
                            int32_t gate, double quantity) {
  cp_consignment consignment = {.quantity = quantity,
                                .lane = model->gate_lane[gate],
                                .declared = state->day[0],
                                .due = state->day[0] + model->gate_dwell[gate]};
  if (state->gate_control[gate] < 0 && is_challenged(model, draw, state, gate)) {
    consignment.is_held = 1;
    consignment.due += (int32_t)draw->customs_hold[model->gate_customs[gate]];
    state->held[gate] += quantity;
    tell(state, CP_EVENT_CHALLENGE, consignment.lane, quantity);
  }
  state->at_port[gate] += quantity;
  if (consignment.due == state->day[0]) {
    leave(model, draw, state, &consignment);
  } else {
    keep(model, state, consignment);
  }
}

// A lane's turns come every dispatch period, in a rhythm of its own that holidays do not shift; on a rest day of the supplier's
// region its turn waits.
static void take_turn(const cp_model *model, cp_state *state, int32_t lane) {
  const int32_t period = model->lane_dispatch[lane];
  const int32_t late = state->day[0] - state->next_turn[lane];
  state->next_turn[lane] += late < period ? period : (late / period + 1) * period;
  state->last_dispatch[lane] = state->day[0];
}

// What suppliers deliver is remembered: of what the lane was to send on its turn, goods that wait and orders that wait longer than usual, the
// part that left.
static void note_fill(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t lane,
                      double load, double period, double passing) {
  const double usual = cp_lane_usual(model, draw, lane, cp_is_wide(model));
  const double late = cp_most(0.0, state->book[lane].open - usual);
  const double asked = cp_least(load, state->waiting[lane] + late);
  const double share = passing / asked;
  double *fill = &state->book[lane].fill;
  // who has always delivered has nothing to be remembered
  if (share == *fill) return;
  *fill += (share - *fill) * cp_least(1.0, period / draw->record_memory[0]);
}

// The largest dispatch over normal flow: the surge is over the flow of these months, growth included.
static double most_of(const cp_model *model, const cp_draw *draw, const cp_state *state) {
  return draw->surge[0] * draw->need_level[cp_month(model, state)];
}

// The lane's turn has come and something waits.
static void ship_lane(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t lane,
                      int32_t gate, double most) {
  const double period = state->day[0] - state->last_dispatch[lane];
  const double load = cp_whole(most * draw->lane_most[lane] * period) + 1.0;
  const double ready = cp_least(state->waiting[lane], load);
  const int is_bound = gate >= 0 && state->gate_control[gate] >= 0;
  const double passing = is_bound ? pass_control(model, draw, state, gate, ready) : ready;
  note_fill(model, draw, state, lane, load, period, passing);
  take_turn(model, state, lane);
  if (passing <= 0.0) return;
  state->waiting[lane] -= passing;
  tell(state, CP_EVENT_DECLARE, lane, passing);
  if (gate >= 0) {
    declare_at_gate(model, draw, state, gate, passing);
  } else {
    depart(model, draw, state, lane, passing);
  }
}

static int works(const cp_model *model, const cp_state *state, int32_t firm) {
  return cp_is_working(model, model->region_calendar[model->firm_region[firm]], state->day[0]);
}

// In a wide network what a lane writes lies all over the memory: what will be wanted soon is asked for now.
static void ask_for(const cp_model *model, const cp_draw *draw, const cp_state *state,
                    int32_t first, int32_t end) {
  const int32_t today = state->day[0];
  for (int32_t lane = first + CP_SOON; lane < end + CP_SOON && lane < model->n_lane; lane++) {
    if (state->next_turn[lane] > today) continue;
    const int32_t slot = (today + draw->route_days[model->lane_route[lane]]) % model->n_flight;
    __builtin_prefetch(state->arriving + (int64_t)slot * model->n_lane + lane, 1);
  }
}

// Lists the lanes first .. end whose turn has come and on which something waits; returns how many.
static inline int32_t list_turns(const cp_state *state, int32_t first, int32_t end,
                                 int32_t *lanes) {
  const int32_t today = state->day[0];
  int32_t n = 0;
  for (int32_t lane = first; lane < end; lane++) {
    lanes[n] = lane;
    n += (state->next_turn[lane] <= today) & (state->waiting[lane] > 0.0);
  }
  return n;
}

// The ports' places, licences and counts are everybody's, so several hands leave the gates to one of them; what a lane sends is the same.
static void ship_firms(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t first,
                       int32_t end) {
  const int is_shared = cp_is_shared(state);
  const int is_wide = cp_is_wide(model);
  const double most = most_of(model, draw, state);
  for (int32_t firm = first; firm < end; firm++) {
    const int32_t lane_end = model->firm_lane[firm + 1];
    if (model->firm_lane[firm] == lane_end || !works(model, state, firm)) continue;
    for (int32_t block = model->firm_lane[firm]; block < lane_end; block += CP_LISTED) {
      const int32_t block_end = block + CP_LISTED < lane_end ? block + CP_LISTED : lane_end;
      if (is_wide) ask_for(model, draw, state, block, block_end);
      int32_t lanes[CP_LISTED];
      const int32_t n = list_turns(state, block, block_end, lanes);
      for (int32_t at = 0; at < n; at++) {
        const int32_t gate = model->lane_gate[lanes[at]];
        if (gate < 0 || !is_shared) ship_lane(model, draw, state, lanes[at], gate, most);
      }
    }
  }
}

void cp_border_ship(const cp_model *model, const cp_draw *draw, cp_state *state) {
  leave_due(model, draw, state);
  cp_over_suppliers(model, draw, state, ship_firms);
  if (!cp_is_shared(state)) return;
  const double most = most_of(model, draw, state);
  for (int32_t gate = 0; gate < model->n_gate; gate++) {
    int32_t lane = model->gate_lane[gate];
    if (list_turns(state, lane, lane + 1, &lane) > 0 &&
        works(model, state, model->lane_supplier[lane]))
      ship_lane(model, draw, state, lane, gate, most);
  }
}
