// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Authorities as regimes: one clock, stops that can come, spans of capacity that do not overlap, and stances that somebody has.

#include <stddef.h>

#include "base/os/print.h"
#include "scenario/spec_parts.h"

// Words of authorities.at_limit and stops.when in their order in fields.inc.
enum { ESCALATE = 1 };
enum { IN_REVIEW, FOR_PAPERS };

static void authority_fault(const cp_check *check, cp_field field, int32_t authority,
                            const char *what, const char *expected, cp_text hint) {
  cp_check_fault(check, field, authority,
                 cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' %s",
                               CP_NAME(check, CP_S_authorities, authority), what),
                 cp_text_of(expected), hint);
}

// --- clocks --------------------------------------------------------------------------------------

static void check_clock(const cp_check *check, int32_t authority) {
  const bool has_working = cp_check_is_given(check, CP_F_authorities_limit, authority);
  const bool has_calendar = cp_check_is_given(check, CP_F_authorities_limit_days, authority);
  if (has_working && has_calendar) {
    authority_fault(check, CP_F_authorities_limit_days, authority,
                    "has a limit in working days and one in calendar days", "limit or limit_days",
                    CP_TEXT("its clock counts either"));
  }
  const int32_t at_limit = cp_spec_index(check->spec, CP_F_authorities_at_limit, authority);
  if (at_limit == ESCALATE && !has_working && !has_calendar) {
    authority_fault(check, CP_F_authorities_at_limit, authority,
                    "escalates at a limit that it does not have", "limit or limit_days",
                    cp_no_text);
  }
}

static void check_refiling(const cp_check *check, int32_t authority) {
  const cp_cell *median = cp_spec_cell(check->spec, CP_F_authorities_refile, authority);
  const cp_cell *p90 = cp_spec_cell(check->spec, CP_F_authorities_refile_p90, authority);
  if (!p90->is_given || p90->number >= median->number) return;
  authority_fault(check, CP_F_authorities_refile_p90, authority,
                  "files most returned applications again before half of them",
                  "refile <= refile_p90", cp_no_text);
}

// --- stances -------------------------------------------------------------------------------------

static bool has_followers(const cp_check *check, int32_t authority) {
  for (int32_t class = 0; class < cp_spec_count(check->spec, CP_S_classes); class ++) {
    if (cp_spec_index(check->spec, CP_F_classes_authority, class) == authority &&
        cp_spec_index(check->spec, CP_F_classes_follows, class) != 0)
      return true;
  }
  return check->draft->is_broken[CP_S_classes];
}

static void check_stances(const cp_check *check, int32_t authority) {
  const bool tightens = cp_check_is_given(check, CP_F_authorities_tighten, authority);
  const bool loosens = cp_check_is_given(check, CP_F_authorities_loosen, authority);
  const cp_field field = tightens ? CP_F_authorities_tighten : CP_F_authorities_loosen;
  if ((tightens || loosens) && !has_followers(check, authority)) {
    authority_fault(check, field, authority, "has stances that move and no class that follows them",
                    "a class of this authority, with follows: yes",
                    CP_TEXT("give it a class, or take the hazard out"));
  }
  if (!cp_check_is_given(check, CP_F_authorities_clause, authority) &&
      (cp_check_is_given(check, CP_F_authorities_clause_met, authority) ||
       cp_check_is_given(check, CP_F_authorities_clause_breached, authority))) {
    authority_fault(check,
                    cp_check_is_given(check, CP_F_authorities_clause_met, authority)
                        ? CP_F_authorities_clause_met
                        : CP_F_authorities_clause_breached,
                    authority, "has a factor for a clause and no clause", "clause", cp_no_text);
  }
}

// --- stops ---------------------------------------------------------------------------------------

static void check_stop(const cp_check *check, int32_t stop) {
  const int32_t when = cp_spec_index(check->spec, CP_F_stops_when, stop);
  const bool has_chance = cp_check_is_given(check, CP_F_stops_chance, stop);
  if (when == IN_REVIEW && !has_chance) {
    cp_check_fault(check, CP_F_stops_stop, stop,
                   cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' never comes",
                                 CP_NAME(check, CP_S_stops, stop)),
                   CP_TEXT("chance: the share of reviews in which it does"), cp_no_text);
  }
  if (when == FOR_PAPERS && has_chance) {
    cp_check_fault(
        check, CP_F_stops_chance, stop, CP_TEXT("a chance of a stop for papers that are missing"),
        CP_TEXT("no chance: it comes whenever the class's hazard of return does"), cp_no_text);
  }
}

// --- capacities ----------------------------------------------------------------------------------

static void check_span(const cp_check *check, int32_t row) {
  const cp_cell *from = cp_spec_cell(check->spec, CP_F_capacities_from, row);
  const cp_cell *until = cp_spec_cell(check->spec, CP_F_capacities_until, row);
  if (from->is_missing || until->is_missing) return;
  if (until->index < from->index) {
    cp_check_fault(check, CP_F_capacities_until, row,
                   cp_text_print(check->draft->arena,
                                 "until '" CP_TEXT_FORMAT "' is before from '" CP_TEXT_FORMAT "'",
                                 CP_TEXT_ARGUMENTS(until->text), CP_TEXT_ARGUMENTS(from->text)),
                   CP_TEXT("from <= until"), CP_TEXT("it would end before it starts"));
    return;
  }
  const int32_t authority = cp_spec_index(check->spec, CP_F_capacities_authority, row);
  for (int32_t before = 0; before < row; before++) {
    if (cp_spec_index(check->spec, CP_F_capacities_authority, before) != authority) continue;
    const cp_cell *first = cp_spec_cell(check->spec, CP_F_capacities_from, before);
    const cp_cell *last = cp_spec_cell(check->spec, CP_F_capacities_until, before);
    if (first->is_missing || last->is_missing || last->index < first->index) continue;
    if (last->index < from->index || until->index < first->index) continue;
    const cp_origin origin = cp_check_origin(check, CP_F_capacities_from, before);
    cp_check_fault(
        check, CP_F_capacities_from, row,
        cp_text_print(check->draft->arena,
                      "days of '" CP_TEXT_FORMAT "' from '" CP_TEXT_FORMAT
                      "' have another capacity already",
                      CP_NAME(check, CP_S_authorities, authority), CP_TEXT_ARGUMENTS(from->text)),
        CP_TEXT("rows of one authority that do not overlap"),
        cp_text_print(check->draft->arena, "the other row is in line %d, to " CP_TEXT_FORMAT,
                      (int)origin.line, CP_TEXT_ARGUMENTS(last->text)));
    return;
  }
}

void cp_check_regimes(const cp_check *check) {
  for (int32_t authority = 0; authority < cp_spec_count(check->spec, CP_S_authorities);
       authority++) {
    check_clock(check, authority);
    check_refiling(check, authority);
    check_stances(check, authority);
  }
  for (int32_t stop = 0; stop < cp_spec_count(check->spec, CP_S_stops); stop++)
    check_stop(check, stop);
  for (int32_t row = 0; row < cp_spec_count(check->spec, CP_S_capacities); row++)
    check_span(check, row);
}
