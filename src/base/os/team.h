// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Threads that wait for work and share it, many times a second: the caller does the first part, each of the others one more.

#ifndef CP_BASE_OS_TEAM_H
#define CP_BASE_OS_TEAM_H

#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

typedef struct cp_team cp_team;

// A team of n_member, the caller among them. When the system gives fewer threads the team is smaller.
cp_status cp_team_begin(cp_team **team, cp_arena *arena, int32_t n_member);

int32_t cp_team_size(const cp_team *team);

// Calls work(job, 0 .. size - 1), each part on a thread of its own, and waits for all. `team` is a cp_team: the signature is that of cp_crew.
void cp_team_run(void *team, void (*work)(void *job, int32_t part), void *job);

// Sends the threads home.
void cp_team_end(cp_team *team);

#endif
