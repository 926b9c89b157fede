// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What the build hands over for the page (cmake/page.cmake): its template and the packed engine, each ended by a zero byte; empty where
// the build had no means to make them.
#ifndef CP_API_PAGE_BYTES_H
#define CP_API_PAGE_BYTES_H

extern const char cp_page_template[];
extern const char cp_page_engine[];

#endif
