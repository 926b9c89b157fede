// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The plain engine's border (docs/model.md, ship and The border): boxes in one list, in the order of declaration, looked through again and
// again.
#include "harness/plain_parts.h"

#include <stdlib.h>

#include "model/purpose.h"
#include "num/philox.h"

enum { WRITTEN_NOT = -1, RESERVES = 1, MUST_BE_VALID = 2, FROM_DEPARTURE = 1 };

static int is_bound(const plain *world, int32_t lane) {
  return cp_lane_control(world->model, world->fast, lane) >= 0;
}

static int is_forbidden(const plain *world, int32_t lane) {
  const int32_t control = cp_lane_control(world->model, world->fast, lane);
  return control >= 0 && world->model->measure_kind[control] == CP_BAN;
}

static double chance(const plain *world, const plain_box *box, uint32_t question) {
  const cp_random random = {world->fast->seed[0], world->fast->replica[0]};
  return cp_random_unit(&random, CP_PURPOSE_CUSTOMS, world->model->lane_hash[box->lane],
                        box->declared - world->model->first_day[0], question);
}

static int is_in_hand(const plain_box *box) {
  return box->stage == CP_CONSIGNMENT_CHALLENGED || box->stage == CP_CONSIGNMENT_IDENTIFYING ||
         box->stage == CP_CONSIGNMENT_QUEUED || box->stage == CP_CONSIGNMENT_INSPECTED;
}

// --- departure -----------------------------------------------------------------------------------

static void note_days(plain *world, const plain_box *box, int32_t under_way, int is_air) {
  const int32_t to = lane_destination(world->model, box->lane);
  const int32_t class = cp_lane_class(world->model, world->fast, box->lane);
  if (world->fast->control_first[0] < 0 || to < 0) return;
  int32_t days[CP_N_DAYS] = {box->waited, box->days[CP_DAYS_PORT], box->days[CP_DAYS_CHALLENGE],
                             box->days[CP_DAYS_INSPECTION]};
  days[CP_DAYS_HELD] = world->today - box->declared - days[CP_DAYS_PORT] - days[CP_DAYS_CHALLENGE] -
                       days[CP_DAYS_INSPECTION];
  days[is_air ? CP_DAYS_AIR : CP_DAYS_SEA] = under_way;
  world->destination_departed[to] += 1.0;
  if (class >= 0) world->class_departed[class] += 1.0;
  EACH(part, 0, CP_N_DAYS) {
    world->destination_days[to * CP_N_DAYS + part] += days[part];
    if (class >= 0) world->class_days[class * CP_N_DAYS + part] += days[part];
  }
}

static void depart(plain *world, const plain_box *box) {
  const cp_model *model = world->model;
  const cp_draw *draw = world->draw;
  const int32_t lane = box->lane;
  const int32_t input = model->lane_input[lane], to = lane_destination(model, lane);
  const double days = smaller(draw->expedite_below[0], 0.5 * draw->input_cover[input]);
  const int is_air =
      lane_air(model, draw, lane) > 0 && world->stock[input] < draw->input_rate[input] * days;
  const int32_t under_way =
      is_air ? lane_air(model, draw, lane) : cp_lane_transit(model, draw, lane);
  *landing(world, world->today + under_way, lane) += box->quantity;
  world->under_way[lane] += box->quantity;
  world->departed_total[lane] += box->quantity;
  plain_sell(world, lane, box->quantity);
  // what flies is counted at gates
  if (is_air && model->lane_gate[lane] >= 0) world->flown_total[lane] += box->quantity;
  if (to >= 0 && cp_is_headline(model, lane))
    world->shipped[month_of(world) * model->n_destination + to] += box->quantity;
  note_days(world, box, under_way, is_air);
}

// --- quotas --------------------------------------------------------------------------------------

static int counts(const plain *world, int32_t measure, int32_t lane) {
  const cp_model *model = world->model;
  if (model->measure_kind[measure] != CP_QUOTA || world->quota_since[measure] < 0) return 0;
  EACH(at, model->measure_lane_first[measure], model->measure_lane_first[measure + 1]) {
    if (model->measure_lane[at] == lane) return 1;
  }
  return 0;
}

static int has_quota(const plain *world, int32_t lane) {
  EACH(measure, 0, world->model->n_measure) {
    if (counts(world, measure, lane)) return 1;
  }
  return 0;
}

static void begin_periods(plain *world) {
  const cp_model *model = world->model;
  EACH(measure, 0, model->n_measure) {
    if (model->measure_kind[measure] != CP_QUOTA) continue;
    if (world->fast->measure_state[measure] != CP_MEASURE_IN_FORCE) {
      world->quota_since[measure] = -1;
      continue;
    }
    const int32_t period = cp_month_index(world->today) / model->measure_period[measure];
    double carried = 0.0;
    if (world->quota_since[measure] < 0) {
      world->quota_since[measure] = world->today;
      world->quota_at_port[measure] = 0.0;
    } else if (period == world->quota_period[measure]) {
      continue;
    } else if (model->measure_carries[measure]) {
      carried = world->quota_may[measure] - world->quota_departed[measure];
    }
    world->quota_period[measure] = period;
    world->quota_may[measure] = model->measure_amount[measure] + carried;
    world->quota_departed[measure] = 0.0;
  }
}

static double room_under_quotas(const plain *world, int32_t lane, double room) {
  EACH(measure, 0, world->model->n_measure) {
    if (counts(world, measure, lane))
      room = smaller(room, world->quota_may[measure] - world->quota_departed[measure] -
                               world->quota_at_port[measure]);
  }
  return room;
}

static void leave_quotas(plain *world, const plain_box *box, double quantity, int has_departed) {
  EACH(measure, 0, world->model->n_measure) {
    if (!counts(world, measure, box->lane) || box->declared < world->quota_since[measure]) continue;
    world->quota_at_port[measure] -= quantity;
    if (has_departed) world->quota_departed[measure] += quantity;
  }
}

// --- stages --------------------------------------------------------------------------------------

// The number of stage days so far goes to the stage that ends.
static void enter(plain *world, plain_box *box, int32_t stage, int32_t due) {
  const int32_t customs = lane_customs(world->model, box->lane);
  const int32_t part =
      box->stage == CP_CONSIGNMENT_CHALLENGED || box->stage == CP_CONSIGNMENT_IDENTIFYING
          ? CP_DAYS_CHALLENGE
      : box->stage == CP_CONSIGNMENT_QUEUED || box->stage == CP_CONSIGNMENT_INSPECTED
          ? CP_DAYS_INSPECTION
          : CP_DAYS_PORT;
  if (box->stage != CP_CONSIGNMENT_HELD) box->days[part] += world->today - box->since;
  if (box->stage == CP_CONSIGNMENT_INSPECTED) world->inspection_busy[customs] -= 1;
  if (stage == CP_CONSIGNMENT_INSPECTED) world->inspection_busy[customs] += 1;
  box->stage = stage;
  box->since = world->today;
  box->due = due;
}

static int32_t region_to(const cp_model *model, int32_t lane) {
  return model->firm_region[model->input_firm[model->lane_input[lane]]];
}

static int are_mates(const plain *world, const plain_box *one, const plain_box *other) {
  const cp_model *model = world->model;
  return one != other && one->is_stuffed && other->is_stuffed && one->declared == other->declared &&
         model->lane_supplier[one->lane] == model->lane_supplier[other->lane] &&
         region_to(model, one->lane) == region_to(model, other->lane);
}

// Customs have nothing against it, or no reason any more to hold it.
static void let_go(plain *world, plain_box *box) {
  if (box->hold)
    enter(world, box, CP_CONSIGNMENT_HELD, 0);
  else
    enter(world, box, CP_CONSIGNMENT_RELEASED, box->sails);
}

// A container of which one is not free holds all.
static void settle(plain *world) {
  EACH(at, 0, world->n_box) {
    plain_box *box = world->box + at;
    int is_held = 0;
    if (!box->is_stuffed || box->stage == CP_CONSIGNMENT_WAITING) continue;
    EACH(other, 0, world->n_box) {
      const plain_box *mate = world->box + other;
      const int is_own = mate->stage == CP_CONSIGNMENT_HELD && (mate->hold & ~CP_HOLD_MATE);
      is_held |= are_mates(world, box, mate) && (is_in_hand(mate) || is_own);
    }
    box->hold = is_held ? box->hold | CP_HOLD_MATE : box->hold & ~CP_HOLD_MATE;
    if ((box->hold && box->stage == CP_CONSIGNMENT_RELEASED) ||
        (!box->hold && box->stage == CP_CONSIGNMENT_HELD))
      let_go(world, box);
  }
}

// It leaves the port: sails, goes back to wait, or is lost. What is left of the list is swept in the evening.
static void end(plain *world, plain_box *box, int32_t stage) {
  const int has_departed = stage == CP_CONSIGNMENT_DEPARTED;
  enter(world, box, CP_CONSIGNMENT_WAITING, 0);
  world->at_port[box->lane] -= box->quantity;
  leave_quotas(world, box, box->quantity, has_departed);
  plain_settle(world, box, has_departed);
  if (has_departed) {
    depart(world, box);
  } else if (stage == CP_CONSIGNMENT_RETURNED) {
    world->waiting[box->lane] += box->quantity;
  } else {
    world->gone_total[box->lane] += box->quantity;
    world->coming[world->model->lane_input[box->lane]] -= box->quantity;
  }
}

// --- customs -------------------------------------------------------------------------------------

static int32_t heading_since(const plain *world, int32_t lane) {
  const cp_model *model = world->model;
  const int32_t heading = model->good_heading[cp_lane_good(model, lane)];
  const int32_t customs = lane_customs(model, lane);
  if (heading < 0 || customs < 0) return -1;
  return world->fast->heading_since[heading * model->n_customs + customs];
}

static int is_challenged(const plain *world, int32_t lane) {
  const cp_model *model = world->model;
  const cp_draw *draw = world->draw;
  const int32_t since = heading_since(world, lane), customs = lane_customs(model, lane);
  if (is_bound(world, lane) || since < 0) return 0;
  int32_t days = world->today - since;
  if (days > CP_CHALLENGE_DAYS - 1) days = CP_CHALLENGE_DAYS - 1;
  const double share = smaller(
      1.0, draw->customs_challenge[customs] + draw->region_challenge[region_to(model, lane)]);
  const cp_random random = {world->fast->seed[0], world->fast->replica[0]};
  return cp_random_happens(
      share * draw->challenged[customs * CP_CHALLENGE_DAYS + days],
      cp_random_bits(&random, CP_PURPOSE_CHALLENGE, model->lane_hash[lane], days_gone(world), 0));
}

// The n-th working day after today.
static int32_t working_day(const plain *world, int32_t calendar, int32_t n) {
  int32_t day = world->today;
  while (n > 0 && day < world->model->first_day[0] + world->model->n_calendar_day)
    n -= cp_is_working(world->model, calendar, ++day);
  return day;
}

static void challenge(plain *world, plain_box *box) {
  const cp_model *model = world->model;
  const int32_t customs = lane_customs(model, box->lane), most = model->customs_answer[customs];
  const int32_t calendar = model->region_calendar[model->customs_region[customs]];
  int32_t due =
      world->today + cp_lane_dwell(model, box->lane) + (int32_t)world->draw->customs_hold[customs];
  if (most != WRITTEN_NOT) {
    if (chance(world, box, CP_ASK_ANSWERED) < world->draw->customs_answers[customs])
      due = working_day(world, calendar,
                        1 + (int32_t)floor(chance(world, box, CP_ASK_ANSWER_DAY) * most));
    else
      due = working_day(world, calendar, most) + 1;
  }
  enter(world, box, CP_CONSIGNMENT_CHALLENGED, due);
}

static void open_places(plain *world, int32_t customs) {
  const cp_model *model = world->model;
  const int32_t *table = world->draw->inspect_days + customs * CP_TABLE;
  while (model->customs_places[customs] < 0 ||
         world->inspection_busy[customs] < model->customs_places[customs]) {
    plain_box *first = NULL;
    EACH(at, 0, world->n_box) {
      plain_box *box = world->box + at;
      if (box->stage != CP_CONSIGNMENT_QUEUED || lane_customs(model, box->lane) != customs)
        continue;
      if (!first || box->turn < first->turn) first = box;
    }
    if (!first) return;
    const double unit = chance(world, first, CP_ASK_INSPECT_DAYS);
    enter(world, first, CP_CONSIGNMENT_INSPECTED,
          world->today + table[(int32_t)floor(unit * CP_TABLE)]);
  }
}

static void pick(plain *world, plain_box *box) {
  box->turn = world->n_turn++;
  enter(world, box, CP_CONSIGNMENT_QUEUED, 0);
  open_places(world, lane_customs(world->model, box->lane));
}

static void pass(plain *world, plain_box *box) {
  const int32_t customs = lane_customs(world->model, box->lane);
  const int32_t dwell = cp_lane_dwell(world->model, box->lane);
  const int had_dwelled = box->stage == CP_CONSIGNMENT_CHALLENGED &&
                          world->model->customs_answer[customs] == WRITTEN_NOT;
  box->sails = world->today + (had_dwelled ? 0 : dwell);
  let_go(world, box);
  if (!had_dwelled) return;
  box->days[CP_DAYS_CHALLENGE] -= dwell;
  box->days[CP_DAYS_PORT] += dwell;
}

static void find(plain *world, plain_box *box) {
  const int32_t customs = lane_customs(world->model, box->lane);
  const double fate = chance(world, box, CP_ASK_FATE);
  const double back = world->draw->customs_taken_back[customs];
  box->hold |= CP_HOLD_FOUND;
  enter(world, box, CP_CONSIGNMENT_HELD, 0);
  if (fate < back)
    end(world, box, CP_CONSIGNMENT_RETURNED);
  else if (fate < back + world->draw->customs_seized[customs])
    end(world, box, CP_CONSIGNMENT_SEIZED);
}

static void end_hold(plain *world, plain_box *box) {
  const int32_t customs = lane_customs(world->model, box->lane);
  const double leaving = floor(box->quantity * world->draw->customs_leaves[customs]);
  if (leaving <= 0.0) {
    end(world, box, CP_CONSIGNMENT_RETURNED);
    return;
  }
  const double rest = box->quantity - leaving;
  world->waiting[box->lane] += rest;
  world->at_port[box->lane] -= rest;
  leave_quotas(world, box, rest, 0);
  box->quantity = leaving;
  pass(world, box);
}

static void end_stage(plain *world, plain_box *box) {
  const cp_model *model = world->model;
  const cp_draw *draw = world->draw;
  const int32_t customs = lane_customs(model, box->lane);
  if (box->stage == CP_CONSIGNMENT_CHALLENGED) {
    if (model->customs_answer[customs] == WRITTEN_NOT) {
      end_hold(world, box);
    } else if (chance(world, box, CP_ASK_ANSWERED) < draw->customs_answers[customs]) {
      const double unit = chance(world, box, CP_ASK_IDENTIFY_DAYS);
      const int32_t *table = draw->identify_days + customs * CP_TABLE;
      enter(world, box, CP_CONSIGNMENT_IDENTIFYING,
            world->today + table[(int32_t)floor(unit * CP_TABLE)]);
    } else {
      find(world, box);
    }
  } else if (box->stage == CP_CONSIGNMENT_IDENTIFYING) {
    if (chance(world, box, CP_ASK_FOUND) < draw->customs_found[customs])
      find(world, box);
    else
      pass(world, box);
  } else {
    const int is_wrong = chance(world, box, CP_ASK_MISMATCH) < draw->customs_mismatch[customs];
    if (box->licensed <= 0.0 && is_wrong)
      challenge(world, box);
    else
      pass(world, box);
  }
}

static int is_due(const plain *world, const plain_box *box) {
  return box->stage == CP_CONSIGNMENT_RELEASED && box->due <= world->today;
}

static int is_too_late(const plain *world, const plain_box *box) {
  const int32_t customs = lane_customs(world->model, box->lane);
  return is_due(world, box) && customs >= 0 &&
         world->model->customs_licence[customs] == MUST_BE_VALID && plain_has_ended(world, box);
}

// What customs have in hand first, then what may not sail any more, then what sails.
static void end_stages(plain *world) {
  EACH(at, 0, world->n_box) {
    plain_box *box = world->box + at;
    if (!is_in_hand(box) || box->stage == CP_CONSIGNMENT_QUEUED || box->due > world->today)
      continue;
    end_stage(world, box);
    settle(world);
    at = -1;
  }
  EACH(at, 0, world->n_box) {
    plain_box *box = world->box + at;
    if (!is_too_late(world, box)) continue;
    plain_settle(world, box, 0);
    box->hold |= CP_HOLD_EXPIRED;
    enter(world, box, CP_CONSIGNMENT_HELD, 0);
  }
  settle(world);
  EACH(at, 0, world->n_box) {
    if (is_due(world, world->box + at)) end(world, world->box + at, CP_CONSIGNMENT_DEPARTED);
  }
}

// --- what measures stop --------------------------------------------------------------------------

// The measure that stops it, -1 none.
static int32_t stopped_by(const plain *world, const plain_box *box) {
  const cp_model *model = world->model;
  const int32_t control = cp_lane_control(model, world->fast, box->lane);
  const int32_t listing = AT_GATE(model, world->fast->gate_listed, box->lane, -1);
  const int32_t since = AT_GATE(model, world->fast->control_since, box->lane, -1);
  if (listing >= 0 && model->measure_transition[listing] == FROM_DEPARTURE) return listing;
  if (control < 0 || model->measure_transition[control] != FROM_DEPARTURE) return -1;
  const int is_new = box->declared < since && box->licensed < box->quantity;
  return is_forbidden(world, box->lane) || is_new ? control : -1;
}

static void stop(plain *world) {
  EACH(at, 0, world->n_box) {
    plain_box *box = world->box + at;
    if (box->stage == CP_CONSIGNMENT_WAITING || stopped_by(world, box) < 0) continue;
    box->hold |= CP_HOLD_MEASURE;
    if (box->stage == CP_CONSIGNMENT_RELEASED) enter(world, box, CP_CONSIGNMENT_HELD, 0);
    settle(world);
  }
}

static int gets_licence(plain *world, plain_box *box) {
  const int32_t customs = lane_customs(world->model, box->lane);
  const double lacking = box->quantity - box->licensed;
  if (!is_bound(world, box->lane)) return 1;
  if (is_forbidden(world, box->lane) || world->licence_left[box->lane] < lacking) return 0;
  if (customs >= 0 && world->model->customs_licence[customs] >= RESERVES) {
    plain_reserve(world, box, lacking);
  } else {
    plain_use(world, box->lane, lacking);
    box->licensed = box->quantity;
  }
  return 1;
}

static void look_at_held(plain *world, plain_box *box) {
  const int32_t customs = lane_customs(world->model, box->lane);
  const double give_up = customs < 0 ? -1.0 : world->draw->customs_give_up[customs];
  const int32_t lawful = CP_HOLD_MEASURE | CP_HOLD_EXPIRED;
  const int32_t measure = stopped_by(world, box);
  if (measure < 0) box->hold &= ~CP_HOLD_MEASURE;
  const int helps = measure < 0 || world->model->measure_kind[measure] == CP_LICENCE_REQUIREMENT;
  if ((box->hold & lawful) && helps && gets_licence(world, box)) box->hold &= ~lawful;
  if (!box->hold)
    let_go(world, box);
  else if (give_up >= 0.0 && world->today - box->since >= give_up && (box->hold & ~CP_HOLD_MATE))
    end(world, box, box->hold & CP_HOLD_FOUND ? CP_CONSIGNMENT_ABANDONED : CP_CONSIGNMENT_RETURNED);
  settle(world);
}

// --- turns ---------------------------------------------------------------------------------------

static plain_box *add_box(plain *world, int32_t lane, double quantity) {
  if (world->n_box == world->most_box) {
    world->most_box = 2 * world->most_box + 64;
    world->box = realloc(world->box, (size_t)world->most_box * sizeof *world->box);
    if (!world->box) abort();
  }
  plain_box *box = world->box + world->n_box++;
  *box = (plain_box){.lane = lane,
                     .declared = world->today,
                     .since = world->today,
                     .sails = world->today + cp_lane_dwell(world->model, lane),
                     .stage = CP_CONSIGNMENT_DECLARED,
                     .quantity = quantity};
  return box;
}

static void look_at(plain *world, plain_box *box, int looks_alike) {
  const cp_model *model = world->model;
  const cp_draw *draw = world->draw;
  const int32_t customs = lane_customs(model, box->lane);
  const int32_t inspects = customs < 0 ? 0 : model->customs_inspects[customs];
  box->is_stuffed =
      customs >= 0 && chance(world, box, CP_ASK_STUFFED) < draw->customs_together[customs];
  const int is_picked = inspects == 2 && heading_since(world, box->lane) >= 0 &&
                        chance(world, box, CP_ASK_PICKED) < draw->customs_inspected[customs];
  if (is_picked || (inspects == 1 && looks_alike))
    pick(world, box);
  else if (looks_alike)
    challenge(world, box);
  else
    let_go(world, box);
  settle(world);
}

// What may leave of the goods that are ready.
static double passing_of(plain *world, int32_t lane, double ready, double *licensed) {
  const cp_model *model = world->model;
  const int32_t customs = lane_customs(model, lane);
  *licensed = 0.0;
  if (!is_bound(world, lane)) return ready;
  const double exempt =
      smaller(ready, AT_GATE(model, world->fast->exempt, lane, 0.0) - world->exempt_used[lane]);
  world->exempt_used[lane] += exempt;
  ready -= exempt;
  *licensed = is_forbidden(world, lane) ? 0.0 : smaller(ready, world->licence_left[lane]);
  if (customs < 0) return exempt + *licensed;
  int32_t days = world->today - AT_GATE(model, world->fast->control_since, lane, -1);
  if (days > CP_ONSET_DAYS - 1) days = CP_ONSET_DAYS - 1;
  const double fading = world->draw->unlicensed[customs * CP_ONSET_DAYS + days];
  return exempt + *licensed + carry((ready - *licensed) * fading, &world->ration_carry[lane]);
}

// Mean days for which what waits has waited, in whole days; what was left behind is older by the days since.
static int32_t waited_on(plain *world, int32_t lane, double passing, int32_t period) {
  cp_waited *waited = world->waited + lane;
  const double waiting = world->waiting[lane], left = waited->left;
  double mean = 0.0;
  if (left > 0.0) {
    if (waiting < left) waited->days *= waiting / left;
    waited->days += smaller(left, waiting) * period;
    mean = waited->days / waiting;
    waited->days = waiting > passing ? waited->days - passing * mean : 0.0;
  }
  waited->left = waiting - passing;
  return (int32_t)floor(mean + 0.5);
}

static void declare(plain *world, int32_t lane, double quantity, double licensed, int32_t waited) {
  const cp_model *model = world->model;
  const int32_t customs = lane_customs(model, lane);
  const int looks_alike = is_challenged(world, lane);
  plain_box *box = add_box(world, lane, quantity);
  box->waited = waited;
  world->waiting[lane] -= quantity;
  world->at_port[lane] += quantity;
  EACH(measure, 0, model->n_measure) {
    if (counts(world, measure, lane)) world->quota_at_port[measure] += quantity;
  }
  if (customs >= 0 && model->customs_licence[customs] >= RESERVES) {
    plain_reserve(world, box, licensed);
  } else {
    plain_use(world, lane, licensed);
    box->licensed = licensed;
  }
  look_at(world, box, looks_alike);
}

static void send(plain *world, int32_t lane) {
  const cp_model *model = world->model;
  const cp_draw *draw = world->draw;
  if (world->waiting[lane] <= 0.0 || world->today < world->next_turn[lane]) return;
  if (!is_at_work(world, model->lane_supplier[lane])) return;
  const int32_t period = world->today - world->last_dispatch[lane];
  const double load =
      floor(draw->surge[0] * draw->need_level[month_of(world)] * draw->lane_most[lane] * period) +
      1.0;
  const double usual = draw->lane_most[lane] * (model->lane_dispatch[lane] + 14);
  const double late = larger(0.0, world->order_open[lane] - usual);
  const double asked = smaller(load, world->waiting[lane] + late);
  double licensed = 0.0;
  const double ready = room_under_quotas(world, lane, smaller(load, world->waiting[lane]));
  const double passing = passing_of(world, lane, ready, &licensed);
  const double filled = passing / asked;
  const double weight = smaller(1.0, period / draw->record_memory[0]);
  world->fill[lane] += (filled - world->fill[lane]) * weight;
  world->last_dispatch[lane] = world->today;
  world->next_turn[lane] = world->today + 1;
  while ((world->next_turn[lane] + cp_lane_phase(model, lane)) % model->lane_dispatch[lane] != 0)
    world->next_turn[lane] += 1;
  const int32_t waited = model->lane_gate[lane] < 0 ? 0 : waited_on(world, lane, passing, period);
  if (passing > 0.0) declare(world, lane, passing, licensed, waited);
  // how often a licence may be used the desk's records say
  if (plain_keeps_licences(world)) return;
  const double lost = AT_GATE(model, world->fast->forfeit_total, lane, 0.0);
  world->licence_left[lane] -= lost - world->forfeit_before[lane];
  world->forfeit_before[lane] = lost;
}

static void send_under_quotas(plain *world) {
  const cp_model *model = world->model;
  EACH(measure, 0, model->n_measure) {
    if (model->measure_kind[measure] != CP_QUOTA || world->quota_since[measure] < 0) continue;
    const int32_t first = model->measure_lane_first[measure];
    const int32_t n = model->measure_lane_first[measure + 1] - first;
    EACH(step, 0, n) send(world, model->measure_lane[first + (world->today + step) % n]);
  }
}

static void sum_held(plain *world) {
  EACH(lane, 0, world->model->n_lane) world->held[lane] = 0.0;
  EACH(at, 0, world->n_box) {
    const plain_box *box = world->box + at;
    if (is_in_hand(box) || box->stage == CP_CONSIGNMENT_HELD)
      world->held[box->lane] += box->quantity;
  }
}

void plain_ship(plain *world) {
  const cp_model *model = world->model;
  plain_grant(world);
  begin_periods(world);
  if (world->fast->bound_on[0] == world->today) stop(world);
  end_stages(world);
  EACH(at, 0, world->n_box) {
    if (world->box[at].stage == CP_CONSIGNMENT_HELD) look_at_held(world, world->box + at);
  }
  EACH(customs, 0, model->n_customs) open_places(world, customs);
  EACH(lane, 0, model->n_lane) {
    if (!has_quota(world, lane)) send(world, lane);
  }
  send_under_quotas(world);
  end_stages(world);
  int32_t n = 0;
  EACH(at, 0, world->n_box) {
    if (world->box[at].stage != CP_CONSIGNMENT_WAITING) world->box[n++] = world->box[at];
  }
  world->n_box = n;
  sum_held(world);
}
