// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Acts on classes and authorities, freezes, and the chain; see stance.h.
#include "desk/stance.h"

#include "model/facts.h"
#include "model/transitions.h"
#include "model/purpose.h"
#include "model/today.h"
#include "num/elementary.h"
#include "num/least.h"

enum { CLOSED = 0, OPEN = 3, NOT_FROZEN = -1, WITHOUT_END = -2 };

// --- freezes -------------------------------------------------------------------------------------

enum { AT_WORK, FROZEN, N_FREEZE };
// Columns: announce, enter, set, suspend, restore, extend, lift.
static const int8_t freeze_next[N_FREEZE][CP_ACT_LIFT + 1] = {
    [AT_WORK] = {CP_NO, CP_NO, AT_WORK, FROZEN, CP_NO, CP_NO, CP_NO},
    [FROZEN] = {CP_NO, CP_NO, FROZEN, CP_NO, AT_WORK, FROZEN, CP_NO},
};

// Authorities come first among the places of freezes.
static int32_t place_of(const cp_model *model, cp_object_kind kind, int32_t object) {
  return kind == CP_OBJECT_AUTHORITY ? object : model->n_authority + object;
}

static void tell_freeze(const cp_state *state, cp_object_kind kind, int32_t object,
                        int32_t is_frozen, cp_cause cause, int32_t number) {
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_FREEZE,
                                     .cause = (int16_t)cause,
                                     .object = object,
                                     .part = (int32_t)kind,
                                     .from = !is_frozen,
                                     .to = is_frozen,
                                     .number = number});
}

static void sum_freezes(const cp_model *model, cp_state *state) {
  for (int32_t class = 0; class < model->n_class; class ++) {
    const int32_t own = state->freeze_until[model->n_authority + class];
    const int32_t whole = state->freeze_until[model->class_authority[class]];
    state->class_frozen[class] = own != NOT_FROZEN || whole != NOT_FROZEN;
  }
}

static void end_freezes(const cp_model *model, cp_state *state) {
  int has_ended = 0;
  for (int32_t place = 0; place < model->n_authority + model->n_class; place++) {
    const int32_t until = state->freeze_until[place];
    if (until < 0 || until >= state->day[0]) continue;
    state->freeze_until[place] = NOT_FROZEN;
    has_ended = 1;
    if (place < model->n_authority) {
      tell_freeze(state, CP_OBJECT_AUTHORITY, place, 0, CP_CAUSE_DATE, 0);
    } else {
      tell_freeze(state, CP_OBJECT_CLASS, place - model->n_authority, 0, CP_CAUSE_DATE, 0);
    }
  }
  if (has_ended) sum_freezes(model, state);
}

// --- stances -------------------------------------------------------------------------------------

static void set_stance(cp_state *state, int32_t class, int32_t to, cp_cause cause, int32_t number) {
  const int32_t from = state->class_stance_now[class];
  if (from == to) return;
  state->class_stance_now[class] = to;
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_STANCE,
                                     .cause = (int16_t)cause,
                                     .object = class,
                                     .from = from,
                                     .to = to,
                                     .number = number});
}

static void set_by_fact(const cp_model *model, cp_state *state, int32_t fact) {
  const int32_t object = model->fact_object[fact];
  const int32_t stance = model->fact_stance[fact];
  for (int32_t class = 0; class < model->n_class; class ++) {
    const int is_meant = model->fact_kind[fact] == CP_OBJECT_CLASS
                             ? class == object
                             : model->class_authority[class] == object;
    if (!is_meant) continue;
    state->class_stance_saved[class] = -1;
    set_stance(state, class, stance, CP_CAUSE_FACT, fact);
  }
}

// --- acts ----------------------------------------------------------------------------------------

static void refuse_act(const cp_model *model, cp_state *state, int32_t fact) {
  state->desk_refused[0] += 1;
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_REFUSED_ACT,
                                     .cause = CP_CAUSE_FACT,
                                     .object = model->fact_object[fact],
                                     .part = model->fact_kind[fact],
                                     .to = model->fact_act[fact],
                                     .number = fact});
}

static void act(const cp_model *model, cp_state *state, int32_t fact) {
  const cp_object_kind kind = (cp_object_kind)model->fact_kind[fact];
  const int32_t act = model->fact_act[fact];
  if (kind != CP_OBJECT_CLASS && kind != CP_OBJECT_AUTHORITY) return;
  if (act == CP_ACT_SAY || act == CP_ACT_REPORT) return;
  int32_t *until = state->freeze_until + place_of(model, kind, model->fact_object[fact]);
  const int32_t now = *until == NOT_FROZEN ? AT_WORK : FROZEN;
  const int32_t next =
      act > CP_ACT_LIFT ? CP_NO : cp_machine_next(freeze_next[0], CP_ACT_LIFT + 1, now, act, now);
  const int fits = (act != CP_ACT_SET || model->fact_stance[fact] >= 0) &&
                   (act != CP_ACT_EXTEND || (*until >= 0 && model->fact_until[fact] > *until));
  if (next == CP_NO || !fits) {
    refuse_act(model, state, fact);
    return;
  }
  if (act == CP_ACT_SET) {
    set_by_fact(model, state, fact);
    return;
  }
  const int32_t end = model->fact_until[fact] >= 0 ? model->fact_until[fact] : WITHOUT_END;
  *until = next == FROZEN ? end : NOT_FROZEN;
  if (next != now)
    tell_freeze(state, kind, model->fact_object[fact], next == FROZEN, CP_CAUSE_FACT, fact);
  sum_freezes(model, state);
}

void cp_stance_begin(const cp_model *model, cp_state *state) {
  for (int32_t class = 0; class < model->n_class; class ++) {
    state->class_stance_now[class] = model->class_stance[class];
    state->class_stance_saved[class] = -1;
  }
  for (int32_t place = 0; place < model->n_authority + model->n_class; place++)
    state->freeze_until[place] = NOT_FROZEN;
  const int32_t before_start = state->day[0];
  for (int32_t fact = 0; fact < cp_fact_first(model, model->first_day[0]); fact++) {
    state->day[0] = model->fact_day[fact];
    act(model, state, fact);
  }
  state->day[0] = before_start;
}

// --- the chain -----------------------------------------------------------------------------------

typedef struct hazards {
  double tighten, loosen;
  double over;  // chance that a tightening is over
} hazards;

static double power_of(double base, double power) {
  if (power == 0.0) return 1.0;
  return base <= 0.0 ? 0.0 : cp_exp(power * cp_log(base));
}

static hazards hazards_of(const cp_model *model, const cp_draw *draw, const cp_state *state,
                          int32_t authority) {
  const double tension = state->tension[0];
  const int32_t clause = model->authority_clause[authority];
  double factor = 1.0;
  if (clause >= 0 && state->clause_state[clause] == CP_CLAUSE_BREACHED) {
    factor = 1.0 / draw->authority_breached[authority];
  } else if (clause >= 0 && state->clause_holds[clause]) {
    factor = draw->authority_met[authority];
  }
  const double tighten = draw->authority_tighten[authority] *
                         power_of(tension, draw->authority_tighten_power[authority]) / factor;
  const double loosen = draw->authority_loosen[authority] *
                        power_of(1.0 - tension, draw->authority_loosen_power[authority]) * factor;
  const double days = draw->authority_tight[authority];
  return (hazards){.tighten = cp_least(1.0, tighten),
                   .loosen = cp_least(1.0, loosen),
                   .over = days > 0.0 ? 1.0 / days : 0.0};
}

// At most one step. A tightening that is over goes back to the stance before it.
static void move_class(const cp_model *model, cp_state *state, int32_t class, hazards today) {
  const cp_random random = cp_state_random(state);
  const uint32_t entity = model->class_mover[class];
  const int32_t day = cp_offset(model, state);
  const double step = cp_random_unit(&random, CP_PURPOSE_STANCE, entity, day, 0);
  const int32_t now = state->class_stance_now[class];
  int32_t *saved = state->class_stance_saved + class;
  if (*saved > now && cp_random_unit(&random, CP_PURPOSE_STANCE, entity, day, 1) < today.over) {
    set_stance(state, class, *saved, CP_CAUSE_DRAW, CP_PURPOSE_STANCE);
    *saved = -1;
  } else if (step < today.tighten) {
    if (now > CLOSED && *saved < now) *saved = now;
    if (now > CLOSED) set_stance(state, class, now - 1, CP_CAUSE_DRAW, CP_PURPOSE_STANCE);
  } else if (step >= 1.0 - today.loosen) {
    if (now < OPEN) set_stance(state, class, now + 1, CP_CAUSE_DRAW, CP_PURPOSE_STANCE);
    if (state->class_stance_now[class] >= *saved) *saved = -1;
  }
}

static void move_stances(const cp_model *model, const cp_draw *draw, cp_state *state) {
  for (int32_t authority = 0; authority < model->n_authority; authority++) {
    if (!(draw->authority_tighten[authority] > 0.0) && !(draw->authority_loosen[authority] > 0.0))
      continue;
    const hazards today = hazards_of(model, draw, state, authority);
    for (int32_t class = model->authority_class[authority];
         class < model->authority_class[authority + 1]; class ++) {
      if (model->class_follows[class]) move_class(model, state, class, today);
    }
  }
}

void cp_stance_day(const cp_model *model, const cp_draw *draw, cp_state *state) {
  end_freezes(model, state);
  int32_t fact = cp_fact_first(model, state->day[0]);
  for (; fact < model->n_fact && model->fact_day[fact] == state->day[0]; fact++)
    act(model, state, fact);
  if (state->day[0] > model->as_of[0]) move_stances(model, draw, state);
}
