// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A file of results is whole at any moment, says what it is, and refuses what it does not know.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/os/heap.h"
#include "observe/record.h"
#include "store/archive.h"
#include "store/store.h"

enum { VALUES = 5, LONGEST = 256 };

static const double record[VALUES] = {1, -2.5, 1.234567, 0, 1e300};

typedef struct fixture {
  cp_arena arena;
  char path[LONGEST];
} fixture;

static int setup(void **state) {
  static int counter;
  fixture *made = calloc(1, sizeof *made);
  cp_arena_begin(&made->arena, cp_heap_allocator());
  snprintf(made->path, sizeof made->path, "%s/tests/store-%d-%d.db", CP_BUILD_DIR, (int)getpid(),
           counter++);
  remove(made->path);
  *state = made;
  return 0;
}

static int teardown(void **state) {
  fixture *made = *state;
  cp_arena_end(&made->arena);
  remove(made->path);
  free(made);
  return 0;
}

static cp_certificate certificate(void) {
  return (cp_certificate){.name = CP_TEXT("test"),
                          .title = CP_TEXT("A test, with a comma"),
                          .state = CP_TEXT("running"),
                          .inputs_hash = CP_TEXT("abc"),
                          .seed = UINT64_MAX,
                          .chances = 2,
                          .asked = 10,
                          .done = 1,
                          .version = CP_TEXT("0.1.0"),
                          .epoch = 1,
                          .content_hash = CP_TEXT(""),
                          .audit = CP_TEXT(""),
                          .first_day = 20000,
                          .as_of = 20266,
                          .last_day = 20453,
                          .observed_until = INT32_MIN,
                          .facts_used = 7,
                          .facts_late = 3,
                          .n_assumed = 41,
                          .n_point = 3,
                          .n_value = VALUES};
}

// A file with one replica.
static cp_store *write_one(fixture *given) {
  cp_store *store;
  const cp_certificate run = certificate();
  uint8_t digest[32];
  cp_record_digest(record, VALUES, digest);
  assert_int_equal(cp_store_begin(given->path, &given->arena, &store), CP_OK);
  assert_int_equal(cp_store_open(store), CP_OK);
  assert_int_equal(cp_store_reset(store), CP_OK);
  assert_int_equal(cp_store_put_run(store, &run), CP_OK);
  assert_int_equal(cp_store_put_replica(store, 4, digest, record, VALUES), CP_OK);
  assert_int_equal(cp_store_commit(store), CP_OK);
  return store;
}

static void execute(const char *path, const char *text) {
  sqlite3 *database;
  assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
  assert_int_equal(sqlite3_exec(database, text, NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(database);
}

static void assert_whole(const char *path) {
  sqlite3 *database;
  sqlite3_stmt *statement;
  assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(database, "PRAGMA integrity_check", -1, &statement, NULL),
                   SQLITE_OK);
  assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
  assert_string_equal((const char *)sqlite3_column_text(statement, 0), "ok");
  sqlite3_finalize(statement);
  sqlite3_close(database);
}

typedef struct seen {
  int32_t n;
  int32_t replica;
  double record[VALUES];
} seen;

static cp_status see(void *context, int32_t replica, const double *values) {
  seen *found = context;
  found->n++;
  found->replica = replica;
  memcpy(found->record, values, sizeof found->record);
  return CP_OK;
}

static void what_is_written_is_read(void **state) {
  fixture *given = *state;
  cp_store_end(write_one(given));
  assert_whole(given->path);
  cp_archive *archive;
  cp_certificate read;
  const cp_certificate written = certificate();
  assert_int_equal(cp_archive_begin(given->path, &given->arena, &archive), CP_OK);
  assert_int_equal(cp_archive_certificate(archive, &read), CP_OK);
  assert_true(cp_text_equal(read.title, written.title));
  assert_true(cp_text_equal(read.inputs_hash, written.inputs_hash));
  assert_true(read.seed == UINT64_MAX);
  assert_int_equal(read.as_of, written.as_of);
  assert_int_equal(read.last_day, written.last_day);
  assert_int_equal(read.observed_until, written.observed_until);
  assert_int_equal(read.n_assumed, 41);
  seen found = {0};
  assert_int_equal(cp_archive_replicas(archive, VALUES, see, &found), CP_OK);
  assert_int_equal(found.n, 1);
  assert_int_equal(found.replica, 4);
  assert_memory_equal(found.record, record, sizeof record);
  cp_archive_end(archive);
}

static int64_t number_of(const char *path, const char *text) {
  sqlite3 *database;
  sqlite3_stmt *statement;
  assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(database, text, -1, &statement, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
  const int64_t number = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  sqlite3_close(database);
  return number;
}

// Rows go in many at a time and the rest one by one: each comes to its own place.
static void every_quantile_and_outcome_is_in_its_place(void **state) {
  fixture *given = *state;
  enum { DATES = 23, LEVELS = 3, REPLICAS = 245 };
  static const double level[LEVELS] = {0.25, 0.5, 0.75};
  int32_t day[DATES], replica[REPLICAS];
  double value[DATES * LEVELS], outcome[REPLICAS];
  for (int32_t date = 0; date < DATES; date++) day[date] = 7 * date;
  for (int32_t at = 0; at < DATES * LEVELS; at++) value[at] = at + 0.5;
  for (int32_t at = 0; at < REPLICAS; at++) replica[at] = 2 * at;
  for (int32_t at = 0; at < REPLICAS; at++) outcome[at] = at / 4.0;
  cp_store *store = write_one(given);
  assert_int_equal(cp_store_open(store), CP_OK);
  const char *entity[] = {"a", "b"};
  for (int32_t at = 0; at < 2; at++) {
    const cp_store_quantiles quantiles = {.series = CP_TEXT("held"),
                                          .entity = cp_text_of(entity[at]),
                                          .n_date = DATES,
                                          .n_level = LEVELS,
                                          .day = day,
                                          .level = level,
                                          .value = value};
    assert_int_equal(cp_store_put_quantiles(store, &quantiles), CP_OK);
    assert_int_equal(cp_store_put_outcomes(store, at, replica, outcome, REPLICAS), CP_OK);
  }
  assert_int_equal(cp_store_commit(store), CP_OK);
  cp_store_end(store);
  assert_whole(given->path);
  assert_int_equal(number_of(given->path,
                             "SELECT count(*) FROM quantile WHERE series = 'held' AND value = 0.5"
                             " + 3 * ((julianday(date) - julianday('1970-01-01')) / 7)"
                             " + (level - 0.25) * 4"),
                   2 * DATES * LEVELS);
  assert_int_equal(number_of(given->path,
                             "SELECT count(*) FROM outcome_value WHERE value = replica / 8.0"
                             " AND typeof(value) = iif(replica % 8 = 0, 'integer', 'real')"),
                   2 * REPLICAS);
}

// What a kill leaves: the transaction that was open is not there, the one before is.
static void uncommitted_rows_are_not_there(void **state) {
  fixture *given = *state;
  cp_store *store = write_one(given);
  uint8_t digest[32];
  cp_record_digest(record, VALUES, digest);
  assert_int_equal(cp_store_open(store), CP_OK);
  assert_int_equal(cp_store_put_replica(store, 5, digest, record, VALUES), CP_OK);
  cp_archive *archive;
  assert_int_equal(cp_archive_begin(given->path, &given->arena, &archive), CP_OK);
  seen found = {0};
  assert_int_equal(cp_archive_replicas(archive, VALUES, see, &found), CP_OK);
  assert_int_equal(found.n, 1);
  cp_archive_end(archive);
  cp_store_end(store);
  assert_whole(given->path);
}

static void damaged_record_is_left_out(void **state) {
  fixture *given = *state;
  cp_store_end(write_one(given));
  execute(given->path, "UPDATE replica SET digest = zeroblob(32)");
  cp_archive *archive;
  assert_int_equal(cp_archive_begin(given->path, &given->arena, &archive), CP_OK);
  seen found = {0};
  assert_int_equal(cp_archive_replicas(archive, VALUES, see, &found), CP_OK);
  assert_int_equal(found.n, 0);
  cp_archive_end(archive);
}

static void file_of_another_program_is_refused(void **state) {
  fixture *given = *state;
  execute(given->path, "CREATE TABLE mine(a); INSERT INTO mine VALUES(1)");
  cp_store *store;
  assert_int_equal(cp_store_begin(given->path, &given->arena, &store), CP_EXISTS);
  assert_non_null(strstr(cp_store_error(store), "another program"));
  cp_store_end(store);
  cp_archive *archive;
  assert_int_equal(cp_archive_begin(given->path, &given->arena, &archive), CP_BAD_INPUT);
  assert_non_null(strstr(cp_archive_error(archive), "no file of results"));
  cp_archive_end(archive);
}

static void file_that_is_no_database_is_refused_and_kept(void **state) {
  fixture *given = *state;
  static const char words[] =
      "my precious notes, which are longer than the head of a database is, which is one hundred "
      "bytes long";
  FILE *file = fopen(given->path, "w");
  fputs(words, file);
  fclose(file);
  cp_store *store;
  assert_int_equal(cp_store_begin(given->path, &given->arena, &store), CP_EXISTS);
  cp_store_end(store);
  char kept[sizeof words] = "";
  file = fopen(given->path, "r");
  assert_non_null(fgets(kept, sizeof kept, file));
  fclose(file);
  assert_string_equal(kept, words);
}

static void newer_format_is_refused_in_clear_words(void **state) {
  fixture *given = *state;
  cp_store_end(write_one(given));
  execute(given->path, "PRAGMA user_version = 2");
  cp_archive *archive;
  assert_int_equal(cp_archive_begin(given->path, &given->arena, &archive), CP_BAD_VERSION);
  assert_non_null(strstr(cp_archive_error(archive), "newer version"));
  cp_archive_end(archive);
  cp_store *store;
  assert_int_equal(cp_store_begin(given->path, &given->arena, &store), CP_BAD_VERSION);
  cp_store_end(store);
}

static void missing_file_is_not_made(void **state) {
  fixture *given = *state;
  cp_archive *archive;
  assert_int_equal(cp_archive_begin(given->path, &given->arena, &archive), CP_NOT_FOUND);
  cp_archive_end(archive);
  assert_int_not_equal(access(given->path, F_OK), 0);
}

static void second_run_empties_the_first(void **state) {
  fixture *given = *state;
  cp_store_end(write_one(given));
  cp_store_end(write_one(given));
  cp_archive *archive;
  assert_int_equal(cp_archive_begin(given->path, &given->arena, &archive), CP_OK);
  seen found = {0};
  assert_int_equal(cp_archive_replicas(archive, VALUES, see, &found), CP_OK);
  assert_int_equal(found.n, 1);
  cp_archive_end(archive);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
  const struct CMUnitTest tests[] = {
      TEST(what_is_written_is_read),
      TEST(every_quantile_and_outcome_is_in_its_place),
      TEST(uncommitted_rows_are_not_there),
      TEST(damaged_record_is_left_out),
      TEST(file_of_another_program_is_refused),
      TEST(file_that_is_no_database_is_refused_and_kept),
      TEST(newer_format_is_refused_in_clear_words),
      TEST(missing_file_is_not_made),
      TEST(second_run_empties_the_first),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
