// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A case: one economy and what befalls it, as a folder of CSV tables (docs/economy.md has their columns). The input-output table lies
// in a folder beside it, which params.csv names. Reads folders; writes one folder of results, whole or not at all.
#ifndef CP_STUDY_CASE_H
#define CP_STUDY_CASE_H

#include "base/arena.h"
#include "base/sink.h"
#include "economy/shock.h"
#include "scenario/messages.h"

typedef struct cp_case {
  cp_text title;
  const char *folder;
  const char *table_folder;
  cp_text *region;    // [n_region]
  cp_text *sector;    // [n_sector]
  cp_text *category;  // [n_category]
  cp_io_table table;
  cp_economy_spec spec;
  const double *capital_ratio;  // [n_sector] capital over value added
  int32_t n_day;
  double money_factor;
  int32_t n_shock;
  const cp_shock *shock;
  bool has_lag;
  bool is_plain;  // no wide vectors
} cp_case;

// Everything lies in the arena. CP_BAD_INPUT when messages has errors.
cp_status cp_case_read(const char *folder, cp_arena *arena, cp_messages *messages, cp_case *study);

// The parts of it.
cp_status cp_case_read_table(cp_case *study, cp_arena *arena, cp_messages *messages);
cp_status cp_case_read_events(cp_case *study, cp_arena *arena, cp_messages *messages);
cp_status cp_case_read_criticality(cp_case *study, cp_arena *arena, cp_messages *messages);

// Run it and write the results into a folder that is not there yet. When something fails on the way, `words` is told what, and nothing is
// left of the folder.
cp_status cp_case_run(const cp_case *study, int32_t n_thread, const char *into, cp_arena *arena,
                      const cp_sink *words);

#endif
