// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The summary as text goes through one printer. For the files of the summary only.
#ifndef CP_REPORT_SUMMARY_SAY_H
#define CP_REPORT_SUMMARY_SAY_H

#include "base/os/print.h"
#include "report/summary.h"

// Prints go on until the first failure, which is kept.
typedef struct cp_printer {
  const cp_summary *summary;
  const cp_sink *sink;
  cp_status status;
} cp_printer;

#define CP_SAY(page, ...)                                                              \
  do {                                                                                 \
    if ((page)->status == CP_OK) (page)->status = cp_print((page)->sink, __VA_ARGS__); \
  } while (0)

void cp_summary_say_answer(cp_printer *page);

// What is lost, when cover is back, what slips, what exporters hold and what it costs; what users turn to.
void cp_summary_say_losses(cp_printer *page);
void cp_summary_say_switches(cp_printer *page);

// Where the days of consignments went.
void cp_summary_say_days(cp_printer *page);

// What each control costs its owner and the other side.
void cp_summary_say_costs(cp_printer *page);

// What stops cost the economy.
void cp_summary_say_economy(cp_printer *page);

void cp_summary_say_clauses(cp_printer *page);
// From whose own today the run starts: nothing where nobody states it.
void cp_summary_say_own(cp_printer *page);

// Applications by class and where their days went.
void cp_summary_say_spells(cp_printer *page);

// Figures to come that would move the answer.
void cp_summary_say_watch(cp_printer *page);

void cp_summary_say_drivers(cp_printer *page);

// Up to three vehicle makers of the headline destination with their shares of replicas: those that
// stood by as_of, or those that are first to stand next.
void cp_summary_say_firms(cp_printer *page, bool is_stood);

#endif
