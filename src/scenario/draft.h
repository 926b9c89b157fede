// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A scenario on its way from files to spec: rows of values as written, then of typed cells. The
// steps, one file each; every step reports all it finds and the next ones go on with what is there:
//
//   include.c  folders and YAML files    table.c    CSV files       -> rows of values
//   override.c overrides and settings                               -> values replaced
//   cells.c    one value by its type     ranges.c   numbers, ranges -> cells
//   refs.c     names to rows                                        -> cells
//   late.c     rows known too late                                  -> is_late
//   check*.c   what a single cell cannot tell
//   spec.c     rows that stay, renumbered

#ifndef CP_SCENARIO_DRAFT_H
#define CP_SCENARIO_DRAFT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/names.h"
#include "base/status.h"
#include "base/text.h"
#include "num/hash.h"
#include "scenario/fields.h"
#include "scenario/messages.h"
#include "scenario/reader.h"
#include "scenario/yaml.h"

// A value as written: a text, or a node of a YAML file that is no scalar.
typedef struct cp_value {
  cp_text text;
  const cp_yaml *node;  // NULL: text
  cp_origin origin;
} cp_value;

typedef struct cp_row {
  cp_origin origin;
  const cp_value **value;  // [width of the section], NULL: not given
  cp_cell **cell;          // [width], NULL: not given, no default, or wrong
  cp_text key;             // key fields joined by ":", empty in sections without keys
  bool is_late;            // known later than as_of, or of no use without such a row
  int32_t number;          // among the rows that stay, -1 when late
} cp_row;

typedef struct cp_rows {
  cp_row *row;
  int32_t n_row, room;
  cp_names key;  // of sections with keys: key[index] belongs to row[index]
} cp_rows;

// A value that replaces another one.
typedef struct cp_override cp_override;
struct cp_override {
  cp_text path;
  cp_origin origin;  // of the path
  const cp_value *value;
  cp_override *next;
};

// A file that was read, for the hash.
typedef struct cp_input cp_input;
struct cp_input {
  cp_text path;
  cp_text content;
  cp_input *next;
};

enum { CP_INCLUDES_MOST = 16, CP_COMPARED_MOST = 2000000 };

typedef struct cp_draft {
  cp_arena *arena;
  cp_messages *messages;
  const cp_scenario_options *options;
  cp_text folder;  // as given
  cp_rows section[CP_N_SECTION];
  cp_override *override, *last_override;
  cp_input *input;                 // in order of reading, latest first
  cp_text open[CP_INCLUDES_MOST];  // YAML files being read, each included by the one before
  int32_t n_open;
  cp_cell *standard[CP_N_FIELD];  // defaults, shared by all rows; NULL: none
  int32_t as_of;                  // CP_DAY_NONE while unknown
  int32_t own_until;              // the author's last day, before settings; CP_DAY_NONE: not told
  int32_t n_late;
  int64_t n_compared;            // names looked at for "did you mean"
  bool is_broken[CP_N_SECTION];  // not all of its rows could be read: do not miss any
} cp_draft;

static const cp_text cp_no_text = {"", 0};

// Report an error. Texts as in cp_messages_add.
void cp_draft_complain(cp_draft *draft, cp_origin origin, cp_text what, cp_text expected,
                       cp_text hint);
void cp_draft_warn(cp_draft *draft, cp_origin origin, cp_text what, cp_text expected, cp_text hint);

// "did you mean 'x'?", or nothing when there is no candidate.
cp_text cp_draft_mean(cp_draft *draft, cp_text candidate);

// Rows may be missing from any section: a file with records could not be read.
void cp_draft_break_all(cp_draft *draft);

// Start all sections.
cp_status cp_draft_begin(cp_draft *draft);

// A new row without values; it does not belong to its section until it is added.
cp_status cp_row_begin(cp_draft *draft, int32_t section, cp_origin origin, cp_row *row);

// Room for so many more rows at once; without it rows are moved as they become more.
cp_status cp_draft_expect(cp_draft *draft, int32_t section, int32_t more);

// Add a filled row. One whose key is taken, missing or no name is reported and left out.
cp_status cp_draft_add(cp_draft *draft, int32_t section, cp_row *row);

// A value in the draft's arena; NULL when memory runs out.
cp_value *cp_value_of_text(cp_draft *draft, cp_text text, cp_origin origin);
cp_value *cp_value_of_node(cp_draft *draft, const cp_yaml *node);

// Cells for the rows that give the field in this place of the section, in their order; NULL when memory runs out, which the messages then say.
cp_cell *cp_draft_column(cp_draft *draft, int32_t section, int32_t place);

// The cell of a field in a row: typed, or the default, or NULL.
const cp_cell *cp_draft_cell(const cp_draft *draft, int32_t field, const cp_row *row);

// The same for who walks over all fields: `place` of the field in its section.
static inline const cp_cell *cp_draft_cell_at(const cp_draft *draft, int32_t field, int32_t place,
                                              const cp_row *row) {
  if (row->cell[place] != NULL) return row->cell[place];
  // a wrong value has no default in its place
  return row->value[place] == NULL ? draft->standard[field] : NULL;
}

// The files: scenario.yaml and CSV files of a folder, and what they include (include.c).
cp_status cp_draft_read_folder(cp_draft *draft, cp_text folder, cp_text shown, cp_origin asked);

// Read the bytes of a text file and keep them for the hash (include.c). CP_BAD_INPUT: it was
// reported, at `asked` or in the file.
cp_status cp_draft_read_file(cp_draft *draft, cp_text path, cp_text shown, cp_origin asked,
                             cp_text *content);

// Rows of a CSV file (table.c).
cp_status cp_draft_read_table(cp_draft *draft, int32_t section, cp_text content, int32_t file);

// Collected overrides, then the options' settings (override.c).
cp_status cp_draft_override(cp_draft *draft);

// Rows of a section are facts, and counted as such; what may be changed or done is none.
static inline bool cp_section_tells_facts(int32_t section) {
  return section != CP_S_controls && section != CP_S_levers;
}

// Values to cells, but for references and fields whose unit a good decides (cells.c).
cp_status cp_draft_type(cp_draft *draft);

// References, and fields with a good's unit (refs.c).
cp_status cp_draft_resolve(cp_draft *draft);
cp_status cp_draft_type_own(cp_draft *draft);

// The as_of filter (late.c).
cp_status cp_draft_drop_late(cp_draft *draft);

#endif
