// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// An account on a page, and the same for machines: labels, sums, the largest industries, how far rows and columns are from balance, and
// what is below zero where one would not expect it.
#include <stddef.h>

#include "accounts/accounts.h"
#include "base/os/json.h"
#include "base/os/print.h"
#include "base/sort.h"

enum { LARGEST = 8, LABEL_WIDTH = 28, NAME_WIDTH = 40 };

typedef struct sums {
  double output, inputs, imported, value_added, final;
  int32_t n_negative_flow, n_negative_final, n_negative_added, n_idle;
  double least_flow;
} sums;

typedef struct page {
  const cp_accounts *accounts;
  cp_arena *arena;
  const cp_sink *sink;
  int32_t n;
  int32_t *largest;  // [n] industries by falling output
  sums sums;
  cp_gaps gaps;
  char hash[65];
} page;

// --- what there is to say ------------------------------------------------------------------------

static bool is_larger(const void *context, int32_t left, int32_t right) {
  const double *output = context;
  return output[left] > output[right];
}

// Are imports the flows between regions, and no table of their own?
static bool has_trade(const cp_accounts *accounts) {
  return accounts->z_imported == NULL && accounts->label[CP_LABEL_REGION].n > 1;
}

// What an industry buys of other regions.
static double traded_of(const cp_accounts *accounts, int32_t industry) {
  const int32_t n = cp_accounts_industries(accounts);
  const int32_t n_sector = accounts->label[CP_LABEL_SECTOR].n;
  double sum = 0.0;
  for (int32_t supplier = 0; supplier < n; supplier++) {
    const bool is_home = supplier / n_sector == industry / n_sector;
    if (!is_home) sum += accounts->z[(int64_t)supplier * n + industry];
  }
  return sum;
}

// Value added of an industry, and what it buys abroad or nobody makes.
static void primary_of(const cp_accounts *accounts, int32_t industry, double *added,
                       double *imported) {
  const int32_t n = cp_accounts_industries(accounts);
  *added = *imported = 0.0;
  for (int32_t part = 0; part < accounts->label[CP_LABEL_PRIMARY].n; part++) {
    double *sum = cp_accounts_is_import(accounts, part) ? imported : added;
    *sum += accounts->primary[(int64_t)part * n + industry];
  }
  for (int32_t supplier = 0; accounts->z_imported != NULL && supplier < n; supplier++) {
    *imported += accounts->z_imported[(int64_t)supplier * n + industry];
  }
  if (has_trade(accounts)) *imported += traded_of(accounts, industry);
}

static sums sum_up(const cp_accounts *accounts) {
  const int64_t n = cp_accounts_industries(accounts);
  const int64_t n_final = n * cp_accounts_consumers(accounts);
  sums all = {.output = 0.0};
  for (int64_t at = 0; at < n * n; at++) {
    all.inputs += accounts->z[at];
    all.n_negative_flow += accounts->z[at] < 0;
    if (accounts->z[at] < all.least_flow) all.least_flow = accounts->z[at];
  }
  for (int64_t at = 0; at < n_final; at++) {
    all.final += accounts->y[at];
    all.n_negative_final += accounts->y[at] < 0;
  }
  for (int32_t industry = 0; industry < n; industry++) {
    double added, imported;
    primary_of(accounts, industry, &added, &imported);
    all.output += accounts->x[industry];
    all.value_added += added;
    all.imported += imported;
    all.n_negative_added += added < 0;
    all.n_idle += accounts->x[industry] == 0;
  }
  return all;
}

static cp_status begin_page(page *about, const cp_accounts *accounts, cp_arena *arena,
                            const cp_sink *sink) {
  *about = (page){.accounts = accounts, .arena = arena, .sink = sink};
  about->n = cp_accounts_industries(accounts);
  about->sums = sum_up(accounts);
  cp_accounts_gaps(accounts, &about->gaps);
  about->largest = CP_ARENA_ARRAY(arena, int32_t, about->n);
  int32_t *scratch = CP_ARENA_ARRAY(arena, int32_t, about->n);
  if (about->largest == NULL || scratch == NULL) return CP_NO_MEMORY;
  for (int32_t industry = 0; industry < about->n; industry++) about->largest[industry] = industry;
  cp_sort_by(about->largest, about->n, scratch, is_larger, accounts->x);
  return cp_accounts_hash(accounts, arena, about->hash);
}

// The label of an industry: without the region where there is only one.
static cp_text label_of(const page *about, int32_t industry) {
  const cp_label_list *label = about->accounts->label;
  if (label[CP_LABEL_REGION].n == 1) return label[CP_LABEL_SECTOR].code[industry];
  return cp_accounts_industry(about->accounts, about->arena, industry);
}

static cp_text name_of(const page *about, int32_t industry) {
  const cp_label_list *sector = &about->accounts->label[CP_LABEL_SECTOR];
  const int32_t at = industry % sector->n;
  return cp_text_equal(sector->name[at], sector->code[at]) ? CP_TEXT("") : sector->name[at];
}

// --- for people ----------------------------------------------------------------------------------

static cp_status print_count(const cp_sink *sink, int32_t n, const char *one, const char *many) {
  return cp_print(sink, "%d %s", (int)n, n == 1 ? one : many);
}

static cp_status print_head(const page *about) {
  const cp_accounts *accounts = about->accounts;
  const cp_sink *sink = about->sink;
  CP_TRY(print_count(sink, accounts->label[CP_LABEL_REGION].n, "region, ", "regions, "));
  CP_TRY(print_count(sink, accounts->label[CP_LABEL_SECTOR].n, "sector, ", "sectors, "));
  CP_TRY(print_count(sink, accounts->label[CP_LABEL_CATEGORY].n, "final use each; ",
                     "final uses each; "));
  if (accounts->year > 0) CP_TRY(cp_print(sink, "%d, ", (int)accounts->year));
  if (accounts->year == 0) CP_TRY(cp_print(sink, "year not told, "));
  CP_TRY(cp_print(sink, CP_TEXT_FORMAT ", from " CP_TEXT_FORMAT "\n",
                  CP_TEXT_ARGUMENTS(accounts->unit), CP_TEXT_ARGUMENTS(accounts->format)));
  const cp_text source = accounts->source.size > 0 ? accounts->source : CP_TEXT("not told");
  CP_TRY(cp_print(sink, "source   " CP_TEXT_FORMAT "\n", CP_TEXT_ARGUMENTS(source)));
  CP_TRY(cp_print(sink, "flows    %s\n",
                  has_trade(accounts)            ? "of all regions; imports are flows between them"
                  : accounts->z_imported != NULL ? "what is made at home; imports apart"
                                                 : "all, imports are not told apart"));
  return cp_print(sink, "sha-256  %s\n\n", about->hash);
}

static cp_status print_sum(const page *about, const char *what, double amount) {
  const double output = about->sums.output;
  return cp_print(about->sink, "%-*s %14.0f  %6.2f %%\n", (int)LABEL_WIDTH, what, amount,
                  output > 0 ? 100 * amount / output : 0.0);
}

static cp_status print_sums(const page *about) {
  CP_TRY(print_sum(about, "output", about->sums.output));
  CP_TRY(print_sum(about, "inputs from industries", about->sums.inputs));
  CP_TRY(print_sum(about,
                   has_trade(about->accounts) ? "of them from other regions" : "imported inputs",
                   about->sums.imported));
  CP_TRY(print_sum(about,
                   about->accounts->has_value_added ? "value added" : "value added (the rest)",
                   about->sums.value_added));
  return print_sum(about, "final uses", about->sums.final);
}

static cp_status print_largest(const page *about) {
  CP_TRY(cp_print(about->sink, "\n%-*s %14s  %8s %9s %9s\n", (int)LABEL_WIDTH, "LARGEST", "output",
                  "of all", "added", "imported"));
  for (int32_t place = 0; place < about->n && place < LARGEST; place++) {
    const int32_t industry = about->largest[place];
    const double output = about->accounts->x[industry];
    double added, imported;
    primary_of(about->accounts, industry, &added, &imported);
    const cp_text label = label_of(about, industry);
    const cp_text name = cp_text_part(name_of(about, industry), 0, NAME_WIDTH);
    const double of_output = output > 0 ? 100 / output : 0.0;
    CP_TRY(cp_print(about->sink, "%-*.*s %14.0f  %6.2f %% %7.2f %% %7.2f %%%s" CP_TEXT_FORMAT "\n",
                    (int)LABEL_WIDTH, (int)label.size, label.at, output,
                    about->sums.output > 0 ? 100 * output / about->sums.output : 0.0,
                    added * of_output, imported * of_output, name.size > 0 ? "  " : "",
                    CP_TEXT_ARGUMENTS(name)));
  }
  return CP_OK;
}

static cp_status print_gaps(const page *about, const cp_gap *gap, const char *what) {
  if (gap[0].amount == 0) {
    return cp_print(about->sink, "%-*s %14s\n", (int)LABEL_WIDTH, what, "exact");
  }
  for (int32_t place = 0; place < about->gaps.n_shown && gap[place].amount != 0; place++) {
    const cp_text label = label_of(about, gap[place].industry);
    CP_TRY(cp_print(about->sink, "%-*s %14.4g  %8.4f %%  " CP_TEXT_FORMAT "\n", (int)LABEL_WIDTH,
                    place == 0 ? what : "", gap[place].amount, 100 * gap[place].share,
                    CP_TEXT_ARGUMENTS(label)));
  }
  return CP_OK;
}

static cp_status print_balance(const page *about) {
  CP_TRY(cp_print(about->sink, "\n%-*s %14s  %10s  worst\n", (int)LABEL_WIDTH, "BALANCE",
                  "sum - output", "of output"));
  CP_TRY(print_gaps(about, about->gaps.row, "sold (rows)"));
  if (about->accounts->has_value_added) {
    return print_gaps(about, about->gaps.column, "bought (columns)");
  }
  return cp_print(about->sink, "%-*s value added is what inputs leave of output\n",
                  (int)LABEL_WIDTH, "bought (columns)");
}

static cp_status print_signs(const page *about) {
  const sums *all = &about->sums;
  if (all->n_negative_flow > 0) {
    CP_TRY(cp_print(about->sink, "%-*s %d of %lld, down to %.4g\n", (int)LABEL_WIDTH,
                    "flows below zero", (int)all->n_negative_flow,
                    (long long)about->n * (long long)about->n, all->least_flow));
  }
  if (all->n_negative_final > 0) {
    CP_TRY(cp_print(about->sink, "%-*s %d (stocks drawn down, imports)\n", (int)LABEL_WIDTH,
                    "final uses below zero", (int)all->n_negative_final));
  }
  if (all->n_negative_added > 0) {
    CP_TRY(cp_print(about->sink, "%-*s %d\n", (int)LABEL_WIDTH, "value added below zero",
                    (int)all->n_negative_added));
  }
  if (all->n_idle == 0) return CP_OK;
  return cp_print(about->sink, "%-*s %d\n", (int)LABEL_WIDTH, "industries without output",
                  (int)all->n_idle);
}

cp_status cp_accounts_text(const cp_accounts *accounts, cp_arena *arena, const cp_sink *sink) {
  page about;
  CP_TRY(begin_page(&about, accounts, arena, sink));
  CP_TRY(print_head(&about));
  CP_TRY(print_sums(&about));
  CP_TRY(print_largest(&about));
  CP_TRY(print_balance(&about));
  return print_signs(&about);
}

// --- for machines --------------------------------------------------------------------------------

static void put_labels(cp_json *json, const char *key, const cp_label_list *list) {
  cp_json_key(json, key);
  cp_json_array(json);
  for (int32_t at = 0; at < list->n; at++) {
    cp_json_object(json);
    cp_json_key(json, "code");
    cp_json_text(json, list->code[at]);
    cp_json_key(json, "name");
    cp_json_text(json, list->name[at]);
    cp_json_close(json);
  }
  cp_json_close(json);
}

static void put_number(cp_json *json, const char *key, double number) {
  cp_json_key(json, key);
  cp_json_number(json, number);
}

static void put_gaps(cp_json *json, const page *about, const char *key, const cp_gap *gap) {
  cp_json_key(json, key);
  cp_json_array(json);
  for (int32_t place = 0; place < about->gaps.n_shown && gap[place].amount != 0; place++) {
    cp_json_object(json);
    cp_json_key(json, "industry");
    cp_json_text(json, cp_accounts_industry(about->accounts, about->arena, gap[place].industry));
    put_number(json, "gap", gap[place].amount);
    put_number(json, "of_output", gap[place].share);
    cp_json_close(json);
  }
  cp_json_close(json);
}

static void put_industries(cp_json *json, const page *about) {
  cp_json_key(json, "industries");
  cp_json_array(json);
  for (int32_t industry = 0; industry < about->n; industry++) {
    double added, imported;
    primary_of(about->accounts, industry, &added, &imported);
    cp_json_object(json);
    cp_json_key(json, "industry");
    cp_json_text(json, cp_accounts_industry(about->accounts, about->arena, industry));
    put_number(json, "output", about->accounts->x[industry]);
    put_number(json, "value_added", added);
    put_number(json, "imported_inputs", imported);
    cp_json_close(json);
  }
  cp_json_close(json);
}

static void put_sums(cp_json *json, const sums *all) {
  put_number(json, "output", all->output);
  put_number(json, "inputs", all->inputs);
  put_number(json, "imported_inputs", all->imported);
  put_number(json, "value_added", all->value_added);
  put_number(json, "final_uses", all->final);
  cp_json_key(json, "flows_below_zero");
  cp_json_whole(json, all->n_negative_flow);
  cp_json_key(json, "final_uses_below_zero");
  cp_json_whole(json, all->n_negative_final);
}

cp_status cp_accounts_json(const cp_accounts *accounts, cp_arena *arena, const cp_sink *sink) {
  page about;
  CP_TRY(begin_page(&about, accounts, arena, sink));
  cp_json json = cp_json_begin(sink);
  cp_json_object(&json);
  cp_json_key(&json, "format");
  cp_json_text(&json, accounts->format);
  cp_json_key(&json, "year");
  cp_json_whole(&json, accounts->year);
  cp_json_key(&json, "unit");
  cp_json_text(&json, accounts->unit);
  cp_json_key(&json, "source");
  cp_json_text(&json, accounts->source);
  cp_json_key(&json, "sha256");
  cp_json_string(&json, about.hash);
  cp_json_key(&json, "imports_apart");
  cp_json_flag(&json, accounts->z_imported != NULL);
  cp_json_key(&json, "value_added_read");
  cp_json_flag(&json, accounts->has_value_added);
  put_sums(&json, &about.sums);
  put_gaps(&json, &about, "rows", about.gaps.row);
  put_gaps(&json, &about, "columns", about.gaps.column);
  put_labels(&json, "regions", &accounts->label[CP_LABEL_REGION]);
  put_labels(&json, "sectors", &accounts->label[CP_LABEL_SECTOR]);
  put_labels(&json, "categories", &accounts->label[CP_LABEL_CATEGORY]);
  put_labels(&json, "primary", &accounts->label[CP_LABEL_PRIMARY]);
  put_industries(&json, &about);
  cp_json_close(&json);
  return cp_json_end(&json);
}
