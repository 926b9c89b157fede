// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The desk in the summary: applications pending before the authority of the headline control, and
// what became of those of the first weeks, class by class, with what was published beside it.
#include "base/date.h"
#include "report/summary_ask.h"

static bool has_stream(const cp_model *model, int32_t class) {
  for (int32_t stream = 0; stream < model->n_stream; stream++) {
    if (model->stream_class[stream] == class) return true;
  }
  return false;
}

// Do firms of the model have their applications in a class, from the start or by a permission?
static bool has_firms(const cp_model *model, int32_t class) {
  for (int32_t firm = 0; firm < model->n_firm; firm++) {
    if (model->firm_class[firm] == class) return true;
  }
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    if (model->measure_class[measure] == class) return true;
  }
  return false;
}

// A class that only holds applications from outside is the reviewers' load, not the lanes' queue.
static bool is_counted(const cp_model *model, int32_t authority, int32_t class) {
  const bool is_load = has_stream(model, class) && !has_firms(model, class);
  return model->class_authority[class] == authority && !is_load;
}

// On the evening of as_of, or on the last day.
static cp_band pending(const cp_inquiry *ask, int32_t authority, bool is_now) {
  const int32_t now = ask->catalog->outcome[CP_OUTCOME_live_now].offset;
  const int32_t last = cp_ask_date_last(ask, CP_SERIES_pending);
  int32_t n = 0;
  for (int32_t replica = 0; replica < ask->ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ask->ensemble, replica)) continue;
    const double *record = cp_ensemble_record(ask->ensemble, replica);
    double live = 0;
    for (int32_t class = 0; class < ask->model->n_class; class ++) {
      if (!is_counted(ask->model, authority, class)) continue;
      live += is_now ? record[now + class]
                     : cp_catalog_value(ask->catalog, CP_SERIES_pending, class, last, record);
    }
    ask->value[n++] = live;
  }
  return cp_ask_band(ask, n);
}

// Over replicas in which the class filed anything; none: nobody did.
static bool find_cohort(const cp_inquiry *ask, int32_t class, cp_band *approved) {
  const int32_t filed = ask->catalog->outcome[CP_OUTCOME_cohort_filed].offset + class;
  const int32_t granted = ask->catalog->outcome[CP_OUTCOME_cohort_approved].offset + class;
  int32_t n = 0;
  for (int32_t replica = 0; replica < ask->ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ask->ensemble, replica)) continue;
    const double *record = cp_ensemble_record(ask->ensemble, replica);
    if (record[filed] > 0) ask->value[n++] = record[granted] / record[filed];
  }
  *approved = cp_ask_band(ask, n);
  return n > 0;
}

static cp_status fill_classes(cp_inquiry *ask, int32_t authority) {
  cp_summary *summary = ask->summary;
  summary->class = CP_ARENA_ARRAY(ask->arena, cp_summary_class, ask->model->n_class);
  if (!summary->class) return CP_NO_MEMORY;
  for (int32_t class = 0; class < ask->model->n_class; class ++) {
    cp_band approved;
    if (!is_counted(ask->model, authority, class) || !find_cohort(ask, class, &approved)) continue;
    summary->class[summary->n_class++] = (cp_summary_class){
        .name = cp_label_class(ask->catalog->labels, class), .approved = approved};
  }
  return CP_OK;
}

static double number_or_none(const cp_spec *spec, cp_field field, int32_t row) {
  const cp_cell *cell = cp_spec_cell(spec, field, row);
  return cell->is_missing ? -1 : cell->number;
}

// Rows without a number stand in the brief alone.
static cp_status fill_approvals(cp_inquiry *ask) {
  cp_summary *summary = ask->summary;
  const cp_spec *spec = ask->catalog->labels->spec;
  const int32_t n_row = cp_spec_count(spec, CP_S_approvals);
  summary->approval = CP_ARENA_ARRAY(ask->arena, cp_summary_approval, n_row);
  if (!summary->approval) return CP_NO_MEMORY;
  for (int32_t row = 0; row < n_row; row++) {
    const cp_summary_approval told = {
        .row = row,
        .day = cp_spec_index(spec, CP_F_approvals_date, row),
        .group = cp_spec_text(spec, CP_F_approvals_group, row),
        .filed = number_or_none(spec, CP_F_approvals_filed, row),
        .approved = number_or_none(spec, CP_F_approvals_approved, row),
        .share = number_or_none(spec, CP_F_approvals_share, row)};
    const bool has_number = told.approved >= 0 || told.share >= 0;
    if (has_number && told.day <= ask->model->as_of[0]) {
      summary->approval[summary->n_approval++] = told;
    }
  }
  return CP_OK;
}

cp_status cp_summary_fill_desk(cp_inquiry *ask) {
  cp_summary *summary = ask->summary;
  int32_t day;
  const int32_t control = cp_ask_control(ask->model, &day);
  const int32_t authority = control < 0 ? -1 : ask->model->measure_authority[control];
  if (authority < 0) return CP_OK;
  summary->has_desk = true;
  summary->pending_now = pending(ask, authority, true);
  summary->pending_end = pending(ask, authority, false);
  CP_TRY(fill_classes(ask, authority));
  return fill_approvals(ask);
}
