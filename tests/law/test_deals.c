// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What holds in every deal, looked for in thousands of random ones with legal and illegal acts: the book
// holds together every day (engine/audit_deal.c), nothing leaves a final state, an act that is refused
// changes nothing but its count, to suspend and to restore changes nothing, what is told is enough to
// know where everything stands, nothing is drawn up to as_of, and nobody knows the future.
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "deal/acts.h"
#include "engine/engine.h"
#include "harness/deals.h"

enum { N_DEAL = 10000, MOST_OBJECTS = 16, MOST_BYTES = 1 << 16 };
static small_deal deal, other;
static uint64_t number;

// What the deals brought about, so that a test of nothing is noticed.
static int32_t n_state[CP_CLAUSE_SUPERSEDED + 1];
static int32_t n_refused, n_locked, n_draw, n_nested, n_no_effect;

#define HOLDS(claim) \
  if (!(claim))      \
  fail_msg("deal %llu, day %d: not so: %s", (unsigned long long)number, deal.state.day[0], #claim)

// Where everything stands, as what was told says.
typedef struct told {
  int32_t measure[MOST_OBJECTS];
  int32_t agreement[MOST_OBJECTS];
  int32_t clause[MOST_OBJECTS];
  int32_t breaches[MOST_OBJECTS];
  int32_t statement[MOST_OBJECTS];
  int32_t locked[MOST_OBJECTS];
  int32_t down[MOST_OBJECTS];
  int32_t refused;
  int32_t n_heard;
  int32_t day;
} told;

static bool is_final_clause(int32_t state) {
  return state == CP_CLAUSE_FULFILLED || state == CP_CLAUSE_EXPIRED ||
         state == CP_CLAUSE_TERMINATED || state == CP_CLAUSE_SUPERSEDED;
}

static void hear_measure(told *book, const cp_event *event) {
  HOLDS(book->measure[event->object] == event->from);
  const bool is_whole = cp_measure_is_whole(&deal.model, event->object);
  HOLDS(is_whole || (event->from != CP_MEASURE_LIFTED && event->from != CP_MEASURE_ENDED));
  book->measure[event->object] = event->to;
}

static void hear_clause(told *book, const cp_event *event) {
  HOLDS(book->clause[event->object] == event->from);
  HOLDS(!is_final_clause(event->from));
  const bool is_breach = event->to == CP_CLAUSE_BREACHED || event->to == CP_CLAUSE_REPAIRING;
  book->breaches[event->object] += is_breach && event->from != CP_CLAUSE_REPAIRING;
  book->clause[event->object] = event->to;
}

// An effect has its clause as its cause, and the clause has that effect; or it snaps back what the
// clause suspended.
static void check_cause(const cp_event *event) {
  if (event->kind != CP_EVENT_MEASURE || event->cause != CP_CAUSE_CLAUSE) return;
  const cp_model *model = &deal.model;
  bool has_it = event->from == CP_MEASURE_SUSPENDED;
  for (int32_t effect = model->clause_effect_first[event->number];
       effect < model->clause_effect_first[event->number + 1]; effect++) {
    const int32_t measure = model->effect_measure[effect];
    const bool is_part = model->n_part > 0 && measure == 0 && event->object <= 2;
    has_it |= measure == event->object || is_part;
  }
  HOLDS(has_it);
}

static void hear(told *book, const cp_event *event) {
  HOLDS(event->day >= book->day);
  book->day = event->day;
  HOLDS(event->day > DEALS_AS_OF || event->cause != CP_CAUSE_DRAW);
  check_cause(event);
  switch (event->kind) {
    case CP_EVENT_MEASURE:
      hear_measure(book, event);
      break;
    case CP_EVENT_AGREEMENT:
      HOLDS(book->agreement[event->object] == event->from);
      HOLDS(event->from != CP_AGREEMENT_ENDED);
      book->agreement[event->object] = event->to;
      break;
    case CP_EVENT_CLAUSE:
      hear_clause(book, event);
      break;
    case CP_EVENT_STATEMENT:
      HOLDS(book->statement[event->object] == event->from);
      book->statement[event->object] = event->to;
      break;
    case CP_EVENT_TICK:
      book->down[event->object] = (int32_t)event->amount;
      break;
    case CP_EVENT_DEADLOCK:
      book->locked[event->object] = event->to;
      break;
    case CP_EVENT_REFUSED_ACT:
      book->refused++;
      break;
    default:
      break;
  }
}

// Every state can be worked out from what was told.
static void check_book(told *book) {
  const cp_model *model = &deal.model;
  const cp_state *state = &deal.state;
  while (book->n_heard < deal.n_event) hear(book, &deal.event[book->n_heard++]);
  for (int32_t measure = 0; measure < model->n_measure; measure++)
    HOLDS(book->measure[measure] == state->measure_state[measure]);
  for (int32_t agreement = 0; agreement < model->n_agreement; agreement++)
    HOLDS(book->agreement[agreement] == state->agreement_state[agreement]);
  for (int32_t clause = 0; clause < model->n_clause; clause++) {
    int32_t n_down = 0;
    for (int32_t target = model->clause_target_first[clause];
         target < model->clause_target_first[clause + 1]; target++)
      n_down += state->target_is_down[target];
    HOLDS(book->clause[clause] == state->clause_state[clause]);
    HOLDS(book->breaches[clause] == state->clause_breaches[clause]);
    HOLDS(book->locked[clause] == (state->clause_locked[clause] >= 0));
    HOLDS(book->down[clause] == n_down);
  }
  for (int32_t measure = 0; measure < model->n_measure; measure++)
    n_nested += state->measure_depth[measure] > 1;
  for (int32_t statement = 0; statement < model->n_statement; statement++)
    HOLDS(book->statement[statement] == state->statement_state[statement]);
  HOLDS(book->refused == state->deal_refused[0]);
  HOLDS(cp_audit_deal(model, state) == 0.0);
}

// --- acts that change nothing --------------------------------------------------------------------

static unsigned char before[MOST_BYTES];

static void save(void) {
  assert_true(deal.model.state_bytes <= MOST_BYTES);
  memcpy(before, deal.state.block, deal.model.state_bytes);
  deal.state.log = NULL;
}

static void put_back(void) {
  memcpy(deal.state.block, before, deal.model.state_bytes);
  deal.state.log = &deal.log;
}

static void check_refusal(chooser *from) {
  const cp_why why = {CP_CAUSE_RULE, 0};
  const cp_act act = (cp_act)choose(from, CP_ACT_WITHDRAW + 1);
  const cp_act_terms terms = {.rate = chance(from, 50) ? -1.0 : 0.5,
                              .until = chance(from, 50) ? -1 : deal.state.day[0] + 5};
  save();
  bool is_taken = false;
  switch (choose(from, 3)) {
    case 0:
      is_taken = cp_measure_act(&deal.model, &deal.state, choose(from, deal.model.n_measure), act,
                                terms, why);
      break;
    case 1:
      is_taken = cp_agreement_act(&deal.state, choose(from, deal.model.n_agreement), act, why);
      break;
    default:
      is_taken = cp_clause_act(&deal.state, choose(from, deal.model.n_clause), act, why);
  }
  if (!is_taken) {
    deal.state.deal_refused[0]--;
    HOLDS(memcmp(deal.state.block, before, deal.model.state_bytes) == 0);
  }
  put_back();
}

static void check_identity(chooser *from) {
  const cp_why why = {CP_CAUSE_RULE, 0};
  const int32_t measure = choose(from, deal.model.n_measure);
  const cp_act_terms terms = {.rate = -1.0, .until = chance(from, 50) ? -1 : deal.state.day[0] + 5};
  if (cp_measure_is_whole(&deal.model, measure)) return;
  save();
  const int32_t state = deal.state.measure_state[measure];
  const int32_t until = deal.state.measure_until[measure];
  const int32_t depth = deal.state.measure_depth[measure];
  const double rate = deal.state.measure_now[measure];
  if (cp_measure_act(&deal.model, &deal.state, measure, CP_ACT_SUSPEND, terms, why)) {
    HOLDS(cp_measure_act(&deal.model, &deal.state, measure, CP_ACT_RESTORE, terms, why));
    HOLDS(deal.state.measure_state[measure] == state);
    HOLDS(deal.state.measure_until[measure] == until);
    HOLDS(deal.state.measure_depth[measure] == depth);
    HOLDS(memcmp(&deal.state.measure_now[measure], &rate, sizeof rate) == 0);
  }
  put_back();
}

// --- the future ----------------------------------------------------------------------------------

// The same deal without the rows after a day: up to that day nothing differs. A deadlock alone looks at
// rows that are known.
static void check_no_look_ahead(int32_t until, uint32_t replica) {
  deals_make(&other, number);
  for (int32_t fact = 0; fact < other.n_fact; fact++) {
    if (other.model.fact_day[fact] > until) WRITE(int32_t, other.model.fact_day)[fact] = INT32_MAX;
  }
  WRITE(int32_t, other.model.may_lock)[0] = 0;
  deals_start(&other, replica);
  while (other.state.day[0] < until) deals_step(&other);
  HOLDS(other.model.state_bytes == deal.model.state_bytes);
  HOLDS(memcmp(other.state.block, deal.state.block, deal.model.state_bytes) == 0);
  small_deal_end(&other);
}

// --- all deals -----------------------------------------------------------------------------------

static void count(void) {
  for (int32_t event = 0; event < deal.n_event; event++) {
    n_draw += deal.event[event].cause == CP_CAUSE_DRAW;
    n_locked += deal.event[event].kind == CP_EVENT_DEADLOCK;
    n_no_effect += deal.event[event].kind == CP_EVENT_NO_EFFECT;
    if (deal.event[event].kind == CP_EVENT_CLAUSE) n_state[deal.event[event].to]++;
  }
  n_refused += deal.state.deal_refused[0];
}

static void live(void) {
  chooser from = chooser_of(number ^ 0x5eedu);
  const uint32_t replica = (uint32_t)choose(&from, 5);
  const int32_t seen = DEALS_FIRST + choose(&from, DEALS_LAST - DEALS_FIRST);
  told book;
  memset(&book, 0, sizeof book);
  deals_make(&deal, number);
  if (number % 8 == 0) WRITE(int32_t, deal.model.may_lock)[0] = 0;
  deals_start(&deal, replica);
  while (deal.state.day[0] < DEALS_LAST) {
    deals_step(&deal);
    check_book(&book);
    if (deal.state.day[0] % 8 == 0) check_refusal(&from);
    if (deal.state.day[0] % 8 == 4) check_identity(&from);
    if (number % 8 == 0 && deal.state.day[0] == seen) check_no_look_ahead(seen, replica);
  }
  count();
  small_deal_end(&deal);
}

static void every_deal_keeps_its_laws(void **unused) {
  (void)unused;
  for (number = 1; number <= N_DEAL; number++) live();
  for (int32_t state = CP_CLAUSE_WAITING; state <= CP_CLAUSE_SUPERSEDED; state++)
    assert_true(n_state[state] > 100);
  assert_true(n_refused > N_DEAL);
  assert_true(n_draw > N_DEAL);
  assert_true(n_locked > 100);
  assert_true(n_nested > 1000);
  assert_true(n_no_effect > 1000);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_deal_keeps_its_laws),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
