// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Two hashes. cp_hash64 is fast and tells states apart; it is no defence against an adversary.
// SHA-256 (FIPS 180-4) names contents in certificates and stores.

#ifndef CP_NUM_HASH_H
#define CP_NUM_HASH_H

#include <stddef.h>
#include <stdint.h>

// 64-bit hash of bytes, read as little-endian words on every machine. The recipe is XXH64 (Y.
// Collet, xxHash specification 0.1.1): four running words of multiply and rotate, then an
// avalanche.
uint64_t cp_hash64(const void *bytes, size_t size, uint64_t seed);

// Mix one more word into a running hash.
uint64_t cp_hash64_mix(uint64_t hash, uint64_t word);

typedef struct cp_sha256 {
  uint32_t state[8];
  uint64_t n_byte;
  uint8_t block[64];
  int32_t has_x86;  // this processor has instructions for it
} cp_sha256;

void cp_sha256_init(cp_sha256 *sha);
void cp_sha256_update(cp_sha256 *sha, const void *bytes, size_t size);
void cp_sha256_final(cp_sha256 *sha, uint8_t digest[32]);

// The digest as 64 lower-case hexadecimal digits and a zero byte. Returns `out`.
char *cp_sha256_text(const uint8_t digest[32], char out[65]);

#endif
