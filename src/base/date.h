// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Day numbers and dates. A day is an int32: days since 1970-01-01 in the proleptic Gregorian
// calendar. Texts are ISO only (YYYY-MM-DD); years 1 to 9999.

#ifndef CP_BASE_DATE_H
#define CP_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "base/text.h"

#define CP_DAY_NONE INT32_MIN  // no such day: for optional dates

typedef struct cp_date {
  int32_t year;   // 1 .. 9999
  int32_t month;  // 1 .. 12
  int32_t day;    // 1 .. 31
} cp_date;

// Is there such a day (2025-02-30 is not)?
bool cp_day_is_valid(int32_t year, int32_t month, int32_t day);

// The day number of a valid date; parts outside their range are the caller's fault and give a wrong
// day.
int32_t cp_day_from(int32_t year, int32_t month, int32_t day);
cp_date cp_day_split(int32_t day);

// Exactly "YYYY-MM-DD" and an existing day, else CP_BAD_INPUT.
cp_status cp_day_parse(cp_text text, int32_t *day);

// Exactly "YYYY-MM": gives the month index, else CP_BAD_INPUT.
cp_status cp_month_parse(cp_text text, int32_t *month_index);

// 0 = Monday ... 6 = Sunday.
int32_t cp_weekday(int32_t day);

// Months since 1970-01; the first day of such a month; its number of days.
int32_t cp_month_index(int32_t day);
int32_t cp_month_first(int32_t month_index);
int32_t cp_month_length(int32_t month_index);

// The same day of the month so many months on, clipped to that month's end: Jan 31 + 1 month = Feb
// 28.
int32_t cp_day_add_months(int32_t day, int32_t months);

// "2025-06-03"; "3 Jun 2025"; "Tue 3 Jun 2025"; "2025-06"; each with a zero byte, each returning
// `out`.
char *cp_day_format(int32_t day, char out[11]);
char *cp_day_words(int32_t day, char out[16]);
char *cp_day_words_weekday(int32_t day, char out[20]);
char *cp_month_format(int32_t month_index, char out[8]);

#endif
