// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Tables, statements and view are made from the list of outcomes, so that a new outcome needs no line here.
#include "store/outcomes.h"

#include <string.h>

#include "base/os/print.h"

enum { FIRST_COLUMN = 3 };  // after replica and place

// Outcomes of one kind of entity.
typedef struct table {
  cp_per per;
  int32_t n_entity;
  int32_t n_column;
  int32_t column[CP_N_OUTCOME];  // outcomes
  cp_sql_query *put;
  cp_sql_query *get;
} table;

struct cp_outcomes {
  const cp_outcome *outcome;
  table table[CP_N_OUTCOME];
  int32_t n_table;
};

static double usual(const cp_outcome *outcome) {
  return strcmp(outcome->unit, "day") == 0 ? -1 : 0;
}

// The table of an outcome, a new one when it is the first of its kind.
static table *table_of(cp_outcomes *outcomes, const cp_outcome *outcome) {
  for (int32_t at = 0; at < outcomes->n_table; at++)
    if (outcomes->table[at].per == outcome->per) return &outcomes->table[at];
  table *made = &outcomes->table[outcomes->n_table++];
  made->per = outcome->per;
  made->n_entity = outcome->n_entity;
  return made;
}

static cp_status sort_into_tables(const cp_store_layout *layout, cp_arena *arena,
                                  cp_outcomes **outcomes) {
  *outcomes = CP_ARENA_ARRAY(arena, cp_outcomes, 1);
  if (!*outcomes) return CP_NO_MEMORY;
  (*outcomes)->outcome = layout->outcome;
  for (int32_t outcome = 0; outcome < layout->n_outcome; outcome++) {
    table *to = table_of(*outcomes, &layout->outcome[outcome]);
    to->column[to->n_column++] = outcome;
  }
  return CP_OK;
}

// --- tables and view -----------------------------------------------------------------------------

static cp_status print_table(const cp_outcomes *outcomes, const table *at, const cp_sink *sink) {
  CP_TRY(cp_print(sink, "CREATE TABLE outcome_%s(replica INTEGER NOT NULL, place INTEGER NOT NULL",
                  cp_per_name(at->per)));
  for (int32_t column = 0; column < at->n_column; column++)
    CP_TRY(cp_print(sink, ", %s NOT NULL", outcomes->outcome[at->column[column]].name));
  return cp_print(sink, ", PRIMARY KEY(replica, place)) WITHOUT ROWID;");
}

// Replicas come first: the rows of a replica lie together.
static cp_status print_rows(const cp_outcome *outcome, const cp_sink *sink) {
  const bool is_day = usual(outcome) < 0;
  const char *name = outcome->name;
  CP_TRY(cp_print(sink, " SELECT r.replica, n.name, n.entity, ifnull(v.%s, %d), ", name,
                  (int32_t)usual(outcome)));
  if (is_day) {
    CP_TRY(cp_print(sink, "iif(v.%s >= 0, date('1970-01-01', v.%s || ' days'), NULL)", name, name));
  } else {
    CP_TRY(cp_print(sink, "NULL"));
  }
  return cp_print(sink,
                  " FROM replica r CROSS JOIN outcome_name n LEFT JOIN outcome_%s v"
                  " ON v.replica = r.replica AND v.place = n.place WHERE n.name = '%s'",
                  cp_per_name(outcome->per), name);
}

cp_status cp_outcomes_create(cp_sql *database, const cp_store_layout *layout, cp_arena *arena) {
  cp_outcomes *outcomes;
  CP_TRY(sort_into_tables(layout, arena, &outcomes));
  cp_text_builder builder = {.arena = arena};
  const cp_sink sink = cp_sink_text(&builder);
  for (int32_t at = 0; at < outcomes->n_table; at++)
    CP_TRY(print_table(outcomes, &outcomes->table[at], &sink));
  CP_TRY(cp_print(&sink, "CREATE VIEW outcome(replica, name, entity, value, date) AS"));
  for (int32_t outcome = 0; outcome < layout->n_outcome; outcome++) {
    if (outcome > 0) CP_TRY(cp_print(&sink, " UNION ALL"));
    CP_TRY(print_rows(&layout->outcome[outcome], &sink));
  }
  return cp_sql_do(database, builder.text.at);
}

// --- put and get ---------------------------------------------------------------------------------

static cp_status prepare(cp_sql *database, table *at, cp_arena *arena) {
  const char *kind = cp_per_name(at->per);
  cp_text_builder builder = {.arena = arena};
  const cp_sink sink = cp_sink_text(&builder);
  CP_TRY(cp_print(&sink, "INSERT OR REPLACE INTO outcome_%s VALUES(?1, ?2", kind));
  for (int32_t column = 0; column < at->n_column; column++)
    CP_TRY(cp_print(&sink, ", ?%d", FIRST_COLUMN + column));
  CP_TRY(cp_print(&sink, ")"));
  CP_TRY(cp_sql_prepare(database, builder.text.at, arena, &at->put));
  const cp_text get =
      cp_text_print(arena, "SELECT * FROM outcome_%s WHERE replica = ?1 ORDER BY place", kind);
  return get.at ? cp_sql_prepare(database, get.at, arena, &at->get) : CP_NO_MEMORY;
}

cp_status cp_outcomes_begin(cp_sql *database, const cp_store_layout *layout, cp_arena *arena,
                            cp_outcomes **outcomes) {
  CP_TRY(sort_into_tables(layout, arena, outcomes));
  for (int32_t at = 0; at < (*outcomes)->n_table; at++)
    CP_TRY(prepare(database, &(*outcomes)->table[at], arena));
  return CP_OK;
}

void cp_outcomes_end(cp_outcomes *outcomes) {
  for (int32_t at = 0; outcomes && at < outcomes->n_table; at++) {
    cp_sql_finish(outcomes->table[at].put);
    cp_sql_finish(outcomes->table[at].get);
  }
}

static cp_status put_row(const cp_outcomes *outcomes, const table *at, int32_t replica,
                         int32_t entity, const double *record) {
  bool is_usual = true;
  for (int32_t column = 0; column < at->n_column; column++) {
    const cp_outcome *outcome = &outcomes->outcome[at->column[column]];
    is_usual = is_usual && record[outcome->offset + entity] == usual(outcome);
  }
  if (is_usual) return CP_OK;
  cp_sql_bind_whole(at->put, 1, replica);
  cp_sql_bind_whole(at->put, 2, entity);
  for (int32_t column = 0; column < at->n_column; column++)
    cp_sql_bind_short(at->put, FIRST_COLUMN + column,
                      record[outcomes->outcome[at->column[column]].offset + entity]);
  return cp_sql_run(at->put);
}

cp_status cp_outcomes_put(cp_outcomes *outcomes, int32_t replica, const double *record) {
  for (int32_t which = 0; which < outcomes->n_table; which++) {
    const table *at = &outcomes->table[which];
    for (int32_t entity = 0; entity < at->n_entity; entity++)
      CP_TRY(put_row(outcomes, at, replica, entity, record));
  }
  return CP_OK;
}

static void fill_usual(const cp_outcomes *outcomes, const table *at, double *record) {
  for (int32_t column = 0; column < at->n_column; column++) {
    const cp_outcome *outcome = &outcomes->outcome[at->column[column]];
    for (int32_t entity = 0; entity < at->n_entity; entity++)
      record[outcome->offset + entity] = usual(outcome);
  }
}

static cp_status get_rows(const cp_outcomes *outcomes, const table *at, int32_t replica,
                          double *record) {
  cp_sql_bind_whole(at->get, 1, replica);
  for (bool is_row = true;;) {
    CP_TRY(cp_sql_next(at->get, &is_row));
    if (!is_row) return CP_OK;
    const int64_t entity = cp_sql_whole(at->get, 1);
    if (entity < 0 || entity >= at->n_entity) continue;  // damaged; the digest will tell
    for (int32_t column = 0; column < at->n_column; column++)
      record[outcomes->outcome[at->column[column]].offset + entity] =
          cp_sql_double(at->get, FIRST_COLUMN - 1 + column);
  }
}

cp_status cp_outcomes_get(cp_outcomes *outcomes, int32_t replica, double *record) {
  for (int32_t which = 0; which < outcomes->n_table; which++) {
    fill_usual(outcomes, &outcomes->table[which], record);
    CP_TRY(get_rows(outcomes, &outcomes->table[which], replica, record));
  }
  return CP_OK;
}
