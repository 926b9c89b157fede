// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The desk: applications are filed, accepted, queued for a reviewer, reviewed and decided; licences are granted and expire. One
// code for every authority; what differs is data. It reads lane_control (border) and orders (chain), and writes licence_left.
//
//   file -> LOCAL --accept--> QUEUE --reviewer free--> REVIEW --work done and delay law over--> READY --hazard--> approved, refused
//             ^                                                                                    |
//             +------------------------------- RETURNED <------------------------------------------+
//
// An authority without reviewers (slots 0) skips QUEUE: only the delay law and the hazards of its stance count.
#ifndef CP_DESK_DESK_H
#define CP_DESK_DESK_H

#include "model/model.h"

void cp_desk_begin(const cp_model *model, const cp_draw *draw, cp_state *state);

// Licences whose last day was yesterday end.
void cp_desk_expire(const cp_model *model, const cp_draw *draw, cp_state *state);

// Exporters on bound lanes file for what they will want to ship; outside applications come in.
void cp_desk_file(const cp_model *model, const cp_draw *draw, cp_state *state);

// Stages that end today; reviewers take the next application, class by weight, first come first served inside a class.
void cp_desk_review(const cp_model *model, const cp_draw *draw, cp_state *state);

// Reviewed applications are approved, returned or refused by the hazards of the class's stance, as far as capacity allows.
void cp_desk_decide(const cp_model *model, const cp_draw *draw, cp_state *state);

// On their evening a firm's own applications and licences take the place of the simulated ones.
void cp_desk_own(const cp_model *model, const cp_draw *draw, cp_state *state);

#endif
