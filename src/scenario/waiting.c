// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Looks for clauses that wait for each other: those that can be met are marked until no more can be; the others wait in vain.
#include "scenario/waiting.h"

#include "scenario/targets.h"

enum { GOAL_READING = 2 };
enum { SUSPEND = 3, LIFT = 6 };  // places in timeline.act

// Does a row, or its owner's own mind, take the measure down?
static bool comes_down_by_itself(const cp_spec *spec, int32_t measure) {
  if (!cp_spec_cell(spec, CP_F_measures_ease, measure)->is_missing) return true;
  for (int32_t row = 0; row < cp_spec_count(spec, CP_S_timeline); row++) {
    const cp_cell *object = cp_spec_cell(spec, CP_F_timeline_object, row);
    const int32_t act = cp_spec_index(spec, CP_F_timeline_act, row);
    const bool is_its =
        !object->is_missing && object->section == CP_S_measures && object->index == measure;
    if (is_its && (act == SUSPEND || act == LIFT)) return true;
  }
  return false;
}

// The first clause that would take the measure down and cannot be met; -1 when it can come down.
static int32_t blocker_of_measure(const cp_spec *spec, const bool *is_met, int32_t measure) {
  int32_t blocker = -1;
  for (int32_t clause = 0; clause < cp_spec_count(spec, CP_S_clauses); clause++) {
    if (!cp_clause_relieves(spec, clause, measure)) continue;
    if (is_met[clause]) return -1;
    if (blocker < 0) blocker = clause;
  }
  return blocker >= 0 && comes_down_by_itself(spec, measure) ? -1 : blocker;
}

// For whom the clause waits, given those that can be met; -1: it can be met.
static int32_t blocker_of(const cp_spec *spec, const bool *is_met, int32_t clause) {
  const int32_t after = cp_spec_index(spec, CP_F_clauses_after, clause);
  if (after >= 0 && !is_met[after]) return after;
  if (cp_spec_index(spec, CP_F_clauses_goal, clause) == GOAL_READING) return -1;
  for (int32_t measure = 0; measure < cp_spec_count(spec, CP_S_measures); measure++) {
    if (!cp_clause_means(spec, clause, measure)) continue;
    const int32_t blocker = blocker_of_measure(spec, is_met, measure);
    if (blocker >= 0) return blocker;
  }
  return -1;
}

int32_t *cp_waiting_find(const cp_spec *spec, cp_arena *arena) {
  const int32_t n_clause = cp_spec_count(spec, CP_S_clauses);
  bool *is_met = CP_ARENA_ARRAY(arena, bool, n_clause + 1);
  int32_t *blocker = CP_ARENA_ARRAY(arena, int32_t, n_clause + 1);
  if (!is_met || !blocker) return NULL;
  for (bool has_moved = true; has_moved;) {
    has_moved = false;
    for (int32_t clause = 0; clause < n_clause; clause++) {
      if (is_met[clause]) continue;
      blocker[clause] = blocker_of(spec, is_met, clause);
      is_met[clause] = blocker[clause] < 0;
      has_moved |= is_met[clause];
    }
  }
  return blocker;
}
