// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A run read back from its file: the scenario from the inputs that the file has kept, and all finished replicas.
#include "api/objects.h"

#include "base/check.h"
#include "base/date.h"
#include "base/os/print.h"
#include "store/archive.h"

enum { MOST_REPLICAS = 10000000 };

// What the table of inputs holds, collected for the reader.
typedef struct inputs {
  cp_arena *arena;
  cp_scenario_source source;
  cp_scenario_file *file;
  const char **setting;
  int32_t room_file, room_setting;
} inputs;

static cp_status count_input(void *context, cp_text kind, cp_text name, cp_text text) {
  inputs *all = context;
  (void)name, (void)text;
  all->room_file += cp_text_equal(kind, CP_TEXT("file"));
  all->room_setting += cp_text_equal(kind, CP_TEXT("setting"));
  return CP_OK;
}

static cp_status keep_input(void *context, cp_text kind, cp_text name, cp_text text) {
  inputs *all = context;
  const cp_text content = cp_text_copy(all->arena, text);
  const cp_text path = cp_text_copy(all->arena, name);
  if (!content.at || !path.at) return CP_NO_MEMORY;
  if (cp_text_equal(kind, CP_TEXT("as_of"))) all->source.as_of = content.at;
  if (cp_text_equal(kind, CP_TEXT("file")) && all->source.n_file < all->room_file)
    all->file[all->source.n_file++] = (cp_scenario_file){path, content};
  if (cp_text_equal(kind, CP_TEXT("setting")) && all->source.n_setting < all->room_setting)
    all->setting[all->source.n_setting++] = content.at;
  return CP_OK;
}

static cp_status collect(cp_archive *archive, cp_text name, inputs *all) {
  CP_TRY(cp_archive_inputs(archive, count_input, all));
  all->file = CP_ARENA_ARRAY(all->arena, cp_scenario_file, all->room_file + 1);
  all->setting = CP_ARENA_ARRAY(all->arena, const char *, all->room_setting + 1);
  all->source.folder = cp_text_copy(all->arena, name).at;
  if (!all->file || !all->setting || !all->source.folder) return CP_NO_MEMORY;
  all->source.file = all->file;
  all->source.setting = all->setting;
  return cp_archive_inputs(archive, keep_input, all);
}

static cp_status refuse(cp_result *result, const char *why) {
  const cp_sink words = cp_complaint_begin(&result->complaint);
  (void)cp_print(&words, "%s: %s", result->options.store, why);
  return CP_BAD_INPUT;
}

// The scenario as it was when the run was made. A version whose rules differ reads other inputs out of the same files.
static cp_status read_scenario(cp_result *result, cp_archive *archive, const cp_certificate *old) {
  inputs all = {.arena = &result->arena};
  CP_TRY(collect(archive, old->name, &all));
  if (all.source.n_file == 0) return refuse(result, "it holds no inputs; run the scenario again");
  result->source = all.source;
  const cp_status status = cp_scenario_open_from(&all.source, &result->own);
  result->scenario = result->own;
  if (status == CP_NO_MEMORY) return status;
  if (status != CP_OK ||
      !cp_text_equal(cp_text_of(cp_scenario_hash(result->own)), old->inputs_hash))
    return refuse(result, "its inputs are read otherwise by this version; run the scenario again");
  return CP_OK;
}

static cp_status fill(cp_result *result, cp_arena *arena) {
  cp_archive *archive = NULL;
  cp_certificate old;
  cp_status status = cp_archive_begin(result->options.store, arena, &archive);
  if (status == CP_OK) status = cp_archive_certificate(archive, &old);
  if (status != CP_OK) {
    const cp_sink words = cp_complaint_begin(&result->complaint);
    (void)cp_print(&words, "%s: %s", result->options.store, cp_archive_error(archive));
  } else if (old.asked < 1 || old.asked > MOST_REPLICAS) {
    status = refuse(result, "its certificate is damaged");
  } else {
    result->options.seed = old.seed;
    result->options.replicas = old.asked;
    status = read_scenario(result, archive, &old);
  }
  cp_archive_end(archive);
  CP_TRY(status);
  CP_TRY(cp_result_begin(result));
  CP_TRY(cp_result_resume(result, arena));
  result->seconds = -1.0;
  CP_TRY(cp_result_conclude(result));
  return result->certificate.done > 0
             ? CP_OK
             : refuse(result, "no replica of this run is finished; go on with it: run --resume");
}

cp_reading cp_result_reading(const cp_result *result) {
  const cp_scenario *scenario = result->scenario;
  cp_reading reading = {.folder = scenario->folder, .options = cp_scenario_options_default()};
  reading.options.setting = scenario->setting;
  reading.options.n_setting = scenario->n_setting;
  reading.options.file = result->source.file;
  reading.options.n_file = result->source.n_file;
  if (scenario->as_of) (void)cp_day_parse(cp_text_of(scenario->as_of), &reading.options.as_of);
  return reading;
}

cp_status cp_result_open(const char *path, cp_result **result) {
  CP_CHECK(result, CP_BAD_USE);
  *result = NULL;
  CP_CHECK(path, CP_BAD_USE);
  const uint32_t before = cp_float_begin();
  cp_arena arena, scratch;
  cp_result *opened = cp_object_begin(&arena, sizeof *opened);
  cp_status status = CP_NO_MEMORY;
  if (opened) {
    opened->arena = arena;
    cp_arena_begin(&scratch, arena.allocator);
    opened->options.store = cp_text_copy(&opened->arena, cp_text_of(path)).at;
    status = opened->options.store ? fill(opened, &scratch) : CP_NO_MEMORY;
    cp_arena_end(&scratch);
    *result = opened;
  }
  cp_float_end(before);
  return status;
}
