// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Building the tables of tabulated.h and their moments. Runs when a replica starts, never in the
// day loop.

#include "num/tabulated.h"

#include <stdbool.h>
#include <stddef.h>

#include "num/elementary.h"

#define WHOLE_WEIGHT   0x1p32
#define VALUE_MOST     1e9
#define QUANTILE_90    0.9
#define CELL_BITS_MOST 16

// --- (a) whole numbers

static uint64_t weight_up_to(cp_whole_cdf cdf, const void *context, int32_t value) {
  const double weight = cp_floor(cdf(context, value) * WHOLE_WEIGHT + 0.5);
  if (!(weight > 0.0)) return 0;
  return weight < WHOLE_WEIGHT ? (uint64_t)weight : (uint64_t)1 << 32;
}

// The first value from `first` on that has weight: by halving, because a median may be large.
static int32_t first_with_weight(cp_whole_cdf cdf, const void *context, int32_t first,
                                 int32_t last) {
  int64_t low = first;
  int64_t high = last;
  while (low < high) {
    const int64_t middle = low + (high - low) / 2;
    if (weight_up_to(cdf, context, (int32_t)middle) == 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return (int32_t)low;
}

cp_status cp_table_build_cdf(cp_table *table, cp_whole_cdf cdf, const void *context, int32_t first,
                             int32_t last, uint32_t *threshold, int32_t room, double *clipped) {
  if (room < 0 || last < first || (room > 0 && threshold == NULL)) return CP_BAD_USE;
  const int32_t start = first_with_weight(cdf, context, first, last);
  const int64_t most = (int64_t)last - start < room ? (int64_t)last - start : room;
  int32_t n_threshold = 0;
  uint64_t above = 0;
  for (; n_threshold < most; n_threshold++) {
    const uint64_t weight = weight_up_to(cdf, context, start + n_threshold);
    if (weight >> 32 != 0) break;
    above = weight > above ? weight : above;
    threshold[n_threshold] = (uint32_t)above;
  }
  *table = (cp_table){.first = start, .n_value = n_threshold + 1, .threshold = threshold};
  if (clipped != NULL) {
    const double beyond = 1.0 - cdf(context, start + n_threshold);
    *clipped = n_threshold == most && start + n_threshold < last && beyond > 0.0 ? beyond : 0.0;
  }
  return CP_OK;
}

// A duration with what its distribution function needs, worked out once.
typedef struct law_values {
  const cp_duration *duration;
  double log_median;
  double log_spread;
} law_values;

static double triangle_cdf(double x, double low, double mode, double high) {
  if (x <= low) return 0.0;
  if (x >= high) return 1.0;
  if (x < mode) return (x - low) * (x - low) / ((high - low) * (mode - low));
  return 1.0 - (high - x) * (high - x) / ((high - low) * (high - mode));
}

static double duration_cdf(const void *context, int32_t value) {
  const law_values *law = context;
  const cp_duration *duration = law->duration;
  const double edge = (double)value + 0.5;
  switch (duration->law) {
    case CP_DURATION_FIXED:
      return edge > duration->middle ? 1.0 : 0.0;
    case CP_DURATION_UNIFORM: {
      const double low = cp_floor(duration->low + 0.5);
      const double high = cp_floor(duration->high + 0.5);
      return value < low ? 0.0 : (value - low + 1.0) / (high - low + 1.0);
    }
    case CP_DURATION_TRIANGLE:
      return triangle_cdf(edge, duration->low - 0.5, duration->middle, duration->high + 0.5);
    case CP_DURATION_LOGNORMAL:
      if (edge <= 0.0) return 0.0;
      return cp_normal_cdf((cp_log(edge) - law->log_median) / law->log_spread);
    case CP_DURATION_EXPONENTIAL:
      return edge <= 0.0 ? 0.0 : 1.0 - cp_exp(-edge / duration->middle);
    case CP_DURATION_GEOMETRIC:
      return value < 1 ? 0.0 : 1.0 - cp_pow(1.0 - 1.0 / duration->middle, value);
  }
  return 1.0;
}

static bool is_within(double number, double least, double most) {
  return number >= least && number <= most;
}

static bool is_duration_valid(const cp_duration *duration) {
  const double low = duration->low;
  const double middle = duration->middle;
  const double high = duration->high;
  switch (duration->law) {
    case CP_DURATION_FIXED:
      return is_within(middle, -VALUE_MOST, VALUE_MOST);
    case CP_DURATION_UNIFORM:
      return low >= -VALUE_MOST && low <= high && high <= VALUE_MOST;
    case CP_DURATION_TRIANGLE:
      return low >= -VALUE_MOST && low <= middle && middle <= high && high <= VALUE_MOST;
    case CP_DURATION_LOGNORMAL:
      return middle > 0.0 && middle <= high && high <= VALUE_MOST;
    case CP_DURATION_EXPONENTIAL:
      return middle > 0.0 && middle <= VALUE_MOST;
    case CP_DURATION_GEOMETRIC:
      return is_within(middle, 1.0, VALUE_MOST);
  }
  return false;
}

cp_status cp_table_build(cp_table *table, const cp_duration *duration, uint32_t *threshold,
                         int32_t room, double *clipped) {
  if (!is_duration_valid(duration) || duration->least > duration->most) return CP_BAD_INPUT;
  cp_duration exact = *duration;
  law_values law = {.duration = &exact};
  if (exact.law == CP_DURATION_LOGNORMAL) {
    law.log_median = cp_log(exact.middle);
    law.log_spread = cp_log(exact.high / exact.middle) / cp_normal_quantile(QUANTILE_90);
    if (law.log_spread == 0.0) exact.law = CP_DURATION_FIXED;
  }
  return cp_table_build_cdf(table, duration_cdf, &law, exact.least, exact.most, threshold, room,
                            clipped);
}

// The weight of value first + place, out of 2^32.
static uint64_t weight_at(const cp_table *table, int32_t place) {
  const uint64_t below = place > 0 ? table->threshold[place - 1] : 0;
  const uint64_t up_to = place < table->n_value - 1 ? table->threshold[place] : (uint64_t)1 << 32;
  return up_to - below;
}

double cp_table_mean(const cp_table *table) {
  uint64_t sum = 0;
  for (int32_t place = 1; place < table->n_value; place++) {
    sum += weight_at(table, place) * (uint64_t)place;
  }
  return (double)table->first + (double)sum / WHOLE_WEIGHT;
}

double cp_table_second_moment(const cp_table *table) {
  double sum = 0.0;
  for (int32_t place = 0; place < table->n_value; place++) {
    const double value = (double)table->first + place;
    sum += value * value * ((double)weight_at(table, place) / WHOLE_WEIGHT);
  }
  return sum;
}

double cp_table_cdf(const cp_table *table, int32_t value) {
  if (value < table->first) return 0.0;
  const int64_t place = (int64_t)value - table->first;
  return place >= table->n_value - 1 ? 1.0 : (double)table->threshold[place] / WHOLE_WEIGHT;
}

// --- (b) real sizes

// Lognormal: inner edges are quantiles; the mean of an end cell is a known share of the whole mean:
// E[X; X < q] = mean x cdf(z - sigma).
static void fill_lognormal(double median, double spread, double *edge, int32_t n_cell) {
  const double log_median = cp_log(median);
  const double sigma = cp_log(spread) / cp_normal_quantile(QUANTILE_90);
  for (int32_t cell = 1; cell < n_cell; cell++) {
    edge[cell] = cp_exp(log_median + sigma * cp_normal_quantile((double)cell / n_cell));
  }
  const double mean = cp_exp(log_median + 0.5 * sigma * sigma);
  const double z = cp_normal_quantile(1.0 / n_cell);
  const double first_mean = n_cell * mean * cp_normal_cdf(z - sigma);
  const double last_mean = n_cell * mean * cp_normal_cdf(sigma + z);
  const double least = 2.0 * first_mean - edge[1];
  edge[0] = least > 0.0 ? least : 0.0;
  edge[n_cell] = 2.0 * last_mean - edge[n_cell - 1];
}

// Exponential: beyond any quantile q the mean is q + mean.
static void fill_exponential(double median, double *edge, int32_t n_cell) {
  const double mean = median / cp_log(2.0);
  for (int32_t cell = 0; cell < n_cell; cell++) {
    edge[cell] = -mean * cp_log((double)(n_cell - cell) / n_cell);
  }
  edge[n_cell] = edge[n_cell - 1] + 2.0 * mean;
}

// Pareto: beyond any quantile q the mean is q alpha / (alpha - 1).
static void fill_pareto(double median, double alpha, double *edge, int32_t n_cell) {
  const double least = median / cp_pow(2.0, 1.0 / alpha);
  for (int32_t cell = 0; cell < n_cell; cell++) {
    edge[cell] = least * cp_pow((double)n_cell / (n_cell - cell), 1.0 / alpha);
  }
  edge[n_cell] = edge[n_cell - 1] * (alpha + 1.0) / (alpha - 1.0);
}

static void fill_uniform(double median, double spread, double *edge, int32_t n_cell) {
  for (int32_t cell = 0; cell <= n_cell; cell++) {
    edge[cell] = median + spread * ((double)cell / n_cell - 0.5);
  }
}

static bool is_size_valid(cp_size_law law, double median, double spread) {
  if (!is_within(median, 0.0, 0x1p53)) return false;
  switch (law) {
    case CP_SIZE_FIXED:
      return true;
    case CP_SIZE_LOGNORMAL:
      return median > 0.0 && is_within(spread, 1.0, 1e6);
    case CP_SIZE_EXPONENTIAL:
      return median > 0.0;
    case CP_SIZE_PARETO:
      return median > 0.0 && spread > 1.0 && spread <= 1e6;
    case CP_SIZE_UNIFORM:
      return is_within(spread, 0.0, 2.0 * median);
  }
  return false;
}

cp_status cp_quantiles_build(cp_quantiles *quantiles, cp_size_law law, double median, double spread,
                             double *edge, int32_t n_cell) {
  if (edge == NULL || n_cell < 16 || (n_cell & (n_cell - 1)) != 0) return CP_BAD_USE;
  if (n_cell > 1 << CELL_BITS_MOST) return CP_BAD_USE;
  if (!is_size_valid(law, median, spread)) return CP_BAD_INPUT;
  if (law == CP_SIZE_FIXED) fill_uniform(median, 0.0, edge, n_cell);
  if (law == CP_SIZE_LOGNORMAL) fill_lognormal(median, spread, edge, n_cell);
  if (law == CP_SIZE_EXPONENTIAL) fill_exponential(median, edge, n_cell);
  if (law == CP_SIZE_PARETO) fill_pareto(median, spread, edge, n_cell);
  if (law == CP_SIZE_UNIFORM) fill_uniform(median, spread, edge, n_cell);
  *quantiles = (cp_quantiles){.cell_bits = __builtin_ctz((uint32_t)n_cell), .edge = edge};
  return CP_OK;
}

typedef struct moments {
  double first;
  double second;
} moments;

// Moments of a uniform real number between low and high.
static moments moments_between(double low, double high) {
  return (moments){0.5 * (low + high), (low * low + low * high + high * high) / 3.0};
}

// Integrals of floor(x) and floor(x)^2 from 0 to x.
static moments floor_integrals(double x) {
  const double n = cp_floor(x);
  return (moments){0.5 * n * (n - 1.0) + n * (x - n),
                   (n - 1.0) * n * (2.0 * n - 1.0) / 6.0 + n * n * (x - n)};
}

// The same rounded down; measured from floor(low), or large numbers would cancel.
static moments floor_moments_between(double low, double high) {
  const double base = cp_floor(low);
  moments above = {0.0, 0.0};
  if (high > low) {
    const moments to_high = floor_integrals(high - base);
    const moments to_low = floor_integrals(low - base);
    above.first = (to_high.first - to_low.first) / (high - low);
    above.second = (to_high.second - to_low.second) / (high - low);
  }
  return (moments){base + above.first, base * base + 2.0 * base * above.first + above.second};
}

static moments moments_of(const cp_quantiles *quantiles, moments (*between)(double, double)) {
  const int32_t n_cell = 1 << quantiles->cell_bits;
  moments sum = {0.0, 0.0};
  for (int32_t cell = 0; cell < n_cell; cell++) {
    const moments part = between(quantiles->edge[cell], quantiles->edge[cell + 1]);
    sum.first += part.first;
    sum.second += part.second;
  }
  return (moments){sum.first / n_cell, sum.second / n_cell};
}

double cp_quantiles_mean(const cp_quantiles *quantiles) {
  return moments_of(quantiles, moments_between).first;
}

double cp_quantiles_second_moment(const cp_quantiles *quantiles) {
  return moments_of(quantiles, moments_between).second;
}

double cp_quantiles_sample_mean(const cp_quantiles *quantiles) {
  return moments_of(quantiles, floor_moments_between).first;
}

double cp_quantiles_sample_second_moment(const cp_quantiles *quantiles) {
  return moments_of(quantiles, floor_moments_between).second;
}
