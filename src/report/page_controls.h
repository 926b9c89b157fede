// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What a reader of the page may change, and where in the compiled model it lies. A control is found by compiling the scenario with its
// least and its largest value: what differs between the two is what the page has to write, and the same settings give the same numbers
// natively. A value from which the model is built otherwise (more places, other sizes) cannot be a control.
#ifndef CP_REPORT_PAGE_CONTROLS_H
#define CP_REPORT_PAGE_CONTROLS_H

#include "base/arena.h"
#include "base/sink.h"
#include "model/model.h"
#include "scenario/reader.h"
#include "scenario/spec.h"

// How the scenario was read, so that it can be read again with one more setting.
typedef struct cp_reading {
  const char *folder;
  cp_scenario_options options;
} cp_reading;

// The controls of the scenario as a JSON array. A row that cannot be a control is written with `problem`, a sentence, in place of places.
cp_status cp_controls_json(const cp_reading *reading, const cp_spec *spec, const cp_model *model,
                           cp_arena *arena, const cp_sink *sink);

#endif
