// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Files and folders by POSIX calls. A file is written under a name of its own beside the target,
// flushed and renamed, so that a reader sees the old or the new one, never half.

#define _POSIX_C_SOURCE 200809L

#include "base/os/file.h"

#include <dirent.h>
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAMES_FIRST 32

static cp_status status_of_errno(void) {
  if (errno == ENOENT || errno == ENOTDIR) return CP_NOT_FOUND;
  return errno == ENOMEM ? CP_NO_MEMORY : CP_IO;
}

// Read to the end of an open file: its size is only a first guess, because pipes and growing files
// have none.
static cp_status read_all(FILE *file, size_t guess, cp_arena *arena, size_t limit,
                          cp_text *content) {
  size_t room = guess + 1;
  size_t size = 0;
  char *bytes = cp_arena_take(arena, room + 1);
  if (bytes == NULL) return CP_NO_MEMORY;
  for (;;) {
    size += fread(bytes + size, 1, room - size, file);
    if (ferror(file)) return CP_IO;
    if (size > limit) return CP_OVERFLOW;
    if (size < room) break;
    char *larger = cp_arena_take(arena, 2 * room + 1);
    if (larger == NULL) return CP_NO_MEMORY;
    memcpy(larger, bytes, size);
    bytes = larger;
    room *= 2;
  }
  bytes[size] = 0;
  *content = (cp_text){bytes, (int32_t)size};
  return CP_OK;
}

cp_status cp_file_read(const char *path, cp_arena *arena, int64_t limit, cp_text *content) {
  if (limit < 0 || limit > INT32_MAX) return CP_BAD_USE;
  FILE *file = fopen(path, "rb");
  if (file == NULL) return status_of_errno();
  struct stat about;
  cp_status status = CP_OK;
  if (fstat(fileno(file), &about) != 0 || S_ISDIR(about.st_mode)) {
    status = CP_IO;
  } else if (about.st_size > limit) {
    status = CP_OVERFLOW;
  } else {
    status = read_all(file, (size_t)about.st_size, arena, (size_t)limit, content);
  }
  fclose(file);
  return status;
}

static cp_status write_all(int handle, const char *bytes, size_t size) {
  while (size > 0) {
    const ssize_t written = write(handle, bytes, size);
    if (written < 0 && errno != EINTR) return CP_IO;
    if (written > 0) {
      bytes += written;
      size -= (size_t)written;
    }
  }
  return fsync(handle) == 0 ? CP_OK : CP_IO;
}

// mkstemp makes files that only the owner may read; give the new one the usual rights.
static void set_usual_rights(int handle) {
  const mode_t mask = umask(0);
  umask(mask);
  fchmod(handle, 0666 & ~mask);
}

cp_status cp_file_write(const char *path, const void *bytes, size_t size) {
  static const char ending[] = ".XXXXXX";
  const size_t path_size = strlen(path);
  char *beside = malloc(path_size + sizeof ending);
  if (beside == NULL) return CP_NO_MEMORY;
  memcpy(beside, path, path_size);
  memcpy(beside + path_size, ending, sizeof ending);

  const int handle = mkstemp(beside);
  cp_status status = handle < 0 ? status_of_errno() : write_all(handle, bytes, size);
  if (handle >= 0) {
    set_usual_rights(handle);
    if (close(handle) != 0) status = CP_IO;
    if (status == CP_OK && rename(beside, path) != 0) status = CP_IO;
    if (status != CP_OK) unlink(beside);
  }
  free(beside);
  return status;
}

bool cp_file_exists(const char *path) {
  struct stat about;
  return stat(path, &about) == 0 && !S_ISDIR(about.st_mode);
}

bool cp_folder_exists(const char *path) {
  struct stat about;
  return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

static cp_status make_one(const char *path) {
  if (mkdir(path, 0777) == 0) return CP_OK;
  const int reason = errno;
  if (cp_folder_exists(path)) return CP_OK;
  return reason == ENOENT ? CP_NOT_FOUND : CP_IO;
}

cp_status cp_folder_make(const char *path) {
  char *part = strdup(path);
  if (part == NULL) return CP_NO_MEMORY;
  cp_status status = part[0] == 0 ? CP_BAD_USE : CP_OK;
  for (char *at = part + 1; status == CP_OK && at[-1] != 0 && *at != 0; at++) {
    if (*at != '/') continue;
    *at = 0;
    status = make_one(part);
    *at = '/';
  }
  if (status == CP_OK) status = make_one(part);
  free(part);
  return status;
}

static int compare_texts(const void *left, const void *right) {
  return cp_text_compare(*(const cp_text *)left, *(const cp_text *)right);
}

// Append a name to an array that doubles in the arena.
static cp_status add_name(cp_arena *arena, cp_text name, cp_text **names, int32_t *n_name,
                          int32_t *room) {
  if (*n_name == *room) {
    cp_text *larger = CP_ARENA_ARRAY(arena, cp_text, 2 * (int64_t)*room);
    if (larger == NULL) return CP_NO_MEMORY;
    memcpy(larger, *names, (size_t)*n_name * sizeof(cp_text));
    *names = larger;
    *room *= 2;
  }
  const cp_text copy = cp_text_copy(arena, name);
  if (copy.at == NULL) return CP_NO_MEMORY;
  (*names)[(*n_name)++] = copy;
  return CP_OK;
}

static cp_status list_open(DIR *folder, cp_arena *arena, cp_text **names, int32_t *n_name) {
  int32_t room = NAMES_FIRST;
  *n_name = 0;
  *names = CP_ARENA_ARRAY(arena, cp_text, room);
  if (*names == NULL) return CP_NO_MEMORY;
  errno = 0;
  for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    CP_TRY(add_name(arena, cp_text_of(entry->d_name), names, n_name, &room));
    errno = 0;
  }
  if (errno != 0) return CP_IO;
  qsort(*names, (size_t)*n_name, sizeof(cp_text), compare_texts);
  return CP_OK;
}

cp_status cp_folder_list(const char *path, cp_arena *arena, cp_text **names, int32_t *n_name) {
  DIR *folder = opendir(path);
  if (folder == NULL) return status_of_errno();
  const cp_status status = list_open(folder, arena, names, n_name);
  closedir(folder);
  return status;
}

char *cp_path_join(cp_arena *arena, cp_text folder, cp_text name) {
  const bool is_alone = folder.size == 0 || (name.size > 0 && name.at[0] == '/');
  if (is_alone) folder.size = 0;
  const bool needs_slash = folder.size > 0 && folder.at[folder.size - 1] != '/';
  char *path = cp_arena_take(arena, (size_t)folder.size + (size_t)name.size + 2);
  if (path == NULL) return NULL;
  char *at = path;
  if (folder.size > 0) memcpy(at, folder.at, (size_t)folder.size);
  at += folder.size;
  if (needs_slash) *at++ = '/';
  if (name.size > 0) memcpy(at, name.at, (size_t)name.size);
  return path;
}

cp_text cp_path_folder(cp_text path) {
  int32_t size = path.size;
  while (size > 0 && path.at[size - 1] != '/') {
    size--;
  }
  if (size == 0) return CP_TEXT(".");
  return (cp_text){path.at, size > 1 ? size - 1 : 1};
}
