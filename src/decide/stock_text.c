// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The answer of `stock` as lines and as JSON: terms, levels run beside the textbook, the answer and its proof. Money is told in million USD on the screen and in USD for machines.
#include "base/os/json.h"
#include "base/os/print.h"
#include "decide/stock.h"

// A gap between two levels that is worth a word, as a share of the higher one.
static const double wide_gap = 0.1;

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
  const cp_text part = answer->question.part;
  SAY(to, "stock of %.*s", CP_TEXT_ARGUMENTS(answer->question.good));
  if (part.size > 0) SAY(to, " for its %.*s", CP_TEXT_ARGUMENTS(part));
  SAY(to, " at %.*s, held from the first day of the run on (not from as_of)\n",
      CP_TEXT_ARGUMENTS(answer->question.firm));
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

// --- what the runs found -------------------------------------------------------------------------

static void say_columns(page *to) {
  const cp_stock_terms *terms = &to->answer->terms;
  SAY(to, "   days    risk of lack, %%           days lacking        days saved%s%s\n",
      terms->has_units ? "      lost, net" : "",
      terms->has_cost ? "       carry   total, million USD" : "");
}

// The textbook's number stands behind the run's, in brackets.
static void say_level(page *to, const cp_stock_level *level) {
  const cp_stock_point *found = &level->found, *textbook = &level->textbook;
  const cp_stock_terms *terms = &to->answer->terms;
  SAY(to, "  %5.0f   %5.1f +-%-4.1f [%5.1f]  %6.2f +-%-5.2f[%6.2f]  %5.1f +-%-4.1f", found->days,
      100 * found->risk.value, 100 * found->risk.error, 100 * textbook->risk.value,
      found->lacking.value, found->lacking.error, textbook->lacking.value,
      level->sample.saved.value, level->sample.saved.error);
  if (terms->has_units) {
    const double scale = 1 / per_unit(to->spec, terms->product);
    SAY(to, "  %7.0f", scale * level->sample.units.value);
    say_error(to, scale * level->sample.units.error, terms->has_cost ? 6 : 0);
  }
  if (terms->has_cost) {
    SAY(to, " %7.4g %7.4g", found->carrying / cents_per_million,
        found->total.value / cents_per_million);
    say_error(to, found->total.error / cents_per_million, 5);
    SAY(to, "[%.4g]", textbook->total.value / cents_per_million);
  }
  SAY(to, "\n");
}

static void say_levels(page *to) {
  const cp_stock_answer *answer = to->answer;
  SAY(to, "\nthe engine run with so many days more [what the textbook makes of the first run]\n");
  say_columns(to);
  for (int32_t level = 0; level < answer->n_level; level++) say_level(to, &answer->level[level]);
  SAY(to,
      "  %d replicas, with more stock %d, seed %llu; days saved: for which alternatives stood in",
      answer->n_replica, answer->level[answer->n_level - 1].n_replica,
      (unsigned long long)answer->seed);
  if (answer->terms.has_units) {
    SAY(to, "; lost: %s from as_of on, less what was made later",
        is_mass(to->spec, answer->terms.product) ? "kg" : "pieces");
  }
  SAY(to, "\n");
  if (answer->terms.has_cost)
    SAY(to,
        "  total: carrying, and the margin of days that lack, as if nothing were made up later\n");
}

// --- the answer ----------------------------------------------------------------------------------

static void say_cheapest(page *to) {
  const cp_stock_answer *answer = to->answer;
  if (!answer->terms.has_cost) return;
  SAY(to,
      "cheapest        textbook %6.1f days +-%-5.1f where P(lack <= days) = (p - h) / p = %.2f%%\n",
      answer->cheapest.value, answer->cheapest.error, 100 * answer->fractile);
  const cp_stock_point *best = &answer->level[answer->best].found;
  const double below = answer->best > 0 ? answer->level[answer->best - 1].found.days : best->days;
  SAY(to, "                runs     %6.0f days, of those above", best->days);
  const cp_stock_terms *terms = &answer->terms;
  if (answer->best == answer->n_level - 1 && best->lacking.value > 0 &&
      terms->lacking > terms->holding) {
    SAY(to, "; it is the most that was run, and more may be cheaper");
  } else if (best->days - below > 1 && best->days - below > wide_gap * best->days) {
    SAY(to, "; nothing between %.0f and %.0f was run, and less may be cheaper", below, best->days);
  }
  SAY(to, "\n");
}

static void say_safe(page *to) {
  const cp_stock_answer *answer = to->answer;
  SAY(to, "risk of %.4g%%%*stextbook %6.1f days +-%.1f\n", 100 * answer->risk,
      answer->risk < 0.1 ? 6 : 5, "", answer->safe.value, answer->safe.error);
  if (answer->is_cheapest) return;
  if (answer->chosen < 0) {
    SAY(to, "                runs     NONE of those above\n");
  } else {
    SAY(to, "                runs     %6.0f days", answer->promised.days);
    if (answer->chosen > 0)
      SAY(to, "; %.0f leave more", answer->level[answer->chosen - 1].found.days);
    SAY(to, "\n");
  }
}

// Where the textbook is off, and by what of that which it leaves out.
static void say_reason(page *to) {
  const cp_stock_answer *answer = to->answer;
  const cp_stock_level *last = &answer->level[answer->n_level - 1];
  const cp_stock_level *level = answer->chosen < 0 ? last : &answer->level[answer->chosen];
  const double textbook = answer->is_cheapest ? answer->cheapest.value : answer->safe.value;
  const cp_estimate before = answer->level[0].sample.saved, after = level->sample.saved;
  const double error = __builtin_sqrt(before.error * before.error + after.error * after.error);
  if (level->found.days > textbook + 1 && before.value > after.value + 2 * error) {
    SAY(to,
        "  the textbook asks for too little: without more stock alternatives stood in for %.1f "
        "days,\n  with %.0f days they start later and give %.1f; the stock has to stand in for "
        "the rest\n",
        before.value, level->found.days, after.value);
  } else if (answer->chosen >= 0 && level->found.days < textbook - 1) {
    SAY(to,
        "  the textbook asks for more: it leaves out that stock is filled up between two "
        "shortages\n");
  }
}

// Stock that puts alternatives off and runs out all the same.
static void say_worse(page *to) {
  const cp_stock_answer *answer = to->answer;
  const cp_estimate none = answer->level[0].sample.units;
  if (!answer->terms.has_units) return;
  for (int32_t level = answer->n_level - 1; level > 0; level--) {
    const cp_estimate some = answer->level[level].sample.units;
    const double error = __builtin_sqrt(none.error * none.error + some.error * some.error);
    if (some.value <= none.value + 2 * error) continue;
    SAY(to, "  %.0f days are worse than none: alternatives are put off, then the stock runs out\n",
        answer->level[level].found.days);
    return;
  }
}

static void say_none(page *to) {
  const cp_stock_answer *answer = to->answer;
  const cp_stock_level *last = &answer->level[answer->n_level - 1];
  SAY(to, "\nNO LEVEL HOLDS: %.0f days leave %.1f%% +-%.1f, and no more than %.0f are tried\n",
      last->found.days, 100 * last->found.risk.value, 100 * last->found.risk.error,
      answer->question.most);
  SAY(to,
      "  the good stays away for longer than a stock lasts, or more is used than in normal times\n"
      "  what would help: another source that starts earlier (alternatives: starts_below, "
      "qualify),\n  or more days (--most)\n");
}

static void say_number(page *to, double number) {
  SAY(to, number < 10000 ? "%10.4g" : "%10.0f", number);
}

static void say_pair(page *to, const char *name, cp_estimate promised, cp_estimate found,
                     double scale) {
  SAY(to, "  %-15s", name);
  say_number(to, scale * promised.value);
  say_error(to, scale * promised.error, 10);
  say_number(to, scale * found.value);
  say_error(to, scale * found.error, 0);
  SAY(to, "\n");
}

// A promise that could hardly be broken.
static void say_wide(page *to) {
  const cp_stock_answer *answer = to->answer;
  SAY(to,
      "  BUT THE PROOF IS WIDE: three of its standard errors, %.4g million USD, are more than the "
      "%.4g that the\n  level is to save; take more replicas (--replicas)\n",
      3 * answer->proof.found.total.error / cents_per_million,
      (answer->level[0].found.total.value - answer->promised.total.value) / cents_per_million);
}

static void say_verdict(page *to) {
  const bool keeps_risk = to->answer->keeps_risk, keeps_cost = to->answer->keeps_cost;
  if (keeps_risk && keeps_cost) {
    SAY(to, "the promise holds: nothing found is more than three standard errors worse\n");
    if (to->answer->is_wide) say_wide(to);
    return;
  }
  SAY(to, "THE PROMISE DOES NOT HOLD: %s more than three standard errors worse than promised\n",
      keeps_cost   ? "the risk is"
      : keeps_risk ? "what is lacking is"
                   : "the risk and what is lacking are");
  SAY(to, "  the rounds saw too few replicas: take more of them (--replicas)\n");
}

static void say_proof(page *to) {
  const cp_stock_answer *answer = to->answer;
  const cp_stock_point *promised = &answer->promised, *found = &answer->proof.found;
  SAY(to, "\nproof: hold %.0f days more, %s; %d replicas, seed %llu\n", promised->days,
      answer->is_cheapest ? "the cheapest level" : "the level of that risk",
      answer->proof.n_replica, (unsigned long long)answer->proof_seed);
  SAY(to, "                   promised                   found\n");
  say_pair(to, "risk, %", promised->risk, found->risk, 100);
  say_pair(to, "days lacking", promised->lacking, found->lacking, 1);
  if (answer->terms.has_cost) {
    say_pair(to, "million USD", promised->total, found->total, 1 / cents_per_million);
  }
  if (answer->terms.has_units) {
    const double scale = 1 / per_unit(to->spec, answer->terms.product);
    say_pair(to, "units lost, net", answer->level[answer->chosen].sample.units,
             answer->proof.sample.units, scale);
  }
  say_verdict(to);
}

cp_status cp_stock_print(const cp_stock_answer *answer, const cp_spec *spec, const cp_sink *sink) {
  page to = {.answer = answer, .spec = spec, .sink = sink};
  say_head(&to);
  say_levels(&to);
  SAY(&to, "\n");
  say_cheapest(&to);
  say_safe(&to);
  say_reason(&to);
  say_worse(&to);
  if (answer->chosen < 0) {
    say_none(&to);
  } else {
    say_proof(&to);
  }
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
  if (answer->question.part.size > 0) put_text(json, "part", answer->question.part);
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

static void put_level(cp_json *json, const cp_stock_answer *answer, const cp_stock_level *level,
                      const cp_spec *spec) {
  const cp_stock_terms *terms = &answer->terms;
  cp_json_object(json);
  cp_json_key(json, "replicas");
  cp_json_whole(json, level->n_replica);
  cp_json_key(json, "found");
  put_point(json, &level->found, terms->has_cost);
  cp_json_key(json, "textbook");
  put_point(json, &level->textbook, terms->has_cost);
  put_estimate(json, "days_saved", level->sample.saved, 1);
  if (terms->has_units) {
    put_estimate(json, "units_lost_net", level->sample.units, 1 / per_unit(spec, terms->product));
  }
  cp_json_close(json);
}

static void put_levels(cp_json *json, const cp_stock_answer *answer, const cp_spec *spec) {
  cp_json_key(json, "levels");
  cp_json_array(json);
  for (int32_t level = 0; level < answer->n_level; level++) {
    put_level(json, answer, &answer->level[level], spec);
  }
  cp_json_close(json);
  cp_json_key(json, "hold_days");
  if (answer->chosen < 0) {
    cp_json_null(json);
  } else {
    cp_json_number(json, answer->promised.days);
  }
}

static void put_proof(cp_json *json, const cp_stock_answer *answer, const cp_spec *spec) {
  cp_json_key(json, "proof");
  cp_json_object(json);
  cp_json_key(json, "promised");
  put_point(json, &answer->promised, answer->terms.has_cost);
  cp_json_key(json, "run");
  put_level(json, answer, &answer->proof, spec);
  cp_json_key(json, "keeps_risk");
  cp_json_flag(json, answer->keeps_risk);
  cp_json_key(json, "keeps_cost");
  cp_json_flag(json, answer->keeps_cost);
  cp_json_key(json, "is_wide");
  cp_json_flag(json, answer->is_wide);
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
  cp_json_key(&json, "level");
  cp_json_string(&json, answer->is_cheapest ? "cheapest" : "safe");
  if (answer->terms.has_cost) {
    put_number(&json, "fractile", answer->fractile);
    put_estimate(&json, "cheapest_days_textbook", answer->cheapest, 1);
    put_number(&json, "cheapest_days", answer->level[answer->best].found.days);
  }
  put_number(&json, "risk", answer->risk);
  put_estimate(&json, "safe_days_textbook", answer->safe, 1);
  put_levels(&json, answer, spec);
  if (answer->chosen >= 0) put_proof(&json, answer, spec);
  cp_json_key(&json, "holds");
  cp_json_flag(&json, answer->chosen >= 0 && answer->keeps_risk && answer->keeps_cost);
  cp_json_close(&json);
  return cp_json_end(&json);
}
