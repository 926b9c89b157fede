// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Customs, transition rules and quotas: days that somebody can count, places for inspections that last, shares of one whole, and rules that
// belong to a measure of their kind.

#include <stddef.h>

#include "base/os/print.h"
#include "scenario/spec_parts.h"

// Words of measures.kind in their order in fields.inc.
enum { TARIFF, BAN, QUOTA, LICENCE, LISTING };
// Words of customs.inspects.
enum { NOTHING };
// Of measures.transition.
enum { FROM_CONTRACT = 2 };

// --- customs ---------------------------------------------------------------------------------------

// Days to answer are counted by the calendar of customs' region: one that rests all week has none.
static void check_answer(const cp_check *check, int32_t customs) {
  if (!cp_check_has(check, CP_F_customs_answer, customs)) return;
  const int32_t region = cp_spec_index(check->spec, CP_F_customs_region, customs);
  if (region < 0) return;
  const int32_t calendar = cp_spec_index(check->spec, CP_F_regions_calendar, region);
  const cp_cell *answer = cp_spec_cell(check->spec, CP_F_customs_answer, customs);
  if (calendar < 0) {
    cp_check_fault(
        check, CP_F_customs_answer, customs,
        cp_text_print(check->draft->arena,
                      "answer '" CP_TEXT_FORMAT "': '" CP_TEXT_FORMAT
                      "' has no calendar to count its days by",
                      CP_TEXT_ARGUMENTS(answer->text), CP_NAME(check, CP_S_regions, region)),
        CP_TEXT("a region with a calendar"), CP_TEXT("give the region one"));
    return;
  }
  const cp_cell *rest = cp_spec_cell(check->spec, CP_F_calendars_rest, calendar);
  bool is_working[7] = {true, true, true, true, true, true, true};
  int32_t n_working = 7;
  for (int32_t word = 0; word < rest->n_item; word++) {
    if (rest->item == NULL || rest->item[word] > 6 || !is_working[rest->item[word]]) continue;
    is_working[rest->item[word]] = false;
    n_working--;
  }
  if (n_working > 0) return;
  cp_check_fault(
      check, CP_F_customs_answer, customs,
      cp_text_print(check->draft->arena,
                    "answer '" CP_TEXT_FORMAT "': calendar '" CP_TEXT_FORMAT "' rests all week",
                    CP_TEXT_ARGUMENTS(answer->text), CP_NAME(check, CP_S_calendars, calendar)),
      CP_TEXT("a calendar with working days"), CP_TEXT("take rest days out of the calendar"));
}

static void check_inspections(const cp_check *check, int32_t customs) {
  const int32_t inspects = cp_spec_index(check->spec, CP_F_customs_inspects, customs);
  const bool has_places = cp_check_is_given(check, CP_F_customs_places, customs);
  const bool has_days = cp_check_is_given(check, CP_F_customs_inspect_median, customs);
  if ((inspects > NOTHING || has_places) && !has_days) {
    const cp_field at = has_places ? CP_F_customs_places : CP_F_customs_inspects;
    cp_check_fault(
        check, at, customs,
        cp_text_print(check->draft->arena,
                      "inspections of '" CP_TEXT_FORMAT "' without the days that one takes",
                      CP_NAME(check, CP_S_customs, customs)),
        CP_TEXT("median days of an inspection, in 'inspect_median'"),
        CP_TEXT("a free place means nothing as long as nobody knows when it is free"));
  }
  if (inspects == NOTHING && has_places)
    cp_check_doubt(check, CP_F_customs_places, customs,
                   cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' inspects nothing",
                                 CP_NAME(check, CP_S_customs, customs)),
                   CP_TEXT("inspects: challenged or share"), cp_no_text);
}

// The largest share that the field may be.
static double highest(const cp_check *check, cp_field field, int32_t row) {
  const cp_cell *cell = cp_spec_cell(check->spec, field, row);
  return cell->shape == CP_SHAPE_FIXED ? cell->number : cell->high;
}

static void check_shares(const cp_check *check, int32_t customs) {
  const double back = highest(check, CP_F_customs_taken_back, customs);
  const double seized = highest(check, CP_F_customs_seized, customs);
  if (back + seized <= 1.0 + 1e-12) return;
  cp_check_fault(
      check, CP_F_customs_seized, customs,
      cp_text_print(check->draft->arena, "taken back %g %% and seized %g %% add up to %g %%",
                    100.0 * back, 100.0 * seized, 100.0 * (back + seized)),
      CP_TEXT("shares that add up to 100 % at most, also at the high ends of ranges"),
      CP_TEXT("what is neither taken back nor seized is held"));
}

// --- measures --------------------------------------------------------------------------------------

static bool binds(int32_t kind) { return kind == BAN || kind == LICENCE || kind == LISTING; }

// A listing is on all goods of the buyers that it names.
static bool is_on(const cp_check *check, int32_t measure, int32_t lane, const bool *is_in_scope) {
  const int32_t good = cp_spec_index(check->spec, CP_F_lanes_good, lane);
  const int32_t buyer = cp_spec_index(check->spec, CP_F_lanes_buyer, lane);
  if (cp_spec_index(check->spec, CP_F_measures_kind, measure) != LISTING)
    return good >= 0 && is_in_scope[good];
  const cp_cell *users = cp_spec_cell(check->spec, CP_F_measures_users, measure);
  for (int32_t item = 0; item < users->n_item; item++) {
    if (users->item[item] == buyer) return true;
  }
  return false;
}

static bool has_lane(const cp_check *check, int32_t measure, const bool *is_in_scope) {
  for (int32_t lane = 0; lane < cp_spec_count(check->spec, CP_S_lanes); lane++) {
    if (is_on(check, measure, lane, is_in_scope) && cp_check_leaves(check, measure, lane))
      return true;
  }
  return false;
}

static void check_transition(const cp_check *check, int32_t measure, const bool *is_in_scope) {
  const bool is_contract =
      cp_spec_index(check->spec, CP_F_measures_transition, measure) == FROM_CONTRACT;
  if (is_contract && cp_spec_index(check->spec, CP_F_measures_kind, measure) == LISTING)
    cp_check_fault(check, CP_F_measures_transition, measure,
                   CP_TEXT("a listing lets nothing through that was ordered before"),
                   CP_TEXT("declaration or departure"), cp_no_text);
  if (!cp_check_is_given(check, CP_F_measures_transition, measure)) return;
  const int32_t kind = cp_spec_index(check->spec, CP_F_measures_kind, measure);
  const bool is_of_kind = kind < 0 || binds(kind);
  if (is_of_kind && has_lane(check, measure, is_in_scope)) return;
  cp_check_fault(
      check, CP_F_measures_transition, measure,
      cp_text_print(check->draft->arena,
                    is_of_kind ? "a transition rule of '" CP_TEXT_FORMAT "', which binds no lane"
                               : "a transition rule of '" CP_TEXT_FORMAT "', which binds nothing",
                    CP_NAME(check, CP_S_measures, measure)),
      is_of_kind ? CP_TEXT("a measure whose goods leave its region on some lane")
                 : CP_TEXT("a ban, a licence requirement or a listing"),
      CP_TEXT("take it out"));
}

static void need(const cp_check *check, cp_field field, int32_t measure) {
  if (cp_check_is_given(check, field, measure)) return;
  const cp_text name = cp_field_at(field)->name;
  cp_check_fault(
      check, CP_F_measures_kind, measure,
      cp_text_print(check->draft->arena, "a quota without '" CP_TEXT_FORMAT "': " CP_TEXT_FORMAT,
                    CP_TEXT_ARGUMENTS(name), CP_TEXT_ARGUMENTS(cp_field_at(field)->doc)),
      cp_no_text, cp_no_text);
}

static void refuse(const cp_check *check, cp_field field, int32_t measure) {
  if (!cp_check_is_given(check, field, measure)) return;
  cp_check_fault(
      check, field, measure,
      cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' of a measure that is no quota",
                    CP_TEXT_ARGUMENTS(cp_field_at(field)->name)),
      cp_no_text, CP_TEXT("take it out, or change its kind"));
}

// A quota counts grams or pieces, not both.
static void check_units(const cp_check *check, int32_t measure, const bool *is_in_scope) {
  int32_t first = -1;
  for (int32_t good = 0; good < cp_spec_count(check->spec, CP_S_goods); good++) {
    if (!is_in_scope[good]) continue;
    if (first < 0) first = good;
    if (cp_spec_index(check->spec, CP_F_goods_unit, good) ==
        cp_spec_index(check->spec, CP_F_goods_unit, first))
      continue;
    cp_check_fault(
        check, CP_F_measures_kind, measure,
        cp_text_print(check->draft->arena,
                      "a quota of '" CP_TEXT_FORMAT "' and '" CP_TEXT_FORMAT
                      "', which are counted in different units",
                      CP_NAME(check, CP_S_goods, first), CP_NAME(check, CP_S_goods, good)),
        CP_TEXT("goods of one unit"), CP_TEXT("make two quotas of it"));
    return;
  }
}

static void check_quota(const cp_check *check, int32_t measure, const bool *is_in_scope) {
  static const cp_field fields[] = {CP_F_measures_amount, CP_F_measures_period,
                                    CP_F_measures_carry_over};
  const int32_t kind = cp_spec_index(check->spec, CP_F_measures_kind, measure);
  if (kind < 0) return;
  if (kind == QUOTA) {
    need(check, CP_F_measures_amount, measure);
    need(check, CP_F_measures_period, measure);
    check_units(check, measure, is_in_scope);
    return;
  }
  for (size_t at = 0; at < sizeof fields / sizeof fields[0]; at++)
    refuse(check, fields[at], measure);
}

void cp_check_border(const cp_check *check) {
  for (int32_t customs = 0; customs < cp_spec_count(check->spec, CP_S_customs); customs++) {
    check_answer(check, customs);
    check_inspections(check, customs);
    check_shares(check, customs);
  }
  bool *is_in_scope =
      CP_ARENA_ARRAY(check->draft->arena, bool, cp_spec_count(check->spec, CP_S_goods));
  if (is_in_scope == NULL) {
    check->draft->messages->status = CP_NO_MEMORY;
    return;
  }
  for (int32_t measure = 0; measure < cp_spec_count(check->spec, CP_S_measures); measure++) {
    cp_check_scope(check, measure, is_in_scope);
    check_transition(check, measure, is_in_scope);
    check_quota(check, measure, is_in_scope);
  }
}
