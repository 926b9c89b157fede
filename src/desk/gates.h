// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Finds the few gates that have something, a control or a licence, among the many that have none. These are asked every day, so eight
// are passed over at once.
#ifndef CP_DESK_GATES_H
#define CP_DESK_GATES_H

#include <stdint.h>

enum { CP_GATES_AT_ONCE = 64 };  // room for what one search finds

// Gates from `first` on whose number is not negative, in their order: of as many as there is room for, or of those before `n_gate`.
static inline int32_t cp_gates_with(const int32_t *number, int32_t first, int32_t n_gate,
                                    int32_t found[CP_GATES_AT_ONCE]) {
  const int32_t end = n_gate - first < CP_GATES_AT_ONCE ? n_gate : first + CP_GATES_AT_ONCE;
  int32_t n_found = 0;
  int32_t gate = first;
  for (; gate + 8 <= end; gate += 8) {
    int32_t all = -1;  // the sign stays if all have it
    for (int32_t next = gate; next < gate + 8; next++) all &= number[next];
    if (all < 0) continue;
    for (int32_t next = gate; next < gate + 8; next++) {
      found[n_found] = next;
      n_found += number[next] >= 0;
    }
  }
  for (; gate < end; gate++) {
    found[n_found] = gate;
    n_found += number[gate] >= 0;
  }
  return n_found;
}

#endif
