// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Where text goes: a function that takes bytes, and its context. Whoever writes text writes it to a
// sink and does not know whether a file, a terminal or memory is behind it.

#ifndef CP_BASE_SINK_H
#define CP_BASE_SINK_H

#include <stddef.h>

#include "base/status.h"

typedef struct cp_sink {
  // Take `size` bytes that need not end in a zero byte. CP_OK, or why they could not be taken.
  cp_status (*put)(void *context, const char *text, size_t size);
  void *context;
} cp_sink;

#endif
