// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// XXH64 after its specification, and SHA-256 after FIPS 180-4. Plain 64-bit and 32-bit arithmetic,
// the same on every machine; no 128-bit products, which WebAssembly would have to import.

#include "num/hash.h"

#include "num/hash_rounds.h"
#include "num/hash_x86.h"

#define PRIME_1 UINT64_C(0x9E3779B185EBCA87)
#define PRIME_2 UINT64_C(0xC2B2AE3D27D4EB4F)
#define PRIME_3 UINT64_C(0x165667B19E3779F9)
#define PRIME_4 UINT64_C(0x85EBCA77C2B2AE63)
#define PRIME_5 UINT64_C(0x27D4EB2F165667C5)

static uint64_t turn_left(uint64_t word, int bits) { return word << bits | word >> (64 - bits); }

// Little-endian by construction; compilers make it one load where they can.
static uint64_t read_four(const uint8_t *at) {
  return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24;
}

static uint64_t read_eight(const uint8_t *at) {
  return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24 |
         (uint64_t)at[4] << 32 | (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 |
         (uint64_t)at[7] << 56;
}

static uint64_t take_word(uint64_t running, uint64_t word) {
  return turn_left(running + word * PRIME_2, 31) * PRIME_1;
}

static uint64_t merge(uint64_t hash, uint64_t running) {
  return (hash ^ take_word(0, running)) * PRIME_1 + PRIME_4;
}

static uint64_t avalanche(uint64_t hash) {
  hash = (hash ^ hash >> 33) * PRIME_2;
  hash = (hash ^ hash >> 29) * PRIME_3;
  return hash ^ hash >> 32;
}

uint64_t cp_hash64_mix(uint64_t hash, uint64_t word) {
  return turn_left(hash ^ take_word(0, word), 27) * PRIME_1 + PRIME_4;
}

// What is left after the blocks of 32: words of eight, one of four, then bytes.
static uint64_t take_rest(uint64_t hash, const uint8_t *at, size_t size) {
  for (; size >= 8; size -= 8, at += 8) {
    hash = cp_hash64_mix(hash, read_eight(at));
  }
  if (size >= 4) {
    hash = turn_left(hash ^ read_four(at) * PRIME_1, 23) * PRIME_2 + PRIME_3;
    size -= 4;
    at += 4;
  }
  for (; size > 0; size--, at++) {
    hash = turn_left(hash ^ *at * PRIME_5, 11) * PRIME_1;
  }
  return hash;
}

uint64_t cp_hash64(const void *bytes, size_t size, uint64_t seed) {
  const uint8_t *at = bytes;
  size_t left = size;
  uint64_t hash = seed + PRIME_5;
  if (size >= 32) {
    uint64_t one = seed + PRIME_1 + PRIME_2, two = seed + PRIME_2, three = seed;
    uint64_t four = seed - PRIME_1;
    for (; left >= 32; left -= 32, at += 32) {
      one = take_word(one, read_eight(at));
      two = take_word(two, read_eight(at + 8));
      three = take_word(three, read_eight(at + 16));
      four = take_word(four, read_eight(at + 24));
    }
    hash = turn_left(one, 1) + turn_left(two, 7) + turn_left(three, 12) + turn_left(four, 18);
    hash = merge(merge(merge(merge(hash, one), two), three), four);
  }
  return avalanche(take_rest(hash + size, at, left));
}

// --- SHA-256

static uint32_t turn_right(uint32_t word, int bits) { return word >> bits | word << (32 - bits); }

// Four bytes, the greatest first; compilers make it one load and one swap.
static uint32_t read_four_great(const uint8_t *at) {
  return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | (uint32_t)at[3];
}

// sigma 0 and 1 and sum 0 and 1 of the standard.
static uint32_t sigma0(uint32_t word) {
  return turn_right(word, 7) ^ turn_right(word, 18) ^ word >> 3;
}
static uint32_t sigma1(uint32_t word) {
  return turn_right(word, 17) ^ turn_right(word, 19) ^ word >> 10;
}
static uint32_t sum0(uint32_t word) {
  return turn_right(word, 2) ^ turn_right(word, 13) ^ turn_right(word, 22);
}
static uint32_t sum1(uint32_t word) {
  return turn_right(word, 6) ^ turn_right(word, 11) ^ turn_right(word, 25);
}

// One round on the letters a .. h of the standard. What it calls the new a and e come where h and d were, so that eight rounds, each with the
// letters shifted by one, move nothing.
static inline void mix(uint32_t a, uint32_t b, uint32_t c, uint32_t *d, uint32_t e, uint32_t f,
                       uint32_t g, uint32_t *h, uint32_t term) {
  *h += term + sum1(e) + (g ^ (e & (f ^ g)));
  *d += *h;
  *h += sum0(a) + ((a & b) | (c & (a | b)));
}

// FIPS 180-4, 6.2.2.
static void take_block(uint32_t state[8], const uint8_t block[64]) {
  uint32_t word[64];
  for (int at = 0; at < 16; at++) word[at] = read_four_great(block + 4 * at);
  for (int at = 16; at < 64; at++)
    word[at] = word[at - 16] + sigma0(word[at - 15]) + word[at - 7] + sigma1(word[at - 2]);
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
  uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
  for (int first = 0; first < 64; first += 8) {
    const uint32_t *constant = cp_sha256_round + first, *now = word + first;
    mix(a, b, c, &d, e, f, g, &h, constant[0] + now[0]);
    mix(h, a, b, &c, d, e, f, &g, constant[1] + now[1]);
    mix(g, h, a, &b, c, d, e, &f, constant[2] + now[2]);
    mix(f, g, h, &a, b, c, d, &e, constant[3] + now[3]);
    mix(e, f, g, &h, a, b, c, &d, constant[4] + now[4]);
    mix(d, e, f, &g, h, a, b, &c, constant[5] + now[5]);
    mix(c, d, e, &f, g, h, a, &b, constant[6] + now[6]);
    mix(b, c, d, &e, f, g, h, &a, constant[7] + now[7]);
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

static void take_blocks(cp_sha256 *sha, const uint8_t *at, size_t n_block) {
  if (sha->has_x86) {
    cp_sha256_take_x86(sha->state, at, n_block);
  } else {
    for (; n_block > 0; n_block--, at += 64) take_block(sha->state, at);
  }
}

void cp_sha256_init(cp_sha256 *sha) {
  *sha = (cp_sha256){.state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f,
                               0x9b05688c, 0x1f83d9ab, 0x5be0cd19},
                     .has_x86 = cp_sha256_has_x86()};
}

void cp_sha256_update(cp_sha256 *sha, const void *bytes, size_t size) {
  const uint8_t *at = bytes;
  const size_t filled = (size_t)(sha->n_byte % 64);
  sha->n_byte += size;
  if (filled > 0) {
    const size_t taken = size < 64 - filled ? size : 64 - filled;
    __builtin_memcpy(sha->block + filled, at, taken);
    if (filled + taken < 64) return;
    take_blocks(sha, sha->block, 1);
    at += taken;
    size -= taken;
  }
  take_blocks(sha, at, size / 64);
  at += size / 64 * 64;
  if (size % 64 > 0) __builtin_memcpy(sha->block, at, size % 64);
}

void cp_sha256_final(cp_sha256 *sha, uint8_t digest[32]) {
  static const uint8_t mark = 0x80;
  static const uint8_t zero = 0;
  const uint64_t n_bit = sha->n_byte * 8;
  cp_sha256_update(sha, &mark, 1);
  while (sha->n_byte % 64 != 56) {
    cp_sha256_update(sha, &zero, 1);
  }
  uint8_t length[8];
  for (int byte = 0; byte < 8; byte++) {
    length[byte] = (uint8_t)(n_bit >> (56 - 8 * byte));
  }
  cp_sha256_update(sha, length, 8);
  for (int byte = 0; byte < 32; byte++) {
    digest[byte] = (uint8_t)(sha->state[byte / 4] >> (24 - 8 * (byte % 4)));
  }
}

char *cp_sha256_text(const uint8_t digest[32], char out[65]) {
  static const char digits[] = "0123456789abcdef";
  for (int byte = 0; byte < 32; byte++) {
    out[2 * byte] = digits[digest[byte] >> 4];
    out[2 * byte + 1] = digits[digest[byte] & 15];
  }
  out[64] = 0;
  return out;
}
