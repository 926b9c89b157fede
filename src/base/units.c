// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Reading unit texts by a table of words, and writing dimensions back. A unit text is words joined
// by "/"; the first multiplies, each further one divides.

#include "base/units.h"

#include <stddef.h>

#include "base/number.h"

typedef struct unit_word {
  cp_text word;  // singular; a plural "s" is accepted after it
  double factor;
  int32_t dimension;  // of cp_dimension, or one of the two below
} unit_word;

#define PLAIN CP_N_DIMENSION
#define SHARE (CP_N_DIMENSION + 1)

#define QUOTIENTS_MOST 4

#define WORD(text) \
  { (text), (int32_t)sizeof(text) - 1 }

static const unit_word words[] = {
    {WORD("g"), 1.0, CP_DIMENSION_MASS},
    {WORD("mg"), 0.001, CP_DIMENSION_MASS},
    {WORD("kg"), 1e3, CP_DIMENSION_MASS},
    {WORD("t"), 1e6, CP_DIMENSION_MASS},
    {WORD("kt"), 1e9, CP_DIMENSION_MASS},
    {WORD("piece"), 1.0, CP_DIMENSION_PIECE},
    {WORD("unit"), 1.0, CP_DIMENSION_PIECE},
    {WORD("vehicle"), 1.0, CP_DIMENSION_PIECE},
    {WORD("aircraft"), 1.0, CP_DIMENSION_PIECE},
    {WORD("licence"), 1.0, CP_DIMENSION_PIECE},
    {WORD("part"), 1.0, CP_DIMENSION_PIECE},
    {WORD("line"), 1.0, CP_DIMENSION_PIECE},
    {WORD("shift"), 1.0, CP_DIMENSION_PIECE},
    {WORD("cent"), 1.0, CP_DIMENSION_MONEY},
    {WORD("USD"), 1e2, CP_DIMENSION_MONEY},
    {WORD("kUSD"), 1e5, CP_DIMENSION_MONEY},
    {WORD("MUSD"), 1e8, CP_DIMENSION_MONEY},
    {WORD("BUSD"), 1e11, CP_DIMENSION_MONEY},
    {WORD("day"), 1.0, CP_DIMENSION_TIME},
    {WORD("d"), 1.0, CP_DIMENSION_TIME},
    {WORD("week"), 7.0, CP_DIMENSION_TIME},
    {WORD("working day"), 1.0, CP_DIMENSION_WORKING_TIME},
    {WORD("wd"), 1.0, CP_DIMENSION_WORKING_TIME},
    {WORD("month"), 1.0, CP_DIMENSION_CALENDAR_MONTH},
    {WORD("year"), 12.0, CP_DIMENSION_CALENDAR_MONTH},
    {WORD("%"), 0.01, SHARE},
    {WORD("permille"), 0.001, SHARE},
    {WORD("share"), 1.0, SHARE},
    {WORD("1"), 1.0, PLAIN},
};

#define N_WORDS ((int32_t)(sizeof words / sizeof words[0]))

static const unit_word *find_word(cp_text text) {
  for (int32_t word = 0; word < N_WORDS; word++) {
    const cp_text known = words[word].word;
    if (cp_text_equal(text, known)) return &words[word];
    const bool is_long = known.size > 2 || words[word].dimension == CP_DIMENSION_TIME;
    if (is_long && text.size == known.size + 1 && text.at[known.size] == 's' &&
        cp_text_starts(text, known)) {
      return &words[word];
    }
  }
  return NULL;
}

static void apply_word(cp_unit *unit, const unit_word *word, bool divides) {
  unit->factor = divides ? unit->factor / word->factor : unit->factor * word->factor;
  if (word->dimension == SHARE) unit->is_share = !divides;
  if (word->dimension < CP_N_DIMENSION) unit->power[word->dimension] += divides ? -1 : 1;
}

// Inside a quotient a month or year is a length of time, so that t/month and t/day compare.
cp_unit cp_unit_as_time(cp_unit unit) {
  for (; unit.power[CP_DIMENSION_CALENDAR_MONTH] > 0; unit.power[CP_DIMENSION_CALENDAR_MONTH]--) {
    unit.factor *= CP_DAYS_PER_MONTH;
    unit.power[CP_DIMENSION_TIME]++;
  }
  for (; unit.power[CP_DIMENSION_CALENDAR_MONTH] < 0; unit.power[CP_DIMENSION_CALENDAR_MONTH]++) {
    unit.factor /= CP_DAYS_PER_MONTH;
    unit.power[CP_DIMENSION_TIME]--;
  }
  return unit;
}

static int32_t count_leading_blanks(cp_text text) {
  int32_t blanks = 0;
  while (blanks < text.size && text.at[blanks] == ' ') {
    blanks++;
  }
  return blanks;
}

cp_status cp_unit_parse(cp_text text, cp_unit *unit, int32_t *failed_at) {
  cp_unit read = {.factor = 1.0};
  int32_t start = 0;
  int32_t n_quotient = 0;
  for (;;) {
    const cp_text left = cp_text_part(text, start, text.size);
    const int32_t slash = cp_text_find(left, '/');
    const cp_text part = cp_text_part(left, 0, slash < 0 ? left.size : slash);
    const cp_text word_text = cp_text_trim(part);
    const bool is_empty_first = n_quotient == 0 && word_text.size == 0;
    const unit_word *word = find_word(word_text);
    if ((word == NULL && !is_empty_first) || n_quotient > QUOTIENTS_MOST) {
      if (failed_at != NULL) *failed_at = start + count_leading_blanks(part);
      return CP_BAD_INPUT;
    }
    if (word != NULL) apply_word(&read, word, n_quotient > 0);
    if (slash < 0) break;
    start += slash + 1;
    n_quotient++;
  }
  *unit = n_quotient > 0 ? cp_unit_as_time(read) : read;
  return CP_OK;
}

cp_status cp_quantity_parse(cp_text text, double *value, cp_unit *unit, int32_t *failed_at) {
  int32_t size = 0;
  double number = 0.0;
  const cp_status status = cp_number_scan(text, &number, &size);
  if (failed_at != NULL) *failed_at = status == CP_OVERFLOW ? 0 : size;
  if (status != CP_OK) return status;
  int32_t unit_failed_at = 0;
  const cp_text unit_text = cp_text_part(text, size, text.size);
  if (cp_unit_parse(unit_text, unit, &unit_failed_at) != CP_OK) {
    if (failed_at != NULL) *failed_at = size + unit_failed_at;
    return CP_BAD_INPUT;
  }
  *value = number;
  return CP_OK;
}

bool cp_unit_same_dimension(cp_unit left, cp_unit right) {
  for (int32_t dimension = 0; dimension < CP_N_DIMENSION; dimension++) {
    if (left.power[dimension] != right.power[dimension]) return false;
  }
  return true;
}

static char *put_text(char *at, const char *end, const char *text) {
  while (*text != 0 && at < end) {
    *at++ = *text++;
  }
  return at;
}

char *cp_unit_format(cp_unit unit, char out[64]) {
  static const char *const base_words[CP_N_DIMENSION] = {"g",   "piece",       "cent",
                                                         "day", "working day", "month"};
  const char *const end = out + 63;
  char *at = out;
  for (int32_t dimension = 0; dimension < CP_N_DIMENSION; dimension++) {
    for (int32_t power = 0; power < unit.power[dimension]; power++) {
      if (at > out) at = put_text(at, end, " ");
      at = put_text(at, end, base_words[dimension]);
    }
  }
  if (at == out) at = put_text(at, end, unit.is_share ? "share" : "number");
  for (int32_t dimension = 0; dimension < CP_N_DIMENSION; dimension++) {
    for (int32_t power = 0; power < -unit.power[dimension]; power++) {
      at = put_text(at, end, "/");
      at = put_text(at, end, base_words[dimension]);
    }
  }
  *at = 0;
  return out;
}

cp_text cp_unit_nearest(cp_text word) {
  cp_text nearest = {NULL, 0};
  int32_t limit = word.size > 3 ? 2 : 1;
  for (int32_t known = 0; known < N_WORDS && limit >= 0; known++) {
    const cp_text candidate = words[known].word;
    const int32_t distance = cp_text_distance(candidate, word, limit);
    if (distance > limit || distance >= candidate.size) continue;
    nearest = candidate;
    limit = distance - 1;
  }
  return nearest;
}
