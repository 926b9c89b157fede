// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What vehicle makers of the headline destination lose from as_of on, gross, made up later and net, in units and value added; when
// cover is back; which deliveries slip. Plans are drawn again, replica by replica: a record holds what was lost of them only.
#include "base/date.h"
#include "model/draw.h"
#include "report/summary_ask.h"

static const double cents_per_dollar = 100.0;

// Sums of one replica over the final firms of the headline destination.
typedef enum sum {
  LOST,
  RECOVERED,
  PLANNED,
  VALUE_LOST,
  VALUE_NET,
  VALUE_PLANNED,
  OTHER_LOST,
  OTHER_NET,
  OTHER_PLANNED,
  COST,
  COST_ALL,
  N_SUM
} sum;

static bool is_at_headline(const cp_inquiry *ask, int32_t firm) {
  const cp_model *model = ask->model;
  return model->firm_is_final[firm] &&
         model->region_destination[model->firm_region[firm]] == ask->headline;
}

static double outcome_of(const cp_inquiry *ask, int32_t outcome, int32_t firm,
                         const double *record) {
  return record[ask->catalog->outcome[outcome].offset + firm];
}

// --- what was planned ----------------------------------------------------------------------------

// Days after as_of, each times the month's need of a region.
static double days_of_need(const cp_model *model, const cp_draw *draw, int32_t region) {
  const int32_t first = cp_month_index(model->first_day[0]);
  double days = 0;
  for (int32_t month = 0; month < model->n_month; month++) {
    const int32_t from = cp_month_first(first + month), until = cp_month_first(first + month + 1);
    const int32_t begun = model->as_of[0] + 1 > from ? model->as_of[0] + 1 : from;
    const int32_t over = model->last_day[0] + 1 < until ? model->last_day[0] + 1 : until;
    if (over <= begun) continue;
    days += (over - begun) * draw->need_factor[(int64_t)month * model->n_region + region];
  }
  return days;
}

static void add_firm(const cp_inquiry *ask, const cp_draw *draw, int32_t firm, const double *record,
                     double total[N_SUM]) {
  const cp_model *model = ask->model;
  const bool is_maker = cp_ask_is_vehicle_maker(ask, firm);
  const double planned =
      draw->firm_plan[firm] * days_of_need(model, draw, model->firm_region[firm]);
  const double cost = outcome_of(ask, CP_OUTCOME_extra_cost, firm, record);
  total[COST_ALL] += cost;
  if (is_maker) {
    total[LOST] += outcome_of(ask, CP_OUTCOME_lost_units, firm, record);
    total[RECOVERED] += outcome_of(ask, CP_OUTCOME_recovered_units, firm, record);
    total[PLANNED] += planned;
    total[COST] += cost;
  }
  if (draw->firm_value[firm] <= 0) return;
  total[is_maker ? VALUE_LOST : OTHER_LOST] += outcome_of(ask, CP_OUTCOME_value_lost, firm, record);
  total[is_maker ? VALUE_NET : OTHER_NET] += outcome_of(ask, CP_OUTCOME_value_net, firm, record);
  total[is_maker ? VALUE_PLANNED : OTHER_PLANNED] +=
      planned * draw->firm_value[firm] / cents_per_dollar;
}

// [finished replicas x N_SUM]
static double *add_up(const cp_inquiry *ask, cp_draw *draw, int32_t *n) {
  const cp_certificate *certificate = &ask->summary->certificate;
  const uint32_t chances = certificate->chances < 1 ? 1 : (uint32_t)certificate->chances;
  double(*total)[N_SUM] = cp_arena_take_array(ask->arena, sizeof *total, ask->ensemble->n_replica);
  *n = 0;
  if (!total) return NULL;
  for (int32_t replica = 0; replica < ask->ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ask->ensemble, replica)) continue;
    const double *record = cp_ensemble_record(ask->ensemble, replica);
    cp_draw_plans(ask->model, certificate->seed, (uint32_t)replica, chances, draw);
    for (int32_t which = 0; which < N_SUM; which++) total[*n][which] = 0;
    for (int32_t firm = 0; firm < ask->model->n_firm; firm++) {
      if (is_at_headline(ask, firm)) add_firm(ask, draw, firm, record, total[*n]);
    }
    (*n)++;
  }
  return total[0];
}

// --- bands ---------------------------------------------------------------------------------------

// One sum less another, over a third; -1: none.
static cp_band band_of(const cp_inquiry *ask, const double *total, int32_t n, int32_t which,
                       int32_t less, int32_t over) {
  for (int32_t place = 0; place < n; place++) {
    const double *of = total + (int64_t)place * N_SUM;
    const double amount = of[which] - (less < 0 ? 0 : of[less]);
    const double whole = over < 0 ? 1 : of[over];
    ask->value[place] = whole > 0 ? amount / whole : 0;
  }
  return cp_ask_band(ask, n);
}

static void fill_units(const cp_inquiry *ask, const double *total, int32_t n) {
  cp_summary_losses *losses = &ask->summary->losses;
  losses->lost = band_of(ask, total, n, LOST, -1, -1);
  losses->recovered = band_of(ask, total, n, RECOVERED, -1, -1);
  losses->net = band_of(ask, total, n, LOST, RECOVERED, -1);
  losses->lost_share = band_of(ask, total, n, LOST, -1, PLANNED);
  losses->recovered_share = band_of(ask, total, n, RECOVERED, -1, PLANNED);
  losses->net_share = band_of(ask, total, n, LOST, RECOVERED, PLANNED);
  losses->cost = band_of(ask, total, n, COST, -1, -1);
  losses->cost_all = band_of(ask, total, n, COST_ALL, -1, -1);
}

static void fill_values(const cp_inquiry *ask, const double *total, int32_t n) {
  cp_summary_losses *losses = &ask->summary->losses;
  losses->value_lost = band_of(ask, total, n, VALUE_LOST, -1, -1);
  losses->value_net = band_of(ask, total, n, VALUE_NET, -1, -1);
  losses->value_planned = band_of(ask, total, n, VALUE_PLANNED, -1, -1);
  losses->other_lost = band_of(ask, total, n, OTHER_LOST, -1, -1);
  losses->other_net = band_of(ask, total, n, OTHER_NET, -1, -1);
  losses->other_planned = band_of(ask, total, n, OTHER_PLANNED, -1, -1);
}

static void count_firms(const cp_inquiry *ask, const cp_draw *central) {
  cp_summary_losses *losses = &ask->summary->losses;
  for (int32_t firm = 0; firm < ask->model->n_firm; firm++) {
    if (!is_at_headline(ask, firm)) continue;
    const bool is_maker = cp_ask_is_vehicle_maker(ask, firm);
    const bool is_valued = central->firm_value[firm] > 0;
    losses->n_maker += is_maker;
    losses->has_value |= is_maker && is_valued;
    losses->n_other += !is_maker && is_valued;
  }
}

// --- cover ---------------------------------------------------------------------------------------

static cp_summary_cover cover_of(const cp_inquiry *ask, int32_t firm) {
  const cp_labels *labels = ask->catalog->labels;
  double n_done = 0;
  int32_t n_short = 0, n_back = 0;
  cp_summary_cover cover = {.firm = cp_label_firm(labels, firm),
                            .destination = cp_label_region(labels, ask->model->firm_region[firm]),
                            .is_told = cp_ask_is_vehicle_maker(ask, firm)};
  for (int32_t replica = 0; replica < ask->ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ask->ensemble, replica)) continue;
    const double *record = cp_ensemble_record(ask->ensemble, replica);
    const double day = outcome_of(ask, CP_OUTCOME_cover_short, firm, record);
    n_done++;
    if (day >= 0) ask->value[n_short++] = day;
  }
  cover.was_short = cp_ask_odds(n_short, n_done, ask->n_free);
  cover.short_day = cp_ask_band(ask, n_short);
  for (int32_t replica = 0; replica < ask->ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ask->ensemble, replica)) continue;
    const double *record = cp_ensemble_record(ask->ensemble, replica);
    const double day = outcome_of(ask, CP_OUTCOME_cover_back, firm, record);
    if (day >= 0) ask->value[n_back++] = day;
  }
  cover.not_back = cp_ask_odds(n_short - n_back, n_short, ask->n_free);
  cover.back_day = cp_ask_band(ask, n_back);
  return cover;
}

static cp_status fill_covers(cp_inquiry *ask) {
  cp_summary *summary = ask->summary;
  summary->cover = CP_ARENA_ARRAY(ask->arena, cp_summary_cover, ask->model->n_firm);
  if (!summary->cover) return CP_NO_MEMORY;
  for (int32_t firm = 0; firm < ask->model->n_firm; firm++) {
    if (!ask->model->firm_is_final[firm]) continue;
    const cp_summary_cover cover = cover_of(ask, firm);
    if (cover.was_short.share > 0) summary->cover[summary->n_cover++] = cover;
  }
  return CP_OK;
}

// --- deliveries that slip ------------------------------------------------------------------------

static bool slips_at(const cp_inquiry *ask, int32_t destination, bool is_military) {
  const cp_model *model = ask->model;
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    const int32_t at = model->region_destination[model->firm_region[firm]];
    const bool is_there = destination < 0 ? at >= 0 : at == destination;
    if (model->firm_is_final[firm] && model->firm_slips[firm] && is_there &&
        (model->firm_use[firm] == CP_USE_DEFENCE) == is_military)
      return true;
  }
  return false;
}

static void fill_slip(cp_inquiry *ask, int32_t entity, int32_t destination, bool is_military) {
  const int32_t series = is_military ? CP_SERIES_late_military : CP_SERIES_late_civil;
  if (entity < 0 || !slips_at(ask, destination, is_military)) return;
  const int32_t now = cp_catalog_date(ask->catalog, series, ask->model->as_of[0]);
  ask->summary->slip[ask->summary->n_slip++] =
      (cp_summary_slip){.place = ask->catalog->series[series].entity[entity].name,
                        .is_military = is_military,
                        .now = cp_ask_band_at(ask, series, entity, now),
                        .end = cp_ask_band_at(ask, series, entity, cp_ask_date_last(ask, series))};
}

static cp_band outcome_band(const cp_inquiry *ask, int32_t outcome, int32_t firm) {
  int32_t n = 0;
  for (int32_t replica = 0; replica < ask->ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ask->ensemble, replica)) continue;
    ask->value[n++] = outcome_of(ask, outcome, firm, cp_ensemble_record(ask->ensemble, replica));
  }
  return cp_ask_band(ask, n);
}

// Firms whose deliveries are late in some replica, those by most days of their plan first; equal ones keep their order.
static cp_status fill_late(cp_inquiry *ask, const cp_draw *central) {
  cp_summary *summary = ask->summary;
  const cp_model *model = ask->model;
  summary->late = CP_ARENA_ARRAY(ask->arena, cp_summary_late, model->n_firm);
  if (!summary->late) return CP_NO_MEMORY;
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    if (!model->firm_is_final[firm] || !model->firm_slips[firm]) continue;
    const cp_summary_late late = {
        .firm = cp_label_firm(ask->catalog->labels, firm),
        .destination = cp_label_region(ask->catalog->labels, model->firm_region[firm]),
        .is_military = model->firm_use[firm] == CP_USE_DEFENCE,
        .most = outcome_band(ask, CP_OUTCOME_late_most, firm),
        .end = outcome_band(ask, CP_OUTCOME_late_end, firm)};
    if (late.most.high <= 0) continue;
    int32_t place = summary->n_late++;
    const double plan = central->firm_plan[firm];
    const double days = plan > 0 ? late.end.median / plan : 0;
    for (; place > 0 && summary->late[place - 1].days < days; place--) {
      summary->late[place] = summary->late[place - 1];
    }
    summary->late[place] = late;
    summary->late[place].days = days;
  }
  return CP_OK;
}

static cp_status fill_slips(cp_inquiry *ask, const cp_draw *central) {
  enum { PLACES_TIMES_USES = 4 };
  ask->summary->slip = CP_ARENA_ARRAY(ask->arena, cp_summary_slip, PLACES_TIMES_USES);
  if (!ask->summary->slip) return CP_NO_MEMORY;
  for (int32_t is_military = 0; is_military < 2; is_military++) {
    fill_slip(ask, ask->headline, ask->headline, is_military);
    fill_slip(ask, ask->world, -1, is_military);
  }
  return fill_late(ask, central);
}

cp_status cp_summary_fill_losses(cp_inquiry *ask) {
  void *block = cp_arena_take(ask->arena, ask->model->draw_bytes);
  cp_draw draw;
  if (!block) return CP_NO_MEMORY;
  cp_draw_view(ask->model, block, &draw);
  cp_draw_central(ask->model, &draw);
  CP_TRY(fill_covers(ask));
  CP_TRY(fill_slips(ask, &draw));
  if (ask->headline < 0) return CP_OK;
  count_firms(ask, &draw);
  if (ask->summary->losses.n_maker + ask->summary->losses.n_other == 0) return CP_OK;
  int32_t n;
  const double *total = add_up(ask, &draw, &n);
  if (!total) return CP_NO_MEMORY;
  fill_units(ask, total, n);
  fill_values(ask, total, n);
  return CP_OK;
}
