// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Stock against risk and cost: the ensemble as the scenario has it, the textbook's curve, then the scenario opened again with more cover, round
// after round with the same seed, and once more with another. Nothing is kept but the answer.
#include "api/objects.h"

#include "base/check.h"
#include "base/os/print.h"
#include "base/os/threads.h"
#include "decide/stock.h"

enum { USUAL_REPLICAS = 160, USUAL_ROUNDS = 6, USUAL_MOST = 730 };

cp_stock_options cp_stock_options_default(const cp_scenario *scenario) {
  const int32_t asked = cp_run_options_default(scenario).replicas;
  return (cp_stock_options){.replicas = asked < USUAL_REPLICAS ? asked : USUAL_REPLICAS,
                            .rounds = USUAL_ROUNDS,
                            .most = USUAL_MOST,
                            .seed = 1,
                            .carry = 0.2,
                            .margin = -1,
                            .risk = -1};
}

// All runs together, for whoever watches: `before` replicas are those of earlier ones.
typedef struct watch {
  const cp_stock_options *options;
  const cp_ensemble *ensemble;
  int32_t before;
} watch;

// The rounds are for finding a level, not for telling what it does: half of the replicas will do.
static int32_t half_of(const cp_stock_options *options) { return (options->replicas + 1) / 2; }

static int32_t count_all(const cp_stock_options *options) {
  return 2 * options->replicas + options->rounds * half_of(options);
}

static int32_t tell(void *context) {
  const watch *seen = context;
  const cp_stock_options *options = seen->options;
  if (!options->progress) return 0;
  return options->progress(options->context, seen->before + cp_ensemble_count_done(seen->ensemble),
                           count_all(options));
}

static cp_status complain_fault(cp_scenario *scenario, const cp_ensemble *ensemble,
                                cp_status status) {
  if (ensemble->fault.status == CP_OK) return status;
  const cp_sink words = cp_complaint_begin(&scenario->complaint);
  (void)cp_print(&words, "replica %d failed: %s; %s", ensemble->fault.replica,
                 cp_status_text(status), cp_status_advice(status));
  return status;
}

// What one run is: which scenario, from which seed, how many replicas.
typedef struct plan {
  cp_scenario *scenario;
  uint64_t seed;
  int32_t n_replica;
  int32_t before;  // replicas of earlier runs
} plan;

static cp_status run_ensemble(const plan *run, const cp_stock_options *options, cp_arena *arena,
                              cp_ensemble *ensemble) {
  CP_TRY(cp_ensemble_begin(&run->scenario->model, run->n_replica, arena, ensemble));
  int32_t *todo = CP_ARENA_ARRAY(arena, int32_t, run->n_replica);
  if (!todo) return CP_NO_MEMORY;
  for (int32_t replica = 0; replica < run->n_replica; replica++) todo[replica] = replica;
  watch seen = {.options = options, .ensemble = ensemble, .before = run->before};
  const cp_ensemble_options how = {
      .seed = run->seed,
      .chances = cp_chances_of(run->scenario),
      .n_thread = options->threads > 0 ? options->threads : cp_threads_cores(),
      .todo = todo,
      .n_todo = run->n_replica,
      .between = tell,
      .context = &seen};
  return cp_ensemble_run(ensemble, &how, arena);
}

// What a run found. The records of its replicas are given back at once.
static cp_status simulate(const plan *run, const cp_stock_options *options,
                          const cp_stock_terms *terms, cp_arena *arena, cp_stock_sample *sample) {
  cp_ensemble ensemble = {0};
  cp_arena scratch;
  cp_arena_begin(&scratch, arena->allocator);
  cp_status status = run_ensemble(run, options, &scratch, &ensemble);
  if (status == CP_OK) {
    status =
        cp_stock_gather(&ensemble, terms, cp_chances_of(run->scenario), arena, &scratch, sample);
  } else {
    status = complain_fault(run->scenario, &ensemble, status);
  }
  cp_arena_end(&scratch);
  return status;
}

// The scenario again, with the same day and settings and one more for each input: the raised cover.
static cp_status open_raised(cp_scenario *scenario, const cp_stock_terms *terms, double days,
                             cp_arena *arena, cp_scenario **raised) {
  const int32_t n_given = scenario->n_setting, n = n_given + terms->n_input;
  const char **setting = CP_ARENA_ARRAY(arena, const char *, n);
  if (!setting) return CP_NO_MEMORY;
  for (int32_t at = 0; at < n_given; at++) setting[at] = scenario->setting[at];
  for (int32_t at = n_given; at < n; at++) {
    setting[at] =
        cp_stock_setting(&scenario->model, scenario->spec, terms->input[at - n_given], days, arena)
            .at;
    if (!setting[at]) return CP_NO_MEMORY;
  }
  const cp_status status = cp_scenario_open(scenario->folder, scenario->as_of, setting, n, raised);
  if (status == CP_OK || status == CP_NO_MEMORY) return status;
  const cp_sink words = cp_complaint_begin(&scenario->complaint);
  (void)cp_print(&words, "a stock cannot be tried with %s: the scenario does not take it",
                 setting[n_given]);
  return status;
}

// A run with so many days more cover.
static cp_status simulate_raised(const plan *run, const cp_stock_options *options,
                                 const cp_stock_terms *terms, double days, cp_arena *arena,
                                 cp_stock_sample *sample) {
  plan held = *run;
  held.scenario = NULL;
  cp_status status = open_raised(run->scenario, terms, days, arena, &held.scenario);
  if (status == CP_OK) status = simulate(&held, options, terms, arena, sample);
  if (status != CP_OK && held.scenario && held.scenario->complaint.size > 0) {
    const cp_sink words = cp_complaint_begin(&run->scenario->complaint);
    (void)cp_print(&words, "with %.0f days more cover %s", days, held.scenario->complaint.text);
  }
  cp_scenario_close(held.scenario);
  return status;
}

static cp_status search(cp_scenario *scenario, const cp_stock_options *options, cp_arena *arena,
                        cp_stock_answer *answer) {
  const cp_stock_terms *terms = &answer->terms;
  cp_stock_sample sample;
  plan run = {.scenario = scenario, .seed = answer->seed, .n_replica = options->replicas};
  CP_TRY(simulate(&run, options, terms, arena, &sample));
  cp_stock_weigh(&sample, answer);
  run.before = options->replicas;
  run.n_replica = half_of(options);
  for (double days = cp_stock_next(answer); days >= 0; days = cp_stock_next(answer)) {
    CP_TRY(simulate_raised(&run, options, terms, days, arena, &sample));
    cp_stock_add(days, &sample, answer);
    run.before += run.n_replica;
  }
  cp_stock_choose(answer);
  return CP_OK;
}

static cp_status prove(cp_scenario *scenario, const cp_stock_options *options, cp_arena *arena,
                       cp_stock_answer *answer) {
  cp_stock_sample sample;
  const plan run = {.scenario = scenario,
                    .seed = answer->proof_seed,
                    .n_replica = options->replicas,
                    .before = count_all(options) - options->replicas};
  CP_TRY(simulate_raised(&run, options, &answer->terms, answer->promised.days, arena, &sample));
  cp_stock_prove(&sample, answer);
  return CP_OK;
}

static cp_status answer_with(cp_scenario *scenario, const cp_stock_options *options,
                             cp_arena *arena, cp_stock_answer *answer) {
  const cp_sink complaint = cp_complaint_begin(&scenario->complaint);
  *answer = (cp_stock_answer){.question = {.firm = cp_text_of(options->firm),
                                           .good = cp_text_of(options->good),
                                           .part = cp_text_of(options->part ? options->part : ""),
                                           .carry = options->carry,
                                           .margin = options->margin,
                                           .risk = options->risk,
                                           .most = options->most,
                                           .n_round = options->rounds},
                              .seed = options->seed,
                              .proof_seed = options->seed + 1};
  CP_TRY(cp_stock_find(&scenario->model, scenario->spec, &answer->question, arena, &complaint,
                       &answer->terms));
  CP_TRY(search(scenario, options, arena, answer));
  return answer->chosen < 0 ? CP_OK : prove(scenario, options, arena, answer);
}

cp_status cp_scenario_print_stock(cp_scenario *scenario, const cp_stock_options *options,
                                  cp_output form, cp_writer writer, void *context, bool *holds) {
  CP_CHECK(scenario && scenario->spec && options && writer && holds, CP_BAD_USE);
  CP_CHECK(options->firm && options->good && options->replicas >= 1, CP_BAD_USE);
  CP_CHECK(options->carry >= 0 && options->risk <= 1 && options->threads >= 0, CP_BAD_USE);
  CP_CHECK(options->rounds >= 1 && options->rounds <= CP_STOCK_ROUNDS, CP_BAD_USE);
  CP_CHECK(options->most >= 1, CP_BAD_USE);
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
