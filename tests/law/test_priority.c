// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Strict priorities against Cobham's formula, and Little's law for a whole desk, at five loads each; see test_queue.c.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "harness/queue.h"

// `squares` is E[S^2] / E[S]^2.
static double pollaczek_khinchine_wait(double load, double squares) {
  return load * squares / (2.0 * (1.0 - load));
}

// `before` is the load of the classes that come first, `through` that with its own.
static double cobham_wait(double load, double squares, double before, double through) {
  return load * squares / 2.0 / ((1.0 - before) * (1.0 - through));
}

static void waits_under_strict_service_are_cobhams(void **state) {
  (void)state;
  static const int32_t n_replica[N_LOAD] = {24, 28, 40, 50, 80};
  static const double shares[QUEUE_CLASSES] = {0.25, 0.25, 0.5};
  for (int32_t at = 0; at < N_LOAD; at++) {
    const double load = queue_loads[at], service = load / queue_arrivals,
                 ticks = service * CP_TICKS;
    const queue_seen found = queue_look("tests/law/queue_priority", service, n_replica[at]);
    double before = 0.0;
    for (int32_t rank = 0; rank < QUEUE_CLASSES; rank++) {
      const double through = before + shares[rank] * load;
      // classes are numbered by name: later, normal, urgent
      const queue_sample wait = found.wait[QUEUE_CLASSES - 1 - rank];
      queue_is("M/M/1 wait by priority", load, wait,
               ticks * cobham_wait(load, 2.0, before, through));
      // first come first served among all is the wrong formula
      queue_is_not("wrong: no priorities", load, wait, ticks * pollaczek_khinchine_wait(load, 2.0));
      before = through;
    }
  }
}

// How many are on the desk in the evenings, and the days that those had that ended; all of a replica after the warm-up.
typedef struct evenings {
  double live, ended, days, deciding;
} evenings;

static evenings evenings_of(replica *test, uint32_t number) {
  replica_again(test, 20250627, number);
  const cp_state *state = &test->engine.state;
  evenings all = {0.0, 0.0, 0.0, 0.0}, before = all;
  queue_step(test, WARM_UP_DAYS);
  for (int32_t day = WARM_UP_DAYS; day <= N_DAY; day++) {
    all.ended = state->ended[0];
    all.days = 0.0;
    for (int32_t spell = 0; spell < CP_N_SPELL; spell++) all.days += state->spell_days[spell];
    all.deciding = state->spell_days[CP_STAGE_READY - CP_STAGE_PAPERS];
    if (day == WARM_UP_DAYS) before = all;
    if (day < N_DAY) queue_step(test, 1);
    if (day < N_DAY) all.live += state->live[0];
  }
  const double n = N_DAY - WARM_UP_DAYS, ended = all.ended - before.ended;
  return (evenings){all.live / n, ended / n, (all.days - before.days) / ended,
                    (all.deciding - before.deciding) / ended};
}

static void the_number_on_the_desk_is_littles(void **state) {
  (void)state;
  enum { N_REPLICA = 8 };
  static const double service = 0.0375;
  for (int32_t at = 0; at < N_LOAD; at++) {
    double live[N_REPLICA], difference[N_REPLICA], wrong[N_REPLICA];
    replica test;
    queue_begin(&test, "tests/law/queue_desk", service);
    cp_draw image;
    cp_draw_view(&test.model, (void *)(uintptr_t)test.model.draw_image, &image);
    image.stream_rate[0] = 3.0 * queue_loads[at] / service;
    for (int32_t number = 0; number < N_REPLICA; number++) {
      const evenings one = evenings_of(&test, (uint32_t)number);
      live[number] = one.live;
      difference[number] = one.live - one.ended * one.days;
      wrong[number] = one.live - one.ended * (one.days - one.deciding);
    }
    replica_end(&test);
    const double mean = queue_sample_of(live, N_REPLICA).mean;
    const queue_sample found = queue_sample_of(difference, N_REPLICA);
    const queue_sample of_all = {mean + found.mean, found.error};
    // what is seen is what the law says, replica by replica: the difference is added to the mean of all
    queue_is("Little's law", queue_loads[at], of_all, mean);
    // that those who wait for a decision are not on the desk is wrong
    const queue_sample other = queue_sample_of(wrong, N_REPLICA);
    queue_is_not("wrong: without decisions", queue_loads[at],
                 (queue_sample){mean + other.mean, other.error}, mean);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(waits_under_strict_service_are_cobhams),
      cmocka_unit_test(the_number_on_the_desk_is_littles),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
