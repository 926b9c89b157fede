// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Firms: a maker to order has capacity, opening and scrap, one that builds to a plan has shifts and
// parts. What only the other kind has would go unseen, so it is reported.

#include <stddef.h>

#include "base/os/print.h"
#include "scenario/spec_parts.h"

static int32_t index_at(const cp_check *check, cp_field field, int32_t row) {
  return cp_spec_index(check->spec, field, row);
}

// --- opening and scrap ---------------------------------------------------------------------------

// A day that lies before the run, with the ramp behind it, has no effect.
static void check_opening(const cp_check *check, cp_field field, int32_t row, double ramp) {
  const cp_cell *opens = cp_spec_cell(check->spec, field, row);
  const int32_t start = index_at(check, CP_F_scenario_start, 0);
  if (opens->is_missing || start < 0 || opens->index + ramp > start) return;
  cp_check_fault(check, field, row,
                 cp_text_print(check->draft->arena,
                               "opens on '" CP_TEXT_FORMAT "', before the scenario's start",
                               CP_TEXT_ARGUMENTS(opens->text)),
                 CP_TEXT("a day in the run"), CP_TEXT("leave it out: it is open from the start"));
}

static void check_ramp(const cp_check *check, int32_t firm) {
  if (!cp_check_is_given(check, CP_F_firms_ramp, firm)) return;
  if (cp_check_is_given(check, CP_F_firms_opens, firm)) return;
  if (cp_spec_number(check->spec, CP_F_firms_ramp, firm) <= 0.0) return;
  cp_check_doubt(check, CP_F_firms_ramp, firm,
                 CP_TEXT("a ramp without a day of opening has no effect"),
                 CP_TEXT("the day from which it grows, in 'opens'"), cp_no_text);
}

static void check_scrap(const cp_check *check, int32_t firm) {
  const bool has_scrap = cp_check_is_given(check, CP_F_firms_scrap, firm);
  const bool has_rate = cp_check_is_given(check, CP_F_firms_scrap_rate, firm);
  if (has_rate && !has_scrap) {
    cp_check_fault(check, CP_F_firms_scrap_rate, firm, CP_TEXT("a rate of scrap without a good"),
                   CP_TEXT("the good that falls off, in 'scrap'"), cp_no_text);
  }
  if (has_scrap && !has_rate) {
    cp_check_fault(check, CP_F_firms_scrap, firm, CP_TEXT("scrap without a rate"),
                   CP_TEXT("how much falls off per unit made, in 'scrap_rate'"), cp_no_text);
  }
  const int32_t scrap = index_at(check, CP_F_firms_scrap, firm);
  if (scrap < 0 || scrap != index_at(check, CP_F_firms_makes, firm)) return;
  cp_check_fault(
      check, CP_F_firms_scrap, firm,
      cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' falls off while it is made",
                    CP_NAME(check, CP_S_goods, scrap)),
      CP_TEXT("another good than the one in 'makes'"),
      CP_TEXT("what comes of it for the good itself belongs to the need of its inputs"));
}

// --- to a plan or to order -----------------------------------------------------------------------

static void check_planned(const cp_check *check, int32_t firm) {
  const cp_field fields[] = {CP_F_firms_capacity, CP_F_firms_opens, CP_F_firms_ramp,
                             CP_F_firms_scrap, CP_F_firms_scrap_rate};
  for (size_t at = 0; at < sizeof fields / sizeof fields[0]; at++) {
    if (!cp_check_is_given(check, fields[at], firm)) continue;
    cp_check_fault(
        check, fields[at], firm,
        cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' of a firm with a build plan",
                      CP_TEXT_ARGUMENTS(cp_field_at((int32_t)fields[at])->name)),
        CP_TEXT("a maker to order, which has no 'plan'"),
        CP_TEXT("leave it out: a plan says all that the firm makes"));
  }
}

static void check_to_order(const cp_check *check, int32_t firm) {
  const cp_field fields[] = {CP_F_firms_shifts, CP_F_firms_short};
  for (size_t at = 0; at < sizeof fields / sizeof fields[0]; at++) {
    if (!cp_check_is_given(check, fields[at], firm)) continue;
    cp_check_doubt(
        check, fields[at], firm,
        cp_text_print(check->draft->arena,
                      "'" CP_TEXT_FORMAT "' of a firm without a build plan has no effect",
                      CP_TEXT_ARGUMENTS(cp_field_at((int32_t)fields[at])->name)),
        CP_TEXT("a firm with a 'plan'"), cp_no_text);
  }
}

static void check_firm(const cp_check *check, int32_t firm) {
  if (cp_check_is_given(check, CP_F_firms_plan, firm)) {
    check_planned(check, firm);
    return;
  }
  check_to_order(check, firm);
  check_opening(check, CP_F_firms_opens, firm, cp_spec_number(check->spec, CP_F_firms_ramp, firm));
  check_ramp(check, firm);
  check_scrap(check, firm);
}

// Parts and sides are variants of what a plan asks for; who makes to order has no variants.
static void check_variant(const cp_check *check, cp_field field, int32_t row, int32_t firm) {
  if (firm < 0 || cp_check_is_given(check, CP_F_firms_plan, firm)) return;
  cp_check_fault(
      check, field, row,
      cp_text_print(check->draft->arena,
                    "'" CP_TEXT_FORMAT "' has no build plan, so nothing it makes has variants",
                    CP_NAME(check, CP_S_firms, firm)),
      CP_TEXT("a firm with a plan"),
      field == CP_F_parts_plant ? CP_TEXT("what a maker to order uses is a row of inputs")
                                : CP_TEXT("leave 'side' out"));
}

// A row of which no unit needs anything.
static void check_need(const cp_check *check, cp_field field, int32_t row) {
  const cp_cell *cell = cp_spec_cell(check->spec, field, row);
  if (cell->is_missing || cell->shape != CP_SHAPE_FIXED || cell->number > 0.0) return;
  cp_check_doubt(
      check, field, row,
      cp_text_print(check->draft->arena, CP_TEXT_FORMAT ": '" CP_TEXT_FORMAT "' asks for nothing",
                    CP_TEXT_ARGUMENTS(cp_field_at((int32_t)field)->name),
                    CP_TEXT_ARGUMENTS(cell->text)),
      CP_TEXT("more than 0"), CP_TEXT("leave the row out, and its lanes"));
}

static void check_inputs(const cp_check *check) {
  for (int32_t row = 0; row < cp_spec_count(check->spec, CP_S_inputs); row++) {
    check_need(check, CP_F_inputs_need, row);
    if (index_at(check, CP_F_inputs_side, row) > 0)
      check_variant(check, CP_F_inputs_side, row, index_at(check, CP_F_inputs_firm, row));
  }
  for (int32_t row = 0; row < cp_spec_count(check->spec, CP_S_parts); row++) {
    check_need(check, CP_F_parts_need, row);
    check_need(check, CP_F_parts_share, row);
    check_variant(check, CP_F_parts_plant, row, index_at(check, CP_F_parts_plant, row));
  }
}

void cp_check_firms(const cp_check *check) {
  for (int32_t firm = 0; firm < cp_spec_count(check->spec, CP_S_firms); firm++)
    check_firm(check, firm);
  for (int32_t lane = 0; lane < cp_spec_count(check->spec, CP_S_lanes); lane++)
    check_opening(check, CP_F_lanes_opens, lane, 0.0);
  check_inputs(check);
}
