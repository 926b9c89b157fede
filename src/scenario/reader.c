// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The steps from a folder to a spec, in order. Each reports all that it finds; the checks of
// check.c see what the steps before could make of the rest.

#include "scenario/reader.h"

#include <stddef.h>

#include "scenario/spec_parts.h"

// The day on which the scenario is looked at: the option's, else the scenario's own.
static int32_t find_as_of(const cp_draft *draft) {
  if (draft->options->as_of != CP_DAY_NONE) return draft->options->as_of;
  const cp_rows *scenario = &draft->section[CP_S_scenario];
  if (scenario->n_row == 0) return CP_DAY_NONE;
  const cp_cell *cell = cp_draft_cell(draft, CP_F_scenario_as_of, &scenario->row[0]);
  return cell == NULL ? CP_DAY_NONE : cell->index;
}

// A section of its own has one row, given or made of defaults.
static cp_status add_single_rows(cp_draft *draft) {
  for (int32_t section = 0; section < CP_N_SECTION; section++) {
    if (cp_section_at(section)->form != CP_FORM_ONE || draft->section[section].n_row > 0) continue;
    const bool is_needed = section == CP_S_scenario;
    const cp_origin origin = {
        is_needed ? cp_messages_file(draft->messages, CP_TEXT("scenario.yaml")) : -1, 0, 0};
    cp_row row;
    CP_TRY(cp_row_begin(draft, section, origin, &row));
    CP_TRY(cp_draft_add(draft, section, &row));
  }
  return CP_OK;
}

static cp_status build(cp_draft *draft, cp_spec **spec) {
  CP_TRY(add_single_rows(draft));
  CP_TRY(cp_draft_override(draft));
  CP_TRY(cp_draft_type(draft));
  draft->as_of = find_as_of(draft);
  CP_TRY(cp_draft_resolve(draft));
  CP_TRY(cp_draft_type_own(draft));
  CP_TRY(cp_draft_drop_late(draft));
  CP_TRY(cp_spec_make(draft, spec));
  const cp_check check = {*spec, draft};
  cp_check_all(&check);
  return draft->messages->status;
}

static cp_status read_all(cp_draft *draft, const char *folder, cp_spec **spec) {
  cp_messages *messages = draft->messages;
  const cp_origin asked = {cp_messages_file(messages, draft->folder), 0, 0};
  CP_TRY(messages->status);
  CP_TRY(cp_draft_begin(draft));
  CP_TRY(cp_draft_read_folder(draft, cp_text_of(folder), cp_no_text, asked));
  CP_TRY(messages->status);
  // without any file there is nothing to check
  if (draft->input == NULL) return CP_BAD_INPUT;
  CP_TRY(build(draft, spec));
  return messages->n_error > 0 ? CP_BAD_INPUT : CP_OK;
}

cp_status cp_scenario_read(const char *folder, const cp_scenario_options *options, cp_arena *arena,
                           cp_messages *messages, cp_spec **spec) {
  const cp_scenario_options standard = cp_scenario_options_default();
  *spec = NULL;
  cp_draft *draft = cp_arena_take(arena, sizeof *draft);
  if (draft == NULL) return CP_NO_MEMORY;
  draft->arena = arena;
  draft->messages = messages;
  draft->options = options != NULL ? options : &standard;
  draft->as_of = CP_DAY_NONE;
  draft->own_until = CP_DAY_NONE;
  draft->folder = cp_text_copy(arena, cp_text_of(folder));
  if (draft->folder.at == NULL) return CP_NO_MEMORY;
  cp_spec *read = NULL;
  const cp_status status = read_all(draft, folder, &read);
  if (status == CP_OK) *spec = read;
  return status;
}
