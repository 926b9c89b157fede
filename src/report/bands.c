// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Some dates of all replicas, sorted one by one; see bands.h.
#include "report/bands.h"

#include "ensemble/quantile.h"

cp_status cp_bands_room(const cp_ensemble *ensemble, cp_arena *arena, cp_band_room *room) {
  const int32_t n_replica = ensemble->n_replica;
  *room =
      (cp_band_room){.value = cp_arena_take_array(arena, sizeof(double) * CP_BAND_DATES, n_replica),
                     .scratch = CP_ARENA_ARRAY(arena, double, n_replica)};
  return room->value && room->scratch ? CP_OK : CP_NO_MEMORY;
}

cp_status cp_bands_each(const cp_catalog *catalog, const cp_ensemble *ensemble, int32_t series,
                        int32_t entity, const cp_band_room *room, cp_take_band take,
                        void *context) {
  const int32_t n_date = catalog->series[series].series.n_date;
  for (int32_t first = 0; first < n_date; first += CP_BAND_DATES) {
    const int32_t n_here = n_date - first < CP_BAND_DATES ? n_date - first : CP_BAND_DATES;
    const int32_t n =
        cp_catalog_gather_dates(catalog, ensemble, series, entity, first, n_here, room->value);
    for (int32_t date = 0; date < n_here; date++) {
      double *value = room->value + (int64_t)date * ensemble->n_replica;
      double quantile[CP_STORE_N_LEVEL];
      const double mean = cp_mean(value, n);
      cp_sort_numbers(value, n, room->scratch);
      for (int32_t level = 0; level < CP_STORE_N_LEVEL; level++)
        quantile[level] = cp_quantile(value, n, cp_store_level[level]);
      CP_TRY(take(context, first + date, quantile, mean));
    }
  }
  return CP_OK;
}
