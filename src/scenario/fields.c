// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The table of fields.inc, expanded three times: sections, fields, and where each section's fields
// begin. Lists of words stay texts joined by "|": they are short and looked up rarely.

#include "scenario/fields.h"

#include <stddef.h>

#define WORDS(text) \
  { (text), (int32_t)sizeof(text) - 1 }
#define ONE       CP_FORM_ONE
#define MAP       CP_FORM_MAP
#define TABLE     CP_FORM_TABLE
#define CP_Q      1
#define CP_R      2
#define CP_L      4
#define NEAR_MOST 2

// FIRST_x is the number of the first field of section x: the counter steps back once per section.
enum {
#define CP_SECTION(name, form, keys, doc) FIRST_##name, BACK_##name = FIRST_##name - 1,
#define CP_FIELD(section, name, type, unit, standard, least, most, flags, of, doc) \
  RUN_##section##_##name,
#include "scenario/fields.inc"
#undef CP_SECTION
#undef CP_FIELD
};

static const cp_section_info sections[CP_N_SECTION + 1] = {
#define CP_SECTION(name, form, keys, doc) {WORDS(#name), form, keys, FIRST_##name, WORDS(doc)},
#define CP_FIELD(section, name, type, unit, standard, least, most, flags, of, doc)
#include "scenario/fields.inc"
#undef CP_SECTION
#undef CP_FIELD
    {.first_field = CP_N_FIELD}};

static const cp_field_info fields[CP_N_FIELD] = {
#define CP_SECTION(name, form, keys, doc)
#define CP_FIELD(section, name, type, unit, standard, least, most, flags, of, doc)              \
  {CP_S_##section, WORDS(#name), CP_TYPE_##type,      WORDS(unit),         WORDS(standard),     \
   least,          most,         ((flags)&CP_Q) != 0, ((flags)&CP_R) != 0, ((flags)&CP_L) != 0, \
   WORDS(of),      WORDS(doc)},
#include "scenario/fields.inc"
#undef CP_SECTION
#undef CP_FIELD
};

const cp_section_info *cp_section_at(int32_t section) { return &sections[section]; }

const cp_field_info *cp_field_at(int32_t field) { return &fields[field]; }

int32_t cp_section_width(int32_t section) {
  return sections[section + 1].first_field - sections[section].first_field;
}

int32_t cp_section_find(cp_text name) {
  for (int32_t section = 0; section < CP_N_SECTION; section++) {
    if (cp_text_equal(sections[section].name, name)) return section;
  }
  return -1;
}

int32_t cp_field_find(int32_t section, cp_text name) {
  const int32_t end = sections[section + 1].first_field;
  for (int32_t field = sections[section].first_field; field < end; field++) {
    if (cp_text_equal(fields[field].name, name)) return field;
  }
  return -1;
}

// Keeps the nearer of two words. A word all of whose letters would change is never near.
static void keep_nearer(cp_text wanted, cp_text word, int32_t *limit, cp_text *nearest) {
  const int32_t distance = cp_text_distance(wanted, word, *limit);
  if (distance > *limit || distance >= word.size || distance >= wanted.size) return;
  *nearest = word;
  *limit = distance - 1;
}

cp_text cp_section_nearest(cp_text name) {
  cp_text nearest = {NULL, 0};
  int32_t limit = NEAR_MOST;
  for (int32_t section = 0; section < CP_N_SECTION; section++) {
    keep_nearer(name, sections[section].name, &limit, &nearest);
  }
  return nearest;
}

cp_text cp_field_nearest(int32_t section, cp_text name) {
  cp_text nearest = {NULL, 0};
  int32_t limit = NEAR_MOST;
  const int32_t end = sections[section + 1].first_field;
  for (int32_t field = sections[section].first_field; field < end; field++) {
    keep_nearer(name, fields[field].name, &limit, &nearest);
  }
  return nearest;
}

int32_t cp_list_count(cp_text list) {
  int32_t count = list.size > 0 ? 1 : 0;
  for (int32_t at = 0; at < list.size; at++) count += list.at[at] == '|';
  return count;
}

cp_text cp_list_at(cp_text list, int32_t place) {
  for (; place > 0; place--) list = cp_text_part(list, cp_text_find(list, '|') + 1, list.size);
  const int32_t bar = cp_text_find(list, '|');
  return bar < 0 ? list : cp_text_part(list, 0, bar);
}

int32_t cp_list_find(cp_text list, cp_text word) {
  int32_t start = 0;
  for (int32_t place = 0; start < list.size; place++) {
    int32_t end = start;
    while (end < list.size && list.at[end] != '|') end++;
    if (cp_text_equal(cp_text_part(list, start, end - start), word)) return place;
    start = end + 1;
  }
  return -1;
}

cp_text cp_list_nearest(cp_text list, cp_text word) {
  cp_text nearest = {NULL, 0};
  int32_t limit = NEAR_MOST;
  const int32_t count = cp_list_count(list);
  for (int32_t place = 0; place < count; place++) {
    keep_nearer(word, cp_list_at(list, place), &limit, &nearest);
  }
  return nearest;
}

bool cp_field_has_own_unit(const cp_field_info *field) {
  if (field->type != CP_TYPE_NUMBER) return false;
  for (int32_t at = 0; at + 4 <= field->unit.size; at++) {
    if (cp_text_equal(cp_text_part(field->unit, at, 4), CP_TEXT("unit"))) return true;
  }
  return false;
}
