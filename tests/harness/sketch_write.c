// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A sketch as a folder: scenario.yaml and one CSV file per table. Names do not follow the order of rows, so that numbers and rows differ.
#include "harness/sketch.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "model/model.h"
#include "num/philox.h"

typedef struct writer {
  const sketch *at;
  sketch_form form;
  const char *folder;
  FILE *file;
} writer;

static const char *const kinds[] = {"grade",    "supplier", "assembly", "route", "recycled",
                                    "redesign", "thrift",   "drop",     "park"};
static const char *const measure_kinds[] = {
    "tariff",   "ban",          "quota", "licence_requirement", "listing", "permission",
    "priority", "tech_control", "other", "general_licence"};
static const char *const acts[] = {"announce", "enter",  "set", "suspend",
                                   "restore",  "extend", "lift"};
static const char *const sides[] = {"fixed", "controlled", "free"};
static const char *const stances[] = {"closed", "trickle", "managed", "open"};
static const char *const calendars[] = {"daily", "week", "feast"};

static void open_file(writer *to, const char *name) {
  char path[600];
  snprintf(path, sizeof path, "%s/%s", to->folder, name);
  to->file = fopen(path, "w");
  if (!to->file) abort();
}

static void close_file(writer *to) {
  if (fclose(to->file) != 0) abort();
}

static void say(writer *to, const char *format, ...) {
  va_list values;
  va_start(values, format);
  vfprintf(to->file, format, values);
  va_end(values);
}

// A cell: the number with its unit, or nothing.
static void cell(writer *to, int is_given, double number, const char *unit) {
  if (is_given) say(to, "%.17g%s%s", number, *unit ? " " : "", unit);
  say(to, ",");
}

// The row at a place of a table with n rows: another one where rows are shuffled. No table has 997 rows, a prime: steps of it meet each row.
static int32_t row_at(const writer *to, int32_t place, int32_t n) {
  if (to->form.shuffle == 0) return place;
  return (int32_t)(((uint64_t)place * 997u + to->form.shuffle) % (uint64_t)n);
}

static int32_t good_name(const writer *to, int32_t good) { return to->at->good[good].name; }

static int32_t firm_name(const writer *to, int32_t firm) { return to->at->firm[firm].name; }

static const char *date_of(const sketch *at, int32_t day, char out[11]) {
  return cp_day_format(cp_day_from(2024, 1, 1) + (int32_t)(at->seed % 28) + day, out);
}

static void date_cell(writer *to, int32_t day) {
  char date[11];
  if (day >= 0) say(to, "%s", date_of(to->at, day, date));
  say(to, ",");
}

static const char *unit_of(const writer *to, int32_t good) {
  return to->at->good[good].is_pieces ? "piece" : "g";
}

static double mass_of(const writer *to, int32_t good) {
  return to->at->good[good].is_pieces ? 1.0 : to->form.mass;
}

// So much of a good per unit of another, or a day where there is no other.
static void amount_cell(writer *to, int is_given, double amount, int32_t good, int32_t other) {
  const double per = other >= 0 ? mass_of(to, other) : 1.0;
  char unit[32];
  snprintf(unit, sizeof unit, "%s/%s", unit_of(to, good), other >= 0 ? unit_of(to, other) : "day");
  cell(to, is_given, amount * mass_of(to, good) / per, unit);
}

// --- tables --------------------------------------------------------------------------------------

static void write_goods(writer *to) {
  open_file(to, "goods.csv");
  say(to, "good,unit,hs,price,content\n");
  for (int32_t place = 0; place < to->at->n_good; place++) {
    const int32_t row = row_at(to, place, to->at->n_good);
    const sketch_good *good = to->at->good + row;
    char price[24];
    snprintf(price, sizeof price, "USD/%s", unit_of(to, row));
    say(to, "g%02d,%s,%s,", (int)good->name, unit_of(to, row),
        good->heading == 0   ? ""
        : good->heading == 1 ? "850511"
                             : "284690");
    cell(to, good->price >= 0.0, good->price, price);
    say(to, "%s\n", good->has_element ? "Dy 2 %" : "");
  }
  close_file(to);
}

static void write_firms(writer *to) {
  open_file(to, "firms.csv");
  say(to,
      "firm,region,stage,makes,capacity,plan,lines,shifts,short,value_added,opens,ramp,scrap,"
      "scrap_rate,class\n");
  for (int32_t place = 0; place < to->at->n_firm; place++) {
    const int32_t row = row_at(to, place, to->at->n_firm);
    const sketch_firm *firm = to->at->firm + row;
    char value[24];
    snprintf(value, sizeof value, "USD/%s", unit_of(to, firm->good));
    say(to, "f%02d,r%d,%s,g%02d,", (int)firm->name, (int)firm->region,
        firm->plan > 0.0 ? "final" : "other", (int)good_name(to, firm->good));
    amount_cell(to, firm->capacity >= 0.0, firm->capacity, firm->good, -1);
    amount_cell(to, firm->plan > 0.0, firm->plan, firm->good, -1);
    say(to, "%d,%d,%s,", (int)firm->lines, (int)firm->shifts, firm->slips ? "slips" : "stops");
    cell(to, firm->value >= 0.0, firm->value, value);
    date_cell(to, firm->opens);
    cell(to, firm->ramp > 0.0, firm->ramp, "days");
    if (firm->scrap >= 0) say(to, "g%02d", (int)good_name(to, firm->scrap));
    say(to, ",");
    if (firm->scrap >= 0) amount_cell(to, 1, firm->scrap_rate, firm->scrap, firm->good);
    if (firm->scrap < 0) say(to, ",");
    if (firm->class >= 0) say(to, "c%d", (int)firm->class);
    say(to, "\n");
  }
  close_file(to);
}

static void write_uses(writer *to, int is_part) {
  open_file(to, is_part ? "parts.csv" : "inputs.csv");
  say(to, is_part ? "plant,part,good,need,side,cover,essential,share\n"
                  : "firm,good,need,side,cover,essential\n");
  for (int32_t place = 0; place < to->at->n_use; place++) {
    const sketch_use *use = to->at->use + row_at(to, place, to->at->n_use);
    if ((use->part > 0) != is_part) continue;
    say(to, "f%02d,", (int)firm_name(to, use->firm));
    if (is_part) say(to, "p%02d,", (int)use->part);
    say(to, "g%02d,", (int)good_name(to, use->good));
    amount_cell(to, 1, use->need, use->good, to->at->firm[use->firm].good);
    say(to, "%s,", sides[use->side]);
    cell(to, 1, use->cover, "days");
    say(to, "%s", use->is_optional ? "no" : "yes");
    if (is_part) say(to, ",%.17g %%", use->share);
    say(to, "\n");
  }
  close_file(to);
}

// Weights of a buyer's lanes as shares that add up to 100 %.
static double share_of(const sketch *at, int32_t lane) {
  const sketch_lane *one = at->lane + lane;
  int32_t sum = 0;
  for (int32_t other = 0; other < at->n_lane; other++) {
    if (at->lane[other].buyer == one->buyer && at->lane[other].good == one->good)
      sum += at->lane[other].weight;
  }
  return sum > 0 ? 100.0 * one->weight / sum : 0.0;
}

static void write_lanes(writer *to) {
  open_file(to, "lanes.csv");
  say(to, "supplier,buyer,good,share,transit,air,opens,dispatch,dwell\n");
  for (int32_t place = 0; place < to->at->n_lane; place++) {
    const int32_t row = row_at(to, place, to->at->n_lane);
    const sketch_lane *lane = to->at->lane + row;
    say(to, "f%02d,f%02d,g%02d,", (int)firm_name(to, lane->supplier),
        (int)firm_name(to, lane->buyer), (int)good_name(to, lane->good));
    cell(to, 1, share_of(to->at, row), "%");
    cell(to, 1, lane->transit, "days");
    cell(to, lane->air > 0, lane->air, "days");
    date_cell(to, lane->opens);
    say(to, "%d days,%d days\n", (int)lane->dispatch, (int)lane->dwell);
  }
  close_file(to);
}

static void write_alternative(writer *to, int32_t row) {
  const sketch_alternative *one = to->at->alternative + row;
  const int is_source = one->kind <= CP_REDESIGN;
  const int32_t with = one->with < 0 ? one->good : one->with;
  say(to, "a%02d,f%02d,g%02d,", (int)one->name, (int)firm_name(to, one->user),
      (int)good_name(to, one->good));
  if (one->part > 0) say(to, "p%02d", (int)one->part);
  say(to, ",%s,", kinds[one->kind]);
  if (is_source && one->with >= 0) say(to, "g%02d", (int)good_name(to, one->with));
  say(to, ",");
  if (is_source && one->supplier >= 0) say(to, "f%02d", (int)firm_name(to, one->supplier));
  say(to, ",");
  amount_cell(to, is_source && (one->per != 1.0 || one->with >= 0), one->per, with, one->good);
  cell(to, 1, one->qualify, "days");
  cell(to, 1, one->ramp, "days");
  cell(to, 1, one->share, "%");
  cell(to, one->below >= 0.0, one->below, "days");
  cell(to, 1, one->cost, "%");
  cell(to, 1, one->loss, "%");
  cell(to, one->kind == CP_PARK, one->yard, "days");
  char date[11];
  say(to, "%s\n", one->known >= 0 ? date_of(to->at, one->known, date) : "");
}

static void write_alternatives(writer *to) {
  open_file(to, "alternatives.csv");
  say(to,
      "alternative,user,good,part,kind,with,supplier,per,qualify,ramp,share,starts_below,cost,"
      "loss,yard,known_from\n");
  for (int32_t place = 0; place < to->at->n_alternative; place++)
    write_alternative(to, row_at(to, place, to->at->n_alternative));
  close_file(to);
}

static void write_dated(writer *to) {
  char date[11];
  open_file(to, "timeline.csv");
  say(to, "date,actor,act,object,until,rate,what,source,known_from\n");
  for (int32_t row = 0; row < to->at->n_act; row++) {
    const sketch_act *act = to->at->act + row;
    date_cell(to, act->day);
    say(to, "r%d,%s,m%d,", (int)to->at->measure[act->measure].by, acts[act->act],
        (int)act->measure);
    date_cell(to, act->until);
    cell(to, act->rate >= 0.0, act->rate, "%");
    say(to, "an act,made up,%s\n", date_of(to->at, act->day, date));
  }
  if (to->form.has_idle)
    say(to, "%s,nowhere,enter,idle,,,an act,made up,2023-01-01\n",
        date_of(to->at, to->at->n_day / 4, date));
  close_file(to);
  open_file(to, "statements.csv");
  say(to, "date,speaker,party,claim,about,modality,source,known_from\n");
  for (int32_t row = 0; row < to->at->n_statement; row++) {
    const sketch_statement *one = to->at->statement + row;
    date_cell(to, one->day);
    say(to, "speaker,r0,words,m%d,%s,made up,%s\n", (int)one->measure,
        one->is_threat ? "threat" : "claim", date_of(to->at, one->day, date));
  }
  close_file(to);
}

static void write_holidays(writer *to) {
  char date[11];
  open_file(to, "holidays.csv");
  say(to, "calendar,date,kind,name,source,known_from\n");
  for (int32_t day = 0; day < to->at->feast_days; day++)
    say(to, "feast,%s,holiday,feast,made up,2023-01-01\n",
        date_of(to->at, to->at->feast + day, date));
  close_file(to);
}

// --- scenario.yaml -------------------------------------------------------------------------------

static void write_demand(writer *to) {
  const sketch *at = to->at;
  say(to, "demand:\n  alternatives: %s\n", at->forbids_alternatives ? "no" : "yes");
  for (int32_t setting = 0; setting < sketch_n_setting; setting++) {
    if (at->setting[setting] == SKETCH_DEFAULT) continue;
    say(to, "  %s: %.17g %s\n", sketch_settings[setting].name, at->setting[setting],
        sketch_settings[setting].unit);
  }
}

static void write_customs(writer *to, int32_t row) {
  static const char *const inspects[] = {"none", "challenged", "share"};
  static const char *const licence[] = {"declared", "reserved", "valid"};
  const sketch_region *region = to->at->region + row;
  say(to,
      "  port%d: {region: r%d, onset: %.17g days, challenge: %.17g %%, fade_after: %.17g days, "
      "fade_over: %.17g days, hold: %.17g days, leaves: %.17g %%",
      (int)row, (int)row, region->onset, region->customs_challenge, region->fade_after,
      region->fade_over, region->hold, region->leaves);
  if (region->answer > 0) say(to, ", answer: %d working days", (int)region->answer);
  if (region->places > 0) say(to, ", places: %d", (int)region->places);
  if (region->give_up >= 0.0) say(to, ", give_up: %.17g days", region->give_up);
  if (region->together > 0.0) say(to, ", together: %.17g %%", region->together);
  say(to,
      ", answers: %.17g %%, identify_median: %.17g days, identify_p90: %.17g days, found: %.17g "
      "%%, taken_back: %.17g %%, seized: %.17g %%",
      region->answers, region->identify, 2.0 * region->identify, region->found, region->taken_back,
      region->seized);
  say(to,
      ", inspects: %s, inspected: %.17g %%, inspect_median: %.17g days, inspect_p90: %.17g days, "
      "mismatch: %.17g %%, licence: %s}\n",
      inspects[region->inspects], region->inspected, region->inspect, 1.5 * region->inspect,
      region->mismatch, licence[region->licence]);
}

static void write_regions(writer *to) {
  const sketch *at = to->at;
  say(to,
      "calendars:\n  daily: {rest: none}\n  week: {rest: [sat, sun]}\n  feast: {rest: [sun]}\n"
      "regions:\n");
  for (int32_t row = 0; row < at->n_region; row++) {
    const sketch_region *region = at->region + row;
    say(to,
        "  r%d: {calendar: %s, report: yes, noise: %.17g, controlled: %.17g %%, challenge: %.17g "
        "%%}\n",
        (int)row, calendars[region->calendar], region->noise, region->controlled,
        region->challenge);
  }
  if (to->form.has_idle) say(to, "  nowhere: {calendar: daily}\n");
  int n = 0;
  for (int32_t row = 0; row < at->n_region; row++) {
    const sketch_region *region = at->region + row;
    if (!region->has_customs) continue;
    if (n++ == 0) say(to, "customs:\n");
    write_customs(to, row);
  }
}

static void write_regime(writer *to) {
  static const char *const parts[SKETCH_REGIME_BITS] = {
      ", uses: 1",
      "",
      ", grants: verified",
      ", renew: 20 days",
      ", papers_median: 6 days, papers_p90: 15 days",
      "",
      (", refile_share: 60 %, attempts: 2, refile: 3 working days, refile_p90: 9 working days, "
       "refile_window: 7 working days"),
      ", service: strict",
      "",
      ", refer_chance: 50 %, refer_median: 4 working days, refer_p90: 12 working days",
      ", tighten: 2 %/day, loosen: 3 %/day, tighten_power: 1"};
  const sketch *at = to->at;
  for (int32_t part = 0; part < SKETCH_REGIME_BITS; part++) {
    if (at->regime >> part & 1u) say(to, "%s", parts[part]);
  }
  if ((at->regime & 3u) == 2u) say(to, ", uses: 2");
  if ((at->regime >> 5 & 1u) && at->limit >= 0)
    say(to, ", at_limit: escalate, escalation: 5 working days");
}

static void write_desk(writer *to) {
  const sketch *at = to->at;
  say(to,
      "authorities:\n  office: {region: r0, calendar: week, local_median: %.17g working days, "
      "local_p90: %.17g working days, slots: %d, work: %.17g working days, validity: %d months, "
      "granted: %.17g %%, size_median: %.17g kg, size_spread: %.17g",
      at->local, 1.5 * at->local, (int)at->slots, at->work, (int)at->validity, at->granted,
      at->size * to->form.mass, at->size_spread);
  if (at->limit >= 0)
    say(to, ", limit: %d working days, bunch: 30 %%, overrun: 20 %%", (int)at->limit);
  if (at->capacity >= 0.0) say(to, ", capacity: %.17g 1/working day", at->capacity);
  write_regime(to);
  say(to, "}\n");
  if (at->regime >> 8 & 1u)
    say(to,
        "stops:\n  test: {authority: office, chance: 40 %%, median: 4 working days, p90: 12 "
        "working "
        "days, limit: 15 working days}\n  missing: {authority: office, when: papers, median: 3 "
        "working days, p90: 9 working days, limit: 10 working days}\n");
  say(to, "classes:\n");
  for (int32_t class = 0; class < SKETCH_CLASSES; class ++) {
    say(to,
        "  c%d: {authority: office, stance: %s, review_median: %.17g working days, review_p90: "
        "%.17g working days, returned: %.17g %%/working day, refused: %.17g %%/working day}\n",
        (int)class, stances[at->stance[class]], at->review[class], 2.0 * at->review[class],
        at->returned[class], at->refused[class]);
  }
  if (at->has_stream) say(to, "streams:\n  others: {class: c0, rate: %.17g 1/day}\n", at->stream);
}

static void write_quota(writer *to, const sketch_measure *one) {
  static const char *const periods[] = {"month", "quarter", "year"};
  int32_t first = 0;
  while ((one->goods >> first & 1u) == 0) first++;
  say(to, ", period: %s, amount: %.17g %s, carry_over: %s", periods[one->period],
      one->amount * mass_of(to, first), unit_of(to, first), one->carries ? "yes" : "no");
}

static void write_measure(writer *to, int32_t row) {
  const sketch *at = to->at;
  const sketch_measure *one = at->measure + row;
  const char *separator = "";
  say(to, "  m%d: {title: made up, kind: %s, by: r%d, source: made up, known_from: 2023-01-01",
      (int)row, measure_kinds[one->kind], (int)one->by);
  if (one->on >= 0) say(to, ", on: r%d", (int)one->on);
  if (one->has_element) say(to, ", contains: [Dy]");
  if (!one->has_element) {
    say(to, ", goods: [");
    for (int32_t good = 0; good < at->n_good; good++) {
      if ((one->goods >> good & 1u) == 0) continue;
      say(to, "%sg%02d", separator, (int)good_name(to, good));
      separator = ", ";
    }
    say(to, "]");
  }
  if (one->has_authority && one->kind != CP_TARIFF) say(to, ", authority: office");
  if (one->rate >= 0.0) say(to, ", rate: %.17g %%", one->rate);
  if (one->extend >= 0.0) say(to, ", extend_chance: %.17g %%, extend_by: 20 days", one->extend);
  if (one->class >= 0) say(to, ", class: c%d", (int)one->class);
  if (one->validity > 0) say(to, ", validity: %d months", (int)one->validity);
  if (one->kind == CP_GENERAL_LICENCE)
    say(to, ", quantity: %.17g kg", 40.0 * at->size * to->form.mass);
  if (one->kind == CP_LISTING && row % 2 == 1) say(to, ", licences: suspend");
  if (one->transition > 0)
    say(to, ", transition: %s", one->transition == 1 ? "departure" : "contract");
  if (one->kind == CP_QUOTA) write_quota(to, one);
  if (sketch_names_users(one->kind)) {
    separator = ", users: [";
    for (int32_t firm = 0; firm < at->n_firm; firm++) {
      if ((one->users >> firm & 1u) == 0) continue;
      say(to, "%sf%02d", separator, (int)firm_name(to, firm));
      separator = ", ";
    }
    say(to, "]");
  }
  say(to, "}\n");
}

static void write_yaml(writer *to) {
  const sketch *at = to->at;
  char start[11], as_of[11], until[11];
  open_file(to, "scenario.yaml");
  say(to, "scenario:\n  title: a sketch\n  start: %s\n  as_of: %s\n  until: %s\n",
      date_of(at, 0, start), date_of(at, at->as_of, as_of), date_of(at, at->n_day - 1, until));
  say(to, "  headline_good: g%02d\n  headline_from: r0\n  headline_to: r%d\n",
      (int)good_name(to, 0), at->n_region > 1 ? 1 : 0);
  write_demand(to);
  write_regions(to);
  write_desk(to);
  if (at->n_measure > 0 || to->form.has_idle) say(to, "measures:\n");
  for (int32_t row = 0; row < at->n_measure; row++) write_measure(to, row);
  if (to->form.has_idle)
    say(to,
        "  idle: {title: of a region without firms, kind: licence_requirement, by: nowhere, "
        "contains: [Dy], "
        "authority: office, weight: 0, source: made up, known_from: 2023-01-01}\n");
  close_file(to);
}

void sketch_write(const sketch *at, const sketch_form *form, const char *folder) {
  writer to = {.at = at, .form = {.mass = 1.0}, .folder = folder};
  if (form) to.form = *form;
  write_yaml(&to);
  write_goods(&to);
  write_firms(&to);
  write_uses(&to, 0);
  write_uses(&to, 1);
  write_lanes(&to);
  write_alternatives(&to);
  write_dated(&to);
  write_holidays(&to);
}
