// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Controls found by compiling their ends; see page_controls.h.
#include "report/page_controls.h"

#include <string.h>

#include "base/date.h"
#include "base/os/json.h"
#include "base/os/print.h"
#include "base/units.h"
#include "model/build.h"
#include "scenario/fields.h"
#include "scenario/path.h"

enum { MOST_PLACES = 64, WORD = 4 };

typedef enum place_kind { KIND_F64, KIND_I32 } place_kind;

typedef struct place {
  size_t offset;  // in the blob of the scenario as it is
  place_kind kind;
} place;

// A control while it is looked for.
typedef struct search {
  const cp_reading *reading;
  const cp_model *model;
  cp_arena *arena;
  const cp_text *path;  // [n_path] set together, all of one field
  int32_t n_path;
  const cp_field_info *field;
  const cp_cell *cell;  // as it is; NULL where the path is an act's
  double factor;        // of a number: value in the model = value as shown x factor
  double low, high;     // as shown; of a date: days; of a word: places in the list
  const char *problem;
  place place[MOST_PLACES];
  int32_t n_place;
  int32_t range[MOST_PLACES];  // of the model, that the values are
  int32_t n_range;
} search;

// --- the value that a path names -----------------------------------------------------------------

static bool name_value(search *found, const cp_spec *spec, cp_text text) {
  cp_path path;
  if (!cp_path_find(spec, text, &path)) return false;
  const bool is_other = found->field && found->field != cp_field_at(path.field);
  found->field = cp_field_at(path.field);
  // the first one is shown for all
  if (!found->cell) found->cell = cp_spec_cell(spec, path.field, path.row);
  return !is_other;
}

static bool name_values(search *found, const cp_spec *spec) {
  for (int32_t at = 0; at < found->n_path; at++) {
    if (!name_value(found, spec, found->path[at])) return false;
  }
  return found->n_path > 0;
}

// --- the two ends --------------------------------------------------------------------------------

static cp_text setting_of(const search *found, cp_text path, double shown) {
  char day[11], number[32];
  const cp_field_info *field = found->field;
  if (field->type == CP_TYPE_DATE) {
    return cp_text_print(found->arena, CP_TEXT_FORMAT "=%s", CP_TEXT_ARGUMENTS(path),
                         cp_day_format((int32_t)shown, day));
  }
  if (field->type == CP_TYPE_CHOICE) {
    return cp_text_print(found->arena, CP_TEXT_FORMAT "=" CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(path),
                         CP_TEXT_ARGUMENTS(cp_list_at(field->of, (int32_t)shown)));
  }
  return cp_text_print(found->arena, CP_TEXT_FORMAT "=%s%s" CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(path),
                       cp_number_format(shown, number), field->unit.size > 0 ? " " : "",
                       CP_TEXT_ARGUMENTS(field->unit));
}

// The model with these settings besides.
static cp_status compile(const search *found, double shown, cp_model *model, const char **problem) {
  const cp_scenario_options *base = &found->reading->options;
  const char **setting =
      CP_ARENA_ARRAY(found->arena, const char *, base->n_setting + found->n_path);
  if (!setting) return CP_NO_MEMORY;
  for (int32_t at = 0; at < base->n_setting; at++) setting[at] = base->setting[at];
  for (int32_t at = 0; at < found->n_path; at++) {
    setting[base->n_setting + at] = setting_of(found, found->path[at], shown).at;
    if (!setting[base->n_setting + at]) return CP_NO_MEMORY;
  }
  cp_scenario_options options = *base;
  options.setting = setting;
  options.n_setting = base->n_setting + found->n_path;
  cp_messages messages;
  cp_messages_begin(&messages, found->arena);
  cp_spec *spec = NULL;
  cp_blob blob;
  cp_status status =
      cp_scenario_read(found->reading->folder, &options, found->arena, &messages, &spec);
  if (status == CP_OK) status = cp_model_build(spec, found->arena, &messages, &blob);
  if (status == CP_OK) status = cp_model_open(blob.at, blob.bytes, model);
  if (status == CP_BAD_INPUT) {
    *problem = messages.n_message > 0
                   ? cp_text_print(found->arena, CP_TEXT_FORMAT,
                                   CP_TEXT_ARGUMENTS(messages.message[messages.n_message - 1].what))
                         .at
                   : "the scenario refuses one of its ends";
    return CP_OK;
  }
  return status;
}

// --- what differs --------------------------------------------------------------------------------

static const unsigned char *bytes_of(const cp_model *model) { return model->blob; }

static size_t image_at(const cp_model *model) {
  return (size_t)((const unsigned char *)model->draw_image - bytes_of(model));
}

static double double_at(const cp_model *model, size_t offset) {
  double value;
  memcpy(&value, bytes_of(model) + offset, sizeof value);
  return value;
}

static int32_t whole_at(const cp_model *model, size_t offset) {
  int32_t value;
  memcpy(&value, bytes_of(model) + offset, sizeof value);
  return value;
}

// The range of the model as it is that goes to a place in the image, -1 none.
static int32_t range_of(const cp_model *model, size_t offset) {
  const int32_t target = (int32_t)((offset - image_at(model)) / sizeof(double));
  for (int32_t range = 0; range < model->n_range; range++) {
    if (model->range_target[range] == target) return range;
  }
  return -1;
}

// Is what stands there at both ends what the page would write?
static bool is_double(const search *found, const cp_model *low, const cp_model *high, size_t at) {
  return at % sizeof(double) == 0 && double_at(low, at) == found->low * found->factor &&
         double_at(high, at) == found->high * found->factor;
}

static bool is_whole(const search *found, const cp_model *low, const cp_model *high, size_t at) {
  return whole_at(low, at) == found->low * found->factor &&
         whole_at(high, at) == found->high * found->factor;
}

static const char *const other_model = "the model is built otherwise for other values of it";

// One differing word; gives the first byte behind it, 0 when the page could not write it.
static size_t take_place(search *found, const cp_model *low, const cp_model *high, size_t at) {
  const size_t start = at / sizeof(double) * sizeof(double);
  const bool is_image = at >= image_at(low);
  const size_t moved = is_image ? image_at(found->model) - image_at(low) : 0;
  if (found->n_place == MOST_PLACES) return 0;
  place *to = found->place + found->n_place++;
  if (is_double(found, low, high, start)) {
    *to = (place){start + moved, KIND_F64};
    const int32_t range = is_image ? range_of(found->model, start + moved) : -1;
    if (range >= 0) found->range[found->n_range++] = range;
    return start + sizeof(double);
  }
  if (!is_image && is_whole(found, low, high, at / WORD * WORD)) {
    *to = (place){at / WORD * WORD, KIND_I32};
    return at / WORD * WORD + WORD;
  }
  return 0;
}

static void compare(search *found, const cp_model *low, const cp_model *high) {
  const bool has_layout = low->blob_bytes == found->model->blob_bytes;
  if (low->blob_bytes != high->blob_bytes || low->state_bytes != high->state_bytes ||
      low->state_bytes != found->model->state_bytes) {
    found->problem = other_model;
    return;
  }
  for (size_t at = 0; at < low->blob_bytes;) {
    if (bytes_of(low)[at] == bytes_of(high)[at]) {
      at++;
      continue;
    }
    // where a range went, arrays before the image moved
    if (!has_layout && at < image_at(low)) {
      found->problem = other_model;
      return;
    }
    at = take_place(found, low, high, at);
    if (at == 0) {
      found->problem = other_model;
      return;
    }
  }
  if (found->n_place == 0) found->problem = "it changes nothing in this scenario";
  if (!has_layout && found->n_range == 0) found->problem = other_model;
}

// --- one control ---------------------------------------------------------------------------------

static bool bound(search *found, const cp_spec *spec, int32_t row) {
  const cp_field_info *field = found->field;
  const cp_cell *low = cp_spec_cell(spec, CP_F_controls_low, row);
  const cp_cell *high = cp_spec_cell(spec, CP_F_controls_high, row);
  found->factor = 1.0;
  if (field->type == CP_TYPE_CHOICE) {
    found->high = cp_list_count(field->of) - 1;
    return true;
  }
  if (field->type == CP_TYPE_DATE) {
    const int32_t middle = found->cell->is_missing ? cp_spec_as_of(spec) + 180 : found->cell->index;
    found->low = middle - 365;
    found->high = middle + 365;
    if (found->low <= cp_spec_as_of(spec)) found->low = cp_spec_as_of(spec) + 1;
    return found->high > found->low;
  }
  cp_unit unit;
  if ((field->type != CP_TYPE_NUMBER && field->type != CP_TYPE_COUNT) || low->is_missing ||
      high->is_missing || cp_field_has_own_unit(field))
    return false;
  if (cp_unit_parse(field->unit, &unit, NULL) != CP_OK) return false;
  found->factor = unit.factor;
  found->low = low->number;
  found->high = high->number;
  return found->high > found->low;
}

static cp_status look(search *found, const cp_spec *spec, int32_t row) {
  if (!name_values(found, spec)) {
    found->problem = "there is no such value in the scenario, or its paths are of several fields";
    return CP_OK;
  }
  if (!bound(found, spec, row)) {
    found->problem = "it needs a number with low below high, a date, or a word of a list";
    return CP_OK;
  }
  cp_model low, high;
  CP_TRY(compile(found, found->low, &low, &found->problem));
  if (!found->problem) CP_TRY(compile(found, found->high, &high, &found->problem));
  if (!found->problem) compare(found, &low, &high);
  return CP_OK;
}

// --- JSON ----------------------------------------------------------------------------------------

static void put_text(cp_json *json, const char *key, cp_text text) {
  cp_json_key(json, key);
  cp_json_text(json, text);
}

static void put_number(cp_json *json, const char *key, double value) {
  cp_json_key(json, key);
  cp_json_number(json, value);
}

static void put_value(cp_json *json, const search *found) {
  const cp_cell *cell = found->cell;
  const cp_field_info *field = found->field;
  const bool is_number = field->type == CP_TYPE_NUMBER || field->type == CP_TYPE_COUNT;
  put_text(json, "unit", field->unit);
  put_text(json, "written", cell->is_missing ? (cp_text){NULL, 0} : cell->text);
  cp_json_key(json, "type");
  cp_json_string(json, is_number ? "number" : field->type == CP_TYPE_DATE ? "date" : "choice");
  put_number(json, "value",
             is_number          ? cell->number / found->factor
             : cell->is_missing ? -1
                                : cell->index);
  put_number(json, "low", found->low);
  put_number(json, "high", found->high);
  put_number(json, "factor", found->factor);
  cp_json_key(json, "assumed");
  cp_json_flag(json, cell->is_assumed);
  if (cell->source.size > 0) put_text(json, "source", cell->source);
  if (field->type == CP_TYPE_CHOICE) {
    cp_json_key(json, "choices");
    cp_json_array(json);
    for (int32_t word = 0; word < cp_list_count(field->of); word++)
      cp_json_text(json, cp_list_at(field->of, word));
    cp_json_close(json);
  }
}

static void put_places(cp_json *json, const search *found) {
  cp_json_key(json, "places");
  cp_json_array(json);
  for (int32_t at = 0; at < found->n_place; at++) {
    cp_json_object(json);
    put_number(json, "offset", (double)found->place[at].offset);
    cp_json_key(json, "kind");
    cp_json_string(json, found->place[at].kind == KIND_F64 ? "f64" : "i32");
    cp_json_close(json);
  }
  cp_json_close(json);
  // ranges that are pinned: their shape becomes fixed, their middle the value
  cp_json_key(json, "ranges");
  cp_json_array(json);
  for (int32_t at = 0; at < found->n_range; at++) {
    const void *shape = found->model->range_shape + found->range[at];
    const void *mode = found->model->range_mode + found->range[at];
    cp_json_object(json);
    put_number(json, "shape", (double)((const unsigned char *)shape - bytes_of(found->model)));
    put_number(json, "mode", (double)((const unsigned char *)mode - bytes_of(found->model)));
    cp_json_close(json);
  }
  cp_json_close(json);
}

static cp_status put_control(cp_json *json, const cp_reading *reading, const cp_spec *spec,
                             const cp_model *model, int32_t row, const cp_allocator *allocator) {
  cp_arena arena;
  cp_arena_begin(&arena, *allocator);
  const cp_cell *cell = cp_spec_cell(spec, CP_F_controls_set, row);
  search found = {.reading = reading,
                  .model = model,
                  .arena = &arena,
                  .path = cell->word,
                  .n_path = cell->n_item};
  const cp_status status = look(&found, spec, row);
  if (status == CP_OK) {
    cp_json_object(json);
    put_text(json, "id", cp_spec_name(spec, CP_S_controls, row));
    put_text(json, "title", cp_spec_text(spec, CP_F_controls_title, row));
    put_text(json, "group", cp_spec_text(spec, CP_F_controls_group, row));
    cp_json_key(json, "set");
    cp_json_array(json);
    for (int32_t at = 0; at < found.n_path; at++) cp_json_text(json, found.path[at]);
    cp_json_close(json);
    put_number(json, "step", cp_spec_number(spec, CP_F_controls_step, row));
    if (found.problem) {
      cp_json_key(json, "problem");
      cp_json_string(json, found.problem);
    } else {
      put_value(json, &found);
      put_places(json, &found);
    }
    cp_json_close(json);
  }
  cp_arena_end(&arena);
  return status;
}

cp_status cp_controls_json(const cp_reading *reading, const cp_spec *spec, const cp_model *model,
                           cp_arena *arena, const cp_sink *sink) {
  cp_json json = cp_json_begin(sink);
  cp_json_array(&json);
  for (int32_t row = 0; row < cp_spec_count(spec, CP_S_controls); row++)
    CP_TRY(put_control(&json, reading, spec, model, row, &arena->allocator));
  cp_json_close(&json);
  return cp_json_end(&json);
}
