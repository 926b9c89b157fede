// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Bytes packed for a text file: gzip (RFC 1952), then base64 (RFC 4648). The same bytes give the same text: no time, no name is inside.
#ifndef CP_BASE_OS_GZIP_H
#define CP_BASE_OS_GZIP_H

#include "base/arena.h"
#include "base/status.h"
#include "base/text.h"

// CP_NO_MEMORY; CP_OVERFLOW from 1 GB on.
cp_status cp_gzip_text(const void *bytes, size_t size, cp_arena *arena, cp_text *text);

#endif
