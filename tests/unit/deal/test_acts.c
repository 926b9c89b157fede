// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Laws of acts on measures and agreements: what opens, what closes, what is refused.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "base/date.h"
#include "deal/acts.h"
#include "harness/small_deal.h"

enum { FIRST = 20000, AS_OF = 20200, LAST = 20400 };

static const cp_act_terms none = {.rate = -1.0, .until = -1};
static const cp_why by_rule = {CP_CAUSE_RULE, 0};

static void begin(small_deal *deal, int32_t n_fact) {
  const cp_counts counts = {.n_measure = 2, .n_agreement = 1, .n_fact = n_fact};
  small_deal_begin(deal, &counts, FIRST, AS_OF, LAST);
  WRITE(double, deal->model.measure_rate)[0] = 0.1;
}

static void a_suspension_ends_on_the_day_after_its_last_day(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 2);
  small_deal_fact(&deal, FIRST + 1, CP_ACT_ENTER, CP_OBJECT_MEASURE, 0, -1.0, -1);
  small_deal_fact(&deal, FIRST + 5, CP_ACT_SUSPEND, CP_OBJECT_MEASURE, 0, -1.0, FIRST + 9);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST + 4);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_IN_FORCE);
  small_deal_run(&deal, FIRST + 5);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_SUSPENDED);
  assert_true(deal.state.measure_now[0] == 0.0);
  small_deal_run(&deal, FIRST + 9);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_SUSPENDED);
  small_deal_run(&deal, FIRST + 10);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_IN_FORCE);
  assert_int_equal(deal.state.measure_since[0], FIRST + 10);
  assert_int_equal(small_deal_last(&deal, CP_EVENT_MEASURE, 0)->cause, CP_CAUSE_DATE);
  assert_int_equal(deal.state.deal_refused[0], 0);
  small_deal_end(&deal);
}

static void a_restored_measure_has_its_saved_rate_bit_for_bit(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 4);
  const double odd_rate = 0.1 + 0.2;
  small_deal_fact(&deal, FIRST, CP_ACT_ENTER, CP_OBJECT_MEASURE, 0, -1.0, -1);
  small_deal_fact(&deal, FIRST + 1, CP_ACT_SET, CP_OBJECT_MEASURE, 0, odd_rate, -1);
  small_deal_fact(&deal, FIRST + 2, CP_ACT_SUSPEND, CP_OBJECT_MEASURE, 0, -1.0, -1);
  small_deal_fact(&deal, FIRST + 3, CP_ACT_RESTORE, CP_OBJECT_MEASURE, 0, -1.0, -1);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST + 3);
  assert_memory_equal(&deal.state.measure_now[0], &odd_rate, sizeof odd_rate);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_IN_FORCE);
  small_deal_end(&deal);
}

static void a_measure_suspended_before_it_entered_comes_back_as_announced(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 4);
  small_deal_fact(&deal, FIRST, CP_ACT_ANNOUNCE, CP_OBJECT_MEASURE, 0, 0.34, -1);
  small_deal_fact(&deal, FIRST + 1, CP_ACT_SUSPEND, CP_OBJECT_MEASURE, 0, -1.0, -1);
  small_deal_fact(&deal, FIRST + 2, CP_ACT_RESTORE, CP_OBJECT_MEASURE, 0, -1.0, -1);
  small_deal_fact(&deal, FIRST + 3, CP_ACT_ENTER, CP_OBJECT_MEASURE, 0, -1.0, -1);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST + 2);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_ANNOUNCED);
  assert_true(deal.state.measure_now[0] == 0.0);
  small_deal_run(&deal, FIRST + 3);
  assert_true(deal.state.measure_now[0] == 0.34);
  small_deal_end(&deal);
}

static void a_rate_set_before_entry_is_the_rate_at_entry(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 3);
  small_deal_fact(&deal, FIRST, CP_ACT_ANNOUNCE, CP_OBJECT_MEASURE, 0, 0.34, -1);
  small_deal_fact(&deal, FIRST + 1, CP_ACT_SET, CP_OBJECT_MEASURE, 0, 0.84, -1);
  small_deal_fact(&deal, FIRST + 2, CP_ACT_ENTER, CP_OBJECT_MEASURE, 0, -1.0, -1);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST + 1);
  assert_true(deal.state.measure_now[0] == 0.0);
  small_deal_run(&deal, FIRST + 2);
  assert_true(deal.state.measure_now[0] == 0.84);
  small_deal_end(&deal);
}

static void an_extension_moves_the_last_day_and_no_state(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 3);
  small_deal_fact(&deal, FIRST, CP_ACT_ENTER, CP_OBJECT_MEASURE, 0, -1.0, -1);
  small_deal_fact(&deal, FIRST + 1, CP_ACT_SUSPEND, CP_OBJECT_MEASURE, 0, -1.0, FIRST + 3);
  small_deal_fact(&deal, FIRST + 2, CP_ACT_EXTEND, CP_OBJECT_MEASURE, 0, -1.0, FIRST + 6);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST + 6);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_SUSPENDED);
  assert_int_equal(deal.state.measure_since[0], FIRST + 1);
  small_deal_run(&deal, FIRST + 7);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_IN_FORCE);
  small_deal_end(&deal);
}

// The row of the day after the end decides, not the calendar.
static void an_extension_dated_on_the_day_after_the_end_holds(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 3);
  small_deal_fact(&deal, FIRST, CP_ACT_ENTER, CP_OBJECT_MEASURE, 0, -1.0, -1);
  small_deal_fact(&deal, FIRST + 1, CP_ACT_SUSPEND, CP_OBJECT_MEASURE, 0, -1.0, FIRST + 3);
  small_deal_fact(&deal, FIRST + 4, CP_ACT_EXTEND, CP_OBJECT_MEASURE, 0, -1.0, FIRST + 8);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST + 4);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_SUSPENDED);
  assert_int_equal(deal.state.measure_until[0], FIRST + 8);
  assert_int_equal(deal.state.deal_refused[0], 0);
  small_deal_end(&deal);
}

static void a_permission_ends_with_the_validity_of_its_licences(void **unused) {
  (void)unused;
  const int32_t second_of_june = cp_day_from(2025, 6, 2);
  const cp_counts counts = {.n_measure = 1, .n_fact = 1};
  small_deal deal;
  small_deal_begin(&deal, &counts, second_of_june, second_of_june + 1000, second_of_june + 1000);
  WRITE(int32_t, deal.model.measure_kind)[0] = CP_PERMISSION;
  WRITE(int32_t, deal.model.measure_validity)[0] = 6;
  small_deal_fact(&deal, second_of_june, CP_ACT_ENTER, CP_OBJECT_MEASURE, 0, -1.0, -1);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, cp_day_from(2025, 12, 2));
  assert_int_equal(deal.state.measure_until[0], cp_day_from(2025, 12, 2));
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_IN_FORCE);
  small_deal_run(&deal, cp_day_from(2025, 12, 3));
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_ENDED);
  small_deal_end(&deal);
}

// Which acts a state allows, written down a second time, act by act.
static int is_legal(int32_t state, cp_act act) {
  switch (act) {
    case CP_ACT_ANNOUNCE:
      return state == CP_MEASURE_NONE;
    case CP_ACT_ENTER:
      return state == CP_MEASURE_NONE || state == CP_MEASURE_ANNOUNCED;
    case CP_ACT_SET:
      return state == CP_MEASURE_ANNOUNCED || state == CP_MEASURE_IN_FORCE;
    case CP_ACT_SUSPEND:
      return state == CP_MEASURE_ANNOUNCED || state == CP_MEASURE_IN_FORCE ||
             state == CP_MEASURE_SUSPENDED;
    case CP_ACT_RESTORE:
      return state == CP_MEASURE_SUSPENDED;
    case CP_ACT_EXTEND:
      return state == CP_MEASURE_SUSPENDED;
    case CP_ACT_LIFT:
      return state == CP_MEASURE_ANNOUNCED || state == CP_MEASURE_IN_FORCE ||
             state == CP_MEASURE_SUSPENDED;
    default:
      return 0;
  }
}

// Brings measure 0 into a state through acts alone.
static void reach(small_deal *deal, int32_t state) {
  const cp_act_terms dated = {.rate = -1.0, .until = AS_OF};
  small_deal_start(deal, 0);
  deal->state.day[0] = FIRST;
  if (state == CP_MEASURE_ANNOUNCED) {
    cp_measure_act(&deal->model, &deal->state, 0, CP_ACT_ANNOUNCE, none, by_rule);
  } else if (state != CP_MEASURE_NONE) {
    cp_measure_act(&deal->model, &deal->state, 0, CP_ACT_ENTER, none, by_rule);
  }
  if (state == CP_MEASURE_SUSPENDED) {
    cp_measure_act(&deal->model, &deal->state, 0, CP_ACT_SUSPEND, dated, by_rule);
  }
  if (state == CP_MEASURE_LIFTED) {
    cp_measure_act(&deal->model, &deal->state, 0, CP_ACT_LIFT, none, by_rule);
  }
  if (state == CP_MEASURE_ENDED) cp_measure_end(&deal->state, 0, by_rule);
  assert_int_equal(deal->state.measure_state[0], state);
}

static void a_refused_act_changes_nothing_and_is_counted_and_told(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 0);
  const cp_act_terms terms = {.rate = 0.5, .until = AS_OF + 10};
  unsigned char before[1 << 14];
  assert_true(deal.model.state_bytes <= sizeof before);
  for (int32_t state = CP_MEASURE_NONE; state <= CP_MEASURE_ENDED; state++) {
    for (int32_t act = CP_ACT_ANNOUNCE; act <= CP_ACT_REPORT; act++) {
      reach(&deal, state);
      memcpy(before, deal.state.block, deal.model.state_bytes);
      const bool is_taken =
          cp_measure_act(&deal.model, &deal.state, 0, (cp_act)act, terms, by_rule);
      assert_int_equal(is_taken, is_legal(state, (cp_act)act));
      assert_int_equal(deal.state.deal_refused[0], !is_taken);
      assert_int_equal(small_deal_count(&deal, CP_EVENT_REFUSED_ACT), !is_taken);
      if (is_taken) continue;
      deal.state.deal_refused[0] = 0;
      assert_memory_equal(before, deal.state.block, deal.model.state_bytes);
    }
  }
  small_deal_end(&deal);
}

static void an_extension_to_an_earlier_day_is_refused(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 0);
  reach(&deal, CP_MEASURE_SUSPENDED);
  const cp_act_terms earlier = {.rate = -1.0, .until = AS_OF - 1};
  assert_false(cp_measure_act(&deal.model, &deal.state, 0, CP_ACT_EXTEND, earlier, by_rule));
  assert_int_equal(deal.state.measure_until[0], AS_OF);
  small_deal_end(&deal);
}

static void an_agreement_is_confirmed_only_after_somebody_announced_it(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 4);
  small_deal_fact(&deal, FIRST, CP_ACT_CONFIRM, CP_OBJECT_AGREEMENT, 0, -1.0, -1);
  small_deal_fact(&deal, FIRST + 1, CP_ACT_SIGN, CP_OBJECT_AGREEMENT, 0, -1.0, -1);
  small_deal_fact(&deal, FIRST + 2, CP_ACT_ANNOUNCE, CP_OBJECT_AGREEMENT, 0, -1.0, -1);
  small_deal_fact(&deal, FIRST + 3, CP_ACT_CONFIRM, CP_OBJECT_AGREEMENT, 0, -1.0, -1);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST);
  assert_int_equal(deal.state.agreement_state[0], CP_AGREEMENT_NONE);
  assert_int_equal(deal.state.deal_refused[0], 1);
  small_deal_run(&deal, FIRST + 2);
  assert_int_equal(deal.state.agreement_state[0], CP_AGREEMENT_SIGNED);
  small_deal_run(&deal, FIRST + 3);
  assert_int_equal(deal.state.agreement_state[0], CP_AGREEMENT_CONFIRMED);
  assert_int_equal(deal.state.agreement_since[0], FIRST + 3);
  small_deal_end(&deal);
}

static void facts_before_the_first_day_are_history(void **unused) {
  (void)unused;
  small_deal deal;
  begin(&deal, 1);
  small_deal_fact(&deal, FIRST - 50, CP_ACT_ENTER, CP_OBJECT_MEASURE, 0, -1.0, -1);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_IN_FORCE);
  assert_int_equal(deal.state.measure_since[0], FIRST - 50);
  assert_int_equal(deal.state.day[0], FIRST);
  small_deal_end(&deal);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_suspension_ends_on_the_day_after_its_last_day),
      cmocka_unit_test(a_restored_measure_has_its_saved_rate_bit_for_bit),
      cmocka_unit_test(a_measure_suspended_before_it_entered_comes_back_as_announced),
      cmocka_unit_test(a_rate_set_before_entry_is_the_rate_at_entry),
      cmocka_unit_test(an_extension_moves_the_last_day_and_no_state),
      cmocka_unit_test(an_extension_dated_on_the_day_after_the_end_holds),
      cmocka_unit_test(a_permission_ends_with_the_validity_of_its_licences),
      cmocka_unit_test(a_refused_act_changes_nothing_and_is_counted_and_told),
      cmocka_unit_test(an_extension_to_an_earlier_day_is_refused),
      cmocka_unit_test(an_agreement_is_confirmed_only_after_somebody_announced_it),
      cmocka_unit_test(facts_before_the_first_day_are_history),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
