// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The letters a .. h of FIPS 180-4 lie in two vectors, lowest lane first: f e b a and h g d c. One instruction does two rounds on them and
// gives the first vector anew, while the old first one is what the second becomes; two more make four words of the schedule.

#include "num/hash_x86.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include "num/hash_rounds.h"
#include "num/processor.h"

#define SHA __attribute__((target("sha,sse4.1")))

typedef uint32_t words __attribute__((vector_size(16)));
typedef int32_t lanes __attribute__((vector_size(16)));

int cp_sha256_has_x86(void) {
  enum { SSE41 = 19, SHA_256 = 29 };
  if (cp_processor_ask(0).a < CP_LEAF_MORE_FEATURES) return 0;
  const uint32_t has_vectors = cp_processor_ask(CP_LEAF_FEATURES).c >> SSE41 & 1;
  return (int)(has_vectors & cp_processor_ask(CP_LEAF_MORE_FEATURES).b >> SHA_256 & 1);
}

// Four words of the message, the greatest byte first.
SHA static words read_words(const uint8_t *at) {
  words four;
  __builtin_memcpy(&four, at, sizeof four);
  return four >> 24 | (four >> 8 & 0xFF00) | (four << 8 & 0xFF0000) | four << 24;
}

// Two rounds: the new f e b a.
SHA static words two_rounds(words hgdc, words feba, words term) {
  return (words)__builtin_ia32_sha256rnds2((lanes)hgdc, (lanes)feba, (lanes)term);
}

// The next four words after the sixteen in `last`, oldest first.
SHA static words next_words(const words last[4]) {
  const words middle = {last[2][1], last[2][2], last[2][3], last[3][0]};
  const words begun = (words)__builtin_ia32_sha256msg1((lanes)last[0], (lanes)last[1]) + middle;
  return (words)__builtin_ia32_sha256msg2((lanes)begun, (lanes)last[3]);
}

SHA void cp_sha256_take_x86(uint32_t state[8], const uint8_t *at, size_t n_block) {
  words feba = {state[5], state[4], state[1], state[0]};
  words hgdc = {state[7], state[6], state[3], state[2]};
  for (; n_block > 0; n_block--, at += 64) {
    const words feba_before = feba, hgdc_before = hgdc;
    words last[4] = {read_words(at), read_words(at + 16), read_words(at + 32), read_words(at + 48)};
    for (int first = 0; first < 64; first += 4) {
      const words constant = {cp_sha256_round[first], cp_sha256_round[first + 1],
                              cp_sha256_round[first + 2], cp_sha256_round[first + 3]};
      const words term = last[0] + constant;
      const words later_term = {term[2], term[3], term[2], term[3]};
      hgdc = two_rounds(hgdc, feba, term);
      feba = two_rounds(feba, hgdc, later_term);
      const words next = next_words(last);
      last[0] = last[1];
      last[1] = last[2];
      last[2] = last[3];
      last[3] = next;
    }
    feba += feba_before;
    hgdc += hgdc_before;
  }
  for (int lane = 0; lane < 2; lane++) {
    state[lane] = feba[3 - lane];
    state[2 + lane] = hgdc[3 - lane];
    state[4 + lane] = feba[1 - lane];
    state[6 + lane] = hgdc[1 - lane];
  }
}

#else

int cp_sha256_has_x86(void) { return 0; }

void cp_sha256_take_x86(uint32_t state[8], const uint8_t *at, size_t n_block) {
  (void)state, (void)at, (void)n_block;
}

#endif
