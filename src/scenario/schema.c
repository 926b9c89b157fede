// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The JSON Schema. It is a little wider than the reader: an editor cannot know units, calendars or
// names in other files. What it refuses the reader refuses too.

#include "scenario/schema.h"

#include "base/os/json.h"
#include "scenario/fields.h"

static void pair(cp_json *json, const char *key, const char *value) {
  cp_json_key(json, key);
  cp_json_string(json, value);
}

static void pair_text(cp_json *json, const char *key, cp_text value) {
  cp_json_key(json, key);
  cp_json_text(json, value);
}

static void reference(cp_json *json, const char *name) { pair(json, "$ref", name); }

// An editor reads 12 and yes as a number and a flag: where we want text, all scalars are allowed.
static void scalar(cp_json *json) {
  cp_json_key(json, "type");
  cp_json_array(json);
  cp_json_string(json, "string");
  cp_json_string(json, "number");
  cp_json_string(json, "boolean");
  cp_json_close(json);
}

static void choice(cp_json *json, cp_text words) {
  cp_json_key(json, "enum");
  cp_json_array(json);
  for (int32_t place = 0; place < cp_list_count(words); place++) {
    cp_json_text(json, cp_list_at(words, place));
  }
  cp_json_close(json);
}

static void member_of_range(cp_json *json, const char *key, const char *doc) {
  cp_json_key(json, key);
  cp_json_object(json);
  pair(json, "description", doc);
  scalar(json);
  cp_json_close(json);
}

static void range(cp_json *json) {
  cp_json_key(json, "range");
  cp_json_object(json);
  pair(json, "type", "object");
  cp_json_key(json, "additionalProperties");
  cp_json_flag(json, false);
  cp_json_key(json, "properties");
  cp_json_object(json);
  member_of_range(json, "mode", "the middle; the median of normal, lognormal and logitnormal");
  member_of_range(json, "median", "another word for mode");
  member_of_range(json, "low", "the lower end; of those three the 5% point");
  member_of_range(json, "high", "the upper end; of those three the 95% point");
  cp_json_key(json, "shape");
  cp_json_object(json);
  choice(json, CP_TEXT("fixed|uniform|triangle|normal|lognormal|logitnormal"));
  cp_json_close(json);
  member_of_range(json, "unit", "the unit of all of them");
  member_of_range(json, "source", "where they come from; `assumed` where from nowhere");
  member_of_range(json, "assumed", "yes when no source gives them");
  cp_json_close(json);
  cp_json_close(json);
}

static void list(cp_json *json) {
  cp_json_key(json, "list");
  cp_json_object(json);
  cp_json_key(json, "type");
  cp_json_array(json);
  cp_json_string(json, "string");
  cp_json_string(json, "array");
  cp_json_close(json);
  cp_json_key(json, "items");
  cp_json_object(json);
  scalar(json);
  cp_json_close(json);
  cp_json_close(json);
}

static void single(cp_json *json, const char *name, const char *type, const char *pattern) {
  cp_json_key(json, name);
  cp_json_object(json);
  pair(json, "type", type);
  if (pattern[0] != '\0') pair(json, "pattern", pattern);
  cp_json_close(json);
}

// A value with unit, or a range where the field may be one.
static void number(cp_json *json, const cp_field_info *field) {
  cp_json_key(json, "anyOf");
  cp_json_array(json);
  cp_json_object(json);
  scalar(json);
  cp_json_close(json);
  cp_json_object(json);
  reference(json, "#/$defs/range");
  cp_json_close(json);
  cp_json_close(json);
  if (field->unit.size > 0) pair_text(json, "$comment", field->unit);
}

static void value(cp_json *json, const cp_field_info *field) {
  switch (field->type) {
    case CP_TYPE_DATE:
      reference(json, "#/$defs/date");
      break;
    case CP_TYPE_PERIOD:
      reference(json, "#/$defs/period");
      break;
    case CP_TYPE_COUNT:
      reference(json, "#/$defs/count");
      break;
    case CP_TYPE_CHOICE:
      choice(json, field->of);
      break;
    case CP_TYPE_TEXTS:
    case CP_TYPE_REFS:
      reference(json, "#/$defs/list");
      break;
    case CP_TYPE_NUMBER:
      number(json, field);
      break;
    case CP_TYPE_SHARES:
      reference(json, "#/$defs/shares");
      break;
    case CP_TYPE_FLAG:
      reference(json, "#/$defs/flag");
      break;
    default:
      scalar(json);
  }
}

static void required(cp_json *json, int32_t section, int32_t first) {
  const int32_t end = cp_section_at(section)->first_field + cp_section_width(section);
  cp_json_key(json, "required");
  cp_json_array(json);
  for (int32_t field = first; field < end; field++) {
    if (cp_field_at(field)->is_required) cp_json_text(json, cp_field_at(field)->name);
  }
  cp_json_close(json);
}

// One record: its fields from `first` on. A section that files may complete requires nothing here.
static void record(cp_json *json, int32_t section, int32_t first, bool is_whole) {
  const int32_t end = cp_section_at(section)->first_field + cp_section_width(section);
  cp_json_key(json, "type");
  cp_json_array(json);
  cp_json_string(json, "object");
  cp_json_string(json, "null");
  cp_json_close(json);
  cp_json_key(json, "additionalProperties");
  cp_json_flag(json, false);
  if (is_whole) required(json, section, first);
  cp_json_key(json, "properties");
  cp_json_object(json);
  for (int32_t field = first; field < end; field++) {
    const cp_field_info *about = cp_field_at(field);
    cp_json_key_text(json, about->name);
    cp_json_object(json);
    pair_text(json, "description", about->doc);
    if (about->standard.size > 0) pair_text(json, "default", about->standard);
    value(json, about);
    cp_json_close(json);
  }
  cp_json_close(json);
}

static void section_schema(cp_json *json, int32_t section) {
  const cp_section_info *about = cp_section_at(section);
  cp_json_key_text(json, about->name);
  cp_json_object(json);
  pair_text(json, "description", about->doc);
  if (about->form == CP_FORM_ONE) {
    record(json, section, about->first_field, false);
  } else {
    const bool is_map = about->form == CP_FORM_MAP;
    cp_json_key(json, "type");
    cp_json_array(json);
    cp_json_string(json, is_map ? "object" : "array");
    cp_json_string(json, "null");
    cp_json_close(json);
    cp_json_key(json, is_map ? "additionalProperties" : "items");
    cp_json_object(json);
    record(json, section, about->first_field + (is_map ? 1 : 0), true);
    cp_json_close(json);
  }
  cp_json_close(json);
}

static void definitions(cp_json *json) {
  cp_json_key(json, "$defs");
  cp_json_object(json);
  single(json, "date", "string", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
  single(json, "period", "string", "^[0-9]{4}-[0-9]{2}(\\.\\.[0-9]{4}-[0-9]{2})?$");
  single(json, "count", "integer", "");
  cp_json_key(json, "flag");
  cp_json_object(json);
  cp_json_key(json, "enum");
  cp_json_array(json);
  cp_json_string(json, "yes");
  cp_json_string(json, "no");
  cp_json_flag(json, true);
  cp_json_flag(json, false);
  cp_json_close(json);
  cp_json_close(json);
  cp_json_key(json, "shares");
  cp_json_object(json);
  cp_json_key(json, "type");
  cp_json_array(json);
  cp_json_string(json, "string");
  cp_json_string(json, "object");
  cp_json_close(json);
  cp_json_close(json);
  list(json);
  range(json);
  cp_json_close(json);
}

cp_status cp_schema_json(const cp_sink *sink) {
  cp_json json = cp_json_begin(sink);
  cp_json_object(&json);
  pair(&json, "$schema", "https://json-schema.org/draft/2020-12/schema");
  pair(&json, "title", "chokepoint scenario");
  pair(&json, "type", "object");
  cp_json_key(&json, "additionalProperties");
  cp_json_flag(&json, false);
  cp_json_key(&json, "properties");
  cp_json_object(&json);
  cp_json_key(&json, "include");
  cp_json_object(&json);
  pair(&json, "description", "YAML files or folders read before this file; paths as seen from it");
  reference(&json, "#/$defs/list");
  cp_json_close(&json);
  cp_json_key(&json, "overrides");
  cp_json_object(&json);
  pair(&json, "description",
       "PATH: value, applied last; PATH is section.field or section.row.field");
  pair(&json, "type", "object");
  cp_json_close(&json);
  for (int32_t section = 0; section < CP_N_SECTION; section++) section_schema(&json, section);
  cp_json_close(&json);
  definitions(&json);
  cp_json_close(&json);
  return cp_json_end(&json);
}
