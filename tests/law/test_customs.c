// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Customs in full, with days that can be counted by hand (tests/law/customs): the written challenge, inspections with few places, containers,
// licences that are reserved, what measures stop or let through, quotas.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "border/course.h"
#include "harness/replica.h"
#include "model/gate.h"
#include "model/purpose.h"
#include "model/today.h"

static replica test;

// --- listening -----------------------------------------------------------------------------------

enum { MOST_EVENTS = 200000, MOST_SETTINGS = 16 };
static cp_event heard[MOST_EVENTS];
static int32_t n_heard;

static void listen(void *listener, const cp_event *event) {
  (void)listener;
  if (n_heard < MOST_EVENTS) heard[n_heard++] = *event;
}
static cp_event_log ear = {.tell = listen};

// Begins a replica with settings, "field=value" each, the last NULL.
static void begin(const char *folder, const char *const *setting, uint32_t number) {
  const char *given[MOST_SETTINGS];
  cp_scenario_options options = cp_scenario_options_default();
  while (setting && setting[options.n_setting]) {
    given[options.n_setting] = setting[options.n_setting];
    options.n_setting++;
  }
  options.setting = given;
  replica_begin_with(&test, folder, &options, 1, number);
  n_heard = 0;
  test.engine.state.log = &ear;
}

static void run_all(void) { replica_run_to(&test, 2024, 12, 31); }

static int32_t lane_to(const char *buyer, const char *good) {
  for (int32_t lane = 0; lane < test.model.n_lane; lane++) {
    const int32_t input = test.model.lane_input[lane];
    const cp_text name = cp_spec_name(test.spec, CP_S_goods, test.model.input_good[input]);
    const int32_t firm = test.model.input_firm[input];
    // firms are numbered by name
    if (!cp_text_equal(name, cp_text_of(good))) continue;
    for (int32_t row = 0; row < cp_spec_count(test.spec, CP_S_firms); row++) {
      if (test.model.firm_hash[firm] == cp_text_hash(cp_spec_name(test.spec, CP_S_firms, row)) &&
          cp_text_equal(cp_spec_name(test.spec, CP_S_firms, row), cp_text_of(buyer)))
        return lane;
    }
  }
  fail();
  return -1;
}

// The day on which a consignment came to a stage; -1 never.
static int32_t day_of(int32_t lane, int32_t declared, int32_t stage) {
  for (int32_t at = 0; at < n_heard; at++) {
    const cp_event *event = heard + at;
    if (event->kind == CP_EVENT_CUSTOMS && event->object == lane && event->part == declared &&
        event->to == stage)
      return event->day;
  }
  return -1;
}

static int32_t count_of(int32_t kind, int32_t from, int32_t to) {
  int32_t n = 0;
  for (int32_t at = 0; at < n_heard; at++)
    n += heard[at].kind == kind && heard[at].from == from && heard[at].to == to;
  return n;
}

// --- the table -----------------------------------------------------------------------------------

// Every step that there is; all others are refused.
static void the_table_has_these_steps_and_no_other(void **unused) {
  (void)unused;
  static const int32_t steps[][3] = {
      {CP_CONSIGNMENT_WAITING, CP_BORDER_DECLARE, CP_CONSIGNMENT_DECLARED},
      {CP_CONSIGNMENT_DECLARED, CP_BORDER_CLEAR, CP_CONSIGNMENT_RELEASED},
      {CP_CONSIGNMENT_DECLARED, CP_BORDER_CHALLENGE, CP_CONSIGNMENT_CHALLENGED},
      {CP_CONSIGNMENT_DECLARED, CP_BORDER_PICK, CP_CONSIGNMENT_QUEUED},
      {CP_CONSIGNMENT_DECLARED, CP_BORDER_STOP, CP_CONSIGNMENT_HELD},
      {CP_CONSIGNMENT_DECLARED, CP_BORDER_TAKE_BACK, CP_CONSIGNMENT_RETURNED},
      {CP_CONSIGNMENT_CHALLENGED, CP_BORDER_ANSWER, CP_CONSIGNMENT_IDENTIFYING},
      {CP_CONSIGNMENT_CHALLENGED, CP_BORDER_PASS, CP_CONSIGNMENT_DECLARED},
      {CP_CONSIGNMENT_CHALLENGED, CP_BORDER_SILENCE, CP_CONSIGNMENT_HELD},
      {CP_CONSIGNMENT_CHALLENGED, CP_BORDER_FIND, CP_CONSIGNMENT_HELD},
      {CP_CONSIGNMENT_CHALLENGED, CP_BORDER_TAKE_BACK, CP_CONSIGNMENT_RETURNED},
      {CP_CONSIGNMENT_IDENTIFYING, CP_BORDER_PASS, CP_CONSIGNMENT_DECLARED},
      {CP_CONSIGNMENT_IDENTIFYING, CP_BORDER_FIND, CP_CONSIGNMENT_HELD},
      {CP_CONSIGNMENT_IDENTIFYING, CP_BORDER_TAKE_BACK, CP_CONSIGNMENT_RETURNED},
      {CP_CONSIGNMENT_QUEUED, CP_BORDER_OPEN, CP_CONSIGNMENT_INSPECTED},
      {CP_CONSIGNMENT_QUEUED, CP_BORDER_TAKE_BACK, CP_CONSIGNMENT_RETURNED},
      {CP_CONSIGNMENT_INSPECTED, CP_BORDER_PASS, CP_CONSIGNMENT_DECLARED},
      {CP_CONSIGNMENT_INSPECTED, CP_BORDER_FIND, CP_CONSIGNMENT_CHALLENGED},
      {CP_CONSIGNMENT_INSPECTED, CP_BORDER_SEIZE, CP_CONSIGNMENT_SEIZED},
      {CP_CONSIGNMENT_HELD, CP_BORDER_FREE, CP_CONSIGNMENT_DECLARED},
      {CP_CONSIGNMENT_HELD, CP_BORDER_TAKE_BACK, CP_CONSIGNMENT_RETURNED},
      {CP_CONSIGNMENT_HELD, CP_BORDER_SEIZE, CP_CONSIGNMENT_SEIZED},
      {CP_CONSIGNMENT_HELD, CP_BORDER_GIVE_UP, CP_CONSIGNMENT_ABANDONED},
      {CP_CONSIGNMENT_RELEASED, CP_BORDER_STOP, CP_CONSIGNMENT_HELD},
      {CP_CONSIGNMENT_RELEASED, CP_BORDER_SAIL, CP_CONSIGNMENT_DEPARTED},
      {CP_CONSIGNMENT_DEPARTED, CP_BORDER_ARRIVE, CP_CONSIGNMENT_DELIVERED}};
  int32_t wanted[CP_N_CONSIGNMENT_STAGE][CP_N_BORDER_ACT];
  memset(wanted, -1, sizeof wanted);
  for (size_t at = 0; at < sizeof steps / sizeof steps[0]; at++)
    wanted[steps[at][0]][steps[at][1]] = steps[at][2];
  for (int32_t stage = 0; stage < CP_N_CONSIGNMENT_STAGE; stage++) {
    for (int32_t act = 0; act < CP_N_BORDER_ACT; act++)
      assert_int_equal(cp_border_next(stage, (cp_border_act)act), wanted[stage][act]);
  }
}

static void final_stages_are_final(void **unused) {
  (void)unused;
  static const int32_t final[] = {CP_CONSIGNMENT_DELIVERED, CP_CONSIGNMENT_RETURNED,
                                  CP_CONSIGNMENT_SEIZED, CP_CONSIGNMENT_ABANDONED};
  for (size_t at = 0; at < sizeof final / sizeof final[0]; at++) {
    for (int32_t act = 0; act < CP_N_BORDER_ACT; act++)
      assert_int_equal(cp_border_next(final[at], (cp_border_act)act), -1);
  }
}

// Only what is released sails, and what is in customs' hands or held is not released but by way of them.
static void nothing_sails_that_is_not_released(void **unused) {
  (void)unused;
  for (int32_t stage = 0; stage < CP_N_CONSIGNMENT_STAGE; stage++) {
    const int32_t next = cp_border_next(stage, CP_BORDER_SAIL);
    assert_int_equal(next, stage == CP_CONSIGNMENT_RELEASED ? CP_CONSIGNMENT_DEPARTED : -1);
    for (int32_t act = 0; act < CP_N_BORDER_ACT; act++) {
      if (cp_border_next(stage, (cp_border_act)act) == CP_CONSIGNMENT_RELEASED)
        assert_int_equal(stage, CP_CONSIGNMENT_DECLARED);
    }
  }
}

// --- the written challenge -----------------------------------------------------------------------

// Challenged on Thursday 25 April: 26, 29, 30 April, then, after the holidays of May, 6, 7, 8 and 9 May are the seven working days. Nobody
// answers: on the 10th it is held, and 20 days later it is given up.
static void seven_working_days_reach_across_a_holiday(void **unused) {
  (void)unused;
  static const char *const setting[] = {"customs.port.answer=7 working days",
                                        "customs.port.answers=0 %", "customs.port.give_up=20 days",
                                        NULL};
  begin("tests/law/customs", setting, 0);
  const int32_t lane = lane_to("user-1", "plain"), declared = cp_day_from(2024, 4, 25);
  replica_run_to(&test, 2024, 4, 25);
  const double before = test.engine.state.departed_total[lane];
  run_all();
  assert_int_equal(day_of(lane, declared, CP_CONSIGNMENT_HELD), cp_day_from(2024, 5, 10));
  assert_int_equal(day_of(lane, declared, CP_CONSIGNMENT_ABANDONED), cp_day_from(2024, 5, 30));
  // what was declared before departs, nothing else ever does
  assert_true(test.engine.state.departed_total[lane] - before < 6.0 * 1500.0);
  assert_true(test.engine.state.gone_total[test.model.lane_gate[lane]] > 0.0);
  assert_int_equal(test.engine.state.border_refused[0], 0);
  replica_end(&test);
}

// Answers come on one of the working days, each as often as the other; ten days later the goods are let go, and sail after their port days.
static void answered_goods_are_identified_and_let_go(void **unused) {
  (void)unused;
  static const char *const setting[] = {"customs.port.answer=7 working days",
                                        "customs.port.identify_median=10 days",
                                        "customs.port.identify_p90=10 days", NULL};
  begin("tests/law/customs", setting, 0);
  run_all();
  const cp_calendar calendar =
      cp_model_calendar(&test.model, test.model.region_calendar[test.model.customs_region[0]]);
  int32_t answers[8] = {0}, n = 0;
  for (int32_t at = 0; at < n_heard; at++) {
    const cp_event *event = heard + at;
    if (event->kind != CP_EVENT_CUSTOMS) continue;
    const int32_t answered = day_of(event->object, event->part, CP_CONSIGNMENT_IDENTIFYING);
    if (event->to == CP_CONSIGNMENT_IDENTIFYING) {
      const int32_t days = cp_calendar_between(&calendar, event->part, event->day);
      assert_true(cp_calendar_is_working(&calendar, event->day));
      assert_true(days >= 1 && days <= 7);
      answers[days]++;
      n++;
    } else {
      assert_int_equal(event->to, CP_CONSIGNMENT_DECLARED);
      assert_int_equal(event->day, answered + 10);
    }
  }
  // about 500 answers: each day within four standard errors of its seventh
  assert_true(n > 400);
  for (int32_t days = 1; days <= 7; days++)
    assert_true(fabs(answers[days] - n / 7.0) < 4.0 * sqrt(n * 6.0 / 49.0));
  assert_int_equal(count_of(CP_EVENT_CUSTOMS, CP_CONSIGNMENT_HELD, CP_CONSIGNMENT_RETURNED), 0);
  replica_end(&test);
}

// Half is found to be controlled; of that 30 % goes back, 20 % is seized, the rest stays.
static void what_is_found_goes_back_is_seized_or_stays(void **unused) {
  (void)unused;
  static const char *const setting[] = {"customs.port.answer=3 working days",
                                        "customs.port.found=50 %", "customs.port.taken_back=30 %",
                                        "customs.port.seized=20 %", NULL};
  begin("tests/law/customs", setting, 0);
  run_all();
  const double found = count_of(CP_EVENT_CUSTOMS, CP_CONSIGNMENT_IDENTIFYING, CP_CONSIGNMENT_HELD);
  const double passed =
      count_of(CP_EVENT_CUSTOMS, CP_CONSIGNMENT_IDENTIFYING, CP_CONSIGNMENT_DECLARED);
  const double back = count_of(CP_EVENT_CUSTOMS, CP_CONSIGNMENT_HELD, CP_CONSIGNMENT_RETURNED);
  const double seized = count_of(CP_EVENT_CUSTOMS, CP_CONSIGNMENT_HELD, CP_CONSIGNMENT_SEIZED);
  assert_true(found > 150.0);
  assert_true(fabs(found - passed) < 4.0 * sqrt(found + passed));
  assert_true(fabs(back - 0.3 * found) < 4.0 * sqrt(found * 0.21));
  assert_true(fabs(seized - 0.2 * found) < 4.0 * sqrt(found * 0.16));
  double held = 0.0;
  for (int32_t slot = 0; slot < test.engine.state.consignment_used[0]; slot++)
    held += test.engine.state.consignment[slot].stage == CP_CONSIGNMENT_HELD;
  assert_true(held == found - back - seized);
  replica_end(&test);
}

// --- inspections ---------------------------------------------------------------------------------

static const char *const one_place[] = {"customs.port.challenge=0 %",
                                        "customs.port.inspects=share",
                                        "customs.port.inspected=100 %",
                                        "customs.port.inspect_median=3 days",
                                        "customs.port.places=1",
                                        "regions.seller_land.calendar=daily",
                                        NULL};

// Three consignments a day, one place, three days each: they are opened every third day in the order in which they came.
static void one_place_opens_every_third_day(void **unused) {
  (void)unused;
  begin("tests/law/customs", one_place, 0);
  run_all();
  int32_t last = -1, n = 0, last_declared = 0;
  for (int32_t at = 0; at < n_heard; at++) {
    const cp_event *event = heard + at;
    if (event->kind != CP_EVENT_CUSTOMS || event->to != CP_CONSIGNMENT_INSPECTED) continue;
    if (last >= 0) assert_int_equal(event->day, last + 3);
    assert_true(event->part >= last_declared);
    last = event->day;
    last_declared = event->part;
    n++;
  }
  assert_int_equal(n, (cp_day_from(2024, 12, 31) - cp_day_from(2024, 4, 24)) / 3 + 1);
  replica_end(&test);
}

// Mean days that goods of the first lane wait for a place.
static double mean_wait(const char *const *setting, int32_t n_replica) {
  double days = 0.0, n = 0.0;
  begin("tests/law/customs", setting, 0);
  for (int32_t number = 0; number < n_replica; number++) {
    replica_again(&test, 1, (uint32_t)number);
    test.engine.state.log = &ear;
    n_heard = 0;
    run_all();
    for (int32_t at = 0; at < n_heard; at++) {
      const cp_event *event = heard + at;
      if (event->kind != CP_EVENT_CUSTOMS || event->to != CP_CONSIGNMENT_INSPECTED) continue;
      days += event->day - event->part;
      n += 1.0;
    }
  }
  replica_end(&test);
  return days / n;
}

// Three lanes, of whose daily consignments a share q each is inspected, one place, D days: a queue in whole days with batches of arrivals. With m =
// 3 q arrivals a day and f = 6 q q = E[n (n - 1)], the work found by a day's first is (D D (m + f) - m D) / (2 (1 - m D)), and of its own day
// others are before an arrival D f / (2 m). (In continuous time it would be D D (m + f) / (2 (1 - m D)) and that.)
static void waiting_for_a_place_is_that_of_a_queue_in_whole_days(void **unused) {
  (void)unused;
  static const char *const setting[] = {"customs.port.challenge=0 %",
                                        "customs.port.inspects=share",
                                        "customs.port.inspected=6 %",
                                        "customs.port.inspect_median=3 days",
                                        "customs.port.places=1",
                                        "regions.seller_land.calendar=daily",
                                        NULL};
  const double q = 0.06, days = 3.0, m = 3.0 * q, f = 6.0 * q * q;
  const double found = (days * days * (m + f) - m * days) / (2.0 * (1.0 - m * days));
  const double wait = mean_wait(setting, 40);
  printf("waits %g days, by the formula %g\n", wait, found + days * f / (2.0 * m));
  assert_true(fabs(wait - found - days * f / (2.0 * m)) < 0.2);
}

static void places_without_limit_open_at_once(void **unused) {
  (void)unused;
  static const char *const setting[] = {"customs.port.challenge=0 %", "customs.port.inspects=share",
                                        "customs.port.inspected=100 %",
                                        "customs.port.inspect_median=30 days", NULL};
  assert_true(mean_wait(setting, 1) == 0.0);
}

// Inspected goods without a licence that are not what they say are challenged; none is let go meanwhile.
static void mismatches_are_challenged(void **unused) {
  (void)unused;
  static const char *const setting[] = {
      "customs.port.inspects=challenged", "customs.port.inspect_median=3 days",
      "customs.port.mismatch=40 %", "customs.port.answer=5 working days", NULL};
  begin("tests/law/customs", setting, 0);
  run_all();
  const double wrong =
      count_of(CP_EVENT_CUSTOMS, CP_CONSIGNMENT_INSPECTED, CP_CONSIGNMENT_CHALLENGED);
  const double right =
      count_of(CP_EVENT_CUSTOMS, CP_CONSIGNMENT_INSPECTED, CP_CONSIGNMENT_DECLARED);
  assert_true(wrong + right > 400.0);
  assert_true(fabs(wrong - 0.4 * (wrong + right)) < 4.0 * sqrt((wrong + right) * 0.24));
  assert_int_equal(count_of(CP_EVENT_CHALLENGE, 0, 0), 0);
  replica_end(&test);
}

// --- containers ----------------------------------------------------------------------------------

static bool is_declared(int32_t lane, int32_t day) {
  for (int32_t at = 0; at < n_heard; at++) {
    if (heard[at].kind == CP_EVENT_DECLARE && heard[at].object == lane && heard[at].day == day)
      return true;
  }
  return false;
}

// Three consignments of a day in one container, of which some days one is challenged: all three are stopped that day, and the others leave when
// the last of them is let go.
static void one_that_is_stopped_holds_its_container(void **unused) {
  (void)unused;
  static const char *const setting[] = {"customs.port.challenge=20 %",
                                        "customs.port.answer=7 working days",
                                        "customs.port.together=100 %", NULL};
  begin("tests/law/customs", setting, 0);
  const int32_t lane[3] = {lane_to("user-1", "plain"), lane_to("user-2", "plain"),
                           lane_to("user-3", "plain")};
  run_all();
  int32_t n_one = 0;
  for (int32_t day = cp_day_from(2024, 4, 24); day < cp_day_from(2024, 11, 1); day++) {
    int32_t n_declared = 0, n_challenged = 0, n_held = 0, passed = -1;
    for (int32_t which = 0; which < 3; which++) {
      const int32_t held = day_of(lane[which], day, CP_CONSIGNMENT_HELD);
      const int32_t answered = day_of(lane[which], day, CP_CONSIGNMENT_IDENTIFYING);
      n_declared += is_declared(lane[which], day);
      n_challenged += answered >= 0;
      n_held += held == day;
      if (answered > passed) passed = answered;
    }
    if (n_challenged == 0) assert_int_equal(n_held, 0);
    if (n_challenged == 0) continue;
    assert_int_equal(n_held + n_challenged, n_declared);
    n_one += n_challenged == 1 && n_declared == 3;
    for (int32_t which = 0; which < 3; which++) {
      // declared again on the day on which the last is let go
      if (day_of(lane[which], day, CP_CONSIGNMENT_HELD) == day)
        assert_int_equal(day_of(lane[which], day, CP_CONSIGNMENT_DECLARED), passed);
    }
  }
  assert_true(n_one > 10);
  replica_end(&test);
}

// --- licences ------------------------------------------------------------------------------------

// A reserved licence is used up by what departs, and by nothing else.
static void reserved_licences_are_used_at_departure(void **unused) {
  (void)unused;
  static const char *const setting[] = {"customs.port.licence=reserved", NULL};
  begin("tests/law/border", setting, 0);
  const int32_t lane = lane_to("user", "magnets"), gate = test.model.lane_gate[lane];
  replica_run_to(&test, 2024, 4, 6);
  const double before = test.engine.state.departed_total[lane];
  double reserved = 0.0;
  for (int32_t month = 5; month <= 12; month++) {
    for (int32_t day = 1; day <= 28; day++) {
      replica_run_to(&test, 2024, month, day);
      const cp_state *state = &test.engine.state;
      assert_true(state->departed_total[lane] - before == state->drawn_total[gate]);
      assert_true(state->reserved[gate] == state->at_port[gate]);
      reserved += state->reserved[gate];
    }
  }
  assert_true(reserved > 0.0);
  replica_end(&test);
}

// With two uses of a licence its second takes all that is left: what a consignment does not need of that is reserved, too, and lost when it
// departs; every ledger balances on every day.
static void last_uses_that_are_reserved_balance(void **unused) {
  (void)unused;
  static const char *const setting[] = {"customs.port.licence=reserved",
                                        "authorities.office.uses=2",
                                        "authorities.office.size_median=20 kg", NULL};
  begin("tests/law/border", setting, 0);
  const int32_t lane = lane_to("user", "magnets"), gate = test.model.lane_gate[lane];
  replica_run_to(&test, 2024, 4, 6);
  const double before = test.engine.state.departed_total[lane];
  replica_run_to(&test, 2024, 12, 28);
  const cp_state *state = &test.engine.state;
  assert_true(state->forfeit_total[gate] > 0.0);
  assert_true(state->departed_total[lane] - before == state->drawn_total[gate]);
  replica_end(&test);
}

// Where a licence must be valid at departure, none that ended is ever used; what it was reserved for waits for another one.
static void an_ended_licence_holds_what_it_was_reserved_for(void **unused) {
  (void)unused;
  static const char *const setting[] = {
      "customs.port.licence=valid", "authorities.office.validity=1 months",
      "lanes.maker:user:magnets.dwell=30 days", "measures.favour.validity=1 months", NULL};
  begin("tests/law/border", setting, 0);
  const int32_t lane = lane_to("user", "magnets"), gate = test.model.lane_gate[lane];
  replica_run_to(&test, 2024, 5, 1);
  const double before = test.engine.state.departed_total[lane];
  run_all();
  int32_t n_late = 0;
  for (int32_t at = 0; at < n_heard; at++)
    n_late += heard[at].kind == CP_EVENT_CUSTOMS && heard[at].to == CP_CONSIGNMENT_HELD &&
              heard[at].cause == CP_CAUSE_HOLD && heard[at].number == CP_HOLD_EXPIRED;
  assert_true(n_late > 0);
  assert_true(test.engine.state.departed_total[lane] - before ==
              test.engine.state.drawn_total[gate]);
  replica_end(&test);
}

// --- what measures stop and let through ------------------------------------------------------------

// Declared goods depart under a ban that cuts at declaration; one that cuts at departure holds them until it goes.
static void a_stop_order_holds_what_has_not_departed(void **unused) {
  (void)unused;
  static const char *const setting[] = {"measures.ban.transition=departure", NULL};
  begin("tests/law/border_stop", setting, 0);
  const int32_t lane = lane_to("user", "magnets"), gate = test.model.lane_gate[lane];
  replica_run_to(&test, 2024, 6, 30);
  const double before = test.engine.state.departed_total[lane];
  const double at_port = test.engine.state.at_port[gate];
  assert_true(at_port > 0.0);
  replica_run_to(&test, 2024, 7, 31);
  assert_true(test.engine.state.departed_total[lane] == before);
  assert_true(test.engine.state.held[gate] == at_port);
  replica_run_to(&test, 2024, 8, 1);
  assert_true(test.engine.state.departed_total[lane] == before + at_port);
  assert_true(test.engine.state.held[gate] == 0.0);
  replica_end(&test);
}

// What was ordered by the day before may leave without a licence, and not a gram more.
static void what_was_ordered_before_may_still_leave(void **unused) {
  (void)unused;
  static const char *const setting[] = {"measures.control.transition=contract",
                                        "classes.civil.stance=closed",
                                        "classes.friends.stance=closed", NULL};
  begin("tests/law/border", setting, 0);
  const int32_t lane = lane_to("user", "magnets"), gate = test.model.lane_gate[lane];
  replica_run_to(&test, 2024, 3, 31);
  const cp_state *state = &test.engine.state;
  const double ordered = state->book[lane].open + state->waiting[lane];
  const double gone = state->departed_total[lane] + state->at_port[gate];
  assert_true(ordered > 0.0);
  run_all();
  assert_true(state->exempt[gate] == ordered);
  assert_true(state->departed_total[lane] == gone + ordered);
  replica_end(&test);
}

// --- quotas --------------------------------------------------------------------------------------

// Departures of the three lanes in each month; the least and the most that one of them has sent from April on.
static void run_quota(const char *const *setting, double month[12], double *least, double *most) {
  begin("tests/law/border_quota", setting, 0);
  const int32_t lane[3] = {lane_to("user-1", "plain"), lane_to("user-2", "plain"),
                           lane_to("user-3", "plain")};
  double first[3] = {0.0, 0.0, 0.0}, before = 0.0;
  for (int32_t number = 1; number <= 12; number++) {
    static const int32_t last[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    replica_run_to(&test, 2024, number, last[number - 1]);
    double sum = 0.0;
    for (int32_t which = 0; which < 3; which++) {
      sum += test.engine.state.departed_total[lane[which]];
      if (number == 3) first[which] = test.engine.state.departed_total[lane[which]];
    }
    month[number - 1] = sum - before;
    before = sum;
  }
  *least = 1e300;
  *most = 0.0;
  for (int32_t which = 0; which < 3; which++) {
    const double sent = test.engine.state.departed_total[lane[which]] - first[which];
    *least = sent < *least ? sent : *least;
    *most = sent > *most ? sent : *most;
  }
  replica_end(&test);
}

// 60 kg a month, all of it used, by turns.
static void a_quota_is_never_passed_and_shared_by_turns(void **unused) {
  (void)unused;
  static const char *const setting[] = {"customs.port.challenge=0 %", NULL};
  double month[12], least, most;
  run_quota(setting, month, &least, &most);
  assert_true(month[1] > 80000.0);
  for (int32_t at = 3; at < 12; at++) assert_true(month[at] <= 60000.0);
  // what is at the port when a month ends counts in the next
  double sum = 0.0;
  for (int32_t at = 3; at < 12; at++) sum += month[at];
  assert_true(sum > 0.97 * 9.0 * 60000.0);
  assert_true(least > 0.8 * most);
}

// With a carry-over what was not used may leave later: all months together keep within all amounts, one month may be above its own.
static void what_is_carried_over_may_leave_later(void **unused) {
  (void)unused;
  static const char *const setting[] = {"customs.port.challenge=0 %",
                                        "measures.quota.carry_over=yes",
                                        "measures.quota.amount=85 kg", NULL};
  double month[12], least, most, sum = 0.0;
  run_quota(setting, month, &least, &most);
  int32_t n_above = 0;
  for (int32_t at = 3; at < 12; at++) {
    sum += month[at];
    n_above += month[at] > 85000.0;
    // March gave what was left of its amount, too
    assert_true(sum <= (at - 3 + 2) * 85000.0);
  }
  assert_true(n_above > 0);
}

// --- days ----------------------------------------------------------------------------------------

// Answered after some days and identified in ten: the table of days adds up to the days between declaration and departure.
static void days_by_stage_add_up(void **unused) {
  (void)unused;
  static const char *const setting[] = {"customs.port.answer=7 working days",
                                        "customs.port.identify_median=10 days",
                                        "customs.port.identify_p90=10 days", NULL};
  begin("tests/law/customs", setting, 0);
  run_all();
  const cp_state *state = &test.engine.state;
  const double n = state->destination_departed[0], *days = state->destination_days;
  double answer = 0.0, n_answer = 0.0;
  for (int32_t at = 0; at < n_heard; at++) {
    if (heard[at].kind != CP_EVENT_CUSTOMS || heard[at].to != CP_CONSIGNMENT_DECLARED) continue;
    if (heard[at].day + 5 > state->day[0]) continue;
    answer += heard[at].day - heard[at].part;
    n_answer += 1.0;
  }
  assert_true(n > 300.0 && n_answer > 0.0);
  assert_true(days[CP_DAYS_PORT] == 5.0 * n);
  assert_true(days[CP_DAYS_SEA] == 20.0 * n);
  assert_true(days[CP_DAYS_AIR] + days[CP_DAYS_HELD] + days[CP_DAYS_INSPECTION] == 0.0);
  assert_true(days[CP_DAYS_CHALLENGE] == answer);
  assert_true(state->class_departed[0] == n && state->class_days[CP_DAYS_PORT] == 5.0 * n);
  replica_end(&test);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_table_has_these_steps_and_no_other),
      cmocka_unit_test(final_stages_are_final),
      cmocka_unit_test(nothing_sails_that_is_not_released),
      cmocka_unit_test(seven_working_days_reach_across_a_holiday),
      cmocka_unit_test(answered_goods_are_identified_and_let_go),
      cmocka_unit_test(what_is_found_goes_back_is_seized_or_stays),
      cmocka_unit_test(one_place_opens_every_third_day),
      cmocka_unit_test(waiting_for_a_place_is_that_of_a_queue_in_whole_days),
      cmocka_unit_test(places_without_limit_open_at_once),
      cmocka_unit_test(mismatches_are_challenged),
      cmocka_unit_test(one_that_is_stopped_holds_its_container),
      cmocka_unit_test(reserved_licences_are_used_at_departure),
      cmocka_unit_test(last_uses_that_are_reserved_balance),
      cmocka_unit_test(an_ended_licence_holds_what_it_was_reserved_for),
      cmocka_unit_test(a_stop_order_holds_what_has_not_departed),
      cmocka_unit_test(what_was_ordered_before_may_still_leave),
      cmocka_unit_test(a_quota_is_never_passed_and_shared_by_turns),
      cmocka_unit_test(what_is_carried_over_may_leave_later),
      cmocka_unit_test(days_by_stage_add_up)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
