// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// exp, log, pow and the normal distribution against the C library in long double.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "num/elementary.h"
#include "num/hash.h"
#include "num/philox.h"

enum { n_point = 200000 };

static double at(uint32_t stream, uint32_t n) {
  const cp_random random = {.seed = 2025};
  return cp_random_unit(&random, 1, stream, 0, n);
}

// The error in units of the last place of the true value.
static double error_in_ulp(double found, long double expected) {
  const double rounded = fabs((double)expected);
  const double ulp = nextafter(rounded, INFINITY) - rounded;
  return (double)(fabsl((long double)found - expected) / ulp);
}

static double worse(double worst, double error) { return error > worst ? error : worst; }

static void exp_is_within_one_ulp(void **state) {
  (void)state;
  double worst = 0.0;
  for (uint32_t n = 0; n < n_point; n++) {
    const double wide = -708.0 + 1417.0 * at(1, n);
    const double near = at(2, n) - 0.5;
    worst = worse(worst, error_in_ulp(cp_exp(wide), expl(wide)));
    worst = worse(worst, error_in_ulp(cp_exp(near), expl(near)));
  }
  print_message("exp: worst error %.3f ulp\n", worst);
  assert_true(worst < 1.0);
}

static void log_is_within_one_ulp(void **state) {
  (void)state;
  double worst = 0.0;
  for (uint32_t n = 0; n < n_point; n++) {
    const double wide = ldexp(1.0 + at(3, n), (int)(at(4, n) * 2090.0) - 1070);
    const double near = 0.5 + 1.5 * at(5, n);
    worst = worse(worst, error_in_ulp(cp_log(wide), logl(wide)));
    worst = worse(worst, error_in_ulp(cp_log(near), logl(near)));
  }
  print_message("log: worst error %.3f ulp\n", worst);
  assert_true(worst < 1.0);
}

static void pow_is_within_one_ulp(void **state) {
  (void)state;
  double worst = 0.0;
  for (uint32_t n = 0; n < n_point; n++) {
    const double base = exp(20.0 * at(6, n) - 10.0);
    const double power = 140.0 * at(7, n) - 70.0;
    const long double expected = powl(base, power);
    if (expected > 1e-300L && expected < 1e300L) {
      worst = worse(worst, error_in_ulp(cp_pow(base, power), expected));
    }
  }
  print_message("pow: worst error %.3f ulp\n", worst);
  assert_true(worst < 1.0);
}

static void normal_quantile_inverts_the_distribution(void **state) {
  (void)state;
  double worst = 0.0;
  for (uint32_t n = 0; n < n_point / 2; n++) {
    const double tail = n % 2 == 0 ? exp(-700.0 * at(8, n)) : at(8, n);
    const double p = tail < 1.0 ? tail : 0.5;
    const double x = cp_normal_quantile(p);
    const long double root = sqrtl(2.0L);
    const long double miss = p < 0.5 ? erfcl(-(long double)x / root) / 2 - (long double)p
                                     : (1 - (long double)p) - erfcl((long double)x / root) / 2;
    const long double density = expl(-(long double)x * x / 2) / sqrtl(2 * acosl(-1.0L));
    worst = worse(worst, (double)(fabsl(miss / density) / fmaxl(fabsl((long double)x), 1e-3L)));
  }
  print_message("normal quantile: worst relative error %.2e\n", worst);
  assert_true(worst < 2e-15);
}

static void normal_cdf_keeps_its_lower_tail(void **state) {
  (void)state;
  double worst = 0.0;
  for (uint32_t n = 0; n < n_point; n++) {
    const double x = 8.0 - 45.0 * at(9, n);
    const long double expected = erfcl(-(long double)x / sqrtl(2.0L)) / 2;
    worst = worse(worst, (double)(fabsl((long double)cp_normal_cdf(x) - expected) / expected));
  }
  print_message("normal cdf: worst relative error %.2e\n", worst);
  assert_true(worst < 2e-15);
}

static void special_values_are_those_of_ieee_754(void **state) {
  (void)state;
  assert_true(cp_exp(0.0) == 1.0 && cp_exp(1000.0) == INFINITY && cp_exp(-1000.0) == 0.0);
  assert_true(cp_exp(-INFINITY) == 0.0 && cp_exp(INFINITY) == INFINITY && isnan(cp_exp(NAN)));
  assert_true(cp_exp(-745.0) == 0x1p-1074);
  assert_true(cp_exp(709.782712893384) > 1.79e308 && cp_exp(709.7827128933841) == INFINITY);
  assert_true(cp_log(1.0) == 0.0 && cp_log(0.0) == -INFINITY && isnan(cp_log(-1.0)));
  assert_true(cp_log(INFINITY) == INFINITY && cp_log(0x1p-1074) == -744.4400719213812);
  assert_true(cp_pow(2.0, 10.0) == 1024.0 && cp_pow(10.0, 22.0) == 1e22);
  assert_true(cp_pow(0.0, 0.0) == 1.0 && cp_pow(NAN, 0.0) == 1.0 && cp_pow(1.0, NAN) == 1.0);
  assert_true(cp_pow(0.0, -1.0) == INFINITY && cp_pow(0.0, 2.0) == 0.0);
  assert_true(cp_pow(-2.0, 3.0) == -8.0 && cp_pow(-2.0, 4.0) == 16.0 && isnan(cp_pow(-2.0, 0.5)));
  assert_true(cp_pow(INFINITY, -1.0) == 0.0 && cp_pow(0.5, INFINITY) == 0.0);
  assert_true(cp_pow(2.0, 1024.0) == INFINITY && cp_pow(2.0, -1074.0) == 0x1p-1074);
  assert_true(cp_pow(4.0, 0.5) == 2.0 && cp_pow(3.0, 1e300) == INFINITY);
  assert_true(cp_normal_quantile(0.5) == 0.0 && cp_normal_quantile(0.0) == -INFINITY);
  assert_true(cp_normal_quantile(1.0) == INFINITY && isnan(cp_normal_quantile(1.5)));
  assert_true(fabs(cp_normal_quantile(0.975) - 1.959963984540054) < 1e-15);
  assert_true(cp_normal_cdf(0.0) == 0.5 && cp_normal_cdf(40.0) == 1.0 &&
              cp_normal_cdf(-40.0) == 0.0);
  assert_true(cp_logistic(0.0) == 0.5 && cp_logistic(-800.0) == 0.0 && cp_logit(0.5) == 0.0);
}

// One hash over many results: a compiler or flag that changes a bit changes it.
static void bits_do_not_depend_on_the_compiler(void **state) {
  (void)state;
  uint64_t hash = 0;
  for (uint32_t n = 0; n < 20000; n++) {
    const double results[5] = {cp_exp(1400.0 * at(10, n) - 700.0), cp_log(1e3 * at(11, n)),
                               cp_pow(10.0 * at(12, n), 100.0 * at(13, n) - 50.0),
                               cp_normal_quantile(at(14, n)),
                               cp_normal_cdf(12.0 * at(15, n) - 9.0)};
    hash = cp_hash64(results, sizeof results, hash);
  }
  print_message("hash of 100,000 results: %016llx\n", (unsigned long long)hash);
  assert_true(hash == UINT64_C(0x9e2fe4c76e1bbb6f));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(exp_is_within_one_ulp),
                                     cmocka_unit_test(log_is_within_one_ulp),
                                     cmocka_unit_test(pow_is_within_one_ulp),
                                     cmocka_unit_test(normal_quantile_inverts_the_distribution),
                                     cmocka_unit_test(normal_cdf_keeps_its_lower_tail),
                                     cmocka_unit_test(special_values_are_those_of_ieee_754),
                                     cmocka_unit_test(bits_do_not_depend_on_the_compiler)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
