// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// My today (tests/law/my_today): that evening the firm has what its table says, to the gram, and nothing else of that kind; until then, and without
// the table, nothing is different by a bit; from then on what it stated goes on by the delay law.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "desk/desk.h"
#include "harness/equal.h"
#include "harness/replica.h"
#include "model/gate.h"
#include "model/own.h"

static const char folder[] = "tests/law/my_today", without[] = "tests/law/my_today_not";

typedef struct who {
  int32_t user, neighbour,
      plain;  // inputs: the user's magnets, the neighbour's, the user's plain ones
} who;

// The user's inputs are two, of goods in the order of the scenario; the neighbour has one.
static who who_is(const cp_model *model) {
  who found = {-1, -1, -1};
  for (int32_t input = 0; input < model->n_input; input++) {
    const int32_t firm = model->input_firm[input];
    const int is_alone = model->firm_input[firm + 1] - model->firm_input[firm] == 1;
    if (is_alone) found.neighbour = input;
    if (!is_alone && model->input_good[input] == 0) found.user = input;
    if (!is_alone && model->input_good[input] != 0) found.plain = input;
  }
  return found;
}

static int32_t lane_to(const cp_model *model, int32_t input) {
  return model->input_lane[model->input_lane_first[input]];
}

static int32_t gate_to(const cp_model *model, int32_t input) {
  return model->lane_gate[lane_to(model, input)];
}

// --- the evening ---------------------------------------------------------------------------------

static void that_evening_stock_and_shipments_are_those_of_the_table(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, folder, 1, 0);
  replica_run_to(&test, 2024, 5, 15);
  const cp_model *model = &test.model;
  const cp_state *state = &test.engine.state;
  const int32_t input = who_is(model).user;
  const int32_t lane = lane_to(model, input);
  assert_true(state->stock[input] == 12345.0);
  assert_true(cp_lane_under_way(model, state, lane) == 7000.0);
  const int32_t first = cp_day_from(2024, 5, 22) % model->n_flight;
  const int32_t second = cp_day_from(2024, 6, 3) % model->n_flight;
  assert_true(state->arriving[(int64_t)first * model->n_lane + lane] == 3000.0);
  assert_true(state->arriving[(int64_t)second * model->n_lane + lane] == 4000.0);
  replica_run_to(&test, 2024, 5, 21);
  const double arrived = state->arrived_total[input];
  replica_run_to(&test, 2024, 5, 22);
  assert_true(state->arrived_total[input] == arrived + 3000.0);
  replica_run_to(&test, 2024, 6, 3);
  assert_true(state->arrived_total[input] >= arrived + 7000.0);
  replica_end(&test);
}

static void that_evening_licences_are_those_of_the_table(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, folder, 1, 0);
  replica_run_to(&test, 2024, 5, 15);
  const cp_state *state = &test.engine.state;
  const int32_t gate = gate_to(&test.model, who_is(&test.model).user);
  assert_true(state->licence_left[gate] == 14000.0);
  const cp_licence *first = state->licence + state->licence_first[gate];
  assert_true(first->left == 5000.0);
  assert_int_equal(first->valid_to, cp_day_from(2024, 6, 10));
  const cp_licence *second = state->licence + first->next;
  assert_true(second->left == 9000.0);
  assert_int_equal(second->valid_to, cp_day_from(2024, 9, 30));
  assert_int_equal(second->next, -1);
  // what the desk granted stays what it granted
  assert_true(state->licensed_total[gate] + state->licence_given[gate] ==
              14000.0 + state->drawn_total[gate] + state->reserved[gate]);
  replica_end(&test);
}

typedef struct on_desk {
  int32_t n, stage[8];
  double asked[8], all;
} on_desk;

static on_desk find_live(const cp_model *model, const cp_state *state, int32_t lane) {
  (void)model;
  on_desk found = {0};
  for (int32_t slot = 0; slot < state->application_used[0]; slot++) {
    const cp_application *application = state->application + slot;
    if (application->stage == CP_STAGE_FREE || application->lane != lane) continue;
    assert_true(found.n < 8);
    const int32_t at = application->ordinal - CP_OWN_FIRST;
    assert_true(at >= 0 && at < 4);
    found.stage[at] = application->stage;
    found.asked[at] = application->quantity;
    found.all += application->quantity;
    found.n++;
  }
  return found;
}

static void that_evening_applications_are_those_of_the_table(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, folder, 1, 0);
  replica_run_to(&test, 2024, 5, 15);
  const cp_state *state = &test.engine.state;
  const int32_t input = who_is(&test.model).user;
  const on_desk live = find_live(&test.model, state, lane_to(&test.model, input));
  assert_int_equal(live.n, 4);
  static const int32_t stage[] = {CP_STAGE_LOCAL, CP_STAGE_REVIEW, CP_STAGE_READY,
                                  CP_STAGE_RETURNED};
  static const double asked[] = {7000.0, 6000.0, 4000.0, 3000.0};
  for (int32_t at = 0; at < 4; at++) {
    assert_int_equal(live.stage[at], stage[at]);
    assert_true(live.asked[at] == asked[at]);
  }
  assert_true(state->pending[gate_to(&test.model, input)] == 20000.0);
  replica_end(&test);
}

// A-3 was accepted on 11 April, so its review was over on 9 May, before those of the neighbour that were filed on the first day of the control.
static void one_that_waits_for_a_decision_stands_where_its_review_put_it(void **unused) {
  (void)unused;
  const char *const setting[] = {"classes.civil.open=0 %/working day"};
  cp_scenario_options options = cp_scenario_options_default();
  options.setting = setting;
  options.n_setting = 1;
  replica test;
  replica_begin_with(&test, folder, &options, 1, 0);
  replica_run_to(&test, 2024, 5, 15);
  const cp_state *state = &test.engine.state;
  int32_t class = 0;
  while (state->ready_count[class] == 0.0) class ++;
  assert_true(state->ready_count[class] == 3.0);
  const int32_t first = state->ready_first[class];
  assert_int_equal(state->application[first].ordinal, CP_OWN_FIRST + 2);
  assert_int_equal(state->application[first].review_due, cp_day_from(2024, 5, 9));
  const int32_t second = state->application[first].next;
  assert_int_equal(state->application[second].review_due, cp_day_from(2024, 5, 13));
  // its days are told by stage, as those of others are
  const cp_track *track = state->track + first;
  assert_int_equal(track->days[CP_STAGE_LOCAL - CP_STAGE_PAPERS], 9);
  assert_int_equal(track->days[CP_STAGE_REVIEW - CP_STAGE_PAPERS], 28);
  assert_int_equal(track->since, cp_day_from(2024, 5, 9));
  replica_end(&test);
}

// --- from then on --------------------------------------------------------------------------------

static int32_t approved_on[8], filed_on[8], n_filed, lane_heard;
static void hear(void *listener, const cp_event *event) {
  (void)listener;
  if (event->object != lane_heard) return;
  n_filed += event->kind == CP_EVENT_FILE && event->part < CP_OWN_FIRST;
  if (event->part < CP_OWN_FIRST || event->part >= CP_OWN_FIRST + 4) return;
  if (event->kind == CP_EVENT_APPROVE) approved_on[event->part - CP_OWN_FIRST] = event->day;
  if (event->kind == CP_EVENT_FILE) filed_on[event->part - CP_OWN_FIRST] = event->day;
}

// The local office takes 10 working days, the review 20, a return 10; decided is on the day after. Counted by hand.
static void applications_keep_their_age(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, folder, 1, 0);
  cp_event_log log = {.tell = hear};
  memset(approved_on, 0, sizeof approved_on);
  memset(filed_on, 0, sizeof filed_on);
  lane_heard = lane_to(&test.model, who_is(&test.model).user);
  test.engine.state.log = &log;
  replica_run_to(&test, 2024, 7, 20);
  assert_int_equal(approved_on[0], cp_day_from(2024, 6, 19));
  assert_int_equal(approved_on[1], cp_day_from(2024, 5, 27));
  assert_int_equal(approved_on[2], cp_day_from(2024, 5, 16));
  assert_int_equal(approved_on[3], cp_day_from(2024, 7, 10));
  assert_int_equal(filed_on[3], cp_day_from(2024, 5, 29));
  assert_int_equal(filed_on[0], 0);
  replica_end(&test);
}

// What is stated is enough for that day: a kilogram a day is used, and an application is for 7 kg, so they file every seven days.
static void exporters_file_on_for_the_days_that_follow(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, folder, 1, 0);
  cp_event_log log = {.tell = hear};
  lane_heard = lane_to(&test.model, who_is(&test.model).user);
  test.engine.state.log = &log;
  replica_run_to(&test, 2024, 5, 15);
  n_filed = 0;
  replica_run_to(&test, 2024, 5, 21);
  assert_int_equal(n_filed, 0);
  replica_run_to(&test, 2024, 6, 13);
  assert_int_equal(n_filed, 4);
  replica_end(&test);
}

// --- nothing else --------------------------------------------------------------------------------

static void until_then_and_of_others_nothing_is_different(void **unused) {
  (void)unused;
  replica own, other;
  replica_begin(&own, folder, 1, 0);
  replica_begin(&other, without, 1, 0);
  const cp_state *here = &own.engine.state, *there = &other.engine.state;
  assert_true(own.model.n_application >= other.model.n_application);
  for (int32_t day = 0; day < 135; day++) {
    assert_int_equal(cp_engine_step(&own.engine), CP_OK);
    assert_int_equal(cp_engine_step(&other.engine), CP_OK);
    const who is = who_is(&own.model);
    const int is_eve = here->day[0] < cp_day_from(2024, 5, 15);
    for (int32_t input = 0; input < own.model.n_input; input++) {
      if (!is_eve && input == is.user) continue;
      const int32_t lane = lane_to(&own.model, input);
      const int32_t gate = gate_to(&own.model, input);
      assert_true(here->stock[input] == there->stock[input]);
      assert_true(here->coming[input] == there->coming[input]);
      assert_true(cp_lane_under_way(&own.model, here, lane) ==
                  cp_lane_under_way(&other.model, there, lane));
      assert_true(here->licence_left[gate] == there->licence_left[gate]);
      assert_true(here->pending[gate] == there->pending[gate]);
    }
  }
  assert_int_equal(here->day[0], cp_day_from(2024, 5, 14));
  replica_run_to(&own, 2024, 5, 15);
  replica_run_to(&other, 2024, 5, 15);
  const who is = who_is(&own.model);
  const int32_t inputs[] = {is.neighbour, is.plain};
  for (int32_t at = 0; at < 2; at++) {
    const int32_t gate = gate_to(&own.model, inputs[at]);
    assert_true(here->stock[inputs[at]] == there->stock[inputs[at]]);
    assert_true(here->licence_left[gate] == there->licence_left[gate]);
    assert_true(here->pending[gate] == there->pending[gate]);
  }
  replica_end(&own);
  replica_end(&other);
}

// Of the user's goods the plain ones have no row of stock, but its shipments are stated: none of those is under way.
static void a_kind_that_is_stated_is_stated_of_all_lanes(void **unused) {
  (void)unused;
  replica own, other;
  replica_begin(&own, folder, 1, 0);
  replica_begin(&other, without, 1, 0);
  replica_run_to(&own, 2024, 5, 15);
  replica_run_to(&other, 2024, 5, 15);
  const int32_t plain = who_is(&own.model).plain;
  const int32_t lane = lane_to(&own.model, plain);
  assert_true(cp_lane_under_way(&other.model, &other.engine.state, lane) > 0.0);
  assert_true(cp_lane_under_way(&own.model, &own.engine.state, lane) == 0.0);
  replica_end(&own);
  replica_end(&other);
}

static void a_table_of_a_later_day_changes_no_bit(void **unused) {
  (void)unused;
  cp_scenario_options options = cp_scenario_options_default();
  options.as_of = cp_day_from(2024, 5, 14);
  replica own, other;
  replica_begin_with(&own, folder, &options, 7, 3);
  replica_begin_with(&other, without, &options, 7, 3);
  for (int32_t day = 0; day < own.model.n_day; day++) {
    assert_int_equal(cp_engine_step(&own.engine), CP_OK);
    assert_int_equal(cp_engine_step(&other.engine), CP_OK);
    assert_int_equal(cp_engine_hash(&own.engine), cp_engine_hash(&other.engine));
  }
  replica_end(&own);
  replica_end(&other);
}

static void a_run_goes_on_from_the_day_before_with_the_same_bits(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, folder, 1, 5);
  replica_run_to(&test, 2024, 5, 14);
  void *kept = malloc(test.model.state_bytes);
  memcpy(kept, test.engine.state.block, test.model.state_bytes);
  replica_run_to(&test, 2024, 7, 31);
  const uint64_t straight = cp_engine_hash(&test.engine);
  memcpy(test.engine.state.block, kept, test.model.state_bytes);
  replica_run_to(&test, 2024, 5, 15);
  memcpy(kept, test.engine.state.block, test.model.state_bytes);
  replica_run_to(&test, 2024, 6, 1);
  memcpy(test.engine.state.block, kept, test.model.state_bytes);
  replica_run_to(&test, 2024, 7, 31);
  assert_int_equal(cp_engine_hash(&test.engine), straight);
  free(kept);
  replica_end(&test);
}

static void the_plain_engine_agrees(void **unused) {
  (void)unused;
  replica test;
  replica_begin(&test, folder, 1, 0);
  for (uint32_t number = 0; number < 3; number++) {
    replica_again(&test, 1, number);
    char why[256];
    if (equal_fails(&test, why)) fail_msg("%s", why);
  }
  replica_end(&test);
}

// --- the delay law, given its age ----------------------------------------------------------------

enum { N_DRAW = 20000 };

// The application's own review in as many replicas: how often it ends on each day after the evening.
static void count_ends(replica *test, int32_t own, int32_t n_day, int32_t *count) {
  cp_state *state = &test->engine.state;
  const int32_t evening = cp_day_from(2024, 5, 15);
  replica_again(test, 1, 0);
  replica_run_to(test, 2024, 5, 14);
  state->day[0] = evening;
  void *kept = malloc(test->model.state_bytes);
  memcpy(kept, state->block, test->model.state_bytes);
  for (uint32_t number = 0; number < N_DRAW; number++) {
    memcpy(state->block, kept, test->model.state_bytes);
    state->replica[0] = number;
    cp_desk_own(&test->model, &test->engine.draw, state);
    for (int32_t slot = 0; slot < state->application_used[0]; slot++) {
      const cp_application *application = state->application + slot;
      if (application->stage == CP_STAGE_FREE || application->ordinal != CP_OWN_FIRST + own)
        continue;
      const int32_t end =
          application->stage == CP_STAGE_LOCAL ? application->due : application->review_due;
      const int32_t days = end - evening;
      assert_true(days > 0);
      count[days < n_day ? days : n_day - 1]++;
    }
  }
  free(kept);
}

static void assert_close(int32_t count, double chance) {
  const double expected = N_DRAW * chance;
  const double spread = 4.0 * __builtin_sqrt(expected * (1.0 - chance)) + 1.0;
  if (count < expected - spread || count > expected + spread)
    fail_msg("%d of %d, expected %.1f", (int)count, N_DRAW, expected);
}

// Cells of the table of reviews after so many working days, of those that are over later than `passed`.
static double share_after(const int32_t *days, int32_t passed, int32_t after) {
  int32_t n_later = 0, n_beyond = 0;
  for (int32_t cell = 0; cell < CP_TABLE; cell++) {
    n_beyond += days[cell] > passed;
    n_later += days[cell] > after;
  }
  return (double)n_later / n_beyond;
}

// A-2 was accepted 12 working days before and its limit is on 24 June: a quarter of all reviews end there by themselves, and those that would
// be longer, but for a fifth of them.
static void a_review_ends_by_the_law_given_that_it_lasts_still(void **unused) {
  (void)unused;
  const char *const setting[] = {
      "classes.civil.review_median=15 working days", "classes.civil.review_p90=40 working days",
      "authorities.office.limit=40 working days", "authorities.office.bunch=25 %",
      "authorities.office.overrun=20 %"};
  cp_scenario_options options = cp_scenario_options_default();
  options.setting = setting;
  options.n_setting = sizeof setting / sizeof setting[0];
  replica test;
  replica_begin_with(&test, folder, &options, 1, 0);
  int32_t count[200] = {0};
  count_ends(&test, 1, 200, count);
  const int32_t *days = test.engine.draw.review_days;
  double beyond = 0.0;
  for (int32_t cell = 0; cell < CP_TABLE; cell++) beyond += days[cell] > 12;
  beyond /= CP_TABLE;
  const double bunch = 0.25 / (0.25 + 0.75 * beyond);
  const int32_t limit = cp_day_from(2024, 6, 24) - cp_day_from(2024, 5, 15);
  // 17 May is the 14th working day, 31 May the 24th
  int32_t by_17 = 0, by_31 = 0, later = 0;
  for (int32_t day = 0; day < 200; day++) {
    if (day <= 2) by_17 += count[day];
    if (day <= 16) by_31 += count[day];
    if (day > limit) later += count[day];
  }
  assert_close(by_17, (1.0 - bunch) * (1.0 - share_after(days, 12, 14)));
  assert_close(by_31, (1.0 - bunch) * (1.0 - share_after(days, 12, 24)));
  assert_close(later, (1.0 - bunch) * 0.2 * share_after(days, 12, 40));
  assert_close(count[limit], bunch + (1.0 - bunch) * (share_after(days, 12, 39) -
                                                      0.2 * share_after(days, 12, 40)));
  replica_end(&test);
}

// Behind its limit it is among those that run past it, whatever else the limit would do.
static void a_review_behind_its_limit_runs_on(void **unused) {
  (void)unused;
  const char *const setting[] = {
      "classes.civil.review_median=15 working days", "classes.civil.review_p90=40 working days",
      "authorities.office.limit=12 working days", "authorities.office.bunch=90 %"};
  cp_scenario_options options = cp_scenario_options_default();
  options.setting = setting;
  options.n_setting = sizeof setting / sizeof setting[0];
  replica test;
  replica_begin_with(&test, folder, &options, 1, 0);
  int32_t count[200] = {0};
  count_ends(&test, 1, 200, count);
  int32_t by_31 = 0;
  for (int32_t day = 0; day <= 16; day++) by_31 += count[day];
  assert_close(by_31, 1.0 - share_after(test.engine.draw.review_days, 12, 24));
  replica_end(&test);
}

// One that has lasted longer than any: the next working day is the first on which it may end.
static void a_stage_that_has_lasted_too_long_ends_on_the_next_working_day(void **unused) {
  (void)unused;
  const char *const setting[] = {"classes.civil.review_median=5 working days",
                                 "classes.civil.review_p90=5 working days",
                                 "authorities.office.local_median=2 working days",
                                 "authorities.office.local_p90=2 working days"};
  cp_scenario_options options = cp_scenario_options_default();
  options.setting = setting;
  options.n_setting = sizeof setting / sizeof setting[0];
  replica test;
  replica_begin_with(&test, folder, &options, 1, 0);
  int32_t count[10] = {0};
  count_ends(&test, 1, 10, count);
  assert_int_equal(count[1], N_DRAW);
  memset(count, 0, sizeof count);
  count_ends(&test, 0, 10, count);
  assert_int_equal(count[1], N_DRAW);
  replica_end(&test);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(that_evening_stock_and_shipments_are_those_of_the_table),
      cmocka_unit_test(that_evening_licences_are_those_of_the_table),
      cmocka_unit_test(that_evening_applications_are_those_of_the_table),
      cmocka_unit_test(one_that_waits_for_a_decision_stands_where_its_review_put_it),
      cmocka_unit_test(applications_keep_their_age),
      cmocka_unit_test(exporters_file_on_for_the_days_that_follow),
      cmocka_unit_test(until_then_and_of_others_nothing_is_different),
      cmocka_unit_test(a_kind_that_is_stated_is_stated_of_all_lanes),
      cmocka_unit_test(a_table_of_a_later_day_changes_no_bit),
      cmocka_unit_test(a_run_goes_on_from_the_day_before_with_the_same_bits),
      cmocka_unit_test(the_plain_engine_agrees),
      cmocka_unit_test(a_review_ends_by_the_law_given_that_it_lasts_still),
      cmocka_unit_test(a_review_behind_its_limit_runs_on),
      cmocka_unit_test(a_stage_that_has_lasted_too_long_ends_on_the_next_working_day),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
