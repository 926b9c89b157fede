// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A run: replicas that a file already holds, then the rest on all threads, written as they come;
// then what people ask for.
#include "api/objects.h"

#include <string.h>

#include "base/check.h"
#include "base/date.h"
#include "base/os/clock.h"
#include "base/os/machine.h"
#include "base/os/print.h"
#include "base/os/threads.h"

enum { MOST_REPLICAS = 10000000 };

static const double seconds_between_commits = 2;

// What the run needs while threads work.
typedef struct journal {
  cp_result *result;
  cp_store *store;      // NULL: no file
  uint8_t *is_written;  // [n_replica]
  double written_at;    // when the last transaction ended
  cp_status status;     // the first failure of the file
} journal;

// --- the start -----------------------------------------------------------------------------------

cp_run_options cp_run_options_default(const cp_scenario *scenario) {
  cp_run_options options = {.replicas = 1000, .seed = 1};
  if (scenario && scenario->spec) {
    const double replicas = cp_spec_number(scenario->spec, CP_F_scenario_replicas, 0);
    if (replicas >= 1) options.replicas = (int32_t)replicas;
  }
  return options;
}

// The last day of the last single month with a published figure.
static int32_t observed_until(const cp_spec *spec) {
  int32_t last = -1;
  for (int32_t row = 0; row < cp_spec_count(spec, CP_S_observations); row++) {
    const cp_cell *period = cp_spec_cell(spec, CP_F_observations_period, row);
    if (period->index == period->last && period->index > last) last = period->index;
  }
  return last < 0 ? CP_DAY_NONE : cp_month_first(last + 1) - 1;
}

static void fill_certificate(cp_result *result) {
  const cp_scenario *scenario = result->scenario;
  const cp_spec *spec = scenario->spec;
  result->certificate = (cp_certificate){.name = cp_text_of(scenario->name),
                                         .title = cp_spec_text(spec, CP_F_scenario_title, 0),
                                         .state = CP_TEXT("running"),
                                         .inputs_hash = cp_text_of(cp_spec_hash(spec)),
                                         .seed = result->options.seed,
                                         .chances = (int32_t)cp_chances_of(scenario),
                                         .asked = result->options.replicas,
                                         .version = cp_text_of(cp_version()),
                                         .epoch = CP_NUMBERS_EPOCH,
                                         .content_hash = CP_TEXT(""),
                                         .audit = CP_TEXT(""),
                                         .first_day = scenario->model.first_day[0],
                                         .as_of = scenario->model.as_of[0],
                                         .last_day = scenario->model.last_day[0],
                                         .observed_until = observed_until(spec),
                                         .facts_used = cp_spec_facts_used(spec),
                                         .facts_late = cp_spec_facts_late(spec),
                                         .n_assumed = cp_spec_assumed(spec),
                                         .n_point = scenario->catalog.outcome[0].offset,
                                         .n_value = result->ensemble.n_value};
}

cp_status cp_result_begin(cp_result *result) {
  CP_TRY(cp_ensemble_begin(&result->scenario->model, result->options.replicas, &result->arena,
                           &result->ensemble));
  fill_certificate(result);
  return CP_OK;
}

// --- while it runs -------------------------------------------------------------------------------

// Finished replicas that the file does not hold yet, inside an open transaction.
static cp_status write_replicas(journal *book) {
  const cp_ensemble *ensemble = &book->result->ensemble;
  for (int32_t replica = 0; replica < ensemble->n_replica; replica++) {
    if (book->is_written[replica] || !cp_ensemble_is_done(ensemble, replica)) continue;
    CP_TRY(cp_store_put_replica(book->store, replica, ensemble->digest[replica].byte,
                                cp_ensemble_record(ensemble, replica)));
    book->is_written[replica] = 1;
  }
  return CP_OK;
}

static cp_status commit_replicas(journal *book) {
  CP_TRY(cp_store_open(book->store));
  CP_TRY(write_replicas(book));
  CP_TRY(cp_store_commit(book->store));
  book->written_at = cp_clock_seconds();
  return CP_OK;
}

static int32_t between(void *context) {
  journal *book = context;
  const cp_run_options *options = &book->result->options;
  if (book->store && cp_clock_seconds() - book->written_at > seconds_between_commits) {
    book->status = commit_replicas(book);
    if (book->status != CP_OK) return 1;
  }
  if (!options->progress) return 0;
  return options->progress(options->context, cp_ensemble_count_done(&book->result->ensemble),
                           options->replicas);
}

// The replicas that are still to do, in order.
static cp_status list_todo(const cp_ensemble *ensemble, cp_arena *arena, int32_t **todo,
                           int32_t *n_todo) {
  *todo = CP_ARENA_ARRAY(arena, int32_t, ensemble->n_replica);
  if (!*todo) return CP_NO_MEMORY;
  *n_todo = 0;
  for (int32_t replica = 0; replica < ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ensemble, replica)) (*todo)[(*n_todo)++] = replica;
  }
  return CP_OK;
}

static cp_status simulate(cp_result *result, journal *book, cp_arena *arena) {
  int32_t *todo, n_todo;
  CP_TRY(list_todo(&result->ensemble, arena, &todo, &n_todo));
  const cp_ensemble_options options = {.seed = result->options.seed,
                                       .chances = cp_chances_of(result->scenario),
                                       .n_thread = result->n_thread,
                                       .todo = todo,
                                       .n_todo = n_todo,
                                       .between = between,
                                       .context = book};
  const cp_status status = cp_ensemble_run(&result->ensemble, &options, arena);
  if (book->status != CP_OK) return book->status;
  const cp_ensemble_fault *fault = &result->ensemble.fault;
  if (fault->status == CP_OK) return status;
  char day[11];
  const cp_sink words = cp_complaint_begin(&result->complaint);
  (void)cp_print(&words, "replica %d failed on %s: %s", fault->replica,
                 cp_day_format(fault->day, day), cp_status_text(fault->status));
  if (fault->store) (void)cp_print(&words, " (%d %s)", fault->n_place, fault->store);
  (void)cp_print(&words, "; %s", cp_status_advice(fault->status));
  return status;
}

// --- the end -------------------------------------------------------------------------------------

static cp_text audit_of(const cp_result *result) {
  if (result->ensemble.fault.status == CP_AUDIT) return CP_TEXT("a balance does not add up");
  const cp_summary *summary = &result->summary;
  const bool is_clean = summary->goods_off == 0 && summary->licences_off == 0;
  return is_clean ? CP_TEXT("clean") : CP_TEXT("a balance does not add up");
}

cp_status cp_result_conclude(cp_result *result) {
  cp_certificate *certificate = &result->certificate;
  certificate->done = cp_ensemble_count_done(&result->ensemble);
  certificate->state =
      certificate->done == certificate->asked ? CP_TEXT("complete") : CP_TEXT("interrupted");
  cp_ensemble_hash(&result->ensemble, result->hash);
  certificate->content_hash = cp_text_of(result->hash);
  if (certificate->done == 0) return CP_OK;
  CP_TRY(cp_summary_build(&result->scenario->catalog, &result->ensemble, certificate,
                          &result->arena, &result->summary));
  certificate->audit = audit_of(result);
  result->summary.certificate = *certificate;
  result->summary.seconds = result->seconds;
  return CP_OK;
}

static cp_status write_end(cp_result *result, journal *book) {
  char host[65];
  CP_TRY(cp_store_open(book->store));
  CP_TRY(write_replicas(book));
  if (result->certificate.done > 0) CP_TRY(cp_result_write_tables(result, book->store));
  CP_TRY(cp_store_put_run(book->store, &result->certificate));
  CP_TRY(
      cp_store_put_machine(book->store, result->seconds, result->n_thread, cp_machine_host(host)));
  return cp_store_commit(book->store);
}

static cp_status write_begin(cp_result *result, journal *book) {
  CP_TRY(cp_store_open(book->store));
  CP_TRY(cp_store_reset(book->store));
  CP_TRY(cp_result_write_start(result, book->store));
  CP_TRY(write_replicas(book));
  CP_TRY(cp_store_commit(book->store));
  book->written_at = cp_clock_seconds();
  return CP_OK;
}

// Open the file and write what is known before the first replica; the complaint says why it could
// not be.
static cp_status open_file(cp_result *result, const char *path, journal *book, cp_arena *arena) {
  const cp_store_layout layout = cp_result_layout(result);
  cp_status status = cp_store_begin(path, &layout, arena, &book->store);
  if (status == CP_OK) status = write_begin(result, book);
  return status;
}

static cp_status complain_file(cp_result *result, const char *path, const journal *book,
                               cp_status status) {
  const cp_sink words = cp_complaint_begin(&result->complaint);
  const bool is_of_file = status == CP_IO || status == CP_EXISTS || status == CP_BAD_VERSION ||
                          status == CP_NOT_FOUND || status == CP_OVERFLOW;
  (void)cp_print(&words, "%s cannot be written: %s", path,
                 is_of_file ? cp_store_error(book->store) : cp_status_text(status));
  return status;
}

static cp_status run_with(cp_result *result, journal *book, cp_arena *arena) {
  const char *path = result->options.store;
  if (path && result->options.is_resuming) {
    CP_TRY(cp_result_resume(result, arena));
  } else if (path && !result->options.is_forced) {
    CP_TRY(cp_result_spare(result, arena));
  }
  if (path) {
    const cp_status opened = open_file(result, path, book, arena);
    if (opened != CP_OK) return complain_file(result, path, book, opened);
  }
  const double began = cp_clock_seconds();
  const cp_status ran = simulate(result, book, arena);
  result->seconds = cp_clock_seconds() - began;
  if (book->status != CP_OK) return complain_file(result, path, book, ran);
  CP_TRY(cp_result_conclude(result));
  if (!path) return ran;
  const cp_status written = write_end(result, book);
  return written != CP_OK ? complain_file(result, path, book, written) : ran;
}

static cp_status run(cp_result *result) {
  cp_arena arena;
  cp_arena_begin(&arena, result->arena.allocator);
  journal book = {.result = result};
  cp_status status = cp_result_begin(result);
  if (status == CP_OK) {
    book.is_written = CP_ARENA_ARRAY(&arena, uint8_t, result->options.replicas);
    status = book.is_written ? run_with(result, &book, &arena) : CP_NO_MEMORY;
  }
  cp_store_end(book.store);
  cp_arena_end(&arena);
  return status;
}

const char *cp_result_audit(const cp_result *result) {
  return result && result->certificate.audit.at ? result->certificate.audit.at : "";
}

cp_status cp_run(cp_scenario *scenario, const cp_run_options *options, cp_result **result) {
  CP_CHECK(result, CP_BAD_USE);
  *result = NULL;
  CP_CHECK(scenario && scenario->spec && options, CP_BAD_USE);
  CP_CHECK(options->replicas >= 1 && options->replicas <= MOST_REPLICAS, CP_BAD_USE);
  CP_CHECK(options->threads >= 0 && (options->store || !options->is_resuming), CP_BAD_USE);
  const uint32_t before = cp_float_begin();
  cp_arena arena;
  cp_result *made = cp_object_begin(&arena, sizeof *made);
  cp_status status = CP_NO_MEMORY;
  if (made) {
    made->arena = arena;
    made->scenario = scenario;
    made->options = *options;
    made->n_thread = options->threads > 0 ? options->threads : cp_threads_cores();
    status = run(made);
    *result = made;
  }
  cp_float_end(before);
  return status;
}

void cp_result_close(cp_result *result) {
  if (!result) return;
  cp_scenario_close(result->own);
  cp_arena arena = result->arena;
  cp_arena_end(&arena);
}

cp_status cp_result_save(cp_result *result, const char *path) {
  CP_CHECK(result && path && result->certificate.done > 0, CP_BAD_USE);
  cp_arena arena;
  cp_arena_begin(&arena, result->arena.allocator);
  journal book = {.result = result};
  cp_status status = CP_NO_MEMORY;
  book.is_written = CP_ARENA_ARRAY(&arena, uint8_t, result->ensemble.n_replica);
  if (book.is_written) {
    status = open_file(result, path, &book, &arena);
    if (status == CP_OK) status = write_end(result, &book);
    if (status != CP_OK) status = complain_file(result, path, &book, status);
  }
  cp_store_end(book.store);
  cp_arena_end(&arena);
  return status;
}
