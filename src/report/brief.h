// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The brief: where every promise, clause, measure, licence regime, permission and prospect stands
// on the as_of day, each with what was said, the legal act, what was observed, and its source.
// Computed from the ledger and the rows: what no row carries is not in it.
#ifndef CP_REPORT_BRIEF_H
#define CP_REPORT_BRIEF_H

#include <stdint.h>

#include "base/sink.h"
#include "report/ledger.h"
#include "scenario/spec.h"

// What is shown besides the facts; added up.
enum { CP_SHOW_SOURCES = 1, CP_SHOW_ASSUMED = 2 };

// Text of at most 120 columns (addresses are never broken). JSON holds sources and causes always.
cp_status cp_brief_text(const cp_spec *spec, const cp_ledger *ledger, uint32_t show,
                        cp_arena *arena, const cp_sink *sink);
cp_status cp_brief_json(const cp_spec *spec, const cp_ledger *ledger, uint32_t show,
                        cp_arena *arena, const cp_sink *sink);

#endif
