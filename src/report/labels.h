// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Names for the numbers of a model: which row of the scenario each entity came from. The model
// keeps a hash of each name (the entity of its draws); labels find the row by it, so they need no
// agreement about order.
#ifndef CP_REPORT_LABELS_H
#define CP_REPORT_LABELS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"
#include "model/model.h"
#include "observe/record.h"
#include "scenario/spec.h"

typedef struct cp_labels {
  const cp_model *model;
  const cp_spec *spec;
  int32_t *region;       // [n_region] row of the scenario, -1 when there is none; likewise below
  int32_t *firm;         // [n_firm]
  int32_t *class;        // [n_class]
  int32_t *stream;       // [n_stream]
  int32_t *measure;      // [n_measure]
  int32_t *agreement;    // [n_agreement]
  int32_t *clause;       // [n_clause]
  int32_t *reading;      // [n_reading]
  int32_t *destination;  // [n_destination] the region
  cp_text *input;        // [n_input] its name
  cp_text *alternative;  // [n_alternative] its name
} cp_labels;

cp_status cp_labels_build(const cp_model *model, const cp_spec *spec, cp_arena *arena,
                          cp_labels *labels);

cp_text cp_label_region(const cp_labels *labels, int32_t region);
cp_text cp_label_destination(const cp_labels *labels, int32_t destination);
cp_text cp_label_firm(const cp_labels *labels, int32_t firm);
cp_text cp_label_good(const cp_labels *labels, int32_t good);
cp_text cp_label_class(const cp_labels *labels, int32_t class);
cp_text cp_label_stream(const cp_labels *labels, int32_t stream);
cp_text cp_label_measure(const cp_labels *labels, int32_t measure);
cp_text cp_label_agreement(const cp_labels *labels, int32_t agreement);
cp_text cp_label_clause(const cp_labels *labels, int32_t clause);
cp_text cp_label_reading(const cp_labels *labels, int32_t reading);

// "user:good", "plant:part:good"; goods that an alternative brings "...@alternative".
cp_text cp_label_input(const cp_labels *labels, int32_t input);

// "alternative:part", or ":good" where the user has no parts of it.
cp_text cp_label_alternative(const cp_labels *labels, int32_t alternative);

// The entity of a series or outcome; empty for CP_PER_ONE.
cp_text cp_label_entity(const cp_labels *labels, cp_per per, int32_t entity);

// The buyer of a lane, and its name in the arena: the supplier and the input that it feeds, "supplier:buyer:good" or
// "supplier:buyer:part:good".
int32_t cp_lane_buyer(const cp_model *model, int32_t lane);
cp_text cp_label_lane(const cp_labels *labels, int32_t lane, cp_arena *arena);

#endif
