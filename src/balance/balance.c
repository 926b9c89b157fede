// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Rows of the scenario become a problem of least squares, and its answer becomes changes in tonnes.
// A share s of quantity w published for quantity q is the figure q - s w = 0; its deviation in
// tonnes is u s w with w as fitted, so the fit is repeated until those w stand still.

#include "balance/balance.h"

#include <stddef.h>

#include "base/units.h"
#include "num/least.h"
#include "num/least_squares.h"

enum { PASSES_MOST = 500 };

// Levels of wholes that stand still to this part of themselves.
static const double still = 1e-12;

static const double tonne = 1e6;

static double tonnes_a_year(double grams_a_day) { return grams_a_day * CP_DAYS_PER_YEAR / tonne; }

// --- from rows to a problem ----------------------------------------------------------------------

static cp_balance_figure read_figure(const cp_spec *spec, int32_t row) {
  cp_balance_figure figure = {.quantity = cp_spec_index(spec, CP_F_tonnages_quantity, row),
                              .of = cp_spec_index(spec, CP_F_tonnages_of, row)};
  const cp_cell *uncertainty = cp_spec_cell(spec, CP_F_tonnages_uncertainty, row);
  figure.uncertainty = uncertainty->number;
  figure.is_assumed = uncertainty->is_assumed;
  figure.value = figure.of >= 0 ? cp_spec_number(spec, CP_F_tonnages_share, row)
                                : tonnes_a_year(cp_spec_number(spec, CP_F_tonnages_value, row));
  return figure;
}

// Mean of a quantity's own amounts, each weighted by 1 / variance; -1 when there is none.
static double mean_published(const cp_balance *balance, int32_t quantity) {
  double weights = 0.0, sum = 0.0;
  for (int32_t at = 0; at < balance->n_figure; at++) {
    const cp_balance_figure *figure = &balance->figure[at];
    if (figure->quantity != quantity || figure->of >= 0) continue;
    const double deviation = figure->value * figure->uncertainty;
    weights += 1.0 / (deviation * deviation);
    sum += figure->value / (deviation * deviation);
  }
  return weights > 0.0 ? sum / weights : -1.0;
}

static cp_status read_rows(cp_balance *balance, cp_arena *arena) {
  const cp_spec *spec = balance->spec;
  balance->n_figure = cp_spec_count(spec, CP_S_tonnages);
  balance->n_quantity = cp_spec_count(spec, CP_S_quantities);
  balance->n_identity = cp_spec_count(spec, CP_S_identities);
  if (balance->n_figure == 0) return CP_NOT_FOUND;
  balance->figure = CP_ARENA_ARRAY(arena, cp_balance_figure, balance->n_figure);
  balance->quantity = CP_ARENA_ARRAY(arena, cp_balance_quantity, balance->n_quantity);
  balance->identity = CP_ARENA_ARRAY(arena, cp_balance_identity, balance->n_identity);
  if (!balance->figure || !balance->quantity || !balance->identity) return CP_NO_MEMORY;
  for (int32_t row = 0; row < balance->n_figure; row++) {
    balance->figure[row] = read_figure(spec, row);
  }
  for (int32_t row = 0; row < balance->n_quantity; row++) {
    balance->quantity[row].published = mean_published(balance, row);
    balance->quantity[row].flow = -1.0;
  }
  return CP_OK;
}

static void write_problem(const cp_balance *balance, cp_least_squares *problem) {
  for (int32_t at = 0; at < balance->n_figure; at++) {
    const cp_balance_figure *figure = &balance->figure[at];
    double *row = problem->figure + (int64_t)at * problem->n_unknown;
    row[figure->quantity] = 1.0;
    if (figure->of >= 0) row[figure->of] = -figure->value;
    problem->value[at] = figure->of >= 0 ? 0.0 : figure->value;
  }
  for (int32_t identity = 0; identity < balance->n_identity; identity++) {
    double *row = problem->identity + (int64_t)identity * problem->n_unknown;
    const cp_cell *parts = cp_spec_cell(balance->spec, CP_F_identities_parts, identity);
    row[cp_spec_index(balance->spec, CP_F_identities_total, identity)] = 1.0;
    for (int32_t part = 0; part < parts->n_item; part++) row[parts->item[part]] = -1.0;
  }
}

// --- the fit -------------------------------------------------------------------------------------

// A level of each quantity to begin with: what was published, else the largest amount of all.
static void first_levels(const cp_balance *balance, double *level) {
  double most = 1.0;
  for (int32_t at = 0; at < balance->n_figure; at++) {
    if (balance->figure[at].of < 0) most = cp_most(most, balance->figure[at].value);
  }
  for (int32_t quantity = 0; quantity < balance->n_quantity; quantity++) {
    const double published = balance->quantity[quantity].published;
    level[quantity] = published > 0.0 ? published : most;
  }
}

// A whole that the fit makes 0 would make a share exact: a tonne is the least that is taken.
static void set_deviations(cp_balance *balance, const double *level, cp_least_squares *problem) {
  for (int32_t at = 0; at < balance->n_figure; at++) {
    cp_balance_figure *figure = &balance->figure[at];
    const double whole = figure->of >= 0 ? cp_most(level[figure->of], 1.0) : 1.0;
    figure->deviation = figure->value * figure->uncertainty * whole;
    problem->deviation[at] = figure->deviation;
  }
}

// Takes the fitted levels of wholes; true when none has moved.
static bool take_levels(const cp_balance *balance, const cp_least_squares *problem, double *level) {
  bool is_still = true;
  for (int32_t at = 0; at < balance->n_figure; at++) {
    const int32_t of = balance->figure[at].of;
    if (of < 0 || !problem->is_known[of]) continue;
    const double moved = problem->x[of] - level[of];
    is_still &= (moved < 0.0 ? -moved : moved) <= still * cp_most(problem->x[of], 1.0);
  }
  for (int32_t at = 0; at < balance->n_figure; at++) {
    const int32_t of = balance->figure[at].of;
    if (of >= 0 && problem->is_known[of]) level[of] = problem->x[of];
  }
  return is_still;
}

static cp_status fit(cp_balance *balance, cp_least_squares *problem, double *level) {
  first_levels(balance, level);
  for (balance->n_pass = 1; balance->n_pass <= PASSES_MOST; balance->n_pass++) {
    set_deviations(balance, level, problem);
    CP_TRY(cp_least_squares_solve(problem));
    if (take_levels(balance, problem, level)) return CP_OK;
  }
  return CP_FULL;
}

// --- the answer ----------------------------------------------------------------------------------

static void answer_figure(const cp_least_squares *problem, int32_t at, cp_balance_figure *figure) {
  const double part = problem->x[figure->quantity];
  const double whole = figure->of >= 0 ? problem->x[figure->of] : 1.0;
  figure->is_known = problem->is_known[figure->quantity] &&
                     (figure->of < 0 || (problem->is_known[figure->of] && whole > 0.0));
  if (!figure->is_known) return;
  figure->fitted = part / whole;
  figure->pull = problem->change[at];
  figure->change = figure->pull * figure->deviation;
}

static void answer_identity(cp_balance *balance, int32_t at) {
  cp_balance_identity *identity = &balance->identity[at];
  const cp_cell *parts = cp_spec_cell(balance->spec, CP_F_identities_parts, at);
  const cp_balance_quantity *total =
      &balance->quantity[cp_spec_index(balance->spec, CP_F_identities_total, at)];
  *identity = (cp_balance_identity){
      .before = total->published, .after = total->fitted, .has_after = total->is_known};
  for (int32_t part = 0; part < parts->n_item; part++) {
    const cp_balance_quantity *quantity = &balance->quantity[parts->item[part]];
    if (quantity->published >= 0.0) identity->before -= quantity->published;
    identity->n_missing += quantity->published < 0.0;
    identity->after -= quantity->fitted;
    identity->has_after &= quantity->is_known;
  }
  identity->has_before = total->published >= 0.0 && identity->n_missing < parts->n_item;
  if (!identity->has_before) identity->before = 0.0;
}

static void answer(cp_balance *balance, const cp_least_squares *problem) {
  for (int32_t row = 0; row < balance->n_quantity; row++) {
    cp_balance_quantity *quantity = &balance->quantity[row];
    quantity->is_known = problem->is_known[row];
    quantity->is_held = problem->is_held[row];
    quantity->fitted = problem->x[row];
    quantity->deviation = problem->x_deviation[row];
  }
  for (int32_t at = 0; at < balance->n_figure; at++) {
    answer_figure(problem, at, &balance->figure[at]);
  }
  for (int32_t at = 0; at < balance->n_identity; at++) answer_identity(balance, at);
  balance->chi_square = problem->chi_square;
  balance->n_freedom = problem->n_freedom;
}

cp_status cp_balance_fit(const cp_spec *spec, cp_arena *arena, cp_balance *balance) {
  *balance = (cp_balance){.spec = spec};
  CP_TRY(read_rows(balance, arena));
  cp_least_squares problem;
  CP_TRY(cp_least_squares_begin(&problem, arena, balance->n_quantity, balance->n_figure,
                                balance->n_identity));
  double *level = CP_ARENA_ARRAY(arena, double, balance->n_quantity);
  if (!level) return CP_NO_MEMORY;
  write_problem(balance, &problem);
  CP_TRY(fit(balance, &problem, level));
  answer(balance, &problem);
  return CP_OK;
}

int32_t cp_balance_count_beyond(const cp_balance *balance, double within) {
  int32_t count = 0;
  for (int32_t at = 0; at < balance->n_figure; at++) {
    const double pull = balance->figure[at].pull;
    count += pull > within || pull < -within;
  }
  return count;
}
