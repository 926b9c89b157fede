// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What firms make: what is planned, as far as the scarcest essential part reaches. Reads plans and stocks; uses inputs up, fills shelves and
// remembers what lacked.
#include "chain/chain.h"

#include "base/date.h"
#include "chain/group.h"
#include "chain/parts.h"
#include "model/crew.h"
#include "model/today.h"
#include "num/least.h"
#include "num/share.h"

// What shares of alternatives are of: a final firm's whole plan of a day, however far its goal was cut.
static double full_day(const cp_model *model, const cp_state *state, int32_t firm) {
  const double usual = model->firm_is_final[firm] ? cp_whole(state->week_plan[firm] / 7.0) : 0.0;
  return cp_most(state->plan[firm], usual);
}

// Today's part of that, before anything is used up. Final firms miss on Sundays, when nothing can be made up within the week, what their plan
// still needs (what had been cut from its goal was missing on Monday); makers to order a day's normal output at most, as their orders wait
// for tomorrow.
static void note_day(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t firm) {
  const double planned = state->plan[firm];
  const double full = full_day(model, state, firm);
  if (!model->firm_is_final[firm]) {
    const double normal = draw->firm_rate[firm] * model->region_work[model->firm_region[firm]];
    cp_parts_note_missing(model, draw, state, firm, cp_least(planned, cp_floor(normal)), full, 0);
  } else if (cp_weekday(state->day[0]) == 6) {
    const double due = state->week_plan[firm] - state->week_made[firm];
    cp_parts_note_missing(model, draw, state, firm, cp_least(planned, due), full, 0);
  }
}

// Takes what `units` need of a group; what lacks of an optional part is left out. Mostly the input has it all, and nobody has turned to
// anything else.
static inline void use_group(const cp_model *model, const cp_draw *draw, cp_state *state,
                             int32_t input, double units, double full) {
  const int is_plain = cp_group_is_plain(state, input);
  const int is_straight = is_plain && cp_group_is_rich(draw, state, input, units);
  const double variant = draw->input_variant[input];
  const double asked =
      variant >= 1.0 ? units : cp_carry(variant * units, &state->share_carry[input]);
  if (is_straight) {
    cp_input_use(state, input, asked * draw->input_need[input]);
  } else if (asked > 0.0) {
    const double served =
        cp_group_take(model, draw, state, input, asked, cp_units_with(draw, input, full));
    if (!model->input_is_essential[input]) state->left_out_total[input] += asked - served;
  }
  if (state->input_turned[input] & CP_ANY_PARKED) cp_group_finish(model, draw, state, input);
}

static inline void use_inputs(const cp_model *model, const cp_draw *draw, cp_state *state,
                              int32_t firm, double units, double full) {
  const int32_t end = model->firm_input[firm + 1];
  for (int32_t input = model->firm_input[firm]; input < end; input = model->input_end[input])
    use_group(model, draw, state, input, units, full);
}

static void count_final(cp_state *state, int32_t firm, double made) {
  state->week_made[firm] += made;
  const double usual = state->week_plan[firm] / 7.0;
  if (usual > 0.0 && made < 0.5 * usual && state->week_short[firm] < 0)
    state->week_short[firm] = state->day[0];
}

static void put_on_shelf(const cp_draw *draw, cp_state *state, int32_t firm, double made) {
  state->shelf[firm] += made;
  const double scrap = cp_carry(draw->firm_scrap_rate[firm] * made, &state->scrap_carry[firm]);
  state->scrap_shelf[firm] += scrap;
  state->scrap_total[firm] += scrap;
}

// Make what the scarcest essential input allows; inputs are used up, output goes to the shelf, scrap to the scrap shelf.
static void make_firms(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t first,
                       int32_t end) {
  for (int32_t firm = first; firm < end; firm++) {
    state->made[firm] = 0.0;
    // who makes to order often has none; parked units of a final firm are finished on days without output, too
    if (state->plan[firm] <= 0.0 && !model->firm_is_final[firm]) continue;
    const double full = full_day(model, state, firm);
    const double made = cp_parts_allow(model, draw, state, firm, state->plan[firm], full, 0);
    if (made < state->plan[firm]) note_day(model, draw, state, firm);
    if (made > 0.0 || model->firm_is_final[firm]) use_inputs(model, draw, state, firm, made, full);
    state->made[firm] = made;
    state->made_total[firm] += made;
    if (model->firm_is_final[firm]) {
      count_final(state, firm, made);
    } else {
      put_on_shelf(draw, state, firm, made);
    }
  }
}

void cp_chain_make(const cp_model *model, const cp_draw *draw, cp_state *state) {
  cp_over_buyers(model, draw, state, make_firms);
}
