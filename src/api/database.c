// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Files of results: certificate and exports.
#include "api/objects.h"

#include <string.h>

#include "base/check.h"
#include "base/date.h"
#include "base/os/print.h"
#include "ensemble/quantile.h"
#include "store/archive.h"

enum { NEAR = 4, OBSERVED_LEVELS = 199 };

struct cp_database {
  cp_arena arena;
  cp_archive *archive;
  cp_complaint complaint;
};

// --- open and close ------------------------------------------------------------------------------

cp_status cp_database_open(const char *path, cp_database **database) {
  CP_CHECK(database, CP_BAD_USE);
  *database = NULL;
  CP_CHECK(path, CP_BAD_USE);
  cp_arena arena;
  cp_database *opened = cp_object_begin(&arena, sizeof *opened);
  if (!opened) return CP_NO_MEMORY;
  opened->arena = arena;
  const cp_status status = cp_archive_begin(path, &opened->arena, &opened->archive);
  if (status != CP_OK) {
    const cp_sink words = cp_complaint_begin(&opened->complaint);
    (void)cp_print(&words, "%s: %s", path, cp_archive_error(opened->archive));
  }
  *database = opened;
  return status;
}

void cp_database_close(cp_database *database) {
  if (!database) return;
  cp_archive_end(database->archive);
  cp_arena arena = database->arena;
  cp_arena_end(&arena);
}

const char *cp_database_complaint(const cp_database *database) {
  return database ? database->complaint.text : "";
}

// Passes a failure on; what the file itself is to blame for gets words, what the writer refused
// does not.
static cp_status blame(cp_database *database, const cp_binding *binding, cp_status status) {
  if (status == CP_OK || binding->is_refused || database->complaint.size > 0) return status;
  const cp_sink words = cp_complaint_begin(&database->complaint);
  (void)cp_print(&words, "the file of results cannot be read: %s",
                 cp_archive_error(database->archive));
  return status;
}

// --- certificate and list ------------------------------------------------------------------------

typedef struct headline_list {
  cp_arena *arena;
  cp_headline *row;
  int32_t n, room;
} headline_list;

static cp_status count_headline(void *context, const cp_headline *headline) {
  headline_list *list = context;
  (void)headline;
  list->room++;
  return CP_OK;
}

static cp_status keep_headline(void *context, const cp_headline *headline) {
  headline_list *list = context;
  if (list->n == list->room) return CP_OK;
  cp_headline *row = &list->row[list->n++];
  *row = *headline;
  row->name = cp_text_copy(list->arena, headline->name);
  row->entity = cp_text_copy(list->arena, headline->entity);
  row->unit = cp_text_copy(list->arena, headline->unit);
  return row->unit.at ? CP_OK : CP_NO_MEMORY;
}

static cp_status print_certificate(cp_database *database, const cp_sink *sink) {
  cp_certificate certificate;
  headline_list list = {.arena = &database->arena};
  CP_TRY(cp_archive_certificate(database->archive, &certificate));
  CP_TRY(cp_archive_headlines(database->archive, count_headline, &list));
  list.row = CP_ARENA_ARRAY(list.arena, cp_headline, list.room);
  if (!list.row) return CP_NO_MEMORY;
  CP_TRY(cp_archive_headlines(database->archive, keep_headline, &list));
  return cp_certificate_print(&certificate, list.row, list.n, sink);
}

cp_status cp_database_print_certificate(cp_database *database, cp_writer writer, void *context) {
  CP_CHECK(database && database->archive && writer, CP_BAD_USE);
  cp_complaint_begin(&database->complaint);
  cp_binding binding = {.writer = writer, .context = context};
  const cp_sink sink = cp_sink_of(&binding);
  return blame(database, &binding, print_certificate(database, &sink));
}

// A cell of CSV: in quotes when it holds a comma, quote or line end.
static cp_status put_cell(const cp_sink *sink, cp_text text) {
  const bool is_plain =
      cp_text_find(text, ',') < 0 && cp_text_find(text, '"') < 0 && cp_text_find(text, '\n') < 0;
  if (is_plain) return cp_print(sink, "%.*s", CP_TEXT_ARGUMENTS(text));
  CP_TRY(cp_print(sink, "\""));
  for (int32_t at = 0; at < text.size; at++) {
    CP_TRY(cp_print(sink, text.at[at] == '"' ? "\"\"" : "%c", text.at[at]));
  }
  return cp_print(sink, "\"");
}

static cp_status put_series(void *context, const cp_store_series *series) {
  const cp_sink *sink = context;
  CP_TRY(put_cell(sink, series->name));
  CP_TRY(cp_print(sink, ","));
  CP_TRY(put_cell(sink, series->unit));
  CP_TRY(cp_print(sink, ",%d,%d,", series->n_entity, series->n_date));
  CP_TRY(put_cell(sink, series->meaning));
  return cp_print(sink, "\n");
}

cp_status cp_database_print_series(cp_database *database, cp_writer writer, void *context) {
  CP_CHECK(database && database->archive && writer, CP_BAD_USE);
  cp_complaint_begin(&database->complaint);
  cp_binding binding = {.writer = writer, .context = context};
  cp_sink sink = cp_sink_of(&binding);
  CP_TRY(cp_print(&sink, "series,unit,entities,dates,meaning\n"));
  return blame(database, &binding, cp_archive_series(database->archive, put_series, &sink));
}

// --- quantiles -----------------------------------------------------------------------------------

// Looks for a name among those that a table tells, and remembers the nearest.
typedef struct lookup {
  cp_text wanted;
  bool is_found;
  int32_t distance;
  char near[128];
} lookup;

static void see(lookup *search, cp_text name) {
  if (cp_text_equal(name, search->wanted)) search->is_found = true;
  const int32_t distance = cp_text_hint(name, search->wanted, NEAR);
  if (distance >= search->distance || name.size >= (int32_t)sizeof search->near) return;
  search->distance = distance;
  memcpy(search->near, name.at, (size_t)name.size);
  search->near[name.size] = 0;
}

static cp_status see_series(void *context, const cp_store_series *series) {
  see(context, series->name);
  return CP_OK;
}

static cp_status see_name(void *context, cp_text name) {
  see(context, name);
  return CP_OK;
}

static cp_status refuse(cp_database *database, const char *kind, const lookup *search) {
  const cp_sink words = cp_complaint_begin(&database->complaint);
  (void)cp_print(&words, "there is no %s '%.*s'", kind, CP_TEXT_ARGUMENTS(search->wanted));
  if (search->near[0]) (void)cp_print(&words, "; did you mean '%s'?", search->near);
  return CP_NOT_FOUND;
}

static cp_status put_quantile(void *context, cp_text entity, cp_text date, double level,
                              double value) {
  const cp_sink *sink = context;
  char level_text[32], value_text[32];
  CP_TRY(cp_print(sink, "%.*s,", CP_TEXT_ARGUMENTS(date)));
  CP_TRY(put_cell(sink, entity));
  return cp_print(sink, ",%s,%s\n", cp_number_format(level, level_text),
                  cp_number_format(value, value_text));
}

// Are there such a series and entity (no bytes at all: any)?
static cp_status find_series(cp_database *database, cp_text series, cp_text entity) {
  lookup for_series = {.wanted = series, .distance = NEAR + 1};
  CP_TRY(cp_archive_series(database->archive, see_series, &for_series));
  if (!for_series.is_found) return refuse(database, "series", &for_series);
  if (!entity.at) return CP_OK;
  lookup for_entity = {.wanted = entity, .distance = NEAR + 1};
  CP_TRY(cp_archive_entities(database->archive, series, see_name, &for_entity));
  return for_entity.is_found ? CP_OK : refuse(database, "entity", &for_entity);
}

static cp_status export_series(cp_database *database, cp_text series, cp_text entity,
                               cp_sink *sink) {
  CP_TRY(find_series(database, series, entity));
  CP_TRY(cp_print(sink, "date,entity,level,value\n"));
  return cp_archive_quantiles(database->archive, series, entity, put_quantile, sink);
}

static cp_text wanted_of(const char *entity) {
  return entity ? cp_text_of(entity) : (cp_text){NULL, 0};
}

cp_status cp_database_export(cp_database *database, const char *series, const char *entity,
                             cp_writer writer, void *context) {
  CP_CHECK(database && database->archive && series && writer, CP_BAD_USE);
  cp_complaint_begin(&database->complaint);
  cp_binding binding = {.writer = writer, .context = context};
  cp_sink sink = cp_sink_of(&binding);
  return blame(database, &binding,
               export_series(database, cp_text_of(series), wanted_of(entity), &sink));
}

// --- every replica -------------------------------------------------------------------------------

// What one export of paths works with.
typedef struct strides {
  const cp_sink *sink;
  cp_text series;
  int32_t first_day;  // of the run
  bool is_monthly;
} strides;

static cp_status see_step(void *context, const cp_store_series *series) {
  strides *out = context;
  if (cp_text_equal(series->name, out->series))
    out->is_monthly = cp_text_equal(series->step, CP_TEXT("month"));
  return CP_OK;
}

// The first day of a date, as quantiles have it.
static int32_t day_of(const strides *out, int32_t date) {
  if (!out->is_monthly) return out->first_day + 7 * date;
  const int32_t day = cp_month_first(cp_month_index(out->first_day) + date);
  return day > out->first_day ? day : out->first_day;
}

static cp_status put_path(void *context, int32_t replica, cp_text entity, const double *value,
                          int32_t n) {
  const strides *out = context;
  char day[11], number[32];
  for (int32_t date = 0; date < n; date++) {
    CP_TRY(cp_print(out->sink, "%d,%s,", replica, cp_day_format(day_of(out, date), day)));
    CP_TRY(put_cell(out->sink, entity));
    CP_TRY(cp_print(out->sink, ",%s\n", cp_number_format(value[date], number)));
  }
  return CP_OK;
}

static cp_status export_paths(cp_database *database, cp_text series, cp_text entity,
                              const cp_sink *sink) {
  cp_certificate certificate;
  CP_TRY(find_series(database, series, entity));
  CP_TRY(cp_archive_certificate(database->archive, &certificate));
  strides out = {.sink = sink, .series = series, .first_day = certificate.first_day};
  CP_TRY(cp_archive_series(database->archive, see_step, &out));
  CP_TRY(cp_print(sink, "replica,date,entity,value\n"));
  return cp_archive_paths(database->archive, series, entity, put_path, &out);
}

cp_status cp_database_export_paths(cp_database *database, const char *series, const char *entity,
                                   cp_writer writer, void *context) {
  CP_CHECK(database && database->archive && series && writer, CP_BAD_USE);
  cp_complaint_begin(&database->complaint);
  cp_binding binding = {.writer = writer, .context = context};
  const cp_sink sink = cp_sink_of(&binding);
  return blame(database, &binding,
               export_paths(database, cp_text_of(series), wanted_of(entity), &sink));
}

// --- what drives the answer ----------------------------------------------------------------------

static cp_status put_driver(void *context, const cp_store_driver *driver) {
  const cp_sink *sink = context;
  char rho[32], error[32], low[32], high[32];
  CP_TRY(cp_print(sink, CP_TEXT_FORMAT ",", CP_TEXT_ARGUMENTS(driver->outcome)));
  CP_TRY(put_cell(sink, driver->parameter));
  return cp_print(sink, ",%s,%s,%s,%s,%s\n", cp_number_format(driver->rho, rho),
                  cp_number_format(driver->error, error), cp_number_format(driver->low_third, low),
                  cp_number_format(driver->high_third, high), driver->is_told ? "yes" : "no");
}

static cp_status export_drivers(cp_database *database, cp_sink *sink) {
  CP_TRY(cp_print(sink, "outcome,parameter,rho,error,low_third,high_third,told\n"));
  return cp_archive_drivers(database->archive, put_driver, sink);
}

cp_status cp_database_export_drivers(cp_database *database, cp_writer writer, void *context) {
  CP_CHECK(database && database->archive && writer, CP_BAD_USE);
  cp_complaint_begin(&database->complaint);
  cp_binding binding = {.writer = writer, .context = context};
  cp_sink sink = cp_sink_of(&binding);
  return blame(database, &binding, export_drivers(database, &sink));
}

// --- what users turn to --------------------------------------------------------------------------

static cp_status put_switch(void *context, const cp_store_switch *told) {
  const cp_sink *sink = context;
  const cp_text name[] = {told->user, told->part, told->alternative, told->kind};
  char started[11] = "", used[11] = "", number[6][32];
  if (told->started_on != CP_DAY_NONE) cp_day_format(told->started_on, started);
  if (told->used_on != CP_DAY_NONE) cp_day_format(told->used_on, used);
  for (size_t at = 0; at < sizeof name / sizeof name[0]; at++) {
    CP_TRY(put_cell(sink, name[at]));
    CP_TRY(cp_print(sink, ","));
  }
  return cp_print(sink, "%s,%s,%s,%s,%s,%s,%s,%s\n", cp_number_format(told->started, number[0]),
                  started, cp_number_format(told->used, number[1]), used,
                  cp_number_format(told->units, number[2]), cp_number_format(told->low, number[3]),
                  cp_number_format(told->high, number[4]), cp_number_format(told->days, number[5]));
}

static cp_status export_switches(cp_database *database, cp_sink *sink) {
  CP_TRY(cp_print(
      sink, "user,part,alternative,kind,started,started_on,used,used_on,units,low,high,days\n"));
  return cp_archive_switches(database->archive, put_switch, sink);
}

cp_status cp_database_export_switches(cp_database *database, cp_writer writer, void *context) {
  CP_CHECK(database && database->archive && writer, CP_BAD_USE);
  cp_complaint_begin(&database->complaint);
  cp_binding binding = {.writer = writer, .context = context};
  cp_sink sink = cp_sink_of(&binding);
  return blame(database, &binding, export_switches(database, &sink));
}

// --- what customs will publish -------------------------------------------------------------------

// Months of one destination: value[date x n_replica + replica's place].
typedef struct paths {
  double *value;
  int32_t n_date;
  int32_t n_replica;  // room
  int32_t n_seen;
} paths;

static cp_status keep_path(void *context, int32_t replica, cp_text entity, const double *value,
                           int32_t n) {
  paths *all = context;
  (void)replica, (void)entity;
  if (n != all->n_date || all->n_seen == all->n_replica) return CP_BAD_INPUT;
  for (int32_t date = 0; date < n; date++) {
    all->value[(int64_t)date * all->n_replica + all->n_seen] = value[date];
  }
  all->n_seen++;
  return CP_OK;
}

static cp_status put_month(const cp_sink *sink, int32_t origin, int32_t month, cp_text destination,
                           const double *sorted, int32_t n) {
  char origin_text[11], month_text[8], level_text[32], value_text[32];
  cp_day_format(origin, origin_text);
  cp_month_format(month, month_text);
  for (int32_t place = 1; place <= OBSERVED_LEVELS; place++) {
    const double level = place / 200.0;
    CP_TRY(cp_print(sink, "%s,%s,%.*s,%s,%s\n", origin_text, month_text,
                    CP_TEXT_ARGUMENTS(destination), cp_number_format(level, level_text),
                    cp_number_format(cp_quantile(sorted, n, level), value_text)));
  }
  return CP_OK;
}

// What one export of observations works with.
typedef struct outlook {
  cp_database *database;
  const cp_sink *sink;
  const cp_certificate *certificate;
  paths paths;
  double *scratch;
} outlook;

static cp_status put_destination(void *context, cp_text destination) {
  outlook *out = context;
  const cp_certificate *certificate = out->certificate;
  out->paths.n_seen = 0;
  CP_TRY(cp_archive_paths(out->database->archive, CP_TEXT("shipped"), destination, keep_path,
                          &out->paths));
  const int32_t first = cp_month_index(certificate->first_day);
  const int32_t origin = cp_month_index(certificate->observed_until);
  for (int32_t date = 0; date < out->paths.n_date; date++) {
    if (first + date <= origin || out->paths.n_seen == 0) continue;
    double *value = out->paths.value + (int64_t)date * out->paths.n_replica;
    cp_sort_numbers(value, out->paths.n_seen, out->scratch);
    CP_TRY(put_month(out->sink, certificate->observed_until, first + date, destination, value,
                     out->paths.n_seen));
  }
  return CP_OK;
}

static cp_status export_observed(cp_database *database, const cp_sink *sink) {
  cp_certificate certificate;
  CP_TRY(cp_archive_certificate(database->archive, &certificate));
  if (certificate.observed_until == CP_DAY_NONE) {
    const cp_sink words = cp_complaint_begin(&database->complaint);
    (void)cp_print(&words, "the scenario of this run has no observations, so there is no origin");
    return CP_NOT_FOUND;
  }
  outlook out = {.database = database, .sink = sink, .certificate = &certificate};
  out.paths.n_date =
      cp_month_index(certificate.last_day) - cp_month_index(certificate.first_day) + 1;
  out.paths.n_replica = certificate.done;
  out.paths.value = cp_arena_take_array(&database->arena, sizeof(double) * (size_t)certificate.done,
                                        out.paths.n_date);
  out.scratch = CP_ARENA_ARRAY(&database->arena, double, certificate.done);
  if (!out.paths.value || !out.scratch) return CP_NO_MEMORY;
  CP_TRY(cp_print(sink, "origin,month,destination,level,value\n"));
  return cp_archive_entities(database->archive, CP_TEXT("shipped"), put_destination, &out);
}

cp_status cp_database_export_observed(cp_database *database, cp_writer writer, void *context) {
  CP_CHECK(database && database->archive && writer, CP_BAD_USE);
  cp_complaint_begin(&database->complaint);
  cp_binding binding = {.writer = writer, .context = context};
  const cp_sink sink = cp_sink_of(&binding);
  return blame(database, &binding, export_observed(database, &sink));
}
