// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The scarcest essential part rules: what is on hand, what arrives in time, and what alternatives give up to their share.
#include "chain/parts.h"

#include "chain/group.h"
#include "num/least.h"

static int is_needed(const cp_model *model, const cp_draw *draw, int32_t input) {
  return model->input_is_essential[input] && draw->input_need[input] > 0.0 &&
         draw->input_variant[input] > 0.0;
}

// What `units` need of the part and cannot have, in units with the part; 0 or less: nothing lacks.
static double lacking_of(const cp_model *model, const cp_draw *draw, const cp_state *state,
                         int32_t input, double units, double full, int32_t days) {
  if (cp_group_is_rich(draw, state, input, units) || !is_needed(model, draw, input)) return 0.0;
  const double asked = cp_units_with(draw, input, units);
  return asked - cp_group_units(model, draw, state, input, cp_units_with(draw, input, full), days);
}

double cp_parts_allow(const cp_model *model, const cp_draw *draw, const cp_state *state,
                      int32_t firm, double units, double full, int32_t days) {
  if (units <= 0.0) return 0.0;
  double allowed = units;
  const int32_t end = model->firm_input[firm + 1];
  for (int32_t input = model->firm_input[firm]; input < end; input = model->input_end[input]) {
    const double lacking = lacking_of(model, draw, state, input, units, full, days);
    if (lacking <= 0.0) continue;
    const int is_option = draw->input_share[input] < 1.0;
    allowed = cp_least(allowed, units - lacking * (1.0 - (is_option ? draw->remix[0] : 0.0)));
  }
  return cp_whole(cp_most(0.0, allowed));
}

void cp_parts_note_missing(const cp_model *model, const cp_draw *draw, cp_state *state,
                           int32_t firm, double units, double full, int32_t days) {
  if (state->control_first[0] < 0 || units <= 0.0) return;
  const int32_t end = model->firm_input[firm + 1];
  for (int32_t input = model->firm_input[firm]; input < end; input = model->input_end[input]) {
    const double lacking = lacking_of(model, draw, state, input, units, full, days);
    if (lacking > 0.0) state->missing_total[input] += cp_floor(lacking * state->need_now[input]);
  }
}
