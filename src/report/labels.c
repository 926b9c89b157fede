// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Each table of rows is found once; a name is then two look-ups.
#include "report/labels.h"

#include "base/os/print.h"
#include "base/sort.h"

static bool has_less(const void *context, int32_t left, int32_t right) {
  const uint32_t *hash_of = context;
  return hash_of[left] < hash_of[right];
}

// The row whose name has the hash, among rows sorted by theirs; -1 if none has.
static int32_t row_with(const uint32_t *hash_of, const int32_t *sorted, int32_t n_row,
                        uint32_t hash) {
  int32_t low = 0, high = n_row;
  while (low < high) {
    const int32_t middle = low + (high - low) / 2;
    if (hash_of[sorted[middle]] < hash) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < n_row && hash_of[sorted[low]] == hash ? sorted[low] : -1;
}

// Rows of a section for hashes of names; -1 where no name has the hash.
static int32_t *rows_of(const cp_spec *spec, cp_section section, const uint32_t *hash, int32_t n,
                        cp_arena *arena) {
  const int32_t n_row = cp_spec_count(spec, section);
  int32_t *row_of = CP_ARENA_ARRAY(arena, int32_t, n);
  uint32_t *hash_of = CP_ARENA_ARRAY(arena, uint32_t, n_row);
  int32_t *sorted = CP_ARENA_ARRAY(arena, int32_t, 2 * n_row);
  if (!row_of || !hash_of || !sorted) return NULL;
  for (int32_t row = 0; row < n_row; row++) {
    hash_of[row] = cp_text_hash(cp_spec_name(spec, section, row));
    sorted[row] = row;
  }
  cp_sort_by(sorted, n_row, sorted + n_row, has_less, hash_of);
  for (int32_t entity = 0; entity < n; entity++)
    row_of[entity] = row_with(hash_of, sorted, n_row, hash[entity]);
  return row_of;
}

static cp_text part_of(const cp_labels *labels, int32_t input) {
  return labels->model->input_is_part[input]
             ? cp_spec_text(labels->spec, CP_F_parts_part, labels->model->input_row[input])
             : CP_TEXT("");
}

static cp_text option_of(const cp_labels *labels, int32_t alternative) {
  const int32_t row = labels->model->alternative_option[alternative];
  return cp_spec_name(labels->spec, CP_S_alternatives, row);
}

static cp_status name_inputs(cp_labels *labels, cp_arena *arena) {
  const cp_model *model = labels->model;
  labels->input = CP_ARENA_ARRAY(arena, cp_text, model->n_input);
  labels->alternative = CP_ARENA_ARRAY(arena, cp_text, model->n_alternative);
  if (!labels->input || !labels->alternative) return CP_NO_MEMORY;
  for (int32_t input = 0; input < model->n_input; input++) {
    const cp_text firm = cp_label_firm(labels, model->input_firm[input]);
    const cp_text good = cp_label_good(labels, model->input_good[input]);
    const cp_text part = part_of(labels, input);
    const int32_t source = model->input_source[input];
    const cp_text option = source < 0 ? CP_TEXT("") : option_of(labels, source);
    const cp_text after_part = part.size > 0 ? CP_TEXT(":") : CP_TEXT("");
    const cp_text before_option = option.size > 0 ? CP_TEXT("@") : CP_TEXT("");
    const cp_text name[] = {firm, CP_TEXT(":"), part, after_part, good, before_option, option};
    labels->input[input] = cp_text_join(arena, name, sizeof name / sizeof name[0]);
  }
  for (int32_t alternative = 0; alternative < model->n_alternative; alternative++) {
    const int32_t input = model->alternative_input[alternative];
    const cp_text part = part_of(labels, input);
    const cp_text what = part.size > 0 ? part : cp_label_good(labels, model->input_good[input]);
    labels->alternative[alternative] =
        cp_text_print(arena, "%.*s:%.*s", CP_TEXT_ARGUMENTS(option_of(labels, alternative)),
                      CP_TEXT_ARGUMENTS(what));
  }
  return CP_OK;
}

cp_status cp_labels_build(const cp_model *model, const cp_spec *spec, cp_arena *arena,
                          cp_labels *labels) {
  *labels = (cp_labels){.model = model, .spec = spec};
  labels->region = rows_of(spec, CP_S_regions, model->region_hash, model->n_region, arena);
  labels->firm = rows_of(spec, CP_S_firms, model->firm_hash, model->n_firm, arena);
  labels->class = rows_of(spec, CP_S_classes, model->class_hash, model->n_class, arena);
  labels->stream = rows_of(spec, CP_S_streams, model->stream_hash, model->n_stream, arena);
  labels->measure = rows_of(spec, CP_S_measures, model->measure_hash, model->n_measure, arena);
  labels->agreement =
      rows_of(spec, CP_S_agreements, model->agreement_hash, model->n_agreement, arena);
  labels->clause = rows_of(spec, CP_S_clauses, model->clause_hash, model->n_clause, arena);
  labels->reading = rows_of(spec, CP_S_readings, model->reading_hash, model->n_reading, arena);
  labels->destination = CP_ARENA_ARRAY(arena, int32_t, model->n_destination);
  const bool is_there = labels->region && labels->firm && labels->class && labels->stream &&
                        labels->measure && labels->agreement && labels->clause && labels->reading &&
                        labels->destination;
  if (!is_there) return CP_NO_MEMORY;
  for (int32_t region = 0; region < model->n_region; region++) {
    const int32_t destination = model->region_destination[region];
    if (destination >= 0) labels->destination[destination] = region;
  }
  return name_inputs(labels, arena);
}

static cp_text name_of(const cp_labels *labels, cp_section section, const int32_t *row_of,
                       int32_t entity) {
  if (entity < 0 || row_of[entity] < 0) return CP_TEXT("?");
  return cp_spec_name(labels->spec, section, row_of[entity]);
}

cp_text cp_label_region(const cp_labels *labels, int32_t region) {
  return name_of(labels, CP_S_regions, labels->region, region);
}

cp_text cp_label_destination(const cp_labels *labels, int32_t destination) {
  return cp_label_region(labels, labels->destination[destination]);
}

cp_text cp_label_firm(const cp_labels *labels, int32_t firm) {
  return name_of(labels, CP_S_firms, labels->firm, firm);
}

// Goods have no draws of their own, so no hash: they stand in the order of their rows.
cp_text cp_label_good(const cp_labels *labels, int32_t good) {
  return good < 0 ? CP_TEXT("?") : cp_spec_name(labels->spec, CP_S_goods, good);
}

cp_text cp_label_class(const cp_labels *labels, int32_t class) {
  return name_of(labels, CP_S_classes, labels->class, class);
}

cp_text cp_label_stream(const cp_labels *labels, int32_t stream) {
  return name_of(labels, CP_S_streams, labels->stream, stream);
}

cp_text cp_label_measure(const cp_labels *labels, int32_t measure) {
  return name_of(labels, CP_S_measures, labels->measure, measure);
}

cp_text cp_label_agreement(const cp_labels *labels, int32_t agreement) {
  return name_of(labels, CP_S_agreements, labels->agreement, agreement);
}

cp_text cp_label_clause(const cp_labels *labels, int32_t clause) {
  return name_of(labels, CP_S_clauses, labels->clause, clause);
}

cp_text cp_label_reading(const cp_labels *labels, int32_t reading) {
  return name_of(labels, CP_S_readings, labels->reading, reading);
}

cp_text cp_label_input(const cp_labels *labels, int32_t input) {
  return input < 0 ? CP_TEXT("?") : labels->input[input];
}

cp_text cp_label_alternative(const cp_labels *labels, int32_t alternative) {
  return alternative < 0 ? CP_TEXT("?") : labels->alternative[alternative];
}

cp_text cp_label_entity(const cp_labels *labels, cp_per per, int32_t entity) {
  switch (per) {
    case CP_PER_DESTINATION:
      return cp_label_destination(labels, entity);
    case CP_PER_CLASS:
      return cp_label_class(labels, entity);
    case CP_PER_MEASURE:
      return cp_label_measure(labels, entity);
    case CP_PER_CLAUSE:
      return cp_label_clause(labels, entity);
    case CP_PER_FIRM:
      return cp_label_firm(labels, entity);
    case CP_PER_GOOD:
      return cp_label_good(labels, entity);
    case CP_PER_INPUT:
      return cp_label_input(labels, entity);
    case CP_PER_ALTERNATIVE:
      return cp_label_alternative(labels, entity);
    case CP_PER_READING:
      return cp_label_reading(labels, entity);
    case CP_PER_SECTOR:
      return cp_spec_name(labels->spec, CP_S_sectors, entity);
    case CP_PER_ONE:
      break;
  }
  return CP_TEXT("");
}

int32_t cp_lane_buyer(const cp_model *model, int32_t lane) {
  return model->input_firm[model->lane_input[lane]];
}

cp_text cp_label_lane(const cp_labels *labels, int32_t lane, cp_arena *arena) {
  const cp_text supplier = cp_label_firm(labels, labels->model->lane_supplier[lane]);
  const cp_text input = cp_label_input(labels, labels->model->lane_input[lane]);
  return cp_text_print(arena, "%.*s:%.*s", CP_TEXT_ARGUMENTS(supplier), CP_TEXT_ARGUMENTS(input));
}
