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

static void steps_decide_the_size(void **state) {
  (void)state;
  static double value[1000];
  static uint8_t bytes[16008];
  assert_true(cp_pack_bound(1000) <= sizeof bytes);
  for (int32_t at = 0; at < 1000; at++) value[at] = (123456789.0 + 9 * at) / 1e6;
  assert_true(cp_pack(value, 1000, bytes) <= 1000);
  for (int32_t at = 0; at < 1000; at++) value[at] = 17;
  assert_true(cp_pack(value, 1000, bytes) <= 10);
  // what running totals of grams leave as amounts is a few doubles away from grams
  for (int32_t at = 0; at < 1000; at++) value[at] = (5.4e9 + 7777.0 * at) / 1e6 - 5e9 / 1e6;
  assert_true(cp_pack(value, 1000, bytes) <= 3500);
}

static void first_values_can_be_had_alone(void **state) {
  (void)state;
  double value[100], back[100] = {0};
  uint8_t bytes[2000];
  for (int32_t at = 0; at < 100; at++) value[at] = at / 10 / 7.0;
  const size_t size = cp_pack(value, 100, bytes);
  for (int32_t n = 0; n <= 100; n++) {
    assert_int_equal(cp_unpack_first(bytes, size, back, n), CP_OK);
    assert_memory_equal(back, value, sizeof *value * (size_t)n);
  }
  assert_int_equal(cp_unpack_first(bytes, size, back, 101), CP_BAD_INPUT);
}

static void broken_bytes_are_refused(void **state) {
  (void)state;
  static double value[300], back[300];
  static uint8_t bytes[5000], broken[5000];
  for (int32_t at = 0; at < 300; at++) value[at] = at % 3 == 0 ? 1.0 / (at + 1) : at / 4;
  const size_t size = cp_pack(value, 300, bytes);
  for (size_t cut = 0; cut < size; cut++)
    assert_int_equal(cp_unpack(bytes, cut, back, 300), CP_BAD_INPUT);
  assert_int_equal(cp_unpack(bytes, size + 1, back, 300), CP_BAD_INPUT);
  const uint8_t repeat_beyond[] = {2, 0, 0, 0, 0x1d, 0};  // 2 values: the value before, 4 times
  assert_int_equal(cp_unpack(repeat_beyond, sizeof repeat_beyond, back, 2), CP_BAD_INPUT);
  // whatever the bytes are, the answer comes and nothing is written beyond
  for (size_t at = 4; at < size; at++) {
    memcpy(broken, bytes, size);
    broken[at] = (uint8_t)~broken[at];
    (void)cp_unpack(broken, size, back, 300);
    (void)cp_unpack_first(broken, size, back, 299);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(odd_values_come_back_bit_for_bit),
      cmocka_unit_test(random_bits_come_back),
      cmocka_unit_test(steps_decide_the_size),
      cmocka_unit_test(first_values_can_be_had_alone),
      cmocka_unit_test(broken_bytes_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
