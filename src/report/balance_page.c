// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The mass balance as text: figures by quantity, sums before and after, what came out, the verdict.

#include "report/balance_page.h"

#include "base/date.h"
#include "base/os/print.h"

enum { MEASURES_WIDTH = 64, SUM_WIDTH = 82, NAME_WIDTH = 58 };

typedef struct page {
  const cp_balance *balance;
  double within;
  bool with_sources;
  cp_arena *arena;
  const cp_sink *sink;
} page;

cp_text cp_balance_quantity_name(const cp_balance *balance, int32_t quantity) {
  const cp_text name = cp_spec_text(balance->spec, CP_F_quantities_name, quantity);
  return name.size > 0 ? name : cp_spec_name(balance->spec, CP_S_quantities, quantity);
}

// --- numbers -------------------------------------------------------------------------------------

static cp_text group(cp_arena *arena, long long whole) {
  if (whole < 1000) return cp_text_print(arena, "%lld", whole);
  const cp_text head = group(arena, whole / 1000);
  return cp_text_print(arena, CP_TEXT_FORMAT ",%03lld", CP_TEXT_ARGUMENTS(head), whole % 1000);
}

// Whole tonnes with commas, and a sign where asked.
static cp_text tonnes(const page *to, double value, bool has_sign) {
  const double size = value < 0.0 ? -value : value;
  const long long whole = (long long)(size + 0.5);
  const char *sign = whole == 0 ? "" : value < 0.0 ? "-" : has_sign ? "+" : "";
  const cp_text digits = group(to->arena, whole);
  return cp_text_print(to->arena, "%s" CP_TEXT_FORMAT, sign, CP_TEXT_ARGUMENTS(digits));
}

static cp_text amount(const page *to, const cp_balance_figure *figure, double value) {
  if (figure->of < 0) return tonnes(to, value, false);
  return cp_text_print(to->arena, "%.1f %%", 100.0 * value);
}

static bool is_beyond(double pull, double within) { return pull > within || pull < -within; }

static const char *mark_of(const page *to, double pull) {
  if (is_beyond(pull, to->within)) return " !!";
  return is_beyond(pull, CP_BALANCE_STRAINED) ? " <<" : "";
}

// A pull that is printed as zero has no sign.
static double shown(double pull) { return pull > -0.05 && pull < 0.05 ? 0.0 : pull; }

// "1 figure", "2 figures".
static cp_text count(const page *to, int32_t n, const char *one, const char *many) {
  return cp_text_print(to->arena, "%d %s", (int)n, n == 1 ? one : many);
}

// --- figures -------------------------------------------------------------------------------------

static cp_status put_figure(const page *to, int32_t row) {
  const cp_balance_figure *figure = &to->balance->figure[row];
  const cp_text measures = cp_spec_text(to->balance->spec, CP_F_tonnages_measures, row);
  const cp_text value = amount(to, figure, figure->value);
  const cp_text deviation = cp_text_print(to->arena, "%s%.3g %%", figure->is_assumed ? "~" : "",
                                          100.0 * figure->uncertainty);
  CP_TRY(cp_print(to->sink, "  %-*.*s %9.*s %7.*s", MEASURES_WIDTH, CP_TEXT_ARGUMENTS(measures),
                  CP_TEXT_ARGUMENTS(value), CP_TEXT_ARGUMENTS(deviation)));
  if (!figure->is_known) {
    CP_TRY(cp_print(to->sink, "  not determined\n"));
  } else {
    const cp_text fitted = amount(to, figure, figure->fitted);
    const cp_text change = tonnes(to, figure->change, true);
    CP_TRY(cp_print(to->sink, " %9.*s %9.*s %+5.1f%s\n", CP_TEXT_ARGUMENTS(fitted),
                    CP_TEXT_ARGUMENTS(change), shown(figure->pull), mark_of(to, figure->pull)));
  }
  if (!to->with_sources) return CP_OK;
  return cp_print(to->sink, "      source: " CP_TEXT_FORMAT "\n",
                  CP_TEXT_ARGUMENTS(cp_spec_text(to->balance->spec, CP_F_tonnages_source, row)));
}

static cp_status put_figures(const page *to) {
  CP_TRY(cp_print(to->sink, "\n%-*s %9s %7s %9s %9s %5s\n", MEASURES_WIDTH + 2, "PUBLISHED",
                  "figure", "sd", "fitted", "change", "in sd"));
  for (int32_t quantity = 0; quantity < to->balance->n_quantity; quantity++) {
    bool is_first = true;
    for (int32_t row = 0; row < to->balance->n_figure; row++) {
      if (to->balance->figure[row].quantity != quantity) continue;
      const cp_text name = cp_balance_quantity_name(to->balance, quantity);
      if (is_first) CP_TRY(cp_print(to->sink, CP_TEXT_FORMAT "\n", CP_TEXT_ARGUMENTS(name)));
      is_first = false;
      CP_TRY(put_figure(to, row));
    }
  }
  return CP_OK;
}

// --- sums ----------------------------------------------------------------------------------------

static cp_text sum_words(const page *to, int32_t identity) {
  const cp_spec *spec = to->balance->spec;
  const int32_t total = cp_spec_index(spec, CP_F_identities_total, identity);
  const cp_cell *parts = cp_spec_cell(spec, CP_F_identities_parts, identity);
  cp_text words = cp_text_print(to->arena, CP_TEXT_FORMAT " =",
                                CP_TEXT_ARGUMENTS(cp_spec_name(spec, CP_S_quantities, total)));
  for (int32_t part = 0; part < parts->n_item; part++) {
    const cp_text name = cp_spec_name(spec, CP_S_quantities, parts->item[part]);
    words = cp_text_print(to->arena, CP_TEXT_FORMAT "%s " CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(words),
                          part == 0 ? "" : " +", CP_TEXT_ARGUMENTS(name));
  }
  return words;
}

static cp_status put_identities(const page *to) {
  CP_TRY(cp_print(to->sink, "\n%-*s %9s   %9s\n", SUM_WIDTH,
                  "SUMS: total less parts; * left for parts without an amount of their own",
                  "published", "fitted"));
  for (int32_t at = 0; at < to->balance->n_identity; at++) {
    const cp_balance_identity *identity = &to->balance->identity[at];
    const cp_text words = sum_words(to, at);
    const cp_text before = identity->has_before ? tonnes(to, identity->before, true) : CP_TEXT("-");
    const cp_text after = identity->has_after ? tonnes(to, identity->after, true) : CP_TEXT("-");
    const char *mark = identity->has_before && identity->n_missing > 0 ? " *" : "  ";
    CP_TRY(cp_print(to->sink, "  %-*.*s %9.*s%s %9.*s\n", SUM_WIDTH - 2, CP_TEXT_ARGUMENTS(words),
                    CP_TEXT_ARGUMENTS(before), mark, CP_TEXT_ARGUMENTS(after)));
  }
  return CP_OK;
}

// --- quantities ----------------------------------------------------------------------------------

static cp_status put_flow(const page *to, const cp_balance_quantity *quantity) {
  if (quantity->flow < 0.0) return CP_OK;
  const cp_text flow = tonnes(to, quantity->flow, false);
  CP_TRY(cp_print(to->sink, " %9.*s", CP_TEXT_ARGUMENTS(flow)));
  if (!quantity->is_known || quantity->fitted <= 0.0) return CP_OK;
  return cp_print(to->sink, " %+8.1f %%",
                  100.0 * (quantity->flow - quantity->fitted) / quantity->fitted);
}

static cp_status put_quantity(const page *to, int32_t row) {
  const cp_balance_quantity *quantity = &to->balance->quantity[row];
  const cp_text name = cp_balance_quantity_name(to->balance, row);
  const cp_text published =
      quantity->published >= 0.0 ? tonnes(to, quantity->published, false) : CP_TEXT("-");
  const cp_text fitted = tonnes(to, quantity->fitted, false);
  const cp_text deviation = tonnes(to, quantity->deviation, false);
  CP_TRY(cp_print(to->sink, "  %-*.*s %9.*s", NAME_WIDTH, CP_TEXT_ARGUMENTS(name),
                  CP_TEXT_ARGUMENTS(published)));
  if (quantity->is_known) {
    CP_TRY(cp_print(to->sink, " %9.*s %9.*s", CP_TEXT_ARGUMENTS(fitted),
                    CP_TEXT_ARGUMENTS(deviation)));
  } else {
    CP_TRY(cp_print(to->sink, "  not determined yet"));
  }
  CP_TRY(put_flow(to, quantity));
  return cp_print(to->sink, "%s\n", quantity->is_held ? "  held at 0" : "");
}

static cp_status put_quantities(const page *to) {
  CP_TRY(cp_print(to->sink, "\n%-*s %9s %9s %9s %9s %10s\n", NAME_WIDTH + 2,
                  "FITTED; scenario: the normal flow of its lanes", "published", "fitted", "sd",
                  "scenario", "off by"));
  for (int32_t row = 0; row < to->balance->n_quantity; row++) CP_TRY(put_quantity(to, row));
  return CP_OK;
}

// --- verdict -------------------------------------------------------------------------------------

// The smallest share of `whole` that is published for a quantity, -1 none.
static double smallest_share(const cp_balance *balance, int32_t quantity, int32_t whole) {
  double least = -1.0;
  for (int32_t row = 0; row < balance->n_figure; row++) {
    const cp_balance_figure *figure = &balance->figure[row];
    if (figure->quantity != quantity || figure->of != whole) continue;
    if (least < 0.0 || figure->value < least) least = figure->value;
  }
  return least;
}

// Parts whose smallest shares make more than their whole.
static cp_status put_shares(const page *to, int32_t identity) {
  const cp_spec *spec = to->balance->spec;
  const int32_t whole = cp_spec_index(spec, CP_F_identities_total, identity);
  const cp_cell *parts = cp_spec_cell(spec, CP_F_identities_parts, identity);
  cp_text words = CP_TEXT("");
  double sum = 0.0;
  for (int32_t part = 0; part < parts->n_item; part++) {
    const double share = smallest_share(to->balance, parts->item[part], whole);
    if (share < 0.0) continue;
    const cp_text name = cp_spec_name(spec, CP_S_quantities, parts->item[part]);
    words = cp_text_print(to->arena, CP_TEXT_FORMAT "%s" CP_TEXT_FORMAT " %.4g %%",
                          CP_TEXT_ARGUMENTS(words), sum > 0.0 ? " + " : "", CP_TEXT_ARGUMENTS(name),
                          100.0 * share);
    sum += share;
  }
  if (sum <= 1.0) return CP_OK;
  const cp_text name = cp_spec_name(spec, CP_S_quantities, whole);
  return cp_print(to->sink,
                  "cannot all hold as published: " CP_TEXT_FORMAT " of " CP_TEXT_FORMAT
                  " = %.4g %% at least\n",
                  CP_TEXT_ARGUMENTS(words), CP_TEXT_ARGUMENTS(name), 100.0 * sum);
}

static cp_status put_strained(const page *to, int32_t row, const char *joint) {
  const cp_balance_figure *figure = &to->balance->figure[row];
  const cp_text value = amount(to, figure, figure->value);
  const cp_text name = cp_spec_name(to->balance->spec, CP_S_quantities, figure->quantity);
  CP_TRY(cp_print(to->sink, "%s" CP_TEXT_FORMAT " " CP_TEXT_FORMAT, joint, CP_TEXT_ARGUMENTS(name),
                  CP_TEXT_ARGUMENTS(value)));
  if (figure->of >= 0) {
    const cp_text whole = cp_spec_name(to->balance->spec, CP_S_quantities, figure->of);
    CP_TRY(cp_print(to->sink, " of " CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(whole)));
  } else {
    CP_TRY(cp_print(to->sink, " t"));
  }
  return cp_print(to->sink, " (%+.1f sd)", figure->pull);
}

// Figures pulled far, each with the way it would have to go.
static cp_status put_verdict(const page *to) {
  const cp_balance *balance = to->balance;
  const int32_t n_beyond = cp_balance_count_beyond(balance, to->within);
  const cp_text freedom = count(to, balance->n_freedom, "degree of freedom", "degrees of freedom");
  CP_TRY(cp_print(to->sink, "\nchi-square %.1f on " CP_TEXT_FORMAT, balance->chi_square,
                  CP_TEXT_ARGUMENTS(freedom)));
  if (balance->n_freedom > 0) {
    CP_TRY(cp_print(to->sink, ", %.2f per degree", balance->chi_square / balance->n_freedom));
  }
  const cp_text figures = count(to, balance->n_figure, "figure", "figures");
  CP_TRY(cp_print(to->sink, "; %d of " CP_TEXT_FORMAT " moved by more than %.3g sd\n",
                  (int)n_beyond, CP_TEXT_ARGUMENTS(figures), to->within));
  for (int32_t identity = 0; identity < balance->n_identity; identity++) {
    CP_TRY(put_shares(to, identity));
  }
  if (cp_balance_count_beyond(balance, CP_BALANCE_STRAINED) == 0) {
    return cp_print(to->sink, "within 2 sd all figures hold together\n");
  }
  CP_TRY(cp_print(to->sink, "cannot all hold with the rest within 2 sd:"));
  const char *joint = " ";
  for (int32_t row = 0; row < balance->n_figure; row++) {
    if (!is_beyond(balance->figure[row].pull, CP_BALANCE_STRAINED)) continue;
    CP_TRY(put_strained(to, row, joint));
    joint = "; ";
  }
  return cp_print(to->sink, "\n");
}

cp_status cp_balance_text(const cp_balance *balance, double within, bool with_sources,
                          cp_arena *arena, const cp_sink *sink) {
  const page to = {balance, within, with_sources, arena, sink};
  char day[16];
  const cp_text figures = count(&to, balance->n_figure, "figure", "figures");
  const cp_text sums = count(&to, balance->n_identity, "sum", "sums");
  const cp_text quantities = count(&to, balance->n_quantity, "quantity", "quantities");
  CP_TRY(cp_print(sink,
                  CP_TEXT_FORMAT ", mass balance as of %s: " CP_TEXT_FORMAT ", " CP_TEXT_FORMAT
                                 ", " CP_TEXT_FORMAT "\n",
                  CP_TEXT_ARGUMENTS(cp_spec_title(balance->spec)),
                  cp_day_words(cp_spec_as_of(balance->spec), day), CP_TEXT_ARGUMENTS(figures),
                  CP_TEXT_ARGUMENTS(sums), CP_TEXT_ARGUMENTS(quantities)));
  CP_TRY(cp_print(sink,
                  "tonnes a year; sd: standard deviation, ~ assumed; << moved by more than 2 sd, "
                  "!! by more than %.3g\n",
                  within));
  CP_TRY(put_figures(&to));
  CP_TRY(put_identities(&to));
  CP_TRY(put_quantities(&to));
  return put_verdict(&to);
}
