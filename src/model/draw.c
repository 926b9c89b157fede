// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Ranges into parameters, parameters into tables. Reads the model; writes one draw block. Order: ranges in the order of the
// scenario, then the tables, each from parameters only: nothing here depends on the day.
#include "model/draw.h"

#include "base/date.h"
#include "model/gate.h"
#include "model/limits.h"
#include "model/purpose.h"
#include "num/elementary.h"
#include "num/floor.h"
#include "num/least.h"
#include "num/least.h"
#include "num/philox.h"
#include "num/range.h"
#include "num/stratified.h"

// a month's need lies within so many standard deviations: no plant builds twice as much in one month as in the other
static const double most_sds = 2.0;
// the ninth decile of the standard normal
static const double normal_p90 = 1.2815515655446004;
// an input is short when less than this part of what it wants on hand and on the way is there or probable
static const double short_below = 0.75;

double cp_draw_range(const cp_model *model, uint64_t seed, uint32_t point, int32_t range) {
  return cp_range_quantile((cp_shape)model->range_shape[range], model->range_low[range],
                           model->range_mode[range], model->range_high[range],
                           cp_unit_from_word(cp_stratified(seed, model->range_hash[range], point)));
}

static void draw_ranges(const cp_model *model, uint64_t seed, uint32_t point, cp_draw *draw) {
  double *parameter = draw->block;
  for (int32_t range = 0; range < model->n_range; range++) {
    parameter[model->range_target[range]] = cp_draw_range(model, seed, point, range);
  }
}

// Monthly need over plan: growth, reached in even steps over the first twelve months so that nobody's stocks jump, times
// lognormal noise per region and month.
static void draw_need(const cp_model *model, const cp_random *random, cp_draw *draw) {
  for (int32_t month = 0; month < model->n_month; month++) {
    const double level = 1.0 + draw->growth[0] * (month < 12 ? month / 12.0 : 1.0);
    draw->need_level[month] = level;
    for (int32_t region = 0; region < model->n_region; region++) {
      double noise = 0.0;
      if (random) {
        const double unit =
            cp_random_unit(random, CP_PURPOSE_NEED, model->region_hash[region], 0, (uint32_t)month);
        const double sds = cp_normal_quantile(unit);
        noise = draw->region_noise[region] * cp_most(-most_sds, cp_least(most_sds, sds));
      }
      draw->need_factor[month * model->n_region + region] = level * cp_exp(noise);
    }
  }
}

// An input's place in the normal flow: what it asks of its suppliers, and the mean lead time. Lanes of an alternative have no normal flow;
// they are for its largest share.
static void set_lanes_of(const cp_model *model, int32_t input, cp_draw *draw) {
  double lead = CP_ORDER_DAYS;
  const int32_t source = model->input_source[input];
  const double largest = source < 0 ? 1.0 : draw->option_share[model->alternative_option[source]];
  for (int32_t at = model->input_lane_first[input]; at < model->input_lane_first[input + 1]; at++) {
    const int32_t lane = model->input_lane[at];
    const int32_t supplier = model->lane_supplier[lane];
    const double flow = draw->input_rate[input] * model->place_share[at];
    draw->lane_most[lane] = flow * largest;
    if (source < 0 && lane < model->firm_scrap_lane[supplier]) draw->firm_rate[supplier] += flow;
    lead += model->place_share[at] * (cp_lane_transit(model, draw, lane) +
                                      cp_lane_dwell(model, lane) + model->lane_dispatch[lane]);
  }
  draw->input_lead[input] = lead;
}

// Goods that stand in the place of an input: so many units of them per unit of it, for the same share of units made.
static void set_source(const cp_model *model, int32_t input, cp_draw *draw) {
  const int32_t alternative = model->input_source[input];
  const int32_t saved = model->alternative_input[alternative];
  const double per = draw->option_per[model->alternative_option[alternative]];
  draw->input_need[input] = draw->input_need[saved] * per;
  draw->input_variant[input] = draw->input_variant[saved];
  draw->input_cover[input] = draw->input_cover[saved];
}

// Normal flows, from users to suppliers: what each firm makes, uses and ships when nothing is in the way.
static void set_rates(const cp_model *model, cp_draw *draw) {
  for (int32_t firm = 0; firm < model->n_firm; firm++)
    draw->firm_rate[firm] = draw->firm_plan[firm];
  for (int32_t place = 0; place < model->n_firm; place++) {
    const int32_t firm = model->firm_order[place];
    for (int32_t input = model->firm_input[firm]; input < model->firm_input[firm + 1]; input++) {
      if (model->input_source[input] >= 0) set_source(model, input, draw);
      draw->input_rate[input] =
          draw->firm_rate[firm] * draw->input_variant[input] * draw->input_need[input];
      set_lanes_of(model, input, draw);
    }
  }
}

static void set_limits(const cp_model *model, cp_draw *draw) {
  for (int32_t lane = 0; lane < CP_NARROW(model->n_lane); lane++) {
    draw->lane_limit[lane] = cp_limit_made(model, draw, lane);
    draw->lane_usual[lane] = cp_usual_made(model, draw, lane);
  }
}

// Share of output that needs an input: units with the part, of those the region's share of its side.
static void set_variants(const cp_model *model, cp_draw *draw) {
  for (int32_t input = 0; input < model->n_input; input++) {
    const int32_t region = model->firm_region[model->input_firm[input]];
    const double controlled = draw->region_controlled[region];
    const double share[] = {1.0, controlled, 1.0 - controlled};
    draw->input_variant[input] = draw->input_share[input] * share[model->input_side[input]];
  }
}

// How the border bites: what leaves unlicensed fades as exp(-t/onset); the challenge of look-alikes rises as quickly and
// fades by a logistic (fitted to the months after the control).
static void set_customs(const cp_model *model, cp_draw *draw) {
  for (int32_t customs = 0; customs < model->n_customs; customs++) {
    const double onset = draw->customs_onset[customs];
    for (int32_t day = 0; day < CP_ONSET_DAYS; day++) {
      const double left = onset > 0.0 ? cp_exp(-(day + 1.0) / onset) : 0.0;
      draw->unlicensed[customs * CP_ONSET_DAYS + day] = day + 1 < CP_ONSET_DAYS ? left : 0.0;
    }
    for (int32_t day = 0; day < CP_CHALLENGE_DAYS; day++) {
      const double risen = onset > 0.0 ? 1.0 - cp_exp(-(day + 1.0) / onset) : 1.0;
      const double fade =
          (day - draw->customs_fade_after[customs]) / draw->customs_fade_over[customs];
      draw->challenged[customs * CP_CHALLENGE_DAYS + day] =
          day + 1 < CP_CHALLENGE_DAYS ? risen * cp_logistic(-fade) : 0.0;
    }
  }
}

void cp_draw_days(const cp_model *model, double median, double p90, int32_t *table) {
  const double spread = median > 0.0 && p90 > median ? cp_log(p90 / median) / normal_p90 : 0.0;
  for (int32_t cell = 0; cell < CP_TABLE; cell++) {
    const double factor = spread > 0.0 ? cp_exp(spread * model->normal_quantile[cell]) : 1.0;
    table[cell] = (int32_t)cp_floor(median * factor + 0.5);
  }
}

static void set_sizes(const cp_model *model, double median, double spread, double *table) {
  for (int32_t cell = 0; cell < CP_TABLE; cell++) {
    table[cell] = cp_floor(median * cp_exp(spread * model->normal_quantile[cell])) + 1.0;
  }
}

// What figures are off by, where they are: lognormal with a median of 1.
static void set_figures(const cp_model *model, cp_draw *draw) {
  for (int32_t reading = 0; reading < model->n_reading; reading++) {
    const double noise = draw->reading_noise[reading];
    if (!(noise > 0.0)) continue;
    for (int32_t cell = 0; cell < CP_TABLE; cell++) {
      draw->reading_off[reading * CP_TABLE + cell] = cp_exp(noise * model->normal_quantile[cell]);
    }
  }
}

// A looser stance is never slower than a tighter one, whatever their ranges drew.
static void set_hazards(const cp_model *model, cp_draw *draw) {
  for (int32_t class = 0; class < model->n_class; class ++) {
    draw->class_managed[class] = cp_most(draw->class_managed[class], draw->class_trickle[class]);
    draw->class_open[class] = cp_most(draw->class_open[class], draw->class_managed[class]);
  }
}

// A final firm's share of its sector's value added.
static void set_weights(const cp_model *model, cp_draw *draw) {
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    const int32_t sector = model->firm_sector[firm];
    const double value = sector < 0 ? 0.0 : model->sector_value[sector];
    draw->firm_weight[firm] =
        value > 0.0 ? draw->firm_plan[firm] * draw->firm_value[firm] / value : 0.0;
  }
}

static void set_tables(const cp_model *model, cp_draw *draw) {
  for (int32_t authority = 0; authority < model->n_authority; authority++) {
    cp_draw_days(model, draw->authority_local_median[authority],
                 draw->authority_local_p90[authority], draw->local_days + authority * CP_TABLE);
    cp_draw_days(model, draw->authority_papers_median[authority],
                 draw->authority_papers_p90[authority], draw->papers_days + authority * CP_TABLE);
    cp_draw_days(model, draw->authority_refer_median[authority],
                 draw->authority_refer_p90[authority], draw->refer_days + authority * CP_TABLE);
    cp_draw_days(model, draw->authority_refile[authority], draw->authority_refile_p90[authority],
                 draw->refile_days + authority * CP_TABLE);
    set_sizes(model, draw->authority_size_median[authority], draw->authority_size_spread[authority],
              draw->sizes + authority * CP_TABLE);
  }
  for (int32_t class = 0; class < model->n_class; class ++) {
    cp_draw_days(model, draw->class_review_median[class], draw->class_review_p90[class],
                 draw->review_days + class * CP_TABLE);
  }
  for (int32_t stop = 0; stop < model->n_stop; stop++) {
    cp_draw_days(model, draw->stop_median[stop], draw->stop_p90[stop],
                 draw->stop_days + stop * CP_TABLE);
  }
  for (int32_t customs = 0; customs < model->n_customs; customs++) {
    cp_draw_days(model, draw->customs_identify_median[customs], draw->customs_identify_p90[customs],
                 draw->identify_days + customs * CP_TABLE);
    cp_draw_days(model, draw->customs_inspect_median[customs], draw->customs_inspect_p90[customs],
                 draw->inspect_days + customs * CP_TABLE);
  }
  for (int32_t clause = 0; clause < model->n_clause; clause++) {
    cp_draw_days(model, draw->clause_act_median[clause], draw->clause_act_p90[clause],
                 draw->act_days + clause * CP_TABLE);
  }
  set_figures(model, draw);
}

static int32_t days_of(double days, double least, double most) {
  const double whole = cp_floor(days + 0.5);
  return (int32_t)(whole < least ? least : whole < most ? whole : most);
}

static void set_transit(const cp_model *model, cp_draw *draw) {
  draw->has_air[0] = 0;
  for (int32_t route = 0; route < model->n_route; route++) {
    const double air = draw->route_air[route];
    draw->route_days[route] = days_of(draw->route_transit[route], 1.0, model->n_flight);
    draw->route_air_days[route] = air < 0.0 ? 0 : days_of(air, 1.0, draw->route_days[route]);
    draw->has_air[0] |= air >= 0.0;
  }
  for (int32_t option = 0; option < model->n_option; option++) {
    draw->qualify_days[option] = days_of(draw->option_qualify[option], 0.0, 36500.0);
  }
}

// Each firm orders on days of its own.
static void set_order_days(const cp_model *model, cp_draw *draw) {
  draw->order_days[0] = days_of(draw->order_every[0], 1.0, 60.0);
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    draw->firm_order_phase[firm] =
        (int32_t)(model->firm_hash[firm] % (uint32_t)draw->order_days[0]);
  }
}

static void set_extra(const cp_model *model, cp_draw *draw) {
  for (int32_t alternative = 0; alternative < model->n_alternative; alternative++) {
    const int32_t input = model->alternative_input[alternative];
    const int32_t option = model->alternative_option[alternative];
    const double price = cp_most(0.0, draw->good_price[model->input_good[input]]);
    draw->alternative_extra[alternative] =
        draw->input_need[input] * price * draw->option_cost[option] +
        draw->firm_value[model->input_firm[input]] * draw->option_loss[option];
  }
}

// A user looks elsewhere when it has less than three quarters of what it wants, and fewer days than it said.
static void set_shortages(const cp_model *model, cp_draw *draw) {
  for (int32_t alternative = 0; alternative < model->n_alternative; alternative++) {
    const int32_t input = model->alternative_input[alternative];
    const int32_t option = model->alternative_option[alternative];
    const double own = draw->option_below[option];
    double below = own >= 0.0 ? own : draw->qualify_below[0];
    // what takes long is started while there is still so much time
    if (model->option_kind[option] < CP_DROP) below = cp_most(below, draw->qualify_days[option]);
    const double wanted = draw->input_cover[input] + draw->input_lead[input];
    draw->alternative_below[alternative] =
        draw->input_rate[input] * cp_least(below, short_below * wanted);
  }
}

// Prices rise as cover falls: (target / cover) to a power, within the cap and its inverse.
static void set_prices(cp_draw *draw) {
  const double cap = draw->price_cap[0];
  for (int32_t cell = 0; cell < CP_PRICE_CELLS; cell++) {
    const double cover = cell > 0 ? (double)cell / CP_PRICE_STEP : 0.5 / CP_PRICE_STEP;
    const double index = cp_exp(-draw->price_power[0] * cp_log(cover));
    draw->price_table[cell] = index > cap ? cap : index < 1.0 / cap ? 1.0 / cap : index;
  }
}

// Users who may not turn to anything build no other sub-models and send nothing by air, either.
static void set_turning(cp_draw *draw) {
  if (draw->may_turn[0] != 0.0) return;
  draw->remix[0] = draw->expedite_below[0] = 0.0;
}

static void set_all(const cp_model *model, const cp_random *random, cp_draw *draw) {
  set_turning(draw);
  draw_need(model, random, draw);
  set_variants(model, draw);
  set_transit(model, draw);
  set_order_days(model, draw);
  set_rates(model, draw);
  set_limits(model, draw);
  set_customs(model, draw);
  set_hazards(model, draw);
  set_weights(model, draw);
  set_tables(model, draw);
  set_extra(model, draw);
  set_shortages(model, draw);
  set_prices(draw);
}

// The tables behind the parameters are made anew.
static void copy_parameters(const cp_model *model, cp_draw *draw) {
  __builtin_memcpy(draw->block, model->draw_image, model->image_bytes);
}

static uint32_t point_of(uint32_t replica, uint32_t chances) {
  return replica / (chances > 0 ? chances : 1);
}

void cp_draw_begin(const cp_model *model, uint64_t seed, uint32_t replica, uint32_t chances,
                   cp_draw *draw) {
  copy_parameters(model, draw);
  draw_ranges(model, seed, point_of(replica, chances), draw);
  const cp_random random = {.seed = seed, .replica = replica};
  set_all(model, &random, draw);
}

static int is_among(const double *at, const double *first, int32_t n) {
  return at >= first && at < first + n;
}

// Is it a parameter of plans, of their value, or of what need makes of them?
static int is_of_plans(const cp_model *model, const cp_draw *draw, const double *parameter) {
  return is_among(parameter, draw->firm_plan, model->n_firm) ||
         is_among(parameter, draw->firm_value, model->n_firm) ||
         is_among(parameter, draw->region_noise, model->n_region) || parameter == draw->growth;
}

void cp_draw_plans(const cp_model *model, uint64_t seed, uint32_t replica, uint32_t chances,
                   cp_draw *draw) {
  copy_parameters(model, draw);
  for (int32_t range = 0; range < model->n_range; range++) {
    double *parameter = (double *)draw->block + model->range_target[range];
    if (is_of_plans(model, draw, parameter))
      *parameter = cp_draw_range(model, seed, point_of(replica, chances), range);
  }
  const cp_random random = {.seed = seed, .replica = replica};
  draw_need(model, &random, draw);
}

void cp_draw_central(const cp_model *model, cp_draw *draw) {
  copy_parameters(model, draw);
  set_all(model, NULL, draw);
}

void cp_draw_largest(const cp_model *model, cp_draw *draw) {
  copy_parameters(model, draw);
  double *parameter = draw->block;
  for (int32_t range = 0; range < model->n_range; range++) {
    parameter[model->range_target[range]] =
        cp_range_quantile((cp_shape)model->range_shape[range], model->range_low[range],
                          model->range_mode[range], model->range_high[range], 0.9999);
  }
  set_all(model, NULL, draw);
}
