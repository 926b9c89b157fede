// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Scenarios with changes, and their results against each other.
#include "api/objects.h"

#include "base/check.h"
#include "report/compare.h"
#include "scenario/overlay.h"

enum { MOST_RUNS = 64 };

static cp_status begin(cp_variant **variant) {
  cp_arena arena;
  cp_variant *made = cp_object_begin(&arena, sizeof *made);
  if (!made) return CP_NO_MEMORY;
  made->arena = arena;
  cp_messages_begin(&made->messages, &made->arena);
  *variant = made;
  return CP_OK;
}

// The scenario's own settings, then the changes.
static cp_status join(cp_variant *variant, const cp_scenario *scenario, const cp_changes *changes) {
  const int32_t own = scenario->n_setting, n = own + changes->n;
  const char **setting = CP_ARENA_ARRAY(&variant->arena, const char *, n + 1);
  const char **place = CP_ARENA_ARRAY(&variant->arena, const char *, n + 1);
  if (!setting || !place) return CP_NO_MEMORY;
  for (int32_t at = 0; at < n; at++) {
    setting[at] = at < own ? scenario->setting[at] : changes->setting[at - own];
    place[at] = at < own || !changes->place ? NULL : changes->place[at - own];
  }
  variant->setting = setting;
  variant->place = place;
  variant->n_setting = n;
  return CP_OK;
}

static cp_status open_variant(cp_variant *variant, const cp_scenario *scenario) {
  const cp_scenario_source source = {.folder = scenario->folder,
                                     .as_of = scenario->as_of,
                                     .setting = variant->setting,
                                     .place = variant->place,
                                     .n_setting = variant->n_setting};
  return cp_scenario_open_from(&source, &variant->scenario);
}

// The part of a path behind the last slash, without ".yaml".
static const char *name_of(cp_variant *variant, const char *path) {
  const cp_text all = cp_text_of(path);
  int32_t start = all.size, end = all.size;
  while (start > 0 && all.at[start - 1] != '/') start--;
  for (int32_t at = all.size - 1; at > start; at--) {
    if (all.at[at] != '.') continue;
    end = at;
    break;
  }
  return cp_text_copy(&variant->arena, cp_text_part(all, start, end)).at;
}

cp_status cp_variant_open(const cp_scenario *scenario, const char *path, cp_variant **variant) {
  CP_CHECK(variant, CP_BAD_USE);
  *variant = NULL;
  CP_CHECK(scenario && scenario->spec && path, CP_BAD_USE);
  cp_variant *made = NULL;
  cp_changes changes;
  CP_TRY(begin(&made));
  cp_status status = cp_changes_read(path, &made->arena, &made->messages, &changes);
  made->title = changes.title;
  made->name = name_of(made, path);
  if (status == CP_OK) status = join(made, scenario, &changes);
  if (status == CP_OK) status = open_variant(made, scenario);
  *variant = made;
  return status;
}

int32_t cp_scenario_count_levers(const cp_scenario *scenario) {
  return scenario && scenario->spec ? cp_spec_count(scenario->spec, CP_S_levers) : 0;
}

// Settings that stand in one text, parted by semicolons.
static cp_status split(cp_variant *variant, cp_text set, cp_changes *changes) {
  const char **setting = CP_ARENA_ARRAY(&variant->arena, const char *, set.size / 2 + 1);
  if (!setting) return CP_NO_MEMORY;
  while (set.size > 0) {
    const cp_text one = cp_text_trim(cp_text_cut(&set, ';'));
    if (one.size == 0) continue;
    setting[changes->n] = cp_text_copy(&variant->arena, one).at;
    if (!setting[changes->n++]) return CP_NO_MEMORY;
  }
  changes->setting = setting;
  return CP_OK;
}

cp_status cp_variant_pull(const cp_scenario *scenario, int32_t lever, cp_variant **variant) {
  CP_CHECK(variant, CP_BAD_USE);
  *variant = NULL;
  CP_CHECK(lever >= 0 && lever < cp_scenario_count_levers(scenario), CP_BAD_USE);
  cp_variant *made = NULL;
  CP_TRY(begin(&made));
  cp_changes changes = {.title = ""};
  cp_status status = split(made, cp_spec_text(scenario->spec, CP_F_levers_set, lever), &changes);
  made->name = cp_text_copy(&made->arena, cp_spec_name(scenario->spec, CP_S_levers, lever)).at;
  made->title =
      cp_text_copy(&made->arena, cp_spec_text(scenario->spec, CP_F_levers_title, lever)).at;
  if (status == CP_OK) status = join(made, scenario, &changes);
  if (status == CP_OK) status = open_variant(made, scenario);
  *variant = made;
  return status;
}

void cp_variant_close(cp_variant *variant) {
  if (!variant) return;
  cp_scenario_close(variant->scenario);
  cp_arena arena = variant->arena;
  cp_arena_end(&arena);
}

const char *cp_variant_name(const cp_variant *variant) {
  return variant && variant->name ? variant->name : "";
}

cp_scenario *cp_variant_scenario(cp_variant *variant) {
  return variant && variant->scenario && variant->scenario->spec ? variant->scenario : NULL;
}

cp_status cp_variant_print_messages(const cp_variant *variant, cp_writer writer, void *context) {
  CP_CHECK(variant && writer, CP_BAD_USE);
  cp_binding binding = {.writer = writer, .context = context};
  const cp_sink sink = cp_sink_of(&binding);
  if (variant->messages.n_message > 0) CP_TRY(cp_messages_print(&variant->messages, &sink));
  return variant->scenario && !variant->scenario->spec
             ? cp_messages_print(&variant->scenario->messages, &sink)
             : CP_OK;
}

// --- results -------------------------------------------------------------------------------------

static bool are_good(cp_result *const *result, int32_t n_result, cp_variant *const *variant) {
  if (n_result < 2 || n_result > MOST_RUNS || !variant) return false;
  for (int32_t at = 0; at + 1 < n_result; at++) {
    if (!variant[at]) return false;
  }
  return cp_results_are_good(result, n_result);
}

static void describe(cp_result *const *result, int32_t n_result, cp_variant *const *variant,
                     cp_compared *run) {
  for (int32_t at = 0; at < n_result; at++) {
    run[at] = (cp_compared){.name = at == 0 ? result[0]->scenario->name : variant[at - 1]->name,
                            .title = at == 0 ? "" : variant[at - 1]->title,
                            .catalog = &result[at]->scenario->catalog,
                            .ensemble = &result[at]->ensemble,
                            .summary = &result[at]->summary};
  }
}

// What is printed: by < 0 everything, else the ranking by that measure.
static cp_status print(cp_result *const *result, int32_t n_result, cp_variant *const *variant,
                       int32_t by, cp_output form, cp_writer writer, void *context) {
  cp_compared run[MOST_RUNS];
  cp_binding binding = {.writer = writer, .context = context};
  const cp_sink sink = cp_sink_of(&binding);
  const uint32_t before = cp_float_begin();
  cp_arena arena;
  cp_arena_begin(&arena, result[0]->arena.allocator);
  describe(result, n_result, variant, run);
  const bool is_json = form == CP_OUTPUT_JSON;
  const cp_status status = by < 0 ? cp_compare_print(run, n_result, is_json, &arena, &sink)
                                  : cp_levers_print(run, n_result, by, is_json, &arena, &sink);
  cp_arena_end(&arena);
  cp_float_end(before);
  return status;
}

cp_status cp_results_compare(cp_result *const *result, int32_t n_result, cp_variant *const *variant,
                             cp_output form, cp_writer writer, void *context) {
  CP_CHECK(are_good(result, n_result, variant) && writer, CP_BAD_USE);
  return print(result, n_result, variant, -1, form, writer, context);
}

cp_status cp_results_rank(cp_result *const *result, int32_t n_result, cp_variant *const *variant,
                          const char *by, cp_output form, cp_writer writer, void *context) {
  CP_CHECK(are_good(result, n_result, variant) && by && writer, CP_BAD_USE);
  const int32_t which = cp_compare_find(by);
  return which < 0 ? CP_NOT_FOUND : print(result, n_result, variant, which, form, writer, context);
}

bool cp_measure_is_known(const char *name) { return name && cp_compare_find(name) >= 0; }

cp_status cp_measures_print(cp_writer writer, void *context) {
  CP_CHECK(writer, CP_BAD_USE);
  cp_binding binding = {.writer = writer, .context = context};
  const cp_sink sink = cp_sink_of(&binding);
  return cp_compare_names(&sink);
}

cp_status cp_database_keep_levers(const char *path, const char *json) {
  CP_CHECK(path && json, CP_BAD_USE);
  cp_arena arena;
  (void)cp_object_begin(&arena, 0);
  const cp_status status = cp_store_keep_levers(path, cp_text_of(json), &arena);
  cp_arena_end(&arena);
  return status;
}
