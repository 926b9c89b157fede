// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Measures, agreements, clauses, readings, facts and statements: the ledger's arrays.
#include "model/build.h"

#include "scenario/observed.h"

static const double days_per_month = 30.4375;

static void fill_measures(cp_builder *builder) {
  const cp_spec *spec = builder->spec;
  cp_writable *write = &builder->write;
  for (int32_t measure = 0; measure < builder->counts.n_measure; measure++) {
    const int32_t class = cp_spec_index(spec, CP_F_measures_class, measure);
    write->measure_kind[measure] = cp_spec_index(spec, CP_F_measures_kind, measure);
    write->measure_by[measure] = cp_spec_index(spec, CP_F_measures_by, measure);
    write->measure_on[measure] = cp_spec_index(spec, CP_F_measures_on, measure);
    write->measure_authority[measure] = cp_spec_index(spec, CP_F_measures_authority, measure);
    write->measure_class[measure] = class < 0 ? -1 : builder->class_of_row[class];
    write->measure_validity[measure] =
        (int32_t)cp_spec_number(spec, CP_F_measures_validity, measure);
    write->measure_extend_by[measure] =
        (int32_t)cp_spec_number(spec, CP_F_measures_extend_by, measure);
    write->measure_weight[measure] = cp_spec_number(spec, CP_F_measures_weight, measure);
    write->measure_rate[measure] = cp_spec_number(spec, CP_F_measures_rate, measure);
    write->measure_hash[measure] = cp_text_hash(cp_spec_name(spec, CP_S_measures, measure));
  }
}

static void fill_agreements(cp_builder *builder) {
  const cp_spec *spec = builder->spec;
  cp_writable *write = &builder->write;
  for (int32_t agreement = 0; agreement < builder->counts.n_agreement; agreement++) {
    write->agreement_rung[agreement] = cp_spec_index(spec, CP_F_agreements_rung, agreement);
    write->agreement_implements[agreement] =
        cp_spec_index(spec, CP_F_agreements_implements, agreement);
    write->agreement_hash[agreement] = cp_text_hash(cp_spec_name(spec, CP_S_agreements, agreement));
  }
}

// A date that may be missing: -1 then.
static int32_t day_or_none(const cp_spec *spec, cp_field field, int32_t row) {
  const cp_cell *cell = cp_spec_cell(spec, field, row);
  return cell->is_missing ? -1 : cell->index;
}

static void fill_clauses(cp_builder *builder) {
  const cp_spec *spec = builder->spec;
  cp_writable *write = &builder->write;
  for (int32_t clause = 0; clause < builder->counts.n_clause; clause++) {
    write->clause_agreement[clause] = cp_spec_index(spec, CP_F_clauses_agreement, clause);
    write->clause_party[clause] = cp_spec_index(spec, CP_F_clauses_party, clause);
    write->clause_to[clause] = cp_spec_index(spec, CP_F_clauses_to, clause);
    write->clause_is_kept[clause] = cp_spec_index(spec, CP_F_clauses_mode, clause) == 1;
    write->clause_goal[clause] = cp_spec_index(spec, CP_F_clauses_goal, clause);
    write->clause_at_most[clause] = cp_spec_number(spec, CP_F_clauses_at_most, clause);
    write->clause_after[clause] = cp_spec_index(spec, CP_F_clauses_after, clause);
    write->clause_starts[clause] = day_or_none(spec, CP_F_clauses_starts, clause);
    write->clause_deadline[clause] = day_or_none(spec, CP_F_clauses_deadline, clause);
    write->clause_hash[clause] = cp_text_hash(cp_spec_name(spec, CP_S_clauses, clause));
  }
}

// Day on which a measure first appears in the time line, -1 never.
static int32_t first_act(const cp_spec *spec, int32_t measure) {
  int32_t first = -1;
  for (int32_t row = 0; row < cp_spec_count(spec, CP_S_timeline); row++) {
    const cp_cell *object = cp_spec_cell(spec, CP_F_timeline_object, row);
    const int32_t act = cp_spec_index(spec, CP_F_timeline_act, row);
    if (object->is_missing || object->section != CP_S_measures || object->index != measure)
      continue;
    if (act != CP_ACT_ANNOUNCE && act != CP_ACT_ENTER) continue;
    const int32_t day = cp_spec_index(spec, CP_F_timeline_date, row);
    if (first < 0 || day < first) first = day;
  }
  return first;
}

static int is_tariff_or_relief(int32_t kind) {
  return kind == CP_TARIFF || kind == CP_PERMISSION || kind == CP_PRIORITY;
}

// Does the clause mean this measure: by name, or as one of its party's non-tariff measures since a day?
static int is_target(const cp_spec *spec, int32_t clause, int32_t measure) {
  if (cp_refs_hold(cp_spec_cell(spec, CP_F_clauses_measures, clause), measure)) return 1;
  const cp_cell *since = cp_spec_cell(spec, CP_F_clauses_every_since, clause);
  if (since->is_missing) return 0;
  if (cp_spec_index(spec, CP_F_measures_by, measure) !=
      cp_spec_index(spec, CP_F_clauses_party, clause))
    return 0;
  if (is_tariff_or_relief(cp_spec_index(spec, CP_F_measures_kind, measure))) return 0;
  return first_act(spec, measure) >= since->index;
}

int32_t cp_build_targets(cp_builder *builder, int is_writing) {
  const cp_spec *spec = builder->spec;
  int32_t n = 0;
  for (int32_t clause = 0; clause < builder->counts.n_clause; clause++) {
    const cp_cell *unclear = cp_spec_cell(spec, CP_F_clauses_unclear, clause);
    for (int32_t measure = 0; measure < builder->counts.n_measure; measure++) {
      if (!is_target(spec, clause, measure)) continue;
      if (is_writing) {
        builder->write.target_measure[n] = measure;
        builder->write.target_is_unclear[n] = cp_refs_hold(unclear, measure);
      }
      n++;
    }
    if (is_writing) builder->write.clause_target_first[clause + 1] = n;
  }
  return n;
}

int32_t cp_build_effects(cp_builder *builder, int is_writing) {
  static const struct {
    cp_field field;
    int32_t when;
    int32_t act;
  } kinds[] = {{CP_F_clauses_met_suspend, 0, CP_ACT_SUSPEND},
               {CP_F_clauses_met_lift, 0, CP_ACT_LIFT},
               {CP_F_clauses_breach_restore, 1, CP_ACT_RESTORE}};
  int32_t n = 0;
  for (int32_t clause = 0; clause < builder->counts.n_clause; clause++) {
    for (size_t kind = 0; kind < sizeof kinds / sizeof kinds[0]; kind++) {
      const cp_cell *measures = cp_spec_cell(builder->spec, kinds[kind].field, clause);
      for (int32_t item = 0; item < measures->n_item; item++, n++) {
        if (!is_writing) continue;
        builder->write.effect_when[n] = kinds[kind].when;
        builder->write.effect_act[n] = kinds[kind].act;
        builder->write.effect_measure[n] = measures->item[item];
      }
    }
    if (is_writing) builder->write.clause_effect_first[clause + 1] = n;
  }
  return n;
}

static int is_read(const cp_builder *builder, int32_t reading, int32_t lane) {
  const cp_spec *spec = builder->spec;
  const cp_built_lane *built = builder->lane + lane;
  const cp_built_input *input = builder->input + built->input;
  const cp_cell *goods = cp_spec_cell(spec, CP_F_readings_goods, reading);
  const int32_t origin =
      cp_spec_index(spec, CP_F_firms_region, builder->row_of_firm[built->supplier]);
  const int32_t end = cp_spec_index(spec, CP_F_firms_region, builder->row_of_firm[input->firm]);
  if (origin != cp_spec_index(spec, CP_F_readings_from, reading)) return 0;
  if (end != cp_spec_index(spec, CP_F_readings_to, reading)) return 0;
  if (goods->n_item > 0) return cp_refs_hold(goods, input->good);
  return cp_lane_is_headline(builder, lane);
}

int32_t cp_build_reading_lanes(cp_builder *builder, int is_writing) {
  int32_t n = 0;
  for (int32_t reading = 0; reading < builder->counts.n_reading; reading++) {
    for (int32_t lane = 0; lane < builder->counts.n_lane; lane++) {
      if (!is_read(builder, reading, lane)) continue;
      if (is_writing) builder->write.reading_lane[n] = lane;
      n++;
    }
    if (is_writing) builder->write.reading_lane_first[reading + 1] = n;
  }
  return n;
}

static void fill_readings(cp_builder *builder) {
  const cp_spec *spec = builder->spec;
  cp_writable *write = &builder->write;
  for (int32_t reading = 0; reading < builder->counts.n_reading; reading++) {
    const int32_t to = cp_spec_index(spec, CP_F_readings_to, reading);
    const int32_t series = cp_spec_index(spec, CP_F_readings_series, reading);
    const cp_observed seen = cp_observed_to(spec, cp_spec_name(spec, CP_S_regions, to));
    write->reading_clause[reading] = cp_spec_index(spec, CP_F_readings_clause, reading);
    write->reading_party[reading] = cp_spec_index(spec, CP_F_readings_party, reading);
    write->reading_series[reading] = series;
    write->reading_window[reading] = (int32_t)cp_spec_number(spec, CP_F_readings_window, reading);
    write->reading_lag[reading] = (int32_t)cp_spec_number(spec, CP_F_readings_lag, reading);
    write->reading_base[reading] = seen.base > 0.0 ? seen.base / days_per_month : 0.0;
    // no figure of approvals by destination is published
    write->reading_observed[reading] =
        series == 0 && seen.last >= 0.0 && seen.base > 0.0 ? seen.last / seen.base : -1.0;
  }
}

static cp_object_kind object_kind(const cp_cell *object) {
  if (object->is_missing) return CP_OBJECT_NONE;
  switch (object->section) {
    case CP_S_measures:
      return CP_OBJECT_MEASURE;
    case CP_S_agreements:
      return CP_OBJECT_AGREEMENT;
    case CP_S_clauses:
      return CP_OBJECT_CLAUSE;
    case CP_S_authorities:
      return CP_OBJECT_AUTHORITY;
    default:
      return CP_OBJECT_NONE;
  }
}

static void write_fact(cp_builder *builder, int32_t fact, int32_t row) {
  const cp_spec *spec = builder->spec;
  cp_writable *write = &builder->write;
  const cp_cell *object = cp_spec_cell(spec, CP_F_timeline_object, row);
  const cp_cell *rate = cp_spec_cell(spec, CP_F_timeline_rate, row);
  write->fact_day[fact] = cp_spec_index(spec, CP_F_timeline_date, row);
  write->fact_act[fact] = cp_spec_index(spec, CP_F_timeline_act, row);
  write->fact_kind[fact] = object_kind(object);
  write->fact_object[fact] = object->is_missing ? -1 : object->index;
  write->fact_rate[fact] = rate->is_missing ? -1.0 : rate->number;
  write->fact_until[fact] = day_or_none(spec, CP_F_timeline_until, row);
  write->fact_row[fact] = row;
}

// Facts by day, rows of one day in the scenario's order (insertion sort: the file is nearly sorted already).
static void fill_facts(cp_builder *builder) {
  int32_t *row_at = builder->write.fact_row;
  for (int32_t fact = 0; fact < builder->counts.n_fact; fact++) {
    const int32_t day = cp_spec_index(builder->spec, CP_F_timeline_date, fact);
    int32_t place = fact;
    for (; place > 0 && cp_spec_index(builder->spec, CP_F_timeline_date, row_at[place - 1]) > day;
         place--) {
      row_at[place] = row_at[place - 1];
    }
    row_at[place] = fact;
  }
  for (int32_t fact = 0; fact < builder->counts.n_fact; fact++)
    write_fact(builder, fact, row_at[fact]);
}

static void fill_statements(cp_builder *builder) {
  const cp_spec *spec = builder->spec;
  cp_writable *write = &builder->write;
  for (int32_t row = 0; row < builder->counts.n_statement; row++) {
    const cp_cell *about = cp_spec_cell(spec, CP_F_statements_about, row);
    const int32_t confirmed = day_or_none(spec, CP_F_statements_confirmed_on, row);
    write->statement_is_threat[row] =
        cp_spec_index(spec, CP_F_statements_modality, row) == 3;  // its place in fields.inc
    write->statement_day[row] = cp_spec_index(spec, CP_F_statements_date, row);
    // a confirmation that came after as_of is not known
    write->statement_confirmed[row] = confirmed > write->as_of[0] ? -1 : confirmed;
    write->statement_kind[row] = object_kind(about);
    write->statement_object[row] = about->is_missing ? -1 : about->index;
  }
}

void cp_build_deal(cp_builder *builder) {
  fill_measures(builder);
  fill_agreements(builder);
  fill_clauses(builder);
  cp_build_targets(builder, 1);
  cp_build_effects(builder, 1);
  cp_build_reading_lanes(builder, 1);
  fill_readings(builder);
  fill_facts(builder);
  fill_statements(builder);
}
