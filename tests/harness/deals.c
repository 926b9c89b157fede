// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Makes random deals; see deals.h.
#include "harness/deals.h"

enum { N_REGION = 3, N_STEP = 3, N_READING = 3, N_STATEMENT = 2, N_LANE = 2, N_FACT = 24 };
enum { PURPOSE = 60000, STEP_PURPOSE = 60001 };
enum { GOAL_READING = 2 };

chooser chooser_of(uint64_t number) { return (chooser){.random = {.seed = number}}; }

static uint32_t bits(chooser *from) {
  return cp_random_bits(&from->random, PURPOSE, 0, 0, from->n++);
}

int32_t choose(chooser *from, int32_t n) { return (int32_t)((uint64_t)bits(from) * n >> 32); }

bool chance(chooser *from, int32_t per_hundred) { return choose(from, 100) < per_hundred; }

int32_t choose_or_none(chooser *from, int32_t n, int32_t per_hundred) {
  return n > 0 && chance(from, per_hundred) ? choose(from, n) : -1;
}

static double unit(chooser *from) { return cp_unit_from_word(bits(from)); }

// Odds of which a third each is none, all, and something between.
static double odds(chooser *from) {
  const int32_t kind = choose(from, 3);
  return kind == 0 ? 0.0 : kind == 1 ? 1.0 : unit(from);
}

// A small rate a day, or none.
static double rate(chooser *from) { return chance(from, 60) ? 0.0 : 0.2 * unit(from); }

static int32_t some_day(chooser *from) {
  return DEALS_FIRST + choose(from, DEALS_LAST - DEALS_FIRST);
}

// --- measures ------------------------------------------------------------------------------------

// Of half of the deals the first measure is a whole and the next two are its parts.
static void make_measures(small_deal *deal, chooser *from, bool has_whole) {
  const cp_model *model = &deal->model;
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    const bool is_part = has_whole && measure < 3;
    WRITE(int32_t, model->measure_kind)
    [measure] = is_part || chance(from, 50) ? CP_TARIFF : choose(from, CP_OTHER_MEASURE + 1);
    WRITE(int32_t, model->measure_by)[measure] = is_part ? 0 : choose(from, N_REGION);
    WRITE(int32_t, model->measure_on)[measure] = choose_or_none(from, N_REGION, 50);
    WRITE(double, model->measure_rate)[measure] = unit(from);
    WRITE(double, model->measure_weight)[measure] = has_whole && measure == 0 ? 0.0 : 1.0;
    WRITE(int32_t, model->measure_extend_by)[measure] = 1 + choose(from, 20);
    WRITE(int32_t, model->measure_validity)[measure] = chance(from, 30);
    WRITE(int32_t, model->measure_ease_act)
    [measure] = chance(from, 50) ? CP_ACT_SUSPEND : CP_ACT_LIFT;
    WRITE(int32_t, model->measure_part_first)[measure + 1] = has_whole ? 2 : 0;
    deal->draw.measure_extend_chance[measure] = chance(from, 50) ? -1.0 : odds(from);
    deal->draw.measure_take[measure] = rate(from);
    deal->draw.measure_take_tension[measure] = unit(from);
    deal->draw.measure_take_breach[measure] = 3.0 * unit(from);
    deal->draw.measure_ease[measure] = rate(from);
    deal->draw.measure_ease_tension[measure] = unit(from);
    deal->draw.measure_ease_breach[measure] = unit(from);
  }
  for (int32_t part = 0; part < model->n_part; part++)
    WRITE(int32_t, model->measure_part)[part] = part + 1;
  for (int32_t mover = 0; mover < model->n_mover; mover++)
    WRITE(int32_t, model->mover)[mover] = mover + (has_whole ? 1 : 0);
}

// --- agreements and clauses ----------------------------------------------------------------------

static void make_agreements(small_deal *deal, chooser *from) {
  const cp_model *model = &deal->model;
  for (int32_t agreement = 0; agreement < model->n_agreement; agreement++) {
    WRITE(uint32_t, model->agreement_hash)[agreement] = 100u + (uint32_t)agreement;
    WRITE(int32_t, model->agreement_amends)[agreement] = choose_or_none(from, agreement, 50);
    WRITE(int32_t, model->agreement_builds_on)[agreement] = choose_or_none(from, agreement, 50);
    WRITE(int32_t, model->agreement_until)[agreement] = chance(from, 30) ? some_day(from) : -1;
    WRITE(int32_t, model->agreement_notice)[agreement] = choose(from, 15);
    deal->draw.agreement_hazard[agreement] = rate(from);
    deal->draw.agreement_withdraw[agreement] = 0.2 * rate(from);
  }
}

static void make_terms(small_deal *deal, chooser *from, int32_t clause) {
  const cp_model *model = &deal->model;
  WRITE(int32_t, model->clause_grace)[clause] = chance(from, 50) ? -1 : choose(from, 8);
  WRITE(int32_t, model->clause_extend_by)[clause] = 1 + choose(from, 20);
  WRITE(int32_t, model->clause_renegotiate_by)[clause] = 1 + choose(from, 20);
  WRITE(double, model->clause_renegotiate_to)[clause] = 0.5 + unit(from);
  WRITE(int32_t, model->clause_repair_within)[clause] = chance(from, 50) ? 0 : 1 + choose(from, 10);
  WRITE(int32_t, model->clause_suspend_for)[clause] = chance(from, 50) ? 0 : 1 + choose(from, 10);
  WRITE(int32_t, model->clause_breach_ends)[clause] = chance(from, 20);
  WRITE(int32_t, model->clause_escalate)[clause] = choose_or_none(from, N_STEP, 60);
  deal->draw.clause_extend_chance[clause] = 0.5 * odds(from);
  deal->draw.clause_renegotiate_chance[clause] = 0.5 * odds(from);
  deal->draw.clause_dispute[clause] = rate(from);
  deal->draw.clause_act_chance[clause] = odds(from);
  const int32_t days = choose(from, 10);
  for (int32_t cell = 0; cell < CP_TABLE; cell++)
    deal->draw.act_days[clause * CP_TABLE + cell] = days * cell / CP_TABLE;
}

static void make_clause(small_deal *deal, chooser *from, int32_t clause) {
  const cp_model *model = &deal->model;
  const int32_t start = chance(from, 30) ? some_day(from) : -1;
  WRITE(int32_t, model->clause_agreement)[clause] = choose(from, model->n_agreement);
  WRITE(int32_t, model->clause_party)[clause] = choose(from, N_REGION);
  WRITE(int32_t, model->clause_to)[clause] = choose_or_none(from, N_REGION, 70);
  WRITE(int32_t, model->clause_is_kept)[clause] = chance(from, 50);
  WRITE(int32_t, model->clause_goal)[clause] = choose(from, GOAL_READING + 1);
  WRITE(double, model->clause_at_most)[clause] = unit(from);
  WRITE(int32_t, model->clause_after)[clause] = choose_or_none(from, clause, 40);
  WRITE(int32_t, model->clause_starts)[clause] = start;
  WRITE(int32_t, model->clause_deadline)
  [clause] = chance(from, 40) ? -1 : (start < 0 ? DEALS_FIRST : start) + choose(from, 40);
  WRITE(uint32_t, model->clause_hash)[clause] = 200u + (uint32_t)clause;
  WRITE(int32_t, model->clause_exception_of)[clause] = choose_or_none(from, clause, 30);
  make_terms(deal, from, clause);
}

static void make_effects(small_deal *deal, chooser *from, int32_t clause) {
  static const cp_act acts[] = {CP_ACT_ENTER, CP_ACT_SUSPEND, CP_ACT_LIFT, CP_ACT_RESTORE};
  const cp_model *model = &deal->model;
  for (int32_t at = 0; at < 2; at++) {
    WRITE(int32_t, model->target_measure)[clause * 2 + at] = choose(from, model->n_measure);
    WRITE(int32_t, model->target_is_unclear)[clause * 2 + at] = chance(from, 20);
  }
  for (int32_t at = 0; at < 3; at++) {
    const int32_t effect = clause * 3 + at;
    WRITE(int32_t, model->effect_when)[effect] = choose(from, 4);
    WRITE(int32_t, model->effect_act)[effect] = acts[choose(from, 4)];
    WRITE(int32_t, model->effect_measure)[effect] = choose(from, model->n_measure);
  }
  WRITE(int32_t, model->clause_target_first)[clause + 1] = clause * 2 + 2;
  WRITE(int32_t, model->clause_effect_first)[clause + 1] = clause * 3 + 3;
}

// An amending agreement may replace clauses of the one that it amends.
static void make_replacements(small_deal *deal, chooser *from) {
  const cp_model *model = &deal->model;
  for (int32_t clause = 0; clause < model->n_clause; clause++) {
    const int32_t amended = model->agreement_amends[model->clause_agreement[clause]];
    const int32_t other = choose_or_none(from, clause, 50);
    if (other >= 0 && amended >= 0 && model->clause_agreement[other] == amended)
      WRITE(int32_t, model->clause_replaces)[clause] = other;
  }
}

static void order_clauses(small_deal *deal) {
  const cp_model *model = &deal->model;
  int32_t n = 0;
  for (int32_t agreement = 0; agreement < model->n_agreement; agreement++) {
    for (int32_t clause = 0; clause < model->n_clause; clause++) {
      if (model->clause_agreement[clause] == agreement)
        WRITE(int32_t, model->clause_order)[n++] = clause;
    }
  }
}

// --- what is read and said -----------------------------------------------------------------------

static void make_readings(small_deal *deal, chooser *from) {
  const cp_model *model = &deal->model;
  for (int32_t reading = 0; reading < model->n_reading; reading++) {
    WRITE(int32_t, model->reading_clause)[reading] = choose(from, model->n_clause);
    WRITE(int32_t, model->reading_party)[reading] = choose(from, N_REGION);
    WRITE(int32_t, model->reading_series)[reading] = choose(from, 4);
    WRITE(int32_t, model->reading_window)[reading] = 1 + choose(from, 15);
    WRITE(int32_t, model->reading_lag)[reading] = choose(from, 10);
    WRITE(int32_t, model->reading_publish_day)
    [reading] = chance(from, 70) ? 0 : 1 + choose(from, 31);
    WRITE(double, model->reading_base)[reading] = 5.0;
    WRITE(double, model->reading_observed)[reading] = chance(from, 50) ? -1.0 : unit(from);
    WRITE(uint32_t, model->reading_hash)[reading] = 300u + (uint32_t)reading;
    WRITE(int32_t, model->reading_lane_first)[reading + 1] = reading + 1;
    WRITE(int32_t, model->reading_lane)[reading] = choose(from, N_LANE);
    deal->draw.reading_at_least[reading] = unit(from);
    deal->draw.reading_noise[reading] = chance(from, 50) ? 0.0 : 0.2;
    for (int32_t cell = 0; cell < CP_TABLE; cell++)
      deal->draw.reading_off[reading * CP_TABLE + cell] = 0.5 + (double)cell / CP_TABLE;
  }
  for (int32_t step = 0; step < model->n_step; step++) {
    WRITE(int32_t, model->step_days)[step] = 1 + choose(from, 8);
    WRITE(int32_t, model->step_next)
    [step] = step + 1 < model->n_step && chance(from, 60) ? step + 1 : -1;
    deal->draw.step_settle[step] = odds(from);
  }
}

static void make_statements(small_deal *deal, chooser *from) {
  const cp_model *model = &deal->model;
  for (int32_t statement = 0; statement < model->n_statement; statement++) {
    const int32_t day = some_day(from) % (DEALS_AS_OF - DEALS_FIRST) + DEALS_FIRST;
    WRITE(int32_t, model->statement_day)[statement] = day;
    WRITE(int32_t, model->statement_confirmed)
    [statement] = chance(from, 30) ? day + choose(from, 10) : -1;
    WRITE(int32_t, model->statement_kind)[statement] = choose(from, CP_OBJECT_CLAUSE + 1);
    WRITE(int32_t, model->statement_object)[statement] = 0;
  }
  for (int32_t confirm = 0; confirm < model->n_confirm; confirm++) {
    const bool is_statement = confirm < model->n_statement;
    WRITE(int32_t, model->confirm_kind)
    [confirm] = is_statement ? CP_OBJECT_NONE : CP_OBJECT_AGREEMENT;
    WRITE(int32_t, model->confirm_object)
    [confirm] = is_statement ? confirm : confirm - model->n_statement;
    WRITE(double, model->confirm_chance)[confirm] = odds(from);
    WRITE(uint32_t, model->confirm_hash)[confirm] = 400u + (uint32_t)confirm;
    for (int32_t cell = 0; cell < CP_TABLE; cell++)
      WRITE(int32_t, model->confirm_days)[confirm * CP_TABLE + cell] = cell / 16;
  }
}

static int32_t size_of(const cp_model *model, cp_object_kind kind) {
  if (kind == CP_OBJECT_MEASURE) return model->n_measure;
  return kind == CP_OBJECT_AGREEMENT ? model->n_agreement : model->n_clause;
}

// Any act on any object, legal or not; the first few make it likely that something is in force.
static void make_facts(small_deal *deal, chooser *from) {
  int32_t day[N_FACT];
  for (int32_t fact = 0; fact < N_FACT; fact++) {
    day[fact] = DEALS_FIRST - 5 + choose(from, DEALS_LAST - DEALS_FIRST);
    for (int32_t at = fact; at > 0 && day[at - 1] > day[at]; at--) {
      const int32_t later = day[at - 1];
      day[at - 1] = day[at];
      day[at] = later;
    }
  }
  for (int32_t fact = 0; fact < N_FACT; fact++) {
    const bool is_early = fact < 8;
    const cp_object_kind kind =
        is_early ? (fact % 4 ? CP_OBJECT_MEASURE : CP_OBJECT_AGREEMENT)
                 : (cp_object_kind)(CP_OBJECT_MEASURE + choose(from, CP_OBJECT_CLAUSE));
    const cp_act act = is_early ? (kind == CP_OBJECT_MEASURE ? CP_ACT_ENTER : CP_ACT_ANNOUNCE)
                                : (cp_act)choose(from, CP_ACT_WITHDRAW + 1);
    small_deal_fact(deal, day[fact], act, kind, choose(from, size_of(&deal->model, kind)),
                    chance(from, 70) ? -1.0 : unit(from),
                    chance(from, 50) ? -1 : day[fact] + choose(from, 30));
  }
}

void deals_make(small_deal *deal, uint64_t number) {
  chooser from = chooser_of(number);
  const bool has_whole = chance(&from, 50);
  const int32_t n_measure = 3 + choose(&from, 4);
  const int32_t n_clause = 1 + choose(&from, 5);
  const int32_t n_agreement = 1 + choose(&from, 3);
  const cp_counts counts = {.n_measure = n_measure,
                            .n_agreement = n_agreement,
                            .n_clause = n_clause,
                            .n_target = 2 * n_clause,
                            .n_effect = 3 * n_clause,
                            .n_part = has_whole ? 2 : 0,
                            .n_mover = n_measure - (has_whole ? 1 : 0),
                            .n_reading = N_READING,
                            .n_reading_lane = N_READING,
                            .n_step = N_STEP,
                            .n_statement = N_STATEMENT,
                            .n_confirm = N_STATEMENT + n_agreement,
                            .n_fact = N_FACT,
                            .n_lane = N_LANE,
                            .n_gate = N_LANE,
                            .n_class = 1};
  small_deal_begin(deal, &counts, DEALS_FIRST, DEALS_AS_OF, DEALS_LAST);
  for (int32_t lane = 0; lane < N_LANE; lane++) WRITE(int32_t, deal->model.lane_gate)[lane] = lane;
  WRITE(int32_t, deal->model.may_lock)[0] = chance(&from, 50);
  make_measures(deal, &from, has_whole);
  make_agreements(deal, &from);
  for (int32_t clause = 0; clause < n_clause; clause++) {
    make_clause(deal, &from, clause);
    make_effects(deal, &from, clause);
  }
  make_replacements(deal, &from);
  order_clauses(deal);
  make_readings(deal, &from);
  make_statements(deal, &from);
  make_facts(deal, &from);
}

void deals_start(small_deal *deal, uint32_t replica) {
  small_deal_start(deal, replica);
  for (int32_t gate = 0; gate < deal->model.n_gate; gate++) deal->state.gate_control[gate] = -1;
}

void deals_step(small_deal *deal) {
  const cp_random random = {.seed = deal->state.seed[0], .replica = deal->state.replica[0]};
  const int32_t day = deal->state.day[0] + 1;
  for (int32_t lane = 0; lane < deal->model.n_lane; lane++) {
    uint32_t four[4];
    cp_random_four(&random, STEP_PURPOSE, (uint32_t)lane, day - DEALS_FIRST, 0, four);
    deal->state.departed_total[lane] += four[0] % 9u;
    deal->state.licensed_total[lane] += four[1] % 9u;
    deal->state.licence_left[lane] = four[2] % 60u;
  }
  deal->state.filed[0] += 2.0;
  deal->state.approved[0] += (double)(day % 3);
  small_deal_run(deal, day);
}
