// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Random bits: the published vectors, the counter layout, and what may not shift.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "num/philox.h"

// Random123, kat_vectors, philox4x32 with 10 rounds.
static void philox_gives_the_published_words(void **state) {
  (void)state;
  static const uint32_t cases[3][10] = {
      {0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8},
      {0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x408f276d,
       0x41c83b0e, 0xa20bc7c6, 0x6d5451fd},
      {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09,
       0x94fdcceb, 0x5001e420, 0x24126ea1}};
  for (int vector = 0; vector < 3; vector++) {
    uint32_t out[4];
    cp_philox(cases[vector], cases[vector] + 4, out);
    for (int word = 0; word < 4; word++) {
      assert_int_equal(out[word], cases[vector][6 + word]);
    }
  }
}

// replica | entity | purpose, day | block, and seed low | seed high: the pi vector through the
// front door.
static void counter_layout_is_fixed(void **state) {
  (void)state;
  const cp_random random = {.seed = UINT64_C(0x299f31d0a4093822), .replica = 0x243f6a88};
  uint32_t out[4];
  cp_random_four(&random, 0x1319, 0x85a308d3, 0x8a2e, 0x03707344, out);
  assert_int_equal(out[0], 0xd16cfe09);
  assert_int_equal(out[3], 0x24126ea1);
}

static void words_come_from_blocks_of_four(void **state) {
  (void)state;
  const cp_random random = {.seed = 42, .replica = 3};
  for (uint32_t n = 0; n < 16; n++) {
    uint32_t four[4];
    cp_random_four(&random, 9, 77, 5, n / 4, four);
    assert_int_equal(cp_random_bits(&random, 9, 77, 5, n), four[n % 4]);
  }
}

// Forwards, backwards and with gaps: the block kept is never taken for another.
static void a_reader_gives_what_the_stream_gives(void **state) {
  (void)state;
  const cp_random random = {.seed = 42, .replica = 3};
  const uint32_t order[] = {0, 1, 3, 2, 9, 8, 0, 4, 5, 40, 41, 3};
  cp_random_reader words = cp_random_read(&random, 9, 77, 5);
  for (size_t at = 0; at < sizeof order / sizeof order[0]; at++) {
    const uint32_t n = order[at];
    assert_int_equal(cp_reader_bits(&words, n), cp_random_bits(&random, 9, 77, 5, n));
  }
}

static void units_are_open_and_exact(void **state) {
  (void)state;
  assert_true(cp_unit_from_bits(0, 0) == 0x1p-53);
  assert_true(cp_unit_from_bits(0xffffffff, 0xffffffff) == 1.0 - 0x1p-53);
  assert_true(cp_unit_from_word(0) == 0x1p-33);
  assert_true(cp_unit_from_word(0xffffffff) == 1.0 - 0x1p-33);
  assert_int_equal(cp_random_happens(0.0, 0), 0);
  assert_int_equal(cp_random_happens(1.0, 0xffffffff), 1);
}

// Each unit of a stream takes two words of its own: mean, variance and the correlation of
// neighbours.
static void units_are_uniform(void **state) {
  (void)state;
  const cp_random random = {.seed = 1, .replica = 0};
  enum { n_draw = 200000 };
  double sum = 0.0, squares = 0.0, products = 0.0, last = 0.5;
  for (uint32_t n = 0; n < n_draw; n++) {
    const double unit = cp_random_unit(&random, 4, 5, 6, n) - 0.5;
    sum += unit;
    squares += unit * unit;
    products += unit * last;
    last = unit;
  }
  const double error = 4.0 * 0.2887 / 447.2;
  assert_true(sum / n_draw < error && sum / n_draw > -error);
  assert_true(squares / n_draw > 0.0825 && squares / n_draw < 0.0842);
  assert_true(products / n_draw < 0.00075 && products / n_draw > -0.00075);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(philox_gives_the_published_words),
                                     cmocka_unit_test(counter_layout_is_fixed),
                                     cmocka_unit_test(words_come_from_blocks_of_four),
                                     cmocka_unit_test(a_reader_gives_what_the_stream_gives),
                                     cmocka_unit_test(units_are_open_and_exact),
                                     cmocka_unit_test(units_are_uniform)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
