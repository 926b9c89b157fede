// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The licence machine: the one way in which a licence changes its state. The desk issues, suspends and ends licences, the border draws on
// them; both by this table. A licence lies in its gate's list of issued or of suspended ones, by its last day, then by its id.
#ifndef CP_MODEL_LICENCE_H
#define CP_MODEL_LICENCE_H

#include <stdbool.h>

#include "model/model.h"

// Moves the licence at `slot` of `gate`; false, counted in desk_refused and told when its state does not allow it.
bool cp_licence_move(const cp_model *model, cp_state *state, int32_t gate, int32_t slot,
                     cp_licence_step step);
// The same because of a measure, which is told.
bool cp_licence_move_under(const cp_model *model, cp_state *state, int32_t gate, int32_t slot,
                           cp_licence_step step, int32_t measure);

// Issues a licence on the gate. Its place is -1 when the pool is full; the fault is noted.
int32_t cp_licence_issue(const cp_model *model, cp_state *state, int32_t gate, cp_licence licence);

// Draws a quantity, at most licence_left, from the gate's licences, the earliest last day first. Each licence drawn on is used once; what
// the last allowed use leaves is lost.
void cp_licence_draw(const cp_model *model, cp_state *state, int32_t gate, double quantity);

// Reserves a quantity, at most licence_left, for a consignment, in the same order; each licence is used once. CP_FULL is noted as a fault. A
// licence all of which is reserved is in no list; one that ends with something reserved keeps its place until that is used or given back.
void cp_licence_reserve(const cp_model *model, cp_state *state, cp_consignment *consignment,
                        double quantity);
// What is reserved for a consignment is used up, or given back: to its licence if it is in force, else it is lost with it.
void cp_licence_use(const cp_model *model, cp_state *state, cp_consignment *consignment);
void cp_licence_give_back(const cp_model *model, cp_state *state, cp_consignment *consignment);
// Is a licence on which something is reserved for it no longer in force?
bool cp_licence_has_ended(const cp_model *model, const cp_state *state,
                          const cp_consignment *consignment);

// A firm has said what licences it has, in a row of my today: those that the gate's applications brought are cancelled, and one of its own is
// issued, beside what the desk has licensed (licence_given). What is reserved for goods at the port stays theirs.
void cp_licence_replace(const cp_model *model, cp_state *state, int32_t gate, int32_t row);
int32_t cp_licence_take_over(const cp_model *model, cp_state *state, int32_t gate,
                             cp_licence licence, int32_t row);

// Ends those whose last day was yesterday.
void cp_licence_expire(const cp_model *model, cp_state *state, int32_t gate);

// All issued licences of the gate are suspended, all suspended ones are issued again, or all are revoked, because of a measure.
void cp_licence_suspend_all(const cp_model *model, cp_state *state, int32_t gate, int32_t measure);
void cp_licence_resume_all(const cp_model *model, cp_state *state, int32_t gate, int32_t measure);
void cp_licence_revoke_all(const cp_model *model, cp_state *state, int32_t gate, int32_t measure);

#endif
