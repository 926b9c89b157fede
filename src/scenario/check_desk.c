// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Measures: what each kind needs and may not have, and whether its class belongs to its authority.

#include <stddef.h>

#include "base/os/print.h"
#include "scenario/spec_parts.h"

// Words of measures.kind in their order in fields.inc.
enum { TARIFF, BAN, QUOTA, LICENCE, LISTING, PERMISSION, GENERAL = 9 };

static void need(const cp_check *check, cp_field field, int32_t measure, const char *kind) {
  // a value that was given and is wrong has been reported
  if (cp_check_is_given(check, field, measure)) return;
  const cp_text name = cp_field_at(field)->name;
  cp_check_fault(
      check, CP_F_measures_kind, measure,
      cp_text_print(check->draft->arena, "%s without '" CP_TEXT_FORMAT "': " CP_TEXT_FORMAT, kind,
                    CP_TEXT_ARGUMENTS(name), CP_TEXT_ARGUMENTS(cp_field_at(field)->doc)),
      cp_no_text, cp_no_text);
}

static void refuse(const cp_check *check, cp_field field, int32_t measure, const char *kind) {
  if (!cp_check_is_given(check, field, measure)) return;
  cp_check_fault(
      check, field, measure,
      cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' of a measure that is no %s",
                    CP_TEXT_ARGUMENTS(cp_field_at(field)->name), kind),
      cp_no_text, CP_TEXT("take it out, or change its kind"));
}

static void check_kind(const cp_check *check, int32_t measure) {
  const int32_t kind = cp_spec_index(check->spec, CP_F_measures_kind, measure);
  if (kind < 0) return;
  if (kind == PERMISSION) need(check, CP_F_measures_users, measure, "a permission");
  if (kind == GENERAL) need(check, CP_F_measures_users, measure, "a general licence");
  if (kind == GENERAL) need(check, CP_F_measures_quantity, measure, "a general licence");
  if (kind != PERMISSION && kind != GENERAL && kind != LISTING)
    refuse(check, CP_F_measures_users, measure, "permission, general licence or listing");
  if (kind != GENERAL) refuse(check, CP_F_measures_quantity, measure, "general licence");
  if (kind != LISTING) refuse(check, CP_F_measures_licences, measure, "listing");
  if (kind != PERMISSION) refuse(check, CP_F_measures_class, measure, "permission");
  if (kind == TARIFF) need(check, CP_F_measures_rate, measure, "a tariff");
  if (kind != TARIFF) refuse(check, CP_F_measures_rate, measure, "tariff");
}

static void check_class(const cp_check *check, int32_t measure) {
  const int32_t class = cp_spec_index(check->spec, CP_F_measures_class, measure);
  const int32_t authority = cp_spec_index(check->spec, CP_F_measures_authority, measure);
  if (class < 0 || authority < 0) return;
  const int32_t own = cp_spec_index(check->spec, CP_F_classes_authority, class);
  if (own < 0 || own == authority) return;
  cp_check_fault(
      check, CP_F_measures_class, measure,
      cp_text_print(check->draft->arena,
                    "class '" CP_TEXT_FORMAT "' belongs to '" CP_TEXT_FORMAT
                    "', not to '" CP_TEXT_FORMAT "'",
                    CP_NAME(check, CP_S_classes, class), CP_NAME(check, CP_S_authorities, own),
                    CP_NAME(check, CP_S_authorities, authority)),
      CP_TEXT("a class of the measure's authority"), cp_no_text);
}

static bool is_held(const cp_check *check, cp_text element) {
  for (int32_t good = 0; good < cp_spec_count(check->spec, CP_S_goods); good++) {
    const cp_cell *content = cp_spec_cell(check->spec, CP_F_goods_content, good);
    for (int32_t word = 0; word < content->n_item; word++) {
      if (cp_text_equal(content->word[word], element)) return true;
    }
  }
  return false;
}

// A control on elements that no good holds binds nothing; one of several may be for the record.
static void check_elements(const cp_check *check, int32_t measure) {
  const cp_cell *contains = cp_spec_cell(check->spec, CP_F_measures_contains, measure);
  int32_t n_held = 0;
  for (int32_t word = 0; word < contains->n_item; word++) {
    n_held += is_held(check, contains->word[word]);
  }
  if (contains->n_item == 0 || n_held > 0) return;
  cp_check_doubt(check, CP_F_measures_contains, measure,
                 cp_text_print(check->draft->arena, "no good holds '" CP_TEXT_FORMAT "'",
                               CP_TEXT_ARGUMENTS(contains->text.size > 0 ? contains->text
                                                                         : contains->word[0])),
                 CP_TEXT("elements named in the content of goods"), cp_no_text);
}

static void check_sides(const cp_check *check, int32_t measure) {
  const int32_t by = cp_spec_index(check->spec, CP_F_measures_by, measure);
  const int32_t on = cp_spec_index(check->spec, CP_F_measures_on, measure);
  if (by < 0 || by != on) return;
  cp_check_fault(
      check, CP_F_measures_on, measure,
      cp_text_print(check->draft->arena, "a measure of '" CP_TEXT_FORMAT "' against itself",
                    CP_NAME(check, CP_S_regions, by)),
      CP_TEXT("another region, or none for all"), cp_no_text);
}

// --- licences that nobody could ask for ------------------------------------------------------------

static bool holds_any(const cp_check *check, int32_t good, const cp_cell *elements) {
  const cp_cell *content = cp_spec_cell(check->spec, CP_F_goods_content, good);
  for (int32_t word = 0; word < content->n_item; word++) {
    for (int32_t element = 0; element < elements->n_item; element++) {
      if (cp_text_equal(content->word[word], elements->word[element])) return true;
    }
  }
  return false;
}

void cp_check_scope(const cp_check *check, int32_t measure, bool *is_in_scope) {
  const cp_cell *named = cp_spec_cell(check->spec, CP_F_measures_goods, measure);
  const cp_cell *elements = cp_spec_cell(check->spec, CP_F_measures_contains, measure);
  for (int32_t good = 0; good < cp_spec_count(check->spec, CP_S_goods); good++) {
    is_in_scope[good] = holds_any(check, good, elements);
  }
  for (int32_t item = 0; item < named->n_item; item++) is_in_scope[named->item[item]] = true;
}

bool cp_check_leaves(const cp_check *check, int32_t measure, int32_t lane) {
  const int32_t supplier = cp_spec_index(check->spec, CP_F_lanes_supplier, lane);
  const int32_t buyer = cp_spec_index(check->spec, CP_F_lanes_buyer, lane);
  if (supplier < 0 || buyer < 0) return false;
  const int32_t from = cp_spec_index(check->spec, CP_F_firms_region, supplier);
  const int32_t to = cp_spec_index(check->spec, CP_F_firms_region, buyer);
  const int32_t on = cp_spec_index(check->spec, CP_F_measures_on, measure);
  const bool is_from = from >= 0 && from == cp_spec_index(check->spec, CP_F_measures_by, measure);
  return is_from && to != from && (on < 0 || on == to);
}

// A buyer whose inputs need a licence has a class in which its applications are reviewed.
static void check_buyers(const cp_check *check, int32_t measure, bool *is_in_scope, bool *is_told) {
  cp_check_scope(check, measure, is_in_scope);
  for (int32_t lane = 0; lane < cp_spec_count(check->spec, CP_S_lanes); lane++) {
    const int32_t good = cp_spec_index(check->spec, CP_F_lanes_good, lane);
    if (good < 0 || !is_in_scope[good] || !cp_check_leaves(check, measure, lane)) continue;
    const int32_t buyer = cp_spec_index(check->spec, CP_F_lanes_buyer, lane);
    if (is_told[buyer] || cp_check_is_given(check, CP_F_firms_class, buyer)) continue;
    is_told[buyer] = true;
    cp_check_doubt(
        check, CP_F_firms_firm, buyer,
        cp_text_print(check->draft->arena,
                      "'" CP_TEXT_FORMAT "' needs a licence for '" CP_TEXT_FORMAT
                      "' under '" CP_TEXT_FORMAT "' and has no class",
                      CP_NAME(check, CP_S_firms, buyer), CP_NAME(check, CP_S_goods, good),
                      CP_NAME(check, CP_S_measures, measure)),
        CP_TEXT("a class of the measure's authority"), cp_no_text);
  }
}

static void check_licences(const cp_check *check) {
  cp_arena *arena = check->draft->arena;
  bool *is_in_scope = CP_ARENA_ARRAY(arena, bool, cp_spec_count(check->spec, CP_S_goods));
  bool *is_told = CP_ARENA_ARRAY(arena, bool, cp_spec_count(check->spec, CP_S_firms));
  if (is_in_scope == NULL || is_told == NULL) {
    check->draft->messages->status = CP_NO_MEMORY;
    return;
  }
  for (int32_t measure = 0; measure < cp_spec_count(check->spec, CP_S_measures); measure++) {
    const bool is_licence = cp_spec_index(check->spec, CP_F_measures_kind, measure) == LICENCE;
    if (!is_licence || cp_spec_index(check->spec, CP_F_measures_authority, measure) < 0) continue;
    check_buyers(check, measure, is_in_scope, is_told);
  }
}

void cp_check_desk(const cp_check *check) {
  for (int32_t measure = 0; measure < cp_spec_count(check->spec, CP_S_measures); measure++) {
    check_kind(check, measure);
    check_class(check, measure);
    check_elements(check, measure);
    check_sides(check, measure);
  }
  check_licences(check);
}
