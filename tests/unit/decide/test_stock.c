// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The terms of a stock, the raised cover, and the proof, on the scenario that `new` writes.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "api/objects.h"
#include "base/os/heap.h"
#include "base/os/print.h"
#include "decide/stock.h"
#include "model/draw.h"
#include "observe/record.h"

enum { LONGEST = 256 };

typedef struct fixture {
  char folder[LONGEST];
  cp_scenario *scenario;
  cp_arena arena;
  cp_text_builder said;
  cp_stock_question question;
  cp_stock_terms terms;
} fixture;

static int setup(void **state) {
  fixture *made = calloc(1, sizeof *made);
  static const char *const setting[] = {"goods.magnet.price=60 USD/kg",
                                        "goods.car.price=20000 USD/piece"};
  snprintf(made->folder, sizeof made->folder, "%s/tests/stock-%d", CP_BUILD_DIR, (int)getpid());
  if (cp_starter_write(made->folder) != CP_OK) return 1;
  if (cp_scenario_open(made->folder, NULL, setting, 2, &made->scenario) != CP_OK) return 1;
  cp_arena_begin(&made->arena, cp_heap_allocator());
  made->said.arena = &made->arena;
  made->question = (cp_stock_question){.firm = CP_TEXT("southern-cars"),
                                       .good = CP_TEXT("magnet"),
                                       .carry = 0.2,
                                       .margin = -1,
                                       .risk = -1};
  *state = made;
  return 0;
}

static int teardown(void **state) {
  fixture *made = *state;
  char command[LONGEST + 16];
  cp_arena_end(&made->arena);
  cp_scenario_close(made->scenario);
  snprintf(command, sizeof command, "rm -r '%s'", made->folder);
  const int status = system(command);
  free(made);
  return status;
}

static cp_status find(fixture *given) {
  given->said.text = (cp_text){NULL, 0};
  given->said.room = 0;
  const cp_sink sink = cp_sink_text(&given->said);
  return cp_stock_find(&given->scenario->model, given->scenario->spec, &given->question,
                       &given->arena, &sink, &given->terms);
}

static void assert_said(const fixture *given, const char *expected) {
  assert_int_equal(given->said.text.size, strlen(expected));
  assert_memory_equal(given->said.text.at, expected, strlen(expected));
}

// 20,000 cars a day with 1.5 kg each, for 365 days of the run; the margin is a fifth of the price.
static void a_day_of_stock_is_worth_its_use(void **state) {
  fixture *given = *state;
  assert_int_equal(find(given), CP_OK);
  assert_true(fabs(given->terms.use - 30e6) < 1e-3);
  assert_true(fabs(given->terms.output - 20000) < 1e-9);
  assert_true(given->terms.has_cost && given->terms.margin_from == CP_STOCK_ASSUMED);
  assert_true(fabs(given->terms.holding - 30000 * 60 * 0.2 * 100) < 1e-3);
  assert_true(fabs(given->terms.lacking - 20000 * 4000.0 * 100) < 1e-3);
  given->question.margin = 1000;
  assert_int_equal(find(given), CP_OK);
  assert_true(given->terms.margin_from == CP_STOCK_GIVEN && given->terms.margin == 1000 * 100);
}

static void unknown_names_get_near_ones(void **state) {
  fixture *given = *state;
  given->question.firm = CP_TEXT("suothern-cars");
  assert_int_equal(find(given), CP_NOT_FOUND);
  assert_said(given, "there is no firm 'suothern-cars'; did you mean 'southern-cars'?");
  given->question.firm = CP_TEXT("southern-cars");
  given->question.good = CP_TEXT("quite-other");
  assert_int_equal(find(given), CP_NOT_FOUND);
  assert_said(given, "there is no good 'quite-other'");
  given->question.good = CP_TEXT("car");
  assert_int_equal(find(given), CP_NOT_FOUND);
  assert_said(given, "southern-cars uses no car; it uses magnet");
}

// The model of the raised scenario draws the same range, moved: its ends and middle exactly.
static void cover_is_raised_in_the_proofs_scenario(void **state) {
  fixture *given = *state;
  assert_int_equal(find(given), CP_OK);
  const char *const setting[] = {cp_stock_setting(&given->scenario->model, given->scenario->spec,
                                                  given->terms.input[0], 12, &given->arena)
                                     .at};
  cp_scenario *raised;
  assert_int_equal(cp_scenario_open(given->folder, NULL, setting, 1, &raised), CP_OK);
  const cp_model *before = &given->scenario->model, *after = &raised->model;
  int32_t n_moved = 0;
  for (int32_t range = 0; range < before->n_range; range++) {
    const double moved = after->range_mode[range] - before->range_mode[range];
    assert_int_equal(after->range_hash[range], before->range_hash[range]);
    assert_int_equal(after->range_shape[range], before->range_shape[range]);
    assert_true(moved == 0 || moved == 12);
    assert_true(after->range_low[range] - before->range_low[range] == moved);
    assert_true(after->range_high[range] - before->range_high[range] == moved);
    n_moved += moved == 12;
  }
  assert_int_equal(n_moved, 1);
  cp_scenario_close(raised);
}

static void parts_are_named(void **state) {
  fixture *given = *state;
  given->question.part = CP_TEXT("mirror");
  assert_int_equal(find(given), CP_NOT_FOUND);
  assert_said(given, "southern-cars has no part 'mirror' of magnet");
}

static cp_stock_sample sample_of(const double *days, int32_t n) {
  return (cp_stock_sample){.lack = {days, n, n}};
}

static void fill(cp_stock_answer *answer, double risk) {
  *answer = (cp_stock_answer){.question = {.risk = risk, .most = 365, .n_round = 6},
                              .terms = {.has_cost = true, .holding = 1, .lacking = 10}};
}

static void textbook_has_the_cheapest_level_and_that_of_the_risk(void **state) {
  (void)state;
  double days[100];
  for (int32_t at = 0; at < 100; at++) days[at] = at + 0.5;
  const cp_stock_sample sample = sample_of(days, 100);
  cp_stock_answer answer;
  fill(&answer, -1);
  cp_stock_weigh(&sample, &answer);
  // P(lack <= days) = 0.9 at 89.5
  assert_true(answer.is_cheapest && answer.cheapest.value == 89.5);
  assert_true(fabs(answer.target - 0.1) < 1e-15);
  fill(&answer, 0.2);
  cp_stock_weigh(&sample, &answer);
  assert_true(!answer.is_cheapest && answer.safe.value == 79.5 && answer.target == 0.2);
  for (int32_t place = 1; place < answer.n_point; place++) {
    assert_true(answer.point[place].risk.value <= answer.point[place - 1].risk.value);
    assert_true(answer.point[place].lost.value <= answer.point[place - 1].lost.value);
  }
  assert_true(answer.point[answer.n_point - 1].risk.value == 0);
  assert_true(answer.n_level == 1 && answer.level[0].found.days == 0);
}

// At most 10% may lack: of 100 that are 10, with an error of 3 found: 19 are within three errors, 30 are not.
static void promise_fails_beyond_three_errors(void **state) {
  (void)state;
  double days[100], found[100];
  cp_stock_answer answer;
  fill(&answer, 0.1);
  for (int32_t at = 0; at < 100; at++) days[at] = at < 90 ? 0 : 1;
  const cp_stock_sample sample = sample_of(days, 100), proof = sample_of(found, 100);
  cp_stock_weigh(&sample, &answer);
  assert_true(cp_stock_next(&answer) < 0);
  cp_stock_choose(&answer);
  assert_true(answer.chosen == 0 && answer.promised.risk.value == 0.1);
  for (int32_t n_found = 0; n_found <= 30; n_found += 10) {
    for (int32_t at = 0; at < 100; at++) found[at] = at < 100 - n_found ? 0 : 0.01;
    cp_stock_prove(&proof, &answer);
    assert_int_equal(answer.keeps_risk, n_found <= 20);
    assert_true(answer.keeps_cost);
  }
  for (int32_t at = 0; at < 100; at++) found[at] = at < 90 ? 0 : 50;
  cp_stock_prove(&proof, &answer);
  assert_true(answer.keeps_risk && !answer.keeps_cost);
}

// A day of stock costs 1 and saves a day's lack of 10: what the proof finds is told from 9 by three errors, or it is wide.
static void proof_is_wide_when_its_errors_pass_the_saving(void **state) {
  (void)state;
  double one[100], none[100], found[100];
  for (int32_t at = 0; at < 100; at++) one[at] = 1, none[at] = found[at] = 0;
  const cp_stock_sample before = sample_of(one, 100), held = sample_of(none, 100);
  const cp_stock_sample proof = sample_of(found, 100);
  cp_stock_answer answer;
  fill(&answer, -1);
  cp_stock_weigh(&before, &answer);
  cp_stock_add(1, &held, &answer);
  cp_stock_choose(&answer);
  assert_true(answer.promised.days == 1 && answer.promised.total.value == 1);
  cp_stock_prove(&proof, &answer);
  assert_true(answer.keeps_cost && !answer.is_wide);
  // a mean of 0.2 with an error of 0.2 is 2 in money, one of 0.5 is 5
  found[99] = 20;
  cp_stock_prove(&proof, &answer);
  assert_true(answer.keeps_cost && !answer.is_wide);
  found[99] = 50;
  cp_stock_prove(&proof, &answer);
  assert_true(answer.keeps_cost && answer.is_wide);
}

// A carmaker with one input loses what that input lacks: days lacking times its plan are the cars lost since the control began.
static void a_firm_with_one_input_loses_what_it_lacks(void **state) {
  enum { RUNS = 6 };
  fixture *given = *state;
  cp_ensemble ensemble;
  cp_result *result;
  double n_lost = 0;
  cp_run_options options = cp_run_options_default(given->scenario);
  options.replicas = RUNS;
  assert_int_equal(find(given), CP_OK);
  assert_int_equal(cp_run(given->scenario, &options, &result), CP_OK);
  ensemble = result->ensemble;
  const cp_outcome missing = cp_outcome_at(ensemble.model, CP_OUTCOME_missing);
  const int32_t firm = ensemble.model->input_firm[given->terms.input[0]];
  for (uint32_t replica = 0; replica < RUNS; replica++) {
    cp_simulation *simulation;
    cp_array lost, control;
    double before = 0;
    assert_int_equal(cp_simulation_begin(given->scenario, 1, replica, &simulation), CP_OK);
    cp_simulation_read(simulation, "lost_total", &lost);
    cp_simulation_read(simulation, "control_first", &control);
    while (cp_simulation_step(simulation) == CP_OK) {
      if (*(const int32_t *)control.data < 0) before = ((const double *)lost.data)[firm];
    }
    const double since = ((const double *)lost.data)[firm] - before;
    const double days =
        cp_ensemble_record(&ensemble, (int32_t)replica)[missing.offset + given->terms.input[0]];
    // a week's plan is cut to whole shifts, and lost units are made up
    assert_true(fabs(since - days * given->terms.output) <= 0.03 * since);
    n_lost += since;
    cp_simulation_end(simulation);
  }
  assert_true(n_lost > 0);
  cp_result_close(result);
}

// What a maker to order lacks in a day is a day's normal output at most, whatever its backlog; it works five days in seven.
static void a_maker_lacks_no_more_than_the_days_since_the_control(void **state) {
  (void)state;
  cp_scenario *scenario;
  cp_simulation *simulation;
  cp_array missing, control, day;
  assert_int_equal(
      cp_scenario_open(CP_SOURCE_DIR "/scenarios/rare-earth-pact-2025", NULL, NULL, 0, &scenario),
      CP_OK);
  const cp_model *model = &scenario->model;
  cp_arena arena;
  cp_arena_begin(&arena, cp_heap_allocator());
  cp_draw draw;
  cp_draw_view(model, cp_arena_take(&arena, model->draw_bytes), &draw);
  cp_draw_begin(model, 1, 0, cp_chances_of(scenario), &draw);
  assert_int_equal(cp_simulation_begin(scenario, 1, 0, &simulation), CP_OK);
  while (cp_simulation_step(simulation) == CP_OK) {
  }
  cp_simulation_read(simulation, "missing_total", &missing);
  cp_simulation_read(simulation, "control_first", &control);
  cp_simulation_read(simulation, "day", &day);
  const double days = *(const int32_t *)day.data - *(const int32_t *)control.data + 7;
  int32_t n_lacking = 0;
  for (int32_t input = 0; input < model->n_input; input++) {
    const double lacks = ((const double *)missing.data)[input];
    if (model->firm_is_final[model->input_firm[input]] || lacks <= 0) continue;
    assert_true(lacks <= 1.01 * days * draw.input_rate[input] + 1);
    n_lacking++;
  }
  assert_true(n_lacking > 0);
  cp_simulation_end(simulation);
  cp_arena_end(&arena);
  cp_scenario_close(scenario);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_day_of_stock_is_worth_its_use, setup, teardown),
      cmocka_unit_test_setup_teardown(unknown_names_get_near_ones, setup, teardown),
      cmocka_unit_test_setup_teardown(cover_is_raised_in_the_proofs_scenario, setup, teardown),
      cmocka_unit_test_setup_teardown(a_firm_with_one_input_loses_what_it_lacks, setup, teardown),
      cmocka_unit_test_setup_teardown(parts_are_named, setup, teardown),
      cmocka_unit_test(textbook_has_the_cheapest_level_and_that_of_the_risk),
      cmocka_unit_test(a_maker_lacks_no_more_than_the_days_since_the_control),
      cmocka_unit_test(promise_fails_beyond_three_errors),
      cmocka_unit_test(proof_is_wide_when_its_errors_pass_the_saving),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
