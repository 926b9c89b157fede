// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Outcomes that a replica's last day gives: where days went, what became of clauses and readings, what controls cost. Reads state, writes the
// record.
#include "observe/record_end.h"

#include "num/floor.h"
#include "num/least.h"

static const double cents_per_dollar = 100.0;

// Where the days of applications went, by class. The outcomes stand in the order of the stages.
static void end_spells(const cp_engine *engine, double *record) {
  const cp_model *model = engine->model;
  const cp_state *state = &engine->state;
  static const int32_t spells[CP_N_SPELL] = {
      CP_OUTCOME_days_papers,    CP_OUTCOME_days_local,    CP_OUTCOME_days_queue,
      CP_OUTCOME_days_review,    CP_OUTCOME_days_referred, CP_OUTCOME_days_stopped,
      CP_OUTCOME_days_escalated, CP_OUTCOME_days_waiting,  CP_OUTCOME_days_returned};
  for (int32_t class = 0; class < model->n_class; class ++) {
    record[cp_outcome_at(model, CP_OUTCOME_ended).offset + class] = state->ended[class];
    record[cp_outcome_at(model, CP_OUTCOME_escalated).offset + class] = state->escalated[class];
    for (int32_t spell = 0; spell < CP_N_SPELL; spell++) {
      record[cp_outcome_at(model, spells[spell]).offset + class] =
          state->spell_days[(int64_t) class * CP_N_SPELL + spell];
    }
  }
}

static void end_desk_and_deal(const cp_engine *engine, double *record) {
  const cp_model *model = engine->model;
  const cp_state *state = &engine->state;
  double *met = record + cp_outcome_at(model, CP_OUTCOME_met_on).offset;
  double *acted = record + cp_outcome_at(model, CP_OUTCOME_acted_on).offset;
  double *breaches = record + cp_outcome_at(model, CP_OUTCOME_breaches).offset;
  double *locked = record + cp_outcome_at(model, CP_OUTCOME_locked_on).offset;
  for (int32_t clause = 0; clause < model->n_clause; clause++) {
    met[clause] = state->clause_met[clause];
    acted[clause] = state->clause_acted[clause];
    breaches[clause] = state->clause_breaches[clause];
    locked[clause] = state->clause_first_locked[clause];
  }
  double *read = record + cp_outcome_at(model, CP_OUTCOME_read_on).offset;
  for (int32_t reading = 0; reading < model->n_reading; reading++)
    read[reading] = state->reading_first[reading];
  double *filed = record + cp_outcome_at(model, CP_OUTCOME_cohort_filed).offset;
  for (int32_t class = 0; class < model->n_class; class ++)
    filed[class] = state->cohort_filed[class];
}

// Where the days of consignments went: outcomes follow each other in the order of cp_border_days.
static void end_border(const cp_engine *engine, double *record) {
  const cp_model *model = engine->model;
  const cp_state *state = &engine->state;
  const struct {
    int32_t departed, waiting, n;
    const double *count, *days;
  } groups[] = {{CP_OUTCOME_goods_departed, CP_OUTCOME_goods_waiting, model->n_class,
                 state->class_departed, state->class_days},
                {CP_OUTCOME_to_departed, CP_OUTCOME_to_waiting, model->n_destination,
                 state->destination_departed, state->destination_days}};
  for (size_t which = 0; which < sizeof groups / sizeof groups[0]; which++) {
    double *departed = record + cp_outcome_at(model, groups[which].departed).offset;
    for (int32_t at = 0; at < groups[which].n; at++) departed[at] = groups[which].count[at];
    for (int32_t part = 0; part < CP_N_DAYS; part++) {
      double *days = record + cp_outcome_at(model, groups[which].waiting + part).offset;
      for (int32_t at = 0; at < groups[which].n; at++)
        days[at] = groups[which].days[at * CP_N_DAYS + part];
    }
  }
}

static double whole_dollars(double cents) { return cp_whole(cents / cents_per_dollar + 0.5); }

// What each control cost its owner's exporters and final firms, and what firms lost otherwise.
static void end_costs(const cp_engine *engine, double *record) {
  const cp_model *model = engine->model;
  const cp_state *state = &engine->state;
  double *sales = record + cp_outcome_at(model, CP_OUTCOME_sales_lost).offset;
  double *sales_net = record + cp_outcome_at(model, CP_OUTCOME_sales_net).offset;
  double *users = record + cp_outcome_at(model, CP_OUTCOME_users_lost).offset;
  double *users_net = record + cp_outcome_at(model, CP_OUTCOME_users_net).offset;
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    const double lost = state->sales_lost[measure];
    const cp_caused *caused = state->caused + measure;
    sales[measure] = whole_dollars(lost);
    sales_net[measure] = whole_dollars(cp_least(lost, cp_most(0.0, state->sales_behind[measure])));
    users[measure] = whole_dollars(caused->value);
    users_net[measure] = whole_dollars(caused->value - caused->value_back);
  }
  const cp_caused *other = state->uncaused;
  record[cp_outcome_at(model, CP_OUTCOME_users_lost_otherwise).offset] =
      whole_dollars(other->value);
  record[cp_outcome_at(model, CP_OUTCOME_users_net_otherwise).offset] =
      whole_dollars(other->value - other->value_back);
}

void cp_record_end_rooms(const cp_engine *engine, double *record) {
  end_desk_and_deal(engine, record);
  end_spells(engine, record);
  end_border(engine, record);
  end_costs(engine, record);
}
