// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Which of the events of a story came before another: the last of a kind, the last step of the same application or consignment; see earlier.h.
#include "report/earlier.h"

#include "model/gate.h"
#include "report/own_words.h"
#include "report/trace.h"

static const cp_event *event_at(const cp_chronicle *chronicle, int32_t at) {
  return chronicle->event + at;
}

// The last event before `before` of this kind about this object; `part` -1: any.
int32_t cp_earlier_of(const cp_chronicle *chronicle, int32_t before, cp_event_kind kind,
                      int32_t object, int32_t part) {
  for (int32_t at = before - 1; at >= 0; at--) {
    const cp_event *event = event_at(chronicle, at);
    if (event->kind == (int16_t)kind && event->object == object &&
        (part < 0 || event->part == part))
      return at;
  }
  return CP_NO_EVENT;
}

bool cp_event_is_stage(const cp_event *event) {
  return (event->kind >= CP_EVENT_FILE && event->kind <= CP_EVENT_LAPSE) ||
         (event->kind >= CP_EVENT_DRAFT && event->kind <= CP_EVENT_WITHDRAW) ||
         cp_event_is_own(event, CP_OWN_APPLICATION);
}

// The last row of my today of that kind on the lane before an event; `part` -1: any.
static int32_t own_before(const cp_chronicle *chronicle, int32_t before, cp_own_kind kind,
                          int32_t lane, int32_t part) {
  for (int32_t at = before - 1; at >= 0; at--) {
    const cp_event *event = event_at(chronicle, at);
    if (event->kind == CP_EVENT_OWN && event->from == (int32_t)kind && event->object == lane &&
        (part < 0 || event->part == part))
      return at;
  }
  return CP_NO_EVENT;
}

// What brought a licence: the last approval, or the firm's own word.
int32_t cp_earlier_licence(const cp_chronicle *chronicle, int32_t before, int32_t lane,
                           int32_t part) {
  const int32_t approval = cp_earlier_of(chronicle, before, CP_EVENT_APPROVE, lane, part);
  const int32_t own = own_before(chronicle, before, CP_OWN_LICENCE, lane, part);
  return own > approval ? own : approval;
}

// What arrives today left one day, or was under way by the firm's own word.
int32_t cp_earlier_departure(const cp_chronicle *chronicle, int32_t at) {
  const cp_event *event = event_at(chronicle, at);
  for (int32_t earlier = at - 1; earlier >= 0; earlier--) {
    const cp_event *own = event_at(chronicle, earlier);
    if (own->kind == CP_EVENT_OWN && own->from == CP_OWN_SHIPMENT && own->object == event->object &&
        own->to == event->day)
      return earlier;
  }
  return cp_earlier_of(chronicle, at, CP_EVENT_DEPART, event->object, -1);
}

// The last step of the same application.
int32_t cp_earlier_step(const cp_chronicle *chronicle, int32_t before) {
  const cp_event *now = event_at(chronicle, before);
  for (int32_t at = before - 1; at >= 0; at--) {
    const cp_event *event = event_at(chronicle, at);
    if (cp_event_is_stage(event) && event->object == now->object && event->part == now->part)
      return at;
  }
  return CP_NO_EVENT;
}

// The last step of the same consignment.
int32_t cp_earlier_handling(const cp_chronicle *chronicle, int32_t before) {
  const cp_event *now = event_at(chronicle, before);
  const cp_trace_filter same = {.consignment = now->object, .declared = now->part};
  for (int32_t at = before - 1; at >= 0; at--) {
    if (cp_trace_is_of_consignment(&same, event_at(chronicle, at))) return at;
  }
  return CP_NO_EVENT;
}

// What was challenged looks like goods that are controlled: the first control of a lane whose good shares the heading.
int32_t cp_earlier_control(const cp_model *model, const cp_chronicle *chronicle, int32_t before,
                           int32_t lane) {
  const int32_t heading = model->good_heading[cp_lane_good(model, lane)];
  for (int32_t at = 0; at < before; at++) {
    const cp_event *event = event_at(chronicle, at);
    if (event->kind == CP_EVENT_CONTROL && event->to != 0 &&
        model->good_heading[cp_lane_good(model, event->object)] == heading)
      return at;
  }
  return CP_NO_EVENT;
}
