// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What controls and levers set must be there; a control of a number needs two ends.
#include <stddef.h>

#include "base/os/print.h"
#include "scenario/path.h"
#include "scenario/spec_parts.h"

// An act that was taken out of the time line leaves what refers to it without use, which is no error.
static void complain(const cp_check *check, cp_field field, int32_t row, cp_text path) {
  const bool is_act = cp_text_starts(path, CP_TEXT("timeline."));
  (is_act ? cp_check_doubt : cp_check_fault)(
      check, field, row,
      cp_text_print(check->draft->arena, "there is no value '" CP_TEXT_FORMAT "'",
                    CP_TEXT_ARGUMENTS(path)),
      CP_TEXT("section.row.field, section.field or timeline.DATE:OBJECT.field"),
      CP_TEXT("write it as after --set, without the value"));
}

static void check_control(const cp_check *check, int32_t row) {
  const cp_cell *set = cp_spec_cell(check->spec, CP_F_controls_set, row);
  bool is_number = false;
  cp_path path;
  for (int32_t at = 0; at < set->n_item; at++) {
    if (!cp_path_find(check->spec, set->word[at], &path)) {
      complain(check, CP_F_controls_set, row, set->word[at]);
      return;
    }
    const cp_type type = cp_field_at(path.field)->type;
    is_number |= type == CP_TYPE_NUMBER || type == CP_TYPE_COUNT;
  }
  if (!is_number) return;
  const bool has_ends = cp_check_has(check, CP_F_controls_low, row) &&
                        cp_check_has(check, CP_F_controls_high, row) &&
                        cp_spec_number(check->spec, CP_F_controls_low, row) <
                            cp_spec_number(check->spec, CP_F_controls_high, row);
  if (has_ends) return;
  cp_check_fault(check, CP_F_controls_low, row, CP_TEXT("a number without two ends"),
                 CP_TEXT("low below high, in the unit of the field"), cp_no_text);
}

static void check_lever(const cp_check *check, int32_t row) {
  cp_text set = cp_spec_text(check->spec, CP_F_levers_set, row);
  while (set.size > 0) {
    const cp_text one = cp_text_trim(cp_text_cut(&set, ';'));
    const int32_t equals = cp_text_find(one, '=');
    const cp_text name = cp_text_trim(cp_text_part(one, 0, equals < 0 ? one.size : equals));
    cp_path path;
    if (one.size == 0) continue;
    if (equals < 0) {
      cp_check_fault(
          check, CP_F_levers_set, row,
          cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "'", CP_TEXT_ARGUMENTS(one)),
          CP_TEXT("PATH=VALUE; several are parted by semicolons"), cp_no_text);
    } else if (!cp_path_find(check->spec, name, &path)) {
      complain(check, CP_F_levers_set, row, name);
    }
  }
}

void cp_check_paths(const cp_check *check) {
  for (int32_t row = 0; row < cp_spec_count(check->spec, CP_S_controls); row++)
    check_control(check, row);
  for (int32_t row = 0; row < cp_spec_count(check->spec, CP_S_levers); row++)
    check_lever(check, row);
}
