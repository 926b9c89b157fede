// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Does the deal's book hold together? Each thing that is off counts one.
//
//   clause     effects were applied once per fulfilment, breach, repair and unsettled dispute; none is still due; nothing is fulfilled and
//              breached in one judgement
//   measure    suspensions that stand are those of a suspended measure, which has no rate and something to come back to
//   whole      what is in force and what is suspended are the sums of its parts
//   agreement  of one that ended no clause is open, none has effects to come, and none holds a measure down
//   gate       what binds a lane is a licence requirement or ban in force; tariffs on lanes are those of tariffs in force
#include "engine/engine.h"

#include "deal/acts.h"
#include "deal/effects.h"
#include "deal/wholes.h"

static const double least_rate =
    1e-6;  // rates that differ by less are the same sum in another order

static double audit_clause(const cp_model *model, const cp_state *state, int32_t clause) {
  (void)model;
  const int32_t *fired = state->clause_fired + (int64_t)clause * CP_N_WHEN;
  const int32_t has_acted = state->clause_acted[clause] >= 0;
  const int32_t breaches = fired[CP_WHEN_BREACHED] + fired[CP_WHEN_UNSETTLED];
  double off = 0.0;
  off += fired[CP_WHEN_MET] != has_acted || (has_acted && state->clause_met[clause] < 0);
  off += breaches != state->clause_breaches[clause];
  off += fired[CP_WHEN_REPAIRED] != state->clause_repairs[clause];
  off += fired[CP_WHEN_UNSETTLED] != state->clause_unsettled[clause];
  off += state->clause_due[clause] != 0;
  off += state->clause_state[clause] == CP_CLAUSE_FULFILLED && state->clause_broke[clause] >= 0 &&
         state->clause_broke[clause] == state->clause_since[clause];
  return off;
}

static double audit_measure(const cp_model *model, const cp_state *state, int32_t measure) {
  if (cp_measure_is_whole(model, measure)) {
    return (state->measure_now[measure] != cp_whole_in_force(model, state, measure)) +
           (state->measure_saved_rate[measure] != cp_whole_suspended(model, state, measure));
  }
  const int32_t now = state->measure_state[measure];
  const int32_t depth = state->measure_depth[measure];
  const int32_t saved = state->measure_saved_state[measure];
  const bool is_suspended = now == CP_MEASURE_SUSPENDED;
  const bool can_return = saved == CP_MEASURE_ANNOUNCED || saved == CP_MEASURE_IN_FORCE;
  double off = is_suspended != (depth > 0);
  off += depth < 0 || depth > CP_SUSPENSIONS;
  off += is_suspended && (state->measure_now[measure] != 0.0 || !can_return);
  off += state->measure_held_by[measure] >= 0 && !is_suspended;
  return off;
}

// After its end nothing follows from an agreement.
static double audit_end(const cp_model *model, const cp_state *state, int32_t agreement) {
  if (state->agreement_state[agreement] != CP_AGREEMENT_ENDED) return 0.0;
  double off = 0.0;
  for (int32_t clause = 0; clause < model->n_clause; clause++) {
    if (model->clause_agreement[clause] != agreement) continue;
    off += cp_clause_allows(state, clause, CP_CLAUSE_TERMINATED);
    off += state->clause_act_on[clause] >= 0;
    for (int32_t measure = 0; measure < model->n_measure; measure++)
      off += state->measure_held_by[measure] == clause;
  }
  return off;
}

static double audit_gates(const cp_model *model, const cp_state *state) {
  double off = 0.0;
  double taxed = 0.0;
  for (int32_t gate = 0; gate < model->n_gate; gate++) {
    const int32_t control = state->gate_control[gate];
    taxed += state->tariff[gate];
    if (control < 0) continue;
    const int32_t kind = model->measure_kind[control];
    off += state->measure_state[control] != CP_MEASURE_IN_FORCE ||
           (kind != CP_LICENCE_REQUIREMENT && kind != CP_BAN);
  }
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    const bool taxes = model->measure_kind[measure] == CP_TARIFF &&
                       state->measure_state[measure] == CP_MEASURE_IN_FORCE;
    const int32_t n_lane =
        model->measure_lane_first[measure + 1] - model->measure_lane_first[measure];
    if (taxes) taxed -= state->measure_now[measure] * n_lane;
  }
  return off + (taxed > least_rate || taxed < -least_rate);
}

double cp_audit_deal(const cp_model *model, const cp_state *state) {
  double off = audit_gates(model, state);
  for (int32_t clause = 0; clause < model->n_clause; clause++)
    off += audit_clause(model, state, clause);
  for (int32_t measure = 0; measure < model->n_measure; measure++)
    off += audit_measure(model, state, measure);
  for (int32_t agreement = 0; agreement < model->n_agreement; agreement++)
    off += audit_end(model, state, agreement);
  return off;
}
