// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// From a seed to a sketch, and what keeps a sketch valid. Every number comes from the project's own Philox, one after the other.
#include "harness/sketch.h"

#include <string.h>

#include "model/model.h"
#include "num/philox.h"

const sketch_setting sketch_settings[] = {{"growth", "%", -20, 30},
                                          {"hoarding", "days", 0, 60},
                                          {"hoard_over", "days", 1, 40},
                                          {"first_book", "days", 1, 90},
                                          {"book_over", "days", 1, 30},
                                          {"patience", "days", 10, 400},
                                          {"surge", "", 1, 3},
                                          {"order_life", "days", 1, 300},
                                          {"order_over", "days", 1, 30},
                                          {"qualify_below", "days", 0, 60},
                                          {"expedite_below", "days", 0, 30},
                                          {"overtime", "%", 0, 50},
                                          {"kept", "%", 0, 100},
                                          {"remix", "%", 0, 100},
                                          {"shelf_limit", "days", 1, 60},
                                          {"forward", "days", 0, 60},
                                          {"forward_over", "days", 1, 60},
                                          {"postpone", "%", 0, 100},
                                          {"postpone_above", "%", 0, 60},
                                          {"record_memory", "days", 7, 120},
                                          {"price_power", "", 0, 3},
                                          {"price_cap", "", 1, 6},
                                          {"price_over", "days", 1, 60},
                                          {"order_every", "days", 1, 15}};
const int32_t sketch_n_setting = sizeof sketch_settings / sizeof sketch_settings[0];

// --- numbers -------------------------------------------------------------------------------------

typedef struct stream {
  cp_random random;
  uint32_t n;
} stream;

static double unit(stream *from) { return cp_random_unit(&from->random, 1, 0, 0, from->n++); }

// A whole number from least to most.
static int32_t any(stream *from, int32_t least, int32_t most) {
  return least + (int32_t)(unit(from) * (most - least + 1));
}

static int maybe(stream *from, double chance) { return unit(from) < chance; }

// A number with few digits: what people write.
static double about(stream *from, double least, double most) {
  const double number = least + (most - least) * unit(from);
  const double scale = most > 20.0 ? 1.0 : 100.0;
  return (double)(int64_t)(number * scale + (number < 0.0 ? -0.5 : 0.5)) / scale;
}

// Names in no order of rows, different for each of 101 rows.
static int32_t name_of(int32_t row) { return (row * 37 + 11) % 101; }

// --- making --------------------------------------------------------------------------------------

static void make_regions(stream *from, sketch *at) {
  at->n_region = any(from, 2, SKETCH_REGIONS);
  at->feast = any(from, 0, at->n_day);
  at->feast_days = any(from, 3, 12);
  for (int32_t region = 0; region < at->n_region; region++) {
    at->region[region] = (sketch_region){.calendar = any(from, 0, SKETCH_CALENDARS - 1),
                                         .has_customs = maybe(from, 0.8),
                                         .noise = maybe(from, 0.5) ? about(from, 0, 0.4) : 0.0,
                                         .controlled = about(from, 0, 100),
                                         .challenge = about(from, 0, 60),
                                         .onset = about(from, 0, 20),
                                         .customs_challenge = about(from, 0, 100),
                                         .fade_after = about(from, 1, 150),
                                         .fade_over = about(from, 1, 60),
                                         .hold = about(from, 0, 40),
                                         .leaves = about(from, 0, 100)};
  }
}

static void make_goods(stream *from, sketch *at) {
  at->n_good = any(from, 3, SKETCH_GOODS);
  for (int32_t good = 0; good < at->n_good; good++) {
    const int is_last = good == at->n_good - 1;
    at->good[good] = (sketch_good){.name = name_of(good),
                                   .is_pieces = is_last || maybe(from, 0.25),
                                   .is_scrap = !is_last && good > 0 && maybe(from, 0.15),
                                   .is_final = is_last || (good > 1 && maybe(from, 0.2)),
                                   .heading = any(from, 0, 2),
                                   .has_element = maybe(from, 0.5),
                                   .price = maybe(from, 0.5) ? about(from, 1, 100) : -1.0};
    if (at->good[good].is_scrap) at->good[good].is_final = 0;
  }
}

static void make_firm(stream *from, sketch *at, int32_t good) {
  if (at->n_firm == SKETCH_FIRMS) return;
  const int is_final = at->good[good].is_final;
  sketch_firm firm = {.name = name_of(at->n_firm),
                      .region = any(from, 0, at->n_region - 1),
                      .good = good,
                      .lines = any(from, 1, 4),
                      .shifts = maybe(from, 0.3) ? 0 : any(from, 1, 15),
                      .slips = is_final && maybe(from, 0.2),
                      .opens = maybe(from, 0.15) ? any(from, 1, at->n_day) : -1,
                      .scrap = -1,
                      .class = maybe(from, 0.8) ? any(from, 0, SKETCH_CLASSES - 1) : -1,
                      .plan = is_final ? about(from, 1, 400) : 0.0,
                      .capacity = maybe(from, 0.4) ? about(from, 1, 40000) : -1.0,
                      .ramp = maybe(from, 0.5) ? about(from, 0, 60) : 0.0,
                      .value = maybe(from, 0.5) ? about(from, 0, 500) : -1.0};
  for (int32_t scrap = 0; scrap < at->n_good; scrap++) {
    if (!at->good[scrap].is_scrap || scrap == good || firm.scrap >= 0 || !maybe(from, 0.5))
      continue;
    firm.scrap = scrap;
    firm.scrap_rate = about(from, 0, 2);
  }
  // these belong to makers to order alone
  if (is_final) {
    firm.opens = firm.scrap = -1;
    firm.capacity = -1.0;
    firm.ramp = firm.scrap_rate = 0.0;
  }
  at->firm[at->n_firm++] = firm;
}

// Does a firm bring the good into the world: as its own or as scrap?
static int brings(const sketch *at, int32_t firm, int32_t good) {
  const sketch_firm *about_firm = at->firm + firm;
  return about_firm->scrap == good || (about_firm->good == good && about_firm->plan == 0.0);
}

static int32_t find_lane(const sketch *at, int32_t supplier, int32_t buyer, int32_t good) {
  for (int32_t lane = 0; lane < at->n_lane; lane++) {
    const sketch_lane *one = at->lane + lane;
    if ((supplier < 0 || one->supplier == supplier) && one->buyer == buyer && one->good == good)
      return lane;
  }
  return -1;
}

static void make_lane(stream *from, sketch *at, int32_t supplier, int32_t buyer, int32_t good,
                      int32_t weight) {
  if (at->n_lane == SKETCH_LANES || supplier == buyer || !brings(at, supplier, good)) return;
  if (find_lane(at, supplier, buyer, good) >= 0) return;
  at->lane[at->n_lane++] = (sketch_lane){.supplier = supplier,
                                         .buyer = buyer,
                                         .good = good,
                                         .weight = weight,
                                         .transit = maybe(from, 0.3) ? 1 : any(from, 1, 50),
                                         .air = maybe(from, 0.3) ? any(from, 1, 6) : 0,
                                         .opens = maybe(from, 0.15) ? any(from, 1, at->n_day) : -1,
                                         .dispatch = maybe(from, 0.3) ? 1 : any(from, 2, 21),
                                         .dwell = maybe(from, 0.4) ? 0 : any(from, 1, 12)};
}

static void make_lanes_to(stream *from, sketch *at, int32_t buyer, int32_t good) {
  for (int32_t supplier = 0; supplier < at->n_firm; supplier++) {
    if (maybe(from, 0.6)) make_lane(from, at, supplier, buyer, good, any(from, 1, 5));
  }
  for (int32_t supplier = 0; supplier < at->n_firm; supplier++) {
    if (find_lane(at, -1, buyer, good) < 0) make_lane(from, at, supplier, buyer, good, 1);
  }
}

static int uses(const sketch *at, int32_t firm, int32_t good) {
  for (int32_t use = 0; use < at->n_use; use++) {
    if (at->use[use].firm == firm && at->use[use].good == good) return 1;
  }
  return 0;
}

static void make_uses(stream *from, sketch *at, int32_t firm) {
  const int32_t own = at->firm[firm].good, n = any(from, 1, 4);
  for (int32_t time = 0; time < n && own > 0 && at->n_use < SKETCH_USES; time++) {
    const int is_part = at->firm[firm].plan > 0.0 && maybe(from, 0.6);
    const int32_t good = any(from, 0, own - 1);
    if (at->good[good].is_final || (!is_part && uses(at, firm, good))) continue;
    if (find_lane(at, -1, firm, good) < 0) make_lanes_to(from, at, firm, good);
    const int has_sides = at->firm[firm].plan > 0.0 && maybe(from, 0.4);
    at->use[at->n_use++] = (sketch_use){
        .firm = firm,
        .good = good,
        .part = is_part ? time + 1 : 0,
        .side = has_sides ? any(from, 1, 2) : 0,
        .is_optional = maybe(from, 0.15),
        .need = about(from, 0.05, at->firm[firm].plan > 0.0 && maybe(from, 0.5) ? 150 : 2),
        .cover = maybe(from, 0.1) ? 0.0 : about(from, 1, 50),
        .share = is_part && maybe(from, 0.5) ? about(from, 5, 95) : 100.0};
  }
}

static void make_alternative(stream *from, sketch *at, int32_t use) {
  const sketch_use *saved = at->use + use;
  if (at->n_alternative == SKETCH_ALTERNATIVES) return;
  sketch_alternative made = {.name = name_of(at->n_alternative),
                             .user = saved->firm,
                             .good = saved->good,
                             .part = maybe(from, 0.5) ? saved->part : 0,
                             .kind = any(from, CP_GRADE, CP_PARK),
                             .with = -1,
                             .supplier = -1,
                             .known = maybe(from, 0.2) ? any(from, 0, at->n_day - 1) : -1,
                             .per = 1.0,
                             .qualify = maybe(from, 0.3) ? 0 : any(from, 0, at->n_day / 2),
                             .ramp = maybe(from, 0.3) ? 0.0 : about(from, 0, 60),
                             .share = maybe(from, 0.3) ? 100.0 : about(from, 5, 95),
                             .below = maybe(from, 0.5) ? about(from, 0, 80) : -1.0,
                             .cost = about(from, -20, 100),
                             .loss = about(from, 0, 40),
                             .yard = about(from, 0.5, 20)};
  // another source is a maker of the same good or of one that may stand in for it
  for (int32_t time = 0; time < 12 && made.kind <= CP_REDESIGN && made.supplier < 0; time++) {
    const int32_t supplier = any(from, 0, at->n_firm - 1);
    const int32_t own = at->firm[saved->firm].good;
    const int32_t with = maybe(from, 0.4) ? saved->good : at->firm[supplier].good;
    if (with >= own || supplier == saved->firm || !brings(at, supplier, with)) continue;
    if (with != saved->good) made.with = with;
    made.per = maybe(from, 0.5) ? 1.0 : about(from, 0.1, 4);
    made.supplier = supplier;
    make_lane(from, at, supplier, saved->firm, with, 0);
  }
  if (made.with >= 0 && maybe(from, 0.4)) made.supplier = -1;
  at->alternative[at->n_alternative++] = made;
}

static void make_measure(stream *from, sketch *at) {
  static const int32_t kinds[] = {CP_LICENCE_REQUIREMENT, CP_LICENCE_REQUIREMENT, CP_BAN, CP_TARIFF,
                                  CP_PERMISSION,          CP_OTHER_MEASURE};
  sketch_measure made = {.kind = kinds[any(from, 0, 5)],
                         .by = maybe(from, 0.7) ? 0 : any(from, 0, at->n_region - 1),
                         .on = maybe(from, 0.7) ? -1 : any(from, 0, at->n_region - 1),
                         .has_element = maybe(from, 0.5),
                         .has_authority = maybe(from, 0.85),
                         .class = -1,
                         .goods = (uint32_t)any(from, 1, (1 << at->n_good) - 1),
                         .rate = -1.0,
                         .extend = maybe(from, 0.5) ? about(from, 0, 100) : -1.0};
  if (made.kind == CP_TARIFF) made.rate = about(from, 0, 100);
  if (made.kind == CP_PERMISSION) {
    made.users = (uint32_t)any(from, 1, (1 << at->n_firm) - 1);
    made.class = maybe(from, 0.8) ? any(from, 0, SKETCH_CLASSES - 1) : -1;
    made.validity = maybe(from, 0.5) ? any(from, 1, 6) : 0;
  }
  at->measure[at->n_measure++] = made;
}

// Acts on a measure, mostly in an order that its states allow.
static void make_acts(stream *from, sketch *at, int32_t measure) {
  static const int32_t usual[] = {CP_ACT_ENTER,   CP_ACT_SUSPEND, CP_ACT_RESTORE,
                                  CP_ACT_SUSPEND, CP_ACT_EXTEND,  CP_ACT_LIFT};
  const int is_tariff = at->measure[measure].kind == CP_TARIFF;
  int32_t day = any(from, 0, at->n_day / 2), step = maybe(from, 0.3) ? -1 : 0;
  for (; step < 6 && day < at->n_day && at->n_act < SKETCH_ACTS; step++) {
    sketch_act act = {.measure = measure, .day = day, .until = -1, .rate = -1.0};
    act.act = step < 0 ? CP_ACT_ANNOUNCE : usual[step];
    if (step >= 0 && maybe(from, 0.1)) act.act = any(from, CP_ACT_SUSPEND, CP_ACT_LIFT);
    if (is_tariff && maybe(from, 0.2)) act.act = CP_ACT_SET;
    const int may_end = act.act == CP_ACT_SUSPEND || act.act == CP_ACT_ENTER;
    if (act.act == CP_ACT_EXTEND || (may_end && maybe(from, 0.5)))
      act.until = day + any(from, 1, 60);
    if (act.act == CP_ACT_SET || (is_tariff && act.act == CP_ACT_ENTER && maybe(from, 0.3)))
      act.rate = about(from, 0, 120);
    at->act[at->n_act++] = act;
    if (maybe(from, 0.35)) return;
    day += any(from, 1, 70);
  }
}

static void make_policy(stream *from, sketch *at) {
  const int32_t n_measure = maybe(from, 0.1) ? 0 : any(from, 1, SKETCH_MEASURES);
  for (int32_t measure = 0; measure < n_measure; measure++) {
    make_measure(from, at);
    make_acts(from, at, measure);
  }
  const int32_t n = n_measure > 0 ? any(from, 0, SKETCH_STATEMENTS / 2) : 0;
  for (at->n_statement = 0; at->n_statement < n; at->n_statement++) {
    at->statement[at->n_statement] = (sketch_statement){.measure = any(from, 0, n_measure - 1),
                                                        .day = any(from, 0, at->n_day - 1),
                                                        .is_threat = maybe(from, 0.7)};
  }
}

static void make_desk(stream *from, sketch *at) {
  at->slots = maybe(from, 0.7) ? 0 : any(from, 1, 3);
  at->limit = maybe(from, 0.5) ? any(from, 1, 60) : -1;
  at->validity = maybe(from, 0.6) ? 1 : any(from, 2, 12);
  at->local = about(from, 0, 15);
  at->capacity = maybe(from, 0.7) ? -1.0 : about(from, 0.1, 20);
  at->granted = about(from, 30, 100);
  // few enough applications to be worked off in a test
  at->size = about(from, 5, 400);
  at->size_spread = maybe(from, 0.3) ? 0.0 : about(from, 0, 1.5);
  at->work = about(from, 0, 3);
  at->has_stream = maybe(from, 0.3);
  at->stream = about(from, 0, 2);
  for (int32_t class = 0; class < SKETCH_CLASSES; class ++) {
    at->stance[class] = any(from, 0, 3);
    at->review[class] = about(from, 0, 30);
    at->returned[class] = maybe(from, 0.7) ? 0.0 : about(from, 0, 15);
    at->refused[class] = maybe(from, 0.7) ? 0.0 : about(from, 0, 15);
  }
}

static void make_settings(stream *from, sketch *at) {
  at->forbids_alternatives = maybe(from, 0.05);
  for (int32_t setting = 0; setting < sketch_n_setting; setting++) {
    const sketch_setting *may = sketch_settings + setting;
    at->setting[setting] = maybe(from, 0.6) ? about(from, may->least, may->most) : SKETCH_DEFAULT;
  }
}

// Half of the offices have parts of a regime; half of the measures without effect become listings or general licences.
static void make_regime(stream *from, sketch *at) {
  at->regime = maybe(from, 0.5) ? 0 : (uint32_t)any(from, 1, (1 << SKETCH_REGIME_BITS) - 1);
  for (int32_t measure = 0; measure < at->n_measure; measure++) {
    sketch_measure *one = at->measure + measure;
    if (one->kind != CP_OTHER_MEASURE || maybe(from, 0.5)) continue;
    one->kind = maybe(from, 0.5) ? CP_LISTING : CP_GENERAL_LICENCE;
    one->users = (uint32_t)any(from, 1, (1 << at->n_firm) - 1);
  }
}

// Customs in full: half of them do nothing of it.
static void make_customs(stream *from, sketch_region *region) {
  region->answer = region->places = -1;
  region->give_up = -1.0;
  region->answers = 100.0;
  if (maybe(from, 0.5)) return;
  if (maybe(from, 0.5)) region->answer = any(from, 1, 12);
  region->answers = about(from, 0, 100);
  region->identify = about(from, 0, 15);
  region->found = about(from, 0, 100);
  region->taken_back = about(from, 0, 60);
  region->seized = about(from, 0, 40);
  if (maybe(from, 0.6)) region->give_up = any(from, 0, 40);
  region->inspects = any(from, 0, 2);
  region->inspected = about(from, 0, 100);
  if (maybe(from, 0.6)) region->places = any(from, 1, 3);
  region->inspect = about(from, 0, 25);
  region->mismatch = about(from, 0, 100);
  if (maybe(from, 0.5)) region->together = about(from, 1, 100);
  region->licence = any(from, 0, 2);
}

// Measures that let through more or less when they come; what would be for the record becomes a quota. Where licences may be used a number of times
// nothing is stopped at departure: what that leaves of a licence the plain engine takes from the desk, once a day.
static void make_transition(stream *from, const sketch *at, sketch_measure *measure) {
  if (measure->kind == CP_OTHER_MEASURE && maybe(from, 0.7)) measure->kind = CP_QUOTA;
  measure->transition = maybe(from, 0.5) ? 0 : any(from, 1, measure->kind == CP_LISTING ? 1 : 2);
  if (measure->transition == 1 && (at->regime & 3u) != 0) measure->transition = 0;
  measure->period = any(from, 0, 2);
  measure->carries = maybe(from, 0.5);
  measure->amount = about(from, 10, maybe(from, 0.7) ? 2000 : 100000);
}

// Customs reserve where licences end on their last day alone.
static int may_reserve(const sketch *at) {
  for (int32_t measure = 0; measure < at->n_measure; measure++) {
    const int32_t kind = at->measure[measure].kind;
    if (kind == CP_LISTING || kind == CP_GENERAL_LICENCE) return 0;
  }
  return at->regime == 0;
}

// Some ports keep goods longer than licences run.
static void make_late(stream *from, sketch *at) {
  at->validity = 1;
  at->granted = 100.0;
  if (at->n_measure > 0 && at->measure[0].kind == CP_BAN)
    at->measure[0].kind = CP_LICENCE_REQUIREMENT;
  for (int32_t measure = 0; measure < at->n_measure; measure++)
    at->measure[measure].has_authority = 1;
  for (int32_t lane = 0; lane < at->n_lane; lane++) at->lane[lane].dwell = any(from, 20, 30);
  for (int32_t class = 0; class < SKETCH_CLASSES; class ++) at->stance[class] = 3;
  for (int32_t region = 0; region < at->n_region; region++) {
    at->region[region].licence = any(from, 1, 2);
    at->region[region].inspects = 2;
    at->region[region].inspected = about(from, 20, 100);
    at->region[region].inspect = about(from, 10, 25);
  }
}

static void make_border(stream *from, sketch *at) {
  for (int32_t region = 0; region < at->n_region; region++) {
    make_customs(from, at->region + region);
    if (!may_reserve(at)) at->region[region].licence = 0;
  }
  for (int32_t measure = 0; measure < at->n_measure; measure++)
    make_transition(from, at, at->measure + measure);
  if (may_reserve(at) && maybe(from, 0.8)) make_late(from, at);
}

static void make_once(stream *from, sketch *at) {
  at->n_day = any(from, 60, 300);
  at->as_of = maybe(from, 0.7) ? at->n_day - 1 : any(from, 0, at->n_day - 1);
  make_settings(from, at);
  make_regions(from, at);
  make_goods(from, at);
  make_desk(from, at);
  for (int32_t good = 0; good < at->n_good; good++) {
    const int32_t n = at->good[good].is_scrap ? 0 : any(from, 1, 3);
    for (int32_t firm = 0; firm < n; firm++) make_firm(from, at, good);
  }
  for (int32_t firm = 0; firm < at->n_firm; firm++) make_uses(from, at, firm);
  for (int32_t use = 0; use < at->n_use; use++) {
    const int32_t n = maybe(from, 0.5) ? 0 : any(from, 1, 2);
    for (int32_t time = 0; time < n; time++) make_alternative(from, at, use);
  }
  make_policy(from, at);
  make_regime(from, at);
  make_border(from, at);
}

void sketch_make(uint64_t seed, sketch *out) {
  stream from = {.random = {.seed = seed}};
  do {
    memset(out, 0, sizeof *out);
    out->seed = seed;
    make_once(&from, out);
  } while (!sketch_tidy(out));
}

// --- tidying -------------------------------------------------------------------------------------

static int has_weight(const sketch *at, int32_t buyer, int32_t good) {
  for (int32_t lane = 0; lane < at->n_lane; lane++) {
    const sketch_lane *one = at->lane + lane;
    if (one->buyer == buyer && one->good == good && one->weight > 0) return 1;
  }
  return 0;
}

static int is_saved(const sketch *at, const sketch_alternative *alternative) {
  for (int32_t use = 0; use < at->n_use; use++) {
    const sketch_use *one = at->use + use;
    if (one->firm != alternative->user || one->good != alternative->good) continue;
    if (alternative->part == 0 || alternative->part == one->part) return 1;
  }
  return 0;
}

static int is_use_sound(const sketch *at, int32_t use) {
  const sketch_use *one = at->use + use;
  return has_weight(at, one->firm, one->good);
}

static int is_alternative_sound(const sketch *at, int32_t alternative) {
  const sketch_alternative *one = at->alternative + alternative;
  const int32_t known = one->known < 0 ? 0 : one->known;
  if (!is_saved(at, one) || known + one->qualify >= at->n_day) return 0;
  if (one->kind > CP_REDESIGN) return 1;
  if (one->with < 0 && one->supplier < 0) return 0;
  return find_lane(at, one->supplier, one->user, one->with < 0 ? one->good : one->with) >= 0;
}

static int is_lane_sound(const sketch *at, int32_t lane) {
  const sketch_lane *one = at->lane + lane;
  if (one->opens >= at->n_day || !brings(at, one->supplier, one->good)) return 0;
  if (uses(at, one->buyer, one->good)) return 1;
  for (int32_t alternative = 0; alternative < at->n_alternative; alternative++) {
    const sketch_alternative *other = at->alternative + alternative;
    const int32_t brought = other->with < 0 ? other->good : other->with;
    if (other->kind <= CP_REDESIGN && other->user == one->buyer && brought == one->good) return 1;
  }
  return 0;
}

static int is_act_sound(const sketch *at, int32_t act) { return at->act[act].day < at->n_day; }

static int is_statement_sound(const sketch *at, int32_t statement) {
  return at->statement[statement].day < at->n_day;
}

// Keeps the rows of an array that are sound; 1 when some were not.
#define SWEEP(array, count, is_sound)                                                   \
  do {                                                                                  \
    int32_t kept = 0;                                                                   \
    for (int32_t row = 0; row < at->count; row++) {                                     \
      if (is_sound(at, row)) at->array[kept++] = at->array[row];                        \
    }                                                                                   \
    has_changed |= kept < at->count;                                                    \
    memset(at->array + kept, 0, sizeof at->array - (size_t)kept * sizeof at->array[0]); \
    at->count = kept;                                                                   \
  } while (0)

// Only what binds some lane has a transition.
static int binds_some_lane(const sketch *at, const sketch_measure *measure) {
  const int32_t kind = measure->kind;
  const uint32_t users = measure->users;
  if (kind != CP_LICENCE_REQUIREMENT && kind != CP_BAN && kind != CP_LISTING) return 0;
  for (int32_t lane = 0; lane < at->n_lane; lane++) {
    const sketch_lane *one = at->lane + lane;
    const int32_t from = at->firm[one->supplier].region, to = at->firm[one->buyer].region;
    if (from != measure->by || to == from || (measure->on >= 0 && measure->on != to)) continue;
    if (kind == CP_LISTING) {
      if (users >> one->buyer & 1u) return 1;
      continue;
    }
    if (measure->has_element ? at->good[one->good].has_element
                             : (int32_t)(measure->goods >> one->good & 1u))
      return 1;
  }
  return 0;
}

// A quota counts in one unit.
static void tidy_quota(const sketch *at, sketch_measure *quota) {
  int32_t first = 0;
  quota->has_element = 0;
  while (first < at->n_good - 1 && (quota->goods >> first & 1u) == 0) first++;
  for (int32_t good = 0; good < at->n_good; good++) {
    if (at->good[good].is_pieces != at->good[first].is_pieces) quota->goods &= ~(1u << good);
  }
  if (quota->goods == 0) quota->goods = 1u << first;
}

int sketch_tidy(sketch *at) {
  if (at->as_of >= at->n_day) at->as_of = at->n_day - 1;
  for (int32_t firm = 0; firm < at->n_firm; firm++) {
    if (at->firm[firm].opens >= at->n_day) at->firm[firm].opens = -1;
  }
  // a row that is not known yet is left out, and its lanes would serve nobody
  for (int32_t row = 0; row < at->n_alternative; row++) {
    if (at->alternative[row].known > at->as_of) at->alternative[row].known = at->as_of;
  }
  for (int32_t measure = 0; measure < at->n_measure; measure++) {
    sketch_measure *one = at->measure + measure;
    if (one->on == one->by) one->on = -1;
    if (sketch_names_users(one->kind) && one->users == 0) one->kind = CP_OTHER_MEASURE;
    if (one->kind != CP_PERMISSION) one->class = -1;
    if (!sketch_names_users(one->kind)) one->users = 0;
    if (one->kind == CP_QUOTA) tidy_quota(at, one);
  }
  int has_changed = 1;
  while (has_changed) {
    has_changed = 0;
    SWEEP(alternative, n_alternative, is_alternative_sound);
    SWEEP(use, n_use, is_use_sound);
    SWEEP(lane, n_lane, is_lane_sound);
    SWEEP(act, n_act, is_act_sound);
    SWEEP(statement, n_statement, is_statement_sound);
  }
  for (int32_t measure = 0; measure < at->n_measure; measure++) {
    if (!binds_some_lane(at, at->measure + measure)) at->measure[measure].transition = 0;
  }
  return at->n_use > 0 && at->n_firm > 0;
}
