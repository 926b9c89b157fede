// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The outcome of every function that can fail. The table is status.inc: name, number, text, advice.

#ifndef CP_BASE_STATUS_H
#define CP_BASE_STATUS_H

typedef enum cp_status {
#define CP_STATUS(name, number, text, advice) name = number,
#include "base/status.inc"
#undef CP_STATUS
} cp_status;

// The name as in the source ("CP_NO_MEMORY"), what it means, and what to do about it. Never NULL: a
// number outside the table gives "CP_UNKNOWN" and a text that says so.
const char *cp_status_name(cp_status status);
const char *cp_status_text(cp_status status);
const char *cp_status_advice(cp_status status);

// Pass a failure up: return from the calling function unless the call went well.
#define CP_TRY(call)                                  \
  do {                                                \
    const cp_status cp_try_status = (call);           \
    if (cp_try_status != CP_OK) return cp_try_status; \
  } while (0)

#endif
