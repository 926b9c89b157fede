// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The four functions that compilers call on their own. Only the WebAssembly build needs them: it
// has no C library. Natively the C library's are used.

#include <stddef.h>
#include <stdint.h>

void *memcpy(void *restrict to, const void *restrict from, size_t size);
void *memmove(void *to, const void *from, size_t size);
void *memset(void *to, int value, size_t size);
int memcmp(const void *left, const void *right, size_t size);

#if defined(__clang__)
#define PLAIN_LOOP __attribute__((no_builtin))
#else
#define PLAIN_LOOP __attribute__((optimize("no-tree-loop-distribute-patterns")))
#endif

// Eight bytes at a time where both sides allow it; snapshots of a megabyte are copied by this.
PLAIN_LOOP void *memcpy(void *restrict to, const void *restrict from, size_t size) {
  uint8_t *out = to;
  const uint8_t *in = from;
  typedef uint64_t word __attribute__((may_alias, aligned(1)));
  for (; size >= 8; size -= 8, out += 8, in += 8) {
    *(word *)out = *(const word *)in;
  }
  for (; size > 0; size--) {
    *out++ = *in++;
  }
  return to;
}

PLAIN_LOOP void *memmove(void *to, const void *from, size_t size) {
  if ((uintptr_t)to - (uintptr_t)from >= size) return memcpy(to, from, size);
  uint8_t *out = to;
  const uint8_t *in = from;
  while (size > 0) {
    size--;
    out[size] = in[size];
  }
  return to;
}

PLAIN_LOOP void *memset(void *to, int value, size_t size) {
  uint8_t *out = to;
  typedef uint64_t word __attribute__((may_alias, aligned(1)));
  const uint64_t eight = (uint64_t)0x0101010101010101u * (uint8_t)value;
  for (; size >= 8; size -= 8, out += 8) {
    *(word *)out = eight;
  }
  for (; size > 0; size--) {
    *out++ = (uint8_t)value;
  }
  return to;
}

PLAIN_LOOP int memcmp(const void *left, const void *right, size_t size) {
  const uint8_t *one = left;
  const uint8_t *other = right;
  for (size_t at = 0; at < size; at++) {
    if (one[at] != other[at]) return one[at] < other[at] ? -1 : 1;
  }
  return 0;
}
