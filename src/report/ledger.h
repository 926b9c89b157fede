// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Where things stand on the as_of day: the deal room alone, replayed day by day from the scenario's
// start, with everything it told. No chain, no desk, no chance.
#ifndef CP_REPORT_LEDGER_H
#define CP_REPORT_LEDGER_H

#include <stdint.h>

#include "base/arena.h"
#include "model/model.h"

typedef struct cp_ledger {
  const cp_model *model;
  cp_draw draw;     // every range at its middle
  cp_state state;   // the deal arrays as of the day; all else is empty
  cp_event *event;  // [n_event] in order
  int32_t n_event;
} cp_ledger;

// Replays to the model's as_of day. Everything lies in the arena.
cp_status cp_ledger_replay(const cp_model *model, cp_arena *arena, cp_ledger *ledger);

// The last event of a kind about an object, NULL when there was none.
const cp_event *cp_ledger_last(const cp_ledger *ledger, cp_event_kind kind, int32_t object);

#endif
