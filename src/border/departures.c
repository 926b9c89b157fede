// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What leaves the port: by sea or by air, on the wheel of arrivals, and where its days went.
#include "border/port.h"
#include "model/today.h"
#include "num/floor.h"
#include "num/least.h"

// Goods go by air where the lane has it and the buyer's stock is below half of its target and below what makes it hurry. Air does not help
// goods that wait for a licence.
static bool goes_by_air(const cp_model *model, const cp_draw *draw, const cp_state *state,
                        int32_t lane) {
  if (!draw->has_air[0] || draw->route_air_days[model->lane_route[lane]] == 0) return false;
  const int32_t input = model->lane_input[lane];
  const double days = cp_least(draw->expedite_below[0], 0.5 * draw->input_cover[input]);
  return state->stock[input] < draw->input_rate[input] * days;
}

// How it departs.
typedef struct passage {
  int32_t days;
  bool is_air;
} passage;

static passage send(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t lane,
                    int32_t declared, double quantity) {
  const int32_t route = model->lane_route[lane];
  const bool is_air = goes_by_air(model, draw, state, lane);
  const int32_t days = is_air ? draw->route_air_days[route] : draw->route_days[route];
  // at most once around the wheel
  const int32_t due = state->day[0] % model->n_flight + days;
  const int32_t slot = due < model->n_flight ? due : due - model->n_flight;
  state->arriving[(int64_t)slot * model->n_lane + lane] += quantity;
  state->departed_total[lane] += quantity;
  cp_border_tell(state, CP_EVENT_DEPART, lane, declared, quantity);
  return (passage){days, is_air};
}

void cp_border_depart(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t lane,
                      double quantity) {
  (void)send(model, draw, state, lane, state->day[0], quantity);
}

static void add_days(double *sum, const cp_spent *spent, passage by) {
  sum[CP_DAYS_WAITING] += spent->days[CP_DAYS_WAITING];
  sum[CP_DAYS_PORT] += spent->days[CP_DAYS_PORT];
  // mostly customs leave it alone
  if (spent->is_in_hand) {
    for (int32_t part = CP_DAYS_CHALLENGE; part <= CP_DAYS_HELD; part++)
      sum[part] += spent->days[part];
  }
  sum[by.is_air ? CP_DAYS_AIR : CP_DAYS_SEA] += by.days;
}

// Since the first control, of what crosses the border: by the buyer's class, and by destination.
static void note_days(const cp_model *model, cp_state *state, int32_t gate, const cp_spent *spent,
                      passage by) {
  const int32_t destination = model->gate_destination[gate];
  if (state->control_first[0] < 0 || destination < 0) return;
  const int32_t class = state->gate_class[gate];
  if (class >= 0) {
    state->class_departed[class] += 1.0;
    add_days(state->class_days + (int64_t) class * CP_N_DAYS, spent, by);
  }
  state->destination_departed[destination] += 1.0;
  add_days(state->destination_days + (int64_t)destination * CP_N_DAYS, spent, by);
}

void cp_border_depart_from(const cp_model *model, const cp_draw *draw, cp_state *state,
                           int32_t gate, double quantity, const cp_spent *spent) {
  if (quantity <= 0.0) return;
  const int32_t destination = model->gate_destination[gate];
  state->under_way[gate] += quantity;
  if (destination >= 0 && model->gate_is_headline[gate]) {
    state->shipped[(int64_t)cp_month(model, state) * model->n_destination + destination] +=
        quantity;
  }
  const passage by = send(model, draw, state, model->gate_lane[gate], spent->declared, quantity);
  if (by.is_air) state->flown_total[gate] += quantity;
  cp_sales_depart(model, draw, state, gate, quantity);
  note_days(model, state, gate, spent, by);
}

int32_t cp_border_waited(cp_state *state, int32_t gate, double waiting, double passing,
                         double period) {
  cp_waited *waited = state->waited + gate;
  const double left = waited->left;
  waited->left = waiting - passing;
  if (left <= 0.0) return 0;
  // of what was left behind a part may have been cancelled since
  if (waiting < left) waited->days *= waiting / left;
  waited->days += cp_least(left, waiting) * period;
  const double mean = waited->days / waiting;
  waited->days = waiting > passing ? waited->days - passing * mean : 0.0;
  return (int32_t)cp_whole(mean + 0.5);
}
