// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What drives an answer: the rank correlation of outcomes with every range of the scenario, from the replicas of a run alone.
// Every replica draws all ranges at once and independently, so each range sees the others as noise: no further runs.
//
// The standard error is measured on placebos: sequences drawn as ranges are, which feed nothing; the root mean square of their
// correlations with the outcome. It is a fourth larger than 1 / sqrt(n - 1) (ensemble/rank.h) where one range rules the outcome, as
// replicas next to each other are spread evenly in all ranges at once (num/stratified.h); that is the least that is taken.
//
// A range is told when its correlation passes `threshold` standard errors: at least 3, and as many as keep the chance of telling
// any range that has nothing to do with any outcome below 5% (Bonferroni over all tests of the run, two-sided, normal).
#ifndef CP_REPORT_DRIVERS_H
#define CP_REPORT_DRIVERS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/text.h"
#include "model/model.h"
#include "scenario/spec.h"

enum {
  CP_DRIVERS_LEAST = 50,   // independent replicas below which nothing is said
  CP_DRIVERS_OUTCOMES = 4  // most outcomes of one question
};

// Outcomes of finished replicas beside the ranges that these replicas drew.
typedef struct cp_drivers_question {
  const cp_model *model;
  const cp_spec *spec;
  uint64_t seed;
  uint32_t chances;        // replicas per point of the parameter ranges
  int32_t n;               // finished replicas
  const int32_t *replica;  // [n] their numbers
  int32_t n_outcome;
  const double *outcome[CP_DRIVERS_OUTCOMES];  // [n] each
} cp_drivers_question;

typedef struct cp_driver {
  cp_text parameter;  // its path, as in overrides and --set
  cp_text meaning;    // what the reference says of its field
  double rho;
  double low_third, high_third;  // median outcome where the parameter is in its lower, upper third
} cp_driver;

typedef struct cp_drivers_of {
  bool is_constant;   // the outcome is the same in every replica: no drivers
  double error;       // standard error of a correlation
  int32_t n_told;     // the first so many drivers are more than chance
  cp_driver *driver;  // [n_range] strongest first, then in the order of the ranges
} cp_drivers_of;

typedef struct cp_drivers {
  int32_t n_range;
  double n_free;     // independent replicas
  bool is_too_few;   // nothing else is filled in
  int32_t n_test;    // ranges times outcomes that vary
  double threshold;  // in errors
  int32_t n_outcome;
  cp_drivers_of of[CP_DRIVERS_OUTCOMES];
} cp_drivers;

// How many standard errors a difference must pass when so many are looked at.
double cp_drivers_threshold(int32_t n_test);

// Everything lies in the arena.
cp_status cp_drivers_build(const cp_drivers_question *question, cp_arena *arena,
                           cp_drivers *drivers);

#endif
