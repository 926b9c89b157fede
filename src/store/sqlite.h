// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// SQLite in a few plain functions, so that one file knows the library. A failure gives CP_IO
// (CP_NO_MEMORY, CP_NOT_FOUND) and cp_sql_error says in words what went wrong.
#ifndef CP_STORE_SQLITE_H
#define CP_STORE_SQLITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/text.h"

typedef struct cp_sql cp_sql;              // an open file
typedef struct cp_sql_query cp_sql_query;  // a prepared statement

typedef enum cp_sql_mode { CP_SQL_READ, CP_SQL_WRITE } cp_sql_mode;

// `database` receives an object also on failure, for its error; it lives in the arena, but must be
// closed. Writing makes a missing file; reading does not. Never waits for other programs longer
// than a few seconds. CP_NOT_FOUND when the
// file cannot be opened so: it is missing, a folder, or may not be written.
cp_status cp_sql_open(const char *path, cp_sql_mode mode, cp_arena *arena, cp_sql **database);
void cp_sql_close(cp_sql *database);
const char *cp_sql_error(const cp_sql *database);

// Statements without results; several may be separated by semicolons.
cp_status cp_sql_do(cp_sql *database, const char *statements);

// The statements that a query gives as a text, which may be empty.
cp_status cp_sql_do_given(cp_sql *database, const char *query);

// The single number that a query gives; `standard` when it has no row.
cp_status cp_sql_number(cp_sql *database, const char *text, int64_t standard, int64_t *number);

// Prepare; the query lives in the arena, and must be finished before its database is closed.
cp_status cp_sql_prepare(cp_sql *database, const char *text, cp_arena *arena, cp_sql_query **query);
void cp_sql_finish(cp_sql_query *query);

// Values of the ?1, ?2 ... of the next row; texts and blobs are copied.
void cp_sql_bind_whole(cp_sql_query *query, int32_t place, int64_t value);
void cp_sql_bind_number(cp_sql_query *query, int32_t place, double value);
void cp_sql_bind_short(cp_sql_query *query, int32_t place, double value);  // as whole if it is
void cp_sql_bind_text(cp_sql_query *query, int32_t place, cp_text text);
void cp_sql_bind_blob(cp_sql_query *query, int32_t place, const void *bytes, size_t size);
void cp_sql_bind_nothing(cp_sql_query *query, int32_t place);

// Run with the bound values, expecting no row; ready to be bound again.
cp_status cp_sql_run(cp_sql_query *query);

// The next row; is_row false at the end, after which the query is ready to be bound again.
cp_status cp_sql_next(cp_sql_query *query, bool *is_row);

// Columns of the row, from 0; texts and blobs live until the next row.
int64_t cp_sql_whole(cp_sql_query *query, int32_t column);
double cp_sql_double(cp_sql_query *query, int32_t column);
bool cp_sql_is_nothing(cp_sql_query *query, int32_t column);
cp_text cp_sql_text(cp_sql_query *query, int32_t column);
const void *cp_sql_blob(cp_sql_query *query, int32_t column, size_t *size);

#endif
