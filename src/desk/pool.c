// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What seldom happens to the pool of applications; see pool.h.
#include "desk/pool.h"

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

void cp_application_lapse(const cp_model *model, cp_state *state, int32_t slot) {
  const cp_application *application = state->application + slot;
  state->pending[model->lane_gate[application->lane]] -= application->quantity;
  state->lapsed[application->class] += 1.0;
  state->live[application->class] -= 1.0;
  cp_application_tell(state, CP_EVENT_LAPSE, application, application->quantity);
  cp_pool_give(state, slot);
}

void cp_application_log(const cp_state *state, cp_event_kind kind,
                        const cp_application *application, double amount) {
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = (int16_t)kind,
                                     .object = application->lane,
                                     .part = application->ordinal,
                                     .from = application->class,
                                     .to = application->stage,
                                     .amount = amount});
}
