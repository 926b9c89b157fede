// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The brief as data: sections of items, items within items. Text and JSON are written from the same
// page, so they cannot tell different stories.
#ifndef CP_REPORT_PAGE_H
#define CP_REPORT_PAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/os/json.h"
#include "base/sink.h"
#include "base/status.h"
#include "base/text.h"

typedef enum cp_mark { CP_MARK_NONE, CP_MARK_OPEN, CP_MARK_DONE } cp_mark;

// A number for machines beside the words of an item.
typedef struct cp_page_number {
  const char *key;
  double value;
} cp_page_number;

enum { CP_PAGE_NUMBERS = 6 };

// One line: title, state word in capitals, note. Empty texts and CP_DAY_NONE mean that there is
// none.
typedef struct cp_page_item {
  int32_t depth;     // 0 stands in the section, 1 belongs to the last item of depth 0, ...
  const char *kind;  // "agreement", "clause", "target", "said", ...
  cp_mark mark;      // a box that is ticked or not
  bool is_label;     // the title is a label and the note runs on behind it
  cp_text id;        // name in the scenario
  cp_text title;
  cp_text party;
  cp_text state;
  cp_text note;
  cp_text cause;  // what brought the state about
  cp_text source;
  int32_t since;  // day
  int32_t until;  // day
  cp_page_number number[CP_PAGE_NUMBERS];
  int32_t n_number;
} cp_page_item;

typedef struct cp_page_section {
  const char *id;
  cp_text title;
  int32_t item;  // its first item
} cp_page_section;

typedef struct cp_page {
  cp_arena *arena;
  cp_status status;  // CP_NO_MEMORY once something could not be kept
  cp_page_section *section;
  cp_page_item *item;
  int32_t n_section, n_item;
  int32_t room_section, room_item;
  cp_page_item spare;  // what is written to when memory ran out
} cp_page;

void cp_page_begin(cp_page *page, cp_arena *arena);

// Opens a section; following items belong to it.
void cp_page_section_begin(cp_page *page, const char *id, cp_text title);

// An item with empty fields, added to the page; valid until the next call. Never NULL: without
// memory it is a spare one.
cp_page_item *cp_page_add(cp_page *page, int32_t depth, const char *kind);

// A line "label  text".
cp_page_item *cp_page_label(cp_page *page, int32_t depth, const char *label, cp_text text);

void cp_page_number_add(cp_page_item *item, const char *key, double value);

// Text of at most 120 columns; sections are numbered.
cp_status cp_page_text(const cp_page *page, bool with_sources, const cp_sink *sink);

// The sections as an array, each with its items nested; the array is the next value of the writer.
void cp_page_json(const cp_page *page, cp_json *json);

#endif
