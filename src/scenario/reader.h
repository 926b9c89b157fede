// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Reads a scenario: a folder of scenario.yaml and one CSV file per section of fields.inc. Gives a
// checked spec, or every error that was found.

#ifndef CP_SCENARIO_READER_H
#define CP_SCENARIO_READER_H

#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/status.h"
#include "scenario/messages.h"
#include "scenario/spec.h"

// A file as it was read once, under its path as seen from the scenario's folder.
typedef struct cp_scenario_file {
  cp_text path;
  cp_text content;
} cp_scenario_file;

typedef struct cp_scenario_options {
  int32_t as_of;               // in place of the scenario's own day; CP_DAY_NONE: its own
  const char *const *setting;  // [n_setting] "PATH=VALUE", as under `overrides:`, applied last
  int32_t n_setting;
  const char *const *place;  // [n_setting] where each was written, NULL: on the command line
  const cp_scenario_file *
      file;  // [n_file] the files of a run that is over; then the folder gives nothing but its name
  int32_t n_file;
} cp_scenario_options;

static inline cp_scenario_options cp_scenario_options_default(void) {
  return (cp_scenario_options){.as_of = CP_DAY_NONE};
}

// Read and check. CP_OK: `*spec` lies in the arena, `messages` holds warnings at most. CP_BAD_INPUT:
// the messages say what is wrong and `*spec` is NULL. CP_NO_MEMORY: likewise NULL. `options` may be
// NULL. `messages` must have been begun with an arena that lives as long as the spec.
cp_status cp_scenario_read(const char *folder, const cp_scenario_options *options, cp_arena *arena,
                           cp_messages *messages, cp_spec **spec);

#endif
