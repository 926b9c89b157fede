// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The words in which states, acts and causes are told: one table for the brief and the trace. State
// words are in capitals.
#ifndef CP_REPORT_WORDS_H
#define CP_REPORT_WORDS_H

#include <stdint.h>

#include "model/model.h"

// Each takes a number of the enum it is named after and gives "?" for any other.
const char *cp_word_measure_state(int32_t state);
const char *cp_word_agreement_state(int32_t state);
const char *cp_word_clause_state(int32_t state);
const char *cp_word_measure_kind(int32_t kind);
const char *cp_word_rung(int32_t rung);
const char *cp_word_modality(int32_t modality);
const char *cp_word_alternative_kind(int32_t kind);
const char *cp_word_series(int32_t series);  // what a reading counts

// "fitted", "sourced", "judgement": what odds rest on.
const char *cp_word_basis(int32_t basis);

// "announced", "entered into force", ...: an act that was done.
const char *cp_word_act(int32_t act);

// "announce", "enter", ...: the act as it is written in a scenario.
const char *cp_word_act_name(int32_t act);

// Of the desk: a stance, a stage of an application (cp_stage), a step (cp_step), and likewise of a licence.
const char *cp_word_stance(int32_t stance);
const char *cp_word_stage(int32_t stage);
const char *cp_word_step(int32_t step);
const char *cp_word_licence_state(int32_t state);
const char *cp_word_licence_step(int32_t step);

// Who decided: "by a dated fact", "by an effect of a clause", ...
const char *cp_word_cause(int32_t cause);

#endif
