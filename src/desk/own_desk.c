// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// My today, the desk: on its evening a firm's own applications and licences take the place of the simulated ones. An application keeps its
// stage and its age, and goes on by the delay law, given that it lasts so long already: draws are by the same tables, of which only the
// cells count that agree with what is known. A firm that states applications states all of them, likewise licences.
#include "desk/delay.h"
#include "desk/desk.h"
#include "desk/pool.h"
#include "desk/stages.h"
#include "desk/steps.h"

#include "model/licence.h"
#include "model/own.h"

enum { LOCAL, REVIEW, READY, RETURNED };  // words of state.stage in fields.inc

// --- what goes -----------------------------------------------------------------------------------

static int32_t buyer_of(const cp_model *model, int32_t lane) {
  return model->input_firm[model->lane_input[lane]];
}

static void clear_applications(const cp_model *model, cp_state *state, int32_t own) {
  for (int32_t slot = 0; slot < state->application_used[0]; slot++) {
    const cp_application *application = state->application + slot;
    if (application->stage == CP_STAGE_FREE || application->lane < 0) continue;
    if (buyer_of(model, application->lane) != model->own_firm[own]) continue;
    cp_application_unlink(model, state, slot);
    cp_application_replace(model, state, slot, model->own_row[own]);
  }
}

typedef struct lanes {
  int32_t at, end;  // places in input_lane
} lanes;

static lanes lanes_to(const cp_model *model, int32_t firm) {
  return (lanes){model->input_lane_first[model->firm_input[firm]],
                 model->input_lane_first[model->firm_input[firm + 1]]};
}

static void clear_licences(const cp_model *model, cp_state *state, int32_t own) {
  const lanes all = lanes_to(model, model->own_firm[own]);
  for (int32_t at = all.at; at < all.end; at++)
    cp_licence_replace(model, state, model->lane_gate[model->input_lane[at]], model->own_row[own]);
}

// --- the delay law, given what is known ----------------------------------------------------------

// Cells of a quantile table of days that are over after so many.
static int32_t cells_over(const int32_t *days, int32_t passed) {
  int32_t n = 0;
  while (n < CP_TABLE && days[n] <= passed) n++;
  return n;
}

// One of the cells from `first` on, before `end`, each as likely as the other; there is one.
static int32_t draw_days(const int32_t *days, int32_t first, int32_t end, uint32_t bits) {
  return days[first + (int32_t)((uint64_t)bits * (uint32_t)(end - first) >> 32)];
}

// The end of a stage that began on `from` and lasts still. One that the table has over by now ends on the next working day.
static int32_t end_after_today(const cp_calendar *calendar, int32_t today, int32_t from,
                               const int32_t *days, uint32_t bits) {
  const int32_t over = cells_over(days, cp_calendar_between(calendar, from, today));
  if (over == CP_TABLE) return cp_calendar_add(calendar, today, 1);
  return cp_calendar_add(calendar, from, draw_days(days, over, CP_TABLE, bits));
}

// The last day of the limit for a review, -1 where there is no limit.
static int32_t limit_of(const cp_model *model, const cp_state *state, int32_t slot) {
  const cp_application *application = state->application + slot;
  const int32_t authority = cp_application_authority(model, application);
  const int32_t limit = model->authority_limit[authority];
  if (limit < 0) return -1;
  const int32_t end = cp_clock_after(model, authority, state->track[slot].clock_from, limit);
  return end > application->accepted ? end : application->accepted;
}

// The day on which the review of one that is in review ends, by cp_delay_review given that it is later than today.
static int32_t review_after_today(const cp_model *model, const cp_draw *draw, const cp_state *state,
                                  int32_t slot, const uint32_t bits[4]) {
  const cp_application *application = state->application + slot;
  const int32_t authority = cp_application_authority(model, application);
  const cp_calendar calendar = cp_authority_calendar(model, authority);
  const int32_t *days = draw->review_days + application->class * CP_TABLE;
  const int32_t today = state->day[0];
  const int32_t due =
      end_after_today(&calendar, today, application->accepted, days, bits[CP_WORD_DAYS]);
  const int32_t last = limit_of(model, state, slot);
  // past its limit it is among those that run on
  if (last <= today) return due;
  const int32_t over =
      cells_over(days, cp_calendar_between(&calendar, application->accepted, today));
  const double bunch = draw->authority_bunch[authority];
  const double others = (1.0 - bunch) * (CP_TABLE - over) / CP_TABLE;
  const bool is_last =
      cp_delay_ends_at_limit(bunch > 0.0 ? bunch / (bunch + others) : 0.0,
                             draw->authority_overrun[authority], due > last, bits[CP_WORD_LIMIT]);
  return is_last ? last : due;
}

// The day on which the review of one that waits for a decision ended: not later than today.
static int32_t review_by_today(const cp_model *model, const cp_draw *draw, const cp_state *state,
                               int32_t slot) {
  const cp_application *application = state->application + slot;
  const int32_t authority = cp_application_authority(model, application);
  const cp_calendar calendar = cp_authority_calendar(model, authority);
  const int32_t *days = draw->review_days + application->class * CP_TABLE;
  const int32_t today = state->day[0];
  const int32_t over =
      cells_over(days, cp_calendar_between(&calendar, application->accepted, today));
  uint32_t bits[4];
  cp_delay_draw(model, state, application, bits);
  const int32_t last = limit_of(model, state, slot);
  int32_t due = today;
  if (over > 0)
    due = cp_calendar_add(&calendar, application->accepted,
                          draw_days(days, 0, over, bits[CP_WORD_DAYS]));
  return last >= 0 && last < due ? last : due;
}

// --- what comes ----------------------------------------------------------------------------------

// Days that are over go to their stage; the present one began on `since`.
static void note_days(cp_state *state, int32_t slot, cp_stage stage, int32_t from, int32_t since) {
  cp_track *track = state->track + slot;
  if (since > from)
    track->days[stage - CP_STAGE_PAPERS] =
        (int16_t)(track->days[stage - CP_STAGE_PAPERS] + since - from);
  track->since = since;
}

static void put_at_local(const cp_model *model, const cp_draw *draw, cp_state *state,
                         int32_t slot) {
  const cp_application *application = state->application + slot;
  const int32_t authority = cp_application_authority(model, application);
  const cp_calendar calendar = cp_authority_calendar(model, authority);
  cp_random_reader draws =
      cp_delay_local_draws(state, cp_application_entity(model, application), application->attempts);
  state->track[slot].since = application->filed;
  cp_wheel_add(model, state, slot,
               end_after_today(&calendar, state->day[0], application->filed,
                               draw->local_days + authority * CP_TABLE,
                               cp_reader_bits(&draws, (uint32_t)application->ordinal)));
}

static void put_in_review(const cp_model *model, cp_state *state, int32_t slot, int32_t accepted) {
  cp_application *application = state->application + slot;
  cp_application_move(state, slot, CP_STEP_ACCEPT);
  cp_application_move(state, slot, CP_STEP_TAKE);
  application->accepted = accepted;
  note_days(state, slot, CP_STAGE_LOCAL, application->filed, accepted);
  if (cp_clock_starts(model, cp_application_authority(model, application), CP_CLOCK_ACCEPTANCE))
    cp_clock_start(model, state, slot, accepted);
}

// Behind those of its class whose review ended no later.
static void put_ready(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot) {
  cp_application *application = state->application + slot;
  application->review_due = review_by_today(model, draw, state, slot);
  // its days in review are noted below
  state->track[slot].since = state->day[0];
  cp_application_move(state, slot, CP_STEP_FINISH);
  note_days(state, slot, CP_STAGE_REVIEW, application->accepted, application->review_due);
  const cp_list list = cp_ready_of(state, application->class);
  int32_t after = *list.first;
  while (after >= 0 && state->application[after].review_due <= application->review_due)
    after = state->application[after].next;
  cp_list_put_before(state, list, slot, after);
}

static void put_back_with_exporter(const cp_model *model, const cp_draw *draw, cp_state *state,
                                   int32_t slot) {
  cp_application_move(state, slot, CP_STEP_RETURN);
  note_days(state, slot, CP_STAGE_LOCAL, state->application[slot].filed, state->day[0]);
  cp_desk_wait_to_refile(model, state, slot, cp_delay_refile(model, draw, state, slot).days);
}

static void put_in_stage(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot,
                         int32_t own) {
  const int32_t stage = model->own_stage[own];
  cp_application_move(state, slot, CP_STEP_FILE);
  if (stage == RETURNED) {
    put_back_with_exporter(model, draw, state, slot);
    return;
  }
  cp_desk_start_clock(model, state, slot, model->own_filed[own]);
  if (stage == LOCAL) {
    put_at_local(model, draw, state, slot);
    return;
  }
  put_in_review(model, state, slot, model->own_accepted[own]);
  if (stage == READY) {
    put_ready(model, draw, state, slot);
    return;
  }
  uint32_t bits[4];
  cp_delay_draw(model, state, state->application + slot, bits);
  state->track[slot].chances = bits[CP_WORD_CHANCES];
  state->application[slot].review_due = review_after_today(model, draw, state, slot, bits);
  cp_desk_run_review(model, draw, state, slot);
}

static void add_application(const cp_model *model, const cp_draw *draw, cp_state *state,
                            int32_t own) {
  const int32_t lane = model->own_lane[own];
  const int32_t gate = model->lane_gate[lane];
  const int32_t slot = cp_pool_take(model, state);
  if (slot < 0) return;
  cp_application *application = state->application + slot;
  *application = (cp_application){.quantity = model->own_quantity[own],
                                  .lane = lane,
                                  .ordinal = model->own_ordinal[own],
                                  .class = state->gate_class[gate],
                                  .filed = model->own_filed[own],
                                  .accepted = -1,
                                  .attempts = 1};
  application->is_cohort = (int16_t)cp_desk_is_early(model, state, application);
  state->track[slot] =
      (cp_track){.clock_from = -1, .lost_until = -1, .stop_from = -1, .limit_day = -1};
  state->pending[gate] += application->quantity;
  cp_application_book(state, application, 1.0);
  cp_own_tell(state, (cp_event){.kind = CP_EVENT_OWN,
                                .from = CP_OWN_APPLICATION,
                                .to = model->own_stage[own],
                                .object = lane,
                                .part = application->ordinal,
                                .number = model->own_row[own],
                                .amount = application->quantity});
  put_in_stage(model, draw, state, slot, own);
  if (state->gate_listed[gate] < 0) return;
  cp_application_unlink(model, state, slot);
  cp_application_end(model, state, slot, CP_STEP_REFUSE, application->quantity);
}

static void add_licence(const cp_model *model, cp_state *state, int32_t own) {
  const int32_t gate = model->lane_gate[model->own_lane[own]];
  const int32_t class = state->gate_class[gate];
  const int32_t uses = class < 0 ? 0 : model->authority_uses[model->class_authority[class]];
  const int32_t listing = state->gate_listed[gate];
  const int32_t slot = cp_licence_take_over(model, state, gate,
                                            (cp_licence){.left = model->own_quantity[own],
                                                         .valid_to = model->own_valid_to[own],
                                                         .id = model->own_ordinal[own],
                                                         .uses = (int16_t)uses},
                                            model->own_row[own]);
  if (slot < 0 || listing < 0) return;
  cp_licence_move_under(model, state, gate, slot,
                        model->measure_suspends[listing] ? CP_LICENCE_SUSPEND : CP_LICENCE_REVOKE,
                        listing);
}

// --- the evening ---------------------------------------------------------------------------------

static int is_of_desk(const cp_model *model, int32_t own) {
  return model->own_kind[own] == CP_OWN_APPLICATION || model->own_kind[own] == CP_OWN_LICENCE;
}

// The last row of its firm that is the desk's.
static int is_last(const cp_model *model, int32_t own) {
  return own + 1 == model->n_own || model->own_firm[own + 1] != model->own_firm[own] ||
         !is_of_desk(model, own + 1);
}

static void settle(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t firm) {
  const lanes all = lanes_to(model, firm);
  for (int32_t at = all.at; at < all.end; at++)
    cp_desk_settle(model, draw, state, model->lane_gate[model->input_lane[at]]);
}

static void take_row(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t own) {
  const int32_t is_application = model->own_kind[own] == CP_OWN_APPLICATION;
  const int32_t is_first = cp_own_is_first(model, own);
  if (is_application && is_first) clear_applications(model, state, own);
  if (!is_application && is_first) clear_licences(model, state, own);
  // a row that says that there is none
  const int32_t is_some = model->own_quantity[own] > 0.0;
  if (is_application && is_some) add_application(model, draw, state, own);
  if (!is_application && is_some) add_licence(model, state, own);
  if (is_last(model, own)) settle(model, draw, state, model->own_firm[own]);
}

void cp_desk_own(const cp_model *model, const cp_draw *draw, cp_state *state) {
  for (; cp_own_is_today(model, state, state->own_next[0]); state->own_next[0]++) {
    if (is_of_desk(model, state->own_next[0])) take_row(model, draw, state, state->own_next[0]);
  }
}
