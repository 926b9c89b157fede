// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The fast engine beside the plain one, day by day.
#ifndef CP_TESTS_HARNESS_EQUAL_H
#define CP_TESTS_HARNESS_EQUAL_H

#include "harness/replica.h"
#include "harness/sketch.h"

// Runs a replica that has been begun to the last day. 1 when on some day an array differs, a ledger does not balance or the engine
// reports a fault: `why` says which and when.
int equal_fails(replica *test, char why[256]);

// The same of a sketch, two replicas of it, as a property. `context` is the name of a folder to write it in.
int equal_fails_on(const sketch *at, void *context, char why[256]);

// Makes a folder for the sketches of a test.
void equal_folder(const char *test, char folder[600]);

#endif
