// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Regions, goods, firms, inputs and lanes: rows into arrays, grouped so that a firm's inputs and a supplier's lanes lie together.
#include "model/build.h"

#include "base/calendar.h"

// Number rows by group (firm, supplier, authority) and, inside a group, in the order of the scenario: count per group, then place.
static cp_status number_by_group(cp_builder *builder, cp_field field, int32_t n_row,
                                 int32_t n_group, int32_t **number_of_row) {
  int32_t *first = CP_ARENA_ARRAY(builder->arena, int32_t, n_group + 1);
  *number_of_row = CP_ARENA_ARRAY(builder->arena, int32_t, n_row + 1);
  if (!first || !*number_of_row) return CP_NO_MEMORY;
  for (int32_t row = 0; row < n_row; row++)
    first[cp_spec_index(builder->spec, field, row) + 1] += 1;
  for (int32_t group = 0; group < n_group; group++) first[group + 1] += first[group];
  for (int32_t row = 0; row < n_row; row++) {
    (*number_of_row)[row] = first[cp_spec_index(builder->spec, field, row)]++;
  }
  return CP_OK;
}

// Goods with the same customs heading get the number of the first of them.
static void set_headings(cp_builder *builder) {
  const int32_t n_good = cp_spec_count(builder->spec, CP_S_goods);
  for (int32_t good = 0; good < n_good; good++) {
    const cp_text heading = cp_spec_text(builder->spec, CP_F_goods_hs, good);
    builder->heading_of_good[good] = heading.size == 0 ? -1 : good;
    for (int32_t before = 0; before < good && heading.size > 0; before++) {
      if (!cp_text_equal(cp_spec_text(builder->spec, CP_F_goods_hs, before), heading)) continue;
      builder->heading_of_good[good] = before;
      break;
    }
  }
}

cp_status cp_build_order(cp_builder *builder) {
  const cp_spec *spec = builder->spec;
  const int32_t n_firm = cp_spec_count(spec, CP_S_firms);
  const int32_t n_class = cp_spec_count(spec, CP_S_classes);
  CP_TRY(number_by_group(builder, CP_F_inputs_firm, cp_spec_count(spec, CP_S_inputs), n_firm,
                         &builder->input_of_row));
  CP_TRY(number_by_group(builder, CP_F_lanes_supplier, cp_spec_count(spec, CP_S_lanes), n_firm,
                         &builder->lane_of_row));
  CP_TRY(number_by_group(builder, CP_F_classes_authority, n_class,
                         cp_spec_count(spec, CP_S_authorities), &builder->class_of_row));
  builder->heading_of_good =
      CP_ARENA_ARRAY(builder->arena, int32_t, cp_spec_count(spec, CP_S_goods) + 1);
  if (!builder->heading_of_good) return CP_NO_MEMORY;
  set_headings(builder);
  return CP_OK;
}

static int32_t region_of(const cp_spec *spec, int32_t firm) {
  return cp_spec_index(spec, CP_F_firms_region, firm);
}

int cp_lane_is_headline(const cp_builder *builder, int32_t row) {
  const cp_spec *spec = builder->spec;
  const int32_t headline = cp_spec_index(spec, CP_F_scenario_headline_good, 0);
  const int32_t from = cp_spec_index(spec, CP_F_scenario_headline_from, 0);
  if (headline < 0 || from < 0) return 0;
  const int32_t good = cp_spec_index(spec, CP_F_lanes_good, row);
  const int is_same =
      good == headline || (builder->heading_of_good[good] >= 0 &&
                           builder->heading_of_good[good] == builder->heading_of_good[headline]);
  const int32_t origin = region_of(spec, cp_spec_index(spec, CP_F_lanes_supplier, row));
  const int32_t end = region_of(spec, cp_spec_index(spec, CP_F_lanes_buyer, row));
  return is_same && origin == from && end != from;
}

// Holidays ahead, in days of output: working days that an average span of CP_AHEAD_DAYS has and the next one lacks.
static void fill_closure(cp_builder *builder, int32_t region, const int32_t *prefix) {
  const int32_t n_day = builder->counts.n_day;
  const double work = builder->write.region_work[region];
  for (int32_t day = 0; day < n_day; day++) {
    const int32_t coming = prefix[day + 1 + CP_AHEAD_DAYS] - prefix[day + 1];
    const double lacking = CP_AHEAD_DAYS / work - coming;
    // one day more or less is the rhythm of weeks, no holiday
    builder->write.region_closure[(int64_t)region * n_day + day] =
        lacking > 1.5 ? lacking * work : 0.0;
  }
}

static void fill_regions(cp_builder *builder) {
  const cp_spec *spec = builder->spec;
  cp_writable *write = &builder->write;
  int32_t next = 0;
  for (int32_t region = 0; region < builder->counts.n_region; region++) {
    const int32_t calendar = cp_spec_index(spec, CP_F_regions_calendar, region);
    const int32_t n_day = builder->counts.n_day;
    const int32_t *prefix =
        builder->write.calendar_prefix + (int64_t)calendar * (builder->counts.n_calendar_day + 1);
    write->region_calendar[region] = calendar;
    write->region_work[region] = prefix[n_day] > 0 ? (double)n_day / prefix[n_day] : 1.0;
    fill_closure(builder, region, prefix);
    write->region_hash[region] = cp_text_hash(cp_spec_name(spec, CP_S_regions, region));
    const int is_destination = cp_spec_index(spec, CP_F_regions_report, region) == 1;
    if (is_destination) write->destination_region[next] = region;
    write->region_destination[region] = is_destination ? next++ : -1;
  }
  for (int32_t good = 0; good < builder->counts.n_good; good++) {
    write->good_heading[good] = builder->heading_of_good[good];
  }
}

static void fill_firms(cp_builder *builder) {
  const cp_spec *spec = builder->spec;
  cp_writable *write = &builder->write;
  for (int32_t firm = 0; firm < builder->counts.n_firm; firm++) {
    const int32_t class = cp_spec_index(spec, CP_F_firms_class, firm);
    write->firm_region[firm] = region_of(spec, firm);
    write->firm_good[firm] = cp_spec_index(spec, CP_F_firms_makes, firm);
    write->firm_is_final[firm] = !cp_spec_cell(spec, CP_F_firms_plan, firm)->is_missing;
    write->firm_lines[firm] = (int32_t)cp_spec_number(spec, CP_F_firms_lines, firm);
    write->firm_use[firm] = cp_spec_index(spec, CP_F_firms_use, firm);
    write->firm_stage[firm] = cp_spec_index(spec, CP_F_firms_stage, firm);
    write->firm_class[firm] = class < 0 ? -1 : builder->class_of_row[class];
    write->firm_hash[firm] = cp_text_hash(cp_spec_name(spec, CP_S_firms, firm));
  }
}

// first[k] .. first[k + 1] are the members of group k, when members are numbered by group.
static void fill_first(const int32_t *group_of_member, int32_t n_member, int32_t n_group,
                       int32_t *first) {
  for (int32_t member = 0; member < n_member; member++) first[group_of_member[member] + 1] += 1;
  for (int32_t group = 0; group < n_group; group++) first[group + 1] += first[group];
}

static void fill_inputs(cp_builder *builder) {
  const cp_spec *spec = builder->spec;
  cp_writable *write = &builder->write;
  for (int32_t row = 0; row < builder->counts.n_input; row++) {
    const int32_t input = builder->input_of_row[row];
    write->input_row[input] = row;
    write->input_firm[input] = cp_spec_index(spec, CP_F_inputs_firm, row);
    write->input_good[input] = cp_spec_index(spec, CP_F_inputs_good, row);
    const int32_t side = cp_spec_index(spec, CP_F_inputs_side, row);
    write->input_side[input] = side < 0 ? 0 : side;
    write->input_is_essential[input] = cp_spec_index(spec, CP_F_inputs_essential, row) != 0;
  }
  fill_first(write->input_firm, builder->counts.n_input, builder->counts.n_firm, write->firm_input);
}

static int32_t input_of(const cp_builder *builder, int32_t firm, int32_t good) {
  const cp_writable *write = &builder->write;
  for (int32_t input = write->firm_input[firm]; input < write->firm_input[firm + 1]; input++) {
    if (write->input_good[input] == good) return input;
  }
  return 0;  // the checker has refused lanes to an input that does not exist
}

static int32_t customs_of(const cp_spec *spec, int32_t origin, int32_t end) {
  if (origin == end) return -1;
  for (int32_t customs = 0; customs < cp_spec_count(spec, CP_S_customs); customs++) {
    if (cp_spec_index(spec, CP_F_customs_region, customs) == origin) return customs;
  }
  return -1;
}

static uint32_t lane_hash(const cp_spec *spec, int32_t supplier, int32_t buyer, int32_t good) {
  uint32_t hash = cp_text_hash(cp_spec_name(spec, CP_S_firms, supplier));
  hash = hash * 0x01000193u ^ cp_text_hash(cp_spec_name(spec, CP_S_firms, buyer));
  return hash * 0x01000193u ^ cp_text_hash(cp_spec_name(spec, CP_S_goods, good));
}

static void fill_lane(cp_builder *builder, int32_t row) {
  const cp_spec *spec = builder->spec;
  cp_writable *write = &builder->write;
  const int32_t lane = builder->lane_of_row[row];
  const int32_t supplier = cp_spec_index(spec, CP_F_lanes_supplier, row);
  const int32_t buyer = cp_spec_index(spec, CP_F_lanes_buyer, row);
  const int32_t good = cp_spec_index(spec, CP_F_lanes_good, row);
  const int32_t origin = region_of(spec, supplier);
  const int32_t end = region_of(spec, buyer);
  write->lane_row[lane] = row;
  write->lane_supplier[lane] = supplier;
  write->lane_input[lane] = input_of(builder, buyer, good);
  write->lane_good[lane] = good;
  write->lane_destination[lane] = origin == end ? -1 : write->region_destination[end];
  write->lane_customs[lane] = customs_of(spec, origin, end);
  write->lane_share[lane] = cp_spec_number(spec, CP_F_lanes_share, row);
  write->lane_dispatch[lane] = (int32_t)cp_spec_number(spec, CP_F_lanes_dispatch, row);
  write->lane_dwell[lane] = (int32_t)cp_spec_number(spec, CP_F_lanes_dwell, row);
  write->lane_hash[lane] = lane_hash(spec, supplier, buyer, good);
  write->lane_phase[lane] =
      (int32_t)(write->lane_hash[lane] % (uint32_t)write->lane_dispatch[lane]);
  write->lane_is_headline[lane] = cp_lane_is_headline(builder, row);
}

static void fill_lanes(cp_builder *builder) {
  cp_writable *write = &builder->write;
  const int32_t n_lane = builder->counts.n_lane;
  const int32_t n_input = builder->counts.n_input;
  for (int32_t row = 0; row < n_lane; row++) fill_lane(builder, row);
  fill_first(write->lane_supplier, n_lane, builder->counts.n_firm, write->firm_lane);
  fill_first(write->lane_input, n_lane, n_input, write->input_lane_first);
  // place by input; the firsts move on while placing and are moved back afterwards
  for (int32_t lane = 0; lane < n_lane; lane++)
    write->input_lane[write->input_lane_first[write->lane_input[lane]]++] = lane;
  for (int32_t input = n_input; input > 0; input--)
    write->input_lane_first[input] = write->input_lane_first[input - 1];
  if (n_input > 0) write->input_lane_first[0] = 0;
}

// Users before their suppliers: a firm comes when all firms that it supplies have come. The checker has refused cycles.
static cp_status fill_order(cp_builder *builder) {
  cp_writable *write = &builder->write;
  const int32_t n_firm = builder->counts.n_firm;
  int32_t *waits = CP_ARENA_ARRAY(builder->arena, int32_t, n_firm + 1);
  if (!waits) return CP_NO_MEMORY;
  int32_t n = 0;
  for (int32_t firm = 0; firm < n_firm; firm++) {
    waits[firm] = write->firm_lane[firm + 1] - write->firm_lane[firm];
    if (waits[firm] == 0) write->firm_order[n++] = firm;
  }
  for (int32_t place = 0; place < n; place++) {
    const int32_t firm = write->firm_order[place];
    for (int32_t at = write->input_lane_first[write->firm_input[firm]];
         at < write->input_lane_first[write->firm_input[firm + 1]]; at++) {
      const int32_t supplier = write->lane_supplier[write->input_lane[at]];
      if (--waits[supplier] == 0) write->firm_order[n++] = supplier;
    }
  }
  return CP_OK;
}

cp_status cp_build_chain(cp_builder *builder) {
  fill_regions(builder);
  fill_firms(builder);
  fill_inputs(builder);
  fill_lanes(builder);
  return fill_order(builder);
}
