// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Agreements and clauses: days in order, goals that say what meets them, and nothing that waits for
// itself.

#include <stddef.h>

#include "base/os/print.h"
#include "scenario/spec_parts.h"

// Words of clauses.goal in their order in fields.inc.
enum { MEASURES_DOWN, RATE_AT_MOST, READING };

// --- chains --------------------------------------------------------------------------------------

// Rows that refer to rows of their own section. Each row that lies on a circle is reported once, at
// the row with the lowest number.
static void check_chain_of(const cp_check *check, cp_section section, cp_field field,
                           const char *words) {
  const int32_t n_row = cp_spec_count(check->spec, section);
  for (int32_t row = 0; row < n_row; row++) {
    int32_t at = cp_spec_index(check->spec, field, row);
    bool is_lowest = true;
    for (int32_t step = 0; step < n_row && at >= 0 && at != row; step++) {
      is_lowest &= at > row;
      at = cp_spec_index(check->spec, field, at);
    }
    if (at != row || !is_lowest) continue;
    cp_check_fault(check, field, row,
                   cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' %s itself",
                                 CP_NAME(check, section, row), words),
                   CP_TEXT("a chain that ends"), cp_no_text);
  }
}

// --- agreements ----------------------------------------------------------------------------------

static bool is_party(const cp_check *check, int32_t agreement, int32_t region) {
  const cp_cell *parties = cp_spec_cell(check->spec, CP_F_agreements_parties, agreement);
  if (parties->is_missing) return true;
  for (int32_t party = 0; party < parties->n_item; party++) {
    if (parties->item[party] == region) return true;
  }
  return false;
}

static void check_agreements(const cp_check *check) {
  check_chain_of(check, CP_S_agreements, CP_F_agreements_implements, "implements");
  check_chain_of(check, CP_S_agreements, CP_F_agreements_through, "comes by way of");
  check_chain_of(check, CP_S_agreements, CP_F_agreements_amends, "amends");
  check_chain_of(check, CP_S_agreements, CP_F_agreements_builds_on, "builds on");
  for (int32_t agreement = 0; agreement < cp_spec_count(check->spec, CP_S_agreements);
       agreement++) {
    const cp_cell *parties = cp_spec_cell(check->spec, CP_F_agreements_parties, agreement);
    if (parties->is_missing || parties->n_item >= 2) continue;
    cp_check_fault(check, CP_F_agreements_parties, agreement, CP_TEXT("an agreement of one party"),
                   CP_TEXT("two regions or more"), cp_no_text);
  }
}

// --- clauses -------------------------------------------------------------------------------------

static void clause_fault(const cp_check *check, cp_field field, int32_t clause, const char *what,
                         const char *expected) {
  cp_check_fault(check, field, clause,
                 cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' %s",
                               CP_NAME(check, CP_S_clauses, clause), what),
                 cp_text_of(expected), cp_no_text);
}

static bool was_given(const cp_check *check, cp_field field, int32_t row) {
  return cp_check_is_given(check, field, row);
}

static bool has_reading(const cp_check *check, int32_t clause) {
  for (int32_t reading = 0; reading < cp_spec_count(check->spec, CP_S_readings); reading++) {
    if (cp_spec_index(check->spec, CP_F_readings_clause, reading) == clause) return true;
  }
  return check->draft->is_broken[CP_S_readings];
}

static void check_rates(const cp_check *check, int32_t clause) {
  const cp_cell *measures = cp_spec_cell(check->spec, CP_F_clauses_measures, clause);
  for (int32_t item = 0; item < measures->n_item; item++) {
    const int32_t measure = measures->item[item];
    const int32_t kind = cp_spec_index(check->spec, CP_F_measures_kind, measure);
    if (kind <= 0) continue;
    cp_check_fault(
        check, CP_F_clauses_measures, clause,
        cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' is no tariff and has no rate",
                      CP_NAME(check, CP_S_measures, measure)),
        CP_TEXT("tariffs, where the goal is rate_at_most"), cp_no_text);
  }
}

static void check_goal(const cp_check *check, int32_t clause) {
  const int32_t goal = cp_spec_index(check->spec, CP_F_clauses_goal, clause);
  const bool has_set = was_given(check, CP_F_clauses_measures, clause) ||
                       was_given(check, CP_F_clauses_every_since, clause);
  if (goal == MEASURES_DOWN && !has_set) {
    clause_fault(check, CP_F_clauses_goal, clause, "names no measures",
                 "measures, or every_since for a set of them");
  }
  if (goal == RATE_AT_MOST) {
    if (!was_given(check, CP_F_clauses_measures, clause)) {
      clause_fault(check, CP_F_clauses_goal, clause, "names no measures", "the tariffs it limits");
    }
    if (!was_given(check, CP_F_clauses_at_most, clause)) {
      clause_fault(check, CP_F_clauses_goal, clause, "has no 'at_most'", "the rate to stay under");
    }
    check_rates(check, clause);
  }
  if (goal >= 0 && goal != RATE_AT_MOST && was_given(check, CP_F_clauses_at_most, clause)) {
    clause_fault(check, CP_F_clauses_at_most, clause, "has 'at_most' and another goal",
                 "goal: rate_at_most");
  }
  if (goal == READING && !has_reading(check, clause)) {
    clause_fault(check, CP_F_clauses_goal, clause, "has no reading that could meet it",
                 "a record in readings with this clause");
  }
}

static void check_parties(const cp_check *check, int32_t clause) {
  const int32_t agreement = cp_spec_index(check->spec, CP_F_clauses_agreement, clause);
  const int32_t party = cp_spec_index(check->spec, CP_F_clauses_party, clause);
  const int32_t to = cp_spec_index(check->spec, CP_F_clauses_to, clause);
  if (agreement >= 0 && party >= 0 && !is_party(check, agreement, party)) {
    clause_fault(check, CP_F_clauses_party, clause, "binds a region outside of its agreement",
                 "one of the agreement's parties");
  }
  if (agreement >= 0 && to >= 0 && !is_party(check, agreement, to)) {
    clause_fault(check, CP_F_clauses_to, clause, "is owed to a region outside of its agreement",
                 "one of the agreement's parties");
  }
  if (party >= 0 && party == to) {
    clause_fault(check, CP_F_clauses_to, clause, "is owed to the one who owes", "the other side");
  }
}

static void check_clauses(const cp_check *check) {
  check_chain_of(check, CP_S_clauses, CP_F_clauses_after, "waits for");
  check_chain_of(check, CP_S_clauses, CP_F_clauses_replaces, "replaces");
  check_chain_of(check, CP_S_steps, CP_F_steps_next, "is followed by");
  for (int32_t clause = 0; clause < cp_spec_count(check->spec, CP_S_clauses); clause++) {
    const cp_cell *starts = cp_spec_cell(check->spec, CP_F_clauses_starts, clause);
    const cp_cell *deadline = cp_spec_cell(check->spec, CP_F_clauses_deadline, clause);
    if (!starts->is_missing && !deadline->is_missing && deadline->index < starts->index) {
      clause_fault(check, CP_F_clauses_deadline, clause, "has its deadline before its start",
                   "starts <= deadline");
    }
    check_goal(check, clause);
    check_parties(check, clause);
  }
}

static void check_readings(const cp_check *check) {
  for (int32_t reading = 0; reading < cp_spec_count(check->spec, CP_S_readings); reading++) {
    const int32_t from = cp_spec_index(check->spec, CP_F_readings_from, reading);
    if (from < 0 || from != cp_spec_index(check->spec, CP_F_readings_to, reading)) continue;
    cp_check_fault(check, CP_F_readings_to, reading, CP_TEXT("a reading from a region to itself"),
                   CP_TEXT("two regions"), cp_no_text);
  }
}

void cp_check_deal(const cp_check *check) {
  check_agreements(check);
  check_clauses(check);
  check_readings(check);
  cp_check_effects(check);
}
