// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What is dated: acts that fit their objects, days in order, nothing known before it happened, and
// figures published once.

#include <stddef.h>

#include "base/date.h"
#include "base/os/print.h"
#include "scenario/spec_parts.h"
#include "scenario/targets.h"

// Words of timeline.act in their order in fields.inc.
enum {
  ANNOUNCE,
  ENTER,
  SET,
  SUSPEND,
  RESTORE,
  EXTEND,
  LIFT,
  HINT,
  SIGN,
  CONFIRM,
  DOUBT,
  DISPUTE,
  SETTLE,
  SAY,
  REPORT,
  WITHDRAW
};

static const char *section_word(int32_t section) {
  if (section == CP_S_measures) return "a measure";
  if (section == CP_S_classes) return "a class";
  if (section == CP_S_authorities) return "an authority";
  return section == CP_S_agreements ? "an agreement" : "a clause";
}

// --- acts ----------------------------------------------------------------------------------------

// Words about an object: no state changes, so none need be named.
static bool is_word(int32_t act) { return act == SAY || act == REPORT; }

static bool is_desk(int32_t section) {
  return section == CP_S_classes || section == CP_S_authorities;
}

static bool acts_on(int32_t act, int32_t section) {
  if (is_word(act)) return true;
  if (section == CP_S_measures) return act <= LIFT;
  if (section == CP_S_agreements)
    return act == ANNOUNCE || act == WITHDRAW || (act >= HINT && act <= DOUBT);
  if (is_desk(section)) return act >= SET && act <= EXTEND;
  return act == DISPUTE || act == SETTLE || act == EXTEND;
}

static const char *acts_of(int32_t section) {
  if (section == CP_S_measures)
    return "announce, enter, set, suspend, restore, extend, lift, say or report";
  if (section == CP_S_agreements)
    return "hint, announce, sign, confirm, doubt, withdraw, say or report";
  if (is_desk(section)) return "set, suspend, restore, extend, say or report";
  return "extend, dispute, settle, say or report";
}

static cp_text act_text(const cp_check *check, int32_t row) {
  return cp_spec_text(check->spec, CP_F_timeline_act, row);
}

static void check_object(const cp_check *check, int32_t row, int32_t act) {
  const cp_cell *object = cp_spec_cell(check->spec, CP_F_timeline_object, row);
  if (!object->is_given && !is_word(act)) {
    cp_check_fault(check, CP_F_timeline_act, row,
                   cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' without an object",
                                 CP_TEXT_ARGUMENTS(act_text(check, row))),
                   CP_TEXT("the measure, agreement, clause, class or authority on which it acts"),
                   cp_no_text);
  }
  if (object->is_missing || object->index < 0 || acts_on(act, object->section)) return;
  cp_check_fault(check, CP_F_timeline_act, row,
                 cp_text_print(check->draft->arena,
                               "'" CP_TEXT_FORMAT "' does not act on %s ('" CP_TEXT_FORMAT "')",
                               CP_TEXT_ARGUMENTS(act_text(check, row)),
                               section_word(object->section), CP_TEXT_ARGUMENTS(object->text)),
                 cp_text_of(acts_of(object->section)), cp_no_text);
}

// What a class or an authority is set to is a stance, and nothing else is.
static void check_stance(const cp_check *check, int32_t row, int32_t act) {
  const cp_cell *object = cp_spec_cell(check->spec, CP_F_timeline_object, row);
  const bool is_set = act == SET && object->index >= 0 && is_desk(object->section);
  const bool has_stance = cp_check_is_given(check, CP_F_timeline_stance, row);
  if (is_set && !has_stance) {
    cp_check_fault(check, CP_F_timeline_act, row, CP_TEXT("'set' without a stance"),
                   CP_TEXT("stance: closed, trickle, managed or open"), cp_no_text);
  }
  if (!is_set && has_stance) {
    cp_check_fault(check, CP_F_timeline_stance, row,
                   CP_TEXT("a stance of what is no class or authority that is set"),
                   CP_TEXT("a stance with set on a class or an authority only"), cp_no_text);
  }
}

static void check_rate(const cp_check *check, int32_t row, int32_t act) {
  const cp_cell *object = cp_spec_cell(check->spec, CP_F_timeline_object, row);
  const bool has_rate = cp_check_is_given(check, CP_F_timeline_rate, row);
  if (object->index >= 0 && is_desk(object->section) && !has_rate) return;
  if (act == SET && !has_rate) {
    cp_check_fault(check, CP_F_timeline_act, row, CP_TEXT("'set' without a rate"),
                   CP_TEXT("the new tariff rate, such as 30 %"), cp_no_text);
  }
  if (act > SET && has_rate) {
    cp_check_fault(check, CP_F_timeline_rate, row,
                   cp_text_print(check->draft->arena, "a rate with '" CP_TEXT_FORMAT "'",
                                 CP_TEXT_ARGUMENTS(act_text(check, row))),
                   CP_TEXT("a rate with announce, enter or set only"), cp_no_text);
  }
  const bool is_measure = object->section == CP_S_measures && object->index >= 0;
  if ((act != SET && !has_rate) || act > SET || object->is_missing || !is_measure) return;
  if (cp_spec_index(check->spec, CP_F_measures_kind, object->index) <= 0) return;
  cp_check_fault(
      check, CP_F_timeline_object, row,
      cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' is no tariff and has no rate",
                    CP_TEXT_ARGUMENTS(object->text)),
      CP_TEXT("a tariff"), cp_no_text);
}

// A whole has the rates of its parts.
static void check_whole(const cp_check *check, int32_t row) {
  const cp_cell *object = cp_spec_cell(check->spec, CP_F_timeline_object, row);
  const bool is_measure =
      !object->is_missing && object->section == CP_S_measures && object->index >= 0;
  if (!is_measure || !cp_check_is_given(check, CP_F_timeline_rate, row) ||
      !cp_is_whole(check->spec, object->index))
    return;
  cp_check_fault(check, CP_F_timeline_rate, row,
                 cp_text_print(check->draft->arena,
                               "a rate for '" CP_TEXT_FORMAT "', which is a whole of parts",
                               CP_TEXT_ARGUMENTS(object->text)),
                 CP_TEXT("a row for each part"), cp_no_text);
}

static void check_until(const cp_check *check, int32_t row, int32_t act) {
  const cp_cell *until = cp_spec_cell(check->spec, CP_F_timeline_until, row);
  const cp_cell *date = cp_spec_cell(check->spec, CP_F_timeline_date, row);
  if (act == EXTEND && !until->is_given) {
    cp_check_fault(check, CP_F_timeline_act, row, CP_TEXT("'extend' without a last day"),
                   CP_TEXT("until: the new last day"), cp_no_text);
  }
  const bool may_end = act == SUSPEND || act == EXTEND || act == ENTER || is_word(act);
  if (until->is_given && !may_end) {
    cp_check_fault(check, CP_F_timeline_until, row,
                   cp_text_print(check->draft->arena, "a last day with '" CP_TEXT_FORMAT "'",
                                 CP_TEXT_ARGUMENTS(act_text(check, row))),
                   CP_TEXT("until with suspend, extend or enter only"), cp_no_text);
  }
  if (until->is_missing || date->is_missing || until->index >= date->index) return;
  cp_check_fault(check, CP_F_timeline_until, row,
                 cp_text_print(check->draft->arena,
                               "until '" CP_TEXT_FORMAT "' is before date '" CP_TEXT_FORMAT "'",
                               CP_TEXT_ARGUMENTS(until->text), CP_TEXT_ARGUMENTS(date->text)),
                 CP_TEXT("date <= until"), CP_TEXT("it would end before it starts"));
}

// An act after the last simulated day is read and never taken.
static void check_end(const cp_check *check, int32_t row) {
  const cp_cell *date = cp_spec_cell(check->spec, CP_F_timeline_date, row);
  const cp_cell *end = cp_spec_cell(check->spec, CP_F_scenario_until, 0);
  if (date->is_missing || end->is_missing || date->index <= end->index) return;
  // an end before the start is reported, and every row would be after it
  if (end->index < cp_spec_index(check->spec, CP_F_scenario_start, 0)) return;
  cp_check_doubt(
      check, CP_F_timeline_date, row,
      cp_text_print(check->draft->arena,
                    "'" CP_TEXT_FORMAT "' is after the scenario's last day '" CP_TEXT_FORMAT "'",
                    CP_TEXT_ARGUMENTS(date->text), CP_TEXT_ARGUMENTS(end->text)),
      CP_TEXT("date <= scenario.until"), CP_TEXT("the act is never taken"));
}

// Two sides may each confirm one agreement on one day; a measure has one owner.
static bool is_same_act(const cp_check *check, int32_t row, int32_t other) {
  const cp_spec *spec = check->spec;
  const cp_cell *object = cp_spec_cell(spec, CP_F_timeline_object, row);
  const cp_cell *other_object = cp_spec_cell(spec, CP_F_timeline_object, other);
  if (other_object->is_missing || object->section != other_object->section) return false;
  if (object->index != other_object->index) return false;
  if (cp_spec_index(spec, CP_F_timeline_act, row) != cp_spec_index(spec, CP_F_timeline_act, other))
    return false;
  if (cp_spec_index(spec, CP_F_timeline_date, row) !=
      cp_spec_index(spec, CP_F_timeline_date, other)) {
    return false;
  }
  return object->section == CP_S_measures ||
         cp_text_equal(cp_spec_text(spec, CP_F_timeline_actor, row),
                       cp_spec_text(spec, CP_F_timeline_actor, other));
}

// Do two rows of one act say different things: a rate, a last day?
static bool is_other(const cp_check *check, cp_field field, int32_t row, int32_t before) {
  const cp_cell *cell = cp_spec_cell(check->spec, field, row);
  const cp_cell *other = cp_spec_cell(check->spec, field, before);
  if (cell->is_missing || other->is_missing) return false;
  return cell->index != other->index || cell->number != other->number;
}

static bool report_twice(const cp_check *check, int32_t row, int32_t before) {
  bool is_reported = false;
  const cp_field fields[] = {CP_F_timeline_rate, CP_F_timeline_until};
  for (int32_t field = 0; field < 2; field++) {
    if (!is_other(check, fields[field], row, before)) continue;
    const cp_origin first = cp_check_origin(check, fields[field], before);
    is_reported = true;
    cp_check_fault(
        check, fields[field], row,
        cp_text_print(check->draft->arena,
                      "'" CP_TEXT_FORMAT "' on '" CP_TEXT_FORMAT "' sets '" CP_TEXT_FORMAT
                      "' to '" CP_TEXT_FORMAT "', another row to '" CP_TEXT_FORMAT "'",
                      CP_TEXT_ARGUMENTS(cp_spec_text(check->spec, CP_F_timeline_object, row)),
                      CP_TEXT_ARGUMENTS(cp_spec_text(check->spec, CP_F_timeline_date, row)),
                      CP_TEXT_ARGUMENTS(cp_field_at((int32_t)fields[field])->name),
                      CP_TEXT_ARGUMENTS(cp_spec_text(check->spec, fields[field], row)),
                      CP_TEXT_ARGUMENTS(cp_spec_text(check->spec, fields[field], before))),
        CP_TEXT("one value per measure and day"),
        cp_text_print(check->draft->arena, "the first one is in line %d", (int)first.line));
  }
  return is_reported;
}

// One act in two rows. Words may be as many as were said.
static void check_once(const cp_check *check, int32_t row, int32_t act) {
  const cp_cell *object = cp_spec_cell(check->spec, CP_F_timeline_object, row);
  const cp_cell *date = cp_spec_cell(check->spec, CP_F_timeline_date, row);
  if (is_word(act) || object->is_missing || object->index < 0 || date->is_missing) return;
  for (int32_t before = 0; before < row; before++) {
    if (!is_same_act(check, row, before)) continue;
    if (report_twice(check, row, before)) return;
    const cp_origin first = cp_check_origin(check, CP_F_timeline_act, before);
    cp_check_doubt(
        check, CP_F_timeline_act, row,
        cp_text_print(check->draft->arena,
                      "'" CP_TEXT_FORMAT "' on '" CP_TEXT_FORMAT
                      "' a second time on '" CP_TEXT_FORMAT "'",
                      CP_TEXT_ARGUMENTS(act_text(check, row)), CP_TEXT_ARGUMENTS(object->text),
                      CP_TEXT_ARGUMENTS(date->text)),
        CP_TEXT("one row per date, act and object"),
        cp_text_print(check->draft->arena, "the first one is in line %d", (int)first.line));
    return;
  }
}

static void check_timeline(const cp_check *check) {
  for (int32_t row = 0; row < cp_spec_count(check->spec, CP_S_timeline); row++) {
    const int32_t act = cp_spec_index(check->spec, CP_F_timeline_act, row);
    if (act < 0) continue;
    check_object(check, row, act);
    check_rate(check, row, act);
    check_whole(check, row);
    check_stance(check, row, act);
    check_until(check, row, act);
    check_end(check, row);
    check_once(check, row, act);
  }
}

// --- statements ----------------------------------------------------------------------------------

static void check_statements(const cp_check *check) {
  for (int32_t row = 0; row < cp_spec_count(check->spec, CP_S_statements); row++) {
    const cp_cell *date = cp_spec_cell(check->spec, CP_F_statements_date, row);
    const cp_cell *day = cp_spec_cell(check->spec, CP_F_statements_confirmed_on, row);
    const bool has_who = cp_check_is_given(check, CP_F_statements_confirmed_by, row);
    if (day->is_given && !has_who) {
      cp_check_fault(check, CP_F_statements_confirmed_on, row,
                     CP_TEXT("a day of confirmation and nobody who confirmed"),
                     CP_TEXT("confirmed_by"), cp_no_text);
    }
    if (has_who && !day->is_given) {
      cp_check_fault(check, CP_F_statements_confirmed_by, row,
                     CP_TEXT("a confirmation without its day"), CP_TEXT("confirmed_on"),
                     cp_no_text);
    }
    if (date->is_missing || day->is_missing || day->index >= date->index) continue;
    cp_check_fault(check, CP_F_statements_confirmed_on, row,
                   cp_text_print(check->draft->arena,
                                 "confirmed on '" CP_TEXT_FORMAT "', said on '" CP_TEXT_FORMAT "'",
                                 CP_TEXT_ARGUMENTS(day->text), CP_TEXT_ARGUMENTS(date->text)),
                   CP_TEXT("date <= confirmed_on"), cp_no_text);
  }
}

// --- published before it happened ----------------------------------------------------------------

static void check_known(const cp_check *check, cp_section section, cp_field date, cp_field known) {
  for (int32_t row = 0; row < cp_spec_count(check->spec, section); row++) {
    const cp_cell *day = cp_spec_cell(check->spec, date, row);
    const cp_cell *from = cp_spec_cell(check->spec, known, row);
    if (day->is_missing || from->is_missing || from->index >= day->index) continue;
    cp_check_doubt(
        check, known, row,
        cp_text_print(check->draft->arena,
                      "known from '" CP_TEXT_FORMAT "', before it happened on '" CP_TEXT_FORMAT "'",
                      CP_TEXT_ARGUMENTS(from->text), CP_TEXT_ARGUMENTS(day->text)),
        CP_TEXT("date <= known_from"), cp_no_text);
  }
}

// What was announced may be known before its day: acts that open, extend or end a state.
static void check_acts_known(const cp_check *check) {
  for (int32_t row = 0; row < cp_spec_count(check->spec, CP_S_timeline); row++) {
    const int32_t act = cp_spec_index(check->spec, CP_F_timeline_act, row);
    const cp_cell *day = cp_spec_cell(check->spec, CP_F_timeline_date, row);
    const cp_cell *from = cp_spec_cell(check->spec, CP_F_timeline_known_from, row);
    const bool may_be_announced = act >= ENTER && act <= LIFT;
    if (may_be_announced || day->is_missing || from->is_missing || from->index >= day->index)
      continue;
    cp_check_doubt(
        check, CP_F_timeline_known_from, row,
        cp_text_print(check->draft->arena,
                      "known from '" CP_TEXT_FORMAT "', before it happened on '" CP_TEXT_FORMAT "'",
                      CP_TEXT_ARGUMENTS(from->text), CP_TEXT_ARGUMENTS(day->text)),
        CP_TEXT("date <= known_from, or an act that was announced before: enter, suspend, lift"),
        cp_no_text);
  }
}

// --- figures -------------------------------------------------------------------------------------

static bool is_sum(const cp_check *check, cp_text name) {
  for (int32_t region = 0; region < cp_spec_count(check->spec, CP_S_regions); region++) {
    const cp_cell *sums = cp_spec_cell(check->spec, CP_F_regions_sums, region);
    for (int32_t word = 0; word < sums->n_item; word++) {
      if (cp_text_equal(sums->word[word], name)) return true;
    }
  }
  return false;
}

void cp_check_destination(const cp_check *check, cp_field field, int32_t row) {
  const cp_text name = cp_spec_text(check->spec, field, row);
  const int32_t region = cp_spec_find(check->spec, CP_S_regions, name);
  // a region whose flag was reported as wrong may be one
  const bool is_reported =
      region >= 0 && cp_spec_index(check->spec, CP_F_regions_report, region) != 0;
  if (name.size == 0 || is_reported || check->draft->is_broken[CP_S_regions] || is_sum(check, name))
    return;
  cp_text nearest = cp_no_text;
  const int32_t near = cp_names_nearest(&check->spec->name[CP_S_regions], name, 2);
  if (near >= 0 && near != region) nearest = cp_spec_name(check->spec, CP_S_regions, near);
  cp_check_fault(check, field, row,
                 cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' is no destination",
                               CP_TEXT_ARGUMENTS(name)),
                 CP_TEXT("a region with report: yes, or a sum"),
                 cp_draft_mean(check->draft, nearest));
}

// Nobody can publish a month that is not over.
static void check_published(const cp_check *check, int32_t row) {
  const cp_cell *period = cp_spec_cell(check->spec, CP_F_observations_period, row);
  const cp_cell *known = cp_spec_cell(check->spec, CP_F_observations_known_from, row);
  if (period->is_missing || known->is_missing) return;
  if (known->index >= cp_month_first(period->last + 1)) return;
  cp_check_doubt(
      check, CP_F_observations_known_from, row,
      cp_text_print(check->draft->arena,
                    "known from '" CP_TEXT_FORMAT "', before '" CP_TEXT_FORMAT "' is over",
                    CP_TEXT_ARGUMENTS(known->text), CP_TEXT_ARGUMENTS(period->text)),
      CP_TEXT("the day of publication"), cp_no_text);
}

// The same figure published twice on one day.
static void check_observations(const cp_check *check) {
  const int32_t n_row = cp_spec_count(check->spec, CP_S_observations);
  cp_names seen;
  if (cp_names_begin(&seen, check->draft->arena, n_row) != CP_OK) {
    check->draft->messages->status = CP_NO_MEMORY;
    return;
  }
  int32_t *first = CP_ARENA_ARRAY(check->draft->arena, int32_t, n_row);
  if (first == NULL) check->draft->messages->status = CP_NO_MEMORY;
  for (int32_t row = 0; first != NULL && row < n_row; row++) {
    cp_check_destination(check, CP_F_observations_destination, row);
    check_published(check, row);
    const cp_text key = cp_text_print(
        check->draft->arena, "%d " CP_TEXT_FORMAT " " CP_TEXT_FORMAT " " CP_TEXT_FORMAT,
        (int)cp_spec_index(check->spec, CP_F_observations_series, row),
        CP_TEXT_ARGUMENTS(cp_spec_text(check->spec, CP_F_observations_period, row)),
        CP_TEXT_ARGUMENTS(cp_spec_text(check->spec, CP_F_observations_destination, row)),
        CP_TEXT_ARGUMENTS(cp_spec_text(check->spec, CP_F_observations_known_from, row)));
    int32_t index = 0;
    const cp_status status = key.at == NULL ? CP_NO_MEMORY : cp_names_add(&seen, key, &index);
    if (status == CP_OK) first[index] = row;
    if (status == CP_NO_MEMORY) check->draft->messages->status = CP_NO_MEMORY;
    if (status != CP_EXISTS) continue;
    cp_check_fault(
        check, CP_F_observations_period, row,
        cp_text_print(
            check->draft->arena,
            "the figure of " CP_TEXT_FORMAT " for '" CP_TEXT_FORMAT "' a second time",
            CP_TEXT_ARGUMENTS(cp_spec_text(check->spec, CP_F_observations_period, row)),
            CP_TEXT_ARGUMENTS(cp_spec_text(check->spec, CP_F_observations_destination, row))),
        CP_TEXT("one figure per period, destination and day of publication"),
        cp_text_print(check->draft->arena, "the first one is in line %d",
                      (int)cp_check_origin(check, CP_F_observations_period, first[index]).line));
  }
  if (first == NULL) check->draft->messages->status = CP_NO_MEMORY;
}

static void check_counts(const cp_check *check) {
  for (int32_t row = 0; row < cp_spec_count(check->spec, CP_S_approvals); row++) {
    const cp_cell *filed = cp_spec_cell(check->spec, CP_F_approvals_filed, row);
    const double decided = cp_spec_number(check->spec, CP_F_approvals_approved, row) +
                           cp_spec_number(check->spec, CP_F_approvals_refused, row);
    if (filed->is_missing || decided <= filed->number) continue;
    cp_check_fault(check, CP_F_approvals_filed, row,
                   CP_TEXT("more applications decided than filed"),
                   CP_TEXT("approved + refused <= filed"), cp_no_text);
  }
}

void cp_check_facts(const cp_check *check) {
  check_timeline(check);
  check_statements(check);
  check_acts_known(check);
  check_known(check, CP_S_statements, CP_F_statements_date, CP_F_statements_known_from);
  check_known(check, CP_S_approvals, CP_F_approvals_date, CP_F_approvals_known_from);
  check_known(check, CP_S_effects, CP_F_effects_date, CP_F_effects_known_from);
  check_observations(check);
  check_counts(check);
}
