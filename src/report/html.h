// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The page: a template, built from web/, with the data of one or several runs, the engine and the model put in at its markers.
#ifndef CP_REPORT_HTML_H
#define CP_REPORT_HTML_H

#include "report/html_data.h"

// What the build hands over; without bytes where it had no means to make it.
typedef struct cp_html_parts {
  cp_text template;  // with markers <!--cp:title-->, <!--cp:answer-->, <!--cp:data-->, <!--cp:engine-->, <!--cp:model-->
  cp_text engine;  // chokepoint.wasm, packed as cp_gzip_text does
} cp_html_parts;

// The page of the runs; the first is the one that the others are compared with. CP_BAD_USE for a template without its markers.
cp_status cp_html_page(const cp_html_parts *parts, const cp_html_run *run, int32_t n_run,
                       cp_arena *arena, cp_text *page);

#endif
