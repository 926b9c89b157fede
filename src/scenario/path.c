// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Paths into a spec; see path.h.
#include "scenario/path.h"

#include <stddef.h>

#include "scenario/fields.h"

// The first act on an object on a day.
static int32_t act_row(const cp_spec *spec, cp_text key) {
  for (int32_t row = 0; row < cp_spec_count(spec, CP_S_timeline); row++) {
    const cp_text day = cp_spec_cell(spec, CP_F_timeline_date, row)->text;
    const cp_text on = cp_spec_cell(spec, CP_F_timeline_object, row)->text;
    if (key.size == day.size + 1 + on.size && cp_text_starts(key, day) &&
        cp_text_equal(cp_text_part(key, day.size + 1, key.size), on))
      return row;
  }
  return -1;
}

bool cp_path_find(const cp_spec *spec, cp_text text, cp_path *path) {
  const int32_t section = cp_section_find(cp_text_cut(&text, '.'));
  if (section < 0) return false;
  int32_t row = 0;
  if (section == CP_S_timeline) {
    row = act_row(spec, cp_text_cut(&text, '.'));
  } else if (cp_section_at(section)->form != CP_FORM_ONE) {
    row = cp_spec_find(spec, (cp_section)section, cp_text_cut(&text, '.'));
  }
  const int32_t field = cp_field_find(section, text);
  *path = (cp_path){(cp_field)field, row};
  return row >= 0 && field >= 0;
}
