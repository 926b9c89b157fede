// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The mass balance for machines. Keys are stable: they may be added to, but keep their meaning.
// What is not determined is null. Tonnes a year, shares of 1.

#include "base/date.h"
#include "base/os/json.h"
#include "report/balance_page.h"

static void put_text(cp_json *json, const char *key, cp_text text) {
  cp_json_key(json, key);
  cp_json_text(json, text);
}

static void put_number(cp_json *json, const char *key, double number, bool is_there) {
  cp_json_key(json, key);
  if (is_there) {
    cp_json_number(json, number + 0.0);
  } else {
    cp_json_null(json);
  }
}

static void put_whole(cp_json *json, const char *key, int64_t number) {
  cp_json_key(json, key);
  cp_json_whole(json, number);
}

static void put_flag(cp_json *json, const char *key, bool flag) {
  cp_json_key(json, key);
  cp_json_flag(json, flag);
}

static cp_text name_of(const cp_balance *balance, int32_t quantity) {
  return quantity < 0 ? CP_TEXT("") : cp_spec_name(balance->spec, CP_S_quantities, quantity);
}

static void put_figure(cp_json *json, const cp_balance *balance, int32_t row) {
  const cp_balance_figure *figure = &balance->figure[row];
  cp_json_object(json);
  put_text(json, "quantity", name_of(balance, figure->quantity));
  put_text(json, "share_of", name_of(balance, figure->of));
  put_text(json, "measures", cp_spec_text(balance->spec, CP_F_tonnages_measures, row));
  put_number(json, "published", figure->value, true);
  put_number(json, "uncertainty", figure->uncertainty, true);
  put_flag(json, "uncertainty_is_assumed", figure->is_assumed);
  put_number(json, "fitted", figure->fitted, figure->is_known);
  put_number(json, "change_tonnes", figure->change, figure->is_known);
  put_number(json, "change_sd", figure->pull, figure->is_known);
  put_text(json, "note", cp_spec_text(balance->spec, CP_F_tonnages_note, row));
  put_text(json, "source", cp_spec_text(balance->spec, CP_F_tonnages_source, row));
  cp_json_close(json);
}

static void put_identity(cp_json *json, const cp_balance *balance, int32_t row) {
  const cp_balance_identity *identity = &balance->identity[row];
  const cp_cell *parts = cp_spec_cell(balance->spec, CP_F_identities_parts, row);
  cp_json_object(json);
  put_text(json, "identity", cp_spec_name(balance->spec, CP_S_identities, row));
  put_text(json, "total",
           name_of(balance, cp_spec_index(balance->spec, CP_F_identities_total, row)));
  cp_json_key(json, "parts");
  cp_json_array(json);
  for (int32_t part = 0; part < parts->n_item; part++) {
    cp_json_text(json, name_of(balance, parts->item[part]));
  }
  cp_json_close(json);
  put_number(json, "published_residual", identity->before, identity->has_before);
  put_whole(json, "parts_not_published", identity->n_missing);
  put_number(json, "fitted_residual", identity->after, identity->has_after);
  cp_json_close(json);
}

static void put_quantity(cp_json *json, const cp_balance *balance, int32_t row) {
  const cp_balance_quantity *quantity = &balance->quantity[row];
  cp_json_object(json);
  put_text(json, "quantity", name_of(balance, row));
  put_text(json, "name", cp_balance_quantity_name(balance, row));
  put_number(json, "published", quantity->published, quantity->published >= 0.0);
  put_number(json, "fitted", quantity->fitted, quantity->is_known);
  put_number(json, "sd", quantity->deviation, quantity->is_known);
  put_flag(json, "is_held_at_zero", quantity->is_held);
  put_number(json, "scenario", quantity->flow, quantity->flow >= 0.0);
  cp_json_close(json);
}

// An array of `n` objects.
static void put_rows(cp_json *json, const char *key, const cp_balance *balance, int32_t n,
                     void (*put)(cp_json *, const cp_balance *, int32_t)) {
  cp_json_key(json, key);
  cp_json_array(json);
  for (int32_t row = 0; row < n; row++) put(json, balance, row);
  cp_json_close(json);
}

cp_status cp_balance_json(const cp_balance *balance, double within, const cp_sink *sink) {
  char day[11];
  cp_json json = cp_json_begin(sink);
  cp_json_object(&json);
  put_text(&json, "scenario", cp_spec_title(balance->spec));
  cp_json_key(&json, "as_of");
  cp_json_string(&json, cp_day_format(cp_spec_as_of(balance->spec), day));
  cp_json_key(&json, "unit");
  cp_json_string(&json, "t/year");
  put_number(&json, "chi_square", balance->chi_square, true);
  put_whole(&json, "degrees_of_freedom", balance->n_freedom);
  put_number(&json, "within_sd", within, true);
  put_whole(&json, "beyond", cp_balance_count_beyond(balance, within));
  put_rows(&json, "figures", balance, balance->n_figure, put_figure);
  put_rows(&json, "identities", balance, balance->n_identity, put_identity);
  put_rows(&json, "quantities", balance, balance->n_quantity, put_quantity);
  cp_json_close(&json);
  return cp_json_end(&json);
}
