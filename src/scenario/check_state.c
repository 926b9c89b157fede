// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// My today against the rest of the scenario: what each kind of row needs, lanes and inputs that exist, days in order, licences that are named
// and run long enough. What cannot be so is an error at its row: a run would start from it.

#include <stddef.h>

#include "base/date.h"
#include "base/os/print.h"
#include "scenario/spec_parts.h"
#include "scenario/targets.h"

// Words of state.kind, state.stage and measures.kind in their order in fields.inc.
enum { APPLICATION, LICENCE, SHIPMENT, STOCK, N_KIND };
enum { LOCAL, REVIEW, READY, RETURNED };

// Words of measures.transition.
enum { BY_DECLARATION, BY_DEPARTURE, BY_CONTRACT };
enum { BAN = 1, LICENCE_REQUIREMENT = 3 };

// Words of timeline.act.
enum { ENTER = 1, SUSPEND = 3, RESTORE = 4, EXTEND = 5, LIFT = 6 };

typedef enum demand { NOT, MAY, MUST } demand;

// Which fields belong to which kind: application, licence, shipment, stock.
static const struct {
  cp_field field;
  demand of[N_KIND];
} wanted[] = {
    {CP_F_state_supplier, {MUST, MUST, MUST, NOT}}, {CP_F_state_id, {MAY, MUST, MAY, NOT}},
    {CP_F_state_stage, {MUST, NOT, NOT, NOT}},      {CP_F_state_filed, {MUST, NOT, NOT, NOT}},
    {CP_F_state_accepted, {MAY, NOT, NOT, NOT}},    {CP_F_state_valid_to, {NOT, MUST, NOT, NOT}},
    {CP_F_state_departed, {NOT, NOT, MUST, NOT}},   {CP_F_state_eta, {NOT, NOT, MUST, NOT}},
    {CP_F_state_licence, {NOT, NOT, MAY, NOT}},     {CP_F_state_granted, {NOT, MAY, NOT, NOT}},
};

static int32_t index_of(const cp_check *check, cp_field field, int32_t row) {
  return cp_spec_index(check->spec, field, row);
}

static bool is_same(const cp_check *check, cp_field field, int32_t row, int32_t other) {
  return index_of(check, field, row) == index_of(check, field, other);
}

static bool is_day(const cp_check *check, cp_field field, int32_t row) {
  return cp_check_has(check, field, row);
}

// A row that says that there is none of its kind needs nothing else.
static bool is_none(const cp_check *check, int32_t row) {
  return cp_check_has(check, CP_F_state_quantity, row) &&
         cp_spec_number(check->spec, CP_F_state_quantity, row) == 0.0 &&
         index_of(check, CP_F_state_kind, row) != STOCK &&
         !cp_check_is_given(check, CP_F_state_id, row);
}

static void check_fields(const cp_check *check, int32_t row, int32_t kind) {
  const cp_text word = cp_spec_text(check->spec, CP_F_state_kind, row);
  for (size_t at = 0; at < sizeof wanted / sizeof *wanted; at++) {
    const cp_field field = wanted[at].field;
    const bool is_given = cp_check_is_given(check, field, row);
    const demand asked = wanted[at].of[kind];
    if (asked == MAY || is_given == (asked == MUST)) continue;
    if (asked == MUST && is_none(check, row)) continue;
    const cp_text name = cp_field_at((int32_t)field)->name;
    cp_check_fault(
        check, is_given ? field : CP_F_state_kind, row,
        cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' %s '" CP_TEXT_FORMAT "'",
                      CP_TEXT_ARGUMENTS(word), is_given ? "with" : "without",
                      CP_TEXT_ARGUMENTS(name)),
        is_given ? CP_TEXT("an empty field") : cp_field_at((int32_t)field)->doc, cp_no_text);
  }
}

// --- days ------------------------------------------------------------------------------------------

static void in_order(const cp_check *check, int32_t row, cp_field early, cp_field late,
                     const char *hint) {
  if (!is_day(check, early, row) || !is_day(check, late, row)) return;
  if (index_of(check, early, row) <= index_of(check, late, row)) return;
  const cp_field at = late == CP_F_state_on ? early : late;
  cp_check_fault(check, at, row,
                 cp_text_print(check->draft->arena,
                               CP_TEXT_FORMAT " '" CP_TEXT_FORMAT "' is after " CP_TEXT_FORMAT
                                              " '" CP_TEXT_FORMAT "'",
                               CP_TEXT_ARGUMENTS(cp_field_at((int32_t)early)->name),
                               CP_TEXT_ARGUMENTS(cp_spec_text(check->spec, early, row)),
                               CP_TEXT_ARGUMENTS(cp_field_at((int32_t)late)->name),
                               CP_TEXT_ARGUMENTS(cp_spec_text(check->spec, late, row))),
                 cp_text_print(check->draft->arena, CP_TEXT_FORMAT " <= " CP_TEXT_FORMAT,
                               CP_TEXT_ARGUMENTS(cp_field_at((int32_t)early)->name),
                               CP_TEXT_ARGUMENTS(cp_field_at((int32_t)late)->name)),
                 cp_text_of(hint));
}

static void check_days(const cp_check *check, int32_t row) {
  in_order(check, row, CP_F_state_filed, CP_F_state_on, "it is told of that evening");
  in_order(check, row, CP_F_state_filed, CP_F_state_accepted, "an application is filed first");
  in_order(check, row, CP_F_state_accepted, CP_F_state_on, "it is told of that evening");
  // one that is used up is listed for what was shipped under it
  if (cp_spec_number(check->spec, CP_F_state_quantity, row) > 0.0)
    in_order(check, row, CP_F_state_on, CP_F_state_valid_to,
             "nothing is left of a licence that has ended");
  in_order(check, row, CP_F_state_departed, CP_F_state_on, "what has not left is no shipment");
  const bool has_eta = is_day(check, CP_F_state_eta, row) && is_day(check, CP_F_state_on, row);
  if (!has_eta || index_of(check, CP_F_state_eta, row) > index_of(check, CP_F_state_on, row))
    return;
  cp_check_fault(check, CP_F_state_eta, row,
                 cp_text_print(check->draft->arena,
                               "eta '" CP_TEXT_FORMAT "' is not after '" CP_TEXT_FORMAT "'",
                               CP_TEXT_ARGUMENTS(cp_spec_text(check->spec, CP_F_state_eta, row)),
                               CP_TEXT_ARGUMENTS(cp_spec_text(check->spec, CP_F_state_on, row))),
                 CP_TEXT("a later day"), CP_TEXT("what has arrived is stock"));
}

static void check_span(const cp_check *check, int32_t row) {
  if (!is_day(check, CP_F_state_on, row)) return;
  const int32_t on = index_of(check, CP_F_state_on, row);
  const int32_t start = index_of(check, CP_F_scenario_start, 0);
  const int32_t as_of = check->spec->as_of;
  if (start >= 0 && on < start) {
    cp_check_fault(check, CP_F_state_on, row,
                   cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' is before the start",
                                 CP_TEXT_ARGUMENTS(cp_spec_text(check->spec, CP_F_state_on, row))),
                   CP_TEXT("a simulated day"), cp_no_text);
  } else if (start >= 0 && is_day(check, CP_F_state_filed, row) &&
             index_of(check, CP_F_state_filed, row) < start) {
    cp_check_fault(
        check, CP_F_state_filed, row,
        cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' is before the start",
                      CP_TEXT_ARGUMENTS(cp_spec_text(check->spec, CP_F_state_filed, row))),
        CP_TEXT("a simulated day"), CP_TEXT("its working days could not be counted"));
  } else if (on > as_of) {
    cp_check_doubt(check, CP_F_state_on, row,
                   cp_text_print(check->draft->arena,
                                 "'" CP_TEXT_FORMAT "' is after the as_of day: the row is left out",
                                 CP_TEXT_ARGUMENTS(cp_spec_text(check->spec, CP_F_state_on, row))),
                   CP_TEXT("a day up to as_of"), cp_no_text);
  }
}

// --- lanes and inputs --------------------------------------------------------------------------------

// The row of the lane that the row is about, -1 none.
static int32_t lane_of(const cp_check *check, int32_t row) {
  for (int32_t lane = 0; lane < cp_spec_count(check->spec, CP_S_lanes); lane++) {
    if (index_of(check, CP_F_lanes_supplier, lane) == index_of(check, CP_F_state_supplier, row) &&
        index_of(check, CP_F_lanes_buyer, lane) == index_of(check, CP_F_state_firm, row) &&
        index_of(check, CP_F_lanes_good, lane) == index_of(check, CP_F_state_good, row))
      return lane;
  }
  return -1;
}

static void check_lane(const cp_check *check, int32_t row) {
  const int32_t supplier = index_of(check, CP_F_state_supplier, row);
  const int32_t firm = index_of(check, CP_F_state_firm, row);
  const int32_t good = index_of(check, CP_F_state_good, row);
  if (supplier < 0 || firm < 0 || good < 0 || lane_of(check, row) >= 0) return;
  cp_check_fault(
      check, CP_F_state_supplier, row,
      cp_text_print(check->draft->arena,
                    "no lane of '" CP_TEXT_FORMAT "' from '" CP_TEXT_FORMAT "' to '" CP_TEXT_FORMAT
                    "'",
                    CP_NAME(check, CP_S_goods, good), CP_NAME(check, CP_S_firms, supplier),
                    CP_NAME(check, CP_S_firms, firm)),
      CP_TEXT("a row of lanes"), CP_TEXT("add the lane; share 0 % serves alternatives only"));
}

// How many inputs of the firm hold the good; with a part named, those that are it.
static int32_t count_inputs(const cp_check *check, int32_t row) {
  const int32_t firm = index_of(check, CP_F_state_firm, row);
  const int32_t good = index_of(check, CP_F_state_good, row);
  const cp_text part = cp_spec_text(check->spec, CP_F_state_part, row);
  int32_t n = 0;
  for (int32_t at = 0; at < cp_spec_count(check->spec, CP_S_inputs); at++) {
    n += part.size == 0 && index_of(check, CP_F_inputs_firm, at) == firm &&
         index_of(check, CP_F_inputs_good, at) == good;
  }
  for (int32_t at = 0; at < cp_spec_count(check->spec, CP_S_parts); at++) {
    if (index_of(check, CP_F_parts_plant, at) != firm ||
        index_of(check, CP_F_parts_good, at) != good)
      continue;
    n += part.size == 0 || cp_text_equal(part, cp_spec_text(check->spec, CP_F_parts_part, at));
  }
  return n;
}

static void check_input(const cp_check *check, int32_t row) {
  const int32_t firm = index_of(check, CP_F_state_firm, row);
  const int32_t good = index_of(check, CP_F_state_good, row);
  if (firm < 0 || good < 0) return;
  const int32_t n = count_inputs(check, row);
  const bool has_part = cp_spec_text(check->spec, CP_F_state_part, row).size > 0;
  if (n == 1 || (n == 0 && !has_part && lane_of(check, row) >= 0)) return;
  cp_check_fault(
      check,
      n > 1      ? CP_F_state_good
      : has_part ? CP_F_state_part
                 : CP_F_state_firm,
      row,
      cp_text_print(check->draft->arena,
                    n > 1 ? "'" CP_TEXT_FORMAT "' has several parts of '" CP_TEXT_FORMAT "'"
                          : "'" CP_TEXT_FORMAT "' has no such input of '" CP_TEXT_FORMAT "'",
                    CP_NAME(check, CP_S_firms, firm), CP_NAME(check, CP_S_goods, good)),
      n > 1 ? CP_TEXT("the part that the row is about") : CP_TEXT("a row of inputs or parts"),
      cp_no_text);
}

// --- licences ----------------------------------------------------------------------------------------

// By the rows about it, or about the whole of which it is a part, up to a day.
static bool is_in_force(const cp_check *check, int32_t measure, int32_t day) {
  const int32_t whole = index_of(check, CP_F_measures_part_of, measure);
  bool is_up = false;
  int32_t until = -1;  // the last day of a suspension that has one
  int32_t last = INT32_MIN;
  for (int32_t row = 0; row < cp_spec_count(check->spec, CP_S_timeline); row++) {
    const cp_cell *object = cp_spec_cell(check->spec, CP_F_timeline_object, row);
    const bool is_its = !object->is_missing && object->section == CP_S_measures &&
                        (object->index == measure || object->index == whole);
    const int32_t date = index_of(check, CP_F_timeline_date, row);
    if (!is_its || date > day || date < last) continue;
    last = date;
    const int32_t act = index_of(check, CP_F_timeline_act, row);
    if (act == ENTER || act == RESTORE) is_up = true;
    if (act == SUSPEND || act == LIFT) is_up = false;
    if (act == SUSPEND || act == LIFT || act == EXTEND)
      until = act == LIFT ? -1 : index_of(check, CP_F_timeline_until, row);
  }
  return is_up || (until >= 0 && until < day);
}

static double dwell_of(const cp_check *check, int32_t row) {
  const int32_t lane = lane_of(check, row);
  return lane < 0 ? 0.0 : cp_spec_number(check->spec, CP_F_lanes_dwell, lane);
}

// Does the measure bind goods of the row that leave on a day? By its rule of transition those declared before it do not need a licence, or
// those ordered before it: of which a departure says nothing.
static bool binds(const cp_check *check, int32_t measure, int32_t row, int32_t day) {
  const int32_t transition = index_of(check, CP_F_measures_transition, measure);
  if (transition == BY_CONTRACT) return false;
  if (!is_in_force(check, measure, day)) return false;
  return transition == BY_DEPARTURE ||
         is_in_force(check, measure, day - (int32_t)dwell_of(check, row));
}

// The measure under which goods of the row that leave on a day need a licence, -1 none.
static int32_t control_of(const cp_check *check, int32_t row, int32_t day) {
  const int32_t supplier = index_of(check, CP_F_state_supplier, row);
  const int32_t firm = index_of(check, CP_F_state_firm, row);
  const int32_t good = index_of(check, CP_F_state_good, row);
  if (supplier < 0 || firm < 0 || good < 0) return -1;
  const int32_t from = index_of(check, CP_F_firms_region, supplier);
  const int32_t to = index_of(check, CP_F_firms_region, firm);
  bool *names = CP_ARENA_ARRAY(check->draft->arena, bool, cp_spec_count(check->spec, CP_S_goods));
  if (names == NULL) check->draft->messages->status = CP_NO_MEMORY;
  if (from == to || names == NULL) return -1;
  for (int32_t measure = 0; measure < cp_spec_count(check->spec, CP_S_measures); measure++) {
    const int32_t kind = index_of(check, CP_F_measures_kind, measure);
    const int32_t on = index_of(check, CP_F_measures_on, measure);
    if ((kind != LICENCE_REQUIREMENT && kind != BAN) || (on >= 0 && on != to) ||
        index_of(check, CP_F_measures_by, measure) != from || cp_is_whole(check->spec, measure))
      continue;
    cp_check_scope(check, measure, names);
    if (names[good] && binds(check, measure, row, day)) return measure;
  }
  return -1;
}

// The row of the licence of that id, for the same lane; -1 none.
static int32_t find_licence(const cp_check *check, int32_t row, cp_text id) {
  for (int32_t other = 0; other < cp_spec_count(check->spec, CP_S_state); other++) {
    if (index_of(check, CP_F_state_kind, other) == LICENCE &&
        cp_text_equal(cp_spec_text(check->spec, CP_F_state_id, other), id) &&
        is_same(check, CP_F_state_firm, row, other) &&
        is_same(check, CP_F_state_good, row, other) &&
        is_same(check, CP_F_state_supplier, row, other))
      return other;
  }
  return -1;
}

// A shipment that left while its good was controlled left under a licence, and that one is listed.
static void check_shipment(const cp_check *check, int32_t row) {
  if (is_none(check, row) || !is_day(check, CP_F_state_departed, row)) return;
  const cp_text licence = cp_spec_text(check->spec, CP_F_state_licence, row);
  const int32_t control = control_of(check, row, index_of(check, CP_F_state_departed, row));
  if (licence.size == 0 && control >= 0) {
    cp_check_fault(
        check, CP_F_state_departed, row,
        cp_text_print(check->draft->arena,
                      "a shipment of '" CP_TEXT_FORMAT
                      "' without a licence: it left on '" CP_TEXT_FORMAT "' under '" CP_TEXT_FORMAT
                      "'",
                      CP_NAME(check, CP_S_goods, index_of(check, CP_F_state_good, row)),
                      CP_TEXT_ARGUMENTS(cp_spec_text(check->spec, CP_F_state_departed, row)),
                      CP_NAME(check, CP_S_measures, control)),
        CP_TEXT("licence: the id of a licence row"),
        CP_TEXT("list the licence too, with 0 left where it is used up"));
  }
  if (licence.size == 0) return;
  const int32_t listed = find_licence(check, row, licence);
  if (listed < 0) {
    cp_check_fault(
        check, CP_F_state_licence, row,
        cp_text_print(check->draft->arena, "no licence '" CP_TEXT_FORMAT "' of this lane",
                      CP_TEXT_ARGUMENTS(licence)),
        CP_TEXT("the id of a licence row with the same firm, good and supplier"), cp_no_text);
  } else if (is_day(check, CP_F_state_valid_to, listed) &&
             index_of(check, CP_F_state_departed, row) >
                 index_of(check, CP_F_state_valid_to, listed)) {
    cp_check_fault(
        check, CP_F_state_departed, row,
        cp_text_print(check->draft->arena,
                      "it left on '" CP_TEXT_FORMAT "', after the last day of '" CP_TEXT_FORMAT
                      "' in line %d, '" CP_TEXT_FORMAT "'",
                      CP_TEXT_ARGUMENTS(cp_spec_text(check->spec, CP_F_state_departed, row)),
                      CP_TEXT_ARGUMENTS(licence),
                      (int)cp_check_origin(check, CP_F_state_id, listed).line,
                      CP_TEXT_ARGUMENTS(cp_spec_text(check->spec, CP_F_state_valid_to, listed))),
        CP_TEXT("a departure while the licence was in force"), cp_no_text);
  }
}

// What is left of a licence and what was shipped under it are not more than was granted. The row at which this is passed is told: the licence
// itself, or the shipment for which its balance did not reach.
static void check_granted(const cp_check *check, int32_t row) {
  if (!is_day(check, CP_F_state_granted, row)) return;
  const cp_text id = cp_spec_text(check->spec, CP_F_state_id, row);
  const double granted = cp_spec_number(check->spec, CP_F_state_granted, row);
  double sum = cp_spec_number(check->spec, CP_F_state_quantity, row);
  const cp_text text = cp_spec_text(check->spec, CP_F_state_granted, row);
  if (sum > granted) {
    cp_check_fault(
        check, CP_F_state_quantity, row,
        cp_text_print(check->draft->arena, "more is left than was granted, '" CP_TEXT_FORMAT "'",
                      CP_TEXT_ARGUMENTS(text)),
        CP_TEXT("quantity <= granted"), cp_no_text);
    return;
  }
  for (int32_t other = 0; other < cp_spec_count(check->spec, CP_S_state); other++) {
    if (index_of(check, CP_F_state_kind, other) != SHIPMENT ||
        !cp_text_equal(cp_spec_text(check->spec, CP_F_state_licence, other), id) ||
        find_licence(check, other, id) != row)
      continue;
    sum += cp_spec_number(check->spec, CP_F_state_quantity, other);
    if (sum <= granted) continue;
    cp_check_fault(check, CP_F_state_quantity, other,
                   cp_text_print(check->draft->arena,
                                 "more than the balance of '" CP_TEXT_FORMAT
                                 "' at departure: line %d grants '" CP_TEXT_FORMAT "'",
                                 CP_TEXT_ARGUMENTS(id),
                                 (int)cp_check_origin(check, CP_F_state_granted, row).line,
                                 CP_TEXT_ARGUMENTS(text)),
                   CP_TEXT("what is left and all shipments under it <= granted"),
                   CP_TEXT("correct the amounts, or name the other licence under which it left"));
    return;
  }
}

// What nothing asks for lapses, or is of no use.
static void check_need(const cp_check *check, int32_t row) {
  if (!is_day(check, CP_F_state_on, row) ||
      cp_spec_number(check->spec, CP_F_state_quantity, row) <= 0.0)
    return;
  const int32_t good = index_of(check, CP_F_state_good, row);
  const int32_t on = index_of(check, CP_F_state_on, row);
  if (good < 0 || lane_of(check, row) < 0 || on > check->spec->as_of ||
      control_of(check, row, on) >= 0)
    return;
  const bool is_application = index_of(check, CP_F_state_kind, row) == APPLICATION;
  cp_check_doubt(
      check, CP_F_state_kind, row,
      cp_text_print(check->draft->arena,
                    "no measure asks for a licence of '" CP_TEXT_FORMAT "' on '" CP_TEXT_FORMAT "'",
                    CP_NAME(check, CP_S_goods, good),
                    CP_TEXT_ARGUMENTS(cp_spec_text(check->spec, CP_F_state_on, row))),
      CP_TEXT("a good under a licence requirement"),
      is_application ? CP_TEXT("the application lapses")
                     : CP_TEXT("nothing is shipped against it"));
}

// An application that was accepted has a clock, and one that waits for a decision was accepted.
static void check_application(const cp_check *check, int32_t row) {
  const int32_t stage = index_of(check, CP_F_state_stage, row);
  if (cp_check_has(check, CP_F_state_quantity, row) &&
      cp_spec_number(check->spec, CP_F_state_quantity, row) == 0.0)
    cp_check_fault(check, CP_F_state_quantity, row, CP_TEXT("an application for nothing"),
                   CP_TEXT("what it asks for"),
                   CP_TEXT("that there is none is a row without an id"));
  const bool is_accepted = cp_check_is_given(check, CP_F_state_accepted, row);
  const int32_t firm = index_of(check, CP_F_state_firm, row);
  if ((stage == REVIEW || stage == READY) && !is_accepted) {
    cp_check_fault(
        check, CP_F_state_stage, row,
        cp_text_print(check->draft->arena, "stage '" CP_TEXT_FORMAT "' without 'accepted'",
                      CP_TEXT_ARGUMENTS(cp_spec_text(check->spec, CP_F_state_stage, row))),
        CP_TEXT("the day on which its clock began"), cp_no_text);
  }
  if (stage == LOCAL && is_accepted) {
    cp_check_fault(check, CP_F_state_accepted, row,
                   CP_TEXT("an accepted application at the local office"),
                   CP_TEXT("stage review, or no acceptance"), cp_no_text);
  }
  if (firm < 0 || cp_check_is_given(check, CP_F_firms_class, firm)) return;
  cp_check_fault(check, CP_F_state_firm, row,
                 cp_text_print(check->draft->arena,
                               "'" CP_TEXT_FORMAT "' has no class in which it would be reviewed",
                               CP_NAME(check, CP_S_firms, firm)),
                 CP_TEXT("a firm with a class"), CP_TEXT("give the firm a class"));
}

// --- rows against each other -----------------------------------------------------------------------

static void check_evening(const cp_check *check, int32_t row, int32_t first) {
  if (!is_day(check, CP_F_state_on, row) || !is_day(check, CP_F_state_on, first)) return;
  if (is_same(check, CP_F_state_on, row, first)) return;
  cp_check_fault(check, CP_F_state_on, row,
                 cp_text_print(check->draft->arena, "another day than in line %d",
                               (int)cp_check_origin(check, CP_F_state_on, first).line),
                 CP_TEXT("one evening for all rows of a firm"), cp_no_text);
}

static bool is_same_shipment(const cp_check *check, int32_t row, int32_t other) {
  static const cp_field same[] = {CP_F_state_good, CP_F_state_supplier, CP_F_state_departed,
                                  CP_F_state_eta};
  for (size_t at = 0; at < sizeof same / sizeof *same; at++) {
    if (!is_same(check, same[at], row, other)) return false;
  }
  return cp_spec_number(check->spec, CP_F_state_quantity, row) ==
             cp_spec_number(check->spec, CP_F_state_quantity, other) &&
         cp_text_equal(cp_spec_text(check->spec, CP_F_state_part, row),
                       cp_spec_text(check->spec, CP_F_state_part, other)) &&
         cp_text_equal(cp_spec_text(check->spec, CP_F_state_id, row),
                       cp_spec_text(check->spec, CP_F_state_id, other)) &&
         cp_text_equal(cp_spec_text(check->spec, CP_F_state_licence, row),
                       cp_spec_text(check->spec, CP_F_state_licence, other));
}

static void check_against(const cp_check *check, int32_t row, int32_t other) {
  const int32_t line = cp_check_origin(check, CP_F_state_on, other).line;
  const int32_t kind = index_of(check, CP_F_state_kind, row);
  if (!is_same(check, CP_F_state_kind, row, other)) return;
  const cp_text id = cp_spec_text(check->spec, CP_F_state_id, row);
  const bool is_same_id =
      id.size > 0 && cp_text_equal(id, cp_spec_text(check->spec, CP_F_state_id, other));
  const bool is_same_stock = kind == STOCK && is_same(check, CP_F_state_good, row, other) &&
                             cp_text_equal(cp_spec_text(check->spec, CP_F_state_part, row),
                                           cp_spec_text(check->spec, CP_F_state_part, other));
  const bool is_double =
      kind == SHIPMENT && !is_none(check, row) && is_same_shipment(check, row, other);
  const bool is_none_and_some = is_none(check, row) || is_none(check, other);
  if (!is_same_id && !is_same_stock && !is_double && !is_none_and_some) return;
  cp_check_fault(check, is_same_id ? CP_F_state_id : CP_F_state_quantity, row,
                 cp_text_print(check->draft->arena,
                               is_same_id      ? "the id of line %d"
                               : is_same_stock ? "the same stock as in line %d"
                               : is_double     ? "the same shipment as in line %d"
                                               : "none of a kind of which line %d tells",
                               (int)line),
                 is_same_id ? CP_TEXT("an id of its own") : CP_TEXT("one of the two rows"),
                 is_double ? CP_TEXT("give each an id where there were two") : cp_no_text);
}

static void check_others(const cp_check *check, int32_t row) {
  if (index_of(check, CP_F_state_firm, row) < 0) return;
  bool has_evening = false;
  for (int32_t other = 0; other < row; other++) {
    if (!is_same(check, CP_F_state_firm, row, other)) continue;
    if (!has_evening) check_evening(check, row, other);
    has_evening = true;
    check_against(check, row, other);
  }
}

void cp_check_state(const cp_check *check) {
  for (int32_t row = 0; row < cp_spec_count(check->spec, CP_S_state); row++) {
    const int32_t kind = index_of(check, CP_F_state_kind, row);
    if (kind < 0) continue;
    check_span(check, row);
    check_fields(check, row, kind);
    check_days(check, row);
    check_input(check, row);
    if (kind != STOCK && !is_none(check, row)) check_lane(check, row);
    if (kind == SHIPMENT) check_shipment(check, row);
    if (kind == LICENCE) check_granted(check, row);
    if (kind == LICENCE || kind == APPLICATION) check_need(check, row);
    if (kind == APPLICATION && !is_none(check, row)) check_application(check, row);
    check_others(check, row);
  }
}
