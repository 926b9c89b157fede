// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What befalls one replica of the economy: capacity lost for a time, capital destroyed that recovers by itself or is rebuilt by those who
// can. Events wait, happen, recover or rebuild, and are over (28)-(40). A step of a replica with events is
//
//   cp_shocks_strike (A)  ->  cp_economy_produce  ->  cp_shocks_advance (D, E)  ->  cp_economy_order
#ifndef CP_ECONOMY_SHOCK_H
#define CP_ECONOMY_SHOCK_H

#include "economy/economy.h"

typedef enum cp_shock_kind {
  CP_SHOCK_CAPACITY = 0,  // a share of capacity is lost
  CP_SHOCK_RECOVER = 1,   // capital is destroyed and comes back by itself
  CP_SHOCK_REBUILD = 2    // capital is destroyed and is ordered anew
} cp_shock_kind;

typedef enum cp_recovery {
  CP_RECOVERY_LINEAR = 0,   // (34)
  CP_RECOVERY_CONVEXE = 1,  // (35)
  CP_RECOVERY_CONVEXE_NOSCALE = 2,
  CP_RECOVERY_CONCAVE = 3  // (36); tau above 2 days
} cp_recovery;

typedef enum cp_shock_phase {
  CP_SHOCK_WAITS = 0,
  CP_SHOCK_HAPPENS = 1,
  CP_SHOCK_RETURNS = 2,  // recovers or is rebuilt
  CP_SHOCK_IS_OVER = 3
} cp_shock_phase;

// One event. Amounts: share of capacity, or money in the table's unit.
typedef struct cp_shock {
  cp_shock_kind kind;
  int32_t occurrence_day;  // from 1
  int32_t duration_days;   // from 1
  double tau_days;         // of recovery or rebuilding
  cp_recovery recovery;
  double rebuilding_factor;
  int32_t n_impact;  // industries hit
  const int32_t *industry;
  const double *impact;
  int32_t n_household;  // consumers hit, by rebuilding events
  const int32_t *consumer;
  const double *household;
  int32_t n_rebuilder;  // sectors that rebuild
  const int32_t *rebuilder;
  const double *share;
} cp_shock;

typedef struct cp_shock_state {
  cp_shock_phase phase;
  double *left;        // [n_impact] share or money still lost
  double *firms;       // [n_rebuilder][n_region][n_impact] G, to be rebuilt
  double *households;  // [n_rebuilder][n_region][n_household] H
} cp_shock_state;

typedef struct cp_shocks {
  int32_t n_shock;
  const cp_shock *shock;
  cp_shock_state *state;
  bool has_lag;       // (31): a loss of capacity is felt a step later
  double round_left;  // 1 / grain to which capital is rounded (32)
  double *capital;    // [n_industry] Kap (6)
  double *stored;     // [n_industry] L (31)
  double *damage;     // [n_industry] capital destroyed and not yet back, for the record
  double *delivered;  // [n_industry] rebuilding done this step, for the record
} cp_shocks;

size_t cp_shocks_bytes(const cp_economy *economy, const cp_shock *shock, int32_t n_shock);

// `capital_ratio` [n_sector]: capital over annual value added; `money_factor`: unit of the table, which sets the grain (32). The shocks must
// outlive the object.
void cp_shocks_begin(cp_shocks *shocks, const cp_economy *economy, const cp_shock *shock,
                     int32_t n_shock, const double *capital_ratio, double money_factor,
                     bool has_lag, void *memory);

// Step A for one replica: fills its `loss` and `extra`. CP_BAD_INPUT with the economy's fault when more capital is destroyed than there is.
cp_status cp_shocks_strike(cp_shocks *shocks, cp_economy *economy, int32_t replica);

// After production: deliveries, what is left of `extra`, and how events go on.
void cp_shocks_advance(cp_shocks *shocks, cp_economy *economy, int32_t replica);

// rec(e, v, tau), (34)-(36); linear recovery ends at 0.
double cp_recovery_left(cp_recovery recovery, double elapsed, double amount, double tau);

#endif
