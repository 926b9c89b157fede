// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// YAML as a plain tree of scalars, mappings and sequences, each with its place in the file. Scalars
// stay texts: the field table says what they mean, so a country code NO stays a word. One document,
// no anchors, aliases or tags, and no key twice.

#ifndef CP_SCENARIO_YAML_H
#define CP_SCENARIO_YAML_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/text.h"
#include "scenario/messages.h"

typedef enum cp_yaml_kind { CP_YAML_SCALAR, CP_YAML_MAPPING, CP_YAML_SEQUENCE } cp_yaml_kind;

typedef struct cp_yaml cp_yaml;
struct cp_yaml {
  cp_yaml_kind kind;
  cp_text text;          // of a scalar
  bool is_quoted;        // a scalar in quotes, so that "" can be told from nothing
  cp_origin origin;      // an empty value has its key's
  cp_text key;           // in a mapping: the member's key
  cp_origin key_origin;  // and where that stands
  cp_yaml *first;        // members or items, in order
  cp_yaml *last;
  cp_yaml *next;
  int32_t n_child;
};

// Read one document. CP_BAD_INPUT: the messages say why; `*root` is what could be read, or NULL
// after a syntax error. An empty file is reported. `file` is the file's number in `messages`.
cp_status cp_yaml_read(cp_text content, int32_t file, cp_arena *arena, cp_messages *messages,
                       cp_yaml **root);

// Is this a scalar without any text and without quotes?
bool cp_yaml_is_empty(const cp_yaml *node);

// What it is, for messages: "a mapping", "a sequence", "no value", "a value".
const char *cp_yaml_words(const cp_yaml *node);

#endif
