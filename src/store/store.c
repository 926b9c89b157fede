// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// One prepared statement per table; rows go in one by one inside the transaction that the caller
// opened.
#include "store/store.h"

#include <string.h>

#include "base/date.h"
#include "base/os/file.h"
#include "base/os/print.h"
#include "store/outcomes.h"
#include "store/pack.h"
#include "store/tables.h"
#include "store/sqlite.h"

typedef enum statement {
  PUT_RUN,
  PUT_INPUT,
  PUT_REPLICA,
  PUT_RECORD,
  PUT_SERIES,
  PUT_PLACE,
  PUT_BAND,
  PUT_OUTCOME_NAME,
  PUT_CLAUSE,
  PUT_HEADLINE,
  PUT_DRIVER,
  PUT_SWITCH,
  N_STATEMENT
} statement;

static const char *const statement_text[N_STATEMENT] = {
    [PUT_RUN] = ("INSERT INTO run VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,"
                 " ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)"),
    [PUT_INPUT] = "INSERT INTO scenario VALUES(?1, ?2, ?3)",
    [PUT_REPLICA] = "INSERT OR REPLACE INTO replica VALUES(?1, ?2)",
    [PUT_RECORD] = "INSERT OR REPLACE INTO record VALUES(?1, ?2)",
    [PUT_SERIES] = "INSERT INTO series VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
    [PUT_PLACE] = "INSERT INTO place VALUES(?1, ?2, ?3)",
    [PUT_BAND] = "INSERT INTO band VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    [PUT_OUTCOME_NAME] = "INSERT INTO outcome_name VALUES(?1, ?2, ?3, ?4, ?5)",
    [PUT_CLAUSE] = "INSERT INTO clause VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [PUT_HEADLINE] = "INSERT INTO headline VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [PUT_DRIVER] = "INSERT INTO driver VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [PUT_SWITCH] = "INSERT INTO switch VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
};

struct cp_store {
  cp_arena *arena;
  cp_sql *database;
  cp_sql_query *query[N_STATEMENT];
  const char *complaint;  // NULL: ask the database
  cp_store_layout layout;
  cp_outcomes *outcomes;  // NULL: no replica yet
  uint8_t *packed;        // room for the packed series of a record
};

// Of the columns of `band`.
const double cp_store_level[CP_STORE_N_LEVEL] = {0.025, 0.05, 0.1,  0.25, 0.5,
                                                 0.75,  0.9,  0.95, 0.975};

// --- the file ------------------------------------------------------------------------------------

// Is it empty or a file of an earlier run? The caller's other databases are not ours to empty.
static cp_status look(cp_store *store) {
  int64_t application, n_table, format;
  CP_TRY(cp_sql_number(store->database, "PRAGMA application_id", 0, &application));
  CP_TRY(cp_sql_number(store->database, "SELECT count(*) FROM sqlite_master", 0, &n_table));
  CP_TRY(cp_sql_number(store->database, "PRAGMA user_version", 0, &format));
  const bool is_ours = application == CP_STORE_APPLICATION;
  if (n_table > 0 && !is_ours) {
    store->complaint = "the file exists and holds another program's tables; choose another name";
    return CP_EXISTS;
  }
  if (is_ours && format > CP_STORE_FORMAT) {
    store->complaint = "the file was written by a newer version; choose another name";
    return CP_BAD_VERSION;
  }
  return CP_OK;
}

// Why a file cannot be written, and what to do.
static const char *explain(const char *path, cp_arena *arena) {
  const cp_text folder = cp_path_folder(cp_text_of(path));
  const char *folder_path = cp_text_copy(arena, folder).at;
  if (!folder_path) return NULL;
  if (cp_folder_exists(path)) return "it is a folder; name a file in it, ending in .db";
  if (cp_folder_exists(folder_path)) {
    const char *what = cp_file_exists(path) ? "file or its folder" : "folder";
    return cp_text_print(arena,
                         "the %s " CP_TEXT_FORMAT
                         " may not be written; change its permissions or choose another place",
                         what, CP_TEXT_ARGUMENTS(folder))
        .at;
  }
  const char *words = cp_file_exists(folder_path) ? CP_TEXT_FORMAT
                          " is no folder; choose another place"
                                                  : "there is no folder " CP_TEXT_FORMAT
                                                    "; make it first, or choose another place";
  return cp_text_print(arena, words, CP_TEXT_ARGUMENTS(folder)).at;
}

// In pages of 4 KiB little is left empty beside packed records.
#define PAGES "PRAGMA page_size = 4096;"

static cp_status start(cp_store *store) {
  CP_TRY(look(store));
  // what is deleted are tables of an earlier run: nothing to wipe out
  return cp_sql_do(store->database, PAGES
                   "PRAGMA cache_size = -16000; PRAGMA secure_delete = OFF;"
                   "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
}

cp_status cp_store_begin(const char *path, const cp_store_layout *layout, cp_arena *arena,
                         cp_store **store) {
  *store = CP_ARENA_ARRAY(arena, cp_store, 1);
  if (!*store) return CP_NO_MEMORY;
  (*store)->arena = arena;
  (*store)->layout = *layout;
  const cp_status status = cp_sql_open(path, CP_SQL_WRITE, arena, &(*store)->database);
  if (status == CP_BAD_INPUT) {
    (*store)->complaint = "the file exists and is not a database; choose another name";
    return CP_EXISTS;
  }
  const cp_status started = status == CP_OK ? start(*store) : status;
  if (started == CP_NOT_FOUND) (*store)->complaint = explain(path, arena);
  return started;
}

// Gives back the room of an earlier run that was larger: a share of its pages that pays for writing the others anew.
static void shrink(cp_store *store) {
  enum { ONE_IN = 8 };
  int64_t n_page, n_free;
  if (cp_sql_number(store->database, "PRAGMA page_count", 0, &n_page) != CP_OK) return;
  if (cp_sql_number(store->database, "PRAGMA freelist_count", 0, &n_free) != CP_OK) return;
  if (n_free * ONE_IN > n_page) (void)cp_sql_do(store->database, PAGES "VACUUM");
}

void cp_store_end(cp_store *store) {
  if (!store) return;
  for (int32_t which = 0; which < N_STATEMENT; which++) cp_sql_finish(store->query[which]);
  cp_outcomes_end(store->outcomes);
  // without its write-ahead log the file can be mailed; whoever reads it at the same time keeps the
  // log a little longer
  if (store->database) {
    (void)cp_sql_do(store->database, "PRAGMA journal_mode = DELETE");
    shrink(store);
  }
  cp_sql_close(store->database);
}

const char *cp_store_error(const cp_store *store) {
  if (!store) return "memory ran out";
  return store->complaint ? store->complaint : cp_sql_error(store->database);
}

cp_status cp_store_open(cp_store *store) { return cp_sql_do(store->database, "BEGIN IMMEDIATE"); }

cp_status cp_store_commit(cp_store *store) { return cp_sql_do(store->database, "COMMIT"); }

cp_status cp_store_reset(cp_store *store) {
  CP_TRY(cp_sql_do_given(store->database, CP_STORE_DROP));
  CP_TRY(cp_sql_do(store->database, CP_STORE_TABLES));
  CP_TRY(cp_outcomes_create(store->database, &store->layout, store->arena));
  // the numbers of tables.h
  return cp_sql_do(store->database, "PRAGMA application_id = 0x43504B50; PRAGMA user_version = 2");
}

// The statement, prepared at its first use: the tables must be there.
static cp_status ready(cp_store *store, statement which, cp_sql_query **query) {
  if (!store->query[which]) {
    CP_TRY(
        cp_sql_prepare(store->database, statement_text[which], store->arena, &store->query[which]));
  }
  *query = store->query[which];
  return CP_OK;
}

static void bind_day(cp_sql_query *query, int32_t place, int32_t day) {
  char date[11] = "";
  if (day != CP_DAY_NONE) cp_day_format(day, date);
  cp_sql_bind_text(query, place, cp_text_of(date));
}

// --- rows ----------------------------------------------------------------------------------------

// 64 unsigned bits as decimal digits: SQLite's whole numbers have a sign.
static cp_text seed_digits(uint64_t seed, char digits[21]) {
  int32_t at = 20;
  digits[at] = 0;
  do {
    digits[--at] = (char)('0' + seed % 10);
    seed /= 10;
  } while (seed > 0);
  return (cp_text){digits + at, 20 - at};
}

cp_status cp_store_put_run(cp_store *store, const cp_certificate *certificate) {
  cp_sql_query *query;
  CP_TRY(cp_sql_do(store->database, "DELETE FROM run"));
  CP_TRY(ready(store, PUT_RUN, &query));
  char digits[21];
  cp_sql_bind_text(query, 1, certificate->name);
  cp_sql_bind_text(query, 2, certificate->title);
  cp_sql_bind_text(query, 3, certificate->state);
  cp_sql_bind_text(query, 4, certificate->inputs_hash);
  cp_sql_bind_text(query, 5, seed_digits(certificate->seed, digits));
  cp_sql_bind_whole(query, 6, certificate->chances);
  cp_sql_bind_whole(query, 7, certificate->asked);
  cp_sql_bind_whole(query, 8, certificate->done);
  cp_sql_bind_text(query, 9, certificate->version);
  cp_sql_bind_whole(query, 10, certificate->epoch);
  cp_sql_bind_text(query, 11, certificate->content_hash);
  cp_sql_bind_text(query, 12, certificate->audit);
  bind_day(query, 13, certificate->first_day);
  bind_day(query, 14, certificate->as_of);
  bind_day(query, 15, certificate->last_day);
  cp_sql_bind_whole(query, 16, certificate->facts_used);
  cp_sql_bind_whole(query, 17, certificate->facts_late);
  cp_sql_bind_whole(query, 18, certificate->n_assumed);
  cp_sql_bind_whole(query, 19, certificate->n_point);
  cp_sql_bind_whole(query, 20, certificate->n_value);
  bind_day(query, 21, certificate->observed_until);
  return cp_sql_run(query);
}

cp_status cp_store_put_machine(cp_store *store, double seconds, int32_t n_thread,
                               const char *host) {
  cp_sql_query *query;
  const char *text = seconds < 0
                         ? "INSERT INTO machine VALUES(datetime('now'), NULL, NULL, ?2, ?3)"
                         : "UPDATE machine SET ended = datetime('now'), seconds = ?1, threads = ?2"
                           " WHERE rowid = (SELECT max(rowid) FROM machine) AND host = ?3";
  CP_TRY(cp_sql_prepare(store->database, text, store->arena, &query));
  if (seconds >= 0) cp_sql_bind_number(query, 1, seconds);
  cp_sql_bind_whole(query, 2, n_thread);
  cp_sql_bind_text(query, 3, cp_text_of(host));
  const cp_status status = cp_sql_run(query);
  cp_sql_finish(query);
  return status;
}

cp_status cp_store_put_input(cp_store *store, cp_text kind, cp_text name, cp_text text) {
  cp_sql_query *query;
  CP_TRY(ready(store, PUT_INPUT, &query));
  cp_sql_bind_text(query, 1, kind);
  cp_sql_bind_text(query, 2, name);
  cp_sql_bind_text(query, 3, text);
  return cp_sql_run(query);
}

// What replicas need besides statements: the tables must be there.
static cp_status ready_for_replicas(cp_store *store) {
  if (store->outcomes) return CP_OK;
  store->packed = cp_arena_take(store->arena, cp_pack_bound(store->layout.n_point));
  if (!store->packed) return CP_NO_MEMORY;
  return cp_outcomes_begin(store->database, &store->layout, store->arena, &store->outcomes);
}

static cp_status put_record(cp_store *store, int32_t replica, const double *record) {
  cp_sql_query *query;
  CP_TRY(ready(store, PUT_RECORD, &query));
  const size_t size = cp_pack(record, store->layout.n_point, store->packed);
  cp_sql_bind_whole(query, 1, replica);
  cp_sql_bind_blob(query, 2, store->packed, size);
  return cp_sql_run(query);
}

cp_status cp_store_put_replica(cp_store *store, int32_t replica, const uint8_t digest[32],
                               const double *record) {
  cp_sql_query *query;
  CP_TRY(ready_for_replicas(store));
  CP_TRY(ready(store, PUT_REPLICA, &query));
  cp_sql_bind_whole(query, 1, replica);
  cp_sql_bind_blob(query, 2, digest, 32);
  CP_TRY(cp_sql_run(query));
  CP_TRY(put_record(store, replica, record));
  return cp_outcomes_put(store->outcomes, replica, record);
}

cp_status cp_store_put_series(cp_store *store, const cp_store_series *series) {
  cp_sql_query *query;
  CP_TRY(ready(store, PUT_SERIES, &query));
  cp_sql_bind_text(query, 1, series->name);
  cp_sql_bind_text(query, 2, series->unit);
  cp_sql_bind_text(query, 3, series->meaning);
  cp_sql_bind_whole(query, 4, series->n_entity);
  cp_sql_bind_whole(query, 5, series->n_date);
  cp_sql_bind_text(query, 6, series->step);
  return cp_sql_run(query);
}

cp_status cp_store_put_place(cp_store *store, cp_text series, cp_text entity, int32_t at) {
  cp_sql_query *query;
  CP_TRY(ready(store, PUT_PLACE, &query));
  cp_sql_bind_text(query, 1, series);
  cp_sql_bind_text(query, 2, entity);
  cp_sql_bind_whole(query, 3, at);
  return cp_sql_run(query);
}

cp_status cp_store_put_band(cp_store *store, cp_text series, cp_text entity, int32_t day,
                            const double value[CP_STORE_N_LEVEL]) {
  cp_sql_query *query;
  CP_TRY(ready(store, PUT_BAND, &query));
  cp_sql_bind_text(query, 1, series);
  cp_sql_bind_text(query, 2, entity);
  bind_day(query, 3, day);
  for (int32_t level = 0; level < CP_STORE_N_LEVEL; level++)
    cp_sql_bind_number(query, 4 + level, value[level]);
  return cp_sql_run(query);
}

cp_status cp_store_put_outcome_name(cp_store *store, const cp_outcome *outcome, cp_text entity,
                                    int32_t place) {
  cp_sql_query *query;
  CP_TRY(ready(store, PUT_OUTCOME_NAME, &query));
  cp_sql_bind_text(query, 1, cp_text_of(outcome->name));
  cp_sql_bind_text(query, 2, entity);
  cp_sql_bind_whole(query, 3, place);
  cp_sql_bind_text(query, 4, cp_text_of(outcome->unit));
  cp_sql_bind_text(query, 5, cp_text_of(outcome->meaning));
  return cp_sql_run(query);
}

static void bind_share(cp_sql_query *query, int32_t place, double share) {
  if (share < 0) {
    cp_sql_bind_nothing(query, place);
  } else {
    cp_sql_bind_number(query, place, share);
  }
}

cp_status cp_store_put_clause(cp_store *store, const cp_store_clause *clause) {
  cp_sql_query *query;
  CP_TRY(ready(store, PUT_CLAUSE, &query));
  cp_sql_bind_text(query, 1, clause->clause);
  cp_sql_bind_text(query, 2, clause->title);
  cp_sql_bind_text(query, 3, clause->party);
  cp_sql_bind_text(query, 4, clause->state);
  bind_share(query, 5, clause->met);
  bind_share(query, 6, clause->act);
  bind_share(query, 7, clause->both);
  cp_sql_bind_text(query, 8, clause->basis);
  return cp_sql_run(query);
}

cp_status cp_store_put_headline(cp_store *store, const cp_headline *headline) {
  cp_sql_query *query;
  CP_TRY(ready(store, PUT_HEADLINE, &query));
  cp_sql_bind_text(query, 1, headline->name);
  cp_sql_bind_text(query, 2, headline->entity);
  bind_day(query, 3, headline->day);
  cp_sql_bind_text(query, 4, headline->unit);
  cp_sql_bind_number(query, 5, headline->value);
  if (headline->low <= headline->high) {
    cp_sql_bind_number(query, 6, headline->low);
    cp_sql_bind_number(query, 7, headline->high);
  } else {
    cp_sql_bind_nothing(query, 6);
    cp_sql_bind_nothing(query, 7);
  }
  cp_sql_bind_number(query, 8, headline->error);
  return cp_sql_run(query);
}

cp_status cp_store_put_driver(cp_store *store, const cp_store_driver *driver) {
  cp_sql_query *query;
  CP_TRY(ready(store, PUT_DRIVER, &query));
  cp_sql_bind_text(query, 1, driver->outcome);
  cp_sql_bind_text(query, 2, driver->parameter);
  cp_sql_bind_number(query, 3, driver->rho);
  cp_sql_bind_number(query, 4, driver->error);
  cp_sql_bind_number(query, 5, driver->low_third);
  cp_sql_bind_number(query, 6, driver->high_third);
  cp_sql_bind_whole(query, 7, driver->is_told);
  return cp_sql_run(query);
}

cp_status cp_store_put_switch(cp_store *store, const cp_store_switch *told) {
  cp_sql_query *query;
  CP_TRY(ready(store, PUT_SWITCH, &query));
  cp_sql_bind_text(query, 1, told->user);
  cp_sql_bind_text(query, 2, told->part);
  cp_sql_bind_text(query, 3, told->alternative);
  cp_sql_bind_text(query, 4, told->kind);
  cp_sql_bind_number(query, 5, told->started);
  bind_day(query, 6, told->started_on);
  cp_sql_bind_number(query, 7, told->used);
  bind_day(query, 8, told->used_on);
  cp_sql_bind_number(query, 9, told->units);
  cp_sql_bind_number(query, 10, told->low);
  cp_sql_bind_number(query, 11, told->high);
  cp_sql_bind_number(query, 12, told->days);
  return cp_sql_run(query);
}
