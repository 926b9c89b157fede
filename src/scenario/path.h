// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A value of a read scenario by the path that --set and overrides name it with.
#ifndef CP_SCENARIO_PATH_H
#define CP_SCENARIO_PATH_H

#include "scenario/spec.h"

typedef struct cp_path {
  cp_field field;
  int32_t row;
} cp_path;

// "section.field", "section.row.field", "timeline.DATE:OBJECT.field". False when there is no such value among the rows that are known.
bool cp_path_find(const cp_spec *spec, cp_text text, cp_path *path);

#endif
