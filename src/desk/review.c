// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// From the local office to the end of the review. Days are the authority's working days; reviewers work in ticks of working time,
// so that a desk with reviewers is an exact queue: an application waits from its acceptance until a reviewer is free, is worked
// on for a drawn time, and is ready when that time and the delay law are both over.
#include "desk/desk.h"
#include "desk/delay.h"
#include "desk/stages.h"
#include "desk/pool.h"
#include "desk/steps.h"
#include "desk/stops.h"

#include "model/today.h"
#include "model/purpose.h"
#include "num/elementary.h"
#include "num/floor.h"
#include "num/least.h"

static void go_on(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot);

static int32_t authority_of(const cp_model *model, const cp_application *application) {
  return cp_application_authority(model, application);
}

static cp_calendar calendar_of(const cp_model *model, int32_t authority) {
  return cp_authority_calendar(model, authority);
}

static int has_reviewers(const cp_model *model, int32_t authority) {
  return model->authority_slot[authority + 1] > model->authority_slot[authority];
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

// --- the review ----------------------------------------------------------------------------------

static void get_ready(cp_state *state, int32_t slot) {
  const cp_application *application = state->application + slot;
  if (!cp_application_move(state, slot, CP_STEP_FINISH)) return;
  cp_application_tell(state, CP_EVENT_READY, application, application->quantity);
  cp_list_append(state, cp_ready_of(state, application->class), slot);
}

// The first question is whether other offices are asked, then come the stops.
static double chances_of(const cp_state *state, int32_t slot) {
  return cp_unit_from_word(state->track[slot].chances);
}

// Some are sent to other offices before they are decided.
static void finish_review(const cp_model *model, const cp_draw *draw, cp_state *state,
                          int32_t slot) {
  const cp_application *application = state->application + slot;
  const int32_t authority = authority_of(model, application);
  double chances = chances_of(state, slot);
  if (!cp_delay_happens(&chances, draw->authority_refer[authority])) {
    get_ready(state, slot);
    return;
  }
  const cp_random random = cp_state_random(state);
  const uint32_t bits =
      cp_random_bits(&random, CP_PURPOSE_REFER, cp_application_entity(model, application),
                     application->attempts, (uint32_t)application->ordinal);
  const cp_calendar calendar = calendar_of(model, authority);
  const int32_t days = draw->refer_days[authority * CP_TABLE + (int32_t)(bits / CP_CELL)];
  cp_application_move(state, slot, CP_STEP_REFER);
  cp_application_tell(state, CP_EVENT_REFER, application, application->quantity);
  wait_until(model, draw, state, slot, cp_calendar_add(&calendar, state->day[0], days));
}

// What that leaves for the stops.
static double chances_after_refer(const cp_draw *draw, const cp_state *state, int32_t slot,
                                  int32_t authority) {
  double chances = chances_of(state, slot);
  (void)cp_delay_happens(&chances, draw->authority_refer[authority]);
  return chances;
}

// What the stops of a review make of today.
typedef struct stopping {
  int32_t n_open;    // stops that stay open over night
  int32_t next;      // day on which the next one opens or is answered, -1 none
  int32_t n_coming;  // stops of the review that are not over yet
  bool is_overdue;   // one of them is not answered in time
  bool has_opened;
} stopping;

static void tell_stop(const cp_state *state, cp_event_kind kind, int32_t slot, int32_t row) {
  cp_application_tell(state, kind, state->application + slot, (double)row);
}

static stopping look_at_stops(const cp_model *model, const cp_draw *draw, cp_state *state,
                              int32_t slot) {
  const int32_t authority = authority_of(model, state->application + slot);
  const int32_t today = state->day[0];
  stopping found = {.next = -1};
  double chances = chances_after_refer(draw, state, slot, authority);
  for (int32_t stop = model->authority_stop[authority]; stop < model->authority_stop[authority + 1];
       stop++) {
    if (!cp_stop_comes(model, draw, stop, &chances)) continue;
    const cp_stop one = cp_stop_in_review(model, draw, state, slot, stop);
    if (one.to < today) continue;
    found.n_coming += one.to > today;
    const int32_t next = one.from > today ? one.from : one.to;
    if (next > today && (found.next < 0 || next < found.next)) found.next = next;
    if (one.from == today) tell_stop(state, CP_EVENT_PAUSE, slot, model->stop_row[stop]);
    found.has_opened |= one.from == today;
    found.n_open += one.from <= today && one.to > today;
    if (one.to != today) continue;
    found.is_overdue |= one.is_overdue;
    if (!one.is_overdue) tell_stop(state, CP_EVENT_ANSWER, slot, model->stop_row[stop]);
  }
  return found;
}

static void resume(const cp_model *model, cp_state *state, int32_t slot) {
  cp_application *application = state->application + slot;
  const cp_calendar calendar = calendar_of(model, authority_of(model, application));
  const int32_t cost = cp_clock_go(model, state, slot);
  cp_application_move(state, slot, CP_STEP_RESUME);
  application->review_due = cp_calendar_add(&calendar, application->review_due, cost);
}

// A review, running or stopped, on a day on which something may happen to it: a stop opens or is answered, or it is over.
static void go_on_reviewing(const cp_model *model, const cp_draw *draw, cp_state *state,
                            int32_t slot) {
  const cp_application *application = state->application + slot;
  const stopping today = look_at_stops(model, draw, state, slot);
  state->track[slot].n_stop = (int8_t)today.n_coming;
  if (today.is_overdue) {
    cp_application_end(model, state, slot, CP_STEP_CLOSE, application->quantity);
    return;
  }
  if (today.has_opened) {
    cp_application_move(state, slot, CP_STEP_STOP);
    cp_clock_stop(state, slot);
  }
  if (application->stage == CP_STAGE_STOPPED && today.n_open == 0) resume(model, state, slot);
  if (application->stage == CP_STAGE_REVIEW && application->review_due <= state->day[0]) {
    finish_review(model, draw, state, slot);
    return;
  }
  int32_t next = today.next;
  if (application->stage == CP_STAGE_REVIEW && (next < 0 || application->review_due < next))
    next = application->review_due;
  cp_wheel_add(model, state, slot, next);
}

// The review begins and, if nothing stops it, ends on review_due.
static void begin_review(const cp_model *model, const cp_draw *draw, cp_state *state,
                         int32_t slot) {
  cp_application_move(state, slot, CP_STEP_TAKE);
  cp_desk_run_review(model, draw, state, slot);
}

// Mostly none comes.
static bool any_stop_comes(const cp_model *model, const cp_draw *draw, const cp_state *state,
                           int32_t slot, int32_t authority) {
  double chances = chances_after_refer(draw, state, slot, authority);
  for (int32_t stop = model->authority_stop[authority]; stop < model->authority_stop[authority + 1];
       stop++) {
    if (cp_stop_comes(model, draw, stop, &chances)) return true;
  }
  return false;
}

void cp_desk_run_review(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot) {
  const cp_application *application = state->application + slot;
  const int32_t authority = authority_of(model, application);
  state->track[slot].n_stop = 0;
  if (!cp_authority_stops(model, authority) ||
      !any_stop_comes(model, draw, state, slot, authority)) {
    wait_until(model, draw, state, slot, application->review_due);
    return;
  }
  const cp_calendar calendar = calendar_of(model, authority);
  cp_track *track = state->track + slot;
  track->review_from = state->day[0];
  track->review_days =
      (int16_t)cp_calendar_between(&calendar, state->day[0], application->review_due);
  go_on_reviewing(model, draw, state, slot);
}

// --- acceptance, and other stages that end --------------------------------------------------------

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

// What is certain is not drawn: no limit, no delay law, nobody else asked, no stops.
static bool is_certain(const cp_model *model, const cp_draw *draw,
                       const cp_application *application) {
  const int32_t authority = authority_of(model, application);
  return model->authority_limit[authority] < 0 &&
         draw->class_review_median[application->class] <= 0.0 &&
         draw->authority_refer[authority] <= 0.0 && !cp_authority_stops(model, authority);
}

static void accept(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot) {
  cp_application *application = state->application + slot;
  const int32_t authority = authority_of(model, application);
  if (!cp_application_move(state, slot, CP_STEP_ACCEPT)) return;
  if (cp_clock_starts(model, authority, CP_CLOCK_ACCEPTANCE))
    cp_clock_start(model, state, slot, state->day[0]);
  application->arrived = instant_of_arrival(model, state, application);
  application->accepted = state->day[0];
  if (is_certain(model, draw, application)) {
    application->review_due = application->accepted;
    application->verdict = 0;
  } else {
    uint32_t bits[4];
    cp_delay_draw(model, state, application, bits);
    state->track[slot].chances = bits[CP_WORD_CHANCES];
    application->verdict = bits[CP_WORD_VERDICT];
    application->review_due = cp_delay_review(model, draw, state, slot, bits);
  }
  cp_application_tell(state, CP_EVENT_ACCEPT, application, application->quantity);
  if (has_reviewers(model, authority)) {
    cp_list_insert(state, cp_queue_of(state, application->class), slot);
  } else {
    begin_review(model, draw, state, slot);
  }
}

// A returned application is filed again, as a new attempt, or its window is over.
static void come_back(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot) {
  cp_application *application = state->application + slot;
  const int32_t authority = authority_of(model, application);
  if (model->authority_window[authority] >= 0 &&
      cp_delay_refile(model, draw, state, slot).days > model->authority_window[authority]) {
    cp_application_end(model, state, slot, CP_STEP_CLOSE, application->quantity);
    return;
  }
  application->attempts++;
  cp_desk_hand_in(model, draw, state, slot);
}

// The stage of this application ends today.
static void go_on(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot) {
  const cp_application *application = state->application + slot;
  if (cp_application_has_lapsed(model, state, application)) {
    cp_application_end(model, state, slot, CP_STEP_LAPSE, application->quantity);
    return;
  }
  switch (application->stage) {
    case CP_STAGE_LOCAL:
      accept(model, draw, state, slot);
      return;
    case CP_STAGE_REVIEW:
      if (state->track[slot].n_stop > 0) {
        go_on_reviewing(model, draw, state, slot);
      } else {
        finish_review(model, draw, state, slot);
      }
      return;
    case CP_STAGE_STOPPED:
      if (state->track[slot].before == CP_STAGE_READY) {
        cp_desk_answer_papers(model, state, slot);
      } else {
        go_on_reviewing(model, draw, state, slot);
      }
      return;
    case CP_STAGE_REFERRED:
      get_ready(state, slot);
      return;
    case CP_STAGE_PAPERS:
      state->drafts[application->class] -= 1.0;
      cp_desk_hand_in(model, draw, state, slot);
      return;
    case CP_STAGE_ESCALATED:
      cp_desk_decide_escalated(model, draw, state, slot);
      return;
    default:
      come_back(model, draw, state, slot);
  }
}

// To the local office. Its days there are drawn for each attempt.
void cp_desk_hand_in(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot) {
  const cp_application *application = state->application + slot;
  cp_random_reader draws =
      cp_delay_local_draws(state, cp_application_entity(model, application), application->attempts);
  const cp_calendar calendar = calendar_of(model, authority_of(model, application));
  const int32_t days = cp_desk_file_now(model, draw, state, slot, &draws);
  wait_until(model, draw, state, slot, cp_calendar_add(&calendar, state->day[0], days));
}

static void end_stages(const cp_model *model, const cp_draw *draw, cp_state *state) {
  const int32_t place = state->day[0] % model->n_wheel;
  int32_t slot = state->application_due[place];
  state->application_due[place] = -1;
  state->application_due_last[place] = -1;
  while (slot >= 0) {
    const int32_t next = state->application[slot].next;
    cp_pool_fetch_behind(state, next);
    // a stage of a later turn of the wheel goes back to its place
    wait_until(model, draw, state, slot, state->application[slot].due);
    slot = next;
  }
}

// The end of those who are at work today.
static int32_t reviewers_end(const cp_model *model, const cp_draw *draw, const cp_state *state,
                             int32_t authority) {
  const int32_t first = model->authority_slot[authority];
  const int32_t n = model->authority_slot[authority + 1] - first;
  const int32_t span = cp_span_today(model, state, authority);
  return first + (span < 0 ? n : (int32_t)cp_floor(n * draw->span_reviewers[span] + 0.5));
}

static int32_t first_free(const cp_model *model, const cp_state *state, int32_t authority,
                          int32_t end) {
  int32_t first = model->authority_slot[authority];
  for (int32_t slot = first + 1; slot < end; slot++) {
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
    if (state->queue_first[class] < 0 || !cp_class_is_served(draw, state, class)) continue;
    const double arrived = state->application[state->queue_first[class]].arrived;
    if (earliest < 0.0 || arrived < earliest) earliest = arrived;
  }
  return earliest;
}

// Among classes whose head has arrived by `instant`, the one that weighted service has favoured least (start-time fair queueing:
// Goyal, Vin and Cheng 1996), whose virtual time moves; or, under strict service, the heaviest one.
static int32_t next_class(const cp_model *model, const cp_draw *draw, cp_state *state,
                          int32_t authority, double instant) {
  const int32_t is_strict = model->authority_service[authority];
  int32_t best = -1;
  double best_key = 0.0;
  for (int32_t class = model->authority_class[authority];
       class < model->authority_class[authority + 1]; class ++) {
    if (state->queue_first[class] < 0 || !cp_class_is_served(draw, state, class)) continue;
    if (state->application[state->queue_first[class]].arrived > instant) continue;
    const double served = state->class_served[class];
    const double fair =
        served > state->authority_clock[authority] ? served : state->authority_clock[authority];
    const double key = is_strict ? -draw->class_weight[class] : fair;
    if (best >= 0 && key >= best_key) continue;
    best = class;
    best_key = key;
  }
  if (is_strict) return best;
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
  if (worked > application->review_due) application->review_due = worked;
  begin_review(model, draw, state, slot);
}

// Reviewers of an authority take applications until the working day is over.
static void work_off(const cp_model *model, const cp_draw *draw, cp_state *state,
                     int32_t authority) {
  const cp_calendar calendar = calendar_of(model, authority);
  if (!has_reviewers(model, authority)) return;
  if (!cp_calendar_is_working(&calendar, state->day[0])) return;
  const int32_t slots_end = reviewers_end(model, draw, state, authority);
  if (slots_end == model->authority_slot[authority]) return;
  const double morning = (double)cp_calendar_before(&calendar, state->day[0]) * CP_TICKS;
  const double end = morning + CP_TICKS;
  for (;;) {
    const int32_t reviewer = first_free(model, state, authority, slots_end);
    const double arrived = earliest_arrival(model, draw, state, authority);
    if (arrived < 0.0) return;
    // who was away, or could not serve a class, does not start before today
    const double start = cp_most(cp_most(state->slot_free[reviewer], arrived), morning);
    if (start >= end) return;
    const int32_t class = next_class(model, draw, state, authority, start);
    const int32_t slot = cp_list_take(state, cp_queue_of(state, class));
    if (cp_application_has_lapsed(model, state, state->application + slot)) {
      cp_application_end(model, state, slot, CP_STEP_LAPSE, state->application[slot].quantity);
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
