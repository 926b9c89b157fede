// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Folders and files. A folder gives scenario.yaml and its tables; a YAML file gives what it
// includes, then its own sections, then its overrides. Every path is kept as it looks from the
// scenario's folder, so messages and the hash do not depend on where that lies.

#include "scenario/draft.h"

#include <stddef.h>

#include "base/os/file.h"
#include "base/os/print.h"
#include "scenario/files.h"

static bool ends_with(cp_text text, cp_text end) {
  return text.size >= end.size &&
         cp_text_equal(cp_text_part(text, text.size - end.size, end.size), end);
}

static cp_status read_yaml(cp_draft *draft, cp_text shown, cp_origin asked);

static bool was_read(const cp_draft *draft, cp_text shown) {
  for (const cp_input *input = draft->input; input != NULL; input = input->next) {
    if (cp_text_equal(input->path, shown)) return true;
  }
  return false;
}

static void report_file(cp_draft *draft, cp_status status, bool is_folder, cp_text shown,
                        cp_origin asked) {
  const char *what = "cannot be read";
  cp_text hint = CP_TEXT("check its permissions");
  if (status == CP_NOT_FOUND) {
    what = "is not there";
    hint = CP_TEXT("check the spelling");
  } else if (is_folder) {
    what = "is a folder";
    hint = cp_no_text;
  } else if (status == CP_OVERFLOW) {
    what = "is larger than 256 MB";
    hint = CP_TEXT("is this the right file?");
  }
  cp_draft_complain(draft, asked,
                    cp_text_print(draft->arena, "the file '" CP_TEXT_FORMAT "' %s",
                                  CP_TEXT_ARGUMENTS(shown), what),
                    cp_no_text, hint);
}

// A byte that no text file has: the file is something else.
static bool has_strange_byte(cp_draft *draft, cp_text content, int32_t file) {
  int32_t line = 1;
  int32_t start = 0;
  for (int32_t at = 0; at < content.size; at++) {
    const unsigned char byte = (unsigned char)content.at[at];
    if (byte == '\n') {
      line++;
      start = at + 1;
    }
    if (byte >= 0x20 || byte == '\n' || byte == '\r' || byte == '\t') continue;
    cp_draft_complain(draft, (cp_origin){file, line, at - start + 1},
                      cp_text_print(draft->arena, "a byte of value %d", (int)byte),
                      CP_TEXT("text in UTF-8"), CP_TEXT("is this the right file?"));
    return true;
  }
  return false;
}

cp_status cp_draft_read_file(cp_draft *draft, cp_text path, cp_text shown, cp_origin asked,
                             cp_text *content) {
  const cp_status status = cp_draft_fetch(draft, path, shown, content);
  if (status == CP_NO_MEMORY) return status;
  if (status != CP_OK) {
    report_file(draft, status, cp_draft_has_folder(draft, path, shown), shown, asked);
    return CP_BAD_INPUT;
  }
  cp_input *input = cp_arena_take(draft->arena, sizeof *input);
  if (input == NULL) return CP_NO_MEMORY;
  *input = (cp_input){shown, *content, draft->input};
  draft->input = input;
  const int32_t file = cp_messages_file(draft->messages, shown);
  return has_strange_byte(draft, *content, file) ? CP_BAD_INPUT : CP_OK;
}

// The path on disk of a path as shown.
static cp_text real_path(cp_draft *draft, cp_text shown) {
  return cp_text_of(cp_path_join(draft->arena, draft->folder, shown));
}

// The folder of a shown path; empty at the top.
static cp_text folder_of(cp_text shown) {
  int32_t size = shown.size;
  while (size > 0 && shown.at[size - 1] != '/') size--;
  return cp_text_part(shown, 0, size > 1 ? size - 1 : size);
}

// Joins a folder and a path below it and takes out "." and "name/..".
static cp_text plain_path(cp_draft *draft, cp_text folder, cp_text path) {
  const char *joined = cp_path_join(draft->arena, folder, path);
  if (joined == NULL) return (cp_text){NULL, 0};
  const cp_text all = cp_text_of(joined);
  char *out = cp_arena_take(draft->arena, (size_t)all.size + 1);
  if (out == NULL) return (cp_text){NULL, 0};
  int32_t size = 0;
  if (cp_text_starts(all, CP_TEXT("/"))) out[size++] = '/';
  const int32_t root = size;
  for (int32_t at = root; at < all.size;) {
    cp_text part = cp_text_part(all, at, all.size);
    const int32_t slash = cp_text_find(part, '/');
    if (slash >= 0) part = cp_text_part(part, 0, slash);
    at += part.size + 1;
    if (part.size == 0 || cp_text_equal(part, CP_TEXT("."))) continue;
    int32_t last = size;
    while (last > root && out[last - 1] != '/') last--;
    const cp_text before = {out + last, size - last};
    if (cp_text_equal(part, CP_TEXT("..")) && before.size > 0 &&
        !cp_text_equal(before, CP_TEXT(".."))) {
      size = last > root ? last - 1 : root;
      continue;
    }
    if (size > root) out[size++] = '/';
    for (int32_t byte = 0; byte < part.size; byte++) out[size++] = part.at[byte];
  }
  return (cp_text){out, size};
}

// --- records -------------------------------------------------------------------------------------

static cp_text section_words(cp_draft *draft, int32_t section, const char *words) {
  return cp_text_print(draft->arena, "'" CP_TEXT_FORMAT "' as %s",
                       CP_TEXT_ARGUMENTS(cp_section_at(section)->name), words);
}

static void report_unknown_field(cp_draft *draft, int32_t section, const cp_yaml *node) {
  cp_draft_complain(
      draft, node->key_origin,
      cp_text_print(draft->arena, "'" CP_TEXT_FORMAT "' is no field of " CP_TEXT_FORMAT,
                    CP_TEXT_ARGUMENTS(node->key), CP_TEXT_ARGUMENTS(cp_section_at(section)->name)),
      cp_no_text, cp_draft_mean(draft, cp_field_nearest(section, node->key)));
}

// Fields of one record. `has_name`: the first field is the record's key and may not stand inside.
static cp_status take_fields(cp_draft *draft, int32_t section, const cp_yaml *record, bool has_name,
                             cp_row *row) {
  const int32_t first_field = cp_section_at(section)->first_field;
  for (const cp_yaml *node = record->first; node != NULL; node = node->next) {
    const int32_t field = cp_field_find(section, node->key);
    if (field < 0 || (has_name && field == first_field)) {
      report_unknown_field(draft, section, node);
    } else if (cp_yaml_is_empty(node)) {
      cp_draft_complain(
          draft, node->origin,
          cp_text_print(draft->arena, "'" CP_TEXT_FORMAT "' without a value: " CP_TEXT_FORMAT,
                        CP_TEXT_ARGUMENTS(node->key), CP_TEXT_ARGUMENTS(cp_field_at(field)->doc)),
          cp_no_text, CP_TEXT("leave the key out for its default"));
    } else {
      const cp_value *value = cp_value_of_node(draft, node);
      if (value == NULL) return CP_NO_MEMORY;
      row->value[field - first_field] = value;
    }
  }
  return CP_OK;
}

// A section of its own: a later file replaces single fields of an earlier one.
static cp_status take_one(cp_draft *draft, int32_t section, const cp_yaml *node) {
  cp_rows *rows = &draft->section[section];
  if (rows->n_row > 0) return take_fields(draft, section, node, false, &rows->row[0]);
  cp_row row;
  CP_TRY(cp_row_begin(draft, section, node->key_origin, &row));
  CP_TRY(take_fields(draft, section, node, false, &row));
  return cp_draft_add(draft, section, &row);
}

static cp_status take_named(cp_draft *draft, int32_t section, const cp_yaml *node) {
  for (const cp_yaml *record = node->first; record != NULL; record = record->next) {
    if (record->kind != CP_YAML_MAPPING && !cp_yaml_is_empty(record)) {
      draft->is_broken[section] = true;
      cp_draft_complain(draft, record->origin,
                        cp_text_print(draft->arena, "%s for '" CP_TEXT_FORMAT "'",
                                      cp_yaml_words(record), CP_TEXT_ARGUMENTS(record->key)),
                        CP_TEXT("a mapping of its fields"), cp_no_text);
      continue;
    }
    cp_row row;
    CP_TRY(cp_row_begin(draft, section, record->key_origin, &row));
    row.value[0] = cp_value_of_text(draft, record->key, record->key_origin);
    if (row.value[0] == NULL) return CP_NO_MEMORY;
    CP_TRY(take_fields(draft, section, record, true, &row));
    CP_TRY(cp_draft_add(draft, section, &row));
  }
  return CP_OK;
}

static cp_status take_items(cp_draft *draft, int32_t section, const cp_yaml *node) {
  for (const cp_yaml *item = node->first; item != NULL; item = item->next) {
    if (item->kind != CP_YAML_MAPPING) {
      cp_draft_complain(draft, item->origin, section_words(draft, section, cp_yaml_words(item)),
                        CP_TEXT("a mapping of fields per item"), cp_no_text);
      continue;
    }
    cp_row row;
    CP_TRY(cp_row_begin(draft, section, item->origin, &row));
    CP_TRY(take_fields(draft, section, item, false, &row));
    CP_TRY(cp_draft_add(draft, section, &row));
  }
  return CP_OK;
}

static cp_status take_section(cp_draft *draft, int32_t section, const cp_yaml *node) {
  if (cp_yaml_is_empty(node)) return CP_OK;
  const cp_form form = cp_section_at(section)->form;
  const cp_yaml_kind wanted = form == CP_FORM_TABLE ? CP_YAML_SEQUENCE : CP_YAML_MAPPING;
  if (node->kind != wanted) {
    draft->is_broken[section] = true;
    static const char *const words[] = {"a mapping of its fields", "a mapping of names to records",
                                        "a sequence of mappings, or a CSV file"};
    cp_draft_complain(draft, node->origin, section_words(draft, section, cp_yaml_words(node)),
                      cp_text_of(words[form]), cp_no_text);
    return CP_OK;
  }
  if (form == CP_FORM_ONE) return take_one(draft, section, node);
  return form == CP_FORM_MAP ? take_named(draft, section, node) : take_items(draft, section, node);
}

// --- includes and overrides ----------------------------------------------------------------------

static cp_status include_path(cp_draft *draft, cp_text folder, const cp_yaml *node) {
  if (node->kind != CP_YAML_SCALAR || node->text.size == 0) {
    cp_draft_complain(draft, node->origin,
                      cp_text_print(draft->arena, "%s under include", cp_yaml_words(node)),
                      CP_TEXT("a YAML file or a folder, such as ../public"), cp_no_text);
    return CP_OK;
  }
  const cp_text shown = plain_path(draft, folder, node->text);
  const cp_text path = shown.at == NULL ? shown : real_path(draft, shown);
  if (path.at == NULL) return CP_NO_MEMORY;
  if (cp_draft_has_folder(draft, path, shown))
    return cp_draft_read_folder(draft, path, shown, node->origin);
  return read_yaml(draft, shown, node->origin);
}

static cp_status take_includes(cp_draft *draft, cp_text folder, const cp_yaml *node) {
  if (node->kind != CP_YAML_SEQUENCE) return include_path(draft, folder, node);
  for (const cp_yaml *item = node->first; item != NULL; item = item->next) {
    CP_TRY(include_path(draft, folder, item));
  }
  return CP_OK;
}

static cp_status take_overrides(cp_draft *draft, const cp_yaml *node) {
  if (node->kind != CP_YAML_MAPPING) {
    cp_draft_complain(
        draft, node->origin, cp_text_print(draft->arena, "%s under overrides", cp_yaml_words(node)),
        CP_TEXT("lines PATH: value, such as authorities.mofcom.limit: 45 working days"),
        cp_no_text);
    return CP_OK;
  }
  for (const cp_yaml *child = node->first; child != NULL; child = child->next) {
    cp_override *change = cp_arena_take(draft->arena, sizeof *change);
    const cp_value *value = cp_value_of_node(draft, child);
    if (change == NULL || value == NULL) return CP_NO_MEMORY;
    *change = (cp_override){child->key, child->key_origin, value, NULL};
    if (draft->last_override != NULL) {
      draft->last_override->next = change;
    } else {
      draft->override = change;
    }
    draft->last_override = change;
  }
  return CP_OK;
}

// --- files ---------------------------------------------------------------------------------------

static void report_unknown_key(cp_draft *draft, const cp_yaml *node) {
  cp_text nearest = cp_section_nearest(node->key);
  if (nearest.size > 0) draft->is_broken[cp_section_find(nearest)] = true;
  if (nearest.size == 0) nearest = cp_list_nearest(CP_TEXT("include|overrides"), node->key);
  cp_draft_complain(draft, node->key_origin,
                    cp_text_print(draft->arena, "'" CP_TEXT_FORMAT "' is no section",
                                  CP_TEXT_ARGUMENTS(node->key)),
                    CP_TEXT("a section, include or overrides"), cp_draft_mean(draft, nearest));
}

static cp_status take_root(cp_draft *draft, cp_text folder, const cp_yaml *root) {
  if (root->kind != CP_YAML_MAPPING) {
    cp_draft_break_all(draft);
    cp_draft_complain(draft, root->origin,
                      cp_text_print(draft->arena, "%s at the top", cp_yaml_words(root)),
                      CP_TEXT("sections such as `scenario:`"), cp_no_text);
    return CP_OK;
  }
  for (const cp_yaml *node = root->first; node != NULL; node = node->next) {
    if (cp_text_equal(node->key, CP_TEXT("include"))) CP_TRY(take_includes(draft, folder, node));
  }
  for (const cp_yaml *node = root->first; node != NULL; node = node->next) {
    const int32_t section = cp_section_find(node->key);
    if (section >= 0) {
      CP_TRY(take_section(draft, section, node));
    } else if (cp_text_equal(node->key, CP_TEXT("overrides"))) {
      CP_TRY(take_overrides(draft, node));
    } else if (!cp_text_equal(node->key, CP_TEXT("include"))) {
      report_unknown_key(draft, node);
    }
  }
  return CP_OK;
}

// May the file be opened now? A loop and too deep a chain are reported.
static bool may_open(cp_draft *draft, cp_text shown, cp_origin asked) {
  for (int32_t level = 0; level < draft->n_open; level++) {
    if (!cp_text_equal(draft->open[level], shown)) continue;
    cp_draft_complain(
        draft, asked,
        cp_text_print(draft->arena, "'" CP_TEXT_FORMAT "' includes itself by this line",
                      CP_TEXT_ARGUMENTS(shown)),
        CP_TEXT("files that include each other in one direction"), cp_no_text);
    return false;
  }
  if (was_read(draft, shown)) return false;
  if (draft->n_open < CP_INCLUDES_MOST) return true;
  cp_draft_complain(
      draft, asked,
      cp_text_print(draft->arena, "a chain of more than %d includes", (int)CP_INCLUDES_MOST),
      cp_no_text, cp_no_text);
  return false;
}

// One YAML file, once: a file that two others include is read for the first of them.
static cp_status read_yaml(cp_draft *draft, cp_text shown, cp_origin asked) {
  if (shown.at == NULL) return CP_NO_MEMORY;
  if (!may_open(draft, shown, asked)) return CP_OK;
  const cp_text path = real_path(draft, shown);
  if (path.at == NULL) return CP_NO_MEMORY;
  cp_text content;
  cp_status status = cp_draft_read_file(draft, path, shown, asked, &content);
  if (status == CP_BAD_INPUT) cp_draft_break_all(draft);
  if (status != CP_OK) return status == CP_BAD_INPUT ? CP_OK : status;

  const int32_t file = cp_messages_file(draft->messages, shown);
  cp_yaml *root = NULL;
  status = cp_yaml_read(content, file, draft->arena, draft->messages, &root);
  if (status != CP_OK && status != CP_BAD_INPUT) return status;
  if (root == NULL) cp_draft_break_all(draft);
  if (root == NULL) return CP_OK;
  draft->open[draft->n_open++] = shown;
  status = take_root(draft, folder_of(shown), root);
  draft->n_open--;
  return status;
}

// A table's section by its file name; -1 when the file is none of ours, which is reported.
static int32_t section_of(cp_draft *draft, cp_text name, cp_text shown) {
  const cp_text stem = cp_text_part(name, 0, name.size - 4);
  const int32_t section = cp_section_find(stem);
  if (section >= 0 && cp_section_at(section)->form != CP_FORM_ONE) return section;
  const cp_origin origin = {cp_messages_file(draft->messages, shown), 0, 0};
  if (section >= 0) {
    cp_draft_complain(draft, origin, CP_TEXT("a table for a section that has no rows"), cp_no_text,
                      CP_TEXT("write it as a mapping into scenario.yaml"));
  } else {
    cp_text nearest = cp_section_nearest(stem);
    if (nearest.size > 0) draft->is_broken[cp_section_find(nearest)] = true;
    if (nearest.size > 0)
      nearest = cp_text_print(draft->arena, CP_TEXT_FORMAT ".csv", CP_TEXT_ARGUMENTS(nearest));
    cp_draft_complain(draft, origin, CP_TEXT("a table that belongs to no section"),
                      CP_TEXT("<section>.csv, such as firms.csv"), cp_draft_mean(draft, nearest));
  }
  return -1;
}

static cp_status read_table(cp_draft *draft, cp_text folder, cp_text name) {
  const cp_text shown = plain_path(draft, folder, name);
  const cp_text path = shown.at == NULL ? shown : real_path(draft, shown);
  if (path.at == NULL) return CP_NO_MEMORY;
  if (was_read(draft, shown)) return CP_OK;
  const int32_t section = section_of(draft, name, shown);
  if (section < 0) return CP_OK;
  const int32_t file = cp_messages_file(draft->messages, shown);
  cp_text content;
  const cp_status status =
      cp_draft_read_file(draft, path, shown, (cp_origin){file, 0, 0}, &content);
  if (status == CP_BAD_INPUT) draft->is_broken[section] = true;
  if (status != CP_OK) return status == CP_BAD_INPUT ? CP_OK : status;
  return cp_draft_read_table(draft, section, content, file);
}

// The YAML file that a folder must have.
static cp_status read_main(cp_draft *draft, cp_text shown, cp_origin asked, const cp_text *names,
                           int32_t n_name) {
  const cp_text wanted = CP_TEXT("scenario.yaml");
  for (int32_t name = 0; name < n_name; name++) {
    if (cp_text_equal(names[name], wanted))
      return read_yaml(draft, plain_path(draft, shown, wanted), asked);
  }
  cp_draft_break_all(draft);
  cp_text hint = CP_TEXT("`chokepoint new NAME` writes a starter scenario");
  for (int32_t name = 0; name < n_name; name++) {
    if (cp_text_distance(names[name], wanted, 3) > 3) continue;
    hint =
        cp_text_print(draft->arena, "rename '" CP_TEXT_FORMAT "'?", CP_TEXT_ARGUMENTS(names[name]));
  }
  cp_draft_complain(draft, asked, CP_TEXT("a folder without scenario.yaml"),
                    CP_TEXT("a folder with scenario.yaml and tables"), hint);
  return CP_OK;
}

cp_status cp_draft_read_folder(cp_draft *draft, cp_text folder, cp_text shown, cp_origin asked) {
  if (!cp_draft_has_folder(draft, folder, shown)) {
    const bool is_file = cp_file_exists(folder.at);
    cp_draft_complain(
        draft, asked, is_file ? CP_TEXT("this is a file") : CP_TEXT("there is no such folder"),
        CP_TEXT("a folder with scenario.yaml and tables"),
        is_file ? CP_TEXT("give the folder that it lies in") : CP_TEXT("check the path"));
    return CP_OK;
  }
  cp_text *names = NULL;
  int32_t n_name = 0;
  const cp_status status = cp_draft_list(draft, folder, shown, &names, &n_name);
  if (status == CP_NO_MEMORY) return status;
  if (status != CP_OK) {
    cp_draft_complain(draft, asked, CP_TEXT("the folder cannot be read"), cp_no_text,
                      CP_TEXT("check its permissions"));
    return CP_OK;
  }
  CP_TRY(read_main(draft, shown, asked, names, n_name));
  for (int32_t name = 0; name < n_name; name++) {
    const bool is_hidden = cp_text_starts(names[name], CP_TEXT("."));
    if (is_hidden || !ends_with(names[name], CP_TEXT(".csv"))) continue;
    CP_TRY(read_table(draft, shown, names[name]));
  }
  return CP_OK;
}
