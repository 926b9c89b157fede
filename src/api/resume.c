// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What an earlier run left in its file: its replicas for a run that goes on, and words for what
// keeps a file from being gone on with or written over. Reads the file, never writes it.
#include "api/objects.h"

#include "base/check.h"
#include "base/date.h"
#include "base/os/print.h"
#include "store/archive.h"

enum { MOST_REPLICAS = 10000000 };

static const cp_text until_path = {"scenario.until=", 15};

// --- what differs --------------------------------------------------------------------------------

// Two runs beside each other: the file's, and the one that shall go on with it.
typedef struct difference {
  const cp_scenario *scenario;
  const cp_certificate *old;
  const cp_certificate *new;
  const cp_sink *words;
  uint8_t *is_known;  // [scenario->n_setting]: the file has this setting too
  int32_t n_setting;  // in the file
  int32_t n_named;    // differences told so far
} difference;

static bool is_until(cp_text setting) {
  return setting.size >= until_path.size &&
         cp_text_equal(cp_text_part(setting, 0, until_path.size), until_path);
}

static const char *comma(difference *told) { return told->n_named++ > 0 ? ", " : ""; }

// A setting of the file: is it given now too?
static cp_status see_setting(void *context, cp_text kind, cp_text name, cp_text text) {
  difference *told = context;
  (void)name;
  if (!cp_text_equal(kind, CP_TEXT("setting"))) return CP_OK;
  told->n_setting++;
  for (int32_t at = 0; at < told->scenario->n_setting; at++) {
    if (told->is_known[at] || !cp_text_equal(cp_text_of(told->scenario->setting[at]), text)) {
      continue;
    }
    told->is_known[at] = 1;
    return CP_OK;
  }
  if (is_until(text)) return CP_OK;
  return cp_print(told->words, "%sgive --set '" CP_TEXT_FORMAT "'", comma(told),
                  CP_TEXT_ARGUMENTS(text));
}

static cp_status tell_days(difference *told) {
  char day[11];
  if (told->old->as_of != told->new->as_of) {
    CP_TRY(cp_print(told->words, "%sgive --as-of %s", comma(told),
                    cp_day_format(told->old->as_of, day)));
  }
  if (told->old->last_day != told->new->last_day) {
    CP_TRY(cp_print(told->words, "%sgive --until %s", comma(told),
                    cp_day_format(told->old->last_day, day)));
  }
  return CP_OK;
}

static cp_status tell_added(difference *told) {
  for (int32_t at = 0; at < told->scenario->n_setting; at++) {
    const char *setting = told->scenario->setting[at];
    if (told->is_known[at] || is_until(cp_text_of(setting))) continue;
    CP_TRY(cp_print(told->words, "%sleave --set '%s' away", comma(told), setting));
  }
  return CP_OK;
}

// The hashes differ: by which options? Else it is the files, or how the same options are written.
static cp_status tell_inputs(difference *told, cp_archive *archive, cp_arena *arena) {
  told->is_known = CP_ARENA_ARRAY(arena, uint8_t, told->scenario->n_setting + 1);
  if (!told->is_known) return CP_NO_MEMORY;
  CP_TRY(cp_print(told->words, "other inputs: "));
  CP_TRY(tell_days(told));
  CP_TRY(cp_archive_inputs(archive, see_setting, told));
  CP_TRY(tell_added(told));
  if (told->n_named > 0) return CP_OK;
  const bool has_options = told->n_setting > 0 || told->scenario->n_setting > 0;
  return cp_print(told->words, "%s, as they were",
                  has_options || told->scenario->as_of
                      ? "give the scenario's files, and the options in the same words and order"
                      : "give the scenario's files");
}

// Does the file belong to this run? Says what differs, and which option mends it.
static cp_status compare(cp_result *result, cp_archive *archive, const cp_certificate *old,
                         cp_arena *arena) {
  const cp_certificate *new = &result->certificate;
  const bool is_same = cp_text_equal(old->inputs_hash, new->inputs_hash) &&
                       old->n_value == new->n_value && old->chances == new->chances;
  if (old->epoch == new->epoch && old->seed == new->seed &&is_same) return CP_OK;
  const cp_sink words = cp_complaint_begin(&result->complaint);
  CP_TRY(cp_print(&words, "%s was made with ", result->options.store));
  if (old->epoch != new->epoch) {
    CP_TRY(cp_print(&words, "another numbers epoch: go on with version " CP_TEXT_FORMAT,
                    CP_TEXT_ARGUMENTS(old->version)));
  } else if (old->seed != new->seed) {
    CP_TRY(cp_print(&words, "another seed: give --seed %llu", (unsigned long long)old->seed));
  }
  if (!is_same && old->epoch == new->epoch) {
    difference told = {.scenario = result->scenario, .old = old, .new = new, .words = &words};
    if (old->seed != new->seed) CP_TRY(cp_print(&words, "; and with "));
    CP_TRY(tell_inputs(&told, archive, arena));
  }
  CP_TRY(cp_print(&words, "; or start anew: -o %s --force", result->options.store));
  return CP_BAD_INPUT;
}

// --- going on ------------------------------------------------------------------------------------

// A finished run of more replicas than are asked for: work that is not thrown away.
static bool is_larger(const cp_certificate *old, int32_t asked) {
  return cp_text_equal(old->state, CP_TEXT("complete")) && old->done > asked;
}

static void complain_larger(cp_result *result, const cp_certificate *old) {
  const cp_sink words = cp_complaint_begin(&result->complaint);
  (void)cp_print(&words,
                 "%s holds a finished run of %d replicas, and %d would replace it; name another "
                 "file with -o, or start anew: --force",
                 result->options.store, old->done, result->options.replicas);
}

static cp_status take_replica(void *context, int32_t replica, const double *record) {
  cp_result *result = context;
  if (replica < 0 || replica >= result->ensemble.n_replica) return CP_OK;
  cp_ensemble_put(&result->ensemble, replica, record);
  result->n_resumed++;
  return CP_OK;
}

cp_status cp_result_resume(cp_result *result, cp_arena *arena) {
  const cp_sink words = cp_complaint_begin(&result->complaint);
  cp_archive *archive = NULL;
  cp_certificate old;
  cp_status status = cp_archive_begin(result->options.store, arena, &archive);
  if (status == CP_BAD_INPUT && cp_archive_is_blank(archive)) {
    cp_archive_end(archive);
    return CP_OK;
  }
  if (status == CP_OK) status = cp_archive_certificate(archive, &old);
  if (status != CP_OK) {
    (void)cp_print(&words, "%s: %s", result->options.store, cp_archive_error(archive));
  } else if (is_larger(&old, result->options.replicas)) {
    (void)cp_print(&words, "%s holds a finished run of %d replicas: leave -n away, or give more",
                   result->options.store, old.done);
    status = CP_EXISTS;
  } else {
    status = compare(result, archive, &old, arena);
    if (status == CP_OK) {
      const cp_store_layout layout = cp_result_layout(result);
      status = cp_archive_replicas(archive, &layout, take_replica, result);
    }
  }
  cp_archive_end(archive);
  return status;
}

cp_status cp_run_options_resume(const char *path, cp_run_options *options) {
  CP_CHECK(path && options, CP_BAD_USE);
  options->store = path;
  options->is_resuming = true;
  cp_arena arena;
  (void)cp_object_begin(&arena, 0);
  cp_archive *archive = NULL;
  cp_certificate old;
  cp_status status = cp_archive_begin(path, &arena, &archive);
  if (status == CP_OK) status = cp_archive_certificate(archive, &old);
  if (status == CP_OK) {
    options->seed = old.seed;
    if (old.asked >= 1 && old.asked <= MOST_REPLICAS) options->replicas = old.asked;
  }
  cp_archive_end(archive);
  cp_arena_end(&arena);
  return status;
}

// --- writing over --------------------------------------------------------------------------------

cp_status cp_result_spare(cp_result *result, cp_arena *arena) {
  cp_archive *archive = NULL;
  cp_certificate old;
  cp_status status = cp_archive_begin(result->options.store, arena, &archive);
  // a file of another format says all the same whether its run is finished
  if (status == CP_OK || status == CP_BAD_VERSION) status = cp_archive_certificate(archive, &old);
  const bool is_run = status == CP_OK;
  cp_archive_end(archive);
  // what is no file of results is for the writer to refuse
  if (!is_run) return status == CP_NO_MEMORY ? status : CP_OK;
  if (is_larger(&old, result->options.replicas)) {
    complain_larger(result, &old);
    return CP_EXISTS;
  }
  if (cp_text_equal(old.state, CP_TEXT("complete"))) return CP_OK;
  const cp_sink words = cp_complaint_begin(&result->complaint);
  (void)cp_print(&words,
                 "%s holds a run that is not finished; go on with it: --resume %s, or start anew:"
                 " --force",
                 result->options.store, result->options.store);
  return CP_EXISTS;
}
