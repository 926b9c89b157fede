// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// How long an application's stages last, by the delay law (docs/model.md, review). Draws belong to the application
// and its attempt, so the same application is as slow under whatever else changes.
#ifndef CP_DESK_DELAY_H
#define CP_DESK_DELAY_H

#include "model/model.h"

// Working days at the local office.
int32_t cp_delay_local(const cp_model *model, const cp_draw *draw, const cp_state *state,
                       const cp_application *application);

// Working days from acceptance to the end of the review, in the application's present class.
int32_t cp_delay_review(const cp_model *model, const cp_draw *draw, const cp_state *state,
                        const cp_application *application);

#endif
