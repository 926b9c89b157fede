// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Lists of places in the pool of applications; see pool.h.
#include "desk/pool.h"

#include "model/gate.h"

cp_list cp_queue_of(cp_state *state, int32_t class) {
  return (cp_list){state->queue_first + class, state->queue_last + class,
                   state->queue_count + class};
}

cp_list cp_ready_of(cp_state *state, int32_t class) {
  return (cp_list){state->ready_first + class, state->ready_last + class,
                   state->ready_count + class};
}

void cp_list_append(cp_state *state, cp_list list, int32_t slot) {
  state->application[slot].next = -1;
  if (*list.first < 0) {
    *list.first = slot;
  } else {
    state->application[*list.last].next = slot;
  }
  *list.last = slot;
  *list.count += 1.0;
}

// Behind the last member that arrived no later; nearly always the end.
void cp_list_insert(cp_state *state, cp_list list, int32_t slot) {
  const double arrived = state->application[slot].arrived;
  if (*list.first < 0 || state->application[*list.last].arrived <= arrived) {
    cp_list_append(state, list, slot);
    return;
  }
  int32_t *link = list.first;
  while (state->application[*link].arrived <= arrived) link = &state->application[*link].next;
  state->application[slot].next = *link;
  *link = slot;
  *list.count += 1.0;
}

int32_t cp_list_take(cp_state *state, cp_list list) {
  const int32_t slot = *list.first;
  *list.first = state->application[slot].next;
  if (*list.first < 0) *list.last = -1;
  *list.count -= 1.0;
  return slot;
}

int32_t cp_pool_take(const cp_model *model, cp_state *state) {
  const int32_t slot = state->application_free[0];
  if (slot >= 0) {
    state->application_free[0] = state->application[slot].next;
    return slot;
  }
  if (state->application_used[0] < model->n_application) return state->application_used[0]++;
  state->fault[0] = CP_FULL;
  return -1;
}

void cp_pool_give(cp_state *state, int32_t slot) {
  state->application[slot] = (cp_application){.next = state->application_free[0]};
  state->application_free[0] = slot;
}

void cp_wheel_add(const cp_model *model, cp_state *state, int32_t slot, int32_t due) {
  const int32_t place = due % model->n_wheel;
  state->application[slot].due = due;
  state->application[slot].next = -1;
  if (state->application_due[place] < 0) {
    state->application_due[place] = slot;
  } else {
    state->application[state->application_due_last[place]].next = slot;
  }
  state->application_due_last[place] = slot;
}

uint32_t cp_application_entity(const cp_model *model, const cp_application *application) {
  return application->lane >= 0 ? model->lane_hash[application->lane]
                                : model->stream_hash[-1 - application->lane];
}

void cp_application_tell(const cp_state *state, cp_event_kind kind,
                         const cp_application *application, double amount) {
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = (int16_t)kind,
                                     .object = application->lane,
                                     .part = application->ordinal,
                                     .from = application->class,
                                     .to = application->stage,
                                     .amount = amount});
}

int cp_application_has_lapsed(const cp_model *model, const cp_state *state,
                              const cp_application *application) {
  return application->lane >= 0 && cp_lane_control(model, state, application->lane) < 0;
}

void cp_application_lapse(const cp_model *model, cp_state *state, int32_t slot) {
  const cp_application *application = state->application + slot;
  state->pending[model->lane_gate[application->lane]] -= application->quantity;
  state->lapsed[application->class] += 1.0;
  state->live[application->class] -= 1.0;
  cp_application_tell(state, CP_EVENT_LAPSE, application, application->quantity);
  cp_pool_give(state, slot);
}
