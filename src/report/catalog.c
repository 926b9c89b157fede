// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Builds the entities of each series from the labels and from `sums` of the scenario's regions.
#include "report/catalog.h"

#include <string.h>

enum { MOST_SUMS = 32 };

// Names of sums in the order in which regions first name them.
typedef struct sums {
  int32_t n;
  cp_text name[MOST_SUMS];
} sums;

static sums sums_of(const cp_labels *labels) {
  sums all = {0};
  for (int32_t destination = 0; destination < labels->model->n_destination; destination++) {
    const int32_t row = labels->region[labels->destination[destination]];
    if (row < 0) continue;
    const cp_cell *cell = cp_spec_cell(labels->spec, CP_F_regions_sums, row);
    for (int32_t item = 0; item < cell->n_item; item++) {
      int32_t sum = 0;
      while (sum < all.n && !cp_text_equal(all.name[sum], cell->word[item])) sum++;
      if (sum == all.n && all.n < MOST_SUMS) all.name[all.n++] = cell->word[item];
    }
  }
  return all;
}

static bool belongs(const cp_labels *labels, int32_t destination, cp_text sum) {
  const int32_t row = labels->region[labels->destination[destination]];
  if (row < 0) return false;
  const cp_cell *cell = cp_spec_cell(labels->spec, CP_F_regions_sums, row);
  for (int32_t item = 0; item < cell->n_item; item++) {
    if (cp_text_equal(cell->word[item], sum)) return true;
  }
  return false;
}

// Days of cover do not add up over destinations; quantities and weeks do.
static bool adds_up(const cp_series *series) {
  return series->per == CP_PER_DESTINATION && strcmp(series->unit, "days") != 0;
}

// The destinations of a sum.
static cp_status fill_sum(const cp_labels *labels, cp_text name, cp_arena *arena,
                          cp_catalog_entity *entity) {
  const int32_t n_destination = labels->model->n_destination;
  int32_t *part = CP_ARENA_ARRAY(arena, int32_t, n_destination);
  if (!part) return CP_NO_MEMORY;
  *entity = (cp_catalog_entity){.name = name, .part = part};
  for (int32_t destination = 0; destination < n_destination; destination++) {
    if (belongs(labels, destination, name)) part[entity->n_part++] = destination;
  }
  return CP_OK;
}

static cp_status fill_series(const cp_labels *labels, const sums *all, cp_arena *arena,
                             cp_catalog_series *series) {
  const int32_t n_sum = adds_up(&series->series) ? all->n : 0;
  const int32_t n_own = series->series.n_entity;
  cp_catalog_entity *entity = CP_ARENA_ARRAY(arena, cp_catalog_entity, n_own + n_sum);
  int32_t *self = CP_ARENA_ARRAY(arena, int32_t, n_own);
  if (!entity || !self) return CP_NO_MEMORY;
  for (int32_t own = 0; own < n_own; own++) {
    self[own] = own;
    entity[own] = (cp_catalog_entity){
        .name = cp_label_entity(labels, series->series.per, own), .n_part = 1, .part = &self[own]};
  }
  for (int32_t sum = 0; sum < n_sum; sum++) {
    CP_TRY(fill_sum(labels, all->name[sum], arena, &entity[n_own + sum]));
  }
  series->entity = entity;
  series->n_entity = n_own + n_sum;
  return CP_OK;
}

cp_status cp_catalog_build(const cp_labels *labels, cp_arena *arena, cp_catalog *catalog) {
  *catalog = (cp_catalog){.labels = labels};
  const sums all = sums_of(labels);
  for (int32_t series = 0; series < CP_N_SERIES; series++) {
    catalog->series[series].series = cp_series_at(labels->model, series);
    CP_TRY(fill_series(labels, &all, arena, &catalog->series[series]));
  }
  for (int32_t outcome = 0; outcome < CP_N_OUTCOME; outcome++) {
    catalog->outcome[outcome] = cp_outcome_at(labels->model, outcome);
  }
  return CP_OK;
}

int32_t cp_catalog_find(const cp_catalog *catalog, int32_t series, cp_text name) {
  const cp_catalog_series *at = &catalog->series[series];
  for (int32_t entity = 0; entity < at->n_entity; entity++) {
    if (cp_text_equal(at->entity[entity].name, name)) return entity;
  }
  return -1;
}

int32_t cp_catalog_day(const cp_catalog *catalog, int32_t series, int32_t date) {
  return cp_series_first_day(catalog->labels->model, &catalog->series[series].series, date);
}

int32_t cp_catalog_date(const cp_catalog *catalog, int32_t series, int32_t day) {
  const cp_series *at = &catalog->series[series].series;
  for (int32_t date = 0; date < at->n_date; date++) {
    const bool is_begun = day >= cp_series_first_day(catalog->labels->model, at, date);
    if (is_begun && day <= cp_series_last_day(catalog->labels->model, at, date)) return date;
  }
  return -1;
}

double cp_catalog_value(const cp_catalog *catalog, int32_t series, int32_t entity, int32_t date,
                        const double *record) {
  const cp_catalog_series *at = &catalog->series[series];
  const cp_catalog_entity *wanted = &at->entity[entity];
  double value = 0;
  for (int32_t part = 0; part < wanted->n_part; part++) {
    value += record[at->series.offset + wanted->part[part] * at->series.n_date + date];
  }
  return value;
}

int32_t cp_catalog_gather_dates(const cp_catalog *catalog, const cp_ensemble *ensemble,
                                int32_t series, int32_t entity, int32_t first, int32_t n_date,
                                double *value) {
  const int32_t n_replica = ensemble->n_replica;
  int32_t n_done = 0;
  for (int32_t replica = 0; replica < n_replica; replica++) {
    if (!cp_ensemble_is_done(ensemble, replica)) continue;
    const double *record = cp_ensemble_record(ensemble, replica);
    for (int32_t date = 0; date < n_date; date++) {
      value[(int64_t)date * n_replica + n_done] =
          cp_catalog_value(catalog, series, entity, first + date, record);
    }
    n_done++;
  }
  return n_done;
}

int32_t cp_catalog_gather(const cp_catalog *catalog, const cp_ensemble *ensemble, int32_t series,
                          int32_t entity, int32_t date, double *value) {
  return cp_catalog_gather_dates(catalog, ensemble, series, entity, date, 1, value);
}
