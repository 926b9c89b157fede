// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The spec: made once from a draft, then only read.

#include "scenario/spec.h"

#include <stddef.h>

#include "base/os/print.h"
#include "scenario/spec_parts.h"

static const cp_cell missing = {.is_missing = true, .index = -1, .origin = {-1, 0, 0}};

// A value that was given and could not be read (in a spec under check only), or that a section of
// its own takes from a row known later.
static const cp_cell wrong = {
    .is_missing = true, .is_given = true, .index = -1, .origin = {-1, 0, 0}};

// --- making --------------------------------------------------------------------------------------

// A field named in `assumed`; its default counts as assumed too, in a cell of the row's own.
static cp_status mark_assumed(cp_draft *draft, int32_t section, cp_row *row, cp_text name,
                              cp_origin origin) {
  const int32_t field = cp_field_find(section, name);
  if (field < 0) {
    cp_draft_complain(
        draft, origin,
        cp_text_print(draft->arena, "assumed: '" CP_TEXT_FORMAT "' is no field of " CP_TEXT_FORMAT,
                      CP_TEXT_ARGUMENTS(name), CP_TEXT_ARGUMENTS(cp_section_at(section)->name)),
        cp_no_text, cp_draft_mean(draft, cp_field_nearest(section, name)));
    return CP_OK;
  }
  const int32_t place = field - cp_section_at(section)->first_field;
  if (row->cell[place] == NULL && draft->standard[field] != NULL && row->value[place] == NULL) {
    row->cell[place] = cp_arena_take(draft->arena, sizeof *row->cell[place]);
    if (row->cell[place] == NULL) return CP_NO_MEMORY;
    *row->cell[place] = *draft->standard[field];
  }
  if (row->cell[place] != NULL) row->cell[place]->is_assumed = true;
  return CP_OK;
}

static cp_status mark_row(cp_draft *draft, int32_t section, int32_t assumed, cp_row *row) {
  const cp_cell *cell = assumed < 0 ? NULL : cp_draft_cell(draft, assumed, row);
  for (int32_t word = 0; cell != NULL && word < cell->n_item; word++) {
    CP_TRY(mark_assumed(draft, section, row, cell->word[word], cell->origin));
  }
  return CP_OK;
}

// Row numbers of the draft become those of the spec. Each cell belongs to one row, so it is done
// once.
static cp_status renumber(cp_draft *draft, cp_cell *cell, cp_type type) {
  if (type == CP_TYPE_REF && cell->index >= 0) {
    cell->index = draft->section[cell->section].row[cell->index].number;
  }
  if (type != CP_TYPE_REFS) return CP_OK;
  int32_t *item = CP_ARENA_ARRAY(draft->arena, int32_t, cell->n_item);
  if (item == NULL) return CP_NO_MEMORY;
  for (int32_t name = 0; name < cell->n_item; name++) {
    item[name] = draft->section[cell->section].row[cell->item[name]].number;
  }
  cell->item = item;
  return CP_OK;
}

// A section on its way into the spec; fields that it does not have are -1.
typedef struct taking {
  int32_t section, first_field, width;
  int32_t assumed, known_from;
} taking;

static cp_status take_row(cp_draft *draft, cp_spec *spec, const taking *from, cp_row *row) {
  const int32_t section = from->section;
  CP_TRY(mark_row(draft, section, from->assumed, row));
  const cp_cell **cells = spec->cell[section] + (int64_t)row->number * from->width;
  for (int32_t place = 0; place < from->width; place++) {
    const int32_t field = from->first_field + place;
    if (row->cell[place] != NULL)
      CP_TRY(renumber(draft, row->cell[place], cp_field_at(field)->type));
    const cp_cell *cell = cp_draft_cell_at(draft, field, place, row);
    cells[place] = cell != NULL ? cell : row->value[place] != NULL ? &wrong : &missing;
    spec->n_assumed += cells[place]->is_assumed;
  }
  spec->origin[section][row->number] = row->origin;
  if (from->known_from >= 0 && cp_section_tells_facts(section))
    spec->n_fact += cells[from->known_from - from->first_field]->is_given;
  return CP_OK;
}

// Names of the rows that stay: those of the draft when all do, and none where rows have no keys.
static cp_status take_names(const cp_draft *draft, cp_spec *spec, int32_t section) {
  const cp_rows *rows = &draft->section[section];
  cp_names *names = &spec->name[section];
  const bool has_keys = cp_section_at(section)->n_key > 0;
  if (has_keys && spec->n_row[section] == rows->n_row) {
    *names = rows->key;
    return CP_OK;
  }
  CP_TRY(cp_names_begin(names, draft->arena, spec->n_row[section]));
  for (int32_t number = 0; has_keys && number < rows->n_row; number++) {
    if (!rows->row[number].is_late) CP_TRY(cp_names_add(names, rows->row[number].key, NULL));
  }
  return CP_OK;
}

static cp_status take_section(cp_draft *draft, cp_spec *spec, int32_t section) {
  cp_rows *rows = &draft->section[section];
  const taking from = {.section = section,
                       .first_field = cp_section_at(section)->first_field,
                       .width = cp_section_width(section),
                       .assumed = cp_field_find(section, CP_TEXT("assumed")),
                       .known_from = cp_field_find(section, CP_TEXT("known_from"))};
  for (int32_t number = 0; number < rows->n_row; number++) {
    spec->n_row[section] += !rows->row[number].is_late;
  }
  const int64_t n_cell = (int64_t)spec->n_row[section] * from.width;
  spec->cell[section] = CP_ARENA_ARRAY(draft->arena, const cp_cell *, n_cell);
  spec->origin[section] = CP_ARENA_ARRAY(draft->arena, cp_origin, spec->n_row[section]);
  if (spec->cell[section] == NULL || spec->origin[section] == NULL) return CP_NO_MEMORY;
  for (int32_t place = 0; place < from.width; place++)
    spec->column[from.first_field + place] = (cp_column){spec->cell[section] + place, from.width};
  CP_TRY(take_names(draft, spec, section));
  for (int32_t number = 0; number < rows->n_row; number++) {
    if (!rows->row[number].is_late) CP_TRY(take_row(draft, spec, &from, &rows->row[number]));
  }
  return CP_OK;
}

// The last part of the folder's path.
static cp_text title_of(cp_text folder) {
  while (folder.size > 1 && folder.at[folder.size - 1] == '/') folder.size--;
  int32_t start = folder.size;
  while (start > 0 && folder.at[start - 1] != '/') start--;
  const cp_text name = cp_text_part(folder, start, folder.size);
  const bool is_dots = cp_text_equal(name, CP_TEXT(".")) || cp_text_equal(name, CP_TEXT(".."));
  return is_dots || name.size == 0 ? CP_TEXT("scenario") : name;
}

cp_status cp_spec_make(cp_draft *draft, cp_spec **spec) {
  cp_spec *made = cp_arena_take(draft->arena, sizeof *made);
  if (made == NULL) return CP_NO_MEMORY;
  made->as_of = draft->as_of;
  made->n_late = draft->n_late;
  made->title = title_of(draft->folder);
  for (int32_t section = 0; section < CP_N_SECTION; section++) {
    CP_TRY(take_section(draft, made, section));
  }
  CP_TRY(cp_spec_digest(draft, made->hash));
  made->file = draft->messages->file;
  made->n_file = draft->messages->n_file;
  *spec = made;
  return CP_OK;
}

// --- hash ----------------------------------------------------------------------------------------

static void hash_part(cp_sha256 *sha, const char *kind, cp_text part) {
  char size[16];
  int32_t n_digit = 0;
  for (int32_t rest = part.size; n_digit == 0 || rest > 0; rest /= 10) {
    size[n_digit++] = (char)('0' + rest % 10);
  }
  cp_sha256_update(sha, kind, 1);
  cp_sha256_update(sha, size, (size_t)n_digit);
  cp_sha256_update(sha, ":", 1);
  if (part.size > 0) cp_sha256_update(sha, part.at, (size_t)part.size);
}

// The input whose path comes next after `path`; NULL at the end. There are few files.
static const cp_input *next_input(const cp_draft *draft, const cp_input *after) {
  const cp_input *next = NULL;
  for (const cp_input *input = draft->input; input != NULL; input = input->next) {
    if (after != NULL && cp_text_compare(input->path, after->path) <= 0) continue;
    if (next == NULL || cp_text_compare(input->path, next->path) < 0) next = input;
  }
  return next;
}

cp_status cp_spec_digest(const cp_draft *draft, char out[65]) {
  cp_sha256 sha;
  cp_sha256_init(&sha);
  for (const cp_input *input = next_input(draft, NULL); input != NULL;
       input = next_input(draft, input)) {
    hash_part(&sha, "f", input->path);
    hash_part(&sha, "c", input->content);
  }
  if (draft->options->as_of != CP_DAY_NONE) {
    char day[11];
    hash_part(&sha, "d", cp_text_of(cp_day_format(draft->options->as_of, day)));
  }
  for (int32_t setting = 0; setting < draft->options->n_setting; setting++) {
    hash_part(&sha, "s", cp_text_of(draft->options->setting[setting]));
  }
  uint8_t digest[32];
  cp_sha256_final(&sha, digest);
  cp_sha256_text(digest, out);
  return CP_OK;
}

// --- reading -------------------------------------------------------------------------------------

int32_t cp_spec_count(const cp_spec *spec, cp_section section) { return spec->n_row[section]; }

const cp_cell *cp_spec_cell(const cp_spec *spec, cp_field field, int32_t row) {
  const cp_column *column = &spec->column[field];
  return column->cell[row * column->width];
}

double cp_spec_number(const cp_spec *spec, cp_field field, int32_t row) {
  return cp_spec_cell(spec, field, row)->number;
}

int32_t cp_spec_index(const cp_spec *spec, cp_field field, int32_t row) {
  return cp_spec_cell(spec, field, row)->index;
}

cp_text cp_spec_text(const cp_spec *spec, cp_field field, int32_t row) {
  return cp_spec_cell(spec, field, row)->text;
}

cp_text cp_spec_name(const cp_spec *spec, cp_section section, int32_t row) {
  return spec->name[section].name[row];
}

int32_t cp_spec_find(const cp_spec *spec, cp_section section, cp_text name) {
  return cp_names_find(&spec->name[section], name);
}

int32_t cp_spec_facts_used(const cp_spec *spec) { return spec->n_fact; }
int32_t cp_spec_facts_late(const cp_spec *spec) { return spec->n_late; }
int32_t cp_spec_assumed(const cp_spec *spec) { return spec->n_assumed; }
cp_text cp_spec_title(const cp_spec *spec) { return spec->title; }
int32_t cp_spec_as_of(const cp_spec *spec) { return spec->as_of; }
const char *cp_spec_hash(const cp_spec *spec) { return spec->hash; }

cp_text cp_spec_file(const cp_spec *spec, int32_t file) {
  return file >= 0 && file < spec->n_file ? spec->file[file] : (cp_text){NULL, 0};
}
