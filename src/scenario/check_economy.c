// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The economy behind the chain: no sector sells more than it makes or buys more than it earns, a lack is felt fully, by half or not at all, and
// firms that stand for a part of a sector have a value to count by.
#include <stddef.h>

#include "base/os/print.h"
#include "scenario/spec_parts.h"

enum { MOST_SECTORS = 256 };  // as many as src/observe/spread.c has room for

static const double slack =
    1.01;  // published tables are rounded, and do not balance to the last million

static double number_of(const cp_check *check, cp_field field, int32_t row) {
  return cp_check_has(check, field, row) ? cp_spec_number(check->spec, field, row) : 0.0;
}

// What flows of a sector on one side add up to.
static double sum_of(const cp_check *check, cp_field side, int32_t sector) {
  double sum = 0.0;
  for (int32_t row = 0; row < cp_spec_count(check->spec, CP_S_flows); row++) {
    if (cp_spec_index(check->spec, side, row) == sector)
      sum += number_of(check, CP_F_flows_value, row);
  }
  return sum;
}

static void check_sector(const cp_check *check, int32_t sector) {
  if (!cp_check_has(check, CP_F_sectors_output, sector)) return;
  const double output = number_of(check, CP_F_sectors_output, sector);
  const double value = number_of(check, CP_F_sectors_value_added, sector);
  const double sold = sum_of(check, CP_F_flows_from, sector);
  const double bought = sum_of(check, CP_F_flows_to, sector);
  if (sold > output * slack) {
    cp_check_fault(check, CP_F_sectors_output, sector,
                   cp_text_print(check->draft->arena,
                                 "'" CP_TEXT_FORMAT "' sells %.4g times its output to sectors",
                                 CP_NAME(check, CP_S_sectors, sector), sold / output),
                   CP_TEXT("at most all of it: the rest is final demand"), cp_no_text);
  }
  if (value + bought > output * slack) {
    cp_check_fault(
        check, CP_F_sectors_value_added, sector,
        cp_text_print(check->draft->arena,
                      "value added and purchases of '" CP_TEXT_FORMAT "' are %.4g times its output",
                      CP_NAME(check, CP_S_sectors, sector), (value + bought) / output),
        CP_TEXT("at most its output: the rest is imports and taxes"), cp_no_text);
  }
}

static void check_flow(const cp_check *check, int32_t row) {
  const double critical = number_of(check, CP_F_flows_criticality, row);
  if (critical == 0.0 || critical == 0.5 || critical == 1.0) return;
  cp_check_fault(check, CP_F_flows_criticality, row, CP_TEXT("a criticality between the steps"),
                 CP_TEXT("100 %, 50 % or 0 %"), cp_no_text);
}

static void check_firm(const cp_check *check, int32_t firm) {
  if (!cp_check_is_given(check, CP_F_firms_sector, firm)) return;
  const cp_field needed[] = {CP_F_firms_plan, CP_F_firms_value_added};
  for (size_t at = 0; at < sizeof needed / sizeof *needed; at++) {
    if (cp_check_is_given(check, needed[at], firm)) continue;
    cp_check_fault(
        check, CP_F_firms_sector, firm,
        cp_text_print(
            check->draft->arena, "'" CP_TEXT_FORMAT "' has a sector but no " CP_TEXT_FORMAT,
            CP_NAME(check, CP_S_firms, firm), CP_TEXT_ARGUMENTS(cp_field_at(needed[at])->name)),
        CP_TEXT("a plan and value_added: its share of the sector is counted by them"), cp_no_text);
  }
}

void cp_check_economy(const cp_check *check) {
  const int32_t n = cp_spec_count(check->spec, CP_S_sectors);
  if (n > MOST_SECTORS) {
    cp_check_fault(check, CP_F_sectors_sector, MOST_SECTORS,
                   cp_text_print(check->draft->arena, "%d sectors", n), CP_TEXT("256 at most"),
                   CP_TEXT("larger tables run alone: chokepoint economy run"));
  }
  for (int32_t sector = 0; sector < n; sector++) check_sector(check, sector);
  for (int32_t row = 0; row < cp_spec_count(check->spec, CP_S_flows); row++) check_flow(check, row);
  for (int32_t firm = 0; firm < cp_spec_count(check->spec, CP_S_firms); firm++)
    check_firm(check, firm);
}
