// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// One lock, two conditions: a call has begun, its last part has ended. What a part wrote is seen by the caller because both take the lock.

#define _GNU_SOURCE

#include "base/os/team.h"

#include <pthread.h>

typedef struct member {
  pthread_t handle;
  cp_team *team;
  int32_t part;
} member;

struct cp_team {
  pthread_mutex_t lock;
  pthread_cond_t begun;
  pthread_cond_t ended;
  member *others;  // [n_other] parts 1 .. n_other
  int32_t n_other;
  int64_t call;     // number of the present call
  int32_t n_busy;   // others that have not ended it
  int32_t is_over;  // all go home
  void (*work)(void *job, int32_t part);
  void *job;
};

static void *wait_for_work(void *context) {
  const member *self = context;
  cp_team *team = self->team;
  int64_t done = 0;
  pthread_mutex_lock(&team->lock);
  for (;;) {
    while (team->call == done && !team->is_over) pthread_cond_wait(&team->begun, &team->lock);
    if (team->is_over) break;
    done = team->call;
    pthread_mutex_unlock(&team->lock);
    team->work(team->job, self->part);
    pthread_mutex_lock(&team->lock);
    if (--team->n_busy == 0) pthread_cond_signal(&team->ended);
  }
  pthread_mutex_unlock(&team->lock);
  return NULL;
}

cp_status cp_team_begin(cp_team **team, cp_arena *arena, int32_t n_member) {
  if (n_member < 1) return CP_BAD_USE;
  cp_team *begun = CP_ARENA_ARRAY(arena, cp_team, 1);
  if (begun == NULL) return CP_NO_MEMORY;
  begun->others = CP_ARENA_ARRAY(arena, member, n_member);
  if (begun->others == NULL) return CP_NO_MEMORY;
  pthread_mutex_init(&begun->lock, NULL);
  pthread_cond_init(&begun->begun, NULL);
  pthread_cond_init(&begun->ended, NULL);
  for (int32_t other = 0; other + 1 < n_member; other++) {
    member *next = &begun->others[other];
    *next = (member){.team = begun, .part = other + 1};
    if (pthread_create(&next->handle, NULL, wait_for_work, next) != 0) break;
    begun->n_other++;
  }
  *team = begun;
  return CP_OK;
}

int32_t cp_team_size(const cp_team *team) { return team->n_other + 1; }

void cp_team_run(void *context, void (*work)(void *job, int32_t part), void *job) {
  cp_team *team = context;
  pthread_mutex_lock(&team->lock);
  team->work = work;
  team->job = job;
  team->n_busy = team->n_other;
  team->call++;
  pthread_cond_broadcast(&team->begun);
  pthread_mutex_unlock(&team->lock);
  work(job, 0);
  pthread_mutex_lock(&team->lock);
  while (team->n_busy > 0) pthread_cond_wait(&team->ended, &team->lock);
  pthread_mutex_unlock(&team->lock);
}

void cp_team_end(cp_team *team) {
  if (team == NULL) return;
  pthread_mutex_lock(&team->lock);
  team->is_over = 1;
  pthread_cond_broadcast(&team->begun);
  pthread_mutex_unlock(&team->lock);
  for (int32_t other = 0; other < team->n_other; other++)
    pthread_join(team->others[other].handle, NULL);
  pthread_cond_destroy(&team->ended);
  pthread_cond_destroy(&team->begun);
  pthread_mutex_destroy(&team->lock);
}
