// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// From the exporter's shelf to the ship. A licence requirement lets licensed goods through and a share of the others that fades with the days
// since it came into force; a ban, or a requirement that no authority serves, lets only the fading share through. What is declared becomes a
// consignment (consignments.c) where something can happen to it before it departs. Lanes are visited by number, so order is fixed.
#include "border/border.h"

#include "base/fetch.h"
#include "border/port.h"
#include "model/crew.h"
#include "model/limits.h"
#include "model/today.h"
#include "num/least.h"
#include "num/share.h"

// The first in today's list that customs have in hand and whose stage ends; those of a later turn of the wheel stay. -1 none.
static int32_t find_in_hand(const cp_model *model, const cp_state *state) {
  const int32_t today = state->day[0];
  int32_t slot = state->consignment_first[today % model->n_wheel];
  while (slot >= 0) {
    const cp_consignment *consignment = state->consignment + slot;
    if (consignment->stage != CP_CONSIGNMENT_RELEASED && consignment->due <= today) break;
    slot = consignment->next;
  }
  return slot;
}

static bool is_too_late(const cp_model *model, const cp_state *state, int32_t slot) {
  const cp_consignment *consignment = state->consignment + slot;
  const int32_t customs = model->gate_customs[model->lane_gate[consignment->lane]];
  return customs >= 0 && model->customs_licence[customs] == CP_VALID_AT_DEPARTURE &&
         consignment->stage == CP_CONSIGNMENT_RELEASED && consignment->due <= state->day[0] &&
         cp_licence_has_ended(model, state, consignment);
}

// The ship has come, and a licence that had to be valid to this day is not: all of a container for which that is so are held for it together.
static void hold_late(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot) {
  const cp_border_why why = {CP_CAUSE_HOLD, CP_HOLD_EXPIRED};
  int32_t mate = slot;
  do {
    cp_consignment *consignment = state->consignment + mate;
    if (is_too_late(model, state, mate)) {
      cp_licence_give_back(model, state, consignment);
      consignment->hold |= CP_HOLD_EXPIRED;
    }
    mate = consignment->mate;
  } while (mate != slot);
  // its mates follow
  (void)cp_border_act_on(model, draw, state, slot, CP_BORDER_STOP, why);
}

// Does a licence have to be valid at departure anywhere?
static bool may_be_late(const cp_model *model) {
  for (int32_t customs = 0; customs < model->n_customs; customs++) {
    if (model->customs_licence[customs] == CP_VALID_AT_DEPARTURE) return true;
  }
  return false;
}

static void hold_all_late(const cp_model *model, const cp_draw *draw, cp_state *state) {
  int32_t slot = state->consignment_first[state->day[0] % model->n_wheel];
  while (slot >= 0) {
    if (!is_too_late(model, state, slot)) {
      slot = state->consignment[slot].next;
      continue;
    }
    hold_late(model, draw, state, slot);
    slot = state->consignment_first[state->day[0] % model->n_wheel];
  }
}

// Customs' stages that end today come first, since they may release and hold what is due; then ships sail. What sails stops and frees nobody.
static void end_due(const cp_model *model, const cp_draw *draw, cp_state *state) {
  const int32_t today = state->day[0];
  int32_t slot;
  while ((slot = find_in_hand(model, state)) >= 0) cp_customs_end(model, draw, state, slot);
  if (may_be_late(model)) hold_all_late(model, draw, state);
  slot = state->consignment_first[today % model->n_wheel];
  while (slot >= 0) {
    const int32_t next = state->consignment[slot].next;
    if (state->consignment[slot].due <= today) cp_border_sail(model, draw, state, slot);
    slot = next;
  }
}

// What a lane may send of what is ready.
typedef struct passage {
  double quantity;
  double licensed;  // of it under licences
} passage;

// What was ordered before the control may still leave where the measure says so.
static double pass_exempt(cp_state *state, int32_t gate, double ready) {
  const double exempt = cp_least(ready, state->exempt[gate] - state->exempt_used[gate]);
  state->exempt_used[gate] += exempt;
  return exempt;
}

// A bound lane: what licences allow, and of the rest the share that still slips through.
static passage pass_control(const cp_model *model, const cp_draw *draw, cp_state *state,
                            int32_t gate, double ready) {
  const int32_t measure = state->gate_control[gate];
  const double exempt = state->exempt[gate] > 0.0 ? pass_exempt(state, gate, ready) : 0.0;
  ready -= exempt;
  const double licensed =
      model->measure_kind[measure] == CP_BAN ? 0.0 : cp_least(ready, state->licence_left[gate]);
  const int32_t customs = model->gate_customs[gate];
  if (customs < 0) return (passage){exempt + licensed, licensed};
  const int32_t days = state->day[0] - state->control_since[gate];
  const int32_t cell = days < CP_ONSET_DAYS ? days : CP_ONSET_DAYS - 1;
  const double share = draw->unlicensed[customs * CP_ONSET_DAYS + cell];
  const double slipping = cp_carry((ready - licensed) * share, &state->ration_carry[gate]);
  return (passage){exempt + licensed + slipping, licensed};
}

static bool reserves(const cp_model *model, int32_t gate) {
  const int32_t customs = model->gate_customs[gate];
  return customs >= 0 && model->customs_licence[customs] != CP_USED_AT_DECLARATION;
}

// Most goods depart at once or after the port's days; some are looked at.
static void declare_at_gate(const cp_model *model, const cp_draw *draw, cp_state *state,
                            int32_t gate, passage passing, int32_t waited) {
  const int32_t lane = model->gate_lane[gate];
  const bool is_challenged =
      state->gate_control[gate] < 0 && cp_customs_challenges(model, draw, state, gate);
  const bool is_stuffed = cp_customs_stuffs(model, draw, state, gate);
  const bool is_plain = !is_challenged && !is_stuffed && !cp_customs_inspects(model, gate);
  const bool leaves_now = is_plain && model->gate_dwell[gate] == 0;
  const bool is_reserved = passing.licensed > 0.0 && !leaves_now && reserves(model, gate);
  if (passing.licensed > 0.0 && !is_reserved) cp_licence_draw(model, state, gate, passing.licensed);
  cp_border_tell(state, CP_EVENT_DECLARE, lane, state->day[0], passing.quantity);
  if (leaves_now) {
    if (state->has_quota[0])
      cp_quota_leave(model, state, lane, state->day[0], passing.quantity, true);
    const cp_spent spent = {.declared = state->day[0], .days = {waited}};
    cp_border_depart_from(model, draw, state, gate, passing.quantity, &spent);
    return;
  }
  const int32_t slot = is_plain ? cp_border_new_released(model, state, gate, passing.quantity)
                                : cp_border_new(model, draw, state, lane, passing.quantity);
  if (slot < 0) return;
  cp_consignment *consignment = state->consignment + slot;
  consignment->days[CP_DAYS_WAITING] = (int16_t)waited;
  if (is_reserved) {
    cp_licence_reserve(model, state, consignment, passing.licensed);
  } else {
    consignment->licensed = passing.licensed;
  }
  if (!is_plain) cp_customs_look(model, draw, state, slot, is_challenged, is_stuffed);
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
  const double share = passing == asked ? 1.0 : passing / asked;
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
  const double waiting = state->waiting[lane];
  double ready = cp_least(waiting, load);
  if (state->has_quota[0]) ready = cp_least(ready, cp_quota_room(model, state, lane));
  const bool is_bound = gate >= 0 && state->gate_control[gate] >= 0;
  const passage passing =
      is_bound ? pass_control(model, draw, state, gate, ready) : (passage){ready, 0.0};
  const double quantity = passing.quantity;
  note_fill(model, draw, state, lane, load, period, quantity);
  take_turn(model, state, lane);
  const int32_t waited = gate < 0 ? 0 : cp_border_waited(state, gate, waiting, quantity, period);
  if (quantity <= 0.0) return;
  state->waiting[lane] = waiting - quantity;
  if (state->has_quota[0]) cp_quota_declare(model, state, lane, quantity);
  if (gate >= 0) {
    declare_at_gate(model, draw, state, gate, passing, waited);
  } else {
    cp_border_tell(state, CP_EVENT_DECLARE, lane, state->day[0], quantity);
    cp_border_depart(model, draw, state, lane, quantity);
  }
}

static int works(const cp_model *model, const cp_state *state, int32_t firm) {
  return cp_is_working(model, model->region_calendar[model->firm_region[firm]], state->day[0]);
}

// Of a lane that may be another hand's.
static inline int32_t turn_of(const cp_state *state, int32_t lane) {
  return __atomic_load_n(state->next_turn + lane, __ATOMIC_RELAXED);
}

// In a wide network a lane's days under way and the place on the wheel that they lead to lie all over the memory: what those need whose turn
// comes soon is asked for now, first the days, then the place.
CP_ONLY_ASKS void ask_for(const cp_model *model, const cp_draw *draw, const cp_state *state,
                          int32_t first, int32_t end) {
  const int32_t today = state->day[0];
  for (int32_t lane = first + 2 * CP_SOON; lane < end + 2 * CP_SOON && lane < model->n_lane; lane++)
    if (turn_of(state, lane) <= today) cp_fetch(draw->route_days + model->lane_route[lane]);
  for (int32_t lane = first + CP_SOON; lane < end + CP_SOON && lane < model->n_lane; lane++) {
    if (turn_of(state, lane) > today) continue;
    const int32_t due = today % model->n_flight + draw->route_days[model->lane_route[lane]];
    const int32_t slot = due < model->n_flight ? due : due - model->n_flight;
    cp_fetch_to_write(state->arriving + (int64_t)slot * model->n_lane + lane);
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

// The ports' places, licences and counts are everybody's, so several hands leave the gates to one of them; what a lane sends is the same. Lanes
// under a quota wait for the others.
static void ship_firms(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t first,
                       int32_t end) {
  const int is_shared = cp_is_shared(state);
  const int is_wide = cp_is_wide(model);
  const int has_quota = state->has_quota[0];
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
        if (gate >= 0 && (is_shared || (has_quota && cp_quota_has(model, state, lanes[at]))))
          continue;
        ship_lane(model, draw, state, lanes[at], gate, most);
      }
    }
  }
}

// Lanes under a quota come after the others, in an order that rotates by day: who is first takes what is left.
static void ship_quotas(const cp_model *model, const cp_draw *draw, cp_state *state) {
  const double most = most_of(model, draw, state);
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    if (state->quota_since[measure] < 0) continue;
    const int32_t first = model->measure_lane_first[measure];
    const int32_t n = model->measure_lane_first[measure + 1] - first;
    const int32_t start = cp_split_start(n, state->day[0]);
    for (int32_t step = 0; step < n; step++) {
      const int32_t place = start + step < n ? start + step : start + step - n;
      int32_t lane = model->measure_lane[first + place];
      if (list_turns(state, lane, lane + 1, &lane) > 0 &&
          works(model, state, model->lane_supplier[lane]))
        ship_lane(model, draw, state, lane, model->lane_gate[lane], most);
    }
  }
}

// Gates that several hands leave to one of them.
static void ship_gates(const cp_model *model, const cp_draw *draw, cp_state *state) {
  const double most = most_of(model, draw, state);
  for (int32_t gate = 0; gate < model->n_gate; gate++) {
    int32_t lane = model->gate_lane[gate];
    if (gate + CP_SOON < model->n_gate) {
      cp_fetch(state->next_turn + model->gate_lane[gate + CP_SOON]);
      cp_fetch(state->waiting + model->gate_lane[gate + CP_SOON]);
    }
    if (state->has_quota[0] && cp_quota_has(model, state, lane)) continue;
    if (list_turns(state, lane, lane + 1, &lane) > 0 &&
        works(model, state, model->lane_supplier[lane]))
      ship_lane(model, draw, state, lane, gate, most);
  }
}

void cp_border_ship(const cp_model *model, const cp_draw *draw, cp_state *state) {
  const int32_t today = state->day[0];
  state->stuffed_last[0] = -1;
  if (state->has_quota[0]) cp_quota_day(model, state);
  if (state->bound_on[0] == today) cp_customs_stop(model, draw, state);
  end_due(model, draw, state);
  if (state->held_first[0] >= 0) cp_customs_look_at_held(model, draw, state);
  for (int32_t customs = 0; customs < model->n_customs; customs++)
    cp_customs_open(model, draw, state, customs);
  cp_over_suppliers(model, draw, state, ship_firms);
  if (cp_is_shared(state)) ship_gates(model, draw, state);
  if (state->has_quota[0]) ship_quotas(model, draw, state);
  // what was freed today, or waited for the rest of its container
  end_due(model, draw, state);
  if (state->has_border[0]) cp_sales_evening(model, state);
}
