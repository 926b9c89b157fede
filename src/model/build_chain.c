// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Regions, goods, firms, inputs, alternatives and lanes: rows into arrays, in the numbers of build_numbers.c.
#include "model/build.h"

#include "base/calendar.h"

static int32_t region_of(const cp_builder *builder, int32_t firm) {
  return cp_spec_index(builder->spec, CP_F_firms_region, builder->row_of_firm[firm]);
}

int cp_lane_is_headline(const cp_builder *builder, int32_t lane) {
  const cp_spec *spec = builder->spec;
  const cp_built_lane *built = builder->lane + lane;
  const int32_t headline = cp_spec_index(spec, CP_F_scenario_headline_good, 0);
  const int32_t from = cp_spec_index(spec, CP_F_scenario_headline_from, 0);
  if (headline < 0 || from < 0) return 0;
  const int32_t good = builder->input[built->input].good;
  const int is_same =
      good == headline || (builder->heading_of_good[good] >= 0 &&
                           builder->heading_of_good[good] == builder->heading_of_good[headline]);
  const int32_t origin = region_of(builder, built->supplier);
  const int32_t end = region_of(builder, builder->input[built->input].firm);
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
  write->home_region[0] = cp_spec_index(spec, CP_F_scenario_headline_from, 0);
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

// A date that may be missing: -1 then.
static int32_t day_or_none(const cp_cell *cell) { return cell->is_missing ? -1 : cell->index; }

static void fill_firm(cp_builder *builder, int32_t firm) {
  const cp_spec *spec = builder->spec;
  cp_writable *write = &builder->write;
  const int32_t row = builder->row_of_firm[firm];
  const int32_t class = cp_spec_index(spec, CP_F_firms_class, row);
  const int32_t lines = (int32_t)cp_spec_number(spec, CP_F_firms_lines, row);
  write->firm_region[firm] = region_of(builder, firm);
  write->firm_good[firm] = cp_spec_index(spec, CP_F_firms_makes, row);
  write->firm_is_final[firm] = !cp_spec_cell(spec, CP_F_firms_plan, row)->is_missing;
  write->firm_lines[firm] = lines;
  write->firm_shifts[firm] = lines * (int32_t)cp_spec_number(spec, CP_F_firms_shifts, row);
  write->firm_slips[firm] = cp_spec_index(spec, CP_F_firms_short, row) == 1;
  write->firm_opens[firm] = day_or_none(cp_spec_cell(spec, CP_F_firms_opens, row));
  write->firm_scrap[firm] = cp_spec_index(spec, CP_F_firms_scrap, row);
  write->firm_use[firm] = cp_spec_index(spec, CP_F_firms_use, row);
  write->firm_stage[firm] = cp_spec_index(spec, CP_F_firms_stage, row);
  write->firm_class[firm] = class < 0 ? -1 : builder->class_of_row[class];
  write->firm_sector[firm] = cp_spec_index(spec, CP_F_firms_sector, row);
  write->firm_hash[firm] = cp_text_hash(cp_spec_name(spec, CP_S_firms, row));
}

// first[k] .. first[k + 1] are the members of group k, when members are numbered by group.
static void fill_first(const int32_t *group_of_member, int32_t n_member, int32_t n_group,
                       int32_t *first) {
  for (int32_t member = 0; member < n_member; member++) first[group_of_member[member] + 1] += 1;
  for (int32_t group = 0; group < n_group; group++) first[group + 1] += first[group];
}

static void fill_input(cp_builder *builder, int32_t input) {
  const cp_spec *spec = builder->spec;
  cp_writable *write = &builder->write;
  const cp_built_input *built = builder->input + input;
  const int32_t side =
      cp_spec_index(spec, built->is_part ? CP_F_parts_side : CP_F_inputs_side, built->row);
  const int32_t essential = cp_spec_index(
      spec, built->is_part ? CP_F_parts_essential : CP_F_inputs_essential, built->row);
  write->input_row[input] = built->row;
  write->input_is_part[input] = built->is_part;
  write->input_firm[input] = built->firm;
  write->input_good[input] = built->good;
  write->input_side[input] = side < 0 ? 0 : side;
  write->input_is_essential[input] = essential != 0;
  write->input_source[input] = -1;
  // groups grow from their first input on, which comes first
  write->input_end[built->group] = input + 1;
}

static void fill_alternatives(cp_builder *builder) {
  const cp_spec *spec = builder->spec;
  cp_writable *write = &builder->write;
  for (int32_t option = 0; option < builder->counts.n_option; option++) {
    write->option_kind[option] = cp_spec_index(spec, CP_F_alternatives_kind, option);
    write->option_known[option] =
        day_or_none(cp_spec_cell(spec, CP_F_alternatives_known_from, option));
  }
  for (int32_t alternative = 0; alternative < builder->counts.n_alternative; alternative++) {
    const cp_built_alternative *built = builder->alternative + alternative;
    write->alternative_option[alternative] = built->option;
    write->alternative_kind[alternative] = write->option_kind[built->option];
    write->alternative_input[alternative] = built->input;
    write->alternative_source[alternative] = built->source;
    if (built->source >= 0) write->input_source[built->source] = alternative;
  }
  fill_first(write->alternative_input, builder->counts.n_alternative, builder->counts.n_input,
             write->input_alternative);
}

static void fill_inputs(cp_builder *builder) {
  for (int32_t input = 0; input < builder->counts.n_input; input++) fill_input(builder, input);
  fill_first(builder->write.input_firm, builder->counts.n_input, builder->counts.n_firm,
             builder->write.firm_input);
}

int32_t cp_customs_of_lane(const cp_builder *builder, int32_t lane) {
  const cp_spec *spec = builder->spec;
  const int32_t origin = region_of(builder, builder->lane[lane].supplier);
  const int32_t end = region_of(builder, builder->input[builder->lane[lane].input].firm);
  if (origin == end) return -1;
  for (int32_t customs = 0; customs < cp_spec_count(spec, CP_S_customs); customs++) {
    if (cp_spec_index(spec, CP_F_customs_region, customs) == origin) return customs;
  }
  return -1;
}

static uint32_t join(uint32_t hash, cp_text name) {
  return hash * 0x01000193u ^ cp_text_hash(name);
}

// A lane is named by supplier, buyer and good; one that feeds a part or serves an alternative by those, too.
static uint32_t lane_hash(const cp_builder *builder, const cp_built_lane *lane) {
  const cp_spec *spec = builder->spec;
  const cp_built_input *input = builder->input + lane->input;
  uint32_t hash =
      cp_text_hash(cp_spec_name(spec, CP_S_firms, builder->row_of_firm[lane->supplier]));
  hash = join(hash, cp_spec_name(spec, CP_S_firms, builder->row_of_firm[input->firm]));
  hash = join(hash, cp_spec_name(spec, CP_S_goods, input->good));
  if (input->is_part) hash = join(hash, cp_spec_text(spec, CP_F_parts_part, input->row));
  if (input->option >= 0) hash = join(hash, cp_spec_name(spec, CP_S_alternatives, input->option));
  return hash;
}

int32_t cp_opening_of_lane(const cp_builder *builder, int32_t lane) {
  const cp_built_lane *built = builder->lane + lane;
  const int32_t firm = builder->row_of_firm[built->supplier];
  const int32_t own = day_or_none(cp_spec_cell(builder->spec, CP_F_lanes_opens, built->route));
  const int32_t whole = day_or_none(cp_spec_cell(builder->spec, CP_F_firms_opens, firm));
  return own > whole ? own : whole;
}

static void fill_lane(cp_builder *builder, int32_t lane) {
  const cp_spec *spec = builder->spec;
  cp_writable *write = &builder->write;
  const cp_built_lane *built = builder->lane + lane;
  write->lane_route[lane] = built->route;
  write->lane_supplier[lane] = built->supplier;
  write->lane_input[lane] = built->input;
  write->lane_dispatch[lane] = (int32_t)cp_spec_number(spec, CP_F_lanes_dispatch, built->route);
  write->lane_hash[lane] = lane_hash(builder, built);
}

// First places that moved on while their members were placed.
static void move_back(int32_t *first, int32_t n) {
  for (int32_t at = n; at > 0; at--) first[at] = first[at - 1];
  first[0] = 0;
}

static void fill_lanes(cp_builder *builder) {
  cp_writable *write = &builder->write;
  const int32_t n_lane = builder->counts.n_lane;
  const int32_t n_input = builder->counts.n_input;
  for (int32_t lane = 0; lane < n_lane; lane++) fill_lane(builder, lane);
  fill_first(write->lane_supplier, n_lane, builder->counts.n_firm, write->firm_lane);
  for (int32_t firm = 0; firm < builder->counts.n_firm; firm++) {
    write->firm_scrap_lane[firm] = write->firm_lane[firm + 1];
  }
  for (int32_t lane = n_lane - 1; lane >= 0; lane--) {
    if (builder->lane[lane].is_scrap) write->firm_scrap_lane[write->lane_supplier[lane]] = lane;
  }
  fill_first(write->lane_input, n_lane, n_input, write->input_lane_first);
  // place by input; the firsts move on while placing and are moved back afterwards
  for (int32_t lane = 0; lane < n_lane; lane++) {
    const int32_t place = write->input_lane_first[write->lane_input[lane]]++;
    write->input_lane[place] = lane;
    write->place_share[place] = builder->lane[lane].share;
  }
  move_back(write->input_lane_first, n_input);
}

// What gates need of their lanes; gates by supplier, and by input, ascending in each.
static void fill_gates(cp_builder *builder) {
  cp_writable *write = &builder->write;
  const int32_t n_input = builder->counts.n_input;
  for (int32_t input = 0; input < n_input; input++) write->input_opens[input] = -1;
  for (int32_t gate = 0; gate < builder->counts.n_gate; gate++) {
    const int32_t lane = write->gate_lane[gate];
    const cp_built_lane *built = builder->lane + lane;
    const int32_t end = region_of(builder, builder->input[built->input].firm);
    const int is_abroad = region_of(builder, built->supplier) != end;
    write->gate_destination[gate] = is_abroad ? write->region_destination[end] : -1;
    write->gate_is_headline[gate] = cp_lane_is_headline(builder, lane);
    write->gate_opens[gate] = cp_opening_of_lane(builder, lane);
    if (write->gate_opens[gate] > write->input_opens[built->input])
      write->input_opens[built->input] = write->gate_opens[gate];
    write->gate_customs[gate] = cp_customs_of_lane(builder, lane);
    write->gate_dwell[gate] =
        (int32_t)cp_spec_number(builder->spec, CP_F_lanes_dwell, built->route);
    write->gate_share[gate] = built->share;
    write->input_gate_first[write->lane_input[lane] + 1] += 1;
    write->firm_gate[write->lane_supplier[lane] + 1] += 1;
  }
  for (int32_t firm = 0; firm < builder->counts.n_firm; firm++)
    write->firm_gate[firm + 1] += write->firm_gate[firm];
  for (int32_t input = 0; input < n_input; input++)
    write->input_gate_first[input + 1] += write->input_gate_first[input];
  for (int32_t gate = 0; gate < builder->counts.n_gate; gate++)
    write->input_gate[write->input_gate_first[write->lane_input[write->gate_lane[gate]]]++] = gate;
  move_back(write->input_gate_first, n_input);
}

// Users before their suppliers: a firm comes when all firms that it supplies have come. The checker has refused cycles; scrap does not count,
// since nobody makes more for its sake.
static cp_status fill_order(cp_builder *builder) {
  cp_writable *write = &builder->write;
  const int32_t n_firm = builder->counts.n_firm;
  int32_t *waits = CP_ARENA_ARRAY(builder->arena, int32_t, n_firm + 1);
  if (!waits) return CP_NO_MEMORY;
  int32_t n = 0;
  for (int32_t firm = 0; firm < n_firm; firm++) {
    waits[firm] = write->firm_scrap_lane[firm] - write->firm_lane[firm];
    if (waits[firm] == 0) write->firm_order[n++] = firm;
  }
  for (int32_t place = 0; place < n; place++) {
    const int32_t firm = write->firm_order[place];
    for (int32_t at = write->input_lane_first[write->firm_input[firm]];
         at < write->input_lane_first[write->firm_input[firm + 1]]; at++) {
      const int32_t lane = write->input_lane[at];
      const int32_t supplier = write->lane_supplier[lane];
      if (lane >= write->firm_scrap_lane[supplier]) continue;
      if (--waits[supplier] == 0) write->firm_order[n++] = supplier;
    }
  }
  return CP_OK;
}

cp_status cp_build_chain(cp_builder *builder) {
  fill_regions(builder);
  for (int32_t firm = 0; firm < builder->counts.n_firm; firm++) fill_firm(builder, firm);
  fill_inputs(builder);
  fill_alternatives(builder);
  fill_lanes(builder);
  cp_build_gates(builder, 1);
  fill_gates(builder);
  return fill_order(builder);
}
