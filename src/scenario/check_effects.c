// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What follows from clauses: fields that mean nothing alone, odds that add up to too much, effects that contradict each other, clauses that
// wait for each other, wholes and their parts.

#include <stddef.h>

#include "base/os/print.h"
#include "scenario/spec_parts.h"
#include "scenario/targets.h"
#include "scenario/waiting.h"

enum { RATE_AT_MOST = 1, READING = 2 };  // words of clauses.goal
enum { SILENCE = 4 };                    // of statements.modality

// --- fields that mean nothing alone --------------------------------------------------------------

typedef struct dependence {
  cp_field field;
  cp_field on;
} dependence;

static const dependence dependences[] = {
    {CP_F_measures_take_tension, CP_F_measures_take},
    {CP_F_measures_take_breach, CP_F_measures_take},
    {CP_F_measures_ease_tension, CP_F_measures_ease},
    {CP_F_measures_ease_breach, CP_F_measures_ease},
    {CP_F_measures_ease_by, CP_F_measures_ease},
    {CP_F_agreements_confirm_median, CP_F_agreements_confirm_chance},
    {CP_F_agreements_confirm_chance, CP_F_agreements_confirm_median},
    {CP_F_agreements_builds_on, CP_F_agreements_hazard},
    {CP_F_clauses_extend_chance, CP_F_clauses_deadline},
    {CP_F_clauses_renegotiate_chance, CP_F_clauses_deadline},
    {CP_F_clauses_extend_by, CP_F_clauses_extend_chance},
    {CP_F_clauses_renegotiate_by, CP_F_clauses_renegotiate_chance},
    {CP_F_clauses_renegotiate_to, CP_F_clauses_renegotiate_chance},
    {CP_F_clauses_repair_suspend, CP_F_clauses_repair_within},
    {CP_F_clauses_repair_lift, CP_F_clauses_repair_within},
    {CP_F_clauses_repair_restore, CP_F_clauses_repair_within},
    {CP_F_clauses_unsettled_restore, CP_F_clauses_escalate},
    {CP_F_clauses_unsettled_suspend, CP_F_clauses_escalate},
    {CP_F_clauses_unsettled_enter, CP_F_clauses_escalate},
    {CP_F_statements_confirm_median, CP_F_statements_confirm_chance},
    {CP_F_statements_confirm_chance, CP_F_statements_confirm_median},
};

static void check_dependence(const cp_check *check, const dependence *pair) {
  const cp_field_info *field = cp_field_at((int32_t)pair->field);
  const cp_field_info *on = cp_field_at((int32_t)pair->on);
  for (int32_t row = 0; row < cp_spec_count(check->spec, field->section); row++) {
    if (!cp_check_is_given(check, pair->field, row) || cp_check_is_given(check, pair->on, row))
      continue;
    cp_check_fault(
        check, pair->field, row,
        cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' without '" CP_TEXT_FORMAT "'",
                      CP_TEXT_ARGUMENTS(field->name), CP_TEXT_ARGUMENTS(on->name)),
        cp_text_print(check->draft->arena, CP_TEXT_FORMAT ": " CP_TEXT_FORMAT,
                      CP_TEXT_ARGUMENTS(on->name), CP_TEXT_ARGUMENTS(on->doc)),
        cp_no_text);
  }
}

// A silence says nothing that could be confirmed.
static void check_silence(const cp_check *check) {
  for (int32_t row = 0; row < cp_spec_count(check->spec, CP_S_statements); row++) {
    if (cp_spec_index(check->spec, CP_F_statements_modality, row) != SILENCE) continue;
    if (!cp_check_is_given(check, CP_F_statements_confirm_chance, row)) continue;
    cp_check_fault(check, CP_F_statements_confirm_chance, row,
                   CP_TEXT("odds that a silence is confirmed"),
                   CP_TEXT("a statement that says something"), cp_no_text);
  }
}

// --- odds ----------------------------------------------------------------------------------------

static double high_end(const cp_cell *cell) {
  if (cell->is_missing) return 0.0;
  return cell->shape == CP_SHAPE_FIXED ? cell->number : cell->high;
}

// What the parties may do at a deadline excludes one another.
static void check_odds(const cp_check *check, int32_t clause) {
  const cp_cell *extend = cp_spec_cell(check->spec, CP_F_clauses_extend_chance, clause);
  const cp_cell *renew = cp_spec_cell(check->spec, CP_F_clauses_renegotiate_chance, clause);
  const double sum = high_end(extend) + high_end(renew);
  if (extend->is_missing || renew->is_missing || sum <= 1.0 + 1e-9) return;
  cp_check_fault(check, CP_F_clauses_renegotiate_chance, clause,
                 cp_text_print(check->draft->arena,
                               "the odds of '" CP_TEXT_FORMAT "' at its deadline add up to %.4g %%",
                               CP_NAME(check, CP_S_clauses, clause), 100.0 * sum),
                 CP_TEXT("extend_chance + renegotiate_chance <= 100 %, also at their high ends"),
                 CP_TEXT("what is left is the chance that it snaps back"));
}

// --- effects -------------------------------------------------------------------------------------

typedef struct effect_list {
  cp_field field;
  int32_t when;
  const char *act;
} effect_list;

enum { BREACHED = 1 };
static const char *const when_words[] = {"met", "breached", "repaired", "unsettled"};
static const effect_list lists[] = {
    {CP_F_clauses_met_suspend, 0, "suspend"},       {CP_F_clauses_met_lift, 0, "lift"},
    {CP_F_clauses_met_restore, 0, "restore"},       {CP_F_clauses_breach_restore, 1, "restore"},
    {CP_F_clauses_breach_suspend, 1, "suspend"},    {CP_F_clauses_breach_enter, 1, "enter"},
    {CP_F_clauses_repair_suspend, 2, "suspend"},    {CP_F_clauses_repair_lift, 2, "lift"},
    {CP_F_clauses_repair_restore, 2, "restore"},    {CP_F_clauses_unsettled_restore, 3, "restore"},
    {CP_F_clauses_unsettled_suspend, 3, "suspend"}, {CP_F_clauses_unsettled_enter, 3, "enter"},
};
enum { N_LIST = sizeof lists / sizeof lists[0] };

// The first measure that two lists share, -1 none.
static int32_t shared(const cp_cell *first, const cp_cell *second) {
  for (int32_t item = 0; item < second->n_item; item++) {
    if (cp_refs_name(first, second->item[item])) return second->item[item];
  }
  return -1;
}

// One clause that does two things to one measure.
static void check_lists(const cp_check *check, int32_t clause) {
  for (int32_t second = 1; second < N_LIST; second++) {
    for (int32_t first = 0; first < second; first++) {
      if (lists[first].when != lists[second].when) continue;
      const int32_t measure = shared(cp_spec_cell(check->spec, lists[first].field, clause),
                                     cp_spec_cell(check->spec, lists[second].field, clause));
      if (measure < 0) continue;
      cp_check_fault(
          check, lists[second].field, clause,
          cp_text_print(check->draft->arena,
                        "'" CP_TEXT_FORMAT "' does two things to '" CP_TEXT_FORMAT
                        "' when it is %s: %s and %s",
                        CP_NAME(check, CP_S_clauses, clause),
                        CP_NAME(check, CP_S_measures, measure), when_words[lists[first].when],
                        lists[first].act, lists[second].act),
          CP_TEXT("one act per measure"), CP_TEXT("lift is final; suspend what may come back"));
    }
  }
}

// The day on which a missed deadline is a breach, -1 when there is none.
static int32_t breach_day(const cp_check *check, int32_t clause) {
  const cp_cell *deadline = cp_spec_cell(check->spec, CP_F_clauses_deadline, clause);
  const cp_cell *grace = cp_spec_cell(check->spec, CP_F_clauses_grace, clause);
  if (deadline->is_missing) return -1;
  return deadline->index + 1 + (grace->is_missing ? 0 : (int32_t)grace->number);
}

static bool is_exception(const cp_check *check, int32_t clause, int32_t other) {
  return cp_spec_index(check->spec, CP_F_clauses_exception_of, clause) == other ||
         cp_spec_index(check->spec, CP_F_clauses_exception_of, other) == clause;
}

static void report_contradiction(const cp_check *check, int32_t clause, const effect_list *list,
                                 int32_t other, const effect_list *other_list, int32_t measure) {
  cp_check_fault(
      check, list->field, clause,
      cp_text_print(check->draft->arena,
                    "'" CP_TEXT_FORMAT "' and '" CP_TEXT_FORMAT
                    "' act differently on '" CP_TEXT_FORMAT "' on one day: %s and %s when breached",
                    CP_NAME(check, CP_S_clauses, other), CP_NAME(check, CP_S_clauses, clause),
                    CP_NAME(check, CP_S_measures, measure), other_list->act, list->act),
      CP_TEXT("one of them an exception of the other"),
      CP_TEXT("say exception_of in the one that holds, or give them other deadlines"));
}

// Two clauses whose breach falls on one day.
static void check_contradictions(const cp_check *check, int32_t clause, int32_t other) {
  const int32_t day = breach_day(check, clause);
  if (day < 0 || day != breach_day(check, other) || is_exception(check, clause, other)) return;
  for (int32_t mine = 0; mine < N_LIST; mine++) {
    for (int32_t theirs = 0; theirs < N_LIST; theirs++) {
      const bool are_breaches = lists[mine].when == BREACHED && lists[theirs].when == BREACHED;
      if (!are_breaches || lists[mine].field == lists[theirs].field) continue;
      const int32_t measure = shared(cp_spec_cell(check->spec, lists[theirs].field, other),
                                     cp_spec_cell(check->spec, lists[mine].field, clause));
      if (measure < 0) continue;
      report_contradiction(check, clause, &lists[mine], other, &lists[theirs], measure);
      return;
    }
  }
}

// --- clauses that wait ---------------------------------------------------------------------------

// Each circle is told once, at the clause with the lowest row.
static void report_circle(const cp_check *check, const int32_t *blocker, int32_t clause) {
  cp_arena *const arena = check->draft->arena;
  cp_text words = cp_no_text;
  int32_t n = 0;
  int32_t at = clause;
  bool is_after = true;
  do {
    if (blocker[at] < clause) return;
    is_after &= cp_spec_index(check->spec, CP_F_clauses_after, at) == blocker[at];
    at = blocker[at];
    words = cp_text_print(arena, CP_TEXT_FORMAT "%s'" CP_TEXT_FORMAT "'", CP_TEXT_ARGUMENTS(words),
                          n++ > 0 ? ", which waits for " : "", CP_NAME(check, CP_S_clauses, at));
  } while (at != clause);
  // a circle of `after` alone is reported with the chains
  if (is_after) return;
  if (n == 1) {
    cp_check_fault(
        check, CP_F_clauses_goal, clause,
        cp_text_print(arena,
                      "'" CP_TEXT_FORMAT
                      "' waits for itself: it takes its own measures down when it is met",
                      CP_NAME(check, CP_S_clauses, clause)),
        CP_TEXT("effects on other measures than those of its goal"), cp_no_text);
    return;
  }
  cp_check_doubt(check, CP_F_clauses_goal, clause,
                 cp_text_print(arena, "deadlock: '" CP_TEXT_FORMAT "' waits for " CP_TEXT_FORMAT,
                               CP_NAME(check, CP_S_clauses, clause), CP_TEXT_ARGUMENTS(words)),
                 CP_TEXT("a clause that can be met first"),
                 CP_TEXT("none of them moves before another does"));
}

static void check_waiting(const cp_check *check) {
  const int32_t n_clause = cp_spec_count(check->spec, CP_S_clauses);
  const int32_t *blocker = cp_waiting_find(check->spec, check->draft->arena);
  if (blocker == NULL) {
    check->draft->messages->status = CP_NO_MEMORY;
    return;
  }
  for (int32_t clause = 0; clause < n_clause; clause++) {
    int32_t at = blocker[clause];
    for (int32_t step = 0; step < n_clause && at >= 0 && at != clause; step++) at = blocker[at];
    if (at == clause) report_circle(check, blocker, clause);
  }
}

// --- single clauses ------------------------------------------------------------------------------

static void clause_fault(const cp_check *check, cp_field field, int32_t clause, const char *what,
                         const char *expected) {
  cp_check_fault(check, field, clause,
                 cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' %s",
                               CP_NAME(check, CP_S_clauses, clause), what),
                 cp_text_of(expected), cp_no_text);
}

static bool suspends(const cp_check *check, int32_t clause) {
  return cp_check_is_given(check, CP_F_clauses_met_suspend, clause) ||
         cp_check_is_given(check, CP_F_clauses_breach_suspend, clause) ||
         cp_check_is_given(check, CP_F_clauses_repair_suspend, clause) ||
         cp_check_is_given(check, CP_F_clauses_unsettled_suspend, clause);
}

static void check_terms(const cp_check *check, int32_t clause) {
  const cp_spec *spec = check->spec;
  const bool is_kept = cp_spec_index(spec, CP_F_clauses_mode, clause) == 1;
  const bool has_deadline = cp_check_is_given(check, CP_F_clauses_deadline, clause);
  if (cp_check_is_given(check, CP_F_clauses_grace, clause) && !is_kept && !has_deadline) {
    clause_fault(check, CP_F_clauses_grace, clause, "has days of grace and no deadline",
                 "a deadline, or mode: keep");
  }
  const int32_t goal = cp_spec_index(spec, CP_F_clauses_goal, clause);
  if (cp_check_is_given(check, CP_F_clauses_renegotiate_to, clause) && goal >= 0 &&
      goal != RATE_AT_MOST && goal != READING) {
    clause_fault(check, CP_F_clauses_renegotiate_to, clause, "has no threshold to renegotiate",
                 "goal: rate_at_most or reading");
  }
  if (cp_check_is_given(check, CP_F_clauses_suspend_for, clause) && !suspends(check, clause)) {
    clause_fault(check, CP_F_clauses_suspend_for, clause, "suspends nothing",
                 "an effect that suspends");
  }
}

static void check_relations(const cp_check *check, int32_t clause) {
  const cp_spec *spec = check->spec;
  const int32_t replaced = cp_spec_index(spec, CP_F_clauses_replaces, clause);
  const int32_t agreement = cp_spec_index(spec, CP_F_clauses_agreement, clause);
  const int32_t amended =
      agreement < 0 ? -1 : cp_spec_index(spec, CP_F_agreements_amends, agreement);
  const bool is_amended =
      replaced < 0 ||
      (amended >= 0 && amended == cp_spec_index(spec, CP_F_clauses_agreement, replaced));
  if (agreement >= 0 && !is_amended) {
    clause_fault(check, CP_F_clauses_replaces, clause,
                 "replaces a clause of an agreement that its own does not amend",
                 "amends in its agreement");
  }
  if (cp_spec_index(spec, CP_F_clauses_exception_of, clause) == clause)
    clause_fault(check, CP_F_clauses_exception_of, clause, "is an exception of itself",
                 "another clause");
}

// --- wholes and parts ----------------------------------------------------------------------------

static void part_fault(const cp_check *check, int32_t part, const char *what,
                       const char *expected) {
  const int32_t whole = cp_spec_index(check->spec, CP_F_measures_part_of, part);
  cp_check_fault(check, CP_F_measures_part_of, part,
                 cp_text_print(check->draft->arena,
                               "'" CP_TEXT_FORMAT "' is a part of '" CP_TEXT_FORMAT "', %s",
                               CP_NAME(check, CP_S_measures, part),
                               CP_NAME(check, CP_S_measures, whole), what),
                 cp_text_of(expected), cp_no_text);
}

static void check_part(const cp_check *check, int32_t part) {
  const cp_spec *spec = check->spec;
  const int32_t whole = cp_spec_index(spec, CP_F_measures_part_of, part);
  if (whole < 0) return;
  if (whole == part || cp_spec_index(spec, CP_F_measures_part_of, whole) >= 0) {
    part_fault(check, part, "which is a part itself", "a whole that is no part");
  } else if (cp_spec_index(spec, CP_F_measures_kind, part) !=
                 cp_spec_index(spec, CP_F_measures_kind, whole) ||
             cp_spec_index(spec, CP_F_measures_by, part) !=
                 cp_spec_index(spec, CP_F_measures_by, whole)) {
    part_fault(check, part, "which is of another kind or somebody else's",
               "kind and by of the whole");
  }
}

// 10 % kept and 24 % suspended are 34 %.
static void check_whole(const cp_check *check, int32_t whole) {
  const cp_cell *rate = cp_spec_cell(check->spec, CP_F_measures_rate, whole);
  if (rate->is_missing || !cp_is_whole(check->spec, whole)) return;
  double sum = 0.0;
  for (int32_t part = 0; part < cp_spec_count(check->spec, CP_S_measures); part++) {
    if (cp_spec_index(check->spec, CP_F_measures_part_of, part) == whole && part != whole)
      sum += cp_spec_number(check->spec, CP_F_measures_rate, part);
  }
  const double off = sum - rate->number;
  if (off < 1e-9 && off > -1e-9) return;
  cp_check_fault(
      check, CP_F_measures_rate, whole,
      cp_text_print(check->draft->arena,
                    "the parts of '" CP_TEXT_FORMAT "' add up to %.6g %%, it has %.6g %%",
                    CP_NAME(check, CP_S_measures, whole), 100.0 * sum, 100.0 * rate->number),
      CP_TEXT("parts that add up to the whole, such as 24 % + 10 % = 34 %"), cp_no_text);
}

void cp_check_effects(const cp_check *check) {
  for (size_t pair = 0; pair < sizeof dependences / sizeof dependences[0]; pair++)
    check_dependence(check, &dependences[pair]);
  check_silence(check);
  for (int32_t measure = 0; measure < cp_spec_count(check->spec, CP_S_measures); measure++) {
    check_part(check, measure);
    check_whole(check, measure);
  }
  for (int32_t clause = 0; clause < cp_spec_count(check->spec, CP_S_clauses); clause++) {
    check_odds(check, clause);
    check_lists(check, clause);
    for (int32_t other = 0; other < clause; other++) check_contradictions(check, clause, other);
    check_terms(check, clause);
    check_relations(check, clause);
  }
  check_waiting(check);
}
