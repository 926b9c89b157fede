// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Turning to alternatives. A user whose input will probably run short starts to qualify what it could use instead; after the days that takes
// the alternative is open and serves a share of the need that grows over its ramp.
//
//   idle --probable supply is short--> qualifying --days are over--> open
#include "chain/chain.h"

#include "num/least.h"

// Does what its user looks at reach? Units are built without a part on the spot, so there what is on hand decides; other sources and thrift take
// time, so what is probable does.
static inline int is_ample(const cp_model *model, const cp_draw *draw, const cp_state *state,
                           int32_t alternative) {
  const int32_t input = model->alternative_input[alternative];
  const int is_spot = model->alternative_kind[alternative] >= CP_DROP;
  return (is_spot ? state->stock : state->expected)[input] >= draw->alternative_below[alternative];
}

static void go_to(cp_state *state, int32_t alternative, int32_t to, cp_event_kind kind) {
  state->alternative_state[alternative] = to;
  state->alternative_since[alternative] = state->day[0];
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = (int16_t)kind,
                                     .cause = CP_CAUSE_RULE,
                                     .object = alternative});
}

// What all thrift of an input leaves of its need.
static void spare(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t input) {
  double need = draw->input_need[input];
  for (int32_t alternative = model->input_alternative[input];
       alternative < model->input_alternative[input + 1]; alternative++) {
    if (model->alternative_kind[alternative] == CP_THRIFT)
      need *= 1.0 - state->alternative_share[alternative];
  }
  state->need_now[input] = need;
}

// Grows evenly over its ramp, the first day counting; the share stays when it has grown.
static void grow(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t alternative) {
  const int32_t option = model->alternative_option[alternative];
  const double days = state->day[0] - state->alternative_since[alternative] + 1;
  const double ramp = cp_most(1.0, draw->option_ramp[option]);
  state->alternative_share[alternative] = draw->option_share[option] * cp_least(1.0, days / ramp);
  if (model->alternative_kind[alternative] == CP_THRIFT)
    spare(model, draw, state, model->alternative_input[alternative]);
}

static void qualify(const cp_model *model, const cp_draw *draw, cp_state *state,
                    int32_t alternative) {
  const int32_t option = model->alternative_option[alternative];
  const int32_t days = state->day[0] - state->alternative_since[alternative];
  if (days < draw->qualify_days[option]) return;
  go_to(state, alternative, CP_ALTERNATIVE_OPEN, CP_EVENT_SWITCH);
  state->input_turned[model->alternative_input[alternative]] |=
      1 << model->alternative_kind[alternative];
  grow(model, draw, state, alternative);
}

static void start(const cp_model *model, const cp_draw *draw, cp_state *state,
                  int32_t alternative) {
  if (state->day[0] < model->option_known[model->alternative_option[alternative]]) return;
  state->alternative_started[alternative] = state->day[0];
  go_to(state, alternative, CP_ALTERNATIVE_QUALIFYING, CP_EVENT_QUALIFY);
  qualify(model, draw, state, alternative);
}

// Mostly nothing happens: supply is ample, or the share has grown.
void cp_chain_turn(const cp_model *model, const cp_draw *draw, cp_state *state) {
  if (draw->may_turn[0] == 0.0) return;
  const int32_t *now = state->alternative_state;
  const int32_t *option = model->alternative_option;
  const double *share = state->alternative_share, *largest = draw->option_share;
  for (int32_t alternative = 0; alternative < model->n_alternative; alternative++) {
    if (now[alternative] == CP_ALTERNATIVE_OPEN) {
      if (share[alternative] < largest[option[alternative]]) grow(model, draw, state, alternative);
    } else if (now[alternative] == CP_ALTERNATIVE_QUALIFYING) {
      qualify(model, draw, state, alternative);
    } else if (!is_ample(model, draw, state, alternative)) {
      start(model, draw, state, alternative);
    }
  }
}
