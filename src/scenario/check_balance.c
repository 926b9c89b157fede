// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What the mass balance needs: each figure says one thing, identities that can hold together, and
// every quantity within reach of a figure. Figures known later than the as_of day count here: an
// early day may know little and is no error.

#include <stddef.h>

#include "base/os/print.h"
#include "num/row_space.h"
#include "scenario/spec_parts.h"

// The fit is dense: its time grows with the cube of their number.
enum { QUANTITIES_MOST = 500 };

// --- figures -------------------------------------------------------------------------------------

static void check_figure(const cp_check *check, int32_t row) {
  const bool has_value = cp_check_is_given(check, CP_F_tonnages_value, row);
  const bool has_share = cp_check_is_given(check, CP_F_tonnages_share, row);
  const bool has_of = cp_check_is_given(check, CP_F_tonnages_of, row);
  if (has_value == has_share) {
    cp_check_fault(check, has_value ? CP_F_tonnages_share : CP_F_tonnages_quantity, row,
                   has_value ? CP_TEXT("a figure with value and share")
                             : CP_TEXT("a figure without value and share"),
                   CP_TEXT("one of the two"), CP_TEXT("two figures are two rows"));
  }
  if (has_share && !has_of) {
    cp_check_fault(check, CP_F_tonnages_share, row, CP_TEXT("a share of nothing"),
                   CP_TEXT("of: the quantity of which it is a share"), cp_no_text);
  }
  if (has_of && !has_share) {
    cp_check_fault(check, CP_F_tonnages_of, row, CP_TEXT("'of' without a share"),
                   CP_TEXT("share and of together"), cp_no_text);
  }
  const int32_t of = cp_spec_index(check->spec, CP_F_tonnages_of, row);
  if (of < 0 || of != cp_spec_index(check->spec, CP_F_tonnages_quantity, row)) return;
  cp_check_fault(check, CP_F_tonnages_of, row,
                 cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' as a share of itself",
                               CP_TEXT_ARGUMENTS(cp_spec_text(check->spec, CP_F_tonnages_of, row))),
                 CP_TEXT("another quantity"), cp_no_text);
}

// --- identities ----------------------------------------------------------------------------------

// The identity as a row over quantities: 1 for the total, -1 for each part. False when names in it
// were reported, or the total stands among its parts, which is reported here.
static bool identity_row(const cp_check *check, int32_t identity, double *row) {
  const cp_spec *spec = check->spec;
  const int32_t total = cp_spec_index(spec, CP_F_identities_total, identity);
  const cp_cell *parts = cp_spec_cell(spec, CP_F_identities_parts, identity);
  const int32_t n_quantity = cp_spec_count(spec, CP_S_quantities);
  for (int32_t quantity = 0; quantity < n_quantity; quantity++) row[quantity] = 0.0;
  if (total < 0 || parts->is_missing) return false;
  row[total] = 1.0;
  for (int32_t part = 0; part < parts->n_item; part++) {
    if (parts->item[part] == total) {
      cp_check_fault(check, CP_F_identities_parts, identity,
                     cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' stands on both sides",
                                   CP_NAME(check, CP_S_quantities, total)),
                     CP_TEXT("each quantity once in an identity"), cp_no_text);
      return false;
    }
    row[parts->item[part]] = -1.0;
  }
  return true;
}

static void report_dependent(const cp_check *check, int32_t identity) {
  cp_check_fault(
      check, CP_F_identities_identity, identity,
      cp_text_print(check->draft->arena,
                    "identity '" CP_TEXT_FORMAT "' says nothing that those above it do not say",
                    CP_NAME(check, CP_S_identities, identity)),
      CP_TEXT("identities that do not follow from each other"),
      CP_TEXT("take it out, or correct its parts"));
}

// A sum of identities that has quantities with one sign only: amounts are not negative, so all of
// them would have to be 0.
static bool report_nothing_left(const cp_check *check, const cp_row_space *space,
                                int32_t identity) {
  for (int32_t at = 0; at < space->n_row; at++) {
    const double *row = space->row + (int64_t)at * space->n_column;
    int32_t n_above = 0, n_below = 0;
    for (int32_t column = 0; column < space->n_column; column++) {
      n_above += row[column] > 0.0;
      n_below += row[column] < 0.0;
    }
    if (n_above > 0 && n_below > 0) continue;
    cp_check_fault(
        check, CP_F_identities_identity, identity,
        cp_text_print(check->draft->arena,
                      "identity '" CP_TEXT_FORMAT
                      "' contradicts those above it: together they leave 0 t for '" CP_TEXT_FORMAT
                      "'",
                      CP_NAME(check, CP_S_identities, identity),
                      CP_NAME(check, CP_S_quantities, space->pivot[at])),
        CP_TEXT("identities that hold for amounts above 0"),
        CP_TEXT("a quantity is a part of its total, never the other way round as well"));
    return true;
  }
  return false;
}

// Adds the identities to the space; false when something is wrong with them.
static bool check_identities(const cp_check *check, cp_row_space *space, double *row) {
  bool is_good = true;
  for (int32_t identity = 0; identity < cp_spec_count(check->spec, CP_S_identities); identity++) {
    if (!identity_row(check, identity, row)) {
      is_good = false;
    } else if (!cp_row_space_add(space, row)) {
      report_dependent(check, identity);
      is_good = false;
    } else if (is_good) {
      is_good = !report_nothing_left(check, space, identity);
    }
  }
  return is_good;
}

// --- within reach --------------------------------------------------------------------------------

// The row's reference; late rows still count by the draft's numbers, which for quantities, never
// late, are those of the spec.
static int32_t reference(const cp_draft *draft, cp_field field, const cp_row *row) {
  const cp_cell *cell = cp_draft_cell(draft, (int32_t)field, row);
  return cell == NULL || cell->is_missing ? -1 : cell->index;
}

static bool add_figures(const cp_check *check, cp_row_space *space, double *row) {
  const cp_rows *figures = &check->draft->section[CP_S_tonnages];
  const int32_t n_quantity = cp_spec_count(check->spec, CP_S_quantities);
  for (int32_t at = 0; at < figures->n_row; at++) {
    const cp_row *figure = &figures->row[at];
    const int32_t quantity = reference(check->draft, CP_F_tonnages_quantity, figure);
    const int32_t of = reference(check->draft, CP_F_tonnages_of, figure);
    const cp_cell *share = cp_draft_cell(check->draft, CP_F_tonnages_share, figure);
    if (quantity < 0 || (share != NULL && !share->is_missing && of < 0)) return false;
    for (int32_t other = 0; other < n_quantity; other++) row[other] = 0.0;
    row[quantity] = 1.0;
    if (of >= 0 && share != NULL) row[of] = -share->number;
    (void)cp_row_space_add(space, row);
  }
  return true;
}

static void check_reach(const cp_check *check, cp_row_space *space) {
  for (int32_t quantity = 0; quantity < space->n_column; quantity++) {
    if (cp_row_space_holds_unit(space, quantity)) continue;
    cp_check_fault(
        check, CP_F_quantities_quantity, quantity,
        cp_text_print(check->draft->arena,
                      "quantity '" CP_TEXT_FORMAT "' follows from no figure and no identity",
                      CP_NAME(check, CP_S_quantities, quantity)),
        CP_TEXT("a row of tonnages, or an identity whose other quantities are known"),
        CP_TEXT("add a figure with a wide uncertainty, or take the quantity out"));
  }
}

static bool is_whole(const cp_check *check) {
  return !check->draft->is_broken[CP_S_quantities] && !check->draft->is_broken[CP_S_tonnages] &&
         !check->draft->is_broken[CP_S_identities];
}

void cp_check_balance(const cp_check *check) {
  const int32_t n_quantity = cp_spec_count(check->spec, CP_S_quantities);
  for (int32_t quantity = 0; quantity < n_quantity; quantity++) {
    cp_check_destination(check, CP_F_quantities_flow, quantity);
  }
  for (int32_t row = 0; row < cp_spec_count(check->spec, CP_S_tonnages); row++) {
    check_figure(check, row);
  }
  if (n_quantity > QUANTITIES_MOST) {
    cp_check_fault(check, CP_F_quantities_quantity, QUANTITIES_MOST,
                   cp_text_print(check->draft->arena, "%d quantities", (int)n_quantity),
                   CP_TEXT("500 at most"), cp_no_text);
    return;
  }
  cp_row_space space;
  double *row = CP_ARENA_ARRAY(check->draft->arena, double, n_quantity);
  if (row == NULL || cp_row_space_begin(&space, check->draft->arena, n_quantity) != CP_OK) {
    check->draft->messages->status = CP_NO_MEMORY;
    return;
  }
  const bool can_reach = check_identities(check, &space, row) && is_whole(check);
  if (can_reach && add_figures(check, &space, row)) check_reach(check, &space);
}
