// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Packs and unpacks records; the reader trusts nothing, since files come from elsewhere. Both sides do the same arithmetic on the same
// doubles, so what one predicts the other predicts.
#include "store/pack.h"

#include <stdbool.h>
#include <string.h>

typedef enum kind {
  WHOLE,
  MILLIONTH,
  NEAR,
  RAW,
  REST,
  N_KIND
} kind;  // REST: what NEAR leaves over

enum { LONGEST_UNARY = 12, FINE = 4, COUNT_BITS = 32, HALF_BITS = 32, MOST_REST = 1 << 16 };

// What n values can take: 4 bits, a step of 12 + 6 + 64 bits, and of NEAR the rest of 12 + 6 + 18.
enum { VALUE_BYTES = 16, HEAD_BYTES = 8 };

#define LARGEST_WHOLE 9007199254740992.0  // 2^53

static const double millionths = 1e6;

// What both sides know of the values so far.
typedef struct past {
  double value;
  kind kind;
  int32_t length[N_KIND];  // mean bits of a step, times 2^FINE
} past;

static past past_begin(void) {
  return (past){.length = {4 << FINE, 24 << FINE, 24 << FINE, 48 << FINE, 8 << FINE}};
}

static int32_t length_of(uint64_t number) { return number == 0 ? 0 : 64 - __builtin_clzll(number); }

// Low bits that Rice's code leaves as they are.
static int32_t low_bits(const past *seen, kind which) {
  const int32_t bits = (seen->length[which] >> FINE) - 1;
  return bits > 0 ? bits : 0;
}

static void tune(past *seen, kind which, uint64_t number) {
  seen->length[which] += ((length_of(number) << FINE) - seen->length[which]) / 8;
}

static uint64_t bits_of(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

static double double_of(uint64_t bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static uint64_t zigzag(uint64_t step) { return step << 1 ^ (step >> 63 != 0 ? UINT64_MAX : 0); }
static uint64_t unzigzag(uint64_t number) {
  return number >> 1 ^ ((number & 1) != 0 ? UINT64_MAX : 0);
}

static bool is_countable(double value) { return value > -LARGEST_WHOLE && value < LARGEST_WHOLE; }

// The nearest whole number, 0 for what has none below 2^53.
static int64_t nearest(double value) {
  if (!is_countable(value)) return 0;
  return (int64_t)(value < 0 ? value - 0.5 : value + 0.5);
}

// The value counted in the kind's unit.
static uint64_t count_of(double value, kind which) {
  if (which == RAW) return bits_of(value);
  return (uint64_t)nearest(which == WHOLE ? value : value * millionths);
}

// The value that a count stands for; of NEAR the value without its rest.
static double value_of(uint64_t count, kind which) {
  if (which == RAW) return double_of(count);
  return which == WHOLE ? (double)(int64_t)count : (double)(int64_t)count / millionths;
}

static bool is_exact(double value, kind which) {
  return bits_of(value_of(count_of(value, which), which)) == bits_of(value);
}

// Of a value that is near a whole number of millionths: how many doubles it is away.
static uint64_t rest_of(double value) {
  return bits_of(value) - bits_of(value_of(count_of(value, NEAR), NEAR));
}

static kind kind_of(double value) {
  if (is_exact(value, WHOLE)) return WHOLE;
  if (is_exact(value, MILLIONTH)) return MILLIONTH;
  return zigzag(rest_of(value)) < MOST_REST ? NEAR : RAW;
}

// --- writing -------------------------------------------------------------------------------------

typedef struct writer {
  uint8_t *at;
  uint64_t held;  // bits that fill no byte yet
  int32_t n_held;
} writer;

static void put(writer *to, uint64_t bits, int32_t n) {
  if (n > HALF_BITS) {
    put(to, bits & UINT32_MAX, HALF_BITS);
    bits >>= HALF_BITS;
    n -= HALF_BITS;
  }
  to->held |= bits << to->n_held;
  for (to->n_held += n; to->n_held >= 8; to->n_held -= 8) {
    *to->at++ = (uint8_t)to->held;
    to->held >>= 8;
  }
}

static void put_ones(writer *to, int32_t n, bool is_ended) {
  put(to, (UINT64_C(1) << n) - 1, n + is_ended);
}

static uint64_t below(uint64_t number, int32_t n) {
  return n == 64 ? number : number & ((UINT64_C(1) << n) - 1);
}

static void put_step(writer *to, past *seen, kind which, uint64_t step) {
  const uint64_t number = zigzag(step);
  const int32_t low = low_bits(seen, which);
  const uint64_t ones = number >> low;
  if (ones < LONGEST_UNARY) {
    put_ones(to, (int32_t)ones, true);
    put(to, below(number, low), low);
  } else {
    const int32_t length = length_of(number);
    put_ones(to, LONGEST_UNARY, false);
    put(to, (uint64_t)length - 1, 6);
    put(to, number, length);
  }
  tune(seen, which, number);
}

static void put_value(writer *to, past *seen, double value) {
  const kind which = kind_of(value);
  if (which == seen->kind) {
    put(to, 0, 1);
  } else {
    put(to, 3 + 4 * (uint64_t)which, 4);
  }
  put_step(to, seen, which, count_of(value, which) - count_of(seen->value, which));
  if (which == NEAR) put_step(to, seen, REST, rest_of(value));
  seen->kind = which;
  seen->value = value;
}

static void put_repeat(writer *to, int32_t count) {
  const int32_t length = length_of((uint64_t)count) - 1;
  put(to, 1, 2);
  put_ones(to, length, true);
  put(to, below((uint64_t)count, length), length);
}

size_t cp_pack_bound(int32_t n) { return (size_t)n * VALUE_BYTES + HEAD_BYTES; }

size_t cp_pack(const double *value, int32_t n, uint8_t *out) {
  writer to = {.at = out};
  past seen = past_begin();
  put(&to, (uint64_t)n, COUNT_BITS);
  int32_t place = 0;
  while (place < n) {
    int32_t repeat = place;
    while (repeat < n && bits_of(value[repeat]) == bits_of(seen.value)) repeat++;
    if (repeat > place) {
      put_repeat(&to, repeat - place);
      place = repeat;
    } else {
      put_value(&to, &seen, value[place++]);
    }
  }
  if (to.n_held > 0) put(&to, 0, 8 - to.n_held);
  return (size_t)(to.at - out);
}

// --- reading -------------------------------------------------------------------------------------

typedef struct reader {
  const uint8_t *at;
  const uint8_t *end;
  uint64_t held;
  int32_t n_held;
  bool is_short;  // more was asked for than there is; zeros were given
} reader;

static uint64_t get(reader *from, int32_t n) {
  if (n > HALF_BITS) {
    const uint64_t low = get(from, HALF_BITS);
    return low | get(from, n - HALF_BITS) << HALF_BITS;
  }
  for (; from->n_held < n; from->n_held += 8) {
    if (from->at == from->end) {
      from->is_short = true;
      return 0;
    }
    from->held |= (uint64_t)*from->at++ << from->n_held;
  }
  const uint64_t bits = below(from->held, n);
  from->held >>= n;
  from->n_held -= n;
  return bits;
}

// Ones up to the zero that ends them, or `most`.
static int32_t get_ones(reader *from, int32_t most) {
  int32_t ones = 0;
  while (ones < most && get(from, 1) == 1) ones++;
  return ones;
}

static uint64_t get_step(reader *from, past *seen, kind which) {
  const int32_t low = low_bits(seen, which);
  const uint64_t ones = (uint64_t)get_ones(from, LONGEST_UNARY);
  const uint64_t number =
      ones < LONGEST_UNARY ? ones << low | get(from, low) : get(from, (int32_t)get(from, 6) + 1);
  tune(seen, which, number);
  return unzigzag(number);
}

static void get_value(reader *from, past *seen) {
  const kind which = seen->kind;
  const uint64_t count = count_of(seen->value, which) + get_step(from, seen, which);
  seen->value = value_of(count, which);
  if (which == NEAR) seen->value = double_of(bits_of(seen->value) + get_step(from, seen, REST));
}

// How often the value before comes again; 0: it is another value, whose kind is now known.
static uint64_t get_repeat(reader *from, past *seen) {
  if (get(from, 1) == 0) return 0;
  if (get(from, 1) == 1) {
    seen->kind = (kind)get(from, 2);
    return 0;
  }
  const int32_t length = get_ones(from, COUNT_BITS);
  return UINT64_C(1) << length | get(from, length);
}

static cp_status unpack(reader *from, double *value, int32_t n) {
  past seen = past_begin();
  int32_t place = 0;
  while (place < n && !from->is_short) {
    uint64_t repeat = get_repeat(from, &seen);
    if (repeat == 0) {
      get_value(from, &seen);
      repeat = 1;
    }
    for (; repeat > 0 && place < n; repeat--) value[place++] = seen.value;
    if (repeat > 0) return CP_OVERFLOW;
  }
  return from->is_short ? CP_BAD_INPUT : CP_OK;
}

cp_status cp_unpack(const uint8_t *bytes, size_t size, double *value, int32_t n) {
  reader from = {.at = bytes, .end = bytes + size};
  if (get(&from, COUNT_BITS) != (uint64_t)n) return CP_BAD_INPUT;
  const cp_status status = unpack(&from, value, n);
  return status == CP_OK && from.at == from.end ? CP_OK : CP_BAD_INPUT;
}

cp_status cp_unpack_first(const uint8_t *bytes, size_t size, double *value, int32_t n) {
  reader from = {.at = bytes, .end = bytes + size};
  if (get(&from, COUNT_BITS) < (uint64_t)n) return CP_BAD_INPUT;
  return unpack(&from, value, n) == CP_BAD_INPUT ? CP_BAD_INPUT : CP_OK;
}
