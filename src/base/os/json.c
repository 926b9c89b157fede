// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The JSON writer: two spaces of indent, one member a line, UTF-8 passed through.

#include "base/os/json.h"

#include <string.h>

#include "base/os/print.h"

cp_json cp_json_begin(const cp_sink *sink) { return (cp_json){.sink = sink}; }

static void put(cp_json *json, const char *text, size_t size) {
  if (json->status == CP_OK) json->status = json->sink->put(json->sink->context, text, size);
}

static void put_string(cp_json *json, const char *text) { put(json, text, strlen(text)); }

static void fail(cp_json *json) {
  if (json->status == CP_OK) json->status = CP_BAD_USE;
}

static void new_line(cp_json *json) {
  put_string(json, "\n");
  for (int32_t level = 0; level < json->depth; level++) put_string(json, "  ");
}

// What stands between the value before and this one.
static void before_value(cp_json *json) {
  if (json->has_key) {
    json->has_key = false;
    return;
  }
  if (json->depth == 0) return;
  const int32_t level = json->depth - 1;
  if (json->is_object[level]) fail(json);
  if (json->has_member[level]) put_string(json, ",");
  json->has_member[level] = true;
  new_line(json);
}

static void open(cp_json *json, bool is_object) {
  before_value(json);
  if (json->depth == CP_JSON_DEPTH) {
    fail(json);
    return;
  }
  json->is_object[json->depth] = is_object;
  json->has_member[json->depth] = false;
  json->depth++;
  put_string(json, is_object ? "{" : "[");
}

void cp_json_object(cp_json *json) { open(json, true); }
void cp_json_array(cp_json *json) { open(json, false); }

void cp_json_close(cp_json *json) {
  if (json->depth == 0 || json->has_key) {
    fail(json);
    return;
  }
  json->depth--;
  if (json->has_member[json->depth]) new_line(json);
  put_string(json, json->is_object[json->depth] ? "}" : "]");
}

static void put_escape(cp_json *json, unsigned char byte) {
  static const char digits[] = "0123456789abcdef";
  char escape[7] = {'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15], '\0'};
  const char *names = "\bb\tt\nn\ff\rr\"\"\\\\";
  for (const char *name = names; *name != '\0'; name += 2) {
    if ((unsigned char)*name == byte) {
      escape[1] = name[1];
      escape[2] = '\0';
      break;
    }
  }
  put_string(json, escape);
}

static void put_quoted(cp_json *json, cp_text text) {
  put_string(json, "\"");
  int32_t start = 0;
  for (int32_t at = 0; at < text.size; at++) {
    const unsigned char byte = (unsigned char)text.at[at];
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    if (at > start) put(json, text.at + start, (size_t)(at - start));
    put_escape(json, byte);
    start = at + 1;
  }
  if (text.size > start) put(json, text.at + start, (size_t)(text.size - start));
  put_string(json, "\"");
}

void cp_json_key_text(cp_json *json, cp_text key) {
  const int32_t level = json->depth - 1;
  if (level < 0 || !json->is_object[level] || json->has_key) {
    fail(json);
    return;
  }
  if (json->has_member[level]) put_string(json, ",");
  json->has_member[level] = true;
  new_line(json);
  put_quoted(json, key);
  put_string(json, ": ");
  json->has_key = true;
}

void cp_json_key(cp_json *json, const char *key) { cp_json_key_text(json, cp_text_of(key)); }

void cp_json_text(cp_json *json, cp_text value) {
  before_value(json);
  put_quoted(json, value);
}

void cp_json_string(cp_json *json, const char *value) { cp_json_text(json, cp_text_of(value)); }

void cp_json_number(cp_json *json, double value) {
  char text[32];
  before_value(json);
  put_string(json, value - value == 0.0 ? cp_number_format(value, text) : "null");
}

void cp_json_whole(cp_json *json, int64_t value) {
  before_value(json);
  if (json->status == CP_OK) json->status = cp_print(json->sink, "%lld", (long long)value);
}

void cp_json_flag(cp_json *json, bool value) {
  before_value(json);
  put_string(json, value ? "true" : "false");
}

void cp_json_null(cp_json *json) {
  before_value(json);
  put_string(json, "null");
}

cp_status cp_json_end(cp_json *json) {
  if (json->depth != 0 || json->has_key) fail(json);
  put_string(json, "\n");
  return json->status;
}
