// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// One row of JSON; see levers.h.
#include "store/levers.h"

#include "store/archive.h"
#include "store/sqlite.h"

static cp_status put(cp_sql *database, cp_text document, cp_arena *arena) {
  cp_sql_query *query;
  CP_TRY(cp_sql_do(database,
                   "BEGIN IMMEDIATE; DROP TABLE IF EXISTS lever;"
                   "CREATE TABLE lever(document TEXT NOT NULL)"));
  CP_TRY(cp_sql_prepare(database, "INSERT INTO lever VALUES(?1)", arena, &query));
  cp_sql_bind_text(query, 1, document);
  const cp_status status = cp_sql_run(query);
  cp_sql_finish(query);
  return status == CP_OK ? cp_sql_do(database, "COMMIT") : status;
}

cp_status cp_store_keep_levers(const char *path, cp_text document, cp_arena *arena) {
  cp_archive *archive = NULL;
  const cp_status looked = cp_archive_begin(path, arena, &archive);
  cp_archive_end(archive);
  CP_TRY(looked);
  cp_sql *database = NULL;
  cp_status status = cp_sql_open(path, CP_SQL_WRITE, arena, &database);
  if (status == CP_OK) status = put(database, document, arena);
  cp_sql_close(database);
  return status;
}

cp_status cp_store_read_levers(const char *path, cp_arena *arena, cp_text *document) {
  *document = (cp_text){NULL, 0};
  cp_sql *database = NULL;
  cp_sql_query *query = NULL;
  int64_t n_table = 0;
  bool is_row = false;
  cp_status status = cp_sql_open(path, CP_SQL_READ, arena, &database);
  if (status == CP_OK)
    status = cp_sql_number(database, "SELECT count(*) FROM sqlite_master WHERE name = 'lever'", 0,
                           &n_table);
  if (status == CP_OK && n_table > 0) {
    // what somebody else wrote there is no ranking
    status = cp_sql_prepare(database,
                            "SELECT document FROM lever WHERE json_valid(document) AND "
                            "json_type(document, '$.levers') = 'array'",
                            arena, &query);
    if (status == CP_OK) status = cp_sql_next(query, &is_row);
    if (status == CP_OK && is_row) *document = cp_text_copy(arena, cp_sql_text(query, 0));
    cp_sql_finish(query);
  }
  cp_sql_close(database);
  return status;
}
