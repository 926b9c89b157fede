// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Quantiles and means of a series over the finished replicas, date by date: for the store and for the page.
#ifndef CP_REPORT_BANDS_H
#define CP_REPORT_BANDS_H

#include "base/arena.h"
#include "report/catalog.h"
#include "store/store.h"

enum { CP_BAND_DATES = 8 };  // dates that are read from each record at once: they lie side by side

// Room for one entity at a time.
typedef struct cp_band_room {
  double *value;    // [CP_BAND_DATES x n_replica]
  double *scratch;  // [n_replica]
} cp_band_room;

cp_status cp_bands_room(const cp_ensemble *ensemble, cp_arena *arena, cp_band_room *room);

// Calls `take` with each date in order: its values at cp_store_level, and its mean.
typedef cp_status (*cp_take_band)(void *context, int32_t date,
                                  const double quantile[CP_STORE_N_LEVEL], double mean);
cp_status cp_bands_each(const cp_catalog *catalog, const cp_ensemble *ensemble, int32_t series,
                        int32_t entity, const cp_band_room *room, cp_take_band take, void *context);

#endif
