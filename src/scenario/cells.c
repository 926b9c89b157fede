// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// One reader per type of field, and the walk over all rows. References wait until all names are
// known, and numbers with a good's own unit until the good is.

#include "scenario/cells.h"

#include <stddef.h>

#include "base/date.h"
#include "base/number.h"
#include "base/os/print.h"

void cp_cell_complain(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                      const char *words, cp_text expected, cp_text hint) {
  cp_text what;
  if (value->node == NULL) {
    what = cp_text_print(draft->arena, CP_TEXT_FORMAT ": '" CP_TEXT_FORMAT "' %s",
                         CP_TEXT_ARGUMENTS(field->name), CP_TEXT_ARGUMENTS(value->text), words);
  } else {
    what = cp_text_print(draft->arena, CP_TEXT_FORMAT ": %s", CP_TEXT_ARGUMENTS(field->name),
                         cp_yaml_words(value->node));
  }
  cp_draft_complain(draft, value->origin, what, expected, hint);
}

// A single text is wanted; a mapping or sequence is not.
static bool is_text(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                    const char *expected) {
  if (value->node == NULL) return true;
  cp_cell_complain(draft, field, value, "", cp_text_of(expected), cp_no_text);
  return false;
}

static bool read_date(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                      cp_cell *cell) {
  const char *expected = "a date as YYYY-MM-DD, such as 2025-06-27";
  if (!is_text(draft, field, value, expected)) return false;
  if (cp_day_parse(value->text, &cell->index) == CP_OK) return true;
  const cp_text text = value->text;
  const bool looks_right = text.size == 10 && text.at[4] == '-' && text.at[7] == '-';
  cp_cell_complain(draft, field, value, looks_right ? "is no day of the calendar" : "is no date",
                   cp_text_of(expected), cp_no_text);
  return false;
}

static bool read_period(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                        cp_cell *cell) {
  const char *expected = "a month or months, such as 2025-04 or 2025-04..2025-06";
  if (!is_text(draft, field, value, expected)) return false;
  const cp_text text = value->text;
  const cp_text first = cp_text_part(text, 0, 7);
  const bool is_single = text.size == 7;
  const bool has_dots = text.size == 16 && text.at[7] == '.' && text.at[8] == '.';
  const cp_text last = is_single ? first : cp_text_part(text, 9, 7);
  if ((!is_single && !has_dots) || cp_month_parse(first, &cell->index) != CP_OK ||
      cp_month_parse(last, &cell->last) != CP_OK) {
    cp_cell_complain(draft, field, value, "is no period", cp_text_of(expected), cp_no_text);
    return false;
  }
  if (cell->last >= cell->index) return true;
  cp_cell_complain(draft, field, value, "ends before it begins", cp_text_of(expected), cp_no_text);
  return false;
}

static bool read_flag(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                      cp_cell *cell) {
  if (!is_text(draft, field, value, "yes or no")) return false;
  cell->index = cp_list_find(CP_TEXT("no|yes"), value->text);
  if (cell->index >= 0) return true;
  cp_cell_complain(draft, field, value, "is neither yes nor no", CP_TEXT("yes or no"), cp_no_text);
  return false;
}

static bool read_count(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                       cp_cell *cell) {
  if (!is_text(draft, field, value, "a whole number")) return false;
  int64_t whole = 0;
  if (cp_whole_parse(value->text, &whole) != CP_OK) {
    cp_cell_complain(draft, field, value, "is no whole number",
                     CP_TEXT("a whole number, such as 12"), cp_no_text);
    return false;
  }
  cell->number = (double)whole;
  const double most = field->most < INT32_MAX ? field->most : INT32_MAX;
  if (cell->number >= field->least && cell->number <= most) {
    cell->index = (int32_t)whole;
    return true;
  }
  char least_words[32];
  char most_words[32];
  cp_cell_complain(
      draft, field, value, "is out of bounds",
      cp_text_print(draft->arena, "%s to %s", cp_number_format(field->least, least_words),
                    cp_number_format(most, most_words)),
      cp_no_text);
  return false;
}

// "a, b or c" of a list "a|b|c".
static cp_text list_words(cp_draft *draft, cp_text list) {
  cp_text_builder words = {.arena = draft->arena};
  const cp_sink sink = cp_sink_text(&words);
  const int32_t count = cp_list_count(list);
  for (int32_t place = 0; place < count; place++) {
    const char *joint = place == 0 ? "" : place + 1 == count ? " or " : ", ";
    const cp_text word = cp_list_at(list, place);
    if (cp_print(&sink, "%s" CP_TEXT_FORMAT, joint, CP_TEXT_ARGUMENTS(word)) != CP_OK) {
      draft->messages->status = CP_NO_MEMORY;
    }
  }
  return words.text;
}

static int32_t find_choice(cp_draft *draft, const cp_field_info *field, const cp_value *value) {
  const int32_t place = cp_list_find(field->of, value->text);
  if (place >= 0) return place;
  cp_cell_complain(draft, field, value, "is none of the choices", list_words(draft, field->of),
                   cp_draft_mean(draft, cp_list_nearest(field->of, value->text)));
  return -1;
}

static bool read_choice(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                        cp_cell *cell) {
  if (value->node != NULL) {
    cp_cell_complain(draft, field, value, "", list_words(draft, field->of), cp_no_text);
    return false;
  }
  cell->index = find_choice(draft, field, value);
  return cell->index >= 0;
}

// --- lists ---------------------------------------------------------------------------------------

static bool is_joint(char byte) {
  return byte == ' ' || byte == ';' || byte == ',' || byte == '\t' || byte == '\n' || byte == '\r';
}

// Cuts the next word off the text; empty at the end.
static cp_text next_word(cp_text text, int32_t *at) {
  while (*at < text.size && is_joint(text.at[*at])) ++*at;
  const int32_t start = *at;
  while (*at < text.size && !is_joint(text.at[*at])) ++*at;
  return cp_text_part(text, start, *at - start);
}

static int32_t split_text(cp_draft *draft, const cp_value *value, cp_text **word,
                          cp_origin **origin) {
  int32_t count = 0;
  for (int32_t at = 0; next_word(value->text, &at).size > 0;) count++;
  *word = CP_ARENA_ARRAY(draft->arena, cp_text, count);
  *origin = CP_ARENA_ARRAY(draft->arena, cp_origin, count);
  if (*word == NULL || *origin == NULL) {
    draft->messages->status = CP_NO_MEMORY;
    return -1;
  }
  for (int32_t at = 0, place = 0; place < count; place++) {
    (*word)[place] = next_word(value->text, &at);
    (*origin)[place] = value->origin;
  }
  return count;
}

int32_t cp_words_split(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                       cp_text **word, cp_origin **origin) {
  if (value->node == NULL) return split_text(draft, value, word, origin);
  if (value->node->kind != CP_YAML_SEQUENCE) {
    cp_cell_complain(draft, field, value, "", CP_TEXT("words, or a sequence of words"), cp_no_text);
    return -1;
  }
  *word = CP_ARENA_ARRAY(draft->arena, cp_text, value->node->n_child);
  *origin = CP_ARENA_ARRAY(draft->arena, cp_origin, value->node->n_child);
  if (*word == NULL || *origin == NULL) {
    draft->messages->status = CP_NO_MEMORY;
    return -1;
  }
  int32_t count = 0;
  for (const cp_yaml *item = value->node->first; item != NULL; item = item->next) {
    (*origin)[count] = item->origin;
    (*word)[count++] = item->text;
    if (item->kind == CP_YAML_SCALAR && item->text.size > 0) continue;
    const cp_value wrong = {item->text, item, item->origin};
    cp_cell_complain(draft, field, &wrong, "", CP_TEXT("a word"), cp_no_text);
    return -1;
  }
  return count;
}

static bool read_words(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                       cp_cell *cell) {
  cp_text *word = NULL;
  cp_origin *origin = NULL;
  cell->n_item = cp_words_split(draft, field, value, &word, &origin);
  cell->word = word;
  if (cell->n_item < 0) return false;
  if (field->of.size == 0) return true;
  int32_t *item = CP_ARENA_ARRAY(draft->arena, int32_t, cell->n_item);
  if (item == NULL) {
    draft->messages->status = CP_NO_MEMORY;
    return false;
  }
  bool is_good = true;
  for (int32_t place = 0; place < cell->n_item; place++) {
    const cp_value single = {word[place], NULL, origin[place]};
    item[place] = find_choice(draft, field, &single);
    is_good &= item[place] >= 0;
  }
  cell->item = item;
  return is_good;
}

// --- shares --------------------------------------------------------------------------------------

// "Nd 29 %": a word, a blank, a share.
static bool read_share(cp_draft *draft, const cp_field_info *field, const cp_value *part,
                       cp_text *word, double *share) {
  cp_text amount = {NULL, 0};
  const int32_t blank = cp_text_find(part->text, ' ');
  if (part->node != NULL && part->node->kind == CP_YAML_SCALAR) {
    *word = part->node->key;
    amount = part->node->text;
  } else if (part->node == NULL && blank > 0) {
    *word = cp_text_part(part->text, 0, blank);
    amount = cp_text_trim(cp_text_part(part->text, blank, part->text.size));
  }
  double number = 0.0;
  cp_unit unit;
  const bool is_read = amount.size > 0 && cp_quantity_parse(amount, &number, &unit, NULL) == CP_OK;
  const cp_unit plain = {.factor = 1.0};
  if (!is_read || !unit.is_share || !cp_unit_same_dimension(unit, plain)) {
    const cp_value wrong = {part->node != NULL ? part->node->text : part->text, NULL, part->origin};
    cp_cell_complain(draft, field, &wrong, "is no share",
                     CP_TEXT("a word and its share, such as Nd 29 %"),
                     CP_TEXT("part them with ';'"));
    return false;
  }
  *share = number * unit.factor;
  if (*share >= 0.0 && *share <= 1.0) return true;
  const cp_value wrong = {amount, NULL, part->origin};
  cp_cell_complain(draft, field, &wrong, "is out of bounds", CP_TEXT("0 % to 100 %"), cp_no_text);
  return false;
}

// Parts of a text between semicolons, or members of a mapping, as values of their own.
static int32_t split_shares(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                            cp_value **part) {
  const cp_yaml *node = value->node;
  if (node != NULL && node->kind != CP_YAML_MAPPING) {
    cp_cell_complain(draft, field, value, "", CP_TEXT("shares, such as Nd 29 %; Dy 2 %"),
                     cp_no_text);
    return -1;
  }
  int32_t room = node != NULL ? node->n_child : 1;
  for (int32_t at = 0; node == NULL && at < value->text.size; at++)
    room += value->text.at[at] == ';';
  *part = CP_ARENA_ARRAY(draft->arena, cp_value, room);
  if (*part == NULL) {
    draft->messages->status = CP_NO_MEMORY;
    return -1;
  }
  int32_t count = 0;
  if (node != NULL) {
    for (const cp_yaml *child = node->first; child != NULL; child = child->next) {
      (*part)[count++] = (cp_value){child->text, child, child->origin};
    }
    return count;
  }
  cp_text rest = value->text;
  for (int32_t place = 0; place < room; place++) {
    const int32_t end = cp_text_find(rest, ';');
    const cp_text text = cp_text_trim(end < 0 ? rest : cp_text_part(rest, 0, end));
    if (end >= 0) rest = cp_text_part(rest, end + 1, rest.size);
    if (text.size > 0) (*part)[count++] = (cp_value){text, NULL, value->origin};
  }
  return count;
}

static bool read_shares(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                        cp_cell *cell) {
  cp_value *part = NULL;
  const int32_t count = split_shares(draft, field, value, &part);
  if (count < 0) return false;
  cp_text *word = CP_ARENA_ARRAY(draft->arena, cp_text, count);
  double *share = CP_ARENA_ARRAY(draft->arena, double, count);
  if (word == NULL || share == NULL) {
    draft->messages->status = CP_NO_MEMORY;
    return false;
  }
  double sum = 0.0;
  for (int32_t place = 0; place < count; place++) {
    if (!read_share(draft, field, &part[place], &word[place], &share[place])) return false;
    sum += share[place];
    for (int32_t earlier = 0; earlier < place; earlier++) {
      if (!cp_text_equal(word[earlier], word[place])) continue;
      const cp_value twice = {word[place], NULL, part[place].origin};
      cp_cell_complain(draft, field, &twice, "stands there twice", CP_TEXT("each word once"),
                       cp_no_text);
      return false;
    }
  }
  cell->n_item = count;
  cell->word = word;
  cell->share = share;
  if (sum <= 1.0 + 1e-9) return true;
  char words[32];
  cp_draft_complain(
      draft, value->origin,
      cp_text_print(draft->arena, CP_TEXT_FORMAT ": shares that add up to %s %%",
                    CP_TEXT_ARGUMENTS(field->name), cp_number_format(sum * 100.0, words)),
      CP_TEXT("100 % at most"), cp_no_text);
  return false;
}

bool cp_cell_read(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                  cp_cell *cell) {
  switch (field->type) {
    case CP_TYPE_DATE:
      return read_date(draft, field, value, cell);
    case CP_TYPE_PERIOD:
      return read_period(draft, field, value, cell);
    case CP_TYPE_FLAG:
      return read_flag(draft, field, value, cell);
    case CP_TYPE_COUNT:
      return read_count(draft, field, value, cell);
    case CP_TYPE_CHOICE:
      return read_choice(draft, field, value, cell);
    case CP_TYPE_TEXTS:
      return read_words(draft, field, value, cell);
    case CP_TYPE_SHARES:
      return read_shares(draft, field, value, cell);
    default:
      return is_text(draft, field, value, "text");
  }
}

// --- all of them ---------------------------------------------------------------------------------

// Read a value into an empty cell; NULL when it is wrong.
static cp_cell *fill_cell(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                          const cp_wanted *wanted, cp_cell *cell) {
  cell->is_given = true;
  cell->text = value->text;
  cell->origin = value->origin;
  const bool is_good = field->type == CP_TYPE_NUMBER
                           ? cp_cell_number(draft, field, value, wanted, cell)
                           : cp_cell_read(draft, field, value, cell);
  return is_good ? cell : NULL;
}

static bool must_wait(const cp_field_info *field) {
  return field->type == CP_TYPE_REF || field->type == CP_TYPE_REFS || cp_field_has_own_unit(field);
}

static void report_missing(cp_draft *draft, const cp_field_info *field, const cp_row *row) {
  const cp_text section = cp_section_at((int32_t)field->section)->name;
  // a section of its own that could not be read has nothing
  if (row->origin.line == 0 && draft->is_broken[field->section]) return;
  cp_text who = section;
  if (row->key.size > 0) {
    who = cp_text_print(draft->arena, "'" CP_TEXT_FORMAT "' in " CP_TEXT_FORMAT,
                        CP_TEXT_ARGUMENTS(row->key), CP_TEXT_ARGUMENTS(section));
  }
  cp_draft_complain(
      draft, row->origin,
      cp_text_print(draft->arena, CP_TEXT_FORMAT " has no '" CP_TEXT_FORMAT "': " CP_TEXT_FORMAT,
                    CP_TEXT_ARGUMENTS(who), CP_TEXT_ARGUMENTS(field->name),
                    CP_TEXT_ARGUMENTS(field->doc)),
      cp_no_text, cp_no_text);
}

static void type_column(cp_draft *draft, int32_t field) {
  const cp_field_info *about = cp_field_at(field);
  const int32_t place = field - cp_section_at((int32_t)about->section)->first_field;
  const cp_wanted wanted = cp_wanted_of(draft, about);
  if (about->standard.size > 0) {
    const cp_value standard = {about->standard, NULL, {-1, 0, 0}};
    cp_cell *cell = cp_arena_take(draft->arena, sizeof *cell);
    if (cell == NULL) draft->messages->status = CP_NO_MEMORY;
    if (cell == NULL) return;
    draft->standard[field] = fill_cell(draft, about, &standard, &wanted, cell);
    if (draft->standard[field] != NULL) draft->standard[field]->is_given = false;
  }
  cp_rows *rows = &draft->section[about->section];
  cp_cell *next = must_wait(about) ? NULL : cp_draft_column(draft, (int32_t)about->section, place);
  for (int32_t number = 0; number < rows->n_row; number++) {
    cp_row *row = &rows->row[number];
    if (row->value[place] == NULL) {
      if (about->is_required && place >= cp_section_at((int32_t)about->section)->n_key) {
        report_missing(draft, about, row);
      }
    } else if (next != NULL) {
      row->cell[place] = fill_cell(draft, about, row->value[place], &wanted, next++);
    }
  }
}

cp_status cp_draft_type(cp_draft *draft) {
  for (int32_t field = 0; field < CP_N_FIELD; field++) type_column(draft, field);
  return draft->messages->status;
}
