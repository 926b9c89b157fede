// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Earlier events of a story, by which causes are told (why.c). All take the place of an event and give that of an earlier one, CP_NO_EVENT when
// there is none.
#ifndef CP_REPORT_EARLIER_H
#define CP_REPORT_EARLIER_H

#include <stdbool.h>
#include <stdint.h>

#include "model/log.h"
#include "model/model.h"
#include "report/replay.h"

enum { CP_NO_EVENT = -1 };

// A step of an application, or my today of it.
bool cp_event_is_stage(const cp_event *event);

// The last event before `before` of this kind about this object; `part` -1: any.
int32_t cp_earlier_of(const cp_chronicle *chronicle, int32_t before, cp_event_kind kind,
                      int32_t object, int32_t part);

// The last step of the same application, the last of the same consignment.
int32_t cp_earlier_step(const cp_chronicle *chronicle, int32_t before);
int32_t cp_earlier_handling(const cp_chronicle *chronicle, int32_t before);

// What brought a licence of a lane, `part` -1: its last one: an approval, or my today.
int32_t cp_earlier_licence(const cp_chronicle *chronicle, int32_t before, int32_t lane,
                           int32_t part);

// What arrives left one day, or was under way by my today.
int32_t cp_earlier_departure(const cp_chronicle *chronicle, int32_t before);

// What was challenged looks like goods that are controlled: the first control of a lane whose good shares the heading.
int32_t cp_earlier_control(const cp_model *model, const cp_chronicle *chronicle, int32_t before,
                           int32_t lane);

#endif
