// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A national or multi-regional input-output account with all that a reader wants to know of it: the table that the kernel takes
// (economy/table.h), labels, the inputs that no industry of the table makes, unit, year and source. Everything lies in the caller's arena.
//
//                     industries f                 final uses c
//   industry i        z [i][f]  made at home       y [i][c]          row:     z + y                       = x
//   industry i        z_imported (may be apart)    y_imported        column:  z + z_imported + primary    = x
//   primary k         primary [k][f]
//
// In a table of one country z_imported[i][f] is what f buys abroad of what i makes at home. A primary row named `imports` holds imports
// that no industry at home makes; all other primary rows are value added.
#ifndef CP_ACCOUNTS_ACCOUNTS_H
#define CP_ACCOUNTS_ACCOUNTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/names.h"
#include "base/sink.h"
#include "base/status.h"
#include "base/text.h"
#include "economy/table.h"
#include "scenario/messages.h"

enum { CP_LABEL_REGION, CP_LABEL_SECTOR, CP_LABEL_CATEGORY, CP_LABEL_PRIMARY, CP_N_LABEL };

typedef struct cp_label_list {
  int32_t n;
  cp_text *code;  // [n] as tables name it
  cp_text *name;  // [n] in words; the code where no list of names was found
} cp_label_list;

typedef struct cp_accounts {
  cp_label_list label[CP_N_LABEL];
  double *z;             // [n_industry][n_industry], region-major as in cp_io_table
  double *y;             // [n_industry][n_consumer]
  double *x;             // [n_industry]
  double *primary;       // [n_primary][n_industry]
  double *z_imported;    // as z, NULL: imported inputs are not told apart
  double *y_imported;    // as y, NULL likewise
  bool has_value_added;  // primary rows were read; else one row holds what is left of output
  int32_t year;          // 0: not told
  cp_text unit, source;  // source may be empty
  cp_text format;        // the name of the importer that read it
} cp_accounts;

static inline int32_t cp_accounts_industries(const cp_accounts *accounts) {
  return accounts->label[CP_LABEL_REGION].n * accounts->label[CP_LABEL_SECTOR].n;
}

static inline int32_t cp_accounts_consumers(const cp_accounts *accounts) {
  return accounts->label[CP_LABEL_REGION].n * accounts->label[CP_LABEL_CATEGORY].n;
}

// The numbers alone, as the kernel takes them; they live as long as the account.
static inline cp_io_table cp_accounts_table(const cp_accounts *accounts) {
  return (cp_io_table){.n_region = accounts->label[CP_LABEL_REGION].n,
                       .n_sector = accounts->label[CP_LABEL_SECTOR].n,
                       .n_category = accounts->label[CP_LABEL_CATEGORY].n,
                       .z = accounts->z,
                       .y = accounts->y,
                       .x = accounts->x};
}

// Is this primary row imports and not value added?
bool cp_accounts_is_import(const cp_accounts *accounts, int32_t primary);

// Zeroed arrays for the labels that are there. CP_NO_MEMORY, or CP_OVERFLOW for a table beyond 2^31 cells.
cp_status cp_accounts_take(cp_accounts *accounts, cp_arena *arena, bool has_imported);

// What is to be read, and from where.
typedef struct cp_import_options {
  const char *format;     // "bea-summary", "bea-detail", "wiod2013" or "csv"
  const char *path;       // docs/economy-tables.md says what each format wants
  const char *aggregate;  // file of groups, NULL: as it is
  const char *unit;       // NULL: as the files say, or MUSD
  const char *source;     // NULL: as the files or the format say
  int32_t year;           // 0: as the files or their names say
  double within;          // share of output by which a sum may be off; negative: the format's own
} cp_import_options;

// Read, check and if asked for put together. CP_BAD_INPUT: the messages say why and nothing else is to be used. `messages` must have been
// begun with the arena.
cp_status cp_accounts_import(const cp_import_options *options, cp_arena *arena,
                             cp_messages *messages, cp_accounts *accounts);

// "bea-summary, bea-detail, ..." for messages.
cp_text cp_accounts_formats(void);

// How far one industry is from balance.
typedef struct cp_gap {
  int32_t industry;
  double amount;  // sum less output
  double share;   // of output; 0 where output is 0
} cp_gap;

enum { CP_GAPS_SHOWN = 3 };

// The worst of all rows and of all columns by amount, largest first.
typedef struct cp_gaps {
  cp_gap row[CP_GAPS_SHOWN];
  cp_gap column[CP_GAPS_SHOWN];
  int32_t n_shown;
} cp_gaps;

void cp_accounts_gaps(const cp_accounts *accounts, cp_gaps *gaps);

// Sum less output of one row or column.
double cp_accounts_row_gap(const cp_accounts *accounts, int32_t industry);
double cp_accounts_column_gap(const cp_accounts *accounts, int32_t industry);

// The name of an industry: "REGION/SECTOR".
cp_text cp_accounts_industry(const cp_accounts *accounts, cp_arena *arena, int32_t industry);

// The binary file (binary_file.c draws it): all bytes in the arena, and back. Reading checks version, sizes and the SHA-256 inside;
// `complaint` is told what is wrong: CP_BAD_INPUT, CP_BAD_VERSION, CP_NOT_FOUND, CP_IO.
cp_status cp_accounts_encode(const cp_accounts *accounts, cp_arena *arena, cp_text *bytes);
cp_status cp_accounts_read(const char *path, cp_arena *arena, const cp_sink *complaint,
                           cp_accounts *accounts);

// The SHA-256 that the binary file of this account has inside, in hexadecimal.
cp_status cp_accounts_hash(const cp_accounts *accounts, cp_arena *arena, char out[65]);

// A folder of CSV tables, as the importer `csv` reads it; each file whole or not at all.
cp_status cp_accounts_write_csv(const cp_accounts *accounts, const char *folder, cp_arena *arena,
                                const cp_sink *complaint);

// A page: labels, sums, largest industries, balance.
cp_status cp_accounts_text(const cp_accounts *accounts, cp_arena *arena, const cp_sink *sink);
cp_status cp_accounts_json(const cp_accounts *accounts, cp_arena *arena, const cp_sink *sink);

#endif
