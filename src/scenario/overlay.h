// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A YAML file of changes to a scenario, for runs beside each other:
//
//   title: more reviewers
//   overrides:
//     authorities.mofcom.capacity: 300 1/working day
//
// Its lines are the same as --set PATH=VALUE, each with its place in the file.
#ifndef CP_SCENARIO_OVERLAY_H
#define CP_SCENARIO_OVERLAY_H

#include "base/arena.h"
#include "base/status.h"
#include "scenario/messages.h"

typedef struct cp_changes {
  const char *title;           // "" when the file has none
  const char *const *setting;  // [n] "PATH=VALUE"
  const char *const *place;    // [n] "FILE:LINE:COLUMN"
  int32_t n;
} cp_changes;

// CP_BAD_INPUT: the messages say what is wrong. Everything lies in the arena.
cp_status cp_changes_read(const char *path, cp_arena *arena, cp_messages *messages,
                          cp_changes *changes);

#endif
