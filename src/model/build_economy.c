// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The economy behind the chain: the table of sectors and what they buy of each other.
#include "economy/economy.h"
#include "model/build.h"
#include "model/sectors.h"

void cp_build_count_economy(cp_builder *builder) {
  cp_counts *counts = &builder->counts;
  counts->n_sector = cp_spec_count(builder->spec, CP_S_sectors);
  if (counts->n_sector == 0) return;
  counts->n_week = counts->n_day / 7 + 2;
  const cp_economy_spec spec = cp_economy_of(counts->n_sector, CP_INPUT_STOCKOUT);
  counts->n_economy_room = (int32_t)(cp_economy_bytes(&spec, 1) / sizeof(double)) + 1;
}

void cp_build_economy(cp_builder *builder) {
  const cp_spec *spec = builder->spec;
  cp_writable *write = &builder->write;
  const int32_t n = builder->counts.n_sector;
  if (n == 0) return;
  write->economy_rule[0] = cp_spec_index(spec, CP_F_economy_rule, 0);
  for (int32_t sector = 0; sector < n; sector++) {
    write->sector_output[sector] = cp_spec_number(spec, CP_F_sectors_output, sector);
    write->sector_value[sector] = cp_spec_number(spec, CP_F_sectors_value_added, sector);
  }
  for (int32_t pair = 0; pair < n * n; pair++) write->sector_critical[pair] = 1.0;
  for (int32_t row = 0; row < cp_spec_count(spec, CP_S_flows); row++) {
    const int32_t pair =
        cp_spec_index(spec, CP_F_flows_from, row) * n + cp_spec_index(spec, CP_F_flows_to, row);
    write->sector_flow[pair] = cp_spec_number(spec, CP_F_flows_value, row);
    const double criticality = cp_spec_number(spec, CP_F_flows_criticality, row);
    write->sector_critical[pair] = criticality;
  }
}
