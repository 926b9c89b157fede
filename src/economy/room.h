// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Memory of the caller, given out piece after piece, each on a cache line of its own. Without memory it only counts, so one function
// both measures and lays out.
#ifndef CP_ECONOMY_ROOM_H
#define CP_ECONOMY_ROOM_H

#include <stddef.h>
#include <stdint.h>

enum { CP_ROOM_LINE = 64 };

typedef struct cp_room {
  uint8_t *at;  // NULL: count only
  size_t used;
} cp_room;

static inline cp_room cp_room_begin(void *memory) {
  const uintptr_t start = ((uintptr_t)memory + CP_ROOM_LINE - 1) / CP_ROOM_LINE * CP_ROOM_LINE;
  return (cp_room){(uint8_t *)start, 0};
}

static inline void *cp_room_give(cp_room *room, int64_t count, size_t size) {
  void *piece = room->at ? room->at + room->used : NULL;
  room->used += ((size_t)count * size + CP_ROOM_LINE - 1) / CP_ROOM_LINE * CP_ROOM_LINE;
  return piece;
}

#endif
