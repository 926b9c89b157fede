// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The only file that knows SQLite.
#include "store/sqlite.h"

#include <sqlite3.h>

enum { WAIT_MILLISECONDS = 5000 };

#define LARGEST_WHOLE 9007199254740992.0  // 2^53

struct cp_sql {
  sqlite3 *handle;
};

struct cp_sql_query {
  sqlite3_stmt *statement;
};

static cp_status status_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_OK:
    case SQLITE_DONE:
    case SQLITE_ROW:
      return CP_OK;
    case SQLITE_NOMEM:
      return CP_NO_MEMORY;
    case SQLITE_CANTOPEN:
      return CP_NOT_FOUND;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return CP_BAD_INPUT;
    case SQLITE_TOOBIG:
      return CP_OVERFLOW;
    default:
      return CP_IO;
  }
}

cp_status cp_sql_open(const char *path, cp_sql_mode mode, cp_arena *arena, cp_sql **database) {
  *database = CP_ARENA_ARRAY(arena, cp_sql, 1);
  if (!*database) return CP_NO_MEMORY;
  const int flags =
      mode == CP_SQL_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const int code = sqlite3_open_v2(path, &(*database)->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);
  if (code != SQLITE_OK) return status_of(code);
  if (mode == CP_SQL_WRITE && sqlite3_db_readonly((*database)->handle, "main") == 1) {
    return CP_NOT_FOUND;
  }
  sqlite3_busy_timeout((*database)->handle, WAIT_MILLISECONDS);
  // a file that is no database shows itself at the first look
  return cp_sql_do(*database, "PRAGMA schema_version");
}

void cp_sql_close(cp_sql *database) {
  if (!database) return;
  sqlite3_close_v2(database->handle);
  database->handle = NULL;
}

const char *cp_sql_error(const cp_sql *database) {
  if (!database || !database->handle) return "no database is open";
  return sqlite3_errmsg(database->handle);
}

cp_status cp_sql_do(cp_sql *database, const char *statements) {
  return status_of(sqlite3_exec(database->handle, statements, NULL, NULL, NULL));
}

cp_status cp_sql_do_given(cp_sql *database, const char *query) {
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2(database->handle, query, -1, &statement, NULL);
  if (code == SQLITE_OK) code = sqlite3_step(statement);
  cp_status status = status_of(code);
  char *text = NULL;
  if (code == SQLITE_ROW && sqlite3_column_type(statement, 0) == SQLITE_TEXT) {
    text = sqlite3_mprintf("%s", sqlite3_column_text(statement, 0));
    if (!text) status = CP_NO_MEMORY;
  }
  sqlite3_finalize(statement);
  if (status == CP_OK && text) status = cp_sql_do(database, text);
  sqlite3_free(text);
  return status;
}

cp_status cp_sql_number(cp_sql *database, const char *text, int64_t standard, int64_t *number) {
  *number = standard;
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2(database->handle, text, -1, &statement, NULL);
  if (code == SQLITE_OK) code = sqlite3_step(statement);
  if (code == SQLITE_ROW) *number = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return status_of(code);
}

cp_status cp_sql_prepare(cp_sql *database, const char *text, cp_arena *arena,
                         cp_sql_query **query) {
  *query = CP_ARENA_ARRAY(arena, cp_sql_query, 1);
  if (!*query) return CP_NO_MEMORY;
  return status_of(sqlite3_prepare_v2(database->handle, text, -1, &(*query)->statement, NULL));
}

void cp_sql_finish(cp_sql_query *query) {
  if (!query) return;
  sqlite3_finalize(query->statement);
  query->statement = NULL;
}

// A value that cannot be bound (memory) leaves NULL, which the NOT NULL columns of the store
// refuse.
void cp_sql_bind_whole(cp_sql_query *query, int32_t place, int64_t value) {
  (void)sqlite3_bind_int64(query->statement, place, value);
}

void cp_sql_bind_number(cp_sql_query *query, int32_t place, double value) {
  (void)sqlite3_bind_double(query->statement, place, value);
}

// Whole numbers take fewer bytes and compare equal to the same double.
void cp_sql_bind_short(cp_sql_query *query, int32_t place, double value) {
  const bool is_whole =
      value > -LARGEST_WHOLE && value < LARGEST_WHOLE && (double)(int64_t)value == value;
  if (is_whole) {
    cp_sql_bind_whole(query, place, (int64_t)value);
  } else {
    cp_sql_bind_number(query, place, value);
  }
}

void cp_sql_bind_text(cp_sql_query *query, int32_t place, cp_text text) {
  const char *at = text.at ? text.at : "";
  (void)sqlite3_bind_text(query->statement, place, at, text.size, SQLITE_TRANSIENT);
}

void cp_sql_bind_blob(cp_sql_query *query, int32_t place, const void *bytes, size_t size) {
  (void)sqlite3_bind_blob64(query->statement, place, bytes, size, SQLITE_TRANSIENT);
}

void cp_sql_bind_nothing(cp_sql_query *query, int32_t place) {
  (void)sqlite3_bind_null(query->statement, place);
}

cp_status cp_sql_run(cp_sql_query *query) {
  const int code = sqlite3_step(query->statement);
  const int after = sqlite3_reset(query->statement);
  return status_of(code == SQLITE_DONE || code == SQLITE_ROW ? after : code);
}

cp_status cp_sql_next(cp_sql_query *query, bool *is_row) {
  const int code = sqlite3_step(query->statement);
  *is_row = code == SQLITE_ROW;
  if (*is_row) return CP_OK;
  const int after = sqlite3_reset(query->statement);
  return status_of(code == SQLITE_DONE ? after : code);
}

int64_t cp_sql_whole(cp_sql_query *query, int32_t column) {
  return sqlite3_column_int64(query->statement, column);
}

double cp_sql_double(cp_sql_query *query, int32_t column) {
  return sqlite3_column_double(query->statement, column);
}

bool cp_sql_is_nothing(cp_sql_query *query, int32_t column) {
  return sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}

cp_text cp_sql_text(cp_sql_query *query, int32_t column) {
  const char *at = (const char *)sqlite3_column_text(query->statement, column);
  return (cp_text){at, at ? sqlite3_column_bytes(query->statement, column) : 0};
}

const void *cp_sql_blob(cp_sql_query *query, int32_t column, size_t *size) {
  const void *at = sqlite3_column_blob(query->statement, column);
  *size = (size_t)sqlite3_column_bytes(query->statement, column);
  return at;
}
