// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// For tests that hold the desk against formulas of queues: replicas of a scenario whose reviewers need a given time, the waits in them after a
// warm-up, and the judgement: a standard error of at most 0.5%, the formula within four of them, a wrong one not.
#ifndef CP_TESTS_HARNESS_QUEUE_H
#define CP_TESTS_HARNESS_QUEUE_H

#include "harness/replica.h"

enum { WARM_UP_DAYS = 150, N_DAY = 2192, N_LOAD = 5, QUEUE_CLASSES = 3 };

static const double queue_arrivals = 64.0;  // a day, all classes
static const double queue_loads[N_LOAD] = {0.4, 0.5, 0.6, 0.7, 0.8};

typedef struct queue_sample {
  double mean;
  double error;  // standard error
} queue_sample;

// The wait by class in ticks.
typedef struct queue_seen {
  queue_sample wait[QUEUE_CLASSES];
} queue_seen;

queue_sample queue_sample_of(const double *value, int32_t n);

// Reviewers that need `service` working days on average.
void queue_begin(replica *test, const char *folder, double service);
void queue_step(replica *test, int32_t n_day);
queue_seen queue_look(const char *folder, double service, int32_t n_replica);

double queue_z_of(const char *name, double load, queue_sample found, double expected);
void queue_is(const char *name, double load, queue_sample found, double expected);
void queue_is_not(const char *name, double load, queue_sample found, double expected);

#endif
