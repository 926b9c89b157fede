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

static const double record[VALUES] = {1, -2.5, 1.234567, -1, 1e300};

// Three values of series, then an outcome of two entities: a day that never came, and one that is none.
static const cp_outcome first_stop = {.name = "first_stop",
                                      .unit = "day",
                                      .meaning = "a day",
                                      .per = CP_PER_FIRM,
                                      .n_entity = 2,
                                      .offset = 3};
static const cp_store_layout layout = {
    .n_point = 3, .n_value = VALUES, .n_outcome = 1, .outcome = &first_stop};

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
  assert_int_equal(cp_store_begin(given->path, &layout, &given->arena, &store), CP_OK);
  assert_int_equal(cp_store_open(store), CP_OK);
  assert_int_equal(cp_store_reset(store), CP_OK);
  assert_int_equal(cp_store_put_run(store, &run), CP_OK);
  assert_int_equal(cp_store_put_replica(store, 4, digest, record), CP_OK);
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
  assert_int_equal(cp_archive_replicas(archive, &layout, see, &found), CP_OK);
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

static void quantiles_are_rows_of_their_levels(void **state) {
  fixture *given = *state;
  cp_store *store = write_one(given);
  assert_int_equal(cp_store_open(store), CP_OK);
  for (int32_t week = 0; week < 3; week++) {
    double value[CP_STORE_N_LEVEL];
    for (int32_t at = 0; at < CP_STORE_N_LEVEL; at++) value[at] = week + cp_store_level[at];
    assert_int_equal(cp_store_put_band(store, CP_TEXT("held"), CP_TEXT("a"), 7 * week, value),
                     CP_OK);
  }
  assert_int_equal(cp_store_commit(store), CP_OK);
  cp_store_end(store);
  assert_whole(given->path);
  assert_int_equal(
      number_of(given->path,
                "SELECT count(*) FROM quantile WHERE series = 'held'"
                " AND abs(value - level - (julianday(date) - julianday('1970-01-01')) / 7) < 1e-9"
                " AND level IN (0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975)"),
      3 * CP_STORE_N_LEVEL);
}

// Rows that are left out are shown all the same, and days have their dates.
static void every_outcome_is_shown(void **state) {
  fixture *given = *state;
  const double other[VALUES] = {1, 2, 3, 20000, -1};
  const double usual[VALUES] = {1, 2, 3, -1, -1};
  const uint8_t digest[32] = {0};
  cp_store *store = write_one(given);
  assert_int_equal(cp_store_open(store), CP_OK);
  assert_int_equal(cp_store_put_replica(store, 6, digest, other), CP_OK);
  assert_int_equal(cp_store_put_replica(store, 7, digest, usual), CP_OK);
  const char *entity[] = {"ford", "gm"};
  for (int32_t place = 0; place < 2; place++)
    assert_int_equal(
        cp_store_put_outcome_name(store, &first_stop, cp_text_of(entity[place]), place), CP_OK);
  assert_int_equal(cp_store_commit(store), CP_OK);
  cp_store_end(store);
  assert_whole(given->path);
  assert_int_equal(number_of(given->path, "SELECT count(*) FROM outcome_firm"), 2);
  assert_int_equal(number_of(given->path,
                             "SELECT count(*) FROM outcome WHERE name = 'first_stop'"
                             " AND value = CASE WHEN replica = 4 AND entity = 'gm' THEN 1e300"
                             "  WHEN replica = 6 AND entity = 'ford' THEN 20000 ELSE -1 END"
                             " AND date IS iif(value = 20000, '2024-10-04', date)"),
                   6);
  assert_int_equal(
      number_of(given->path, "SELECT count(*) FROM outcome WHERE value = -1 AND date IS NULL"), 4);
}

typedef struct walk {
  int32_t n;
  double sum;
} walk;

static cp_status step(void *context, int32_t replica, cp_text entity, const double *value,
                      int32_t n) {
  walk *taken = context;
  assert_int_equal(replica, 4);
  assert_int_equal(n, 2);
  taken->n++;
  if (cp_text_equal(entity, CP_TEXT("both"))) taken->sum += value[0] + 10 * value[1];
  return CP_OK;
}

static void paths_come_out_of_records(void **state) {
  fixture *given = *state;
  cp_store *store = write_one(given);
  const cp_store_series series = {.name = CP_TEXT("held"),
                                  .unit = CP_TEXT("t"),
                                  .meaning = CP_TEXT("held"),
                                  .step = CP_TEXT("week"),
                                  .n_entity = 3,
                                  .n_date = 2};
  assert_int_equal(cp_store_open(store), CP_OK);
  assert_int_equal(cp_store_put_series(store, &series), CP_OK);
  assert_int_equal(cp_store_put_place(store, CP_TEXT("held"), CP_TEXT("a"), 0), CP_OK);
  assert_int_equal(cp_store_put_place(store, CP_TEXT("held"), CP_TEXT("b"), 1), CP_OK);
  assert_int_equal(cp_store_put_place(store, CP_TEXT("held"), CP_TEXT("both"), 0), CP_OK);
  assert_int_equal(cp_store_put_place(store, CP_TEXT("held"), CP_TEXT("both"), 1), CP_OK);
  assert_int_equal(cp_store_commit(store), CP_OK);
  cp_store_end(store);
  cp_archive *archive;
  assert_int_equal(cp_archive_begin(given->path, &given->arena, &archive), CP_OK);
  walk all = {0}, one = {0};
  const cp_text everyone = {NULL, 0};
  assert_int_equal(cp_archive_paths(archive, CP_TEXT("held"), everyone, step, &all), CP_OK);
  assert_int_equal(all.n, 3);
  assert_true(all.sum == (1 - 2.5) + 10 * (-2.5 + 1.234567));
  assert_int_equal(cp_archive_paths(archive, CP_TEXT("held"), CP_TEXT("b"), step, &one), CP_OK);
  assert_int_equal(one.n, 1);
  cp_archive_end(archive);
  // a place that is nowhere in a record
  execute(given->path, "UPDATE place SET at = 100 WHERE entity = 'b'");
  assert_int_equal(cp_archive_begin(given->path, &given->arena, &archive), CP_OK);
  assert_int_equal(cp_archive_paths(archive, CP_TEXT("held"), everyone, step, &all), CP_BAD_INPUT);
  cp_archive_end(archive);
}

// What a kill leaves: the transaction that was open is not there, the one before is.
static void uncommitted_rows_are_not_there(void **state) {
  fixture *given = *state;
  cp_store *store = write_one(given);
  uint8_t digest[32];
  cp_record_digest(record, VALUES, digest);
  assert_int_equal(cp_store_open(store), CP_OK);
  assert_int_equal(cp_store_put_replica(store, 5, digest, record), CP_OK);
  cp_archive *archive;
  assert_int_equal(cp_archive_begin(given->path, &given->arena, &archive), CP_OK);
  seen found = {0};
  assert_int_equal(cp_archive_replicas(archive, &layout, see, &found), CP_OK);
  assert_int_equal(found.n, 1);
  cp_archive_end(archive);
  cp_store_end(store);
  assert_whole(given->path);
}

static void damaged_record_is_left_out(void **state) {
  fixture *given = *state;
  cp_store_end(write_one(given));
  execute(given->path, "UPDATE outcome_firm SET first_stop = 7");
  cp_archive *archive;
  assert_int_equal(cp_archive_begin(given->path, &given->arena, &archive), CP_OK);
  seen found = {0};
  assert_int_equal(cp_archive_replicas(archive, &layout, see, &found), CP_OK);
  assert_int_equal(found.n, 0);
  cp_archive_end(archive);
}

static void file_of_another_program_is_refused(void **state) {
  fixture *given = *state;
  execute(given->path, "CREATE TABLE mine(a); INSERT INTO mine VALUES(1)");
  cp_store *store;
  assert_int_equal(cp_store_begin(given->path, &layout, &given->arena, &store), CP_EXISTS);
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
  assert_int_equal(cp_store_begin(given->path, &layout, &given->arena, &store), CP_EXISTS);
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
  execute(given->path, "PRAGMA user_version = 3");
  cp_archive *archive;
  assert_int_equal(cp_archive_begin(given->path, &given->arena, &archive), CP_BAD_VERSION);
  assert_non_null(strstr(cp_archive_error(archive), "newer version"));
  cp_archive_end(archive);
  cp_store *store;
  assert_int_equal(cp_store_begin(given->path, &layout, &given->arena, &store), CP_BAD_VERSION);
  cp_store_end(store);
}

// A file of format 1 is not read, but a new run may take its place; what a user added stays.
static void older_format_is_refused_and_replaced(void **state) {
  fixture *given = *state;
  cp_store_end(write_one(given));
  execute(given->path,
          "PRAGMA user_version = 1; DROP VIEW quantile; CREATE TABLE quantile(series);"
          "CREATE TABLE path(series); CREATE TABLE outcome_value(outcome); CREATE TABLE mine(a)");
  cp_archive *archive;
  assert_int_equal(cp_archive_begin(given->path, &given->arena, &archive), CP_BAD_VERSION);
  assert_non_null(strstr(cp_archive_error(archive), "older version"));
  assert_non_null(strstr(cp_archive_error(archive), "run the scenario again"));
  cp_archive_end(archive);
  cp_store_end(write_one(given));
  assert_int_equal(number_of(given->path,
                             "SELECT count(*) FROM sqlite_master WHERE name IN"
                             " ('path', 'outcome_value', 'mine')"),
                   1);
  assert_int_equal(number_of(given->path, "SELECT count(*) FROM quantile"), 0);
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
  assert_int_equal(cp_archive_replicas(archive, &layout, see, &found), CP_OK);
  assert_int_equal(found.n, 1);
  cp_archive_end(archive);
}

// A large file of an earlier run does not stay large.
static void room_of_an_earlier_run_is_given_back(void **state) {
  fixture *given = *state;
  cp_store_end(write_one(given));
  execute(given->path, "CREATE TABLE path(value); INSERT INTO path VALUES(zeroblob(1000000))");
  cp_store_end(write_one(given));
  assert_whole(given->path);
  FILE *file = fopen(given->path, "r");
  assert_int_equal(fseek(file, 0, SEEK_END), 0);
  assert_true(ftell(file) < 300000);
  fclose(file);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
  const struct CMUnitTest tests[] = {
      TEST(what_is_written_is_read),
      TEST(quantiles_are_rows_of_their_levels),
      TEST(every_outcome_is_shown),
      TEST(paths_come_out_of_records),
      TEST(uncommitted_rows_are_not_there),
      TEST(damaged_record_is_left_out),
      TEST(file_of_another_program_is_refused),
      TEST(file_that_is_no_database_is_refused_and_kept),
      TEST(newer_format_is_refused_in_clear_words),
      TEST(older_format_is_refused_and_replaced),
      TEST(missing_file_is_not_made),
      TEST(second_run_empties_the_first),
      TEST(room_of_an_earlier_run_is_given_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
