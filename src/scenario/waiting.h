// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Clauses that wait for each other, as far as their text tells: none of them can be met before another is. A clause waits for the one that it
// names under `after`, and for those that alone take its measures down when they are met. What a party may do by itself waits for nobody:
// measures that no clause takes down, that a row takes down, or that may be eased unforeseen.
#ifndef CP_SCENARIO_WAITING_H
#define CP_SCENARIO_WAITING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "scenario/spec.h"

// For each clause the one that it waits for in vain, -1 none: following them leads into a circle. NULL without memory.
int32_t *cp_waiting_find(const cp_spec *spec, cp_arena *arena);

#endif
