// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What a single cell cannot tell, part by part; here what concerns the scenario as a whole: its
// days, its calendars, names that must differ, and medians against ninth deciles.

#include <stddef.h>

#include "base/os/print.h"
#include "scenario/spec_parts.h"

enum { DAYS_MOST = 65000 };

cp_origin cp_check_origin(const cp_check *check, cp_field field, int32_t row) {
  const cp_origin origin = cp_spec_cell(check->spec, field, row)->origin;
  return origin.file >= 0 ? origin : check->spec->origin[cp_field_at((int32_t)field)->section][row];
}

void cp_check_fault(const cp_check *check, cp_field field, int32_t row, cp_text what,
                    cp_text expected, cp_text hint) {
  cp_draft_complain(check->draft, cp_check_origin(check, field, row), what, expected, hint);
}

void cp_check_doubt(const cp_check *check, cp_field field, int32_t row, cp_text what,
                    cp_text expected, cp_text hint) {
  cp_draft_warn(check->draft, cp_check_origin(check, field, row), what, expected, hint);
}

// --- days ----------------------------------------------------------------------------------------

// Two days of a row in the wrong order are reported at the second.
static void check_order(const cp_check *check, cp_field first, cp_field second,
                        const char *expected) {
  if (!cp_check_has(check, first, 0) || !cp_check_has(check, second, 0)) return;
  if (cp_spec_index(check->spec, first, 0) <= cp_spec_index(check->spec, second, 0)) return;
  cp_check_fault(check, second, 0,
                 cp_text_print(check->draft->arena,
                               CP_TEXT_FORMAT " '" CP_TEXT_FORMAT "' is before " CP_TEXT_FORMAT
                                              " '" CP_TEXT_FORMAT "'",
                               CP_TEXT_ARGUMENTS(cp_field_at(second)->name),
                               CP_TEXT_ARGUMENTS(cp_spec_text(check->spec, second, 0)),
                               CP_TEXT_ARGUMENTS(cp_field_at(first)->name),
                               CP_TEXT_ARGUMENTS(cp_spec_text(check->spec, first, 0))),
                 cp_text_of(expected), cp_no_text);
}

// An as_of day from the command line has no place in a file.
static void check_option(const cp_check *check, int32_t start, int32_t until) {
  const int32_t as_of = check->draft->options->as_of;
  if (as_of >= start && as_of <= until) return;
  char words[3][11];
  const cp_origin origin = {cp_messages_file(check->draft->messages, CP_TEXT("--as-of")), 0, 0};
  cp_draft_complain(check->draft, origin,
                    cp_text_print(check->draft->arena, "%s is not a day of the scenario",
                                  cp_day_format(as_of, words[0])),
                    cp_text_print(check->draft->arena, "%s to %s", cp_day_format(start, words[1]),
                                  cp_day_format(until, words[2])),
                    cp_no_text);
}

static void check_days(const cp_check *check) {
  const bool has_option = check->draft->options->as_of != CP_DAY_NONE;
  const char *expected = "start <= as_of <= until";
  if (!has_option) check_order(check, CP_F_scenario_start, CP_F_scenario_as_of, expected);
  if (!has_option) check_order(check, CP_F_scenario_as_of, CP_F_scenario_until, expected);
  if (has_option) check_order(check, CP_F_scenario_start, CP_F_scenario_until, expected);
  check_order(check, CP_F_scenario_base_from, CP_F_scenario_base_until, "base_from <= base_until");
  if (!cp_check_has(check, CP_F_scenario_start, 0) ||
      !cp_check_has(check, CP_F_scenario_until, 0)) {
    return;
  }
  const int32_t start = cp_spec_index(check->spec, CP_F_scenario_start, 0);
  const int32_t until = cp_spec_index(check->spec, CP_F_scenario_until, 0);
  if (has_option && start <= until) check_option(check, start, until);
  const int64_t n_day = (int64_t)until - start + 1;
  if (n_day <= DAYS_MOST) return;
  cp_check_fault(
      check, CP_F_scenario_until, 0,
      cp_text_print(check->draft->arena, "%lld days from start to until", (long long)n_day),
      CP_TEXT("65,000 days at most"), cp_no_text);
}

// Fields that mean something only together.
static void check_together(const cp_check *check, cp_field first, cp_field last) {
  int32_t given = -1;
  for (int32_t field = (int32_t)first; field <= (int32_t)last; field++) {
    if (cp_check_is_given(check, (cp_field)field, 0)) given = field;
  }
  for (int32_t field = (int32_t)first; given >= 0 && field <= (int32_t)last; field++) {
    if (cp_check_is_given(check, (cp_field)field, 0)) continue;
    cp_check_fault(
        check, (cp_field)field, 0,
        cp_text_print(check->draft->arena, "scenario has no '" CP_TEXT_FORMAT "': " CP_TEXT_FORMAT,
                      CP_TEXT_ARGUMENTS(cp_field_at(field)->name),
                      CP_TEXT_ARGUMENTS(cp_field_at(field)->doc)),
        cp_no_text,
        cp_text_print(check->draft->arena, "it belongs to '" CP_TEXT_FORMAT "'",
                      CP_TEXT_ARGUMENTS(cp_field_at(given)->name)));
  }
}

static void check_headline(const cp_check *check) {
  check_together(check, CP_F_scenario_headline_good, CP_F_scenario_headline_to);
  check_together(check, CP_F_scenario_base_from, CP_F_scenario_base_until);
  const int32_t region = cp_spec_index(check->spec, CP_F_scenario_headline_to, 0);
  if (region < 0 || cp_spec_index(check->spec, CP_F_regions_report, region) != 0) return;
  cp_check_fault(
      check, CP_F_scenario_headline_to, 0,
      cp_text_print(check->draft->arena, "headline_to: '" CP_TEXT_FORMAT "' is no destination",
                    CP_NAME(check, CP_S_regions, region)),
      CP_TEXT("a region with report: yes"), cp_no_text);
}

// --- calendars -----------------------------------------------------------------------------------

// Does a limit in law run by the calendar's working days?
static bool runs_clock(const cp_check *check, int32_t calendar) {
  for (int32_t authority = 0; authority < cp_spec_count(check->spec, CP_S_authorities);
       authority++) {
    if (cp_spec_index(check->spec, CP_F_authorities_calendar, authority) == calendar &&
        cp_check_is_given(check, CP_F_authorities_limit, authority))
      return true;
  }
  return false;
}

// A simulated year without a row, for a calendar that has rows in others. Where a limit in law would count wrong days it is an error, but
// for years that nobody had to know by as_of.
static void check_year(const cp_check *check, int32_t calendar, int32_t year) {
  const int32_t n_row = cp_spec_count(check->spec, CP_S_holidays);
  int32_t first = -1;
  for (int32_t row = 0; row < n_row; row++) {
    if (cp_spec_index(check->spec, CP_F_holidays_calendar, row) != calendar) continue;
    if (!cp_check_has(check, CP_F_holidays_date, row)) continue;
    if (first < 0) first = row;
    if (cp_day_split(cp_spec_index(check->spec, CP_F_holidays_date, row)).year == year) return;
  }
  if (first < 0) return;
  const bool is_known = year <= cp_day_split(cp_spec_as_of(check->spec)).year;
  const bool is_counted = is_known && runs_clock(check, calendar);
  (is_counted ? cp_check_fault : cp_check_doubt)(
      check, CP_F_holidays_calendar, first,
      cp_text_print(check->draft->arena, "calendar '" CP_TEXT_FORMAT "' has no holidays in %d",
                    CP_NAME(check, CP_S_calendars, calendar), (int)year),
      CP_TEXT("rows for every simulated year"),
      is_counted ? CP_TEXT("a limit in working days runs by it; without them every weekday of that "
                           "year would count")
                 : CP_TEXT("without them every weekday of that year is worked"));
}

static void check_calendars(const cp_check *check) {
  if (!cp_check_has(check, CP_F_scenario_start, 0) ||
      !cp_check_has(check, CP_F_scenario_until, 0)) {
    return;
  }
  const int32_t first = cp_day_split(cp_spec_index(check->spec, CP_F_scenario_start, 0)).year;
  const int32_t last = cp_day_split(cp_spec_index(check->spec, CP_F_scenario_until, 0)).year;
  // a scenario of centuries has no published calendar
  if (last - first > 10) return;
  for (int32_t calendar = 0; calendar < cp_spec_count(check->spec, CP_S_calendars); calendar++) {
    for (int32_t year = first; year <= last; year++) check_year(check, calendar, year);
  }
}

static bool rests_on(const cp_check *check, int32_t calendar, int32_t weekday) {
  const cp_cell *rest = cp_spec_cell(check->spec, CP_F_calendars_rest, calendar);
  for (int32_t word = 0; word < rest->n_item; word++) {
    if (rest->item[word] == weekday) return true;
  }
  return false;
}

// A make-up day turns a weekly rest day into a working day.
static void check_holidays(const cp_check *check) {
  for (int32_t row = 0; row < cp_spec_count(check->spec, CP_S_holidays); row++) {
    const int32_t calendar = cp_spec_index(check->spec, CP_F_holidays_calendar, row);
    const bool is_makeup = cp_spec_index(check->spec, CP_F_holidays_kind, row) == 1;
    if (calendar < 0 || !is_makeup || !cp_check_has(check, CP_F_holidays_date, row)) continue;
    if (cp_spec_cell(check->spec, CP_F_calendars_rest, calendar)->is_missing) continue;
    const int32_t day = cp_spec_index(check->spec, CP_F_holidays_date, row);
    if (rests_on(check, calendar, cp_weekday(day))) continue;
    char words[20];
    cp_check_doubt(check, CP_F_holidays_date, row,
                   cp_text_print(check->draft->arena, "%s is a make-up day and worked anyway",
                                 cp_day_words_weekday(day, words)),
                   CP_TEXT("a weekly rest day"), cp_no_text);
  }
}

// --- names and deciles ---------------------------------------------------------------------------

// Acts and statements name measures, agreements and clauses: a name must mean one of them.
static void check_names(const cp_check *check) {
  static const cp_section groups[] = {CP_S_measures, CP_S_agreements, CP_S_clauses};
  for (int32_t group = 1; group < 3; group++) {
    const cp_names *names = &check->draft->section[groups[group]].key;
    for (int32_t name = 0; name < names->n_name; name++) {
      for (int32_t before = 0; before < group; before++) {
        const cp_rows *rows = &check->draft->section[groups[before]];
        const int32_t other = cp_names_find(&rows->key, names->name[name]);
        if (other < 0) continue;
        const cp_origin first = rows->row[other].origin;
        cp_draft_complain(
            check->draft, check->draft->section[groups[group]].row[name].origin,
            cp_text_print(check->draft->arena,
                          "'" CP_TEXT_FORMAT "' is a name in " CP_TEXT_FORMAT " too",
                          CP_TEXT_ARGUMENTS(names->name[name]),
                          CP_TEXT_ARGUMENTS(cp_section_at((int32_t)groups[before])->name)),
            CP_TEXT("names that differ among measures, agreements and clauses"),
            cp_text_print(check->draft->arena, "the other one is in " CP_TEXT_FORMAT ":%d",
                          CP_TEXT_ARGUMENTS(check->draft->messages->file[first.file]),
                          (int)first.line));
      }
    }
  }
}

static void check_decile(const cp_check *check, int32_t median, int32_t p90) {
  const cp_section section = cp_field_at(median)->section;
  for (int32_t row = 0; row < cp_spec_count(check->spec, section); row++) {
    const cp_cell *low = cp_spec_cell(check->spec, (cp_field)median, row);
    const cp_cell *high = cp_spec_cell(check->spec, (cp_field)p90, row);
    if (low->is_missing || high->is_missing || low->number <= high->number) continue;
    const cp_field at = high->is_given ? (cp_field)p90 : (cp_field)median;
    cp_check_fault(
        check, at, row,
        cp_text_print(check->draft->arena,
                      CP_TEXT_FORMAT " '" CP_TEXT_FORMAT "' is below " CP_TEXT_FORMAT
                                     " '" CP_TEXT_FORMAT "'",
                      CP_TEXT_ARGUMENTS(cp_field_at(p90)->name), CP_TEXT_ARGUMENTS(high->text),
                      CP_TEXT_ARGUMENTS(cp_field_at(median)->name), CP_TEXT_ARGUMENTS(low->text)),
        CP_TEXT("a ninth decile at or above the median"),
        high->is_given ? cp_no_text : CP_TEXT("give both"));
  }
}

// Every pair of fields x_median and x_p90.
static void check_deciles(const cp_check *check) {
  for (int32_t field = 0; field < CP_N_FIELD; field++) {
    const cp_text name = cp_field_at(field)->name;
    const int32_t stem = name.size - 7;
    if (stem <= 0 || !cp_text_equal(cp_text_part(name, stem, 7), CP_TEXT("_median"))) continue;
    const cp_text wanted = cp_text_print(check->draft->arena, CP_TEXT_FORMAT "_p90",
                                         CP_TEXT_ARGUMENTS(cp_text_part(name, 0, stem)));
    if (wanted.at == NULL) check->draft->messages->status = CP_NO_MEMORY;
    const int32_t p90 = cp_field_find((int32_t)cp_field_at(field)->section, wanted);
    if (p90 >= 0) check_decile(check, field, p90);
  }
}

// --- countries -----------------------------------------------------------------------------------

static bool is_country(cp_text word) {
  bool is_number = word.size >= 1 && word.size <= 3;
  for (int32_t at = 0; at < word.size; at++) {
    if (word.at[at] < '0' || word.at[at] > '9') is_number = false;
  }
  return is_number;
}

// The number of a code, whose leading zeros a spreadsheet may have taken.
static int32_t country_of(cp_text word) {
  int32_t number = 0;
  for (int32_t at = 0; at < word.size; at++) number = 10 * number + (word.at[at] - '0');
  return number;
}

static void check_country(const cp_check *check, int32_t region, cp_text word,
                          int32_t region_of[1000]) {
  if (!is_country(word)) {
    cp_check_fault(check, CP_F_regions_countries, region,
                   cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' is no country code",
                                 CP_TEXT_ARGUMENTS(word)),
                   CP_TEXT("ISO 3166-1 numeric codes, such as 276 for Germany"), cp_no_text);
    return;
  }
  int32_t *taken = &region_of[country_of(word)];
  if (*taken >= 0) {
    cp_check_fault(
        check, CP_F_regions_countries, region,
        cp_text_print(check->draft->arena,
                      "country " CP_TEXT_FORMAT " is in region '" CP_TEXT_FORMAT "' already",
                      CP_TEXT_ARGUMENTS(word), CP_NAME(check, CP_S_regions, *taken)),
        CP_TEXT("each country in one region"), cp_no_text);
  }
  *taken = region;
}

static void check_countries(const cp_check *check) {
  int32_t region_of[1000];
  for (int32_t country = 0; country < 1000; country++) region_of[country] = -1;
  for (int32_t region = 0; region < cp_spec_count(check->spec, CP_S_regions); region++) {
    const cp_cell *countries = cp_spec_cell(check->spec, CP_F_regions_countries, region);
    for (int32_t word = 0; word < countries->n_item; word++)
      check_country(check, region, countries->word[word], region_of);
  }
}

void cp_check_all(const cp_check *check) {
  check_days(check);
  check_headline(check);
  check_calendars(check);
  check_holidays(check);
  check_names(check);
  check_deciles(check);
  check_countries(check);
  cp_check_firms(check);
  cp_check_chain(check);
  cp_check_alternatives(check);
  cp_check_desk(check);
  cp_check_regimes(check);
  cp_check_border(check);
  cp_check_deal(check);
  cp_check_facts(check);
  cp_check_state(check);
  cp_check_economy(check);
  cp_check_paths(check);
  cp_check_balance(check);
  cp_check_unused(check);
}
