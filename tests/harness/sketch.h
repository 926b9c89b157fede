// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Scenarios that nobody wrote: a sketch is a small scenario as data, made from a seed, which the reader and the checker always accept. It is
// written as a folder; when a property fails on it, smaller sketches are tried as long as it goes on failing.
//
// Goods are numbered so that a firm uses lower ones only; scrap falls off upwards and may go down again. Days are counted from the start.
#ifndef CP_TESTS_HARNESS_SKETCH_H
#define CP_TESTS_HARNESS_SKETCH_H

#include "model/model.h"
#include <stdint.h>

#include "scenario/reader.h"

enum {
  SKETCH_REGIONS = 4,
  SKETCH_GOODS = 9,
  SKETCH_FIRMS = 20,
  SKETCH_USES = 48,
  SKETCH_LANES = 120,
  SKETCH_ALTERNATIVES = 24,
  SKETCH_MEASURES = 6,
  SKETCH_ACTS = 30,
  SKETCH_STATEMENTS = 6,
  SKETCH_SETTINGS = 24,
  SKETCH_CALENDARS = 3,
  SKETCH_CLASSES = 3
};

typedef struct sketch_region {
  int32_t calendar;  // 0 works daily, 1 rests on Saturdays and Sundays, 2 has a feast besides
  int32_t has_customs;
  double noise, controlled, challenge;
  double onset, customs_challenge, fade_after, fade_over, hold, leaves;
  int32_t answer, inspects, places, licence;                     // answer, places -1: none
  double answers, identify, found, taken_back, seized, give_up;  // give_up negative: none
  double inspected, inspect, mismatch, together;
} sketch_region;

typedef struct sketch_good {
  int32_t name, is_pieces, is_scrap, heading, has_element, is_final;  // heading 0: none
  double price;                                                       // negative: none
} sketch_good;

typedef struct sketch_firm {
  int32_t name, region, good, lines, shifts, slips, opens, scrap,
      class;  // opens, scrap, class -1: none
  double plan, capacity, ramp, scrap_rate,
      value;  // plan 0: makes to order; capacity, value negative: none
} sketch_firm;

typedef struct sketch_use {
  int32_t firm, good, part, side, is_optional;  // part 0: a row of inputs
  double need, cover, share;
} sketch_use;

typedef struct sketch_lane {
  int32_t supplier, buyer, good, weight, transit, air, opens, dispatch,
      dwell;  // weight 0: for alternatives only; air 0, opens -1: none
} sketch_lane;

typedef struct sketch_alternative {
  int32_t name, user, good, part, kind, with, supplier,
      known;  // part 0: all; with, supplier, known -1: none
  double per, qualify, ramp, share, below, cost, loss, yard;  // below negative: none
} sketch_alternative;

typedef struct sketch_measure {
  int32_t kind, by, on, has_element, has_authority, class,
      validity;           // on, class -1, validity 0: none
  uint32_t goods, users;  // bits
  double rate, extend;    // extend negative: none
  int32_t transition, period, carries;
  double amount;  // of a quota
} sketch_measure;

typedef struct sketch_act {
  int32_t measure, day, act, until;  // until -1: none
  double rate;                       // negative: none
} sketch_act;

typedef struct sketch_statement {
  int32_t measure, day, is_threat;
} sketch_statement;

typedef struct sketch {
  uint64_t seed;
  int32_t n_day, as_of, forbids_alternatives;
  int32_t feast, feast_days;
  int32_t n_region, n_good, n_firm, n_use, n_lane, n_alternative, n_measure, n_act, n_statement;
  int32_t slots, limit, validity, has_stream;
  double local, capacity, granted, size, size_spread, work, stream;  // capacity negative: none
  int32_t stance[SKETCH_CLASSES];
  double review[SKETCH_CLASSES], returned[SKETCH_CLASSES], refused[SKETCH_CLASSES];
  uint32_t regime;                  // bits: parts of the office's regime
  double setting[SKETCH_SETTINGS];  // of demand; negative beyond what any may be: its default
  sketch_region region[SKETCH_REGIONS];
  sketch_good good[SKETCH_GOODS];
  sketch_firm firm[SKETCH_FIRMS];
  sketch_use use[SKETCH_USES];
  sketch_lane lane[SKETCH_LANES];
  sketch_alternative alternative[SKETCH_ALTERNATIVES];
  sketch_measure measure[SKETCH_MEASURES];
  sketch_act act[SKETCH_ACTS];
  sketch_statement statement[SKETCH_STATEMENTS];
} sketch;

// A field of demand that a sketch may set.
typedef struct sketch_setting {
  const char *name, *unit;
  double least, most;
} sketch_setting;
extern const sketch_setting sketch_settings[];
extern const int32_t sketch_n_setting;
#define SKETCH_DEFAULT (-1e9)

// Parts of the office's regime, bits of `regime`: one use and two uses of a licence, grants by verified use, renewal, papers, escalation, returns
// that end, the heaviest class first, stops, other offices, stances that move.
enum { SKETCH_REGIME_BITS = 11 };

static inline int sketch_names_users(int32_t kind) {
  return kind == CP_PERMISSION || kind == CP_LISTING || kind == CP_GENERAL_LICENCE;
}

void sketch_make(uint64_t seed, sketch *out);

// Takes away what has lost what it refers to, until the sketch is a valid scenario again. 0 when nothing would be left of it.
int sketch_tidy(sketch *at);

// How a sketch is written: rows of tables in another order, all masses times a number, with a measure of weight 0 that names no lane.
typedef struct sketch_form {
  uint64_t shuffle;  // 0: as they are
  double mass;
  int32_t has_idle;
} sketch_form;

// Writes the folder, which must exist. `form` may be NULL.
void sketch_write(const sketch *at, const sketch_form *form, const char *folder);

// A property: 1 when it fails on the sketch; `why` gets a line that says how.
typedef int (*sketch_fails)(const sketch *at, void *context, char why[256]);

// Makes a failing sketch smaller as long as it fails; returns how many smaller ones were taken.
int32_t sketch_shrink(sketch *at, sketch_fails fails, void *context);

// Tries the sketches of seeds first .. first + n - 1, or of the environment's CP_SEED alone. Fails the test with the smallest sketch that
// fails, its seed and the command that repeats it; keeps its folder below CP_BUILD/failed.
void sketch_try(const char *test, uint64_t first, int32_t n, sketch_fails fails, void *context);

#endif
