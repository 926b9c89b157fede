// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// JSON to a sink, piece by piece. The first failure is kept and everything after it does nothing,
// so a caller checks once, at the end:
//
//   cp_json json = cp_json_begin(&sink);
//   cp_json_object(&json);
//   cp_json_key(&json, "day");  cp_json_whole(&json, 12);
//   cp_json_close(&json);
//   return cp_json_end(&json);

#ifndef CP_BASE_OS_JSON_H
#define CP_BASE_OS_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/sink.h"
#include "base/status.h"
#include "base/text.h"

enum { CP_JSON_DEPTH = 64 };

typedef struct cp_json {
  const cp_sink *sink;
  cp_status status;  // the first failure, else CP_OK
  int32_t depth;
  bool has_key;                    // a key was written and waits for its value
  bool is_object[CP_JSON_DEPTH];   // else an array
  bool has_member[CP_JSON_DEPTH];  // the next member needs a comma
} cp_json;

cp_json cp_json_begin(const cp_sink *sink);

// Open an object or an array as the next value; close what was opened last.
void cp_json_object(cp_json *json);
void cp_json_array(cp_json *json);
void cp_json_close(cp_json *json);

// The key of the next value, inside of an object only.
void cp_json_key(cp_json *json, const char *key);
void cp_json_key_text(cp_json *json, cp_text key);

// Values. A number is as short as gives the same double back; what is not finite becomes null.
void cp_json_text(cp_json *json, cp_text value);
void cp_json_string(cp_json *json, const char *value);
void cp_json_number(cp_json *json, double value);
void cp_json_whole(cp_json *json, int64_t value);
void cp_json_flag(cp_json *json, bool value);
void cp_json_null(cp_json *json);

// A line end, and the status: CP_BAD_USE when something is still open or was closed too often.
cp_status cp_json_end(cp_json *json);

#endif
