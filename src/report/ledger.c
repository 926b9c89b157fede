// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Replays the deal room and keeps what it tells.
#include "report/ledger.h"

#include <string.h>

#include "deal/deal.h"
#include "model/draw.h"

enum { FIRST_ROOM = 256 };

typedef struct listener {
  cp_arena *arena;
  cp_event *event;
  int32_t n_event;
  int32_t room;
  cp_status status;
} listener;

static void keep(void *context, const cp_event *event) {
  listener *listening = context;
  if (listening->n_event == listening->room) {
    const int32_t room = listening->room == 0 ? FIRST_ROOM : 2 * listening->room;
    cp_event *grown = CP_ARENA_ARRAY(listening->arena, cp_event, room);
    if (!grown) {
      listening->status = CP_NO_MEMORY;
      return;
    }
    if (listening->n_event > 0) {
      memcpy(grown, listening->event, (size_t)listening->n_event * sizeof *grown);
    }
    listening->event = grown;
    listening->room = room;
  }
  listening->event[listening->n_event++] = *event;
}

// A block of the arena at a multiple of 64 bytes.
static void *take_block(cp_arena *arena, size_t bytes) {
  unsigned char *at = cp_arena_take(arena, bytes + 64);
  if (!at) return NULL;
  return at + (64 - (uintptr_t)at % 64) % 64;
}

static void replay(const cp_model *model, cp_ledger *ledger) {
  cp_state *state = &ledger->state;
  state->day[0] = model->first_day[0] - 1;
  cp_deal_begin(model, &ledger->draw, state);
  while (state->day[0] < model->as_of[0]) {
    state->day[0]++;
    cp_deal_day(model, &ledger->draw, state);
    cp_deal_publish(model, &ledger->draw, state);
  }
}

cp_status cp_ledger_replay(const cp_model *model, cp_arena *arena, cp_ledger *ledger) {
  void *draw = take_block(arena, model->draw_bytes);
  void *state = take_block(arena, model->state_bytes);
  if (!draw || !state) return CP_NO_MEMORY;
  *ledger = (cp_ledger){.model = model};
  listener listening = {.arena = arena};
  cp_event_log log = {.tell = keep, .listener = &listening};
  cp_draw_view(model, draw, &ledger->draw);
  cp_draw_central(model, &ledger->draw);
  cp_state_view(model, state, &log, &ledger->state);
  replay(model, ledger);
  // the log ends here: the state outlives it
  ledger->state.log = NULL;
  ledger->event = listening.event;
  ledger->n_event = listening.n_event;
  return listening.status;
}

const cp_event *cp_ledger_last(const cp_ledger *ledger, cp_event_kind kind, int32_t object) {
  for (int32_t event = ledger->n_event - 1; event >= 0; event--) {
    const cp_event *told = &ledger->event[event];
    if (told->kind == (int16_t)kind && told->object == object) return told;
  }
  return NULL;
}
