// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Scenarios: read, build the model, and answer what needs no simulation.
#include "api/objects.h"

#include "base/check.h"
#include "base/date.h"
#include "base/os/json.h"
#include "base/os/print.h"
#include "model/build.h"
#include "report/brief.h"
#include "report/ledger.h"
#include "scenario/reader.h"
#include "scenario/schema.h"

// --- open and close ------------------------------------------------------------------------------

static const char *keep(cp_arena *arena, const char *text) {
  return text ? cp_text_copy(arena, cp_text_of(text)).at : NULL;
}

static cp_status keep_settings(cp_scenario *scenario, const char *const *setting, int32_t n) {
  const char **copy = CP_ARENA_ARRAY(&scenario->arena, const char *, n);
  if (!copy) return CP_NO_MEMORY;
  for (int32_t at = 0; at < n; at++) {
    copy[at] = keep(&scenario->arena, setting[at]);
    if (!copy[at]) return CP_NO_MEMORY;
  }
  scenario->setting = copy;
  scenario->n_setting = n;
  return CP_OK;
}

static cp_status read_scenario(cp_scenario *scenario, const cp_scenario_source *source) {
  cp_scenario_options options = cp_scenario_options_default();
  options.setting = scenario->setting;
  options.n_setting = scenario->n_setting;
  options.place = source->place;
  options.file = source->file;
  options.n_file = source->n_file;
  const cp_text as_of = cp_text_of(scenario->as_of);
  if (scenario->as_of && cp_day_parse(as_of, &options.as_of) != CP_OK) {
    const cp_sink words = cp_complaint_begin(&scenario->complaint);
    (void)cp_print(&words, "'%s' is no day; expected YYYY-MM-DD, for example 2025-06-27",
                   scenario->as_of);
    return CP_BAD_INPUT;
  }
  return cp_scenario_read(scenario->folder, &options, &scenario->arena, &scenario->messages,
                          &scenario->spec);
}

static cp_status build(cp_scenario *scenario) {
  cp_blob blob;
  CP_TRY(cp_model_build(scenario->spec, &scenario->arena, &scenario->messages, &blob));
  CP_TRY(cp_model_open(blob.at, blob.bytes, &scenario->model));
  CP_TRY(cp_labels_build(&scenario->model, scenario->spec, &scenario->arena, &scenario->labels));
  CP_TRY(cp_catalog_build(&scenario->labels, &scenario->arena, &scenario->catalog));
  scenario->name = cp_text_copy(&scenario->arena, cp_spec_title(scenario->spec)).at;
  return scenario->name ? CP_OK : CP_NO_MEMORY;
}

static cp_status fill(cp_scenario *scenario, const cp_scenario_source *source) {
  cp_messages_begin(&scenario->messages, &scenario->arena);
  scenario->folder = keep(&scenario->arena, source->folder);
  scenario->as_of = keep(&scenario->arena, source->as_of);
  if (!scenario->folder || (source->as_of && !scenario->as_of)) return CP_NO_MEMORY;
  CP_TRY(keep_settings(scenario, source->setting, source->n_setting));
  CP_TRY(read_scenario(scenario, source));
  return build(scenario);
}

cp_status cp_scenario_open_from(const cp_scenario_source *source, cp_scenario **scenario) {
  cp_arena arena;
  cp_scenario *opened = cp_object_begin(&arena, sizeof *opened);
  if (!opened) return CP_NO_MEMORY;
  opened->arena = arena;
  const cp_status status = fill(opened, source);
  if (status != CP_OK) opened->spec = NULL;
  if (status == CP_NO_MEMORY) {
    cp_scenario_close(opened);
  } else {
    *scenario = opened;
  }
  return status;
}

cp_status cp_scenario_open(const char *folder, const char *as_of, const char *const *setting,
                           int32_t n_setting, cp_scenario **scenario) {
  CP_CHECK(scenario, CP_BAD_USE);
  *scenario = NULL;
  CP_CHECK(folder && n_setting >= 0 && (setting || n_setting == 0), CP_BAD_USE);
  const uint32_t before = cp_float_begin();
  const cp_scenario_source source = {
      .folder = folder, .as_of = as_of, .setting = setting, .n_setting = n_setting};
  const cp_status status = cp_scenario_open_from(&source, scenario);
  cp_float_end(before);
  return status;
}

void cp_scenario_close(cp_scenario *scenario) {
  if (!scenario) return;
  cp_arena arena = scenario->arena;
  cp_arena_end(&arena);
}

// --- what it says --------------------------------------------------------------------------------

int32_t cp_scenario_count_errors(const cp_scenario *scenario) {
  return scenario ? scenario->messages.n_error + (scenario->complaint.size > 0) : 0;
}

int32_t cp_scenario_count_warnings(const cp_scenario *scenario) {
  return scenario ? scenario->messages.n_warning : 0;
}

const char *cp_scenario_complaint(const cp_scenario *scenario) {
  return scenario ? scenario->complaint.text : "";
}

const char *cp_scenario_name(const cp_scenario *scenario) {
  return scenario && scenario->spec ? scenario->name : "";
}

const char *cp_scenario_hash(const cp_scenario *scenario) {
  return scenario && scenario->spec ? cp_spec_hash(scenario->spec) : "";
}

static void put_message(cp_json *json, const cp_messages *messages, const cp_message *message) {
  const int32_t file = message->origin.file;
  const bool has_file = file >= 0 && file < messages->n_file;
  cp_json_object(json);
  cp_json_key(json, "severity");
  cp_json_string(json, message->severity == CP_SEVERITY_ERROR ? "error" : "warning");
  cp_json_key(json, "file");
  cp_json_text(json, has_file ? messages->file[file] : CP_TEXT(""));
  cp_json_key(json, "line");
  cp_json_whole(json, message->origin.line);
  cp_json_key(json, "column");
  cp_json_whole(json, message->origin.column);
  cp_json_key(json, "what");
  cp_json_text(json, message->what);
  cp_json_key(json, "expected");
  cp_json_text(json, message->expected);
  cp_json_key(json, "hint");
  cp_json_text(json, message->hint);
  cp_json_close(json);
}

static cp_status print_json(const cp_scenario *scenario, const cp_sink *sink) {
  const cp_messages *messages = &scenario->messages;
  cp_json json = cp_json_begin(sink);
  cp_json_object(&json);
  cp_json_key(&json, "errors");
  cp_json_whole(&json, cp_scenario_count_errors(scenario));
  cp_json_key(&json, "warnings");
  cp_json_whole(&json, cp_scenario_count_warnings(scenario));
  if (scenario->complaint.size > 0) {
    cp_json_key(&json, "complaint");
    cp_json_string(&json, scenario->complaint.text);
  }
  cp_json_key(&json, "messages");
  cp_json_array(&json);
  for (int32_t at = 0; at < messages->n_message; at++) {
    put_message(&json, messages, &messages->message[at]);
  }
  cp_json_close(&json);
  cp_json_close(&json);
  return cp_json_end(&json);
}

cp_status cp_scenario_print_messages(const cp_scenario *scenario, cp_output form, cp_writer writer,
                                     void *context) {
  CP_CHECK(scenario && writer, CP_BAD_USE);
  cp_binding binding = {.writer = writer, .context = context};
  const cp_sink sink = cp_sink_of(&binding);
  return form == CP_OUTPUT_JSON ? print_json(scenario, &sink)
                                : cp_messages_print(&scenario->messages, &sink);
}

cp_status cp_scenario_print_brief(cp_scenario *scenario, uint32_t show, cp_output form,
                                  cp_writer writer, void *context) {
  CP_CHECK(scenario && scenario->spec && writer, CP_BAD_USE);
  const uint32_t before = cp_float_begin();
  cp_complaint_begin(&scenario->complaint);
  cp_binding binding = {.writer = writer, .context = context};
  const cp_sink sink = cp_sink_of(&binding);
  cp_arena arena;
  cp_arena_begin(&arena, scenario->arena.allocator);
  cp_ledger ledger;
  cp_status status = cp_ledger_replay(&scenario->model, &arena, &ledger);
  if (status == CP_OK) {
    status = form == CP_OUTPUT_JSON ? cp_brief_json(scenario->spec, &ledger, show, &arena, &sink)
                                    : cp_brief_text(scenario->spec, &ledger, show, &arena, &sink);
  }
  cp_arena_end(&arena);
  cp_float_end(before);
  return status;
}

// --- help for authors ----------------------------------------------------------------------------

cp_status cp_schema_print(cp_writer writer, void *context) {
  CP_CHECK(writer, CP_BAD_USE);
  cp_binding binding = {.writer = writer, .context = context};
  const cp_sink sink = cp_sink_of(&binding);
  return cp_schema_json(&sink);
}

cp_status cp_reference_print(cp_writer writer, void *context) {
  CP_CHECK(writer, CP_BAD_USE);
  cp_binding binding = {.writer = writer, .context = context};
  const cp_sink sink = cp_sink_of(&binding);
  return cp_schema_reference(&sink);
}
