// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What the model and the state say of a lane, gate or not, for tests that know nothing of how it lies in memory.
#ifndef CP_TESTS_HARNESS_BY_LANE_H
#define CP_TESTS_HARNESS_BY_LANE_H

#include "model/gate.h"

// An array by gate at a lane, and what stands for it where the lane has no gate.
#define AT_GATE(model, array, lane, none) \
  ((model)->lane_gate[lane] < 0 ? (none) : (array)[(model)->lane_gate[lane]])

static inline double lane_share(const cp_model *model, int32_t lane) {
  int32_t place = model->input_lane_first[model->lane_input[lane]];
  while (model->input_lane[place] != lane) place++;
  return model->place_share[place];
}

static inline int32_t lane_opens(const cp_model *model, int32_t lane) {
  return AT_GATE(model, model->gate_opens, lane, -1);
}

static inline int32_t lane_customs(const cp_model *model, int32_t lane) {
  return AT_GATE(model, model->gate_customs, lane, -1);
}

static inline int32_t lane_destination(const cp_model *model, int32_t lane) {
  return AT_GATE(model, model->gate_destination, lane, -1);
}

static inline int32_t lane_air(const cp_model *model, const cp_draw *draw, int32_t lane) {
  return draw->route_air_days[model->lane_route[lane]];
}

#endif
