// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// zlib's gzip, then base64; see gzip.h.
#include "base/os/gzip.h"

#include <zlib.h>

#include "base/check.h"

enum { GZIP_WINDOW = 15 + 16, MEMORY_LEVEL = 8, MOST_BYTES = 1 << 30 };

static cp_status pack(const void *bytes, size_t size, cp_arena *arena, unsigned char **packed,
                      size_t *n_packed) {
  z_stream stream = {.zalloc = Z_NULL};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, GZIP_WINDOW, MEMORY_LEVEL,
                   Z_DEFAULT_STRATEGY) != Z_OK)
    return CP_NO_MEMORY;
  const size_t room = deflateBound(&stream, (uLong)size);
  *packed = cp_arena_take(arena, room);
  int done = Z_MEM_ERROR;
  if (*packed) {
    stream.next_in = (z_const Bytef *)bytes;
    stream.avail_in = (uInt)size;
    stream.next_out = *packed;
    stream.avail_out = (uInt)room;
    done = deflate(&stream, Z_FINISH);
    *n_packed = stream.total_out;
  }
  (void)deflateEnd(&stream);
  return done == Z_STREAM_END ? CP_OK : CP_NO_MEMORY;
}

static cp_status spell(const unsigned char *byte, size_t size, cp_arena *arena, cp_text *text) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  char *out = cp_arena_take(arena, (size + 2) / 3 * 4 + 1);
  if (!out) return CP_NO_MEMORY;
  int32_t n = 0;
  for (size_t at = 0; at < size; at += 3) {
    const size_t left = size - at;
    const uint32_t three = (uint32_t)byte[at] << 16 | (left > 1 ? (uint32_t)byte[at + 1] << 8 : 0) |
                           (left > 2 ? byte[at + 2] : 0);
    out[n++] = digits[three >> 18];
    out[n++] = digits[three >> 12 & 63];
    out[n++] = left > 1 ? digits[three >> 6 & 63] : '=';
    out[n++] = left > 2 ? digits[three & 63] : '=';
  }
  out[n] = 0;
  *text = (cp_text){out, n};
  return CP_OK;
}

cp_status cp_gzip_text(const void *bytes, size_t size, cp_arena *arena, cp_text *text) {
  unsigned char *packed = NULL;
  size_t n_packed = 0;
  if (size > MOST_BYTES) return CP_OVERFLOW;
  CP_TRY(pack(bytes, size, arena, &packed, &n_packed));
  return spell(packed, n_packed, arena, text);
}
