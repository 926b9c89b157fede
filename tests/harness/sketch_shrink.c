// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Smaller sketches: fewer days, one thing less, one number at what it is when nobody says it. The first smaller one that still fails takes the
// place of the sketch, until none does. Also what a failed property says.
#include "harness/sketch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/os/file.h"

// --- things less ---------------------------------------------------------------------------------

#define DROP(array, count, row)                                   \
  do {                                                            \
    memmove(at->array + (row), at->array + (row) + 1,             \
            (size_t)(at->count - (row)-1) * sizeof at->array[0]); \
    at->count -= 1;                                               \
    memset(at->array + at->count, 0, sizeof at->array[0]);        \
  } while (0)

// A reference to a row of a table that has lost one: -1 when it was that one.
static int32_t moved(int32_t reference, int32_t gone) {
  return reference == gone ? -1 : reference > gone ? reference - 1 : reference;
}

static uint32_t moved_bits(uint32_t bits, int32_t gone) {
  const uint32_t below = bits & ((1u << gone) - 1u);
  return below | (bits >> (gone + 1) << gone);
}

static void drop_uses_of(sketch *at, int32_t firm, int32_t good) {
  for (int32_t use = at->n_use - 1; use >= 0; use--) {
    if (at->use[use].firm == firm || at->use[use].good == good) DROP(use, n_use, use);
  }
  for (int32_t lane = at->n_lane - 1; lane >= 0; lane--) {
    const sketch_lane *one = at->lane + lane;
    if (one->supplier == firm || one->buyer == firm || one->good == good) DROP(lane, n_lane, lane);
  }
  for (int32_t row = at->n_alternative - 1; row >= 0; row--) {
    const sketch_alternative *one = at->alternative + row;
    const int has_firm = firm >= 0 && (one->user == firm || one->supplier == firm);
    const int has_good = good >= 0 && (one->good == good || one->with == good);
    if (has_firm || has_good) DROP(alternative, n_alternative, row);
  }
}

static void drop_firm(sketch *at, int32_t firm) {
  drop_uses_of(at, firm, -1);
  DROP(firm, n_firm, firm);
  for (int32_t row = 0; row < at->n_use; row++) at->use[row].firm = moved(at->use[row].firm, firm);
  for (int32_t row = 0; row < at->n_lane; row++) {
    at->lane[row].supplier = moved(at->lane[row].supplier, firm);
    at->lane[row].buyer = moved(at->lane[row].buyer, firm);
  }
  for (int32_t row = 0; row < at->n_alternative; row++) {
    at->alternative[row].user = moved(at->alternative[row].user, firm);
    at->alternative[row].supplier = moved(at->alternative[row].supplier, firm);
  }
  for (int32_t row = 0; row < at->n_measure; row++)
    at->measure[row].users = moved_bits(at->measure[row].users, firm);
}

static void drop_good(sketch *at, int32_t good) {
  if (at->n_good == 1) return;
  for (int32_t firm = at->n_firm - 1; firm >= 0; firm--) {
    if (at->firm[firm].good == good) drop_firm(at, firm);
  }
  drop_uses_of(at, -1, good);
  DROP(good, n_good, good);
  for (int32_t row = 0; row < at->n_firm; row++) {
    at->firm[row].good = moved(at->firm[row].good, good);
    at->firm[row].scrap = moved(at->firm[row].scrap, good);
  }
  for (int32_t row = 0; row < at->n_use; row++) at->use[row].good = moved(at->use[row].good, good);
  for (int32_t row = 0; row < at->n_lane; row++)
    at->lane[row].good = moved(at->lane[row].good, good);
  for (int32_t row = 0; row < at->n_alternative; row++) {
    at->alternative[row].good = moved(at->alternative[row].good, good);
    at->alternative[row].with = moved(at->alternative[row].with, good);
  }
  for (int32_t row = 0; row < at->n_measure; row++) {
    at->measure[row].goods = moved_bits(at->measure[row].goods, good);
    // a measure that names no good would name none at all: it names the first
    if (at->measure[row].goods == 0) at->measure[row].goods = 1;
  }
}

static void drop_measure(sketch *at, int32_t measure) {
  for (int32_t act = at->n_act - 1; act >= 0; act--) {
    if (at->act[act].measure == measure) DROP(act, n_act, act);
  }
  for (int32_t row = at->n_statement - 1; row >= 0; row--) {
    if (at->statement[row].measure == measure) DROP(statement, n_statement, row);
  }
  DROP(measure, n_measure, measure);
  for (int32_t act = 0; act < at->n_act; act++)
    at->act[act].measure = moved(at->act[act].measure, measure);
  for (int32_t row = 0; row < at->n_statement; row++)
    at->statement[row].measure = moved(at->statement[row].measure, measure);
}

static void drop_lane(sketch *at, int32_t row) { DROP(lane, n_lane, row); }
static void drop_use(sketch *at, int32_t row) { DROP(use, n_use, row); }
static void drop_alternative(sketch *at, int32_t row) { DROP(alternative, n_alternative, row); }
static void drop_act(sketch *at, int32_t row) { DROP(act, n_act, row); }
static void drop_statement(sketch *at, int32_t row) { DROP(statement, n_statement, row); }

static const struct {
  void (*drop)(sketch *at, int32_t row);
  size_t count;
} drops[] = {{drop_good, offsetof(sketch, n_good)},
             {drop_firm, offsetof(sketch, n_firm)},
             {drop_measure, offsetof(sketch, n_measure)},
             {drop_use, offsetof(sketch, n_use)},
             {drop_alternative, offsetof(sketch, n_alternative)},
             {drop_lane, offsetof(sketch, n_lane)},
             {drop_act, offsetof(sketch, n_act)},
             {drop_statement, offsetof(sketch, n_statement)}};
enum { N_DROP = sizeof drops / sizeof drops[0] };

// --- simpler numbers -----------------------------------------------------------------------------

// A field of every row of a table, or of the sketch itself, and what it is when nobody says it.
typedef struct simple {
  size_t first, stride, count, is_double;  // count: of the table's rows, 0 for the sketch itself
  double value;
} simple;

#define ROWS(type, array, n, field, is_double, value)                                              \
  {                                                                                                \
    offsetof(sketch, array) + offsetof(type, field), sizeof(type), offsetof(sketch, n), is_double, \
        value                                                                                      \
  }
#define ONE(field, is_double, value) \
  { offsetof(sketch, field), 0, 0, is_double, value }

static const simple simples[] = {
    ONE(forbids_alternatives, 0, 0),
    ONE(feast_days, 0, 0),
    ONE(slots, 0, 0),
    ONE(regime, 0, 0),
    ONE(limit, 0, -1),
    ONE(has_stream, 0, 0),
    ONE(local, 1, 0),
    ONE(capacity, 1, -1),
    ONE(granted, 1, 100),
    ONE(size_spread, 1, 0),
    ONE(work, 1, 0),
    ROWS(sketch_region, region, n_region, calendar, 0, 0),
    ROWS(sketch_region, region, n_region, has_customs, 0, 0),
    ROWS(sketch_region, region, n_region, noise, 1, 0),
    ROWS(sketch_region, region, n_region, challenge, 1, 0),
    ROWS(sketch_region, region, n_region, customs_challenge, 1, 0),
    ROWS(sketch_region, region, n_region, onset, 1, 0),
    ROWS(sketch_region, region, n_region, hold, 1, 0),
    ROWS(sketch_region, region, n_region, answer, 0, -1),
    ROWS(sketch_region, region, n_region, answers, 1, 100),
    ROWS(sketch_region, region, n_region, identify, 1, 0),
    ROWS(sketch_region, region, n_region, found, 1, 0),
    ROWS(sketch_region, region, n_region, taken_back, 1, 0),
    ROWS(sketch_region, region, n_region, seized, 1, 0),
    ROWS(sketch_region, region, n_region, give_up, 1, -1),
    ROWS(sketch_region, region, n_region, inspects, 0, 0),
    ROWS(sketch_region, region, n_region, inspected, 1, 0),
    ROWS(sketch_region, region, n_region, places, 0, -1),
    ROWS(sketch_region, region, n_region, inspect, 1, 0),
    ROWS(sketch_region, region, n_region, mismatch, 1, 0),
    ROWS(sketch_region, region, n_region, together, 1, 0),
    ROWS(sketch_region, region, n_region, licence, 0, 0),
    ROWS(sketch_measure, measure, n_measure, transition, 0, 0),
    ROWS(sketch_measure, measure, n_measure, period, 0, 0),
    ROWS(sketch_measure, measure, n_measure, carries, 0, 0),
    ROWS(sketch_good, good, n_good, heading, 0, 0),
    ROWS(sketch_good, good, n_good, has_element, 0, 0),
    ROWS(sketch_good, good, n_good, price, 1, -1),
    ROWS(sketch_firm, firm, n_firm, region, 0, 0),
    ROWS(sketch_firm, firm, n_firm, lines, 0, 1),
    ROWS(sketch_firm, firm, n_firm, shifts, 0, 0),
    ROWS(sketch_firm, firm, n_firm, slips, 0, 0),
    ROWS(sketch_firm, firm, n_firm, opens, 0, -1),
    ROWS(sketch_firm, firm, n_firm, scrap, 0, -1),
    ROWS(sketch_firm, firm, n_firm, class, 0, -1),
    ROWS(sketch_firm, firm, n_firm, capacity, 1, -1),
    ROWS(sketch_firm, firm, n_firm, ramp, 1, 0),
    ROWS(sketch_firm, firm, n_firm, value, 1, -1),
    ROWS(sketch_use, use, n_use, side, 0, 0),
    ROWS(sketch_use, use, n_use, is_optional, 0, 0),
    ROWS(sketch_use, use, n_use, share, 1, 100),
    ROWS(sketch_use, use, n_use, need, 1, 1),
    ROWS(sketch_lane, lane, n_lane, transit, 0, 1),
    ROWS(sketch_lane, lane, n_lane, air, 0, 0),
    ROWS(sketch_lane, lane, n_lane, opens, 0, -1),
    ROWS(sketch_lane, lane, n_lane, dispatch, 0, 1),
    ROWS(sketch_lane, lane, n_lane, dwell, 0, 0),
    ROWS(sketch_alternative, alternative, n_alternative, part, 0, 0),
    ROWS(sketch_alternative, alternative, n_alternative, known, 0, -1),
    ROWS(sketch_alternative, alternative, n_alternative, per, 1, 1),
    ROWS(sketch_alternative, alternative, n_alternative, qualify, 1, 0),
    ROWS(sketch_alternative, alternative, n_alternative, ramp, 1, 0),
    ROWS(sketch_alternative, alternative, n_alternative, share, 1, 100),
    ROWS(sketch_alternative, alternative, n_alternative, below, 1, -1),
    ROWS(sketch_alternative, alternative, n_alternative, cost, 1, 0),
    ROWS(sketch_alternative, alternative, n_alternative, loss, 1, 0),
    ROWS(sketch_measure, measure, n_measure, on, 0, -1),
    ROWS(sketch_measure, measure, n_measure, extend, 1, -1),
    ROWS(sketch_act, act, n_act, rate, 1, -1),
};
enum { N_SIMPLE = sizeof simples / sizeof simples[0] };

static int32_t count_at(const sketch *at, size_t offset) {
  int32_t count;
  memcpy(&count, (const char *)at + offset, sizeof count);
  return count;
}

static void simplify(sketch *at, const simple *one, int32_t row) {
  char *field = (char *)at + one->first + one->stride * (size_t)row;
  const int32_t whole = (int32_t)one->value;
  if (one->is_double) memcpy(field, &one->value, sizeof one->value);
  if (!one->is_double) memcpy(field, &whole, sizeof whole);
}

// --- shrinking -----------------------------------------------------------------------------------

// Change number `edit`; 0 when there are not so many.
static int change(sketch *at, int32_t edit) {
  if (edit == 0) at->n_day = at->n_day / 2 + 1;
  if (edit == 1) at->n_day = at->n_day - at->n_day / 8;
  if (edit == 2) at->n_day -= 1;
  if (edit == 3) at->as_of = at->n_day - 1;
  if (at->n_day < 1) at->n_day = 1;
  if (edit < 4) return 1;
  edit -= 4;
  for (int32_t kind = 0; kind < N_DROP; kind++) {
    const int32_t n = count_at(at, drops[kind].count);
    if (edit < n) {
      drops[kind].drop(at, n - 1 - edit);
      return 1;
    }
    edit -= n;
  }
  if (edit < sketch_n_setting) {
    at->setting[edit] = SKETCH_DEFAULT;
    return 1;
  }
  edit -= sketch_n_setting;
  for (int32_t kind = 0; kind < N_SIMPLE; kind++) {
    const int32_t n = simples[kind].count > 0 ? count_at(at, simples[kind].count) : 1;
    if (edit < n) {
      simplify(at, simples + kind, edit);
      return 1;
    }
    edit -= n;
  }
  return 0;
}

// Takes one change as often as the sketch goes on failing; how often that was.
static int32_t take_change(sketch *at, int32_t edit, sketch_fails fails, void *context) {
  char why[256];
  int32_t n_taken = 0;
  for (sketch smaller = *at; change(&smaller, edit) && sketch_tidy(&smaller); smaller = *at) {
    if (memcmp(&smaller, at, sizeof smaller) == 0 || !fails(&smaller, context, why)) break;
    *at = smaller;
    n_taken++;
  }
  return n_taken;
}

int32_t sketch_shrink(sketch *at, sketch_fails fails, void *context) {
  int32_t n_taken = 0;
  for (int32_t before = -1; before < n_taken;) {
    before = n_taken;
    sketch unused = *at;
    for (int32_t edit = 0; change(&unused, edit); edit++, unused = *at)
      n_taken += take_change(at, edit, fails, context);
  }
  return n_taken;
}

// --- properties ----------------------------------------------------------------------------------

static void tell(const char *test, sketch *at, sketch_fails fails, void *context) {
  char why[256] = "", folder[600];
  const uint64_t seed = at->seed;
  fails(at, context, why);
  fprintf(stderr, "seed %llu: %s; looking for a smaller one\n", (unsigned long long)seed, why);
  const int32_t n_taken = sketch_shrink(at, fails, context);
  fails(at, context, why);
  const char *build = getenv("CP_BUILD");
  snprintf(folder, sizeof folder, "%s/failed/%s-%llu", build ? build : "build", test,
           (unsigned long long)seed);
  if (cp_folder_make(folder) == CP_OK) sketch_write(at, NULL, folder);
  fail_msg(
      "seed %llu: %s\n  smallest after %d steps: %d days, %d firms, %d lanes, %d alternatives, %d "
      "measures\n"
      "  kept in %s\n  again: CP_SEED=%llu ./test --only %s",
      (unsigned long long)seed, why, (int)n_taken, (int)at->n_day, (int)at->n_firm, (int)at->n_lane,
      (int)at->n_alternative, (int)at->n_measure, folder, (unsigned long long)seed, test);
}

void sketch_try(const char *test, uint64_t first, int32_t n, sketch_fails fails, void *context) {
  const char *only = getenv("CP_SEED");
  if (only) {
    first = strtoull(only, NULL, 10);
    n = 1;
  }
  for (int32_t number = 0; number < n; number++) {
    sketch at;
    char why[256] = "";
    sketch_make(first + (uint64_t)number, &at);
    if (fails(&at, context, why)) tell(test, &at, fails, context);
  }
}
