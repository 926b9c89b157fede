// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Packing loses no bit, and unpacking trusts nothing.
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "num/philox.h"
#include "store/pack.h"

enum { MOST = 4096 };

static void assert_round(const double *value, int32_t n) {
  uint8_t *bytes = malloc(cp_pack_bound(n));
  double *back = malloc(sizeof *back * (size_t)(n + 1));
  const size_t size = cp_pack(value, n, bytes);
  assert_true(size <= cp_pack_bound(n));
  assert_int_equal(cp_unpack(bytes, size, back, n), CP_OK);
  assert_memory_equal(back, value, sizeof *value * (size_t)n);
  // one value more or fewer is not what is there
  assert_int_equal(cp_unpack(bytes, size, back, n + 1), CP_BAD_INPUT);
  assert_int_equal(cp_unpack(bytes, size, back, n - 1), CP_BAD_INPUT);
  free(bytes);
  free(back);
}

static void odd_values_come_back_bit_for_bit(void **state) {
  (void)state;
  const double value[] = {
      0,         -0.0,     1,          -1,         0.1,     1.234567,    -385.40922075,
      0x1p53,    -0x1p53,  0x1p53 - 1, 1 - 0x1p53, DBL_MAX, -DBL_MAX,    DBL_MIN,
      0x1p-1074, INFINITY, -INFINITY,  NAN,        1e-6,    9007.199254, 3,
      3,         3};
  assert_round(value, (int32_t)(sizeof value / sizeof value[0]));
}

static void random_bits_come_back(void **state) {
  (void)state;
  const cp_random random = {.seed = 3};
  static double value[MOST];
  for (int32_t at = 0; at < MOST; at++) {
    const uint64_t bits = (uint64_t)cp_random_bits(&random, 1, 1, 0, 2u * (uint32_t)at) << 32 |
                          cp_random_bits(&random, 1, 1, 0, 2u * (uint32_t)at + 1);
    memcpy(&value[at], &bits, sizeof bits);
    if (at % 3 == 1) value[at] = (double)(bits >> 30) / 1e6;
    if (at % 3 == 2 && at % 2 == 0) value[at] = value[at - 1];
  }
  assert_round(value, MOST);
}

static void whole_grams_take_few_bytes(void **state) {
  (void)state;
  double value[1000];
  uint8_t bytes[9000];
  for (int32_t at = 0; at < 1000; at++) value[at] = (123456789.0 + at) / 1e6;
  assert_true(cp_pack(value, 1000, bytes) <= 5000);
  for (int32_t at = 0; at < 1000; at++) value[at] = 17;
  assert_true(cp_pack(value, 1000, bytes) <= 4);
}

static void broken_bytes_are_refused(void **state) {
  (void)state;
  double back[8];
  const uint8_t endless[] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
  const uint8_t cut_raw[] = {1, 2, 3};
  const uint8_t repeat_first[] = {7};
  const uint8_t repeat_beyond[] = {0, 255, 255, 3};
  const uint8_t unknown[] = {5};
  assert_int_equal(cp_unpack(endless, sizeof endless, back, 1), CP_BAD_INPUT);
  assert_int_equal(cp_unpack(cut_raw, sizeof cut_raw, back, 1), CP_BAD_INPUT);
  assert_int_equal(cp_unpack(repeat_first, sizeof repeat_first, back, 1), CP_BAD_INPUT);
  assert_int_equal(cp_unpack(repeat_beyond, sizeof repeat_beyond, back, 8), CP_BAD_INPUT);
  assert_int_equal(cp_unpack(unknown, sizeof unknown, back, 1), CP_BAD_INPUT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(odd_values_come_back_bit_for_bit),
      cmocka_unit_test(random_bits_come_back),
      cmocka_unit_test(whole_grams_take_few_bytes),
      cmocka_unit_test(broken_bytes_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
