// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// From the local office to the end of the review. Days are the authority's working days; reviewers work in ticks of working time,
// so that a desk with reviewers is an exact queue: an application waits from its acceptance until a reviewer is free, is worked
// on for a drawn time, and is ready when that time and the delay law are both over.
#include "desk/desk.h"
#include "desk/delay.h"
#include "desk/pool.h"

#include "model/today.h"
#include "model/purpose.h"
#include "num/elementary.h"
#include "num/floor.h"

static void go_on(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot);

static int32_t authority_of(const cp_model *model, const cp_application *application) {
  return model->class_authority[application->class];
}

static cp_calendar calendar_of(const cp_model *model, int32_t authority) {
  return cp_model_calendar(model, model->authority_calendar[authority]);
}

// Put into the wheel, or go on at once when the stage ends today.
static void wait_until(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot,
                       int32_t due) {
  if (due > state->day[0]) {
    cp_wheel_add(model, state, slot, due);
  } else {
    go_on(model, draw, state, slot);
  }
}

// The instant of acceptance in ticks of working time: an outside application that comes on a working day keeps its moment.
static double instant_of_arrival(const cp_model *model, const cp_state *state,
                                 const cp_application *application) {
  const cp_calendar calendar = calendar_of(model, authority_of(model, application));
  const int32_t day = state->day[0];
  const double start = (double)cp_calendar_before(&calendar, day) * CP_TICKS;
  if (application->lane >= 0 || application->filed != day ||
      !cp_calendar_is_working(&calendar, day))
    return start;
  return start + application->arrived - (double)cp_offset(model, state) * CP_TICKS;
}

static void accept(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot) {
  cp_application *application = state->application + slot;
  const int32_t authority = authority_of(model, application);
  const cp_calendar calendar = calendar_of(model, authority);
  application->arrived = instant_of_arrival(model, state, application);
  application->accepted = state->day[0];
  application->review_due =
      cp_calendar_add(&calendar, state->day[0], cp_delay_review(model, draw, state, application));
  cp_application_tell(state, CP_EVENT_ACCEPT, application, application->quantity);
  if (model->authority_slot[authority + 1] > model->authority_slot[authority]) {
    application->stage = CP_STAGE_QUEUE;
    cp_list_insert(state, cp_queue_of(state, application->class), slot);
    return;
  }
  application->stage = CP_STAGE_REVIEW;
  wait_until(model, draw, state, slot, application->review_due);
}

static void get_ready(cp_state *state, int32_t slot) {
  cp_application *application = state->application + slot;
  application->stage = CP_STAGE_READY;
  cp_application_tell(state, CP_EVENT_READY, application, application->quantity);
  cp_list_append(state, cp_ready_of(state, application->class), slot);
}

// A returned application goes to the local office again, as a new attempt.
static void refile(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot) {
  cp_application *application = state->application + slot;
  const int32_t authority = authority_of(model, application);
  const cp_calendar calendar = calendar_of(model, authority);
  application->attempts += 1;
  application->stage = CP_STAGE_LOCAL;
  cp_application_tell(state, CP_EVENT_FILE, application, application->quantity);
  cp_random_reader draws =
      cp_delay_local_draws(state, cp_application_entity(model, application), application->attempts);
  const int32_t days = cp_delay_local(model, draw, &draws, application);
  wait_until(model, draw, state, slot, cp_calendar_add(&calendar, state->day[0], days));
}

// The stage of this application ends today.
static void go_on(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot) {
  const cp_application *application = state->application + slot;
  if (cp_application_has_lapsed(model, state, application)) {
    cp_application_lapse(model, state, slot);
  } else if (application->stage == CP_STAGE_LOCAL) {
    accept(model, draw, state, slot);
  } else if (application->stage == CP_STAGE_REVIEW) {
    get_ready(state, slot);
  } else {
    refile(model, draw, state, slot);
  }
}

static void end_stages(const cp_model *model, const cp_draw *draw, cp_state *state) {
  const int32_t place = state->day[0] % model->n_wheel;
  int32_t slot = state->application_due[place];
  state->application_due[place] = -1;
  state->application_due_last[place] = -1;
  while (slot >= 0) {
    const int32_t next = state->application[slot].next;
    cp_pool_fetch(state, next);
    // a stage of a later turn of the wheel goes back to its place
    wait_until(model, draw, state, slot, state->application[slot].due);
    slot = next;
  }
}

static int32_t first_free(const cp_model *model, const cp_state *state, int32_t authority) {
  int32_t first = model->authority_slot[authority];
  for (int32_t slot = first + 1; slot < model->authority_slot[authority + 1]; slot++) {
    if (state->slot_free[slot] < state->slot_free[first]) first = slot;
  }
  return first;
}

// The earliest arrival among the heads of the queues; -1 when all are empty or have no weight.
static double earliest_arrival(const cp_model *model, const cp_draw *draw, const cp_state *state,
                               int32_t authority) {
  double earliest = -1.0;
  for (int32_t class = model->authority_class[authority];
       class < model->authority_class[authority + 1]; class ++) {
    if (state->queue_first[class] < 0 || draw->class_weight[class] <= 0.0) continue;
    const double arrived = state->application[state->queue_first[class]].arrived;
    if (earliest < 0.0 || arrived < earliest) earliest = arrived;
  }
  return earliest;
}

// Among classes whose head has arrived by `instant`, the one that weighted service has favoured least (start-time fair queueing:
// Goyal, Vin and Cheng 1996); moves its virtual time.
static int32_t next_class(const cp_model *model, const cp_draw *draw, cp_state *state,
                          int32_t authority, double instant) {
  int32_t best = -1;
  double best_key = 0.0;
  for (int32_t class = model->authority_class[authority];
       class < model->authority_class[authority + 1]; class ++) {
    if (state->queue_first[class] < 0 || draw->class_weight[class] <= 0.0) continue;
    if (state->application[state->queue_first[class]].arrived > instant) continue;
    const double served = state->class_served[class];
    const double key =
        served > state->authority_clock[authority] ? served : state->authority_clock[authority];
    if (best >= 0 && key >= best_key) continue;
    best = class;
    best_key = key;
  }
  state->authority_clock[authority] = best_key;
  state->class_served[best] = best_key + 1.0 / draw->class_weight[best];
  return best;
}

static double work_of(const cp_model *model, const cp_draw *draw, const cp_state *state,
                      const cp_application *application) {
  const int32_t authority = authority_of(model, application);
  const double mean = draw->authority_work[authority] * CP_TICKS;
  const int32_t shape = model->authority_work_shape[authority];
  if (shape == 0) return cp_floor(mean + 0.5);
  const cp_random random = cp_state_random(state);
  const double unit =
      cp_random_unit(&random, CP_PURPOSE_WORK, cp_application_entity(model, application),
                     application->attempts, (uint32_t)application->ordinal);
  if (shape == 1) return cp_floor(-cp_log(unit) * mean + 0.5);
  const double spread = draw->authority_work_spread[authority];
  return cp_floor(mean * cp_exp(spread * cp_normal_quantile(unit) - 0.5 * spread * spread) + 0.5);
}

// A reviewer takes the application at `start`; the review ends when the work and the delay law are over.
static void review(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot,
                   int32_t reviewer, double start) {
  cp_application *application = state->application + slot;
  const int32_t authority = authority_of(model, application);
  const cp_calendar calendar = calendar_of(model, authority);
  state->wait_ticks[application->class] += start - application->arrived;
  state->wait_count[application->class] += 1.0;
  cp_application_tell(state, CP_EVENT_REVIEW, application, application->quantity);
  state->slot_free[reviewer] = start + work_of(model, draw, state, application);
  const int32_t today = cp_calendar_before(&calendar, state->day[0]);
  const int32_t done = (int32_t)cp_floor(state->slot_free[reviewer] / CP_TICKS);
  const int32_t worked = cp_calendar_add(&calendar, state->day[0], done - today);
  application->stage = CP_STAGE_REVIEW;
  wait_until(model, draw, state, slot,
             worked > application->review_due ? worked : application->review_due);
}

// Reviewers of an authority take applications until the working day is over.
static void work_off(const cp_model *model, const cp_draw *draw, cp_state *state,
                     int32_t authority) {
  const cp_calendar calendar = calendar_of(model, authority);
  if (model->authority_slot[authority + 1] == model->authority_slot[authority]) return;
  if (!cp_calendar_is_working(&calendar, state->day[0])) return;
  const double end = (cp_calendar_before(&calendar, state->day[0]) + 1.0) * CP_TICKS;
  for (;;) {
    const int32_t reviewer = first_free(model, state, authority);
    const double arrived = earliest_arrival(model, draw, state, authority);
    const double start =
        state->slot_free[reviewer] > arrived ? state->slot_free[reviewer] : arrived;
    if (arrived < 0.0 || start >= end) return;
    const int32_t class = next_class(model, draw, state, authority, start);
    const int32_t slot = cp_list_take(state, cp_queue_of(state, class));
    if (cp_application_has_lapsed(model, state, state->application + slot)) {
      cp_application_lapse(model, state, slot);
    } else {
      review(model, draw, state, slot, reviewer, start);
    }
  }
}

void cp_desk_review(const cp_model *model, const cp_draw *draw, cp_state *state) {
  end_stages(model, draw, state);
  for (int32_t authority = 0; authority < model->n_authority; authority++)
    work_off(model, draw, state, authority);
}
