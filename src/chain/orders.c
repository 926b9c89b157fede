// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What buyers order: use, plus a part of the gap between what they want on hand and on the way and what will probably be there in time. Reads
// plans, stocks, what binds, threatens or taxes a lane, and the record of desk and suppliers; writes order_open, coming and expected. Inputs are
// visited by number; an order is split over lanes with a start that rotates from order to order.
#include "chain/chain.h"

#include "base/fetch.h"
#include "chain/group.h"
#include "model/crew.h"
#include "model/gate.h"
#include "model/limits.h"
#include "model/today.h"
#include "num/least.h"
#include "num/share.h"

// a lane that delivers nothing still gets this part of its share, so that its recovery is seen
static const double fill_least = 0.05;
// an alternative is ordered from while less than this part of what is wanted is probable
static const double called_below = 0.9;
// so many firms ahead are asked for
enum { SOON = 4 };

// --- what orders meet ----------------------------------------------------------------------------

// What an input's lanes do to its orders today.
typedef struct view {
  double doubtful;   // ordered, and perhaps not there in time
  double hoarded;    // days of extra cover, because a control is known or threatened
  double forwarded;  // the same, because a day is known on which goods become scarcer or dearer
  double postponed;  // share of orders held back because a tariff will probably fall
} view;

// Chance that what waits for a licence at this gate gets it before the stock and what surely comes run out, less the days under way.
static inline double chance_at(const cp_model *model, const cp_draw *draw, const cp_state *state,
                               int32_t gate, double sure) {
  const int32_t class = state->gate_class[gate];
  const int32_t measure = state->gate_control[gate];
  const int32_t lane = model->gate_lane[gate];
  if (class < 0 || model->measure_kind[measure] == CP_BAN) return 0.0;
  const double rate = draw->input_rate[model->lane_input[lane]];
  const double days = rate > 0.0 ? sure / rate - cp_lane_transit(model, draw, lane) : 0.0;
  const int32_t weeks = (int32_t)cp_most(0.0, cp_least(days / 7.0, CP_CHANCE_WEEKS - 1));
  return state->chance[class * CP_CHANCE_WEEKS + weeks];
}

// Goods on the gate's lane that need a licence which is not there yet.
static double stuck_at(const cp_model *model, const cp_state *state, int32_t gate) {
  if (state->gate_control[gate] < 0) return state->held[gate];
  const int32_t lane = model->gate_lane[gate];
  const double asked = state->book[lane].open + state->waiting[lane];
  const double exempt = state->exempt[gate] - state->exempt_used[gate];
  return cp_most(0.0, asked - state->licence_left[gate] - exempt);
}

static double ramp_before(const cp_draw *draw, int32_t days_left) {
  return cp_most(0.0, 1.0 - days_left / draw->forward_over[0]);
}

// What the control does that binds lanes of the input: the part of its orders that is not there in time by chance. Most inputs have one gate.
static double doubtful_of(const cp_model *model, const cp_draw *draw, const cp_state *state,
                          int32_t input) {
  const int32_t first = model->input_gate_first[input];
  const int32_t end = model->input_gate_first[input + 1];
  const double position = state->stock[input] + state->coming[input];
  if (end - first == 1) {
    const int32_t gate = model->input_gate[first];
    const double waits = stuck_at(model, state, gate);
    return waits > 0.0 ? waits * (1.0 - chance_at(model, draw, state, gate, position - waits))
                       : 0.0;
  }
  double stuck = 0.0;
  for (int32_t at = first; at < end; at++) stuck += stuck_at(model, state, model->input_gate[at]);
  double doubtful = 0.0;
  for (int32_t at = first; at < end; at++) {
    const int32_t gate = model->input_gate[at];
    if (state->gate_control[gate] < 0) continue;
    const double waits = stuck_at(model, state, gate);
    if (waits > 0.0)
      doubtful += waits * (1.0 - chance_at(model, draw, state, gate, position - stuck));
  }
  return doubtful;
}

// The earliest threat and the nearest deadline of the input's lanes weigh most.
static view view_of(const cp_model *model, const cp_draw *draw, const cp_state *state,
                    int32_t input) {
  view seen = {.postponed = state->input_postponed[input]};
  if (!state->has_border[0]) return seen;
  const int32_t today = state->day[0];
  if (state->input_threat[input] >= 0) {
    const double days = today - state->input_threat[input] + 1;
    const double asked = draw->hoarding[0] * cp_least(1.0, days / draw->hoard_over[0]);
    seen.hoarded = cp_most(0.0, asked * (1.0 - state->input_hope[input]));
  }
  if (state->input_deadline[input] >= today) {
    const double before = ramp_before(draw, state->input_deadline[input] - today);
    seen.forwarded = cp_most(0.0, draw->forward[0] * before);
  }
  if (state->input_bound[input]) seen.doubtful = doubtful_of(model, draw, state, input);
  return seen;
}

// --- holidays ------------------------------------------------------------------------------------

static int are_holidays_ahead(const cp_model *model, int32_t today) {
  for (int32_t region = 0; region < model->n_region; region++) {
    if (model->region_closure[(int64_t)region * model->n_day + today] > 0.0) return 1;
  }
  return 0;
}

// Days of output that holidays of the input's suppliers will cost soon: known beforehand, so it is ordered beforehand.
static double closure_days(const cp_model *model, int32_t today, int32_t input) {
  double days = 0.0;
  for (int32_t at = model->input_lane_first[input]; at < model->input_lane_first[input + 1]; at++) {
    const int32_t lane = model->input_lane[at];
    const int32_t region = model->firm_region[model->lane_supplier[lane]];
    days += model->place_share[at] * model->region_closure[(int64_t)region * model->n_day + today];
  }
  return days;
}

// --- placing -------------------------------------------------------------------------------------

// Is the lane there still closed? Only gates open late.
static int is_closed(const cp_model *model, const cp_state *state, int32_t place) {
  const int32_t gate = model->lane_gate[model->input_lane[place]];
  return gate >= 0 && state->day[0] < model->gate_opens[gate];
}

static double weight_at(const cp_model *model, const cp_state *state, int32_t place,
                        int may_be_closed) {
  if (may_be_closed && is_closed(model, state, place)) return 0.0;
  return model->place_share[place] *
         cp_most(fill_least, state->book[model->input_lane[place]].fill);
}

// On a bound lane nobody has more on order than the stock lacks of the whole position: orders stuck there would otherwise be given again and
// again.
static double room_on(const cp_model *model, const cp_state *state, int32_t lane, double lacking) {
  const int32_t gate = model->lane_gate[lane];
  if (gate < 0 || state->gate_control[gate] < 0) return 0x1p52;
  return cp_most(0.0, lacking - state->book[lane].open - state->waiting[lane] -
                          state->at_port[gate] - state->under_way[gate]);
}

static inline void give_order(const cp_model *model, cp_state *state, int32_t input, int32_t lane,
                              double part, double lacking) {
  const double ordered = state->input_bound[input]
                             ? cp_least(part, cp_whole(room_on(model, state, lane, lacking)))
                             : part;
  state->book[lane].open += ordered;
  state->coming[input] += ordered;
}

// Split an order over the open lanes first .. end - 1 by their shares and what they delivered lately; the last of them takes the rest. The start
// rotates by turns.
static void split_order(const cp_model *model, cp_state *state, int32_t input, int32_t first,
                        int32_t end, int32_t turn, double quantity, double lacking) {
  const int may_be_closed = state->day[0] < model->input_opens[input];
  double weights = 0.0;
  int32_t n_open = 0;
  for (int32_t place = first; place < end; place++) {
    const double weight = weight_at(model, state, place, may_be_closed);
    weights += weight;
    n_open += weight > 0.0;
  }
  int32_t place = first + cp_split_start(end - first, turn);
  double remaining = quantity;
  while (n_open > 0 && remaining > 0.0) {
    const int32_t at = place;
    place = place + 1 < end ? place + 1 : first;
    const double weight = weight_at(model, state, at, may_be_closed);
    if (weight <= 0.0) continue;
    const double share = cp_least(1.0, weight / weights);
    const double part = --n_open == 0 ? remaining : cp_whole(remaining * share);
    remaining -= part;
    weights -= weight;
    give_order(model, state, input, model->input_lane[at], part, lacking);
  }
}

// `position` is what the buyer wants on hand and on the way in all. Most inputs have one lane.
static inline void place_order(const cp_model *model, const cp_draw *draw, cp_state *state,
                               int32_t input, double quantity, double position) {
  const double lacking = position - state->stock[input];
  const int32_t first = model->input_lane_first[input];
  const int32_t end = model->input_lane_first[input + 1];
  if (end - first != 1) {
    const int32_t turn = state->day[0] / draw->order_days[0];
    split_order(model, state, input, first, end, turn, quantity, lacking);
  } else if (weight_at(model, state, first, state->day[0] < model->input_opens[input]) > 0.0) {
    give_order(model, state, input, model->input_lane[first], quantity, lacking);
  }
}

// --- ordering ------------------------------------------------------------------------------------

// What today's plan uses over normal use: by the build plan of a final firm, not its consumption, which collapses when a line stands; by the
// lasting need of a maker to order, whose books are no use (docs/model.md, order).
static double use_of(const cp_model *model, const cp_draw *draw, const cp_state *state,
                     int32_t firm) {
  const int32_t month = cp_month(model, state);
  return model->firm_is_final[firm]
             ? draw->need_factor[(int64_t)month * model->n_region + model->firm_region[firm]]
             : draw->need_level[month];
}

// What other sources hold and have under way for the group, in units of its input.
static double held_elsewhere(const cp_model *model, const cp_draw *draw, const cp_state *state,
                             int32_t input) {
  double held = 0.0;
  if (!(state->input_turned[input] & CP_ANY_SOURCE)) return held;
  for (int32_t source = input + 1; source < model->input_end[input]; source++) {
    const double per = draw->option_per[model->alternative_option[model->input_source[source]]];
    if (per <= 0.0) continue;
    const double doubtful =
        state->input_bound[source] ? doubtful_of(model, draw, state, source) : 0.0;
    held += (state->stock[source] + state->coming[source] - doubtful) / per;
  }
  return held;
}

// Is an alternative called on: does probable supply fall short, or is the good dearer than the alternative?
static int is_called(const cp_model *model, const cp_draw *draw, const cp_state *state,
                     int32_t alternative, double wanted) {
  const int32_t input = model->alternative_input[alternative];
  const int32_t good = model->input_good[input];
  const int is_inside = model->firm_region[model->input_firm[input]] == model->home_region[0];
  const double price = is_inside ? state->price_inside[good] : state->price_outside[good];
  const double cost = draw->option_cost[model->alternative_option[alternative]];
  return state->expected[input] < called_below * wanted || price > 1.0 + cost;
}

// Orders what the sources of a group may serve of `order`; returns what is left for the input itself.
static double order_elsewhere(const cp_model *model, const cp_draw *draw, cp_state *state,
                              int32_t input, double order, double position, double wanted) {
  double left = order;
  if (!(state->input_turned[input] & CP_ANY_SOURCE)) return left;
  for (int32_t source = input + 1; source < model->input_end[input]; source++) {
    const int32_t alternative = model->input_source[source];
    const double per = draw->option_per[model->alternative_option[alternative]];
    const double share = state->alternative_share[alternative];
    if (share <= 0.0 || !is_called(model, draw, state, alternative, wanted)) continue;
    const double own = share * position * per;
    const double gap = cp_most(0.0, own - state->stock[source] - state->coming[source]);
    const double asked = cp_least(cp_least(left, share * order) * per, gap);
    const double quantity = cp_carry(asked, &state->order_carry[source]);
    if (quantity > 0.0) place_order(model, draw, state, source, quantity, own);
    // what was multiplied and divided again may be more than was left by rounding
    left = cp_most(0.0, left - asked / per);
  }
  return left;
}

// What thrift leaves of the need.
static double thrift_of(const cp_draw *draw, const cp_state *state, int32_t input) {
  if (!(state->input_turned[input] & CP_ANY_THRIFT)) return 1.0;
  const double need = draw->input_need[input];
  return need > 0.0 ? state->need_now[input] / need : 1.0;
}

// What is the same for all inputs of a firm.
typedef struct terms {
  double level;  // lasting need over the plan
  double use;    // what today's plan uses over normal use
  double days;   // until the next order
  double turns;  // orders over which a gap is ordered
} terms;

// `closed` is the days that holidays will cost.
static inline void order_group(const cp_model *model, const cp_draw *draw, cp_state *state,
                               int32_t input, const terms *today, double closed) {
  const double usual = draw->input_rate[input];
  const double rate = usual * today->level;
  const view seen = view_of(model, draw, state, input);
  const double wanted = rate * (draw->input_cover[input] + draw->input_lead[input]);
  const double position = wanted + rate * (closed + seen.hoarded + seen.forwarded);
  const double stock = state->stock[input];
  const double elsewhere = held_elsewhere(model, draw, state, input);
  const double expected = cp_most(0.0, stock + state->coming[input] - seen.doubtful + elsewhere);
  state->expected[input] = expected;
  // demand under a tariff that will probably fall waits, as long as the stock allows
  const int may_wait = stock > 0.5 * usual * draw->input_cover[input];
  const double now = may_wait ? 1.0 - seen.postponed : 1.0;
  // until the next order: use, and as much of the gap as these days are of those over which it is ordered
  const double used = today->days * usual * today->use * thrift_of(draw, state, input);
  const double gap = (position - expected) / today->turns;
  const double order = cp_most(0.0, used + gap) * now;
  const double own = order_elsewhere(model, draw, state, input, order, position, wanted);
  const double quantity = cp_carry(own, &state->order_carry[input]);
  if (quantity > 0.0) place_order(model, draw, state, input, quantity, position);
}

// In a wide network a firm's inputs, and the lanes that its orders go to, lie all over the memory: what those need who order soon is asked for
// now, first the inputs, then the lanes that they name.
CP_ONLY_ASKS void ask_for_inputs(const cp_model *model, const cp_draw *draw, const cp_state *state,
                                 int32_t firm) {
  for (int32_t input = model->firm_input[firm]; input < model->firm_input[firm + 1]; input++) {
    cp_fetch(draw->input_rate + input);
    cp_fetch(draw->input_cover + input);
    cp_fetch(draw->input_lead + input);
    cp_fetch(state->stock + input);
    cp_fetch_to_write(state->coming + input);
    cp_fetch_to_write(state->expected + input);
    cp_fetch_to_write(state->order_carry + input);
    cp_fetch(model->input_lane + model->input_lane_first[input]);
    cp_fetch(model->place_share + model->input_lane_first[input]);
  }
}

CP_ONLY_ASKS void ask_for_lanes(const cp_model *model, const cp_state *state, int32_t firm) {
  const int32_t first = model->input_lane_first[model->firm_input[firm]];
  const int32_t end = model->input_lane_first[model->firm_input[firm + 1]];
  for (int32_t place = first; place < end; place++)
    cp_fetch_to_write(state->book + model->input_lane[place]);
}

// Lists firms from `first` on that order today, up to CP_LISTED of them; returns the first firm that was not looked at.
static inline int32_t list_orderers(const cp_draw *draw, int32_t first, int32_t end, int32_t phase,
                                    int32_t *firms, int32_t *n_firm) {
  int32_t n = 0;
  int32_t firm = first;
  for (; firm < end && n < CP_LISTED; firm++) {
    firms[n] = firm;
    n += draw->firm_order_phase[firm] == phase;
  }
  *n_firm = n;
  return firm;
}

// Target cover follows the lasting need, not a month's noise: otherwise each good month would order its cover anew.
static void order(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t first,
                  int32_t end) {
  const double days = draw->order_days[0];
  terms today = {.level = draw->need_level[cp_month(model, state)],
                 .days = days,
                 .turns = cp_most(1.0, draw->order_over[0] / days)};
  const int32_t offset = cp_offset(model, state);
  const int are_ahead = are_holidays_ahead(model, offset);
  const int is_wide = cp_is_wide(model);
  const int32_t phase = cp_order_phase(draw, state->day[0]);
  for (int32_t next = first; next < end;) {
    int32_t firms[CP_LISTED], n;
    next = list_orderers(draw, next, end, phase, firms, &n);
    for (int32_t at = 0; at < n; at++) {
      if (is_wide && at + 2 * SOON < n) ask_for_inputs(model, draw, state, firms[at + 2 * SOON]);
      if (is_wide && at + SOON < n) ask_for_lanes(model, state, firms[at + SOON]);
      today.use = use_of(model, draw, state, firms[at]);
      const int32_t last = model->firm_input[firms[at] + 1];
      for (int32_t input = model->firm_input[firms[at]]; input < last;
           input = model->input_end[input]) {
        const double closed = are_ahead ? closure_days(model, offset, input) : 0.0;
        order_group(model, draw, state, input, &today, closed);
      }
    }
  }
}

void cp_chain_order(const cp_model *model, const cp_draw *draw, cp_state *state) {
  cp_over_buyers(model, draw, state, order);
}
