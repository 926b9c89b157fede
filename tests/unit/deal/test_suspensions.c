// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Laws of suspensions: they give back what was there bit for bit, also inside one another, and parts add
// up to their whole.
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "harness/small_deal.h"

enum { FIRST = 20000, AS_OF = 20100, LAST = 20400 };

#include "deal/acts.h"
#include "deal/wholes.h"

static const cp_why by_rule = {CP_CAUSE_RULE, 0};

// What a measure is, but for the day since when.
typedef struct params {
  int32_t state, until, depth;
  double now;
} params;

static params params_of(const cp_state *state, int32_t measure) {
  params all;
  memset(&all, 0, sizeof all);
  all.state = state->measure_state[measure];
  all.until = state->measure_until[measure];
  all.depth = state->measure_depth[measure];
  all.now = state->measure_now[measure];
  return all;
}

static void one_measure(small_deal *deal) {
  const cp_counts counts = {.n_measure = 1, .n_fact = 6};
  small_deal_begin(deal, &counts, FIRST, AS_OF, LAST);
  WRITE(double, deal->model.measure_rate)[0] = 0.1 + 0.2;
}

static bool act(small_deal *deal, cp_act what, int32_t until) {
  return cp_measure_act(&deal->model, &deal->state, 0, what,
                        (cp_act_terms){.rate = -1.0, .until = until}, by_rule);
}

// Every level of suspensions inside one another, from each state that can be suspended, with and
// without an end of its own.
static void suspensions_inside_one_another_come_off_one_by_one(void **unused) {
  (void)unused;
  small_deal deal;
  one_measure(&deal);
  for (int32_t start = 0; start < 3; start++) {
    small_deal_start(&deal, 0);
    deal.state.day[0] = FIRST;
    act(&deal, start == 0 ? CP_ACT_ANNOUNCE : CP_ACT_ENTER, start == 1 ? AS_OF : -1);
    params level[CP_SUSPENSIONS + 1];
    for (int32_t depth = 0; depth < CP_SUSPENSIONS; depth++) {
      level[depth] = params_of(&deal.state, 0);
      deal.state.day[0]++;
      assert_true(act(&deal, CP_ACT_SUSPEND, depth % 2 ? -1 : FIRST + 50 + depth));
      assert_int_equal(deal.state.measure_state[0], CP_MEASURE_SUSPENDED);
      assert_true(deal.state.measure_now[0] == 0.0);
    }
    level[CP_SUSPENSIONS] = params_of(&deal.state, 0);
    // there is no room for another one
    assert_false(act(&deal, CP_ACT_SUSPEND, -1));
    const params still = params_of(&deal.state, 0);
    assert_memory_equal(&still, &level[CP_SUSPENSIONS], sizeof still);
    for (int32_t depth = CP_SUSPENSIONS - 1; depth >= 0; depth--) {
      deal.state.day[0]++;
      assert_true(act(&deal, CP_ACT_RESTORE, -1));
      const params now = params_of(&deal.state, 0);
      assert_memory_equal(&now, &level[depth], sizeof now);
    }
    assert_int_equal(deal.state.measure_since[0], deal.state.day[0]);
    assert_false(act(&deal, CP_ACT_RESTORE, -1));
  }
  small_deal_end(&deal);
}

// The outer one has run out while the inner one stood: both are over when the inner one is.
static void an_outer_suspension_that_ran_out_ends_with_the_inner_one(void **unused) {
  (void)unused;
  small_deal deal;
  one_measure(&deal);
  small_deal_fact(&deal, FIRST, CP_ACT_ENTER, CP_OBJECT_MEASURE, 0, -1.0, -1);
  small_deal_fact(&deal, FIRST + 1, CP_ACT_SUSPEND, CP_OBJECT_MEASURE, 0, -1.0, FIRST + 10);
  small_deal_fact(&deal, FIRST + 2, CP_ACT_SUSPEND, CP_OBJECT_MEASURE, 0, -1.0, FIRST + 20);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST + 20);
  assert_int_equal(deal.state.measure_depth[0], 2);
  small_deal_run(&deal, FIRST + 21);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_IN_FORCE);
  assert_int_equal(deal.state.measure_depth[0], 0);
  small_deal_end(&deal);
}

static void an_outer_suspension_that_lasts_longer_goes_on(void **unused) {
  (void)unused;
  small_deal deal;
  one_measure(&deal);
  small_deal_fact(&deal, FIRST, CP_ACT_ENTER, CP_OBJECT_MEASURE, 0, -1.0, -1);
  small_deal_fact(&deal, FIRST + 1, CP_ACT_SUSPEND, CP_OBJECT_MEASURE, 0, -1.0, FIRST + 30);
  small_deal_fact(&deal, FIRST + 2, CP_ACT_SUSPEND, CP_OBJECT_MEASURE, 0, -1.0, FIRST + 20);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST + 21);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_SUSPENDED);
  assert_int_equal(deal.state.measure_until[0], FIRST + 30);
  small_deal_run(&deal, FIRST + 31);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_IN_FORCE);
  small_deal_end(&deal);
}

static void a_permission_keeps_its_end_through_a_suspension(void **unused) {
  (void)unused;
  small_deal deal;
  one_measure(&deal);
  WRITE(int32_t, deal.model.measure_kind)[0] = CP_PERMISSION;
  small_deal_fact(&deal, FIRST, CP_ACT_ENTER, CP_OBJECT_MEASURE, 0, -1.0, FIRST + 40);
  small_deal_fact(&deal, FIRST + 1, CP_ACT_SUSPEND, CP_OBJECT_MEASURE, 0, -1.0, FIRST + 10);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST + 11);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_IN_FORCE);
  assert_int_equal(deal.state.measure_until[0], FIRST + 40);
  small_deal_run(&deal, FIRST + 41);
  assert_int_equal(deal.state.measure_state[0], CP_MEASURE_ENDED);
  small_deal_end(&deal);
}

// --- wholes --------------------------------------------------------------------------------------

enum { WHOLE, KEPT, SUSPENDED, N_MEASURE };

// 34 points: 10 are kept, 24 are suspended to a day. A clause asks for at most 10.
static void split(small_deal *deal) {
  const cp_counts counts = {.n_measure = N_MEASURE,
                            .n_agreement = 1,
                            .n_clause = 1,
                            .n_target = 1,
                            .n_part = 2,
                            .n_fact = 8};
  small_deal_begin(deal, &counts, FIRST, AS_OF, LAST);
  const cp_model *model = &deal->model;
  const double rates[N_MEASURE] = {0.34, 0.10, 0.24};
  for (int32_t measure = 0; measure < N_MEASURE; measure++) {
    WRITE(double, model->measure_rate)[measure] = rates[measure];
    WRITE(int32_t, model->measure_part_first)[measure + 1] = 2;
  }
  WRITE(int32_t, model->measure_part)[0] = KEPT;
  WRITE(int32_t, model->measure_part)[1] = SUSPENDED;
  WRITE(double, model->measure_weight)[WHOLE] = 0.0;
  WRITE(int32_t, model->clause_goal)[0] = 1;
  WRITE(int32_t, model->clause_is_kept)[0] = 1;
  WRITE(double, model->clause_at_most)[0] = 0.10;
  WRITE(int32_t, model->clause_target_first)[1] = 1;
  WRITE(int32_t, model->target_measure)[0] = WHOLE;
  small_deal_fact(deal, FIRST, CP_ACT_ANNOUNCE, CP_OBJECT_AGREEMENT, 0, -1.0, -1);
  // an act on the whole is one on each of its parts
  small_deal_fact(deal, FIRST + 1, CP_ACT_ENTER, CP_OBJECT_MEASURE, WHOLE, -1.0, -1);
  small_deal_fact(deal, FIRST + 5, CP_ACT_SUSPEND, CP_OBJECT_MEASURE, SUSPENDED, -1.0, FIRST + 20);
}

static void parts_add_up_to_the_whole(void **unused) {
  (void)unused;
  small_deal deal;
  split(&deal);
  small_deal_start(&deal, 0);
  for (int32_t day = FIRST; day < FIRST + 30; day++) {
    small_deal_run(&deal, day);
    const double in_force = deal.state.measure_now[KEPT] + deal.state.measure_now[SUSPENDED];
    const bool is_split = deal.state.measure_state[SUSPENDED] == CP_MEASURE_SUSPENDED;
    assert_true(deal.state.measure_now[WHOLE] == in_force);
    assert_true(deal.state.measure_saved_rate[WHOLE] ==
                (is_split ? deal.state.measure_saved_rate[SUSPENDED] : 0.0));
    if (day > FIRST)
      assert_true(deal.state.measure_now[WHOLE] + deal.state.measure_saved_rate[WHOLE] ==
                  0.10 + 0.24);
    assert_int_equal(deal.state.measure_state[WHOLE],
                     day > FIRST ? CP_MEASURE_IN_FORCE : CP_MEASURE_NONE);
  }
  small_deal_end(&deal);
}

static void a_rate_limit_looks_at_the_whole(void **unused) {
  (void)unused;
  small_deal deal;
  split(&deal);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST + 4);
  assert_int_equal(deal.state.clause_holds[0], 0);
  small_deal_run(&deal, FIRST + 20);
  assert_int_equal(deal.state.clause_holds[0], 1);
  small_deal_run(&deal, FIRST + 21);
  assert_int_equal(deal.state.clause_holds[0], 0);
  assert_int_equal(deal.state.clause_state[0], CP_CLAUSE_AT_RISK);
  small_deal_end(&deal);
}

static void an_act_on_a_whole_that_no_part_allows_is_refused(void **unused) {
  (void)unused;
  small_deal deal;
  split(&deal);
  small_deal_fact(&deal, FIRST + 30, CP_ACT_RESTORE, CP_OBJECT_MEASURE, WHOLE, -1.0, -1);
  small_deal_fact(&deal, FIRST + 40, CP_ACT_LIFT, CP_OBJECT_MEASURE, WHOLE, -1.0, -1);
  small_deal_start(&deal, 0);
  small_deal_run(&deal, FIRST + 30);
  assert_int_equal(deal.state.deal_refused[0], 1);
  small_deal_run(&deal, FIRST + 40);
  assert_int_equal(deal.state.measure_state[WHOLE], CP_MEASURE_LIFTED);
  assert_int_equal(deal.state.measure_state[KEPT], CP_MEASURE_LIFTED);
  assert_int_equal(deal.state.deal_refused[0], 1);
  small_deal_end(&deal);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(suspensions_inside_one_another_come_off_one_by_one),
      cmocka_unit_test(an_outer_suspension_that_ran_out_ends_with_the_inner_one),
      cmocka_unit_test(an_outer_suspension_that_lasts_longer_goes_on),
      cmocka_unit_test(a_permission_keeps_its_end_through_a_suspension),
      cmocka_unit_test(parts_add_up_to_the_whole),
      cmocka_unit_test(a_rate_limit_looks_at_the_whole),
      cmocka_unit_test(an_act_on_a_whole_that_no_part_allows_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
