// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Final firms' weeks: which lines stood, which were slow, what was lost. Judged on Sundays; a stop tells the input that was scarcest.
#include "chain/chain.h"

#include "base/date.h"

// The essential input with the fewest days on hand, -1 if it has none.
static int32_t scarcest_input(const cp_model *model, const cp_draw *draw, const cp_state *state,
                              int32_t firm) {
  int32_t scarcest = -1;
  double fewest = 0.0;
  for (int32_t input = model->firm_input[firm]; input < model->firm_input[firm + 1]; input++) {
    if (!model->input_is_essential[input] || draw->input_rate[input] <= 0.0) continue;
    const double days = state->stock[input] / draw->input_rate[input];
    if (scarcest >= 0 && days >= fewest) continue;
    scarcest = input;
    fewest = days;
  }
  return scarcest;
}

static void tell_week(const cp_model *model, const cp_draw *draw, const cp_state *state,
                      int32_t firm, double ratio) {
  cp_log_tell(state->log,
              (cp_event){.day = state->day[0],
                         .kind = state->is_down[firm] ? CP_EVENT_STOP : CP_EVENT_RESTART,
                         .cause = CP_CAUSE_INPUT,
                         .object = firm,
                         .number = scarcest_input(model, draw, state, firm),
                         .amount = 1.0 - ratio});
}

// The first stop that a control can have caused: that of a week whose first short day is not before the first control.
static void note_first_stop(cp_state *state, int32_t firm, double ratio) {
  const int32_t short_day = state->week_short[firm];
  if (ratio >= 0.5 || state->first_stop[firm] >= 0 || state->control_first[0] < 0) return;
  if (short_day >= state->control_first[0]) state->first_stop[firm] = short_day;
}

// On Sundays the week is judged: stopped below half of its plan, slowed below 95% (docs/model.md, week). What is lost counts in
// line-weeks, by the part of the plan that was not made.
void cp_chain_week(const cp_model *model, const cp_draw *draw, cp_state *state) {
  if (cp_weekday(state->day[0]) != 6) return;
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    if (!model->firm_is_final[firm] || state->week_plan[firm] <= 0.0) continue;
    const double ratio = state->week_made[firm] / state->week_plan[firm];
    const int32_t was_down = state->is_down[firm];
    state->is_down[firm] = ratio < 0.5;
    state->weeks[firm] += 1.0;
    state->week_loss[firm] = ratio < 0.95 ? 1.0 - ratio : 0.0;
    state->weeks_lost[firm] += state->week_loss[firm];
    note_first_stop(state, firm, ratio);
    if (was_down != state->is_down[firm]) tell_week(model, draw, state, firm, ratio);
    state->week_plan[firm] = 0.0;
    state->week_made[firm] = 0.0;
    state->week_short[firm] = -1;
  }
}
