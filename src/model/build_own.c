// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// My today: rows of state, each with the input or lane that it is about, in the order in which they take effect: by evening, firm and kind.
#include "base/sort.h"
#include "model/build.h"
#include "model/own.h"

static bool is_known(const cp_builder *builder, int32_t row) {
  return cp_spec_index(builder->spec, CP_F_state_on, row) <= cp_spec_as_of(builder->spec);
}

int32_t cp_build_count_own(const cp_builder *builder) {
  int32_t n = 0;
  for (int32_t row = 0; row < cp_spec_count(builder->spec, CP_S_state); row++)
    n += is_known(builder, row);
  return n;
}

bool cp_firm_has_own(const cp_builder *builder, int32_t firm) {
  const cp_spec *spec = builder->spec;
  for (int32_t row = 0; row < cp_spec_count(spec, CP_S_state); row++) {
    if (is_known(builder, row) &&
        builder->firm_of_row[cp_spec_index(spec, CP_F_state_firm, row)] == firm)
      return true;
  }
  return false;
}

int32_t cp_build_own_flight(const cp_builder *builder) {
  int32_t longest = 0;
  for (int32_t row = 0; row < cp_spec_count(builder->spec, CP_S_state); row++) {
    const int32_t eta = cp_spec_index(builder->spec, CP_F_state_eta, row);
    const int32_t days = eta - cp_spec_index(builder->spec, CP_F_state_on, row);
    if (is_known(builder, row) && eta >= 0 && days > longest) longest = days;
  }
  return longest;
}

static bool precedes(const void *context, int32_t left, int32_t right) {
  const cp_builder *builder = context;
  const cp_spec *spec = builder->spec;
  static const cp_field keys[] = {CP_F_state_on, CP_F_state_firm, CP_F_state_kind};
  for (size_t key = 0; key < sizeof keys / sizeof *keys; key++) {
    const int32_t one = cp_spec_index(spec, keys[key], left);
    const int32_t other = cp_spec_index(spec, keys[key], right);
    if (one != other) return one < other;
  }
  return left < right;
}

// Is it the input that the row is about?
static bool is_its_input(const cp_builder *builder, int32_t row, int32_t input) {
  const cp_spec *spec = builder->spec;
  const cp_built_input *built = builder->input + input;
  const cp_text part = cp_spec_text(spec, CP_F_state_part, row);
  if (built->firm != builder->firm_of_row[cp_spec_index(spec, CP_F_state_firm, row)] ||
      built->good != cp_spec_index(spec, CP_F_state_good, row))
    return false;
  if (part.size == 0) return true;
  return built->is_part && cp_text_equal(part, cp_spec_text(spec, CP_F_parts_part, built->row));
}

// The input itself comes before what alternatives bring of the same good.
static int32_t find_input(const cp_builder *builder, int32_t row) {
  int32_t found = -1;
  for (int32_t input = 0; input < builder->n_input; input++) {
    if (!is_its_input(builder, row, input)) continue;
    if (builder->input[input].option < 0) return input;
    if (found < 0) found = input;
  }
  return found;
}

static int32_t find_lane(const cp_builder *builder, int32_t row) {
  const int32_t supplier = cp_spec_index(builder->spec, CP_F_state_supplier, row);
  if (supplier < 0) return -1;
  int32_t found = -1;
  for (int32_t lane = 0; lane < builder->n_lane; lane++) {
    const cp_built_lane *built = builder->lane + lane;
    if (built->supplier != builder->firm_of_row[supplier] ||
        !is_its_input(builder, row, built->input))
      continue;
    if (builder->input[built->input].option < 0) return lane;
    if (found < 0) found = lane;
  }
  return found;
}

// Rows of the same lane that come before it: they are of the same firm.
static int32_t count_before(const cp_writable *write, int32_t own) {
  int32_t n = 0;
  for (int32_t other = own - 1; other >= 0 && write->own_firm[other] == write->own_firm[own];
       other--)
    n += write->own_lane[other] == write->own_lane[own];
  return n;
}

static void fill_row(cp_builder *builder, int32_t row, int32_t own) {
  const cp_spec *spec = builder->spec;
  cp_writable *write = &builder->write;
  write->own_day[own] = cp_spec_index(spec, CP_F_state_on, row);
  write->own_kind[own] = cp_spec_index(spec, CP_F_state_kind, row);
  write->own_firm[own] = builder->firm_of_row[cp_spec_index(spec, CP_F_state_firm, row)];
  write->own_input[own] = find_input(builder, row);
  write->own_lane[own] = find_lane(builder, row);
  write->own_quantity[own] = (double)(int64_t)cp_spec_number(spec, CP_F_state_quantity, row);
  write->own_stage[own] = cp_spec_index(spec, CP_F_state_stage, row);
  write->own_filed[own] = cp_spec_index(spec, CP_F_state_filed, row);
  write->own_accepted[own] = cp_spec_index(spec, CP_F_state_accepted, row);
  write->own_valid_to[own] = cp_spec_index(spec, CP_F_state_valid_to, row);
  write->own_eta[own] = cp_spec_index(spec, CP_F_state_eta, row);
  write->own_departed[own] = cp_spec_index(spec, CP_F_state_departed, row);
  write->own_row[own] = row;
  write->own_ordinal[own] = CP_OWN_FIRST + count_before(write, own);
}

cp_status cp_build_own(cp_builder *builder) {
  const int32_t n_row = cp_spec_count(builder->spec, CP_S_state);
  int32_t *order = CP_ARENA_ARRAY(builder->arena, int32_t, n_row + 1);
  int32_t *scratch = CP_ARENA_ARRAY(builder->arena, int32_t, n_row + 1);
  if (!order || !scratch) return CP_NO_MEMORY;
  for (int32_t row = 0; row < n_row; row++) order[row] = row;
  cp_sort_by(order, n_row, scratch, precedes, builder);
  int32_t own = 0;
  for (int32_t place = 0; place < n_row; place++) {
    if (is_known(builder, order[place])) fill_row(builder, order[place], own++);
  }
  return CP_OK;
}
