// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What the importers of this folder share: where messages go, how files are opened, and what is checked of every table.
#ifndef CP_ACCOUNTS_IMPORT_H
#define CP_ACCOUNTS_IMPORT_H

#include "accounts/accounts.h"

enum { CP_COMPLAINTS_MOST = 40 };

typedef struct cp_import {
  const cp_import_options *options;
  cp_arena *arena;
  cp_messages *messages;
  cp_accounts *accounts;
  double within;         // share of a total by which a sum may be off
  cp_origin *output_at;  // [n_industry] where the output of an industry is told
  int32_t n_more;        // complaints beyond CP_COMPLAINTS_MOST, which are counted only
} cp_import;

static const cp_text cp_nothing_said = {"", 0};

// Report an error. Texts as in cp_messages_add.
void cp_import_complain(cp_import *import, cp_origin origin, cp_text what, cp_text expected,
                        cp_text hint);

// "did you mean 'X'?" of the nearest known name, else `otherwise`.
cp_text cp_import_mean(cp_import *import, const cp_names *names, cp_text found, cp_text otherwise);

// The bytes of a file. CP_BAD_INPUT after a complaint. A file that is not there is no error when `may_be_missing`: `content->at` is NULL.
cp_status cp_import_file(cp_import *import, cp_text path, bool may_be_missing, cp_text *content);

// CP_BAD_INPUT when anything was complained of so far.
cp_status cp_import_status(const cp_import *import);

// A year as a part of its own in a file name ("us_bea_summary_2023_use.csv"), else 0.
int32_t cp_import_year_in(cp_text path);

// An index for each label of a list; complains of one that stands there twice.
cp_status cp_label_list_take(cp_label_list *list, cp_arena *arena, const cp_names *names);

// "REGION<joint>SECTOR" of each industry (or consumer), region-major; NULL when memory runs out.
cp_text *cp_import_join_labels(cp_import *import, const cp_label_list *region,
                               const cp_label_list *inner, const char *joint);

// The one row of primary inputs where a table tells none: what inputs leave of output.
cp_status cp_import_take_rest_label(cp_import *import);
void cp_import_fill_rest(cp_import *import);

// Is a sum what a file tells it to be? `n_part` numbers were added; where the file tells a whole number each may be rounded to one.
bool cp_import_is_close(const cp_import *import, double sum, double told, int32_t n_part);
void cp_import_compare(cp_import *import, cp_origin origin, const char *what, cp_text label,
                       double sum, double told, int32_t n_part);

// Negative outputs, and rows and columns that are out of balance.
void cp_import_check(cp_import *import);

// The importers.
cp_status cp_import_bea(cp_import *import, bool is_detail);
cp_status cp_import_wiod(cp_import *import);
cp_status cp_import_csv(cp_import *import);

// Put labels together as the file of groups says.
cp_status cp_import_aggregate(cp_import *import, cp_text path);

#endif
