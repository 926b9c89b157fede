// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Draws of regimes; see regimes.h.
#include "harness/regimes.h"

#include <stdlib.h>

#include "base/date.h"
#include "num/philox.h"

// What a draw is for.
enum {
  CLOCK,
  LIMIT,
  COUNTS,
  AT_LIMIT,
  SERVICE,
  ATTEMPTS,
  WINDOW,
  USES,
  GRANTS,
  CLAUSE,
  CALENDAR,
  SLOTS,
  VALIDITY,
  CAPACITY,
  DELAYS,
  REFER,
  REFILE,
  ESCALATION,
  PAPERS,
  RENEW,
  MOVES,
  STOPS,
  SPANS,
  CLASSES,
  HAZARDS,
  STREAMS,
  MEASURES,
  FACT_DAY,
  FACT_ACT,
  FACT_OBJECT,
  FACT_END,
  FACT_STANCE,
  WORK,
  SIZE
};

enum { FIRST_FACT = 2 };  // the control and the deal stay

uint32_t regimes_bits(const regimes *all, int32_t what, int32_t which) {
  const cp_random random = {.seed = 0x5eed, .replica = all->number};
  return cp_random_bits(&random, (cp_purpose)1, (uint32_t)what, which, 0);
}

int32_t regimes_whole(const regimes *all, int32_t what, int32_t which, int32_t low, int32_t high) {
  return low + (int32_t)(regimes_bits(all, what, which) % (uint32_t)(high - low + 1));
}

double regimes_number(const regimes *all, int32_t what, int32_t which, double low, double high) {
  return low + (high - low) * cp_unit_from_word(regimes_bits(all, what, which));
}

int regimes_happens(const regimes *all, int32_t what, int32_t which, double chance) {
  return cp_random_happens(chance, regimes_bits(all, what, which));
}

void regimes_begin(regimes *all) {
  replica_begin(&all->test, "tests/law/regimes", 1, 0);
  cp_draw_view(&all->test.model, (void *)(uintptr_t)all->test.model.draw_image, &all->image);
}

void regimes_end(regimes *all) { replica_end(&all->test); }

// The const arrays lie in memory of the test's own.
#define WRITE(name) ((int32_t *)(uintptr_t)all->test.model.name)

static int32_t whole_or_none(const regimes *all, int32_t what, int32_t which, int32_t low,
                             int32_t high) {
  return regimes_happens(all, what, which + 500, 0.4) ? -1
                                                      : regimes_whole(all, what, which, low, high);
}

static void draw_authority(regimes *all, int32_t at) {
  WRITE(authority_starts)[at] = regimes_whole(all, CLOCK, at, 0, 2);
  WRITE(authority_limit)[at] = whole_or_none(all, LIMIT, at, 3, 60);
  WRITE(authority_counts)[at] = regimes_whole(all, COUNTS, at, 0, 1);
  WRITE(authority_at_limit)[at] = regimes_whole(all, AT_LIMIT, at, 0, 1);
  WRITE(authority_service)[at] = regimes_whole(all, SERVICE, at, 0, 1);
  WRITE(authority_attempts)[at] = regimes_whole(all, ATTEMPTS, at, 0, 3);
  WRITE(authority_window)[at] = whole_or_none(all, WINDOW, at, 1, 20);
  WRITE(authority_uses)[at] = regimes_whole(all, USES, at, 0, 2);
  WRITE(authority_grants)[at] = regimes_whole(all, GRANTS, at, 0, 1);
  WRITE(authority_clause)[at] = regimes_whole(all, CLAUSE, at, -1, 0);
  WRITE(authority_calendar)[at] = regimes_whole(all, CALENDAR, at, 0, 1);
  WRITE(authority_validity)[at] = regimes_whole(all, VALIDITY, at, 1, 6);
  WRITE(authority_work_shape)[at] = regimes_whole(all, WORK, at, 0, 2);
  cp_draw *image = &all->image;
  image->authority_capacity[at] =
      regimes_happens(all, CAPACITY, at + 9, 0.4) ? -1.0 : regimes_number(all, CAPACITY, at, 0, 3);
  image->authority_work[at] = regimes_number(all, WORK, at + 9, 0.0, 3.0);
  image->authority_bunch[at] = regimes_number(all, DELAYS, at, 0, 1);
  image->authority_overrun[at] = regimes_number(all, DELAYS, at + 9, 0, 1);
  image->authority_local_median[at] = regimes_number(all, DELAYS, at + 18, 0, 10);
  image->authority_local_p90[at] = regimes_number(all, DELAYS, at + 27, 10, 20);
  image->authority_granted[at] = regimes_number(all, SIZE, at, 0.1, 1.0);
  image->authority_size_median[at] = regimes_number(all, SIZE, at + 9, 4e4, 1e5);
  image->authority_size_spread[at] = regimes_number(all, SIZE, at + 18, 0.0, 1.5);
  const int has_papers = regimes_happens(all, PAPERS, at, 0.5);
  image->authority_papers_median[at] = has_papers ? regimes_number(all, PAPERS, at + 9, 0, 10) : 0;
  image->authority_papers_p90[at] = regimes_number(all, PAPERS, at + 18, 10, 20);
  image->authority_refer[at] = regimes_number(all, REFER, at, 0, 0.5);
  image->authority_refer_median[at] = regimes_number(all, REFER, at + 9, 0, 10);
  image->authority_refer_p90[at] = regimes_number(all, REFER, at + 18, 10, 20);
  image->authority_refile[at] = regimes_number(all, REFILE, at, 0, 10);
  image->authority_refile_p90[at] = regimes_number(all, REFILE, at + 9, 0, 30);
  image->authority_refile_share[at] = regimes_number(all, REFILE, at + 18, 0, 1);
  image->authority_escalation[at] = regimes_number(all, ESCALATION, at, 0, 20);
  image->authority_escalated[at] = regimes_number(all, ESCALATION, at + 9, 0, 1);
  image->authority_renew[at] = regimes_whole(all, RENEW, at, 0, 1) * 20.0;
  image->authority_tighten[at] = regimes_number(all, MOVES, at, 0, 0.2);
  image->authority_loosen[at] = regimes_number(all, MOVES, at + 9, 0, 0.2);
  image->authority_tighten_power[at] = regimes_whole(all, MOVES, at + 18, 0, 2);
  image->authority_loosen_power[at] = regimes_whole(all, MOVES, at + 27, 0, 2);
  image->authority_met[at] = regimes_number(all, MOVES, at + 36, 0.1, 5);
  image->authority_breached[at] = regimes_number(all, MOVES, at + 45, 0.1, 5);
  image->authority_tight[at] = regimes_happens(all, MOVES, at + 54, 0.5) ? 20.0 : -1.0;
}

static void draw_class(regimes *all, int32_t at) {
  WRITE(class_stance)[at] = regimes_whole(all, CLASSES, at, 0, 3);
  WRITE(class_follows)[at] = regimes_whole(all, CLASSES, at + 9, 0, 1);
  cp_draw *image = &all->image;
  image->class_weight[at] = regimes_happens(all, CLASSES, at + 18, 0.1)
                                ? 0.0
                                : regimes_number(all, CLASSES, at + 27, 0.2, 8);
  image->class_review_median[at] = regimes_number(all, CLASSES, at + 36, 0, 20);
  image->class_review_p90[at] = regimes_number(all, CLASSES, at + 45, 20, 60);
  image->class_trickle[at] = regimes_number(all, HAZARDS, at, 0, 0.05);
  image->class_managed[at] = regimes_number(all, HAZARDS, at + 9, 0, 0.2);
  image->class_open[at] = regimes_number(all, HAZARDS, at + 18, 0, 1);
  image->class_returned[at] = regimes_number(all, HAZARDS, at + 27, 0, 0.2);
  image->class_refused[at] = regimes_number(all, HAZARDS, at + 36, 0, 0.1);
}

static void draw_stops(regimes *all) {
  for (int32_t at = 0; at < all->test.model.n_stop; at++) {
    WRITE(stop_when)[at] = regimes_happens(all, STOPS, at, 0.25);
    WRITE(stop_limit)[at] = regimes_whole(all, STOPS, at + 20, 1, 30);
    all->image.stop_chance[at] = regimes_number(all, STOPS, at + 40, -0.5, 1.0);
    all->image.stop_median[at] = regimes_number(all, STOPS, at + 60, 0, 15);
    all->image.stop_p90[at] = regimes_number(all, STOPS, at + 80, 15, 40);
  }
  for (int32_t at = 0; at < all->test.model.n_span; at++) {
    all->image.span_reviewers[at] = regimes_number(all, SPANS, at, 0, 1);
    all->image.span_decisions[at] = regimes_number(all, SPANS, at + 20, 0, 3);
  }
}

static int later(const void *left, const void *right) {
  return *(const int32_t *)left - *(const int32_t *)right;
}

// Acts of any kind on any object; most of them do not fit its state.
static void draw_facts(regimes *all) {
  const cp_model *model = &all->test.model;
  const int32_t n = model->n_fact;
  for (int32_t fact = FIRST_FACT; fact < n; fact++)
    WRITE(fact_day)[fact] = model->first_day[0] + 5 + regimes_whole(all, FACT_DAY, fact, 0, 200);
  qsort(WRITE(fact_day) + FIRST_FACT, (size_t)(n - FIRST_FACT), sizeof(int32_t), later);
  for (int32_t fact = FIRST_FACT; fact < n; fact++) {
    const int32_t kind = regimes_whole(all, FACT_OBJECT, fact, 0, 9);
    const int32_t object = regimes_whole(all, FACT_OBJECT, fact + 500, 0, 999);
    WRITE(fact_kind)
    [fact] = kind < 5 ? CP_OBJECT_MEASURE : kind < 8 ? CP_OBJECT_CLASS : CP_OBJECT_AUTHORITY;
    WRITE(fact_object)
    [fact] = kind < 5   ? object % model->n_measure
             : kind < 8 ? object % model->n_class
                        : object % model->n_authority;
    WRITE(fact_act)[fact] = regimes_whole(all, FACT_ACT, fact, CP_ACT_ANNOUNCE, CP_ACT_EXTEND);
    if (regimes_happens(all, FACT_ACT, fact + 500, 0.05)) WRITE(fact_act)[fact] = CP_ACT_LIFT;
    WRITE(fact_until)
    [fact] = regimes_happens(all, FACT_END, fact, 0.5)
                 ? model->fact_day[fact] + regimes_whole(all, FACT_END, fact + 500, 0, 30)
                 : -1;
    WRITE(fact_stance)[fact] = regimes_whole(all, FACT_STANCE, fact, -1, 3);
  }
}

void regimes_draw(regimes *all, uint32_t number) {
  all->number = number;
  const cp_model *model = &all->test.model;
  int32_t slots = 0;
  for (int32_t authority = 0; authority < model->n_authority; authority++) {
    draw_authority(all, authority);
    slots += regimes_whole(all, SLOTS, authority, 0, 2);
    WRITE(authority_slot)[authority + 1] = slots;
  }
  for (int32_t class = 0; class < model->n_class; class ++) draw_class(all, class);
  for (int32_t stream = 0; stream < model->n_stream; stream++)
    all->image.stream_rate[stream] = regimes_number(all, STREAMS, stream, 0.0, 0.4);
  for (int32_t measure = 0; measure < model->n_measure; measure++)
    WRITE(measure_suspends)[measure] = regimes_whole(all, MEASURES, measure, 0, 1);
  draw_stops(all);
  draw_facts(all);
  replica_again(&all->test, 1, number);
}
