// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The pass, to be included once per level with SWEEP_LANES (doubles in a vector), SWEEP_TARGET (attribute of each function) and
// SWEEP_NAME set.

#include "economy/sweep.h"
#include "economy/sweep_close.h"

typedef double pack __attribute__((vector_size(SWEEP_LANES * 8), aligned(16)));
typedef int64_t mask __attribute__((vector_size(SWEEP_LANES * 8), aligned(16)));

#define NEAR __attribute__((aligned(64)))

enum { PACKS = 6, CHUNK = PACKS * SWEEP_LANES, FOLD = 8, PAIR = 2, SCRATCH = FOLD + PAIR };

// Both are chosen lane by lane, without a jump: `yes` where the mask is set. Where the level has instructions for these three they give the same
// bits, zeros with a sign and infinities too: the second one stands where neither is greater.
#ifdef SWEEP_CHOOSE

SWEEP_TARGET static inline pack choose(mask is_set, pack yes, pack no) {
  return SWEEP_CHOOSE(is_set, yes, no);
}
SWEEP_TARGET static inline pack greater(pack one, pack other) { return SWEEP_GREATER(one, other); }
SWEEP_TARGET static inline pack lesser(pack one, pack other) { return SWEEP_LESSER(one, other); }

#else

SWEEP_TARGET static inline pack choose(mask is_set, pack yes, pack no) {
  return (pack)((is_set & (mask)yes) | (~is_set & (mask)no));
}
SWEEP_TARGET static inline pack greater(pack one, pack other) {
  return choose(one > other, one, other);
}
SWEEP_TARGET static inline pack lesser(pack one, pack other) {
  return choose(one < other, one, other);
}

#endif

SWEEP_TARGET static inline pack size_of(pack value) {
  return (pack)((mask)value & ((mask){0} + INT64_MAX));
}

// How far two numbers are beyond |value - target| <= 1e-8 + 1e-5 |target|; at most 0 when they are close. (24), (26)
SWEEP_TARGET static inline pack excess_of(pack value, pack target) {
  return size_of(value - target) - (1e-8 + 1e-5 * size_of(target));
}

// What one replica brings to one product and tile; what lies behind each is [CP_TILE].
typedef struct tile_view {
  const double *a;
  const double *plan;        // X and opt'
  const double *before;      // stock and pull
  double *after;             // the same for the next step
  const double *arriving;    // sum over regions of g theta Z0
  const double *weight_sum;  // sum over regions of the new theta times Z0
  double *pull;              // the new pull, near at hand
} tile_view;

typedef struct product_view {
  double stock_steps, restore, hold;
  int is_still, is_met, is_stockout, is_endless;
  pack worst_still, worst_met, lowest;
} product_view;

// Two weighted sums over the regions for each column of the tile; `pair` holds g theta and the new theta of each region.
SWEEP_TARGET static inline void sum_regions(const double *restrict z, const double *restrict pair,
                                            int32_t n_region, double *restrict arriving,
                                            double *restrict weight_total) {
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
    pack *sum = (pack *)(arriving + first), *weight_sum = (pack *)(weight_total + first);
    sum[0] = s0, sum[1] = s1, sum[2] = s2, sum[3] = s3, sum[4] = s4, sum[5] = s5;
    weight_sum[0] = w0, weight_sum[1] = w1, weight_sum[2] = w2;
    weight_sum[3] = w3, weight_sum[4] = w4, weight_sum[5] = w5;
  }
}

// Adds pull times Z0 to the eight partial sums of the rows first .. end - 1. With `is_ahead` the same rows of the next tile are called for.
SWEEP_TARGET static inline void sum_columns(const double *restrict z, const double *restrict pull,
                                            int32_t n_region, int32_t first, int32_t end,
                                            int is_ahead, double *restrict fold) {
  for (int32_t region = first; region < end; region++) {
    const double *row = z + region * CP_TILE;
    for (int32_t line = 0; is_ahead && line < CP_TILE; line += FOLD) {
      __builtin_prefetch(row + n_region * CP_TILE + line);
    }
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

// Orders per unit of weight, 0 where nothing is weighted (27).
SWEEP_TARGET static inline void set_pull(const tile_view *view, int32_t column, pack want) {
  const pack sum = *(const pack *)(view->weight_sum + column);
  const mask is_there = sum > 0.0;
  const pack pull = want / choose(is_there, sum, (pack){0} + 1.0);
  const pack kept = (pack)(is_there & (mask)pull);
  *(pack *)(view->pull + column) = kept;
  *(pack *)(view->after + CP_TILE + column) = kept;
}

// Stock (24), gap and want (26) for an input that can run out. `is_plain` where nothing is close to its target, table-wide: a constant of the call.
SWEEP_TARGET static inline void settle(const tile_view *view, product_view *product, int is_plain,
                                       double *left_here) {
  const mask is_still = (mask){0} - product->is_still;
  const mask is_met = (mask){0} - product->is_met;
  const mask is_stockout = (mask){0} - product->is_stockout;
  pack still = product->worst_still, met = product->worst_met, lowest = product->lowest;
  for (int32_t column = 0; column < CP_TILE; column += SWEEP_LANES) {
    const pack a = *(const pack *)(view->a + column);
    const pack stock = *(const pack *)(view->before + column);
    const pack needed = *(const pack *)(view->plan + column) * a;
    // under `stockout` a firm that makes do without an input uses what is there
    const pack use = choose(is_stockout & (stock < needed), stock, needed);
    const pack add =
        *(const pack *)(view->before + CP_TILE + column) * *(const pack *)(view->arriving + column);
    still = greater(excess_of(add, use), still);
    const pack moved = stock - use + add;
    const pack left = is_plain ? moved : choose(is_still, stock, moved);
    const pack goal = *(const pack *)(view->plan + CP_TILE + column) * a * product->stock_steps;
    met = greater(excess_of(left, goal), met);
    const pack gap = greater(goal - left, (pack){0});
    const pack wanted = is_plain ? gap : (pack)(~is_met & (mask)gap);
    set_pull(view, column, wanted * product->restore + use);
    *(pack *)(view->after + column) = left;
    *(pack *)(left_here + column) = left;
    lowest = lesser(left, lowest);
  }
  product->worst_still = still, product->worst_met = met, product->lowest = lowest;
}

// The same for an input that never runs out (9): nothing is held, what was used is ordered again. Infinity is as much as infinity, but
// 0 times infinity is close to nothing.
SWEEP_TARGET static inline void settle_endless(const tile_view *view, product_view *product,
                                               int32_t n_real) {
  for (int32_t column = 0; column < CP_TILE; column += SWEEP_LANES) {
    const pack a = *(const pack *)(view->a + column);
    const pack use = *(const pack *)(view->plan + column) * a;
    const pack add =
        *(const pack *)(view->before + CP_TILE + column) * *(const pack *)(view->arriving + column);
    product->worst_still = greater(excess_of(add, use), product->worst_still);
    set_pull(view, column, use);
  }
  for (int32_t column = 0; column < CP_TILE && column < n_real; column++) {
    if (!(view->plan[CP_TILE + column] * view->a[column] > 0.0))
      product->worst_met = (pack){0} + 1.0;
  }
}

// What the stock allows: (20) without the output that is possible, which is not known before all orders are.
SWEEP_TARGET static inline void limit(const double *a, const double *stock, double hold,
                                      double threshold, double *least) {
  for (int32_t column = 0; column < CP_TILE; column += SWEEP_LANES) {
    const pack share = *(const pack *)(a + column);
    const mask is_used = share > threshold;
    const pack need = choose(is_used, share * hold, (pack){0} + 1.0);
    const pack allows = *(const pack *)(stock + column) / need;
    const pack now = *(const pack *)(least + column);
    *(pack *)(least + column) = choose(is_used & (allows < now), allows, now);
  }
}

SWEEP_TARGET static void sweep_tile(const cp_sweep *sweep, int32_t product, int32_t tile,
                                    int32_t at, int32_t part, product_view *about) {
  const cp_economy *economy = sweep->economy;
  const int32_t replica = sweep->active[at], n_active = sweep->n_active;
  const int32_t n_region = economy->spec.n_region, n_replica = economy->spec.n_replica;
  const int64_t cell = ((int64_t)product * economy->n_tile + tile) * CP_TILE;
  const int64_t seat = (int64_t)tile * n_replica + replica;
  const int64_t by_part = ((int64_t)part * economy->n_tile * n_replica + seat) * CP_TILE;
  const double *z = economy->z + cell * n_region;
  double *scratch =
      economy->part_scratch + ((int64_t)part * n_replica + replica) * n_region * SCRATCH;
  double arriving[CP_TILE] NEAR, weight_sum[CP_TILE] NEAR, pull[CP_TILE] NEAR, left[CP_TILE] NEAR;
  const tile_view view = {.a = economy->a + cell,
                          .plan = economy->plan + seat * (2 * CP_TILE),
                          .before = cp_economy_cells(economy, economy->now, replica, product, tile),
                          .after = cp_economy_cells(economy, !economy->now, replica, product, tile),
                          .arriving = arriving,
                          .weight_sum = weight_sum,
                          .pull = pull};
  sum_regions(z, scratch + (int64_t)n_region * FOLD, n_region, arriving, weight_sum);
  if (about->is_endless) {
    settle_endless(&view, about, economy->n_industry - tile * CP_TILE);
  } else if (!about->is_still && !about->is_met) {
    settle(&view, about, 1, left);
  } else {
    settle(&view, about, 0, left);
  }
  // each replica calls for its share of the next tile, so that the calls do not queue up; one alone is as fast as memory anyway
  const int32_t ahead = n_region * at / n_active;
  const int32_t ahead_end = n_active > 1 ? n_region * (at + 1) / n_active : ahead;
  sum_columns(z, pull, n_region, 0, ahead, 0, scratch);
  sum_columns(z, pull, n_region, ahead, ahead_end, 1, scratch);
  sum_columns(z, pull, n_region, ahead_end, n_region, 0, scratch);
  if (about->hold > 0.0 && economy->critical == NULL) {
    limit(view.a, left, about->hold, 1e-5 * economy->phi, economy->part_least + by_part);
  } else if (about->hold > 0.0) {
    cp_limit_critical(economy, product, tile * CP_TILE, left, economy->part_least + by_part,
                      economy->part_least_half + by_part);
  }
}

SWEEP_TARGET static inline void keep_greater(double *kept, double value) {
  if (value > *kept) *kept = value;
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
                               .worst_still = (pack){0} + worst[CP_WORST_STILL],
                               .worst_met = (pack){0} + worst[CP_WORST_MET],
                               .lowest = (pack){0} + worst[CP_LOWEST_STOCK]};
    cp_sweep_gather(economy, product, replica, part);
  }
  for (int32_t tile = 0; tile < economy->n_tile; tile++) {
    for (int32_t at = 0; at < sweep->n_active; at++) {
      sweep_tile(sweep, product, tile, at, part, &about[at]);
    }
  }
  for (int32_t at = 0; at < sweep->n_active; at++) {
    const int32_t replica = sweep->active[at];
    double *worst =
        economy->part_worst + ((int64_t)part * economy->spec.n_replica + replica) * CP_N_WORST;
    for (int32_t lane = 0; lane < SWEEP_LANES; lane++) {
      keep_greater(&worst[CP_WORST_STILL], about[at].worst_still[lane]);
      keep_greater(&worst[CP_WORST_MET], about[at].worst_met[lane]);
      const double lowest = about[at].lowest[lane];
      if (lowest < worst[CP_LOWEST_STOCK]) worst[CP_LOWEST_STOCK] = lowest;
    }
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
