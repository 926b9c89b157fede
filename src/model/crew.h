// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Several hands on one replica, for networks of many lanes. A phase that is independent by firm runs over ranges of firms: each range writes
// what belongs to its firms alone (suppliers own their lanes and shelves, buyers their inputs and the orders that they place), or takes from a
// sum of whole numbers that is shared, so the result is the same bits with any number of hands. The engine knows no threads: who runs it hands in a crew, or none.
#ifndef CP_MODEL_CREW_H
#define CP_MODEL_CREW_H

#include "model/model.h"

// In a wide network what is wanted soon is asked for beforehand, so many lanes ahead.
enum { CP_SOON = 32 };

typedef struct cp_crew {
  int32_t n_part;
  // Calls work(job, part) for each part 0 .. n_part - 1, at once or one after the other, and returns when all are done.
  void (*run)(void *context, void (*work)(void *job, int32_t part), void *job);
  void *context;
} cp_crew;

// What a phase does for the firms first .. end - 1.
typedef void (*cp_firms_work)(const cp_model *model, const cp_draw *draw, cp_state *state,
                              int32_t first, int32_t end);

// All firms, in ranges with as many lanes of theirs as suppliers, or as buyers, of which each hand takes the next one when it is done. One range
// without a crew, and while somebody listens to events, which are told in the order of lanes.
void cp_over_suppliers(const cp_model *model, const cp_draw *draw, cp_state *state,
                       cp_firms_work work);
void cp_over_buyers(const cp_model *model, const cp_draw *draw, cp_state *state,
                    cp_firms_work work);

// The same with one range a hand, for work that looks at all lanes whatever its range.
void cp_over_buyers_once(const cp_model *model, const cp_draw *draw, cp_state *state,
                         cp_firms_work work);

// Takes from a sum of whole numbers that several hands share: it is exact, so their order cannot matter.
static inline void cp_take_shared(double *sum, double quantity) {
  double before, after;
  __atomic_load(sum, &before, __ATOMIC_RELAXED);
  do {
    after = before - quantity;
  } while (!__atomic_compare_exchange(sum, &before, &after, 1, __ATOMIC_RELAXED, __ATOMIC_RELAXED));
}

static inline int cp_is_shared(const cp_state *state) {
  return state->crew && state->crew->n_part > 1 && !state->log;
}

#endif
