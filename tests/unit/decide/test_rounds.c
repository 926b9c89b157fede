// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The search for a level against worlds whose lack is known in closed form: where stock covers the lack and nothing else changes, the rounds
// must end where the newsvendor does; where stock displaces alternatives, at a level that holds; where nothing helps, at none.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "decide/stock.h"

enum { REPLICAS = 400 };

// What is lacking with a stock, when `gap` days of supply stay away.
typedef double world(double gap, double stock);

static double simple(double gap, double stock) { return fmax(0, gap - stock); }

// Alternatives stand in for what is missing, at most 80 days less what the stock puts off.
static double displacing(double gap, double stock) {
  return fmax(0, gap - stock - fmax(0, 80 - 0.8 * stock));
}

static double hopeless(double gap, double stock) {
  (void)stock;
  return gap;
}

static double samples[CP_STOCK_ROUNDS + 1][REPLICAS];

// Gaps are the quantiles of the uniform distribution up to 100 days.
static cp_stock_sample run(world *lacks, double stock, int32_t level) {
  for (int32_t at = 0; at < REPLICAS; at++) {
    samples[level][at] = lacks(100 * (at + 0.5) / REPLICAS, stock);
  }
  return (cp_stock_sample){.lack = {samples[level], REPLICAS, REPLICAS}};
}

static void search(world *lacks, double risk, double holding, cp_stock_answer *answer) {
  *answer = (cp_stock_answer){.question = {.risk = risk, .most = 500, .n_round = 8},
                              .terms = {.has_cost = true, .holding = holding, .lacking = 100}};
  cp_stock_sample sample = run(lacks, 0, 0);
  cp_stock_weigh(&sample, answer);
  for (double days = cp_stock_next(answer); days >= 0; days = cp_stock_next(answer)) {
    assert_true(days == floor(days) && days >= 1 && days <= 500);
    assert_true(answer->n_level <= answer->question.n_round);
    sample = run(lacks, days, answer->n_level);
    cp_stock_add(days, &sample, answer);
  }
  cp_stock_choose(answer);
}

static void levels_ascend(const cp_stock_answer *answer) {
  for (int32_t level = 1; level < answer->n_level; level++) {
    assert_true(answer->level[level].found.days > answer->level[level - 1].found.days);
  }
}

static void runs_end_at_the_textbooks_level_where_nothing_else_changes(void **state) {
  (void)state;
  cp_stock_answer answer;
  for (double risk = 0.05; risk < 0.9; risk += 0.05) {
    search(simple, risk, 1, &answer);
    levels_ascend(&answer);
    assert_true(answer.chosen > 0);
    assert_true(fabs(answer.promised.days - 100 * (1 - risk)) <= 1);
    assert_true(answer.level[answer.chosen].found.risk.value <= risk);
    for (int32_t level = 0; level < answer.n_level; level++) {
      const cp_stock_level *at = &answer.level[level];
      assert_true(at->found.risk.value == at->textbook.risk.value);
      assert_true(fabs(at->found.total.value - at->textbook.total.value) < 1e-9);
    }
  }
}

// h = 10, p = 100: P(gap <= q) = 0.9 at 90 days.
static void cheapest_level_is_the_critical_fractile_where_nothing_else_changes(void **state) {
  (void)state;
  cp_stock_answer answer;
  search(simple, -1, 10, &answer);
  assert_true(answer.is_cheapest && fabs(answer.cheapest.value - 90) < 0.5);
  assert_true(fabs(answer.promised.days - 90) <= 10 && answer.chosen == answer.best);
  search(simple, -1, 200, &answer);
  assert_true(answer.promised.days == 0);
}

// gap > 80 + 0.2 q lacks up to 100 days of stock: 5% need 75 days, where the textbook sees 15.
static void rounds_find_a_level_that_holds_where_stock_displaces(void **state) {
  (void)state;
  cp_stock_answer answer;
  search(displacing, 0.05, 1, &answer);
  levels_ascend(&answer);
  assert_true(fabs(answer.safe.value - 15) < 1);
  assert_true(answer.chosen > 0 && answer.promised.days >= 75 && answer.promised.days <= 84);
  assert_true(answer.level[answer.chosen].found.risk.value <= 0.05);
  assert_true(answer.level[answer.chosen - 1].found.risk.value > 0.05);
  assert_true(displacing(95, answer.promised.days) == 0);
}

static void no_level_is_named_where_stock_does_not_help(void **state) {
  (void)state;
  cp_stock_answer answer;
  search(hopeless, 0.05, 1, &answer);
  levels_ascend(&answer);
  assert_int_equal(answer.chosen, -1);
  assert_true(answer.level[answer.n_level - 1].found.days == 500);
}

static void no_stock_is_needed_where_nothing_lacks(void **state) {
  (void)state;
  cp_stock_answer answer;
  search(simple, 1, 1, &answer);
  assert_true(answer.chosen == 0 && answer.n_level == 1 && answer.promised.days == 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(runs_end_at_the_textbooks_level_where_nothing_else_changes),
      cmocka_unit_test(cheapest_level_is_the_critical_fractile_where_nothing_else_changes),
      cmocka_unit_test(rounds_find_a_level_that_holds_where_stock_displaces),
      cmocka_unit_test(no_level_is_named_where_stock_does_not_help),
      cmocka_unit_test(no_stock_is_needed_where_nothing_lacks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
