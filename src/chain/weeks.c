// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Final firms' weeks: which lines stood, which were slow, what was lost, what was made up, and whether stocks are back. Judged on Sundays; a
// stop tells the input that was scarcest.
#include "chain/chain.h"

#include "base/date.h"
#include "chain/causes.h"
#include "num/least.h"
#include "num/share.h"

// cover is back at this part of its target
static const double back_at_target = 0.9;

static void tell_week(const cp_model *model, const cp_draw *draw, const cp_state *state,
                      int32_t firm, double ratio) {
  cp_log_tell(state->log,
              (cp_event){.day = state->day[0],
                         .kind = state->is_down[firm] ? CP_EVENT_STOP : CP_EVENT_RESTART,
                         .cause = CP_CAUSE_INPUT,
                         .object = firm,
                         .number = cp_scarcest_input(model, draw, state, firm),
                         .amount = 1.0 - ratio});
}

// The first stop that a control can have caused: that of a week whose first short day is not before the first control.
static void note_first_stop(cp_state *state, int32_t firm, double ratio) {
  const int32_t short_day = state->week_short[firm];
  if (ratio >= 0.5 || state->first_stop[firm] >= 0 || state->control_first[0] < 0) return;
  if (short_day >= state->control_first[0]) state->first_stop[firm] = short_day;
}

// The least of its essential inputs' cover over target.
static double least_cover(const cp_model *model, const cp_draw *draw, const cp_state *state,
                          int32_t firm) {
  double least = 1.0;
  const int32_t end = model->firm_input[firm + 1];
  for (int32_t input = model->firm_input[firm]; input < end; input = model->input_end[input]) {
    const double target = draw->input_rate[input] * draw->input_cover[input];
    if (!model->input_is_essential[input] || target <= 0.0) continue;
    least = cp_least(least, state->stock[input] / target);
  }
  return least;
}

static void note_cover(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t firm) {
  if (state->control_first[0] < 0) return;
  const double cover = least_cover(model, draw, state, firm);
  if (cover < cp_short_of_target) {
    if (state->cover_short[firm] < 0) state->cover_short[firm] = state->day[0];
    state->cover_back[firm] = -1;
  } else if (cover >= back_at_target && state->cover_short[firm] >= 0 &&
             state->cover_back[firm] < 0) {
    state->cover_back[firm] = state->day[0];
  }
}

// Units not made in their week are lost; those still wanted wait in the backlog until a week makes more than its plan.
static void count_units(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t firm) {
  const double more = state->week_made[firm] - state->week_plan[firm];
  if (more < 0.0) {
    const double kept = model->firm_slips[firm] ? 1.0 : draw->kept[0];
    state->lost_total[firm] -= more;
    cp_causes_lose(model, draw, state, firm, -more);
    state->backlog[firm] += cp_carry(-more * kept, &state->kept_carry[firm]);
    state->most_backlog[firm] = cp_most(state->most_backlog[firm], state->backlog[firm]);
  } else {
    const double recovered = cp_least(more, state->backlog[firm]);
    state->backlog[firm] -= recovered;
    state->recovered_total[firm] += recovered;
    if (recovered > 0.0) cp_causes_recover(draw, state, firm, recovered);
  }
}

// Stopped below half of the plan, slowed below 95% (docs/model.md, week). What is lost counts in line-weeks, by the part of the plan that was
// not made. Deliveries that slip stop no line.
static void judge(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t firm) {
  const double ratio = state->week_made[firm] / state->week_plan[firm];
  state->weeks[firm] += 1.0;
  if (model->firm_slips[firm]) return;
  const int32_t was_down = state->is_down[firm];
  state->is_down[firm] = ratio < 0.5;
  state->week_loss[firm] = ratio < 0.95 ? 1.0 - ratio : 0.0;
  state->weeks_lost[firm] += state->week_loss[firm];
  note_first_stop(state, firm, ratio);
  if (was_down != state->is_down[firm]) tell_week(model, draw, state, firm, ratio);
}

// What it did not make of its plan, or made beyond, by its share of its sector.
static void tell_sector(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t firm) {
  const int32_t sector = model->firm_sector[firm];
  if (sector < 0) return;
  const int32_t week = (state->day[0] - model->first_day[0]) / 7;
  state->sector_loss[(int64_t)week * model->n_sector + sector] +=
      draw->firm_weight[firm] * (1.0 - state->week_made[firm] / state->week_plan[firm]);
}

void cp_chain_week(const cp_model *model, const cp_draw *draw, cp_state *state) {
  if (cp_weekday(state->day[0]) != 6) return;
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    if (!model->firm_is_final[firm] || state->week_plan[firm] <= 0.0) continue;
    judge(model, draw, state, firm);
    count_units(model, draw, state, firm);
    tell_sector(model, draw, state, firm);
    note_cover(model, draw, state, firm);
  }
}
