// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// One value as written into a typed cell. Reports what is wrong with it.

#ifndef CP_SCENARIO_CELLS_H
#define CP_SCENARIO_CELLS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/units.h"
#include "scenario/draft.h"

// What a number may be measured in: one unit, or mass and pieces where a good decides.
typedef struct cp_wanted {
  cp_unit unit[2];
  int32_t n_unit;
  cp_text expected;  // in words with an example
} cp_wanted;

// What a field's own unit asks for.
cp_wanted cp_wanted_of(cp_draft *draft, const cp_field_info *field);

// A NUMBER, fixed or a range, in base units. False when it was reported as wrong.
bool cp_cell_number(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                    const cp_wanted *wanted, cp_cell *cell);

// Any other value but references. False when it was reported as wrong.
bool cp_cell_read(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                  cp_cell *cell);

// The words of a list: items of a sequence, or parts of a text between blanks, commas and
// semicolons. `value` need not be a list; -1 when memory runs out or when it was reported.
int32_t cp_words_split(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                       cp_text **word, cp_origin **origin);

// Report a value of a field: what = "FIELD: 'TEXT' WORDS".
void cp_cell_complain(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                      const char *words, cp_text expected, cp_text hint);

#endif
