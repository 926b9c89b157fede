// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What a control costs the exporters of its owner: the sales of the lanes that it binds, in whole cents, beside what they sell in normal times.
// A lane's sales stand on the account of one control. Reads what is in force; writes account and sales arrays.
//
//   control in force --bind--> account: expected += normal sales --evening--> behind += expected
//                                       a departure ---------------------->  behind -= its value
#include "border/border.h"

#include "border/port.h"
#include "model/today.h"
#include "num/floor.h"
#include "num/least.h"
#include "num/share.h"

void cp_sales_begin(const cp_model *model, cp_state *state) {
  for (int32_t gate = 0; gate < model->n_gate; gate++)
    state->account[gate] = state->account_over[gate] = -1;
  for (int32_t measure = 0; measure < model->n_measure; measure++)
    state->account_first[measure] = -1;
}

// What a unit of a firm's need is this month over the plan: what its buyers want, too (docs/model.md, order).
static double need_of(const cp_model *model, const cp_draw *draw, int32_t month, int32_t firm) {
  return model->firm_is_final[firm]
             ? draw->need_factor[(int64_t)month * model->n_region + model->firm_region[firm]]
             : draw->need_level[month];
}

// Normal sales of all lanes, with the need of today's month.
static void expect(const cp_model *model, const cp_draw *draw, cp_state *state) {
  const int32_t month = cp_month(model, state);
  for (int32_t measure = 0; measure < model->n_measure; measure++)
    state->sales_expected[measure] = 0.0;
  for (int32_t gate = 0; gate < model->n_gate; gate++) {
    const int32_t account = state->account[gate];
    if (account < 0) continue;
    const int32_t lane = model->gate_lane[gate];
    state->sales_expected[account] +=
        cp_lane_rate(model, draw, lane) * cp_sales_price(model, draw, lane) *
        need_of(model, draw, month, model->input_firm[model->lane_input[lane]]);
  }
}

// Was one control in force before another? Of two that came on one day the first counts.
static bool is_before(const cp_state *state, int32_t measure, int32_t other) {
  const int32_t first = state->account_first[measure], second = state->account_first[other];
  return first < second || (first == second && measure < other);
}

// The control is in force: its lanes are on its account, but for those of one that was there before.
static void open_accounts(const cp_model *model, cp_state *state, int32_t measure) {
  if (state->account_first[measure] < 0) state->account_first[measure] = state->day[0];
  for (int32_t at = model->measure_lane_first[measure]; at < model->measure_lane_first[measure + 1];
       at++) {
    const int32_t gate = model->lane_gate[model->measure_lane[at]];
    const bool is_other = state->account[gate] >= 0 && state->account_over[gate] < 0;
    if (is_other && is_before(state, state->account[gate], measure)) continue;
    state->account[gate] = measure;
    state->account_over[gate] = -1;
  }
}

// A control that is gone keeps the account until another comes: what is made up belongs to it.
void cp_sales_bind(const cp_model *model, const cp_draw *draw, cp_state *state) {
  for (int32_t gate = 0; gate < model->n_gate; gate++) {
    if (state->account[gate] >= 0 && state->account_over[gate] < 0)
      state->account_over[gate] = state->day[0];
  }
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    if (cp_border_is_control(model, measure) &&
        state->measure_state[measure] == CP_MEASURE_IN_FORCE)
      open_accounts(model, state, measure);
  }
  expect(model, draw, state);
}

void cp_sales_month(const cp_model *model, const cp_draw *draw, cp_state *state) {
  const int32_t offset = cp_offset(model, state);
  if (state->has_border[0] && offset > 0 && model->month_of[offset] != model->month_of[offset - 1])
    expect(model, draw, state);
}

void cp_sales_evening(const cp_model *model, cp_state *state) {
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    if (state->account_first[measure] < 0) continue;
    state->sales_behind[measure] +=
        cp_carry(state->sales_expected[measure], &state->sales_carry[measure]);
    if (state->measure_state[measure] == CP_MEASURE_IN_FORCE)
      state->sales_lost[measure] =
          cp_most(state->sales_lost[measure], state->sales_behind[measure]);
  }
}
