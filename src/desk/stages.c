// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The table of applications and the books that go with it; see stages.h.
#include "desk/stages.h"

#include "desk/clocks.h"
#include "desk/pool.h"
#include "model/own.h"

enum {
  NO = CP_NO,
  FREE = CP_STAGE_FREE,
  PAPERS = CP_STAGE_PAPERS,
  LOCAL = CP_STAGE_LOCAL,
  QUEUE = CP_STAGE_QUEUE,
  REVIEW = CP_STAGE_REVIEW,
  REFERRED = CP_STAGE_REFERRED,
  STOPPED = CP_STAGE_STOPPED,
  ESCALATED = CP_STAGE_ESCALATED,
  READY = CP_STAGE_READY,
  RETURNED = CP_STAGE_RETURNED,
  APPROVED = CP_STAGE_APPROVED,
  REFUSED = CP_STAGE_REFUSED,
  CLOSED = CP_STAGE_CLOSED,
  WITHDRAWN = CP_STAGE_WITHDRAWN,
  LAPSED = CP_STAGE_LAPSED
};

// clang-format off
const int8_t cp_stage_next[CP_N_STAGE][CP_N_STEP] = {
    //                  draft   file   accept take    refer     stop     resume   escalate   finish return    approve   refuse   close   withdraw   lapse   replace
    [FREE]          = { PAPERS, LOCAL, NO,    NO,     NO,       NO,      NO,      NO,        NO,    NO,       NO,       NO,      NO,     NO,        NO,     NO},
    [PAPERS]        = { NO,     LOCAL, NO,    NO,     NO,       NO,      NO,      NO,        NO,    NO,       NO,       REFUSED, NO,     WITHDRAWN, LAPSED, FREE},
    [LOCAL]         = { NO,     NO,    QUEUE, NO,     NO,       NO,      NO,      ESCALATED, NO,    RETURNED, NO,       REFUSED, NO,     WITHDRAWN, LAPSED, FREE},
    [QUEUE]         = { NO,     NO,    NO,    REVIEW, NO,       NO,      NO,      ESCALATED, NO,    NO,       NO,       REFUSED, NO,     WITHDRAWN, LAPSED, FREE},
    [REVIEW]        = { NO,     NO,    NO,    NO,     REFERRED, STOPPED, NO,      ESCALATED, READY, NO,       NO,       REFUSED, NO,     WITHDRAWN, LAPSED, FREE},
    [REFERRED]      = { NO,     NO,    NO,    NO,     NO,       STOPPED, NO,      ESCALATED, READY, NO,       NO,       REFUSED, NO,     WITHDRAWN, LAPSED, FREE},
    [STOPPED]       = { NO,     NO,    NO,    NO,     NO,       STOPPED, CP_BACK, NO,        NO,    NO,       NO,       REFUSED, CLOSED, WITHDRAWN, LAPSED, FREE},
    [ESCALATED]     = { NO,     NO,    NO,    NO,     NO,       NO,      NO,      NO,        NO,    NO,       APPROVED, REFUSED, NO,     WITHDRAWN, LAPSED, FREE},
    [READY]         = { NO,     NO,    NO,    NO,     NO,       STOPPED, NO,      ESCALATED, NO,    RETURNED, APPROVED, REFUSED, NO,     WITHDRAWN, LAPSED, FREE},
    [RETURNED]      = { NO,     LOCAL, NO,    NO,     NO,       NO,      NO,      NO,        NO,    NO,       NO,       REFUSED, CLOSED, WITHDRAWN, LAPSED, FREE},
    [APPROVED]      = { NO,     NO,    NO,    NO,     NO,       NO,      NO,      NO,        NO,    NO,       NO,       NO,      NO,     NO,        NO,     NO},
    [REFUSED]       = { NO,     NO,    NO,    NO,     NO,       NO,      NO,      NO,        NO,    NO,       NO,       NO,      NO,     NO,        NO,     NO},
    [CLOSED]        = { NO,     NO,    NO,    NO,     NO,       NO,      NO,      NO,        NO,    NO,       NO,       NO,      NO,     NO,        NO,     NO},
    [WITHDRAWN]     = { NO,     NO,    NO,    NO,     NO,       NO,      NO,      NO,        NO,    NO,       NO,       NO,      NO,     NO,        NO,     NO},
    [LAPSED]        = { NO,     NO,    NO,    NO,     NO,       NO,      NO,      NO,        NO,    NO,       NO,       NO,      NO,     NO,        NO,     NO},
};
// clang-format on

void cp_application_refuse_step(cp_state *state, int32_t slot, cp_step step) {
  const cp_application *application = state->application + slot;
  state->desk_refused[0] += 1;
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_REFUSED_STEP,
                                     .object = application->lane,
                                     .part = application->ordinal,
                                     .from = application->stage,
                                     .to = step});
}

void cp_application_unlink(const cp_model *model, cp_state *state, int32_t slot) {
  const cp_application *application = state->application + slot;
  if (application->stage == CP_STAGE_QUEUE) {
    cp_list_remove(state, cp_queue_of(state, application->class), slot);
  } else if (application->stage == CP_STAGE_READY) {
    cp_list_remove(state, cp_ready_of(state, application->class), slot);
  } else {
    cp_wheel_remove(model, state, slot);
  }
}

// Where the count of each end goes, and the event that tells it.
static double *count_of(const cp_state *state, int32_t end) {
  switch (end) {
    case CP_STAGE_APPROVED:
      return state->approved;
    case CP_STAGE_REFUSED:
      return state->refused;
    case CP_STAGE_CLOSED:
      return state->closed;
    case CP_STAGE_WITHDRAWN:
      return state->withdrawn;
    default:
      return state->lapsed;
  }
}

static cp_event_kind event_of(int32_t end) {
  static const int8_t kinds[] = {CP_EVENT_APPROVE, CP_EVENT_REFUSE, CP_EVENT_CLOSE,
                                 CP_EVENT_WITHDRAW, CP_EVENT_LAPSE};
  return (cp_event_kind)kinds[end - CP_STAGE_APPROVED];
}

// A listing refuses whatever its users have on the desk.
static void tell_end(const cp_model *model, const cp_state *state,
                     const cp_application *application, double amount) {
  const int32_t listing =
      application->lane < 0 ? -1 : state->gate_listed[model->lane_gate[application->lane]];
  if (application->stage == CP_STAGE_REFUSED && listing >= 0) {
    cp_application_log_why(state, CP_EVENT_REFUSE, application, amount, CP_CAUSE_MEASURE, listing);
  } else {
    cp_application_log(state, event_of(application->stage), application, amount);
  }
}

static void sum_days(cp_state *state, int32_t slot, int32_t class) {
  int16_t days[CP_N_SPELL];
  __builtin_memcpy(days, state->track[slot].days, sizeof days);
  state->ended[class] += 1.0;
  // a plain queue's customers spend no whole day
  int32_t any = 0;
  for (int32_t spell = 0; spell < CP_N_SPELL; spell++) any |= days[spell];
  if (!any) return;
  double *restrict sum = state->spell_days + class * (int64_t)CP_N_SPELL;
  for (int32_t spell = 0; spell < CP_N_SPELL; spell++) sum[spell] += days[spell];
}

bool cp_application_end(const cp_model *model, cp_state *state, int32_t slot, cp_step step,
                        double amount) {
  const cp_application *application = state->application + slot;
  const int32_t class = application->class;
  const bool was_draft = application->stage == CP_STAGE_PAPERS;
  if (!cp_application_move(state, slot, step)) return false;
  cp_clock_end(model, state, slot);
  if (application->lane >= 0) {
    state->pending[model->lane_gate[application->lane]] -= application->quantity;
    if (!was_draft) state->pending_asked[class] -= application->quantity;
  }
  if (was_draft) {
    state->drafts[class] -= 1.0;
    state->dropped[class] += 1.0;
  } else {
    state->live[class] -= 1.0;
    count_of(state, application->stage)[class] += 1.0;
    sum_days(state, slot, class);
  }
  if (state->log) tell_end(model, state, application, amount);
  cp_pool_give(state, slot);
  return true;
}

bool cp_application_replace(const cp_model *model, cp_state *state, int32_t slot, int32_t row) {
  const cp_application *application = state->application + slot;
  const int32_t class = application->class;
  const bool was_draft = application->stage == CP_STAGE_PAPERS;
  if (!cp_application_move(state, slot, CP_STEP_REPLACE)) return false;
  cp_clock_end(model, state, slot);
  state->pending[model->lane_gate[application->lane]] -= application->quantity;
  if (was_draft) {
    state->drafts[class] -= 1.0;
  } else {
    cp_application_book(state, application, -1.0);
  }
  cp_own_tell(state, (cp_event){.kind = CP_EVENT_REPLACED,
                                .from = CP_OWN_APPLICATION,
                                .object = application->lane,
                                .part = application->ordinal,
                                .number = row,
                                .amount = application->quantity});
  cp_pool_give(state, slot);
  return true;
}
