// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Alternatives against the inputs that they save and the lanes that bring what they use instead.

#include <stddef.h>

#include "base/date.h"
#include "base/os/print.h"
#include "scenario/spec_parts.h"

// kinds of alternatives.kind in fields.inc: other sources come first
enum { LAST_SOURCE = 5, KIND_PARK = 8 };

static int32_t index_at(const cp_check *check, cp_field field, int32_t row) {
  return cp_spec_index(check->spec, field, row);
}

static bool is_source(const cp_check *check, int32_t row) {
  return index_at(check, CP_F_alternatives_kind, row) <= LAST_SOURCE;
}

// --- what it saves -------------------------------------------------------------------------------

static bool saves_input(const cp_check *check, int32_t user, int32_t good) {
  for (int32_t input = 0; input < cp_spec_count(check->spec, CP_S_inputs); input++) {
    if (index_at(check, CP_F_inputs_firm, input) == user &&
        index_at(check, CP_F_inputs_good, input) == good)
      return true;
  }
  return false;
}

// `name` empty: any part.
static bool saves_part(const cp_check *check, cp_text name, int32_t user, int32_t good) {
  for (int32_t part = 0; part < cp_spec_count(check->spec, CP_S_parts); part++) {
    if (index_at(check, CP_F_parts_plant, part) != user) continue;
    if (index_at(check, CP_F_parts_good, part) != good) continue;
    if (name.size == 0 || cp_text_equal(name, cp_spec_text(check->spec, CP_F_parts_part, part)))
      return true;
  }
  return false;
}

// The user's part of the good whose name is nearest to the wrong one; empty when none is near.
static cp_text nearest_part(const cp_check *check, cp_text name, int32_t user, int32_t good) {
  cp_text nearest = cp_no_text;
  int32_t limit = name.size > 3 ? 2 : 1;
  check->draft->n_compared += cp_spec_count(check->spec, CP_S_parts);
  if (check->draft->n_compared > CP_COMPARED_MOST) return nearest;
  for (int32_t part = 0; part < cp_spec_count(check->spec, CP_S_parts) && limit >= 0; part++) {
    if (index_at(check, CP_F_parts_plant, part) != user) continue;
    if (index_at(check, CP_F_parts_good, part) != good) continue;
    const cp_text other = cp_spec_text(check->spec, CP_F_parts_part, part);
    const int32_t distance = cp_text_distance(other, name, limit);
    if (distance > limit) continue;
    nearest = other;
    limit = distance - 1;
  }
  return nearest;
}

static cp_text hint_of_part(const cp_check *check, cp_text name, int32_t user, int32_t good) {
  const cp_text nearest = nearest_part(check, name, user, good);
  if (nearest.size > 0) return cp_draft_mean(check->draft, nearest);
  if (saves_part(check, cp_no_text, user, good) || saves_input(check, user, good))
    return CP_TEXT("without 'part' it serves all of the user's inputs of the good");
  return cp_no_text;
}

static void check_saved(const cp_check *check, int32_t row) {
  const int32_t user = index_at(check, CP_F_alternatives_user, row);
  const int32_t good = index_at(check, CP_F_alternatives_good, row);
  if (user < 0 || good < 0) return;
  if (check->draft->is_broken[CP_S_inputs] || check->draft->is_broken[CP_S_parts]) return;
  const cp_text part = cp_spec_text(check->spec, CP_F_alternatives_part, row);
  if (saves_part(check, part, user, good)) return;
  if (part.size == 0 && saves_input(check, user, good)) return;
  if (part.size == 0) {
    cp_check_fault(
        check, CP_F_alternatives_good, row,
        cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' does not use '" CP_TEXT_FORMAT "'",
                      CP_NAME(check, CP_S_firms, user), CP_NAME(check, CP_S_goods, good)),
        CP_TEXT("a good of the user's inputs or parts"),
        CP_TEXT("'good' is what it saves, 'with' what is bought instead"));
    return;
  }
  cp_check_fault(
      check, CP_F_alternatives_part, row,
      cp_text_print(check->draft->arena,
                    "'" CP_TEXT_FORMAT "' has no part '" CP_TEXT_FORMAT "' of '" CP_TEXT_FORMAT "'",
                    CP_NAME(check, CP_S_firms, user), CP_TEXT_ARGUMENTS(part),
                    CP_NAME(check, CP_S_goods, good)),
      CP_TEXT("a part of the user, as in parts.csv"), hint_of_part(check, part, user, good));
}

// --- where it comes from -------------------------------------------------------------------------

static bool has_lane(const cp_check *check, int32_t supplier, int32_t user, int32_t good) {
  for (int32_t lane = 0; lane < cp_spec_count(check->spec, CP_S_lanes); lane++) {
    if (index_at(check, CP_F_lanes_buyer, lane) != user) continue;
    if (index_at(check, CP_F_lanes_good, lane) != good) continue;
    if (supplier < 0 || index_at(check, CP_F_lanes_supplier, lane) == supplier) return true;
  }
  return false;
}

static void check_source(const cp_check *check, int32_t row) {
  const int32_t user = index_at(check, CP_F_alternatives_user, row);
  const int32_t good = index_at(check, CP_F_alternatives_good, row);
  const int32_t supplier = index_at(check, CP_F_alternatives_supplier, row);
  const bool has_with = cp_check_is_given(check, CP_F_alternatives_with, row);
  const int32_t with = has_with ? index_at(check, CP_F_alternatives_with, row) : good;
  if (user < 0 || with < 0) return;
  if (supplier < 0 && cp_check_is_given(check, CP_F_alternatives_supplier, row)) return;
  if (with == good && supplier < 0) {
    cp_check_fault(check, CP_F_alternatives_kind, row,
                   CP_TEXT("the same good from the same suppliers is no alternative"),
                   CP_TEXT("another good in 'with', or another firm in 'supplier'"), cp_no_text);
    return;
  }
  if (check->draft->is_broken[CP_S_lanes] || has_lane(check, supplier, user, with)) return;
  cp_check_fault(
      check, supplier >= 0 ? CP_F_alternatives_supplier : CP_F_alternatives_with, row,
      cp_text_print(
          check->draft->arena,
          "no lane brings '" CP_TEXT_FORMAT "' to '" CP_TEXT_FORMAT "'%s" CP_TEXT_FORMAT "%s",
          CP_NAME(check, CP_S_goods, with), CP_NAME(check, CP_S_firms, user),
          supplier >= 0 ? " from '" : "",
          CP_TEXT_ARGUMENTS(supplier >= 0 ? cp_spec_name(check->spec, CP_S_firms, supplier)
                                          : cp_no_text),
          supplier >= 0 ? "'" : ""),
      CP_TEXT("a row of lanes for it"),
      CP_TEXT("share 0 % for a lane that serves alternatives only"));
}

// What only other sources have.
static void check_no_source(const cp_check *check, int32_t row) {
  const cp_field fields[] = {CP_F_alternatives_with, CP_F_alternatives_supplier,
                             CP_F_alternatives_per};
  for (size_t at = 0; at < sizeof fields / sizeof fields[0]; at++) {
    if (!cp_check_is_given(check, fields[at], row)) continue;
    cp_check_fault(check, fields[at], row,
                   cp_text_print(check->draft->arena,
                                 "'" CP_TEXT_FORMAT "' of an alternative that buys nothing",
                                 CP_TEXT_ARGUMENTS(cp_field_at(fields[at])->name)),
                   CP_TEXT("another source: grade, supplier, assembly, route, recycled, redesign"),
                   cp_no_text);
  }
}

// --- when ----------------------------------------------------------------------------------------

// The fewest days that a number or range gives.
static double least_of(const cp_cell *cell) {
  return cell->shape == CP_SHAPE_FIXED ? cell->number : cell->low;
}

// The last day of the run, whatever a setting such as --until makes of it: a run cut short is no
// fault of the author's.
static int32_t last_day(const cp_check *check) {
  const int32_t until = index_at(check, CP_F_scenario_until, 0);
  const int32_t own = check->draft->own_until;
  return own == CP_DAY_NONE || until > own ? until : own;
}

// One that cannot be ready before the run is over serves nobody.
static void check_end(const cp_check *check, int32_t row) {
  const cp_cell *days = cp_spec_cell(check->spec, CP_F_alternatives_qualify, row);
  const cp_cell *known = cp_spec_cell(check->spec, CP_F_alternatives_known_from, row);
  const int32_t start = index_at(check, CP_F_scenario_start, 0);
  const int32_t until = last_day(check);
  if (days->is_missing || start < 0 || until < 0) return;
  const int32_t first = known->is_missing || known->index < start ? start : known->index;
  if (first + least_of(days) <= until) return;
  char words[2][11];
  cp_check_fault(
      check, CP_F_alternatives_qualify, row,
      cp_text_print(check->draft->arena,
                    "a qualification of '" CP_TEXT_FORMAT "' never ends in the run",
                    CP_TEXT_ARGUMENTS(days->text)),
      cp_text_print(check->draft->arena,
                    "%d days at most: from %s, when it may begin, to %s, the last day",
                    until - first, cp_day_format(first, words[0]), cp_day_format(until, words[1])),
      CP_TEXT("leave the row out, or let the run go on for longer"));
}

// Of a range all must be more than nothing.
static void check_amount(const cp_check *check, cp_field field, int32_t row) {
  const cp_cell *cell = cp_spec_cell(check->spec, field, row);
  if (cell->is_missing || least_of(cell) > 0.0) return;
  const bool is_fixed = cell->shape == CP_SHAPE_FIXED;
  cp_check_fault(
      check, field, row,
      cp_text_print(check->draft->arena, CP_TEXT_FORMAT ": '" CP_TEXT_FORMAT "' %s nothing",
                    CP_TEXT_ARGUMENTS(cp_field_at((int32_t)field)->name),
                    CP_TEXT_ARGUMENTS(cell->text), is_fixed ? "is" : "can be"),
      CP_TEXT("more than 0"),
      is_fixed ? CP_TEXT("leave the row out") : CP_TEXT("let the range begin above 0"));
}

static void check_amounts(const cp_check *check, int32_t row) {
  check_amount(check, CP_F_alternatives_share, row);
  check_amount(check, CP_F_alternatives_per, row);
  if (index_at(check, CP_F_alternatives_kind, row) == KIND_PARK) {
    check_amount(check, CP_F_alternatives_yard, row);
  } else if (cp_check_is_given(check, CP_F_alternatives_yard, row)) {
    cp_check_fault(check, CP_F_alternatives_yard, row, CP_TEXT("a yard, but nothing is parked"),
                   CP_TEXT("kind park"), CP_TEXT("leave 'yard' out"));
  }
}

void cp_check_alternatives(const cp_check *check) {
  for (int32_t row = 0; row < cp_spec_count(check->spec, CP_S_alternatives); row++) {
    if (index_at(check, CP_F_alternatives_kind, row) < 0) continue;
    check_saved(check, row);
    if (is_source(check, row)) check_source(check, row);
    if (!is_source(check, row)) check_no_source(check, row);
    check_end(check, row);
    check_amounts(check, row);
  }
}
