// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The engine with a listener.
#include "report/replay.h"

#include <string.h>

enum { REGION_ALIGNMENT = 64, FIRST_ROOM = 4096 };

cp_status cp_replay(const cp_model *model, const cp_trace_replica *which, int32_t until,
                    cp_event_log *log, cp_arena *arena, cp_engine *engine) {
  char *region = cp_arena_take(arena, cp_engine_bytes(model) + REGION_ALIGNMENT);
  if (!region) return CP_NO_MEMORY;
  const uintptr_t over = (uintptr_t)region % REGION_ALIGNMENT;
  cp_engine_begin(model, region + (over == 0 ? 0 : REGION_ALIGNMENT - over), which->seed,
                  which->replica, which->chances, log, engine);
  const int32_t last = until < model->last_day[0] ? until : model->last_day[0];
  while (engine->state.day[0] < last) CP_TRY(cp_engine_step(engine));
  return CP_OK;
}

// Events in a piece of the arena that doubles when it is full.
typedef struct keeper {
  cp_arena *arena;
  cp_event *event;
  int32_t n, room;
  cp_status status;
} keeper;

static void keep(void *context, const cp_event *event) {
  keeper *self = context;
  if (self->status != CP_OK) return;
  if (self->n == self->room) {
    const int32_t room = self->room == 0 ? FIRST_ROOM : 2 * self->room;
    cp_event *wider = CP_ARENA_ARRAY(self->arena, cp_event, room);
    if (!wider) {
      self->status = CP_NO_MEMORY;
      return;
    }
    if (self->n > 0) memcpy(wider, self->event, (size_t)self->n * sizeof *wider);
    self->event = wider;
    self->room = room;
  }
  self->event[self->n++] = *event;
}

cp_status cp_replay_kept(const cp_model *model, const cp_trace_replica *which, int32_t until,
                         cp_arena *arena, cp_engine *engine, cp_chronicle *chronicle) {
  keeper self = {.arena = arena};
  cp_event_log log = {.tell = keep, .listener = &self};
  CP_TRY(cp_replay(model, which, until, &log, arena, engine));
  // who keeps the engine further hears no more
  engine->state.log = NULL;
  *chronicle = (cp_chronicle){.event = self.event, .n_event = self.n};
  return self.status;
}
