// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A gate is what a border needs to know of a lane: what binds it, its licences and applications, what lies at the port or is held. Lanes whose
// goods nothing can stop have none (lane_gate is -1), so a network's millions of them carry no border with them. What follows asks for a lane,
// gate or not.
#ifndef CP_MODEL_GATE_H
#define CP_MODEL_GATE_H

#include "model/model.h"

// What binds the lane today, -1 nothing.
static inline int32_t cp_lane_control(const cp_model *model, const cp_state *state, int32_t lane) {
  const int32_t gate = model->lane_gate[lane];
  return gate < 0 ? -1 : state->gate_control[gate];
}

// The class of the lane's applications today: without a gate, that of its buyer.
static inline int32_t cp_lane_class(const cp_model *model, const cp_state *state, int32_t lane) {
  const int32_t gate = model->lane_gate[lane];
  return gate < 0 ? model->firm_class[model->input_firm[model->lane_input[lane]]]
                  : state->gate_class[gate];
}

static inline double cp_lane_held(const cp_model *model, const cp_state *state, int32_t lane) {
  const int32_t gate = model->lane_gate[lane];
  return gate < 0 ? 0.0 : state->held[gate];
}

static inline double cp_lane_at_port(const cp_model *model, const cp_state *state, int32_t lane) {
  const int32_t gate = model->lane_gate[lane];
  return gate < 0 ? 0.0 : state->at_port[gate];
}

// Seized or given up at the port.
static inline double cp_lane_gone(const cp_model *model, const cp_state *state, int32_t lane) {
  const int32_t gate = model->lane_gate[lane];
  return gate < 0 ? 0.0 : state->gone_total[gate];
}

// Is what it carries counted in the headline series?
static inline int cp_is_headline(const cp_model *model, int32_t lane) {
  const int32_t gate = model->lane_gate[lane];
  return gate >= 0 && model->gate_is_headline[gate];
}

// What has departed on the lane and not arrived.
static inline double cp_lane_under_way(const cp_model *model, const cp_state *state, int32_t lane) {
  double quantity = 0.0;
  for (int32_t slot = 0; slot < model->n_flight; slot++)
    quantity += state->arriving[(int64_t)slot * model->n_lane + lane];
  return quantity;
}

static inline int32_t cp_lane_dwell(const cp_model *model, int32_t lane) {
  const int32_t gate = model->lane_gate[lane];
  return gate < 0 ? 0 : model->gate_dwell[gate];
}

static inline int32_t cp_lane_transit(const cp_model *model, const cp_draw *draw, int32_t lane) {
  return draw->route_days[model->lane_route[lane]];
}

// Its normal flow: lanes of alternatives have none.
static inline double cp_lane_rate(const cp_model *model, const cp_draw *draw, int32_t lane) {
  return model->input_source[model->lane_input[lane]] < 0 ? draw->lane_most[lane] : 0.0;
}

static inline int32_t cp_lane_good(const cp_model *model, int32_t lane) {
  return model->input_good[model->lane_input[lane]];
}

// Where in its dispatch period the lane departs.
static inline int32_t cp_lane_phase(const cp_model *model, int32_t lane) {
  return (int32_t)(model->lane_hash[lane] % (uint32_t)model->lane_dispatch[lane]);
}

#endif
