// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Which number each firm, input, alternative and lane has. Numbers follow names, not rows, so the order of a table's rows changes nothing:
//
//   firms         by name
//   inputs        by firm, part, good; behind each what other sources bring in its place, by the alternative's name
//   alternatives  by the input that they save, then by name
//   lanes         by supplier (scrap behind its own good), then by the input that they feed
//
// A row of alternatives serves each input of its user that has its good and its part; a row of lanes feeds each input of its buyer that
// has its good.
#include "base/sort.h"
#include "model/build.h"

// Below 0 when `left` comes first, 0 when they are equal.
static int compare(cp_text left, cp_text right) {
  const int32_t size = left.size < right.size ? left.size : right.size;
  const int order = size > 0 ? __builtin_memcmp(left.at, right.at, (size_t)size) : 0;
  return order != 0 ? order : left.size - right.size;
}

// Numbers 0 .. n - 1 in an order.
static cp_status sorted(cp_builder *builder, int32_t n, cp_precedes precedes, int32_t **order) {
  *order = CP_ARENA_ARRAY(builder->arena, int32_t, n + 1);
  int32_t *scratch = CP_ARENA_ARRAY(builder->arena, int32_t, n + 1);
  if (!*order || !scratch) return CP_NO_MEMORY;
  for (int32_t at = 0; at < n; at++) (*order)[at] = at;
  cp_sort_by(*order, n, scratch, precedes, builder);
  return CP_OK;
}

// --- firms, classes ------------------------------------------------------------------------------

static bool firm_precedes(const void *context, int32_t left, int32_t right) {
  const cp_spec *spec = ((const cp_builder *)context)->spec;
  return compare(cp_spec_name(spec, CP_S_firms, left), cp_spec_name(spec, CP_S_firms, right)) < 0;
}

static cp_status number_firms(cp_builder *builder) {
  const int32_t n_firm = cp_spec_count(builder->spec, CP_S_firms);
  int32_t *order = NULL;
  CP_TRY(sorted(builder, n_firm, firm_precedes, &order));
  builder->row_of_firm = order;
  builder->firm_of_row = CP_ARENA_ARRAY(builder->arena, int32_t, n_firm + 1);
  if (!builder->firm_of_row) return CP_NO_MEMORY;
  for (int32_t firm = 0; firm < n_firm; firm++) builder->firm_of_row[order[firm]] = firm;
  return CP_OK;
}

static bool class_precedes(const void *context, int32_t left, int32_t right) {
  const cp_spec *spec = ((const cp_builder *)context)->spec;
  const int32_t left_desk = cp_spec_index(spec, CP_F_classes_authority, left);
  const int32_t right_desk = cp_spec_index(spec, CP_F_classes_authority, right);
  if (left_desk != right_desk) return left_desk < right_desk;
  return compare(cp_spec_name(spec, CP_S_classes, left), cp_spec_name(spec, CP_S_classes, right)) <
         0;
}

static cp_status number_classes(cp_builder *builder) {
  const int32_t n_class = cp_spec_count(builder->spec, CP_S_classes);
  int32_t *order = NULL;
  CP_TRY(sorted(builder, n_class, class_precedes, &order));
  builder->class_of_row = CP_ARENA_ARRAY(builder->arena, int32_t, n_class + 1);
  if (!builder->class_of_row) return CP_NO_MEMORY;
  for (int32_t class = 0; class < n_class; class ++) builder->class_of_row[order[class]] = class;
  return CP_OK;
}

// --- stops, spans of capacity --------------------------------------------------------------------

static bool stop_precedes(const void *context, int32_t left, int32_t right) {
  const cp_spec *spec = ((const cp_builder *)context)->spec;
  const int32_t left_desk = cp_spec_index(spec, CP_F_stops_authority, left);
  const int32_t right_desk = cp_spec_index(spec, CP_F_stops_authority, right);
  if (left_desk != right_desk) return left_desk < right_desk;
  return compare(cp_spec_name(spec, CP_S_stops, left), cp_spec_name(spec, CP_S_stops, right)) < 0;
}

static bool span_precedes(const void *context, int32_t left, int32_t right) {
  const cp_spec *spec = ((const cp_builder *)context)->spec;
  const int32_t left_desk = cp_spec_index(spec, CP_F_capacities_authority, left);
  const int32_t right_desk = cp_spec_index(spec, CP_F_capacities_authority, right);
  if (left_desk != right_desk) return left_desk < right_desk;
  return cp_spec_index(spec, CP_F_capacities_from, left) <
         cp_spec_index(spec, CP_F_capacities_from, right);
}

// The number of each row in an order of the rows.
static cp_status number_rows(cp_builder *builder, cp_section section, cp_precedes precedes,
                             int32_t **of_row) {
  const int32_t n = cp_spec_count(builder->spec, section);
  int32_t *order = NULL;
  CP_TRY(sorted(builder, n, precedes, &order));
  *of_row = CP_ARENA_ARRAY(builder->arena, int32_t, n + 1);
  if (!*of_row) return CP_NO_MEMORY;
  for (int32_t number = 0; number < n; number++) (*of_row)[order[number]] = number;
  return CP_OK;
}

// Goods with the same customs heading get the number of the first of them.
static cp_status number_headings(cp_builder *builder) {
  const int32_t n_good = cp_spec_count(builder->spec, CP_S_goods);
  builder->heading_of_good = CP_ARENA_ARRAY(builder->arena, int32_t, n_good + 1);
  if (!builder->heading_of_good) return CP_NO_MEMORY;
  for (int32_t good = 0; good < n_good; good++) {
    const cp_text heading = cp_spec_text(builder->spec, CP_F_goods_hs, good);
    builder->heading_of_good[good] = heading.size == 0 ? -1 : good;
    for (int32_t before = 0; before < good && heading.size > 0; before++) {
      if (!cp_text_equal(cp_spec_text(builder->spec, CP_F_goods_hs, before), heading)) continue;
      builder->heading_of_good[good] = before;
      break;
    }
  }
  return CP_OK;
}

// --- inputs and alternatives ---------------------------------------------------------------------

// An input by row: rows of inputs first, then rows of parts.
static cp_built_input own_input(const cp_builder *builder, int32_t at) {
  const cp_spec *spec = builder->spec;
  const int32_t n_plain = cp_spec_count(spec, CP_S_inputs);
  const bool is_part = at >= n_plain;
  const int32_t row = is_part ? at - n_plain : at;
  const int32_t firm = cp_spec_index(spec, is_part ? CP_F_parts_plant : CP_F_inputs_firm, row);
  return (cp_built_input){
      .firm = builder->firm_of_row[firm],
      .row = row,
      .is_part = is_part,
      .good = cp_spec_index(spec, is_part ? CP_F_parts_good : CP_F_inputs_good, row),
      .option = -1};
}

static cp_text part_of(const cp_builder *builder, const cp_built_input *input) {
  return input->is_part ? cp_spec_text(builder->spec, CP_F_parts_part, input->row) : CP_TEXT("");
}

static bool input_precedes(const void *context, int32_t left, int32_t right) {
  const cp_builder *builder = context;
  const cp_built_input one = own_input(builder, left), other = own_input(builder, right);
  if (one.firm != other.firm) return one.firm < other.firm;
  const int by_part = compare(part_of(builder, &one), part_of(builder, &other));
  if (by_part != 0) return by_part < 0;
  return compare(cp_spec_name(builder->spec, CP_S_goods, one.good),
                 cp_spec_name(builder->spec, CP_S_goods, other.good)) < 0;
}

static int32_t user_of(const cp_builder *builder, int32_t option) {
  return builder->firm_of_row[cp_spec_index(builder->spec, CP_F_alternatives_user, option)];
}

static bool option_precedes(const void *context, int32_t left, int32_t right) {
  const cp_builder *builder = context;
  if (user_of(builder, left) != user_of(builder, right))
    return user_of(builder, left) < user_of(builder, right);
  return compare(cp_spec_name(builder->spec, CP_S_alternatives, left),
                 cp_spec_name(builder->spec, CP_S_alternatives, right)) < 0;
}

static bool serves(const cp_builder *builder, int32_t option, const cp_built_input *input) {
  const cp_text part = cp_spec_text(builder->spec, CP_F_alternatives_part, option);
  return user_of(builder, option) == input->firm &&
         cp_spec_index(builder->spec, CP_F_alternatives_good, option) == input->good &&
         (part.size == 0 || cp_text_equal(part, part_of(builder, input)));
}

static bool is_source(const cp_spec *spec, int32_t option) {
  return cp_spec_index(spec, CP_F_alternatives_kind, option) <= CP_REDESIGN;
}

// What another source brings in the place of an input.
static cp_built_input other_input(const cp_builder *builder, const cp_built_input *saved,
                                  int32_t option) {
  cp_built_input other = *saved;
  const int32_t with = cp_spec_index(builder->spec, CP_F_alternatives_with, option);
  if (with >= 0) other.good = with;
  other.option = option;
  return other;
}

// One input with the alternatives that serve it; counts only while there is no room yet.
static void add_group(cp_builder *builder, cp_built_input own, const int32_t *option,
                      int32_t n_option) {
  const int32_t input = builder->n_input++;
  own.group = input;
  if (builder->input) {
    builder->input[input] = own;
    (own.is_part ? builder->input_of_part : builder->input_of_row)[own.row] = input;
  }
  for (int32_t at = 0; at < n_option; at++) {
    if (!serves(builder, option[at], &own)) continue;
    cp_built_alternative served = {.option = option[at], .input = input, .source = -1};
    if (is_source(builder->spec, option[at])) {
      served.source = builder->n_input++;
      if (builder->input) builder->input[served.source] = other_input(builder, &own, option[at]);
    }
    if (builder->alternative) builder->alternative[builder->n_alternative] = served;
    builder->n_alternative++;
  }
}

static void add_groups(cp_builder *builder, const int32_t *own, int32_t n_own,
                       const int32_t *option, int32_t n_option) {
  builder->n_input = builder->n_alternative = 0;
  int32_t first = 0;
  for (int32_t at = 0; at < n_own; at++) {
    const cp_built_input input = own_input(builder, own[at]);
    while (first < n_option && user_of(builder, option[first]) < input.firm) first++;
    int32_t n = 0;
    while (first + n < n_option && user_of(builder, option[first + n]) == input.firm) n++;
    add_group(builder, input, option + first, n);
  }
}

static cp_status number_inputs(cp_builder *builder) {
  const cp_spec *spec = builder->spec;
  cp_arena *arena = builder->arena;
  const int32_t n_plain = cp_spec_count(spec, CP_S_inputs);
  const int32_t n_own = n_plain + cp_spec_count(spec, CP_S_parts);
  const int32_t n_option = cp_spec_count(spec, CP_S_alternatives);
  int32_t *own = NULL, *option = NULL;
  CP_TRY(sorted(builder, n_own, input_precedes, &own));
  CP_TRY(sorted(builder, n_option, option_precedes, &option));
  add_groups(builder, own, n_own, option, n_option);
  builder->input = CP_ARENA_ARRAY(arena, cp_built_input, builder->n_input + 1);
  builder->alternative = CP_ARENA_ARRAY(arena, cp_built_alternative, builder->n_alternative + 1);
  builder->input_of_row = CP_ARENA_ARRAY(arena, int32_t, n_plain + 1);
  builder->input_of_part = CP_ARENA_ARRAY(arena, int32_t, n_own - n_plain + 1);
  if (!builder->input || !builder->alternative || !builder->input_of_row || !builder->input_of_part)
    return CP_NO_MEMORY;
  add_groups(builder, own, n_own, option, n_option);
  return CP_OK;
}

// --- lanes ---------------------------------------------------------------------------------------

static bool feeds(const cp_builder *builder, int32_t route, const cp_built_input *input) {
  const cp_spec *spec = builder->spec;
  if (cp_spec_index(spec, CP_F_lanes_good, route) != input->good) return false;
  if (input->option < 0) return cp_spec_number(spec, CP_F_lanes_share, route) > 0.0;
  const int32_t supplier = cp_spec_index(spec, CP_F_alternatives_supplier, input->option);
  return supplier < 0 || supplier == cp_spec_index(spec, CP_F_lanes_supplier, route);
}

static bool carries_scrap(const cp_spec *spec, int32_t route) {
  const int32_t supplier = cp_spec_index(spec, CP_F_lanes_supplier, route);
  const int32_t good = cp_spec_index(spec, CP_F_lanes_good, route);
  return good != cp_spec_index(spec, CP_F_firms_makes, supplier);
}

static bool lane_precedes(const void *context, int32_t left, int32_t right) {
  const cp_builder *builder = context;
  const cp_built_lane *one = builder->lane + left, *other = builder->lane + right;
  if (one->supplier != other->supplier) return one->supplier < other->supplier;
  if (one->is_scrap != other->is_scrap) return one->is_scrap < other->is_scrap;
  return one->input < other->input;
}

static void add_lanes(cp_builder *builder, int32_t route, const int32_t *first_input) {
  const cp_spec *spec = builder->spec;
  const int32_t buyer = builder->firm_of_row[cp_spec_index(spec, CP_F_lanes_buyer, route)];
  const int32_t supplier = builder->firm_of_row[cp_spec_index(spec, CP_F_lanes_supplier, route)];
  for (int32_t input = first_input[buyer]; input < first_input[buyer + 1]; input++) {
    if (!feeds(builder, route, builder->input + input)) continue;
    if (builder->lane) {
      builder->lane[builder->n_lane] =
          (cp_built_lane){.supplier = supplier,
                          .input = input,
                          .route = route,
                          .is_scrap = carries_scrap(spec, route),
                          .share = cp_spec_number(spec, CP_F_lanes_share, route)};
    }
    builder->n_lane++;
  }
}

// Shares among the lanes that serve an alternative: those of the routes, or equal ones where no route has any.
static cp_status share_alternatives(cp_builder *builder) {
  double *sum = CP_ARENA_ARRAY(builder->arena, double, builder->n_input + 1);
  int32_t *n = CP_ARENA_ARRAY(builder->arena, int32_t, builder->n_input + 1);
  if (!sum || !n) return CP_NO_MEMORY;
  for (int32_t lane = 0; lane < builder->n_lane; lane++) {
    sum[builder->lane[lane].input] += builder->lane[lane].share;
    n[builder->lane[lane].input] += 1;
  }
  for (int32_t lane = 0; lane < builder->n_lane; lane++) {
    cp_built_lane *built = builder->lane + lane;
    if (builder->input[built->input].option < 0) continue;
    built->share =
        sum[built->input] > 0.0 ? built->share / sum[built->input] : 1.0 / n[built->input];
  }
  return CP_OK;
}

static cp_status number_lanes(cp_builder *builder) {
  const cp_spec *spec = builder->spec;
  const int32_t n_firm = cp_spec_count(spec, CP_S_firms);
  const int32_t n_route = cp_spec_count(spec, CP_S_lanes);
  int32_t *first_input = CP_ARENA_ARRAY(builder->arena, int32_t, n_firm + 2);
  if (!first_input) return CP_NO_MEMORY;
  for (int32_t input = 0; input < builder->n_input; input++)
    first_input[builder->input[input].firm + 1] += 1;
  for (int32_t firm = 0; firm < n_firm; firm++) first_input[firm + 1] += first_input[firm];
  for (int32_t route = 0; route < n_route; route++) add_lanes(builder, route, first_input);
  cp_built_lane *lane = CP_ARENA_ARRAY(builder->arena, cp_built_lane, builder->n_lane + 1);
  if (!lane) return CP_NO_MEMORY;
  builder->lane = lane;
  builder->n_lane = 0;
  for (int32_t route = 0; route < n_route; route++) add_lanes(builder, route, first_input);
  CP_TRY(share_alternatives(builder));
  int32_t *order = NULL;
  CP_TRY(sorted(builder, builder->n_lane, lane_precedes, &order));
  builder->lane = CP_ARENA_ARRAY(builder->arena, cp_built_lane, builder->n_lane + 1);
  if (!builder->lane) return CP_NO_MEMORY;
  for (int32_t place = 0; place < builder->n_lane; place++)
    builder->lane[place] = lane[order[place]];
  return CP_OK;
}

cp_status cp_build_numbers(cp_builder *builder) {
  CP_TRY(number_firms(builder));
  CP_TRY(number_classes(builder));
  CP_TRY(number_rows(builder, CP_S_stops, stop_precedes, &builder->stop_of_row));
  CP_TRY(number_rows(builder, CP_S_capacities, span_precedes, &builder->span_of_row));
  CP_TRY(number_headings(builder));
  CP_TRY(number_inputs(builder));
  return number_lanes(builder);
}
