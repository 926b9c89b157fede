// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Laws of statements: a confirmation comes with a delay or never, and moves no measure.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "harness/small_deal.h"

enum { FIRST = 20000, AS_OF = 20100, LAST = 20400 };

enum { WAITED = 10, N_REPLICA = 2000 };

// One statement about an agreement, made `waited` days before as_of; confirmed with a chance after an
// even 1 .. 32 days.
static void one_statement(small_deal *deal, int32_t waited, double chance) {
  const cp_counts counts = {.n_statement = 1, .n_agreement = 1, .n_confirm = 1, .n_fact = 1};
  small_deal_begin(deal, &counts, FIRST, AS_OF, LAST);
  WRITE(int32_t, deal->model.statement_day)[0] = AS_OF - waited;
  WRITE(int32_t, deal->model.statement_confirmed)[0] = -1;
  WRITE(int32_t, deal->model.statement_kind)[0] = CP_OBJECT_AGREEMENT;
  WRITE(int32_t, deal->model.confirm_kind)[0] = CP_OBJECT_NONE;
  WRITE(double, deal->model.confirm_chance)[0] = chance;
  WRITE(uint32_t, deal->model.confirm_hash)[0] = 77;
  for (int32_t cell = 0; cell < CP_TABLE; cell++)
    WRITE(int32_t, deal->model.confirm_days)[cell] = cell / 16 + 1;
  small_deal_fact(deal, AS_OF - waited, CP_ACT_ANNOUNCE, CP_OBJECT_AGREEMENT, 0, -1.0, -1);
}

// Seen after t days of silence the chance is c (1 - F) / (1 - c F).
static void silence_so_far_counts(void **unused) {
  (void)unused;
  small_deal deal;
  const double chance = 0.8;
  one_statement(&deal, WAITED, chance);
  int32_t n_confirmed = 0;
  for (uint32_t replica = 0; replica < N_REPLICA; replica++) {
    small_deal_start(&deal, replica);
    small_deal_run(&deal, AS_OF);
    assert_int_equal(deal.state.statement_state[0], 1);
    small_deal_run(&deal, AS_OF + 40);
    n_confirmed += deal.state.statement_state[0] == 2;
  }
  const double past = (double)WAITED / 32;
  const double expected = N_REPLICA * chance * (1.0 - past) / (1.0 - chance * past);
  // a standard deviation is 20
  assert_in_range(n_confirmed, (int)expected - 80, (int)expected + 80);
  small_deal_end(&deal);
}

static void a_confirmation_comes_after_its_delay_and_once(void **unused) {
  (void)unused;
  small_deal deal;
  one_statement(&deal, WAITED, 1.0);
  double days = 0.0;
  for (uint32_t replica = 0; replica < N_REPLICA; replica++) {
    small_deal_start(&deal, replica);
    small_deal_run(&deal, AS_OF + 22);
    assert_int_equal(deal.state.statement_state[0], 2);
    assert_int_equal(small_deal_count(&deal, CP_EVENT_STATEMENT), 2);
    const cp_event *event = small_deal_last(&deal, CP_EVENT_STATEMENT, 0);
    assert_int_equal(event->cause, CP_CAUSE_DRAW);
    assert_true(event->day > AS_OF);
    days += event->day - (AS_OF - WAITED);
  }
  // even over 11 .. 32 days: mean 21.5, standard deviation of the mean 0.14
  assert_true(days / N_REPLICA > 20.9 && days / N_REPLICA < 22.1);
  small_deal_end(&deal);
}

static void without_a_chance_it_stays_unconfirmed(void **unused) {
  (void)unused;
  small_deal deal;
  one_statement(&deal, WAITED, 0.0);
  for (uint32_t replica = 0; replica < 50; replica++) {
    small_deal_start(&deal, replica);
    small_deal_run(&deal, LAST);
    assert_int_equal(deal.state.statement_state[0], 1);
    assert_int_equal(deal.state.agreement_state[0], CP_AGREEMENT_ANNOUNCED);
  }
  small_deal_end(&deal);
}

static void the_confirmation_of_a_word_about_an_agreement_confirms_it(void **unused) {
  (void)unused;
  small_deal deal;
  one_statement(&deal, WAITED, 1.0);
  small_deal_start(&deal, 3);
  while (deal.state.statement_state[0] != 2) {
    assert_int_equal(deal.state.agreement_state[0], deal.state.day[0] < AS_OF - WAITED
                                                        ? CP_AGREEMENT_NONE
                                                        : CP_AGREEMENT_ANNOUNCED);
    small_deal_run(&deal, deal.state.day[0] + 1);
  }
  assert_int_equal(deal.state.agreement_state[0], CP_AGREEMENT_CONFIRMED);
  small_deal_end(&deal);
}

// The other side confirms the agreement after as_of: what was said about it is confirmed with it.
static void an_agreement_that_is_confirmed_confirms_what_was_said_about_it(void **unused) {
  (void)unused;
  const cp_counts counts = {.n_statement = 1, .n_agreement = 1, .n_confirm = 2, .n_fact = 1};
  small_deal deal;
  small_deal_begin(&deal, &counts, FIRST, AS_OF, LAST);
  WRITE(int32_t, deal.model.statement_day)[0] = AS_OF - 3;
  WRITE(int32_t, deal.model.statement_confirmed)[0] = -1;
  WRITE(int32_t, deal.model.statement_kind)[0] = CP_OBJECT_AGREEMENT;
  WRITE(int32_t, deal.model.confirm_kind)[0] = CP_OBJECT_AGREEMENT;
  WRITE(double, deal.model.confirm_chance)[0] = 1.0;
  for (int32_t cell = 0; cell < CP_TABLE; cell++)
    WRITE(int32_t, deal.model.confirm_days)[cell] = 12;
  small_deal_fact(&deal, AS_OF - 3, CP_ACT_ANNOUNCE, CP_OBJECT_AGREEMENT, 0, -1.0, -1);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, AS_OF + 8);
  assert_int_equal(deal.state.agreement_state[0], CP_AGREEMENT_ANNOUNCED);
  assert_int_equal(deal.state.statement_state[0], CP_STATEMENT_MADE);
  small_deal_run(&deal, AS_OF + 9);
  assert_int_equal(deal.state.agreement_state[0], CP_AGREEMENT_CONFIRMED);
  assert_int_equal(deal.state.statement_state[0], CP_STATEMENT_CONFIRMED);
  small_deal_end(&deal);
}

// Up to as_of rows say: what a row confirmed is not drawn, and stays as it is.
static void rows_decide_up_to_as_of(void **unused) {
  (void)unused;
  small_deal deal;
  one_statement(&deal, WAITED, 0.0);
  WRITE(int32_t, deal.model.statement_confirmed)[0] = AS_OF - 2;
  small_deal_start(&deal, 0);
  small_deal_run(&deal, AS_OF - 3);
  assert_int_equal(deal.state.statement_state[0], 1);
  small_deal_run(&deal, LAST);
  assert_int_equal(deal.state.statement_state[0], 2);
  assert_int_equal(small_deal_last(&deal, CP_EVENT_STATEMENT, 0)->day, AS_OF - 2);
  small_deal_end(&deal);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(silence_so_far_counts),
      cmocka_unit_test(a_confirmation_comes_after_its_delay_and_once),
      cmocka_unit_test(without_a_chance_it_stays_unconfirmed),
      cmocka_unit_test(the_confirmation_of_a_word_about_an_agreement_confirms_it),
      cmocka_unit_test(an_agreement_that_is_confirmed_confirms_what_was_said_about_it),
      cmocka_unit_test(rows_decide_up_to_as_of),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
