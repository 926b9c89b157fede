// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Operations on text views: compare, hash, measure spelling distance, trim, copy. Bytes only, no
// locale.

#include "base/text.h"

cp_text cp_text_of(const char *string) {
  cp_text text = {string, 0};
  while (string != NULL && string[text.size] != 0) {
    text.size++;
  }
  return text;
}

cp_text cp_text_part(cp_text text, int32_t from, int32_t size) {
  from = from < 0 ? 0 : from;
  from = from > text.size ? text.size : from;
  const int32_t left = text.size - from;
  size = size < 0 ? 0 : size;
  return (cp_text){text.at == NULL ? NULL : text.at + from, size < left ? size : left};
}

bool cp_text_equal(cp_text left, cp_text right) {
  if (left.size != right.size) return false;
  return left.size == 0 || __builtin_memcmp(left.at, right.at, (size_t)left.size) == 0;
}

bool cp_text_starts(cp_text text, cp_text start) {
  return text.size >= start.size && cp_text_equal(cp_text_part(text, 0, start.size), start);
}

int cp_text_compare(cp_text left, cp_text right) {
  const int32_t shared = left.size < right.size ? left.size : right.size;
  const int order = shared > 0 ? __builtin_memcmp(left.at, right.at, (size_t)shared) : 0;
  if (order != 0) return order;
  return (left.size > right.size) - (left.size < right.size);
}

// Offset basis and prime are those of Fowler, Noll and Vo for 32 bits.
uint32_t cp_text_hash(cp_text text) {
  uint32_t hash = 2166136261u;
  for (int32_t place = 0; place < text.size; place++) {
    hash = (hash ^ (uint8_t)text.at[place]) * 16777619u;
  }
  return hash;
}

#define DISTANCE_MOST 64

static char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

// One row of the table of distances: row[k] = distance of the first `height` letters of left to the
// first k of right. `above` and `second` are the two rows before it. Returns the row's least entry.
static int32_t fill_row(cp_text left, int32_t height, cp_text right, const int32_t *second,
                        const int32_t *above, int32_t *row) {
  const char letter = lower(left.at[height - 1]);
  int32_t least = height;
  row[0] = height;
  for (int32_t width = 1; width <= right.size; width++) {
    const char other = lower(right.at[width - 1]);
    int32_t best = above[width - 1] + (letter != other);
    best = above[width] + 1 < best ? above[width] + 1 : best;
    best = row[width - 1] + 1 < best ? row[width - 1] + 1 : best;
    if (height > 1 && width > 1 && letter == lower(right.at[width - 2]) &&
        other == lower(left.at[height - 2])) {
      best = second[width - 2] + 1 < best ? second[width - 2] + 1 : best;
    }
    row[width] = best;
    least = best < least ? best : least;
  }
  return least;
}

int32_t cp_text_distance(cp_text left, cp_text right, int32_t limit) {
  const int32_t gap = left.size > right.size ? left.size - right.size : right.size - left.size;
  if (gap > limit) return limit + 1;
  if (left.size > DISTANCE_MOST || right.size > DISTANCE_MOST) {
    return cp_text_equal(left, right) ? 0 : limit + 1;
  }
  int32_t table[3][DISTANCE_MOST + 1];
  for (int32_t width = 0; width <= right.size; width++) {
    table[0][width] = width;
  }
  int32_t least_above = 0;
  for (int32_t height = 1; height <= left.size; height++) {
    const int32_t least = fill_row(left, height, right, table[(height + 1) % 3],
                                   table[(height + 2) % 3], table[height % 3]);
    if (least > limit && least_above > limit) return limit + 1;
    least_above = least;
  }
  const int32_t distance = table[left.size % 3][right.size];
  return distance > limit ? limit + 1 : distance;
}

int32_t cp_text_hint(cp_text name, cp_text wanted, int32_t limit) {
  enum { LEAST_BEGINNING = 3 };
  const bool goes_on = wanted.size >= LEAST_BEGINNING && name.size > wanted.size &&
                       cp_text_equal((cp_text){name.at, wanted.size}, wanted);
  if (goes_on) return limit < 1 ? limit + 1 : 1;
  const int32_t most = wanted.size / 3 > 1 ? wanted.size / 3 : 1;
  const int32_t distance = cp_text_distance(name, wanted, most < limit ? most : limit);
  return distance > most ? limit + 1 : distance;
}

static bool is_blank(char letter) {
  return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
}

cp_text cp_text_trim(cp_text text) {
  while (text.size > 0 && is_blank(text.at[0])) {
    text.at++;
    text.size--;
  }
  while (text.size > 0 && is_blank(text.at[text.size - 1])) {
    text.size--;
  }
  return text;
}

int32_t cp_text_find(cp_text text, char wanted) {
  for (int32_t place = 0; place < text.size; place++) {
    if (text.at[place] == wanted) return place;
  }
  return -1;
}

cp_text cp_text_cut(cp_text *text, char mark) {
  const int32_t end = cp_text_find(*text, mark);
  const cp_text part = end < 0 ? *text : cp_text_part(*text, 0, end);
  *text = end < 0 ? (cp_text){NULL, 0} : cp_text_part(*text, end + 1, text->size);
  return part;
}

cp_text cp_text_copy(cp_arena *arena, cp_text text) { return cp_text_join(arena, &text, 1); }

cp_text cp_text_join(cp_arena *arena, const cp_text *part, int32_t n_part) {
  size_t size = 0;
  for (int32_t at = 0; at < n_part; at++) size += (size_t)part[at].size;
  char *copy = size > INT32_MAX ? NULL : cp_arena_take(arena, size + 1);
  if (copy == NULL) return (cp_text){NULL, 0};
  char *end = copy;
  for (int32_t at = 0; at < n_part; at++) {
    if (part[at].size > 0) __builtin_memcpy(end, part[at].at, (size_t)part[at].size);
    end += part[at].size;
  }
  return (cp_text){copy, (int32_t)size};
}
