// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What a day of a replica costs: time by phase, measured around the rows of cp_phases, and the bytes of the arrays that each row names. A
// clock stands beside the results only; no time reaches one.
#include <string.h>

#include "api/objects.h"
#include "base/check.h"
#include "base/os/clock.h"
#include "base/os/json.h"
#include "base/os/print.h"
#include "engine/engine.h"
#include "observe/record.h"

enum { MOST_PHASES = 32, REGION_ALIGNMENT = 64 };

typedef struct profile {
  cp_scenario *scenario;
  const cp_simulation *simulation;  // to ask for arrays by name
  void *region;
  double *record;
  int32_t n_replica;
  int64_t n_day;              // days simulated, all replicas
  double phase[MOST_PHASES];  // seconds, the clock's own included
  double last;                // when the clock was read last
  double days;                // seconds of all days without a clock inside
  double recording;           // seconds of the recorder
  double live;                // live applications summed over days
  double most_live;           // on the fullest day
  int32_t used[3];            // places of applications, licences, consignments ever taken
} profile;

static void watch(void *context, int32_t phase) {
  profile *all = context;
  const double now = cp_clock_seconds();
  all->phase[phase] += now - all->last;
  all->last = now;
}

static void note_size(profile *all, const cp_engine *engine) {
  const cp_state *state = &engine->state;
  double live = 0.0;
  for (int32_t class = 0; class < engine->model->n_class; class ++) live += state->live[class];
  all->live += live;
  all->most_live = live > all->most_live ? live : all->most_live;
  const int32_t used[] = {state->application_used[0], state->licence_used[0],
                          state->consignment_used[0]};
  for (int32_t store = 0; store < 3; store++) {
    if (used[store] > all->used[store]) all->used[store] = used[store];
  }
}

static void begin(const profile *all, uint64_t seed, int32_t replica, cp_engine *engine) {
  cp_engine_begin(&all->scenario->model, all->region, seed, (uint32_t)replica,
                  cp_chances_of(all->scenario), NULL, engine);
}

// Once with the clock between phases and the recorder, once with the clock outside.
static cp_status measure(profile *all, uint64_t seed, int32_t replica) {
  const cp_model *model = &all->scenario->model;
  cp_engine engine;
  begin(all, seed, replica, &engine);
  cp_record_begin(&engine, all->record);
  while (engine.state.day[0] < model->last_day[0]) {
    all->last = cp_clock_seconds();
    CP_TRY(cp_engine_step_watched(&engine, watch, all));
    cp_record_day(&engine, all->record);
    all->recording += cp_clock_seconds() - all->last;
    note_size(all, &engine);
    all->n_day++;
  }
  begin(all, seed, replica, &engine);
  const double began = cp_clock_seconds();
  while (engine.state.day[0] < model->last_day[0]) CP_TRY(cp_engine_step(&engine));
  all->days += cp_clock_seconds() - began;
  return CP_OK;
}

// --- bytes ---------------------------------------------------------------------------------------

// Bytes of an array; of a store those of the places ever taken.
static double bytes_of(const profile *all, const char *name) {
  cp_array array;
  if (cp_simulation_read(all->simulation, name, &array) != CP_OK) return 0.0;
  static const char *const store[] = {"application", "licence", "consignment", "track"};
  for (int32_t at = 0; at < 4; at++) {
    // each application has its track
    const int32_t used = all->used[at % 3];
    if (strcmp(name, store[at]) == 0) return (double)used * (double)array.size;
  }
  return (double)array.size * array.n_row * array.n_column;
}

// Sum over a list of names, "stock, coming, ...".
static double bytes_of_list(const profile *all, const char *list) {
  double bytes = 0.0;
  for (const char *at = list; *at;) {
    char name[64];
    const size_t size = strcspn(at, ",");
    if (size < sizeof name) {
      memcpy(name, at, size);
      name[size] = 0;
      bytes += bytes_of(all, name);
    }
    at += size;
    if (*at) at += 2;
  }
  return bytes;
}

// Bytes of a replica that are used: the places of its stores that were never taken cost nothing.
static double used_bytes(const profile *all) {
  const cp_model *model = &all->scenario->model;
  return (double)cp_engine_bytes(model) -
         (double)(model->n_application - all->used[0]) *
             (sizeof(cp_application) + sizeof(cp_track)) -
         (double)(model->n_licence - all->used[1]) * sizeof(cp_licence) -
         (double)(model->n_consignment - all->used[2]) * sizeof(cp_consignment);
}

// --- telling -------------------------------------------------------------------------------------

static int32_t count_parts(const cp_model *model) {
  int32_t n = 0;
  for (int32_t input = 0; input < model->n_input; input++) n += model->input_is_part[input];
  return n;
}

static double microseconds(const profile *all, double seconds) {
  return 1e6 * seconds / (double)all->n_day;
}

static cp_status tell_text(const profile *all, const cp_sink *sink) {
  const cp_model *model = &all->scenario->model;
  CP_TRY(cp_print(sink, "%s: %d days of %d replicas\n", all->scenario->name, model->n_day,
                  all->n_replica));
  CP_TRY(
      cp_print(sink,
               "%d lanes (%d of them gates), %d inputs (%d of parts), %d alternatives, %d firms, "
               "%d measures\n",
               model->n_lane, model->n_gate, model->n_input, count_parts(model),
               model->n_alternative, model->n_firm, model->n_measure));
  CP_TRY(cp_print(sink, "%.0f live applications on average, %.0f on the fullest day\n",
                  all->live / (double)all->n_day, all->most_live));
  CP_TRY(cp_print(sink, "model %.1f kB, replica %.1f kB\n\n", 1e-3 * (double)model->blob_bytes,
                  1e-3 * used_bytes(all)));
  CP_TRY(cp_print(sink, "%-10s %12s %12s %12s\n", "phase", "us a day", "kB read", "kB written"));
  for (int32_t phase = 0; phase < cp_n_phase; phase++) {
    CP_TRY(cp_print(sink, "%-10s %12.2f %12.1f %12.1f\n", cp_phases[phase].name,
                    microseconds(all, all->phase[phase]),
                    1e-3 * bytes_of_list(all, cp_phases[phase].reads),
                    1e-3 * bytes_of_list(all, cp_phases[phase].writes)));
  }
  CP_TRY(cp_print(sink, "%-10s %12.2f\n", "recorder", microseconds(all, all->recording)));
  return cp_print(sink, "%-10s %12.2f  all phases, without a clock between them\n", "day",
                  microseconds(all, all->days));
}

static void tell_sizes(const profile *all, cp_json *json) {
  const cp_model *model = &all->scenario->model;
  const struct {
    const char *key;
    int64_t value;
  } sizes[] = {{"days", model->n_day},
               {"replicas", all->n_replica},
               {"lanes", model->n_lane},
               {"gates", model->n_gate},
               {"inputs", model->n_input},
               {"parts", count_parts(model)},
               {"alternatives", model->n_alternative},
               {"firms", model->n_firm},
               {"measures", model->n_measure},
               {"model_bytes", (int64_t)model->blob_bytes},
               {"replica_bytes", (int64_t)used_bytes(all)}};
  cp_json_key(json, "scenario");
  cp_json_string(json, all->scenario->name);
  for (size_t at = 0; at < sizeof sizes / sizeof sizes[0]; at++) {
    cp_json_key(json, sizes[at].key);
    cp_json_whole(json, sizes[at].value);
  }
  cp_json_key(json, "live_applications");
  cp_json_number(json, all->live / (double)all->n_day);
  cp_json_key(json, "most_live_applications");
  cp_json_number(json, all->most_live);
}

static cp_status tell_json(const profile *all, const cp_sink *sink) {
  cp_json json = cp_json_begin(sink);
  cp_json_object(&json);
  tell_sizes(all, &json);
  cp_json_key(&json, "phases");
  cp_json_array(&json);
  for (int32_t phase = 0; phase < cp_n_phase; phase++) {
    cp_json_object(&json);
    cp_json_key(&json, "name");
    cp_json_string(&json, cp_phases[phase].name);
    cp_json_key(&json, "microseconds");
    cp_json_number(&json, microseconds(all, all->phase[phase]));
    cp_json_key(&json, "bytes_read");
    cp_json_number(&json, bytes_of_list(all, cp_phases[phase].reads));
    cp_json_key(&json, "bytes_written");
    cp_json_number(&json, bytes_of_list(all, cp_phases[phase].writes));
    cp_json_close(&json);
  }
  cp_json_close(&json);
  cp_json_key(&json, "recorder_microseconds");
  cp_json_number(&json, microseconds(all, all->recording));
  cp_json_key(&json, "day_microseconds");
  cp_json_number(&json, microseconds(all, all->days));
  cp_json_close(&json);
  return cp_json_end(&json);
}

static cp_status run(profile *all, uint64_t seed, cp_arena *arena) {
  const cp_model *model = &all->scenario->model;
  CP_ASSERT(cp_n_phase <= MOST_PHASES);
  char *region = cp_arena_take(arena, cp_engine_bytes(model) + REGION_ALIGNMENT);
  all->record = CP_ARENA_ARRAY(arena, double, cp_record_length(model));
  if (!region || !all->record) return CP_NO_MEMORY;
  all->region =
      region + (REGION_ALIGNMENT - (uintptr_t)region % REGION_ALIGNMENT) % REGION_ALIGNMENT;
  for (int32_t replica = 0; replica < all->n_replica; replica++)
    CP_TRY(measure(all, seed, replica));
  return CP_OK;
}

cp_status cp_scenario_print_profile(cp_scenario *scenario, uint64_t seed, int32_t replicas,
                                    cp_output form, cp_writer writer, void *context) {
  CP_CHECK(scenario && scenario->spec && replicas >= 1 && writer, CP_BAD_USE);
  const uint32_t before = cp_float_begin();
  cp_binding binding = {.writer = writer, .context = context};
  const cp_sink sink = cp_sink_of(&binding);
  cp_arena arena;
  cp_arena_begin(&arena, scenario->arena.allocator);
  cp_simulation *simulation = NULL;
  cp_status status = cp_simulation_begin(scenario, seed, 0, &simulation);
  profile all = {.scenario = scenario, .simulation = simulation, .n_replica = replicas};
  if (status == CP_OK) status = run(&all, seed, &arena);
  if (status == CP_OK)
    status = form == CP_OUTPUT_JSON ? tell_json(&all, &sink) : tell_text(&all, &sink);
  cp_simulation_end(simulation);
  cp_arena_end(&arena);
  cp_float_end(before);
  return status;
}
