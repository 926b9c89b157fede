// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A model of nothing but politics, made by hand: measures, agreements, clauses and dated acts,
// replayed day by day, with all that was told. Everything lies in one static-size struct and one
// malloc; tests free it.
#ifndef HARNESS_SMALL_DEAL_H
#define HARNESS_SMALL_DEAL_H

#include <stdint.h>

#include "model/model.h"

enum { SMALL_EVENTS = 4096 };

typedef struct small_deal {
  cp_model model;
  cp_draw draw;
  cp_state state;
  cp_event_log log;
  void *memory;
  int32_t n_fact;
  cp_event event[SMALL_EVENTS];
  int32_t n_event;
} small_deal;

// The const arrays may be written until small_deal_start.
#define WRITE(type, array) ((type *)(uintptr_t)(array))

// Lays the model out; days from `first` to `last`, known up to `as_of`. References are -1, odds are
// not stated.
void small_deal_begin(small_deal *deal, const cp_counts *counts, int32_t first, int32_t as_of,
                      int32_t last);

// Dated acts, in order of days. `rate` negative and `until` -1 when none is given.
void small_deal_fact(small_deal *deal, int32_t day, cp_act act, cp_object_kind kind, int32_t object,
                     double rate, int32_t until);

// Puts the state on the eve of the first day, for this replica.
void small_deal_start(small_deal *deal, uint32_t replica);

// Runs the deal room up to the end of a day.
void small_deal_run(small_deal *deal, int32_t day);

// The last event of a kind about an object; NULL when there was none. The number of such events.
const cp_event *small_deal_last(const small_deal *deal, cp_event_kind kind, int32_t object);
int32_t small_deal_count(const small_deal *deal, cp_event_kind kind);

void small_deal_end(small_deal *deal);

#endif
