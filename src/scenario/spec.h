// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What the author wrote, checked: every record of every section of fields.inc as a row of cells in base units (g, piece, cent, day).
// Rows known later than the as_of day are left out (and counted); references are row numbers among the rows that stay.
#ifndef CP_SCENARIO_SPEC_H
#define CP_SCENARIO_SPEC_H

#include <float.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "num/range.h"

#define CP_NO_LIMIT DBL_MAX

typedef enum cp_section {
#define CP_SECTION(name, form, keys, doc) CP_S_##name,
#define CP_FIELD(section, name, type, unit, standard, least, most, flags, of, doc)
#include "scenario/fields.inc"
#undef CP_SECTION
#undef CP_FIELD
  CP_N_SECTION
} cp_section;

typedef enum cp_field {
#define CP_SECTION(name, form, keys, doc)
#define CP_FIELD(section, name, type, unit, standard, least, most, flags, of, doc) \
  CP_F_##section##_##name,
#include "scenario/fields.inc"
#undef CP_SECTION
#undef CP_FIELD
  CP_N_FIELD
} cp_field;

typedef struct cp_origin {
  int32_t file;    // number in spec->file, -1 = built in (a default)
  int32_t line;    // 1-based
  int32_t column;  // 1-based, in characters of the file's bytes
} cp_origin;

// One value. Which members count depends on the field's type.
typedef struct cp_cell {
  bool is_missing;   // neither given nor defaulted
  bool is_given;     // written by the author
  bool is_assumed;   // named in the row's `assumed`, or its range has source "assumed"
  cp_shape shape;    // NUMBER: CP_SHAPE_FIXED unless a range
  double number;     // NUMBER, COUNT: value, or the range's mode, in base units
  double low, high;  // NUMBER with a range, in base units
  int32_t
      index;  // CHOICE: place in the list; FLAG: 0, 1; DATE: day; REF: row; PERIOD: first month (months since 1970-01)
  int32_t last;         // PERIOD: last month
  int32_t section;      // REF: section of the row
  int32_t n_item;       // REFS, TEXTS, SHARES
  const int32_t *item;  // REFS: rows; TEXTS with a choice list: places in it
  const cp_text *word;  // TEXTS, SHARES: words
  const double *share;  // SHARES: shares of 1
  cp_text text;         // as written
  cp_text source;       // the range's own source
  cp_origin origin;
} cp_cell;

typedef struct cp_spec cp_spec;

// Number of rows of a section that are known on the as_of day. ONE sections have 1.
int32_t cp_spec_count(const cp_spec *spec, cp_section section);

// The cell of a field in a row; never NULL for a row in range. A field's section is implied.
const cp_cell *cp_spec_cell(const cp_spec *spec, cp_field field, int32_t row);

// Shorthands: base-unit number (or 0 when missing), index (or -1 when missing), text (empty when missing).
double cp_spec_number(const cp_spec *spec, cp_field field, int32_t row);
int32_t cp_spec_index(const cp_spec *spec, cp_field field, int32_t row);
cp_text cp_spec_text(const cp_spec *spec, cp_field field, int32_t row);

// Name of a row of a MAP section; row of a name, -1 when there is none.
cp_text cp_spec_name(const cp_spec *spec, cp_section section, int32_t row);
int32_t cp_spec_find(const cp_spec *spec, cp_section section, cp_text name);

// Rows used, and rows left out because they were known later than as_of; of facts (rows with known_from) only.
int32_t cp_spec_facts_used(const cp_spec *spec);
int32_t cp_spec_facts_late(const cp_spec *spec);
int32_t cp_spec_assumed(const cp_spec *spec);  // values marked assumed

// The scenario's name (its folder), its as_of day (the option's if given), and the SHA-256 over all input files and settings, in hex.
cp_text cp_spec_title(const cp_spec *spec);
int32_t cp_spec_as_of(const cp_spec *spec);
const char *cp_spec_hash(const cp_spec *spec);

// A day on which one of two things fails is left to the caller; the path of file number k, for messages.
cp_text cp_spec_file(const cp_spec *spec, int32_t file);

#endif
