// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The recorder: reads model and state after each day, adds into the record. Quantities leave base units here (grams to tonnes).
#include "observe/record.h"

#include "base/date.h"
#include "model/gate.h"
#include "model/today.h"
#include "num/hash.h"
#include "observe/record_end.h"
#include "observe/spread.h"

static const double grams_per_tonne = 1e6;
static const double cents_per_dollar = 100.0;
enum { CP_AUDIT_PERIOD = 91 };

typedef struct series_row {
  const char *name;
  const char *unit;
  const char *meaning;
  cp_per per;
  cp_every every;
  cp_how how;
} series_row;

static const series_row series_table[] = {
#define CP_SERIES(name, unit, per, every, how, meaning) {#name, unit, meaning, per, every, how},
#define CP_OUTCOME(name, unit, per, meaning)
#include "observe/series.inc"
#undef CP_SERIES
#undef CP_OUTCOME
};

static const series_row outcome_table[] = {
#define CP_SERIES(name, unit, per, every, how, meaning)
#define CP_OUTCOME(name, unit, per, meaning) {#name, unit, meaning, per, CP_EVERY_MONTH, CP_LAST},
#include "observe/series.inc"
#undef CP_SERIES
#undef CP_OUTCOME
};

const char *cp_per_name(cp_per per) {
  static const char *const name[] = {[CP_PER_ONE] = "one",
                                     [CP_PER_DESTINATION] = "destination",
                                     [CP_PER_CLASS] = "class",
                                     [CP_PER_MEASURE] = "measure",
                                     [CP_PER_CLAUSE] = "clause",
                                     [CP_PER_FIRM] = "firm",
                                     [CP_PER_GOOD] = "good",
                                     [CP_PER_INPUT] = "input",
                                     [CP_PER_ALTERNATIVE] = "alternative",
                                     [CP_PER_READING] = "reading",
                                     [CP_PER_SECTOR] = "sector"};
  return name[per];
}

int32_t cp_per_count(const cp_model *model, cp_per per) {
  switch (per) {
    case CP_PER_DESTINATION:
      return model->n_destination;
    case CP_PER_CLASS:
      return model->n_class;
    case CP_PER_MEASURE:
      return model->n_measure;
    case CP_PER_CLAUSE:
      return model->n_clause;
    case CP_PER_FIRM:
      return model->n_firm;
    case CP_PER_GOOD:
      return model->n_good;
    case CP_PER_INPUT:
      return model->n_input;
    case CP_PER_ALTERNATIVE:
      return model->n_alternative;
    case CP_PER_READING:
      return model->n_reading;
    case CP_PER_SECTOR:
      return model->n_sector;
    default:
      return 1;
  }
}

static int32_t dates_of(const cp_model *model, cp_every every) {
  return every == CP_EVERY_MONTH ? model->n_month : (model->n_day + 6) / 7;
}

static int32_t length_of(const cp_model *model, int32_t series) {
  const series_row *row = series_table + series;
  return cp_per_count(model, row->per) * dates_of(model, row->every);
}

cp_series cp_series_at(const cp_model *model, int32_t series) {
  int32_t offset = 0;
  for (int32_t before = 0; before < series; before++) offset += length_of(model, before);
  const series_row *row = series_table + series;
  return (cp_series){.name = row->name,
                     .unit = row->unit,
                     .meaning = row->meaning,
                     .per = row->per,
                     .every = row->every,
                     .how = row->how,
                     .n_entity = cp_per_count(model, row->per),
                     .n_date = dates_of(model, row->every),
                     .offset = offset};
}

cp_outcome cp_outcome_at(const cp_model *model, int32_t outcome) {
  int32_t offset = 0;
  for (int32_t series = 0; series < CP_N_SERIES; series++) offset += length_of(model, series);
  for (int32_t before = 0; before < outcome; before++)
    offset += cp_per_count(model, outcome_table[before].per);
  const series_row *row = outcome_table + outcome;
  return (cp_outcome){.name = row->name,
                      .unit = row->unit,
                      .meaning = row->meaning,
                      .per = row->per,
                      .n_entity = cp_per_count(model, row->per),
                      .offset = offset};
}

int32_t cp_record_length(const cp_model *model) {
  const cp_outcome last = cp_outcome_at(model, CP_N_OUTCOME - 1);
  return last.offset + last.n_entity;
}

int32_t cp_series_first_day(const cp_model *model, const cp_series *series, int32_t date) {
  const int32_t first = model->first_day[0];
  if (series->every == CP_EVERY_WEEK) return first + 7 * date;
  const int32_t day = cp_month_first(cp_month_index(first) + date);
  return day > first ? day : first;
}

int32_t cp_series_last_day(const cp_model *model, const cp_series *series, int32_t date) {
  const int32_t last = model->last_day[0];
  const int32_t day = series->every == CP_EVERY_WEEK
                          ? model->first_day[0] + 7 * date + 6
                          : cp_month_first(cp_month_index(model->first_day[0]) + date + 1) - 1;
  return day < last ? day : last;
}

void cp_record_begin(const cp_engine *engine, double *record) {
  const int32_t length = cp_record_length(engine->model);
  for (int32_t at = 0; at < length; at++) record[at] = 0.0;
}

// Where today's value of a series goes: entity 0; the next entity is `stride` further.
typedef struct place {
  double *at;
  int32_t stride;
} place;

static place place_of(const cp_engine *engine, double *record, int32_t series) {
  const cp_series description = cp_series_at(engine->model, series);
  const int32_t date = description.every == CP_EVERY_MONTH
                           ? cp_month(engine->model, &engine->state)
                           : cp_offset(engine->model, &engine->state) / 7;
  return (place){record + description.offset + date, description.n_date};
}

static void record_shipments(const cp_engine *engine, double *record) {
  const cp_model *model = engine->model;
  const place shipped = place_of(engine, record, CP_SERIES_shipped);
  const double *month =
      engine->state.shipped + (int64_t)cp_month(model, &engine->state) * model->n_destination;
  for (int32_t destination = 0; destination < model->n_destination; destination++) {
    shipped.at[destination * shipped.stride] = month[destination] / grams_per_tonne;
  }
}

// Vehicle makers' weeks are counted on the day on which the chain judges them.
static void record_line_weeks(const cp_engine *engine, double *record) {
  const cp_model *model = engine->model;
  const cp_state *state = &engine->state;
  if (cp_weekday(state->day[0]) != 6) return;
  const place weeks = place_of(engine, record, CP_SERIES_line_weeks);
  const place lost = place_of(engine, record, CP_SERIES_line_weeks_lost);
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    const int32_t destination = model->region_destination[model->firm_region[firm]];
    if (!model->firm_is_final[firm] || model->firm_use[firm] != CP_USE_AUTOMOTIVE ||
        destination < 0)
      continue;
    weeks.at[destination * weeks.stride] += model->firm_lines[firm];
    lost.at[destination * lost.stride] += state->week_loss[firm] * model->firm_lines[firm];
  }
}

// Where a firm's running total goes in a series of its destination; NULL for a firm that is at none.
static double *cell_of(const cp_model *model, place to, int32_t firm) {
  const int32_t destination = model->region_destination[model->firm_region[firm]];
  return destination < 0 ? NULL : to.at + destination * to.stride;
}

// Running totals of units, and how many deliveries are late today. The end makes amounts of a month out of the totals.
static void record_units(const cp_engine *engine, double *record) {
  const cp_model *model = engine->model;
  const cp_state *state = &engine->state;
  const place lost = place_of(engine, record, CP_SERIES_units_lost);
  const place recovered = place_of(engine, record, CP_SERIES_units_recovered);
  const place civil = place_of(engine, record, CP_SERIES_late_civil);
  const place military = place_of(engine, record, CP_SERIES_late_military);
  const place all[] = {lost, recovered, civil, military};
  for (size_t which = 0; which < sizeof all / sizeof all[0]; which++) {
    for (int32_t destination = 0; destination < model->n_destination; destination++)
      all[which].at[destination * all[which].stride] = 0.0;
  }
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    if (!model->firm_is_final[firm] || cell_of(model, lost, firm) == NULL) continue;
    if (model->firm_use[firm] == CP_USE_AUTOMOTIVE && !model->firm_slips[firm]) {
      *cell_of(model, lost, firm) += state->lost_total[firm];
      *cell_of(model, recovered, firm) += state->recovered_total[firm];
    }
    if (!model->firm_slips[firm]) continue;
    const int is_military = model->firm_use[firm] == CP_USE_DEFENCE;
    *cell_of(model, is_military ? military : civil, firm) += state->backlog[firm];
  }
}

// Goods that flew, as running totals; and the price indices of the day.
static void record_trade(const cp_engine *engine, double *record) {
  const cp_model *model = engine->model;
  const cp_state *state = &engine->state;
  const place flown = place_of(engine, record, CP_SERIES_flown);
  for (int32_t destination = 0; destination < model->n_destination; destination++)
    flown.at[destination * flown.stride] = 0.0;
  for (int32_t gate = 0; gate < model->n_gate; gate++) {
    const int32_t destination = model->gate_destination[gate];
    if (destination < 0 || !model->gate_is_headline[gate]) continue;
    flown.at[destination * flown.stride] += state->flown_total[gate] / grams_per_tonne;
  }
  const place inside = place_of(engine, record, CP_SERIES_price_inside);
  const place outside = place_of(engine, record, CP_SERIES_price_outside);
  for (int32_t good = 0; good < model->n_good; good++) {
    inside.at[good * inside.stride] = state->price_inside[good];
    outside.at[good * outside.stride] = state->price_outside[good];
  }
}

// Headline goods that exporters hold: waiting for their turn or a licence, and not yet promised.
static void record_exporters(const cp_engine *engine, double *record) {
  const cp_model *model = engine->model;
  double held = 0.0;
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    int is_exporter = 0;
    for (int32_t gate = model->firm_gate[firm]; gate < model->firm_gate[firm + 1]; gate++) {
      const int32_t lane = model->gate_lane[gate];
      if (!model->gate_is_headline[gate] || lane >= model->firm_scrap_lane[firm]) continue;
      is_exporter = 1;
      held += engine->state.waiting[lane];
    }
    if (is_exporter) held += engine->state.shelf[firm];
  }
  *place_of(engine, record, CP_SERIES_exporters).at = held / grams_per_tonne;
}

// Is the input fed by headline lanes? The first of its lanes tells.
static int is_headline_input(const cp_model *model, int32_t input) {
  const int32_t at = model->input_lane_first[input];
  return at < model->input_lane_first[input + 1] && cp_is_headline(model, model->input_lane[at]);
}

// Ordered for the input and not departed.
static double owed_to(const cp_model *model, const cp_state *state, int32_t input) {
  double owed = 0.0;
  for (int32_t at = model->input_lane_first[input]; at < model->input_lane_first[input + 1]; at++) {
    const int32_t lane = model->input_lane[at];
    owed += state->book[lane].open + state->waiting[lane] + cp_lane_at_port(model, state, lane);
  }
  return owed;
}

// What inputs fed by headline lanes have, need and wait for at a destination.
typedef struct supply {
  double stock;
  double rate;
  double owed;
} supply;

enum { DESTINATIONS_AT_ONCE = 16 };

// The destinations from `first` on.
static void add_supplies(const cp_engine *engine, int32_t first, supply *sum) {
  const cp_model *model = engine->model;
  for (int32_t input = 0; input < model->n_input; input++) {
    if (!is_headline_input(model, input)) continue;
    const int32_t region = model->firm_region[model->input_firm[input]];
    const int32_t at = model->region_destination[region] - first;
    if (model->region_destination[region] < 0 || at < 0 || at >= DESTINATIONS_AT_ONCE) continue;
    sum[at].stock += engine->state.stock[input];
    sum[at].rate += engine->draw.input_rate[input];
    sum[at].owed += owed_to(model, &engine->state, input);
  }
}

static void record_cover(const cp_engine *engine, double *record) {
  const place cover = place_of(engine, record, CP_SERIES_cover);
  const place backlog = place_of(engine, record, CP_SERIES_backlog);
  const int32_t n_destination = engine->model->n_destination;
  for (int32_t first = 0; first < n_destination; first += DESTINATIONS_AT_ONCE) {
    supply sum[DESTINATIONS_AT_ONCE] = {{0.0, 0.0, 0.0}};
    add_supplies(engine, first, sum);
    for (int32_t at = 0; at < DESTINATIONS_AT_ONCE && first + at < n_destination; at++) {
      cover.at[(first + at) * cover.stride] =
          sum[at].rate > 0.0 ? sum[at].stock / sum[at].rate : 0.0;
      backlog.at[(first + at) * backlog.stride] = sum[at].owed / grams_per_tonne;
    }
  }
}

// Counts since the start become counts of the month: the month's cell takes the running total, and the end subtracts.
static void record_desk(const cp_engine *engine, double *record) {
  const cp_model *model = engine->model;
  const cp_state *state = &engine->state;
  const place pending = place_of(engine, record, CP_SERIES_pending);
  const place filed = place_of(engine, record, CP_SERIES_filed);
  const place approved = place_of(engine, record, CP_SERIES_approved);
  const place granted = place_of(engine, record, CP_SERIES_granted);
  const place asked = place_of(engine, record, CP_SERIES_asked);
  const place asked_pending = place_of(engine, record, CP_SERIES_asked_pending);
  const place stance = place_of(engine, record, CP_SERIES_stance);
  for (int32_t class = 0; class < model->n_class; class ++) {
    asked.at[class * asked.stride] = state->filings_asked[class] / grams_per_tonne;
    asked_pending.at[class * asked_pending.stride] = state->pending_asked[class] / grams_per_tonne;
    stance.at[class * stance.stride] = state->class_stance_now[class];
    pending.at[class * pending.stride] = state->live[class];
    filed.at[class * filed.stride] = state->filings[class];
    approved.at[class * approved.stride] = state->approved[class];
    granted.at[class * granted.stride] = state->granted_total[class] / grams_per_tonne;
  }
}

static void record_licences(const cp_engine *engine, double *record) {
  const cp_model *model = engine->model;
  double left = 0.0, expired = 0.0, held = 0.0;
  for (int32_t gate = 0; gate < model->n_gate; gate++) {
    if (!model->gate_is_headline[gate]) continue;
    left += engine->state.licence_left[gate];
    expired += engine->state.expired_total[gate];
    held += engine->state.held[gate];
  }
  *place_of(engine, record, CP_SERIES_licensed).at = left / grams_per_tonne;
  *place_of(engine, record, CP_SERIES_expired).at = expired / grams_per_tonne;
  *place_of(engine, record, CP_SERIES_held).at = held / grams_per_tonne;
}

// What licences still allow on the evening of as_of, put where they end; those that end after the run's last day are left out.
static void record_endings(const cp_engine *engine, double *record) {
  const cp_model *model = engine->model;
  const cp_state *state = &engine->state;
  if (state->day[0] != model->as_of[0]) return;
  double *ending = record + cp_series_at(model, CP_SERIES_ending).offset;
  for (int32_t gate = 0; gate < model->n_gate; gate++) {
    if (!model->gate_is_headline[gate]) continue;
    for (int32_t slot = state->licence_first[gate]; slot >= 0; slot = state->licence[slot].next) {
      const cp_licence *licence = state->licence + slot;
      if (licence->valid_to > model->last_day[0]) continue;
      ending[model->month_of[licence->valid_to - model->first_day[0]]] +=
          licence->left / grams_per_tonne;
    }
  }
}

// Share of target cover that is missing, weighted by need, over the inputs that headline lanes feed.
static double pressure_of(const cp_engine *engine) {
  const cp_model *model = engine->model;
  double need = 0.0;
  double missing = 0.0;
  for (int32_t input = 0; input < model->n_input; input++) {
    if (!is_headline_input(model, input)) continue;
    const double rate = engine->draw.input_rate[input];
    const double target = rate * engine->draw.input_cover[input];
    if (target <= 0.0) continue;
    const double stock = engine->state.stock[input];
    need += rate;
    if (stock < target) missing += rate * (1.0 - stock / target);
  }
  return need > 0.0 ? missing / need : 0.0;
}

static void record_deal(const cp_engine *engine, double *record) {
  const cp_model *model = engine->model;
  const cp_state *state = &engine->state;
  *place_of(engine, record, CP_SERIES_tension).at = state->tension[0];
  *place_of(engine, record, CP_SERIES_pressure).at = pressure_of(engine);
  const place in_force = place_of(engine, record, CP_SERIES_in_force);
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    in_force.at[measure * in_force.stride] = state->measure_state[measure] == CP_MEASURE_IN_FORCE;
  }
  const place met = place_of(engine, record, CP_SERIES_clause_met);
  const place acted = place_of(engine, record, CP_SERIES_clause_acted);
  const place holds = place_of(engine, record, CP_SERIES_clause_holds);
  for (int32_t clause = 0; clause < model->n_clause; clause++) {
    met.at[clause * met.stride] = state->clause_met[clause] >= 0;
    acted.at[clause * acted.stride] = state->clause_acted[clause] >= 0;
    holds.at[clause * holds.stride] = state->clause_holds[clause];
  }
  const place read = place_of(engine, record, CP_SERIES_read);
  for (int32_t reading = 0; reading < model->n_reading; reading++)
    read.at[reading * read.stride] = state->reading_now[reading];
}

static void record_audit(const cp_engine *engine, double *record) {
  const cp_audit audit = cp_engine_audit(engine);
  record[cp_outcome_at(engine->model, CP_OUTCOME_goods_off).offset] += audit.goods;
  record[cp_outcome_at(engine->model, CP_OUTCOME_licences_off).offset] +=
      audit.licences + audit.applications + audit.deal;
}

// Totals of a firm, of which outcomes keep what came after as_of.
static void add_totals(const cp_engine *engine, double sign, double *record) {
  const cp_model *model = engine->model;
  const cp_state *state = &engine->state;
  double *lost = record + cp_outcome_at(model, CP_OUTCOME_lost_units).offset;
  double *recovered = record + cp_outcome_at(model, CP_OUTCOME_recovered_units).offset;
  double *gross = record + cp_outcome_at(model, CP_OUTCOME_value_lost).offset;
  double *net = record + cp_outcome_at(model, CP_OUTCOME_value_net).offset;
  double *cost = record + cp_outcome_at(model, CP_OUTCOME_extra_cost).offset;
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    const double value = sign * engine->draw.firm_value[firm] / cents_per_dollar;
    lost[firm] += sign * state->lost_total[firm];
    recovered[firm] += sign * state->recovered_total[firm];
    gross[firm] += value * state->lost_total[firm];
    net[firm] += value * (state->lost_total[firm] - state->recovered_total[firm]);
    cost[firm] += sign * state->extra_cost[firm] / cents_per_dollar;
  }
}

// What had happened by the evening of as_of.
static void record_origin(const cp_engine *engine, double *record) {
  const cp_model *model = engine->model;
  double *approved = record + cp_outcome_at(model, CP_OUTCOME_cohort_approved).offset;
  double *live = record + cp_outcome_at(model, CP_OUTCOME_live_now).offset;
  for (int32_t class = 0; class < model->n_class; class ++) {
    approved[class] = engine->state.cohort_approved[class];
    live[class] = engine->state.live[class];
  }
  add_totals(engine, -1.0, record);
}

void cp_record_day(const cp_engine *engine, double *record) {
  const cp_model *model = engine->model;
  const int32_t day = engine->state.day[0];
  const int32_t offset = day - model->first_day[0];
  record_line_weeks(engine, record);
  if (day == model->as_of[0]) record_origin(engine, record);
  // values of a period's last day are taken on that day only
  const int is_week_end = offset % 7 == 6 || day == model->last_day[0];
  const int is_month_end =
      day == model->last_day[0] || model->month_of[offset + 1] != model->month_of[offset];
  if (is_week_end || is_month_end) record_cover(engine, record);
  if (is_week_end) record_exporters(engine, record);
  if (is_month_end) record_shipments(engine, record);
  if (is_month_end) record_units(engine, record);
  if (is_month_end) record_trade(engine, record);
  if (is_week_end) record_deal(engine, record);
  if (is_month_end) record_desk(engine, record);
  if (is_week_end || is_month_end) record_licences(engine, record);
  record_endings(engine, record);
  if (offset % CP_AUDIT_PERIOD == 0) record_audit(engine, record);
}

// Running totals into amounts of the period.
static void take_differences(const cp_model *model, double *record, int32_t series) {
  const cp_series description = cp_series_at(model, series);
  for (int32_t entity = 0; entity < description.n_entity; entity++) {
    double *date = record + description.offset + entity * description.n_date;
    for (int32_t at = description.n_date - 1; at > 0; at--) date[at] -= date[at - 1];
  }
}

static void end_firms(const cp_engine *engine, double *record) {
  const cp_model *model = engine->model;
  const cp_state *state = &engine->state;
  double *first_stop = record + cp_outcome_at(model, CP_OUTCOME_first_stop).offset;
  double *late_most = record + cp_outcome_at(model, CP_OUTCOME_late_most).offset;
  double *late_end = record + cp_outcome_at(model, CP_OUTCOME_late_end).offset;
  double *short_on = record + cp_outcome_at(model, CP_OUTCOME_cover_short).offset;
  double *back_on = record + cp_outcome_at(model, CP_OUTCOME_cover_back).offset;
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    first_stop[firm] = state->first_stop[firm];
    late_most[firm] = state->most_backlog[firm];
    late_end[firm] = state->backlog[firm];
    short_on[firm] = state->cover_short[firm];
    back_on[firm] = state->cover_back[firm];
  }
  add_totals(engine, 1.0, record);
}

static void end_inputs(const cp_engine *engine, double *record) {
  const cp_model *model = engine->model;
  const cp_state *state = &engine->state;
  double *missing = record + cp_outcome_at(model, CP_OUTCOME_missing).offset;
  for (int32_t input = 0; input < model->n_input; input++) {
    const double rate = engine->draw.input_rate[input];
    missing[input] = rate > 0.0 ? state->missing_total[input] / rate : 0.0;
  }
  double *started = record + cp_outcome_at(model, CP_OUTCOME_started_on).offset;
  double *switched = record + cp_outcome_at(model, CP_OUTCOME_switched_on).offset;
  double *saved = record + cp_outcome_at(model, CP_OUTCOME_saved_units).offset;
  for (int32_t alternative = 0; alternative < model->n_alternative; alternative++) {
    started[alternative] = state->alternative_started[alternative];
    switched[alternative] = state->alternative_first[alternative];
    saved[alternative] = state->alternative_saved[alternative];
  }
}

void cp_record_end(const cp_engine *engine, double *record) {
  static const int32_t totals[] = {
      CP_SERIES_filed,      CP_SERIES_approved,        CP_SERIES_granted, CP_SERIES_expired,
      CP_SERIES_units_lost, CP_SERIES_units_recovered, CP_SERIES_flown,   CP_SERIES_asked};
  const cp_model *model = engine->model;
  for (size_t which = 0; which < sizeof totals / sizeof totals[0]; which++)
    take_differences(model, record, totals[which]);
  end_firms(engine, record);
  end_inputs(engine, record);
  cp_record_end_rooms(engine, record);
  record_audit(engine, record);
  const cp_state *state = &engine->state;
  record[cp_outcome_at(model, CP_OUTCOME_refused_acts).offset] =
      (double)state->deal_refused[0] + state->desk_refused[0] + state->border_refused[0];
  record[cp_outcome_at(model, CP_OUTCOME_state_hash).offset] =
      (double)(cp_engine_hash(engine) >> 12);
}

cp_status cp_replica_run(cp_engine *engine, double *record) {
  cp_record_begin(engine, record);
  while (engine->state.day[0] < engine->model->last_day[0]) {
    CP_TRY(cp_engine_step(engine));
    cp_record_day(engine, record);
  }
  cp_record_end(engine, record);
  return cp_spread_losses(engine, record);
}

// Little-endian by construction; compilers make it one store where they can.
static void put_eight(uint8_t *out, double value) {
  uint64_t bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  for (int32_t byte = 0; byte < 8; byte++) out[byte] = (uint8_t)(bits >> (8 * byte));
}

void cp_record_digest(const double *record, int32_t length, uint8_t digest[32]) {
  enum { VALUES_AT_ONCE = 64 };
  uint8_t bytes[8 * VALUES_AT_ONCE];
  cp_sha256 sha;
  cp_sha256_init(&sha);
  for (int32_t first = 0; first < length; first += VALUES_AT_ONCE) {
    const int32_t n = length - first < VALUES_AT_ONCE ? length - first : VALUES_AT_ONCE;
    for (int32_t at = 0; at < n; at++) put_eight(bytes + 8 * at, record[first + at] + 0.0);
    cp_sha256_update(&sha, bytes, 8 * (size_t)n);
  }
  cp_sha256_final(&sha, digest);
}
