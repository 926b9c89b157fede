// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The reference page in Markdown: how to write a scenario, then one table per section.

#include "base/os/print.h"
#include "scenario/fields.h"
#include "scenario/schema.h"

static const char introduction[] =
    "# Scenario files\n"
    "\n"
    "<!-- made by `chokepoint schema --reference` from src/scenario/fields.inc: change that table, "
    "not "
    "this page -->\n"
    "\n"
    "A scenario is a folder: `scenario.yaml`, and tables named after their section (`firms.csv`). "
    "`chokepoint check FOLDER`\n"
    "prints everything that is wrong with it.\n"
    "\n"
    "## Writing values\n"
    "\n"
    "| kind | written as |\n"
    "|---|---|\n"
    "| number with unit | `120 t/month`, `45 working days`, `6 months`, `30 %`. The unit is never "
    "left out; a field without a unit takes a plain number |\n"
    "| range | `40 [20 .. 60] days`, with a shape `40 [20 .. 60 triangle] days`, or in YAML "
    "`{mode: 40, low: 20, high: 60, shape: triangle, unit: days, source: \"...\", assumed: yes}` "
    "|\n"
    "| date, period | `2025-06-27`; `2025-04` or `2025-04..2025-06` |\n"
    "| flag | `yes` or `no` |\n"
    "| names, words | a YAML sequence, or words between blanks, commas or semicolons |\n"
    "| shares | `Nd 29 %; Dy 2 %`, or a YAML mapping |\n"
    "\n"
    "Shapes: `uniform` and `triangle` end at LOW and HIGH; of `normal`, `lognormal` and "
    "`logitnormal` the first number is the median,\n"
    "LOW the 5% point and HIGH the 95% point. Without a shape a range is lognormal, and "
    "logitnormal where the field's limits are 0 and 100 %.\n"
    "\n"
    "Units: mass mg g kg t kt; pieces piece vehicle aircraft licence part line shift; money cent "
    "USD kUSD MUSD BUSD; time day week,\n"
    "month (30.4375 days) year (365.25 days); `working day`, which is not a day; shares % "
    "permille. A quotient has a slash: `t/month`.\n"
    "\n"
    "A blank cell is missing: the default applies, or nothing; it is never zero. Fields named in a "
    "row's `assumed` count as values that no\n"
    "source gives, and so does a range whose source is `assumed`.\n"
    "\n"
    "## What is known when\n"
    "\n"
    "Rows with `known_from` after the `as_of` day are left out, and so is every row that refers to "
    "one of them, and a lane, input, part or\n"
    "alternative that would be of no use yet: nobody uses what it brings, or nothing brings what "
    "it "
    "uses. From a list of names only the\n"
    "late names are left out. Sections of their own stay: a headline that is not known yet is "
    "none; and so does an authority without the\n"
    "clause that it looks at. "
    "Late rows are still checked for form.\n"
    "\n"
    "## Several files\n"
    "\n"
    "```yaml\n"
    "include: ../public          # YAML files or folders, as seen from this file\n"
    "overrides:                  # applied after all files were read; --set PATH=VALUE comes last\n"
    "  authorities.mofcom.limit: 40 working days\n"
    "  inputs.ford:vehicle-set.cover: 25 days\n"
    "  scenario.until: 2026-06-30\n"
    "```\n"
    "\n"
    "A path is `section.field` for a section of its own, else `section.row.field`; a row of a "
    "table is named by its key fields joined\n"
    "with `:`. A record may stand in one file only; fields of a section of its own may be given "
    "again by the including file.\n"
    "\n"
    "YAML rules: one document, no anchors, aliases or tags, no key twice; words stay words (`NO` "
    "is a name, never a flag).\n"
    "Tables are comma separated with a first row that names the columns in any order; quotes as in "
    "RFC 4180; LF or CR LF; UTF-8, with\n"
    "or without a byte order mark.\n";

static const char *form_words(cp_form form) {
  if (form == CP_FORM_ONE) return "A section of its own: a mapping in YAML.";
  if (form == CP_FORM_MAP) return "Named records: a mapping in YAML, or rows of a table.";
  return "Rows of a table, or a sequence of mappings in YAML.";
}

static cp_status print_text(const cp_sink *sink, cp_text text) {
  return cp_print(sink, CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(text));
}

// "name", "choice of `a`, `b`", "number in days, or a range".
static cp_status print_type(const cp_sink *sink, const cp_field_info *field) {
  static const char *const words[] = {"name",      "text",    "words",    "date",
                                      "period",    "flag",    "count",    "number",
                                      "choice of", "name in", "names in", "shares"};
  CP_TRY(cp_print(sink, "%s", words[field->type]));
  const bool is_list = field->type == CP_TYPE_TEXTS && field->of.size > 0;
  if (is_list) CP_TRY(cp_print(sink, " of"));
  for (int32_t place = 0; place < cp_list_count(field->of); place++) {
    CP_TRY(cp_print(sink, "%s`", place == 0 ? " " : ", "));
    CP_TRY(print_text(sink, cp_list_at(field->of, place)));
    CP_TRY(cp_print(sink, "`"));
  }
  if (field->type != CP_TYPE_NUMBER) return CP_OK;
  if (field->unit.size > 0) {
    CP_TRY(cp_print(sink, " in "));
    CP_TRY(print_text(sink, field->unit));
  }
  return cp_print(sink, "%s", field->may_range ? ", or a range" : "");
}

static cp_status print_limits(const cp_sink *sink, const cp_field_info *field) {
  char number[32];
  if (field->least < CP_NO_LIMIT)
    CP_TRY(cp_print(sink, "%s", cp_number_format(field->least, number)));
  if (field->least < CP_NO_LIMIT || field->most < CP_NO_LIMIT) CP_TRY(cp_print(sink, " .. "));
  if (field->most < CP_NO_LIMIT)
    CP_TRY(cp_print(sink, "%s", cp_number_format(field->most, number)));
  return CP_OK;
}

static cp_status print_field(const cp_sink *sink, int32_t number, int32_t place, int32_t n_key) {
  const cp_field_info *field = cp_field_at(number);
  CP_TRY(cp_print(sink, "| `"));
  CP_TRY(print_text(sink, field->name));
  CP_TRY(cp_print(sink, "`%s | ",
                  place < n_key        ? " (key)"
                  : field->is_required ? " (required)"
                                       : ""));
  CP_TRY(print_type(sink, field));
  CP_TRY(cp_print(sink, " | "));
  CP_TRY(print_text(sink, field->standard));
  CP_TRY(cp_print(sink, " | "));
  CP_TRY(print_limits(sink, field));
  CP_TRY(cp_print(sink, " | "));
  CP_TRY(print_text(sink, field->doc));
  return cp_print(sink, " |\n");
}

static cp_status print_section(const cp_sink *sink, int32_t number) {
  const cp_section_info *section = cp_section_at(number);
  CP_TRY(cp_print(sink, "\n## "));
  CP_TRY(print_text(sink, section->name));
  CP_TRY(cp_print(sink, "\n\n"));
  CP_TRY(print_text(sink, section->doc));
  CP_TRY(cp_print(sink, ". %s\n\n", form_words(section->form)));
  CP_TRY(cp_print(sink, "| field | type | default | limits | meaning |\n|---|---|---|---|---|\n"));
  for (int32_t place = 0; place < cp_section_width(number); place++) {
    CP_TRY(print_field(sink, section->first_field + place, place, section->n_key));
  }
  return CP_OK;
}

cp_status cp_schema_reference(const cp_sink *sink) {
  CP_TRY(sink->put(sink->context, introduction, sizeof introduction - 1));
  for (int32_t section = 0; section < CP_N_SECTION; section++) CP_TRY(print_section(sink, section));
  return CP_OK;
}
