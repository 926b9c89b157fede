// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Names to indices: 0, 1, 2 ... in order of arrival. Open addressing with linear probing in an
// arena; the order inside the table never reaches a result. Names are views: their bytes must
// outlive the table.

#ifndef CP_BASE_NAMES_H
#define CP_BASE_NAMES_H

#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/text.h"

typedef struct cp_names {
  cp_arena *arena;
  cp_text *name;  // [n_name], in order of arrival: name[index]
  int32_t *slot;  // [n_slot] index of a name or -1; n_slot is a power of two
  int32_t n_name;
  int32_t n_slot;
} cp_names;

// Start a table with room for `expected` names; it grows when there are more.
cp_status cp_names_begin(cp_names *names, cp_arena *arena, int32_t expected);

// Room for so many more names at once.
cp_status cp_names_expect(cp_names *names, int32_t more);

// Add a name and get its index. CP_EXISTS when it is there already: `index` is then that of the old
// one. `index` may be NULL. CP_NO_MEMORY leaves the table as it was.
cp_status cp_names_add(cp_names *names, cp_text name, int32_t *index);

// The index of a name, or -1.
int32_t cp_names_find(const cp_names *names, cp_text name);

// The index of the name closest in spelling, at most `limit` edits away (lower index wins a tie),
// or -1. For "did you mean".
int32_t cp_names_nearest(const cp_names *names, cp_text name, int32_t limit);

#endif
