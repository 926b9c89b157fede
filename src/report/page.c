// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Keeps the items of a page and writes them as text: a column of titles, a column of state words
// and notes that wrap under themselves.
//
//     1 DEAL
//       additional understanding                     CONFIRMED since 27 Jun by the ministry
//         said         announced 26 Jun by White House
//         [x] a target that is down                  SUSPENDED since 14 May
#include "report/page.h"

#include <string.h>

#include "base/os/print.h"

enum {
  WIDTH = 120,
  INDENT = 2,
  STATE_COLUMN = 60,
  LABEL_WIDTH = 14,
  WORD_WIDTH = 15,
  MARK_WIDTH = 4,
  FIRST_ROOM = 64
};

void cp_page_begin(cp_page *page, cp_arena *arena) { *page = (cp_page){.arena = arena}; }

// Twice the room, or the first; NULL without memory.
static void *grow(cp_page *page, const void *old, int32_t n, int32_t *room, size_t size) {
  const int32_t wider = *room == 0 ? FIRST_ROOM : 2 * *room;
  void *grown = cp_arena_take_array(page->arena, size, wider);
  if (!grown) {
    page->status = CP_NO_MEMORY;
    return NULL;
  }
  if (n > 0) memcpy(grown, old, (size_t)n * size);
  *room = wider;
  return grown;
}

void cp_page_section_begin(cp_page *page, const char *id, cp_text title) {
  if (page->n_section == page->room_section) {
    void *grown =
        grow(page, page->section, page->n_section, &page->room_section, sizeof *page->section);
    if (!grown) return;
    page->section = grown;
  }
  page->section[page->n_section++] =
      (cp_page_section){.id = id, .title = title, .item = page->n_item};
}

cp_page_item *cp_page_add(cp_page *page, int32_t depth, const char *kind) {
  cp_page_item *item = &page->spare;
  if (page->n_item == page->room_item) {
    void *grown = grow(page, page->item, page->n_item, &page->room_item, sizeof *page->item);
    if (grown) page->item = grown;
  }
  if (page->n_item < page->room_item) item = &page->item[page->n_item++];
  *item = (cp_page_item){.depth = depth, .kind = kind, .since = CP_DAY_NONE, .until = CP_DAY_NONE};
  return item;
}

cp_page_item *cp_page_label(cp_page *page, int32_t depth, const char *label, cp_text text) {
  cp_page_item *const item = cp_page_add(page, depth, "line");
  item->is_label = true;
  item->title = cp_text_of(label);
  item->note = text;
  return item;
}

void cp_page_number_add(cp_page_item *item, const char *key, double value) {
  if (item->n_number == CP_PAGE_NUMBERS) return;
  item->number[item->n_number++] = (cp_page_number){.key = key, .value = value};
}

// --- text ----------------------------------------------------------------------------------------

// A line in the making.
typedef struct writer {
  const cp_sink *sink;
  int32_t column;  // where the next byte goes
  cp_status status;
} writer;

static void put(writer *out, cp_text text) {
  if (out->status != CP_OK || text.size == 0) return;
  out->status = out->sink->put(out->sink->context, text.at, (size_t)text.size);
  // a column is a character: bytes that continue one do not count
  for (int32_t byte = 0; byte < text.size; byte++) {
    if (((unsigned char)text.at[byte] & 0xC0u) != 0x80u) out->column++;
  }
}

static void end_line(writer *out) {
  put(out, CP_TEXT("\n"));
  out->column = 0;
}

static void pad_to(writer *out, int32_t column) {
  while (out->column < column && out->status == CP_OK) put(out, CP_TEXT(" "));
}

static int32_t columns_of(cp_text text) {
  int32_t columns = 0;
  for (int32_t byte = 0; byte < text.size; byte++) {
    columns += ((unsigned char)text.at[byte] & 0xC0u) != 0x80u;
  }
  return columns;
}

// Words from here on, wrapped under `margin`; a word too long for a line stays whole.
static void put_words(writer *out, cp_text text, int32_t margin, bool needs_space) {
  bool is_first = !needs_space;
  while (text.size > 0) {
    const int32_t space = cp_text_find(text, ' ');
    const cp_text word = cp_text_part(text, 0, space < 0 ? text.size : space);
    text = space < 0 ? cp_text_part(text, text.size, 0) : cp_text_part(text, space + 1, text.size);
    if (word.size == 0) continue;
    const bool fits = out->column + !is_first + columns_of(word) <= WIDTH;
    if (!fits && out->column > margin) {
      end_line(out);
      pad_to(out, margin);
      is_first = true;
    }
    if (!is_first) put(out, CP_TEXT(" "));
    put(out, word);
    is_first = false;
  }
}

static void put_label(writer *out, const cp_page_item *item, int32_t margin) {
  int32_t behind = margin + LABEL_WIDTH;
  put(out, item->title);
  pad_to(out, behind);
  if (item->state.size > 0) {
    put(out, item->state);
    if (item->note.size == 0) return;
    behind += WORD_WIDTH;
    pad_to(out, behind);
  }
  put_words(out, item->note, behind, false);
}

static void put_item(writer *out, const cp_page_item *item) {
  int32_t margin = INDENT * (item->depth + 1);
  pad_to(out, margin);
  if (item->is_label) {
    put_label(out, item, margin);
    return;
  }
  if (item->mark != CP_MARK_NONE) {
    put(out, item->mark == CP_MARK_DONE ? CP_TEXT("[x] ") : CP_TEXT("[ ] "));
    margin += MARK_WIDTH;
  }
  put_words(out, item->title, margin, false);
  if (item->state.size == 0 && item->note.size == 0) return;
  if (out->column >= STATE_COLUMN) {
    end_line(out);
  }
  pad_to(out, STATE_COLUMN);
  put(out, item->state);
  put_words(out, item->note, STATE_COLUMN, item->state.size > 0);
}

// One address or phrase a line, so that it can be clicked.
static void put_source(writer *out, const cp_page_item *item) {
  const int32_t margin = INDENT * (item->depth + 2);
  cp_text rest = item->source;
  while (rest.size > 0) {
    // addresses follow each other after a space; phrases hold spaces too
    int32_t cut = -1;
    for (int32_t at = 0; at + 5 < rest.size && cut < 0; at++) {
      if (rest.at[at] == ' ' && memcmp(rest.at + at + 1, "http", 4) == 0) cut = at;
    }
    const cp_text one = cp_text_part(rest, 0, cut < 0 ? rest.size : cut);
    rest = cut < 0 ? cp_text_part(rest, rest.size, 0) : cp_text_part(rest, cut + 1, rest.size);
    pad_to(out, margin);
    put(out, CP_TEXT("source: "));
    put_words(out, one, margin + 8, false);
    end_line(out);
  }
}

static int32_t section_end(const cp_page *page, int32_t section) {
  return section + 1 < page->n_section ? page->section[section + 1].item : page->n_item;
}

cp_status cp_page_text(const cp_page *page, bool with_sources, const cp_sink *sink) {
  CP_TRY(page->status);
  writer out = {.sink = sink};
  for (int32_t section = 0; section < page->n_section; section++) {
    end_line(&out);
    if (out.status == CP_OK) {
      out.status = cp_print(sink, "%d ", (int)section + 1);
    }
    put(&out, page->section[section].title);
    end_line(&out);
    for (int32_t item = page->section[section].item; item < section_end(page, section); item++) {
      put_item(&out, &page->item[item]);
      end_line(&out);
      if (with_sources) put_source(&out, &page->item[item]);
    }
  }
  return out.status;
}
