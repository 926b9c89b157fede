// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Messages are kept in order of arrival and printed by place, so that an author works through a
// file from top to bottom. Two messages of one place keep their order of arrival.

#include "scenario/messages.h"

#include <stddef.h>
#include <string.h>

#include "base/os/print.h"

void cp_messages_begin(cp_messages *messages, cp_arena *arena) {
  *messages = (cp_messages){.arena = arena};
}

// Room for one more element; doubles when full. NULL when memory runs out.
static void *grow(cp_messages *messages, void *old, size_t size, int32_t count, int32_t *room) {
  if (count < *room) return old;
  const int32_t larger = *room < 16 ? 16 : *room * 2;
  void *grown = cp_arena_take_array(messages->arena, size, larger);
  if (grown == NULL) {
    messages->status = CP_NO_MEMORY;
    return NULL;
  }
  if (count > 0) memcpy(grown, old, size * (size_t)count);
  *room = larger;
  return grown;
}

int32_t cp_messages_file(cp_messages *messages, cp_text path) {
  for (int32_t file = 0; file < messages->n_file; file++) {
    if (cp_text_equal(messages->file[file], path)) return file;
  }
  cp_text *grown = grow(messages, messages->file, sizeof *messages->file, messages->n_file,
                        &messages->room_file);
  if (grown == NULL) return -1;
  messages->file = grown;
  messages->file[messages->n_file] = path;
  return messages->n_file++;
}

void cp_messages_add(cp_messages *messages, cp_severity severity, cp_origin origin, cp_text what,
                     cp_text expected, cp_text hint) {
  if (what.at == NULL) messages->status = CP_NO_MEMORY;
  if (severity == CP_SEVERITY_ERROR) {
    messages->n_error++;
  } else {
    messages->n_warning++;
  }
  cp_message *grown = grow(messages, messages->message, sizeof *messages->message,
                           messages->n_message, &messages->room_message);
  if (grown == NULL) return;
  messages->message = grown;
  messages->message[messages->n_message++] = (cp_message){severity, origin, what, expected, hint};
}

static cp_status print_text(cp_text text, const cp_sink *sink) {
  return text.size > 0 ? sink->put(sink->context, text.at, (size_t)text.size) : CP_OK;
}

static cp_status print_place(const cp_messages *messages, cp_origin origin, const cp_sink *sink) {
  if (origin.file < 0 || origin.file >= messages->n_file) return CP_OK;
  CP_TRY(print_text(messages->file[origin.file], sink));
  if (origin.line > 0) CP_TRY(cp_print(sink, ":%d:%d", (int)origin.line, (int)origin.column));
  return cp_print(sink, ": ");
}

cp_status cp_message_print(const cp_messages *messages, const cp_message *message,
                           const cp_sink *sink) {
  CP_TRY(print_place(messages, message->origin, sink));
  CP_TRY(cp_print(sink, message->severity == CP_SEVERITY_ERROR ? "error: " : "warning: "));
  CP_TRY(print_text(message->what, sink));
  if (message->expected.size > 0) {
    CP_TRY(cp_print(sink, "; expected "));
    CP_TRY(print_text(message->expected, sink));
  }
  if (message->hint.size > 0) {
    CP_TRY(cp_print(sink, "; "));
    CP_TRY(print_text(message->hint, sink));
  }
  return CP_OK;
}

static bool is_before(const cp_message *left, const cp_message *right) {
  if (left->origin.file != right->origin.file) return left->origin.file < right->origin.file;
  if (left->origin.line != right->origin.line) return left->origin.line < right->origin.line;
  return left->origin.column < right->origin.column;
}

// One pass of a merge sort: neighbouring runs of `width` become runs of twice that.
static void merge_runs(const cp_message **from, const cp_message **to, int32_t count,
                       int32_t width) {
  for (int32_t start = 0; start < count; start += 2 * width) {
    const int32_t middle = start + width < count ? start + width : count;
    const int32_t end = middle + width < count ? middle + width : count;
    int32_t left = start;
    int32_t right = middle;
    for (int32_t at = start; at < end; at++) {
      const bool takes_right =
          right < end && (left >= middle || is_before(from[right], from[left]));
      to[at] = takes_right ? from[right++] : from[left++];
    }
  }
}

static const cp_message **sorted_messages(const cp_messages *messages) {
  const int32_t count = messages->n_message;
  const cp_message **from = CP_ARENA_ARRAY(messages->arena, const cp_message *, count);
  const cp_message **to = CP_ARENA_ARRAY(messages->arena, const cp_message *, count);
  if (from == NULL || to == NULL) return NULL;
  for (int32_t at = 0; at < count; at++) from[at] = &messages->message[at];
  for (int32_t width = 1; width < count; width *= 2) {
    merge_runs(from, to, count, width);
    const cp_message **swap = from;
    from = to;
    to = swap;
  }
  return from;
}

static cp_status print_count(int32_t count, const char *word, const cp_sink *sink) {
  return cp_print(sink, "%d %s%s", (int)count, word, count == 1 ? "" : "s");
}

static cp_status print_counts(const cp_messages *messages, const cp_sink *sink) {
  if (messages->n_error > 0) CP_TRY(print_count(messages->n_error, "error", sink));
  if (messages->n_error > 0 && messages->n_warning > 0) CP_TRY(cp_print(sink, ", "));
  if (messages->n_warning > 0) CP_TRY(print_count(messages->n_warning, "warning", sink));
  return cp_print(sink, "\n");
}

cp_status cp_messages_print(const cp_messages *messages, const cp_sink *sink) {
  if (messages->n_message == 0) return CP_OK;
  const cp_message **sorted = sorted_messages(messages);
  if (sorted == NULL) return CP_NO_MEMORY;
  for (int32_t at = 0; at < messages->n_message; at++) {
    CP_TRY(cp_message_print(messages, sorted[at], sink));
    CP_TRY(cp_print(sink, "\n"));
  }
  return print_counts(messages, sink);
}
