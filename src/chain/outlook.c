// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What buyers think of the weeks to come, looked at anew every Sunday: the chance that a licence comes in time, by what the desk has approved
// lately; and prices, by what is probable against what is wanted.
#include "chain/chain.h"

#include "base/date.h"
#include "num/floor.h"
#include "num/least.h"

enum { CP_SUNDAY = 6 };

// before the desk has a record, a licence is thought to take so many days, as if one application had been seen
static const double days_at_first = 60.0;

// Approvals over the days that live applications waited give a chance a day; over so many weeks at least one such day comes.
static void set_chances(cp_state *state, int32_t class) {
  const double hazard = cp_least(
      1.0, (state->record_approved[class] + 1.0) / (state->record_waited[class] + days_at_first));
  const double day = 1.0 - hazard;
  const double week = day * day * day * day * day * day * day;
  double none = 1.0;
  for (int32_t weeks = 0; weeks < CP_CHANCE_WEEKS; weeks++) {
    state->chance[class * CP_CHANCE_WEEKS + weeks] = 1.0 - none;
    none *= week;
  }
}

static void look_at_desk(const cp_model *model, const cp_draw *draw, cp_state *state) {
  const double kept = 1.0 - 7.0 / draw->record_memory[0];
  for (int32_t class = 0; class < model->n_class; class ++) {
    const double approved = state->approved[class] - state->approved_seen[class];
    state->approved_seen[class] = state->approved[class];
    state->record_approved[class] = state->record_approved[class] * kept + cp_most(0.0, approved);
    state->record_waited[class] = state->record_waited[class] * kept + 7.0 * state->live[class];
    set_chances(state, class);
  }
}

// The price that probable supply over wanted supply gives, which the index follows.
static double follow(const cp_draw *draw, double index, double probable, double wanted) {
  if (wanted <= 0.0) return index;
  const double cell = cp_floor(CP_PRICE_STEP * probable / wanted);
  const int32_t at = (int32_t)cp_least(CP_PRICE_CELLS - 1, cp_most(0.0, cell));
  return index + (draw->price_table[at] - index) * cp_least(1.0, 7.0 / draw->price_over[0]);
}

// Both sides of a good's market: probable and wanted supply of its users in the controlling region and elsewhere.
static void look_at_markets(const cp_model *model, const cp_draw *draw, cp_state *state) {
  if (draw->price_power[0] == 0.0) return;
  for (int32_t good = 0; good < model->n_good; good++) {
    state->market_probable[good] = state->market_probable[model->n_good + good] = 0.0;
    state->market_wanted[good] = state->market_wanted[model->n_good + good] = 0.0;
  }
  for (int32_t input = 0; input < model->n_input; input++) {
    if (model->input_source[input] >= 0) continue;
    const int is_outside = model->firm_region[model->input_firm[input]] != model->home_region[0];
    const int32_t market = is_outside * model->n_good + model->input_good[input];
    state->market_probable[market] += state->expected[input];
    state->market_wanted[market] +=
        draw->input_rate[input] * (draw->input_cover[input] + draw->input_lead[input]);
  }
  for (int32_t good = 0; good < model->n_good; good++) {
    const int32_t out = model->n_good + good;
    state->price_inside[good] = follow(draw, state->price_inside[good],
                                       state->market_probable[good], state->market_wanted[good]);
    state->price_outside[good] = follow(draw, state->price_outside[good],
                                        state->market_probable[out], state->market_wanted[out]);
  }
}

void cp_chain_begin_outlook(const cp_model *model, const cp_draw *draw, cp_state *state) {
  (void)draw;
  for (int32_t class = 0; class < model->n_class; class ++) set_chances(state, class);
}

void cp_chain_outlook(const cp_model *model, const cp_draw *draw, cp_state *state) {
  if (cp_weekday(state->day[0]) != CP_SUNDAY) return;
  look_at_desk(model, draw, state);
  look_at_markets(model, draw, state);
}
