// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Stock against risk and cost: the ensemble as the scenario has it, the curve, then the scenario opened again with more cover and run with another
// seed. Nothing is kept but the answer.
#include "api/objects.h"

#include "base/check.h"
#include "base/os/print.h"
#include "base/os/threads.h"
#include "decide/stock.h"

cp_stock_options cp_stock_options_default(const cp_scenario *scenario) {
  return (cp_stock_options){.replicas = cp_run_options_default(scenario).replicas,
                            .seed = 1,
                            .carry = 0.2,
                            .margin = -1,
                            .risk = -1};
}

// Both runs, for whoever watches: `before` replicas are those of the first.
typedef struct watch {
  const cp_stock_options *options;
  const cp_ensemble *ensemble;
  int32_t before;
} watch;

static int32_t tell(void *context) {
  const watch *seen = context;
  const cp_stock_options *options = seen->options;
  if (!options->progress) return 0;
  return options->progress(options->context, seen->before + cp_ensemble_count_done(seen->ensemble),
                           2 * options->replicas);
}

static cp_status complain_fault(cp_scenario *scenario, const cp_ensemble *ensemble,
                                cp_status status) {
  if (ensemble->fault.status == CP_OK) return status;
  const cp_sink words = cp_complaint_begin(&scenario->complaint);
  (void)cp_print(&words, "replica %d failed: %s; %s", ensemble->fault.replica,
                 cp_status_text(status), cp_status_advice(status));
  return status;
}

// What the input lacks in every replica of a scenario.
static cp_status simulate(cp_scenario *scenario, const cp_stock_options *options, uint64_t seed,
                          int32_t before, const cp_stock_terms *terms, cp_arena *arena,
                          cp_lack *lack) {
  cp_ensemble ensemble;
  CP_TRY(cp_ensemble_begin(&scenario->model, options->replicas, arena, &ensemble));
  int32_t *todo = CP_ARENA_ARRAY(arena, int32_t, options->replicas);
  if (!todo) return CP_NO_MEMORY;
  for (int32_t replica = 0; replica < options->replicas; replica++) todo[replica] = replica;
  watch seen = {.options = options, .ensemble = &ensemble, .before = before};
  const cp_ensemble_options how = {
      .seed = seed,
      .chances = cp_chances_of(scenario),
      .n_thread = options->threads > 0 ? options->threads : cp_threads_cores(),
      .todo = todo,
      .n_todo = options->replicas,
      .between = tell,
      .context = &seen};
  const cp_status status = cp_ensemble_run(&ensemble, &how, arena);
  if (status != CP_OK) return complain_fault(scenario, &ensemble, status);
  return cp_stock_gather(&ensemble, terms, how.chances, arena, lack);
}

// The scenario again, with the same day and settings and one more for each input: the raised cover.
static cp_status open_raised(cp_scenario *scenario, const cp_stock_answer *answer, cp_arena *arena,
                             cp_scenario **raised) {
  const int32_t n_given = scenario->n_setting, n = n_given + answer->terms.n_input;
  const char **setting = CP_ARENA_ARRAY(arena, const char *, n);
  if (!setting) return CP_NO_MEMORY;
  for (int32_t at = 0; at < n_given; at++) setting[at] = scenario->setting[at];
  for (int32_t at = n_given; at < n; at++) {
    setting[at] = cp_stock_setting(&scenario->model, scenario->spec,
                                   answer->terms.input[at - n_given], answer->promised.days, arena)
                      .at;
    if (!setting[at]) return CP_NO_MEMORY;
  }
  const cp_status status = cp_scenario_open(scenario->folder, scenario->as_of, setting, n, raised);
  if (status == CP_OK || status == CP_NO_MEMORY) return status;
  const cp_sink words = cp_complaint_begin(&scenario->complaint);
  (void)cp_print(&words, "the proof cannot be run with %s: the scenario does not take it",
                 setting[n_given]);
  return status;
}

static cp_status prove(cp_scenario *scenario, const cp_stock_options *options, cp_arena *arena,
                       cp_stock_answer *answer) {
  cp_scenario *raised = NULL;
  cp_lack lack;
  cp_status status = open_raised(scenario, answer, arena, &raised);
  if (status == CP_OK) {
    status = simulate(raised, options, answer->proof_seed, options->replicas, &answer->terms, arena,
                      &lack);
    if (status == CP_OK) cp_stock_prove(&lack, answer);
  }
  cp_scenario_close(raised);
  return status;
}

static cp_status answer_with(cp_scenario *scenario, const cp_stock_options *options,
                             cp_arena *arena, cp_stock_answer *answer) {
  cp_lack lack;
  const cp_sink complaint = cp_complaint_begin(&scenario->complaint);
  *answer = (cp_stock_answer){.question = {.firm = cp_text_of(options->firm),
                                           .good = cp_text_of(options->good),
                                           .carry = options->carry,
                                           .margin = options->margin,
                                           .risk = options->risk},
                              .seed = options->seed,
                              .proof_seed = options->seed + 1};
  CP_TRY(cp_stock_find(&scenario->model, scenario->spec, &answer->question, arena, &complaint,
                       &answer->terms));
  CP_TRY(simulate(scenario, options, answer->seed, 0, &answer->terms, arena, &lack));
  cp_stock_weigh(&lack, answer);
  return prove(scenario, options, arena, answer);
}

cp_status cp_scenario_print_stock(cp_scenario *scenario, const cp_stock_options *options,
                                  cp_output form, cp_writer writer, void *context, bool *holds) {
  CP_CHECK(scenario && scenario->spec && options && writer && holds, CP_BAD_USE);
  CP_CHECK(options->firm && options->good && options->replicas >= 1, CP_BAD_USE);
  CP_CHECK(options->carry >= 0 && options->risk <= 1 && options->threads >= 0, CP_BAD_USE);
  const uint32_t before = cp_float_begin();
  cp_binding binding = {.writer = writer, .context = context};
  const cp_sink sink = cp_sink_of(&binding);
  cp_arena arena;
  cp_arena_begin(&arena, scenario->arena.allocator);
  cp_stock_answer answer;
  cp_status status = answer_with(scenario, options, &arena, &answer);
  if (status == CP_OK) {
    *holds = answer.keeps_risk && answer.keeps_cost;
    status = form == CP_OUTPUT_JSON ? cp_stock_print_json(&answer, scenario->spec, &sink)
                                    : cp_stock_print(&answer, scenario->spec, &sink);
  }
  cp_arena_end(&arena);
  cp_float_end(before);
  return status;
}
