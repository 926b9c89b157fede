// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Tables of my today that nobody wrote, under regimes of any kind: every ledger balances on every day, and where no listing is the plain engine
// (harness/plain.h) is equal day by day. CP_SEED runs one table alone.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/os/file.h"
#include "harness/equal.h"
#include "harness/replica.h"
#include "num/philox.h"

enum { N_TABLE = 150, MOST_BYTES = 1 << 14, EVENING = 19858 };  // 15 May 2024

typedef struct page {
  uint64_t seed;
  uint32_t n_drawn;
  size_t size;
  char text[MOST_BYTES];
} page;

static void put(page *to, const char *format, ...) {
  va_list values;
  va_start(values, format);
  to->size += (size_t)vsnprintf(to->text + to->size, sizeof to->text - to->size, format, values);
  va_end(values);
  assert_true(to->size < sizeof to->text);
}

static int32_t whole(page *from, int32_t first, int32_t last) {
  const cp_random random = {.seed = from->seed, .replica = 77};
  const uint32_t bits = cp_random_bits(&random, 9, 0, 0, from->n_drawn++);
  return first + (int32_t)((uint64_t)bits * (uint32_t)(last - first + 1) >> 32);
}

static int happens(page *from, int32_t percent) { return whole(from, 1, 100) <= percent; }

static void put_date(page *to, int32_t day) {
  char date[11];
  put(to, "%s", cp_day_format(day, date));
}

// --- a regime ------------------------------------------------------------------------------------

static void write_stops(page *to) {
  if (!happens(to, 50)) return;
  put(to, "stops:\n");
  for (int32_t stop = whole(to, 1, 2); stop > 0; stop--)
    put(to,
        "  stop-%d: {authority: office, chance: %d %%, median: %d working days, limit: %d working "
        "days}\n",
        (int)stop, (int)whole(to, 5, 60), (int)whole(to, 1, 10), (int)whole(to, 3, 20));
  if (happens(to, 50))
    put(to,
        "  papers: {authority: office, when: papers, median: 5 working days, limit: 10 working "
        "days}\n");
}

static void write_office(page *to, int has_listing) {
  static const char *const clock[] = {"acceptance", "registration", "submission"};
  const char *office = "overrides:\n  authorities.office.";
  put(to, "%sclock: %s\n", office, clock[whole(to, 0, 2)]);
  office = "  authorities.office.";
  put(to, "%slocal_p90: %d working days\n", office, (int)whole(to, 10, 25));
  put(to, "%slimit: %d working days\n", office, (int)whole(to, 10, 60));
  if (happens(to, 30)) put(to, "%sat_limit: escalate\n", office);
  put(to, "%sbunch: %d %%\n", office, (int)whole(to, 0, 60));
  put(to, "%soverrun: %d %%\n", office, (int)whole(to, 0, 60));
  if (happens(to, 30))
    put(to, "%spapers_median: %d days\n%spapers_p90: 12 days\n", office, (int)whole(to, 1, 10),
        office);
  if (happens(to, 30)) put(to, "%srefer_chance: %d %%\n", office, (int)whole(to, 10, 90));
  if (happens(to, 30)) put(to, "%sslots: %d\n", office, (int)whole(to, 1, 3));
  if (happens(to, 30)) put(to, "%swork: 1 working days\n", office);
  if (happens(to, 30)) put(to, "%srefile_share: %d %%\n", office, (int)whole(to, 0, 90));
  if (happens(to, 30)) put(to, "%srefile_window: %d working days\n", office, (int)whole(to, 3, 15));
  if (happens(to, 30)) put(to, "%srenew: %d days\n", office, (int)whole(to, 10, 60));
  if (happens(to, 30)) put(to, "%sgrants: verified\n", office);
  if (has_listing) put(to, "%suses: %d\n", office, (int)whole(to, 0, 3));
  put(to, "%ssize_spread: %d\n", office, (int)whole(to, 0, 1));
  put(to, "  classes.civil.open: %d %%/working day\n", (int)whole(to, 5, 100));
  put(to, "  classes.civil.returned: %d %%/working day\n", (int)whole(to, 0, 20));
  put(to, "  classes.civil.refused: %d %%/working day\n", (int)whole(to, 0, 10));
  put(to, "  classes.civil.review_p90: %d working days\n", (int)whole(to, 20, 45));
  static const char *const licence[] = {"declared", "reserved", "valid"};
  put(to, "  customs.port.licence: %s\n", licence[whole(to, 0, 2)]);
}

static void write_yaml(page *to, const char *folder, int has_listing) {
  const char *root = getenv("CP_SOURCE");
  put(to, "include: [%s/tests/law/my_today_not]\n", root ? root : ".");
  write_stops(to);
  if (has_listing) {
    put(to,
        "measures:\n  listing: {title: the user is listed, kind: listing, by: seller_land, users: "
        "[user], "
        "licences: %s, source: made up, known_from: 2024-01-01}\n",
        happens(to, 50) ? "suspend" : "revoke");
    put(to,
        "  general: {title: for the user, kind: general_licence, by: seller_land, users: [user], "
        "quantity: 50 "
        "kg, authority: office, source: made up, known_from: 2024-01-01}\n");
  }
  write_office(to, has_listing);
  char path[700];
  snprintf(path, sizeof path, "%s/scenario.yaml", folder);
  assert_int_equal(cp_file_write(path, to->text, to->size), CP_OK);
  to->size = 0;
  put(to, "date,actor,act,object,what,source,known_from\n");
  static const char *const act[] = {"enter", "lift"};
  for (int32_t turn = 0; has_listing && turn < 2; turn++) {
    for (int32_t measure = 0; measure < 2; measure++) {
      const int32_t day = EVENING + (turn == 0 ? -whole(to, 0, 20) : whole(to, 1, 60));
      put_date(to, day);
      put(to, ",seller_land,%s,%s,an act,made up,", act[turn],
          measure == 0 ? "listing" : "general");
      put_date(to, day);
      put(to, "\n");
    }
  }
  snprintf(path, sizeof path, "%s/timeline.csv", folder);
  assert_int_equal(cp_file_write(path, to->text, to->size), CP_OK);
  to->size = 0;
}

// --- a table -------------------------------------------------------------------------------------

static void begin_row(page *to, const char *kind, const char *firm, int is_plain) {
  put_date(to, EVENING);
  put(to, ",%s,%s,%s,%s", kind, firm, is_plain ? "plain" : "magnets",
      strcmp(kind, "stock") == 0 ? ""
      : is_plain                 ? "plain-maker"
                                 : "maker");
}

static void write_application(page *to, const char *firm, int32_t number) {
  static const char *const stage[] = {"local", "review", "ready", "returned"};
  const int32_t where = whole(to, 0, 3);
  const int32_t filed = EVENING - whole(to, 0, 80);
  begin_row(to, "application", firm, 0);
  put(to, ",A-%d,%d g,%s,", (int)number, (int)whole(to, 1, 20000), stage[where]);
  put_date(to, filed);
  put(to, ",");
  if (where == 1 || where == 2) put_date(to, whole(to, filed, EVENING));
  put(to, ",,,,\n");
}

static void write_licence(page *to, const char *firm, int32_t number) {
  begin_row(to, "licence", firm, 0);
  put(to, ",L-%d,%d g,,,,", (int)number, happens(to, 20) ? 0 : (int)whole(to, 1, 30000));
  put_date(to, EVENING + whole(to, 0, 200));
  put(to, ",,,\n");
}

static void write_shipment(page *to, const char *firm, int32_t number, int has_plain) {
  begin_row(to, "shipment", firm, has_plain && happens(to, 40));
  put(to, ",B-%d,%d g,,,,,", (int)number, (int)whole(to, 1, 20000));
  // before the control: no licence
  put_date(to, EVENING - whole(to, 50, 70));
  put(to, ",");
  put_date(to, EVENING + whole(to, 1, 60));
  put(to, ",\n");
}

static void write_firm(page *to, const char *firm, int has_plain) {
  int32_t number = 0;
  for (int32_t n = whole(to, 0, 6); n > 0; n--) write_application(to, firm, ++number);
  for (int32_t n = whole(to, 0, 4); n > 0; n--) write_licence(to, firm, ++number);
  for (int32_t n = whole(to, 0, 4); n > 0; n--) write_shipment(to, firm, ++number, has_plain);
  for (int32_t plain = 0; plain <= has_plain; plain++) {
    if (happens(to, 50)) continue;
    begin_row(to, "stock", firm, plain);
    put(to, ",,%d g,,,,,,,\n", (int)whole(to, 0, 90000));
  }
}

static void write_table(page *to, const char *folder) {
  put(to,
      "on,kind,firm,good,supplier,id,quantity,stage,filed,accepted,valid_to,departed,eta,"
      "licence\n");
  write_firm(to, "user", 1);
  if (happens(to, 40)) write_firm(to, "neighbour", 0);
  char path[700];
  snprintf(path, sizeof path, "%s/state.csv", folder);
  assert_int_equal(cp_file_write(path, to->text, to->size), CP_OK);
}

// --- the property --------------------------------------------------------------------------------

static int ledgers_fail(replica *test, char why[256]) {
  while (test->engine.state.day[0] < test->model.last_day[0]) {
    const cp_status status = cp_engine_step(&test->engine);
    const cp_audit audit = cp_engine_audit(&test->engine);
    if (status == CP_OK && cp_audit_is_clean(&audit)) continue;
    snprintf(why, 256, "day %d: status %d, goods off by %g, licences by %g, applications by %g",
             (int)(test->engine.state.day[0] - EVENING), (int)status, audit.goods, audit.licences,
             audit.applications);
    return 1;
  }
  return 0;
}

static void try_tables(int has_listing, const char *name) {
  char folder[600], why[256];
  equal_folder(name, folder);
  const char *only = getenv("CP_SEED");
  const uint64_t first = only ? strtoull(only, NULL, 10) : 1;
  int32_t n_live = 0;
  // and two tables in which a limit is over while the clock stands
  static const uint64_t more[] = {180, 335};
  const int32_t n_more = (int32_t)(sizeof more / sizeof more[0]);
  for (int32_t at = 0; at < (only ? 1 : N_TABLE + n_more); at++) {
    const uint64_t seed = at < N_TABLE ? first + (uint64_t)at : more[at - N_TABLE];
    page to = {.seed = seed};
    write_yaml(&to, folder, has_listing);
    write_table(&to, folder);
    replica test;
    assert_int_equal(replica_open(&test, folder, NULL), CP_OK);
    replica_again(&test, seed, 0);
    if (has_listing ? ledgers_fail(&test, why) : equal_fails(&test, why))
      fail_msg("table %d in %s: %s\n  again: CP_SEED=%d ./test --only oracle/test_my_today",
               (int)seed, folder, why, (int)seed);
    n_live += test.model.n_own;
    assert_int_equal(test.engine.state.own_next[0], test.model.n_own);
    // nothing illegal was tried: a clock that stands rings no limit
    assert_int_equal(test.engine.state.desk_refused[0], 0);
    replica_end(&test);
  }
  assert_true(only || n_live > N_TABLE);
}

static void any_table_is_equal_day_by_day(void **unused) {
  (void)unused;
  try_tables(0, "oracle/my_today");
}

static void any_table_keeps_the_ledgers_under_listings(void **unused) {
  (void)unused;
  try_tables(1, "oracle/my_today_listed");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(any_table_is_equal_day_by_day),
      cmocka_unit_test(any_table_keeps_the_ledgers_under_listings),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
