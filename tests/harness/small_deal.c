// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Builds and runs a model that has only a deal room.
#include "harness/small_deal.h"

#include <stdlib.h>
#include <string.h>

#include "deal/deal.h"

enum { ALIGN = 64 };

static void keep(void *listener, const cp_event *event) {
  small_deal *deal = listener;
  if (deal->n_event == SMALL_EVENTS) abort();
  deal->event[deal->n_event++] = *event;
}

static size_t rounded(size_t bytes) { return (bytes + ALIGN - 1) / ALIGN * ALIGN; }

static void fill(const int32_t *array, int32_t n, int32_t value) {
  for (int32_t at = 0; at < n; at++) WRITE(int32_t, array)[at] = value;
}

void small_deal_begin(small_deal *deal, const cp_counts *counts, int32_t first, int32_t as_of,
                      int32_t last) {
  memset(deal, 0, sizeof *deal);
  const size_t blob_bytes = rounded(cp_model_bytes(counts));
  void *blob = aligned_alloc(ALIGN, blob_bytes);
  if (!blob) abort();
  cp_model_format(counts, blob);
  if (cp_model_open(blob, blob_bytes, &deal->model) != CP_OK) abort();
  const cp_model *model = &deal->model;
  const size_t draw_bytes = rounded(model->draw_bytes);
  const size_t state_bytes = rounded(model->state_bytes);
  deal->memory = aligned_alloc(ALIGN, draw_bytes + state_bytes);
  if (!deal->memory) abort();
  memset(deal->memory, 0, draw_bytes + state_bytes);
  deal->log = (cp_event_log){.tell = keep, .listener = deal};
  cp_draw_view(model, deal->memory, &deal->draw);
  cp_state_view(model, (char *)deal->memory + draw_bytes, &deal->log, &deal->state);
  WRITE(int32_t, model->first_day)[0] = first;
  WRITE(int32_t, model->as_of)[0] = as_of;
  WRITE(int32_t, model->last_day)[0] = last;
  fill(model->measure_on, model->n_measure, -1);
  fill(model->measure_authority, model->n_measure, -1);
  fill(model->clause_to, model->n_clause, -1);
  fill(model->clause_after, model->n_clause, -1);
  fill(model->clause_starts, model->n_clause, -1);
  fill(model->clause_deadline, model->n_clause, -1);
  fill(model->clause_grace, model->n_clause, -1);
  fill(model->clause_escalate, model->n_clause, -1);
  fill(model->clause_replaces, model->n_clause, -1);
  fill(model->clause_exception_of, model->n_clause, -1);
  fill(model->agreement_amends, model->n_agreement, -1);
  fill(model->agreement_builds_on, model->n_agreement, -1);
  fill(model->agreement_until, model->n_agreement, -1);
  fill(model->step_next, model->n_step, -1);
  for (int32_t clause = 0; clause < model->n_clause; clause++) {
    WRITE(int32_t, model->clause_order)[clause] = clause;
    WRITE(double, model->clause_renegotiate_to)[clause] = 1.0;
  }
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    deal->draw.measure_extend_chance[measure] = -1.0;
    WRITE(double, model->measure_weight)[measure] = 1.0;
    WRITE(int32_t, model->measure_ease_act)[measure] = CP_ACT_SUSPEND;
    WRITE(uint32_t, model->measure_hash)[measure] = 1000u + (uint32_t)measure;
  }
  for (int32_t reading = 0; reading < model->n_reading; reading++) {
    WRITE(double, model->reading_observed)[reading] = -1.0;
  }
}

void small_deal_fact(small_deal *deal, int32_t day, cp_act act, cp_object_kind kind, int32_t object,
                     double rate, int32_t until) {
  const cp_model *model = &deal->model;
  const int32_t fact = deal->n_fact++;
  if (fact >= model->n_fact) abort();
  WRITE(int32_t, model->fact_day)[fact] = day;
  WRITE(int32_t, model->fact_act)[fact] = (int32_t)act;
  WRITE(int32_t, model->fact_kind)[fact] = (int32_t)kind;
  WRITE(int32_t, model->fact_object)[fact] = object;
  WRITE(double, model->fact_rate)[fact] = rate;
  WRITE(int32_t, model->fact_until)[fact] = until;
}

void small_deal_start(small_deal *deal, uint32_t replica) {
  // places that hold no fact lie after the last day
  for (int32_t fact = deal->n_fact; fact < deal->model.n_fact; fact++) {
    WRITE(int32_t, deal->model.fact_day)[fact] = INT32_MAX;
    WRITE(int32_t, deal->model.fact_object)[fact] = -1;
  }
  memset(deal->state.block, 0, deal->model.state_bytes);
  deal->n_event = 0;
  deal->state.seed[0] = 1;
  deal->state.replica[0] = replica;
  deal->state.day[0] = deal->model.first_day[0] - 1;
  cp_deal_begin(&deal->model, &deal->draw, &deal->state);
}

void small_deal_run(small_deal *deal, int32_t day) {
  while (deal->state.day[0] < day) {
    deal->state.day[0]++;
    cp_deal_day(&deal->model, &deal->draw, &deal->state);
    cp_deal_publish(&deal->model, &deal->draw, &deal->state);
  }
}

const cp_event *small_deal_last(const small_deal *deal, cp_event_kind kind, int32_t object) {
  for (int32_t event = deal->n_event - 1; event >= 0; event--) {
    const cp_event *told = &deal->event[event];
    if (told->kind == (int16_t)kind && told->object == object) return told;
  }
  return NULL;
}

int32_t small_deal_count(const small_deal *deal, cp_event_kind kind) {
  int32_t n = 0;
  for (int32_t event = 0; event < deal->n_event; event++) {
    n += deal->event[event].kind == (int16_t)kind;
  }
  return n;
}

void small_deal_end(small_deal *deal) {
  free((void *)(uintptr_t)deal->model.blob);
  free(deal->memory);
}
