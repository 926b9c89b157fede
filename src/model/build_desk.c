// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Authorities, classes, streams and customs; and which lanes a measure has in its scope. "Needs a licence" is a predicate over content or
// named goods, never over the customs heading.
#include "model/build.h"
#include "model/today.h"
#include "scenario/targets.h"

static int32_t whole_or_none(const cp_spec *spec, cp_field field, int32_t row) {
  const cp_cell *cell = cp_spec_cell(spec, field, row);
  return cell->is_missing ? -1 : (int32_t)cell->number;
}

static int32_t choice_or(const cp_spec *spec, cp_field field, int32_t row, int32_t otherwise) {
  const int32_t choice = cp_spec_index(spec, field, row);
  return choice < 0 ? otherwise : choice;
}

// The regime of an authority: its clock, what its limit does, how often and how long.
static void fill_regime(cp_builder *builder, int32_t authority) {
  const cp_spec *spec = builder->spec;
  cp_writable *write = &builder->write;
  const int32_t working = whole_or_none(spec, CP_F_authorities_limit, authority);
  const int32_t calendar = whole_or_none(spec, CP_F_authorities_limit_days, authority);
  write->authority_limit[authority] = calendar >= 0 ? calendar : working;
  write->authority_counts[authority] = calendar >= 0;
  write->authority_starts[authority] = choice_or(spec, CP_F_authorities_clock, authority, 0);
  write->authority_at_limit[authority] = choice_or(spec, CP_F_authorities_at_limit, authority, 0);
  write->authority_service[authority] = choice_or(spec, CP_F_authorities_service, authority, 0);
  write->authority_grants[authority] = choice_or(spec, CP_F_authorities_grants, authority, 0);
  write->authority_attempts[authority] =
      (int32_t)cp_spec_number(spec, CP_F_authorities_attempts, authority);
  write->authority_uses[authority] =
      (int32_t)cp_spec_number(spec, CP_F_authorities_uses, authority);
  write->authority_window[authority] =
      whole_or_none(spec, CP_F_authorities_refile_window, authority);
  write->authority_clause[authority] = cp_spec_index(spec, CP_F_authorities_clause, authority);
}

static void fill_stops(cp_builder *builder) {
  const cp_spec *spec = builder->spec;
  cp_writable *write = &builder->write;
  for (int32_t row = 0; row < builder->counts.n_stop; row++) {
    const int32_t stop = builder->stop_of_row[row];
    write->stop_row[stop] = row;
    write->stop_when[stop] = choice_or(spec, CP_F_stops_when, row, 0);
    write->stop_limit[stop] = whole_or_none(spec, CP_F_stops_limit, row);
    write->authority_stop[cp_spec_index(spec, CP_F_stops_authority, row) + 1] += 1;
  }
  for (int32_t row = 0; row < builder->counts.n_span; row++) {
    const int32_t span = builder->span_of_row[row];
    write->span_from[span] = cp_spec_index(spec, CP_F_capacities_from, row);
    write->span_until[span] = cp_spec_index(spec, CP_F_capacities_until, row);
    write->authority_span[cp_spec_index(spec, CP_F_capacities_authority, row) + 1] += 1;
  }
  for (int32_t authority = 0; authority < builder->counts.n_authority; authority++) {
    write->authority_stop[authority + 1] += write->authority_stop[authority];
    write->authority_span[authority + 1] += write->authority_span[authority];
  }
}

static void fill_authorities(cp_builder *builder) {
  const cp_spec *spec = builder->spec;
  cp_writable *write = &builder->write;
  for (int32_t authority = 0; authority < builder->counts.n_authority; authority++) {
    const int32_t shape = cp_spec_index(spec, CP_F_authorities_work_shape, authority);
    const int32_t slots = (int32_t)cp_spec_number(spec, CP_F_authorities_slots, authority);
    write->authority_calendar[authority] =
        cp_spec_index(spec, CP_F_authorities_calendar, authority);
    write->authority_slot[authority + 1] = write->authority_slot[authority] + slots;
    write->authority_validity[authority] =
        (int32_t)cp_spec_number(spec, CP_F_authorities_validity, authority);
    write->authority_work_shape[authority] = shape < 0 ? 1 : shape;
    fill_regime(builder, authority);
  }
}

static void fill_classes(cp_builder *builder) {
  const cp_spec *spec = builder->spec;
  cp_writable *write = &builder->write;
  for (int32_t row = 0; row < builder->counts.n_class; row++) {
    const int32_t class = builder->class_of_row[row];
    const int32_t stance = cp_spec_index(spec, CP_F_classes_stance, row);
    write->class_row[class] = row;
    write->class_authority[class] = cp_spec_index(spec, CP_F_classes_authority, row);
    write->class_stance[class] = stance < 0 ? 2 : stance;
    write->class_hash[class] = cp_text_hash(cp_spec_name(spec, CP_S_classes, row));
    const int32_t destination = cp_spec_index(spec, CP_F_classes_destination, row);
    write->class_follows[class] = cp_spec_index(spec, CP_F_classes_follows, row) != 0;
    write->class_mover[class] = destination < 0
                                    ? write->class_hash[class]
                                    : cp_text_hash(cp_spec_name(spec, CP_S_regions, destination));
    write->authority_class[write->class_authority[class] + 1] += 1;
  }
  for (int32_t authority = 0; authority < builder->counts.n_authority; authority++) {
    write->authority_class[authority + 1] += write->authority_class[authority];
  }
  for (int32_t stream = 0; stream < builder->counts.n_stream; stream++) {
    write->stream_class[stream] =
        builder->class_of_row[cp_spec_index(spec, CP_F_streams_class, stream)];
    const int32_t calendar = cp_spec_index(spec, CP_F_streams_calendar, stream);
    write->stream_calendar[stream] = calendar;
    write->stream_work[stream] = 1.0;
    if (calendar >= 0) {
      const cp_calendar days = cp_model_calendar(&builder->model, calendar);
      const int32_t n = cp_calendar_count(&days, builder->counts.n_day);
      write->stream_work[stream] = n > 0 ? (double)builder->counts.n_day / n : 1.0;
    }
    write->stream_hash[stream] = cp_text_hash(cp_spec_name(spec, CP_S_streams, stream));
  }
}

static void fill_customs(cp_builder *builder) {
  const cp_spec *spec = builder->spec;
  cp_writable *write = &builder->write;
  for (int32_t customs = 0; customs < builder->counts.n_customs; customs++) {
    const cp_cell *answer = cp_spec_cell(spec, CP_F_customs_answer, customs);
    const cp_cell *places = cp_spec_cell(spec, CP_F_customs_places, customs);
    const int32_t inspects = cp_spec_index(spec, CP_F_customs_inspects, customs);
    const int32_t licence = cp_spec_index(spec, CP_F_customs_licence, customs);
    write->customs_region[customs] = cp_spec_index(spec, CP_F_customs_region, customs);
    write->customs_answer[customs] = answer->is_missing ? -1 : (int32_t)answer->number;
    write->customs_places[customs] = places->is_missing ? -1 : (int32_t)places->number;
    write->customs_inspects[customs] = inspects < 0 ? 0 : inspects;
    write->customs_licence[customs] = licence < 0 ? 0 : licence;
  }
}

void cp_build_desk(cp_builder *builder) {
  fill_authorities(builder);
  fill_stops(builder);
  fill_classes(builder);
  fill_customs(builder);
  cp_build_scopes(builder, 1);
}

static int names_good(const cp_spec *spec, int32_t measure, int32_t good) {
  if (cp_refs_hold(cp_spec_cell(spec, CP_F_measures_goods, measure), good)) return 1;
  const cp_cell *elements = cp_spec_cell(spec, CP_F_measures_contains, measure);
  for (int32_t item = 0; item < elements->n_item; item++) {
    if (cp_good_contains(spec, good, elements->word[item])) return 1;
  }
  return 0;
}

// A tariff that names no goods is on all of them.
static int taxes(const cp_spec *spec, int32_t measure, int32_t good) {
  const int names_none = cp_spec_cell(spec, CP_F_measures_goods, measure)->n_item == 0 &&
                         cp_spec_cell(spec, CP_F_measures_contains, measure)->n_item == 0;
  return names_none || names_good(spec, measure, good);
}

// Is the lane where the measure looks? Licence requirements, bans and what names its users look at what leaves, tariffs at what arrives.
static int looks_at(const cp_builder *builder, int32_t measure, int32_t lane) {
  const cp_spec *spec = builder->spec;
  const int32_t kind = cp_spec_index(spec, CP_F_measures_kind, measure);
  const cp_built_lane *built = builder->lane + lane;
  const cp_built_input *input = builder->input + built->input;
  const int32_t buyer = builder->row_of_firm[input->firm];
  const int32_t origin =
      cp_spec_index(spec, CP_F_firms_region, builder->row_of_firm[built->supplier]);
  const int32_t end = cp_spec_index(spec, CP_F_firms_region, buyer);
  const int32_t by = cp_spec_index(spec, CP_F_measures_by, measure);
  const int32_t on = cp_spec_index(spec, CP_F_measures_on, measure);
  if (end == origin) return 0;
  if (kind == CP_TARIFF)
    return by == end && (on < 0 || on == origin) && taxes(spec, measure, input->good);
  if (origin != by) return 0;
  if (kind == CP_PERMISSION || kind == CP_GENERAL_LICENCE || kind == CP_LISTING)
    return cp_refs_hold(cp_spec_cell(spec, CP_F_measures_users, measure), buyer);
  if (kind != CP_LICENCE_REQUIREMENT && kind != CP_BAN && kind != CP_QUOTA) return 0;
  return (on < 0 || on == end) && names_good(spec, measure, input->good);
}

// Is the lane in the measure's scope? A whole binds nothing: its parts do.
int cp_has_in_scope(const cp_builder *builder, int32_t measure, int32_t lane) {
  return looks_at(builder, measure, lane) && !cp_is_whole(builder->spec, measure);
}

// Can something bind, tax or permit the lane, customs take its goods for others under the same heading, or a port keep them? Does it open
// late, or is it counted where it crosses the border?
static int is_gate(const cp_builder *builder, int32_t lane) {
  const cp_spec *spec = builder->spec;
  const cp_built_lane *built = builder->lane + lane;
  const cp_built_input *input = builder->input + built->input;
  if (cp_spec_number(spec, CP_F_lanes_dwell, built->route) >= 1.0) return 1;
  if (cp_firm_has_own(builder, input->firm)) return 1;
  if (cp_lane_is_headline(builder, lane) || cp_opening_of_lane(builder, lane) >= 0) return 1;
  const int32_t customs = cp_customs_of_lane(builder, lane);
  if (customs >= 0 && builder->heading_of_good[input->good] >= 0) return 1;
  // goods of any kind may stand in a container with what is stopped
  if (customs >= 0 && cp_spec_cell(spec, CP_F_customs_together, customs)->is_given) return 1;
  for (int32_t measure = 0; measure < cp_spec_count(spec, CP_S_measures); measure++) {
    if (cp_has_in_scope(builder, measure, lane)) return 1;
  }
  return 0;
}

int32_t cp_build_gates(cp_builder *builder, int is_writing) {
  int32_t n = 0;
  for (int32_t lane = 0; lane < builder->n_lane; lane++) {
    const int is_one = is_gate(builder, lane);
    if (is_writing) builder->write.lane_gate[lane] = is_one ? n : -1;
    if (is_writing && is_one) builder->write.gate_lane[n] = lane;
    n += is_one;
  }
  return n;
}

int32_t cp_build_scopes(cp_builder *builder, int is_writing) {
  int32_t n = 0;
  for (int32_t measure = 0; measure < builder->counts.n_measure; measure++) {
    for (int32_t lane = 0; lane < builder->counts.n_lane; lane++) {
      if (!cp_has_in_scope(builder, measure, lane)) continue;
      if (is_writing) builder->write.measure_lane[n] = lane;
      n++;
    }
    if (is_writing) builder->write.measure_lane_first[measure + 1] = n;
  }
  return n;
}
