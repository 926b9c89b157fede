// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// From the names of a question to the numbers of a filter.
#include "report/trace.h"

#include "base/date.h"
#include "base/number.h"
#include "base/os/print.h"
#include "model/gate.h"
#include "model/own.h"

enum { NEAR = 3 };

// The entity of that name among n, -1 when there is none; `near` is the one closest in spelling, or
// empty.
static int32_t find(const cp_labels *labels, cp_text (*label)(const cp_labels *, int32_t),
                    int32_t n, cp_text wanted, cp_text *near) {
  int32_t best = NEAR + 1;
  *near = CP_TEXT("");
  for (int32_t entity = 0; entity < n; entity++) {
    const cp_text name = label(labels, entity);
    if (cp_text_equal(name, wanted)) return entity;
    const int32_t distance = cp_text_hint(name, wanted, NEAR);
    if (distance >= best) continue;
    best = distance;
    *near = name;
  }
  return -1;
}

static cp_status refuse(cp_arena *arena, const char *kind, cp_text wanted, cp_text near,
                        cp_text *complaint) {
  *complaint = near.size > 0
                   ? cp_text_print(arena, "there is no %s '%.*s'; did you mean '%.*s'?", kind,
                                   CP_TEXT_ARGUMENTS(wanted), CP_TEXT_ARGUMENTS(near))
                   : cp_text_print(arena, "there is no %s '%.*s'", kind, CP_TEXT_ARGUMENTS(wanted));
  return CP_NOT_FOUND;
}

// Splits "a:b:c" in place; returns how many parts there are, at most three.
static int32_t split(cp_text text, cp_text part[3]) {
  int32_t n = 0;
  while (n < 2 && cp_text_find(text, ':') >= 0) {
    const int32_t at = cp_text_find(text, ':');
    part[n++] = cp_text_part(text, 0, at);
    text = cp_text_part(text, at + 1, text.size);
  }
  part[n++] = text;
  return n;
}

// Does "supplier:buyer", "supplier:buyer:good" or the lane's whole name mean it?
static bool means_lane(const cp_labels *labels, int32_t lane, cp_text wanted, const cp_text part[3],
                       int32_t n_part, cp_arena *arena) {
  const cp_model *model = labels->model;
  if (!cp_text_equal(cp_label_firm(labels, model->lane_supplier[lane]), part[0])) return false;
  if (!cp_text_equal(cp_label_firm(labels, cp_lane_buyer(model, lane)), part[1])) return false;
  return n_part == 2 || cp_text_equal(cp_label_good(labels, cp_lane_good(model, lane)), part[2]) ||
         cp_text_equal(cp_label_lane(labels, lane, arena), wanted);
}

// Marks the lanes that a name means.
static cp_status mark_lanes(const cp_labels *labels, cp_text wanted, cp_arena *arena,
                            uint8_t *is_lane, int32_t *n_found, cp_text *complaint) {
  const cp_model *model = labels->model;
  cp_text part[3], near;
  const int32_t n_part = split(wanted, part);
  if (n_part < 2) {
    *complaint =
        cp_text_print(arena, "'%.*s' is no lane; expected SUPPLIER:BUYER or SUPPLIER:BUYER:GOOD",
                      CP_TEXT_ARGUMENTS(wanted));
    return CP_NOT_FOUND;
  }
  for (int32_t end = 0; end < 2; end++) {
    if (find(labels, cp_label_firm, model->n_firm, part[end], &near) < 0) {
      return refuse(arena, "firm", part[end], near, complaint);
    }
  }
  *n_found = 0;
  for (int32_t lane = 0; lane < model->n_lane; lane++) {
    is_lane[lane] = means_lane(labels, lane, wanted, part, n_part, arena);
    *n_found += is_lane[lane];
  }
  return *n_found > 0 ? CP_OK : refuse(arena, "lane", wanted, CP_TEXT(""), complaint);
}

// The one lane that a name means.
static cp_status resolve_lane(const cp_labels *labels, cp_text name, char mark, cp_text rest,
                              cp_arena *arena, int32_t *lane, cp_text *complaint) {
  const cp_model *model = labels->model;
  uint8_t *is_lane = CP_ARENA_ARRAY(arena, uint8_t, model->n_lane + 1);
  if (!is_lane) return CP_NO_MEMORY;
  int32_t n_found = 0;
  CP_TRY(mark_lanes(labels, name, arena, is_lane, &n_found, complaint));
  *lane = 0;
  while (!is_lane[*lane]) (*lane)++;
  if (n_found == 1) return CP_OK;
  *complaint = cp_text_print(arena, "'%.*s' means %d lanes; name the part, such as %.*s%c%.*s",
                             CP_TEXT_ARGUMENTS(name), n_found,
                             CP_TEXT_ARGUMENTS(cp_label_lane(labels, *lane, arena)), mark,
                             CP_TEXT_ARGUMENTS(rest));
  return CP_NOT_FOUND;
}

// "lane@day".
static cp_status resolve_consignment(const cp_labels *labels, cp_text wanted, cp_arena *arena,
                                     cp_trace_filter *filter, cp_text *complaint) {
  const int32_t mark = cp_text_find(wanted, '@');
  const cp_text day = cp_text_part(wanted, mark + 1, wanted.size);
  if (mark < 0 || cp_day_parse(day, &filter->declared) != CP_OK) {
    *complaint = cp_text_print(arena,
                               "'%.*s' is no consignment; expected SUPPLIER:BUYER:GOOD@YYYY-MM-DD, "
                               "the day of its declaration",
                               CP_TEXT_ARGUMENTS(wanted));
    return CP_NOT_FOUND;
  }
  return resolve_lane(labels, cp_text_part(wanted, 0, mark), '@', day, arena, &filter->consignment,
                      complaint);
}

// An application or licence of my today, by the name that its firm gave it.
static bool resolve_own(const cp_labels *labels, cp_text id, cp_trace_filter *filter) {
  const cp_model *model = labels->model;
  for (int32_t own = 0; own < model->n_own; own++) {
    const bool is_kind =
        model->own_kind[own] == CP_OWN_APPLICATION || model->own_kind[own] == CP_OWN_LICENCE;
    if (!is_kind ||
        !cp_text_equal(cp_spec_text(labels->spec, CP_F_state_id, model->own_row[own]), id))
      continue;
    filter->application = model->own_lane[own];
    filter->ordinal = model->own_ordinal[own];
    filter->is_licence = model->own_kind[own] == CP_OWN_LICENCE;
    return true;
  }
  return false;
}

// "lane#number" or "stream#number".
static cp_status resolve_application(const cp_labels *labels, cp_text wanted, cp_arena *arena,
                                     cp_trace_filter *filter, cp_text *complaint) {
  const cp_model *model = labels->model;
  if (resolve_own(labels, wanted, filter)) return CP_OK;
  const int32_t mark = cp_text_find(wanted, '#');
  int64_t ordinal = -1;
  const cp_text number = cp_text_part(wanted, mark + 1, wanted.size);
  if (mark < 0 || cp_whole_parse(number, &ordinal) != CP_OK || ordinal < 0 || ordinal > INT32_MAX) {
    *complaint = cp_text_print(
        arena, "'%.*s' is no application; expected SUPPLIER:BUYER:GOOD#NUMBER or STREAM#NUMBER",
        CP_TEXT_ARGUMENTS(wanted));
    return CP_NOT_FOUND;
  }
  filter->ordinal = (int32_t)ordinal;
  const cp_text name = cp_text_part(wanted, 0, mark);
  cp_text near;
  const int32_t stream = find(labels, cp_label_stream, model->n_stream, name, &near);
  filter->application = -1 - stream;
  if (stream >= 0) return CP_OK;
  return resolve_lane(labels, name, '#', number, arena, &filter->application, complaint);
}

cp_status cp_trace_resolve(const cp_labels *labels, const cp_trace_question *question,
                           cp_arena *arena, cp_trace_filter *filter, cp_text *complaint) {
  const cp_model *model = labels->model;
  cp_text near;
  *filter = (cp_trace_filter){.ordinal = -1,
                              .consignment = -1,
                              .clause = -1,
                              .measure = -1,
                              .firm = -1,
                              .until = question->until,
                              .is_everything = question->is_everything,
                              .is_sourced = question->is_sourced,
                              .is_why = question->is_why};
  if (question->firm) {
    const cp_text name = cp_text_of(question->firm);
    filter->firm = find(labels, cp_label_firm, model->n_firm, name, &near);
    if (filter->firm < 0) return refuse(arena, "firm", name, near, complaint);
  }
  if (question->clause) {
    const cp_text name = cp_text_of(question->clause);
    filter->clause = find(labels, cp_label_clause, model->n_clause, name, &near);
    if (filter->clause < 0) return refuse(arena, "clause", name, near, complaint);
  }
  if (question->measure) {
    const cp_text name = cp_text_of(question->measure);
    filter->measure = find(labels, cp_label_measure, model->n_measure, name, &near);
    if (filter->measure < 0) return refuse(arena, "measure", name, near, complaint);
  }
  if (question->lane) {
    filter->is_lane = CP_ARENA_ARRAY(arena, uint8_t, model->n_lane);
    if (!filter->is_lane) return CP_NO_MEMORY;
    int32_t n_found = 0;
    CP_TRY(mark_lanes(labels, cp_text_of(question->lane), arena, filter->is_lane, &n_found,
                      complaint));
  }
  if (question->consignment) {
    CP_TRY(
        resolve_consignment(labels, cp_text_of(question->consignment), arena, filter, complaint));
  }
  if (!question->application) return CP_OK;
  return resolve_application(labels, cp_text_of(question->application), arena, filter, complaint);
}
