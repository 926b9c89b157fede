// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// An account as a folder of CSV tables, as plain_read.c reads them: every number reads back to the same bits. All files are made in
// memory before the first is written.
#include <stddef.h>

#include "accounts/accounts.h"
#include "base/os/file.h"
#include "base/os/print.h"

typedef struct writer {
  const cp_accounts *accounts;
  cp_arena *arena;
  cp_text_builder built;
  cp_sink sink;
} writer;

enum { N_FILE = 10 };

typedef struct out_file {
  const char *name;
  cp_text text;
} out_file;

static cp_status put(writer *out, cp_text text) {
  return out->sink.put(out->sink.context, text.at, (size_t)text.size);
}

static bool is_plain(cp_text text) {
  for (int32_t at = 0; at < text.size; at++) {
    const char byte = text.at[at];
    if (byte == ',' || byte == '"' || byte == '\n' || byte == '\r') return false;
  }
  return true;
}

static cp_status put_cell(writer *out, cp_text text) {
  if (is_plain(text)) return put(out, text);
  CP_TRY(put(out, CP_TEXT("\"")));
  for (int32_t at = 0; at < text.size; at++) {
    CP_TRY(put(out, cp_text_part(text, at, 1)));
    if (text.at[at] == '"') CP_TRY(put(out, CP_TEXT("\"")));
  }
  return put(out, CP_TEXT("\""));
}

static cp_status put_number(writer *out, double number) {
  char words[32];
  return cp_print(&out->sink, ",%s", cp_number_format(number, words));
}

// "region,sector" of an industry.
static cp_status put_industry(writer *out, int32_t industry) {
  const cp_label_list *label = out->accounts->label;
  const int32_t n_sector = label[CP_LABEL_SECTOR].n;
  CP_TRY(put_cell(out, label[CP_LABEL_REGION].code[industry / n_sector]));
  CP_TRY(put(out, CP_TEXT(",")));
  return put_cell(out, label[CP_LABEL_SECTOR].code[industry % n_sector]);
}

// A row for each industry, a column for each region x inner label.
static cp_status put_matrix(writer *out, int32_t inner, const double *value) {
  const cp_label_list *label = out->accounts->label;
  const int32_t n_inner = label[inner].n;
  const int32_t n_column = label[CP_LABEL_REGION].n * n_inner;
  CP_TRY(put(out, CP_TEXT("region,sector")));
  for (int32_t column = 0; column < n_column; column++) {
    const cp_text part[3] = {label[CP_LABEL_REGION].code[column / n_inner], CP_TEXT("/"),
                             label[inner].code[column % n_inner]};
    CP_TRY(put(out, CP_TEXT(",")));
    CP_TRY(put_cell(out, cp_text_join(out->arena, part, 3)));
  }
  CP_TRY(put(out, CP_TEXT("\n")));
  for (int32_t row = 0; row < cp_accounts_industries(out->accounts); row++) {
    CP_TRY(put_industry(out, row));
    for (int32_t column = 0; column < n_column; column++) {
      CP_TRY(put_number(out, value[(int64_t)row * n_column + column]));
    }
    CP_TRY(put(out, CP_TEXT("\n")));
  }
  return CP_OK;
}

static cp_status put_output(writer *out) {
  CP_TRY(put(out, CP_TEXT("region,sector,x\n")));
  for (int32_t row = 0; row < cp_accounts_industries(out->accounts); row++) {
    CP_TRY(put_industry(out, row));
    CP_TRY(put_number(out, out->accounts->x[row]));
    CP_TRY(put(out, CP_TEXT("\n")));
  }
  return CP_OK;
}

static cp_status put_primary(writer *out) {
  const cp_label_list *primary = &out->accounts->label[CP_LABEL_PRIMARY];
  const int32_t n = cp_accounts_industries(out->accounts);
  CP_TRY(put(out, CP_TEXT("region,sector")));
  for (int32_t part = 0; part < primary->n; part++) {
    CP_TRY(put(out, CP_TEXT(",")));
    CP_TRY(put_cell(out, primary->code[part]));
  }
  CP_TRY(put(out, CP_TEXT("\n")));
  for (int32_t row = 0; row < n; row++) {
    CP_TRY(put_industry(out, row));
    for (int32_t part = 0; part < primary->n; part++) {
      CP_TRY(put_number(out, out->accounts->primary[(int64_t)part * n + row]));
    }
    CP_TRY(put(out, CP_TEXT("\n")));
  }
  return CP_OK;
}

static cp_status put_labels(writer *out, int32_t kind) {
  const cp_label_list *list = &out->accounts->label[kind];
  for (int32_t at = 0; at < list->n; at++) {
    CP_TRY(put_cell(out, list->code[at]));
    CP_TRY(put(out, CP_TEXT("\n")));
  }
  return CP_OK;
}

static cp_status put_about(writer *out) {
  CP_TRY(put(out, CP_TEXT("key,value\nunit,")));
  CP_TRY(put_cell(out, out->accounts->unit));
  if (out->accounts->year > 0) {
    CP_TRY(cp_print(&out->sink, "\nyear,%d", (int)out->accounts->year));
  }
  CP_TRY(put(out, CP_TEXT("\nsource,")));
  CP_TRY(put_cell(out, out->accounts->source));
  return put(out, CP_TEXT("\n"));
}

// The text of the file with that number, none: it is not written.
static cp_status put_file(writer *out, int32_t file) {
  const cp_accounts *accounts = out->accounts;
  switch (file) {
    case 0:
      return put_labels(out, CP_LABEL_REGION);
    case 1:
      return put_labels(out, CP_LABEL_SECTOR);
    case 2:
      return put_labels(out, CP_LABEL_CATEGORY);
    case 3:
      return put_about(out);
    case 4:
      return put_matrix(out, CP_LABEL_SECTOR, accounts->z);
    case 5:
      return put_matrix(out, CP_LABEL_CATEGORY, accounts->y);
    case 6:
      return put_output(out);
    case 7:
      return accounts->has_value_added ? put_primary(out) : CP_OK;
    case 8:
      return accounts->z_imported ? put_matrix(out, CP_LABEL_SECTOR, accounts->z_imported) : CP_OK;
    default:
      return accounts->y_imported ? put_matrix(out, CP_LABEL_CATEGORY, accounts->y_imported)
                                  : CP_OK;
  }
}

static cp_status complain(const cp_sink *complaint, const char *path, cp_status status) {
  (void)cp_print(complaint, "%s cannot be written", path);
  return status;
}

cp_status cp_accounts_write_csv(const cp_accounts *accounts, const char *folder, cp_arena *arena,
                                const cp_sink *complaint) {
  out_file files[N_FILE] = {{"regions.csv", {0}},    {"sectors.csv", {0}},
                            {"categories.csv", {0}}, {"about.csv", {0}},
                            {"Z.csv", {0}},          {"Y.csv", {0}},
                            {"x.csv", {0}},          {"value_added.csv", {0}},
                            {"Z_imported.csv", {0}}, {"Y_imported.csv", {0}}};
  for (int32_t file = 0; file < N_FILE; file++) {
    writer out = {.accounts = accounts, .arena = arena, .built = {.arena = arena}};
    out.sink = cp_sink_text(&out.built);
    CP_TRY(put_file(&out, file));
    files[file].text = out.built.text;
  }
  const cp_status made = cp_folder_make(folder);
  if (made != CP_OK) return complain(complaint, folder, made);
  for (int32_t file = 0; file < N_FILE; file++) {
    if (files[file].text.size == 0) continue;
    const char *path = cp_path_join(arena, cp_text_of(folder), cp_text_of(files[file].name));
    if (path == NULL) return CP_NO_MEMORY;
    const cp_status status =
        cp_file_write(path, files[file].text.at, (size_t)files[file].text.size);
    if (status != CP_OK) return complain(complaint, path, status);
  }
  return CP_OK;
}
