// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// For the recorder: the outcomes of desk, deal and border.
#ifndef CP_OBSERVE_RECORD_END_H
#define CP_OBSERVE_RECORD_END_H

#include "observe/record.h"

void cp_record_end_rooms(const cp_engine *engine, double *record);

#endif
