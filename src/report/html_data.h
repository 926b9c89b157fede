// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What the page shows, as one JSON document: certificate, summary, brief, inputs as they were written, series and outcomes with
// their bands, the layout of a record, digests. The page's types are in web/data.ts.
#ifndef CP_REPORT_HTML_DATA_H
#define CP_REPORT_HTML_DATA_H

#include "report/catalog.h"
#include "report/page_controls.h"
#include "report/ledger.h"
#include "report/summary.h"
#include "scenario/spec.h"

enum { CP_HTML_DIGESTS = 200 };  // most replicas whose digests the page gets

// A run as the page wants it; all of it outlives the call.
typedef struct cp_html_run {
  const char *file;  // where its results lie
  const cp_spec *spec;
  const cp_model *model;
  const cp_catalog *catalog;
  const cp_ensemble *ensemble;
  const cp_summary *summary;
  const cp_ledger *ledger;
  cp_text levers;      // the ranking of levers, a JSON document; without bytes where there is none
  cp_reading reading;  // how the scenario was read; no folder: its controls are left out
} cp_html_run;

// Every `<` is written \u003c, so that nothing in it can close the element in which it stands.
cp_status cp_html_data(const cp_html_run *run, int32_t n_run, cp_arena *arena, const cp_sink *sink);

#endif
