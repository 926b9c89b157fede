// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Warnings about names that nothing refers to: mostly a typo elsewhere or a row left over. Facts are
// not asked: they stand for themselves.

#include <stddef.h>

#include "base/os/print.h"
#include "scenario/spec_parts.h"

// Marks the rows of `section` to which a field of the table refers.
static void mark_field(const cp_check *check, int32_t field, int32_t section, bool *is_used) {
  const cp_field_info *about = cp_field_at(field);
  for (int32_t row = 0; row < cp_spec_count(check->spec, about->section); row++) {
    const cp_cell *cell = cp_spec_cell(check->spec, (cp_field)field, row);
    if (cell->section != section) continue;
    if (about->type == CP_TYPE_REF && cell->index >= 0) is_used[cell->index] = true;
    for (int32_t item = 0; about->type == CP_TYPE_REFS && item < cell->n_item; item++) {
      is_used[cell->item[item]] = true;
    }
  }
}

// Likewise of rows that are known later: they speak of the draft's rows.
static void mark_late(const cp_check *check, int32_t field, int32_t section, bool *is_used) {
  const cp_field_info *about = cp_field_at(field);
  const cp_rows *rows = &check->draft->section[about->section];
  const cp_row *target = check->draft->section[section].row;
  for (int32_t number = 0; number < rows->n_row; number++) {
    const cp_row *row = &rows->row[number];
    const cp_cell *cell = row->is_late ? cp_draft_cell(check->draft, field, row) : NULL;
    if (cell == NULL || cell->section != section) continue;
    const bool has_row = about->type == CP_TYPE_REF && cell->index >= 0;
    if (has_row && !target[cell->index].is_late) is_used[target[cell->index].number] = true;
    for (int32_t item = 0; about->type == CP_TYPE_REFS && item < cell->n_item; item++) {
      is_used[target[cell->item[item]].number] = true;
    }
  }
}

static bool *find_used(const cp_check *check, cp_section section) {
  bool *is_used = CP_ARENA_ARRAY(check->draft->arena, bool, cp_spec_count(check->spec, section));
  if (is_used == NULL) {
    check->draft->messages->status = CP_NO_MEMORY;
    return NULL;
  }
  for (int32_t field = 0; field < CP_N_FIELD; field++) {
    const cp_type type = cp_field_at(field)->type;
    if (type != CP_TYPE_REF && type != CP_TYPE_REFS) continue;
    mark_field(check, field, (int32_t)section, is_used);
    mark_late(check, field, (int32_t)section, is_used);
  }
  return is_used;
}

static void warn_unused(const cp_check *check, cp_section section, int32_t row, const char *words) {
  cp_draft_warn(check->draft, check->spec->origin[section][row],
                cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' in " CP_TEXT_FORMAT " %s",
                              CP_NAME(check, section, row),
                              CP_TEXT_ARGUMENTS(cp_section_at((int32_t)section)->name), words),
                cp_no_text, cp_no_text);
}

static void check_section(const cp_check *check, cp_section section) {
  const bool *is_used = find_used(check, section);
  for (int32_t row = 0; is_used != NULL && row < cp_spec_count(check->spec, section); row++) {
    if (!is_used[row]) warn_unused(check, section, row, "is used by nothing");
  }
}

// A firm that builds to a plan needs no buyer; any other does.
static void check_firms(const cp_check *check) {
  const int32_t n_firm = cp_spec_count(check->spec, CP_S_firms);
  bool *has_buyer = CP_ARENA_ARRAY(check->draft->arena, bool, n_firm);
  if (has_buyer == NULL) {
    check->draft->messages->status = CP_NO_MEMORY;
    return;
  }
  mark_field(check, CP_F_lanes_supplier, CP_S_firms, has_buyer);
  mark_late(check, CP_F_lanes_supplier, CP_S_firms, has_buyer);
  for (int32_t firm = 0; firm < n_firm; firm++) {
    const bool has_plan = cp_check_has(check, CP_F_firms_plan, firm);
    if (!has_buyer[firm] && !has_plan) {
      warn_unused(check, CP_S_firms, firm, "has no buyer and no plan: it never makes anything");
    }
  }
}

void cp_check_unused(const cp_check *check) {
  // where rows are missing or wrong, "unused" would be noise
  if (check->draft->messages->n_error > 0) return;
  check_section(check, CP_S_calendars);
  check_section(check, CP_S_regions);
  check_section(check, CP_S_goods);
  check_section(check, CP_S_authorities);
  check_section(check, CP_S_classes);
  check_firms(check);
}
