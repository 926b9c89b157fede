// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The pool of live applications and its lists: the free places, the day wheel, and per class the queue for reviewers and the
// list of those ready for a decision. A place is not an identity: an application is its lane (or stream) and ordinal.
#ifndef CP_DESK_POOL_H
#define CP_DESK_POOL_H

#include "model/model.h"

// A list by the places of its first and last member.
typedef struct cp_list {
  int32_t *first;
  int32_t *last;
  double *count;
} cp_list;

cp_list cp_queue_of(cp_state *state, int32_t class);
cp_list cp_ready_of(cp_state *state, int32_t class);

void cp_list_append(cp_state *state, cp_list list, int32_t slot);
void cp_list_insert(cp_state *state, cp_list list, int32_t slot);  // by instant of arrival
int32_t cp_list_take(cp_state *state, cp_list list);

// A free place, -1 when the pool is full (the fault is noted).
int32_t cp_pool_take(const cp_model *model, cp_state *state);
void cp_pool_give(cp_state *state, int32_t slot);

// Put into the day wheel at `due`, behind those already there.
void cp_wheel_add(const cp_model *model, cp_state *state, int32_t slot, int32_t due);

// The measure that asked for the licence is gone; the application then lapses and gives its place back.
int cp_application_has_lapsed(const cp_model *model, const cp_state *state,
                              const cp_application *application);
void cp_application_lapse(const cp_model *model, cp_state *state, int32_t slot);

// Entity of an application's draws: its lane or stream.
uint32_t cp_application_entity(const cp_model *model, const cp_application *application);

void cp_application_tell(const cp_state *state, cp_event_kind kind,
                         const cp_application *application, double amount);

#endif
