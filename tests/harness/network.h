// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A synthetic network of any size, laid out by hand, without tables: for tests of what a scenario would be too small for, and for bench/.
//
// Five stages from raw materials to what is built to a plan; a user has one to four inputs of the stage before, each from its four suppliers,
// drawn at random: a row of lanes feeds each of them. Transit takes 1 to 14 days, dispatch 1 to 7. A licence requirement on what one region
// sends to the others comes into force on the tenth day. The same seed gives the same network.
#ifndef CP_TESTS_HARNESS_NETWORK_H
#define CP_TESTS_HARNESS_NETWORK_H

#include "model/model.h"

// Memory in large pages, 64-byte aligned; ends the program when there is none.
void *network_room(size_t bytes);

// A model of about n_lane lanes in memory of its own: free((void *)model->blob).
void network_build(uint64_t seed, int32_t n_lane, int32_t n_day, cp_model *model);

#endif
