// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The desk as a plain queue against the known formulas, at five loads each: Erlang C for M/M/c, Pollaczek-Khinchine for M/G/1. A wrong formula
// must fail the same test. Reads the scenarios beside this file; the time that a review takes is set here.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "harness/queue.h"

// --- formulas: mean waits in units of the mean service time -----------------------------------------

static double erlang_c_wait(int c, double load) {
  const double offered = c * load;
  double term = 1.0, sum = 0.0;
  for (int k = 0; k < c; k++) {
    sum += term;
    term *= offered / (k + 1);
  }
  const double waiting = term / (1.0 - load);
  return waiting / (sum + waiting) / (c * (1.0 - load));
}

// `squares` is E[S^2] / E[S]^2.
static double pollaczek_khinchine_wait(double load, double squares) {
  return load * squares / (2.0 * (1.0 - load));
}

// --- the laws --------------------------------------------------------------------------------------

static void wait_in_m_m_c_is_erlang_c(void **state) {
  (void)state;
  static const int32_t n_replica[N_LOAD] = {44, 36, 34, 38, 60};
  for (int32_t at = 0; at < N_LOAD; at++) {
    const double service = 3.0 * queue_loads[at] / queue_arrivals, ticks = service * CP_TICKS;
    const queue_seen found = queue_look("tests/law/queue_mmc", service, n_replica[at]);
    const double wait = ticks * erlang_c_wait(3, queue_loads[at]);
    queue_is("M/M/3 wait", queue_loads[at], found.wait[0], wait);
    // one fast server in place of three slow ones is the wrong formula
    queue_is_not("wrong: M/M/1", queue_loads[at], found.wait[0],
                 ticks / 3.0 * erlang_c_wait(1, queue_loads[at]));
  }
}

static void wait_in_m_g_1_is_pollaczek_khinchine(void **state) {
  (void)state;
  static const int32_t n_replica[N_LOAD] = {18, 20, 20, 30, 72};
  const double squares = exp(0.8 * 0.8);
  for (int32_t at = 0; at < N_LOAD; at++) {
    const double service = queue_loads[at] / queue_arrivals, ticks = service * CP_TICKS;
    const queue_seen found = queue_look("tests/law/queue_mg1", service, n_replica[at]);
    queue_is("M/G/1 wait", queue_loads[at], found.wait[0],
             ticks * pollaczek_khinchine_wait(queue_loads[at], squares));
    // an exponential service in place of the lognormal one is the wrong formula
    queue_is_not("wrong: M/M/1", queue_loads[at], found.wait[0],
                 ticks * pollaczek_khinchine_wait(queue_loads[at], 2.0));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(wait_in_m_m_c_is_erlang_c),
      cmocka_unit_test(wait_in_m_g_1_is_pollaczek_khinchine),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
