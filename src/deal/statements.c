// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Statements and confirmations. A confirmation comes with a chance c after days of a law F, both seen
// from the day of the word. Who has waited t days by as_of is confirmed with chance
// c (1 - F(t)) / (1 - c F(t)), after days of that law beyond t. Writes statement_state, confirm_on
// and, through acts, agreements.
#include "deal/statements.h"

#include "deal/acts.h"
#include "model/purpose.h"
#include "model/today.h"

enum { NOT_DRAWN = -1, NEVER = -2 };

static void set_statement(cp_state *state, int32_t statement, int32_t to, cp_why why) {
  const int32_t from = state->statement_state[statement];
  state->statement_state[statement] = to;
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_STATEMENT,
                                     .cause = (int16_t)why.cause,
                                     .object = statement,
                                     .from = from,
                                     .to = to,
                                     .number = why.number});
}

// What was confirmed stays confirmed.
static void hear(const cp_model *model, cp_state *state, int32_t statement) {
  const int32_t now = state->statement_state[statement];
  if (now == CP_STATEMENT_CONFIRMED) return;
  const int32_t confirmed = model->statement_confirmed[statement];
  const bool is_made = model->statement_day[statement] <= state->day[0];
  const bool is_confirmed = is_made && confirmed >= 0 && confirmed <= state->day[0];
  const int32_t to = is_confirmed ? CP_STATEMENT_CONFIRMED
                     : is_made    ? CP_STATEMENT_MADE
                                  : CP_STATEMENT_NOT_MADE;
  if (to != now) set_statement(state, statement, to, (cp_why){CP_CAUSE_FACT, -1});
}

// --- confirmations -------------------------------------------------------------------------------

static bool waits(const cp_state *state, cp_object_kind kind, int32_t object) {
  if (kind != CP_OBJECT_AGREEMENT) return state->statement_state[object] == CP_STATEMENT_MADE;
  const int32_t now = state->agreement_state[object];
  return now == CP_AGREEMENT_ANNOUNCED || now == CP_AGREEMENT_SIGNED;
}

static int32_t said_on(const cp_model *model, const cp_state *state, cp_object_kind kind,
                       int32_t object) {
  return kind == CP_OBJECT_AGREEMENT ? state->agreement_announced[object]
                                     : model->statement_day[object];
}

// Draws the day, of those cells of the law that are still to come.
static int32_t draw_day(const cp_model *model, const cp_state *state, int32_t confirm,
                        int32_t said) {
  const int32_t *days = model->confirm_days + (int64_t)confirm * CP_TABLE;
  const int32_t yesterday = state->day[0] - 1;
  int32_t past = 0;
  while (past < CP_TABLE && said + (days[past] > 1 ? days[past] : 1) <= yesterday) past++;
  const double share = (double)past / CP_TABLE;
  const double chance = model->confirm_chance[confirm];
  const double never = 1.0 - chance * share;
  const cp_random random = cp_state_random(state);
  uint32_t bits[4];
  cp_random_four(&random, CP_PURPOSE_CONFIRM, model->confirm_hash[confirm], cp_offset(model, state),
                 0, bits);
  if (!(never > 0.0) || !cp_random_happens(chance * (1.0 - share) / never, bits[0])) return NEVER;
  const int32_t cell = past + (int32_t)((uint64_t)bits[1] * (uint32_t)(CP_TABLE - past) >> 32);
  return said + (days[cell] > 1 ? days[cell] : 1);
}

static void confirm_agreement(cp_state *state, int32_t agreement, cp_why why) {
  if (waits(state, CP_OBJECT_AGREEMENT, agreement))
    cp_agreement_act(state, agreement, CP_ACT_CONFIRM, why);
}

static void confirm(const cp_model *model, cp_state *state, cp_object_kind kind, int32_t object) {
  const cp_why by_draw = {CP_CAUSE_DRAW, CP_PURPOSE_CONFIRM};
  if (kind == CP_OBJECT_AGREEMENT) {
    confirm_agreement(state, object, by_draw);
    return;
  }
  set_statement(state, object, CP_STATEMENT_CONFIRMED, by_draw);
  if (model->statement_kind[object] == CP_OBJECT_AGREEMENT)
    confirm_agreement(state, model->statement_object[object], by_draw);
}

// The other side confirmed, after as_of, the agreement that a statement is about.
static bool is_confirmed_otherwise(const cp_model *model, const cp_state *state,
                                   cp_object_kind kind, int32_t object) {
  if (kind == CP_OBJECT_AGREEMENT || model->statement_kind[object] != CP_OBJECT_AGREEMENT)
    return false;
  const int32_t agreement = model->statement_object[object];
  return state->agreement_state[agreement] == CP_AGREEMENT_CONFIRMED &&
         state->agreement_since[agreement] > model->as_of[0];
}

static void draw_confirmations(const cp_model *model, cp_state *state) {
  for (int32_t at = 0; at < model->n_confirm; at++) {
    const cp_object_kind kind = (cp_object_kind)model->confirm_kind[at];
    const int32_t object = model->confirm_object[at];
    if (!waits(state, kind, object)) continue;
    if (is_confirmed_otherwise(model, state, kind, object)) state->confirm_on[at] = state->day[0];
    if (state->confirm_on[at] == NOT_DRAWN)
      state->confirm_on[at] = draw_day(model, state, at, said_on(model, state, kind, object));
    if (state->confirm_on[at] == state->day[0]) confirm(model, state, kind, object);
  }
}

void cp_statements_day(const cp_model *model, cp_state *state) {
  for (int32_t statement = 0; statement < model->n_statement; statement++) {
    hear(model, state, statement);
  }
  if (model->n_confirm > 0 && state->day[0] > model->as_of[0]) draw_confirmations(model, state);
}
