// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Every question is one query whose rows are handed on; paths are read out of the records.
#include "store/archive.h"

#include <string.h>

#include "base/date.h"
#include "base/os/print.h"
#include "observe/record.h"
#include "store/outcomes.h"
#include "store/pack.h"
#include "store/tables.h"
#include "store/sqlite.h"

struct cp_archive {
  cp_arena *arena;
  cp_sql *database;
  const char *complaint;  // NULL: ask the database
};

static const char *complain_format(cp_arena *arena, int64_t format) {
  const bool is_newer = format > CP_STORE_FORMAT;
  return cp_text_print(arena,
                       "the file was written by %s version of chokepoint: its format %d is %s than"
                       " format %d, which this version reads%s",
                       is_newer ? "a newer" : "an older", (int32_t)format,
                       is_newer ? "newer" : "older", CP_STORE_FORMAT,
                       is_newer ? "" : "; run the scenario again, or use that version")
      .at;
}

static cp_status look(cp_archive *archive) {
  int64_t application, format, n_run;
  archive->complaint = "this is no file of results of chokepoint run";
  if (cp_sql_number(archive->database, "PRAGMA application_id", 0, &application) != CP_OK ||
      application != CP_STORE_APPLICATION) {
    return CP_BAD_INPUT;
  }
  CP_TRY(cp_sql_number(archive->database, "PRAGMA user_version", 0, &format));
  if (format != CP_STORE_FORMAT) {
    archive->complaint = complain_format(archive->arena, format);
    return CP_BAD_VERSION;
  }
  if (cp_sql_number(archive->database, "SELECT count(*) FROM run", 0, &n_run) != CP_OK ||
      n_run != 1) {
    archive->complaint = "the file of results is damaged: it has no certificate";
    return CP_BAD_INPUT;
  }
  archive->complaint = NULL;
  return CP_OK;
}

cp_status cp_archive_begin(const char *path, cp_arena *arena, cp_archive **archive) {
  *archive = CP_ARENA_ARRAY(arena, cp_archive, 1);
  if (!*archive) return CP_NO_MEMORY;
  (*archive)->arena = arena;
  const cp_status status = cp_sql_open(path, CP_SQL_READ, arena, &(*archive)->database);
  if (status == CP_BAD_INPUT)
    (*archive)->complaint = "this is no file of results of chokepoint run";
  if (status == CP_NOT_FOUND) (*archive)->complaint = "there is no such file";
  CP_TRY(status);
  return look(*archive);
}

void cp_archive_end(cp_archive *archive) {
  if (archive) cp_sql_close(archive->database);
}

bool cp_archive_is_blank(cp_archive *archive) {
  int64_t n_table;
  if (!archive || !archive->database) return false;
  return cp_sql_number(archive->database, "SELECT count(*) FROM sqlite_master", 1, &n_table) ==
             CP_OK &&
         n_table == 0;
}

const char *cp_archive_error(const cp_archive *archive) {
  if (!archive) return "memory ran out";
  return archive->complaint ? archive->complaint : cp_sql_error(archive->database);
}

// A text of the row that outlives it.
static cp_text keep(cp_archive *archive, cp_sql_query *query, int32_t column) {
  return cp_text_copy(archive->arena, cp_sql_text(query, column));
}

static int32_t day_of(cp_text date) {
  int32_t day;
  return cp_day_parse(date, &day) == CP_OK ? day : CP_DAY_NONE;
}

static uint64_t seed_of(cp_text digits) {
  uint64_t seed = 0;
  for (int32_t place = 0; place < digits.size; place++) {
    seed = seed * 10 + (uint64_t)(digits.at[place] - '0');
  }
  return seed;
}

static void read_certificate(cp_archive *archive, cp_sql_query *query,
                             cp_certificate *certificate) {
  *certificate = (cp_certificate){
      .name = keep(archive, query, 0),
      .title = keep(archive, query, 1),
      .state = keep(archive, query, 2),
      .inputs_hash = keep(archive, query, 3),
      .seed = seed_of(cp_sql_text(query, 4)),
      .chances = (int32_t)cp_sql_whole(query, 5),
      .asked = (int32_t)cp_sql_whole(query, 6),
      .done = (int32_t)cp_sql_whole(query, 7),
      .version = keep(archive, query, 8),
      .epoch = (int32_t)cp_sql_whole(query, 9),
      .content_hash = keep(archive, query, 10),
      .audit = keep(archive, query, 11),
      .first_day = day_of(cp_sql_text(query, 12)),
      .as_of = day_of(cp_sql_text(query, 13)),
      .last_day = day_of(cp_sql_text(query, 14)),
      .facts_used = (int32_t)cp_sql_whole(query, 15),
      .facts_late = (int32_t)cp_sql_whole(query, 16),
      .n_assumed = (int32_t)cp_sql_whole(query, 17),
      .n_point = (int32_t)cp_sql_whole(query, 18),
      .n_value = (int32_t)cp_sql_whole(query, 19),
      .observed_until = day_of(cp_sql_text(query, 20)),
  };
}

cp_status cp_archive_certificate(cp_archive *archive, cp_certificate *certificate) {
  cp_sql_query *query;
  bool is_row = false;
  CP_TRY(cp_sql_prepare(
      archive->database,
      "SELECT name, title, state, inputs_hash, seed, chances, replicas_asked, replicas, version,"
      " numbers_epoch, content_hash, audit, first_day, as_of, until, facts_used, facts_late,"
      " assumed, points, record, observed_until FROM run",
      archive->arena, &query));
  cp_status status = cp_sql_next(query, &is_row);
  if (status == CP_OK && !is_row) status = CP_BAD_INPUT;
  if (status == CP_OK) read_certificate(archive, query, certificate);
  cp_sql_finish(query);
  return status;
}

// --- rows ----------------------------------------------------------------------------------------

// What one row of a query is handed to.
typedef struct taker {
  cp_status (*row)(const struct taker *taker, cp_sql_query *query);
  cp_take_headline headline;
  cp_take_series series;
  cp_take_quantile quantile;
  cp_take_path path;
  cp_take_replica replica;
  cp_take_name name;
  cp_take_input input;
  cp_take_driver driver;
  cp_take_switch switches;
  void *context;
  struct paths *paths;
  const cp_store_layout *layout;
  cp_outcomes *outcomes;
  double *record;  // [layout->n_value]
} taker;

// Hand on each row of a query with up to two texts bound.
static cp_status ask(cp_archive *archive, const char *text, cp_text first, cp_text second,
                     const taker *to) {
  cp_sql_query *query;
  CP_TRY(cp_sql_prepare(archive->database, text, archive->arena, &query));
  if (first.at) cp_sql_bind_text(query, 1, first);
  if (second.at) cp_sql_bind_text(query, 2, second);
  bool is_row = true;
  cp_status status = CP_OK;
  while (status == CP_OK) {
    status = cp_sql_next(query, &is_row);
    if (status != CP_OK || !is_row) break;
    status = to->row(to, query);
  }
  cp_sql_finish(query);
  return status;
}

static const cp_text nothing = {NULL, 0};

static cp_status headline_row(const taker *to, cp_sql_query *query) {
  const bool is_banded = !cp_sql_is_nothing(query, 5);
  const cp_headline headline = {
      .name = cp_sql_text(query, 0),
      .entity = cp_sql_text(query, 1),
      .day = day_of(cp_sql_text(query, 2)),
      .unit = cp_sql_text(query, 3),
      .value = cp_sql_double(query, 4),
      .low = is_banded ? cp_sql_double(query, 5) : 1,
      .high = is_banded ? cp_sql_double(query, 6) : 0,
      .error = cp_sql_double(query, 7),
  };
  return to->headline(to->context, &headline);
}

cp_status cp_archive_headlines(cp_archive *archive, cp_take_headline take, void *context) {
  const taker to = {.row = headline_row, .headline = take, .context = context};
  return ask(archive,
             "SELECT name, entity, date, unit, value, low, high, error FROM headline"
             " ORDER BY name, entity, date",
             nothing, nothing, &to);
}

static cp_status series_row(const taker *to, cp_sql_query *query) {
  const cp_store_series series = {
      .name = cp_sql_text(query, 0),
      .unit = cp_sql_text(query, 1),
      .meaning = cp_sql_text(query, 2),
      .n_entity = (int32_t)cp_sql_whole(query, 3),
      .n_date = (int32_t)cp_sql_whole(query, 4),
      .step = cp_sql_text(query, 5),
  };
  return to->series(to->context, &series);
}

cp_status cp_archive_series(cp_archive *archive, cp_take_series take, void *context) {
  const taker to = {.row = series_row, .series = take, .context = context};
  return ask(archive, "SELECT name, unit, meaning, entities, dates, step FROM series ORDER BY name",
             nothing, nothing, &to);
}

static cp_status driver_row(const taker *to, cp_sql_query *query) {
  const cp_store_driver driver = {
      .outcome = cp_sql_text(query, 0),
      .parameter = cp_sql_text(query, 1),
      .rho = cp_sql_double(query, 2),
      .error = cp_sql_double(query, 3),
      .low_third = cp_sql_double(query, 4),
      .high_third = cp_sql_double(query, 5),
      .is_told = cp_sql_whole(query, 6) != 0,
  };
  return to->driver(to->context, &driver);
}

cp_status cp_archive_drivers(cp_archive *archive, cp_take_driver take, void *context) {
  const taker to = {.row = driver_row, .driver = take, .context = context};
  return ask(archive,
             "SELECT outcome, parameter, rho, error, low_third, high_third, is_told FROM driver"
             " ORDER BY outcome, abs(rho) DESC, parameter",
             nothing, nothing, &to);
}

static cp_status switch_row(const taker *to, cp_sql_query *query) {
  const cp_store_switch told = {
      .user = cp_sql_text(query, 0),
      .part = cp_sql_text(query, 1),
      .alternative = cp_sql_text(query, 2),
      .kind = cp_sql_text(query, 3),
      .started = cp_sql_double(query, 4),
      .started_on = day_of(cp_sql_text(query, 5)),
      .used = cp_sql_double(query, 6),
      .used_on = day_of(cp_sql_text(query, 7)),
      .units = cp_sql_double(query, 8),
      .low = cp_sql_double(query, 9),
      .high = cp_sql_double(query, 10),
      .days = cp_sql_double(query, 11),
  };
  return to->switches(to->context, &told);
}

cp_status cp_archive_switches(cp_archive *archive, cp_take_switch take, void *context) {
  const taker to = {.row = switch_row, .switches = take, .context = context};
  return ask(archive,
             "SELECT user, part, alternative, kind, started, started_on, used, used_on, units, low,"
             " high, days FROM switch ORDER BY user, days DESC, part, alternative",
             nothing, nothing, &to);
}

static cp_status input_row(const taker *to, cp_sql_query *query) {
  return to->input(to->context, cp_sql_text(query, 0), cp_sql_text(query, 1),
                   cp_sql_text(query, 2));
}

cp_status cp_archive_inputs(cp_archive *archive, cp_take_input take, void *context) {
  const taker to = {.row = input_row, .input = take, .context = context};
  return ask(archive, "SELECT kind, name, text FROM scenario ORDER BY kind, CAST(name AS INTEGER)",
             nothing, nothing, &to);
}

static cp_status band_row(const taker *to, cp_sql_query *query) {
  for (int32_t level = 0; level < CP_STORE_N_LEVEL; level++)
    CP_TRY(to->quantile(to->context, cp_sql_text(query, 0), cp_sql_text(query, 1),
                        cp_store_level[level], cp_sql_double(query, 2 + level)));
  return CP_OK;
}

#define BAND "SELECT entity, date, p025, p05, p10, p25, p50, p75, p90, p95, p975 FROM band"

cp_status cp_archive_quantiles(cp_archive *archive, cp_text series, cp_text entity,
                               cp_take_quantile take, void *context) {
  const taker to = {.row = band_row, .quantile = take, .context = context};
  return ask(archive,
             entity.at ? BAND " WHERE series = ?1 AND entity = ?2 ORDER BY entity, date"
                       : BAND " WHERE series = ?1 ORDER BY entity, date",
             series, entity, &to);
}

static cp_status name_row(const taker *to, cp_sql_query *query) {
  return to->name(to->context, cp_sql_text(query, 0));
}

cp_status cp_archive_entities(cp_archive *archive, cp_text series, cp_take_name take,
                              void *context) {
  const taker to = {.row = name_row, .name = take, .context = context};
  return ask(archive, "SELECT DISTINCT entity FROM place WHERE series = ?1 ORDER BY entity", series,
             nothing, &to);
}

// --- records -------------------------------------------------------------------------------------

enum { MOST_VALUES = 1 << 27 };  // damaged files name sizes that nobody has

// Paths of a series: dates of an entity that begin at one place of a record or, of a sum, at several.
typedef struct paths {
  int32_t n_date, n_place, n_room;
  cp_text *entity;  // [n_place], by name
  int32_t *at;      // [n_place] ascending within an entity
  int32_t n_point;  // values of a record up to the last date
  double *record;   // [n_point]
  double *value;    // [n_date]
  cp_arena *arena;
} paths;

static cp_status place_row(const taker *to, cp_sql_query *query) {
  paths *all = to->paths;
  const int64_t at = cp_sql_whole(query, 1);
  all->n_date = (int32_t)cp_sql_whole(query, 2);
  if (at < 0 || at > MOST_VALUES || all->n_date < 0 || all->n_date > MOST_VALUES)
    return CP_BAD_INPUT;
  if (all->n_place == all->n_room) return CP_BAD_INPUT;
  all->entity[all->n_place] = cp_text_copy(all->arena, cp_sql_text(query, 0));
  all->at[all->n_place] = (int32_t)at;
  if (!all->entity[all->n_place++].at) return CP_NO_MEMORY;
  const int32_t end = (int32_t)at + all->n_date;
  if (end > all->n_point) all->n_point = end;
  return CP_OK;
}

static cp_status find_places(cp_archive *archive, cp_text series, cp_text entity, paths *all) {
  int64_t n_room;
  CP_TRY(cp_sql_number(archive->database, "SELECT count(*) FROM place", 0, &n_room));
  if (n_room > MOST_VALUES) return CP_BAD_INPUT;
  all->n_room = (int32_t)n_room;
  all->arena = archive->arena;
  all->entity = CP_ARENA_ARRAY(archive->arena, cp_text, all->n_room);
  all->at = CP_ARENA_ARRAY(archive->arena, int32_t, all->n_room);
  if (!all->entity || !all->at) return CP_NO_MEMORY;
  const taker to = {.row = place_row, .paths = all};
  CP_TRY(ask(archive,
             entity.at ? "SELECT entity, at, dates FROM place JOIN series ON name = series"
                         " WHERE series = ?1 AND entity = ?2 ORDER BY entity, at"
                       : "SELECT entity, at, dates FROM place JOIN series ON name = series"
                         " WHERE series = ?1 ORDER BY entity, at",
             series, entity, &to));
  all->record = CP_ARENA_ARRAY(archive->arena, double, all->n_point);
  all->value = CP_ARENA_ARRAY(archive->arena, double, all->n_date);
  return all->record && all->value ? CP_OK : CP_NO_MEMORY;
}

// The places of the entity from `first` on, added up in their order; returns the first place of the next.
static int32_t add_up(const paths *all, int32_t first) {
  for (int32_t date = 0; date < all->n_date; date++) all->value[date] = 0;
  int32_t place = first;
  for (; place < all->n_place && cp_text_equal(all->entity[place], all->entity[first]); place++) {
    for (int32_t date = 0; date < all->n_date; date++)
      all->value[date] += all->record[all->at[place] + date];
  }
  return place;
}

static cp_status path_row(const taker *to, cp_sql_query *query) {
  const paths *all = to->paths;
  size_t size;
  const void *bytes = cp_sql_blob(query, 1, &size);
  CP_TRY(cp_unpack_first(bytes, size, all->record, all->n_point));
  for (int32_t place = 0; place < all->n_place;) {
    const cp_text entity = all->entity[place];
    place = add_up(all, place);
    CP_TRY(to->path(to->context, (int32_t)cp_sql_whole(query, 0), entity, all->value, all->n_date));
  }
  return CP_OK;
}

cp_status cp_archive_paths(cp_archive *archive, cp_text series, cp_text entity, cp_take_path take,
                           void *context) {
  paths all = {0};
  CP_TRY(find_places(archive, series, entity, &all));
  const taker to = {.row = path_row, .path = take, .paths = &all, .context = context};
  return ask(archive, "SELECT replica, series FROM record ORDER BY replica", nothing, nothing, &to);
}

static cp_status replica_row(const taker *to, cp_sql_query *query) {
  size_t size, digest_size;
  const int32_t replica = (int32_t)cp_sql_whole(query, 0);
  const cp_store_layout *layout = to->layout;
  const void *bytes = cp_sql_blob(query, 2, &size);

  // a damaged record is simulated again
  if (cp_unpack(bytes, size, to->record, layout->n_point) != CP_OK) return CP_OK;
  CP_TRY(cp_outcomes_get(to->outcomes, replica, to->record));
  uint8_t found[32];
  cp_record_digest(to->record, layout->n_value, found);
  const void *stored = cp_sql_blob(query, 1, &digest_size);
  if (digest_size != sizeof found || memcmp(stored, found, sizeof found) != 0) return CP_OK;
  return to->replica(to->context, replica, to->record);
}

cp_status cp_archive_replicas(cp_archive *archive, const cp_store_layout *layout,
                              cp_take_replica take, void *context) {
  taker to = {.row = replica_row, .replica = take, .layout = layout, .context = context};
  to.record = CP_ARENA_ARRAY(archive->arena, double, layout->n_value);
  if (!to.record) return CP_NO_MEMORY;
  cp_status status = cp_outcomes_begin(archive->database, layout, archive->arena, &to.outcomes);
  if (status == CP_OK) {
    status = ask(archive,
                 "SELECT replica, digest, series FROM replica JOIN record USING(replica)"
                 " ORDER BY replica",
                 nothing, nothing, &to);
  }
  cp_outcomes_end(to.outcomes);
  return status;
}
