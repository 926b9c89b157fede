// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The brief on my today: what firms state of their own applications, licences, shipments and stocks, and when licences end. There is no such
// section where nothing is stated.
#include "model/own.h"
#include "report/brief_parts.h"

// Rows [first, end) of one firm, or of one kind of it.
typedef struct rows {
  int32_t first, end;
} rows;

static int32_t good_of(const cp_brief *brief, int32_t own) {
  return brief->model->input_good[brief->model->own_input[own]];
}

static cp_text amount(cp_brief *brief, int32_t good, double quantity) {
  const cp_text name = cp_spec_name(brief->spec, CP_S_goods, good);
  const bool is_mass = cp_spec_index(brief->spec, CP_F_goods_unit, good) == 0;
  const bool is_large = quantity >= 1e6;
  return cp_brief_print(brief, "%.*f %s " CP_TEXT_FORMAT, is_mass ? 1 + is_large : 0,
                        !is_mass   ? quantity
                        : is_large ? quantity / 1e6
                                   : quantity / 1e3,
                        !is_mass   ? "pieces"
                        : is_large ? "t"
                                   : "kg",
                        CP_TEXT_ARGUMENTS(name));
}

static rows rows_of_kind(const cp_brief *brief, rows firm, int32_t kind) {
  rows found = {firm.first, firm.first};
  while (found.first < firm.end && brief->model->own_kind[found.first] < kind) found.first++;
  found.end = found.first;
  while (found.end < firm.end && brief->model->own_kind[found.end] == kind) found.end++;
  return found;
}

// --- licences, one by one ------------------------------------------------------------------------

static void add_licence(cp_brief *brief, int32_t own) {
  const cp_model *model = brief->model;
  const int32_t row = model->own_row[own];
  const int32_t until = model->own_valid_to[own];
  const cp_text id = cp_spec_text(brief->spec, CP_F_state_id, row);
  const cp_text left = amount(brief, good_of(brief, own), model->own_quantity[own]);
  const cp_text day = cp_brief_date(brief, until);
  cp_page_item *item = cp_page_label(
      &brief->page, 1, "licence",
      cp_brief_print(brief, CP_TEXT_FORMAT ": " CP_TEXT_FORMAT " left, to " CP_TEXT_FORMAT,
                     CP_TEXT_ARGUMENTS(id), CP_TEXT_ARGUMENTS(left), CP_TEXT_ARGUMENTS(day)));
  const int32_t days = until - brief->as_of;
  if (days < 0)
    item->note = cp_brief_print(brief, CP_TEXT_FORMAT ", ended", CP_TEXT_ARGUMENTS(item->note));
  else
    item->note = cp_brief_print(brief, CP_TEXT_FORMAT ", %d day%s", CP_TEXT_ARGUMENTS(item->note),
                                (int)days, days == 1 ? "" : "s");
  item->kind = "licence";
  item->id = id;
  item->until = until;
  item->source = cp_spec_text(brief->spec, CP_F_state_source, row);
  cp_page_number_add(item, "left", model->own_quantity[own]);
  cp_page_number_add(item, "days_left", days);
}

// Those with something left, the next to end first.
static void add_licences(cp_brief *brief, rows kind) {
  const cp_model *model = brief->model;
  int32_t n_used = 0, last_day = -1, last = -1;
  for (int32_t own = kind.first; own < kind.end; own++) n_used += model->own_quantity[own] <= 0.0;
  for (int32_t left = kind.end - kind.first - n_used; left > 0; left--) {
    int32_t next = -1;
    for (int32_t own = kind.first; own < kind.end; own++) {
      const int32_t until = model->own_valid_to[own];
      const bool is_told = until < last_day || (until == last_day && own <= last);
      if (model->own_quantity[own] <= 0.0 || is_told) continue;
      if (next < 0 || until < model->own_valid_to[next]) next = own;
    }
    add_licence(brief, next);
    last_day = model->own_valid_to[next];
    last = next;
  }
  if (kind.end == kind.first) return;
  if (n_used == kind.end - kind.first)
    cp_page_label(&brief->page, 1, "licences", CP_TEXT("none with anything left"))->kind =
        "licences";
}

// --- the others, by good -------------------------------------------------------------------------

typedef struct sum {
  int32_t n, day;  // rows; the first filing or the next arrival
  int32_t by_stage[4];
  double quantity;
} sum;

static sum sum_of(const cp_brief *brief, rows kind, int32_t good) {
  const cp_model *model = brief->model;
  sum all = {.day = -1};
  for (int32_t own = kind.first; own < kind.end; own++) {
    if (good_of(brief, own) != good || model->own_quantity[own] <= 0.0) continue;
    const bool is_application = model->own_kind[own] == CP_OWN_APPLICATION;
    const int32_t day = is_application ? model->own_filed[own] : model->own_eta[own];
    if (all.day < 0 || day < all.day) all.day = day;
    if (is_application) all.by_stage[model->own_stage[own]]++;
    all.quantity += model->own_quantity[own];
    all.n++;
  }
  return all;
}

static cp_text stages_of(cp_brief *brief, const sum *all) {
  static const char *const word[] = {"at the local office", "in review", "waiting for a decision",
                                     "returned"};
  cp_text list = CP_TEXT("");
  for (int32_t stage = 0; stage < 4; stage++) {
    if (all->by_stage[stage] > 0)
      list = cp_brief_join(brief, list,
                           cp_brief_print(brief, "%d %s", (int)all->by_stage[stage], word[stage]));
  }
  return list;
}

static void add_applications(cp_brief *brief, int32_t good, const sum *all) {
  const cp_text quantity = amount(brief, good, all->quantity);
  const cp_text stages = stages_of(brief, all);
  const cp_text day = cp_brief_date(brief, all->day);
  cp_page_item *item = cp_page_label(
      &brief->page, 1, "applications",
      cp_brief_print(brief,
                     "%d for " CP_TEXT_FORMAT ": " CP_TEXT_FORMAT "; first filed " CP_TEXT_FORMAT,
                     (int)all->n, CP_TEXT_ARGUMENTS(quantity), CP_TEXT_ARGUMENTS(stages),
                     CP_TEXT_ARGUMENTS(day)));
  item->kind = "applications";
  item->since = all->day;
  cp_page_number_add(item, "applications", all->n);
  cp_page_number_add(item, "asked", all->quantity);
}

static void add_shipments(cp_brief *brief, int32_t good, const sum *all) {
  const cp_text quantity = amount(brief, good, all->quantity);
  const cp_text day = cp_brief_date(brief, all->day);
  cp_page_item *item = cp_page_label(
      &brief->page, 1, "shipments",
      cp_brief_print(brief, "%d with " CP_TEXT_FORMAT ", the next arrives on " CP_TEXT_FORMAT,
                     (int)all->n, CP_TEXT_ARGUMENTS(quantity), CP_TEXT_ARGUMENTS(day)));
  item->kind = "shipments";
  item->until = all->day;
  cp_page_number_add(item, "shipments", all->n);
  cp_page_number_add(item, "under_way", all->quantity);
}

static void add_by_good(cp_brief *brief, rows kind, void (*add)(cp_brief *, int32_t, const sum *)) {
  for (int32_t good = 0; good < brief->model->n_good; good++) {
    const sum all = sum_of(brief, kind, good);
    if (all.n > 0) add(brief, good, &all);
  }
}

static void add_stock(cp_brief *brief, rows kind) {
  const cp_model *model = brief->model;
  for (int32_t own = kind.first; own < kind.end; own++) {
    const int32_t row = model->own_row[own];
    const cp_text part = cp_spec_text(brief->spec, CP_F_state_part, row);
    const cp_text quantity = amount(brief, good_of(brief, own), model->own_quantity[own]);
    cp_page_item *item = cp_page_label(
        &brief->page, 1, "stock",
        cp_brief_print(brief, CP_TEXT_FORMAT "%s" CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(quantity),
                       part.size > 0 ? " for " : "", CP_TEXT_ARGUMENTS(part)));
    item->kind = "stock";
    item->source = cp_spec_text(brief->spec, CP_F_state_source, row);
    cp_page_number_add(item, "on_hand", model->own_quantity[own]);
  }
}

// --- firms ---------------------------------------------------------------------------------------

// Inputs of the firm, those of other sources apart, of which no row of the kind speaks: of them it has none.
static int32_t count_others(const cp_brief *brief, rows kind) {
  const cp_model *model = brief->model;
  const int32_t firm = model->own_firm[kind.first];
  int32_t n = 0;
  for (int32_t input = model->firm_input[firm]; input < model->firm_input[firm + 1]; input++) {
    bool is_told = model->input_source[input] >= 0;
    for (int32_t own = kind.first; own < kind.end; own++) is_told |= model->own_input[own] == input;
    n += !is_told;
  }
  return n;
}

// Kinds of which nothing is stated stay simulated; one that is stated may be stated to be none.
static void add_rest(cp_brief *brief, const rows kind[4]) {
  static const char *const word[] = {"applications", "licences", "shipments", "stock"};
  cp_text none = CP_TEXT(""), rest = CP_TEXT("");
  for (int32_t which = 0; which < 4; which++) {
    const bool is_none = kind[which].end - kind[which].first == 1 &&
                         brief->model->own_quantity[kind[which].first] <= 0.0;
    if (is_none && which != CP_OWN_LICENCE && which != CP_OWN_STOCK)
      none = cp_brief_join(brief, none, cp_text_of(word[which]));
    const int32_t n_other = which == CP_OWN_STOCK || is_none || kind[which].end == kind[which].first
                                ? 0
                                : count_others(brief, kind[which]);
    if (n_other > 0)
      none = cp_brief_join(brief, none,
                           cp_brief_print(brief, "%s for %d other input%s", word[which],
                                          (int)n_other, n_other == 1 ? "" : "s"));
    if (kind[which].end == kind[which].first)
      rest = cp_brief_join(brief, rest, cp_text_of(word[which]));
  }
  if (none.size > 0) cp_page_label(&brief->page, 1, "none", none)->kind = "none";
  if (rest.size > 0) cp_page_label(&brief->page, 1, "simulated", rest)->kind = "simulated";
}

static void add_firm(cp_brief *brief, rows firm) {
  const cp_model *model = brief->model;
  const int32_t row = cp_spec_index(brief->spec, CP_F_state_firm, model->own_row[firm.first]);
  const cp_text name = cp_spec_text(brief->spec, CP_F_firms_name, row);
  const cp_text day = cp_brief_date(brief, model->own_day[firm.first]);
  cp_page_item *item = cp_page_add(&brief->page, 0, "firm");
  item->id = cp_spec_name(brief->spec, CP_S_firms, row);
  item->title = name.size > 0 ? name : item->id;
  item->note =
      cp_brief_print(brief, "as stated for the evening of " CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(day));
  item->since = model->own_day[firm.first];
  rows kind[4];
  for (int32_t which = 0; which < 4; which++) kind[which] = rows_of_kind(brief, firm, which);
  add_by_good(brief, kind[CP_OWN_APPLICATION], add_applications);
  add_licences(brief, kind[CP_OWN_LICENCE]);
  add_by_good(brief, kind[CP_OWN_SHIPMENT], add_shipments);
  add_stock(brief, kind[CP_OWN_STOCK]);
  add_rest(brief, kind);
}

void cp_brief_own(cp_brief *brief) {
  const cp_model *model = brief->model;
  if (model->n_own == 0) return;
  cp_page_section_begin(&brief->page, "my_today", CP_TEXT("MY TODAY"));
  for (int32_t first = 0; first < model->n_own;) {
    int32_t end = first + 1;
    while (end < model->n_own && model->own_firm[end] == model->own_firm[first]) end++;
    add_firm(brief, (rows){first, end});
    first = end;
  }
}
