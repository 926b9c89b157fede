// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The mass balance in words: what was published, what the fit made of it, what cannot all hold.

#ifndef CP_REPORT_BALANCE_PAGE_H
#define CP_REPORT_BALANCE_PAGE_H

#include <stdbool.h>

#include "balance/balance.h"
#include "base/sink.h"

// A figure pulled further than this is marked and named as one that cannot hold with the others.
#define CP_BALANCE_STRAINED 2.0

// Text of at most 120 columns (addresses are never broken); a line with the source under each figure
// when asked. JSON holds sources always.
cp_status cp_balance_text(const cp_balance *balance, double within, bool with_sources,
                          cp_arena *arena, const cp_sink *sink);
cp_status cp_balance_json(const cp_balance *balance, double within, const cp_sink *sink);

// The quantity's name in full, else its name.
cp_text cp_balance_quantity_name(const cp_balance *balance, int32_t quantity);

#endif
