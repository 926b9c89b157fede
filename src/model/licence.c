// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The table of licences and the ledger that goes with it; see licence.h.
#include "model/licence.h"

#include "model/own.h"
#include "model/transitions.h"
#include "num/least.h"

// Columns: issue, draw, use up, suspend, resume, expire, revoke, cancel.
static const int8_t licence_next[CP_N_LICENCE_STATE][CP_N_LICENCE_STEP] = {
    [CP_LICENCE_NONE] = {CP_LICENCE_ISSUED, CP_NO, CP_NO, CP_NO, CP_NO, CP_NO, CP_NO, CP_NO},
    [CP_LICENCE_ISSUED] = {CP_NO, CP_LICENCE_ISSUED, CP_LICENCE_EXHAUSTED, CP_LICENCE_SUSPENDED,
                           CP_NO, CP_LICENCE_EXPIRED, CP_LICENCE_REVOKED, CP_LICENCE_CANCELLED},
    [CP_LICENCE_SUSPENDED] = {CP_NO, CP_NO, CP_NO, CP_NO, CP_LICENCE_ISSUED, CP_LICENCE_EXPIRED,
                              CP_LICENCE_REVOKED, CP_LICENCE_CANCELLED},
    [CP_LICENCE_EXHAUSTED] = {CP_NO, CP_NO, CP_NO, CP_NO, CP_NO, CP_NO, CP_NO, CP_NO},
    [CP_LICENCE_EXPIRED] = {CP_NO, CP_NO, CP_NO, CP_NO, CP_NO, CP_NO, CP_NO, CP_NO},
    [CP_LICENCE_REVOKED] = {CP_NO, CP_NO, CP_NO, CP_NO, CP_NO, CP_NO, CP_NO, CP_NO},
    [CP_LICENCE_CANCELLED] = {CP_NO, CP_NO, CP_NO, CP_NO, CP_NO, CP_NO, CP_NO, CP_NO},
};

// `measure` is -1 where none is behind it.
static void tell(const cp_model *model, const cp_state *state, int32_t gate,
                 const cp_licence *licence, cp_event_kind kind, int32_t from, int32_t to,
                 int32_t measure) {
  if (!state->log) return;
  const cp_cause own = kind == CP_EVENT_EXPIRE ? CP_CAUSE_DATE : CP_CAUSE_RULE;
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = (int16_t)kind,
                                     .cause = (int16_t)(measure < 0 ? own : CP_CAUSE_MEASURE),
                                     .number = measure < 0 ? 0 : measure,
                                     .object = model->gate_lane[gate],
                                     .part = licence->id,
                                     .from = from,
                                     .to = to,
                                     .amount = licence->left});
}

static void give_back(cp_state *state, int32_t slot) {
  state->licence[slot] = (cp_licence){.next = state->licence_free[0]};
  state->licence_free[0] = slot;
}

// Into a list by last day, then id.
static void put(cp_state *state, int32_t *link, int32_t slot) {
  cp_licence *licence = state->licence + slot;
  while (*link >= 0 && (state->licence[*link].valid_to < licence->valid_to ||
                        (state->licence[*link].valid_to == licence->valid_to &&
                         state->licence[*link].id < licence->id))) {
    link = &state->licence[*link].next;
  }
  licence->next = *link;
  *link = slot;
}

static void take(cp_state *state, int32_t *link, int32_t slot) {
  while (*link != slot) link = &state->licence[*link].next;
  *link = state->licence[slot].next;
}

// What the move does to the gate's ledger; the licence has left its list.
static void book(cp_state *state, int32_t gate, int32_t slot, int32_t from, int32_t to) {
  const double left = state->licence[slot].left;
  double *had = from == CP_LICENCE_SUSPENDED ? state->suspended_left : state->licence_left;
  had[gate] -= left;
  switch (to) {
    case CP_LICENCE_ISSUED:
      state->licence_left[gate] += left;
      put(state, state->licence_first + gate, slot);
      return;
    case CP_LICENCE_SUSPENDED:
      state->suspended_left[gate] += left;
      put(state, state->suspended_first + gate, slot);
      return;
    case CP_LICENCE_EXPIRED:
      state->expired_total[gate] += left;
      break;
    case CP_LICENCE_EXHAUSTED:
      state->forfeit_total[gate] += left;
      break;
    case CP_LICENCE_CANCELLED:
      state->licence_given[gate] -= left;
      break;
    default:
      state->revoked_total[gate] += left;
  }
  // what consignments at the port have reserved on it is theirs to use or to give back
  state->licence[slot].left = 0.0;
  if (state->licence[slot].reserved <= 0.0) give_back(state, slot);
}

bool cp_licence_move(const cp_model *model, cp_state *state, int32_t gate, int32_t slot,
                     cp_licence_step step) {
  return cp_licence_move_under(model, state, gate, slot, step, -1);
}

bool cp_licence_move_under(const cp_model *model, cp_state *state, int32_t gate, int32_t slot,
                           cp_licence_step step, int32_t measure) {
  cp_licence *licence = state->licence + slot;
  const int32_t from = licence->state;
  const int32_t to = cp_machine_next(licence_next[0], CP_N_LICENCE_STEP, from, step, from);
  if (to == CP_NO) {
    state->desk_refused[0] += 1;
    tell(model, state, gate, licence, CP_EVENT_REFUSED_LICENCE, from, step, measure);
    return false;
  }
  licence->state = (int16_t)to;
  if (to == from || from == CP_LICENCE_NONE) return true;
  take(state, (from == CP_LICENCE_SUSPENDED ? state->suspended_first : state->licence_first) + gate,
       slot);
  // what replaces one that is cancelled tells it
  if (to != CP_LICENCE_CANCELLED)
    tell(model, state, gate, licence, to == CP_LICENCE_EXPIRED ? CP_EVENT_EXPIRE : CP_EVENT_LICENCE,
         from, to, measure);
  book(state, gate, slot, from, to);
  return true;
}

// A free place for a licence, -1 when the pool is full (the fault is noted).
static int32_t place_for(const cp_model *model, cp_state *state) {
  const int32_t slot = state->licence_free[0];
  if (slot >= 0) {
    state->licence_free[0] = state->licence[slot].next;
    return slot;
  }
  if (state->licence_used[0] < model->n_licence) return state->licence_used[0]++;
  state->fault[0] = CP_FULL;
  return -1;
}

int32_t cp_licence_issue(const cp_model *model, cp_state *state, int32_t gate, cp_licence licence) {
  const int32_t slot = place_for(model, state);
  if (slot < 0) return slot;
  licence.state = CP_LICENCE_NONE;
  state->licence[slot] = licence;
  cp_licence_move(model, state, gate, slot, CP_LICENCE_ISSUE);
  put(state, state->licence_first + gate, slot);
  state->licence_left[gate] += licence.left;
  state->licensed_total[gate] += licence.left;
  return slot;
}

void cp_licence_draw(const cp_model *model, cp_state *state, int32_t gate, double quantity) {
  state->licence_left[gate] -= quantity;
  state->drawn_total[gate] += quantity;
  while (quantity > 0.0) {
    const int32_t slot = state->licence_first[gate];
    cp_licence *licence = state->licence + slot;
    const double part = cp_least(licence->left, quantity);
    licence->left -= part;
    quantity -= part;
    const int32_t is_last = licence->uses == 1;
    licence->uses = (int16_t)(licence->uses - (licence->uses > 0));
    cp_licence_move(model, state, gate, slot, CP_LICENCE_DRAW);
    if (licence->left <= 0.0 || is_last)
      cp_licence_move(model, state, gate, slot, CP_LICENCE_USE_UP);
  }
}

// --- reservations ----------------------------------------------------------------------------------

static int32_t place_for_reservation(const cp_model *model, cp_state *state) {
  const int32_t slot = state->reservation_free[0];
  if (slot >= 0) {
    state->reservation_free[0] = state->reservation[slot].next;
    return slot;
  }
  if (state->reservation_used[0] < model->n_reservation) return state->reservation_used[0]++;
  state->fault[0] = CP_FULL;
  return -1;
}

// Of the gate's first licence: at most so much, and what its last use leaves.
static cp_reservation reserve_first(const cp_model *model, cp_state *state, int32_t gate,
                                    double most) {
  const int32_t slot = state->licence_first[gate];
  cp_licence *licence = state->licence + slot;
  cp_reservation taken = {
      .quantity = cp_least(licence->left, most), .licence = slot, .is_use = licence->uses > 0};
  if (licence->uses == 1) taken.spare = licence->left - taken.quantity;
  const double all = taken.quantity + taken.spare;
  licence->uses = (int16_t)(licence->uses - taken.is_use);
  cp_licence_move(model, state, gate, slot, CP_LICENCE_DRAW);
  licence->left -= all;
  licence->reserved += all;
  state->licence_left[gate] -= all;
  state->reserved[gate] += all;
  if (licence->left <= 0.0) state->licence_first[gate] = licence->next;
  return taken;
}

void cp_licence_reserve(const cp_model *model, cp_state *state, cp_consignment *consignment,
                        double quantity) {
  const int32_t gate = model->lane_gate[consignment->lane];
  while (quantity > 0.0) {
    const int32_t slot = place_for_reservation(model, state);
    if (slot < 0) return;
    cp_reservation taken = reserve_first(model, state, gate, quantity);
    taken.next = consignment->reservation;
    state->reservation[slot] = taken;
    consignment->reservation = slot;
    consignment->licensed += taken.quantity;
    quantity -= taken.quantity;
  }
}

// Takes the consignment's first reservation from it and from its licence.
static cp_reservation end_reservation(cp_state *state, cp_consignment *consignment, int32_t gate) {
  const int32_t slot = consignment->reservation;
  const cp_reservation taken = state->reservation[slot];
  const double all = taken.quantity + taken.spare;
  consignment->reservation = taken.next;
  consignment->licensed -= taken.quantity;
  state->reservation[slot] = (cp_reservation){.next = state->reservation_free[0]};
  state->reservation_free[0] = slot;
  state->licence[taken.licence].reserved -= all;
  state->reserved[gate] -= all;
  return taken;
}

// A licence in no list on which nothing is reserved any more has ended.
static void end_empty(const cp_model *model, cp_state *state, int32_t gate, int32_t slot,
                      cp_licence_state to) {
  cp_licence *licence = state->licence + slot;
  if (licence->left > 0.0 || licence->reserved > 0.0) return;
  if (licence->state == CP_LICENCE_ISSUED) {
    tell(model, state, gate, licence, CP_EVENT_LICENCE, CP_LICENCE_ISSUED, (int32_t)to, -1);
    licence->state = (int16_t)to;
  }
  give_back(state, slot);
}

void cp_licence_use(const cp_model *model, cp_state *state, cp_consignment *consignment) {
  const int32_t gate = model->lane_gate[consignment->lane];
  while (consignment->reservation >= 0) {
    const cp_reservation taken = end_reservation(state, consignment, gate);
    state->drawn_total[gate] += taken.quantity;
    state->forfeit_total[gate] += taken.spare;
    end_empty(model, state, gate, taken.licence, CP_LICENCE_EXHAUSTED);
  }
}

// Back to a licence that is in force; of a buyer who was listed meanwhile it goes the way of the others.
static void return_to(const cp_model *model, cp_state *state, int32_t gate, int32_t slot,
                      double quantity, int32_t is_use) {
  cp_licence *licence = state->licence + slot;
  const bool was_listed = licence->left > 0.0;
  licence->left += quantity;
  licence->uses = (int16_t)(licence->uses + is_use);
  state->licence_left[gate] += quantity;
  if (was_listed) return;
  put(state, state->licence_first + gate, slot);
  const int32_t listing = state->gate_listed[gate];
  if (listing < 0) return;
  const bool suspends = model->measure_suspends[listing] != 0;
  cp_licence_move_under(model, state, gate, slot, suspends ? CP_LICENCE_SUSPEND : CP_LICENCE_REVOKE,
                        listing);
}

void cp_licence_give_back(const cp_model *model, cp_state *state, cp_consignment *consignment) {
  const int32_t gate = model->lane_gate[consignment->lane];
  while (consignment->reservation >= 0) {
    const cp_reservation taken = end_reservation(state, consignment, gate);
    cp_licence *licence = state->licence + taken.licence;
    const double quantity = taken.quantity + taken.spare;
    const bool is_over = licence->valid_to < state->day[0];
    if (licence->state == CP_LICENCE_SUSPENDED) {
      licence->left += quantity;
      licence->uses = (int16_t)(licence->uses + taken.is_use);
      state->suspended_left[gate] += quantity;
    } else if (licence->state == CP_LICENCE_ISSUED && !is_over) {
      return_to(model, state, gate, taken.licence, quantity, taken.is_use);
    } else {
      const bool has_expired =
          licence->state == CP_LICENCE_ISSUED || licence->state == CP_LICENCE_EXPIRED;
      (has_expired ? state->expired_total : state->revoked_total)[gate] += quantity;
      end_empty(model, state, gate, taken.licence, CP_LICENCE_EXPIRED);
    }
  }
}

bool cp_licence_has_ended(const cp_model *model, const cp_state *state,
                          const cp_consignment *consignment) {
  const int32_t gate = model->lane_gate[consignment->lane];
  for (int32_t slot = consignment->reservation; slot >= 0; slot = state->reservation[slot].next) {
    const cp_licence *licence = state->licence + state->reservation[slot].licence;
    if (licence->state != CP_LICENCE_ISSUED || licence->valid_to < state->day[0] ||
        state->gate_listed[gate] >= 0)
      return true;
  }
  return false;
}

// --- my today --------------------------------------------------------------------------------------

// What is left of it goes; one of which something is reserved stays in force for that, in no list.
static void cancel(const cp_model *model, cp_state *state, int32_t gate, int32_t slot) {
  cp_licence *licence = state->licence + slot;
  if (licence->state != CP_LICENCE_ISSUED || licence->reserved <= 0.0) {
    cp_licence_move(model, state, gate, slot, CP_LICENCE_CANCEL);
    return;
  }
  take(state, state->licence_first + gate, slot);
  state->licence_left[gate] -= licence->left;
  state->licence_given[gate] -= licence->left;
  licence->left = 0.0;
}

// General licences are no firm's own: they have numbers below zero.
void cp_licence_replace(const cp_model *model, cp_state *state, int32_t gate, int32_t row) {
  const int32_t firsts[] = {state->licence_first[gate], state->suspended_first[gate]};
  for (int32_t which = 0; which < 2; which++) {
    for (int32_t slot = firsts[which]; slot >= 0;) {
      const cp_licence old = state->licence[slot];
      if (old.id >= 0) {
        cancel(model, state, gate, slot);
        cp_own_tell(state, (cp_event){.kind = CP_EVENT_REPLACED,
                                      .from = CP_OWN_LICENCE,
                                      .object = model->gate_lane[gate],
                                      .part = old.id,
                                      .number = row,
                                      .amount = old.left});
      }
      slot = old.next;
    }
  }
}

int32_t cp_licence_take_over(const cp_model *model, cp_state *state, int32_t gate,
                             cp_licence licence, int32_t row) {
  const int32_t slot = cp_licence_issue(model, state, gate, licence);
  if (slot < 0) return slot;
  state->licensed_total[gate] -= licence.left;
  state->licence_given[gate] += licence.left;
  cp_own_tell(state, (cp_event){.kind = CP_EVENT_OWN,
                                .from = CP_OWN_LICENCE,
                                .to = licence.valid_to,
                                .object = model->gate_lane[gate],
                                .part = licence.id,
                                .number = row,
                                .amount = licence.left});
  return slot;
}

// --- ends ------------------------------------------------------------------------------------------

void cp_licence_expire(const cp_model *model, cp_state *state, int32_t gate) {
  int32_t *const lists[] = {state->licence_first + gate, state->suspended_first + gate};
  for (int32_t which = 0; which < 2; which++) {
    while (*lists[which] >= 0 && state->licence[*lists[which]].valid_to < state->day[0])
      cp_licence_move(model, state, gate, *lists[which], CP_LICENCE_EXPIRE);
  }
}

static void move_all(const cp_model *model, cp_state *state, int32_t gate, const int32_t *first,
                     cp_licence_step step, int32_t measure) {
  while (*first >= 0) cp_licence_move_under(model, state, gate, *first, step, measure);
}

void cp_licence_suspend_all(const cp_model *model, cp_state *state, int32_t gate, int32_t measure) {
  move_all(model, state, gate, state->licence_first + gate, CP_LICENCE_SUSPEND, measure);
}

void cp_licence_resume_all(const cp_model *model, cp_state *state, int32_t gate, int32_t measure) {
  move_all(model, state, gate, state->suspended_first + gate, CP_LICENCE_RESUME, measure);
}

void cp_licence_revoke_all(const cp_model *model, cp_state *state, int32_t gate, int32_t measure) {
  move_all(model, state, gate, state->licence_first + gate, CP_LICENCE_REVOKE, measure);
  move_all(model, state, gate, state->suspended_first + gate, CP_LICENCE_REVOKE, measure);
}
