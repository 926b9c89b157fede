// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Spec -> blob: names become numbers, tables become arrays, ranges become a list of draws. Native only; the blob that comes out
// is all that the engine (and the page) ever sees.
#ifndef CP_MODEL_BUILD_H
#define CP_MODEL_BUILD_H

#include <stdbool.h>

#include "base/arena.h"
#include "model/model.h"
#include "scenario/messages.h"
#include "scenario/spec.h"

typedef struct cp_blob {
  void *at;
  size_t bytes;
} cp_blob;

// Builds the model in the arena. Also proves that every ledger stays below 2^53 base units over the run; CP_OVERFLOW with a
// message that names the firm when it might not.
cp_status cp_model_build(const cp_spec *spec, cp_arena *arena, cp_messages *messages,
                         cp_blob *blob);

// Where the author wrote a range of the model.
typedef struct cp_range_place {
  cp_field field;
  int32_t row;
} cp_range_place;

// The places of the first `most` ranges by their number in the model; returns how many there are.
int32_t cp_range_places(const cp_spec *spec, cp_range_place *place, int32_t most);

// For the files of the builder only ------------------------------------------------------------------------------------------

#define CP_COUNT(name, meaning)
#define CP_CONST(type, name, rows, columns, unit, meaning) type *name;
#define CP_DRAW(type, name, rows, columns, unit, meaning)
#define CP_STATE(type, name, rows, columns, unit, meaning)
// The const arrays, open for writing.
typedef struct cp_writable {
#include "model/arrays.inc"
} cp_writable;
#undef CP_COUNT
#undef CP_CONST
#undef CP_DRAW
#undef CP_STATE

// An input as it will be numbered: of a row of inputs or parts, or what an alternative brings in its place.
typedef struct cp_built_input {
  int32_t firm;    // number
  int32_t row;     // of inputs or parts
  int32_t good;    // what is bought
  int32_t group;   // the input in whose place it stands, itself if it is one of its own
  int32_t option;  // row of alternatives, -1: an input of its own
  bool is_part;
} cp_built_input;

typedef struct cp_built_alternative {
  int32_t option;  // row of alternatives
  int32_t input;   // the input that it saves
  int32_t source;  // the input that holds its goods, -1 none
} cp_built_alternative;

typedef struct cp_built_lane {
  double share;
  int32_t supplier;  // number
  int32_t input;
  int32_t route;  // row of lanes
  bool is_scrap;
} cp_built_lane;

typedef struct cp_builder {
  const cp_spec *spec;
  cp_arena *arena;
  cp_messages *messages;
  cp_counts counts;
  cp_model model;
  cp_writable write;
  cp_draw image;         // the central draw block inside the blob
  int32_t *firm_of_row;  // number of the firm, input, class made from a row of its section
  int32_t *row_of_firm;
  int32_t *input_of_row;
  int32_t *input_of_part;
  int32_t *class_of_row;
  int32_t *stop_of_row;
  int32_t *span_of_row;
  int32_t *heading_of_good;  // goods with the same heading share a number
  cp_built_input *input;     // [n_input], by number; likewise below
  cp_built_alternative *alternative;
  cp_built_lane *lane;
  int32_t n_input, n_alternative, n_lane;
} cp_builder;

// Numbers of firms, inputs, alternatives, lanes and classes.
cp_status cp_build_numbers(cp_builder *builder);
// Sizes that can be counted before anything is laid out.
void cp_build_counts(cp_builder *builder);
void cp_build_time(cp_builder *builder);
cp_status cp_build_chain(cp_builder *builder);
void cp_build_desk(cp_builder *builder);
void cp_build_deal(cp_builder *builder);
int32_t cp_build_count_ranges(const cp_builder *builder);
void cp_build_ranges(cp_builder *builder);
// Gates, pairs of measure and lane, clause and measure, reading and lane: counted when `write` is 0, written otherwise.
int32_t cp_build_gates(cp_builder *builder, int is_writing);
int32_t cp_build_scopes(cp_builder *builder, int is_writing);
int32_t cp_build_targets(cp_builder *builder, int is_writing);
int32_t cp_build_effects(cp_builder *builder, int is_writing);
int32_t cp_build_reading_lanes(cp_builder *builder, int is_writing);
// Does a lane lie in the scope of a measure, counted by a reading? For the lanes of a statement.
int cp_has_in_scope(const cp_builder *builder, int32_t measure, int32_t lane);
int32_t cp_build_statement_lanes(cp_builder *builder, int is_writing);
int32_t cp_build_parts(cp_builder *builder, int is_writing);
int32_t cp_build_movers(cp_builder *builder, int is_writing);
int32_t cp_build_confirmations(cp_builder *builder, int is_writing);

// The economy: how many sectors and weeks and how much room; then the table.
void cp_build_count_economy(cp_builder *builder);
void cp_build_economy(cp_builder *builder);

// My today: how many rows take effect, whether a firm has any, the longest time that a shipment still takes; then the rows.
int32_t cp_build_count_own(const cp_builder *builder);
bool cp_firm_has_own(const cp_builder *builder, int32_t firm);
int32_t cp_build_own_flight(const cp_builder *builder);
cp_status cp_build_own(cp_builder *builder);

// First day on which the lane can be ordered from: it is open when it is and its supplier is; -1 always.
int32_t cp_opening_of_lane(const cp_builder *builder, int32_t lane);
// Who clears what leaves on the lane, -1 nobody.
int32_t cp_customs_of_lane(const cp_builder *builder, int32_t lane);
int cp_lane_is_headline(const cp_builder *builder, int32_t lane);
int cp_good_contains(const cp_spec *spec, int32_t good, cp_text element);
int cp_refs_hold(const cp_cell *refs, int32_t row);

#endif
