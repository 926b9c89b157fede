// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Elementary functions in plain double arithmetic.
//
//   exp       x = k ln 2 + r, |r| <= ln 2 / 2 (Cody and Waite 1980), Taylor's series
//   log       x = 2^k m, m near 1; log m = 2 artanh s, s = (m - 1) / (m + 1), by its series
//   pow       the same logarithm as a sum of two doubles (Dekker 1971), times y, into exp
//   quantile  M. J. Wichura, AS 241, Applied Statistics 37 (1988), PPND16
//   cdf       W. J. Cody, Math. Comp. 23 (1969) and ANORM, ACM TOMS 19 (1993)
//
// The series' coefficients are plain fractions (1 / k!, 1 / (2 k + 1)), so nothing is copied that
// one cannot check.

#include "num/elementary.h"

#include "num/floor.h"

#include <stdbool.h>
#include <stdint.h>

#define LN2_HIGH    0x1.62e42feep-1        // 32 bits: k x LN2_HIGH is exact
#define LN2_LOW     0x1.a39ef35793c76p-33  // the next 53 bits
#define INVERSE_LN2 0x1.71547652b82fep+0

static double from_bits(uint64_t bits) {
  double number;
  __builtin_memcpy(&number, &bits, sizeof number);
  return number;
}

static uint64_t to_bits(double number) {
  uint64_t bits;
  __builtin_memcpy(&bits, &number, sizeof bits);
  return bits;
}

static const double infinity = __builtin_inf();

static bool is_nan(double x) { return x != x; }

// The bits are fixed, because processors differ in the sign of the NaN that they make.
static double not_a_number(void) { return from_bits(UINT64_C(0x7FF8000000000000)); }

// mantissa x 2^power for a mantissa near 1; below the normal range in two steps, so that it is
// rounded once.
static double scale(double mantissa, int32_t power) {
  if (power > 1023) return mantissa * 0x1p1023 * from_bits((uint64_t)(power) << 52);
  if (power >= -1022) return mantissa * from_bits((uint64_t)(power + 1023) << 52);
  return mantissa * from_bits((uint64_t)(power + 1023 + 200) << 52) * 0x1p-200;
}

// e^(x + small) for |small| far below |x|'s last bits.
static double exp_of_sum(double x, double small) {
  if (x > 709.79) return infinity;
  if (x < -745.14) return 0.0;
  const double k = cp_floor(x * INVERSE_LN2 + 0.5);
  const double high = x - k * LN2_HIGH;
  const double low = k * LN2_LOW - small;
  const double r = high - low;
  const double lost = (high - r) - low;

  // e^r = 1 + r + r^2 (1/2! + r/3! + ...), smallest terms first
  double tail = 1.0 / 6227020800.0;
  tail = tail * r + 1.0 / 479001600.0;
  tail = tail * r + 1.0 / 39916800.0;
  tail = tail * r + 1.0 / 3628800.0;
  tail = tail * r + 1.0 / 362880.0;
  tail = tail * r + 1.0 / 40320.0;
  tail = tail * r + 1.0 / 5040.0;
  tail = tail * r + 1.0 / 720.0;
  tail = tail * r + 1.0 / 120.0;
  tail = tail * r + 1.0 / 24.0;
  tail = tail * r + 1.0 / 6.0;
  tail = tail * r + 0.5;
  const double sum = 1.0 + (r + (r * r * tail + (lost + lost * r)));
  return scale(sum, (int32_t)k);
}

double cp_exp(double x) {
  if (is_nan(x)) return x;
  return exp_of_sum(x, 0.0);
}

// x = m 2^k with m in [sqrt 1/2, sqrt 2), for finite x > 0. Returns m.
static double split_power(double x, int32_t *k) {
  int32_t power = 0;
  if (x < 0x1p-1022) {
    x *= 0x1p54;
    power = -54;
  }
  // whole octaves above sqrt 1/2; no jump, for nobody could guess it
  const int64_t bits = (int64_t)to_bits(x);
  const int64_t octaves = (bits - (int64_t)to_bits(0x1.6a09e667f3bcdp-1)) >> 52;
  *k = power + (int32_t)octaves;
  return from_bits((uint64_t)bits - ((uint64_t)octaves << 52));
}

double cp_log(double x) {
  if (is_nan(x) || x == infinity) return x;
  if (x == 0.0) return -infinity;
  if (x < 0.0) return not_a_number();
  int32_t k = 0;
  const double f = split_power(x, &k) - 1.0;

  // 2 artanh s = 2 s + s z (2/3 + 2/5 z + ...) with z = s^2, and 2 s = f - s f: so that the leading
  // f is exact
  const double s = f / (2.0 + f);
  const double z = s * s;
  // in even and odd powers, which the processor works out side by side
  const double square = z * z;
  double even = 2.0 / 23.0;
  double odd = 2.0 / 21.0;
  even = even * square + 2.0 / 19.0;
  odd = odd * square + 2.0 / 17.0;
  even = even * square + 2.0 / 15.0;
  odd = odd * square + 2.0 / 13.0;
  even = even * square + 2.0 / 11.0;
  odd = odd * square + 2.0 / 9.0;
  even = even * square + 2.0 / 7.0;
  odd = odd * square + 2.0 / 5.0;
  even = even * square + 2.0 / 3.0;
  const double tail = (even + odd * z) * z;
  const double half_square = 0.5 * f * f;
  const double power = (double)k;
  const double correction = s * (half_square + tail);
  return power * LN2_HIGH - ((half_square - (correction + power * LN2_LOW)) - f);
}

// A number as the unevaluated sum of two doubles.
typedef struct pair {
  double high;
  double low;
} pair;

static pair sum_fast(double large, double small) {
  const double high = large + small;
  return (pair){high, small - (high - large)};
}

static pair sum_exact(double left, double right) {
  const double high = left + right;
  const double part = high - left;
  return (pair){high, (left - (high - part)) + (right - part)};
}

// Veltkamp's split into 26 and 27 bits.
static pair halves(double x) {
  const double spread = 0x1.000002p+27 * x;
  const double high = spread - (spread - x);
  return (pair){high, x - high};
}

static pair product_exact(double left, double right) {
  const double high = left * right;
  const pair a = halves(left);
  const pair b = halves(right);
  const double low = ((a.high * b.high - high) + a.high * b.low + a.low * b.high) + a.low * b.low;
  return (pair){high, low};
}

static pair pair_times(pair left, pair right) {
  const pair product = product_exact(left.high, right.high);
  return sum_fast(product.high, product.low + (left.high * right.low + left.low * right.high));
}

static pair pair_plus(pair left, pair right) {
  const pair sum = sum_exact(left.high, right.high);
  return sum_fast(sum.high, sum.low + (left.low + right.low));
}

// log x to about 2^-68, for finite x > 0. The first three terms of the series are kept in pairs,
// the rest (below 2^-18 of the whole) in one double.
static pair log_pair(double x) {
  int32_t k = 0;
  const double f = split_power(x, &k) - 1.0;
  const pair below = sum_exact(2.0, f);
  const double quotient = f / below.high;
  const pair back = product_exact(quotient, below.high);
  const double rest = ((f - back.high) - back.low - quotient * below.low) / below.high;
  const pair s = sum_fast(quotient, rest);
  const pair z = pair_times(s, s);

  double tail = 1.0 / 23.0;
  tail = tail * z.high + 1.0 / 21.0;
  tail = tail * z.high + 1.0 / 19.0;
  tail = tail * z.high + 1.0 / 17.0;
  tail = tail * z.high + 1.0 / 15.0;
  tail = tail * z.high + 1.0 / 13.0;
  tail = tail * z.high + 1.0 / 11.0;
  tail = tail * z.high + 1.0 / 9.0;
  tail = tail * z.high + 1.0 / 7.0;
  const pair fifth = {1.0 / 5.0, -0x1.999999999999ap-57};
  const pair third = {1.0 / 3.0, 0x1.5555555555555p-56};
  pair series = pair_plus(fifth, sum_fast(tail * z.high, 0.0));
  series = pair_plus(third, pair_times(z, series));
  series = pair_plus((pair){1.0, 0.0}, pair_times(z, series));
  series = pair_times((pair){2.0 * s.high, 2.0 * s.low}, series);

  const double power = (double)k;
  const pair whole = sum_exact(power * LN2_HIGH, power * LN2_LOW);
  return pair_plus(whole, series);
}

static bool is_whole(double y) { return cp_floor(y) == y; }

static bool is_odd(double y) {
  const double half = 0.5 * y;
  return is_whole(y) && __builtin_fabs(y) < 0x1p53 && cp_floor(half) != half;
}

// x^y for x = 0 or infinite x > 0, y neither 0 nor NaN.
static double pow_at_end(double x, double y) {
  const bool is_large = (x > 1.0) == (y > 0.0);
  return is_large ? infinity : 0.0;
}

static double pow_positive(double x, double y) {
  if (x == 0.0 || x == infinity) return pow_at_end(x, y);
  if (x == 1.0) return 1.0;
  if (y == infinity || y == -infinity) return pow_at_end(x > 1.0 ? infinity : 0.0, y);
  if (__builtin_fabs(y) > 0x1p65) return pow_at_end(x > 1.0 ? infinity : 0.0, y);
  const pair logarithm = log_pair(x);
  const double rough = y * logarithm.high;
  if (rough > 710.0) return infinity;
  if (rough < -746.0) return 0.0;
  const pair product = product_exact(y, logarithm.high);
  return exp_of_sum(product.high, product.low + y * logarithm.low);
}

double cp_pow(double x, double y) {
  if (y == 0.0 || x == 1.0) return 1.0;
  if (is_nan(x) || is_nan(y)) return not_a_number();
  if (x == -1.0 && (y == infinity || y == -infinity)) return 1.0;
  const bool has_sign = to_bits(x) >> 63 != 0;
  if (has_sign && !is_whole(y) && x != 0.0 && x != -infinity) return not_a_number();
  const double magnitude = pow_positive(__builtin_fabs(x), y);
  return has_sign && is_odd(y) ? -magnitude : magnitude;
}

// A polynomial ratio of degree 7 over 7 with both highest coefficients last.
static double ratio_of_sevenths(double r, const double above[8], const double below[8]) {
  double numerator = above[7];
  double denominator = below[7];
  for (int32_t term = 6; term >= 0; term--) {
    numerator = numerator * r + above[term];
    denominator = denominator * r + below[term];
  }
  return numerator / denominator;
}

// The three fits of AS 241, PPND16: |p - 1/2| <= 0.425, then r = sqrt(-log p) up to 5, then beyond.
static const double quantile_middle[2][8] = {
    {3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3,
     1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
     3.3430575583588128105e+4, 2.5090809287301226727e+3},
    {1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
     2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4,
     5.2264952788528545610e+3}};

static const double quantile_far[2][8] = {
    {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
     3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
     2.27238449892691845833e-2, 7.74545014278341407640e-4},
    {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
     1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
     1.05075007164441684324e-9}};

static const double quantile_extreme[2][8] = {
    {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
     2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
     2.71155556874348757815e-5, 2.01033439929228813265e-7},
    {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
     7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
     2.04426310338993978564e-15}};

double cp_normal_quantile(double probability) {
  if (!(probability >= 0.0 && probability <= 1.0)) return not_a_number();
  if (probability == 0.0) return -infinity;
  if (probability == 1.0) return infinity;
  const double q = probability - 0.5;
  if (__builtin_fabs(q) <= 0.425) {
    return q * ratio_of_sevenths(0.180625 - q * q, quantile_middle[0], quantile_middle[1]);
  }
  const double tail = q < 0.0 ? probability : 1.0 - probability;
  const double r = __builtin_sqrt(-cp_log(tail));
  const double size = r <= 5.0
                          ? ratio_of_sevenths(r - 1.6, quantile_far[0], quantile_far[1])
                          : ratio_of_sevenths(r - 5.0, quantile_extreme[0], quantile_extreme[1]);
  return q < 0.0 ? -size : size;
}

// Cody's three fits: |x| <= 0.67448975, up to sqrt 32, beyond.
static double cdf_middle(double x) {
  static const double above[5] = {2.2352520354606839287, 161.02823106855587881,
                                  1067.6894854603709582, 18154.981253343561249,
                                  0.065682337918207449113};
  static const double below[4] = {47.20258190468824187, 976.09855173777669322,
                                  10260.932208618978205, 45507.789335026729956};
  const double square = x * x;
  double numerator = above[4] * square;
  double denominator = square;
  for (int32_t term = 0; term < 3; term++) {
    numerator = (numerator + above[term]) * square;
    denominator = (denominator + below[term]) * square;
  }
  return 0.5 + x * (numerator + above[3]) / (denominator + below[3]);
}

static double tail_ratio_near(double size) {
  static const double above[9] = {
      0.39894151208813466764, 8.8831497943883759412, 93.506656132177855979,
      597.27027639480026226,  2494.5375852903726711, 6848.1904505362823326,
      11602.651437647350124,  9842.7148383839780218, 1.0765576773720192317e-8};
  static const double below[8] = {
      22.266688044328115691, 235.38790178262499861, 1519.377599407554805,  6485.558298266760755,
      18615.571640885098091, 34900.952721145977266, 38912.003286093271411, 19685.429676859990727};
  double numerator = above[8] * size;
  double denominator = size;
  for (int32_t term = 0; term < 7; term++) {
    numerator = (numerator + above[term]) * size;
    denominator = (denominator + below[term]) * size;
  }
  return (numerator + above[7]) / (denominator + below[7]);
}

static double tail_ratio_far(double size) {
  static const double above[6] = {0.21589853405795699,   0.1274011611602473639,
                                  0.022235277870649807,  0.001421619193227893466,
                                  2.9112874951168792e-5, 0.02307344176494017303};
  static const double below[5] = {1.28426009614491121, 0.468238212480865118, 0.0659881378689285515,
                                  0.00378239633202758244, 7.29751555083966205e-5};
  const double inverse_root_two_pi = 0.398942280401432677939946059934;
  const double square = 1.0 / (size * size);
  double numerator = above[5] * square;
  double denominator = square;
  for (int32_t term = 0; term < 4; term++) {
    numerator = (numerator + above[term]) * square;
    denominator = (denominator + below[term]) * square;
  }
  const double ratio = square * (numerator + above[4]) / (denominator + below[4]);
  return (inverse_root_two_pi - ratio) / size;
}

double cp_normal_cdf(double x) {
  if (is_nan(x)) return x;
  const double size = __builtin_fabs(x);
  if (size <= 0.67448975) return cdf_middle(x);
  if (size > 38.6) return x < 0.0 ? 0.0 : 1.0;
  const double ratio = size <= 5.656854249492380195 ? tail_ratio_near(size) : tail_ratio_far(size);

  // x^2 exactly, in two parts: an error of its last bit would grow with it
  const pair square = product_exact(size, size);
  const double tail = exp_of_sum(-0.5 * square.high, -0.5 * square.low) * ratio;
  return x < 0.0 ? tail : 1.0 - tail;
}

double cp_logistic(double x) {
  if (x >= 0.0) return 1.0 / (1.0 + cp_exp(-x));
  const double grown = cp_exp(x);
  return grown / (1.0 + grown);
}

double cp_logit(double probability) { return cp_log(probability / (1.0 - probability)); }
