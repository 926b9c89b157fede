// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// One replica of a run again, for those who ask what happened in it.
#ifndef CP_REPORT_REPLAY_H
#define CP_REPORT_REPLAY_H

#include "base/arena.h"
#include "engine/engine.h"

typedef struct cp_trace_replica {
  uint64_t seed;
  uint32_t replica;
  uint32_t chances;
} cp_trace_replica;

// Day by day to the evening of `until` (at most the scenario's last day), with a listener; the engine stays as it then is, in the arena.
cp_status cp_replay(const cp_model *model, const cp_trace_replica *which, int32_t until,
                    cp_event_log *log, cp_arena *arena, cp_engine *engine);

// The same, and every event is kept, in the order in which they happened.
typedef struct cp_chronicle {
  const cp_event *event;
  int32_t n_event;
} cp_chronicle;

cp_status cp_replay_kept(const cp_model *model, const cp_trace_replica *which, int32_t until,
                         cp_arena *arena, cp_engine *engine, cp_chronicle *chronicle);

#endif
