// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What a group gives. Other sources come first: they were bought because the input lacks, and their share bounds them. Alternatives are
// visited by number; everything taken is a whole number of base units.
#include "chain/group.h"

#include "model/gate.h"
#include "num/floor.h"
#include "num/least.h"
#include "num/share.h"

static const double plenty = 0x1p52;  // units, where none are needed

// What a lane that nothing binds brings in so many days of goods that are still to be ordered: its normal flow behind its lead time.
static double orders_in(const cp_model *model, const cp_draw *draw, const cp_state *state,
                        int32_t lane, int32_t days) {
  const int32_t lead = CP_ORDER_DAYS + model->lane_dispatch[lane] + cp_lane_dwell(model, lane) +
                       cp_lane_transit(model, draw, lane);
  if (lead >= days || cp_lane_control(model, state, lane) >= 0) return 0.0;
  return cp_floor(cp_lane_rate(model, draw, lane) * state->book[lane].fill * (days - lead));
}

// What arrives for the input in the next `days` days.
static double due_in(const cp_model *model, const cp_draw *draw, const cp_state *state,
                     int32_t input, int32_t days) {
  double due = 0.0;
  for (int32_t at = model->input_lane_first[input]; at < model->input_lane_first[input + 1]; at++)
    due += orders_in(model, draw, state, model->input_lane[at], days);
  for (int32_t ahead = 1; ahead <= days && ahead < model->n_flight; ahead++) {
    const int32_t slot = (state->day[0] + ahead) % model->n_flight;
    const double *arriving = state->arriving + (int64_t)slot * model->n_lane;
    for (int32_t at = model->input_lane_first[input]; at < model->input_lane_first[input + 1];
         at++) {
      due += arriving[model->input_lane[at]];
    }
  }
  return due;
}

static inline double units_of(const cp_model *model, const cp_draw *draw, const cp_state *state,
                              int32_t input, double need, int32_t days) {
  if (need <= 0.0) return plenty;
  const double due = days > 0 ? due_in(model, draw, state, input, days) : 0.0;
  return cp_floor((state->stock[input] + due) / need);
}

// Room for parked units.
static double room_of(const cp_model *model, const cp_draw *draw, const cp_state *state,
                      int32_t alternative) {
  const int32_t input = model->alternative_input[alternative];
  const double yard = draw->option_yard[model->alternative_option[alternative]] *
                      draw->firm_rate[model->input_firm[input]];
  return cp_most(0.0, cp_floor(yard) - state->parked[alternative]);
}

// What an alternative could give of `most` units.
static double units_by(const cp_model *model, const cp_draw *draw, const cp_state *state,
                       int32_t alternative, double most, int32_t days) {
  const int32_t kind = model->alternative_kind[alternative];
  if (kind == CP_THRIFT) return 0.0;
  if (kind == CP_DROP) return most;
  if (kind == CP_PARK) return cp_least(most, room_of(model, draw, state, alternative));
  const int32_t source = model->alternative_source[alternative];
  const double need = draw->input_need[source];
  if (cp_group_has(state, source, most, need)) return most;
  return cp_least(most, units_of(model, draw, state, source, need, days));
}

double cp_group_units(const cp_model *model, const cp_draw *draw, const cp_state *state,
                      int32_t input, double full, int32_t days) {
  double units = units_of(model, draw, state, input, state->need_now[input], days);
  if (cp_group_is_plain(state, input)) return units;
  for (int32_t alternative = model->input_alternative[input];
       alternative < model->input_alternative[input + 1]; alternative++) {
    const double share = state->alternative_share[alternative];
    if (share <= 0.0) continue;
    const double most = cp_whole(share * full + state->alternative_carry[alternative]);
    units += units_by(model, draw, state, alternative, most, days);
  }
  return units;
}

static void note_use(const cp_model *model, const cp_draw *draw, cp_state *state,
                     int32_t alternative, double units) {
  if (state->alternative_first[alternative] < 0)
    state->alternative_first[alternative] = state->day[0];
  state->alternative_saved[alternative] += units;
  const int32_t firm = model->input_firm[model->alternative_input[alternative]];
  state->extra_cost[firm] += cp_floor(units * draw->alternative_extra[alternative]);
}

// An open alternative serves a part of `left` units, up to its share of `full`.
static double take_by(const cp_model *model, const cp_draw *draw, cp_state *state,
                      int32_t alternative, double full, double left) {
  const double share = state->alternative_share[alternative];
  const double most = cp_carry(share * full, &state->alternative_carry[alternative]);
  const double units = cp_least(left, units_by(model, draw, state, alternative, most, 0));
  if (units <= 0.0) return 0.0;
  const int32_t source = model->alternative_source[alternative];
  const int32_t kind = model->alternative_kind[alternative];
  if (source >= 0) cp_input_use(state, source, units * draw->input_need[source]);
  if (kind == CP_PARK) state->parked[alternative] += units;
  if (kind == CP_DROP) state->left_out_total[model->alternative_input[alternative]] += units;
  note_use(model, draw, state, alternative, units);
  return units;
}

// Open alternatives of the kinds `wanted` serve what they can of `left` units; returns what is left then.
static double take_by_all(const cp_model *model, const cp_draw *draw, cp_state *state,
                          int32_t input, int32_t wanted, double full, double left) {
  const int32_t end = model->input_alternative[input + 1];
  for (int32_t alternative = model->input_alternative[input]; alternative < end && left > 0.0;
       alternative++) {
    if (state->alternative_share[alternative] > 0.0 &&
        wanted >> model->alternative_kind[alternative] & 1)
      left -= take_by(model, draw, state, alternative, full, left);
  }
  return left;
}

// Thrift works on its own: all that is used of the input is less.
static void note_thrift(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t input,
                        double units) {
  for (int32_t alternative = model->input_alternative[input];
       alternative < model->input_alternative[input + 1]; alternative++) {
    const double share = state->alternative_share[alternative];
    if (share <= 0.0 || model->alternative_kind[alternative] != CP_THRIFT) continue;
    const double saved = cp_carry(share * units, &state->alternative_carry[alternative]);
    if (saved > 0.0) note_use(model, draw, state, alternative, saved);
  }
}

// The input's own part of `units`: what is on hand is used up.
static double take_own(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t input,
                       double units) {
  const double need = state->need_now[input];
  const double own = cp_group_has(state, input, units, need)
                         ? units
                         : cp_least(units, units_of(model, draw, state, input, need, 0));
  if (own > 0.0) cp_input_use(state, input, own * need);
  return own;
}

double cp_group_take(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t input,
                     double units, double full) {
  const int32_t turned = state->input_turned[input];
  double left = units;
  if (turned & CP_ANY_SOURCE)
    left = take_by_all(model, draw, state, input, CP_ANY_SOURCE, full, left);
  const double own = take_own(model, draw, state, input, left);
  left -= own;
  if (turned & CP_ANY_THRIFT) note_thrift(model, draw, state, input, own);
  if (left > 0.0 && turned & CP_ANY_WITHOUT)
    left = take_by_all(model, draw, state, input, CP_ANY_WITHOUT, full, left);
  return units - left;
}

void cp_group_finish(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t input) {
  for (int32_t alternative = model->input_alternative[input];
       alternative < model->input_alternative[input + 1]; alternative++) {
    if (state->parked[alternative] <= 0.0) continue;
    const double need = state->need_now[input];
    const double units =
        cp_least(state->parked[alternative], units_of(model, draw, state, input, need, 0));
    cp_input_use(state, input, units * need);
    state->parked[alternative] -= units;
  }
}
