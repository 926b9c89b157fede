// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Random bits as a pure function of who asks: Philox 4x32-10 (Salmon, Moraes, Dror and Shaw,
// "Parallel random numbers: as easy as 1, 2, 3", SC11). Nothing is stored, so adding a firm shifts
// no other draw.
//
//   key      seed low 32 | seed high 32
//   counter  replica 32 | entity 32 | purpose 16, day 16 (low half) | block 32
//
// One block gives four words of 32 bits. Word n of a stream is word n mod 4 of block n / 4. A
// stream (purpose, entity, day) should be read in one way only: as bits, as fours or as units.

#ifndef CP_NUM_PHILOX_H
#define CP_NUM_PHILOX_H

#include <stdint.h>

typedef uint16_t cp_purpose;

typedef struct cp_random {
  uint64_t seed;
  uint32_t replica;
} cp_random;

// Ten rounds on counter and key, as published; the constants are the paper's (table 2 and section
// 3.3).
static inline void cp_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]) {
  uint32_t word0 = counter[0], word1 = counter[1], word2 = counter[2], word3 = counter[3];
  uint32_t key0 = key[0], key1 = key[1];
  for (int round = 0; round < 10; round++) {
    const uint64_t product0 = (uint64_t)0xD2511F53u * word0;
    const uint64_t product1 = (uint64_t)0xCD9E8D57u * word2;
    word0 = (uint32_t)(product1 >> 32) ^ word1 ^ key0;
    word1 = (uint32_t)product1;
    word2 = (uint32_t)(product0 >> 32) ^ word3 ^ key1;
    word3 = (uint32_t)product0;
    key0 += 0x9E3779B9u;
    key1 += 0xBB67AE85u;
  }
  out[0] = word0;
  out[1] = word1;
  out[2] = word2;
  out[3] = word3;
}

// Words 4 x block .. 4 x block + 3 of a stream. `day` is an offset from the run's first day; its
// low 16 bits count, so a run may span 65,536 days.
static inline void cp_random_four(const cp_random *random, cp_purpose purpose, uint32_t entity,
                                  int32_t day, uint32_t block, uint32_t out[4]) {
  const uint32_t counter[4] = {random->replica, entity,
                               (uint32_t)purpose << 16 | ((uint32_t)day & 0xFFFFu), block};
  const uint32_t key[2] = {(uint32_t)random->seed, (uint32_t)(random->seed >> 32)};
  cp_philox(counter, key, out);
}

// Word n of a stream.
static inline uint32_t cp_random_bits(const cp_random *random, cp_purpose purpose, uint32_t entity,
                                      int32_t day, uint32_t n) {
  uint32_t four[4];
  cp_random_four(random, purpose, entity, day, n >> 2, four);
  return four[n & 3u];
}

// 64 bits made a number in (0, 1), never 0 and never 1: (the top 52 bits + 1/2) / 2^52. All are
// exact.
static inline double cp_unit_from_bits(uint32_t high, uint32_t low) {
  const uint64_t bits = (uint64_t)high << 32 | low;
  return ((double)(bits >> 12) + 0.5) * 0x1p-52;
}

// The same from 32 bits: (bits + 1/2) / 2^32.
static inline double cp_unit_from_word(uint32_t bits) { return ((double)bits + 0.5) * 0x1p-32; }

// Number n of a stream, in (0, 1), from words 2 n and 2 n + 1.
static inline double cp_random_unit(const cp_random *random, cp_purpose purpose, uint32_t entity,
                                    int32_t day, uint32_t n) {
  uint32_t four[4];
  cp_random_four(random, purpose, entity, day, n >> 1, four);
  const uint32_t word = (n & 1u) << 1;
  return cp_unit_from_bits(four[word], four[word + 1]);
}

// Reads one stream by and by and keeps the block that it read last: words that follow each other
// come at the price of one.
typedef struct cp_random_reader {
  cp_random random;
  uint32_t entity;
  int32_t day;
  int64_t block;  // -1 none yet
  uint32_t four[4];
  cp_purpose purpose;
} cp_random_reader;

static inline cp_random_reader cp_random_read(const cp_random *random, cp_purpose purpose,
                                              uint32_t entity, int32_t day) {
  return (cp_random_reader){
      .random = *random, .entity = entity, .day = day, .block = -1, .purpose = purpose};
}

// Word n of the stream.
static inline uint32_t cp_reader_bits(cp_random_reader *reader, uint32_t n) {
  if (reader->block != n >> 2) {
    reader->block = n >> 2;
    cp_random_four(&reader->random, reader->purpose, reader->entity, reader->day, n >> 2,
                   reader->four);
  }
  return reader->four[n & 3u];
}

// True with the given chance (0 never, 1 always), from 32 bits: resolution 2.3e-10.
static inline int cp_random_happens(double chance, uint32_t bits) {
  return (double)bits < chance * 0x1p32;
}

#endif
