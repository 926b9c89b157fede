// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Transition tables of measures, agreements and clauses, and the one function for each that changes
// a state. Writes the deal arrays of the state and tells every change with its cause.
#include "deal/acts.h"

#include "base/check.h"
#include "base/date.h"

enum {
  NO = -1,    // not allowed
  BACK = -2,  // the state that was saved
  N_MEASURE_STATE = CP_MEASURE_ENDED + 1,
  N_AGREEMENT_STATE = CP_AGREEMENT_ENDED + 1,
  N_CLAUSE_STATE = CP_CLAUSE_SUPERSEDED + 1,
  N_ACT = CP_ACT_WITHDRAW + 1
};

// Columns: announce, enter, set, suspend, restore, extend, lift.
static const int8_t measure_next[N_MEASURE_STATE][CP_ACT_LIFT + 1] = {
    [CP_MEASURE_NONE] = {CP_MEASURE_ANNOUNCED, CP_MEASURE_IN_FORCE, NO, NO, NO, NO, NO},
    [CP_MEASURE_ANNOUNCED] = {NO, CP_MEASURE_IN_FORCE, CP_MEASURE_ANNOUNCED, CP_MEASURE_SUSPENDED,
                              NO, NO, CP_MEASURE_LIFTED},
    [CP_MEASURE_IN_FORCE] = {NO, NO, CP_MEASURE_IN_FORCE, CP_MEASURE_SUSPENDED, NO,
                             CP_MEASURE_IN_FORCE, CP_MEASURE_LIFTED},
    [CP_MEASURE_SUSPENDED] = {NO, NO, NO, CP_MEASURE_SUSPENDED, BACK, CP_MEASURE_SUSPENDED,
                              CP_MEASURE_LIFTED},
    [CP_MEASURE_LIFTED] = {NO, NO, NO, NO, NO, NO, NO},
    [CP_MEASURE_ENDED] = {NO, NO, NO, NO, NO, NO, NO},
};

// Columns: hint, sign, confirm, doubt, announce, withdraw. One side's word moves it up to SIGNED;
// the other side's confirms it. A withdrawal moves it when its notice is over.
enum {
  COLUMN_HINT,
  COLUMN_SIGN,
  COLUMN_CONFIRM,
  COLUMN_DOUBT,
  COLUMN_ANNOUNCE,
  COLUMN_WITHDRAW,
  N_COLUMN
};
static const int8_t agreement_next[N_AGREEMENT_STATE][N_COLUMN] = {
    [CP_AGREEMENT_NONE] = {CP_AGREEMENT_HINTED, CP_AGREEMENT_SIGNED, NO, NO, CP_AGREEMENT_ANNOUNCED,
                           NO},
    [CP_AGREEMENT_HINTED] = {CP_AGREEMENT_HINTED, CP_AGREEMENT_SIGNED, NO, CP_AGREEMENT_HINTED,
                             CP_AGREEMENT_ANNOUNCED, NO},
    [CP_AGREEMENT_ANNOUNCED] = {NO, CP_AGREEMENT_SIGNED, CP_AGREEMENT_CONFIRMED,
                                CP_AGREEMENT_ANNOUNCED, CP_AGREEMENT_ANNOUNCED,
                                CP_AGREEMENT_ANNOUNCED},
    [CP_AGREEMENT_SIGNED] = {NO, CP_AGREEMENT_SIGNED, CP_AGREEMENT_CONFIRMED,
                             CP_AGREEMENT_ANNOUNCED, CP_AGREEMENT_SIGNED, CP_AGREEMENT_SIGNED},
    [CP_AGREEMENT_CONFIRMED] = {NO, CP_AGREEMENT_CONFIRMED, CP_AGREEMENT_CONFIRMED,
                                CP_AGREEMENT_ANNOUNCED, CP_AGREEMENT_CONFIRMED,
                                CP_AGREEMENT_CONFIRMED},
    [CP_AGREEMENT_ENDED] = {NO, NO, NO, NO, NO, NO},
};
static const int8_t agreement_column[N_ACT] = {
    [CP_ACT_ANNOUNCE] = COLUMN_ANNOUNCE,
    [CP_ACT_ENTER] = NO,
    [CP_ACT_SET] = NO,
    [CP_ACT_SUSPEND] = NO,
    [CP_ACT_RESTORE] = NO,
    [CP_ACT_EXTEND] = NO,
    [CP_ACT_LIFT] = NO,
    [CP_ACT_HINT] = COLUMN_HINT,
    [CP_ACT_SIGN] = COLUMN_SIGN,
    [CP_ACT_CONFIRM] = COLUMN_CONFIRM,
    [CP_ACT_DOUBT] = COLUMN_DOUBT,
    [CP_ACT_DISPUTE] = NO,
    [CP_ACT_SETTLE] = NO,
    [CP_ACT_SAY] = NO,
    [CP_ACT_REPORT] = NO,
    [CP_ACT_WITHDRAW] = COLUMN_WITHDRAW,
};

// Which state of a clause may follow which. Columns: dormant, waiting, in force, at risk, disputed,
// fulfilled, breached, expired, repairing, terminated, superseded.
static const int8_t clause_next[N_CLAUSE_STATE][N_CLAUSE_STATE] = {
    [CP_CLAUSE_DORMANT] = {0, 1, 1, 0, 0, 0, 0, 1, 0, 1, 1},
    [CP_CLAUSE_WAITING] = {0, 0, 1, 0, 1, 0, 0, 1, 0, 1, 1},
    [CP_CLAUSE_IN_FORCE] = {0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1},
    [CP_CLAUSE_AT_RISK] = {0, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1},
    [CP_CLAUSE_DISPUTED] = {0, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1},
    [CP_CLAUSE_FULFILLED] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
    [CP_CLAUSE_BREACHED] = {0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0},
    [CP_CLAUSE_EXPIRED] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
    [CP_CLAUSE_REPAIRING] = {0, 0, 1, 0, 1, 1, 1, 1, 0, 1, 1},
    [CP_CLAUSE_TERMINATED] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
    [CP_CLAUSE_SUPERSEDED] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
};

static void tell_measure(const cp_state *state, int32_t measure, int32_t from, cp_why why) {
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_MEASURE,
                                     .cause = (int16_t)why.cause,
                                     .object = measure,
                                     .from = from,
                                     .to = state->measure_state[measure],
                                     .number = why.number,
                                     .amount = (double)state->measure_until[measure]});
}

static void tell_rate(const cp_state *state, int32_t measure, double rate, cp_why why) {
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_RATE,
                                     .cause = (int16_t)why.cause,
                                     .object = measure,
                                     .number = why.number,
                                     .amount = rate});
}

void cp_act_refuse(cp_state *state, cp_object_kind kind, int32_t object, cp_act act, cp_why why) {
  state->deal_refused[0]++;
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_REFUSED_ACT,
                                     .cause = (int16_t)why.cause,
                                     .object = object,
                                     .part = (int32_t)kind,
                                     .to = (int32_t)act,
                                     .number = why.number});
}

// --- measures ------------------------------------------------------------------------------------

static int32_t next_of_measure(const cp_state *state, int32_t measure, cp_act act) {
  if (act > CP_ACT_LIFT) return NO;
  const int32_t next = measure_next[state->measure_state[measure]][act];
  if (next != BACK) return next;
  return state->measure_depth[measure] > 1 ? (int32_t)CP_MEASURE_SUSPENDED
                                           : state->measure_saved_state[measure];
}

bool cp_measure_allows(const cp_model *model, const cp_state *state, int32_t measure, cp_act act) {
  if (!cp_measure_is_whole(model, measure)) return next_of_measure(state, measure, act) != NO;
  for (int32_t at = model->measure_part_first[measure]; at < model->measure_part_first[measure + 1];
       at++) {
    if (next_of_measure(state, model->measure_part[at], act) != NO) return true;
  }
  return false;
}

// Last day of what opens today: as stated; a permission without a stated end runs as long as the
// licences under it.
static int32_t opens_until(const cp_model *model, const cp_state *state, int32_t measure,
                           cp_act_terms terms) {
  if (terms.until >= 0) return terms.until;
  const bool is_permission = model->measure_kind[measure] == CP_PERMISSION;
  if (!is_permission || model->measure_validity[measure] == 0) return -1;
  return cp_day_add_months(state->day[0], model->measure_validity[measure]);
}

// A rate changes only through set, whose terms must name it; an end only to a later one. No more
// suspensions lie inside one another than there is room for.
static bool terms_fit(const cp_model *model, const cp_state *state, int32_t measure, cp_act act,
                      cp_act_terms terms) {
  if (act == CP_ACT_SET) return terms.rate >= 0.0;
  if (act == CP_ACT_SUSPEND) return state->measure_depth[measure] < CP_SUSPENSIONS;
  if (act != CP_ACT_EXTEND) return true;
  const int32_t until = state->measure_until[measure];
  const int32_t to = terms.until >= 0 ? terms.until : until + model->measure_extend_by[measure];
  return until >= 0 && to > until;
}

static bool may_act(const cp_model *model, const cp_state *state, int32_t measure, cp_act act,
                    cp_act_terms terms) {
  return next_of_measure(state, measure, act) != NO && terms_fit(model, state, measure, act, terms);
}

// The rate that the measure will have when it enters waits in measure_saved_rate.
static void enter(const cp_model *model, cp_state *state, int32_t measure, int32_t from,
                  cp_act_terms terms) {
  const double waiting = from == CP_MEASURE_ANNOUNCED ? state->measure_saved_rate[measure]
                                                      : model->measure_rate[measure];
  state->measure_now[measure] = terms.rate >= 0.0 ? terms.rate : waiting;
  state->measure_until[measure] = opens_until(model, state, measure, terms);
}

static void suspend(const cp_model *model, cp_state *state, int32_t measure, int32_t from,
                    cp_act_terms terms) {
  const int32_t depth = state->measure_depth[measure]++;
  if (depth > 0) {
    state->measure_outer_until[(depth - 1) * model->n_measure + measure] =
        state->measure_until[measure];
  } else {
    state->measure_saved_state[measure] = from;
    state->measure_saved_until[measure] = state->measure_until[measure];
    // before it entered, its rate is already the saved one
    if (from == CP_MEASURE_IN_FORCE)
      state->measure_saved_rate[measure] = state->measure_now[measure];
    state->measure_now[measure] = 0.0;
  }
  state->measure_until[measure] = terms.until;
}

// The innermost suspension is over: what was before it comes back.
static void restore(const cp_model *model, cp_state *state, int32_t measure) {
  const int32_t depth = --state->measure_depth[measure];
  if (depth > 0) {
    state->measure_until[measure] =
        state->measure_outer_until[(depth - 1) * model->n_measure + measure];
    return;
  }
  const bool was_in_force = state->measure_saved_state[measure] == CP_MEASURE_IN_FORCE;
  state->measure_now[measure] = was_in_force ? state->measure_saved_rate[measure] : 0.0;
  state->measure_until[measure] = state->measure_saved_until[measure];
  state->measure_held_by[measure] = -1;
}

static void set_rate(cp_state *state, int32_t measure, cp_act_terms terms, cp_why why) {
  double *const rate = state->measure_state[measure] == CP_MEASURE_IN_FORCE
                           ? state->measure_now
                           : state->measure_saved_rate;
  rate[measure] = terms.rate;
  tell_rate(state, measure, terms.rate, why);
}

static void take(const cp_model *model, cp_state *state, int32_t measure, cp_act act,
                 cp_act_terms terms, cp_why why) {
  const int32_t from = state->measure_state[measure];
  switch (act) {
    case CP_ACT_ANNOUNCE:
      state->measure_saved_rate[measure] =
          terms.rate >= 0.0 ? terms.rate : model->measure_rate[measure];
      break;
    case CP_ACT_ENTER:
      enter(model, state, measure, from, terms);
      break;
    case CP_ACT_SET:
      set_rate(state, measure, terms, why);
      break;
    case CP_ACT_SUSPEND:
      suspend(model, state, measure, from, terms);
      if (state->measure_depth[measure] == 1)
        state->measure_held_by[measure] = why.cause == CP_CAUSE_CLAUSE ? why.number : -1;
      break;
    case CP_ACT_RESTORE:
      restore(model, state, measure);
      break;
    case CP_ACT_EXTEND:
      state->measure_until[measure] =
          terms.until >= 0 ? terms.until
                           : state->measure_until[measure] + model->measure_extend_by[measure];
      break;
    default:  // lift
      state->measure_now[measure] = 0.0;
      state->measure_until[measure] = -1;
      state->measure_depth[measure] = 0;
      state->measure_held_by[measure] = -1;
  }
}

// An act on a whole: none of the parts may allow it, and no rate is that of every part.
static bool act_on_parts(const cp_model *model, cp_state *state, int32_t measure, cp_act act,
                         cp_act_terms terms, cp_why why) {
  bool is_taken = false;
  for (int32_t at = model->measure_part_first[measure];
       terms.rate < 0.0 && at < model->measure_part_first[measure + 1]; at++) {
    const int32_t part = model->measure_part[at];
    if (!may_act(model, state, part, act, terms)) continue;
    is_taken |= cp_measure_act(model, state, part, act, terms, why);
  }
  if (!is_taken) cp_act_refuse(state, CP_OBJECT_MEASURE, measure, act, why);
  return is_taken;
}

bool cp_measure_act(const cp_model *model, cp_state *state, int32_t measure, cp_act act,
                    cp_act_terms terms, cp_why why) {
  if (cp_measure_is_whole(model, measure))
    return act_on_parts(model, state, measure, act, terms, why);
  const int32_t from = state->measure_state[measure];
  const int32_t to = next_of_measure(state, measure, act);
  if (!may_act(model, state, measure, act, terms)) {
    cp_act_refuse(state, CP_OBJECT_MEASURE, measure, act, why);
    return false;
  }
  take(model, state, measure, act, terms, why);
  state->measure_state[measure] = to;
  if (state->measure_first[measure] < 0) state->measure_first[measure] = state->day[0];
  if (act == CP_ACT_SET) return true;
  // an extension changes the end, not the state
  if (to != from) state->measure_since[measure] = state->day[0];
  tell_measure(state, measure, from, why);
  return true;
}

void cp_measure_end(cp_state *state, int32_t measure, cp_why why) {
  const int32_t from = state->measure_state[measure];
  CP_ASSERT(from == CP_MEASURE_IN_FORCE);
  state->measure_state[measure] = CP_MEASURE_ENDED;
  state->measure_since[measure] = state->day[0];
  state->measure_until[measure] = -1;
  tell_measure(state, measure, from, why);
}

void cp_measure_release(const cp_model *model, cp_state *state, int32_t measure, cp_why why) {
  const int32_t depth = state->measure_depth[measure];
  const cp_act_terms none = {.rate = -1.0, .until = -1};
  if (depth == 1) {
    cp_measure_act(model, state, measure, CP_ACT_RESTORE, none, why);
    return;
  }
  // the outermost is taken away from under the others
  for (int32_t level = 0; level + 2 < depth; level++) {
    state->measure_outer_until[level * model->n_measure + measure] =
        state->measure_outer_until[(level + 1) * model->n_measure + measure];
  }
  state->measure_depth[measure]--;
  state->measure_held_by[measure] = -1;
  tell_measure(state, measure, CP_MEASURE_SUSPENDED, why);
}

// --- agreements and clauses ----------------------------------------------------------------------

bool cp_agreement_act(cp_state *state, int32_t agreement, cp_act act, cp_why why) {
  const int32_t from = state->agreement_state[agreement];
  const int32_t column = agreement_column[act];
  const int32_t to = column == NO ? NO : agreement_next[from][column];
  if (to == NO) {
    cp_act_refuse(state, CP_OBJECT_AGREEMENT, agreement, act, why);
    return false;
  }
  state->agreement_state[agreement] = to;
  if (to != from) state->agreement_since[agreement] = state->day[0];
  const bool is_news = act == CP_ACT_ANNOUNCE && state->agreement_announced[agreement] < 0;
  if (is_news) state->agreement_announced[agreement] = state->day[0];
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_AGREEMENT,
                                     .cause = (int16_t)why.cause,
                                     .object = agreement,
                                     .from = from,
                                     .to = to,
                                     .number = why.number});
  return true;
}

void cp_agreement_leave(cp_state *state, int32_t agreement, int32_t last_day, cp_why why) {
  const int32_t known = state->agreement_ends[agreement];
  if (known >= 0 && known <= last_day) return;
  state->agreement_ends[agreement] = last_day;
  state->agreement_is_left[agreement] = 1;
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_NOTICE,
                                     .cause = (int16_t)why.cause,
                                     .object = agreement,
                                     .number = why.number,
                                     .amount = (double)last_day});
}

void cp_agreement_end(cp_state *state, int32_t agreement, cp_why why) {
  const int32_t from = state->agreement_state[agreement];
  state->agreement_state[agreement] = CP_AGREEMENT_ENDED;
  state->agreement_since[agreement] = state->day[0];
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_AGREEMENT,
                                     .cause = (int16_t)why.cause,
                                     .object = agreement,
                                     .from = from,
                                     .to = CP_AGREEMENT_ENDED,
                                     .number = why.number});
}

bool cp_clause_extend(cp_state *state, int32_t clause, int32_t until, cp_why why) {
  const bool is_open = clause_next[state->clause_state[clause]][CP_CLAUSE_TERMINATED] != 0;
  const int32_t deadline = state->clause_until[clause];
  if (!is_open || deadline < 0 || until <= deadline) {
    cp_act_refuse(state, CP_OBJECT_CLAUSE, clause, CP_ACT_EXTEND, why);
    return false;
  }
  state->clause_until[clause] = until;
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_DEADLINE,
                                     .cause = (int16_t)why.cause,
                                     .object = clause,
                                     .to = 1,
                                     .number = why.number,
                                     .amount = (double)until});
  return true;
}

bool cp_clause_allows(const cp_state *state, int32_t clause, cp_clause_state to) {
  return clause_next[state->clause_state[clause]][to] != 0;
}

bool cp_clause_act(cp_state *state, int32_t clause, cp_act act, cp_why why) {
  const int32_t from = state->clause_state[clause];
  if (act == CP_ACT_DISPUTE && clause_next[from][CP_CLAUSE_DISPUTED]) {
    state->clause_settles[clause] = -1;
    return cp_clause_move(state, clause, CP_CLAUSE_DISPUTED, why);
  }
  if (act == CP_ACT_SETTLE && from == CP_CLAUSE_DISPUTED) {
    // the day of settling is the last day of the dispute
    state->clause_settles[clause] = state->day[0];
    return true;
  }
  cp_act_refuse(state, CP_OBJECT_CLAUSE, clause, act, why);
  return false;
}

bool cp_clause_move(cp_state *state, int32_t clause, cp_clause_state to, cp_why why) {
  const int32_t from = state->clause_state[clause];
  if (from == (int32_t)to) return true;
  if (!clause_next[from][to]) {
    cp_act_refuse(state, CP_OBJECT_CLAUSE, clause, CP_ACT_SET, why);
    return false;
  }
  state->clause_state[clause] = (int32_t)to;
  state->clause_since[clause] = state->day[0];
  cp_log_tell(state->log, (cp_event){.day = state->day[0],
                                     .kind = CP_EVENT_CLAUSE,
                                     .cause = (int16_t)why.cause,
                                     .object = clause,
                                     .from = from,
                                     .to = (int32_t)to,
                                     .number = why.number});
  return true;
}
