// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The levers' ranking beside a run, as the JSON document that `levers` made: a table `lever` of one row, outside the run's content.
#ifndef CP_STORE_LEVERS_H
#define CP_STORE_LEVERS_H

#include "base/arena.h"
#include "base/status.h"
#include "base/text.h"

// Into a file that holds a run, in place of an earlier one. CP_NOT_FOUND, CP_BAD_INPUT (no file of results), CP_IO.
cp_status cp_store_keep_levers(const char *path, cp_text document, cp_arena *arena);

// The document, without bytes where there is none or what stands there is none; in the arena.
cp_status cp_store_read_levers(const char *path, cp_arena *arena, cp_text *document);

#endif
