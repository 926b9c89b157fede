// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The pool of live applications and its lists: the free places, the day wheel, and per class the queue for reviewers and the
// list of those ready for a decision. A place is not an identity: an application is its lane (or stream) and ordinal. Members of a list
// lie all over the pool, so who takes one has the one behind the next fetched.
#ifndef CP_DESK_POOL_H
#define CP_DESK_POOL_H

#include "base/fetch.h"
#include "model/gate.h"
#include "model/model.h"

// A list by the places of its first and last member.
typedef struct cp_list {
  int32_t *first;
  int32_t *last;
  double *count;
} cp_list;

static inline cp_list cp_queue_of(cp_state *state, int32_t class) {
  return (cp_list){state->queue_first + class, state->queue_last + class,
                   state->queue_count + class};
}

static inline cp_list cp_ready_of(cp_state *state, int32_t class) {
  return (cp_list){state->ready_first + class, state->ready_last + class,
                   state->ready_count + class};
}

// The place will be looked at soon; -1 is no place.
CP_ONLY_ASKS void cp_pool_fetch(const cp_state *state, int32_t slot) {
  if (slot < 0) return;
  cp_fetch_to_write(state->application + slot);
  cp_fetch_to_write(state->track + slot);
}

// The one behind the next: what is done with one member is too short for its record to come meanwhile.
CP_ONLY_ASKS void cp_pool_fetch_behind(const cp_state *state, int32_t next) {
  if (next >= 0) cp_pool_fetch(state, state->application[next].next);
}

static inline void cp_list_append(cp_state *state, cp_list list, int32_t slot) {
  state->application[slot].next = -1;
  state->application[slot].previous = *list.last;
  if (*list.first < 0) {
    *list.first = slot;
  } else {
    state->application[*list.last].next = slot;
  }
  *list.last = slot;
  *list.count += 1.0;
}

static inline int32_t cp_list_take(cp_state *state, cp_list list) {
  const int32_t slot = *list.first;
  *list.first = state->application[slot].next;
  cp_pool_fetch_behind(state, *list.first);
  if (*list.first < 0) *list.last = -1;
  *list.count -= 1.0;
  return slot;
}

void cp_list_insert(cp_state *state, cp_list list, int32_t slot);  // by instant of arrival
// before another member, or at the end where `after` is -1
void cp_list_put_before(cp_state *state, cp_list list, int32_t slot, int32_t after);
void cp_list_remove(cp_state *state, cp_list list, int32_t slot);  // from anywhere in it

// A free place, -1 when the pool is full (the fault is noted).
static inline int32_t cp_pool_take(const cp_model *model, cp_state *state) {
  const int32_t slot = state->application_free[0];
  if (slot >= 0) {
    state->application_free[0] = state->application[slot].next;
    cp_pool_fetch(state, state->application_free[0]);
    return slot;
  }
  if (state->application_used[0] < model->n_application) return state->application_used[0]++;
  state->fault[0] = CP_FULL;
  return -1;
}

static inline void cp_pool_give(cp_state *state, int32_t slot) {
  state->application[slot] = (cp_application){.next = state->application_free[0]};
  state->application_free[0] = slot;
}

// Put into the day wheel at `due`, behind those already there.
static inline void cp_wheel_add(const cp_model *model, cp_state *state, int32_t slot, int32_t due) {
  const int32_t place = due % model->n_wheel;
  state->application[slot].due = due;
  state->application[slot].next = -1;
  state->application[slot].previous = state->application_due_last[place];
  if (state->application_due[place] < 0) {
    state->application_due[place] = slot;
  } else {
    state->application[state->application_due_last[place]].next = slot;
  }
  state->application_due_last[place] = slot;
}

void cp_wheel_remove(const cp_model *model, cp_state *state, int32_t slot);

// The measure that asked for the licence is gone; the application then lapses and gives its place back.
static inline int cp_application_has_lapsed(const cp_model *model, const cp_state *state,
                                            const cp_application *application) {
  return application->lane >= 0 && cp_lane_control(model, state, application->lane) < 0;
}

// Entity of an application's draws: its lane or stream.
static inline uint32_t cp_application_entity(const cp_model *model,
                                             const cp_application *application) {
  return application->lane >= 0 ? model->lane_hash[application->lane]
                                : model->stream_hash[-1 - application->lane];
}

static inline int32_t cp_application_authority(const cp_model *model,
                                               const cp_application *application) {
  return model->class_authority[application->class];
}

// For the few runs in which somebody listens.
void cp_application_log(const cp_state *state, cp_event_kind kind,
                        const cp_application *application, double amount);

void cp_application_log_why(const cp_state *state, cp_event_kind kind,
                            const cp_application *application, double amount, cp_cause cause,
                            int32_t number);

static inline void cp_application_tell(const cp_state *state, cp_event_kind kind,
                                       const cp_application *application, double amount) {
  if (state->log) cp_application_log(state, kind, application, amount);
}

#endif
