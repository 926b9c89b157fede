// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Values replaced by path: section.field in a section of its own, section.row.field elsewhere, the
// row by its name or by its keys joined with ":" (lanes.a:b:c.share).

#include "scenario/draft.h"

#include <stddef.h>
#include <string.h>

#include "base/date.h"
#include "base/os/print.h"

static void reject(cp_draft *draft, const cp_override *change, cp_text what, cp_text hint) {
  cp_draft_complain(draft, change->origin, what,
                    CP_TEXT("section.row.field, or section.field in a section without rows"), hint);
}

static cp_text no_such(cp_draft *draft, cp_text part, const char *what, cp_text where) {
  return cp_text_print(draft->arena, "'" CP_TEXT_FORMAT "' is no %s" CP_TEXT_FORMAT,
                       CP_TEXT_ARGUMENTS(part), what, CP_TEXT_ARGUMENTS(where));
}

// Acts have no names of their own: the first act on an object on a day is "DATE:OBJECT".
static cp_row *find_act(cp_draft *draft, cp_text *rest, const cp_override *change) {
  enum { DATE, OBJECT };
  const int32_t first = cp_section_at(CP_S_timeline)->first_field;
  const int32_t place[] = {CP_F_timeline_date - first, CP_F_timeline_object - first};
  cp_rows *rows = &draft->section[CP_S_timeline];
  const cp_text key = cp_text_cut(rest, '.');
  const int32_t colon = cp_text_find(key, ':');
  const cp_text day = cp_text_part(key, 0, colon < 0 ? 0 : colon);
  const cp_text object = cp_text_part(key, colon + 1, key.size);
  for (int32_t row = 0; row < rows->n_row; row++) {
    const cp_value *date = rows->row[row].value[place[DATE]];
    const cp_value *on = rows->row[row].value[place[OBJECT]];
    if (date && on && cp_text_equal(date->text, day) && cp_text_equal(on->text, object))
      return &rows->row[row];
  }
  if (draft->is_broken[CP_S_timeline]) return NULL;
  reject(draft, change, no_such(draft, key, "act of ", CP_TEXT("timeline")),
         CP_TEXT("name it DATE:OBJECT, such as 2025-06-02:big-three"));
  return NULL;
}

// The row that the path names, NULL when there is none (which is reported).
static cp_row *find_row(cp_draft *draft, int32_t section, cp_text *rest,
                        const cp_override *change) {
  const cp_section_info *about = cp_section_at(section);
  cp_rows *rows = &draft->section[section];
  if (section == CP_S_timeline) return find_act(draft, rest, change);
  if (about->form == CP_FORM_ONE) {
    if (rows->n_row > 0) return &rows->row[0];
    cp_row row;
    if (cp_row_begin(draft, section, change->origin, &row) != CP_OK ||
        cp_draft_add(draft, section, &row) != CP_OK) {
      draft->messages->status = CP_NO_MEMORY;
      return NULL;
    }
    return &rows->row[0];
  }
  if (about->n_key == 0) {
    reject(draft, change,
           cp_text_print(draft->arena, "rows of " CP_TEXT_FORMAT " have no names",
                         CP_TEXT_ARGUMENTS(about->name)),
           CP_TEXT("change the table"));
    return NULL;
  }
  const cp_text key = cp_text_cut(rest, '.');
  const int32_t row = cp_names_find(&rows->key, key);
  if (row >= 0) return &rows->row[row];
  // it may be in a file that could not be read, which was reported
  if (draft->is_broken[section]) return NULL;
  const int32_t nearest = cp_names_nearest(&rows->key, key, 2);
  reject(draft, change, no_such(draft, key, "row of ", about->name),
         cp_draft_mean(draft, nearest < 0 ? cp_no_text : rows->key.name[nearest]));
  return NULL;
}

static void apply(cp_draft *draft, const cp_override *change) {
  cp_text rest = change->path;
  const cp_text section_name = cp_text_cut(&rest, '.');
  const int32_t section = cp_section_find(section_name);
  if (section < 0) {
    reject(draft, change, no_such(draft, section_name, "section", cp_no_text),
           cp_draft_mean(draft, cp_section_nearest(section_name)));
    return;
  }
  cp_row *row = find_row(draft, section, &rest, change);
  if (row == NULL) return;
  const cp_section_info *about = cp_section_at(section);
  const int32_t field = cp_field_find(section, rest);
  if (rest.size == 0) {
    reject(draft, change, CP_TEXT("a path without a field"), cp_no_text);
  } else if (field < 0) {
    reject(draft, change, no_such(draft, rest, "field of ", about->name),
           cp_draft_mean(draft, cp_field_nearest(section, rest)));
  } else if (field - about->first_field < about->n_key) {
    reject(draft, change,
           cp_text_print(draft->arena, "'" CP_TEXT_FORMAT "' names the row and cannot be changed",
                         CP_TEXT_ARGUMENTS(rest)),
           cp_no_text);
  } else if (change->value->node == NULL && change->value->text.size == 0) {
    cp_draft_complain(draft, change->origin, CP_TEXT("a path without a value"),
                      CP_TEXT("PATH=VALUE"), cp_no_text);
  } else {
    row->value[field - about->first_field] = change->value;
  }
}

// "PATH=VALUE" of the command line. Its place is the setting itself.
static cp_status apply_setting(cp_draft *draft, const char *setting, const char *where) {
  const cp_text text = cp_text_copy(draft->arena, cp_text_of(setting));
  const cp_text place = where ? cp_text_print(draft->arena, "%s", where)
                              : cp_text_print(draft->arena, "--set '%s'", setting);
  if (text.at == NULL || place.at == NULL) return CP_NO_MEMORY;
  const cp_origin origin = {cp_messages_file(draft->messages, place), 0, 0};
  const int32_t equals = cp_text_find(text, '=');
  if (equals < 0) {
    cp_draft_complain(draft, origin, CP_TEXT("no '='"),
                      CP_TEXT("PATH=VALUE, such as authorities.mofcom.limit='45 working days'"),
                      cp_no_text);
    return CP_OK;
  }
  const cp_text value_text = cp_text_trim(cp_text_part(text, equals + 1, text.size));
  const cp_value *value = cp_value_of_text(draft, value_text, origin);
  if (value == NULL) return CP_NO_MEMORY;
  const cp_override change = {cp_text_trim(cp_text_part(text, 0, equals)), origin, value, NULL};
  apply(draft, &change);
  return CP_OK;
}

// The last day that the author wrote; a wrong one is reported when it is read as a cell.
static int32_t own_until(const cp_draft *draft) {
  const int32_t place = CP_F_scenario_until - cp_section_at(CP_S_scenario)->first_field;
  const cp_rows *scenario = &draft->section[CP_S_scenario];
  const cp_value *value = scenario->n_row > 0 ? scenario->row[0].value[place] : NULL;
  int32_t day = CP_DAY_NONE;
  if (value == NULL || value->node != NULL || cp_day_parse(value->text, &day) != CP_OK)
    return CP_DAY_NONE;
  return day;
}

cp_status cp_draft_override(cp_draft *draft) {
  for (const cp_override *change = draft->override; change != NULL; change = change->next) {
    apply(draft, change);
  }
  draft->own_until = own_until(draft);
  for (int32_t number = 0; number < draft->options->n_setting; number++) {
    const char *const *place = draft->options->place;
    CP_TRY(apply_setting(draft, draft->options->setting[number], place ? place[number] : NULL));
  }
  return CP_OK;
}
