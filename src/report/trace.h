// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The story of one replica: it is simulated again with a listener, and each event that passes the
// filter becomes a line with its cause. Lines go out as they happen, so memory does not grow with
// the story.
#ifndef CP_REPORT_TRACE_H
#define CP_REPORT_TRACE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/sink.h"
#include "report/labels.h"
#include "report/replay.h"

// What is asked for, by name; NULL where nothing is.
typedef struct cp_trace_question {
  const char *lane;         // "supplier:buyer" or "supplier:buyer:good"
  const char *application;  // "supplier:buyer:good#number", "stream#number", or an id of my today
  const char *consignment;  // "supplier:buyer:good@day of declaration"
  const char *clause;
  const char *measure;  // with what it binds
  const char *firm;    // stops, controls, licences and challenges on its lanes; all with everything
  int32_t until;       // last day told
  bool is_everything;  // every event
  bool is_sourced;     // with the sources of facts
  bool is_why;         // instead of the story: why it is so in the end, cause by cause
} cp_trace_question;

// The same, by number.
typedef struct cp_trace_filter {
  uint8_t *is_lane;     // [n_lane] 1 for each lane asked for, NULL: none is
  int32_t application;  // the lane, or -1 - stream
  int32_t ordinal;      // -1: no application is asked for
  bool is_licence;      // it is a licence of my today, which no application brought
  int32_t consignment;  // the lane, -1 none
  int32_t declared;     // day of its declaration
  int32_t clause;       // -1 none
  int32_t measure;      // -1 none
  int32_t firm;         // -1 none
  int32_t until;
  bool is_everything;
  bool is_sourced;
  bool is_why;
} cp_trace_filter;

// CP_NOT_FOUND when a name means nothing: `complaint` (in the arena) says which, and what is near.
cp_status cp_trace_resolve(const cp_labels *labels, const cp_trace_question *question,
                           cp_arena *arena, cp_trace_filter *filter, cp_text *complaint);

// Does the event tell of the consignment that the filter names?
bool cp_trace_is_of_consignment(const cp_trace_filter *filter, const cp_event *event);

cp_status cp_trace_print(const cp_labels *labels, const cp_trace_filter *filter,
                         const cp_trace_replica *which, bool is_json, cp_arena *arena,
                         const cp_sink *sink);

#endif
