// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// My today in words.
#include "report/own_words.h"

#include "base/date.h"
#include "base/os/print.h"
#include "report/event_words.h"

bool cp_event_is_own(const cp_event *event, cp_own_kind kind) {
  return (event->kind == CP_EVENT_OWN || event->kind == CP_EVENT_REPLACED) &&
         event->from == (int32_t)kind;
}

// "#12", or "#A-1" of my today: the name by which the firm knows it, where it has one.
void cp_say_number(const cp_labels *labels, const cp_event *event, const cp_sink *to) {
  const cp_model *model = labels->model;
  if (event->part < CP_OWN_FIRST) {
    (void)cp_print(to, "#%d", event->part);
    return;
  }
  int32_t own = 0;
  while (own < model->n_own &&
         (model->own_lane[own] != event->object || model->own_ordinal[own] != event->part))
    own++;
  const cp_text id = own < model->n_own
                         ? cp_spec_text(labels->spec, CP_F_state_id, model->own_row[own])
                         : CP_TEXT("");
  if (id.size > 0)
    (void)cp_print(to, "#%.*s", CP_TEXT_ARGUMENTS(id));
  else
    (void)cp_print(to, "#own-%d", event->part - CP_OWN_FIRST + 1);
}

// What a firm has on the desk and on the way, and what of these goes for it.
void cp_say_own(const cp_labels *labels, const cp_event *event, const cp_sink *to) {
  static const char *const stage[] = {"at the local office", "in review", "waits for a decision",
                                      "returned"};
  static const char *const simulated[] = {"the simulated application of",
                                          "the simulated licence for", "simulated shipments of"};
  char day[16];
  if (event->kind == CP_EVENT_REPLACED) {
    (void)cp_print(to, "%s", simulated[event->from]);
    cp_say_amount(labels, event->object, event->amount, to);
    (void)cp_print(to, event->from == CP_OWN_SHIPMENT ? " go" : " goes");
    return;
  }
  (void)cp_print(to, event->from == CP_OWN_LICENCE    ? "licence has"
                     : event->from == CP_OWN_SHIPMENT ? "under way"
                                                      : "application for");
  cp_say_amount(labels, event->object, event->amount, to);
  if (event->from == CP_OWN_APPLICATION) {
    (void)cp_print(to, ", %s", stage[event->to]);
    return;
  }
  (void)cp_print(to, event->from == CP_OWN_LICENCE ? ", to %s" : ", arrives on %s",
                 cp_day_words(event->to, day));
}

void cp_say_own_stock(const cp_labels *labels, const cp_event *event, const cp_sink *to) {
  const cp_model *model = labels->model;
  const int32_t input = event->object;
  (void)cp_print(to, "%.*s: on hand",
                 CP_TEXT_ARGUMENTS(cp_label_firm(labels, model->input_firm[input])));
  cp_say_amount(labels, model->input_lane[model->input_lane_first[input]], event->amount, to);
  (void)cp_print(to, " of ");
  cp_say_needed(labels, input, to);
}

cp_text cp_own_source(const cp_labels *labels, int32_t row) {
  return row < 0 || row >= cp_spec_count(labels->spec, CP_S_state)
             ? CP_TEXT("")
             : cp_spec_text(labels->spec, CP_F_state_source, row);
}

// Where the firm says it: file and line.
void cp_say_own_row(const cp_labels *labels, int32_t row, const cp_sink *to) {
  const cp_spec *spec = labels->spec;
  if (row < 0 || row >= cp_spec_count(spec, CP_S_state)) return;
  const cp_origin origin = cp_spec_cell(spec, CP_F_state_kind, row)->origin;
  (void)cp_print(to, "stated in %.*s:%d", CP_TEXT_ARGUMENTS(cp_spec_file(spec, origin.file)),
                 (int)origin.line);
}
