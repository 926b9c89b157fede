// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Stock against risk and against cost, for one good that one firm uses: how many days of extra stock keep the line running, what they cost, and how the
// level fares when the engine runs again with that stock.
//
// In a replica the firm lacks so many days of normal use of the good in all: so much extra stock would have kept the good from stopping it, were
// it never filled up again and nothing else changed. That is the textbook's curve, of one run without more stock. It is filled up when goods come, but
// the firm also turns to alternatives later, as its cover falls later. Hence the rounds: the engine runs with the cover raised, at levels that
// bracket the one that is asked for (rounds.c), and the answer is taken from what those runs found. The proof is one more run at that level, with
// another seed.
#ifndef CP_DECIDE_STOCK_H
#define CP_DECIDE_STOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/sink.h"
#include "base/status.h"
#include "base/text.h"
#include "decide/newsvendor.h"
#include "ensemble/ensemble.h"
#include "scenario/spec.h"

enum { CP_STOCK_POINTS = 24, CP_STOCK_ROUNDS = 20 };

// Where a number of the terms comes from.
typedef enum cp_stock_origin {
  CP_STOCK_UNKNOWN,
  CP_STOCK_GIVEN,     // on the command line
  CP_STOCK_SCENARIO,  // a field of the scenario
  CP_STOCK_ASSUMED    // nobody says so
} cp_stock_origin;

// What is asked. Money is in USD per kg or piece.
typedef struct cp_stock_question {
  cp_text firm, good;
  cp_text part;     // only this one of the firm's parts of the good; empty: all
  double carry;     // cost of holding, a share of the value and year
  double margin;    // lost per unit not made; negative: not given
  double risk;      // that may be left; negative: not given
  double most;      // days: no level beyond is tried
  int32_t n_round;  // at most, up to CP_STOCK_ROUNDS
} cp_stock_question;

// What a day of stock is and costs, at the middle of all ranges. Money is in cents.
typedef struct cp_stock_terms {
  int32_t n_input;
  const int32_t *input;  // [n_input] the firm's essential inputs of the good: one, or one a part
  const double *made;    // [n_input] base units of the product a day that need it
  int32_t firm, good, product;
  double use;     // base units of the good a day
  double output;  // base units of the product a day that need it
  double price;   // of a base unit of the good
  double margin;  // of a base unit of the product
  cp_stock_origin price_from, margin_from;
  int32_t n_day;   // for which it is held: the whole run
  double holding;  // a day of stock for so many days
  double lacking;  // a day of use lacking
  bool has_cost;   // price and margin are known
  bool has_units;  // the firm builds to a plan, so that its units lost are known
} cp_stock_terms;

// What one run found.
typedef struct cp_stock_sample {
  cp_lack lack;
  cp_estimate units;  // base units of the product lost from as_of on, less those made later
  cp_estimate saved;  // days of use for which alternatives stood in
} cp_stock_sample;

// One level of stock. Money is in cents.
typedef struct cp_stock_point {
  double days;
  cp_estimate risk;     // share of replicas that lack the good
  cp_estimate lacking;  // days
  double carrying;
  cp_estimate lost, total;
} cp_stock_point;

// A level that was run, and what the run without more stock makes the textbook expect of it.
typedef struct cp_stock_level {
  int32_t n_replica;
  cp_stock_sample sample;
  cp_stock_point found, textbook;
} cp_stock_level;

typedef struct cp_stock_answer {
  cp_stock_question question;
  cp_stock_terms terms;
  int32_t n_replica;  // of the first run and of the proof
  uint64_t seed, proof_seed;
  int32_t n_point;
  cp_stock_point point[CP_STOCK_POINTS];  // the textbook's curve
  double fractile;
  cp_estimate cheapest;  // days by the textbook; of no meaning without cost
  double risk;           // that may be left
  cp_estimate safe;      // days that leave no more, by the textbook
  bool is_cheapest;      // the cheapest level is asked for, else the safe one
  double target;         // risk that may be left at the level asked for
  int32_t n_level;
  cp_stock_level level[CP_STOCK_ROUNDS + 1];  // ascending by days, the first without more stock
  bool has_failed;                            // the level that was run last
  int32_t chosen;  // of the levels; -1: none up to question.most leaves the risk
  int32_t best;    // of the levels the one with the least total; of no meaning without cost
  cp_stock_point promised;
  cp_stock_level proof;
  bool keeps_risk, keeps_cost;
  bool is_wide;  // three errors of the proof's total are more than the level is to save
} cp_stock_answer;

// The inputs of the question in the model, and their terms, in the arena. CP_NOT_FOUND when firm or good is unknown or the one does not use the other:
// `complaint` says so, with near names.
cp_status cp_stock_find(const cp_model *model, const cp_spec *spec,
                        const cp_stock_question *question, cp_arena *arena,
                        const cp_sink *complaint, cp_stock_terms *terms);

// What a run found: days lacking in each finished replica, ascending (of several parts those of the scarcest, as the stock of each is raised by as
// many days), units lost, and what alternatives gave. The only place that knows which outcomes tell them. What the sample keeps lies in `arena`,
// what it does not in `scratch`.
cp_status cp_stock_gather(const cp_ensemble *ensemble, const cp_stock_terms *terms,
                          uint32_t chances, cp_arena *arena, cp_arena *scratch,
                          cp_stock_sample *sample);

// The textbook's curve and levels, from the run without more stock; that is the first level.
void cp_stock_weigh(const cp_stock_sample *sample, cp_stock_answer *answer);

// The next level to run, in whole days; negative when the bracket is tight or the rounds are used up.
double cp_stock_next(const cp_stock_answer *answer);

// Takes what was found at a level, and chooses among all of them: the least that leaves no more than the risk, or the cheapest.
void cp_stock_add(double days, const cp_stock_sample *sample, cp_stock_answer *answer);
void cp_stock_choose(cp_stock_answer *answer);

// What was found with the stock held and another seed: the promise is kept when it is at most three standard errors worse.
void cp_stock_prove(const cp_stock_sample *sample, cp_stock_answer *answer);

// A level of stock that covers so many days of what is lacking: all of them by the textbook, none where the run held it.
cp_stock_point cp_stock_point_at(const cp_lack *lack, const cp_stock_terms *terms, double held,
                                 double covered);

// The setting that raises the cover of one of the inputs by so many days: "inputs.FIRM:GOOD.cover=..." or "parts.FIRM:PART:GOOD.cover=...",
// ranges moved as they are.
cp_text cp_stock_setting(const cp_model *model, const cp_spec *spec, int32_t input, double days,
                         cp_arena *arena);

cp_status cp_stock_print(const cp_stock_answer *answer, const cp_spec *spec, const cp_sink *sink);
cp_status cp_stock_print_json(const cp_stock_answer *answer, const cp_spec *spec,
                              const cp_sink *sink);

#endif
