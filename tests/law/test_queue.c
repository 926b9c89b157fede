// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The desk as a plain queue against the known formulas: Erlang C for M/M/c, Pollaczek-Khinchine for M/G/1. The mean wait over
// replicas must have a standard error of at most 0.5% and lie within four of them; a wrong formula must fail the same test.
// Reads the scenarios beside this file (their numbers are repeated in the formulas below).
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "harness/replica.h"

enum { N_REPLICA = 70, WARM_UP_DAYS = 150, N_DAY = 2192 };

typedef struct sample {
  double mean;   // ticks
  double error;  // standard error
} sample;

static sample mean_wait(const char *folder) {
  replica test;
  replica_begin(&test, folder, 20250627, 0);
  const cp_state *state = &test.engine.state;
  double sum = 0.0, squares = 0.0;
  for (uint32_t number = 0; number < N_REPLICA; number++) {
    replica_again(&test, 20250627, number);
    double ticks = 0.0, count = 0.0;
    for (int32_t day = 0; day < N_DAY; day++) {
      assert_int_equal(cp_engine_step(&test.engine), CP_OK);
      if (day != WARM_UP_DAYS) continue;
      ticks = state->wait_ticks[0];
      count = state->wait_count[0];
    }
    const double wait = (state->wait_ticks[0] - ticks) / (state->wait_count[0] - count);
    sum += wait;
    squares += wait * wait;
  }
  replica_end(&test);
  const double mean = sum / N_REPLICA;
  return (sample){mean, sqrt((squares / N_REPLICA - mean * mean) / (N_REPLICA - 1))};
}

// Mean wait of M/M/c in units of the mean service time.
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

// Mean wait of M/G/1 in units of the mean service time; `squares` is E[S^2] / E[S]^2.
static double pollaczek_khinchine_wait(double load, double squares) {
  return load * squares / (2.0 * (1.0 - load));
}

static double z_of(const char *name, sample found, double expected) {
  const double z = (found.mean - expected) / found.error;
  printf("%s: found %.2f ticks, expected %.2f, standard error %.2f%%, z %.2f\n", name, found.mean,
         expected, 100.0 * found.error / expected, z);
  return z;
}

static void wait_in_m_m_c_is_erlang_c(void **state) {
  (void)state;
  const sample found = mean_wait("tests/law/queue_mmc");
  const double service = 0.0375 * CP_TICKS;
  const double expected = service * erlang_c_wait(3, 0.8);
  const double z = z_of("M/M/3 load 0.8", found, expected);
  assert_true(found.error <= 0.005 * expected);
  assert_true(fabs(z) < 4.0);
  // one fast server in place of three slow ones is the wrong formula
  assert_true(fabs(z_of("wrong: M/M/1", found, service / 3.0 * erlang_c_wait(1, 0.8))) > 4.0);
}

static void wait_in_m_g_1_is_pollaczek_khinchine(void **state) {
  (void)state;
  const sample found = mean_wait("tests/law/queue_mg1");
  const double service = 0.0109375 * CP_TICKS;
  const double squares = exp(0.8 * 0.8);
  const double expected = service * pollaczek_khinchine_wait(0.7, squares);
  const double z = z_of("M/G/1 load 0.7", found, expected);
  assert_true(found.error <= 0.005 * expected);
  assert_true(fabs(z) < 4.0);
  // an exponential service in place of the lognormal one is the wrong formula
  assert_true(fabs(z_of("wrong: M/M/1", found, service * pollaczek_khinchine_wait(0.7, 2.0))) >
              4.0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(wait_in_m_m_c_is_erlang_c),
                                     cmocka_unit_test(wait_in_m_g_1_is_pollaczek_khinchine)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
