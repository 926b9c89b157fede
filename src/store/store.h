// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Writing a file of results. One transaction replaces what an earlier run left by empty tables and
// the inputs; further ones add finished replicas while the run goes on; the last adds what people
// ask for and the state of the run. A kill at any moment leaves the file as it was after some
// transaction: it opens, is whole, and can be resumed.
#ifndef CP_STORE_STORE_H
#define CP_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/text.h"
#include "observe/record.h"

// What is needed to defend and repeat a run. Texts are views whose bytes outlive the struct.
typedef struct cp_certificate {
  cp_text name;  // of the scenario
  cp_text title;
  cp_text state;        // "running", "complete" or "interrupted"
  cp_text inputs_hash;  // SHA-256 of all inputs and settings
  uint64_t seed;
  int32_t chances;       // replicas per point of the parameter ranges
  int32_t asked;         // replicas asked for
  int32_t done;          // finished
  cp_text version;       // of the program
  int32_t epoch;         // of its numbers
  cp_text content_hash;  // SHA-256 of all finished records
  cp_text audit;         // "clean", or what was wrong
  int32_t first_day;
  int32_t as_of;
  int32_t last_day;
  int32_t observed_until;  // end of the last published month, CP_DAY_NONE without one
  int32_t facts_used;
  int32_t facts_late;  // left out because they were known later
  int32_t n_assumed;   // values marked assumed
  int32_t n_point;     // values of a record that belong to series
  int32_t n_value;     // values of a record
} cp_certificate;

// How a record lies in the file: its first n_point values are series and are packed, the outcomes behind them are rows (outcomes.h).
typedef struct cp_store_layout {
  int32_t n_point, n_value;
  int32_t n_outcome;
  const cp_outcome *outcome;  // [n_outcome]; outlives what it is given to
} cp_store_layout;

typedef struct cp_store cp_store;

// Start a file for this run. A file of an earlier run is emptied; any other file is refused
// (CP_EXISTS). `store` receives an object also on failure, for its error; NULL only when memory
// runs out.
cp_status cp_store_begin(const char *path, const cp_store_layout *layout, cp_arena *arena,
                         cp_store **store);

// Close the file: one file without companions. What was not committed is gone.
void cp_store_end(cp_store *store);

const char *cp_store_error(const cp_store *store);

// Everything is written between open and commit. `cp_store_reset` is the first thing in the first
// transaction.
cp_status cp_store_open(cp_store *store);
cp_status cp_store_commit(cp_store *store);
cp_status cp_store_reset(cp_store *store);

// The one row of the certificate; replaces the row that is there.
cp_status cp_store_put_run(cp_store *store, const cp_certificate *certificate);

// The machine's row: at the start (seconds negative), and at the end.
cp_status cp_store_put_machine(cp_store *store, double seconds, int32_t n_thread, const char *host);

// Inputs: kind "file" with its path and content, kind "setting" with its number and text.
cp_status cp_store_put_input(cp_store *store, cp_text kind, cp_text name, cp_text text);

// A finished replica: SHA-256 and values of its record.
cp_status cp_store_put_replica(cp_store *store, int32_t replica, const uint8_t digest[32],
                               const double *record);

// What people ask for. Days become dates; `level` is a share of 1.
typedef struct cp_store_series {
  cp_text name, unit, meaning, step;
  int32_t n_entity, n_date;
} cp_store_series;

cp_status cp_store_put_series(cp_store *store, const cp_store_series *series);

// The dates of an entity begin at value `at` of a record's series; of a sum at several, which are added up.
cp_status cp_store_put_place(cp_store *store, cp_text series, cp_text entity, int32_t at);

// The quantiles of an entity on a day, at the levels cp_store_level. Rows go in fastest by series, entity and day: they then come at the
// end of the table.
enum { CP_STORE_N_LEVEL = 9 };
extern const double cp_store_level[CP_STORE_N_LEVEL];
cp_status cp_store_put_band(cp_store *store, cp_text series, cp_text entity, int32_t day,
                            const double value[CP_STORE_N_LEVEL]);

// An outcome of which something is to tell, of entity number `place`. What has no name is not shown.
cp_status cp_store_put_outcome_name(cp_store *store, const cp_outcome *outcome, cp_text entity,
                                    int32_t place);

// Where a clause stands and its odds; a negative share means that there is none.
typedef struct cp_store_clause {
  cp_text clause, title, party, state, basis;
  double met, act, both;
} cp_store_clause;

cp_status cp_store_put_clause(cp_store *store, const cp_store_clause *clause);

// A number that the summary shows, with its 80% band (low above high: none) and Monte-Carlo error.
typedef struct cp_headline {
  cp_text name, entity, unit;
  int32_t day;  // CP_DAY_NONE: not of a date
  double value, low, high, error;
} cp_headline;

cp_status cp_store_put_headline(cp_store *store, const cp_headline *headline);

// How an outcome hangs together with a range: rank correlation, its standard error, and the median outcome in the lower and in the
// upper third of the range.
typedef struct cp_store_driver {
  cp_text outcome, parameter;
  double rho, error, low_third, high_third;
  bool is_told;  // beyond what chance explains
} cp_store_driver;

cp_status cp_store_put_driver(cp_store *store, const cp_store_driver *driver);

// What a user turned to: in what share of replicas it began to qualify it and used it, the median days of these (CP_DAY_NONE: never),
// and the units made by its help with their 80% band; `days` is the mean of the units in days of the user's normal output.
typedef struct cp_store_switch {
  cp_text user, part, alternative, kind;
  double started, used;
  int32_t started_on, used_on;
  double units, low, high, days;
} cp_store_switch;

cp_status cp_store_put_switch(cp_store *store, const cp_store_switch *told);

#endif
