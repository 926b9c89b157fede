// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What must not matter, on random scenarios: the order of rows; a measure of weight 0 that names no lane; the unit of mass.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "harness/equal.h"
#include "harness/plain.h"

static char folder[600];

static int make_folder(void **state) {
  (void)state;
  equal_folder("law/test_sketches", folder);
  return 0;
}

// Two forms of one sketch, side by side.
typedef struct pair {
  replica one, other;
} pair;

static int pair_begin(pair *both, const sketch *at, const sketch_form *first,
                      const sketch_form *second, char why[256]) {
  memset(both, 0, sizeof *both);
  sketch_write(at, first, folder);
  cp_status status = replica_open(&both->one, folder, NULL);
  sketch_write(at, second, folder);
  if (replica_open(&both->other, folder, NULL) != CP_OK) status = CP_BAD_INPUT;
  snprintf(why, 256, "the reader says %d", (int)status);
  if (status != CP_OK) return 0;
  replica_again(&both->one, at->seed, 0);
  replica_again(&both->other, at->seed, 0);
  return 1;
}

static void pair_end(pair *both) {
  replica_end(&both->one);
  replica_end(&both->other);
}

static int pair_step(pair *both) {
  return cp_engine_step(&both->one.engine) == CP_OK && cp_engine_step(&both->other.engine) == CP_OK;
}

static int has_days(const pair *both) {
  return both->one.engine.state.day[0] < both->one.model.last_day[0];
}

// --- order of rows -------------------------------------------------------------------------------

static int32_t good_named_as(const pair *both, int32_t good) {
  const cp_text name = cp_spec_name(both->one.spec, CP_S_goods, good);
  return cp_spec_find(both->other.spec, CP_S_goods, name);
}

// The first array that differs, firms, inputs, alternatives and lanes by number, which is by name, goods by name.
static const char *differs_by_name(const pair *both) {
  const cp_model *model = &both->one.model;
  const cp_state *one = &both->one.engine.state, *other = &both->other.engine.state;
#define ARRAY(type, name, count)                                           \
  if (strncmp(#name, "price_", 6) != 0 &&                                  \
      memcmp(one->name, other->name, sizeof(type) * (size_t)(count)) != 0) \
    return #name;
  PLAIN_ARRAYS(ARRAY)
#undef ARRAY
  for (int32_t lane = 0; lane < model->n_lane; lane++) {
    const cp_state *fast;
#define ARRAY(type, name, where)       \
  {                                    \
    fast = one;                        \
    const type left = (where);         \
    fast = other;                      \
    if (left != (where)) return #name; \
  }
    PLAIN_LANES(ARRAY)
#undef ARRAY
  }
  for (int32_t good = 0; good < model->n_good; good++) {
    const int32_t same = good_named_as(both, good);
    if (one->price_inside[good] != other->price_inside[same]) return "price_inside";
    if (one->price_outside[good] != other->price_outside[same]) return "price_outside";
  }
  return NULL;
}

static int order_of_rows_matters(const sketch *at, void *context, char why[256]) {
  (void)context;
  const sketch_form as_is = {.mass = 1.0}, shuffled = {.mass = 1.0, .shuffle = at->seed + 1};
  pair both;
  const char *name = NULL;
  int is_wrong = !pair_begin(&both, at, &as_is, &shuffled, why);
  for (; !is_wrong && has_days(&both); is_wrong |= name != NULL) {
    is_wrong = !pair_step(&both);
    name = differs_by_name(&both);
  }
  if (name) snprintf(why, 256, "%s depends on the order of rows", name);
  pair_end(&both);
  return is_wrong;
}

static void the_order_of_rows_changes_nothing(void **state) {
  (void)state;
  sketch_try("law/test_sketches", 20000, 150, order_of_rows_matters, NULL);
}

// --- a measure of no size ------------------------------------------------------------------------

// How many rows of an array hold something: all, or of a store the places ever taken.
static size_t rows_in_use(const cp_state *state, const char *name, int32_t rows) {
  if (strcmp(name, "consignment") == 0) return (size_t)state->consignment_used[0];
  if (strcmp(name, "application") == 0) return (size_t)state->application_used[0];
  if (strcmp(name, "track") == 0) return (size_t)state->application_used[0];
  if (strcmp(name, "licence") == 0) return (size_t)state->licence_used[0];
  return (size_t)rows;
}

// Arrays that count measures are longer by one; some say when the border last looked at any measure, and nothing else reads them.
static int is_passed_over(const char *name, const char *rows) {
  return strcmp(rows, "n_measure") == 0 || strcmp(name, "has_border") == 0 ||
         strcmp(name, "gate_bound") == 0 || strcmp(name, "bound_on") == 0;
}

// The first array of the chain, the border, the desk or the deal that differs in a bit.
static const char *differs_at_all(const pair *both) {
  const cp_state *one = &both->one.engine.state, *other = &both->other.engine.state;
  const cp_model *model = &both->one.model;
  cp_counts counts;
#define CP_COUNT(name, meaning) counts.name = model->name;
#define CP_CONST(type, name, rows, columns, unit, meaning)
#define CP_DRAW(type, name, rows, columns, unit, meaning)
#define CP_STATE(type, name, rows, columns, unit, meaning)
#include "model/arrays.inc"
#undef CP_COUNT
#undef CP_STATE
#define CP_COUNT(name, meaning)     \
  const int32_t name = counts.name; \
  (void)name;
#define CP_STATE(type, name, rows, columns, unit, meaning)                                      \
  if (!is_passed_over(#name, #rows) &&                                                          \
      memcmp(one->name, other->name,                                                            \
             sizeof(type) * rows_in_use(one, #name, (int32_t)(rows)) * (size_t)(columns)) != 0) \
    return #name;
#include "model/arrays.inc"
#undef CP_COUNT
#undef CP_CONST
#undef CP_DRAW
#undef CP_STATE
  return NULL;
}

// The idle measure is the last: it costs nothing, and the others cost the same.
static const char *cost_differs(const pair *both) {
  const cp_state *one = &both->one.engine.state, *other = &both->other.engine.state;
  const int32_t n = both->one.model.n_measure;
  const cp_caused none = {0};
  for (int32_t measure = 0; measure < n; measure++) {
    if (one->sales_behind[measure] != other->sales_behind[measure] ||
        one->sales_lost[measure] != other->sales_lost[measure])
      return "sales";
    if (memcmp(one->caused + measure, other->caused + measure, sizeof none) != 0) return "caused";
  }
  if (other->sales_behind[n] != 0.0 || other->sales_lost[n] != 0.0) return "sales of none";
  return memcmp(other->caused + n, &none, sizeof none) != 0 ? "caused by none" : NULL;
}

static int idle_measure_matters(const sketch *at, void *context, char why[256]) {
  (void)context;
  const sketch_form without = {.mass = 1.0}, with = {.mass = 1.0, .has_idle = 1};
  pair both;
  const char *name = NULL;
  int is_wrong = !pair_begin(&both, at, &without, &with, why);
  for (; !is_wrong && has_days(&both); is_wrong |= name != NULL) {
    is_wrong = !pair_step(&both);
    name = differs_at_all(&both);
    if (!name) name = cost_differs(&both);
  }
  if (name) snprintf(why, 256, "%s knows of a measure that names no lane", name);
  pair_end(&both);
  return is_wrong;
}

static void a_measure_of_no_size_changes_no_bit(void **state) {
  (void)state;
  sketch_try("law/test_sketches", 30000, 150, idle_measure_matters, NULL);
}

// --- the unit of mass ----------------------------------------------------------------------------

// How far what left on a lane is from twice as much, in months of its normal flow.
static double off_double(const pair *both, int32_t lane) {
  const double month = 30.0 * both->one.engine.draw.lane_most[lane];
  const double left = both->one.engine.state.departed_total[lane];
  const double doubled = both->other.engine.state.departed_total[lane];
  return month > 0.0 ? fabs(doubled - 2.0 * left) / (2.0 * month) : 0.0;
}

// Goods in tonnes, then twice as many: how far the worst lane is off.
static double worst_off_double(sketch *at) {
  const sketch_form once = {.mass = 1e6}, twice = {.mass = 2e6};
  for (int32_t good = 0; good < at->n_good; good++) at->good[good].is_pieces = 0;
  for (int32_t firm = 0; firm < at->n_firm; firm++) at->firm[firm].shifts = 0;
  pair both;
  char why[256];
  double worst = 0.0;
  assert_true(pair_begin(&both, at, &once, &twice, why));
  while (has_days(&both)) assert_true(pair_step(&both));
  for (int32_t lane = 0; lane < both.one.model.n_lane; lane++) {
    const double off = off_double(&both, lane);
    worst = off > worst ? off : worst;
  }
  pair_end(&both);
  return worst;
}

// A share is one of amounts: it stays the same when all masses are doubled, but for rounding. Counts are whole grams, so each division by a
// need, each carry and each split may be a gram off: a millionth of a tonne, in most scenarios a ten-millionth of a month's flow on the
// worst lane. In a few of them that gram decides whether an alternative is started, an application filed or goods sent by air today or
// tomorrow: then a departure may lie on the other side of the last day, of this lane or of one further up.
static void twice_the_mass_changes_no_share(void **state) {
  (void)state;
  enum { N = 150 };
  int32_t n_rounding = 0, n_hundredth = 0;
  for (uint64_t seed = 40000; seed < 40000 + N; seed++) {
    sketch at;
    sketch_make(seed, &at);
    const double worst = worst_off_double(&at);
    n_rounding += worst < 1e-6;
    n_hundredth += worst < 1e-2;
    assert_true(worst < 1.0);
  }
  printf("of %d: %d within a millionth of a month's flow, %d within a hundredth\n", (int)N,
         (int)n_rounding, (int)n_hundredth);
  assert_true(n_rounding > 0.55 * N && n_hundredth > 0.9 * N);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_order_of_rows_changes_nothing),
                                     cmocka_unit_test(a_measure_of_no_size_changes_no_bit),
                                     cmocka_unit_test(twice_the_mass_changes_no_share)};
  return cmocka_run_group_tests(tests, make_folder, NULL);
}
