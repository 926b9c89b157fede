// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The template's markers filled in; see html.h.
#include "report/html.h"

#include <string.h>

#include "base/check.h"
#include "base/os/gzip.h"
#include "base/os/print.h"

// What a marker is replaced with.
typedef struct filling {
  const cp_html_parts *parts;
  const cp_html_run *run;
  int32_t n_run;
  cp_arena *arena;
  const cp_sink *sink;
} filling;

// Text of people as text of HTML.
static cp_status put_html(void *context, const char *text, size_t size) {
  const cp_sink *behind = context;
  for (size_t at = 0; at < size; at++) {
    const char *name = text[at] == '<'   ? "&lt;"
                       : text[at] == '>' ? "&gt;"
                       : text[at] == '&' ? "&amp;"
                       : text[at] == '"' ? "&quot;"
                                         : NULL;
    CP_TRY(name ? behind->put(behind->context, name, strlen(name))
                : behind->put(behind->context, text + at, 1));
  }
  return CP_OK;
}

static cp_status put_title(const filling *with) {
  const cp_sink html = {.put = put_html, .context = (void *)(uintptr_t)with->sink};
  const cp_text title = with->run->summary->certificate.title;
  return cp_print(&html, CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(title));
}

// The answer in words, for the first paint and for readers without scripts.
static cp_status put_answer(const filling *with) {
  const cp_sink html = {.put = put_html, .context = (void *)(uintptr_t)with->sink};
  return cp_summary_print(with->run->summary, &html);
}

static cp_status put_packed(const filling *with, const void *bytes, size_t size) {
  cp_text text;
  CP_TRY(cp_gzip_text(bytes, size, with->arena, &text));
  return with->sink->put(with->sink->context, text.at, (size_t)text.size);
}

static cp_status put_data(const filling *with) {
  cp_text_builder builder = {.arena = with->arena};
  const cp_sink data = cp_sink_text(&builder);
  CP_TRY(cp_html_data(with->run, with->n_run, with->arena, &data));
  return put_packed(with, builder.text.at, (size_t)builder.text.size);
}

static cp_status put_engine(const filling *with) {
  const cp_text engine = with->parts->engine;
  return engine.size > 0 ? with->sink->put(with->sink->context, engine.at, (size_t)engine.size)
                         : CP_OK;
}

// Nobody runs the model where there is no engine.
static cp_status put_model(const filling *with) {
  if (with->parts->engine.size == 0) return CP_OK;
  return put_packed(with, with->run->model->blob, with->run->model->blob_bytes);
}

typedef struct marker {
  const char *text;
  cp_status (*put)(const filling *with);
} marker;

// In the order in which they stand in the template.
static const marker markers[] = {{"<!--cp:title-->", put_title},
                                 {"<!--cp:answer-->", put_answer},
                                 {"<!--cp:data-->", put_data},
                                 {"<!--cp:engine-->", put_engine},
                                 {"<!--cp:model-->", put_model}};

cp_status cp_html_page(const cp_html_parts *parts, const cp_html_run *run, int32_t n_run,
                       cp_arena *arena, cp_text *page) {
  cp_text_builder builder = {.arena = arena};
  const cp_sink sink = cp_sink_text(&builder);
  const filling with = {parts, run, n_run, arena, &sink};
  const char *at = parts->template.at;
  for (size_t number = 0; number < sizeof markers / sizeof markers[0]; number++) {
    const char *found = strstr(at, markers[number].text);
    if (!found) return CP_BAD_USE;
    CP_TRY(sink.put(sink.context, at, (size_t)(found - at)));
    CP_TRY(markers[number].put(&with));
    at = found + strlen(markers[number].text);
  }
  CP_TRY(sink.put(sink.context, at, strlen(at)));
  *page = builder.text;
  return CP_OK;
}
