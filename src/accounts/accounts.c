// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Room for an account, its names, and how far it is from balance.
#include "accounts/accounts.h"

#include <stddef.h>

#include "base/os/print.h"

bool cp_accounts_is_import(const cp_accounts *accounts, int32_t primary) {
  return cp_text_equal(accounts->label[CP_LABEL_PRIMARY].code[primary], CP_TEXT("imports"));
}

cp_status cp_accounts_take(cp_accounts *accounts, cp_arena *arena, bool has_imported) {
  const int64_t n =
      (int64_t)accounts->label[CP_LABEL_REGION].n * accounts->label[CP_LABEL_SECTOR].n;
  const int64_t n_consumer =
      (int64_t)accounts->label[CP_LABEL_REGION].n * accounts->label[CP_LABEL_CATEGORY].n;
  if (n > INT32_MAX || n * n > INT32_MAX || n * n_consumer > INT32_MAX) return CP_OVERFLOW;
  accounts->z = CP_ARENA_ARRAY(arena, double, n *n);
  accounts->y = CP_ARENA_ARRAY(arena, double, n *n_consumer);
  accounts->x = CP_ARENA_ARRAY(arena, double, n);
  accounts->primary = CP_ARENA_ARRAY(arena, double, accounts->label[CP_LABEL_PRIMARY].n *n);
  accounts->z_imported = has_imported ? CP_ARENA_ARRAY(arena, double, n *n) : NULL;
  accounts->y_imported = has_imported ? CP_ARENA_ARRAY(arena, double, n *n_consumer) : NULL;
  const bool is_there = accounts->z && accounts->y && accounts->x && accounts->primary;
  const bool is_apart = accounts->z_imported && accounts->y_imported;
  return is_there && (is_apart || !has_imported) ? CP_OK : CP_NO_MEMORY;
}

cp_text cp_accounts_industry(const cp_accounts *accounts, cp_arena *arena, int32_t industry) {
  const cp_label_list *sector = &accounts->label[CP_LABEL_SECTOR];
  const cp_text region = accounts->label[CP_LABEL_REGION].code[industry / sector->n];
  return cp_text_print(arena, CP_TEXT_FORMAT "/" CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(region),
                       CP_TEXT_ARGUMENTS(sector->code[industry % sector->n]));
}

double cp_accounts_row_gap(const cp_accounts *accounts, int32_t industry) {
  const int32_t n = cp_accounts_industries(accounts);
  const int32_t n_consumer = cp_accounts_consumers(accounts);
  double sum = 0.0;
  for (int32_t user = 0; user < n; user++) sum += accounts->z[(int64_t)industry * n + user];
  for (int32_t consumer = 0; consumer < n_consumer; consumer++) {
    sum += accounts->y[(int64_t)industry * n_consumer + consumer];
  }
  return sum - accounts->x[industry];
}

double cp_accounts_column_gap(const cp_accounts *accounts, int32_t industry) {
  const int32_t n = cp_accounts_industries(accounts);
  double sum = 0.0;
  for (int32_t supplier = 0; supplier < n; supplier++) {
    const int64_t at = (int64_t)supplier * n + industry;
    sum += accounts->z[at];
    if (accounts->z_imported != NULL) sum += accounts->z_imported[at];
  }
  for (int32_t primary = 0; primary < accounts->label[CP_LABEL_PRIMARY].n; primary++) {
    sum += accounts->primary[(int64_t)primary * n + industry];
  }
  return sum - accounts->x[industry];
}

static double size_of(double number) { return number < 0 ? -number : number; }

// Keep the gap among the worst, which stand in falling order; of equal ones the first stays.
static void place_gap(cp_gap *worst, int32_t n_kept, cp_gap gap) {
  for (int32_t place = 0; place < n_kept; place++) {
    if (size_of(gap.amount) <= size_of(worst[place].amount)) continue;
    const cp_gap pushed = worst[place];
    worst[place] = gap;
    gap = pushed;
  }
}

void cp_accounts_gaps(const cp_accounts *accounts, cp_gaps *gaps) {
  const int32_t n = cp_accounts_industries(accounts);
  gaps->n_shown = n < CP_GAPS_SHOWN ? n : CP_GAPS_SHOWN;
  for (int32_t place = 0; place < CP_GAPS_SHOWN; place++) {
    gaps->row[place] = gaps->column[place] = (cp_gap){.industry = 0};
  }
  for (int32_t industry = 0; industry < n; industry++) {
    const double output = accounts->x[industry];
    const double row = cp_accounts_row_gap(accounts, industry);
    const double column = cp_accounts_column_gap(accounts, industry);
    place_gap(gaps->row, gaps->n_shown, (cp_gap){industry, row, output > 0 ? row / output : 0});
    place_gap(gaps->column, gaps->n_shown,
              (cp_gap){industry, column, output > 0 ? column / output : 0});
  }
}
