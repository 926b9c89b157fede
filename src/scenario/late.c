// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Rows known later than the as_of day are dropped together with the rows that refer to them or are
// of no use without them: a lane whose buyer does not use the good yet, an input or an alternative
// that nothing brings yet. Of a list of names only the late ones are dropped; a section of its own, and fields
// that may lack, go without them.

#include <stddef.h>

#include "base/date.h"
#include "base/os/print.h"
#include "scenario/draft.h"

// the last kind of alternatives.kind in fields.inc that is another source
enum { LAST_SOURCE = 5 };

static bool is_single(int32_t section) { return cp_section_at(section)->form == CP_FORM_ONE; }

// --- known later ---------------------------------------------------------------------------------

static bool is_late_target(const cp_draft *draft, const cp_cell *cell, int32_t row) {
  return draft->section[cell->section].row[row].is_late;
}

// Does the field of the row refer to a late row? (Lists only become shorter.)
static bool is_late_reference(const cp_draft *draft, int32_t field, const cp_cell *cell) {
  if (cell == NULL || cp_field_at(field)->type != CP_TYPE_REF || cell->index < 0) return false;
  return is_late_target(draft, cell, cell->index);
}

static bool refers_to_late(const cp_draft *draft, int32_t section, const cp_row *row) {
  const int32_t first_field = cp_section_at(section)->first_field;
  for (int32_t place = 0; place < cp_section_width(section); place++) {
    const int32_t field = first_field + place;
    if (cp_field_at(field)->may_lack) continue;
    if (is_late_reference(draft, field, row->cell[place])) return true;
  }
  return false;
}

// True when there is such a row.
static bool mark_known_later(cp_draft *draft, int32_t section) {
  const int32_t field = cp_field_find(section, CP_TEXT("known_from"));
  if (field < 0 || is_single(section) || draft->as_of == CP_DAY_NONE) return false;
  bool has_late = false;
  cp_rows *rows = &draft->section[section];
  for (int32_t number = 0; number < rows->n_row; number++) {
    const cp_cell *known = cp_draft_cell(draft, field, &rows->row[number]);
    if (known == NULL || known->is_missing || known->index <= draft->as_of) continue;
    rows->row[number].is_late = true;
    has_late = true;
  }
  return has_late;
}

// Marks rows that refer to late ones; true when there was a new one.
static bool spread_references(cp_draft *draft) {
  bool has_new = false;
  for (int32_t section = 0; section < CP_N_SECTION; section++) {
    cp_rows *rows = &draft->section[section];
    for (int32_t number = 0; number < rows->n_row && !is_single(section); number++) {
      cp_row *row = &rows->row[number];
      if (row->is_late || !refers_to_late(draft, section, row)) continue;
      row->is_late = true;
      has_new = true;
    }
  }
  return has_new;
}

// --- of no use yet -------------------------------------------------------------------------------

// Rows of a section by the firm that they belong to: first[firm] .. first[firm + 1] are places in row.
typedef struct rows_by_firm {
  int32_t *first;
  int32_t *row;
} rows_by_firm;

typedef struct chain_rows {
  cp_draft *draft;
  rows_by_firm input, part, alternative, lane;
} chain_rows;

// How many rows would do, and how many of them are late.
typedef struct tally {
  int32_t n_row, n_late;
} tally;

static void count(tally *sum, const cp_row *row) {
  sum->n_row++;
  sum->n_late += row->is_late;
}

static bool is_all_late(tally sum) { return sum.n_row > 0 && sum.n_late == sum.n_row; }

// The row of the draft to which a field refers, -1 when it is missing or wrong.
static int32_t target_of(const cp_draft *draft, cp_field field, const cp_row *row) {
  const cp_cell *cell = cp_draft_cell(draft, (int32_t)field, row);
  return cell == NULL || cell->is_missing ? -1 : cell->index;
}

static cp_text text_of(const cp_draft *draft, cp_field field, const cp_row *row) {
  const cp_cell *cell = cp_draft_cell(draft, (int32_t)field, row);
  return cell == NULL || cell->is_missing ? cp_no_text : cell->text;
}

static cp_status group_rows(const cp_draft *draft, cp_section section, cp_field firm,
                            rows_by_firm *group) {
  const cp_rows *rows = &draft->section[section];
  const int32_t n_firm = draft->section[CP_S_firms].n_row;
  group->first = CP_ARENA_ARRAY(draft->arena, int32_t, (int64_t)n_firm + 2);
  group->row = CP_ARENA_ARRAY(draft->arena, int32_t, (int64_t)rows->n_row + 1);
  if (group->first == NULL || group->row == NULL) return CP_NO_MEMORY;
  for (int32_t row = 0; row < rows->n_row; row++) {
    const int32_t owner = target_of(draft, firm, &rows->row[row]);
    if (owner >= 0) group->first[owner + 2]++;
  }
  for (int32_t owner = 0; owner < n_firm; owner++)
    group->first[owner + 2] += group->first[owner + 1];
  for (int32_t row = 0; row < rows->n_row; row++) {
    const int32_t owner = target_of(draft, firm, &rows->row[row]);
    if (owner >= 0) group->row[group->first[owner + 1]++] = row;
  }
  return CP_OK;
}

static cp_status begin_chain(cp_draft *draft, chain_rows *chain) {
  chain->draft = draft;
  CP_TRY(group_rows(draft, CP_S_inputs, CP_F_inputs_firm, &chain->input));
  CP_TRY(group_rows(draft, CP_S_parts, CP_F_parts_plant, &chain->part));
  CP_TRY(group_rows(draft, CP_S_alternatives, CP_F_alternatives_user, &chain->alternative));
  return group_rows(draft, CP_S_lanes, CP_F_lanes_buyer, &chain->lane);
}

// Rows of inputs and parts by which a firm uses a good; `part` empty: of any part.
static tally uses_of(const chain_rows *chain, int32_t firm, int32_t good, cp_text part) {
  const cp_draft *draft = chain->draft;
  tally found = {0, 0};
  for (int32_t at = chain->input.first[firm]; at < chain->input.first[firm + 1]; at++) {
    const cp_row *input = &draft->section[CP_S_inputs].row[chain->input.row[at]];
    if (part.size == 0 && target_of(draft, CP_F_inputs_good, input) == good) count(&found, input);
  }
  for (int32_t at = chain->part.first[firm]; at < chain->part.first[firm + 1]; at++) {
    const cp_row *row = &draft->section[CP_S_parts].row[chain->part.row[at]];
    if (target_of(draft, CP_F_parts_good, row) != good) continue;
    if (part.size == 0 || cp_text_equal(part, text_of(draft, CP_F_parts_part, row)))
      count(&found, row);
  }
  return found;
}

// The good that an alternative brings, -1 when it brings none.
static int32_t brought_by(const cp_draft *draft, const cp_row *alternative) {
  const int32_t kind = target_of(draft, CP_F_alternatives_kind, alternative);
  if (kind < 0 || kind > LAST_SOURCE) return -1;
  const bool has_with = text_of(draft, CP_F_alternatives_with, alternative).size > 0;
  return target_of(draft, has_with ? CP_F_alternatives_with : CP_F_alternatives_good, alternative);
}

// Does the alternative buy what the lane brings?
static bool buys_from(const cp_draft *draft, const cp_row *alternative, const cp_row *lane) {
  const int32_t good = brought_by(draft, alternative);
  if (good < 0 || good != target_of(draft, CP_F_lanes_good, lane)) return false;
  const int32_t supplier = target_of(draft, CP_F_alternatives_supplier, alternative);
  return supplier < 0 || supplier == target_of(draft, CP_F_lanes_supplier, lane);
}

// A lane of share 0 % serves alternatives, where there are any.
static bool lane_has_no_use(const chain_rows *chain, int32_t firm, const cp_row *lane) {
  const cp_draft *draft = chain->draft;
  tally served = {0, 0};
  for (int32_t at = chain->alternative.first[firm]; at < chain->alternative.first[firm + 1]; at++) {
    const cp_row *row = &draft->section[CP_S_alternatives].row[chain->alternative.row[at]];
    if (buys_from(draft, row, lane)) count(&served, row);
  }
  const cp_cell *share = cp_draft_cell(draft, CP_F_lanes_share, lane);
  const bool is_spare = share != NULL && !share->is_missing && share->number <= 0.0;
  if (is_spare && served.n_row > 0) return is_all_late(served);
  const tally own = uses_of(chain, firm, target_of(draft, CP_F_lanes_good, lane), cp_no_text);
  return is_all_late((tally){served.n_row + own.n_row, served.n_late + own.n_late});
}

static bool alternative_has_no_use(const chain_rows *chain, int32_t firm,
                                   const cp_row *alternative) {
  const cp_draft *draft = chain->draft;
  const int32_t good = target_of(draft, CP_F_alternatives_good, alternative);
  const cp_text part = text_of(draft, CP_F_alternatives_part, alternative);
  if (is_all_late(uses_of(chain, firm, good, part))) return true;
  tally source = {0, 0};
  for (int32_t at = chain->lane.first[firm]; at < chain->lane.first[firm + 1]; at++) {
    const cp_row *lane = &draft->section[CP_S_lanes].row[chain->lane.row[at]];
    if (buys_from(draft, alternative, lane)) count(&source, lane);
  }
  return is_all_late(source);
}

static bool no_lane_brings(const chain_rows *chain, int32_t firm, int32_t good) {
  const cp_draft *draft = chain->draft;
  tally bringing = {0, 0};
  for (int32_t at = chain->lane.first[firm]; at < chain->lane.first[firm + 1]; at++) {
    const cp_row *lane = &draft->section[CP_S_lanes].row[chain->lane.row[at]];
    if (target_of(draft, CP_F_lanes_good, lane) == good) count(&bringing, lane);
  }
  return is_all_late(bringing);
}

static bool input_has_no_use(const chain_rows *chain, int32_t firm, const cp_row *input) {
  return no_lane_brings(chain, firm, target_of(chain->draft, CP_F_inputs_good, input));
}

static bool part_has_no_use(const chain_rows *chain, int32_t firm, const cp_row *part) {
  return no_lane_brings(chain, firm, target_of(chain->draft, CP_F_parts_good, part));
}

// Marks a firm's rows of a section that are of no use yet; true when there was a new one.
static bool spread_rows(const chain_rows *chain, const rows_by_firm *group, cp_section section,
                        bool (*has_no_use)(const chain_rows *, int32_t, const cp_row *)) {
  bool has_new = false;
  for (int32_t firm = 0; firm < chain->draft->section[CP_S_firms].n_row; firm++) {
    for (int32_t at = group->first[firm]; at < group->first[firm + 1]; at++) {
      cp_row *row = &chain->draft->section[section].row[group->row[at]];
      if (row->is_late || !has_no_use(chain, firm, row)) continue;
      row->is_late = true;
      has_new = true;
    }
  }
  return has_new;
}

static cp_status spread_late(cp_draft *draft) {
  chain_rows chain;
  CP_TRY(begin_chain(draft, &chain));
  bool has_new = true;
  while (has_new) {
    has_new = spread_references(draft);
    has_new |= spread_rows(&chain, &chain.input, CP_S_inputs, input_has_no_use);
    has_new |= spread_rows(&chain, &chain.part, CP_S_parts, part_has_no_use);
    has_new |= spread_rows(&chain, &chain.lane, CP_S_lanes, lane_has_no_use);
    has_new |= spread_rows(&chain, &chain.alternative, CP_S_alternatives, alternative_has_no_use);
  }
  return CP_OK;
}

// --- dropped -------------------------------------------------------------------------------------

static void warn_forgotten(cp_draft *draft, int32_t field, const cp_cell *cell) {
  char day[11];
  cp_draft_warn(
      draft, cell->origin,
      cp_text_print(draft->arena, CP_TEXT_FORMAT ": '" CP_TEXT_FORMAT "' is not known yet on %s",
                    CP_TEXT_ARGUMENTS(cp_field_at(field)->name), CP_TEXT_ARGUMENTS(cell->text),
                    cp_day_format(draft->as_of, day)),
      cp_no_text, CP_TEXT("the results go without it"));
}

// A section of its own is never dropped: what it refers to and is late is given but missing.
static void forget_late(cp_draft *draft, int32_t section, cp_row *row) {
  const int32_t first_field = cp_section_at(section)->first_field;
  for (int32_t place = 0; place < cp_section_width(section); place++) {
    if (!is_late_reference(draft, first_field + place, row->cell[place])) continue;
    warn_forgotten(draft, first_field + place, row->cell[place]);
    row->cell[place] = NULL;
  }
}

// A headline is a good to a destination: one without the other is none.
static void forget_headline(cp_draft *draft) {
  const int32_t first_field = cp_section_at(CP_S_scenario)->first_field;
  const cp_row *row = &draft->section[CP_S_scenario].row[0];
  cp_cell **good = &row->cell[CP_F_scenario_headline_good - first_field];
  cp_cell **to = &row->cell[CP_F_scenario_headline_to - first_field];
  if (*good != NULL && *to != NULL) return;
  *good = NULL;
  *to = NULL;
}

// Takes late names out of the lists of a row, and words with them.
static cp_status shorten_lists(cp_draft *draft, int32_t section, cp_row *row) {
  const int32_t first_field = cp_section_at(section)->first_field;
  for (int32_t place = 0; place < cp_section_width(section); place++) {
    cp_cell *cell = row->cell[place];
    if (cell == NULL || cp_field_at(first_field + place)->type != CP_TYPE_REFS) continue;
    int32_t *item = CP_ARENA_ARRAY(draft->arena, int32_t, cell->n_item);
    cp_text *word = CP_ARENA_ARRAY(draft->arena, cp_text, cell->n_item);
    if (item == NULL || word == NULL) return CP_NO_MEMORY;
    int32_t count = 0;
    for (int32_t name = 0; name < cell->n_item; name++) {
      if (is_late_target(draft, cell, cell->item[name])) continue;
      item[count] = cell->item[name];
      word[count++] = cell->word[name];
    }
    cell->item = item;
    cell->word = word;
    cell->n_item = count;
  }
  return CP_OK;
}

// Numbers the rows that stay.
static void number_rows(cp_draft *draft) {
  for (int32_t section = 0; section < CP_N_SECTION; section++) {
    cp_rows *rows = &draft->section[section];
    int32_t kept = 0;
    for (int32_t number = 0; number < rows->n_row; number++) {
      cp_row *row = &rows->row[number];
      row->number = row->is_late ? -1 : kept++;
      draft->n_late += row->is_late && cp_section_tells_facts(section);
    }
  }
}

cp_status cp_draft_drop_late(cp_draft *draft) {
  bool has_late = false;
  for (int32_t section = 0; section < CP_N_SECTION; section++)
    has_late |= mark_known_later(draft, section);
  if (has_late) CP_TRY(spread_late(draft));
  for (int32_t section = 0; has_late && section < CP_N_SECTION; section++) {
    cp_rows *rows = &draft->section[section];
    for (int32_t number = 0; number < rows->n_row; number++) {
      if (!rows->row[number].is_late) forget_late(draft, section, &rows->row[number]);
      CP_TRY(shorten_lists(draft, section, &rows->row[number]));
    }
  }
  forget_headline(draft);
  number_rows(draft);
  return draft->messages->status;
}
