// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What the summary says about losses, cover, slips, trade and switches, from records that are written by hand into an ensemble of the
// scenario that `new` writes, with value added, an alternative and makers whose deliveries slip.
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
#include "base/date.h"
#include "base/os/heap.h"
#include "report/summary.h"

enum { REPLICAS = 11, LONGEST = 256, ROOM = 1 << 16 };

typedef struct fixture {
  char folder[LONGEST];
  cp_scenario *scenario;
  cp_arena arena;
  cp_ensemble ensemble;
  double *record;  // of one replica
  cp_summary summary;
  char text[ROOM];
  size_t size;
} fixture;

static const char *const settings[] = {
    "firms.southern-cars.value_added=10000 USD/unit", "firms.eastern-cars.use=defence",
    "firms.eastern-cars.short=slips", "regions.south.noise=0 %", "regions.east.noise=0 %"};

static void write_alternatives(const char *folder) {
  char path[LONGEST + 32];
  snprintf(path, sizeof path, "%s/alternatives.csv", folder);
  FILE *file = fopen(path, "w");
  fputs(
      "alternative,user,good,kind,qualify,ramp,share,starts_below,source,assumed\n"
      "southern-cars-park,southern-cars,magnet,park,5 days,,50 %,9 days,made up,qualify\n"
      "southern-cars-thrift,southern-cars,magnet,thrift,5 days,,5 %,9 days,made up,qualify\n",
      file);
  fclose(file);
}

static int setup(void **state) {
  fixture *made = calloc(1, sizeof *made);
  snprintf(made->folder, sizeof made->folder, "%s/tests/losses-%d", CP_BUILD_DIR, (int)getpid());
  if (cp_starter_write(made->folder) != CP_OK) return 1;
  write_alternatives(made->folder);
  const int32_t n_setting = sizeof settings / sizeof settings[0];
  if (cp_scenario_open(made->folder, NULL, settings, n_setting, &made->scenario) != CP_OK) return 1;
  cp_arena_begin(&made->arena, cp_heap_allocator());
  if (cp_ensemble_begin(&made->scenario->model, REPLICAS, &made->arena, &made->ensemble) != CP_OK)
    return 1;
  made->record = calloc((size_t)made->ensemble.n_value, sizeof(double));
  *state = made;
  return 0;
}

static int teardown(void **state) {
  fixture *made = *state;
  char command[LONGEST + 16];
  free(made->record);
  cp_arena_end(&made->arena);
  cp_scenario_close(made->scenario);
  snprintf(command, sizeof command, "rm -r '%s'", made->folder);
  const int status = system(command);
  free(made);
  return status;
}

static double *place(fixture *given, int32_t series, int32_t entity, int32_t date) {
  const cp_series at = given->scenario->catalog.series[series].series;
  return &given->record[at.offset + entity * at.n_date + date];
}

static double *outcome(fixture *given, int32_t which, int32_t entity) {
  return &given->record[given->scenario->catalog.outcome[which].offset + entity];
}

static int32_t firm_of(fixture *given, const char *name) {
  const cp_labels *labels = &given->scenario->labels;
  for (int32_t firm = 0; firm < labels->model->n_firm; firm++) {
    if (cp_text_equal(cp_label_firm(labels, firm), cp_text_of(name))) return firm;
  }
  fail_msg("no firm %s", name);
  return -1;
}

static int32_t alternative_of(fixture *given, const char *name) {
  const cp_labels *labels = &given->scenario->labels;
  for (int32_t at = 0; at < labels->model->n_alternative; at++) {
    if (cp_text_equal(cp_label_alternative(labels, at), cp_text_of(name))) return at;
  }
  fail_msg("no alternative %s", name);
  return -1;
}

static void put(fixture *given, int32_t replica) {
  cp_ensemble_put(&given->ensemble, replica, given->record);
}

static void build(fixture *given) {
  const cp_certificate certificate = {.seed = 1,
                                      .chances = 1,
                                      .asked = REPLICAS,
                                      .done = REPLICAS,
                                      .as_of = given->scenario->model.as_of[0]};
  assert_int_equal(cp_summary_build(&given->scenario->catalog, &given->ensemble, &certificate,
                                    &given->arena, &given->summary),
                   CP_OK);
}

static cp_status keep_text(void *context, const char *text, size_t size) {
  fixture *given = context;
  assert_true(given->size + size < ROOM);
  memcpy(given->text + given->size, text, size);
  given->size += size;
  given->text[given->size] = 0;
  return CP_OK;
}

static void expect_text(fixture *given, const char *wanted) {
  const cp_sink sink = {.put = keep_text, .context = given};
  given->size = 0;
  assert_int_equal(cp_summary_print(&given->summary, &sink), CP_OK);
  if (!strstr(given->text, wanted)) fail_msg("not in the summary: %s\n%s", wanted, given->text);
}

static const cp_headline *headline(fixture *given, const char *name, const char *entity) {
  const cp_summary *summary = &given->summary;
  for (int32_t at = 0; at < summary->n_headline; at++) {
    const cp_headline *row = &summary->headline[at];
    if (cp_text_equal(row->name, cp_text_of(name)) &&
        cp_text_equal(row->entity, cp_text_of(entity)))
      return row;
  }
  fail_msg("no headline number %s of %s", name, entity);
  return NULL;
}

// 20,000 cars a day are planned on the 184 days after as_of. Replica k loses k shares of a hundred, and makes up 10,000 cars.
static void losses_are_gross_made_later_and_net_of_what_was_planned(void **state) {
  fixture *given = *state;
  const int32_t south = firm_of(given, "southern-cars"), east = firm_of(given, "eastern-cars");
  const double planned = 20000.0 * 184;
  for (int32_t replica = 0; replica < REPLICAS; replica++) {
    *outcome(given, CP_OUTCOME_lost_units, south) = planned * replica / 100;
    *outcome(given, CP_OUTCOME_recovered_units, south) = 10000;
    *outcome(given, CP_OUTCOME_value_lost, south) = 10000 * planned * replica / 100;
    *outcome(given, CP_OUTCOME_value_net, south) = 10000 * (planned * replica / 100 - 10000);
    *outcome(given, CP_OUTCOME_extra_cost, south) = 2e6;
    *outcome(given, CP_OUTCOME_lost_units, east) = 1e9;
    *outcome(given, CP_OUTCOME_extra_cost, east) = 1e9;
    put(given, replica);
  }
  build(given);
  const cp_summary_losses *losses = &given->summary.losses;
  assert_int_equal(losses->n_maker, 1);
  assert_true(losses->lost.median == planned * 5 / 100);
  assert_true(losses->net.median == planned * 5 / 100 - 10000);
  assert_true(losses->net.low == planned * 1 / 100 - 10000);
  assert_true(fabs(losses->lost_share.median - 0.05) < 1e-12);
  assert_true(fabs(losses->lost_share.high - 0.09) < 1e-12);
  assert_true(fabs(losses->recovered_share.median - 10000 / planned) < 1e-12);
  assert_true(losses->has_value);
  assert_true(fabs(losses->value_planned.median - 10000 * planned) < 1);
  assert_true(losses->value_lost.median == 10000 * planned * 5 / 100);
  assert_true(losses->cost.median == 2e6 && losses->cost_all.median == 2e6);
  assert_int_equal(losses->n_other, 0);
  assert_true(headline(given, "net_units", "south")->value == losses->net.median);
  assert_true(headline(given, "value_net", "south")->high == losses->value_net.high);
  expect_text(given, "lost, gross               184000 [36800 .. 331200] = 5.00% [1.00 .. 9.00]");
  expect_text(given, "1.8 [0.4 .. 3.3] billion USD gross, 1.7 [0.3 .. 3.2] net, of 37 at stake");
  expect_text(given, "vehicles planned after 30 Jun 2025: 5.0% [1.0..9.0] lost gross");
}

// Nothing is at stake where the scenario gives no value added.
static void without_value_added_no_value_is_told(void **state) {
  fixture *given = *state;
  cp_scenario_close(given->scenario);
  assert_int_equal(cp_scenario_open(given->folder, NULL, NULL, 0, &given->scenario), CP_OK);
  given->ensemble.model = &given->scenario->model;
  for (int32_t replica = 0; replica < REPLICAS; replica++) put(given, replica);
  build(given);
  assert_false(given->summary.losses.has_value);
  expect_text(given, "lost, net ");
  assert_null(strstr(given->text, "at stake"));
  assert_null(strstr(given->text, "value added lost"));
  assert_null(strstr(given->text, "users' value added"));
}

// Short in ten replicas from 1 June on; back in four of these on 1 September.
static void cover_tells_since_when_it_is_short_and_how_often_it_stays_so(void **state) {
  fixture *given = *state;
  const int32_t south = firm_of(given, "southern-cars");
  for (int32_t replica = 0; replica < REPLICAS; replica++) {
    *outcome(given, CP_OUTCOME_cover_short, south) = replica < 10 ? cp_day_from(2025, 6, 1) : -1;
    *outcome(given, CP_OUTCOME_cover_back, south) = replica < 4 ? cp_day_from(2025, 9, 1) : -1;
    *outcome(given, CP_OUTCOME_cover_short, firm_of(given, "eastern-cars")) = -1;
    put(given, replica);
  }
  build(given);
  assert_int_equal(given->summary.n_cover, 1);
  const cp_summary_cover *cover = &given->summary.cover[0];
  assert_true(cp_text_equal(cover->firm, CP_TEXT("southern-cars")) && cover->is_told);
  assert_true(cover->was_short.share == 10.0 / 11);
  assert_true(cover->not_back.share == 0.6);
  assert_true(cover->short_day.median == cp_day_from(2025, 6, 1));
  assert_true(cover->back_day.median == cp_day_from(2025, 9, 1));
  assert_true(headline(given, "cover_not_back", "southern-cars")->value == 0.6);
  expect_text(given, "southern-cars           91%  1 Jun 2025    1 Sep 2025     60%");
}

// The East's defence delivers 20,000 pieces late on the last day: two days of its plan.
static void military_and_civil_deliveries_that_slip_stand_apart(void **state) {
  fixture *given = *state;
  const int32_t east = firm_of(given, "eastern-cars"), june = 5, december = 11;
  const int32_t there =
      cp_catalog_find(&given->scenario->catalog, CP_SERIES_late_military, CP_TEXT("east"));
  for (int32_t replica = 0; replica < REPLICAS; replica++) {
    *outcome(given, CP_OUTCOME_late_most, east) = 30000 + replica;
    *outcome(given, CP_OUTCOME_late_end, east) = 20000;
    *place(given, CP_SERIES_late_military, there, june) = 7 + replica;
    *place(given, CP_SERIES_late_military, there, december) = 20000;
    put(given, replica);
  }
  build(given);
  // the headline destination has none, and nobody's civil deliveries slip
  assert_int_equal(given->summary.n_slip, 1);
  assert_true(given->summary.slip[0].is_military);
  assert_true(given->summary.slip[0].now.median == 12);
  assert_true(given->summary.slip[0].end.median == 20000);
  assert_int_equal(given->summary.n_late, 1);
  assert_true(given->summary.late[0].most.median == 30005);
  assert_true(fabs(given->summary.late[0].days - 2) < 1e-12);
  assert_true(headline(given, "late_most", "eastern-cars")->value == 30005);
  assert_true(headline(given, "late_military_end", "world")->value == 20000);
  expect_text(given, "military world         12 [8 .. 16] -> 20000 [20000 .. 20000]");
  expect_text(given, "latest, days of plan (units): eastern-cars 2 (20000)");
}

static void exporters_flown_goods_and_prices_are_told_for_now_and_the_end(void **state) {
  fixture *given = *state;
  const int32_t april = 3, june = 5, december = 11, magnet = 0;
  const int32_t south =
      cp_catalog_find(&given->scenario->catalog, CP_SERIES_flown, CP_TEXT("south"));
  const int32_t last = given->scenario->catalog.series[CP_SERIES_exporters].series.n_date - 1;
  // weeks end on Tuesdays here: the last that is over by the control of 1 April, and by as_of
  const int32_t before = 12, now = 24;
  for (int32_t replica = 0; replica < REPLICAS; replica++) {
    *place(given, CP_SERIES_exporters, 0, before) = 100;
    *place(given, CP_SERIES_exporters, 0, now) = 900;
    *place(given, CP_SERIES_exporters, 0, last) = 300;
    *place(given, CP_SERIES_flown, south, april - 1) = 1000;
    *place(given, CP_SERIES_flown, south, april) = 4;
    *place(given, CP_SERIES_flown, south, june) = 5;
    *place(given, CP_SERIES_flown, south, december) = 6;
    *place(given, CP_SERIES_price_outside, magnet, june) = 2;
    *place(given, CP_SERIES_price_outside, magnet, december) = 1.5;
    *place(given, CP_SERIES_price_inside, magnet, june) = 0.5;
    put(given, replica);
  }
  build(given);
  const cp_summary_trade *trade = &given->summary.trade;
  assert_true(trade->exporters_before.median == 100);
  assert_true(trade->exporters_now.median == 900 && trade->exporters_end.median == 300);
  assert_true(trade->flown_before.median == 9 && trade->flown_after.median == 6);
  assert_int_equal(trade->n_price, 1);
  assert_true(cp_text_equal(trade->price[0].good, CP_TEXT("magnet")));
  assert_true(trade->price[0].outside_now.median == 2 && trade->price[0].outside_end.median == 1.5);
  assert_true(headline(given, "price_inside_now", "magnet")->value == 0.5);
  expect_text(given, "exporters hold  100 t before the control, 900 [900 .. 900] now, 300");
  expect_text(given, "goods flown     south 9 [9 .. 9] t so far, 6 [6 .. 6] after");
  expect_text(given, "outside 2.00 [2.00 .. 2.00] -> 1.50 [1.50 .. 1.50]   inside 0.50 -> 0.00");
}

// Begun in all replicas and used in six, from July to December; the other helps more, and stands first.
static void switches_tell_how_often_when_and_how_much(void **state) {
  fixture *given = *state;
  const int32_t park = alternative_of(given, "southern-cars-park:magnet");
  const int32_t thrift = alternative_of(given, "southern-cars-thrift:magnet");
  for (int32_t replica = 0; replica < REPLICAS; replica++) {
    *outcome(given, CP_OUTCOME_started_on, park) = cp_day_from(2025, 6, 1);
    *outcome(given, CP_OUTCOME_switched_on, park) =
        replica < 6 ? cp_day_from(2025, 7 + replica, 1) : -1;
    *outcome(given, CP_OUTCOME_saved_units, park) = replica < 6 ? 20000 : 0;
    *outcome(given, CP_OUTCOME_started_on, thrift) = replica == 0 ? cp_day_from(2025, 5, 1) : -1;
    *outcome(given, CP_OUTCOME_switched_on, thrift) = -1;
    *outcome(given, CP_OUTCOME_saved_units, thrift) = replica == 10 ? 1e9 : 0;
    put(given, replica);
  }
  build(given);
  assert_true(given->summary.may_turn);
  assert_int_equal(given->summary.n_switch, 2);
  const cp_summary_switch *first = &given->summary.switches[0];
  const cp_summary_switch *second = &given->summary.switches[1];
  assert_true(cp_text_equal(first->kind, CP_TEXT("thrift")));
  assert_true(first->started.share == 1.0 / 11 && first->used.share == 0);
  assert_true(cp_text_equal(second->alternative, CP_TEXT("southern-cars-park")));
  assert_true(cp_text_equal(second->part, CP_TEXT("magnet")) && second->is_headline);
  assert_true(second->started.share == 1 && second->used.share == 6.0 / 11);
  assert_true(fabs(second->used_day.median - (cp_day_from(2025, 9, 1) + 15)) < 1e-9);
  assert_true(second->units.median == 20000);
  assert_true(fabs(second->days - 6.0 / 11) < 1e-12);
  expect_text(given,
              "  southern-cars        park               park      magnet             55%  16 "
              "Sep 2025     20000 [0..20000]");
  expect_text(given, "users turn to what the alternatives name");
}

// An alternative that nobody begins to qualify is not told.
static void what_nobody_turns_to_is_not_told(void **state) {
  fixture *given = *state;
  for (int32_t at = 0; at < given->scenario->model.n_alternative; at++) {
    *outcome(given, CP_OUTCOME_started_on, at) = -1;
    *outcome(given, CP_OUTCOME_switched_on, at) = -1;
  }
  for (int32_t replica = 0; replica < REPLICAS; replica++) put(given, replica);
  build(given);
  assert_int_equal(given->summary.n_switch, 0);
  expect_text(given, "rests on");
  assert_null(strstr(given->text, "what vehicle makers turn to"));
  assert_null(strstr(given->text, "extra cost"));
}

static int32_t measure_of(fixture *given, const char *name) {
  const cp_labels *labels = &given->scenario->labels;
  for (int32_t measure = 0; measure < labels->model->n_measure; measure++) {
    if (cp_text_equal(cp_label_measure(labels, measure), cp_text_of(name))) return measure;
  }
  fail_msg("no measure %s", name);
  return -1;
}

// Replica k: exporters are k million behind at most and half of it at the end, users lose 2 k million and make up a quarter.
static void a_control_is_told_with_what_it_costs_both_sides(void **state) {
  fixture *given = *state;
  const int32_t control = measure_of(given, "magnet-control");
  for (int32_t replica = 0; replica < REPLICAS; replica++) {
    *outcome(given, CP_OUTCOME_sales_lost, control) = 1e6 * replica;
    *outcome(given, CP_OUTCOME_sales_net, control) = 0.5e6 * replica;
    *outcome(given, CP_OUTCOME_users_lost, control) = 2e6 * replica;
    *outcome(given, CP_OUTCOME_users_net, control) = 1.5e6 * replica;
    *outcome(given, CP_OUTCOME_users_lost_otherwise, 0) = 7e6;
    put(given, replica);
  }
  build(given);
  assert_int_equal(given->summary.n_cost, 1);
  const cp_summary_cost *cost = given->summary.cost;
  assert_true(cp_text_equal(cost->owner, CP_TEXT("north")));
  assert_true(cost->sales_lost.median == 5e6 && cost->sales_net.high == 4.5e6);
  assert_true(cost->users_lost.low == 2e6 && cost->users_net.median == 7.5e6);
  assert_true(headline(given, "users_net", "magnet-control")->value == 7.5e6);
  assert_true(headline(given, "sales_lost", "magnet-control")->error == cost->sales_lost.error);
  assert_true(headline(given, "users_lost_otherwise", "")->value == 7e6);
  expect_text(given, "its exporters' sales    5.0 [1.0 .. 9.0] +-");
  expect_text(given, "users' value added     10.0 [2.0 .. 18.0] +-");
  expect_text(given,
              "by no control                       users' value added      7.0 [7.0 .. 7.0]");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
  const struct CMUnitTest tests[] = {
      TEST(losses_are_gross_made_later_and_net_of_what_was_planned),
      TEST(without_value_added_no_value_is_told),
      TEST(cover_tells_since_when_it_is_short_and_how_often_it_stays_so),
      TEST(military_and_civil_deliveries_that_slip_stand_apart),
      TEST(exporters_flown_goods_and_prices_are_told_for_now_and_the_end),
      TEST(switches_tell_how_often_when_and_how_much),
      TEST(what_nobody_turns_to_is_not_told),
      TEST(a_control_is_told_with_what_it_costs_both_sides),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
