// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What is kept of a replica: a vector of doubles, the series one after the other (entity-major, then date), then the outcomes.
// Order and meaning come from series.inc; the canonical dump of a record and its digest are defined here.
#ifndef CP_OBSERVE_RECORD_H
#define CP_OBSERVE_RECORD_H

#include "engine/engine.h"

typedef enum cp_per {
  CP_PER_ONE,
  CP_PER_DESTINATION,
  CP_PER_CLASS,
  CP_PER_MEASURE,
  CP_PER_CLAUSE,
  CP_PER_FIRM,
  CP_PER_GOOD,
  CP_PER_INPUT,
  CP_PER_ALTERNATIVE,
  CP_PER_READING,
  CP_PER_SECTOR
} cp_per;
typedef enum cp_every { CP_EVERY_MONTH, CP_EVERY_WEEK } cp_every;
typedef enum cp_how { CP_SUM, CP_LAST } cp_how;

typedef struct cp_series {
  const char *name;
  const char *unit;
  const char *meaning;
  cp_per per;
  cp_every every;
  cp_how how;
  int32_t n_entity;
  int32_t n_date;
  int32_t offset;  // place of (entity 0, date 0) in the record
} cp_series;

typedef struct cp_outcome {
  const char *name;
  const char *unit;
  const char *meaning;
  cp_per per;
  int32_t n_entity;
  int32_t offset;  // place of entity 0 in the record
} cp_outcome;

enum {
#define CP_SERIES(name, unit, per, every, how, meaning) CP_SERIES_##name,
#define CP_OUTCOME(name, unit, per, meaning)
#include "observe/series.inc"
#undef CP_SERIES
#undef CP_OUTCOME
  CP_N_SERIES
};
enum {
#define CP_SERIES(name, unit, per, every, how, meaning)
#define CP_OUTCOME(name, unit, per, meaning) CP_OUTCOME_##name,
#include "observe/series.inc"
#undef CP_SERIES
#undef CP_OUTCOME
  CP_N_OUTCOME
};

// A kind of entity in a word ("firm"), and its entities in this model.
const char *cp_per_name(cp_per per);
int32_t cp_per_count(const cp_model *model, cp_per per);

// Description and place of a series or outcome.
cp_series cp_series_at(const cp_model *model, int32_t series);
cp_outcome cp_outcome_at(const cp_model *model, int32_t outcome);

// First and last day of a date of a series; weeks are counted from the scenario's start.
int32_t cp_series_first_day(const cp_model *model, const cp_series *series, int32_t date);
int32_t cp_series_last_day(const cp_model *model, const cp_series *series, int32_t date);

// Doubles in a record.
int32_t cp_record_length(const cp_model *model);

// A record is begun with the replica, told every day after the step, and ended after the last.
void cp_record_begin(const cp_engine *engine, double *record);
void cp_record_day(const cp_engine *engine, double *record);
void cp_record_end(const cp_engine *engine, double *record);

// All days of a replica that has just begun, recorded. The first fault of the engine ends it.
cp_status cp_replica_run(cp_engine *engine, double *record);

// SHA-256 of the record's canonical dump: each double + 0.0, little-endian.
void cp_record_digest(const double *record, int32_t length, uint8_t digest[32]);

#endif
