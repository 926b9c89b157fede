// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Files and folders: whole files in, whole files out. CP_NOT_FOUND, CP_IO (not readable, not
// writable, a folder where a file is meant), CP_OVERFLOW (larger than the limit), CP_NO_MEMORY.

#ifndef CP_BASE_OS_FILE_H
#define CP_BASE_OS_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/text.h"

// Read a whole file of at most `limit` bytes (below 2^31) into the arena; a zero byte stands after
// the end.
cp_status cp_file_read(const char *path, cp_arena *arena, int64_t limit, cp_text *content);

// Write a whole file, or leave the old one untouched: a new file beside it takes its name when
// complete.
cp_status cp_file_write(const char *path, const void *bytes, size_t size);

bool cp_file_exists(const char *path);
bool cp_folder_exists(const char *path);

// Make a folder and the folders above it; a folder that is there already is fine.
cp_status cp_folder_make(const char *path);

// Names in a folder, without "." and "..", sorted by bytes.
cp_status cp_folder_list(const char *path, cp_arena *arena, cp_text **names, int32_t *n_name);

// "folder/name" in the arena, with a zero byte; `name` alone when it starts with "/" or folder is
// empty. NULL when memory runs out.
char *cp_path_join(cp_arena *arena, cp_text folder, cp_text name);

// The folder part of a path: "a/b/c.yaml" gives "a/b"; "c.yaml" gives ".".
cp_text cp_path_folder(cp_text path);

#endif
