// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Building the tables of working days. The arrays are the caller's; while it is built `prefix` first
// holds marks per day, then running counts.

#include "base/calendar.h"

#include <stddef.h>

#include "base/date.h"

// Set the mark of each listed day that lies in the span.
static void mark_days(const cp_calendar *calendar, const int32_t *days, int32_t n, int32_t mark,
                      int32_t *marks) {
  for (int32_t day = 0; day < n; day++) {
    const int64_t offset = (int64_t)days[day] - calendar->first_day;
    if (offset >= 0 && offset < calendar->n_day) marks[offset] = mark;
  }
}

cp_status cp_calendar_build(cp_calendar *calendar, int32_t first_day, int32_t n_day,
                            const cp_calendar_rules *rules, int32_t *prefix, int32_t *nth) {
  if (n_day < 0 || prefix == NULL || nth == NULL || (int64_t)first_day + n_day > INT32_MAX)
    return CP_BAD_USE;
  *calendar = (cp_calendar){.first_day = first_day, .n_day = n_day, .prefix = prefix, .nth = nth};

  // which days are worked: weekly rest, then holidays, then make-up days, which win
  for (int32_t offset = 0; offset < n_day; offset++) {
    prefix[offset] = (rules->rest >> cp_weekday(first_day + offset) & 1u) == 0;
  }
  mark_days(calendar, rules->holiday, rules->n_holiday, 0, prefix);
  mark_days(calendar, rules->makeup, rules->n_makeup, 1, prefix);

  // marks become counts of the days before
  int32_t count = 0;
  for (int32_t place = 0; place <= n_day; place++) nth[place] = 0;
  for (int32_t offset = 0; offset < n_day; offset++) {
    const int32_t worked = prefix[offset];
    prefix[offset] = count;
    count += worked;
    if (worked) nth[count] = first_day + offset;
  }
  prefix[n_day] = count;
  return CP_OK;
}
