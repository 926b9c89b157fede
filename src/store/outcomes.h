// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The outcomes of replicas in a file of results: a table for each kind of entity (outcome_firm, outcome_input ...) with a row for each
// replica and entity and a column for each outcome. A row in which all outcomes are usual (days -1: never; others 0) is left out, as most
// are; the view `outcome` shows them all.
#ifndef CP_STORE_OUTCOMES_H
#define CP_STORE_OUTCOMES_H

#include "base/arena.h"
#include "base/status.h"
#include "store/sqlite.h"
#include "store/store.h"

typedef struct cp_outcomes cp_outcomes;

// Make the tables and the view.
cp_status cp_outcomes_create(cp_sql *database, const cp_store_layout *layout, cp_arena *arena);

// Ready to put and get: the tables are there. To be ended before the database is closed, also on failure.
cp_status cp_outcomes_begin(cp_sql *database, const cp_store_layout *layout, cp_arena *arena,
                            cp_outcomes **outcomes);
void cp_outcomes_end(cp_outcomes *outcomes);

// The outcomes of a record into rows, and rows into the outcomes of a record, whose series are left as they are.
cp_status cp_outcomes_put(cp_outcomes *outcomes, int32_t replica, const double *record);
cp_status cp_outcomes_get(cp_outcomes *outcomes, int32_t replica, double *record);

#endif
