// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Which measures a clause means, and which are a whole of parts: asked by the checks and by the builder.
#ifndef CP_SCENARIO_TARGETS_H
#define CP_SCENARIO_TARGETS_H

#include <stdbool.h>
#include <stdint.h>

#include "scenario/spec.h"

// Does a list of references hold a row?
bool cp_refs_name(const cp_cell *refs, int32_t row);

// Does the clause mean this measure: by name, or as one of its party's non-tariff measures announced since a day? Of those that are prepared
// and have no row yet it means every one: they are announced when they come.
bool cp_clause_means(const cp_spec *spec, int32_t clause, int32_t measure);

// Is another measure a part of it?
bool cp_is_whole(const cp_spec *spec, int32_t measure);

// Fields whose measures come down when a clause is met.
enum { CP_N_RELIEF = 2 };
extern const cp_field cp_relief[CP_N_RELIEF];

// Does the clause take the measure, or the whole of which it is a part, down when it is met?
bool cp_clause_relieves(const cp_spec *spec, int32_t clause, int32_t measure);

#endif
