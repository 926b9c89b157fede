// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The Gregorian calendar by arithmetic: years begin in March, so that the leap day comes last, and
// repeat every 400 years (146,097 days). See Howard Hinnant, "chrono-compatible low-level date
// algorithms".

#include "base/date.h"

#define DAYS_PER_ERA  146097
#define YEARS_PER_ERA 400
#define ERA_OFFSET    719468  // days from 0000-03-01 to 1970-01-01

static const char month_names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
static const char weekday_names[] = "MonTueWedThuFriSatSun";

static int32_t divide_down(int32_t number, int32_t by) {
  return number >= 0 ? number / by : -((-(number + 1)) / by) - 1;
}

static bool is_leap(int32_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

static int32_t month_days(int32_t year, int32_t month) {
  if (month == 2) return is_leap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool cp_day_is_valid(int32_t year, int32_t month, int32_t day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12) return false;
  return day >= 1 && day <= month_days(year, month);
}

int32_t cp_day_from(int32_t year, int32_t month, int32_t day) {
  const int32_t march_year = month <= 2 ? year - 1 : year;
  const int32_t era = divide_down(march_year, YEARS_PER_ERA);
  const int32_t year_of_era = march_year - era * YEARS_PER_ERA;
  const int32_t march_month = month > 2 ? month - 3 : month + 9;
  const int32_t day_of_year = (153 * march_month + 2) / 5 + day - 1;
  const int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * DAYS_PER_ERA + day_of_era - ERA_OFFSET;
}

cp_date cp_day_split(int32_t day) {
  const int32_t shifted = day > INT32_MAX - ERA_OFFSET ? INT32_MAX : day + ERA_OFFSET;
  const int32_t era = divide_down(shifted, DAYS_PER_ERA);
  const int32_t day_of_era = shifted - era * DAYS_PER_ERA;
  const int32_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int32_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int32_t march_month = (5 * day_of_year + 2) / 153;
  const int32_t month = march_month < 10 ? march_month + 3 : march_month - 9;
  return (cp_date){.year = year_of_era + era * YEARS_PER_ERA + (month <= 2 ? 1 : 0),
                   .month = month,
                   .day = day_of_year - (153 * march_month + 2) / 5 + 1};
}

// Exactly `size` digits from `place` on, or -1.
static int32_t read_digits(cp_text text, int32_t place, int32_t size) {
  int32_t number = 0;
  for (int32_t digit = place; digit < place + size; digit++) {
    if (text.at[digit] < '0' || text.at[digit] > '9') return -1;
    number = number * 10 + (text.at[digit] - '0');
  }
  return number;
}

cp_status cp_day_parse(cp_text text, int32_t *day) {
  if (text.size != 10 || text.at[4] != '-' || text.at[7] != '-') return CP_BAD_INPUT;
  const int32_t year = read_digits(text, 0, 4);
  const int32_t month = read_digits(text, 5, 2);
  const int32_t day_of_month = read_digits(text, 8, 2);
  if (!cp_day_is_valid(year, month, day_of_month)) return CP_BAD_INPUT;
  *day = cp_day_from(year, month, day_of_month);
  return CP_OK;
}

cp_status cp_month_parse(cp_text text, int32_t *month_index) {
  if (text.size != 7 || text.at[4] != '-') return CP_BAD_INPUT;
  const int32_t year = read_digits(text, 0, 4);
  const int32_t month = read_digits(text, 5, 2);
  if (!cp_day_is_valid(year, month, 1)) return CP_BAD_INPUT;
  *month_index = (year - 1970) * 12 + month - 1;
  return CP_OK;
}

// 1970-01-01 was a Thursday.
int32_t cp_weekday(int32_t day) {
  const int32_t rest = day % 7 + 3;
  return rest < 0 ? rest + 7 : rest % 7;
}

int32_t cp_month_index(int32_t day) {
  const cp_date date = cp_day_split(day);
  return (date.year - 1970) * 12 + date.month - 1;
}

int32_t cp_month_first(int32_t month_index) {
  const int32_t year = divide_down(month_index, 12);
  return cp_day_from(year + 1970, month_index - year * 12 + 1, 1);
}

int32_t cp_month_length(int32_t month_index) {
  return cp_month_first(month_index + 1) - cp_month_first(month_index);
}

int32_t cp_day_add_months(int32_t day, int32_t months) {
  const int32_t target = cp_month_index(day) + months;
  const int32_t day_of_month = cp_day_split(day).day;
  const int32_t length = cp_month_length(target);
  return cp_month_first(target) + (day_of_month < length ? day_of_month : length) - 1;
}

static char *put_digits(char *at, int32_t number, int32_t size) {
  for (int32_t digit = size - 1; digit >= 0; digit--) {
    at[digit] = (char)('0' + number % 10);
    number /= 10;
  }
  return at + size;
}

static char *put_three(char *at, const char *from) {
  for (int32_t letter = 0; letter < 3; letter++) {
    at[letter] = from[letter];
  }
  return at + 3;
}

char *cp_day_format(int32_t day, char out[11]) {
  cp_month_format(cp_month_index(day), out);
  out[7] = '-';
  *put_digits(out + 8, cp_day_split(day).day, 2) = 0;
  return out;
}

char *cp_month_format(int32_t month_index, char out[8]) {
  const cp_date date = cp_day_split(cp_month_first(month_index));
  char *at = put_digits(out, date.year, 4);
  *at++ = '-';
  *put_digits(at, date.month, 2) = 0;
  return out;
}

char *cp_day_words(int32_t day, char out[16]) {
  const cp_date date = cp_day_split(day);
  char *at = put_digits(out, date.day, date.day < 10 ? 1 : 2);
  *at++ = ' ';
  at = put_three(at, month_names + 3 * (date.month - 1));
  *at++ = ' ';
  *put_digits(at, date.year, 4) = 0;
  return out;
}

char *cp_day_words_weekday(int32_t day, char out[20]) {
  char *at = put_three(out, weekday_names + 3 * cp_weekday(day));
  *at++ = ' ';
  cp_day_words(day, at);
  return out;
}
