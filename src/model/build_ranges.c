// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Which field feeds which parameter, as a table: central values go into the blob's draw block, ranges become a list of draws that
// overwrite them. A range is drawn by its name (num/stratified.h), so neither its place in this table nor its neighbours matter.
#include "model/build.h"

typedef struct binding {
  cp_field field;
  cp_section section;
  const char *path;  // stable name, for the entity of its draws
  size_t parameter;  // of the array in cp_draw
  double missing;    // written where the field is missing
} binding;

#define BIND(section, field, parameter, missing)                                                 \
  {                                                                                              \
    CP_F_##section##_##field, CP_S_##section, #section "." #field, offsetof(cp_draw, parameter), \
        missing                                                                                  \
  }

static const binding bindings[] = {
    BIND(demand, growth, growth, 0.0),
    BIND(demand, hoarding, hoarding, 0.0),
    BIND(demand, hoard_over, hoard_over, 30.0),
    BIND(demand, trust, trust, 0.0),
    BIND(demand, trust_unconfirmed, trust_unconfirmed, 0.0),
    BIND(demand, first_book, first_book, 60.0),
    BIND(demand, book_over, book_over, 14.0),
    BIND(demand, patience, patience, 180.0),
    BIND(demand, qualify_below, qualify_below, 30.0),
    BIND(demand, expedite_below, expedite_below, 0.0),
    BIND(demand, overtime, overtime, 0.0),
    BIND(demand, kept, kept, 1.0),
    BIND(demand, remix, remix, 0.0),
    BIND(demand, shelf_limit, shelf_limit, 3650.0),
    BIND(demand, forward, forward, 0.0),
    BIND(demand, forward_over, forward_over, 30.0),
    BIND(demand, postpone, postpone, 0.0),
    BIND(demand, postpone_above, postpone_above, 0.5),
    BIND(demand, record_memory, record_memory, 60.0),
    BIND(demand, price_power, price_power, 0.0),
    BIND(demand, price_cap, price_cap, 4.0),
    BIND(demand, price_over, price_over, 21.0),
    BIND(demand, surge, surge, 1.5),
    BIND(demand, order_life, order_life, 200.0),
    BIND(demand, order_over, order_over, 14.0),
    BIND(demand, order_every, order_every, 1.0),
    BIND(customs, onset, customs_onset, 0.0),
    BIND(customs, challenge, customs_challenge, 0.0),
    BIND(customs, fade_after, customs_fade_after, 90.0),
    BIND(customs, fade_over, customs_fade_over, 20.0),
    BIND(customs, hold, customs_hold, 0.0),
    BIND(customs, leaves, customs_leaves, 1.0),
    BIND(customs, answers, customs_answers, 1.0),
    BIND(customs, identify_median, customs_identify_median, 0.0),
    BIND(customs, identify_p90, customs_identify_p90, 0.0),
    BIND(customs, found, customs_found, 0.0),
    BIND(customs, taken_back, customs_taken_back, 0.0),
    BIND(customs, seized, customs_seized, 0.0),
    BIND(customs, give_up, customs_give_up, -1.0),
    BIND(customs, inspected, customs_inspected, 0.0),
    BIND(customs, inspect_median, customs_inspect_median, 0.0),
    BIND(customs, inspect_p90, customs_inspect_p90, 0.0),
    BIND(customs, mismatch, customs_mismatch, 0.0),
    BIND(customs, together, customs_together, 0.0),
    BIND(authorities, capacity, authority_capacity, -1.0),
    BIND(authorities, bunch, authority_bunch, 0.0),
    BIND(authorities, overrun, authority_overrun, 0.0),
    BIND(authorities, local_median, authority_local_median, 0.0),
    BIND(authorities, local_p90, authority_local_p90, 0.0),
    BIND(authorities, work, authority_work, 0.0),
    BIND(authorities, work_spread, authority_work_spread, 1.0),
    BIND(authorities, granted, authority_granted, 1.0),
    BIND(authorities, size_median, authority_size_median, 0.0),
    BIND(authorities, size_spread, authority_size_spread, 0.0),
    BIND(authorities, refile, authority_refile, 0.0),
    BIND(authorities, refile_p90, authority_refile_p90, 0.0),
    BIND(authorities, refile_share, authority_refile_share, 1.0),
    BIND(authorities, papers_median, authority_papers_median, 0.0),
    BIND(authorities, papers_p90, authority_papers_p90, 0.0),
    BIND(authorities, refer_chance, authority_refer, 0.0),
    BIND(authorities, refer_median, authority_refer_median, 0.0),
    BIND(authorities, refer_p90, authority_refer_p90, 0.0),
    BIND(authorities, escalation, authority_escalation, 20.0),
    BIND(authorities, escalated_approved, authority_escalated, 0.5),
    BIND(authorities, renew, authority_renew, 0.0),
    BIND(authorities, tighten, authority_tighten, 0.0),
    BIND(authorities, loosen, authority_loosen, 0.0),
    BIND(authorities, tighten_power, authority_tighten_power, 0.0),
    BIND(authorities, loosen_power, authority_loosen_power, 0.0),
    BIND(authorities, clause_met, authority_met, 1.0),
    BIND(authorities, clause_breached, authority_breached, 1.0),
    BIND(authorities, tight_days, authority_tight, -1.0),
    BIND(stops, chance, stop_chance, 0.0),
    BIND(stops, median, stop_median, 0.0),
    BIND(stops, p90, stop_p90, 0.0),
    BIND(capacities, reviewers, span_reviewers, 1.0),
    BIND(capacities, decisions, span_decisions, 1.0),
    BIND(classes, weight, class_weight, 1.0),
    BIND(classes, review_median, class_review_median, 0.0),
    BIND(classes, review_p90, class_review_p90, 0.0),
    BIND(classes, trickle, class_trickle, 0.0),
    BIND(classes, managed, class_managed, 0.0),
    BIND(classes, open, class_open, 0.0),
    BIND(classes, returned, class_returned, 0.0),
    BIND(classes, refused, class_refused, 0.0),
    BIND(regions, controlled, region_controlled, 0.5),
    BIND(regions, challenge, region_challenge, 0.0),
    BIND(regions, noise, region_noise, 0.0),
    BIND(streams, rate, stream_rate, 0.0),
    BIND(measures, extend_chance, measure_extend_chance, -1.0),
    BIND(measures, take, measure_take, 0.0),
    BIND(measures, take_tension, measure_take_tension, 0.0),
    BIND(measures, take_breach, measure_take_breach, 0.0),
    BIND(measures, ease, measure_ease, 0.0),
    BIND(measures, ease_tension, measure_ease_tension, 0.0),
    BIND(measures, ease_breach, measure_ease_breach, 0.0),
    BIND(agreements, hazard, agreement_hazard, 0.0),
    BIND(agreements, withdraw, agreement_withdraw, 0.0),
    BIND(clauses, act_chance, clause_act_chance, 1.0),
    BIND(clauses, act_median, clause_act_median, 0.0),
    BIND(clauses, act_p90, clause_act_p90, 0.0),
    BIND(clauses, extend_chance, clause_extend_chance, 0.0),
    BIND(clauses, renegotiate_chance, clause_renegotiate_chance, 0.0),
    BIND(clauses, dispute, clause_dispute, 0.0),
    BIND(steps, settle_chance, step_settle, 0.0),
    BIND(readings, at_least, reading_at_least, 1.0),
    BIND(readings, noise, reading_noise, 0.0),
    BIND(economy, psi, economy_psi, 0.8),
    BIND(economy, overtime, economy_overtime, 0.1),
    BIND(economy, overtime_over, economy_overtime_over, 365.0),
    BIND(economy, restore, economy_restore, 60.0),
    BIND(economy, restock, economy_restock, 60.0),
    BIND(sectors, stock, sector_stock, 30.0),
    BIND(sectors, dealers, sector_dealers, 0.0),
    BIND(sectors, deferred, sector_deferred, 0.0),
    BIND(firms, capacity, firm_capacity, -1.0),
    BIND(firms, plan, firm_plan, 0.0),
    BIND(firms, ramp, firm_ramp, 0.0),
    BIND(firms, value_added, firm_value, 0.0),
    BIND(firms, scrap_rate, firm_scrap_rate, 0.0),
    BIND(goods, price, good_price, -1.0),
    BIND(inputs, need, input_need, 0.0),
    BIND(inputs, cover, input_cover, 0.0),
    BIND(parts, need, input_need, 0.0),
    BIND(parts, share, input_share, 1.0),
    BIND(parts, cover, input_cover, 0.0),
    BIND(alternatives, per, option_per, 1.0),
    BIND(alternatives, qualify, option_qualify, 0.0),
    BIND(alternatives, ramp, option_ramp, 0.0),
    BIND(alternatives, share, option_share, 1.0),
    BIND(alternatives, starts_below, option_below, -1.0),
    BIND(alternatives, cost, option_cost, 0.0),
    BIND(alternatives, loss, option_loss, 0.0),
    BIND(alternatives, yard, option_yard, 14.0),
    BIND(lanes, transit, route_transit, 1.0),
    BIND(lanes, air, route_air, -1.0),
};
enum { CP_N_BINDING = sizeof bindings / sizeof bindings[0] };

static int is_range(const cp_cell *cell) {
  return !cell->is_missing && cell->shape != CP_SHAPE_FIXED;
}

// In the order in which cp_build_ranges numbers them.
int32_t cp_range_places(const cp_spec *spec, cp_range_place *place, int32_t most) {
  int32_t n_range = 0;
  for (int32_t at = 0; at < CP_N_BINDING; at++) {
    for (int32_t row = 0; row < cp_spec_count(spec, bindings[at].section); row++) {
      if (!is_range(cp_spec_cell(spec, bindings[at].field, row))) continue;
      if (n_range < most) place[n_range] = (cp_range_place){bindings[at].field, row};
      n_range++;
    }
  }
  return n_range;
}

int32_t cp_build_count_ranges(const cp_builder *builder) {
  return cp_range_places(builder->spec, NULL, 0);
}

// Number of the thing made from a row.
static int32_t number_of(const cp_builder *builder, cp_section section, int32_t row) {
  if (section == CP_S_firms) return builder->firm_of_row[row];
  if (section == CP_S_inputs) return builder->input_of_row[row];
  if (section == CP_S_parts) return builder->input_of_part[row];
  if (section == CP_S_stops) return builder->stop_of_row[row];
  if (section == CP_S_capacities) return builder->span_of_row[row];
  if (section == CP_S_classes) return builder->class_of_row[row];
  return row;
}

// The stable name of a row: its key.
static uint32_t hash_of(const cp_builder *builder, cp_section section, int32_t row) {
  return section == CP_S_demand || section == CP_S_economy
             ? 0x811c9dc5u
             : cp_text_hash(cp_spec_name(builder->spec, section, row));
}

static void write_range(cp_builder *builder, int32_t range, const cp_cell *cell, uint32_t hash,
                        double *target) {
  cp_writable *write = &builder->write;
  write->range_shape[range] = cell->shape;
  write->range_low[range] = cell->low;
  write->range_mode[range] = cell->number;
  write->range_high[range] = cell->high;
  write->range_hash[range] = hash;
  write->range_target[range] = (int32_t)(target - (double *)builder->image.block);
}

void cp_build_ranges(cp_builder *builder) {
  int32_t range = 0;
  const int32_t may_turn = cp_spec_index(builder->spec, CP_F_demand_alternatives, 0);
  builder->image.may_turn[0] = may_turn != 0;
  for (int32_t input = 0; input < builder->counts.n_input; input++)
    builder->image.input_share[input] = 1.0;
  for (int32_t at = 0; at < CP_N_BINDING; at++) {
    const binding *bound = bindings + at;
    double *parameter = *(double **)(void *)((unsigned char *)&builder->image + bound->parameter);
    for (int32_t row = 0; row < cp_spec_count(builder->spec, bound->section); row++) {
      const cp_cell *cell = cp_spec_cell(builder->spec, bound->field, row);
      double *target = parameter + number_of(builder, bound->section, row);
      *target = cell->is_missing ? bound->missing : cell->number;
      if (!is_range(cell)) continue;
      const uint32_t field = cp_text_hash(cp_text_of(bound->path));
      const uint32_t hash = hash_of(builder, bound->section, row) * 0x01000193u ^ field;
      write_range(builder, range++, cell, hash, target);
    }
  }
}
