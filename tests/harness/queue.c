// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Running queues and judging their means; see queue.h.
#include "harness/queue.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { MOST_REPLICA = 100 };

queue_sample queue_sample_of(const double *value, int32_t n) {
  double sum = 0.0, squares = 0.0;
  for (int32_t at = 0; at < n; at++) sum += value[at];
  const double mean = sum / n;
  for (int32_t at = 0; at < n; at++) squares += (value[at] - mean) * (value[at] - mean);
  return (queue_sample){mean, sqrt(squares / n / (n - 1))};
}

void queue_begin(replica *test, const char *folder, double service) {
  replica_begin(test, folder, 20250627, 0);
  cp_draw image;
  cp_draw_view(&test->model, (void *)(uintptr_t)test->model.draw_image, &image);
  image.authority_work[0] = service;
}

void queue_step(replica *test, int32_t n_day) {
  for (int32_t day = 0; day < n_day; day++) assert_int_equal(cp_engine_step(&test->engine), CP_OK);
}

// Mean waits of one replica after the warm-up.
static void wait_of(replica *test, uint32_t number, double wait[QUEUE_CLASSES]) {
  replica_again(test, 20250627, number);
  const cp_state *state = &test->engine.state;
  double ticks[QUEUE_CLASSES] = {0.0}, count[QUEUE_CLASSES] = {0.0};
  queue_step(test, WARM_UP_DAYS);
  for (int32_t class = 0; class < test->model.n_class; class ++) {
    ticks[class] = state->wait_ticks[class];
    count[class] = state->wait_count[class];
  }
  queue_step(test, N_DAY - WARM_UP_DAYS);
  for (int32_t class = 0; class < test->model.n_class; class ++) {
    wait[class] =
        (state->wait_ticks[class] - ticks[class]) / (state->wait_count[class] - count[class]);
  }
}

// `service` in working days.
queue_seen queue_look(const char *folder, double service, int32_t n_replica) {
  static double wait[QUEUE_CLASSES][MOST_REPLICA];
  replica test;
  queue_begin(&test, folder, service);
  for (int32_t number = 0; number < n_replica; number++) {
    double one[QUEUE_CLASSES];
    wait_of(&test, (uint32_t)number, one);
    for (int32_t class = 0; class < test.model.n_class; class ++) wait[class][number] = one[class];
  }
  queue_seen found = {0};
  for (int32_t class = 0; class < test.model.n_class; class ++)
    found.wait[class] = queue_sample_of(wait[class], n_replica);
  replica_end(&test);
  return found;
}

double queue_z_of(const char *name, double load, queue_sample found, double expected) {
  const double z = (found.mean - expected) / found.error;
  printf("%-28s load %.1f: found %9.2f, expected %9.2f, standard error %.2f%%, z %.2f\n", name,
         load, found.mean, expected, 100.0 * found.error / expected, z);
  return z;
}

void queue_is(const char *name, double load, queue_sample found, double expected) {
  const double z = queue_z_of(name, load, found, expected);
  assert_true(found.error <= 0.005 * expected);
  assert_true(fabs(z) < 4.0);
}

void queue_is_not(const char *name, double load, queue_sample found, double expected) {
  assert_true(fabs(queue_z_of(name, load, found, expected)) > 4.0);
}
