// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Decisions and licences. Once reviewed, an application faces three hazards a working day: approval (by the class's stance),
// return and refusal; most are neither refused nor approved for long. How many of a class are decided today is its number of
// ready applications times the sum of the hazards, rounded up or down by a draw; the oldest come first. Where the authority's
// capacity is smaller than that, classes share it by weight.
#include "desk/desk.h"
#include "desk/pool.h"

#include "base/date.h"
#include "model/purpose.h"
#include "model/today.h"
#include "num/floor.h"
#include "num/least.h"

static double approval_hazard(const cp_model *model, const cp_draw *draw, int32_t class) {
  const double *by_stance[4] = {draw->class_closed, draw->class_trickle, draw->class_managed,
                                draw->class_open};
  return by_stance[model->class_stance[class]][class];
}

static double hazard_of(const cp_model *model, const cp_draw *draw, int32_t class) {
  return approval_hazard(model, draw, class) + draw->class_returned[class] +
         draw->class_refused[class];
}

// How many of a class would be decided today if capacity allowed.
static double wish_of(const cp_model *model, const cp_draw *draw, const cp_state *state,
                      int32_t class) {
  if (draw->class_weight[class] <= 0.0 || state->ready_count[class] <= 0.0) return 0.0;
  const cp_random random = cp_state_random(state);
  const double unit = cp_random_unit(&random, CP_PURPOSE_COUNT, model->class_hash[class],
                                     cp_offset(model, state), 0);
  const double expected = state->ready_count[class] * cp_least(1.0, hazard_of(model, draw, class));
  return cp_least(state->ready_count[class], cp_floor(expected + unit));
}

// A free place for a licence, -1 when the pool is full (the fault is noted).
static int32_t place_for_licence(const cp_model *model, cp_state *state) {
  const int32_t slot = state->licence_free[0];
  if (slot >= 0) {
    state->licence_free[0] = state->licence[slot].next;
    return slot;
  }
  if (state->licence_used[0] < model->n_licence) return state->licence_used[0]++;
  state->fault[0] = CP_FULL;
  return -1;
}

// Into the lane's list: by last day, then id.
static void add_licence(const cp_model *model, cp_state *state, int32_t gate, cp_licence licence) {
  const int32_t slot = place_for_licence(model, state);
  if (slot < 0) return;
  int32_t *link = state->licence_first + gate;
  while (*link >= 0 && (state->licence[*link].valid_to < licence.valid_to ||
                        (state->licence[*link].valid_to == licence.valid_to &&
                         state->licence[*link].id < licence.id))) {
    link = &state->licence[*link].next;
  }
  licence.next = *link;
  state->licence[slot] = licence;
  *link = slot;
  state->licence_left[gate] += licence.left;
  state->licensed_total[gate] += licence.left;
}

// A day on which an authority decides.
typedef struct sitting {
  int32_t authority;
  int32_t months;    // how long its licences run
  int32_t valid_to;  // the last day of those that it grants today
} sitting;

static sitting sitting_of(const cp_model *model, const cp_state *state, int32_t authority) {
  const int32_t months = model->authority_validity[authority];
  return (sitting){.authority = authority,
                   .months = months,
                   .valid_to = cp_day_add_months(state->day[0], months)};
}

// Permissions may cap how long a licence runs.
static int32_t last_day_of(const cp_state *state, const sitting *today, int32_t gate) {
  const int32_t cap = state->gate_validity[gate];
  if (cap <= 0 || cap >= today->months) return today->valid_to;
  return cp_day_add_months(state->day[0], cap);
}

static void approve(const cp_model *model, const cp_draw *draw, cp_state *state,
                    const sitting *today, const cp_application *application) {
  const int32_t lane = application->lane;
  state->approved[application->class] += 1.0;
  state->cohort_approved[application->class] += application->is_cohort;
  double granted = 0.0;
  if (lane >= 0) {
    const int32_t gate = model->lane_gate[lane];
    const double share = draw->authority_granted[today->authority];
    granted = cp_floor(application->quantity * share);
    state->granted_total[application->class] += granted;
    if (granted > 0.0) {
      add_licence(model, state, gate,
                  (cp_licence){.left = granted,
                               .valid_to = last_day_of(state, today, gate),
                               .id = application->ordinal});
    }
  }
  cp_application_tell(state, CP_EVENT_APPROVE, application, granted);
}

static void leave_pending(const cp_model *model, cp_state *state,
                          const cp_application *application) {
  if (application->lane >= 0)
    state->pending[model->lane_gate[application->lane]] -= application->quantity;
  state->live[application->class] -= 1.0;
}

static void send_back(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot) {
  cp_application *application = state->application + slot;
  const int32_t authority = model->class_authority[application->class];
  const cp_calendar calendar = cp_model_calendar(model, model->authority_calendar[authority]);
  const int32_t days = (int32_t)(draw->authority_refile[authority] + 0.5);
  application->stage = CP_STAGE_RETURNED;
  state->returned[application->class] += 1.0;
  cp_application_tell(state, CP_EVENT_RETURN, application, application->quantity);
  cp_wheel_add(model, state, slot, cp_calendar_add(&calendar, state->day[0], days > 0 ? days : 1));
}

// One decision: which of the three hazards it was is drawn in proportion to them.
static void decide(const cp_model *model, const cp_draw *draw, cp_state *state,
                   const sitting *today, int32_t class) {
  const int32_t slot = cp_list_take(state, cp_ready_of(state, class));
  const cp_application *application = state->application + slot;
  if (cp_application_has_lapsed(model, state, application)) {
    cp_application_lapse(model, state, slot);
    return;
  }
  const cp_random random = cp_state_random(state);
  const double unit =
      cp_random_unit(&random, CP_PURPOSE_DECISION, cp_application_entity(model, application),
                     application->attempts, (uint32_t)application->ordinal);
  const double outcome = unit * hazard_of(model, draw, class);
  const double approval = approval_hazard(model, draw, class);
  if (outcome >= approval && outcome < approval + draw->class_returned[class]) {
    send_back(model, draw, state, slot);
    return;
  }
  leave_pending(model, state, application);
  if (outcome < approval) {
    approve(model, draw, state, today, application);
  } else {
    state->refused[class] += 1.0;
    cp_application_tell(state, CP_EVENT_REFUSE, application, application->quantity);
  }
  cp_pool_give(state, slot);
}

// Share `budget` decisions among the classes by weight and by what they have ready, so that cutting a class in two changes nothing
// (start-time fair queueing, one decision at a time).
static void decide_scarce(const cp_model *model, const cp_draw *draw, cp_state *state,
                          const sitting *today, double budget) {
  const int32_t authority = today->authority;
  const int32_t first = model->authority_class[authority];
  const int32_t end = model->authority_class[authority + 1];
  for (; budget >= 1.0; budget -= 1.0) {
    int32_t best = -1;
    double best_key = 0.0;
    for (int32_t class = first; class < end; class ++) {
      if (state->decision_wish[class] < 1.0) continue;
      const double served = state->decision_served[class];
      const double key =
          served > state->decision_clock[authority] ? served : state->decision_clock[authority];
      if (best >= 0 && key >= best_key) continue;
      best = class;
      best_key = key;
    }
    if (best < 0) return;
    state->decision_clock[authority] = best_key;
    state->decision_served[best] = best_key + 1.0 / state->decision_load[best];
    state->decision_wish[best] -= 1.0;
    decide(model, draw, state, today, best);
  }
}

static void decide_authority(const cp_model *model, const cp_draw *draw, cp_state *state,
                             int32_t authority) {
  const int32_t first = model->authority_class[authority];
  const int32_t end = model->authority_class[authority + 1];
  double wishes = 0.0;
  for (int32_t class = first; class < end; class ++)
    cp_pool_fetch(state, state->ready_first[class]);
  for (int32_t class = first; class < end; class ++) {
    state->decision_wish[class] = wish_of(model, draw, state, class);
    state->decision_load[class] = draw->class_weight[class] * state->ready_count[class];
    wishes += state->decision_wish[class];
  }
  double budget = wishes;
  if (draw->authority_capacity[authority] >= 0.0) {
    const double credit = draw->authority_capacity[authority] + state->decision_credit[authority];
    budget = cp_least(wishes, cp_floor(credit));
    // unused capacity does not keep, but for the fraction of a decision
    state->decision_credit[authority] = credit - cp_floor(credit);
  }
  if (budget < 1.0) return;
  const sitting today = sitting_of(model, state, authority);
  if (budget < wishes) {
    decide_scarce(model, draw, state, &today, budget);
    return;
  }
  for (int32_t class = first; class < end; class ++) {
    for (double left = state->decision_wish[class]; left >= 1.0; left -= 1.0)
      decide(model, draw, state, &today, class);
  }
}

void cp_desk_decide(const cp_model *model, const cp_draw *draw, cp_state *state) {
  for (int32_t authority = 0; authority < model->n_authority; authority++) {
    if (cp_is_working(model, model->authority_calendar[authority], state->day[0])) {
      decide_authority(model, draw, state, authority);
    }
  }
}
