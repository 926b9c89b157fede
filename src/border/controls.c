// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Which lanes a measure binds, threatens or taxes. Measures change rarely, so lanes are looked through on the days on which one does: reads what
// the deal says of measures; writes gate_control, threat_since, deadline and tariff, and what they mean for each input.
#include "border/border.h"

#include "border/port.h"

void cp_border_begin(const cp_model *model, const cp_draw *draw, cp_state *state) {
  (void)draw;
  for (int32_t gate = 0; gate < model->n_gate; gate++) {
    state->gate_control[gate] = -1;
    state->control_since[gate] = -1;
    state->threat_since[gate] = -1;
    state->deadline[gate] = -1;
  }
  for (int32_t measure = 0; measure < model->n_measure; measure++) state->until_seen[measure] = -1;
  for (int64_t at = 0; at < (int64_t)model->n_good * model->n_customs; at++)
    state->heading_since[at] = -1;
  for (int32_t input = 0; input < model->n_input; input++)
    state->input_threat[input] = state->input_deadline[input] = -1;
  for (int32_t measure = 0; measure < model->n_measure; measure++) state->quota_since[measure] = -1;
  for (int32_t gate = 0; gate < model->n_gate; gate++)
    state->stuffed[gate] = state->stuffed_before[gate] = -1;
  state->stuffed_last[0] = -1;
  for (int32_t customs = 0; customs < model->n_customs; customs++)
    state->inspection_first[customs] = state->inspection_last[customs] = -1;
  state->held_first[0] = state->held_last[0] = -1;
  state->bound_on[0] = -1;
  state->reservation_free[0] = -1;
  state->next_deadline[0] = -1;
  state->consignment_free[0] = -1;
  state->control_first[0] = -1;
  for (int32_t day = 0; day < model->n_wheel; day++) state->consignment_first[day] = -1;
  cp_sales_begin(model, state);
}

static int binds(const cp_model *model, int32_t measure) {
  const int32_t kind = model->measure_kind[measure];
  return kind == CP_LICENCE_REQUIREMENT || kind == CP_BAN;
}

// What buyers hoard against: a quota, too, although it binds no lane by itself.
int cp_border_is_control(const cp_model *model, int32_t measure) {
  return binds(model, measure) || model->measure_kind[measure] == CP_QUOTA;
}

// What was ordered before the control came may still leave where the measure that brings it says so.
static void set_exempt(const cp_model *model, cp_state *state, int32_t gate, int32_t measure) {
  const int32_t lane = model->gate_lane[gate];
  const int is_exempt = measure >= 0 && model->measure_transition[measure] == CP_FROM_CONTRACT;
  state->exempt[gate] = is_exempt ? state->book[lane].open + state->waiting[lane] : 0.0;
  state->exempt_used[gate] = 0.0;
}

// A lane that passes from one measure to another stays bound: its clock goes on, and no second grace begins.
static void set_control(const cp_model *model, cp_state *state, int32_t gate, int32_t measure) {
  const int32_t before = state->gate_control[gate];
  if (before == measure) return;
  state->gate_control[gate] = measure;
  if (before < 0) {
    state->control_since[gate] = state->day[0];
    state->drawn_before[gate] = state->drawn_total[gate];
  }
  if (measure < 0) state->control_since[gate] = -1;
  if (before < 0 || measure < 0) set_exempt(model, state, gate, measure);
  if (state->control_first[0] < 0) state->control_first[0] = state->day[0];
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_CONTROL,
                                     .cause = CP_CAUSE_MEASURE,
                                     .object = model->gate_lane[gate],
                                     .from = before >= 0,
                                     .to = measure >= 0,
                                     .number = measure < 0 ? before : measure});
}

// A good under the same heading is controlled from the first day on which one of its lanes is.
static void set_headings(const cp_model *model, cp_state *state) {
  for (int32_t gate = 0; gate < model->n_gate; gate++) {
    if (state->gate_control[gate] < 0) continue;
    const int32_t lane = model->gate_lane[gate];
    const int32_t heading = model->good_heading[cp_lane_good(model, lane)];
    const int32_t customs = model->gate_customs[gate];
    if (heading < 0 || customs < 0) continue;
    int32_t *since = state->heading_since + (int64_t)heading * model->n_customs + customs;
    if (*since < 0) *since = state->day[0];
  }
}

// Of the measures in force that name a lane the first counts, but a ban before any licence requirement.
static void bind_lanes(const cp_model *model, cp_state *state) {
  for (int32_t gate = 0; gate < model->n_gate; gate++) state->gate_bound[gate] = -1;
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    if (!binds(model, measure) || state->measure_state[measure] != CP_MEASURE_IN_FORCE) continue;
    const int is_ban = model->measure_kind[measure] == CP_BAN;
    for (int32_t at = model->measure_lane_first[measure];
         at < model->measure_lane_first[measure + 1]; at++) {
      int32_t *bound = state->gate_bound + model->lane_gate[model->measure_lane[at]];
      if (*bound < 0 || (is_ban && model->measure_kind[*bound] != CP_BAN)) *bound = measure;
    }
  }
  for (int32_t gate = 0; gate < model->n_gate; gate++) {
    set_control(model, state, gate, state->gate_bound[gate]);
  }
  set_headings(model, state);
  state->bound_on[0] = state->day[0];
}

// Is a quota in force? One that is not counts for nothing any more.
static void look_at_quotas(const cp_model *model, cp_state *state) {
  state->has_quota[0] = 0;
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    if (model->measure_kind[measure] != CP_QUOTA) continue;
    if (state->measure_state[measure] == CP_MEASURE_IN_FORCE) {
      state->has_quota[0] = 1;
    } else {
      state->quota_since[measure] = -1;
    }
  }
}

// The day on which a measure will change by itself for the worse: a suspended one comes back, a permission ends. -1 when no such day is known.
static int32_t worse_on(const cp_model *model, const cp_state *state, int32_t measure) {
  const int is_permission = model->measure_kind[measure] == CP_PERMISSION ||
                            model->measure_kind[measure] == CP_GENERAL_LICENCE;
  const int32_t state_now = state->measure_state[measure];
  if (state_now != (is_permission ? CP_MEASURE_IN_FORCE : CP_MEASURE_SUSPENDED)) return -1;
  return state->measure_until[measure];
}

// What a measure does to the expectations of those whose lanes it names: a control that is in force, announced or suspended for a while is
// known; a tariff in force adds up.
static void look_at_measure(const cp_model *model, cp_state *state, int32_t measure) {
  const int32_t now = state->measure_state[measure];
  const int is_known = cp_border_is_control(model, measure) &&
                       (now == CP_MEASURE_IN_FORCE || now == CP_MEASURE_ANNOUNCED);
  const double tariff = model->measure_kind[measure] == CP_TARIFF && now == CP_MEASURE_IN_FORCE
                            ? state->measure_now[measure]
                            : 0.0;
  const int32_t worse = worse_on(model, state, measure);
  for (int32_t at = model->measure_lane_first[measure]; at < model->measure_lane_first[measure + 1];
       at++) {
    const int32_t gate = model->lane_gate[model->measure_lane[at]];
    state->tariff[gate] += tariff;
    if (is_known && (state->threat_since[gate] < 0 ||
                     state->measure_since[measure] < state->threat_since[gate]))
      state->threat_since[gate] = state->measure_since[measure];
    if (worse >= 0 && (state->deadline[gate] < 0 || worse < state->deadline[gate]))
      state->deadline[gate] = worse;
  }
}

// A threat that was said of a control counts from the day it was said.
static void look_at_threat(const cp_model *model, cp_state *state, int32_t statement) {
  const int32_t measure = model->statement_object[statement];
  if (!model->statement_is_threat[statement] ||
      model->statement_kind[statement] != CP_OBJECT_MEASURE ||
      model->statement_day[statement] > state->day[0] || !cp_border_is_control(model, measure))
    return;
  const int32_t now = state->measure_state[measure];
  if (now != CP_MEASURE_NONE && now != CP_MEASURE_SUSPENDED) return;
  for (int32_t at = model->measure_lane_first[measure]; at < model->measure_lane_first[measure + 1];
       at++) {
    int32_t *since = state->threat_since + model->lane_gate[model->measure_lane[at]];
    if (*since < 0) *since = model->statement_day[statement];
  }
}

// Words of easing let buyers hoard less, more so once they are confirmed; the last word on a lane counts, and a threat takes hope away.
static void look_at_words(const cp_model *model, const cp_draw *draw, cp_state *state) {
  for (int32_t gate = 0; gate < model->n_gate; gate++) state->hope[gate] = 0.0;
  for (int32_t place = 0; place < model->n_statement; place++) {
    const int32_t statement = model->statement_order[place];
    const int32_t said = state->statement_state[statement];
    const int is_hope = model->statement_is_hope[statement];
    if (said == 0 || (!is_hope && !model->statement_is_threat[statement])) continue;
    const double trust =
        said == CP_STATEMENT_CONFIRMED ? draw->trust[0] : draw->trust_unconfirmed[0];
    for (int32_t at = model->statement_lane_first[statement];
         at < model->statement_lane_first[statement + 1]; at++) {
      const int32_t gate = model->lane_gate[model->statement_lane[at]];
      if (gate >= 0) state->hope[gate] = is_hope ? trust : 0.0;
    }
  }
}

// What an input's lanes mean for its orders.
static void sum_up(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t input) {
  int32_t threat = -1, deadline = -1;
  double postponed = 0.0;
  double hope = 1.0;
  int32_t is_bound = 0;
  for (int32_t at = model->input_gate_first[input]; at < model->input_gate_first[input + 1]; at++) {
    const int32_t gate = model->input_gate[at];
    const int32_t since = state->threat_since[gate];
    const int32_t until = state->deadline[gate];
    if (since >= 0 && (threat < 0 || since < threat)) threat = since;
    if (since >= 0 && state->hope[gate] < hope) hope = state->hope[gate];
    if (until >= state->day[0] && (deadline < 0 || until < deadline)) deadline = until;
    if (state->tariff[gate] > draw->postpone_above[0])
      postponed += draw->postpone[0] * model->gate_share[gate];
    is_bound |= state->gate_control[gate] >= 0;
  }
  state->input_threat[input] = threat;
  state->input_hope[input] = threat < 0 ? 0.0 : hope;
  state->input_deadline[input] = deadline;
  state->input_postponed[input] = postponed;
  state->input_bound[input] = is_bound;
}

static void sum_up_all(const cp_model *model, const cp_draw *draw, cp_state *state) {
  state->next_deadline[0] = -1;
  for (int32_t input = 0; input < model->n_input; input++) {
    sum_up(model, draw, state, input);
    const int32_t deadline = state->input_deadline[input];
    if (deadline >= 0 && (state->next_deadline[0] < 0 || deadline < state->next_deadline[0]))
      state->next_deadline[0] = deadline;
  }
}

static void look_ahead(const cp_model *model, const cp_draw *draw, cp_state *state) {
  for (int32_t gate = 0; gate < model->n_gate; gate++) {
    state->threat_since[gate] = state->deadline[gate] = -1;
    state->tariff[gate] = 0.0;
  }
  for (int32_t measure = 0; measure < model->n_measure; measure++)
    look_at_measure(model, state, measure);
  for (int32_t statement = 0; statement < model->n_statement; statement++)
    look_at_threat(model, state, statement);
  if (model->n_statement_lane > 0) look_at_words(model, draw, state);
  sum_up_all(model, draw, state);
}

// A measure's rate counts with its state, since a tariff in force can be set anew; a threat is said on a day.
static int has_changed(const cp_state *state, int32_t measure) {
  return state->measure_seen[measure] != state->measure_state[measure] ||
         state->until_seen[measure] != state->measure_until[measure] ||
         state->rate_seen[measure] != state->measure_now[measure];
}

static int is_threat_today(const cp_model *model, const cp_state *state) {
  for (int32_t statement = 0; statement < model->n_statement; statement++) {
    if (model->statement_is_threat[statement] && model->statement_day[statement] == state->day[0])
      return 1;
  }
  return 0;
}

// Was something said or confirmed of which buyers expect something?
static int is_word_today(const cp_model *model, cp_state *state) {
  int is_new = 0;
  for (int32_t statement = 0; model->n_statement_lane > 0 && statement < model->n_statement;
       statement++) {
    is_new |= state->statement_seen[statement] != state->statement_state[statement];
    state->statement_seen[statement] = state->statement_state[statement];
  }
  return is_new;
}

void cp_border_controls(const cp_model *model, const cp_draw *draw, cp_state *state) {
  int must_bind = 0, must_account = 0;
  int must_look = is_threat_today(model, state) | is_word_today(model, state);
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    if (!has_changed(state, measure)) continue;
    must_bind |= binds(model, measure);
    must_account |= cp_border_is_control(model, measure);
    // a listing binds no lane, and may stop what has not departed
    if (model->measure_kind[measure] == CP_LISTING) state->bound_on[0] = state->day[0];
    must_look = 1;
    state->measure_seen[measure] = state->measure_state[measure];
    state->until_seen[measure] = state->measure_until[measure];
    state->rate_seen[measure] = state->measure_now[measure];
  }
  if (must_bind) bind_lanes(model, state);
  if (must_account) {
    cp_sales_bind(model, draw, state);
  } else {
    cp_sales_month(model, draw, state);
  }
  if (must_look) look_at_quotas(model, state);
  const int32_t next = state->next_deadline[0];
  if (!must_look && next >= 0 && next < state->day[0]) sum_up_all(model, draw, state);
  if (!must_look) return;
  state->has_border[0] = 1;
  look_ahead(model, draw, state);
}
