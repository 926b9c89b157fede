// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What a result answers, and the tables of its file.
#include "api/objects.h"

#include <string.h>

#include "base/check.h"
#include "base/date.h"
#include "base/os/file.h"
#include "base/os/machine.h"
#include "base/os/print.h"
#include "base/sort.h"
#include "report/bands.h"

enum { MOST_INPUT_BYTES = 1 << 28 };

// --- small answers -------------------------------------------------------------------------------

const char *cp_result_complaint(const cp_result *result) {
  return result ? result->complaint.text : "";
}

int32_t cp_result_replicas(const cp_result *result) {
  return result ? result->certificate.done : 0;
}

int32_t cp_result_resumed(const cp_result *result) { return result ? result->n_resumed : 0; }

const char *cp_result_hash(const cp_result *result) { return result ? result->hash : ""; }

cp_status cp_result_print_summary(const cp_result *result, cp_output form, cp_writer writer,
                                  void *context) {
  CP_CHECK(result && writer && result->certificate.done > 0, CP_BAD_USE);
  cp_binding binding = {.writer = writer, .context = context};
  const cp_sink sink = cp_sink_of(&binding);
  return form == CP_OUTPUT_JSON ? cp_summary_print_json(&result->summary, &sink)
                                : cp_summary_print(&result->summary, &sink);
}

cp_status cp_result_print_certificate(const cp_result *result, cp_writer writer, void *context) {
  CP_CHECK(result && writer, CP_BAD_USE);
  cp_binding binding = {.writer = writer, .context = context};
  const cp_sink sink = cp_sink_of(&binding);
  return cp_certificate_print(&result->certificate, result->summary.headline,
                              result->summary.n_headline, &sink);
}

static const cp_catalog_series *series_of(const cp_result *result, int32_t series) {
  if (!result || series < 0 || series >= CP_N_SERIES) return NULL;
  return &result->scenario->catalog.series[series];
}

int32_t cp_result_count_series(const cp_result *result) { return result ? CP_N_SERIES : 0; }

cp_status cp_result_series(const cp_result *result, int32_t series, cp_series_view *view) {
  const cp_catalog_series *at = series_of(result, series);
  CP_CHECK(at && view, CP_BAD_USE);
  *view = (cp_series_view){.name = at->series.name,
                           .unit = at->series.unit,
                           .meaning = at->series.meaning,
                           .n_entity = at->n_entity,
                           .n_date = at->series.n_date};
  return CP_OK;
}

// Names of rows end with a zero byte: they are copies made by the reader or literals.
const char *cp_result_entity(const cp_result *result, int32_t series, int32_t entity) {
  const cp_catalog_series *at = series_of(result, series);
  if (!at || entity < 0 || entity >= at->n_entity) return "";
  return at->entity[entity].name.at;
}

int32_t cp_result_day(const cp_result *result, int32_t series, int32_t date) {
  const cp_catalog_series *at = series_of(result, series);
  if (!at || date < 0 || date >= at->series.n_date) return CP_DAY_NONE;
  return cp_catalog_day(&result->scenario->catalog, series, date);
}

cp_status cp_result_read(const cp_result *result, int32_t series, int32_t entity, int32_t date,
                         double *value) {
  const cp_catalog_series *at = series_of(result, series);
  CP_CHECK(at && value, CP_BAD_USE);
  CP_CHECK(entity >= 0 && entity < at->n_entity, CP_BAD_USE);
  CP_CHECK(date >= 0 && date < at->series.n_date, CP_BAD_USE);
  cp_catalog_gather(&result->scenario->catalog, &result->ensemble, series, entity, date, value);
  return CP_OK;
}

// --- tables --------------------------------------------------------------------------------------

cp_store_layout cp_result_layout(const cp_result *result) {
  const cp_catalog *catalog = &result->scenario->catalog;
  return (cp_store_layout){.n_point = catalog->outcome[0].offset,
                           .n_value = result->ensemble.n_value,
                           .n_outcome = CP_N_OUTCOME,
                           .outcome = catalog->outcome};
}

// The inputs as they were read, so that the file can be run again. A file that changed since then
// would not have the hash of the certificate.
static cp_status write_inputs(const cp_result *result, cp_store *store, cp_arena *arena) {
  const cp_scenario *scenario = result->scenario;
  for (int32_t file = 0; cp_spec_file(scenario->spec, file).size > 0; file++) {
    const cp_text name = cp_spec_file(scenario->spec, file);
    const char *path = cp_path_join(arena, cp_text_of(scenario->folder), name);
    cp_text content;
    if (!path) return CP_NO_MEMORY;
    // among the places that messages name are also the folder and the command line
    if (!cp_file_exists(path)) continue;
    CP_TRY(cp_file_read(path, arena, MOST_INPUT_BYTES, &content));
    CP_TRY(cp_store_put_input(store, CP_TEXT("file"), name, content));
  }
  if (scenario->as_of) {
    CP_TRY(cp_store_put_input(store, CP_TEXT("as_of"), CP_TEXT(""), cp_text_of(scenario->as_of)));
  }
  for (int32_t at = 0; at < scenario->n_setting; at++) {
    const cp_text number = cp_text_print(arena, "%d", at + 1);
    CP_TRY(
        cp_store_put_input(store, CP_TEXT("setting"), number, cp_text_of(scenario->setting[at])));
  }
  return CP_OK;
}

cp_status cp_result_write_start(cp_result *result, cp_store *store) {
  char host[65];
  cp_arena arena;
  cp_arena_begin(&arena, result->arena.allocator);
  cp_status status = cp_store_put_run(store, &result->certificate);
  if (status == CP_OK) status = write_inputs(result, store, &arena);
  if (status == CP_OK) {
    status = cp_store_put_machine(store, -1, result->n_thread, cp_machine_host(host));
  }
  cp_arena_end(&arena);
  return status;
}

// Room for the answers to one question.
typedef struct workroom {
  cp_band_room band;
  int32_t *order;  // [n_name] names in their order
  int32_t *swap;   // [n_name]
} workroom;

static cp_status make_room(const cp_result *result, cp_arena *arena, workroom *room) {
  int32_t n_name = CP_N_SERIES;
  for (int32_t series = 0; series < CP_N_SERIES; series++) {
    const cp_catalog_series *at = &result->scenario->catalog.series[series];
    if (at->n_entity > n_name) n_name = at->n_entity;
  }
  *room = (workroom){.order = CP_ARENA_ARRAY(arena, int32_t, n_name),
                     .swap = CP_ARENA_ARRAY(arena, int32_t, n_name)};
  CP_TRY(cp_bands_room(&result->ensemble, arena, &room->band));
  return room->order && room->swap ? CP_OK : CP_NO_MEMORY;
}

// Where the bands of one entity go.
typedef struct band_rows {
  const cp_result *result;
  cp_store *store;
  int32_t series, entity;
} band_rows;

static cp_status write_band(void *context, int32_t date, const double quantile[CP_STORE_N_LEVEL],
                            double mean) {
  const band_rows *to = context;
  const cp_catalog *catalog = &to->result->scenario->catalog;
  const cp_catalog_series *at = &catalog->series[to->series];
  (void)mean;
  return cp_store_put_band(to->store, cp_text_of(at->series.name), at->entity[to->entity].name,
                           cp_catalog_day(catalog, to->series, date), quantile);
}

static cp_status write_bands(const cp_result *result, cp_store *store, int32_t series,
                             int32_t entity, const workroom *room) {
  band_rows to = {result, store, series, entity};
  return cp_bands_each(&result->scenario->catalog, &result->ensemble, series, entity, &room->band,
                       write_band, &to);
}

static cp_status write_places(cp_store *store, const cp_catalog_series *at,
                              const cp_catalog_entity *entity) {
  for (int32_t part = 0; part < entity->n_part; part++) {
    const int32_t place = at->series.offset + entity->part[part] * at->series.n_date;
    CP_TRY(cp_store_put_place(store, cp_text_of(at->series.name), entity->name, place));
  }
  return CP_OK;
}

static bool entity_precedes(const void *context, int32_t left, int32_t right) {
  const cp_catalog_series *at = context;
  return cp_text_compare(at->entity[left].name, at->entity[right].name) < 0;
}

static cp_status write_entities(const cp_result *result, cp_store *store, int32_t series,
                                const workroom *room) {
  const cp_catalog_series *at = &result->scenario->catalog.series[series];
  int32_t *order = room->order;
  for (int32_t entity = 0; entity < at->n_entity; entity++) order[entity] = entity;
  cp_sort_by(order, at->n_entity, room->swap, entity_precedes, at);
  for (int32_t place = 0; place < at->n_entity; place++) {
    CP_TRY(write_places(store, at, &at->entity[order[place]]));
    CP_TRY(write_bands(result, store, series, order[place], room));
  }
  return CP_OK;
}

static bool series_precedes(const void *context, int32_t left, int32_t right) {
  const cp_catalog *catalog = context;
  return strcmp(catalog->series[left].series.name, catalog->series[right].series.name) < 0;
}

static cp_status write_series(const cp_result *result, cp_store *store, const workroom *room) {
  const cp_catalog *catalog = &result->scenario->catalog;
  int32_t order[CP_N_SERIES];
  for (int32_t series = 0; series < CP_N_SERIES; series++) order[series] = series;
  cp_sort_by(order, CP_N_SERIES, room->swap, series_precedes, catalog);
  for (int32_t place = 0; place < CP_N_SERIES; place++) {
    const cp_catalog_series *at = &catalog->series[order[place]];
    const cp_store_series row = {
        .name = cp_text_of(at->series.name),
        .unit = cp_text_of(at->series.unit),
        .meaning = cp_text_of(at->series.meaning),
        .step = at->series.every == CP_EVERY_MONTH ? CP_TEXT("month") : CP_TEXT("week"),
        .n_entity = at->n_entity,
        .n_date = at->series.n_date};
    CP_TRY(cp_store_put_series(store, &row));
    CP_TRY(write_entities(result, store, order[place], room));
  }
  return CP_OK;
}

// Firms that are not final have no outcomes of their own; of inputs and alternatives only those of which something is to tell.
static bool is_told(const cp_result *result, const cp_outcome *outcome, int32_t entity) {
  if (outcome->per == CP_PER_FIRM) return result->scenario->model.firm_is_final[entity];
  if (outcome->per != CP_PER_INPUT && outcome->per != CP_PER_ALTERNATIVE) return true;
  for (int32_t replica = 0; replica < result->ensemble.n_replica; replica++) {
    if (!cp_ensemble_is_done(&result->ensemble, replica)) continue;
    if (cp_ensemble_record(&result->ensemble, replica)[outcome->offset + entity] > 0.0) return true;
  }
  return false;
}

static cp_status write_outcome_names(const cp_result *result, cp_store *store) {
  for (int32_t which = 0; which < CP_N_OUTCOME; which++) {
    const cp_outcome *outcome = &result->scenario->catalog.outcome[which];
    for (int32_t entity = 0; entity < outcome->n_entity; entity++) {
      if (!is_told(result, outcome, entity)) continue;
      const cp_text name = cp_label_entity(&result->scenario->labels, outcome->per, entity);
      CP_TRY(cp_store_put_outcome_name(store, outcome, name, entity));
    }
  }
  return CP_OK;
}

static cp_status write_summary(const cp_result *result, cp_store *store) {
  const cp_summary *summary = &result->summary;
  for (int32_t place = 0; place < summary->n_clause; place++) {
    const cp_summary_clause *clause = &summary->clause[place];
    const cp_store_clause row = {.clause = clause->name,
                                 .title = clause->title,
                                 .party = clause->party,
                                 .state = cp_text_of(clause->state),
                                 .basis = clause->basis,
                                 .met = clause->met.share,
                                 .act = clause->act.share,
                                 .both = clause->both.share};
    CP_TRY(cp_store_put_clause(store, &row));
  }
  for (int32_t place = 0; place < summary->n_headline; place++) {
    CP_TRY(cp_store_put_headline(store, &summary->headline[place]));
  }
  return CP_OK;
}

static cp_status write_drivers(const cp_result *result, cp_store *store) {
  const cp_drivers *drivers = &result->summary.drivers;
  for (int32_t which = 0; which < drivers->n_outcome; which++) {
    const cp_drivers_of *of = &drivers->of[which];
    for (int32_t place = 0; of->driver && place < drivers->n_range; place++) {
      const cp_driver *driver = &of->driver[place];
      const cp_store_driver row = {.outcome = cp_text_of(cp_summary_driven_of[which].name),
                                   .parameter = driver->parameter,
                                   .rho = driver->rho,
                                   .error = of->error,
                                   .low_third = driver->low_third,
                                   .high_third = driver->high_third,
                                   .is_told = place < of->n_told};
      CP_TRY(cp_store_put_driver(store, &row));
    }
  }
  return CP_OK;
}

static cp_status write_switches(const cp_result *result, cp_store *store) {
  const cp_summary *summary = &result->summary;
  for (int32_t place = 0; place < summary->n_switch; place++) {
    const cp_summary_switch *told = &summary->switches[place];
    const bool is_used = told->used.share > 0;
    const cp_store_switch row = {.user = told->user,
                                 .part = told->part,
                                 .alternative = told->alternative,
                                 .kind = told->kind,
                                 .started = told->started.share,
                                 .started_on = (int32_t)told->started_day.median,
                                 .used = told->used.share,
                                 .used_on = is_used ? (int32_t)told->used_day.median : CP_DAY_NONE,
                                 .units = told->units.median,
                                 .low = told->units.low,
                                 .high = told->units.high,
                                 .days = told->days};
    CP_TRY(cp_store_put_switch(store, &row));
  }
  return CP_OK;
}

cp_status cp_result_write_tables(cp_result *result, cp_store *store) {
  cp_arena arena;
  cp_arena_begin(&arena, result->arena.allocator);
  workroom room;
  cp_status status = make_room(result, &arena, &room);
  if (status == CP_OK) status = write_series(result, store, &room);
  if (status == CP_OK) status = write_outcome_names(result, store);
  if (status == CP_OK) status = write_summary(result, store);
  if (status == CP_OK) status = write_drivers(result, store);
  if (status == CP_OK) status = write_switches(result, store);
  cp_arena_end(&arena);
  return status;
}
