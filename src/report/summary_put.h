// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// How the summary writes its numbers as JSON. For the files of the summary only.
#ifndef CP_REPORT_SUMMARY_PUT_H
#define CP_REPORT_SUMMARY_PUT_H

#include "base/date.h"
#include "base/os/json.h"
#include "report/summary.h"

// What is lost and costs, cover, deliveries that slip, goods meanwhile, and what users turn to.
void cp_summary_put_chain(cp_json *json, const cp_summary *summary);

// Where the days of consignments went.
void cp_summary_put_days(cp_json *json, const cp_summary *summary);

// What stops cost the economy.
void cp_summary_put_economy(cp_json *json, const cp_summary *summary);
// What controls cost.
void cp_summary_put_costs(cp_json *json, const cp_summary *summary);

// What to watch.
void cp_summary_put_watch(cp_json *json, const cp_summary *summary);

void cp_summary_put_clauses(cp_json *json, const cp_summary *summary);
// Applications by class and where their days went.
void cp_summary_put_spells(cp_json *json, const cp_summary *summary);
void cp_summary_put_own(cp_json *json, const cp_summary *summary);

static inline void put_day(cp_json *json, const char *key, int32_t day) {
  char date[11];
  cp_json_key(json, key);
  if (day == CP_DAY_NONE) {
    cp_json_null(json);
  } else {
    cp_json_string(json, cp_day_format(day, date));
  }
}

static inline void put_text(cp_json *json, const char *key, cp_text text) {
  cp_json_key(json, key);
  cp_json_text(json, text);
}

static inline void put_month(cp_json *json, const char *key, int32_t month) {
  char name[8];
  cp_json_key(json, key);
  cp_json_string(json, cp_month_format(month, name));
}

static inline void put_number(cp_json *json, const char *key, double number) {
  cp_json_key(json, key);
  cp_json_number(json, number);
}

static inline void put_flag(cp_json *json, const char *key, bool flag) {
  cp_json_key(json, key);
  cp_json_flag(json, flag);
}

static inline void put_whole(cp_json *json, const char *key, int64_t number) {
  cp_json_key(json, key);
  cp_json_whole(json, number);
}

static inline void put_band(cp_json *json, const char *key, cp_band band) {
  cp_json_key(json, key);
  cp_json_object(json);
  put_number(json, "median", band.median);
  put_number(json, "low", band.low);
  put_number(json, "high", band.high);
  put_number(json, "error", band.error);
  cp_json_close(json);
}

static inline void put_odds(cp_json *json, const char *key, cp_odds odds) {
  cp_json_key(json, key);
  if (odds.share < 0) {
    cp_json_null(json);
    return;
  }
  cp_json_object(json);
  put_number(json, "share", odds.share);
  put_number(json, "error", odds.error);
  cp_json_close(json);
}

#endif
