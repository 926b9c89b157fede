// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What needs to know other rows: names become row numbers, and amounts take their good's unit.

#include <stddef.h>

#include "base/os/print.h"
#include "scenario/cells.h"

enum { TARGETS_MOST = 8 };

// The sections that a field may refer to.
typedef struct targets {
  int32_t section[TARGETS_MOST];
  int32_t count;
} targets;

static targets targets_of(const cp_field_info *field) {
  targets found = {.count = cp_list_count(field->of)};
  for (int32_t place = 0; place < found.count; place++) {
    found.section[place] = cp_section_find(cp_list_at(field->of, place));
  }
  return found;
}

// The nearest name in the target sections. A table of wrong names does not get a hint for each: the
// search would take the time of rows times names.
static cp_text nearest_name(cp_draft *draft, const targets *to, cp_text name) {
  cp_text nearest = {NULL, 0};
  int32_t limit = name.size > 3 ? 2 : 1;
  for (int32_t place = 0; place < to->count && limit >= 0; place++) {
    const cp_names *key = &draft->section[to->section[place]].key;
    draft->n_compared += key->n_name;
    if (draft->n_compared > CP_COMPARED_MOST) break;
    const int32_t found = cp_names_nearest(key, name, limit);
    if (found < 0) continue;
    nearest = key->name[found];
    limit = cp_text_distance(nearest, name, limit) - 1;
  }
  return nearest;
}

static void report_unknown(cp_draft *draft, const cp_field_info *field, const targets *to,
                           cp_text name, cp_origin origin) {
  for (int32_t place = 0; place < to->count; place++) {
    if (draft->is_broken[to->section[place]]) return;
  }
  cp_text_builder where = {.arena = draft->arena};
  const cp_sink sink = cp_sink_text(&where);
  for (int32_t place = 0; place < to->count; place++) {
    const cp_text section = cp_section_at(to->section[place])->name;
    const char *joint = place == 0 ? "a name in " : place + 1 == to->count ? " or " : ", ";
    if (cp_print(&sink, "%s" CP_TEXT_FORMAT, joint, CP_TEXT_ARGUMENTS(section)) != CP_OK) {
      draft->messages->status = CP_NO_MEMORY;
    }
  }
  cp_draft_complain(
      draft, origin,
      cp_text_print(draft->arena, CP_TEXT_FORMAT ": '" CP_TEXT_FORMAT "' is not known",
                    CP_TEXT_ARGUMENTS(field->name), CP_TEXT_ARGUMENTS(name)),
      where.text, cp_draft_mean(draft, nearest_name(draft, to, name)));
}

// The row of a name among the targets; -1 when there is none.
static int32_t find_name(const cp_draft *draft, const targets *to, cp_text name, int32_t *section) {
  for (int32_t place = 0; place < to->count; place++) {
    const int32_t row = cp_names_find(&draft->section[to->section[place]].key, name);
    *section = to->section[place];
    if (row >= 0) return row;
  }
  return -1;
}

static bool resolve_single(cp_draft *draft, const cp_field_info *field, const targets *to,
                           const cp_value *value, cp_cell *cell) {
  if (value->node != NULL) {
    cp_cell_complain(draft, field, value, "", CP_TEXT("one name"), cp_no_text);
    return false;
  }
  cell->index = find_name(draft, to, value->text, &cell->section);
  if (cell->index < 0) report_unknown(draft, field, to, value->text, value->origin);
  return cell->index >= 0;
}

static bool resolve_list(cp_draft *draft, const cp_field_info *field, const targets *to,
                         const cp_value *value, cp_cell *cell) {
  cp_text *word = NULL;
  cp_origin *origin = NULL;
  const int32_t count = cp_words_split(draft, field, value, &word, &origin);
  if (count < 0) return false;
  int32_t *item = CP_ARENA_ARRAY(draft->arena, int32_t, count);
  if (item == NULL) {
    draft->messages->status = CP_NO_MEMORY;
    return false;
  }
  bool is_good = true;
  for (int32_t place = 0; place < count; place++) {
    item[place] = find_name(draft, to, word[place], &cell->section);
    if (item[place] < 0) report_unknown(draft, field, to, word[place], origin[place]);
    is_good &= item[place] >= 0;
    for (int32_t earlier = 0; earlier < place && item[place] >= 0; earlier++) {
      if (item[earlier] != item[place]) continue;
      const cp_value twice = {word[place], NULL, origin[place]};
      cp_cell_complain(draft, field, &twice, "stands there twice", CP_TEXT("each name once"),
                       cp_no_text);
      is_good = false;
    }
  }
  cell->n_item = count;
  cell->item = item;
  cell->word = word;
  return is_good;
}

static void resolve_column(cp_draft *draft, int32_t field) {
  const cp_field_info *about = cp_field_at(field);
  const targets to = targets_of(about);
  const int32_t place = field - cp_section_at((int32_t)about->section)->first_field;
  cp_rows *rows = &draft->section[about->section];
  cp_cell *next = cp_draft_column(draft, (int32_t)about->section, place);
  for (int32_t number = 0; next != NULL && number < rows->n_row; number++) {
    cp_row *row = &rows->row[number];
    const cp_value *value = row->value[place];
    if (value == NULL) continue;
    cp_cell *cell = next++;
    *cell = (cp_cell){.is_given = true, .index = -1, .text = value->text, .origin = value->origin};
    const bool is_good = about->type == CP_TYPE_REF ? resolve_single(draft, about, &to, value, cell)
                                                    : resolve_list(draft, about, &to, value, cell);
    if (is_good) row->cell[place] = cell;
  }
}

cp_status cp_draft_resolve(cp_draft *draft) {
  for (int32_t field = 0; field < CP_N_FIELD; field++) {
    const cp_type type = cp_field_at(field)->type;
    if (type == CP_TYPE_REF || type == CP_TYPE_REFS) resolve_column(draft, field);
  }
  return draft->messages->status;
}

// --- a good's own unit ---------------------------------------------------------------------------

// The base unit of the good to which a field of this row refers: 0 g, 1 piece, -1 not known.
static int32_t good_unit(const cp_draft *draft, int32_t field, const cp_row *row) {
  const cp_cell *cell = cp_draft_cell(draft, field, row);
  if (cell == NULL || cell->index < 0) return -1;
  const cp_cell *unit =
      cp_draft_cell(draft, CP_F_goods_unit, &draft->section[CP_S_goods].row[cell->index]);
  return unit == NULL ? -1 : unit->index;
}

// What the firm to which a field of this row refers makes, likewise.
static int32_t made_unit(const cp_draft *draft, int32_t field, const cp_row *row) {
  const cp_cell *firm = cp_draft_cell(draft, field, row);
  if (firm == NULL || firm->index < 0) return -1;
  return good_unit(draft, CP_F_firms_makes, &draft->section[CP_S_firms].row[firm->index]);
}

static bool holds_one_of(const cp_cell *content, const cp_cell *elements) {
  if (content == NULL || elements == NULL) return false;
  for (int32_t word = 0; word < content->n_item; word++) {
    for (int32_t element = 0; element < elements->n_item; element++) {
      if (cp_text_equal(content->word[word], elements->word[element])) return true;
    }
  }
  return false;
}

// The unit of the first good in the scope of a measure; mass where it has none.
static int32_t scope_unit(const cp_draft *draft, const cp_row *row) {
  const cp_cell *named = cp_draft_cell(draft, CP_F_measures_goods, row);
  const cp_cell *elements = cp_draft_cell(draft, CP_F_measures_contains, row);
  const cp_rows *goods = &draft->section[CP_S_goods];
  for (int32_t good = 0; good < goods->n_row; good++) {
    bool is_in =
        holds_one_of(cp_draft_cell(draft, CP_F_goods_content, &goods->row[good]), elements);
    for (int32_t item = 0; named != NULL && item < named->n_item; item++)
      is_in |= named->item[item] == good;
    const cp_cell *unit = cp_draft_cell(draft, CP_F_goods_unit, &goods->row[good]);
    if (is_in && unit != NULL) return unit->index;
  }
  return 0;
}

// What was written in a field of the row, NULL when nothing was.
static const cp_value *value_of(int32_t field, const cp_row *row) {
  return row->value[field - cp_section_at((int32_t)cp_field_at(field)->section)->first_field];
}

static cp_unit unit_in(int32_t top, int32_t bottom, cp_dimension per) {
  cp_unit unit = {.factor = 1.0};
  if (top >= 0) unit.power[top == 0 ? CP_DIMENSION_MASS : CP_DIMENSION_PIECE]++;
  if (bottom >= 0) unit.power[bottom == 0 ? CP_DIMENSION_MASS : CP_DIMENSION_PIECE]--;
  if (per < CP_N_DIMENSION) unit.power[per]--;
  return unit;
}

static cp_wanted wanted_rate(int32_t unit) {
  cp_wanted wanted = {.n_unit = 1, .expected = CP_TEXT("pieces per time, such as 400 piece/day")};
  if (unit == 0) wanted.expected = CP_TEXT("mass per time, such as 120 t/month");
  wanted.unit[0] = unit_in(unit, -1, CP_DIMENSION_TIME);
  return wanted;
}

static cp_wanted wanted_price(int32_t unit) {
  cp_wanted wanted = {.n_unit = 1, .expected = CP_TEXT("a price per piece, such as 900 USD/piece")};
  if (unit == 0) wanted.expected = CP_TEXT("a price per mass, such as 60 USD/kg");
  wanted.unit[0] = unit_in(-1, unit, CP_N_DIMENSION);
  wanted.unit[0].power[CP_DIMENSION_MONEY] = 1;
  return wanted;
}

static cp_wanted wanted_amount(int32_t unit) {
  cp_wanted wanted = {.n_unit = 1, .expected = CP_TEXT("a number of pieces, such as 400 piece")};
  if (unit == 0) wanted.expected = CP_TEXT("a mass, such as 300 t");
  wanted.unit[0] = unit_in(unit, -1, CP_N_DIMENSION);
  return wanted;
}

static cp_wanted wanted_value(int32_t unit) {
  cp_wanted wanted = wanted_price(unit);
  wanted.expected = unit == 0 ? CP_TEXT("money per mass made, such as 20 USD/kg")
                              : CP_TEXT("money per piece made, such as 17000 USD/piece");
  return wanted;
}

// An amount of one good per amount of another; `top` and `bottom` say what they are to each other. `words` keeps the words, by unit.
static cp_wanted wanted_ratio(cp_draft *draft, const int32_t unit[2], const char *top,
                              const char *bottom, cp_text words[2][2]) {
  static const char *const examples[2][2] = {{"0.3 kg/kg", "0.9 kg/piece"},
                                             {"2 piece/kg", "4 piece/piece"}};
  cp_text *expected = &words[unit[0]][unit[1]];
  if (expected->at == NULL) {
    *expected = cp_text_print(draft->arena, "%s of %s per %s %s, such as %s",
                              unit[0] == 0 ? "mass" : "pieces", top,
                              unit[1] == 0 ? "mass" : "piece", bottom, examples[unit[0]][unit[1]]);
    if (expected->at == NULL) draft->messages->status = CP_NO_MEMORY;
  }
  cp_wanted wanted = {.n_unit = 1, .expected = *expected};
  wanted.unit[0] = unit_in(unit[0], unit[1], CP_N_DIMENSION);
  return wanted;
}

// What the row's goods ask for; with any unit unknown, whatever the field may take.
static cp_wanted wanted_in(cp_draft *draft, int32_t field, const cp_row *row, cp_text words[2][2]) {
  if (field == CP_F_goods_price) {
    const cp_cell *unit = cp_draft_cell(draft, CP_F_goods_unit, row);
    if (unit != NULL) return wanted_price(unit->index);
  }
  if (field == CP_F_measures_amount) return wanted_amount(scope_unit(draft, row));
  if (field == CP_F_firms_capacity || field == CP_F_firms_plan) {
    const int32_t unit = good_unit(draft, CP_F_firms_makes, row);
    if (unit >= 0) return wanted_rate(unit);
  }
  if (field == CP_F_firms_value_added) {
    const int32_t unit = good_unit(draft, CP_F_firms_makes, row);
    if (unit >= 0) return wanted_value(unit);
  }
  if (field == CP_F_state_quantity || field == CP_F_state_granted) {
    const int32_t unit = good_unit(draft, CP_F_state_good, row);
    if (unit >= 0) return wanted_amount(unit);
  }
  // amounts of one good per amount of another, and where both stand
  const struct {
    int32_t field;
    int32_t top;
    int32_t bottom;
    bool is_made;  // what the firm named there makes
    const char *top_words;
    const char *bottom_words;
  } ratios[] = {{CP_F_inputs_need, CP_F_inputs_good, CP_F_inputs_firm, true, "input", "made"},
                {CP_F_parts_need, CP_F_parts_good, CP_F_parts_plant, true, "input", "made"},
                {CP_F_firms_scrap_rate, CP_F_firms_scrap, CP_F_firms_makes, false, "scrap", "made"},
                {CP_F_alternatives_per, CP_F_alternatives_with, CP_F_alternatives_good, false,
                 "what is bought", "saved"}};
  for (size_t at = 0; at < sizeof ratios / sizeof ratios[0]; at++) {
    if (ratios[at].field != field) continue;
    const int32_t bottom = ratios[at].bottom;
    const int32_t made =
        ratios[at].is_made ? made_unit(draft, bottom, row) : good_unit(draft, bottom, row);
    // an alternative that names no other good is more of the same
    const bool is_same =
        field == CP_F_alternatives_per && value_of(CP_F_alternatives_with, row) == NULL;
    const int32_t unit[2] = {is_same ? made : good_unit(draft, ratios[at].top, row), made};
    if (unit[0] < 0 || unit[1] < 0) continue;
    return wanted_ratio(draft, unit, ratios[at].top_words, ratios[at].bottom_words, words);
  }
  return (cp_wanted){.n_unit = 0};
}

static void type_own(cp_draft *draft, int32_t field) {
  const cp_field_info *about = cp_field_at(field);
  const int32_t place = field - cp_section_at((int32_t)about->section)->first_field;
  cp_rows *rows = &draft->section[about->section];
  cp_text words[2][2] = {{{NULL, 0}}};
  cp_cell *next = cp_draft_column(draft, (int32_t)about->section, place);
  for (int32_t number = 0; next != NULL && number < rows->n_row; number++) {
    cp_row *row = &rows->row[number];
    const cp_value *value = row->value[place];
    if (value == NULL) continue;
    const cp_wanted wanted = wanted_in(draft, field, row, words);
    // without the goods, which were reported, nothing can be said of the amount
    if (wanted.n_unit == 0) continue;
    cp_cell *cell = next++;
    *cell = (cp_cell){.is_given = true, .text = value->text, .origin = value->origin};
    if (cp_cell_number(draft, about, value, &wanted, cell)) row->cell[place] = cell;
  }
}

cp_status cp_draft_type_own(cp_draft *draft) {
  for (int32_t field = 0; field < CP_N_FIELD; field++) {
    if (cp_field_has_own_unit(cp_field_at(field))) type_own(draft, field);
  }
  return draft->messages->status;
}
