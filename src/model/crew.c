// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Ranges of firms with about the same number of lanes.
#include "model/crew.h"

// Ranges a hand: so many that no hand waits long for the last one, so few that taking one costs nothing.
enum { RANGES_A_HAND = 8 };

typedef struct job {
  const cp_model *model;
  const cp_draw *draw;
  cp_state *state;
  cp_firms_work work;
  int is_by_buyers;
  int32_t n_range;
  int32_t n_taken;
  int32_t taken_from[2];  // ranges that even hands took from the start, odd ones from the end
} job;

// Lanes before a firm: of suppliers or of buyers.
static int32_t lanes_before(const job *all, int32_t firm) {
  const cp_model *model = all->model;
  return all->is_by_buyers ? model->input_lane_first[model->firm_input[firm]]
                           : model->firm_lane[firm];
}

// The first firm of a range: with at least its share of lanes before it.
static int32_t first_of(const job *all, int32_t range) {
  if (range >= all->n_range) return all->model->n_firm;
  const int32_t wanted = (int32_t)((int64_t)all->model->n_lane * range / all->n_range);
  int32_t low = 0, high = all->model->n_firm;
  while (low < high) {
    const int32_t middle = low + (high - low) / 2;
    if (lanes_before(all, middle) < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

static void work_part(void *context, int32_t part) {
  job *all = context;
  const int32_t is_odd = part % 2;
  while (__atomic_fetch_add(&all->n_taken, 1, __ATOMIC_RELAXED) < all->n_range) {
    const int32_t taken = __atomic_fetch_add(&all->taken_from[is_odd], 1, __ATOMIC_RELAXED);
    const int32_t range = is_odd ? all->n_range - 1 - taken : taken;
    all->work(all->model, all->draw, all->state, first_of(all, range), first_of(all, range + 1));
  }
}

static void share(job all, int32_t ranges_a_hand) {
  if (cp_is_shared(all.state)) {
    all.n_range = ranges_a_hand * all.state->crew->n_part;
    all.state->crew->run(all.state->crew->context, work_part, &all);
  } else {
    all.work(all.model, all.draw, all.state, 0, all.model->n_firm);
  }
}

void cp_over_suppliers(const cp_model *model, const cp_draw *draw, cp_state *state,
                       cp_firms_work work) {
  share((job){.model = model, .draw = draw, .state = state, .work = work}, RANGES_A_HAND);
}

void cp_over_buyers(const cp_model *model, const cp_draw *draw, cp_state *state,
                    cp_firms_work work) {
  share((job){.model = model, .draw = draw, .state = state, .work = work, .is_by_buyers = 1},
        RANGES_A_HAND);
}

void cp_over_buyers_once(const cp_model *model, const cp_draw *draw, cp_state *state,
                         cp_firms_work work) {
  share((job){.model = model, .draw = draw, .state = state, .work = work, .is_by_buyers = 1}, 1);
}
