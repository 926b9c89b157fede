// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What customs do with a consignment: the challenge of goods that look like controlled ones, held for some days or asked in writing; inspections
// with limited places; containers; what a new measure stops, and what lets held goods go on. Draws belong to the consignment: entity the
// lane, day that of its declaration, n the question.
#include "base/calendar.h"
#include "border/port.h"
#include "model/purpose.h"
#include "model/today.h"
#include "num/floor.h"
#include "num/least.h"

static double unit_of(const cp_model *model, const cp_state *state,
                      const cp_consignment *consignment, cp_customs_question question) {
  const cp_random random = cp_state_random(state);
  return cp_random_unit(&random, CP_PURPOSE_CUSTOMS, model->lane_hash[consignment->lane],
                        consignment->declared - model->first_day[0], (uint32_t)question);
}

static int32_t customs_of(const cp_model *model, const cp_consignment *consignment) {
  return model->gate_customs[model->lane_gate[consignment->lane]];
}

static bool asks_in_writing(const cp_model *model, int32_t customs) {
  return model->customs_answer[customs] >= 0;
}

// --- the challenge ---------------------------------------------------------------------------------

// Since when a good under the same heading has been controlled there, -1 not.
static int32_t heading_since(const cp_model *model, const cp_state *state, int32_t gate) {
  const int32_t heading = model->good_heading[cp_lane_good(model, model->gate_lane[gate])];
  const int32_t customs = model->gate_customs[gate];
  if (customs < 0 || heading < 0) return -1;
  return state->heading_since[(int64_t)heading * model->n_customs + customs];
}

bool cp_customs_challenges(const cp_model *model, const cp_draw *draw, const cp_state *state,
                           int32_t gate) {
  const int32_t since = heading_since(model, state, gate);
  if (since < 0) return false;
  const int32_t lane = model->gate_lane[gate];
  const int32_t customs = model->gate_customs[gate];
  const int32_t days = state->day[0] - since;
  const double fading = draw->challenged[customs * CP_CHALLENGE_DAYS +
                                         (days < CP_CHALLENGE_DAYS ? days : CP_CHALLENGE_DAYS - 1)];
  const int32_t buyer = model->input_firm[model->lane_input[lane]];
  const double share =
      draw->customs_challenge[customs] + draw->region_challenge[model->firm_region[buyer]];
  const cp_random random = cp_state_random(state);
  const uint32_t bits = cp_random_bits(&random, CP_PURPOSE_CHALLENGE, model->lane_hash[lane],
                                       cp_offset(model, state), 0);
  return cp_random_happens(cp_least(1.0, share) * fading, bits);
}

// In writing an answer comes on one of its working days, silence is over on the day after the last; else goods are held for some days more
// than they lie at the port.
static int32_t challenged_until(const cp_model *model, const cp_draw *draw, const cp_state *state,
                                const cp_consignment *consignment) {
  const int32_t gate = model->lane_gate[consignment->lane];
  const int32_t customs = model->gate_customs[gate];
  const int32_t today = state->day[0];
  if (!asks_in_writing(model, customs))
    return today + model->gate_dwell[gate] + (int32_t)draw->customs_hold[customs];
  const int32_t region = model->customs_region[customs];
  const cp_calendar calendar = cp_model_calendar(model, model->region_calendar[region]);
  const int32_t most = model->customs_answer[customs];
  if (unit_of(model, state, consignment, CP_ASK_ANSWERED) >= draw->customs_answers[customs])
    return cp_calendar_add(&calendar, today, most) + 1;
  const double unit = unit_of(model, state, consignment, CP_ASK_ANSWER_DAY);
  return cp_calendar_add(&calendar, today, 1 + (int32_t)(unit * most));
}

static int32_t from_table(const int32_t *table, double unit) {
  return table[(int32_t)(unit * CP_TABLE)];
}

int32_t cp_customs_until(const cp_model *model, const cp_draw *draw, const cp_state *state,
                         const cp_consignment *consignment) {
  const int32_t customs = customs_of(model, consignment);
  const int32_t today = state->day[0];
  switch (consignment->stage) {
    case CP_CONSIGNMENT_CHALLENGED:
      return challenged_until(model, draw, state, consignment);
    case CP_CONSIGNMENT_IDENTIFYING:
      return today + from_table(draw->identify_days + (int64_t)customs * CP_TABLE,
                                unit_of(model, state, consignment, CP_ASK_IDENTIFY_DAYS));
    case CP_CONSIGNMENT_INSPECTED:
      return today + from_table(draw->inspect_days + (int64_t)customs * CP_TABLE,
                                unit_of(model, state, consignment, CP_ASK_INSPECT_DAYS));
    default:
      return today;
  }
}

void cp_customs_let_go(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot,
                       int32_t stage) {
  (void)draw;
  cp_consignment *consignment = state->consignment + slot;
  const int32_t gate = model->lane_gate[consignment->lane];
  const int32_t dwell = model->gate_dwell[gate];
  const bool had_dwelled =
      stage == CP_CONSIGNMENT_CHALLENGED && !asks_in_writing(model, model->gate_customs[gate]);
  consignment->sails = state->day[0] + (had_dwelled ? 0 : dwell);
  if (!had_dwelled) return;
  // the hold was of the port's days and of customs' own
  int16_t *days = consignment->days;
  const int32_t moved = dwell < days[CP_DAYS_CHALLENGE] ? dwell : days[CP_DAYS_CHALLENGE];
  days[CP_DAYS_CHALLENGE] = (int16_t)(days[CP_DAYS_CHALLENGE] - moved);
  days[CP_DAYS_PORT] = (int16_t)(days[CP_DAYS_PORT] + moved);
}

// The hold is over: a part leaves, the rest goes back to wait for another turn.
static void end_hold(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot) {
  const cp_consignment *consignment = state->consignment + slot;
  const int32_t customs = customs_of(model, consignment);
  const double quantity = consignment->quantity;
  const double leaving = cp_floor(quantity * draw->customs_leaves[customs]);
  cp_border_tell(state, CP_EVENT_RELEASE, consignment->lane, consignment->declared, leaving);
  if (leaving > 0.0) {
    cp_border_split(model, state, slot, quantity - leaving);
    (void)cp_border_act_on(model, draw, state, slot, CP_BORDER_PASS, CP_BORDER_RULE);
  } else {
    (void)cp_border_act_on(model, draw, state, slot, CP_BORDER_TAKE_BACK, CP_BORDER_RULE);
  }
}

static cp_border_why drawn(void) { return (cp_border_why){CP_CAUSE_DRAW, CP_PURPOSE_CUSTOMS}; }

// Found to be controlled, or not answered for: it goes back, is seized, or stays.
static void end_badly(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot,
                      cp_border_act act) {
  const cp_consignment *consignment = state->consignment + slot;
  const int32_t customs = customs_of(model, consignment);
  const double fate = unit_of(model, state, consignment, CP_ASK_FATE);
  const double back = draw->customs_taken_back[customs];
  (void)cp_border_act_on(model, draw, state, slot, act, drawn());
  if (fate < back) {
    (void)cp_border_act_on(model, draw, state, slot, CP_BORDER_TAKE_BACK, drawn());
  } else if (fate < back + draw->customs_seized[customs]) {
    (void)cp_border_act_on(model, draw, state, slot, CP_BORDER_SEIZE, drawn());
  }
}

static void end_challenge(const cp_model *model, const cp_draw *draw, cp_state *state,
                          int32_t slot) {
  const cp_consignment *consignment = state->consignment + slot;
  const int32_t customs = customs_of(model, consignment);
  if (!asks_in_writing(model, customs)) {
    end_hold(model, draw, state, slot);
  } else if (unit_of(model, state, consignment, CP_ASK_ANSWERED) < draw->customs_answers[customs]) {
    (void)cp_border_act_on(model, draw, state, slot, CP_BORDER_ANSWER, drawn());
  } else {
    end_badly(model, draw, state, slot, CP_BORDER_SILENCE);
  }
}

void cp_customs_end(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot) {
  const cp_consignment *consignment = state->consignment + slot;
  const int32_t customs = customs_of(model, consignment);
  if (consignment->stage == CP_CONSIGNMENT_CHALLENGED) {
    end_challenge(model, draw, state, slot);
  } else if (consignment->stage == CP_CONSIGNMENT_IDENTIFYING) {
    if (unit_of(model, state, consignment, CP_ASK_FOUND) < draw->customs_found[customs]) {
      end_badly(model, draw, state, slot, CP_BORDER_FIND);
    } else {
      (void)cp_border_act_on(model, draw, state, slot, CP_BORDER_PASS, drawn());
    }
  } else {
    // goods that show a licence are what they say
    const bool is_mismatch =
        consignment->licensed <= 0.0 &&
        unit_of(model, state, consignment, CP_ASK_MISMATCH) < draw->customs_mismatch[customs];
    (void)cp_border_act_on(model, draw, state, slot, is_mismatch ? CP_BORDER_FIND : CP_BORDER_PASS,
                           drawn());
  }
}

// --- inspections -----------------------------------------------------------------------------------

bool cp_customs_has_place(const cp_model *model, const cp_state *state, int32_t customs) {
  const int32_t places = model->customs_places[customs];
  return places < 0 || state->inspection_busy[customs] < places;
}

void cp_customs_open(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t customs) {
  while (state->inspection_first[customs] >= 0 && cp_customs_has_place(model, state, customs)) {
    (void)cp_border_act_on(model, draw, state, state->inspection_first[customs], CP_BORDER_OPEN,
                           CP_BORDER_RULE);
  }
}

static void pick(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot) {
  const int32_t customs = customs_of(model, state->consignment + slot);
  (void)cp_border_act_on(model, draw, state, slot, CP_BORDER_PICK, drawn());
  cp_customs_open(model, draw, state, customs);
}

// --- containers ------------------------------------------------------------------------------------

static int32_t end_region(const cp_model *model, int32_t lane) {
  return model->firm_region[model->input_firm[model->lane_input[lane]]];
}

// The exporter's container of today to the same region, by one of its consignments; -1 none.
static int32_t container_of(const cp_model *model, const cp_state *state, int32_t lane) {
  for (int32_t gate = state->stuffed_last[0]; gate >= 0; gate = state->stuffed_before[gate]) {
    const int32_t other = model->gate_lane[gate];
    if (other == lane || model->lane_supplier[other] != model->lane_supplier[lane] ||
        end_region(model, other) != end_region(model, lane))
      continue;
    const int32_t slot = state->stuffed[gate];
    const cp_consignment *consignment = state->consignment + slot;
    if (consignment->is_stuffed && consignment->lane == other &&
        consignment->declared == state->day[0])
      return slot;
  }
  return -1;
}

// Into the container, beside what is there already; one of them that is not free holds the newcomer.
static void stuff(const cp_model *model, cp_state *state, int32_t slot) {
  cp_consignment *consignment = state->consignment + slot;
  const int32_t other = container_of(model, state, consignment->lane);
  consignment->is_stuffed = 1;
  const int32_t gate = model->lane_gate[consignment->lane];
  state->stuffed[gate] = slot;
  state->stuffed_before[gate] = state->stuffed_last[0];
  state->stuffed_last[0] = gate;
  if (other < 0) return;
  consignment->mate = state->consignment[other].mate;
  state->consignment[other].mate = slot;
  for (int32_t mate = consignment->mate; mate != slot; mate = state->consignment[mate].mate) {
    if (cp_border_is_taken(state->consignment + mate)) consignment->hold = CP_HOLD_MATE;
  }
}

// --- what was declared -----------------------------------------------------------------------------

bool cp_customs_inspects(const cp_model *model, int32_t gate) {
  const int32_t customs = model->gate_customs[gate];
  return customs >= 0 && model->customs_inspects[customs] == CP_INSPECTS_SHARE;
}

bool cp_customs_stuffs(const cp_model *model, const cp_draw *draw, const cp_state *state,
                       int32_t gate) {
  const int32_t customs = model->gate_customs[gate];
  if (customs < 0 || draw->customs_together[customs] <= 0.0) return false;
  const cp_random random = cp_state_random(state);
  const double unit =
      cp_random_unit(&random, CP_PURPOSE_CUSTOMS, model->lane_hash[model->gate_lane[gate]],
                     cp_offset(model, state), CP_ASK_STUFFED);
  return unit < draw->customs_together[customs];
}

void cp_customs_look(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot,
                     bool is_challenged, bool is_stuffed) {
  const cp_consignment *consignment = state->consignment + slot;
  const int32_t gate = model->lane_gate[consignment->lane];
  const int32_t customs = model->gate_customs[gate];
  if (customs < 0) {
    cp_border_proceed(model, draw, state, slot);
    return;
  }
  if (is_stuffed) stuff(model, state, slot);
  const int32_t inspects = model->customs_inspects[customs];
  const bool is_picked =
      inspects == CP_INSPECTS_SHARE && heading_since(model, state, gate) >= 0 &&
      unit_of(model, state, consignment, CP_ASK_PICKED) < draw->customs_inspected[customs];
  if (is_picked || (is_challenged && inspects == CP_INSPECTS_CHALLENGED)) {
    pick(model, draw, state, slot);
  } else if (is_challenged) {
    const cp_border_why why = {CP_CAUSE_DRAW, CP_PURPOSE_CHALLENGE};
    (void)cp_border_act_on(model, draw, state, slot, CP_BORDER_CHALLENGE, why);
  } else {
    cp_border_proceed(model, draw, state, slot);
  }
}

// --- what is held ----------------------------------------------------------------------------------

// A measure that stops it at the port, -1 none: what has no licence and was declared before, and all of it where nothing may leave or where
// the buyer is listed.
static int32_t stopped_by(const cp_model *model, const cp_state *state,
                          const cp_consignment *consignment) {
  const int32_t gate = model->lane_gate[consignment->lane];
  const int32_t control = state->gate_control[gate], listing = state->gate_listed[gate];
  if (listing >= 0 && model->measure_transition[listing] == CP_FROM_DEPARTURE) return listing;
  if (control < 0 || model->measure_transition[control] != CP_FROM_DEPARTURE) return -1;
  const bool is_new = consignment->declared < state->control_since[gate] &&
                      consignment->licensed < consignment->quantity;
  return model->measure_kind[control] == CP_BAN || is_new ? control : -1;
}

void cp_customs_stop(const cp_model *model, const cp_draw *draw, cp_state *state) {
  for (int32_t slot = 0; slot < state->consignment_used[0]; slot++) {
    const cp_consignment *consignment = state->consignment + slot;
    if (!cp_is_at_port(consignment->stage) || (consignment->hold & CP_HOLD_MEASURE) != 0 ||
        stopped_by(model, state, consignment) < 0)
      continue;
    const int32_t measure = stopped_by(model, state, consignment);
    const cp_border_why why = {CP_CAUSE_MEASURE, measure};
    cp_border_hold(model, draw, state, slot, CP_HOLD_MEASURE, why);
  }
}

// A licence for all of what has none, if there is one.
static bool is_licensed_now(const cp_model *model, cp_state *state, int32_t slot) {
  cp_consignment *consignment = state->consignment + slot;
  const int32_t gate = model->lane_gate[consignment->lane];
  const int32_t control = state->gate_control[gate];
  const int32_t customs = model->gate_customs[gate];
  const double lacking = consignment->quantity - consignment->licensed;
  if (control >= 0 &&
      (model->measure_kind[control] == CP_BAN || state->licence_left[gate] < lacking))
    return false;
  if (control < 0) return true;
  if (customs >= 0 && model->customs_licence[customs] != CP_USED_AT_DECLARATION) {
    cp_licence_reserve(model, state, consignment, lacking);
  } else {
    cp_licence_draw(model, state, gate, lacking);
    consignment->licensed = consignment->quantity;
  }
  return true;
}

static void look_at_held(const cp_model *model, const cp_draw *draw, cp_state *state,
                         int32_t slot) {
  cp_consignment *consignment = state->consignment + slot;
  const int32_t customs = customs_of(model, consignment);
  const double give_up = customs < 0 ? -1.0 : draw->customs_give_up[customs];
  const int32_t lawful = CP_HOLD_MEASURE | CP_HOLD_EXPIRED;
  const int32_t measure = stopped_by(model, state, consignment);
  // a licence helps against a licence requirement alone
  const bool helps = measure < 0 || model->measure_kind[measure] == CP_LICENCE_REQUIREMENT;
  int32_t gone = measure < 0 ? CP_HOLD_MEASURE : 0;
  if ((consignment->hold & lawful & ~gone) != 0 && helps && is_licensed_now(model, state, slot))
    gone |= lawful;
  if ((consignment->hold & gone) != 0) cp_border_unhold(model, draw, state, slot, gone);
  const bool is_over = give_up >= 0.0 && state->day[0] - consignment->since >= give_up;
  if (!is_over || consignment->stage != CP_CONSIGNMENT_HELD || consignment->hold == CP_HOLD_MATE)
    return;
  (void)cp_border_act_on(
      model, draw, state, slot,
      (consignment->hold & CP_HOLD_FOUND) != 0 ? CP_BORDER_GIVE_UP : CP_BORDER_TAKE_BACK,
      CP_BORDER_RULE);
}

// What is held for its container alone is freed with it, perhaps while the others are looked at: it is passed over.
static int32_t next_held(const cp_state *state, int32_t slot) {
  while (slot >= 0 && state->consignment[slot].hold == CP_HOLD_MATE)
    slot = state->consignment[slot].next;
  return slot;
}

void cp_customs_look_at_held(const cp_model *model, const cp_draw *draw, cp_state *state) {
  int32_t slot = next_held(state, state->held_first[0]);
  while (slot >= 0) {
    const int32_t next = next_held(state, state->consignment[slot].next);
    look_at_held(model, draw, state, slot);
    slot = next;
  }
}
