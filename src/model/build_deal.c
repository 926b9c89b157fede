// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Measures, agreements, clauses, readings, facts and statements: the ledger's arrays.
#include "model/build.h"

#include "model/draw.h"
#include "scenario/waiting.h"
#include "scenario/observed.h"
#include "scenario/targets.h"

static const double days_per_month = 30.4375;
// of measures.period
static const int32_t period_months[] = {1, 3, 12};

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
    write->measure_suspends[measure] = cp_spec_index(spec, CP_F_measures_licences, measure) == 1;
    write->measure_quantity[measure] = cp_spec_number(spec, CP_F_measures_quantity, measure);
    const int32_t transition = cp_spec_index(spec, CP_F_measures_transition, measure);
    const int32_t period = cp_spec_index(spec, CP_F_measures_period, measure);
    write->measure_transition[measure] = transition < 0 ? 0 : transition;
    write->measure_period[measure] = period < 0 ? 0 : period_months[period];
    write->measure_amount[measure] = cp_spec_number(spec, CP_F_measures_amount, measure);
    write->measure_carries[measure] = cp_spec_index(spec, CP_F_measures_carry_over, measure) == 1;
    write->measure_extend_by[measure] =
        (int32_t)cp_spec_number(spec, CP_F_measures_extend_by, measure);
    // of a whole its parts weigh
    write->measure_weight[measure] =
        cp_is_whole(spec, measure) ? 0.0 : cp_spec_number(spec, CP_F_measures_weight, measure);
    write->measure_ease_act[measure] =
        cp_spec_index(spec, CP_F_measures_ease_by, measure) == 1 ? CP_ACT_LIFT : CP_ACT_SUSPEND;
    write->measure_rate[measure] = cp_spec_number(spec, CP_F_measures_rate, measure);
    write->measure_hash[measure] = cp_text_hash(cp_spec_name(spec, CP_S_measures, measure));
  }
}

// A date that may be missing: -1 then.
static int32_t day_or_none(const cp_spec *spec, cp_field field, int32_t row) {
  const cp_cell *cell = cp_spec_cell(spec, field, row);
  return cell->is_missing ? -1 : cell->index;
}

// A count of days that may be missing.
static int32_t days_or(const cp_spec *spec, cp_field field, int32_t row, int32_t missing) {
  const cp_cell *cell = cp_spec_cell(spec, field, row);
  return cell->is_missing ? missing : (int32_t)cell->number;
}

static void fill_agreements(cp_builder *builder) {
  const cp_spec *spec = builder->spec;
  cp_writable *write = &builder->write;
  for (int32_t agreement = 0; agreement < builder->counts.n_agreement; agreement++) {
    write->agreement_rung[agreement] = cp_spec_index(spec, CP_F_agreements_rung, agreement);
    write->agreement_implements[agreement] =
        cp_spec_index(spec, CP_F_agreements_implements, agreement);
    write->agreement_amends[agreement] = cp_spec_index(spec, CP_F_agreements_amends, agreement);
    write->agreement_builds_on[agreement] =
        cp_spec_index(spec, CP_F_agreements_builds_on, agreement);
    write->agreement_until[agreement] = day_or_none(spec, CP_F_agreements_until, agreement);
    write->agreement_notice[agreement] = days_or(spec, CP_F_agreements_notice, agreement, 0);
    write->agreement_hash[agreement] = cp_text_hash(cp_spec_name(spec, CP_S_agreements, agreement));
  }
}

// What comes of a clause that is not met.
static void fill_breach(cp_builder *builder, int32_t clause) {
  const cp_spec *spec = builder->spec;
  cp_writable *write = &builder->write;
  write->clause_grace[clause] = days_or(spec, CP_F_clauses_grace, clause, -1);
  write->clause_extend_by[clause] = days_or(spec, CP_F_clauses_extend_by, clause, 0);
  write->clause_renegotiate_by[clause] = days_or(spec, CP_F_clauses_renegotiate_by, clause, 0);
  write->clause_renegotiate_to[clause] = cp_spec_number(spec, CP_F_clauses_renegotiate_to, clause);
  write->clause_repair_within[clause] = days_or(spec, CP_F_clauses_repair_within, clause, 0);
  write->clause_suspend_for[clause] = days_or(spec, CP_F_clauses_suspend_for, clause, 0);
  write->clause_breach_ends[clause] = cp_spec_index(spec, CP_F_clauses_breach_ends, clause) == 1;
  write->clause_escalate[clause] = cp_spec_index(spec, CP_F_clauses_escalate, clause);
  write->clause_replaces[clause] = cp_spec_index(spec, CP_F_clauses_replaces, clause);
  write->clause_exception_of[clause] = cp_spec_index(spec, CP_F_clauses_exception_of, clause);
}

// By agreement, then row.
static void order_clauses(cp_builder *builder) {
  int32_t n = 0;
  for (int32_t agreement = 0; agreement < builder->counts.n_agreement; agreement++) {
    for (int32_t clause = 0; clause < builder->counts.n_clause; clause++) {
      if (builder->write.clause_agreement[clause] == agreement)
        builder->write.clause_order[n++] = clause;
    }
  }
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
    fill_breach(builder, clause);
  }
  order_clauses(builder);
}

int32_t cp_build_targets(cp_builder *builder, int is_writing) {
  const cp_spec *spec = builder->spec;
  int32_t n = 0;
  for (int32_t clause = 0; clause < builder->counts.n_clause; clause++) {
    const cp_cell *unclear = cp_spec_cell(spec, CP_F_clauses_unclear, clause);
    for (int32_t measure = 0; measure < builder->counts.n_measure; measure++) {
      if (!cp_clause_means(spec, clause, measure)) continue;
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
               {CP_F_clauses_met_restore, 0, CP_ACT_RESTORE},
               {CP_F_clauses_breach_restore, 1, CP_ACT_RESTORE},
               {CP_F_clauses_breach_suspend, 1, CP_ACT_SUSPEND},
               {CP_F_clauses_breach_enter, 1, CP_ACT_ENTER},
               {CP_F_clauses_repair_suspend, 2, CP_ACT_SUSPEND},
               {CP_F_clauses_repair_lift, 2, CP_ACT_LIFT},
               {CP_F_clauses_repair_restore, 2, CP_ACT_RESTORE},
               {CP_F_clauses_unsettled_restore, 3, CP_ACT_RESTORE},
               {CP_F_clauses_unsettled_suspend, 3, CP_ACT_SUSPEND},
               {CP_F_clauses_unsettled_enter, 3, CP_ACT_ENTER}};
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

int32_t cp_build_parts(cp_builder *builder, int is_writing) {
  int32_t n = 0;
  for (int32_t measure = 0; measure < builder->counts.n_measure; measure++) {
    for (int32_t part = 0; part < builder->counts.n_measure; part++) {
      if (cp_spec_index(builder->spec, CP_F_measures_part_of, part) != measure) continue;
      if (is_writing) builder->write.measure_part[n] = part;
      n++;
    }
    if (is_writing) builder->write.measure_part_first[measure + 1] = n;
  }
  return n;
}

int32_t cp_build_movers(cp_builder *builder, int is_writing) {
  int32_t n = 0;
  for (int32_t measure = 0; measure < builder->counts.n_measure; measure++) {
    if (cp_spec_cell(builder->spec, CP_F_measures_take, measure)->is_missing &&
        cp_spec_cell(builder->spec, CP_F_measures_ease, measure)->is_missing)
      continue;
    if (is_writing) builder->write.mover[n] = measure;
    n++;
  }
  return n;
}

// A statement has no name: it is drawn by who said what and when.
static uint32_t hash_of_statement(const cp_spec *spec, int32_t row) {
  const uint32_t day = (uint32_t)cp_spec_index(spec, CP_F_statements_date, row);
  const uint32_t speaker = cp_text_hash(cp_spec_text(spec, CP_F_statements_speaker, row));
  const uint32_t claim = cp_text_hash(cp_spec_text(spec, CP_F_statements_claim, row));
  return ((day * 0x01000193u ^ speaker) * 0x01000193u) ^ claim;
}

// Words that wait for the other side: agreements, then statements.
static int32_t add_confirmations(cp_builder *builder, bool is_agreement, int32_t n,
                                 int is_writing) {
  const cp_spec *spec = builder->spec;
  const cp_section section = is_agreement ? CP_S_agreements : CP_S_statements;
  const cp_field chance =
      is_agreement ? CP_F_agreements_confirm_chance : CP_F_statements_confirm_chance;
  const cp_field median =
      is_agreement ? CP_F_agreements_confirm_median : CP_F_statements_confirm_median;
  const cp_field p90 = is_agreement ? CP_F_agreements_confirm_p90 : CP_F_statements_confirm_p90;
  cp_writable *write = &builder->write;
  for (int32_t row = 0; row < cp_spec_count(spec, section); row++) {
    if (cp_spec_cell(spec, chance, row)->is_missing) continue;
    if (is_writing) {
      write->confirm_kind[n] = is_agreement ? CP_OBJECT_AGREEMENT : CP_OBJECT_NONE;
      write->confirm_object[n] = row;
      write->confirm_chance[n] = cp_spec_number(spec, chance, row);
      write->confirm_hash[n] =
          is_agreement ? write->agreement_hash[row] : hash_of_statement(spec, row);
      cp_draw_days(&builder->model, cp_spec_number(spec, median, row),
                   cp_spec_number(spec, p90, row), write->confirm_days + (int64_t)n * CP_TABLE);
    }
    n++;
  }
  return n;
}

int32_t cp_build_confirmations(cp_builder *builder, int is_writing) {
  return add_confirmations(builder, false, add_confirmations(builder, true, 0, is_writing),
                           is_writing);
}

static void fill_steps(cp_builder *builder) {
  for (int32_t step = 0; step < builder->counts.n_step; step++) {
    builder->write.step_days[step] = (int32_t)cp_spec_number(builder->spec, CP_F_steps_days, step);
    builder->write.step_next[step] = cp_spec_index(builder->spec, CP_F_steps_next, step);
  }
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
    write->reading_publish_day[reading] =
        (int32_t)cp_spec_number(spec, CP_F_readings_publish_day, reading);
    write->reading_hash[reading] = cp_text_hash(cp_spec_name(spec, CP_S_readings, reading));
    write->reading_base[reading] = seen.base > 0.0 ? seen.base / days_per_month : 0.0;
    // no figure of licences by destination is published
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
    case CP_S_classes:
      return CP_OBJECT_CLASS;
    default:
      return CP_OBJECT_NONE;
  }
}

// Does a licence requirement or a ban bind the lane? Words about a tariff are no words about controls.
static int binds(const cp_builder *builder, int32_t measure, int32_t lane) {
  const int32_t kind = cp_spec_index(builder->spec, CP_F_measures_kind, measure);
  return (kind == CP_LICENCE_REQUIREMENT || kind == CP_BAN) &&
         cp_has_in_scope(builder, measure, lane);
}

// Does a clause name the measure or the whole of which it is a part, or take it down?
static bool names(const cp_spec *spec, int32_t clause, int32_t measure) {
  const int32_t whole = cp_spec_index(spec, CP_F_measures_part_of, measure);
  return cp_clause_means(spec, clause, measure) || cp_clause_relieves(spec, clause, measure) ||
         (whole >= 0 && cp_clause_means(spec, clause, whole));
}

// Does a clause concern a lane: by the measures that it names or takes down, or by its readings?
static int clause_concerns(const cp_builder *builder, int32_t clause, int32_t lane) {
  const cp_spec *spec = builder->spec;
  for (int32_t measure = 0; measure < builder->counts.n_measure; measure++) {
    if (names(spec, clause, measure) && binds(builder, measure, lane)) return 1;
  }
  for (int32_t reading = 0; reading < builder->counts.n_reading; reading++) {
    if (cp_spec_index(spec, CP_F_readings_clause, reading) == clause &&
        is_read(builder, reading, lane))
      return 1;
  }
  return 0;
}

static int concerns(const cp_builder *builder, int32_t statement, int32_t lane) {
  const cp_cell *about = cp_spec_cell(builder->spec, CP_F_statements_about, statement);
  switch (object_kind(about)) {
    case CP_OBJECT_MEASURE:
      return binds(builder, about->index, lane);
    case CP_OBJECT_CLAUSE:
      return clause_concerns(builder, about->index, lane);
    case CP_OBJECT_AGREEMENT:
      for (int32_t clause = 0; clause < builder->counts.n_clause; clause++) {
        if (cp_spec_index(builder->spec, CP_F_clauses_agreement, clause) == about->index &&
            clause_concerns(builder, clause, lane))
          return 1;
      }
      return 0;
    default:
      return 0;
  }
}

// Only where words are trusted at all.
int32_t cp_build_statement_lanes(cp_builder *builder, int is_writing) {
  const bool is_trusted = cp_spec_cell(builder->spec, CP_F_demand_trust, 0)->is_given ||
                          cp_spec_cell(builder->spec, CP_F_demand_trust_unconfirmed, 0)->is_given;
  int32_t n = 0;
  for (int32_t statement = 0; statement < builder->counts.n_statement; statement++) {
    for (int32_t lane = 0; is_trusted && lane < builder->counts.n_lane; lane++) {
      if (!concerns(builder, statement, lane)) continue;
      if (is_writing) builder->write.statement_lane[n] = lane;
      n++;
    }
    if (is_writing) builder->write.statement_lane_first[statement + 1] = n;
  }
  return n;
}

static void order_statements(cp_builder *builder) {
  const int32_t *day = builder->write.statement_day;
  int32_t *order = builder->write.statement_order;
  for (int32_t row = 0; row < builder->counts.n_statement; row++) {
    int32_t place = row;
    for (; place > 0 && day[order[place - 1]] > day[row]; place--) order[place] = order[place - 1];
    order[place] = row;
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
  const int is_class = !object->is_missing && object->section == CP_S_classes;
  write->fact_object[fact] = object->is_missing ? -1
                             : is_class         ? builder->class_of_row[object->index]
                                                : object->index;
  write->fact_stance[fact] = cp_spec_index(spec, CP_F_timeline_stance, row);
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
    write->statement_is_hope[row] = cp_spec_index(spec, CP_F_statements_modality, row) < 3;
    write->statement_day[row] = cp_spec_index(spec, CP_F_statements_date, row);
    // a confirmation that came after as_of is not known
    write->statement_confirmed[row] = confirmed > write->as_of[0] ? -1 : confirmed;
    write->statement_kind[row] = object_kind(about);
    write->statement_object[row] = about->is_missing ? -1 : about->index;
  }
}

// Could clauses wait for each other? Without memory the days look for themselves.
static int32_t may_lock(const cp_builder *builder) {
  const int32_t *blocker = cp_waiting_find(builder->spec, builder->arena);
  int32_t n = blocker == NULL;
  for (int32_t clause = 0; blocker && clause < builder->counts.n_clause; clause++)
    n += blocker[clause] >= 0;
  return n > 0;
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
  fill_steps(builder);
  order_statements(builder);
  cp_build_statement_lanes(builder, 1);
  cp_build_parts(builder, 1);
  cp_build_movers(builder, 1);
  cp_build_confirmations(builder, 1);
  builder->write.may_lock[0] = may_lock(builder);
}
