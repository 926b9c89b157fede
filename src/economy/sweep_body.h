// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The pass, to be included once per level with SWEEP_LANES (doubles in a vector), SWEEP_TARGET (attribute of each function) and SWEEP_NAME set.

#include "economy/sweep.h"
#include "economy/sweep_close.h"

typedef double pack __attribute__((vector_size(SWEEP_LANES * 8), aligned(16)));

enum { PACKS = 6, CHUNK = PACKS * SWEEP_LANES, FOLD = 8, PAIR = 2, SCRATCH = FOLD + PAIR };

// What one replica brings to one product and tile.
typedef struct tile_view {
  const double *a, *made, *aim, *stock, *pull;
  double *next_stock, *next_pull, *least, *least_half;
  double arriving[CP_TILE];    // sum over regions of g theta Z0
  double weight_sum[CP_TILE];  // sum over regions of the new theta times Z0
  double pull_here[CP_TILE];   // next_pull, near at hand
} tile_view;

typedef struct product_view {
  double stock_steps, restore, hold;
  int is_still, is_met, is_stockout, is_endless;
  double worst_still, worst_met, lowest;
} product_view;

// Two weighted sums over the regions for each column of the tile; `pair` holds g theta and the new theta of each region.
SWEEP_TARGET static inline void sum_regions(const double *restrict z, const double *restrict pair,
                                            int32_t n_region, tile_view *restrict view) {
  for (int32_t first = 0; first < CP_TILE; first += CHUNK) {
    pack s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0}, s4 = {0}, s5 = {0};
    pack w0 = {0}, w1 = {0}, w2 = {0}, w3 = {0}, w4 = {0}, w5 = {0};
    for (int32_t region = 0; region < n_region; region++) {
      const pack *row = (const pack *)(z + region * CP_TILE + first);
      const double give = pair[PAIR * region], weight = pair[PAIR * region + 1];
      s0 += row[0] * give, w0 += row[0] * weight;
      s1 += row[1] * give, w1 += row[1] * weight;
      s2 += row[2] * give, w2 += row[2] * weight;
      s3 += row[3] * give, w3 += row[3] * weight;
      s4 += row[4] * give, w4 += row[4] * weight;
      s5 += row[5] * give, w5 += row[5] * weight;
    }
    pack *sum = (pack *)(view->arriving + first), *weight_sum = (pack *)(view->weight_sum + first);
    sum[0] = s0, sum[1] = s1, sum[2] = s2, sum[3] = s3, sum[4] = s4, sum[5] = s5;
    weight_sum[0] = w0, weight_sum[1] = w1, weight_sum[2] = w2;
    weight_sum[3] = w3, weight_sum[4] = w4, weight_sum[5] = w5;
  }
}

// Adds pull times Z0 to the eight partial sums of each region's row.
SWEEP_TARGET static inline void sum_columns(const double *restrict z, const double *restrict pull,
                                            int32_t n_region, double *restrict fold) {
  for (int32_t region = 0; region < n_region; region++) {
    const double *row = z + region * CP_TILE;
    for (int32_t lane = 0; lane < FOLD; lane += SWEEP_LANES) {
      pack *sum = (pack *)(fold + region * FOLD + lane);
      pack total = *sum;
      total += *(const pack *)(row + lane) * *(const pack *)(pull + lane);
      total += *(const pack *)(row + FOLD + lane) * *(const pack *)(pull + FOLD + lane);
      total += *(const pack *)(row + 2 * FOLD + lane) * *(const pack *)(pull + 2 * FOLD + lane);
      *sum = total;
    }
  }
}

// Stock (24), gap and want (26), and what the input allows next time, for an input that can run out.
SWEEP_TARGET static inline void settle(tile_view *restrict view, product_view *restrict product) {
  const double steps = product->stock_steps, restore = product->restore;
  const int is_still = product->is_still, is_met = product->is_met;
  const int is_stockout = product->is_stockout;
  double still = product->worst_still, met = product->worst_met, lowest = product->lowest;
  for (int32_t column = 0; column < CP_TILE; column++) {
    const double stock = view->stock[column], a = view->a[column];
    const double needed = view->made[column] * a;
    // under `stockout` a firm that makes do without an input uses what is there
    const double use = is_stockout && stock < needed ? stock : needed;
    const double add = view->pull[column] * view->arriving[column];
    const double excess = cp_excess(add, use);
    still = excess > still ? excess : still;
    const double left = is_still ? stock : stock - use + add;
    const double goal = view->aim[column] * a * steps;
    const double short_of = cp_excess(left, goal);
    met = short_of > met ? short_of : met;
    const double gap = goal - left;
    const double want = (is_met || gap < 0.0 ? 0.0 : gap) * restore + use;
    const double sum = view->weight_sum[column];
    const double pull = want / (sum > 0.0 ? sum : 1.0);
    view->pull_here[column] = sum > 0.0 ? pull : 0.0;
    view->next_stock[column] = left;
    lowest = left < lowest ? left : lowest;
  }
  product->worst_still = still, product->worst_met = met, product->lowest = lowest;
}

// The same for an input that never runs out (9): nothing is held, what was used is ordered again.
SWEEP_TARGET static inline void settle_endless(tile_view *restrict view,
                                               product_view *restrict product, int32_t n_real) {
  for (int32_t column = 0; column < CP_TILE; column++) {
    const double a = view->a[column], use = view->made[column] * a;
    const double add = view->pull[column] * view->arriving[column];
    const double excess = cp_excess(add, use);
    product->worst_still = excess > product->worst_still ? excess : product->worst_still;
    // infinity equals infinity, but 0 times infinity is close to nothing
    if (column < n_real && !(view->aim[column] * a > 0.0)) product->worst_met = 1.0;
    const double sum = view->weight_sum[column];
    view->pull_here[column] = sum > 0.0 ? use / sum : 0.0;
  }
}

// What the stock allows: (20) without the output that is possible, which is not known before all orders are.
SWEEP_TARGET static inline void limit(const double *restrict a, const double *restrict stock,
                                      double hold, double threshold, double *restrict least) {
  for (int32_t column = 0; column < CP_TILE; column++) {
    const int is_used = a[column] > threshold;
    const double allows = stock[column] / (is_used ? a[column] * hold : 1.0);
    const double now = least[column];
    const double less = allows < now ? allows : now;
    least[column] = is_used ? less : now;
  }
}

SWEEP_TARGET static void sweep_tile(const cp_economy *economy, int32_t product, int32_t tile,
                                    int32_t replica, int32_t part, product_view *about) {
  const int64_t row = (int64_t)product * economy->n_column;
  const int64_t first = (int64_t)tile * CP_TILE;
  const int64_t by_industry = (int64_t)replica * economy->n_column + first;
  const int64_t by_product =
      (int64_t)replica * economy->spec.n_sector * economy->n_column + row + first;
  const int64_t by_part =
      ((int64_t)part * economy->spec.n_replica + replica) * economy->n_column + first;
  const int now = economy->now;
  const int32_t n_region = economy->spec.n_region;
  const double *z = economy->z + (row + first) * n_region;
  double *scratch = economy->part_scratch +
                    ((int64_t)part * economy->spec.n_replica + replica) * n_region * SCRATCH;
  tile_view view = {.a = economy->a + row + first,
                    .made = economy->made + by_industry,
                    .aim = economy->aim + by_industry,
                    .stock = economy->stock[now] + by_product,
                    .pull = economy->pull[now] + by_product,
                    .next_stock = economy->stock[!now] + by_product,
                    .next_pull = economy->pull[!now] + by_product};
  sum_regions(z, scratch + (int64_t)n_region * FOLD, n_region, &view);
  if (about->is_endless) {
    settle_endless(&view, about, economy->n_industry - (int32_t)first);
  } else {
    settle(&view, about);
  }
  for (int32_t column = 0; column < CP_TILE; column++)
    view.next_pull[column] = view.pull_here[column];
  sum_columns(z, view.pull_here, n_region, scratch);
  if (about->hold > 0.0) {
    const double threshold = 1e-5 * economy->phi;
    if (economy->critical == NULL) {
      limit(view.a, view.next_stock, about->hold, threshold, economy->part_least + by_part);
    } else {
      cp_limit_critical(economy, product, (int32_t)first, view.next_stock,
                        economy->part_least + by_part, economy->part_least_half + by_part);
    }
  }
}

SWEEP_TARGET static void sweep_product(cp_sweep *sweep, int32_t product, int32_t part) {
  const cp_economy *economy = sweep->economy;
  product_view about[CP_ECONOMY_REPLICAS];
  for (int32_t at = 0; at < sweep->n_active; at++) {
    const int32_t replica = sweep->active[at];
    const double *worst =
        economy->part_worst + ((int64_t)part * economy->spec.n_replica + replica) * CP_N_WORST;
    about[at] = (product_view){.stock_steps = economy->stock_steps[product],
                               .restore = economy->restore[product],
                               .hold = economy->hold[product],
                               .is_still = economy->is_still[replica],
                               .is_met = economy->is_met[replica],
                               .is_stockout = economy->spec.rule == CP_INPUT_STOCKOUT,
                               .is_endless = economy->stock_steps[product] > CP_ENDLESS,
                               .worst_still = worst[CP_WORST_STILL],
                               .worst_met = worst[CP_WORST_MET],
                               .lowest = worst[CP_LOWEST_STOCK]};
    cp_sweep_gather(economy, product, replica, part);
  }
  for (int32_t tile = 0; tile < economy->n_tile; tile++) {
    for (int32_t at = 0; at < sweep->n_active; at++) {
      sweep_tile(economy, product, tile, sweep->active[at], part, &about[at]);
    }
  }
  for (int32_t at = 0; at < sweep->n_active; at++) {
    const int32_t replica = sweep->active[at];
    double *worst =
        economy->part_worst + ((int64_t)part * economy->spec.n_replica + replica) * CP_N_WORST;
    worst[CP_WORST_STILL] = about[at].worst_still;
    worst[CP_WORST_MET] = about[at].worst_met;
    worst[CP_LOWEST_STOCK] = about[at].lowest;
    cp_sweep_scatter(economy, product, replica, part);
  }
}

SWEEP_TARGET void SWEEP_NAME(cp_sweep *sweep, int32_t part) {
  for (;;) {
    const int32_t product = __atomic_fetch_add(&sweep->next_product, 1, __ATOMIC_RELAXED);
    if (product >= sweep->economy->spec.n_sector) return;
    sweep_product(sweep, product, part);
  }
}
