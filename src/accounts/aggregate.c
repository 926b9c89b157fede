// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Puts industries, final uses, regions or primary inputs together as a CSV file says: `of,code,group`, where `of` is sector, category,
// region or value_added. Of what the file names, it must name all; what it does not name at all stays as it is. Groups come in the order
// in which the file names them. Sums are taken in the order of the old table.
#include <stddef.h>

#include "accounts/import.h"
#include "base/os/csv.h"
#include "base/os/print.h"

static const char *const kinds[CP_N_LABEL] = {"region", "sector", "category", "value_added"};

typedef struct grouping {
  cp_import *import;
  cp_csv csv;
  int32_t file;
  cp_names code[CP_N_LABEL];      // of the table
  cp_names group[CP_N_LABEL];     // none: the kind stays as it is
  int32_t *group_of[CP_N_LABEL];  // [n] -1 while unknown
} grouping;

static void report_fault(void *context, const cp_csv_fault *fault) {
  const grouping *work = context;
  cp_arena *arena = work->import->arena;
  cp_import_complain(work->import, (cp_origin){work->file, fault->line, fault->column},
                     cp_text_print(arena, "%s", fault->found),
                     cp_text_print(arena, "%s", fault->expected), cp_nothing_said);
}

static cp_status begin(grouping *work) {
  cp_arena *arena = work->import->arena;
  for (int32_t kind = 0; kind < CP_N_LABEL; kind++) {
    const cp_label_list *list = &work->import->accounts->label[kind];
    CP_TRY(cp_names_begin(&work->code[kind], arena, list->n));
    CP_TRY(cp_names_begin(&work->group[kind], arena, 32));
    work->group_of[kind] = CP_ARENA_ARRAY(arena, int32_t, list->n);
    if (work->group_of[kind] == NULL) return CP_NO_MEMORY;
    for (int32_t at = 0; at < list->n; at++) {
      CP_TRY(cp_names_add(&work->code[kind], list->code[at], NULL));
      work->group_of[kind][at] = -1;
    }
  }
  return CP_OK;
}

static int32_t find_kind(cp_text word) {
  for (int32_t kind = 0; kind < CP_N_LABEL; kind++) {
    if (cp_text_equal(word, cp_text_of(kinds[kind]))) return kind;
  }
  return -1;
}

static void complain(grouping *work, const cp_csv_cell *cell, const char *words, cp_text expected,
                     cp_text hint) {
  cp_import_complain(work->import, (cp_origin){work->file, cell->line, cell->column},
                     cp_text_print(work->import->arena, "'" CP_TEXT_FORMAT "' %s",
                                   CP_TEXT_ARGUMENTS(cell->text), words),
                     expected, hint);
}

static cp_status take_row(grouping *work, int32_t row) {
  const cp_csv_cell *cell = cp_csv_at(&work->csv, row, 0);
  const int32_t kind = find_kind(cp_text_trim(cell[0].text));
  if (kind < 0) {
    complain(work, &cell[0], "cannot be put together",
             CP_TEXT("sector, category, region or value_added"), cp_nothing_said);
    return CP_OK;
  }
  const cp_text code = cp_text_trim(cell[1].text), group = cp_text_trim(cell[2].text);
  const int32_t at = cp_names_find(&work->code[kind], code);
  if (at < 0) {
    complain(work, &cell[1], "is not in the table",
             cp_text_print(work->import->arena, "the code of a %s", kinds[kind]),
             cp_import_mean(work->import, &work->code[kind], code, cp_nothing_said));
    return CP_OK;
  }
  if (work->group_of[kind][at] >= 0) {
    complain(work, &cell[1], "for the second time", CP_TEXT("each code once"), cp_nothing_said);
    return CP_OK;
  }
  if (group.size == 0) {
    complain(work, &cell[1], "is put into no group", CP_TEXT("the name of a group"),
             cp_nothing_said);
    return CP_OK;
  }
  const cp_status status = cp_names_add(&work->group[kind], group, &work->group_of[kind][at]);
  return status == CP_EXISTS ? CP_OK : status;
}

static void complain_of_left_out(grouping *work, int32_t kind) {
  const cp_label_list *list = &work->import->accounts->label[kind];
  for (int32_t at = 0; at < list->n; at++) {
    if (work->group_of[kind][at] >= 0) continue;
    cp_import_complain(
        work->import, (cp_origin){work->file, 0, 0},
        cp_text_print(work->import->arena,
                      "no group for the %s '" CP_TEXT_FORMAT "' (" CP_TEXT_FORMAT ")", kinds[kind],
                      CP_TEXT_ARGUMENTS(list->code[at]), CP_TEXT_ARGUMENTS(list->name[at])),
        CP_TEXT("all of a kind, or none"), cp_nothing_said);
  }
}

static cp_status read_groups(grouping *work, cp_text path) {
  cp_text content;
  CP_TRY(cp_import_file(work->import, path, false, &content));
  work->file = cp_messages_file(work->import->messages, path);
  CP_TRY(cp_csv_read(content, work->import->arena, report_fault, work, &work->csv));
  if (work->csv.n_column != 3 || cp_csv_column(&work->csv, CP_TEXT("of")) != 0 ||
      cp_csv_column(&work->csv, CP_TEXT("code")) != 1 ||
      cp_csv_column(&work->csv, CP_TEXT("group")) != 2) {
    cp_import_complain(work->import, (cp_origin){work->file, 1, 1},
                       CP_TEXT("this is no list of groups"), CP_TEXT("the columns of,code,group"),
                       cp_nothing_said);
    return CP_BAD_INPUT;
  }
  for (int32_t row = 0; row < work->csv.n_row; row++) CP_TRY(take_row(work, row));
  for (int32_t kind = 0; kind < CP_N_LABEL; kind++) {
    if (work->group[kind].n_name > 0) complain_of_left_out(work, kind);
  }
  return cp_import_status(work->import);
}

// A kind that is not named: each its own group. A group of one keeps that one's words.
static cp_status take_labels(grouping *work, cp_label_list *label) {
  for (int32_t kind = 0; kind < CP_N_LABEL; kind++) {
    const cp_label_list *old = &work->import->accounts->label[kind];
    const bool is_named = work->group[kind].n_name > 0;
    CP_TRY(cp_label_list_take(&label[kind], work->import->arena,
                              is_named ? &work->group[kind] : &work->code[kind]));
    for (int32_t at = 0; at < old->n; at++) {
      if (!is_named) work->group_of[kind][at] = at;
      const int32_t group = work->group_of[kind][at];
      const bool is_first = label[kind].name[group].at == label[kind].code[group].at;
      label[kind].name[group] = is_first ? old->name[at] : CP_TEXT("");
    }
    for (int32_t group = 0; group < label[kind].n; group++) {
      if (label[kind].name[group].size == 0) label[kind].name[group] = label[kind].code[group];
    }
  }
  return CP_OK;
}

// The new place of each region x inner label.
static int32_t *places_of(const grouping *work, int32_t inner, const cp_label_list *label) {
  const int32_t n_region = work->import->accounts->label[CP_LABEL_REGION].n;
  const int32_t n_inner = work->import->accounts->label[inner].n;
  int32_t *place = CP_ARENA_ARRAY(work->import->arena, int32_t, (int64_t)n_region * n_inner);
  for (int32_t at = 0; place != NULL && at < n_region * n_inner; at++) {
    place[at] = work->group_of[CP_LABEL_REGION][at / n_inner] * label[inner].n +
                work->group_of[inner][at % n_inner];
  }
  return place;
}

typedef struct side {
  const int32_t *place;
  int32_t n_old, n_new;
} side;

static void add_up(const double *old, double *sum, side row, side column) {
  if (old == NULL || sum == NULL) return;
  for (int32_t at = 0; at < row.n_old; at++) {
    double *to = sum + (int64_t)row.place[at] * column.n_new;
    const double *from = old + (int64_t)at * column.n_old;
    for (int32_t other = 0; other < column.n_old; other++) to[column.place[other]] += from[other];
  }
}

static cp_status put_together(const grouping *work, cp_accounts *now) {
  const cp_accounts *old = work->import->accounts;
  static const int32_t only[1] = {0};
  const int32_t n_primary = old->label[CP_LABEL_PRIMARY].n;
  CP_TRY(cp_accounts_take(now, work->import->arena, old->z_imported != NULL));
  const side industry = {places_of(work, CP_LABEL_SECTOR, now->label), cp_accounts_industries(old),
                         cp_accounts_industries(now)};
  const side consumer = {places_of(work, CP_LABEL_CATEGORY, now->label), cp_accounts_consumers(old),
                         cp_accounts_consumers(now)};
  const side primary = {work->group_of[CP_LABEL_PRIMARY], n_primary,
                        now->label[CP_LABEL_PRIMARY].n};
  const side one = {only, 1, 1};
  if (industry.place == NULL || consumer.place == NULL) return CP_NO_MEMORY;
  add_up(old->z, now->z, industry, industry);
  add_up(old->y, now->y, industry, consumer);
  add_up(old->x, now->x, industry, one);
  add_up(old->primary, now->primary, primary, industry);
  add_up(old->z_imported, now->z_imported, industry, industry);
  add_up(old->y_imported, now->y_imported, industry, consumer);
  return CP_OK;
}

cp_status cp_import_aggregate(cp_import *import, cp_text path) {
  grouping *work = cp_arena_take(import->arena, sizeof *work);
  if (work == NULL) return CP_NO_MEMORY;
  work->import = import;
  CP_TRY(begin(work));
  CP_TRY(read_groups(work, path));
  cp_accounts now = *import->accounts;
  CP_TRY(take_labels(work, now.label));
  CP_TRY(put_together(work, &now));
  *import->accounts = now;
  return CP_OK;
}
