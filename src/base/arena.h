// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Memory by lifetime: an arena hands out zeroed pieces and gives all of them back at once. It grows
// by chunks that it takes from the caller's allocator, so this floor needs no malloc.
//
//   chunk:  [ header | piece | piece | ....... free ]  -> older chunk -> older chunk

#ifndef CP_BASE_ARENA_H
#define CP_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

// Where chunks come from. `take` returns memory aligned to 16 bytes or NULL; it need not be zeroed.
// `give` gets back what `take` returned. `context` is handed to both.
typedef struct cp_allocator {
  void *(*take)(void *context, size_t bytes);
  void (*give)(void *context, void *at);
  void *context;
} cp_allocator;

typedef struct cp_arena_chunk cp_arena_chunk;

typedef struct cp_arena {
  cp_allocator allocator;
  cp_arena_chunk *newest;  // list of chunks, newest first; NULL while nothing was taken
  size_t bytes_held;       // taken from the allocator so far
} cp_arena;

// Start an empty arena. Takes no memory yet.
void cp_arena_begin(cp_arena *arena, cp_allocator allocator);

// A zeroed piece, aligned to 16 bytes, valid until cp_arena_end; NULL when memory runs out. Zero
// bytes give a valid pointer too.
void *cp_arena_take(cp_arena *arena, size_t bytes);

// The same for `count` elements of `size` bytes; NULL also when the product does not fit or count <
// 0.
void *cp_arena_take_array(cp_arena *arena, size_t size, int64_t count);

// Give everything back. The arena is empty afterwards and can be used again.
void cp_arena_end(cp_arena *arena);

#define CP_ARENA_ARRAY(arena, type, count) \
  ((type *)cp_arena_take_array((arena), sizeof(type), (int64_t)(count)))

#endif
