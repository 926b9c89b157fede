// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Names, meanings and advice of the statuses, made from the table in status.inc.

#include "base/status.h"

#include <stddef.h>

typedef struct status_row {
  cp_status status;
  const char *name;
  const char *text;
  const char *advice;
} status_row;

static const status_row rows[] = {
#define CP_STATUS(name, number, text, advice) {name, #name, text, advice},
#include "base/status.inc"
#undef CP_STATUS
};

static const status_row *find_row(cp_status status) {
  for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
    if (rows[row].status == status) return &rows[row];
  }
  return NULL;
}

const char *cp_status_name(cp_status status) {
  const status_row *row = find_row(status);
  return row != NULL ? row->name : "CP_UNKNOWN";
}

const char *cp_status_text(cp_status status) {
  const status_row *row = find_row(status);
  return row != NULL ? row->text : "a status that this version does not know";
}

const char *cp_status_advice(cp_status status) {
  const status_row *row = find_row(status);
  return row != NULL ? row->advice : "check that header and library have the same version";
}
