// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Formatted text (as printf) to a sink or into an arena, and two sinks: a stream of the C library
// and a text that grows in an arena. Numbers are written without regard to the locale's decimal
// mark.

#ifndef CP_BASE_OS_PRINT_H
#define CP_BASE_OS_PRINT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/sink.h"
#include "base/status.h"
#include "base/text.h"

#define CP_PRINTF(text, first) __attribute__((format(printf, text, first)))

// Write to the sink. CP_NO_MEMORY for a long text without room; otherwise what the sink says.
cp_status cp_print(const cp_sink *sink, const char *format, ...) CP_PRINTF(2, 3);

// The same text as a copy in the arena with a zero byte after its end; `at` is NULL when memory ran
// out.
cp_text cp_text_print(cp_arena *arena, const char *format, ...) CP_PRINTF(2, 3);

// A number with as few digits as give the same double back, "12.5", "1e+300"; with a zero byte.
// Not-a-number and infinities are written "nan", "inf", "-inf". Returns `out`.
char *cp_number_format(double value, char out[32]);

// A sink that writes to a FILE of the C library (stdout, stderr). `stream` must stay open.
cp_sink cp_sink_stream(void *stream);

// A text that grows in an arena: start with {.arena = arena}; `text` is what was written so far.
typedef struct cp_text_builder {
  cp_arena *arena;
  cp_text text;
  int32_t room;  // bytes reserved behind text.at
} cp_text_builder;

// A sink that appends to the builder, which must outlive it.
cp_sink cp_sink_text(cp_text_builder *builder);

#endif
