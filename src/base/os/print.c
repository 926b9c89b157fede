// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Formatted text through vsnprintf: once into a small buffer, and once more into a large one when
// the text is long.

#include "base/os/print.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SMALL = 512 };

static cp_status print_long(const cp_sink *sink, const char *format, va_list arguments,
                            size_t size) {
  char *text = malloc(size + 1);
  if (text == NULL) return CP_NO_MEMORY;
  vsnprintf(text, size + 1, format, arguments);
  const cp_status status = sink->put(sink->context, text, size);
  free(text);
  return status;
}

cp_status cp_print(const cp_sink *sink, const char *format, ...) {
  char small[SMALL];
  va_list arguments;
  va_start(arguments, format);
  va_list again;
  va_copy(again, arguments);
  const int size = vsnprintf(small, sizeof small, format, arguments);
  va_end(arguments);

  cp_status status = CP_BAD_USE;
  if (size >= 0 && size < SMALL) {
    status = sink->put(sink->context, small, (size_t)size);
  } else if (size >= SMALL) {
    status = print_long(sink, format, again, (size_t)size);
  }
  va_end(again);
  return status;
}

cp_text cp_text_print(cp_arena *arena, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  va_list again;
  va_copy(again, arguments);
  const int size = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);

  char *at = size < 0 ? NULL : cp_arena_take(arena, (size_t)size + 1);
  if (at != NULL) vsnprintf(at, (size_t)size + 1, format, again);
  va_end(again);
  return (cp_text){at, at == NULL ? 0 : size};
}

// Non-finite values have one spelling on every platform.
static const char *special_name(double value) {
  if (value != value) return "nan";
  if (value - value != 0.0) return value > 0 ? "inf" : "-inf";
  return NULL;
}

char *cp_number_format(double value, char out[32]) {
  const char *special = special_name(value);
  if (special != NULL) return strcpy(out, special);
  for (int digits = 15; digits <= 17; digits++) {
    snprintf(out, 32, "%.*g", digits, value);
    if (strtod(out, NULL) == value) break;
  }
  char *comma = strchr(out, ',');
  if (comma != NULL) *comma = '.';
  return out;
}

static cp_status put_stream(void *stream, const char *text, size_t size) {
  return fwrite(text, 1, size, stream) == size ? CP_OK : CP_IO;
}

cp_sink cp_sink_stream(void *stream) { return (cp_sink){put_stream, stream}; }

// Room doubles, so that a text of n bytes costs less than 4 n bytes of the arena.
static cp_status put_text(void *context, const char *text, size_t size) {
  cp_text_builder *builder = context;
  const int64_t wanted = (int64_t)builder->text.size + (int64_t)size + 1;
  if (size > INT32_MAX || wanted > INT32_MAX) return CP_OVERFLOW;
  if (wanted > builder->room) {
    int64_t room = builder->room < 256 ? 256 : (int64_t)builder->room * 2;
    if (room < wanted) room = wanted;
    if (room > INT32_MAX) room = INT32_MAX;
    char *at = cp_arena_take(builder->arena, (size_t)room);
    if (at == NULL) return CP_NO_MEMORY;
    if (builder->text.size > 0) memcpy(at, builder->text.at, (size_t)builder->text.size);
    builder->text.at = at;
    builder->room = (int32_t)room;
  }
  // the arena's bytes are ours: only the view is const
  char *end = (char *)builder->text.at + builder->text.size;
  if (size > 0) memcpy(end, text, size);
  end[size] = '\0';
  builder->text.size += (int32_t)size;
  return CP_OK;
}

cp_sink cp_sink_text(cp_text_builder *builder) { return (cp_sink){put_text, builder}; }
