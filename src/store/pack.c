// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Packs and unpacks records; the reader trusts nothing, since files come from elsewhere.
#include "store/pack.h"

#include <stdbool.h>
#include <string.h>

enum { TOKEN_WHOLE = 0, TOKEN_RAW = 1, TOKEN_MILLIONTH = 2, TOKEN_REPEAT = 3 };
enum { RAW_BYTES = 8, TOKEN_BYTES = 10 };

#define LARGEST_WHOLE 9007199254740992.0  // 2^53

typedef struct reader {
  const uint8_t *at;
  const uint8_t *end;
} reader;

static uint64_t bits_of(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

static bool is_whole(double value) {
  if (!(value > -LARGEST_WHOLE && value < LARGEST_WHOLE)) return false;
  return bits_of((double)(int64_t)value) == bits_of(value);
}

size_t cp_pack_bound(int32_t n) { return (size_t)n * (RAW_BYTES + 1); }

static uint8_t *put_token(uint8_t *out, uint64_t token) {
  while (token > 127) {
    *out++ = (uint8_t)(token | 128);
    token >>= 7;
  }
  *out++ = (uint8_t)token;
  return out;
}

static uint64_t zigzag_of(int64_t whole) {
  return whole < 0 ? 2 * (uint64_t)(-(whole + 1)) + 1 : 2 * (uint64_t)whole;
}

static int64_t whole_of(uint64_t zigzag) {
  const int64_t half = (int64_t)(zigzag >> 1);
  return (zigzag & 1) != 0 ? -half - 1 : half;
}

static const double millionths = 1e6;

// The whole number of millionths that gives exactly this value.
static bool find_millionths(double value, int64_t *whole) {
  const double scaled = value * millionths;
  if (!(scaled > -LARGEST_WHOLE && scaled < LARGEST_WHOLE)) return false;
  *whole = (int64_t)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
  return bits_of((double)*whole / millionths) == bits_of(value);
}

static uint8_t *put_value(uint8_t *out, double value) {
  int64_t whole;
  if (is_whole(value)) return put_token(out, 4 * zigzag_of((int64_t)value) + TOKEN_WHOLE);
  if (find_millionths(value, &whole)) return put_token(out, 4 * zigzag_of(whole) + TOKEN_MILLIONTH);
  const uint64_t bits = bits_of(value);
  *out++ = TOKEN_RAW;
  for (int32_t byte = 0; byte < RAW_BYTES; byte++) *out++ = (uint8_t)(bits >> (8 * byte));
  return out;
}

size_t cp_pack(const double *value, int32_t n, uint8_t *out) {
  uint8_t *at = out;
  int32_t place = 0;
  while (place < n) {
    at = put_value(at, value[place]);
    int32_t repeat = place + 1;
    while (repeat < n && bits_of(value[repeat]) == bits_of(value[place])) repeat++;
    const uint64_t count = (uint64_t)(repeat - place - 1);
    if (count > 0) at = put_token(at, 4 * count + TOKEN_REPEAT);
    place = repeat;
  }
  return (size_t)(at - out);
}

static bool get_token(reader *from, uint64_t *token) {
  *token = 0;
  for (int32_t group = 0; group < TOKEN_BYTES; group++) {
    if (from->at == from->end) return false;
    const uint8_t byte = *from->at++;
    *token |= (uint64_t)(byte & 127) << (7 * group);
    if (byte < 128) return true;
  }
  return false;
}

static bool get_raw(reader *from, double *value) {
  if (from->end - from->at < RAW_BYTES) return false;
  uint64_t bits = 0;
  for (int32_t byte = 0; byte < RAW_BYTES; byte++) bits |= (uint64_t)*from->at++ << (8 * byte);
  memcpy(value, &bits, sizeof bits);
  return true;
}

// The value that a token stands for, raw ones with their bytes.
static bool get_value(reader *from, uint64_t token, double *value) {
  switch (token & 3) {
    case TOKEN_WHOLE:
      *value = (double)whole_of(token >> 2);
      return true;
    case TOKEN_MILLIONTH:
      *value = (double)whole_of(token >> 2) / millionths;
      return true;
    default:
      return token == TOKEN_RAW && get_raw(from, value);
  }
}

cp_status cp_unpack(const uint8_t *bytes, size_t size, double *value, int32_t n) {
  reader from = {bytes, bytes + size};
  int32_t place = 0;
  while (from.at < from.end) {
    uint64_t token;
    if (!get_token(&from, &token)) return CP_BAD_INPUT;
    if ((token & 3) == TOKEN_REPEAT) {
      const uint64_t count = token >> 2;
      if (place == 0 || count > (uint64_t)(n - place)) return CP_BAD_INPUT;
      for (uint64_t copy = 0; copy < count; copy++, place++) value[place] = value[place - 1];
    } else {
      if (place == n || !get_value(&from, token, &value[place])) return CP_BAD_INPUT;
      place++;
    }
  }
  return place == n ? CP_OK : CP_BAD_INPUT;
}
