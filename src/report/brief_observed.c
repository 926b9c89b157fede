// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The brief on what was observed: published shipments against the baseline, what industry reported,
// the two indices, acts that were not taken, and the list of assumed values.
#include "report/brief_parts.h"
#include "report/words.h"

#include "model/gate.h"

// --- shipments -----------------------------------------------------------------------------------

// First day of a control on headline goods; CP_DAY_NONE before there is one.
static int32_t control_day(const cp_brief *brief) {
  const cp_model *model = brief->model;
  int32_t first = CP_DAY_NONE;
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    const int32_t kind = model->measure_kind[measure];
    const int32_t day = brief->state->measure_first[measure];
    if ((kind != CP_LICENCE_REQUIREMENT && kind != CP_BAN) || day < 0) continue;
    for (int32_t at = model->measure_lane_first[measure];
         at < model->measure_lane_first[measure + 1]; at++) {
      if (!cp_is_headline(model, model->measure_lane[at])) continue;
      if (first == CP_DAY_NONE || day < first) first = day;
    }
  }
  return first;
}

static bool is_first_row(const cp_brief *brief, int32_t row) {
  const cp_text to = cp_spec_text(brief->spec, CP_F_observations_destination, row);
  for (int32_t before = 0; before < row; before++) {
    const cp_text other = cp_spec_text(brief->spec, CP_F_observations_destination, before);
    if (cp_text_equal(to, other)) return false;
  }
  return true;
}

static void add_series(cp_brief *brief, cp_text destination, int32_t newest) {
  const cp_observed series = cp_observed_to(brief->spec, destination);
  // an old figure says nothing about today
  if (series.month < newest) return;
  const cp_text last = cp_brief_tonnes(brief, series.last);
  const cp_text month = cp_brief_month(brief, series.month);
  cp_page_item *item = cp_page_add(&brief->page, 0, "shipments");
  item->id = destination;
  const cp_text name = cp_brief_actor(brief, destination);
  item->title = cp_brief_print(brief, "to " CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(name));
  item->state = last;
  item->since = cp_month_first(series.month);
  item->source = cp_spec_text(brief->spec, CP_F_observations_source, series.row);
  cp_page_number_add(item, "tonnes", series.last / 1e6);
  item->note = cp_brief_print(brief, "in " CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(month));
  if (series.base <= 0.0) return;
  const cp_text base = cp_brief_tonnes(brief, series.base);
  item->note = cp_brief_print(
      brief, "in " CP_TEXT_FORMAT ", %.0f %% of " CP_TEXT_FORMAT " a month (%d month%s)",
      CP_TEXT_ARGUMENTS(month), series.last / series.base * 100.0, CP_TEXT_ARGUMENTS(base),
      (int)series.n_base, series.n_base == 1 ? "" : "s");
  cp_page_number_add(item, "baseline", series.base / 1e6);
  cp_page_number_add(item, "baseline_months", series.n_base);
}

static int32_t newest_month(const cp_brief *brief) {
  int32_t newest = -1;
  for (int32_t row = 0; row < cp_spec_count(brief->spec, CP_S_observations); row++) {
    const cp_cell *period = cp_spec_cell(brief->spec, CP_F_observations_period, row);
    if (period->index == period->last && period->index > newest) newest = period->index;
  }
  return newest;
}

// "Jun 2025 and what follows": months that are over or under way and have no figure yet.
static void add_unpublished(cp_brief *brief, int32_t newest) {
  const int32_t now = cp_month_index(brief->as_of);
  cp_text list = CP_TEXT("");
  for (int32_t month = newest + 1; month <= now; month++) {
    const cp_text name = cp_brief_month(brief, month);
    list = cp_brief_join(brief, list, name);
  }
  if (list.size == 0) return;
  cp_page_item *item = cp_page_add(&brief->page, 0, "unpublished");
  item->title = list;
  item->state = CP_TEXT("NOT PUBLISHED");
}

void cp_brief_observed(cp_brief *brief) {
  const int32_t from = cp_spec_index(brief->spec, CP_F_scenario_headline_from, 0);
  const int32_t good = cp_spec_index(brief->spec, CP_F_scenario_headline_good, 0);
  const int32_t newest = newest_month(brief);
  cp_page_section_begin(&brief->page, "observed", CP_TEXT("OBSERVED"));
  if (newest < 0) {
    cp_page_add(&brief->page, 0, "nothing")->title = CP_TEXT("no shipments are published");
    return;
  }
  if (from >= 0 && good >= 0) {
    const cp_text name = cp_brief_region(brief, from);
    const cp_text heading = cp_spec_text(brief->spec, CP_F_goods_hs, good);
    cp_page_item *item = cp_page_add(&brief->page, 0, "heading");
    item->title =
        cp_brief_print(brief, "shipments from " CP_TEXT_FORMAT " under heading " CP_TEXT_FORMAT,
                       CP_TEXT_ARGUMENTS(name), CP_TEXT_ARGUMENTS(heading));
    item->note = CP_TEXT("last month published against the baseline (and its months)");
  }
  for (int32_t row = cp_spec_count(brief->spec, CP_S_observations) - 1; row >= 0; row--) {
    const cp_text to = cp_spec_text(brief->spec, CP_F_observations_destination, row);
    if (is_first_row(brief, row)) add_series(brief, to, newest);
  }
  add_unpublished(brief, newest);
}

// --- industry ------------------------------------------------------------------------------------

// Where only a month was reported the row has its first day: no day is made up.
static cp_text effect_day(cp_brief *brief, int32_t day) {
  if (cp_day_split(day).day != 1) return cp_brief_day(brief, day);
  return cp_brief_month(brief, cp_month_index(day));
}

void cp_brief_industry(cp_brief *brief) {
  const cp_spec *spec = brief->spec;
  cp_page_section_begin(&brief->page, "industry", CP_TEXT("INDUSTRY"));
  const int32_t n_before = brief->page.n_item;
  for (int32_t row = 0; row < cp_spec_count(spec, CP_S_effects); row++) {
    const int32_t day = cp_spec_index(spec, CP_F_effects_date, row);
    if (day > brief->as_of) continue;
    const cp_text firm = cp_spec_text(spec, CP_F_effects_firm, row);
    const cp_text what = cp_spec_text(spec, CP_F_effects_what, row);
    const cp_text size = cp_spec_text(spec, CP_F_effects_size, row);
    const cp_text stock = cp_spec_text(spec, CP_F_effects_stock, row);
    cp_page_item *item = cp_page_add(&brief->page, 0, "effect");
    item->is_label = true;
    item->id = firm;
    item->title = effect_day(brief, day);
    item->party = cp_brief_actor(brief, cp_spec_text(spec, CP_F_effects_country, row));
    item->note = cp_brief_print(
        brief, CP_TEXT_FORMAT ": " CP_TEXT_FORMAT "%s" CP_TEXT_FORMAT "%s" CP_TEXT_FORMAT,
        CP_TEXT_ARGUMENTS(firm), CP_TEXT_ARGUMENTS(what), size.size > 0 ? "; size: " : "",
        CP_TEXT_ARGUMENTS(size), stock.size > 0 ? "; stock: " : "", CP_TEXT_ARGUMENTS(stock));
    item->since = day;
    item->source = cp_spec_text(spec, CP_F_effects_source, row);
  }
  if (brief->page.n_item > n_before) return;
  cp_page_add(&brief->page, 0, "nothing")->title = CP_TEXT("no effect is reported");
}

// --- indices -------------------------------------------------------------------------------------

// Measures that were ever taken count, but for favours, and for wholes, whose parts count.
static bool is_factor(const cp_brief *brief, int32_t measure) {
  const int32_t kind = brief->model->measure_kind[measure];
  return kind != CP_PERMISSION && kind != CP_PRIORITY &&
         brief->state->measure_first[measure] >= 0 && brief->model->measure_weight[measure] > 0.0;
}

// One measure in the index: ticked while it adds to it, with its weight, its state and the days.
static void add_factor(cp_brief *brief, int32_t measure) {
  if (!is_factor(brief, measure)) return;
  const cp_state *state = brief->state;
  const double weight = brief->model->measure_weight[measure];
  const int32_t now = state->measure_state[measure];
  const cp_text first = cp_brief_day(brief, state->measure_first[measure]);
  const cp_text since = cp_brief_day(brief, state->measure_since[measure]);
  cp_page_item *item = cp_page_add(&brief->page, 1, "factor");
  item->id = cp_spec_name(brief->spec, CP_S_measures, measure);
  item->title = cp_spec_text(brief->spec, CP_F_measures_title, measure);
  item->party = cp_brief_region(brief, brief->model->measure_by[measure]);
  item->mark = now == CP_MEASURE_IN_FORCE ? CP_MARK_DONE : CP_MARK_OPEN;
  item->state = cp_text_of(cp_word_measure_state(now));
  item->note = cp_brief_print(brief, "since " CP_TEXT_FORMAT "; weight %.2f, taken " CP_TEXT_FORMAT,
                              CP_TEXT_ARGUMENTS(since), weight, CP_TEXT_ARGUMENTS(first));
  item->since = state->measure_since[measure];
  cp_page_number_add(item, "weight", weight);
}

static void add_tension(cp_brief *brief) {
  double in_force = 0.0;
  double taken = 0.0;
  for (int32_t measure = 0; measure < brief->model->n_measure; measure++) {
    if (!is_factor(brief, measure)) continue;
    const double weight = brief->model->measure_weight[measure];
    taken += weight;
    if (brief->state->measure_state[measure] == CP_MEASURE_IN_FORCE) in_force += weight;
  }
  cp_page_item *item = cp_page_add(&brief->page, 0, "tension");
  item->title = CP_TEXT("tension: measures in force over all taken, weighted");
  item->state = cp_brief_print(brief, "%.2f", brief->state->tension[0]);
  item->note = cp_brief_print(brief, "(%.2f of %.2f)", in_force, taken);
  cp_page_number_add(item, "value", brief->state->tension[0]);
  for (int32_t measure = 0; measure < brief->model->n_measure; measure++)
    add_factor(brief, measure);
}

double cp_brief_pressure(const cp_brief *brief) {
  const cp_observed world = cp_observed_to(brief->spec, CP_TEXT("world"));
  const int32_t control = control_day(brief);
  if (world.base <= 0.0 || control == CP_DAY_NONE) return -1.0;
  if (world.month < cp_month_index(control)) return -1.0;
  const double share = world.last / world.base;
  return share < 1.0 ? 1.0 - share : 0.0;
}

static void add_pressure(cp_brief *brief) {
  const double pressure = cp_brief_pressure(brief);
  const cp_observed world = cp_observed_to(brief->spec, CP_TEXT("world"));
  cp_page_item *item = cp_page_add(&brief->page, 0, "pressure");
  item->title = CP_TEXT("pressure: observed shortfall of shipments to the world");
  if (pressure < 0.0) {
    item->state = CP_TEXT("NO FIGURE");
    item->note = CP_TEXT("no month under a control is published");
    return;
  }
  const cp_text month = cp_brief_month(brief, world.month);
  item->state = cp_brief_print(brief, "%.2f", pressure);
  item->note = cp_brief_print(brief, "in " CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(month));
  item->since = cp_month_first(world.month);
  item->source = cp_spec_text(brief->spec, CP_F_observations_source, world.row);
  cp_page_number_add(item, "value", pressure);
}

void cp_brief_indices(cp_brief *brief) {
  cp_page_section_begin(&brief->page, "indices", CP_TEXT("INDICES"));
  add_tension(brief);
  add_pressure(brief);
}

// --- not taken -----------------------------------------------------------------------------------

// "timeline.csv:12, lift tariff-34: what the row says"
static cp_text refused_row(cp_brief *brief, int32_t fact) {
  const cp_cell *act = cp_spec_cell(brief->spec, CP_F_timeline_act, brief->model->fact_row[fact]);
  const cp_text file = cp_spec_file(brief->spec, act->origin.file);
  const cp_text object = cp_brief_fact(brief, CP_F_timeline_object, fact);
  const cp_text what = cp_brief_fact(brief, CP_F_timeline_what, fact);
  return cp_brief_print(
      brief, CP_TEXT_FORMAT ":%d, " CP_TEXT_FORMAT " " CP_TEXT_FORMAT ": " CP_TEXT_FORMAT,
      CP_TEXT_ARGUMENTS(file), (int)act->origin.line, CP_TEXT_ARGUMENTS(act->text),
      CP_TEXT_ARGUMENTS(object), CP_TEXT_ARGUMENTS(what));
}

// An act that its object's state does not allow was not taken: the rows contradict each other, and
// the reader is told which. There is no such section when there is no such act.
void cp_brief_not_taken(cp_brief *brief) {
  if (brief->state->deal_refused[0] == 0) return;
  cp_page_section_begin(&brief->page, "not_taken",
                        CP_TEXT("NOT TAKEN: acts that the state of their object does not allow"));
  for (int32_t event = 0; event < brief->ledger->n_event; event++) {
    const cp_event *told = &brief->ledger->event[event];
    if (told->kind != CP_EVENT_REFUSED_ACT || told->cause != CP_CAUSE_FACT) continue;
    cp_page_item *item = cp_page_add(&brief->page, 0, "refused");
    item->is_label = true;
    item->id = cp_brief_fact(brief, CP_F_timeline_object, told->number);
    item->title = cp_brief_day(brief, told->day);
    item->note = refused_row(brief, told->number);
    item->since = told->day;
    item->source = cp_brief_fact(brief, CP_F_timeline_source, told->number);
  }
}

// --- assumed -------------------------------------------------------------------------------------

// Every section and field of a scenario.
typedef struct field_name {
  cp_section section;
  cp_field field;
  const char *section_name;
  const char *name;
} field_name;

#define CP_SECTION(name, form, keys, doc)
#define CP_FIELD(section, name, type, unit, standard, least, most, flags, of, doc) \
  {CP_S_##section, CP_F_##section##_##name, #section, #name},
static const field_name fields[] = {
#include "scenario/fields.inc"
};
#undef CP_SECTION
#undef CP_FIELD

void cp_brief_assumed(cp_brief *brief) {
  cp_page_section_begin(&brief->page, "assumed", CP_TEXT("ASSUMED"));
  for (size_t field = 0; field < sizeof fields / sizeof fields[0]; field++) {
    const field_name *name = &fields[field];
    for (int32_t row = 0; row < cp_spec_count(brief->spec, name->section); row++) {
      const cp_cell *cell = cp_spec_cell(brief->spec, name->field, row);
      if (!cell->is_assumed) continue;
      const cp_text of = cp_spec_name(brief->spec, name->section, row);
      cp_page_item *item = cp_page_add(&brief->page, 0, "assumption");
      item->title = cp_brief_print(brief, "%s." CP_TEXT_FORMAT "%s%s", name->section_name,
                                   CP_TEXT_ARGUMENTS(of), of.size > 0 ? "." : "", name->name);
      item->note = cell->text;
    }
  }
}
