// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Stock against risk and against cost, for one good that one firm uses: how many days of extra stock keep the line running, what they cost, and how the
// promise fares when the engine runs again with that stock.
//
// In a replica the firm lacks so many days of normal use of the good in all: so much extra stock would have kept the good from stopping it, were
// it never filled up again and nothing else changed. It is filled up when goods come, which makes the promise cautious; but the firm turns to
// alternatives later, as its cover falls later, and other inputs may become the scarcest, which breaks it. Hence the proof. What is lacking in the
// proof tells how much more would have been needed.
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

enum { CP_STOCK_POINTS = 24 };

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
  double carry;   // cost of holding, a share of the value and year
  double margin;  // lost per unit not made; negative: not given
  double risk;    // that may be left; negative: not given
} cp_stock_question;

// What a day of stock is and costs, at the middle of all ranges. Money is in cents.
typedef struct cp_stock_terms {
  int32_t n_input;
  const int32_t *input;  // [n_input] the firm's essential inputs of the good: one, or one a part
  int32_t good, product;
  double use;     // base units of the good a day
  double output;  // base units of the product a day that need it
  double price;   // of a base unit of the good
  double margin;  // of a base unit of the product
  cp_stock_origin price_from, margin_from;
  int32_t n_day;   // for which it is held: the whole run
  double holding;  // a day of stock for so many days
  double lacking;  // a day of use lacking
  bool has_cost;   // price and margin are known
} cp_stock_terms;

// One level of stock. Money is in cents.
typedef struct cp_stock_point {
  double days;
  cp_estimate risk;     // share of replicas that lack the good
  cp_estimate lacking;  // days
  double carrying;
  cp_estimate lost, total;
} cp_stock_point;

typedef struct cp_stock_answer {
  cp_stock_question question;
  cp_stock_terms terms;
  int32_t n_replica;
  uint64_t seed, proof_seed;
  int32_t n_point;
  cp_stock_point point[CP_STOCK_POINTS];
  double fractile;
  cp_estimate cheapest;  // days; of no meaning without cost
  double risk;           // that may be left
  cp_estimate safe;      // days that leave no more
  bool is_cheapest;      // the proof is of the cheapest level, else of the safe one
  cp_stock_point promised, found;
  bool keeps_risk, keeps_cost;
  cp_estimate
      revised;  // days: the level of the proof by what was lacking in it; its own where the promise holds
} cp_stock_answer;

// The inputs of the question in the model, and their terms, in the arena. CP_NOT_FOUND when firm or good is unknown or the one does not use the other:
// `complaint` says so, with near names.
cp_status cp_stock_find(const cp_model *model, const cp_spec *spec,
                        const cp_stock_question *question, cp_arena *arena,
                        const cp_sink *complaint, cp_stock_terms *terms);

// Days lacking in each finished replica, ascending: of several parts those of the scarcest, as the stock of each is raised by as many days.
// The only place that knows which outcome tells them.
cp_status cp_stock_gather(const cp_ensemble *ensemble, const cp_stock_terms *terms,
                          uint32_t chances, cp_arena *arena, cp_lack *lack);

// The curve, its levels, and what is promised at the level that the proof will hold, in whole days.
void cp_stock_weigh(const cp_lack *lack, cp_stock_answer *answer);

// What was found with the stock held: the promise is kept when it is at most three standard errors worse.
void cp_stock_prove(const cp_lack *lack, cp_stock_answer *answer);

// The setting that raises the cover of one of the inputs by so many days: "inputs.FIRM:GOOD.cover=..." or "parts.FIRM:PART:GOOD.cover=...",
// ranges moved as they are.
cp_text cp_stock_setting(const cp_model *model, const cp_spec *spec, int32_t input, double days,
                         cp_arena *arena);

cp_status cp_stock_print(const cp_stock_answer *answer, const cp_spec *spec, const cp_sink *sink);
cp_status cp_stock_print_json(const cp_stock_answer *answer, const cp_spec *spec,
                              const cp_sink *sink);

#endif
