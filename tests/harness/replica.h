// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// For tests that run a scenario of the repository: reads, builds and begins one replica.
#ifndef CP_TESTS_HARNESS_REPLICA_H
#define CP_TESTS_HARNESS_REPLICA_H

#include "engine/engine.h"
#include "scenario/reader.h"

typedef struct replica {
  cp_arena arena;
  cp_messages messages;
  cp_spec *spec;
  cp_model model;
  void *region;
  cp_engine engine;
} replica;

// Begins replica `number` of the scenario in `folder` (below the repository's root). Fails the test when it cannot.
void replica_begin(replica *test, const char *folder, uint64_t seed, uint32_t number);
// The same with an as_of day and settings.
void replica_begin_with(replica *test, const char *folder, const cp_scenario_options *options,
                        uint64_t seed, uint32_t number);
// Reads and builds the scenario of a folder anywhere and begins no replica; what the reader says against it goes to stderr. To be ended in any
// case.
cp_status replica_open(replica *test, const char *path, const cp_scenario_options *options);
// Begins another replica of the same model.
void replica_again(replica *test, uint64_t seed, uint32_t number);
void replica_end(replica *test);

// Steps to the evening of a day; every ledger must balance on every day.
void replica_run_to(replica *test, int32_t year, int32_t month, int32_t day);

#endif
