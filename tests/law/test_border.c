// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// One lane across a border, with days that can be counted by hand (tests/law/border). The seller's office works Monday to Friday:
// filed on Monday 1 April 2024, ten working days at the local office end on Monday 15 April, twenty of review on Monday 13 May.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"
#include "harness/replica.h"
#include "model/gate.h"

static replica test;

static int32_t lane_of(const char *good) {
  for (int32_t lane = 0; lane < test.model.n_lane; lane++) {
    if (cp_text_equal(cp_spec_name(test.spec, CP_S_goods, cp_lane_good(&test.model, lane)),
                      cp_text_of(good)))
      return lane;
  }
  fail();
  return -1;
}

static void flow_at_rest_stays_at_rest(void **unused) {
  (void)unused;
  replica_begin(&test, "tests/law/border", 1, 0);
  const int32_t lane = lane_of("magnets");
  replica_run_to(&test, 2024, 1, 31);
  const double before = test.engine.state.departed_total[lane];
  replica_run_to(&test, 2024, 3, 27);  // eight weeks
  const double flow = (test.engine.state.departed_total[lane] - before) / 56.0;
  assert_true(flow > 980.0 && flow < 1020.0);
  assert_true(test.engine.state.lost_total[2] == 0.0);
  replica_end(&test);
}

// A shelf limit below the seven days between departures bounds what waits for licences, not what the next departure takes.
static void a_short_shelf_does_not_throttle_a_free_lane(void **unused) {
  (void)unused;
  const char *setting = "demand.shelf_limit=3 days";
  cp_scenario_options options = cp_scenario_options_default();
  options.setting = &setting;
  options.n_setting = 1;
  replica_begin_with(&test, "tests/law/border", &options, 1, 0);
  const int32_t lane = lane_of("magnets");
  replica_run_to(&test, 2024, 1, 31);
  const double before = test.engine.state.departed_total[lane];
  replica_run_to(&test, 2024, 3, 27);  // eight weeks
  const double flow = (test.engine.state.departed_total[lane] - before) / 56.0;
  assert_true(flow > 980.0 && flow < 1020.0);
  replica_end(&test);
}

static void nothing_leaves_without_a_licence_once_the_onset_is_over(void **unused) {
  (void)unused;
  replica_begin(&test, "tests/law/border", 1, 0);
  const int32_t lane = lane_of("magnets");
  // what was declared before the control still departs within its five days at the port
  replica_run_to(&test, 2024, 4, 6);
  const double before = test.engine.state.departed_total[lane];
  for (int32_t day = 7; day <= 30; day++) {
    replica_run_to(&test, 2024, 4, day);
    assert_true(test.engine.state.departed_total[lane] == before);
  }
  replica_run_to(&test, 2024, 12, 31);
  const double at_port = test.engine.state.at_port[test.model.lane_gate[lane]];
  assert_true(test.engine.state.departed_total[lane] - before + at_port ==
              test.engine.state.drawn_total[test.model.lane_gate[lane]]);
  replica_end(&test);
}

static void first_licence_comes_after_local_office_and_review(void **unused) {
  (void)unused;
  replica_begin(&test, "tests/law/border", 1, 0);
  const int32_t lane = lane_of("magnets");
  replica_run_to(&test, 2024, 5, 12);
  assert_true(test.engine.state.filed[0] > 0.0);
  assert_true(test.engine.state.licensed_total[test.model.lane_gate[lane]] == 0.0);
  replica_run_to(&test, 2024, 5, 13);
  assert_true(test.engine.state.licensed_total[test.model.lane_gate[lane]] > 0.0);
  // 28 days of need were filed on the first day, in applications of 7 kg each
  assert_true(test.engine.state.licensed_total[test.model.lane_gate[lane]] >= 28.0 * 1000.0);
  replica_end(&test);
}

static void licence_ends_on_its_last_day_and_never_later(void **unused) {
  (void)unused;
  replica_begin(&test, "tests/law/border", 1, 0);
  for (int32_t month = 1; month <= 12; month++) {
    replica_run_to(&test, 2024, month, 28);
    for (int32_t lane = 0; lane < test.model.n_lane; lane++) {
      for (int32_t slot = test.engine.state.licence_first[test.model.lane_gate[lane]]; slot >= 0;
           slot = test.engine.state.licence[slot].next) {
        assert_true(test.engine.state.licence[slot].valid_to >= test.engine.state.day[0]);
        assert_true(test.engine.state.licence[slot].valid_to <=
                    cp_day_add_months(test.engine.state.day[0], 6));
      }
    }
  }
  replica_end(&test);
}

// A permission without an end of its own ends with the validity that it caps: a month after 1 August.
static void permission_moves_the_lane_caps_validity_and_ends(void **unused) {
  (void)unused;
  replica_begin(&test, "tests/law/border", 1, 0);
  const int32_t lane = lane_of("magnets");
  replica_run_to(&test, 2024, 7, 31);
  assert_int_equal(test.engine.state.gate_class[test.model.lane_gate[lane]], 0);
  const double civil = test.engine.state.approved[0];
  replica_run_to(&test, 2024, 8, 28);
  assert_int_equal(test.engine.state.gate_class[test.model.lane_gate[lane]], 1);
  assert_int_equal(test.engine.state.gate_validity[test.model.lane_gate[lane]], 1);
  assert_true(test.engine.state.approved[0] == civil);
  assert_true(test.engine.state.approved[1] > 0.0);
  replica_run_to(&test, 2024, 9, 30);
  assert_int_equal(test.engine.state.gate_class[test.model.lane_gate[lane]], 0);
  assert_int_equal(test.engine.state.gate_validity[test.model.lane_gate[lane]], 0);
  replica_end(&test);
}

// Challenges and releases of one lane, as the log tells them.
typedef struct customs_log {
  double challenged[64], released[64];
  int32_t n_challenged, n_released;
} customs_log;

static void listen(void *listener, const cp_event *event) {
  customs_log *log = listener;
  if (event->kind == CP_EVENT_CHALLENGE) log->challenged[log->n_challenged++] = event->amount;
  if (event->kind == CP_EVENT_RELEASE) log->released[log->n_released++] = event->amount;
}

// With every look-alike challenged, what is declared after the control is held for 30 days; then half of it leaves.
static void look_alikes_are_held_and_half_of_them_leaves(void **unused) {
  (void)unused;
  replica_begin(&test, "tests/law/border", 1, 0);
  customs_log heard = {.n_released = 0};
  cp_event_log log = {.tell = listen, .listener = &heard};
  test.engine.state.log = &log;
  const int32_t lane = lane_of("plain");
  replica_run_to(&test, 2024, 4, 6);
  assert_int_equal(test.engine.state.gate_control[test.model.lane_gate[lane]], -1);
  const double before = test.engine.state.departed_total[lane];
  replica_run_to(&test, 2024, 5, 4);
  assert_true(test.engine.state.departed_total[lane] == before);
  assert_true(test.engine.state.held[test.model.lane_gate[lane]] > 0.0);
  replica_run_to(&test, 2024, 9, 30);
  assert_true(heard.n_released > 5);
  double left = 0.0;
  for (int32_t turn = 0; turn < heard.n_released; turn++) {
    const double half = heard.challenged[turn] - heard.released[turn];
    assert_true(half - heard.released[turn] == 0.0 || half - heard.released[turn] == 1.0);
    left += heard.released[turn];
  }
  assert_true(test.engine.state.departed_total[lane] - before == left);
  replica_end(&test);
}

// A hold of no days is over at once: half of what was challenged leaves on the same day, the rest waits for another turn.
static void a_hold_of_no_days_releases_at_once(void **unused) {
  (void)unused;
  const char *setting[] = {"customs.port.hold=0 days", "lanes.plain-maker:user:plain.dwell=0 days"};
  cp_scenario_options options = cp_scenario_options_default();
  options.setting = setting;
  options.n_setting = 2;
  replica_begin_with(&test, "tests/law/border", &options, 1, 0);
  customs_log heard = {.n_released = 0};
  cp_event_log log = {.tell = listen, .listener = &heard};
  test.engine.state.log = &log;
  const int32_t lane = lane_of("plain");
  replica_run_to(&test, 2024, 9, 30);
  assert_true(heard.n_challenged > 5);
  assert_int_equal(heard.n_released, heard.n_challenged);
  assert_true(test.engine.state.held[lane] == 0.0);
  replica_end(&test);
}

static void ban_beats_a_licence(void **unused) {
  (void)unused;
  replica_begin(&test, "tests/law/border_ban", 1, 0);
  const int32_t lane = lane_of("magnets");
  replica_run_to(&test, 2024, 7, 6);  // what was at the port has left
  assert_true(test.engine.state.licence_left[test.model.lane_gate[lane]] > 0.0);
  const double before = test.engine.state.departed_total[lane];
  replica_run_to(&test, 2024, 12, 31);
  assert_true(test.engine.state.departed_total[lane] == before);
  replica_end(&test);
}

// Free in June and July; when the requirement is back, exporters file anew and ship as much as after its first start.
static void control_that_returns_finds_exporters_filing(void **unused) {
  (void)unused;
  replica_begin(&test, "tests/law/border_return", 1, 0);
  const int32_t lane = lane_of("magnets");
  replica_run_to(&test, 2024, 6, 1);
  assert_int_equal(test.engine.state.gate_control[test.model.lane_gate[lane]], -1);
  replica_run_to(&test, 2024, 7, 31);
  const double filed = test.engine.state.filings[0] + test.engine.state.filings[1];
  assert_int_equal(test.engine.state.gate_control[test.model.lane_gate[lane]], -1);
  replica_run_to(&test, 2024, 8, 2);
  assert_true(test.engine.state.gate_control[test.model.lane_gate[lane]] >= 0);
  assert_true(test.engine.state.filings[0] + test.engine.state.filings[1] > filed);
  const double before = test.engine.state.drawn_total[test.model.lane_gate[lane]];
  replica_run_to(&test, 2024, 12, 31);
  // five months of 1 kg a day, less the wait for the first licences
  assert_true(test.engine.state.drawn_total[test.model.lane_gate[lane]] - before > 80.0 * 1000.0);
  replica_end(&test);
}

// Draws belong to names, not to places: what stands beside a lane does not move it.
static void another_firm_shifts_no_draw(void **unused) {
  (void)unused;
  double departed[2][12], shipped[2][12];
  static const char *const folder[] = {"tests/law/border", "tests/law/border_more"};
  for (int32_t which = 0; which < 2; which++) {
    replica_begin(&test, folder[which], 99, 5);
    const int32_t magnets = lane_of("magnets"), plain = lane_of("plain");
    for (int32_t month = 1; month <= 12; month++) {
      replica_run_to(&test, 2024, month, 28);
      departed[which][month - 1] = test.engine.state.departed_total[magnets];
      shipped[which][month - 1] = test.engine.state.departed_total[plain];
    }
    replica_end(&test);
  }
  for (int32_t month = 0; month < 12; month++) {
    assert_true(departed[0][month] == departed[1][month]);
    assert_true(shipped[0][month] == shipped[1][month]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(flow_at_rest_stays_at_rest),
      cmocka_unit_test(a_short_shelf_does_not_throttle_a_free_lane),
      cmocka_unit_test(nothing_leaves_without_a_licence_once_the_onset_is_over),
      cmocka_unit_test(first_licence_comes_after_local_office_and_review),
      cmocka_unit_test(licence_ends_on_its_last_day_and_never_later),
      cmocka_unit_test(permission_moves_the_lane_caps_validity_and_ends),
      cmocka_unit_test(look_alikes_are_held_and_half_of_them_leaves),
      cmocka_unit_test(a_hold_of_no_days_releases_at_once),
      cmocka_unit_test(ban_beats_a_licence),
      cmocka_unit_test(control_that_returns_finds_exporters_filing),
      cmocka_unit_test(another_firm_shifts_no_draw)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
