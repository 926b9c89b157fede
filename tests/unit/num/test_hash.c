// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// XXH64 and SHA-256 against published values.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "num/hash.h"
#include "num/hash_x86.h"

static uint64_t hash_of(const char *text) { return cp_hash64(text, strlen(text), 0); }

static void hash64_is_xxh64(void **state) {
  (void)state;
  assert_true(hash_of("") == UINT64_C(0xef46db3751d8e999));
  assert_true(hash_of("a") == UINT64_C(0xd24ec4f1a98c6e5b));
  assert_true(hash_of("abc") == UINT64_C(0x44bc2cf5ad770999));
  assert_true(hash_of("Nobody inspects the spammish repetition") == UINT64_C(0xfbcea83c8a378bf1));
}

// Any flipped bit of any length changes about half of the hash.
static void every_bit_matters(void **state) {
  (void)state;
  uint8_t bytes[80];
  int n_flip = 0, n_case = 0;
  for (size_t size = 1; size <= sizeof bytes; size++) {
    for (size_t byte = 0; byte < sizeof bytes; byte++) {
      bytes[byte] = (uint8_t)(7 * byte + 1);
    }
    const uint64_t before = cp_hash64(bytes, size, 1);
    for (size_t bit = 0; bit < 8 * size; bit++) {
      bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
      const uint64_t after = cp_hash64(bytes, size, 1);
      bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
      assert_true(after != before);
      n_flip += __builtin_popcountll(after ^ before);
      n_case++;
    }
  }
  assert_true(n_flip > 31 * n_case && n_flip < 33 * n_case);
}

static void assert_sha256_by(int32_t has_x86, const char *text, size_t repeats,
                             const char *expected) {
  cp_sha256 sha;
  uint8_t digest[32];
  char found[65];
  cp_sha256_init(&sha);
  sha.has_x86 = has_x86;
  for (size_t repeat = 0; repeat < repeats; repeat++) {
    cp_sha256_update(&sha, text, strlen(text));
  }
  cp_sha256_final(&sha, digest);
  assert_string_equal(cp_sha256_text(digest, found), expected);
}

// By plain arithmetic, and by the processor's instructions where it has them.
static void assert_sha256(const char *text, size_t repeats, const char *expected) {
  assert_sha256_by(0, text, repeats, expected);
  if (cp_sha256_has_x86()) assert_sha256_by(1, text, repeats, expected);
}

// NIST's examples for FIPS 180.
static void sha256_gives_the_published_digests(void **state) {
  (void)state;
  assert_sha256("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  assert_sha256("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  assert_sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  assert_sha256("aaaaaaaaaa", 100000,
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(hash64_is_xxh64),
                                     cmocka_unit_test(every_bit_matters),
                                     cmocka_unit_test(sha256_gives_the_published_digests)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
