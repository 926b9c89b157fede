// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Units as the author writes them: "t/month", "USD/kg", "%/working day". A unit is a factor to base
// units (gram, piece, cent, day) and the powers of its dimensions. Conversion happens in the reader
// and the report only.
//
//   mass      mg g kg t kt                     1 t = 1,000,000 g
//   piece     piece unit vehicle aircraft licence part line shift (and plurals)
//   money     cent USD kUSD MUSD BUSD          1 USD = 100 cent
//   time      day d week, in a quotient also   month = 30.4375 and year = 365.25 days
//   working   working day, wd                  not days: a calendar turns one into the other
//   calendar  month, year standing alone       1 year = 12 months; cp_unit_as_time makes them days
//   share     % permille share                 plain numbers with a factor; flag is_share

#ifndef CP_BASE_UNITS_H
#define CP_BASE_UNITS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "base/text.h"

#define CP_DAYS_PER_MONTH 30.4375
#define CP_DAYS_PER_YEAR  365.25

typedef enum cp_dimension {
  CP_DIMENSION_MASS,
  CP_DIMENSION_PIECE,
  CP_DIMENSION_MONEY,
  CP_DIMENSION_TIME,
  CP_DIMENSION_WORKING_TIME,
  CP_DIMENSION_CALENDAR_MONTH,
  CP_N_DIMENSION
} cp_dimension;

typedef struct cp_unit {
  double factor;                 // value in base units = value as written x factor
  int8_t power[CP_N_DIMENSION];  // t/month: mass +1, time -1
  bool is_share;                 // %, permille or share stood in the numerator
} cp_unit;

// A unit text: one unit, or units joined by "/" (each further one divides). The empty text is the
// plain number. On failure `failed_at` (may be NULL) is the byte of the word that is no unit.
cp_status cp_unit_parse(cp_text text, cp_unit *unit, int32_t *failed_at);

// "120 t/month", "35%", "7": number (as cp_number_parse), optional spaces, unit. `value` is as
// written: multiply by unit.factor for base units.
cp_status cp_quantity_parse(cp_text text, double *value, cp_unit *unit, int32_t *failed_at);

// Same powers. A share is a plain number here: is_share is not compared.
bool cp_unit_same_dimension(cp_unit left, cp_unit right);

// Calendar months turned into days (30.4375 each), all else unchanged: for fields that mean a
// duration.
cp_unit cp_unit_as_time(cp_unit unit);

// The dimension in words of base units, "g/day", "share", "number"; `out` always ends in a zero
// byte. Returns `out`.
char *cp_unit_format(cp_unit unit, char out[64]);

// The unit word closest in spelling, for "did you mean"; empty when none is near.
cp_text cp_unit_nearest(cp_text word);

#endif
