// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// One replica in the caller's hands, and its arrays by name. The table of arrays is arrays.inc.
#include "api/objects.h"

#include <string.h>

#include "base/check.h"
#include "base/os/print.h"
#include "engine/engine.h"

enum { REGION_ALIGNMENT = 64 };

struct cp_simulation {
  cp_arena arena;
  const cp_scenario *scenario;
  cp_engine engine;
};

static cp_status start(cp_simulation *simulation, uint64_t seed, uint32_t replica) {
  const cp_model *model = &simulation->scenario->model;
  char *region = cp_arena_take(&simulation->arena, cp_engine_bytes(model) + REGION_ALIGNMENT);
  if (!region) return CP_NO_MEMORY;
  const uintptr_t over = (uintptr_t)region % REGION_ALIGNMENT;
  cp_engine_begin(model, region + (over == 0 ? 0 : REGION_ALIGNMENT - over), seed, replica,
                  cp_chances_of(simulation->scenario), NULL, &simulation->engine);
  return CP_OK;
}

cp_status cp_simulation_begin(const cp_scenario *scenario, uint64_t seed, uint32_t replica,
                              cp_simulation **simulation) {
  CP_CHECK(simulation, CP_BAD_USE);
  *simulation = NULL;
  CP_CHECK(scenario && scenario->spec, CP_BAD_USE);
  const uint32_t before = cp_float_begin();
  cp_arena arena;
  cp_simulation *begun = cp_object_begin(&arena, sizeof *begun);
  cp_status status = CP_NO_MEMORY;
  if (begun) {
    begun->arena = arena;
    begun->scenario = scenario;
    status = start(begun, seed, replica);
    if (status == CP_OK) *simulation = begun;
    if (status != CP_OK) cp_simulation_end(begun);
  }
  cp_float_end(before);
  return status;
}

void cp_simulation_end(cp_simulation *simulation) {
  if (!simulation) return;
  cp_arena arena = simulation->arena;
  cp_arena_end(&arena);
}

cp_status cp_simulation_step(cp_simulation *simulation) {
  CP_CHECK(simulation, CP_BAD_USE);
  cp_engine *engine = &simulation->engine;
  if (engine->state.day[0] >= engine->model->last_day[0]) return CP_STOPPED;
  const uint32_t before = cp_float_begin();
  const cp_status status = cp_engine_step(engine);
  cp_float_end(before);
  return status;
}

int32_t cp_simulation_day(const cp_simulation *simulation) {
  return simulation ? simulation->engine.state.day[0] : INT32_MIN;
}

uint64_t cp_simulation_hash(const cp_simulation *simulation) {
  return simulation ? cp_engine_hash(&simulation->engine) : 0;
}

// --- arrays --------------------------------------------------------------------------------------

enum {
#define CP_COUNT(name, meaning)
#define CP_CONST(type, name, rows, columns, unit, meaning) ARRAY_##name,
#define CP_DRAW(type, name, rows, columns, unit, meaning)  ARRAY_##name,
#define CP_STATE(type, name, rows, columns, unit, meaning) ARRAY_##name,
#include "model/arrays.inc"
#undef CP_COUNT
#undef CP_CONST
#undef CP_DRAW
#undef CP_STATE
  N_ARRAY
};

#define VIEW(type_name, array_name, rows, columns, unit_text, meaning_text, where) \
  case ARRAY_##array_name:                                                         \
    *array = (cp_array){.name = #array_name,                                       \
                        .type = #type_name,                                        \
                        .unit = unit_text,                                         \
                        .meaning = meaning_text,                                   \
                        .rows_of = #rows,                                          \
                        .n_row = (int32_t)(rows),                                  \
                        .n_column = (int32_t)(columns),                            \
                        .size = sizeof(type_name),                                 \
                        .data = (where).array_name};                               \
    break;

// the counts become local variables, so that the table's sizes can be read as they stand
#define CP_COUNT(name, meaning)      \
  const int32_t name = counts->name; \
  (void)name;
#define CP_CONST(type, name, rows, columns, unit, meaning)
#define CP_DRAW(type, name, rows, columns, unit, meaning)
#define CP_STATE(type, name, rows, columns, unit, meaning)

static void view(const cp_simulation *simulation, int32_t number, cp_array *array) {
  const cp_model *counts = &simulation->scenario->model;
#include "model/arrays.inc"
#undef CP_COUNT
#undef CP_CONST
#undef CP_DRAW
#undef CP_STATE
#define CP_COUNT(name, meaning)
#define CP_CONST(type, name, rows, columns, unit, meaning) \
  VIEW(type, name, rows, columns, unit, meaning, *counts)
#define CP_DRAW(type, name, rows, columns, unit, meaning) \
  VIEW(type, name, rows, columns, unit, meaning, simulation->engine.draw)
#define CP_STATE(type, name, rows, columns, unit, meaning) \
  VIEW(type, name, rows, columns, unit, meaning, simulation->engine.state)
  switch (number) {
#include "model/arrays.inc"
    default:
      *array = (cp_array){0};
  }
}
#undef CP_COUNT
#undef CP_CONST
#undef CP_DRAW
#undef CP_STATE

int32_t cp_simulation_count_arrays(const cp_simulation *simulation) {
  (void)simulation;
  return N_ARRAY;
}

cp_status cp_simulation_array(const cp_simulation *simulation, int32_t number, cp_array *array) {
  CP_CHECK(simulation && array && number >= 0 && number < N_ARRAY, CP_BAD_USE);
  view(simulation, number, array);
  return CP_OK;
}

cp_status cp_simulation_read(const cp_simulation *simulation, const char *name, cp_array *array) {
  CP_CHECK(simulation && name && array, CP_BAD_USE);
  for (int32_t number = 0; number < N_ARRAY; number++) {
    view(simulation, number, array);
    if (strcmp(array->name, name) == 0) return CP_OK;
  }
  *array = (cp_array){0};
  return CP_NOT_FOUND;
}

// --- names of rows -------------------------------------------------------------------------------

typedef cp_text (*labeller)(const cp_labels *labels, int32_t entity);

typedef struct named_rows {
  const char *rows_of;
  labeller label;
} named_rows;

static const named_rows row_names[] = {
    {"n_region", cp_label_region},   {"n_destination", cp_label_destination},
    {"n_firm", cp_label_firm},       {"n_good", cp_label_good},
    {"n_class", cp_label_class},     {"n_stream", cp_label_stream},
    {"n_measure", cp_label_measure}, {"n_agreement", cp_label_agreement},
    {"n_clause", cp_label_clause},   {"n_reading", cp_label_reading},
};

static int32_t count_rows(const cp_model *model, const char *rows_of) {
#define CP_COUNT(name, meaning) \
  if (strcmp(rows_of, #name) == 0) return model->name;
#define CP_CONST(type, name, rows, columns, unit, meaning)
#define CP_DRAW(type, name, rows, columns, unit, meaning)
#define CP_STATE(type, name, rows, columns, unit, meaning)
#include "model/arrays.inc"
#undef CP_COUNT
#undef CP_CONST
#undef CP_DRAW
#undef CP_STATE
  return 0;
}

const char *cp_simulation_name(cp_simulation *simulation, const char *rows_of, int32_t row) {
  if (!simulation || !rows_of || row < 0) return "";
  const cp_labels *labels = &simulation->scenario->labels;
  if (row >= count_rows(labels->model, rows_of)) return "";
  cp_text name = CP_TEXT("");
  if (strcmp(rows_of, "n_lane") == 0) {
    name = cp_label_lane(labels, row, &simulation->arena);
  } else if (strcmp(rows_of, "n_input") == 0) {
    name = cp_text_copy(&simulation->arena, cp_label_input(labels, row));
  } else if (strcmp(rows_of, "n_alternative") == 0) {
    name = cp_text_copy(&simulation->arena, cp_label_alternative(labels, row));
  }
  for (size_t at = 0; at < sizeof row_names / sizeof row_names[0]; at++) {
    if (strcmp(rows_of, row_names[at].rows_of) != 0) continue;
    name = cp_text_copy(&simulation->arena, row_names[at].label(labels, row));
  }
  return name.at ? name.at : "";
}
