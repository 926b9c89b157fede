// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// How each party measures whether a clause is met: a series, a window, a publication lag and a
// threshold of its own.
#ifndef CP_DEAL_READINGS_H
#define CP_DEAL_READINGS_H

#include "model/model.h"

// Values published by today.
void cp_reading_day(const cp_model *model, const cp_draw *draw, cp_state *state);

// End of the day: what was counted today joins the ring.
void cp_reading_publish(const cp_model *model, cp_state *state);

#endif
