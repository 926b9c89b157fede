// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The table of fields.inc as data, for whoever walks over all sections and fields.

#ifndef CP_SCENARIO_FIELDS_H
#define CP_SCENARIO_FIELDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "scenario/spec.h"

typedef enum cp_form { CP_FORM_ONE, CP_FORM_MAP, CP_FORM_TABLE } cp_form;

typedef enum cp_type {
  CP_TYPE_NAME,
  CP_TYPE_TEXT,
  CP_TYPE_TEXTS,
  CP_TYPE_DATE,
  CP_TYPE_PERIOD,
  CP_TYPE_FLAG,
  CP_TYPE_COUNT,
  CP_TYPE_NUMBER,
  CP_TYPE_CHOICE,
  CP_TYPE_REF,
  CP_TYPE_REFS,
  CP_TYPE_SHARES
} cp_type;

typedef struct cp_section_info {
  cp_text name;
  cp_form form;
  int32_t n_key;        // its first fields that name a record
  int32_t first_field;  // number of its first field; those of a section follow each other
  cp_text doc;
} cp_section_info;

typedef struct cp_field_info {
  cp_section section;
  cp_text name;
  cp_type type;
  cp_text unit;
  cp_text standard;  // the default as it would be written, empty: missing unless given
  double least, most;
  bool is_required;
  bool may_range;
  bool may_lack;  // a reference: a name that is known later leaves out the field, not its row
  cp_text of;     // words of a choice, or sections of a reference, joined by "|"
  cp_text doc;
} cp_field_info;

// Rows of the table; the numbers are those of cp_section and cp_field.
const cp_section_info *cp_section_at(int32_t section);
const cp_field_info *cp_field_at(int32_t field);

// How many fields a section has.
int32_t cp_section_width(int32_t section);

// Numbers by name, -1 when there is none. A field's is looked for in its section.
int32_t cp_section_find(cp_text name);
int32_t cp_field_find(int32_t section, cp_text name);

// Nearest names by spelling, for "did you mean"; empty when none is near.
cp_text cp_section_nearest(cp_text name);
cp_text cp_field_nearest(int32_t section, cp_text name);

// Words of a list "a|b|c": how many, the word in a place, the place of a word (-1), the nearest.
int32_t cp_list_count(cp_text list);
cp_text cp_list_at(cp_text list, int32_t place);
int32_t cp_list_find(cp_text list, cp_text word);
cp_text cp_list_nearest(cp_text list, cp_text word);

// Does the field's unit say "unit", so that a good decides between mass and pieces?
bool cp_field_has_own_unit(const cp_field_info *field);

#endif
