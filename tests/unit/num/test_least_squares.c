// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Weighted least squares against closed forms, and against a plain search over all sets of unknowns
// held at 0.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "base/os/heap.h"
#include "num/least_squares.h"
#include "num/philox.h"

typedef struct fixture {
  cp_arena arena;
  cp_least_squares problem;
} fixture;

static void begin(fixture *at, int32_t n_unknown, int32_t n_figure, int32_t n_identity) {
  cp_arena_begin(&at->arena, cp_heap_allocator());
  assert_int_equal(
      cp_least_squares_begin(&at->problem, &at->arena, n_unknown, n_figure, n_identity), CP_OK);
}

// Figure number `figure`: unknown `unknown` is value, give or take deviation.
static void publish(fixture *at, int32_t figure, int32_t unknown, double value, double deviation) {
  at->problem.figure[figure * at->problem.n_unknown + unknown] = 1.0;
  at->problem.value[figure] = value;
  at->problem.deviation[figure] = deviation;
}

// Identity: unknown 0 is the sum of the others.
static void add_sum(fixture *at, int32_t identity) {
  for (int32_t unknown = 0; unknown < at->problem.n_unknown; unknown++) {
    at->problem.identity[identity * at->problem.n_unknown + unknown] = unknown == 0 ? 1.0 : -1.0;
  }
}

static void solve(fixture *at) { assert_int_equal(cp_least_squares_solve(&at->problem), CP_OK); }

static void near(double found, double expected) {
  if (fabs(found - expected) <= 1e-9 * (1.0 + fabs(expected))) return;
  print_message("found %.17g, expected %.17g\n", found, expected);
  assert_true(0);
}

static void two_figures_give_their_mean_by_inverse_variance(void **state) {
  (void)state;
  fixture at;
  begin(&at, 1, 2, 0);
  publish(&at, 0, 0, 122900.0, 10000.0);
  publish(&at, 1, 0, 345000.0, 70000.0);
  solve(&at);
  const double w0 = 1.0 / (10000.0 * 10000.0), w1 = 1.0 / (70000.0 * 70000.0);
  near(at.problem.x[0], (w0 * 122900.0 + w1 * 345000.0) / (w0 + w1));
  near(at.problem.x_deviation[0], 1.0 / sqrt(w0 + w1));
  near(at.problem.chi_square, 222100.0 * 222100.0 / (1e8 + 4.9e9));
  assert_int_equal(at.problem.n_freedom, 1);
  cp_arena_end(&at.arena);
}

// What the parts miss of the total is shared out by variance.
static void a_sum_shares_its_gap_by_variance(void **state) {
  (void)state;
  const double value[3] = {100.0, 70.0, 50.0}, deviation[3] = {2.0, 3.0, 6.0};
  const double gap = value[0] - value[1] - value[2], all = 4.0 + 9.0 + 36.0;
  fixture at;
  begin(&at, 3, 3, 1);
  for (int32_t figure = 0; figure < 3; figure++) {
    publish(&at, figure, figure, value[figure], deviation[figure]);
  }
  add_sum(&at, 0);
  solve(&at);
  near(at.problem.x[0], value[0] - gap * 4.0 / all);
  near(at.problem.x[1], value[1] + gap * 9.0 / all);
  near(at.problem.x[2], value[2] + gap * 36.0 / all);
  near(at.problem.x[0], at.problem.x[1] + at.problem.x[2]);
  near(at.problem.chi_square, gap * gap / all);
  near(at.problem.x_deviation[0], sqrt(4.0 - 4.0 * 4.0 / all));
  assert_int_equal(at.problem.n_freedom, 1);
  cp_arena_end(&at.arena);
}

static void a_part_without_a_figure_is_what_the_sum_leaves(void **state) {
  (void)state;
  fixture at;
  begin(&at, 3, 2, 1);
  publish(&at, 0, 0, 58152.0, 300.0);
  publish(&at, 1, 1, 7444.0, 400.0);
  add_sum(&at, 0);
  solve(&at);
  near(at.problem.x[2], 50708.0);
  near(at.problem.x_deviation[2], 500.0);
  assert_true(at.problem.is_known[2]);
  assert_int_equal(at.problem.n_freedom, 0);
  near(at.problem.chi_square, 0.0);
  cp_arena_end(&at.arena);
}

static void what_nothing_determines_is_told_and_leaves_the_rest_alone(void **state) {
  (void)state;
  fixture at;
  begin(&at, 4, 2, 1);
  publish(&at, 0, 0, 100.0, 1.0);
  publish(&at, 1, 1, 30.0, 1.0);
  add_sum(&at, 0);
  solve(&at);
  assert_true(at.problem.is_known[0] && at.problem.is_known[1]);
  assert_false(at.problem.is_known[2] || at.problem.is_known[3]);
  near(at.problem.x[0], 100.0);
  near(at.problem.x[1], 30.0);
  cp_arena_end(&at.arena);
}

static void an_identity_said_twice_does_no_harm(void **state) {
  (void)state;
  fixture once, twice;
  begin(&once, 3, 3, 1);
  begin(&twice, 3, 3, 2);
  for (int32_t figure = 0; figure < 3; figure++) {
    publish(&once, figure, figure, 10.0 + figure, 1.0 + figure);
    publish(&twice, figure, figure, 10.0 + figure, 1.0 + figure);
  }
  add_sum(&once, 0);
  add_sum(&twice, 0);
  add_sum(&twice, 1);
  solve(&once);
  solve(&twice);
  for (int32_t unknown = 0; unknown < 3; unknown++) {
    assert_true(once.problem.x[unknown] == twice.problem.x[unknown]);
  }
  cp_arena_end(&once.arena);
  cp_arena_end(&twice.arena);
}

// The total is 10, one part alone 12: the other part would be -2.
static void nothing_is_negative(void **state) {
  (void)state;
  fixture at;
  begin(&at, 3, 2, 1);
  publish(&at, 0, 0, 10.0, 1.0);
  publish(&at, 1, 1, 12.0, 1.0);
  add_sum(&at, 0);
  solve(&at);
  near(at.problem.x[0], 11.0);
  near(at.problem.x[1], 11.0);
  assert_true(at.problem.x[2] == 0.0 && at.problem.is_held[2]);
  assert_int_equal(at.problem.n_freedom, 1);
  near(at.problem.chi_square, 2.0);
  cp_arena_end(&at.arena);
}

static double unit_at(uint32_t n) {
  const cp_random random = {.seed = 11};
  return cp_random_unit(&random, 1, 2, 3, n);
}

enum { PARTS = 4 };

// Total t and parts p with variances: least of (1) with some parts held at 0, by Lagrange; false when
// a part comes out negative.
static int least_with_held(const double *value, const double *variance, uint32_t held,
                           double *chi_square) {
  double gap = value[0], all = variance[0];
  *chi_square = 0.0;
  for (int part = 1; part <= PARTS; part++) {
    if (held >> part & 1) {
      *chi_square += value[part] * value[part] / variance[part];
    } else {
      gap -= value[part];
      all += variance[part];
    }
  }
  *chi_square += gap * gap / all;
  for (int part = 1; part <= PARTS; part++) {
    if (!(held >> part & 1) && value[part] + gap * variance[part] / all < 0.0) return 0;
  }
  return value[0] - gap * variance[0] / all >= 0.0;
}

static void no_set_of_held_parts_does_better(void **state) {
  (void)state;
  int n_held = 0, n_plain = 0;
  for (uint32_t trial = 0; trial < 500; trial++) {
    double value[PARTS + 1], variance[PARTS + 1];
    fixture at;
    begin(&at, PARTS + 1, PARTS + 1, 1);
    for (int32_t at_part = 0; at_part <= PARTS; at_part++) {
      const uint32_t draw = (trial * (PARTS + 1) + (uint32_t)at_part) * 2;
      value[at_part] = 100.0 * unit_at(draw) * (at_part == 0 ? 2.0 : 1.0);
      const double deviation = 5.0 + 40.0 * unit_at(draw + 1);
      variance[at_part] = deviation * deviation;
      publish(&at, at_part, at_part, value[at_part], deviation);
    }
    add_sum(&at, 0);
    solve(&at);
    double best = INFINITY, plain = 0.0;
    for (uint32_t held = 0; held < 1U << (PARTS + 1); held += 2) {
      double chi_square;
      if (!least_with_held(value, variance, held, &chi_square)) continue;
      if (chi_square < best) best = chi_square;
    }
    near(at.problem.chi_square, best);
    n_held += least_with_held(value, variance, 0, &plain) == 0;
    n_plain += plain == best;
    double sum = at.problem.x[0];
    for (int32_t part = 1; part <= PARTS; part++) {
      assert_true(at.problem.x[part] >= 0.0);
      sum -= at.problem.x[part];
    }
    near(sum, 0.0);
    cp_arena_end(&at.arena);
  }
  assert_true(n_held > 50 && n_plain > 50);
}

// The conditions of a minimum over x >= 0: no slope where x is above 0, no slope down where it is held.
// Figures of mixed sign make unknowns negative at first that are positive in the end.
static void slopes_are_those_of_a_minimum(void **state) {
  (void)state;
  enum { UNKNOWNS = 6, FIGURES = 9 };
  uint32_t draw = 500000;
  int n_held = 0;
  for (int trial = 0; trial < 500; trial++) {
    fixture at;
    begin(&at, UNKNOWNS, FIGURES, 0);
    for (int32_t figure = 0; figure < FIGURES; figure++) {
      for (int32_t unknown = 0; unknown < UNKNOWNS; unknown++) {
        at.problem.figure[figure * UNKNOWNS + unknown] = 2.0 * unit_at(draw++) - 1.0;
      }
      at.problem.value[figure] = 10.0 * unit_at(draw++) - 5.0;
      at.problem.deviation[figure] = 1.0 + unit_at(draw++);
    }
    solve(&at);
    for (int32_t unknown = 0; unknown < UNKNOWNS; unknown++) {
      double slope = 0.0;
      for (int32_t figure = 0; figure < FIGURES; figure++) {
        slope += at.problem.figure[figure * UNKNOWNS + unknown] * at.problem.change[figure] /
                 at.problem.deviation[figure];
      }
      n_held += at.problem.is_held[unknown];
      assert_true(at.problem.x[unknown] >= 0.0);
      assert_true(at.problem.is_held[unknown] ? slope > -1e-9 : fabs(slope) < 1e-9);
    }
    cp_arena_end(&at.arena);
  }
  assert_true(n_held > 500 && n_held < 2500);
}

// Figures that are off by what they say give a chi-square of 1 per degree of freedom.
static void chi_square_is_one_per_degree_of_freedom(void **state) {
  (void)state;
  const double truth[3] = {100.0, 60.0, 40.0};
  double sum = 0.0;
  int freedom = 0;
  uint32_t draw = 100000;
  for (int trial = 0; trial < 2000; trial++) {
    fixture at;
    begin(&at, 3, 6, 1);
    for (int32_t figure = 0; figure < 6; figure++) {
      double normal = -6.0;
      for (int term = 0; term < 12; term++) normal += unit_at(draw++);
      const double deviation = 1.0 + figure;
      publish(&at, figure, figure / 2, truth[figure / 2] + deviation * normal, deviation);
    }
    add_sum(&at, 0);
    solve(&at);
    sum += at.problem.chi_square;
    freedom += at.problem.n_freedom;
    cp_arena_end(&at.arena);
  }
  assert_int_equal(freedom, 2000 * 4);
  // its standard error is sqrt(2 / 8000) = 0.016
  assert_true(fabs(sum / freedom - 1.0) < 0.06);
}

static void a_deviation_of_zero_is_refused(void **state) {
  (void)state;
  fixture at;
  begin(&at, 1, 2, 0);
  publish(&at, 0, 0, 1.0, 1.0);
  publish(&at, 1, 0, 2.0, 0.0);
  assert_int_equal(cp_least_squares_solve(&at.problem), CP_BAD_USE);
  cp_arena_end(&at.arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_figures_give_their_mean_by_inverse_variance),
      cmocka_unit_test(a_sum_shares_its_gap_by_variance),
      cmocka_unit_test(a_part_without_a_figure_is_what_the_sum_leaves),
      cmocka_unit_test(what_nothing_determines_is_told_and_leaves_the_rest_alone),
      cmocka_unit_test(an_identity_said_twice_does_no_harm),
      cmocka_unit_test(nothing_is_negative),
      cmocka_unit_test(no_set_of_held_parts_does_better),
      cmocka_unit_test(slopes_are_those_of_a_minimum),
      cmocka_unit_test(chi_square_is_one_per_degree_of_freedom),
      cmocka_unit_test(a_deviation_of_zero_is_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
