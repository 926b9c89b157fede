// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What seldom happens to the pool of applications; see pool.h.
#include "desk/pool.h"

#include "model/purpose.h"

// Behind the last member that arrived no later; nearly always the end.
void cp_list_insert(cp_state *state, cp_list list, int32_t slot) {
  const double arrived = state->application[slot].arrived;
  if (*list.first < 0 || state->application[*list.last].arrived <= arrived) {
    cp_list_append(state, list, slot);
    return;
  }
  int32_t after = *list.first;
  while (state->application[after].arrived <= arrived) after = state->application[after].next;
  cp_list_put_before(state, list, slot, after);
}

void cp_list_put_before(cp_state *state, cp_list list, int32_t slot, int32_t after) {
  if (after < 0) {
    cp_list_append(state, list, slot);
    return;
  }
  cp_application *application = state->application + slot;
  application->next = after;
  application->previous = state->application[after].previous;
  if (after == *list.first) {
    *list.first = slot;
  } else {
    state->application[application->previous].next = slot;
  }
  state->application[after].previous = slot;
  *list.count += 1.0;
}

// Cuts a member out of a chain.
static void cut(cp_state *state, int32_t *first, int32_t *last, int32_t slot) {
  const cp_application *application = state->application + slot;
  const int is_first = *first == slot;
  if (is_first) {
    *first = application->next;
  } else {
    state->application[application->previous].next = application->next;
  }
  if (*last == slot) {
    *last = is_first ? -1 : application->previous;
  } else {
    state->application[application->next].previous = application->previous;
  }
}

void cp_list_remove(cp_state *state, cp_list list, int32_t slot) {
  cut(state, list.first, list.last, slot);
  *list.count -= 1.0;
}

void cp_wheel_remove(const cp_model *model, cp_state *state, int32_t slot) {
  const int32_t place = state->application[slot].due % model->n_wheel;
  cut(state, state->application_due + place, state->application_due_last + place, slot);
}

// What is drawn when it happens; everything else goes by a rule.
static int32_t purpose_of(cp_event_kind kind) {
  switch (kind) {
    case CP_EVENT_PAUSE:
    case CP_EVENT_ANSWER:
      return CP_PURPOSE_STOP;
    case CP_EVENT_REFER:
      return CP_PURPOSE_REFER;
    case CP_EVENT_WITHDRAW:
      return CP_PURPOSE_REFILE;
    default:
      return -1;
  }
}

void cp_application_log(const cp_state *state, cp_event_kind kind,
                        const cp_application *application, double amount) {
  const int32_t purpose = purpose_of(kind);
  cp_application_log_why(state, kind, application, amount,
                         purpose < 0 ? CP_CAUSE_RULE : CP_CAUSE_DRAW, purpose < 0 ? 0 : purpose);
}

void cp_application_log_why(const cp_state *state, cp_event_kind kind,
                            const cp_application *application, double amount, cp_cause cause,
                            int32_t number) {
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = (int16_t)kind,
                                     .cause = (int16_t)cause,
                                     .object = application->lane,
                                     .part = application->ordinal,
                                     .from = application->class,
                                     .to = application->stage,
                                     .number = number,
                                     .amount = amount});
}
