// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Text that knows its size and owns nothing: a view into a file, an arena or a literal. Bytes,
// usually UTF-8, compared as unsigned bytes without any locale.

#ifndef CP_BASE_TEXT_H
#define CP_BASE_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct cp_text {
  const char *at;
  int32_t size;
} cp_text;

#define CP_TEXT(literal) ((cp_text){(literal), (int32_t)sizeof(literal) - 1})

// For printf: printf("found '" CP_TEXT_FORMAT "'\n", CP_TEXT_ARGUMENTS(text));
#define CP_TEXT_FORMAT          "%.*s"
#define CP_TEXT_ARGUMENTS(text) (int)(text).size, ((text).at == NULL ? "" : (text).at)

// A view of a C string; NULL gives the empty text.
cp_text cp_text_of(const char *string);

// Part of a text from byte `from` with at most `size` bytes, clipped to what is there.
cp_text cp_text_part(cp_text text, int32_t from, int32_t size);

bool cp_text_equal(cp_text left, cp_text right);
bool cp_text_starts(cp_text text, cp_text start);

// Below, at or above zero, by unsigned bytes; a text sorts after its own beginning.
int cp_text_compare(cp_text left, cp_text right);

// 32-bit FNV-1a. This is the stable hash that names an entity in random draws: it
// must never change.
uint32_t cp_text_hash(cp_text text);

// How far a name is from what somebody wrote, for a hint: its distance in spelling, at most a third of what was written; 1 where it only goes
// on. Returns limit + 1 when it is no hint.
int32_t cp_text_hint(cp_text name, cp_text wanted, int32_t limit);

// Damerau-Levenshtein distance (optimal string alignment: insert, delete, replace, swap neighbours)
// of bytes, without regard to upper and lower ASCII case. Returns limit + 1 as soon as the distance
// is known to be beyond `limit`, and for texts longer than 64 bytes that differ.
int32_t cp_text_distance(cp_text left, cp_text right, int32_t limit);

// Without spaces, tabs, carriage returns and line feeds at both ends.
cp_text cp_text_trim(cp_text text);

// Position of the first such byte, or -1.
int32_t cp_text_find(cp_text text, char wanted);

// Cuts off and gives the part before the first `mark`, and the mark; all of the text when there is none. A text that was cut to its end has no
// bytes at all (at NULL).
cp_text cp_text_cut(cp_text *text, char mark);

// A copy in the arena, with a zero byte after its end so that it also serves as a C string. When
// memory runs out `at` is NULL.
cp_text cp_text_copy(cp_arena *arena, cp_text text);

// The parts one after the other, as a copy of that kind.
cp_text cp_text_join(cp_arena *arena, const cp_text *part, int32_t n_part);

#endif
