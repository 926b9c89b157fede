// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What is wrong with a scenario, or worth knowing: collected while it is read, checked and built,
// and printed at once as `file:line:column: error: what; expected ...; hint`. Everything lies in
// the caller's arena.

#ifndef CP_SCENARIO_MESSAGES_H
#define CP_SCENARIO_MESSAGES_H

#include <stdint.h>

#include "base/arena.h"
#include "base/sink.h"
#include "base/status.h"
#include "base/text.h"
#include "scenario/spec.h"

typedef enum cp_severity { CP_SEVERITY_ERROR, CP_SEVERITY_WARNING } cp_severity;

typedef struct cp_message {
  cp_severity severity;
  cp_origin origin;  // file is a number in `file` below; line 0: the file as a whole
  cp_text what;      // what was found
  cp_text expected;  // what would be right, without the word "expected"; may be empty
  cp_text hint;      // what to do; may be empty
} cp_message;

typedef struct cp_messages {
  cp_arena *arena;
  cp_message *message;  // [n_message] in order of arrival
  cp_text *file;        // [n_file] paths as they are printed
  int32_t n_message, n_error, n_warning, n_file;
  int32_t room_message, room_file;
  cp_status status;  // CP_NO_MEMORY once a message could not be kept
} cp_messages;

// Start an empty collection. Takes no memory yet.
void cp_messages_begin(cp_messages *messages, cp_arena *arena);

// The number of a path, new or known; -1 when memory ran out (and status says so). The path is not
// copied.
int32_t cp_messages_file(cp_messages *messages, cp_text path);

// Add a message. Its texts are not copied: literals, or texts in an arena (cp_text_print) that
// lives as long. When memory runs out `status` keeps that, so that one look at the end is enough.
void cp_messages_add(cp_messages *messages, cp_severity severity, cp_origin origin, cp_text what,
                     cp_text expected, cp_text hint);

// All messages by file, line and column, then a line that counts errors and warnings (nothing at
// all when there are none).
cp_status cp_messages_print(const cp_messages *messages, const cp_sink *sink);

// One message as a line, without its line end.
cp_status cp_message_print(const cp_messages *messages, const cp_message *message,
                           const cp_sink *sink);

#endif
