// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The folder lies beside its target, so that a rename is enough.

#define _GNU_SOURCE

#include "base/os/outbox.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/os/print.h"
#include "base/text.h"

enum { MOST_FILES = 32 };

struct cp_outbox {
  cp_arena *arena;
  const char *path;
  char *beside;
  int n_file;
  FILE *file[MOST_FILES];
  const char *name[MOST_FILES];
};

static cp_status status_of_errno(void) {
  if (errno == ENOENT || errno == ENOTDIR) return CP_NOT_FOUND;
  return errno == ENOMEM ? CP_NO_MEMORY : CP_IO;
}

cp_status cp_outbox_begin(cp_outbox **outbox, cp_arena *arena, const char *path) {
  struct stat about;
  if (path[0] == 0) return CP_BAD_USE;
  if (lstat(path, &about) == 0) return CP_EXISTS;
  cp_outbox *begun = CP_ARENA_ARRAY(arena, cp_outbox, 1);
  if (begun == NULL) return CP_NO_MEMORY;
  size_t size = strlen(path);
  while (size > 1 && path[size - 1] == '/') size--;
  begun->arena = arena;
  begun->path = cp_text_print(arena, "%.*s", (int)size, path).at;
  begun->beside = (char *)cp_text_print(arena, "%.*s.XXXXXX", (int)size, path).at;
  if (begun->path == NULL || begun->beside == NULL) return CP_NO_MEMORY;
  if (mkdtemp(begun->beside) == NULL) return status_of_errno();
  *outbox = begun;
  return CP_OK;
}

cp_status cp_outbox_open(cp_outbox *outbox, const char *name, cp_sink *sink) {
  if (outbox->n_file == MOST_FILES) return CP_FULL;
  const cp_text path = cp_text_print(outbox->arena, "%s/%s", outbox->beside, name);
  if (path.at == NULL) return CP_NO_MEMORY;
  FILE *file = fopen(path.at, "wb");
  if (file == NULL) return status_of_errno();
  outbox->file[outbox->n_file] = file;
  outbox->name[outbox->n_file++] = path.at;
  *sink = cp_sink_stream(file);
  return CP_OK;
}

static cp_status close_all(cp_outbox *outbox) {
  cp_status status = CP_OK;
  for (int at = 0; at < outbox->n_file; at++) {
    if (outbox->file[at] == NULL) continue;
    if (ferror(outbox->file[at])) status = CP_IO;
    if (fclose(outbox->file[at]) != 0) status = CP_IO;
    outbox->file[at] = NULL;
  }
  return status;
}

void cp_outbox_discard(cp_outbox *outbox) {
  (void)close_all(outbox);
  for (int at = 0; at < outbox->n_file; at++) (void)unlink(outbox->name[at]);
  (void)rmdir(outbox->beside);
}

cp_status cp_outbox_publish(cp_outbox *outbox) {
  cp_status status = close_all(outbox);
  // mkdtemp makes folders that only the owner may enter; give the new one the usual rights
  const mode_t mask = umask(0);
  umask(mask);
  if (status == CP_OK && chmod(outbox->beside, 0777 & ~mask) != 0) status = CP_IO;
  if (status == CP_OK && rename(outbox->beside, outbox->path) != 0) status = status_of_errno();
  if (status != CP_OK) cp_outbox_discard(outbox);
  return status;
}
