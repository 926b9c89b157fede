// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Numbers with units, alone or as a range:
//
//   45 working days        40 [20 .. 60] days        40 [20 .. 60 triangle] days
//   {mode: 40, low: 20, high: 60, shape: triangle, unit: days, source: "...", assumed: yes}
//
// Without a shape a range is lognormal, and logitnormal where the field's limits are 0 and 100 %:
// mode is the median, low and high are the 5% and 95% points.

#include <stddef.h>

#include "base/number.h"
#include "base/os/print.h"
#include "scenario/cells.h"

#define LARGEST    1e15   // base units: whole numbers below 2^53 add up exactly
#define TAIL       0.001  // how far out a range must keep to the field's limits
#define SHAPES     CP_TEXT("fixed|uniform|triangle|normal|lognormal|logitnormal")
#define RANGE_FORM CP_TEXT("MODE [LOW .. HIGH] UNIT, such as 40 [20 .. 60] days")

typedef struct range {
  cp_text mode, low, high;  // numbers as written
  cp_text shape;            // empty: the field's standard one
  cp_text unit;
  bool has_ends;
} range;

// --- units ---------------------------------------------------------------------------------------

static const struct {
  const char *unit;
  const char *expected;
} examples[] = {
    {"", "a plain number, such as 1.5"},
    {"%", "a share, such as 30 %"},
    {"days", "days, weeks, months or years, such as 30 days"},
    {"working days", "working days, such as 45 working days"},
    {"months", "months or years, such as 6 months"},
    {"kg", "a mass, such as 500 kg"},
    {"t", "a mass, such as 120 t"},
    {"t/year", "a mass per time, such as 120 t/year"},
    {"MUSD/year", "money per time, such as 120 MUSD/year"},
    {"1/day", "a rate, such as 3/day"},
    {"%/day", "a share per day, such as 0.5 %/day"},
    {"1/year", "a rate, such as 0.5/year"},
    {"1/working day", "a rate per working day, such as 6/working day"},
    {"%/working day", "a share per working day, such as 4 %/working day"},
    {"USD/unit", "a price, such as 60 USD/kg or 900 USD/piece"},
    {"unit", "an amount, such as 500 kg or 400 piece"},
    {"unit/day", "an amount per time, such as 120 t/month or 400 piece/day"},
    {"unit/unit", "input per unit made, such as 0.9 kg/piece"},
};

// A unit text with another word in the place of "unit".
static cp_text with_word(cp_draft *draft, cp_text unit, const char *word) {
  cp_text_builder out = {.arena = draft->arena};
  const cp_sink sink = cp_sink_text(&out);
  for (int32_t at = 0; at < unit.size;) {
    const bool is_there = cp_text_equal(cp_text_part(unit, at, 4), CP_TEXT("unit"));
    const cp_status status =
        is_there ? cp_print(&sink, "%s", word) : cp_print(&sink, "%c", unit.at[at]);
    if (status != CP_OK) draft->messages->status = CP_NO_MEMORY;
    at += is_there ? 4 : 1;
  }
  return out.text;
}

static cp_unit unit_of(cp_text text) {
  cp_unit unit = {.factor = 1.0};
  cp_unit_parse(text, &unit, NULL);
  return unit;
}

cp_wanted cp_wanted_of(cp_draft *draft, const cp_field_info *field) {
  cp_wanted wanted = {.n_unit = 0, .expected = field->doc};
  if (field->type != CP_TYPE_NUMBER) return wanted;
  for (size_t row = 0; row < sizeof examples / sizeof examples[0]; row++) {
    if (cp_text_equal(field->unit, cp_text_of(examples[row].unit))) {
      wanted.expected = cp_text_of(examples[row].expected);
    }
  }
  if (cp_field_has_own_unit(field)) {
    wanted.unit[wanted.n_unit++] = unit_of(with_word(draft, field->unit, "kg"));
    wanted.unit[wanted.n_unit++] = unit_of(with_word(draft, field->unit, "piece"));
  } else {
    wanted.unit[wanted.n_unit++] = unit_of(field->unit);
  }
  return wanted;
}

// A duration in days may be written in months; a rate per day likewise.
static cp_unit fit_unit(cp_unit unit, const cp_wanted *wanted) {
  return wanted->unit[0].power[CP_DIMENSION_CALENDAR_MONTH] == 0 ? cp_unit_as_time(unit) : unit;
}

static bool is_wanted(cp_unit unit, const cp_wanted *wanted) {
  for (int32_t place = 0; place < wanted->n_unit; place++) {
    if (!cp_unit_same_dimension(unit, wanted->unit[place])) continue;
    const bool is_plain_share =
        wanted->unit[place].is_share && wanted->unit[place].power[CP_DIMENSION_WORKING_TIME] == 0;
    if (!is_plain_share || unit.is_share) return true;
  }
  return false;
}

// The word that is no unit, up to the next "/".
static void report_unit(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                        cp_text unit, int32_t at, const cp_wanted *wanted) {
  cp_text word = cp_text_part(unit, at, unit.size);
  const int32_t slash = cp_text_find(word, '/');
  if (slash >= 0) word = cp_text_part(word, 0, slash);
  word = cp_text_trim(word);
  cp_text hint = cp_draft_mean(draft, cp_unit_nearest(word));
  if (cp_text_starts(word, CP_TEXT(",")))
    hint = CP_TEXT("write numbers without a comma: 1200 or 1.2");
  if (cp_text_starts(word, CP_TEXT("["))) hint = CP_TEXT("a range is MODE [LOW .. HIGH] UNIT");
  cp_draft_complain(draft, value->origin,
                    cp_text_print(draft->arena, CP_TEXT_FORMAT ": '" CP_TEXT_FORMAT "' is no unit",
                                  CP_TEXT_ARGUMENTS(field->name), CP_TEXT_ARGUMENTS(word)),
                    wanted->expected, hint);
}

static bool read_unit(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                      const range *read, const cp_wanted *wanted, cp_unit *unit) {
  int32_t at = 0;
  if (cp_unit_parse(read->unit, unit, &at) != CP_OK) {
    report_unit(draft, field, value, read->unit, at, wanted);
    return false;
  }
  *unit = fit_unit(*unit, wanted);
  if (is_wanted(*unit, wanted)) return true;
  cp_text words = CP_TEXT("has no unit");
  if (read->unit.size > 0) {
    words =
        cp_text_print(draft->arena, "is in '" CP_TEXT_FORMAT "'", CP_TEXT_ARGUMENTS(read->unit));
  }
  if (words.at == NULL) return false;
  cp_text hint = cp_no_text;
  if (unit->power[CP_DIMENSION_WORKING_TIME] != wanted->unit[0].power[CP_DIMENSION_WORKING_TIME]) {
    hint = CP_TEXT("working days and days are not the same");
  }
  const cp_value shown = {value->node != NULL ? read->mode : value->text, NULL, value->origin};
  cp_cell_complain(draft, field, &shown, words.at, wanted->expected, hint);
  return false;
}

// --- forms ---------------------------------------------------------------------------------------

static void report_form(cp_draft *draft, const cp_field_info *field, const cp_value *value) {
  cp_cell_complain(draft, field, value, "is no range", RANGE_FORM, cp_no_text);
}

// The number at the start of a text and what follows it.
static cp_text cut_number(cp_text text, cp_text *rest) {
  double number = 0.0;
  int32_t size = 0;
  const cp_status status = cp_number_scan(text, &number, &size);
  if (status != CP_OK && status != CP_OVERFLOW) size = text.size;
  if (status == CP_OVERFLOW) size = text.size;
  *rest = cp_text_trim(cp_text_part(text, size, text.size));
  return cp_text_part(text, 0, size);
}

// "40 [20 .. 60 triangle] days"; `bracket` is the place of "[".
static bool split_range(cp_text text, int32_t bracket, range *read) {
  const cp_text tail = cp_text_part(text, bracket + 1, text.size);
  const int32_t end = cp_text_find(tail, ']');
  if (end < 0) return false;
  const cp_text inside = cp_text_part(tail, 0, end);
  int32_t dots = 0;
  while (dots < inside.size && !cp_text_starts(cp_text_part(inside, dots, 2), CP_TEXT("..")))
    dots++;
  if (dots == inside.size) return false;
  read->mode = cp_text_trim(cp_text_part(text, 0, bracket));
  read->low = cp_text_trim(cp_text_part(inside, 0, dots));
  read->high = cut_number(cp_text_trim(cp_text_part(inside, dots + 2, inside.size)), &read->shape);
  read->unit = cp_text_trim(cp_text_part(tail, end + 1, tail.size));
  read->has_ends = true;
  return true;
}

// A number in a mapping may bring the unit along; all must agree.
static bool take_member(cp_text text, cp_text *number, range *read) {
  cp_text unit;
  *number = cut_number(text, &unit);
  if (unit.size == 0) return true;
  if (read->unit.size > 0 && !cp_text_equal(read->unit, unit)) return false;
  read->unit = unit;
  return true;
}

static void report_member(cp_draft *draft, const cp_field_info *field, const cp_yaml *member) {
  const cp_text known = CP_TEXT("mode|median|low|high|shape|unit|source|assumed");
  cp_draft_complain(
      draft, member->key_origin,
      cp_text_print(draft->arena, CP_TEXT_FORMAT ": '" CP_TEXT_FORMAT "' is no part of a range",
                    CP_TEXT_ARGUMENTS(field->name), CP_TEXT_ARGUMENTS(member->key)),
      CP_TEXT("mode, low, high, shape, unit, source or assumed"),
      cp_draft_mean(draft, cp_list_nearest(known, member->key)));
}

static bool take_part(cp_draft *draft, const cp_field_info *field, const cp_yaml *member,
                      range *read, cp_cell *cell) {
  const cp_value value = {member->text, NULL, member->origin};
  cp_text *number = NULL;
  if (cp_list_find(CP_TEXT("mode|median"), member->key) >= 0) number = &read->mode;
  if (cp_text_equal(member->key, CP_TEXT("low"))) number = &read->low;
  if (cp_text_equal(member->key, CP_TEXT("high"))) number = &read->high;
  if (number != NULL) {
    if (take_member(member->text, number, read)) return true;
    cp_cell_complain(draft, field, &value, "has another unit than the rest",
                     CP_TEXT("one unit for all numbers of a range"), cp_no_text);
    return false;
  }
  if (cp_text_equal(member->key, CP_TEXT("shape"))) {
    read->shape = member->text;
  } else if (cp_text_equal(member->key, CP_TEXT("source"))) {
    cell->source = member->text;
    cell->is_assumed |= cp_text_equal(member->text, CP_TEXT("assumed"));
  } else if (cp_text_equal(member->key, CP_TEXT("assumed"))) {
    const int32_t place = cp_list_find(CP_TEXT("no|yes|false|true"), member->text);
    if (place >= 0) {
      cell->is_assumed |= place % 2 == 1;
      return true;
    }
    cp_cell_complain(draft, field, &value, "is neither yes nor no", CP_TEXT("yes or no"),
                     cp_no_text);
    return false;
  } else {
    report_member(draft, field, member);
    return false;
  }
  return true;
}

static bool split_mapping(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                          range *read, cp_cell *cell) {
  for (const cp_yaml *member = value->node->first; member != NULL; member = member->next) {
    if (cp_text_equal(member->key, CP_TEXT("unit"))) read->unit = member->text;
  }
  bool is_good = true;
  for (const cp_yaml *member = value->node->first; member != NULL; member = member->next) {
    if (cp_text_equal(member->key, CP_TEXT("unit"))) continue;
    is_good &= take_part(draft, field, member, read, cell);
  }
  if (!is_good) return false;
  read->has_ends = read->low.size > 0 && read->high.size > 0;
  const bool has_one = read->low.size > 0 || read->high.size > 0;
  if (read->mode.size == 0 || has_one != read->has_ends) {
    cp_draft_complain(draft, value->origin,
                      cp_text_print(draft->arena, CP_TEXT_FORMAT ": a range that lacks %s",
                                    CP_TEXT_ARGUMENTS(field->name),
                                    read->mode.size == 0 ? "'mode'" : "'low' or 'high'"),
                      CP_TEXT("{mode: 40, low: 20, high: 60, unit: days}"), cp_no_text);
    return false;
  }
  cell->text = read->has_ends
                   ? cp_text_print(draft->arena,
                                   CP_TEXT_FORMAT " [" CP_TEXT_FORMAT " .. " CP_TEXT_FORMAT
                                                  "] " CP_TEXT_FORMAT,
                                   CP_TEXT_ARGUMENTS(read->mode), CP_TEXT_ARGUMENTS(read->low),
                                   CP_TEXT_ARGUMENTS(read->high), CP_TEXT_ARGUMENTS(read->unit))
                   : cp_text_print(draft->arena, CP_TEXT_FORMAT " " CP_TEXT_FORMAT,
                                   CP_TEXT_ARGUMENTS(read->mode), CP_TEXT_ARGUMENTS(read->unit));
  if (cell->text.at == NULL) draft->messages->status = CP_NO_MEMORY;
  return cell->text.at != NULL;
}

static bool split_value(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                        range *read, cp_cell *cell) {
  if (value->node != NULL && value->node->kind == CP_YAML_MAPPING) {
    return split_mapping(draft, field, value, read, cell);
  }
  if (value->node != NULL) {
    cp_cell_complain(draft, field, value, "", CP_TEXT("a value with unit, or a range"), cp_no_text);
    return false;
  }
  const int32_t bracket = cp_text_find(value->text, '[');
  if (bracket < 0) {
    read->mode = cut_number(value->text, &read->unit);
    return true;
  }
  if (split_range(value->text, bracket, read)) return true;
  report_form(draft, field, value);
  return false;
}

// --- numbers -------------------------------------------------------------------------------------

static bool read_number(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                        cp_text text, const cp_wanted *wanted, double *number) {
  const cp_status status = cp_number_parse(text, number, NULL);
  if (status == CP_OK) return true;
  const cp_value shown = {text, NULL, value->origin};
  const char *words = status == CP_OVERFLOW ? "is too large a number" : "is no number";
  cp_cell_complain(draft, field, &shown, words, wanted->expected, cp_no_text);
  return false;
}

// A limit in the field's unit, for messages.
static cp_text limit_words(cp_draft *draft, const cp_field_info *field, double limit) {
  char number[32];
  const bool has_unit = field->unit.size > 0 && !cp_field_has_own_unit(field) &&
                        !cp_text_starts(field->unit, CP_TEXT("1/"));
  return cp_text_print(draft->arena, "%s%s" CP_TEXT_FORMAT, cp_number_format(limit, number),
                       has_unit ? " " : "", CP_TEXT_ARGUMENTS(has_unit ? field->unit : cp_no_text));
}

static bool is_bounded(const cp_field_info *field, double factor, double number) {
  const double least = field->least * factor;
  const double most = field->most * factor;
  if (field->least > -CP_NO_LIMIT && field->least < CP_NO_LIMIT && number < least) return false;
  return field->most >= CP_NO_LIMIT || number <= most;
}

static cp_text bound_words(cp_draft *draft, const cp_field_info *field) {
  const cp_text least = limit_words(draft, field, field->least);
  if (field->most >= CP_NO_LIMIT) {
    return cp_text_print(draft->arena, CP_TEXT_FORMAT " or more", CP_TEXT_ARGUMENTS(least));
  }
  const cp_text most = limit_words(draft, field, field->most);
  return cp_text_print(draft->arena, CP_TEXT_FORMAT " to " CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(least),
                       CP_TEXT_ARGUMENTS(most));
}

// One number within the field's limits, in base units.
static bool take_number(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                        cp_text text, cp_unit unit, const cp_wanted *wanted, double *number) {
  double written = 0.0;
  if (!read_number(draft, field, value, text, wanted, &written)) return false;
  *number = written * unit.factor;
  const cp_value shown = {value->node != NULL ? text : value->text, NULL, value->origin};
  if (!(*number <= LARGEST && *number >= -LARGEST)) {
    cp_cell_complain(draft, field, &shown, "is too large a number",
                     CP_TEXT("1e15 grams, pieces, cents or days at most"), cp_no_text);
    return false;
  }
  if (is_bounded(field, wanted->unit[0].factor, *number)) return true;
  cp_cell_complain(draft, field, &shown, "is out of bounds", bound_words(draft, field), cp_no_text);
  return false;
}

static bool is_whole_share(const cp_field_info *field) {
  return cp_text_equal(field->unit, CP_TEXT("%")) && field->least == 0.0 && field->most == 100.0;
}

static bool find_shape(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                       const range *read, cp_cell *cell) {
  cell->shape = is_whole_share(field) ? CP_SHAPE_LOGITNORMAL : CP_SHAPE_LOGNORMAL;
  if (read->shape.size == 0) return true;
  const int32_t place = cp_list_find(SHAPES, read->shape);
  cell->shape = (cp_shape)place;
  if (place >= 0) return true;
  const cp_value shown = {read->shape, NULL, value->origin};
  cp_cell_complain(draft, field, &shown, "is no shape",
                   CP_TEXT("uniform, triangle, normal, lognormal or logitnormal"),
                   cp_draft_mean(draft, cp_list_nearest(SHAPES, read->shape)));
  return false;
}

static const char *shape_fault(const cp_cell *cell) {
  if (cell->low > cell->high) return "has its low end above its high end";
  if (cell->number < cell->low || cell->number > cell->high)
    return "has its mode outside of its ends";
  return "cannot have this shape";
}

// Numbers and shape must make a distribution, and it should keep to the field's limits.
static bool check_range(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                        const cp_wanted *wanted, cp_cell *cell) {
  const cp_value shown = {cell->text, NULL, value->origin};
  if (!cp_range_is_valid(cell->shape, cell->low, cell->number, cell->high)) {
    const bool is_logit = cell->shape == CP_SHAPE_LOGITNORMAL;
    cp_cell_complain(
        draft, field, &shown, shape_fault(cell),
        cell->low <= cell->number && cell->number <= cell->high
            ? (is_logit ? CP_TEXT("ends above 0 % and below 100 %") : CP_TEXT("ends above 0"))
            : CP_TEXT("low <= mode <= high"),
        cell->low <= cell->number && cell->number <= cell->high
            ? CP_TEXT("write a shape: [LOW .. HIGH triangle]")
            : cp_no_text);
    return false;
  }
  for (int32_t side = 0; side < 2; side++) {
    const double u = side == 0 ? TAIL : 1.0 - TAIL;
    const double far = cp_range_quantile(cell->shape, cell->low, cell->number, cell->high, u);
    if (is_bounded(field, wanted->unit[0].factor, far)) continue;
    cp_draft_warn(draft, value->origin,
                  cp_text_print(draft->arena,
                                CP_TEXT_FORMAT ": '" CP_TEXT_FORMAT "' may be drawn out of bounds",
                                CP_TEXT_ARGUMENTS(field->name), CP_TEXT_ARGUMENTS(cell->text)),
                  bound_words(draft, field),
                  CP_TEXT("shape triangle or uniform ends at LOW and HIGH"));
    break;
  }
  return true;
}

bool cp_cell_number(cp_draft *draft, const cp_field_info *field, const cp_value *value,
                    const cp_wanted *wanted, cp_cell *cell) {
  range read = {.has_ends = false};
  cp_unit unit;
  if (!split_value(draft, field, value, &read, cell)) return false;
  double ignored = 0.0;
  if (!read_number(draft, field, value, read.mode, wanted, &ignored)) return false;
  if (!read_unit(draft, field, value, &read, wanted, &unit)) return false;
  if (!take_number(draft, field, value, read.mode, unit, wanted, &cell->number)) return false;
  cell->low = cell->high = cell->number;
  if (!read.has_ends) return true;
  if (!field->may_range) {
    cp_cell_complain(draft, field, value, "is a range",
                     CP_TEXT("one value: this field takes no range"), cp_no_text);
    return false;
  }
  if (!take_number(draft, field, value, read.low, unit, wanted, &cell->low)) return false;
  if (!take_number(draft, field, value, read.high, unit, wanted, &cell->high)) return false;
  if (!find_shape(draft, field, value, &read, cell)) return false;
  return check_range(draft, field, value, wanted, cell);
}
