// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Working days of one authority over a span of days: as running counts, and one after the other.
//
//   prefix[k] = working days in [first_day, first_day + k),  k = 0 .. n_day
//   nth[k]    = the k-th working day of the span,            k = 1 .. prefix[n_day]
//
// Counting convention: the starting day itself never counts. The n-th working day after `day` is
// the last day of the limit: 45 working days after 2025-04-04 with China's holidays and make-up
// days end on 2025-06-11 (7 April is the first). Days outside the span are not working days.

#ifndef CP_BASE_CALENDAR_H
#define CP_BASE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

typedef struct cp_calendar {
  int32_t first_day;
  int32_t n_day;
  const int32_t *prefix;  // [n_day + 1]
  const int32_t *nth;     // [n_day + 1]; unused: 0 and from prefix[n_day] + 1 on
} cp_calendar;

#define CP_REST_NONE            0x00u
#define CP_REST_SATURDAY_SUNDAY 0x60u  // bit 0 = Monday ... bit 6 = Sunday

// What makes a day a working day. A make-up day works even if it is a rest day or holiday.
typedef struct cp_calendar_rules {
  uint32_t rest;           // weekly rest days, one bit each, bit 0 = Monday
  const int32_t *holiday;  // [n_holiday] in any order, repeats allowed, outside the span ignored
  int32_t n_holiday;
  const int32_t *makeup;  // [n_makeup] likewise
  int32_t n_makeup;
} cp_calendar_rules;

// Fill the caller's arrays prefix[n_day + 1] and nth[n_day + 1] and make the calendar point to them.
cp_status cp_calendar_build(cp_calendar *calendar, int32_t first_day, int32_t n_day,
                            const cp_calendar_rules *rules, int32_t *prefix, int32_t *nth);

// Working days in the span's first so many days; days beyond the span count as its end.
static inline int32_t cp_calendar_count(const cp_calendar *calendar, int64_t n_day) {
  if (n_day <= 0) return 0;
  return calendar->prefix[n_day < calendar->n_day ? n_day : calendar->n_day];
}

// Working days before `day`, counted from the span's first day.
static inline int32_t cp_calendar_before(const cp_calendar *calendar, int32_t day) {
  return cp_calendar_count(calendar, (int64_t)day - calendar->first_day);
}

// The same, with the day itself.
static inline int32_t cp_calendar_through(const cp_calendar *calendar, int32_t day) {
  return cp_calendar_count(calendar, (int64_t)day - calendar->first_day + 1);
}

static inline bool cp_calendar_is_working(const cp_calendar *calendar, int32_t day) {
  const int64_t offset = (int64_t)day - calendar->first_day;
  if (offset < 0 || offset >= calendar->n_day) return false;
  return calendar->prefix[offset + 1] > calendar->prefix[offset];
}

// Working days in (from, to]; negative when to < from, so that between(a, b) = -between(b, a).
static inline int32_t cp_calendar_between(const cp_calendar *calendar, int32_t from, int32_t to) {
  return cp_calendar_through(calendar, to) - cp_calendar_through(calendar, from);
}

// The n-th working day after `day`; `day` itself for n <= 0. When the span has fewer, the day after
// the span's last: first_day + n_day, so a limit beyond the span never falls inside it.
static inline int32_t cp_calendar_add(const cp_calendar *calendar, int32_t day, int32_t n) {
  if (n <= 0) return day;
  const int32_t through = cp_calendar_through(calendar, day);
  const int32_t left = calendar->prefix[calendar->n_day] - through;
  return n <= left ? calendar->nth[through + n] : calendar->first_day + calendar->n_day;
}

#endif
