// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Input-output tables: import, keep in a file, show.
#include "accounts/accounts.h"
#include "api/objects.h"
#include "base/check.h"
#include "base/os/file.h"
#include "base/os/print.h"

struct cp_economy_table {
  cp_arena arena;
  cp_messages messages;
  cp_accounts accounts;
  bool is_good;
  cp_complaint complaint;
};

cp_economy_import_options cp_economy_import_options_default(void) {
  return (cp_economy_import_options){.within = -1.0};
}

static cp_status import_table(const cp_economy_import_options *options, cp_economy_table *table) {
  const cp_import_options inside = {options->format, options->path,   options->aggregate,
                                    options->unit,   options->source, options->year,
                                    options->within};
  return cp_accounts_import(&inside, &table->arena, &table->messages, &table->accounts);
}

static cp_status begin_table(cp_economy_table **table) {
  cp_arena arena;
  cp_economy_table *begun = cp_object_begin(&arena, sizeof *begun);
  if (!begun) return CP_NO_MEMORY;
  begun->arena = arena;
  cp_messages_begin(&begun->messages, &begun->arena);
  *table = begun;
  return CP_OK;
}

// The object is given away also when there is something to say about what went wrong.
static cp_status end_table(cp_economy_table *begun, cp_status status, cp_economy_table **table) {
  begun->is_good = status == CP_OK;
  if (status == CP_NO_MEMORY) {
    cp_economy_table_close(begun);
  } else {
    *table = begun;
  }
  return status;
}

cp_status cp_economy_import(const cp_economy_import_options *options, cp_economy_table **table) {
  CP_CHECK(table, CP_BAD_USE);
  *table = NULL;
  CP_CHECK(options && options->format && options->path && options->year >= 0, CP_BAD_USE);
  cp_economy_table *begun = NULL;
  CP_TRY(begin_table(&begun));
  const uint32_t before = cp_float_begin();
  const cp_status status = import_table(options, begun);
  cp_float_end(before);
  return end_table(begun, status, table);
}

cp_status cp_economy_table_open(const char *path, cp_economy_table **table) {
  CP_CHECK(table, CP_BAD_USE);
  *table = NULL;
  CP_CHECK(path, CP_BAD_USE);
  cp_economy_table *begun = NULL;
  CP_TRY(begin_table(&begun));
  const cp_sink complaint = cp_complaint_begin(&begun->complaint);
  const cp_status status = cp_accounts_read(path, &begun->arena, &complaint, &begun->accounts);
  return end_table(begun, status, table);
}

void cp_economy_table_close(cp_economy_table *table) {
  if (!table) return;
  cp_arena arena = table->arena;
  cp_arena_end(&arena);
}

const char *cp_economy_table_complaint(const cp_economy_table *table) {
  return table ? table->complaint.text : "";
}

cp_status cp_economy_table_print_messages(const cp_economy_table *table, cp_writer writer,
                                          void *context) {
  CP_CHECK(table && writer, CP_BAD_USE);
  cp_binding binding = {.writer = writer, .context = context};
  const cp_sink sink = cp_sink_of(&binding);
  return cp_messages_print(&table->messages, &sink);
}

cp_status cp_economy_table_print(const cp_economy_table *table, cp_output form, cp_writer writer,
                                 void *context) {
  CP_CHECK(table && table->is_good && writer, CP_BAD_USE);
  cp_binding binding = {.writer = writer, .context = context};
  const cp_sink sink = cp_sink_of(&binding);
  cp_arena arena;
  cp_arena_begin(&arena, table->arena.allocator);
  const uint32_t before = cp_float_begin();
  const cp_status status = form == CP_OUTPUT_JSON
                               ? cp_accounts_json(&table->accounts, &arena, &sink)
                               : cp_accounts_text(&table->accounts, &arena, &sink);
  cp_float_end(before);
  cp_arena_end(&arena);
  return status;
}

static cp_status save(cp_economy_table *table, const char *path, cp_arena *arena) {
  cp_text bytes;
  CP_TRY(cp_accounts_encode(&table->accounts, arena, &bytes));
  const cp_status status = cp_file_write(path, bytes.at, (size_t)bytes.size);
  const cp_sink complaint = cp_complaint_begin(&table->complaint);
  if (status != CP_OK) (void)cp_print(&complaint, "%s cannot be written", path);
  return status;
}

cp_status cp_economy_table_save(cp_economy_table *table, const char *path) {
  CP_CHECK(table && table->is_good && path, CP_BAD_USE);
  cp_arena arena;
  cp_arena_begin(&arena, table->arena.allocator);
  const cp_status status = save(table, path, &arena);
  cp_arena_end(&arena);
  return status;
}

cp_status cp_economy_table_save_csv(cp_economy_table *table, const char *folder) {
  CP_CHECK(table && table->is_good && folder, CP_BAD_USE);
  cp_arena arena;
  cp_arena_begin(&arena, table->arena.allocator);
  const cp_sink complaint = cp_complaint_begin(&table->complaint);
  const cp_status status = cp_accounts_write_csv(&table->accounts, folder, &arena, &complaint);
  cp_arena_end(&arena);
  return status;
}
