// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Decisions and licences. Once reviewed, an application faces three hazards a working day: approval (by the class's stance),
// return and refusal; most are neither refused nor approved for long. How many of a class are decided today is its number of
// ready applications times the sum of the hazards, rounded up or down by a draw; the oldest come first. Where the authority's
// capacity is smaller than that, classes share it by weight.
#include "desk/desk.h"
#include "desk/clocks.h"
#include "desk/delay.h"
#include "desk/grants.h"
#include "desk/stages.h"
#include "desk/pool.h"
#include "desk/steps.h"
#include "desk/stops.h"

#include "base/date.h"
#include "model/licence.h"
#include "model/purpose.h"
#include "model/today.h"
#include "num/floor.h"
#include "num/least.h"

static double approval_hazard(const cp_draw *draw, const cp_state *state, int32_t class) {
  const double *by_stance[4] = {draw->class_closed, draw->class_trickle, draw->class_managed,
                                draw->class_open};
  return by_stance[state->class_stance_now[class]][class];
}

static double hazard_of(const cp_draw *draw, const cp_state *state, int32_t class) {
  return approval_hazard(draw, state, class) + draw->class_returned[class] +
         draw->class_refused[class];
}

// How many of a class would be decided today if capacity allowed.
static double wish_of(const cp_model *model, const cp_draw *draw, const cp_state *state,
                      int32_t class) {
  if (state->ready_count[class] <= 0.0 || !cp_class_is_served(draw, state, class)) return 0.0;
  const cp_random random = cp_state_random(state);
  const double unit = cp_random_unit(&random, CP_PURPOSE_COUNT, model->class_hash[class],
                                     cp_offset(model, state), 0);
  const double expected = state->ready_count[class] * cp_least(1.0, hazard_of(draw, state, class));
  return cp_least(state->ready_count[class], cp_floor(expected + unit));
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

// What is granted of an application from a lane; 0: nothing, where its use must be shown.
static double grant_of(const cp_model *model, const cp_draw *draw, const cp_state *state,
                       const sitting *today, const cp_application *application) {
  const double asked = cp_floor(application->quantity * draw->authority_granted[today->authority]);
  if (model->authority_grants[today->authority] == 0) return asked;
  const int32_t gate = model->lane_gate[application->lane];
  const int32_t days = last_day_of(state, today, gate) - state->day[0] + 1;
  return cp_least(asked, cp_verified_use(model, draw, state, gate, days));
}

static void refuse(const cp_model *model, cp_state *state, int32_t slot) {
  cp_application_end(model, state, slot, CP_STEP_REFUSE, state->application[slot].quantity);
}

// An application from outside: nothing is licensed.
static void approve_outside(const cp_model *model, cp_state *state, int32_t slot) {
  cp_application_end(model, state, slot, CP_STEP_APPROVE, 0.0);
}

static void approve(const cp_model *model, const cp_draw *draw, cp_state *state,
                    const sitting *today, int32_t slot) {
  const cp_application *application = state->application + slot;
  if (application->lane < 0) {
    approve_outside(model, state, slot);
    return;
  }
  const int32_t class = application->class;
  const int32_t gate = model->lane_gate[application->lane];
  const double granted = grant_of(model, draw, state, today, application);
  if (granted < 1.0 && model->authority_grants[today->authority] != 0) {
    refuse(model, state, slot);
    return;
  }
  state->granted_total[class] += granted;
  state->cohort_approved[class] += application->is_cohort;
  const cp_licence licence = {.left = granted,
                              .valid_to = last_day_of(state, today, gate),
                              .id = application->ordinal,
                              .uses = (int16_t)model->authority_uses[today->authority]};
  if (!cp_application_end(model, state, slot, CP_STEP_APPROVE, granted)) return;
  if (granted > 0.0) cp_licence_issue(model, state, gate, licence);
}

// Papers are missing: where the authority stops its clock for them, it waits for the answer.
static bool stops_for_papers(const cp_model *model, const cp_draw *draw, cp_state *state,
                             int32_t slot) {
  cp_stop one;
  const int32_t stop = cp_stop_for_papers(model, draw, state, slot, &one);
  if (stop < 0) return false;
  cp_application_move(state, slot, CP_STEP_STOP);
  cp_clock_stop(state, slot);
  state->track[slot].is_overdue = (int8_t)one.is_overdue;
  // the papers that come do not lack again by the draw by which they lacked
  state->application[slot].verdict = one.verdict;
  cp_application_tell(state, CP_EVENT_PAUSE, state->application + slot,
                      (double)model->stop_row[stop]);
  cp_wheel_add(model, state, slot, one.to);
  return true;
}

void cp_desk_answer_papers(const cp_model *model, cp_state *state, int32_t slot) {
  const cp_application *application = state->application + slot;
  if (state->track[slot].is_overdue) {
    cp_application_end(model, state, slot, CP_STEP_CLOSE, application->quantity);
    return;
  }
  cp_clock_go(model, state, slot);
  cp_application_move(state, slot, CP_STEP_RESUME);
  cp_application_tell(state, CP_EVENT_ANSWER, application, -1.0);
  cp_list_append(state, cp_ready_of(state, application->class), slot);
}

void cp_desk_wait_to_refile(const cp_model *model, cp_state *state, int32_t slot, int32_t days) {
  const int32_t authority = cp_application_authority(model, state->application + slot);
  const cp_calendar calendar = cp_authority_calendar(model, authority);
  const int32_t window = model->authority_window[authority];
  const int32_t wait = window >= 0 && days > window ? window : days;
  cp_wheel_add(model, state, slot, cp_calendar_add(&calendar, state->day[0], wait));
}

// Returned applications are filed again, withdrawn, or closed: at the last attempt, or when the window for it is over.
static void send_back(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot) {
  const cp_application *application = state->application + slot;
  if (cp_authority_stops(model, cp_application_authority(model, application)) &&
      stops_for_papers(model, draw, state, slot))
    return;
  const int32_t authority = cp_application_authority(model, application);
  const int32_t most = model->authority_attempts[authority];
  if (!cp_application_move(state, slot, CP_STEP_RETURN)) return;
  cp_clock_reset(model, state, slot);
  state->returned[application->class] += 1.0;
  cp_application_tell(state, CP_EVENT_RETURN, application, application->quantity);
  const cp_refiling next = cp_delay_refile(model, draw, state, slot);
  if (most > 0 && application->attempts >= most) {
    cp_application_end(model, state, slot, CP_STEP_CLOSE, application->quantity);
  } else if (!next.is_filed) {
    cp_application_end(model, state, slot, CP_STEP_WITHDRAW, application->quantity);
  } else {
    cp_desk_wait_to_refile(model, state, slot, next.days);
  }
}

// Drawn with the review at acceptance, but where nothing of the review was left to chance.
static uint32_t verdict_of(const cp_model *model, const cp_state *state,
                           const cp_application *application) {
  if (application->verdict != 0) return application->verdict;
  uint32_t bits[4];
  cp_delay_draw(model, state, application, bits);
  return bits[CP_WORD_VERDICT];
}

// One decision: which of the three hazards it was is drawn in proportion to them.
static void decide(const cp_model *model, const cp_draw *draw, cp_state *state,
                   const sitting *today, int32_t class) {
  const int32_t slot = cp_list_take(state, cp_ready_of(state, class));
  const cp_application *application = state->application + slot;
  if (cp_application_has_lapsed(model, state, application)) {
    cp_application_end(model, state, slot, CP_STEP_LAPSE, application->quantity);
    return;
  }
  const double approval = approval_hazard(draw, state, class);
  const double hazard = hazard_of(draw, state, class);
  // what is certain is not drawn
  if (hazard == approval) {
    approve(model, draw, state, today, slot);
    return;
  }
  const double outcome = cp_unit_from_word(verdict_of(model, state, application)) * hazard;
  if (outcome < approval) {
    approve(model, draw, state, today, slot);
  } else if (outcome < approval + draw->class_returned[class]) {
    send_back(model, draw, state, slot);
  } else {
    refuse(model, state, slot);
  }
}

// Share `budget` decisions among the classes by weight and by what they have ready, so that cutting a class in two changes nothing
// (start-time fair queueing, one decision at a time).
static void decide_scarce(const cp_model *model, const cp_draw *draw, cp_state *state,
                          const sitting *today, double budget) {
  const int32_t authority = today->authority;
  const int32_t first = model->authority_class[authority];
  const int32_t end = model->authority_class[authority + 1];
  const int32_t is_strict = model->authority_service[authority];
  for (; budget >= 1.0; budget -= 1.0) {
    int32_t best = -1;
    double best_key = 0.0;
    for (int32_t class = first; class < end; class ++) {
      if (state->decision_wish[class] < 1.0) continue;
      const double served = state->decision_served[class];
      const double fair =
          served > state->decision_clock[authority] ? served : state->decision_clock[authority];
      const double key = is_strict ? -draw->class_weight[class] : fair;
      if (best >= 0 && key >= best_key) continue;
      best = class;
      best_key = key;
    }
    if (best < 0) return;
    if (!is_strict) {
      state->decision_clock[authority] = best_key;
      state->decision_served[best] = best_key + 1.0 / state->decision_load[best];
    }
    state->decision_wish[best] -= 1.0;
    decide(model, draw, state, today, best);
  }
}

static double capacity_today(const cp_model *model, const cp_draw *draw, const cp_state *state,
                             int32_t authority) {
  const int32_t span = cp_span_today(model, state, authority);
  const double capacity = draw->authority_capacity[authority];
  return span < 0 ? capacity : capacity * draw->span_decisions[span];
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
    const double credit =
        capacity_today(model, draw, state, authority) + state->decision_credit[authority];
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
  cp_desk_escalate(model, draw, state);
}

// --- past the limit ------------------------------------------------------------------------------

void cp_desk_decide_escalated(const cp_model *model, const cp_draw *draw, cp_state *state,
                              int32_t slot) {
  const cp_application *application = state->application + slot;
  const int32_t authority = cp_application_authority(model, application);
  const cp_random random = cp_state_random(state);
  const uint32_t bits =
      cp_random_bits(&random, CP_PURPOSE_ESCALATED, cp_application_entity(model, application),
                     application->attempts, (uint32_t)application->ordinal);
  const sitting today = sitting_of(model, state, authority);
  if (cp_random_happens(draw->authority_escalated[authority], bits)) {
    approve(model, draw, state, &today, slot);
  } else {
    refuse(model, state, slot);
  }
}

static int escalates(const cp_model *model) {
  for (int32_t authority = 0; authority < model->n_authority; authority++) {
    if (model->authority_at_limit[authority]) return 1;
  }
  return 0;
}

void cp_desk_escalate(const cp_model *model, const cp_draw *draw, cp_state *state) {
  if (!escalates(model)) return;
  for (int32_t slot = cp_clock_ring(model, state); slot >= 0; slot = cp_clock_ring(model, state)) {
    const cp_application *application = state->application + slot;
    const int32_t authority = cp_application_authority(model, application);
    const cp_calendar calendar = cp_authority_calendar(model, authority);
    const double days = cp_clock_days(model, state, slot);
    cp_application_unlink(model, state, slot);
    cp_application_move(state, slot, CP_STEP_ESCALATE);
    state->escalated[application->class] += 1.0;
    cp_application_tell(state, CP_EVENT_ESCALATE, application, days);
    const int32_t more = (int32_t)(draw->authority_escalation[authority] + 0.5);
    cp_wheel_add(model, state, slot,
                 cp_calendar_add(&calendar, state->day[0], more > 0 ? more : 1));
  }
}
