// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The plain engine and the fast one are equal on scenarios that nobody wrote: every array, every day; every ledger balances.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "harness/by_lane.h"
#include "harness/equal.h"

static void random_scenarios_are_equal_day_by_day(void **state) {
  (void)state;
  char folder[600];
  equal_folder("oracle/test_random", folder);
  sketch_try("oracle/test_random", 1, 1000, equal_fails_on, folder);
}

// --- what they reach -----------------------------------------------------------------------------

enum {
  USED_FIRST,  // one for each kind of alternative
  FLOWN = USED_FIRST + CP_PARK + 1,
  HELD,
  DRAWN,
  EXPIRED,
  CANCELLED,
  THREATENED,
  FORWARD,
  POSTPONED,
  LEFT_OUT,
  LOST,
  RECOVERED,
  STOPPED,
  RECYCLED,
  PRICED,
  LATE_CHANCE,
  PAID,
  ANSWERED,
  INSPECTED,
  QUEUED,
  GONE,
  STOPPED_AT_PORT,
  ENDED_AT_PORT,
  FOUND,
  WITH_MATES,
  RESERVED,
  EXEMPT,
  QUOTA_FULL,
  WAITED,
  BEHIND,
  CAUSED,
  CAUSED_BACK,
  UNCAUSED,
  N_REACHED
};

static void note(int32_t *reached, int32_t what, int is_so) { reached[what] |= is_so; }

static void look_at_lane(const replica *test, int32_t lane, int32_t *reached) {
  const cp_model *model = &test->model;
  const cp_state *state = &test->engine.state;
  note(reached, FLOWN, AT_GATE(model, state->flown_total, lane, 0.0) > 0.0);
  note(reached, HELD, cp_lane_held(model, state, lane) > 0.0);
  note(reached, DRAWN, AT_GATE(model, state->drawn_total, lane, 0.0) > 0.0);
  note(reached, EXPIRED, AT_GATE(model, state->expired_total, lane, 0.0) > 0.0);
  note(reached, CANCELLED, state->cancel_carry[lane] > 0.0);
  note(reached, THREATENED,
       AT_GATE(model, state->threat_since, lane, -1) >= 0 &&
           cp_lane_control(model, state, lane) < 0);
  note(reached, FORWARD, AT_GATE(model, state->deadline, lane, -1) >= state->day[0]);
  note(reached, POSTPONED,
       AT_GATE(model, state->tariff, lane, 0.0) > test->engine.draw.postpone_above[0]);
  note(reached, RECYCLED,
       lane >= model->firm_scrap_lane[model->lane_supplier[lane]] &&
           state->arrived_total[lane] > 1000.0);
}

static void look_at_border(const replica *test, int32_t *reached) {
  const cp_model *model = &test->model;
  const cp_state *state = &test->engine.state;
  for (int32_t slot = 0; slot < state->consignment_used[0]; slot++) {
    const cp_consignment *one = state->consignment + slot;
    note(reached, ANSWERED, one->stage == CP_CONSIGNMENT_IDENTIFYING);
    note(reached, INSPECTED, one->stage == CP_CONSIGNMENT_INSPECTED);
    note(reached, QUEUED, one->stage == CP_CONSIGNMENT_QUEUED);
    note(reached, FOUND, (one->hold & CP_HOLD_FOUND) != 0);
    note(reached, STOPPED_AT_PORT, (one->hold & CP_HOLD_MEASURE) != 0);
    note(reached, WITH_MATES, (one->hold & CP_HOLD_MATE) != 0);
  }
  for (int32_t gate = 0; gate < model->n_gate; gate++) {
    note(reached, GONE, state->gone_total[gate] > 0.0);
    note(reached, RESERVED, state->reserved[gate] > 0.0);
    note(reached, EXEMPT, state->exempt_used[gate] > 0.0);
  }
  for (int32_t measure = 0; measure < model->n_measure; measure++)
    note(reached, QUOTA_FULL,
         state->quota_since[measure] >= 0 &&
             state->quota_departed[measure] + state->quota_at_port[measure] ==
                 state->quota_may[measure]);
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    note(reached, BEHIND, state->sales_lost[measure] > 0.0);
    note(reached, CAUSED, state->caused[measure].value > 0.0);
    note(reached, CAUSED_BACK, state->caused[measure].units_back > 0.0);
  }
  note(reached, UNCAUSED, state->uncaused->units > 0.0);
  for (int32_t class = 0; class < model->n_class; class ++)
    note(reached, WAITED, state->class_days[class * CP_N_DAYS + CP_DAYS_WAITING] > 0.0);
}

static void look(const replica *test, int32_t *reached) {
  const cp_model *model = &test->model;
  const cp_state *state = &test->engine.state;
  for (int32_t lane = 0; lane < model->n_lane; lane++) look_at_lane(test, lane, reached);
  for (int32_t at = 0; at < model->n_alternative; at++)
    note(reached, USED_FIRST + model->option_kind[model->alternative_option[at]],
         state->alternative_saved[at] > 0.0);
  for (int32_t input = 0; input < model->n_input; input++)
    note(reached, LEFT_OUT, state->left_out_total[input] > 0.0);
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    note(reached, LOST, state->lost_total[firm] > 0.0);
    note(reached, RECOVERED, state->recovered_total[firm] > 0.0);
    note(reached, STOPPED, state->first_stop[firm] >= 0);
    note(reached, PAID, state->extra_cost[firm] > 0.0);
  }
  look_at_border(test, reached);
  for (int32_t good = 0; good < model->n_good; good++)
    note(reached, PRICED, state->price_outside[good] > 1.2);
  for (int32_t class = 0; class < model->n_class; class ++)
    note(reached, LATE_CHANCE, state->record_waited[class] > 100.0);
}

// What is held and let go again on one day, for which a new licence is there.
static void listen(void *listener, const cp_event *event) {
  int32_t *reached = listener;
  note(reached, ENDED_AT_PORT,
       event->kind == CP_EVENT_CUSTOMS && event->to == CP_CONSIGNMENT_HELD &&
           event->cause == CP_CAUSE_HOLD && (event->number & CP_HOLD_EXPIRED) != 0);
}

// What the two engines agree on must have happened: each rule of the model is at work in some of the scenarios.
static void random_scenarios_reach_every_rule(void **state) {
  (void)state;
  enum { N = 200 };
  char folder[600];
  int32_t count[N_REACHED] = {0};
  equal_folder("oracle/test_random", folder);
  for (uint64_t seed = 1; seed <= N; seed++) {
    sketch at;
    replica test;
    int32_t reached[N_REACHED] = {0};
    sketch_make(seed, &at);
    sketch_write(&at, NULL, folder);
    assert_int_equal(replica_open(&test, folder, NULL), CP_OK);
    replica_again(&test, seed, 0);
    cp_event_log log = {.tell = listen, .listener = reached};
    test.engine.state.log = &log;
    while (test.engine.state.day[0] < test.model.last_day[0]) {
      assert_int_equal(cp_engine_step(&test.engine), CP_OK);
      look(&test, reached);
    }
    replica_end(&test);
    for (int32_t what = 0; what < N_REACHED; what++) count[what] += reached[what];
  }
  for (int32_t what = 0; what < N_REACHED; what++) {
    printf("%d: %d\n", (int)what, (int)count[what]);
    assert_true(count[what] >= N / 40);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(random_scenarios_reach_every_rule),
                                     cmocka_unit_test(random_scenarios_are_equal_day_by_day)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
