// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The search for gates that have something finds each of them once, in order, however many there are.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "desk/gates.h"

enum { MOST = 150 };

// Searches piece by piece, as the desk does.
static void assert_finds(const int32_t *number, int32_t n_gate) {
  int32_t expected = 0;
  for (int32_t first = 0; first < n_gate; first += CP_GATES_AT_ONCE) {
    int32_t found[CP_GATES_AT_ONCE];
    const int32_t n = cp_gates_with(number, first, n_gate, found);
    for (int32_t place = 0; place < n; place++) {
      while (expected < n_gate && number[expected] < 0) expected++;
      assert_int_equal(found[place], expected++);
    }
  }
  while (expected < n_gate && number[expected] < 0) expected++;
  assert_int_equal(expected, n_gate);
}

static void each_gate_that_has_something_is_found_once(void **state) {
  (void)state;
  for (int32_t n_gate = 0; n_gate <= MOST; n_gate++) {
    for (int32_t every = 1; every <= 40; every += 3) {
      int32_t number[MOST + 1];
      for (int32_t gate = 0; gate < n_gate; gate++) number[gate] = gate % every ? -1 : gate / 2;
      number[n_gate] = 7;  // belongs to nobody
      assert_finds(number, n_gate);
    }
  }
}

static void where_all_have_none_none_is_found(void **state) {
  (void)state;
  int32_t number[MOST];
  for (int32_t gate = 0; gate < MOST; gate++) number[gate] = -1;
  assert_finds(number, MOST);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_gate_that_has_something_is_found_once),
      cmocka_unit_test(where_all_have_none_none_is_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
