// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Events in words, written into a line of fixed size.
#ifndef CP_REPORT_EVENT_WORDS_H
#define CP_REPORT_EVENT_WORDS_H

#include <stdint.h>

#include "base/sink.h"
#include "model/log.h"
#include "report/labels.h"

enum { CP_LINE_BYTES = 1024 };

// A text that stops growing when it is full.
typedef struct cp_line {
  int32_t size;
  char at[CP_LINE_BYTES];
} cp_line;

// A sink that appends to the line.
cp_sink cp_line_sink(cp_line *line);

// A short word for the kind, e.g. "measure", "approve".
const char *cp_event_word(const cp_event *event);

// What happened, why, and the source of the fact behind it (empty when none is).
void cp_event_what(const cp_labels *labels, const cp_event *event, cp_line *line);
void cp_event_why(const cp_labels *labels, const cp_event *event, cp_line *line);
cp_text cp_event_source(const cp_labels *labels, const cp_event *event);

// Parts of such sentences: a lane's name with the part that it feeds, or a stream's; " 12.3 kg" of what a lane carries (nothing for a stream); a
// part and what it is made of.
void cp_say_lane(const cp_labels *labels, int32_t lane, const cp_sink *to);
void cp_say_amount(const cp_labels *labels, int32_t lane, double amount, const cp_sink *to);
void cp_say_needed(const cp_labels *labels, int32_t input, const cp_sink *to);

// Is the object of the event a lane or a stream?
bool cp_event_is_of_lane(const cp_event *event);

// Is it about an application or its licence: a lane (or stream) and a number?
bool cp_event_is_of_application(const cp_event *event);

#endif
