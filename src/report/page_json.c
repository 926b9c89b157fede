// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The page as JSON: fields that are empty are left out, items of greater depth lie in `items` of
// the one before.
#include "base/os/json.h"
#include "report/page.h"

static void put_text(cp_json *json, const char *key, cp_text text) {
  if (text.size == 0) return;
  cp_json_key(json, key);
  cp_json_text(json, text);
}

static void put_day(cp_json *json, const char *key, int32_t day) {
  if (day == CP_DAY_NONE) return;
  char text[11];
  cp_json_key(json, key);
  cp_json_string(json, cp_day_format(day, text));
}

static void put_fields(cp_json *json, const cp_page_item *item) {
  cp_json_key(json, "kind");
  cp_json_string(json, item->kind);
  put_text(json, "id", item->id);
  put_text(json, "title", item->title);
  put_text(json, "party", item->party);
  if (item->mark != CP_MARK_NONE) {
    cp_json_key(json, "done");
    cp_json_flag(json, item->mark == CP_MARK_DONE);
  }
  put_text(json, "state", item->state);
  put_day(json, "since", item->since);
  put_day(json, "until", item->until);
  for (int32_t number = 0; number < item->n_number; number++) {
    cp_json_key(json, item->number[number].key);
    cp_json_number(json, item->number[number].value);
  }
  put_text(json, "note", item->note);
  put_text(json, "cause", item->cause);
  put_text(json, "source", item->source);
}

// The items from `item` on that are at least as deep as `depth`; gives the first one that is not.
static int32_t put_items(cp_json *json, const cp_page *page, int32_t item, int32_t end,
                         int32_t depth) {
  cp_json_array(json);
  while (item < end && page->item[item].depth >= depth) {
    cp_json_object(json);
    put_fields(json, &page->item[item]);
    item++;
    if (item < end && page->item[item].depth > depth) {
      cp_json_key(json, "items");
      item = put_items(json, page, item, end, depth + 1);
    }
    cp_json_close(json);
  }
  cp_json_close(json);
  return item;
}

void cp_page_json(const cp_page *page, cp_json *json) {
  cp_json_array(json);
  for (int32_t section = 0; section < page->n_section; section++) {
    const bool is_last = section + 1 == page->n_section;
    const int32_t end = is_last ? page->n_item : page->section[section + 1].item;
    cp_json_object(json);
    cp_json_key(json, "id");
    cp_json_string(json, page->section[section].id);
    cp_json_key(json, "title");
    cp_json_text(json, page->section[section].title);
    cp_json_key(json, "items");
    put_items(json, page, page->section[section].item, end, 0);
    cp_json_close(json);
  }
  cp_json_close(json);
}
