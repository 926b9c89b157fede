// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What a spec is made of; for this folder only. Others use spec.h.

#ifndef CP_SCENARIO_SPEC_PARTS_H
#define CP_SCENARIO_SPEC_PARTS_H

#include "scenario/draft.h"

// The cells of a field: that of a row is cell[row x width].
typedef struct cp_column {
  const cp_cell **cell;
  int64_t width;
} cp_column;

struct cp_spec {
  int32_t n_row[CP_N_SECTION];
  const cp_cell **cell[CP_N_SECTION];  // [n_row x width of the section], never NULL
  cp_column column[CP_N_FIELD];        // the same by field
  cp_origin *origin[CP_N_SECTION];     // [n_row]
  cp_names name[CP_N_SECTION];         // of sections with keys: index = row
  cp_text *file;
  int32_t n_file;
  int32_t n_fact, n_late, n_assumed;
  int32_t as_of;
  cp_text title;
  char hash[65];
};

// The rows that stay, with references renumbered, from a resolved draft. Values named in `assumed`
// are marked.
cp_status cp_spec_make(cp_draft *draft, cp_spec **spec);

// SHA-256 over all inputs (path and bytes, by path), the as_of option and the settings.
cp_status cp_spec_digest(const cp_draft *draft, char out[65]);

// What a single cell cannot tell (check.c and its parts). Rows and cells that were reported before
// are passed over.
typedef struct cp_check {
  const cp_spec *spec;
  cp_draft *draft;
} cp_check;

void cp_check_all(const cp_check *check);
void cp_check_firms(const cp_check *check);         // what belongs to a plan and what to orders
void cp_check_chain(const cp_check *check);         // lanes, inputs, recipes
void cp_check_alternatives(const cp_check *check);  // what users can turn to
void cp_check_desk(const cp_check *check);          // authorities, classes, measures
void cp_check_regimes(const cp_check *check);       // clocks, stops, capacities, stances
void cp_check_paths(const cp_check *check);         // what controls and levers set is there
void cp_check_economy(
    const cp_check *check);  // sectors, flows, firms that stand for a part of a sector
void cp_check_border(const cp_check *check);   // customs, transition rules, quotas
void cp_check_deal(const cp_check *check);     // agreements, clauses, readings
void cp_check_effects(const cp_check *check);  // what follows from clauses
void cp_check_facts(const cp_check *check);    // what is dated
void cp_check_state(const cp_check *check);    // my today against the rest
void cp_check_balance(const cp_check *check);  // quantities, their figures and identities
void cp_check_unused(const cp_check *check);   // warnings: what nothing refers to

// Which goods a measure names, or controls for what they hold; `is_in_scope` has a place for each good.
void cp_check_scope(const cp_check *check, int32_t measure, bool *is_in_scope);
// Does a lane leave the measure's region for one against which it is?
bool cp_check_leaves(const cp_check *check, int32_t measure, int32_t lane);

// A text that must name a region with report, or a sum; a missing one is none.
void cp_check_destination(const cp_check *check, cp_field field, int32_t row);

// Where a field of a row stands; where the row begins when the field is not given.
cp_origin cp_check_origin(const cp_check *check, cp_field field, int32_t row);

// Report at a field of a row.
void cp_check_fault(const cp_check *check, cp_field field, int32_t row, cp_text what,
                    cp_text expected, cp_text hint);
void cp_check_doubt(const cp_check *check, cp_field field, int32_t row, cp_text what,
                    cp_text expected, cp_text hint);

static inline bool cp_check_has(const cp_check *check, cp_field field, int32_t row) {
  return !cp_spec_cell(check->spec, field, row)->is_missing;
}

static inline bool cp_check_is_given(const cp_check *check, cp_field field, int32_t row) {
  return cp_spec_cell(check->spec, field, row)->is_given;
}

// For printf: a name in a section.
#define CP_NAME(check, section, row) CP_TEXT_ARGUMENTS(cp_spec_name((check)->spec, section, row))

#endif
