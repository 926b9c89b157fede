// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// params.csv and sectors.csv of a case folder.

#include <stddef.h>

#include "base/number.h"
#include "base/os/file.h"
#include "base/os/print.h"
#include "study/case.h"
#include "study/sheet.h"

enum { MOST_DAYS = 1000000 };

#define MUCH 1e300
#define TINY 1e-300

// What a key of params.csv is.
typedef enum param_kind { PARAM_TEXT, PARAM_NUMBER, PARAM_WHOLE, PARAM_CHOICE } param_kind;

typedef struct param_about {
  const char *key;
  param_kind kind;
  double least, most;
  const char *choice[2];
} param_about;

enum {
  TITLE,
  MRIO,
  MODEL,
  ORDER_TYPE,
  PSI,
  ALPHA_BASE,
  ALPHA_MAX,
  ALPHA_TAU,
  STEP_DAYS,
  YEAR_DAYS,
  N_DAY,
  STEPS,
  MONEY,
  N_PARAM
};

static const param_about params[N_PARAM] = {
    [TITLE] = {"title", PARAM_TEXT, 0, 0, {0}},
    [MRIO] = {"mrio", PARAM_TEXT, 0, 0, {0}},
    [MODEL] = {"model", PARAM_CHOICE, 0, 0, {"psi", "base"}},
    [ORDER_TYPE] = {"order_type", PARAM_CHOICE, 0, 0, {"alt", "noalt"}},
    [PSI] = {"psi", PARAM_NUMBER, 0, 1, {0}},
    [ALPHA_BASE] = {"alpha_base", PARAM_NUMBER, 1, MUCH, {0}},
    [ALPHA_MAX] = {"alpha_max", PARAM_NUMBER, 1, MUCH, {0}},
    [ALPHA_TAU] = {"alpha_tau", PARAM_NUMBER, TINY, MUCH, {0}},
    [STEP_DAYS] = {"days_per_step", PARAM_WHOLE, 1, 366, {0}},
    [YEAR_DAYS] = {"days_per_year", PARAM_WHOLE, 1, 366, {0}},
    [N_DAY] = {"days_to_simulate", PARAM_WHOLE, 1, MOST_DAYS, {0}},
    [STEPS] = {"steps", PARAM_WHOLE, 1, MOST_DAYS, {0}},
    [MONEY] = {"monetary_factor", PARAM_NUMBER, 1, 1e15, {0}},
};

typedef struct param_values {
  bool is_given[N_PARAM];
  int32_t row[N_PARAM];
  cp_text text[N_PARAM];
  double number[N_PARAM];
  int32_t choice[N_PARAM];
} param_values;

static int32_t key_of(const cp_sheet *sheet, int32_t row, int32_t column) {
  cp_text key[N_PARAM];
  for (int32_t at = 0; at < N_PARAM; at++) key[at] = cp_text_of(params[at].key);
  return cp_sheet_choice(sheet, row, column, key, N_PARAM, "a key of docs/economy.md");
}

static bool take_value(const cp_sheet *sheet, int32_t row, int32_t column, int32_t key,
                       param_values *given) {
  const param_about *about = &params[key];
  int32_t whole = 0;
  switch (about->kind) {
    case PARAM_TEXT:
      given->text[key] = cp_sheet_text(sheet, row, column);
      return true;
    case PARAM_NUMBER:
      return cp_sheet_number(sheet, row, column, about->least, about->most, false,
                             &given->number[key]);
    case PARAM_WHOLE:
      if (!cp_sheet_whole(sheet, row, column, (int32_t)about->least, (int32_t)about->most,
                          &whole)) {
        return false;
      }
      given->number[key] = whole;
      return true;
    case PARAM_CHOICE:
      break;
  }
  const cp_text choice[2] = {cp_text_of(about->choice[0]), cp_text_of(about->choice[1])};
  const cp_text words = cp_text_print(sheet->arena, "%s or %s", about->choice[0], about->choice[1]);
  given->choice[key] = cp_sheet_choice(sheet, row, column, choice, 2, words.at);
  return given->choice[key] >= 0;
}

static void take_params(const cp_sheet *sheet, param_values *given) {
  static const char *const names[] = {"key", "value"};
  int32_t column[2];
  if (!cp_sheet_columns(sheet, names, 2, column)) return;
  for (int32_t row = 0; row < sheet->csv.n_row; row++) {
    const int32_t key = key_of(sheet, row, column[0]);
    if (key < 0) continue;
    if (given->is_given[key]) {
      cp_sheet_complain(sheet, row, column[0],
                        cp_text_print(sheet->arena, "'%s' for the second time", params[key].key),
                        CP_TEXT("each key once"), CP_TEXT("delete one"));
    }
    given->is_given[key] = true;
    given->row[key] = row;
    take_value(sheet, row, column[1], key, given);
  }
  for (int32_t key = MRIO; key < N_PARAM; key++) {
    if (given->is_given[key] || key == STEPS) continue;
    cp_messages_add(sheet->messages, CP_SEVERITY_ERROR, (cp_origin){sheet->file, 1, 1},
                    cp_text_print(sheet->arena, "no key '%s'", params[key].key), (cp_text){NULL, 0},
                    CP_TEXT("add a row"));
  }
}

static void use_params(cp_case *study, const param_values *given) {
  cp_economy_spec *spec = &study->spec;
  *spec = cp_economy_default(0, 0, 0);
  spec->rule = CP_INPUT_ARIO;
  spec->order = given->choice[ORDER_TYPE] == 1 ? CP_ORDER_NOALT : CP_ORDER_ALT;
  spec->psi = given->choice[MODEL] == 1 ? 1.0 : given->number[PSI];
  spec->alpha_base = given->number[ALPHA_BASE];
  spec->alpha_max = given->number[ALPHA_MAX];
  spec->alpha_tau_days = given->number[ALPHA_TAU];
  spec->step_days = (int32_t)given->number[STEP_DAYS];
  spec->year_days = (int32_t)given->number[YEAR_DAYS];
  study->title = given->text[TITLE];
  study->n_day = (int32_t)given->number[N_DAY];
  study->money_factor = given->number[MONEY];
  study->has_lag = true;
}

static void check_steps(const cp_sheet *sheet, const param_values *given) {
  if (!given->is_given[STEPS] || sheet->messages->n_error > 0) return;
  const int32_t step = (int32_t)given->number[STEP_DAYS];
  const int32_t steps = ((int32_t)given->number[N_DAY] + step - 1) / step;
  if (steps == (int32_t)given->number[STEPS]) return;
  cp_sheet_complain(sheet, given->row[STEPS], 0,
                    cp_text_print(sheet->arena, "%.0f steps", given->number[STEPS]),
                    cp_text_print(sheet->arena, "%d: days_to_simulate over days_per_step", steps),
                    CP_TEXT("correct it or delete the row"));
}

// In a "base" case stocks are restored within a step.
static cp_status read_sectors(cp_case *study, bool is_base, cp_arena *arena,
                              cp_messages *messages) {
  static const char *const names[] = {"sector", "inventory_days", "restoration_tau_days",
                                      "capital_to_value_added"};
  enum { N_NAME = 4 };
  cp_sheet sheet;
  int32_t column[N_NAME];
  CP_TRY(cp_sheet_read(&sheet, study->folder, "sectors.csv", arena, messages));
  const int32_t n_sector = study->table.n_sector;
  double *value = CP_ARENA_ARRAY(arena, double, 3 * (int64_t)n_sector);
  bool *is_given = CP_ARENA_ARRAY(arena, bool, n_sector);
  if (value == NULL || is_given == NULL) return CP_NO_MEMORY;
  if (!cp_sheet_columns(&sheet, names, N_NAME, column)) return CP_OK;
  for (int32_t row = 0; row < sheet.csv.n_row; row++) {
    const int32_t sector =
        cp_sheet_choice(&sheet, row, column[0], study->sector, n_sector, "a sector of the table");
    if (sector < 0) continue;
    if (is_given[sector]) {
      cp_sheet_complain(&sheet, row, column[0], CP_TEXT("a sector for the second time"),
                        CP_TEXT("each sector once"), CP_TEXT("delete one"));
    }
    is_given[sector] = true;
    cp_sheet_number(&sheet, row, column[1], 0.0, MUCH, true, &value[sector]);
    cp_sheet_number(&sheet, row, column[2], 1.0, MUCH, false, &value[n_sector + sector]);
    if (is_base) value[n_sector + sector] = study->spec.step_days;
    cp_sheet_number(&sheet, row, column[3], 0.0, MUCH, false, &value[2 * n_sector + sector]);
  }
  for (int32_t sector = 0; sector < n_sector && messages->n_error == 0; sector++) {
    if (is_given[sector]) continue;
    cp_messages_add(messages, CP_SEVERITY_ERROR, (cp_origin){sheet.file, 1, 1},
                    cp_text_print(arena, "no row for the sector '" CP_TEXT_FORMAT "'",
                                  CP_TEXT_ARGUMENTS(study->sector[sector])),
                    CP_TEXT("one row for each sector of the table"), (cp_text){NULL, 0});
  }
  study->spec.stock_days = value;
  study->spec.restore_days = value + n_sector;
  study->capital_ratio = value + 2 * n_sector;
  return CP_OK;
}

cp_status cp_case_read(const char *folder, cp_arena *arena, cp_messages *messages, cp_case *study) {
  *study = (cp_case){.folder = folder};
  cp_sheet sheet;
  param_values *given = cp_arena_take(arena, sizeof *given);
  if (given == NULL) return CP_NO_MEMORY;
  CP_TRY(cp_sheet_read(&sheet, folder, "params.csv", arena, messages));
  take_params(&sheet, given);
  check_steps(&sheet, given);
  if (messages->n_error > 0) return CP_BAD_INPUT;
  use_params(study, given);
  const char *beside = cp_path_join(arena, cp_text_of(folder), CP_TEXT(".."));
  if (beside == NULL) return CP_NO_MEMORY;
  study->table_folder = cp_path_join(arena, cp_text_of(beside), given->text[MRIO]);
  if (study->table_folder == NULL) return CP_NO_MEMORY;
  CP_TRY(cp_case_read_table(study, arena, messages));
  if (messages->n_error > 0) return CP_BAD_INPUT;
  study->spec.n_region = study->table.n_region;
  study->spec.n_sector = study->table.n_sector;
  study->spec.n_category = study->table.n_category;
  CP_TRY(read_sectors(study, given->choice[MODEL] == 1, arena, messages));
  CP_TRY(cp_case_read_events(study, arena, messages));
  CP_TRY(cp_case_read_criticality(study, arena, messages));
  CP_TRY(messages->status);
  return messages->n_error > 0 ? CP_BAD_INPUT : CP_OK;
}
