// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// From a format's name to a checked account, and what the importers share. Every importer reports all that it finds; what follows is
// only asked of tables that could be read.
#include "accounts/import.h"

#include <stddef.h>

#include "base/number.h"
#include "base/os/file.h"
#include "base/os/print.h"

enum { FILE_MOST = 1 << 30, NEAR = 2 };

// --- messages ------------------------------------------------------------------------------------

void cp_import_complain(cp_import *import, cp_origin origin, cp_text what, cp_text expected,
                        cp_text hint) {
  if (import->messages->n_error >= CP_COMPLAINTS_MOST) {
    import->n_more++;
    return;
  }
  cp_messages_add(import->messages, CP_SEVERITY_ERROR, origin, what, expected, hint);
}

cp_text cp_import_mean(cp_import *import, const cp_names *names, cp_text found, cp_text otherwise) {
  const int32_t nearest = cp_names_nearest(names, found, NEAR);
  if (nearest < 0) return otherwise;
  return cp_text_print(import->arena, "did you mean '" CP_TEXT_FORMAT "'?",
                       CP_TEXT_ARGUMENTS(names->name[nearest]));
}

cp_status cp_import_status(const cp_import *import) {
  CP_TRY(import->messages->status);
  return import->messages->n_error > 0 ? CP_BAD_INPUT : CP_OK;
}

// --- files ---------------------------------------------------------------------------------------

static cp_text refusal_of(const char *path, cp_status status) {
  if (cp_folder_exists(path)) return CP_TEXT("a folder where a file is meant");
  if (status == CP_NOT_FOUND) return CP_TEXT("no such file");
  if (status == CP_OVERFLOW) return CP_TEXT("a file of more than 1 GiB");
  return CP_TEXT("a file that cannot be read");
}

cp_status cp_import_file(cp_import *import, cp_text path, bool may_be_missing, cp_text *content) {
  *content = (cp_text){NULL, 0};
  if (path.at == NULL) return CP_NO_MEMORY;
  const cp_status status = cp_file_read(path.at, import->arena, FILE_MOST, content);
  if (status == CP_OK || status == CP_NO_MEMORY) return status;
  if (status == CP_NOT_FOUND && may_be_missing) return CP_OK;
  const cp_origin origin = {cp_messages_file(import->messages, path), 0, 0};
  cp_import_complain(import, origin, refusal_of(path.at, status), cp_nothing_said,
                     CP_TEXT("docs/economy-tables.md names the files of each format"));
  return CP_BAD_INPUT;
}

static bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

static bool is_joint(cp_text path, int32_t at) {
  if (at < 0 || at >= path.size) return true;
  const char byte = path.at[at];
  return byte == '_' || byte == '-' || byte == '.' || byte == '/' || byte == ' ';
}

int32_t cp_import_year_in(cp_text path) {
  for (int32_t at = path.size - 4; at >= 0 && path.at[at] != '/'; at--) {
    const cp_text part = cp_text_part(path, at, 4);
    int64_t year = 0;
    if (!is_joint(path, at - 1) || !is_joint(path, at + 4) || !is_digit(path.at[at])) continue;
    if (cp_whole_parse(part, &year) == CP_OK && year >= 1900 && year < 2200) return (int32_t)year;
  }
  return 0;
}

cp_status cp_label_list_take(cp_label_list *list, cp_arena *arena, const cp_names *names) {
  list->n = names->n_name;
  list->code = CP_ARENA_ARRAY(arena, cp_text, names->n_name);
  list->name = CP_ARENA_ARRAY(arena, cp_text, names->n_name);
  if (list->code == NULL || list->name == NULL) return CP_NO_MEMORY;
  for (int32_t at = 0; at < names->n_name; at++) list->code[at] = list->name[at] = names->name[at];
  return CP_OK;
}

cp_text *cp_import_join_labels(cp_import *import, const cp_label_list *region,
                               const cp_label_list *inner, const char *joint) {
  cp_text *label = CP_ARENA_ARRAY(import->arena, cp_text, (int64_t)region->n * inner->n);
  for (int32_t at = 0; label != NULL && at < region->n * inner->n; at++) {
    const cp_text part[3] = {region->code[at / inner->n], cp_text_of(joint),
                             inner->code[at % inner->n]};
    label[at] = cp_text_join(import->arena, part, 3);
    if (label[at].at == NULL) return NULL;
  }
  return label;
}

cp_status cp_import_take_rest_label(cp_import *import) {
  cp_names names;
  CP_TRY(cp_names_begin(&names, import->arena, 1));
  CP_TRY(cp_names_add(&names, CP_TEXT("value_added"), NULL));
  return cp_label_list_take(&import->accounts->label[CP_LABEL_PRIMARY], import->arena, &names);
}

// The gap of a column is sum less output while the row of primary inputs is still empty.
void cp_import_fill_rest(cp_import *import) {
  cp_accounts *accounts = import->accounts;
  for (int32_t industry = 0; industry < cp_accounts_industries(accounts); industry++) {
    accounts->primary[industry] = -cp_accounts_column_gap(accounts, industry);
  }
}

// --- checks of sums ------------------------------------------------------------------------------

static double size_of(double number) { return number < 0 ? -number : number; }

// Whole numbers are taken for rounded ones.
static bool is_whole(double number) {
  return number > -1e15 && number < 1e15 && number == (double)(int64_t)number;
}

bool cp_import_is_close(const cp_import *import, double sum, double told, int32_t n_part) {
  const double rounding = is_whole(told) ? 0.5 * (n_part + 1.0) : 1e-9 * size_of(told);
  const double bound = import->within * size_of(told);
  return size_of(sum - told) <= (rounding > bound ? rounding : bound);
}

static cp_text share_words(cp_import *import, double sum, double told) {
  if (told == 0) return cp_nothing_said;
  return cp_text_print(import->arena, ", %.3g %% off", 100 * size_of(sum / told - 1));
}

static cp_text bound_words(cp_import *import) {
  return cp_text_print(import->arena, "a difference within %.3g %% or rounding",
                       100 * import->within);
}

void cp_import_compare(cp_import *import, cp_origin origin, const char *what, cp_text label,
                       double sum, double told, int32_t n_part) {
  if (cp_import_is_close(import, sum, told, n_part)) return;
  const cp_text off = share_words(import, sum, told);
  cp_import_complain(
      import, origin,
      cp_text_print(import->arena,
                    "a wrong total: %s of '" CP_TEXT_FORMAT
                    "' is told as %.10g, its parts add up to %.10g" CP_TEXT_FORMAT,
                    what, CP_TEXT_ARGUMENTS(label), told, sum, CP_TEXT_ARGUMENTS(off)),
      bound_words(import), CP_TEXT("is a row or column missing, or there twice?"));
}

static void check_balance(cp_import *import, int32_t industry) {
  const cp_accounts *accounts = import->accounts;
  const int32_t n = cp_accounts_industries(accounts) + cp_accounts_consumers(accounts);
  const double output = accounts->x[industry];
  const double gap[2] = {
      cp_accounts_row_gap(accounts, industry),
      accounts->has_value_added ? cp_accounts_column_gap(accounts, industry) : 0.0};
  static const char *const side[2] = {"what is sold to industries and final uses",
                                      "what is bought, with value added,"};
  for (int32_t at = 0; at < 2; at++) {
    if (cp_import_is_close(import, output + gap[at], output, n)) continue;
    const cp_text off = share_words(import, output + gap[at], output);
    const cp_text label = cp_accounts_industry(accounts, import->arena, industry);
    cp_import_complain(
        import, import->output_at[industry],
        cp_text_print(import->arena,
                      "'" CP_TEXT_FORMAT "' is out of balance: %s comes to %.10g, output is "
                      "%.10g" CP_TEXT_FORMAT,
                      CP_TEXT_ARGUMENTS(label), side[at], output + gap[at], output,
                      CP_TEXT_ARGUMENTS(off)),
        bound_words(import),
        CP_TEXT("is a row or column missing, or a total among the final uses? --within SHARE "
                "takes more"));
  }
}

void cp_import_check(cp_import *import) {
  const cp_accounts *accounts = import->accounts;
  for (int32_t industry = 0; industry < cp_accounts_industries(accounts); industry++) {
    const double output = accounts->x[industry];
    if (output < 0) {
      const cp_text label = cp_accounts_industry(accounts, import->arena, industry);
      cp_import_complain(
          import, import->output_at[industry],
          cp_text_print(import->arena, "a negative output of '" CP_TEXT_FORMAT "': %.10g",
                        CP_TEXT_ARGUMENTS(label), output),
          CP_TEXT("0 or more"),
          CP_TEXT("was a column of final uses, such as imports or inventories, taken for it?"));
      continue;
    }
    check_balance(import, industry);
  }
}

// --- all of it -----------------------------------------------------------------------------------

typedef enum format { BEA_SUMMARY, BEA_DETAIL, WIOD2013, PLAIN_CSV, N_FORMAT } format;

static const struct {
  const char *name;
  const char *source;
  double within;  // cells of WIOD were rounded when it was packed, see docs/economy-tables.md
} formats[N_FORMAT] = {
    {"bea-summary",
     "U.S. Bureau of Economic Analysis, Industry Economic Accounts, summary use, make and import "
     "tables, producer prices, before redefinitions",
     0.001},
    {"bea-detail",
     "U.S. Bureau of Economic Analysis, Industry Economic Accounts, detail benchmark use, make and "
     "import tables, producer prices, before redefinitions",
     0.001},
    {"wiod2013",
     "World Input-Output Database, 2013 release (Timmer et al. 2015, Review of International "
     "Economics 23:575-605)",
     0.03},
    {"csv", "", 0.01},
};

cp_text cp_accounts_formats(void) { return CP_TEXT("bea-summary, bea-detail, wiod2013 or csv"); }

static format find_format(const char *name) {
  format at = 0;
  while (at < N_FORMAT && !cp_text_equal(cp_text_of(name), cp_text_of(formats[at].name))) at++;
  return at;
}

static cp_status read_format(cp_import *import, format which) {
  switch (which) {
    case BEA_SUMMARY:
      return cp_import_bea(import, false);
    case BEA_DETAIL:
      return cp_import_bea(import, true);
    case WIOD2013:
      return cp_import_wiod(import);
    default:
      return cp_import_csv(import);
  }
}

// What the user says counts more than what the files say, and that more than what the format says.
static cp_status settle(cp_import *import, format which) {
  cp_accounts *accounts = import->accounts;
  const cp_import_options *options = import->options;
  if (options->year != 0) accounts->year = options->year;
  if (options->unit != NULL)
    accounts->unit = cp_text_copy(import->arena, cp_text_of(options->unit));
  if (options->source != NULL) {
    accounts->source = cp_text_copy(import->arena, cp_text_of(options->source));
  }
  if (accounts->unit.size == 0) accounts->unit = CP_TEXT("MUSD");
  if (accounts->source.at == NULL) accounts->source = cp_text_of(formats[which].source);
  accounts->format = cp_text_of(formats[which].name);
  return CP_OK;
}

static cp_status read_and_check(cp_import *import, format which) {
  CP_TRY(read_format(import, which));
  CP_TRY(cp_import_status(import));
  cp_import_check(import);
  CP_TRY(cp_import_status(import));
  CP_TRY(settle(import, which));
  if (import->options->aggregate == NULL) return CP_OK;
  CP_TRY(cp_import_aggregate(import, cp_text_of(import->options->aggregate)));
  return cp_import_status(import);
}

cp_status cp_accounts_import(const cp_import_options *options, cp_arena *arena,
                             cp_messages *messages, cp_accounts *accounts) {
  *accounts = (cp_accounts){.year = 0};
  cp_import import = {options, arena, messages, accounts, options->within, NULL, 0};
  const format which = find_format(options->format);
  if (which == N_FORMAT) {
    cp_import_complain(&import, (cp_origin){-1, 0, 0},
                       cp_text_print(arena, "'%s' is no format", options->format),
                       cp_accounts_formats(), cp_nothing_said);
    return cp_import_status(&import);
  }
  if (import.within < 0) import.within = formats[which].within;
  const cp_status status = read_and_check(&import, which);
  if (import.n_more > 0) {
    cp_messages_add(messages, CP_SEVERITY_ERROR, (cp_origin){INT32_MAX, 0, 0},
                    cp_text_print(arena, "and %d more, which are not listed", import.n_more),
                    cp_nothing_said, cp_nothing_said);
  }
  return messages->status != CP_OK ? messages->status : status;
}
