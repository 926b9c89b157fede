// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The table of names: slots hold indices, the names themselves stand in order of arrival. Kept at
// most half full; grows by making both arrays anew in the arena.

#include "base/names.h"

#include <stddef.h>
#define SLOTS_LEAST 16
#define NAMES_MOST  (1 << 29)

// The slot where a name is, or the empty one where it belongs.
static int32_t find_slot(const cp_names *names, cp_text name) {
  const uint32_t mask = (uint32_t)names->n_slot - 1;
  uint32_t slot = cp_text_hash(name) & mask;
  while (names->slot[slot] >= 0 && !cp_text_equal(names->name[names->slot[slot]], name)) {
    slot = (slot + 1) & mask;
  }
  return (int32_t)slot;
}

// New arrays of the given size, filled with the names there are.
static cp_status resize(cp_names *names, int32_t n_slot) {
  cp_names larger = {.arena = names->arena, .n_name = names->n_name, .n_slot = n_slot};
  larger.name = CP_ARENA_ARRAY(names->arena, cp_text, n_slot / 2);
  larger.slot = CP_ARENA_ARRAY(names->arena, int32_t, n_slot);
  if (larger.name == NULL || larger.slot == NULL) return CP_NO_MEMORY;
  for (int32_t slot = 0; slot < n_slot; slot++) {
    larger.slot[slot] = -1;
  }
  for (int32_t index = 0; index < names->n_name; index++) {
    larger.name[index] = names->name[index];
    larger.slot[find_slot(&larger, names->name[index])] = index;
  }
  *names = larger;
  return CP_OK;
}

cp_status cp_names_begin(cp_names *names, cp_arena *arena, int32_t expected) {
  if (expected < 0 || expected > NAMES_MOST) return CP_BAD_USE;
  *names = (cp_names){.arena = arena};
  int32_t n_slot = SLOTS_LEAST;
  while (n_slot / 2 < expected) {
    n_slot *= 2;
  }
  return resize(names, n_slot);
}

cp_status cp_names_expect(cp_names *names, int32_t more) {
  if (more < 0 || more > NAMES_MOST - names->n_name) return CP_BAD_USE;
  int32_t n_slot = names->n_slot;
  while (n_slot / 2 < names->n_name + more) n_slot *= 2;
  return n_slot > names->n_slot ? resize(names, n_slot) : CP_OK;
}

cp_status cp_names_add(cp_names *names, cp_text name, int32_t *index) {
  int32_t slot = find_slot(names, name);
  if (names->slot[slot] >= 0) {
    if (index != NULL) *index = names->slot[slot];
    return CP_EXISTS;
  }
  if (names->n_name >= names->n_slot / 2) {
    if (names->n_name >= NAMES_MOST) return CP_FULL;
    CP_TRY(resize(names, names->n_slot * 2));
    slot = find_slot(names, name);
  }
  names->name[names->n_name] = name;
  names->slot[slot] = names->n_name;
  if (index != NULL) *index = names->n_name;
  names->n_name++;
  return CP_OK;
}

int32_t cp_names_find(const cp_names *names, cp_text name) {
  return names->slot[find_slot(names, name)];
}

int32_t cp_names_nearest(const cp_names *names, cp_text name, int32_t limit) {
  int32_t nearest = -1;
  for (int32_t index = 0; index < names->n_name && limit >= 0; index++) {
    const int32_t distance = cp_text_distance(names->name[index], name, limit);
    if (distance > limit) continue;
    nearest = index;
    limit = distance - 1;
  }
  return nearest;
}
