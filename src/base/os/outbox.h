// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A folder of files that grow side by side. They are written into a folder of another name beside the target, which takes its name when
// all are complete: a reader sees all of them or none.

#ifndef CP_BASE_OS_OUTBOX_H
#define CP_BASE_OS_OUTBOX_H

#include "base/arena.h"
#include "base/sink.h"
#include "base/status.h"

typedef struct cp_outbox cp_outbox;

// Start a folder that is to become `path`. CP_EXISTS when something is there already, CP_NOT_FOUND when the folder above is not, CP_IO.
cp_status cp_outbox_begin(cp_outbox **outbox, cp_arena *arena, const char *path);

// A new file in it. The sink may be used until the outbox is published or discarded.
cp_status cp_outbox_open(cp_outbox *outbox, const char *name, cp_sink *sink);

// Close all files and give the folder its name. On failure nothing is left.
cp_status cp_outbox_publish(cp_outbox *outbox);

// Leave nothing behind.
void cp_outbox_discard(cp_outbox *outbox);

#endif
