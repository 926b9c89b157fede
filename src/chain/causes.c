// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Whose control made a final firm lose units: the one that binds what it had least of, or what the makers of that had least of. Every unit
// lost and made later is put down to one measure or to none, so that sums over measures are those of the firms.
#include "chain/causes.h"

#include <stdbool.h>

#include "num/floor.h"
#include "num/least.h"

enum {
  MOST_STEPS = 8
};  // up the chain; goods go in no circle, so it is only how far anybody looks

int32_t cp_scarcest_input(const cp_model *model, const cp_draw *draw, const cp_state *state,
                          int32_t firm) {
  int32_t scarcest = -1;
  double fewest = 0.0;
  const int32_t end = model->firm_input[firm + 1];
  for (int32_t input = model->firm_input[firm]; input < end; input = model->input_end[input]) {
    if (!model->input_is_essential[input] || draw->input_rate[input] <= 0.0) continue;
    const double days = state->stock[input] / draw->input_rate[input];
    if (scarcest >= 0 && days >= fewest) continue;
    scarcest = input;
    fewest = days;
  }
  return scarcest;
}

// A control still shows after it is gone, until what was ordered then is there.
static bool still_shows(const cp_draw *draw, const cp_state *state, int32_t input, int32_t gate) {
  const int32_t over = state->account_over[gate];
  return over < 0 || state->day[0] - over < draw->input_lead[input] + draw->order_days[0];
}

// Of the controls that bind the input's lanes, or did lately, the one that was in force first; -1 none.
static int32_t binding(const cp_model *model, const cp_draw *draw, const cp_state *state,
                       int32_t input) {
  int32_t cause = -1;
  for (int32_t at = model->input_gate_first[input]; at < model->input_gate_first[input + 1]; at++) {
    const int32_t gate = model->input_gate[at];
    const int32_t account = state->account[gate];
    if (account < 0 || !still_shows(draw, state, input, gate)) continue;
    const int32_t since = cause < 0 ? 0 : state->account_first[cause];
    if (cause < 0 || state->account_first[account] < since ||
        (state->account_first[account] == since && account < cause))
      cause = account;
  }
  return cause;
}

// The supplier from whom most of an input comes, -1 none.
static int32_t main_supplier(const cp_model *model, int32_t input) {
  int32_t supplier = -1;
  double most = 0.0;
  for (int32_t at = model->input_lane_first[input]; at < model->input_lane_first[input + 1]; at++) {
    if (model->place_share[at] <= most) continue;
    most = model->place_share[at];
    supplier = model->lane_supplier[model->input_lane[at]];
  }
  return supplier;
}

// Has a maker too little of its scarcest input? Then it is that which its buyers lack.
static bool is_short(const cp_draw *draw, const cp_state *state, int32_t input) {
  return state->stock[input] <
         cp_short_of_target * draw->input_rate[input] * draw->input_cover[input];
}

int32_t cp_cause_of(const cp_model *model, const cp_draw *draw, const cp_state *state,
                    int32_t firm) {
  int32_t input = cp_scarcest_input(model, draw, state, firm);
  for (int32_t step = 0; step < MOST_STEPS && input >= 0; step++) {
    const int32_t cause = binding(model, draw, state, input);
    if (cause >= 0) return cause;
    const int32_t supplier = main_supplier(model, input);
    if (supplier < 0 || model->firm_is_final[supplier]) return -1;
    input = cp_scarcest_input(model, draw, state, supplier);
    if (input >= 0 && !is_short(draw, state, input)) return -1;
  }
  return -1;
}

// The firm's place for a cause, a free one when it has none; -1 when there is no room.
static int32_t place_of(const cp_state *state, int32_t firm, int32_t cause) {
  const int32_t first = firm * CP_CAUSES;
  for (int32_t place = first; place < first + CP_CAUSES; place++) {
    if (state->cause[place] < 0 || state->cause[place] == cause) return place;
  }
  return -1;
}

static double value_of(const cp_draw *draw, int32_t firm, double units) {
  return cp_whole(units * draw->firm_value[firm] + 0.5);
}

void cp_causes_lose(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t firm,
                    double units) {
  const int32_t cause = cp_cause_of(model, draw, state, firm);
  const int32_t place = cause < 0 ? -1 : place_of(state, firm, cause);
  cp_caused *caused = place < 0 ? state->uncaused : state->caused + cause;
  if (place >= 0) {
    state->cause[place] = cause;
    state->cause_owed[place] += units;
  }
  caused->units += units;
  caused->value += value_of(draw, firm, units);
}

static void give_back(const cp_draw *draw, int32_t firm, double units, cp_caused *caused) {
  caused->units_back += units;
  caused->value_back += value_of(draw, firm, units);
}

// What was lost to the first measure comes back first, what no measure caused last.
void cp_causes_recover(const cp_draw *draw, cp_state *state, int32_t firm, double units) {
  const int32_t first = firm * CP_CAUSES;
  for (int32_t place = first; place < first + CP_CAUSES; place++) {
    const double back = cp_least(units, state->cause_owed[place]);
    if (back <= 0.0) continue;
    state->cause_owed[place] -= back;
    units -= back;
    give_back(draw, firm, back, state->caused + state->cause[place]);
    if (state->cause_owed[place] == 0.0) state->cause[place] = -1;
  }
  if (units > 0.0) give_back(draw, firm, units, state->uncaused);
}
