// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Nested permutations on reversed bits; see stratified.h.
#include "num/stratified.h"

#include "num/philox.h"

enum { PURPOSE_KEY = 2 };

static uint32_t reverse_bits(uint32_t bits) {
  bits = (bits >> 1 & 0x55555555u) | (bits & 0x55555555u) << 1;
  bits = (bits >> 2 & 0x33333333u) | (bits & 0x33333333u) << 2;
  bits = (bits >> 4 & 0x0F0F0F0Fu) | (bits & 0x0F0F0F0Fu) << 4;
  bits = (bits >> 8 & 0x00FF00FFu) | (bits & 0x00FF00FFu) << 8;
  return bits >> 16 | bits << 16;
}

// A bit is flipped depending on lower bits only (all factors are even): Burley 2020, listing 1.
static uint32_t permute_upwards(uint32_t bits, uint32_t key) {
  bits += key;
  bits ^= bits * 0x6C50B47Cu;
  bits ^= bits * 0xB82F1E52u;
  bits ^= bits * 0xC7AFE638u;
  bits ^= bits * 0x8D22F6E6u;
  return bits;
}

uint32_t cp_stratified(uint64_t seed, uint32_t entity, uint32_t index) {
  const cp_random random = {.seed = seed};
  uint32_t key[4];
  cp_random_four(&random, PURPOSE_KEY, entity, 0, 0, key);
  // van der Corput's point is the reversed index: shuffle the index, then scramble its reverse
  uint32_t bits =
      reverse_bits(permute_upwards(permute_upwards(reverse_bits(index), key[0]), key[1]));
  bits = permute_upwards(permute_upwards(bits, key[2]), key[3]);
  return reverse_bits(bits);
}
