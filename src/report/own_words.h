// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Parts of sentences about my today (state.csv): what a firm has on the desk, on the way and on hand, and where it says so.
#ifndef CP_REPORT_OWN_WORDS_H
#define CP_REPORT_OWN_WORDS_H

#include <stdint.h>

#include "base/sink.h"
#include "model/log.h"
#include "model/own.h"
#include "report/labels.h"

// Is it my today of that kind, or what goes for it?
bool cp_event_is_own(const cp_event *event, cp_own_kind kind);

// "#12" of an application or licence; "#A-1" of my today: the name by which the firm knows it, where it has one.
void cp_say_number(const cp_labels *labels, const cp_event *event, const cp_sink *to);

// What the lane's application, licence or shipment is, or that the simulated one goes; a stock on hand.
void cp_say_own(const cp_labels *labels, const cp_event *event, const cp_sink *to);
void cp_say_own_stock(const cp_labels *labels, const cp_event *event, const cp_sink *to);

// The source, the file and line of a row of state.
cp_text cp_own_source(const cp_labels *labels, int32_t row);
void cp_say_own_row(const cp_labels *labels, int32_t row, const cp_sink *to);

#endif
