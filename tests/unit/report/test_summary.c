// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The summary's numbers from records that are written by hand into an ensemble of the scenario that
// `new` writes.
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

enum { REPLICAS = 11, LONGEST = 256 };

typedef struct fixture {
  char folder[LONGEST];
  cp_scenario *scenario;
  cp_arena arena;
  cp_ensemble ensemble;
  double *record;  // of one replica
  cp_summary summary;
} fixture;

static int setup(void **state) {
  fixture *made = calloc(1, sizeof *made);
  snprintf(made->folder, sizeof made->folder, "%s/tests/summary-%d", CP_BUILD_DIR, (int)getpid());
  if (cp_starter_write(made->folder) != CP_OK) return 1;
  if (cp_scenario_open(made->folder, NULL, NULL, 0, &made->scenario) != CP_OK) return 1;
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

static const cp_headline *headline(const cp_summary *summary, const char *name,
                                   const char *entity) {
  for (int32_t at = 0; at < summary->n_headline; at++) {
    const cp_headline *row = &summary->headline[at];
    if (cp_text_equal(row->name, cp_text_of(name)) &&
        cp_text_equal(row->entity, cp_text_of(entity)))
      return row;
  }
  return NULL;
}

// Replica k ships 100 + k tonnes to the south in July and 10 to the east.
static void months_show_medians_and_bands(void **state) {
  fixture *given = *state;
  for (int32_t replica = 0; replica < REPLICAS; replica++) {
    *place(given, CP_SERIES_shipped, 0, 6) = 100 + replica;
    *place(given, CP_SERIES_shipped, 1, 6) = 10;
    cp_ensemble_put(&given->ensemble, replica, given->record);
  }
  build(given);
  assert_true(cp_text_equal(given->summary.headline_name, CP_TEXT("south")));
  assert_int_equal(given->summary.n_month, 7);
  const cp_summary_month *july = &given->summary.month[1];
  assert_int_equal(july->day, cp_day_from(2025, 7, 1));
  assert_true(july->headline.median == 105);
  assert_true(july->headline.low == 101 && july->headline.high == 109);
  assert_true(given->summary.has_world);
  assert_true(july->world.median == 115);
}

// Of eleven replicas, eight meet the condition in time, one too late, two never; six of the eight act.
static void odds_count_conditions_in_time_and_acts(void **state) {
  fixture *given = *state;
  const int32_t deadline = cp_day_from(2025, 10, 31);
  for (int32_t replica = 0; replica < REPLICAS; replica++) {
    const bool is_met = replica < 8;
    *outcome(given, CP_OUTCOME_met_on, 0) = is_met ? deadline : replica == 8 ? deadline + 1 : -1;
    *outcome(given, CP_OUTCOME_acted_on, 0) = replica < 6 ? deadline + 5 : -1;
    cp_ensemble_put(&given->ensemble, replica, given->record);
  }
  build(given);
  assert_int_equal(given->summary.n_clause, 1);
  const cp_summary_clause *clause = &given->summary.clause[0];
  assert_true(cp_text_equal(clause->name, CP_TEXT("deliver")));
  assert_int_equal(clause->deadline, deadline);
  assert_true(clause->met.share == 8.0 / 11);
  assert_true(clause->act.share == 6.0 / 8);
  assert_true(clause->both.share == 6.0 / 11);
  assert_true(fabs(clause->both.error - sqrt(6.0 / 11 * 5 / 11 / 11)) < 1e-15);
  assert_non_null(headline(&given->summary, "clause_both", "deliver"));
}

// Lost shares are losses of the sum over the sum, from the month of the control to that of as_of.
static void lost_line_weeks_are_a_share_of_all(void **state) {
  fixture *given = *state;
  const int32_t april = 3, june = 5;
  for (int32_t replica = 0; replica < REPLICAS; replica++) {
    for (int32_t month = 0; month < 12; month++) {
      *place(given, CP_SERIES_line_weeks, 0, month) = 100;
      *place(given, CP_SERIES_line_weeks_lost, 0, month) = month >= april && month <= june ? 6
                                                           : month < april                 ? 50
                                                                                           : 1;
    }
    cp_ensemble_put(&given->ensemble, replica, given->record);
  }
  build(given);
  assert_int_equal(given->summary.stop.control_day, cp_day_from(2025, 4, 1));
  assert_true(given->summary.lost_before.median == 0.06);
  assert_true(given->summary.lost_after.median == 0.01);
}

// A line of the south that stands counts from the control; those of the east do not count.
static void first_stop_is_of_the_headline_destination(void **state) {
  fixture *given = *state;
  const cp_model *model = &given->scenario->model;
  const int32_t control = cp_day_from(2025, 4, 1);
  for (int32_t replica = 0; replica < REPLICAS; replica++) {
    for (int32_t firm = 0; firm < model->n_firm; firm++) {
      const cp_text name = cp_label_firm(&given->scenario->labels, firm);
      const bool is_south = cp_text_equal(name, CP_TEXT("southern-cars"));
      *outcome(given, CP_OUTCOME_first_stop, firm) = !is_south     ? control + 1
                                                     : replica < 5 ? control + 50
                                                                   : -1;
    }
    cp_ensemble_put(&given->ensemble, replica, given->record);
  }
  build(given);
  assert_true(given->summary.stop.any.share == 5.0 / 11);
  assert_true(given->summary.stop.by_as_of.share == 5.0 / 11);
  assert_true(given->summary.stop.days.median == 50);
}

static void what_is_off_is_added_up_without_sign(void **state) {
  fixture *given = *state;
  for (int32_t replica = 0; replica < REPLICAS; replica++) {
    *outcome(given, CP_OUTCOME_goods_off, 0) = replica == 0 ? 2 : replica == 1 ? -2 : 0;
    cp_ensemble_put(&given->ensemble, replica, given->record);
  }
  build(given);
  assert_true(given->summary.goods_off == 4);
  assert_true(given->summary.licences_off == 0);
}

static void published_months_stand_beside_simulated_ones(void **state) {
  fixture *given = *state;
  for (int32_t replica = 0; replica < REPLICAS; replica++) {
    *place(given, CP_SERIES_shipped, 0, 4) = 200 + replica;
    cp_ensemble_put(&given->ensemble, replica, given->record);
  }
  build(given);
  assert_int_equal(given->summary.n_observed, 2);
  const cp_summary_observed *may = &given->summary.observed[1];
  assert_int_equal(may->first_month, cp_month_index(cp_day_from(2025, 5, 1)));
  assert_true(may->observed == 240);
  assert_true(may->simulated.median == 205);
}

// The fixture's scenario opened again, with one more row in a table.
static void add_row(fixture *given, const char *table, const char *row) {
  char path[LONGEST + 32];
  snprintf(path, sizeof path, "%s/%s", given->folder, table);
  FILE *file = fopen(path, "a");
  assert_non_null(file);
  assert_true(fputs(row, file) >= 0);
  assert_int_equal(fclose(file), 0);
  cp_scenario_close(given->scenario);
  given->scenario = NULL;
  assert_int_equal(cp_scenario_open(given->folder, NULL, NULL, 0, &given->scenario), CP_OK);
  // an observation more changes no size: the records stay, the model is the new scenario's
  given->ensemble.model = &given->scenario->model;
}

static void a_revised_month_stands_once_and_as_revised(void **state) {
  fixture *given = *state;
  add_row(given, "observations.csv", "shipped,2025-05,south,250 t,made up,2025-06-24\n");
  build(given);
  assert_int_equal(given->summary.n_observed, 2);
  assert_int_equal(given->summary.n_recent, 2);
  assert_true(given->summary.observed[0].observed == 910);
  assert_true(given->summary.observed[1].observed == 250);
}

// The baseline is the 910 t of March. Replica k ships k half per cent of it in September; six
// replicas reach nine tenths in October, and one did so before as_of, which does not count.
static void shipments_are_told_against_the_baseline_month(void **state) {
  fixture *given = *state;
  const int32_t april = 3, september = 8, october = 9;
  for (int32_t replica = 0; replica < REPLICAS; replica++) {
    *place(given, CP_SERIES_shipped, 0, april) = replica == 10 ? 910 : 0;
    *place(given, CP_SERIES_shipped, 0, september) = 91 * replica / 20.0;
    *place(given, CP_SERIES_shipped, 0, october) = replica >= 4 && replica < 10 ? 0.9 * 910 : 818;
    cp_ensemble_put(&given->ensemble, replica, given->record);
  }
  build(given);
  const cp_summary_answer *answer = &given->summary.answer;
  assert_true(answer->headline_base == 910 && answer->world_base == 0);
  assert_int_equal(answer->n_horizon, 3);
  assert_int_equal(answer->horizon[1].month, cp_month_index(cp_day_from(2025, 9, 1)));
  assert_true(fabs(answer->horizon[1].headline.median - 0.025) < 1e-12);
  assert_int_equal(answer->horizon[2].month, cp_month_index(cp_day_from(2025, 12, 1)));
  assert_int_equal(answer->n_year, 1);
  assert_true(answer->back_by[0].share == 6.0 / 11);
  assert_true(answer->never_back.share == 5.0 / 11);
}

// Two of eleven replicas lose more than a twentieth after as_of; what is lost before does not count.
static void much_lost_counts_only_what_comes_after(void **state) {
  fixture *given = *state;
  for (int32_t replica = 0; replica < REPLICAS; replica++) {
    for (int32_t month = 0; month < 12; month++) {
      *place(given, CP_SERIES_line_weeks, 0, month) = 100;
      *place(given, CP_SERIES_line_weeks_lost, 0, month) = month < 6 ? 90 : replica < 2 ? 6 : 5;
    }
    cp_ensemble_put(&given->ensemble, replica, given->record);
  }
  build(given);
  assert_true(given->summary.answer.lost_much.share == 2.0 / 11);
}

// The southern carmaker stood before as_of in three replicas and is first afterwards in two.
static void firms_that_stood_and_that_come_next_are_told_apart(void **state) {
  fixture *given = *state;
  const cp_model *model = &given->scenario->model;
  const int32_t as_of = model->as_of[0];
  for (int32_t replica = 0; replica < REPLICAS; replica++) {
    for (int32_t firm = 0; firm < model->n_firm; firm++) {
      *outcome(given, CP_OUTCOME_first_stop, firm) = replica < 3   ? as_of
                                                     : replica < 5 ? as_of + 1
                                                                   : -1;
    }
    cp_ensemble_put(&given->ensemble, replica, given->record);
  }
  build(given);
  const cp_summary_answer *answer = &given->summary.answer;
  assert_int_equal(answer->n_firm, 1);
  assert_true(cp_text_equal(answer->firm[0].name, CP_TEXT("southern-cars")));
  assert_true(answer->firm[0].stood.share == 3.0 / 11);
  assert_true(answer->firm[0].first.share == 2.0 / 11);
}

// Met on 1 August, or on 2 January of the next year, or never; it holds at the end in one replica.
static void clauses_tell_when_they_are_met_and_whether_they_hold(void **state) {
  fixture *given = *state;
  const int32_t august = cp_day_from(2025, 8, 1), january = cp_day_from(2026, 1, 2);
  const int32_t last = given->scenario->catalog.series[CP_SERIES_clause_holds].series.n_date - 1;
  for (int32_t replica = 0; replica < REPLICAS; replica++) {
    *outcome(given, CP_OUTCOME_met_on, 0) = replica < 5 ? august : replica < 7 ? january : -1;
    *place(given, CP_SERIES_clause_holds, 0, last - 1) = 1;
    *place(given, CP_SERIES_clause_holds, 0, last) = replica == 0;
    cp_ensemble_put(&given->ensemble, replica, given->record);
  }
  build(given);
  const cp_summary_clause *clause = &given->summary.clause[0];
  assert_true(clause->has_reading);
  assert_true(clause->met_by_year.share == 5.0 / 11);
  assert_true(clause->met_by_end.share == 7.0 / 11);
  assert_true(clause->met_day.median == august);
  assert_true(clause->holds.share == 1.0 / 11);
}

// Three of four filed are approved in the south; nobody filed in the east.
static void first_weeks_approvals_are_shares_by_class(void **state) {
  fixture *given = *state;
  for (int32_t replica = 0; replica < REPLICAS; replica++) {
    *outcome(given, CP_OUTCOME_cohort_filed, 0) = 4;
    *outcome(given, CP_OUTCOME_cohort_approved, 0) = 3;
    *outcome(given, CP_OUTCOME_live_now, 0) = 7;
    *outcome(given, CP_OUTCOME_live_now, 1) = 2;
    cp_ensemble_put(&given->ensemble, replica, given->record);
  }
  build(given);
  assert_true(given->summary.has_desk);
  assert_int_equal(given->summary.n_class, 1);
  // classes are numbered by name
  assert_true(cp_text_equal(given->summary.class[0].name, CP_TEXT("east")));
  assert_true(given->summary.class[0].approved.median == 0.75);
  assert_true(given->summary.pending_now.median == 9);
}

// March and May are among the last six months that are published; March alone lies inside.
static void recent_months_are_counted_inside_or_outside(void **state) {
  fixture *given = *state;
  for (int32_t replica = 0; replica < REPLICAS; replica++) {
    *place(given, CP_SERIES_shipped, 0, 2) = 905 + replica;
    *place(given, CP_SERIES_shipped, 0, 4) = 300 + replica;
    cp_ensemble_put(&given->ensemble, replica, given->record);
  }
  build(given);
  assert_int_equal(given->summary.n_recent, 2);
  assert_int_equal(given->summary.n_inside, 1);
  assert_true(given->summary.observed[0].is_inside && !given->summary.observed[1].is_inside);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
  const struct CMUnitTest tests[] = {
      TEST(months_show_medians_and_bands),
      TEST(odds_count_conditions_in_time_and_acts),
      TEST(lost_line_weeks_are_a_share_of_all),
      TEST(first_stop_is_of_the_headline_destination),
      TEST(what_is_off_is_added_up_without_sign),
      TEST(published_months_stand_beside_simulated_ones),
      TEST(a_revised_month_stands_once_and_as_revised),
      TEST(shipments_are_told_against_the_baseline_month),
      TEST(much_lost_counts_only_what_comes_after),
      TEST(firms_that_stood_and_that_come_next_are_told_apart),
      TEST(clauses_tell_when_they_are_met_and_whether_they_hold),
      TEST(first_weeks_approvals_are_shares_by_class),
      TEST(recent_months_are_counted_inside_or_outside),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
