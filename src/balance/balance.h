// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The mass balance: published tonnages that do not fit each other, fitted by weighted least squares
// within their stated uncertainties, so that every identity closes. Reads the sections quantities,
// tonnages and identities; docs/balance.md has the equations. Amounts are tonnes a year.

#ifndef CP_BALANCE_BALANCE_H
#define CP_BALANCE_BALANCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "model/model.h"
#include "scenario/spec.h"

// A row of tonnages. `value` and `fitted` are tonnes a year, or a share of 1 where of >= 0.
typedef struct cp_balance_figure {
  int32_t quantity;
  int32_t of;          // the quantity of which it is a share, -1: none
  bool is_assumed;     // no source states the uncertainty
  bool is_known;       // false: a share of what nothing determines
  double value;        // as published
  double uncertainty;  // standard deviation over value
  double fitted;
  double change;     // tonnes a year that the fit added to what the figure says
  double deviation;  // the figure's standard deviation, tonnes a year
  double pull;       // change over deviation
} cp_balance_figure;

// A row of quantities.
typedef struct cp_balance_quantity {
  double published;  // mean of its own amounts, weighted by 1 / variance; -1 when none is known
  double fitted;
  double deviation;  // of the fit, when the figures' own are right
  double flow;       // the lanes' normal flow to compare with, -1 none
  bool is_known;     // do the figures known on the as_of day determine it?
  bool is_held;      // held at 0
} cp_balance_quantity;

// A row of identities: total less parts.
typedef struct cp_balance_identity {
  double before;      // of `published`, without the parts that are not; 0 when the total is not
  double after;       // of `fitted`
  bool has_before;    // are the total and a part published?
  bool has_after;     // is every member known?
  int32_t n_missing;  // parts that are not published
} cp_balance_identity;

typedef struct cp_balance {
  const cp_spec *spec;
  int32_t n_figure, n_quantity, n_identity;
  cp_balance_figure *figure;
  cp_balance_quantity *quantity;
  cp_balance_identity *identity;
  double chi_square;  // sum of squared pulls
  int32_t n_freedom;  // figures less what they had to determine
  int32_t n_pass;     // fits until the deviations of shares stood still
} cp_balance;

// Fit. CP_NOT_FOUND when no figure is known on the as_of day; CP_FULL when the deviations of shares
// do not settle.
cp_status cp_balance_fit(const cp_spec *spec, cp_arena *arena, cp_balance *balance);

// Beside each quantity with `flow`: the normal flow of headline goods over lanes to that destination
// or sum, every range at its middle.
cp_status cp_balance_compare(cp_balance *balance, const cp_model *model, cp_arena *arena);

// How many figures moved by more than so many standard deviations.
int32_t cp_balance_count_beyond(const cp_balance *balance, double within);

#endif
