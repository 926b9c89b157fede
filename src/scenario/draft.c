// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Rows as they grow, and their keys.

#include "scenario/draft.h"

#include <stddef.h>
#include <string.h>

#include "base/os/print.h"

void cp_draft_complain(cp_draft *draft, cp_origin origin, cp_text what, cp_text expected,
                       cp_text hint) {
  cp_messages_add(draft->messages, CP_SEVERITY_ERROR, origin, what, expected, hint);
}

void cp_draft_warn(cp_draft *draft, cp_origin origin, cp_text what, cp_text expected,
                   cp_text hint) {
  cp_messages_add(draft->messages, CP_SEVERITY_WARNING, origin, what, expected, hint);
}

cp_text cp_draft_mean(cp_draft *draft, cp_text candidate) {
  if (candidate.size == 0) return cp_no_text;
  return cp_text_print(draft->arena, "did you mean '" CP_TEXT_FORMAT "'?",
                       CP_TEXT_ARGUMENTS(candidate));
}

void cp_draft_break_all(cp_draft *draft) {
  for (int32_t section = 0; section < CP_N_SECTION; section++) draft->is_broken[section] = true;
}

cp_status cp_draft_begin(cp_draft *draft) {
  for (int32_t section = 0; section < CP_N_SECTION; section++) {
    CP_TRY(cp_names_begin(&draft->section[section].key, draft->arena, 0));
  }
  return CP_OK;
}

cp_status cp_row_begin(cp_draft *draft, int32_t section, cp_origin origin, cp_row *row) {
  const int32_t width = cp_section_width(section);
  *row = (cp_row){.origin = origin, .number = -1};
  row->value = CP_ARENA_ARRAY(draft->arena, const cp_value *, width);
  row->cell = CP_ARENA_ARRAY(draft->arena, cp_cell *, width);
  return row->value == NULL || row->cell == NULL ? CP_NO_MEMORY : CP_OK;
}

cp_value *cp_value_of_text(cp_draft *draft, cp_text text, cp_origin origin) {
  cp_value *value = cp_arena_take(draft->arena, sizeof *value);
  if (value != NULL) *value = (cp_value){text, NULL, origin};
  return value;
}

cp_value *cp_value_of_node(cp_draft *draft, const cp_yaml *node) {
  cp_value *value = cp_arena_take(draft->arena, sizeof *value);
  if (value == NULL) return NULL;
  *value = (cp_value){node->text, node->kind == CP_YAML_SCALAR ? NULL : node, node->origin};
  return value;
}

// Lower-case letters, digits, "-" and "_"; capitals too where a name may be a code ("CN").
static bool is_name(cp_text name, bool may_be_code) {
  if (name.size == 0) return false;
  for (int32_t at = 0; at < name.size; at++) {
    const char letter = name.at[at];
    const bool is_capital = letter >= 'A' && letter <= 'Z';
    const bool is_letter = (letter >= 'a' && letter <= 'z') || (is_capital && may_be_code);
    const bool is_inside = at > 0 && (letter == '-' || letter == '_');
    if (!is_letter && !(letter >= '0' && letter <= '9') && !is_inside) return false;
  }
  return true;
}

enum { KEYS_MOST = 3 };  // of a section in fields.inc

// The row's key fields joined by ":". False when one is missing, which is reported.
static bool find_key(cp_draft *draft, int32_t section, cp_row *row) {
  const cp_section_info *about = cp_section_at(section);
  const cp_value **value = row->value;
  bool is_whole = true;
  for (int32_t place = 0; place < about->n_key; place++) {
    if (value[place] != NULL && value[place]->node == NULL && value[place]->text.size > 0) continue;
    is_whole = false;
    draft->is_broken[section] = true;
    const cp_field_info *field = cp_field_at(about->first_field + place);
    cp_draft_complain(
        draft, value[place] == NULL ? row->origin : value[place]->origin,
        cp_text_print(draft->arena,
                      "a row of " CP_TEXT_FORMAT " without '" CP_TEXT_FORMAT "': " CP_TEXT_FORMAT,
                      CP_TEXT_ARGUMENTS(about->name), CP_TEXT_ARGUMENTS(field->name),
                      CP_TEXT_ARGUMENTS(field->doc)),
        cp_no_text, cp_no_text);
  }
  if (!is_whole) return false;
  cp_text part[2 * KEYS_MOST];
  int32_t n_part = 0;
  for (int32_t place = 0; place < about->n_key; place++) {
    part[n_part++] = value[place]->text;
    part[n_part++] = CP_TEXT(":");
  }
  row->key = about->n_key == 1 ? part[0] : cp_text_join(draft->arena, part, n_part - 1);
  return true;
}

static void report_taken(cp_draft *draft, int32_t section, const cp_row *row, int32_t first) {
  const cp_origin origin = draft->section[section].row[first].origin;
  cp_draft_complain(
      draft, row->origin,
      cp_text_print(draft->arena,
                    "'" CP_TEXT_FORMAT "' stands in " CP_TEXT_FORMAT " for the second time",
                    CP_TEXT_ARGUMENTS(row->key), CP_TEXT_ARGUMENTS(cp_section_at(section)->name)),
      cp_no_text,
      cp_text_print(draft->arena,
                    "the first one is in " CP_TEXT_FORMAT ":%d; `overrides:` changes a value",
                    CP_TEXT_ARGUMENTS(draft->messages->file[origin.file]), (int)origin.line));
}

// A second row may not have the key of a first. Names must be names.
static cp_status claim_key(cp_draft *draft, int32_t section, cp_row *row, bool *is_claimed) {
  *is_claimed = false;
  if (!find_key(draft, section, row)) return CP_OK;
  if (row->key.at == NULL) return CP_NO_MEMORY;
  const bool may_be_code = section == CP_S_regions || section == CP_S_calendars;
  if (cp_section_at(section)->form == CP_FORM_MAP && !is_name(row->key, may_be_code)) {
    draft->is_broken[section] = true;
    cp_draft_complain(
        draft, row->origin,
        cp_text_print(draft->arena, "'" CP_TEXT_FORMAT "' as a name", CP_TEXT_ARGUMENTS(row->key)),
        CP_TEXT("small letters a to z, digits, '-' and '_', such as 'big-three'"),
        CP_TEXT("put other words into 'name' or 'title'"));
  }
  int32_t index = 0;
  const cp_status status = cp_names_add(&draft->section[section].key, row->key, &index);
  if (status == CP_EXISTS) report_taken(draft, section, row, index);
  *is_claimed = status == CP_OK;
  return status == CP_EXISTS ? CP_OK : status;
}

static cp_status move_rows(cp_rows *rows, int32_t room, cp_arena *arena) {
  cp_row *larger = CP_ARENA_ARRAY(arena, cp_row, room);
  if (larger == NULL) return CP_NO_MEMORY;
  if (rows->n_row > 0) memcpy(larger, rows->row, sizeof *larger * (size_t)rows->n_row);
  rows->row = larger;
  rows->room = room;
  return CP_OK;
}

cp_status cp_draft_expect(cp_draft *draft, int32_t section, int32_t more) {
  cp_rows *rows = &draft->section[section];
  if (more > INT32_MAX / 2 - rows->n_row) return CP_OVERFLOW;
  if (rows->n_row + more > rows->room) CP_TRY(move_rows(rows, rows->n_row + more, draft->arena));
  return cp_section_at(section)->n_key > 0 ? cp_names_expect(&rows->key, more) : CP_OK;
}

cp_status cp_draft_add(cp_draft *draft, int32_t section, cp_row *row) {
  cp_rows *rows = &draft->section[section];
  if (rows->n_row == rows->room)
    CP_TRY(move_rows(rows, rows->room < 16 ? 16 : rows->room * 2, draft->arena));
  bool is_claimed = true;
  if (cp_section_at(section)->n_key > 0) CP_TRY(claim_key(draft, section, row, &is_claimed));
  if (is_claimed) rows->row[rows->n_row++] = *row;
  return CP_OK;
}

cp_cell *cp_draft_column(cp_draft *draft, int32_t section, int32_t place) {
  const cp_rows *rows = &draft->section[section];
  int32_t n_given = 0;
  for (int32_t number = 0; number < rows->n_row; number++)
    n_given += rows->row[number].value[place] != NULL;
  cp_cell *cells = CP_ARENA_ARRAY(draft->arena, cp_cell, n_given);
  if (cells == NULL) draft->messages->status = CP_NO_MEMORY;
  return cells;
}

const cp_cell *cp_draft_cell(const cp_draft *draft, int32_t field, const cp_row *row) {
  const int32_t section = (int32_t)cp_field_at(field)->section;
  return cp_draft_cell_at(draft, field, field - cp_section_at(section)->first_field, row);
}
