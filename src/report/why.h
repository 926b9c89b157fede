// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Why is it so? For an application, a lane, a clause, a measure or a plant's stop: the last change of it by a day, and under it, step by step,
// what led to it, back to dated facts with their sources, rules of the model, and draws. The replica is played again with every event kept; what is
// not an event (what lies where, which applications wait) is read from the state on that evening.
#ifndef CP_REPORT_WHY_H
#define CP_REPORT_WHY_H

#include "report/trace.h"

// For one thing that the filter names; of a firm its first stop, or its last one by the filter's day where that is before the end.
// A thing that never changed is told so.
cp_status cp_why_print(const cp_labels *labels, const cp_trace_filter *filter,
                       const cp_trace_replica *which, bool is_json, cp_arena *arena,
                       const cp_sink *sink);

#endif
