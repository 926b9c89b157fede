// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What clauses mean by their measures.
#include "scenario/targets.h"

// Words of measures.kind and timeline.act in their order in fields.inc.
enum { TARIFF = 0, PERMISSION = 5, PRIORITY = 6 };
enum { ANNOUNCE = 0, ENTER = 1 };

const cp_field cp_relief[CP_N_RELIEF] = {CP_F_clauses_met_suspend, CP_F_clauses_met_lift};

bool cp_refs_name(const cp_cell *refs, int32_t row) {
  for (int32_t item = 0; item < refs->n_item; item++) {
    if (refs->item[item] == row) return true;
  }
  return false;
}

// Day on which a measure first appears in the time line, -1 never.
static int32_t first_act(const cp_spec *spec, int32_t measure) {
  int32_t first = -1;
  for (int32_t row = 0; row < cp_spec_count(spec, CP_S_timeline); row++) {
    const cp_cell *object = cp_spec_cell(spec, CP_F_timeline_object, row);
    const int32_t act = cp_spec_index(spec, CP_F_timeline_act, row);
    if (object->is_missing || object->section != CP_S_measures || object->index != measure)
      continue;
    if (act != ANNOUNCE && act != ENTER) continue;
    const int32_t day = cp_spec_index(spec, CP_F_timeline_date, row);
    if (first < 0 || day < first) first = day;
  }
  return first;
}

static bool is_tariff_or_relief(int32_t kind) {
  return kind == TARIFF || kind == PERMISSION || kind == PRIORITY;
}

bool cp_clause_means(const cp_spec *spec, int32_t clause, int32_t measure) {
  if (cp_refs_name(cp_spec_cell(spec, CP_F_clauses_measures, clause), measure)) return true;
  const cp_cell *since = cp_spec_cell(spec, CP_F_clauses_every_since, clause);
  if (since->is_missing) return false;
  if (cp_spec_index(spec, CP_F_measures_by, measure) !=
      cp_spec_index(spec, CP_F_clauses_party, clause))
    return false;
  // of a whole its parts are meant
  if (is_tariff_or_relief(cp_spec_index(spec, CP_F_measures_kind, measure)) ||
      cp_is_whole(spec, measure))
    return false;
  const int32_t first = first_act(spec, measure);
  const bool is_prepared = !cp_spec_cell(spec, CP_F_measures_take, measure)->is_missing;
  return first >= since->index || (first < 0 && is_prepared);
}

bool cp_is_whole(const cp_spec *spec, int32_t measure) {
  for (int32_t part = 0; part < cp_spec_count(spec, CP_S_measures); part++) {
    if (cp_spec_index(spec, CP_F_measures_part_of, part) == measure) return true;
  }
  return false;
}

bool cp_clause_relieves(const cp_spec *spec, int32_t clause, int32_t measure) {
  const int32_t whole = cp_spec_index(spec, CP_F_measures_part_of, measure);
  for (int32_t field = 0; field < CP_N_RELIEF; field++) {
    const cp_cell *measures = cp_spec_cell(spec, cp_relief[field], clause);
    if (cp_refs_name(measures, measure)) return true;
    if (whole >= 0 && cp_refs_name(measures, whole)) return true;
  }
  return false;
}
