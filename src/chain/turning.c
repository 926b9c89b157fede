// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Turning to alternatives. A user whose input will probably run short starts to qualify what it could use instead; after the days that takes
// the alternative is open and serves a share of the need that grows over its ramp.
//
//   idle --probable supply is short--> qualifying --days are over--> open
#include "chain/chain.h"

#include "num/least.h"

// Units are built without a part on the spot, so what is on hand decides; other sources and thrift take time, so what is probable does.
static double outlook_of(const cp_model *model, const cp_state *state, int32_t alternative) {
  const int32_t input = model->alternative_input[alternative];
  return model->option_kind[model->alternative_option[alternative]] >= CP_DROP
             ? state->stock[input]
             : state->expected[input];
}

static void go_to(cp_state *state, int32_t alternative, int32_t to, cp_event_kind kind) {
  state->alternative_state[alternative] = to;
  state->alternative_since[alternative] = state->day[0];
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = (int16_t)kind,
                                     .cause = CP_CAUSE_RULE,
                                     .object = alternative});
}

static void turn(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t alternative) {
  const int32_t option = model->alternative_option[alternative];
  const int32_t today = state->day[0];
  if (state->alternative_state[alternative] == CP_ALTERNATIVE_IDLE) {
    if (outlook_of(model, state, alternative) >= draw->alternative_below[alternative]) return;
    if (today < model->option_known[option]) return;
    state->alternative_started[alternative] = today;
    go_to(state, alternative, CP_ALTERNATIVE_QUALIFYING, CP_EVENT_QUALIFY);
  }
  if (state->alternative_state[alternative] == CP_ALTERNATIVE_QUALIFYING) {
    if (today - state->alternative_since[alternative] < draw->qualify_days[option]) return;
    go_to(state, alternative, CP_ALTERNATIVE_OPEN, CP_EVENT_SWITCH);
    state->input_turned[model->alternative_input[alternative]] |= 1 << model->option_kind[option];
  }
  // the share stays when it has grown
  if (state->alternative_share[alternative] == draw->option_share[option]) return;
  const double days = today - state->alternative_since[alternative] + 1;
  const double ramp = cp_most(1.0, draw->option_ramp[option]);
  state->alternative_share[alternative] = draw->option_share[option] * cp_least(1.0, days / ramp);
}

void cp_chain_turn(const cp_model *model, const cp_draw *draw, cp_state *state) {
  if (draw->may_turn[0] == 0.0) return;
  for (int32_t alternative = 0; alternative < model->n_alternative; alternative++) {
    turn(model, draw, state, alternative);
  }
}
