// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What a record means, in names: its series with their entities and dates, and its outcomes. Sums
// of destinations (world, eu27) that regions name are entities of their own after the destinations,
// added up replica by replica.
#ifndef CP_REPORT_CATALOG_H
#define CP_REPORT_CATALOG_H

#include <stdint.h>

#include "base/arena.h"
#include "ensemble/ensemble.h"
#include "report/labels.h"

typedef struct cp_catalog_entity {
  cp_text name;
  int32_t n_part;
  const int32_t *part;  // [n_part] entities of the record that it adds up
} cp_catalog_entity;

typedef struct cp_catalog_series {
  cp_series series;
  int32_t n_entity;  // with sums
  const cp_catalog_entity *entity;
} cp_catalog_series;

typedef struct cp_catalog {
  const cp_labels *labels;
  cp_catalog_series series[CP_N_SERIES];
  cp_outcome outcome[CP_N_OUTCOME];
} cp_catalog;

cp_status cp_catalog_build(const cp_labels *labels, cp_arena *arena, cp_catalog *catalog);

// The number of an entity of a series by name, -1 when there is none.
int32_t cp_catalog_find(const cp_catalog *catalog, int32_t series, cp_text name);

// First day of a date, and the date that holds a day (-1 outside).
int32_t cp_catalog_day(const cp_catalog *catalog, int32_t series, int32_t date);
int32_t cp_catalog_date(const cp_catalog *catalog, int32_t series, int32_t day);

// The value in one record.
double cp_catalog_value(const cp_catalog *catalog, int32_t series, int32_t entity, int32_t date,
                        const double *record);

// One value per finished replica, in the order of replicas; returns how many.
int32_t cp_catalog_gather(const cp_catalog *catalog, const cp_ensemble *ensemble, int32_t series,
                          int32_t entity, int32_t date, double *value);

// The same for n_date dates from `first` on, side by side in each record: value[0 .. n_replica - 1] is for the first of them, the next
// n_replica for the second.
int32_t cp_catalog_gather_dates(const cp_catalog *catalog, const cp_ensemble *ensemble,
                                int32_t series, int32_t entity, int32_t first, int32_t n_date,
                                double *value);

#endif
