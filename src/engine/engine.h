// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// One replica: a model, a draw, a state, and the day that moves it on.
#ifndef CP_ENGINE_ENGINE_H
#define CP_ENGINE_ENGINE_H

#include "model/model.h"

typedef struct cp_engine {
  const cp_model *model;
  cp_draw draw;
  cp_state state;
} cp_engine;

// A phase of the day: phases.c lists them in order.
typedef struct cp_phase {
  const char *name;
  void (*run)(const cp_model *model, const cp_draw *draw, cp_state *state);
  const char *reads;
  const char *writes;
} cp_phase;

extern const cp_phase cp_phases[];
extern const int32_t cp_n_phase;

// What each ledger is off by; all are zero in a sound run, and compared with ==.
typedef struct cp_audit {
  double goods;         // base units of goods that came from nowhere or went there
  double licences;      // base units of licences
  double applications;  // applications
  double deal;          // things of the deal that contradict each other (engine/audit_deal.c)
} cp_audit;

// Bytes of the region that a replica needs: its draw block and its state block. 64-byte aligned.
size_t cp_engine_bytes(const cp_model *model);

// Lays a replica out in the region and puts it on the evening before the scenario's start. `log` may be NULL.
void cp_engine_begin(const cp_model *model, void *region, uint64_t seed, uint32_t replica,
                     uint32_t chances, cp_event_log *log, cp_engine *engine);

// Who shares the work of a day may be set after the beginning: engine->state.crew (model/crew.h).
//
// One day. CP_FULL when a pool is too small, CP_AUDIT when a ledger does not balance (checked daily in builds with CP_AUDIT_DAILY).
cp_status cp_engine_step(cp_engine *engine);

// The same, and after each phase `watch` is called with its number: the engine has no clock, who watches may have one.
typedef void (*cp_phase_watch)(void *context, int32_t phase);
cp_status cp_engine_step_watched(cp_engine *engine, cp_phase_watch watch, void *context);

// After CP_FULL: which store had no room, as words ("live applications"), and how many places it has. NULL when none is full.
const char *cp_engine_full(const cp_engine *engine, int32_t *n_place);

// Compares every ledger. Costs about a day's work.
cp_audit cp_engine_audit(const cp_engine *engine);
double cp_audit_deal(const cp_model *model, const cp_state *state);
int cp_audit_is_clean(const cp_audit *audit);

// Hash of the state block, without the places of its stores that were never taken.
uint64_t cp_engine_hash(const cp_engine *engine);

#endif
