// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Sobol's sequence from its definition. A dimension has a primitive polynomial over GF(2) of degree
// s, and odd numbers m[k] < 2^(k+1): the first s are free, the rest follow from the polynomial
// (Bratley and Fox 1988, (2)):
//
//   m[k] = 2 a1 m[k-1] ^ 4 a2 m[k-2] ^ ... ^ 2^s m[k-s] ^ m[k-s],   direction v[k] = m[k] 2^(31-k)
//
// Reads nothing; writes the caller's directions.

#include "num/sobol.h"

#include <stdbool.h>

#include "num/philox.h"

#define DIRECTIONS_SEED UINT64_C(0x50B01D12EC7105)
#define PURPOSE_INITIAL 1
#define PURPOSE_KEY     2

#define N_CANDIDATE 32  // sets of initial numbers tried for each dimension
#define SCORED_BITS 4   // leading bits of a coordinate that are compared
#define N_MIX       15  // sums of these bits: all but the empty one

// A polynomial of degree s is primitive when x has order 2^s - 1 modulo it: step through the
// powers.
static bool is_primitive(uint32_t polynomial, int32_t degree) {
  const uint32_t top = 1u << degree;
  uint32_t power = 1;
  uint32_t order = 0;
  do {
    power <<= 1;
    if ((power & top) != 0) power ^= polynomial;
    order++;
  } while (power > 1);
  return power == 1 && order == top - 1;
}

// The next primitive polynomial at or after one, in order of value, hence of degree.
static uint32_t next_primitive(uint32_t polynomial, int32_t *degree) {
  for (;; polynomial += 2) {
    *degree = 31 - __builtin_clz(polynomial);
    if (is_primitive(polynomial, *degree)) return polynomial;
  }
}

static void fill_dimension(int32_t dimension, uint32_t candidate, uint32_t polynomial,
                           int32_t degree, uint32_t *directions) {
  const cp_random random = {.seed = DIRECTIONS_SEED, .replica = candidate};
  uint32_t m[CP_SOBOL_BITS];
  for (int32_t k = 0; k < CP_SOBOL_BITS; k++) {
    if (k < degree) {
      const uint32_t bits =
          cp_random_bits(&random, PURPOSE_INITIAL, (uint32_t)dimension, 0, (uint32_t)k);
      m[k] = (bits & ((2u << k) - 1u)) | 1u;
      continue;
    }
    m[k] = m[k - degree] ^ (m[k - degree] << degree);
    for (int32_t back = 1; back < degree; back++) {
      const uint32_t coefficient = polynomial >> (degree - back) & 1u;
      m[k] ^= coefficient * (m[k - back] << back);
    }
  }
  for (int32_t k = 0; k < CP_SOBOL_BITS; k++) {
    directions[k] = m[k] << (CP_SOBOL_BITS - 1 - k);
  }
}

// What the leading bits of a coordinate are made of: mix[b - 1] says which bits of the index enter
// the sum of the leading bits that b selects.
typedef struct leading_bits {
  uint32_t mix[N_MIX];
} leading_bits;

static leading_bits find_leading_bits(const uint32_t *directions) {
  leading_bits leading;
  for (uint32_t selected = 1; selected <= N_MIX; selected++) {
    uint32_t mix = 0;
    for (int32_t k = 0; k < CP_SOBOL_BITS; k++) {
      for (int32_t bit = 0; bit < SCORED_BITS; bit++) {
        const uint32_t is_set = directions[k] >> (CP_SOBOL_BITS - 1 - bit) & selected >> bit & 1u;
        mix ^= is_set << k;
      }
    }
    leading.mix[selected - 1] = mix;
  }
  return leading;
}

// How much two dimensions depend on each other within the first 64, 256, 1024 and 4096 points:
// equal sums of leading bits. First bits and larger sets of points weigh more. Such pairs would be
// correlated.
static uint64_t find_dependence(const leading_bits *left, const leading_bits *right) {
  uint64_t dependence = 0;
  for (uint32_t one = 1; one <= N_MIX; one++) {
    for (uint32_t other = 1; other <= N_MIX; other++) {
      const uint32_t differ = left->mix[one - 1] ^ right->mix[other - 1];
      if ((differ & 63u) != 0) continue;
      const int32_t depth = 64 - __builtin_clz(one) - __builtin_clz(other);
      const uint32_t weight = 1u + 3u * ((differ & 255u) == 0) + 12u * ((differ & 1023u) == 0) +
                              48u * ((differ & 4095u) == 0);
      dependence += (uint64_t)weight << 2 * (2 * SCORED_BITS - depth);
    }
  }
  return dependence;
}

// Take the candidate that depends least on all dimensions before it.
static void choose_dimension(int32_t dimension, uint32_t polynomial, int32_t degree,
                             leading_bits *leading, uint32_t *directions) {
  uint64_t least = UINT64_MAX;
  uint32_t best = 0;
  for (uint32_t candidate = 0; candidate < N_CANDIDATE; candidate++) {
    fill_dimension(dimension, candidate, polynomial, degree, directions);
    const leading_bits tried = find_leading_bits(directions);
    uint64_t dependence = 0;
    for (int32_t before = 0; before < dimension; before++) {
      dependence += find_dependence(&leading[before], &tried);
    }
    if (dependence >= least) continue;
    least = dependence;
    best = candidate;
    leading[dimension] = tried;
  }
  fill_dimension(dimension, best, polynomial, degree, directions);
}

cp_status cp_sobol_directions(int32_t n_dimension, uint32_t *directions) {
  if (n_dimension < 1 || n_dimension > CP_SOBOL_MOST_DIMENSIONS) return CP_BAD_USE;
  for (int32_t k = 0; k < CP_SOBOL_BITS; k++) {
    directions[k] = 1u << (CP_SOBOL_BITS - 1 - k);
  }
  leading_bits leading[CP_SOBOL_MOST_DIMENSIONS];
  leading[0] = find_leading_bits(directions);
  uint32_t polynomial = 3;
  for (int32_t dimension = 1; dimension < n_dimension; dimension++) {
    int32_t degree = 0;
    polynomial = next_primitive(polynomial, &degree);
    choose_dimension(dimension, polynomial, degree, leading,
                     directions + CP_SOBOL_BITS * dimension);
    polynomial += 2;
  }
  return CP_OK;
}

uint32_t cp_sobol_plain(const uint32_t *directions, int32_t dimension, uint32_t index) {
  const uint32_t *direction = directions + CP_SOBOL_BITS * dimension;
  uint32_t point = 0;
  for (int32_t bit = 0; index >> bit != 0; bit++) {
    if ((index >> bit & 1u) != 0) point ^= direction[bit];
    if (bit == CP_SOBOL_BITS - 1) break;
  }
  return point;
}

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

uint32_t cp_sobol_point(const uint32_t *directions, int32_t dimension, uint32_t index,
                        uint64_t seed) {
  const cp_random random = {.seed = seed};
  uint32_t key[4];
  cp_random_four(&random, PURPOSE_KEY, (uint32_t)dimension, 0, 0, key);
  uint32_t bits = reverse_bits(cp_sobol_plain(directions, dimension, index));
  bits = permute_upwards(bits, key[0]);
  bits = permute_upwards(bits, key[1]);
  return reverse_bits(bits);
}
