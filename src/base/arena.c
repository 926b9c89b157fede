// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The arena: a list of chunks, newest first; pieces are cut from the newest. A chunk is at least 64
// KiB and grows with what is held already, so that large inputs need few chunks. Reads and writes
// only memory of the caller's allocator.

#include "base/arena.h"

#define ALIGNMENT   ((size_t)16)
#define CHUNK_LEAST ((size_t)1 << 16)
#define CHUNK_MOST  ((size_t)1 << 24)

struct cp_arena_chunk {
  cp_arena_chunk *older;
  size_t size;  // bytes for pieces, after the header
  size_t used;
};

#define HEADER ((sizeof(cp_arena_chunk) + ALIGNMENT - 1) & ~(ALIGNMENT - 1))

void cp_arena_begin(cp_arena *arena, cp_allocator allocator) {
  *arena = (cp_arena){.allocator = allocator};
}

// A new chunk with room for `bytes`, put in front. Every chunk is a quarter of what is held, within
// bounds.
static cp_arena_chunk *add_chunk(cp_arena *arena, size_t bytes) {
  size_t size = arena->bytes_held / 4;
  size = size < CHUNK_LEAST ? CHUNK_LEAST : size;
  size = size > CHUNK_MOST ? CHUNK_MOST : size;
  size = size < bytes ? bytes : size;
  cp_arena_chunk *chunk = arena->allocator.take(arena->allocator.context, HEADER + size);
  if (chunk == NULL) return NULL;
  *chunk = (cp_arena_chunk){.older = arena->newest, .size = size};
  arena->newest = chunk;
  arena->bytes_held += HEADER + size;
  return chunk;
}

void *cp_arena_take(cp_arena *arena, size_t bytes) {
  if (bytes > SIZE_MAX / 2) return NULL;
  const size_t needed = (bytes + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
  cp_arena_chunk *chunk = arena->newest;
  if (chunk == NULL || chunk->size - chunk->used < needed) chunk = add_chunk(arena, needed);
  if (chunk == NULL) return NULL;
  void *piece = (char *)chunk + HEADER + chunk->used;
  chunk->used += needed;
  __builtin_memset(piece, 0, bytes);
  return piece;
}

void *cp_arena_take_array(cp_arena *arena, size_t size, int64_t count) {
  if (count < 0 || (size > 0 && (uint64_t)count > SIZE_MAX / 2 / size)) return NULL;
  return cp_arena_take(arena, size * (size_t)count);
}

void cp_arena_end(cp_arena *arena) {
  cp_arena_chunk *chunk = arena->newest;
  while (chunk != NULL) {
    cp_arena_chunk *older = chunk->older;
    arena->allocator.give(arena->allocator.context, chunk);
    chunk = older;
  }
  arena->newest = NULL;
  arena->bytes_held = 0;
}
