// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The answer of `stock` as lines and as JSON. Money is told in million USD on the screen and in USD for machines.
#include "base/os/json.h"
#include "base/os/print.h"
#include "decide/stock.h"

static const double cents = 100, cents_per_million = 1e8, grams_per_kilogram = 1000;

// --- text ----------------------------------------------------------------------------------------

typedef struct page {
  const cp_stock_answer *answer;
  const cp_spec *spec;
  const cp_sink *sink;
  cp_status status;
} page;

#define SAY(page, ...)                                                                 \
  do {                                                                                 \
    if ((page)->status == CP_OK) (page)->status = cp_print((page)->sink, __VA_ARGS__); \
  } while (0)

static bool is_mass(const cp_spec *spec, int32_t good) {
  return cp_spec_index(spec, CP_F_goods_unit, good) == 0;
}

static const char *unit_of(const cp_spec *spec, int32_t good) {
  return is_mass(spec, good) ? "kg" : "piece";
}

static double per_unit(const cp_spec *spec, int32_t good) {
  return is_mass(spec, good) ? grams_per_kilogram : 1;
}

static cp_text name_of(const cp_spec *spec, int32_t good) {
  return cp_spec_name(spec, CP_S_goods, good);
}

// What a unit is worth, in USD.
static double usd(const cp_spec *spec, int32_t good, double of_base_unit) {
  return of_base_unit * per_unit(spec, good) / cents;
}

static void say_price(page *to) {
  const cp_stock_terms *terms = &to->answer->terms;
  const cp_text good = name_of(to->spec, terms->good);
  const char *unit = unit_of(to->spec, terms->good);
  if (terms->price_from == CP_STOCK_UNKNOWN) {
    SAY(to,
        "  price     not known, so no cost is told; give it: --set goods.%.*s.price='NUMBER "
        "USD/%s'\n",
        CP_TEXT_ARGUMENTS(good), unit);
    return;
  }
  SAY(to, "  price     %.2f USD/%s (goods.%.*s.price)\n", usd(to->spec, terms->good, terms->price),
      unit, CP_TEXT_ARGUMENTS(good));
}

static void say_margin(page *to) {
  const cp_stock_terms *terms = &to->answer->terms;
  const char *unit = unit_of(to->spec, terms->product);
  const double margin = usd(to->spec, terms->product, terms->margin);
  if (terms->margin_from == CP_STOCK_UNKNOWN) {
    SAY(to,
        "  margin    not known, so no cost is told; give it: --margin USD for each %s not made\n",
        unit);
    return;
  }
  SAY(to, "  margin    %.2f USD/%s ", margin, unit);
  if (terms->margin_from == CP_STOCK_GIVEN) SAY(to, "(--margin)\n");
  if (terms->margin_from == CP_STOCK_SCENARIO) SAY(to, "(the firm's value_added)\n");
  if (terms->margin_from == CP_STOCK_ASSUMED) {
    SAY(to, "ASSUMED: 20%% of its price; give your own with --margin\n");
  }
}

static void say_head(page *to) {
  const cp_stock_answer *answer = to->answer;
  const cp_stock_terms *terms = &answer->terms;
  SAY(to, "stock of %.*s at %.*s, held from the first day on   %d replicas   seed %llu\n",
      CP_TEXT_ARGUMENTS(answer->question.good), CP_TEXT_ARGUMENTS(answer->question.firm),
      answer->n_replica, (unsigned long long)answer->seed);
  SAY(to, "  a day     %.6g %s, for %.6g %s of %.*s, in normal times\n",
      terms->use / per_unit(to->spec, terms->good), unit_of(to->spec, terms->good),
      terms->output / per_unit(to->spec, terms->product), unit_of(to->spec, terms->product),
      CP_TEXT_ARGUMENTS(name_of(to->spec, terms->product)));
  say_price(to);
  say_margin(to);
  SAY(to, "  carrying  %.4g%% of the value a year, for the %d days of the run",
      100 * answer->question.carry, terms->n_day);
  if (terms->has_cost)
    SAY(to, ": %.4g million USD a day of stock", terms->holding / cents_per_million);
  SAY(to, "\n");
}

// Two digits are enough for an error.
static void say_error(page *to, double error, int32_t width) {
  SAY(to, error < 100 ? " +-%-*.2g" : " +-%-*.0f", width, error);
}

static void say_point(page *to, const cp_stock_point *point) {
  SAY(to, "  %10.0f   %5.1f%% +-%-4.1f   %8.2f +-%.2f", point->days, 100 * point->risk.value,
      100 * point->risk.error, point->lacking.value, point->lacking.error);
  if (to->answer->terms.has_cost) {
    SAY(to, "%*s%10.4g  %10.4g  %10.4g", point->lacking.error < 10 ? 2 : 1, "",
        point->carrying / cents_per_million, point->lost.value / cents_per_million,
        point->total.value / cents_per_million);
    say_error(to, point->total.error / cents_per_million, 0);
  }
  SAY(to, "\n");
}

static void say_curve(page *to) {
  const cp_stock_answer *answer = to->answer;
  SAY(to, "\n  extra days   risk of lack    days lacking%s\n",
      answer->terms.has_cost ? "     carrying + margin lost = total, million USD" : "");
  for (int32_t place = 0; place < answer->n_point; place++) say_point(to, &answer->point[place]);
}

static void say_levels(page *to) {
  const cp_stock_answer *answer = to->answer;
  SAY(to, "\n");
  if (answer->terms.has_cost) {
    SAY(to, "  cheapest at %.1f days +-%.1f, where P(lack <= days) = (p - h) / p = %.2f%%\n",
        answer->cheapest.value, answer->cheapest.error, 100 * answer->fractile);
  }
  SAY(to, "  risk of %.4g%% at %.1f days +-%.1f\n", 100 * answer->risk, answer->safe.value,
      answer->safe.error);
}

static void say_pair(page *to, const char *name, cp_estimate promised, cp_estimate found,
                     double scale) {
  SAY(to, "  %-14s %10.4g", name, scale * promised.value);
  say_error(to, scale * promised.error, 10);
  SAY(to, "%10.4g", scale * found.value);
  say_error(to, scale * found.error, 0);
  SAY(to, "\n");
}

static void say_verdict(page *to) {
  const bool keeps_risk = to->answer->keeps_risk, keeps_cost = to->answer->keeps_cost;
  if (keeps_risk && keeps_cost) {
    SAY(to, "the promise holds: nothing found is more than three standard errors worse\n");
    return;
  }
  SAY(to, "THE PROMISE DOES NOT HOLD: %s more than three standard errors worse than promised\n",
      keeps_cost   ? "the risk is"
      : keeps_risk ? "what is lacking is"
                   : "the risk and what is lacking are");
  SAY(to,
      "  the replicas are few, alternatives start later where there is stock, or other inputs "
      "lack\n");
  SAY(to, "  by what the proof lacks the level is %.1f days +-%.1f, itself not proven\n",
      to->answer->revised.value, to->answer->revised.error);
}

static void say_proof(page *to) {
  const cp_stock_answer *answer = to->answer;
  const cp_stock_point *promised = &answer->promised, *found = &answer->found;
  SAY(to, "\nproof: run again with %.0f days more cover, %s, seed %llu\n", promised->days,
      answer->is_cheapest ? "the cheapest level" : "the level of that risk",
      (unsigned long long)answer->proof_seed);
  SAY(to, "                   promised                   found\n");
  say_pair(to, "risk, %", promised->risk, found->risk, 100);
  say_pair(to, "days lacking", promised->lacking, found->lacking, 1);
  if (answer->terms.has_cost) {
    say_pair(to, "million USD", promised->total, found->total, 1 / cents_per_million);
  }
  say_verdict(to);
}

cp_status cp_stock_print(const cp_stock_answer *answer, const cp_spec *spec, const cp_sink *sink) {
  page to = {.answer = answer, .spec = spec, .sink = sink};
  say_head(&to);
  say_curve(&to);
  say_levels(&to);
  say_proof(&to);
  return to.status;
}

// --- JSON ----------------------------------------------------------------------------------------

static void put_number(cp_json *json, const char *key, double number) {
  cp_json_key(json, key);
  cp_json_number(json, number);
}

static void put_text(cp_json *json, const char *key, cp_text text) {
  cp_json_key(json, key);
  cp_json_text(json, text);
}

static void put_estimate(cp_json *json, const char *key, cp_estimate estimate, double scale) {
  cp_json_key(json, key);
  cp_json_object(json);
  put_number(json, "value", scale * estimate.value);
  put_number(json, "error", scale * estimate.error);
  cp_json_close(json);
}

static void put_point(cp_json *json, const cp_stock_point *point, bool has_cost) {
  cp_json_object(json);
  put_number(json, "days", point->days);
  put_estimate(json, "risk", point->risk, 1);
  put_estimate(json, "days_lacking", point->lacking, 1);
  if (has_cost) {
    put_number(json, "carrying", point->carrying / cents);
    put_estimate(json, "margin_lost", point->lost, 1 / cents);
    put_estimate(json, "total", point->total, 1 / cents);
  }
  cp_json_close(json);
}

static void put_known(cp_json *json, const char *key, double number, cp_stock_origin from) {
  static const char *const words[] = {"unknown", "given", "scenario", "assumed"};
  cp_json_key(json, key);
  cp_json_object(json);
  cp_json_key(json, "value");
  if (from == CP_STOCK_UNKNOWN) {
    cp_json_null(json);
  } else {
    cp_json_number(json, number);
  }
  cp_json_key(json, "from");
  cp_json_string(json, words[from]);
  cp_json_close(json);
}

static void put_terms(cp_json *json, const cp_stock_answer *answer, const cp_spec *spec) {
  const cp_stock_terms *terms = &answer->terms;
  put_text(json, "firm", answer->question.firm);
  put_text(json, "good", answer->question.good);
  put_text(json, "product", name_of(spec, terms->product));
  cp_json_key(json, "replicas");
  cp_json_whole(json, answer->n_replica);
  put_number(json, "use_a_day", terms->use / per_unit(spec, terms->good));
  put_number(json, "output_a_day", terms->output / per_unit(spec, terms->product));
  put_known(json, "price", usd(spec, terms->good, terms->price), terms->price_from);
  put_known(json, "margin", usd(spec, terms->product, terms->margin), terms->margin_from);
  put_number(json, "carry_a_year", answer->question.carry);
  cp_json_key(json, "days_held");
  cp_json_whole(json, terms->n_day);
}

static void put_proof(cp_json *json, const cp_stock_answer *answer) {
  cp_json_key(json, "proof");
  cp_json_object(json);
  cp_json_key(json, "level");
  cp_json_string(json, answer->is_cheapest ? "cheapest" : "safe");
  cp_json_key(json, "promised");
  put_point(json, &answer->promised, answer->terms.has_cost);
  cp_json_key(json, "found");
  put_point(json, &answer->found, answer->terms.has_cost);
  put_estimate(json, "revised_days", answer->revised, 1);
  cp_json_key(json, "keeps_risk");
  cp_json_flag(json, answer->keeps_risk);
  cp_json_key(json, "keeps_cost");
  cp_json_flag(json, answer->keeps_cost);
  cp_json_key(json, "holds");
  cp_json_flag(json, answer->keeps_risk && answer->keeps_cost);
  cp_json_close(json);
}

cp_status cp_stock_print_json(const cp_stock_answer *answer, const cp_spec *spec,
                              const cp_sink *sink) {
  cp_json json = cp_json_begin(sink);
  cp_json_object(&json);
  put_terms(&json, answer, spec);
  cp_json_key(&json, "curve");
  cp_json_array(&json);
  for (int32_t place = 0; place < answer->n_point; place++) {
    put_point(&json, &answer->point[place], answer->terms.has_cost);
  }
  cp_json_close(&json);
  if (answer->terms.has_cost) {
    put_number(&json, "fractile", answer->fractile);
    put_estimate(&json, "cheapest_days", answer->cheapest, 1);
  }
  put_number(&json, "risk", answer->risk);
  put_estimate(&json, "safe_days", answer->safe, 1);
  put_proof(&json, answer);
  cp_json_close(&json);
  return cp_json_end(&json);
}
