// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The economy: an input-output model of stocks, rationing and overproduction (ARIO), many replicas on one table. Equation numbers (n)
// in these files are those of docs/economy.md. A step is
//
//   set `loss` and `extra`  ->  cp_economy_produce  ->  read what was made, set `extra_left`  ->  cp_economy_order
//
// Orders between industries are never stored: with `pull` = want / sum of weights, O[i,f] = pull[s(i),f] weight[i] Z0[i,f], and all that a step
// needs of them are row sums and column sums by product. So one pass over the table is a whole step (sweep.h).
//
// Layout. The table is cut by supplied product and by tiles of 24 using industries, [product][tile][region][24], and so are the replicas'
// stocks, [product][tile][replica][2][24]: the pass walks each array once from its beginning to its end. n_column is n_industry
// rounded up to whole tiles; columns beyond n_industry hold zeros.
#ifndef CP_ECONOMY_ECONOMY_H
#define CP_ECONOMY_ECONOMY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "economy/table.h"

enum {
  CP_TILE = 24,
  CP_ECONOMY_PARTS = 64,          // most hands
  CP_ECONOMY_REPLICAS = 64,       // most replicas at once
  CP_ECONOMY_INDUSTRIES = 100000  // most industries, most consumers
};

// More steps than any stock lasts: stands for infinity.
#define CP_ENDLESS 1e300

// When does an input hold production back?
typedef enum cp_input_rule {
  CP_INPUT_STOCKOUT = 0,  // when the stock is smaller than the step's need, by criticality
  CP_INPUT_ARIO = 1       // when it is smaller than psi times the stock aimed at, (19)-(21)
} cp_input_rule;

// How are orders split over the regions that supply a product? (27)
typedef enum cp_order_type {
  CP_ORDER_ALT = 0,   // by the table's flows times capacity over initial output
  CP_ORDER_NOALT = 1  // by the table's flows
} cp_order_type;

typedef struct cp_economy_spec {
  int32_t n_region;
  int32_t n_sector;
  int32_t n_category;
  int32_t n_replica;
  cp_input_rule rule;
  cp_order_type order;
  double alpha_base;      // resting overproduction factor
  double alpha_max;       // highest one
  double alpha_tau_days;  // time in which it moves
  double psi;             // share of the stock aimed at below which production is cut
  int32_t step_days;
  int32_t year_days;
  const double *stock_days;    // [n_sector] stock aimed at, days of use; may be infinite
  const double *restore_days;  // [n_sector] time in which a gap of stock is closed
  const double *
      criticality;  // [n_sector supplying][n_sector using] 1, 0.5 or 0; NULL: 1 all over; stockout only
} cp_economy_spec;

// ARIO's defaults for a table of that size, one replica; the two arrays by sector are still to be set.
cp_economy_spec cp_economy_default(int32_t n_region, int32_t n_sector, int32_t n_category);

// What is wrong with one replica, for a message.
typedef struct cp_economy_fault {
  int32_t replica;
  int32_t industry;
  int32_t sector;  // the input, -1: none
  const char *what;
} cp_economy_fault;

// A sum over a million products of vectors runs at the speed of memory, so there are copies of the pass for several processors.
typedef enum cp_economy_level { CP_LEVEL_BASE = 0, CP_LEVEL_AVX2 = 1 } cp_economy_level;

// The replicas' arrays: index [replica * stride + ...].
typedef struct cp_economy {
  cp_economy_spec spec;
  cp_economy_level level;
  int32_t n_industry;
  int32_t n_consumer;
  int32_t n_column;  // n_industry in whole tiles
  int32_t n_tile;
  double phi;   // (1)
  int32_t day;  // of the present step

  // the table, shared by all replicas; per step
  double *z;       // [n_sector][n_tile][n_region][CP_TILE] Z0, (4)
  double *a;       // [n_sector][n_column] (2)
  double *output;  // [n_column] x0
  double *final;   // [n_industry][n_consumer] Y0
  double *wanted;  // [n_industry] row sums of Y0
  double *added;   // [n_column] value added, annual (5)

  // by product
  double *stock_steps;  // (7), infinity for inputs that never run out
  double *restore;      // rho (8)
  double *hold;         // an input holds production back below need * hold; 0: never
  double *critical;     // [n_sector][n_sector], NULL: 1 all over

  // what the caller sets before each step, [n_replica][n_column]
  double *loss;        // share of capacity that is lost, Delta (33)
  double *extra;       // demand besides orders and Y0 by supplier: rebuilding (37); may be negative
  double *extra_left;  // what of it is left after this step's deliveries

  // state and results of the present step, [n_replica][n_column]
  double *orders;    // row sums of O
  double *demand;    // D_tot (13)
  double *alpha;     // (15)
  double *capacity;  // (17)
  double *possible;  // opt (18)
  double *made;      // X (21)
  double *served;    // g (22)
  double *aim;       // opt' (26)
  double *weight;    // theta under which the present orders were placed
  double *next_weight;
  double *least;       // [n_replica][n_column] running minimum of what inputs allow
  double *least_half;  // the same over inputs of criticality 0.5
  double *plan;        // [n_tile][n_replica][2][CP_TILE] X and opt' again, as the pass walks
  double *cells[2];  // [n_sector][n_tile][n_replica][2][CP_TILE] stock W, and want / sum of weights
  int32_t now;       // which of the two is the present one
  uint8_t *is_still;  // [n_replica] answer of (24): stocks are left as they are
  uint8_t *is_met;    // [n_replica] answer of (26): no gap anywhere
  int64_t n_redo;     // passes done again because last step's answers no longer held

  // scratch of the parts
  int32_t n_part;
  double *part_least;       // [n_part][n_tile][n_replica][CP_TILE]
  double *part_least_half;  // same
  double *part_scratch;  // [n_part][n_replica][n_region][10]: pairs of factors, eight partial sums
  double *part_worst;    // [n_part][n_replica][4]
  cp_economy_fault fault;
} cp_economy;

// Stocks of one replica, product and tile, [CP_TILE], and behind them the orders per weight, [CP_TILE].
static inline double *cp_economy_cells(const cp_economy *economy, int32_t turn, int32_t replica,
                                       int32_t sector, int32_t tile) {
  const int64_t at = ((int64_t)sector * economy->n_tile + tile) * economy->spec.n_replica + replica;
  return economy->cells[turn] + at * (2 * CP_TILE);
}

// Several hands: calls work(job, part) for each part 0 .. n_part - 1 and returns when all are done. Products are independent of each
// other, so the result is the same bits with any number of them.
typedef struct cp_hands {
  int32_t n_part;  // at most CP_ECONOMY_PARTS
  void (*run)(void *context, void (*work)(void *job, int32_t part), void *job);
  void *context;
} cp_hands;

// Bytes that an economy for so many hands needs; 0 when the sizes make no sense.
size_t cp_economy_bytes(const cp_economy_spec *spec, int32_t n_part);

// Lays an economy out in a region of that size, all zero. Rows of the table follow, then cp_economy_finish. The arrays of `spec` are copied.
void cp_economy_begin(cp_economy *economy, const cp_economy_spec *spec, int32_t n_part,
                      void *region);

// One supplier's row of Z and of Y, and its output, all annual.
void cp_economy_take_row(cp_economy *economy, int32_t industry, const double *z, const double *y,
                         double x);

// All rows are there: coefficients and the state of day 0 (12).
void cp_economy_finish(cp_economy *economy);

// Begin, all rows, finish.
void cp_economy_build(cp_economy *economy, const cp_economy_spec *spec, const cp_io_table *table,
                      int32_t n_part, void *region);

// Back to day 0.
void cp_economy_reset(cp_economy *economy);

// Steps B to D for all replicas. CP_BAD_INPUT with `fault` when a capacity or an output is negative.
cp_status cp_economy_produce(cp_economy *economy);

// Stocks and the orders for the next step (D and F); ends the step. CP_BAD_INPUT with `fault` when a stock ran below zero.
cp_status cp_economy_order(cp_economy *economy, const cp_hands *hands);

// The best level that this processor has.
cp_economy_level cp_economy_level_here(void);

// --- what can be asked after cp_economy_produce --------------------------------------------------

// Does the input never run out?
static inline bool cp_economy_is_endless(const cp_economy *economy, int32_t sector) {
  return economy->stock_steps[sector] > CP_ENDLESS;
}

// A replica's stock of one input in one using industry; 0 for inputs that never run out.
static inline double cp_economy_stock(const cp_economy *economy, int32_t replica, int32_t sector,
                                      int32_t user) {
  return cp_economy_cells(economy, economy->now, replica, sector, user / CP_TILE)[user % CP_TILE];
}

// How many inputs hold back each industry, [n_industry].
void cp_economy_limiting(const cp_economy *economy, int32_t replica, int32_t *n_limiting);

// Final demand not served (25): by consumer [n_consumer] and by supplier [n_industry].
void cp_economy_unmet(const cp_economy *economy, int32_t replica, double *by_consumer,
                      double *by_supplier);

// (10) and (19): does the input count at all for that user?
static inline bool cp_economy_is_used(const cp_economy *economy, double a) {
  return a > 1e-5 * economy->phi;
}

#endif
