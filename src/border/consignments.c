// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Every act on a consignment, with what it does to goods, licences, quotas and the rest of its container. A record is in one list at a time: that
// of the day on which its stage ends, the queue of an inspection, or what is held, in the order of declaration. Its place is not its name:
// that is its lane and the day of declaration.
#include "border/port.h"
#include "model/purpose.h"

void cp_border_tell(const cp_state *state, cp_event_kind kind, int32_t lane, int32_t declared,
                    double amount) {
  // mostly nobody listens: then no event is put together
  if (!state->log) return;
  cp_log_tell(state->log,
              (cp_event){.day = state->day[0],
                         .kind = (int16_t)kind,
                         .cause = kind == CP_EVENT_CHALLENGE ? CP_CAUSE_DRAW : CP_CAUSE_RULE,
                         .number = kind == CP_EVENT_CHALLENGE ? CP_PURPOSE_CHALLENGE : 0,
                         .object = lane,
                         .part = declared,
                         .amount = amount});
}

// --- lists -----------------------------------------------------------------------------------------

// The ends of a list; one without a last member is added to in front.
typedef struct ends {
  int32_t *first;
  int32_t *last;
} ends;

static ends list_of(const cp_model *model, cp_state *state, const cp_consignment *consignment) {
  const int32_t customs = model->gate_customs[model->lane_gate[consignment->lane]];
  switch (consignment->stage) {
    case CP_CONSIGNMENT_QUEUED:
      return (ends){state->inspection_first + customs, state->inspection_last + customs};
    case CP_CONSIGNMENT_HELD:
      return (ends){state->held_first, state->held_last};
    case CP_CONSIGNMENT_DECLARED:
      return (ends){NULL, NULL};
    default:
      return (ends){state->consignment_first + consignment->due % model->n_wheel, NULL};
  }
}

static void unlink_from(cp_state *state, ends list, int32_t slot) {
  const cp_consignment *gone = state->consignment + slot;
  if (!list.first) return;
  if (gone->previous >= 0) state->consignment[gone->previous].next = gone->next;
  if (gone->previous < 0) *list.first = gone->next;
  if (gone->next >= 0) state->consignment[gone->next].previous = gone->previous;
  if (gone->next < 0 && list.last) *list.last = gone->previous;
}

static void link_behind(cp_state *state, ends list, int32_t slot, int32_t before) {
  cp_consignment *added = state->consignment + slot;
  added->previous = before;
  added->next = before >= 0 ? state->consignment[before].next : *list.first;
  if (before >= 0) state->consignment[before].next = slot;
  if (before < 0) *list.first = slot;
  if (added->next >= 0) state->consignment[added->next].previous = slot;
  if (added->next < 0 && list.last) *list.last = slot;
}

// After whom it comes: among the held what was declared earlier, in a queue everybody, in a day's list nobody.
static void link_to(const cp_model *model, cp_state *state, int32_t slot) {
  const cp_consignment *added = state->consignment + slot;
  const ends list = list_of(model, state, added);
  int32_t before = list.last ? *list.last : -1;
  while (added->stage == CP_CONSIGNMENT_HELD && before >= 0 &&
         state->consignment[before].declared > added->declared)
    before = state->consignment[before].previous;
  link_behind(state, list, slot, before);
}

// --- containers ------------------------------------------------------------------------------------

bool cp_border_is_taken(const cp_consignment *consignment) {
  const bool is_held_by_mates =
      consignment->stage == CP_CONSIGNMENT_HELD && consignment->hold == CP_HOLD_MATE;
  return cp_is_stopped(consignment->stage) && !is_held_by_mates;
}

static void leave_container(cp_state *state, int32_t slot) {
  int32_t before = slot;
  while (state->consignment[before].mate != slot) before = state->consignment[before].mate;
  state->consignment[before].mate = state->consignment[slot].mate;
  state->consignment[slot].mate = slot;
}

static void settle(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot,
                   bool is_mate_taken) {
  cp_consignment *consignment = state->consignment + slot;
  consignment->hold = (uint8_t)(is_mate_taken ? consignment->hold | CP_HOLD_MATE
                                              : consignment->hold & ~CP_HOLD_MATE);
  const cp_border_why why = {CP_CAUSE_HOLD, CP_HOLD_MATE};
  if (consignment->hold != 0 && consignment->stage == CP_CONSIGNMENT_RELEASED)
    (void)cp_border_act_on(model, draw, state, slot, CP_BORDER_STOP, why);
  if (consignment->hold == 0 && consignment->stage == CP_CONSIGNMENT_HELD)
    (void)cp_border_act_on(model, draw, state, slot, CP_BORDER_FREE, why);
}

// One that is not free holds all others of its container.
static void settle_container(const cp_model *model, const cp_draw *draw, cp_state *state,
                             int32_t first) {
  int32_t n_taken = 0;
  int32_t slot = first;
  do {
    n_taken += cp_border_is_taken(state->consignment + slot);
    slot = state->consignment[slot].mate;
  } while (slot != first);
  do {
    const bool is_taken = cp_border_is_taken(state->consignment + slot);
    settle(model, draw, state, slot, n_taken > is_taken);
    slot = state->consignment[slot].mate;
  } while (slot != first);
}

// --- places ----------------------------------------------------------------------------------------

// A free place, -1 when the pool is full (the fault is noted).
static int32_t take_place(const cp_model *model, cp_state *state) {
  const int32_t slot = state->consignment_free[0];
  if (slot >= 0) {
    state->consignment_free[0] = state->consignment[slot].next;
    return slot;
  }
  if (state->consignment_used[0] < model->n_consignment) return state->consignment_used[0]++;
  state->fault[0] = CP_FULL;
  return -1;
}

int32_t cp_border_new(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t lane,
                      double quantity) {
  const int32_t slot = take_place(model, state);
  if (slot < 0) return slot;
  const int32_t gate = model->lane_gate[lane];
  state->consignment[slot] = (cp_consignment){.quantity = quantity,
                                              .lane = lane,
                                              .declared = state->day[0],
                                              .sails = state->day[0] + model->gate_dwell[gate],
                                              .since = state->day[0],
                                              .mate = slot,
                                              .reservation = -1};
  state->at_port[gate] += quantity;
  (void)cp_border_act_on(model, draw, state, slot, CP_BORDER_DECLARE, CP_BORDER_RULE);
  return slot;
}

int32_t cp_border_new_released(const cp_model *model, cp_state *state, int32_t gate,
                               double quantity) {
  const int32_t slot = take_place(model, state);
  if (slot < 0) return slot;
  const int32_t today = state->day[0], sails = today + model->gate_dwell[gate];
  int32_t *first = state->consignment_first + sails % model->n_wheel;
  state->consignment[slot] = (cp_consignment){.quantity = quantity,
                                              .lane = model->gate_lane[gate],
                                              .declared = today,
                                              .sails = sails,
                                              .due = sails,
                                              .since = today,
                                              .next = *first,
                                              .previous = -1,
                                              .mate = slot,
                                              .reservation = -1,
                                              .stage = CP_CONSIGNMENT_RELEASED};
  if (*first >= 0) state->consignment[*first].previous = slot;
  *first = slot;
  state->at_port[gate] += quantity;
  return slot;
}

static void give_place(cp_state *state, int32_t slot) {
  state->consignment[slot] = (cp_consignment){.next = state->consignment_free[0]};
  state->consignment_free[0] = slot;
}

// Besides its stage: goods for which there is a reason to hold them are not let go, nobody is inspected without a place, and what needs a
// valid licence at departure has one.
static bool allows(const cp_model *model, const cp_state *state, int32_t slot, cp_border_act act) {
  const cp_consignment *consignment = state->consignment + slot;
  const int32_t customs = model->gate_customs[model->lane_gate[consignment->lane]];
  switch (act) {
    case CP_BORDER_CLEAR:
    case CP_BORDER_FREE:
      return consignment->hold == 0;
    case CP_BORDER_STOP:
      return consignment->hold != 0;
    case CP_BORDER_CHALLENGE:
    case CP_BORDER_PICK:
    case CP_BORDER_FIND:
      return customs >= 0;
    case CP_BORDER_OPEN:
      return cp_customs_has_place(model, state, customs);
    case CP_BORDER_SAIL:
      return consignment->sails <= state->day[0] &&
             (customs < 0 || model->customs_licence[customs] != CP_VALID_AT_DEPARTURE ||
              !cp_licence_has_ended(model, state, consignment));
    default:
      return true;
  }
}

// --- ends ------------------------------------------------------------------------------------------

static cp_spent spent_by(const cp_state *state, const cp_consignment *consignment) {
  const int16_t *days = consignment->days;
  const int32_t port = days[CP_DAYS_PORT], challenge = days[CP_DAYS_CHALLENGE];
  const int32_t inspection = days[CP_DAYS_INSPECTION];
  const int32_t all = state->day[0] - consignment->declared;
  return (cp_spent){.declared = consignment->declared,
                    .days = {days[CP_DAYS_WAITING], port, challenge, inspection,
                             all - port - challenge - inspection},
                    .is_in_hand = all > port};
}

// Goods that are lost to the buyer.
static void lose(const cp_model *model, cp_state *state, int32_t gate, double quantity) {
  state->gone_total[gate] += quantity;
  state->coming[model->lane_input[model->gate_lane[gate]]] -= quantity;
}

void cp_border_sail(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot) {
  cp_consignment *consignment = state->consignment + slot;
  const int32_t gate = model->lane_gate[consignment->lane];
  const bool is_plain = consignment->mate == slot && !state->has_quota[0] &&
                        allows(model, state, slot, CP_BORDER_SAIL);
  if (!is_plain) {
    (void)cp_border_act_on(model, draw, state, slot, CP_BORDER_SAIL, CP_BORDER_RULE);
    return;
  }
  const double quantity = consignment->quantity;
  unlink_from(state, (ends){state->consignment_first + consignment->due % model->n_wheel, NULL},
              slot);
  consignment->days[CP_DAYS_PORT] =
      (int16_t)(consignment->days[CP_DAYS_PORT] + state->day[0] - consignment->since);
  const cp_spent spent = spent_by(state, consignment);
  cp_licence_use(model, state, consignment);
  state->at_port[gate] -= quantity;
  give_place(state, slot);
  cp_border_depart_from(model, draw, state, gate, quantity, &spent);
}

// It leaves the port, one way or another, and its place is free.
static void end(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot) {
  cp_consignment *consignment = state->consignment + slot;
  const int32_t lane = consignment->lane;
  const int32_t gate = model->lane_gate[lane];
  const double quantity = consignment->quantity;
  const bool has_departed = consignment->stage == CP_CONSIGNMENT_DEPARTED;
  state->at_port[gate] -= quantity;
  if (state->has_quota[0])
    cp_quota_leave(model, state, lane, consignment->declared, quantity, has_departed);
  if (has_departed) {
    const cp_spent spent = spent_by(state, consignment);
    cp_licence_use(model, state, consignment);
    cp_border_depart_from(model, draw, state, gate, quantity, &spent);
  } else {
    cp_licence_give_back(model, state, consignment);
    if (consignment->stage == CP_CONSIGNMENT_RETURNED) state->waiting[lane] += quantity;
    if (consignment->stage != CP_CONSIGNMENT_RETURNED) lose(model, state, gate, quantity);
  }
  const int32_t mate = consignment->mate;
  leave_container(state, slot);
  give_place(state, slot);
  if (mate != slot) settle_container(model, draw, state, mate);
}

void cp_border_split(const cp_model *model, cp_state *state, int32_t slot, double returning) {
  cp_consignment *consignment = state->consignment + slot;
  const int32_t gate = model->lane_gate[consignment->lane];
  consignment->quantity -= returning;
  state->at_port[gate] -= returning;
  if (cp_is_stopped(consignment->stage)) state->held[gate] -= returning;
  state->waiting[consignment->lane] += returning;
  if (state->has_quota[0])
    cp_quota_leave(model, state, consignment->lane, consignment->declared, returning, false);
}

// --- acts ------------------------------------------------------------------------------------------

static void refuse(cp_state *state, int32_t slot, cp_border_act act, cp_border_why why) {
  const cp_consignment *consignment = state->consignment + slot;
  state->border_refused[0]++;
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_REFUSED_CUSTOMS,
                                     .cause = (int16_t)why.cause,
                                     .object = consignment->lane,
                                     .part = consignment->declared,
                                     .from = consignment->stage,
                                     .to = (int32_t)act,
                                     .number = why.number,
                                     .amount = consignment->quantity});
}

// Which days a stage counts among; held days are what is left.
static const int8_t counts_as[CP_N_CONSIGNMENT_STAGE] = {
    [CP_CONSIGNMENT_DECLARED] = CP_DAYS_PORT,
    [CP_CONSIGNMENT_CHALLENGED] = CP_DAYS_CHALLENGE,
    [CP_CONSIGNMENT_IDENTIFYING] = CP_DAYS_CHALLENGE,
    [CP_CONSIGNMENT_QUEUED] = CP_DAYS_INSPECTION,
    [CP_CONSIGNMENT_INSPECTED] = CP_DAYS_INSPECTION,
    [CP_CONSIGNMENT_HELD] = CP_DAYS_HELD,
    [CP_CONSIGNMENT_RELEASED] = CP_DAYS_PORT,
};

// Takes it out of its list and its stage.
static void leave_stage(const cp_model *model, cp_state *state, int32_t slot) {
  cp_consignment *consignment = state->consignment + slot;
  const int32_t stage = consignment->stage;
  if (stage == CP_CONSIGNMENT_WAITING) return;
  unlink_from(state, list_of(model, state, consignment), slot);
  const int32_t part = counts_as[stage];
  if (part < CP_DAYS_HELD) {
    consignment->days[part] =
        (int16_t)(consignment->days[part] + state->day[0] - consignment->since);
  }
  consignment->since = state->day[0];
  const int32_t gate = model->lane_gate[consignment->lane];
  if (cp_is_stopped(stage)) state->held[gate] -= consignment->quantity;
  if (stage == CP_CONSIGNMENT_INSPECTED) state->inspection_busy[model->gate_customs[gate]] -= 1;
}

static void enter_stage(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot) {
  cp_consignment *consignment = state->consignment + slot;
  const int32_t gate = model->lane_gate[consignment->lane];
  if (cp_is_stopped(consignment->stage)) state->held[gate] += consignment->quantity;
  if (consignment->stage == CP_CONSIGNMENT_INSPECTED)
    state->inspection_busy[model->gate_customs[gate]] += 1;
  consignment->due = consignment->stage == CP_CONSIGNMENT_RELEASED
                         ? consignment->sails
                         : cp_customs_until(model, draw, state, consignment);
  if (consignment->due < state->day[0]) consignment->due = state->day[0];
  link_to(model, state, slot);
}

// What no other event of the border says; how a hold of some days ends its release has said.
static void tell_stage(const cp_model *model, const cp_state *state, int32_t slot, int32_t from,
                       cp_border_why why) {
  const cp_consignment *consignment = state->consignment + slot;
  const int32_t customs = model->gate_customs[model->lane_gate[consignment->lane]];
  const int32_t to = consignment->stage;
  if (from == CP_CONSIGNMENT_CHALLENGED && model->customs_answer[customs] < 0) return;
  if (!state->log || from == CP_CONSIGNMENT_WAITING || to == CP_CONSIGNMENT_RELEASED ||
      to == CP_CONSIGNMENT_DEPARTED)
    return;
  if (to == CP_CONSIGNMENT_CHALLENGED && from == CP_CONSIGNMENT_DECLARED) {
    cp_border_tell(state, CP_EVENT_CHALLENGE, consignment->lane, consignment->declared,
                   consignment->quantity);
    return;
  }
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_CUSTOMS,
                                     .cause = (int16_t)why.cause,
                                     .object = consignment->lane,
                                     .part = consignment->declared,
                                     .from = from,
                                     .to = to,
                                     .number = why.number,
                                     .amount = consignment->quantity});
}

bool cp_border_act_on(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot,
                      cp_border_act act, cp_border_why why) {
  cp_consignment *consignment = state->consignment + slot;
  const int32_t from = consignment->stage;
  const int32_t to = cp_border_next(from, act);
  if (to < 0 || !allows(model, state, slot, act)) {
    refuse(state, slot, act, why);
    return false;
  }
  const bool was_taken = cp_border_is_taken(consignment);
  leave_stage(model, state, slot);
  consignment->stage = (uint8_t)to;
  if (to == CP_CONSIGNMENT_HELD && act != CP_BORDER_STOP)
    consignment->hold = (uint8_t)(consignment->hold | CP_HOLD_FOUND);
  tell_stage(model, state, slot, from, why);
  if (!cp_is_at_port(to)) {
    end(model, draw, state, slot);
    return true;
  }
  if (to != CP_CONSIGNMENT_DECLARED) enter_stage(model, draw, state, slot);
  // the port's days begin when customs let go of it
  if (act == CP_BORDER_PASS) cp_customs_let_go(model, draw, state, slot, from);
  if (act == CP_BORDER_PASS || act == CP_BORDER_FREE) cp_border_proceed(model, draw, state, slot);
  const bool is_shared = consignment->mate != slot;
  if (is_shared && cp_border_is_taken(consignment) != was_taken)
    settle_container(model, draw, state, slot);
  return true;
}

void cp_border_proceed(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot) {
  const int32_t hold = state->consignment[slot].hold;
  const cp_border_why why = {hold != 0 ? CP_CAUSE_HOLD : CP_CAUSE_RULE, hold};
  (void)cp_border_act_on(model, draw, state, slot, hold != 0 ? CP_BORDER_STOP : CP_BORDER_CLEAR,
                         why);
}

void cp_border_hold(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot,
                    cp_hold hold, cp_border_why why) {
  cp_consignment *consignment = state->consignment + slot;
  const bool was_taken = cp_border_is_taken(consignment);
  consignment->hold = (uint8_t)(consignment->hold | hold);
  if (consignment->stage == CP_CONSIGNMENT_RELEASED ||
      consignment->stage == CP_CONSIGNMENT_DECLARED)
    (void)cp_border_act_on(model, draw, state, slot, CP_BORDER_STOP, why);
  // held for its mates alone before, now for a reason of its own
  else if (consignment->mate != slot && cp_border_is_taken(consignment) != was_taken)
    settle_container(model, draw, state, slot);
}

void cp_border_unhold(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot,
                      int32_t holds) {
  cp_consignment *consignment = state->consignment + slot;
  const bool was_taken = cp_border_is_taken(consignment);
  consignment->hold = (uint8_t)(consignment->hold & ~holds);
  if (consignment->hold == 0)
    (void)cp_border_act_on(model, draw, state, slot, CP_BORDER_FREE, CP_BORDER_RULE);
  else if (consignment->mate != slot && cp_border_is_taken(consignment) != was_taken)
    settle_container(model, draw, state, slot);
}
