// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Merge sort from the bottom up: runs of 1, 2, 4, ... are merged pair by pair, from one array into the other and back.

#include "base/sort.h"

static void merge(const int32_t *from, int32_t first, int32_t middle, int32_t end, int32_t *to,
                  cp_precedes precedes, const void *context) {
  int32_t left = first, right = middle;
  for (int32_t place = first; place < end; place++) {
    const bool is_right =
        left == middle || (right < end && precedes(context, from[right], from[left]));
    to[place] = is_right ? from[right++] : from[left++];
  }
}

void cp_sort_by(int32_t *number, int32_t n, int32_t *scratch, cp_precedes precedes,
                const void *context) {
  int32_t *from = number, *to = scratch;
  for (int64_t run = 1; run < n; run *= 2) {
    for (int64_t first = 0; first < n; first += 2 * run) {
      const int64_t middle = first + run < n ? first + run : n;
      const int64_t end = first + 2 * run < n ? first + 2 * run : n;
      merge(from, (int32_t)first, (int32_t)middle, (int32_t)end, to, precedes, context);
    }
    int32_t *other = from;
    from = to;
    to = other;
  }
  for (int32_t place = 0; place < n && from != number; place++) number[place] = from[place];
}
