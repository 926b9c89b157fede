// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The numbers behind `stock`. Reads the model's middle draw for what a day of stock is, the scenario for what it costs, and the outcomes
// of every replica for what is lacking, lost and saved. The search for a level is in rounds.c.
#include "decide/stock.h"

#include "base/os/print.h"
#include "ensemble/quantile.h"
#include "model/draw.h"
#include "observe/record.h"
#include "scenario/fields.h"

enum { NEAR = 4, YEAR = 365, STEPS = 10 };

static const double cents = 100, assumed_margin = 0.2, standard_risk = 0.05;

// --- the input -----------------------------------------------------------------------------------

static int32_t find_name(const cp_spec *spec, cp_section section, const char *kind, cp_text wanted,
                         const cp_sink *complaint) {
  const int32_t found = cp_spec_find(spec, section, wanted);
  if (found >= 0) return found;
  int32_t nearest = -1, best = NEAR + 1;
  for (int32_t row = 0; row < cp_spec_count(spec, section); row++) {
    const int32_t distance = cp_text_hint(cp_spec_name(spec, section, row), wanted, NEAR);
    if (distance >= best) continue;
    best = distance;
    nearest = row;
  }
  (void)cp_print(complaint, "there is no %s '" CP_TEXT_FORMAT "'", kind, CP_TEXT_ARGUMENTS(wanted));
  if (nearest >= 0) {
    (void)cp_print(complaint, "; did you mean '" CP_TEXT_FORMAT "'?",
                   CP_TEXT_ARGUMENTS(cp_spec_name(spec, section, nearest)));
  }
  return -1;
}

// The firm's number: the model keeps the hash of its name.
static int32_t firm_of(const cp_model *model, cp_text name) {
  const uint32_t hash = cp_text_hash(name);
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    if (model->firm_hash[firm] == hash) return firm;
  }
  return -1;
}

// What other sources bring in an input's place is no stock of the good.
static bool is_of_good(const cp_model *model, int32_t input, int32_t good) {
  return model->input_good[input] == good && model->input_source[input] < 0;
}

static cp_text part_of(const cp_model *model, const cp_spec *spec, int32_t input) {
  if (!model->input_is_part[input]) return CP_TEXT("");
  return cp_spec_text(spec, CP_F_parts_part, model->input_row[input]);
}

static cp_status list_inputs(const cp_model *model, const cp_spec *spec, cp_text part,
                             cp_arena *arena, cp_stock_terms *terms, int32_t *n_all) {
  const int32_t firm = terms->firm;
  const int32_t first = model->firm_input[firm], end = model->firm_input[firm + 1];
  int32_t *list = CP_ARENA_ARRAY(arena, int32_t, end - first);
  if (!list) return CP_NO_MEMORY;
  for (int32_t input = first; input < end; input++) {
    if (!is_of_good(model, input, terms->good)) continue;
    if (part.size > 0 && !cp_text_equal(part_of(model, spec, input), part)) continue;
    *n_all += 1;
    if (model->input_is_essential[input]) list[terms->n_input++] = input;
  }
  terms->input = list;
  return CP_OK;
}

static void complain_part(const cp_model *model, const cp_spec *spec, const cp_stock_terms *terms,
                          const cp_stock_question *question, const cp_sink *complaint) {
  const int32_t first = model->firm_input[terms->firm], end = model->firm_input[terms->firm + 1];
  (void)cp_print(complaint, CP_TEXT_FORMAT " has no part '" CP_TEXT_FORMAT "' of " CP_TEXT_FORMAT,
                 CP_TEXT_ARGUMENTS(question->firm), CP_TEXT_ARGUMENTS(question->part),
                 CP_TEXT_ARGUMENTS(question->good));
  const char *between = "; its parts of it: ";
  for (int32_t input = first; input < end; input++) {
    const cp_text part = part_of(model, spec, input);
    if (part.size == 0 || !is_of_good(model, input, terms->good)) continue;
    (void)cp_print(complaint, "%s" CP_TEXT_FORMAT, between, CP_TEXT_ARGUMENTS(part));
    between = ", ";
  }
}

static void complain_use(const cp_model *model, const cp_spec *spec, const cp_stock_terms *terms,
                         const cp_stock_question *question, const cp_sink *complaint) {
  const int32_t firm = terms->firm;
  (void)cp_print(complaint, CP_TEXT_FORMAT " uses no " CP_TEXT_FORMAT,
                 CP_TEXT_ARGUMENTS(question->firm), CP_TEXT_ARGUMENTS(question->good));
  cp_text told = CP_TEXT("");
  for (int32_t input = model->firm_input[firm]; input < model->firm_input[firm + 1]; input++) {
    const cp_text name = cp_spec_name(spec, CP_S_goods, model->input_good[input]);
    if (model->input_source[input] >= 0 || cp_text_equal(name, told)) continue;
    (void)cp_print(complaint, "%s" CP_TEXT_FORMAT, told.size == 0 ? "; it uses " : ", ",
                   CP_TEXT_ARGUMENTS(name));
    told = name;
  }
}

// --- its terms -----------------------------------------------------------------------------------

static double grams_or_pieces(const cp_spec *spec, int32_t good) {
  return cp_spec_index(spec, CP_F_goods_unit, good) == 0 ? 1000 : 1;
}

static void set_price(const cp_spec *spec, cp_stock_terms *terms) {
  const cp_cell *price = cp_spec_cell(spec, CP_F_goods_price, terms->good);
  if (price->is_missing) return;
  terms->price = price->number;
  terms->price_from = CP_STOCK_SCENARIO;
}

// The margin as it was given; else the value added that the scenario knows; else a share of the product's price.
static void set_margin(const cp_spec *spec, const cp_stock_question *question, int32_t firm_row,
                       cp_stock_terms *terms) {
  const cp_cell *added = cp_spec_cell(spec, CP_F_firms_value_added, firm_row);
  const cp_cell *price = cp_spec_cell(spec, CP_F_goods_price, terms->product);
  if (question->margin >= 0) {
    terms->margin = question->margin * cents / grams_or_pieces(spec, terms->product);
    terms->margin_from = CP_STOCK_GIVEN;
  } else if (!added->is_missing) {
    terms->margin = added->number;
    terms->margin_from = CP_STOCK_SCENARIO;
  } else if (!price->is_missing) {
    terms->margin = assumed_margin * price->number;
    terms->margin_from = CP_STOCK_ASSUMED;
  }
}

// A day of use at the middle of all ranges, and the output that needs it: of a variant's or sub-model's
// part its share only, of several parts the largest.
static cp_status set_use(const cp_model *model, cp_arena *arena, cp_stock_terms *terms) {
  double *made = CP_ARENA_ARRAY(arena, double, terms->n_input);
  void *block = cp_arena_take(arena, model->draw_bytes);
  if (!block || !made) return CP_NO_MEMORY;
  cp_draw draw;
  cp_draw_view(model, block, &draw);
  cp_draw_central(model, &draw);
  for (int32_t place = 0; place < terms->n_input; place++) {
    const int32_t input = terms->input[place], firm = model->input_firm[input];
    made[place] = draw.firm_rate[firm] * draw.input_variant[input];
    terms->use += draw.input_rate[input];
    if (made[place] > terms->output) terms->output = made[place];
  }
  terms->made = made;
  return CP_OK;
}

cp_status cp_stock_find(const cp_model *model, const cp_spec *spec,
                        const cp_stock_question *question, cp_arena *arena,
                        const cp_sink *complaint, cp_stock_terms *terms) {
  const int32_t firm_row = find_name(spec, CP_S_firms, "firm", question->firm, complaint);
  if (firm_row < 0) return CP_NOT_FOUND;
  const int32_t good = find_name(spec, CP_S_goods, "good", question->good, complaint);
  if (good < 0) return CP_NOT_FOUND;
  const int32_t firm = firm_of(model, question->firm);
  if (firm < 0) return CP_NOT_FOUND;
  int32_t n_all = 0;
  *terms = (cp_stock_terms){.firm = firm,
                            .good = good,
                            .product = model->firm_good[firm],
                            .n_day = model->n_day,
                            .has_units = model->firm_is_final[firm] != 0};
  CP_TRY(list_inputs(model, spec, CP_TEXT(""), arena, terms, &n_all));
  if (n_all == 0) {
    complain_use(model, spec, terms, question, complaint);
    return CP_NOT_FOUND;
  }
  n_all = terms->n_input = 0;
  CP_TRY(list_inputs(model, spec, question->part, arena, terms, &n_all));
  if (n_all == 0) {
    complain_part(model, spec, terms, question, complaint);
    return CP_NOT_FOUND;
  }
  CP_TRY(set_use(model, arena, terms));
  if (terms->use <= 0) {
    (void)cp_print(complaint, CP_TEXT_FORMAT " never stops for want of " CP_TEXT_FORMAT ": %s",
                   CP_TEXT_ARGUMENTS(question->firm), CP_TEXT_ARGUMENTS(question->good),
                   terms->n_input > 0 ? "nobody orders what it makes" : "it is not essential");
    return CP_NOT_FOUND;
  }
  set_price(spec, terms);
  set_margin(spec, question, firm_row, terms);
  terms->has_cost = terms->price_from != CP_STOCK_UNKNOWN && terms->margin_from != CP_STOCK_UNKNOWN;
  terms->holding = terms->price * terms->use * question->carry * terms->n_day / YEAR;
  terms->lacking = terms->margin * terms->output;
  return CP_OK;
}

// --- what a run found ----------------------------------------------------------------------------

// Of several parts the scarcest, as the stock of each is raised by as many days.
static double days_lacking(const cp_ensemble *ensemble, const cp_stock_terms *terms,
                           const double *record) {
  const double *days = record + cp_outcome_at(ensemble->model, CP_OUTCOME_missing).offset;
  double most = 0;
  for (int32_t place = 0; place < terms->n_input; place++) {
    if (days[terms->input[place]] > most) most = days[terms->input[place]];
  }
  return most;
}

// Of several parts the one with the most help.
static double days_saved(const cp_ensemble *ensemble, const cp_stock_terms *terms,
                         const double *record) {
  const cp_model *model = ensemble->model;
  const double *units = record + cp_outcome_at(model, CP_OUTCOME_saved_units).offset;
  double most = 0;
  for (int32_t place = 0; place < terms->n_input; place++) {
    const int32_t input = terms->input[place];
    double saved = 0;
    for (int32_t alternative = model->input_alternative[input];
         alternative < model->input_alternative[input + 1]; alternative++) {
      saved += units[alternative];
    }
    if (saved > most * terms->made[place]) most = saved / terms->made[place];
  }
  return most;
}

static double units_lost(const cp_ensemble *ensemble, const cp_stock_terms *terms,
                         const double *record) {
  const cp_model *model = ensemble->model;
  return record[cp_outcome_at(model, CP_OUTCOME_lost_units).offset + terms->firm] -
         record[cp_outcome_at(model, CP_OUTCOME_recovered_units).offset + terms->firm];
}

static cp_estimate mean_of(const double *value, int32_t n, double n_free) {
  double sum = 0, squares = 0;
  for (int32_t place = 0; place < n; place++) sum += value[place];
  const double mean = sum / n;
  for (int32_t place = 0; place < n; place++) {
    squares += (value[place] - mean) * (value[place] - mean);
  }
  return (cp_estimate){mean, n < 2 ? 0 : __builtin_sqrt(squares / (n - 1) / n_free)};
}

cp_status cp_stock_gather(const cp_ensemble *ensemble, const cp_stock_terms *terms,
                          uint32_t chances, cp_arena *arena, cp_arena *scratch,
                          cp_stock_sample *sample) {
  const int32_t most = ensemble->n_replica;
  double *lacking = CP_ARENA_ARRAY(arena, double, most);
  double *units = CP_ARENA_ARRAY(scratch, double, most);
  double *saved = CP_ARENA_ARRAY(scratch, double, most);
  double *room = CP_ARENA_ARRAY(scratch, double, most);
  if (!lacking || !units || !saved || !room) return CP_NO_MEMORY;
  int32_t n = 0;
  for (int32_t replica = 0; replica < most; replica++) {
    if (!cp_ensemble_is_done(ensemble, replica)) continue;
    const double *record = cp_ensemble_record(ensemble, replica);
    lacking[n] = days_lacking(ensemble, terms, record);
    units[n] = units_lost(ensemble, terms, record);
    saved[n++] = days_saved(ensemble, terms, record);
  }
  const double n_free = (double)n / (chances < 1 ? 1 : chances);
  cp_sort_numbers(lacking, n, room);
  *sample = (cp_stock_sample){.lack = {.sorted = lacking, .n = n, .n_free = n_free},
                              .units = mean_of(units, n, n_free),
                              .saved = mean_of(saved, n, n_free)};
  return CP_OK;
}

// --- the textbook --------------------------------------------------------------------------------

cp_stock_point cp_stock_point_at(const cp_lack *lack, const cp_stock_terms *terms, double held,
                                 double covered) {
  const cp_estimate left = cp_lack_left(lack, covered);
  const cp_estimate lost = {left.value * terms->lacking, left.error * terms->lacking};
  const double carrying = held * terms->holding;
  return (cp_stock_point){.days = held,
                          .risk = cp_lack_risk(lack, covered),
                          .lacking = left,
                          .carrying = carrying,
                          .lost = lost,
                          .total = {carrying + lost.value, lost.error}};
}

// Steps of 1, 2 or 5 times a power of ten.
static double step_of(double most) {
  double step = 1;
  for (int32_t turn = 0; step * STEPS < most; turn++) step *= turn % 3 == 1 ? 2.5 : 2;
  return step;
}

void cp_stock_weigh(const cp_stock_sample *sample, cp_stock_answer *answer) {
  const cp_stock_terms *terms = &answer->terms;
  const cp_lack *lack = &sample->lack;
  const bool has_risk = answer->question.risk >= 0;
  answer->n_replica = lack->n;
  answer->risk = has_risk ? answer->question.risk : standard_risk;
  answer->safe = cp_lack_level(lack, 1 - answer->risk);
  answer->fractile = terms->has_cost ? cp_critical_fractile(terms->holding, terms->lacking) : 0;
  answer->cheapest = cp_lack_level(lack, answer->fractile);
  answer->is_cheapest = terms->has_cost && !has_risk;
  answer->target = answer->is_cheapest ? 1 - answer->fractile : answer->risk;

  const double most = lack->sorted[lack->n - 1], step = step_of(most);
  answer->n_point = 0;
  for (double held = 0; answer->n_point < CP_STOCK_POINTS; held += step) {
    answer->point[answer->n_point++] = cp_stock_point_at(lack, terms, held, held);
    if (held >= most) break;
  }
  answer->n_level = 0;
  cp_stock_add(0, sample, answer);
}

// --- the scenario of a level ---------------------------------------------------------------------

cp_text cp_stock_setting(const cp_model *model, const cp_spec *spec, int32_t input, double days,
                         cp_arena *arena) {
  static const char *const shapes[] = {[CP_SHAPE_UNIFORM] = "uniform",
                                       [CP_SHAPE_TRIANGLE] = "triangle",
                                       [CP_SHAPE_NORMAL] = "normal",
                                       [CP_SHAPE_LOGNORMAL] = "lognormal",
                                       [CP_SHAPE_LOGITNORMAL] = "logitnormal"};
  const bool is_part = model->input_is_part[input] != 0;
  const int32_t row = model->input_row[input];
  const cp_cell *cover = cp_spec_cell(spec, is_part ? CP_F_parts_cover : CP_F_inputs_cover, row);
  const cp_text name = cp_spec_name(spec, is_part ? CP_S_parts : CP_S_inputs, row);
  const char *section = is_part ? "parts" : "inputs";
  char middle[32], low[32], high[32];
  cp_number_format(cover->number + days, middle);
  if (cover->shape == CP_SHAPE_FIXED) {
    return cp_text_print(arena, "%s." CP_TEXT_FORMAT ".cover=%s days", section,
                         CP_TEXT_ARGUMENTS(name), middle);
  }
  return cp_text_print(arena, "%s." CP_TEXT_FORMAT ".cover=%s [%s .. %s %s] days", section,
                       CP_TEXT_ARGUMENTS(name), middle, cp_number_format(cover->low + days, low),
                       cp_number_format(cover->high + days, high), shapes[cover->shape]);
}
