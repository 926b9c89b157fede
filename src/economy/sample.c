// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The made-up economy: all numbers come from one mixing function of two whole numbers.

#include "economy/sample.h"

static const double near_home = 8.0;  // how much more is bought at home

// A number in [0, 1) that depends on both arguments only.
static double noise(uint32_t one, uint32_t other) {
  uint64_t mixed = (uint64_t)one << 32 | other;
  mixed = (mixed ^ mixed >> 31) * 0x9E3779B97F4A7C15u;
  mixed = (mixed ^ mixed >> 29) * 0xBF58476D1CE4E5B9u;
  return (double)(mixed >> 11) * 0x1p-53;
}

cp_economy_spec cp_sample_spec(int32_t n_region, int32_t n_sector, int32_t n_replica,
                               double *days) {
  cp_economy_spec spec = cp_economy_default(n_region, n_sector, 1);
  spec.n_replica = n_replica;
  spec.rule = CP_INPUT_ARIO;
  for (int32_t sector = 0; sector < n_sector; sector++) {
    days[sector] = 90.0;
    days[n_sector + sector] = 60.0;
  }
  spec.stock_days = days;
  spec.restore_days = days + n_sector;
  return spec;
}

// Flows and final demand of one supplier; returns its output.
static double make_row(const cp_economy *economy, int32_t industry, double *z, double *y) {
  const int32_t n_region = economy->spec.n_region, n_sector = economy->spec.n_sector;
  const int32_t home = industry / n_sector;
  double flows = 0.0, final = 0.0;
  for (int32_t user = 0; user < economy->n_industry; user++) {
    z[user] =
        (user / n_sector == home ? near_home : 1.0) * noise((uint32_t)industry, (uint32_t)user);
    flows += z[user];
  }
  for (int32_t region = 0; region < n_region; region++) {
    const double part = (region == home ? near_home : 1.0) * flows / (n_region + near_home - 1.0);
    y[region] = part * (1.0 + noise((uint32_t)region, (uint32_t)industry));
    final += y[region];
  }
  return flows + final;
}

void cp_sample_fill(cp_economy *economy, double *row) {
  for (int32_t industry = 0; industry < economy->n_industry; industry++) {
    double *y = row + economy->n_industry;
    const double x = make_row(economy, industry, row, y);
    cp_economy_take_row(economy, industry, row, y, x);
  }
  cp_economy_finish(economy);
}

void cp_sample_shock(cp_economy *economy) {
  for (int32_t replica = 0; replica < economy->spec.n_replica; replica++) {
    double *loss = economy->loss + (int64_t)replica * economy->n_column;
    for (int32_t industry = 0; industry < economy->n_industry; industry += 3) {
      loss[industry] = 0.1 + 0.3 * noise((uint32_t)replica, (uint32_t)industry);
    }
  }
}

static uint64_t mix_in(uint64_t digest, double value) {
  uint64_t bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  for (int32_t byte = 0; byte < 8; byte++, bits >>= 8) {
    digest = (digest ^ (bits & 0xFF)) * 0x100000001B3u;
  }
  return digest;
}

uint64_t cp_sample_digest(const cp_economy *economy) {
  uint64_t digest = 0xCBF29CE484222325u;
  for (int32_t industry = 0; industry < economy->n_industry; industry++) {
    digest = mix_in(digest, economy->made[industry]);
    digest = mix_in(digest, economy->orders[industry]);
  }
  return digest;
}
