// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The builder's frame: count, lay out, fill, size the pools, lay out again, prove that nothing overflows.
#include "model/build.h"

#include "base/calendar.h"
#include "base/date.h"
#include "base/os/print.h"
#include "model/draw.h"
#include "num/elementary.h"

enum { CP_CALENDAR_MARGIN = 1200, CP_WHEEL_DAYS = 512, CP_POOL_LEAST = 64 };

int cp_refs_hold(const cp_cell *refs, int32_t row) {
  for (int32_t item = 0; item < refs->n_item; item++) {
    if (refs->item[item] == row) return 1;
  }
  return 0;
}

int cp_good_contains(const cp_spec *spec, int32_t good, cp_text element) {
  const cp_cell *content = cp_spec_cell(spec, CP_F_goods_content, good);
  for (int32_t item = 0; item < content->n_item; item++) {
    if (cp_text_equal(content->word[item], element) && content->share[item] > 0.0) return 1;
  }
  return 0;
}

void cp_build_counts(cp_builder *builder) {
  const cp_spec *spec = builder->spec;
  const int32_t start = cp_spec_index(spec, CP_F_scenario_start, 0);
  const int32_t until = cp_spec_index(spec, CP_F_scenario_until, 0);
  cp_counts *counts = &builder->counts;
  counts->n_day = until - start + 1;
  counts->n_month = cp_month_index(until) - cp_month_index(start) + 1;
  counts->n_calendar = cp_spec_count(spec, CP_S_calendars);
  counts->n_calendar_day = counts->n_day + CP_CALENDAR_MARGIN;
  counts->n_region = cp_spec_count(spec, CP_S_regions);
  for (int32_t region = 0; region < counts->n_region; region++) {
    counts->n_destination += cp_spec_index(spec, CP_F_regions_report, region) == 1;
  }
  counts->n_good = cp_spec_count(spec, CP_S_goods);
  counts->n_firm = cp_spec_count(spec, CP_S_firms);
  counts->n_input = builder->n_input;
  counts->n_option = cp_spec_count(spec, CP_S_alternatives);
  counts->n_alternative = builder->n_alternative;
  counts->n_route = cp_spec_count(spec, CP_S_lanes);
  counts->n_lane = builder->n_lane;
  counts->n_authority = cp_spec_count(spec, CP_S_authorities);
  counts->n_class = cp_spec_count(spec, CP_S_classes);
  counts->n_stop = cp_spec_count(spec, CP_S_stops);
  counts->n_span = cp_spec_count(spec, CP_S_capacities);
  counts->n_stream = cp_spec_count(spec, CP_S_streams);
  counts->n_customs = cp_spec_count(spec, CP_S_customs);
  counts->n_measure = cp_spec_count(spec, CP_S_measures);
  counts->n_agreement = cp_spec_count(spec, CP_S_agreements);
  counts->n_clause = cp_spec_count(spec, CP_S_clauses);
  counts->n_reading = cp_spec_count(spec, CP_S_readings);
  counts->n_fact = cp_spec_count(spec, CP_S_timeline);
  counts->n_statement = cp_spec_count(spec, CP_S_statements);
  counts->n_wheel = CP_WHEEL_DAYS;
  counts->n_flight = 2;
  for (int32_t route = 0; route < counts->n_route; route++) {
    const cp_cell *transit = cp_spec_cell(spec, CP_F_lanes_transit, route);
    const double longest = transit->shape == CP_SHAPE_FIXED ? transit->number : transit->high * 1.5;
    // goods at the port at the start lie on the wheel, too
    const double dwell = cp_spec_number(spec, CP_F_lanes_dwell, route);
    if (longest + dwell + 1.0 > counts->n_flight) counts->n_flight = (int32_t)(longest + dwell) + 1;
  }
  const int32_t flight = cp_build_own_flight(builder);
  if (flight > counts->n_flight) counts->n_flight = flight;
  for (int32_t authority = 0; authority < counts->n_authority; authority++) {
    counts->n_slot += (int32_t)cp_spec_number(spec, CP_F_authorities_slots, authority);
  }
  counts->n_gate = cp_build_gates(builder, 0);
  counts->n_scope = cp_build_scopes(builder, 0);
  counts->n_target = cp_build_targets(builder, 0);
  counts->n_effect = cp_build_effects(builder, 0);
  counts->n_reading_lane = cp_build_reading_lanes(builder, 0);
  counts->n_statement_lane = cp_build_statement_lanes(builder, 0);
  counts->n_step = cp_spec_count(spec, CP_S_steps);
  counts->n_part = cp_build_parts(builder, 0);
  counts->n_mover = cp_build_movers(builder, 0);
  counts->n_confirm = cp_build_confirmations(builder, 0);
  counts->n_own = cp_build_count_own(builder);
  cp_build_count_economy(builder);
  counts->n_range = cp_build_count_ranges(builder);
}

static cp_status gather_days(cp_builder *builder, int32_t calendar, int32_t kind, int32_t **days,
                             int32_t *n) {
  const cp_spec *spec = builder->spec;
  const int32_t rows = cp_spec_count(spec, CP_S_holidays);
  *days = CP_ARENA_ARRAY(builder->arena, int32_t, rows + 1);
  if (!*days) return CP_NO_MEMORY;
  *n = 0;
  for (int32_t row = 0; row < rows; row++) {
    if (cp_spec_index(spec, CP_F_holidays_calendar, row) != calendar) continue;
    if (cp_spec_index(spec, CP_F_holidays_kind, row) != kind) continue;
    (*days)[(*n)++] = cp_spec_index(spec, CP_F_holidays_date, row);
  }
  return CP_OK;
}

static cp_status fill_calendar(cp_builder *builder, int32_t calendar) {
  int32_t *holiday, *makeup, n_holiday, n_makeup;
  CP_TRY(gather_days(builder, calendar, 0, &holiday, &n_holiday));
  CP_TRY(gather_days(builder, calendar, 1, &makeup, &n_makeup));
  uint32_t rest = CP_REST_NONE;
  const cp_cell *days = cp_spec_cell(builder->spec, CP_F_calendars_rest, calendar);
  for (int32_t item = 0; item < days->n_item; item++) {
    if (days->item[item] < 7) rest |= 1u << days->item[item];
  }
  const cp_calendar_rules rules = {.rest = rest,
                                   .holiday = holiday,
                                   .n_holiday = n_holiday,
                                   .makeup = makeup,
                                   .n_makeup = n_makeup};
  cp_calendar built;
  const int32_t n_day = builder->counts.n_calendar_day;
  const int64_t at = (int64_t)calendar * (n_day + 1);
  return cp_calendar_build(&built, builder->write.first_day[0], n_day, &rules,
                           builder->write.calendar_prefix + at, builder->write.calendar_nth + at);
}

void cp_build_time(cp_builder *builder) {
  const cp_spec *spec = builder->spec;
  cp_writable *write = &builder->write;
  write->first_day[0] = cp_spec_index(spec, CP_F_scenario_start, 0);
  write->last_day[0] = cp_spec_index(spec, CP_F_scenario_until, 0);
  write->as_of[0] = cp_spec_as_of(spec);
  const int32_t first_month = cp_month_index(write->first_day[0]);
  for (int32_t day = 0; day < builder->counts.n_day; day++) {
    write->month_of[day] = cp_month_index(write->first_day[0] + day) - first_month;
  }
  for (int32_t cell = 0; cell < CP_TABLE; cell++) {
    write->normal_quantile[cell] = cp_normal_quantile((cell + 0.5) / CP_TABLE);
  }
}

#define CP_COUNT(name, meaning)
#define CP_CONST(type, name, rows, columns, unit, meaning) \
  write->name = (type *)(uintptr_t)model->name;
#define CP_DRAW(type, name, rows, columns, unit, meaning)
#define CP_STATE(type, name, rows, columns, unit, meaning)
static void open_for_writing(const cp_model *model, cp_writable *write) {
#include "model/arrays.inc"
}

// Lay out with the present counts and fill everything.
static cp_status fill(cp_builder *builder, cp_blob *blob) {
  blob->bytes = cp_model_bytes(&builder->counts);
  unsigned char *room = cp_arena_take(builder->arena, blob->bytes + 64);
  if (!room) return CP_NO_MEMORY;
  blob->at = room + (64 - (uintptr_t)room % 64) % 64;
  cp_model_format(&builder->counts, blob->at);
  CP_TRY(cp_model_open(blob->at, blob->bytes, &builder->model));
  open_for_writing(&builder->model, &builder->write);
  cp_draw_view(&builder->model, (void *)(uintptr_t)builder->model.draw_image, &builder->image);
  cp_build_time(builder);
  for (int32_t calendar = 0; calendar < builder->counts.n_calendar; calendar++) {
    CP_TRY(fill_calendar(builder, calendar));
  }
  CP_TRY(cp_build_chain(builder));
  cp_build_desk(builder);
  cp_build_deal(builder);
  CP_TRY(cp_build_own(builder));
  cp_build_economy(builder);
  cp_build_ranges(builder);
  return CP_OK;
}

// Mean quantity of an application on a lane, sizes capped at a month of need as desk/filing.c does.
static double mean_application(const cp_draw *draw, int32_t authority, double month) {
  double sum = 0.0;
  for (int32_t cell = 0; cell < CP_TABLE; cell++) {
    const double size = draw->sizes[authority * CP_TABLE + cell];
    sum += size < month + 1.0 ? size : month + 1.0;
  }
  return sum / CP_TABLE;
}

// Outside applications of the whole run, at twice the high end of their rate: nobody stops them when the desk cannot keep up.
static double outside_applications(const cp_builder *builder) {
  double n = 0.0;
  for (int32_t stream = 0; stream < builder->counts.n_stream; stream++) {
    const cp_cell *rate = cp_spec_cell(builder->spec, CP_F_streams_rate, stream);
    n += (rate->shape == CP_SHAPE_FIXED ? 1.1 * rate->number : 2.0 * rate->high) *
         builder->counts.n_day;
  }
  return n;
}

// Goods that are asked about, inspected, put together or stopped may stay as long as the run.
static bool may_keep(const cp_builder *builder, int32_t customs) {
  const cp_spec *spec = builder->spec;
  return builder->model.customs_answer[customs] >= 0 ||
         builder->model.customs_inspects[customs] != 0 ||
         builder->model.customs_licence[customs] != 0 ||
         cp_spec_cell(spec, CP_F_customs_together, customs)->is_given;
}

static bool may_stop(const cp_builder *builder) {
  for (int32_t measure = 0; measure < builder->counts.n_measure; measure++) {
    if (builder->model.measure_transition[measure] == 1) return true;
  }
  return false;
}

static bool reserves_licences(const cp_builder *builder) {
  for (int32_t customs = 0; customs < builder->counts.n_customs; customs++) {
    if (builder->model.customs_licence[customs] != 0) return true;
  }
  return false;
}

static double most_days_at_port(const cp_builder *builder, const cp_draw *draw, int32_t gate) {
  const cp_model *model = &builder->model;
  const int32_t customs = model->gate_customs[gate];
  const double dwell = model->gate_dwell[gate];
  if (customs >= 0 && may_keep(builder, customs)) return model->n_day;
  if (dwell > 0.0 && may_stop(builder)) return model->n_day;
  return dwell + (customs >= 0 ? 4.0 * draw->customs_hold[customs] : 0.0);
}

// Room for live applications, licences and consignments: what the central draw would need at its fullest, times six. Places that are
// never taken cost nothing.
static void size_pools(cp_builder *builder, const cp_draw *draw) {
  const cp_model *model = &builder->model;
  const double patience = draw->patience[0] + draw->first_book[0];
  double applications = CP_POOL_LEAST + model->n_own;
  double consignments = CP_POOL_LEAST;
  for (int32_t lane = 0; lane < model->n_lane; lane++) {
    const int32_t class = model->firm_class[model->input_firm[model->lane_input[lane]]];
    if (class < 0 || builder->counts.n_scope == 0 || draw->lane_most[lane] <= 0.0) continue;
    const double size =
        mean_application(draw, model->class_authority[class], draw->lane_most[lane] * 30.0);
    applications += 6.0 * draw->lane_most[lane] * patience / size + 8.0;
  }
  applications += outside_applications(builder);
  for (int32_t gate = 0; gate < model->n_gate; gate++) {
    const double days = most_days_at_port(builder, draw, gate);
    if (days > 0.0) consignments += days / model->lane_dispatch[model->gate_lane[gate]] + 2.0;
  }
  const double most = 4e6;
  builder->counts.n_application = (int32_t)(applications < most ? applications : most);
  // a licence is used up within weeks where goods wait for it
  builder->counts.n_licence =
      builder->counts.n_application / 2 + builder->counts.n_scope + model->n_own + CP_POOL_LEAST;
  builder->counts.n_consignment = (int32_t)(consignments < most ? consignments : most);
  // each reservation uses up a licence, or is the last of its consignment
  if (reserves_licences(builder))
    builder->counts.n_reservation = builder->counts.n_licence + builder->counts.n_consignment;
}

static cp_status make_draw(cp_builder *builder, void (*make)(const cp_model *, cp_draw *),
                           cp_draw *draw) {
  void *room = cp_arena_take(builder->arena, builder->model.draw_bytes);
  if (!room) return CP_NO_MEMORY;
  cp_draw_view(&builder->model, room, draw);
  make(&builder->model, draw);
  return CP_OK;
}

static cp_status refuse_flow(cp_builder *builder, cp_origin origin) {
  cp_messages_add(
      builder->messages, CP_SEVERITY_ERROR, origin,
      CP_TEXT("what passes here over the run may reach 2^53 base units, beyond which counts are "
              "not exact"),
      CP_TEXT("smaller flows, also at the high ends of ranges"),
      CP_TEXT("shorten the run, narrow the range, or count its good in a coarser unit"));
  return CP_OVERFLOW;
}

// Every ledger counts whole units in doubles: what passes a firm over the run, and what an input wants on hand, must stay below 2^53 when
// every range is at its 99.99% point and the firm works at its surge.
static cp_status prove_exact(cp_builder *builder) {
  cp_draw draw;
  CP_TRY(make_draw(builder, cp_draw_largest, &draw));
  const cp_model *model = &builder->model;
  double own = 0.0;
  for (int32_t row = 0; row < model->n_own; row++) own += model->own_quantity[row];
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    // a firm with a capacity makes no more than that, another no more than its surge
    const double rate = draw.surge[0] * (1.0 + draw.growth[0]) * draw.firm_rate[firm];
    const double most = rate > draw.firm_capacity[firm] ? rate : draw.firm_capacity[firm];
    const double scrap = most * draw.firm_scrap_rate[firm];
    if ((most > scrap ? most : scrap) * model->n_day < 0x1p53) continue;
    const int32_t row = builder->row_of_firm[firm];
    return refuse_flow(builder, cp_spec_cell(builder->spec, CP_F_firms_firm, row)->origin);
  }
  for (int32_t input = 0; input < model->n_input; input++) {
    const double days =
        draw.input_cover[input] + draw.input_lead[input] + draw.hoarding[0] + model->n_day;
    if (draw.surge[0] * (1.0 + draw.growth[0]) * draw.input_rate[input] * days + own < 0x1p53)
      continue;
    const cp_field field = model->input_is_part[input] ? CP_F_parts_plant : CP_F_inputs_firm;
    return refuse_flow(builder,
                       cp_spec_cell(builder->spec, field, model->input_row[input])->origin);
  }
  return CP_OK;
}

static void sort_ascending(uint32_t *number, int32_t n) {
  for (int32_t gap = n / 2; gap > 0; gap /= 2) {
    for (int32_t at = gap; at < n; at++) {
      const uint32_t value = number[at];
      int32_t place = at;
      for (; place >= gap && number[place - gap] > value; place -= gap) {
        number[place] = number[place - gap];
      }
      number[place] = value;
    }
  }
}

// Names whose hashes are the same would share their draws: an error, as rare as one in a million scenarios. (Of 50,000 lanes two may: they
// then share luck, which biases nothing.)
static cp_status prove_distinct(cp_builder *builder) {
  const cp_writable *write = &builder->write;
  const cp_counts *counts = &builder->counts;
  const struct {
    const uint32_t *hash;
    int32_t n;
    const char *what;
  } kinds[] = {{write->region_hash, counts->n_region, "regions"},
               {write->firm_hash, counts->n_firm < 10000 ? counts->n_firm : 0, "firms"},
               {write->class_hash, counts->n_class, "classes"},
               {write->stream_hash, counts->n_stream, "streams"},
               {write->measure_hash, counts->n_measure, "measures"},
               {write->agreement_hash, counts->n_agreement, "agreements"},
               {write->clause_hash, counts->n_clause, "clauses"},
               {write->reading_hash, counts->n_reading, "readings"},
               {write->range_hash, counts->n_range < 10000 ? counts->n_range : 0, "ranges"}};
  for (size_t kind = 0; kind < sizeof kinds / sizeof kinds[0]; kind++) {
    uint32_t *hash = CP_ARENA_ARRAY(builder->arena, uint32_t, kinds[kind].n + 1);
    if (!hash) return CP_NO_MEMORY;
    for (int32_t at = 0; at < kinds[kind].n; at++) hash[at] = kinds[kind].hash[at];
    sort_ascending(hash, kinds[kind].n);
    for (int32_t at = 1; at < kinds[kind].n; at++) {
      if (hash[at - 1] != hash[at]) continue;
      cp_messages_add(
          builder->messages, CP_SEVERITY_ERROR, (cp_origin){.file = -1},
          cp_text_print(builder->arena, "two %s have names with the same hash", kinds[kind].what),
          CP_TEXT("names that give different draws"), CP_TEXT("rename one of them"));
      return CP_BAD_INPUT;
    }
  }
  return CP_OK;
}

cp_status cp_model_build(const cp_spec *spec, cp_arena *arena, cp_messages *messages,
                         cp_blob *blob) {
  cp_builder builder = {.spec = spec, .arena = arena, .messages = messages};
  CP_TRY(cp_build_numbers(&builder));
  cp_build_counts(&builder);
  CP_TRY(fill(&builder, blob));
  cp_draw draw;
  CP_TRY(make_draw(&builder, cp_draw_central, &draw));
  CP_TRY(prove_exact(&builder));
  CP_TRY(prove_distinct(&builder));
  size_pools(&builder, &draw);
  return fill(&builder, blob);
}
