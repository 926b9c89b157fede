// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Decimal text to the nearest double. Short numbers take one exact multiplication or division
// (Clinger, "How to read floating point numbers accurately", PLDI 1990: digits below 2^53, power of
// ten up to 22). All others are divided out in whole numbers of many words, so nothing depends on
// rounding.

#include "base/number.h"

#include <stdbool.h>
#include <stddef.h>

#define DIGITS_MOST   100
#define EXPONENT_MOST 100000
#define TENS_MOST     310   // beyond 10^310 is no double
#define TENS_LEAST    -330  // below 10^-330 rounds to zero
#define N_WORD        64    // 2048 bits: 10^430 x 2^64 and more

typedef struct decimal {
  uint8_t digit[DIGITS_MOST];  // without leading zeros
  int32_t n_digit;
  int32_t exponent;  // value = digits x 10^exponent
  bool is_negative;
} decimal;

static bool is_digit(cp_text text, int32_t at) {
  return at < text.size && text.at[at] >= '0' && text.at[at] <= '9';
}

// Take digits from `at` on. Returns the place after them, or -1 when there are too many to hold.
static int32_t take_digits(cp_text text, int32_t at, int32_t shift, decimal *number) {
  for (; is_digit(text, at); at++) {
    const uint8_t digit = (uint8_t)(text.at[at] - '0');
    number->exponent += shift;
    if (digit == 0 && number->n_digit == 0) continue;
    if (number->n_digit == DIGITS_MOST) return -1;
    number->digit[number->n_digit++] = digit;
  }
  return at;
}

// An exponent at `at` ("e-7"), if a digit follows. Returns the place after it.
static int32_t take_exponent(cp_text text, int32_t at, decimal *number) {
  if (at >= text.size || (text.at[at] != 'e' && text.at[at] != 'E')) return at;
  int32_t next = at + 1;
  const bool is_negative = next < text.size && text.at[next] == '-';
  if (is_negative || (next < text.size && text.at[next] == '+')) next++;
  if (!is_digit(text, next)) return at;
  int32_t exponent = 0;
  for (; is_digit(text, next); next++) {
    if (exponent < EXPONENT_MOST) exponent = exponent * 10 + (text.at[next] - '0');
  }
  number->exponent += is_negative ? -exponent : exponent;
  return next;
}

// Read the longest number at the start. `end` is the place after it, or where it went wrong.
static cp_status scan(cp_text text, decimal *number, int32_t *end) {
  int32_t at = 0;
  number->is_negative = text.size > 0 && text.at[0] == '-';
  if (number->is_negative || (text.size > 0 && text.at[0] == '+')) at++;
  *end = at;
  if (!is_digit(text, at)) return CP_BAD_INPUT;
  at = take_digits(text, at, 0, number);
  if (at < 0) return CP_BAD_INPUT;
  if (at < text.size && text.at[at] == '.') {
    *end = at + 1;
    if (!is_digit(text, at + 1)) return CP_BAD_INPUT;
    at = take_digits(text, at + 1, -1, number);
    if (at < 0) return CP_BAD_INPUT;
  }
  *end = take_exponent(text, at, number);
  return CP_OK;
}

// A whole number of many words, lowest first; words from n on are zero.
typedef struct whole {
  uint32_t word[N_WORD];
  int32_t n;
} whole;

static void multiply_add(whole *number, uint32_t factor, uint32_t addend) {
  uint64_t carry = addend;
  for (int32_t at = 0; at < number->n; at++) {
    carry += (uint64_t)number->word[at] * factor;
    number->word[at] = (uint32_t)carry;
    carry >>= 32;
  }
  if (carry != 0) number->word[number->n++] = (uint32_t)carry;
}

static void multiply_tens(whole *number, int32_t tens) {
  for (; tens >= 9; tens -= 9) {
    multiply_add(number, 1000000000u, 0);
  }
  for (; tens > 0; tens--) {
    multiply_add(number, 10, 0);
  }
}

static int32_t bit_length(const whole *number) {
  if (number->n == 0) return 0;
  return 32 * number->n - __builtin_clz(number->word[number->n - 1]);
}

static void shift_left(whole *number, int32_t bits) {
  const int32_t words = bits / 32;
  const int32_t rest = bits % 32;
  for (int32_t at = number->n - 1 + words + 1; at >= 0; at--) {
    const int32_t from = at - words;
    const uint32_t high = from >= 0 ? number->word[from] : 0;
    const uint32_t low = from >= 1 ? number->word[from - 1] : 0;
    number->word[at] = rest == 0 ? high : high << rest | low >> (32 - rest);
  }
  number->n += words + 1;
  while (number->n > 0 && number->word[number->n - 1] == 0) {
    number->n--;
  }
}

static void halve(whole *number) {
  for (int32_t at = 0; at < number->n; at++) {
    const uint32_t above = at + 1 < number->n ? number->word[at + 1] : 0;
    number->word[at] = number->word[at] >> 1 | above << 31;
  }
  if (number->n > 0 && number->word[number->n - 1] == 0) number->n--;
}

static bool is_below(const whole *left, const whole *right) {
  if (left->n != right->n) return left->n < right->n;
  for (int32_t at = left->n - 1; at >= 0; at--) {
    if (left->word[at] != right->word[at]) return left->word[at] < right->word[at];
  }
  return false;
}

static void subtract(whole *from, const whole *part) {
  uint64_t borrow = 0;
  for (int32_t at = 0; at < from->n; at++) {
    const uint64_t left = (uint64_t)from->word[at] - part->word[at] - borrow;
    from->word[at] = (uint32_t)left;
    borrow = left >> 63;
  }
  while (from->n > 0 && from->word[from->n - 1] == 0) {
    from->n--;
  }
}

// 64 bits of quotient, one at a time; the divisor comes shifted left by 63. The remainder stays in
// `number`.
static uint64_t divide(whole *number, whole *divisor) {
  uint64_t quotient = 0;
  for (int32_t bit = 63; bit >= 0; bit--) {
    if (!is_below(number, divisor)) {
      subtract(number, divisor);
      quotient |= (uint64_t)1 << bit;
    }
    halve(divisor);
  }
  return quotient;
}

// The double nearest to quotient x 2^-shift, a little more when `is_more`. CP_OVERFLOW when there
// is none.
static cp_status round_to_double(uint64_t quotient, int32_t shift, bool is_more, double *value) {
  const int32_t n_bit = 64 - __builtin_clzll(quotient);
  const int32_t exponent = n_bit - 1 - shift;
  const int32_t keep = exponent >= -1022 ? 53 : 53 + exponent + 1022;
  *value = 0.0;
  if (keep < 0) return CP_OK;

  // to nearest, ties to even
  const int32_t dropped = n_bit - keep;
  const uint64_t kept = dropped == 64 ? 0 : quotient >> dropped;
  const bool half = (quotient >> (dropped - 1) & 1) != 0;
  const bool below = is_more || (quotient & (((uint64_t)1 << (dropped - 1)) - 1)) != 0;
  const uint64_t mantissa = kept + (half && (below || (kept & 1) != 0) ? 1 : 0);

  // a carry out of the mantissa moves the exponent up by itself
  const uint64_t bits =
      exponent >= -1022 ? ((uint64_t)(exponent + 1022) << 52) + mantissa : mantissa;
  if (exponent > 1023 || bits >= (uint64_t)0x7FF << 52) return CP_OVERFLOW;
  __builtin_memcpy(value, &bits, sizeof bits);
  return CP_OK;
}

static cp_status convert_by_division(const decimal *number, double *value) {
  whole over = {.n = 0};
  whole under = {.word = {1}, .n = 1};
  for (int32_t digit = 0; digit < number->n_digit; digit++) {
    multiply_add(&over, 10, number->digit[digit]);
  }
  multiply_tens(number->exponent > 0 ? &over : &under,
                number->exponent > 0 ? number->exponent : -number->exponent);
  const int32_t shift = 63 - (bit_length(&over) - bit_length(&under));
  shift_left(shift > 0 ? &over : &under, shift > 0 ? shift : -shift);
  shift_left(&under, 63);
  const uint64_t quotient = divide(&over, &under);
  return round_to_double(quotient, shift, over.n > 0, value);
}

static cp_status convert(const decimal *number, double *value) {
  static const double tens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  cp_status status = CP_OK;
  const int32_t magnitude = number->n_digit + number->exponent;
  if (number->n_digit == 0 || magnitude < TENS_LEAST) {
    *value = 0.0;
  } else if (magnitude > TENS_MOST) {
    return CP_OVERFLOW;
  } else if (number->n_digit <= 15 && number->exponent >= -22 && number->exponent <= 22) {
    double digits = 0.0;
    for (int32_t digit = 0; digit < number->n_digit; digit++) {
      digits = digits * 10.0 + number->digit[digit];
    }
    *value =
        number->exponent < 0 ? digits / tens[-number->exponent] : digits * tens[number->exponent];
  } else {
    status = convert_by_division(number, value);
  }
  if (number->is_negative) *value = -*value;
  return status;
}

cp_status cp_number_scan(cp_text text, double *value, int32_t *size) {
  decimal number = {.n_digit = 0};
  CP_TRY(scan(text, &number, size));
  return convert(&number, value);
}

cp_status cp_number_parse(cp_text text, double *value, int32_t *failed_at) {
  int32_t size = 0;
  double scanned = 0.0;
  cp_status status = cp_number_scan(text, &scanned, &size);
  if (status == CP_OK && size < text.size) status = CP_BAD_INPUT;
  if (failed_at != NULL) *failed_at = status == CP_OVERFLOW ? 0 : size;
  if (status == CP_OK) *value = scanned;
  return status;
}

cp_status cp_whole_parse(cp_text text, int64_t *value) {
  int32_t at = 0;
  const bool is_negative = text.size > 0 && text.at[0] == '-';
  if (is_negative || (text.size > 0 && text.at[0] == '+')) at++;
  if (!is_digit(text, at)) return CP_BAD_INPUT;
  const uint64_t most = (uint64_t)INT64_MAX + (is_negative ? 1 : 0);
  uint64_t number = 0;
  bool is_too_large = false;
  for (; is_digit(text, at); at++) {
    const uint64_t digit = (uint64_t)(text.at[at] - '0');
    is_too_large = is_too_large || number > (most - digit) / 10;
    number = number * 10 + digit;
  }
  if (at < text.size) return CP_BAD_INPUT;
  if (is_too_large) return CP_OVERFLOW;
  *value = is_negative ? (int64_t)(0 - number) : (int64_t)number;
  return CP_OK;
}
