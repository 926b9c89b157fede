// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// events.csv, event_impacts.csv, event_rebuild_sectors.csv, and criticality.csv when it is there.

#include "base/os/file.h"
#include "base/os/print.h"
#include "study/case.h"
#include "study/sheet.h"

enum { MOST_EVENT = 1000000 };

#define MUCH 1e300

static const char *const kind_name[] = {"arbitrary", "recovery", "rebuild"};
static const char *const recovery_name[] = {"linear", "convexe", "convexe noscale", "concave"};

static int32_t choose(const cp_sheet *sheet, int32_t row, int32_t column, const char *const *name,
                      int32_t n_name, const char *what) {
  cp_text text[8];
  for (int32_t at = 0; at < n_name; at++) text[at] = cp_text_of(name[at]);
  return cp_sheet_choice(sheet, row, column, text, n_name, what);
}

// The events as they are read; impacts are gathered in arrays as long as their file.
typedef struct event_list {
  int32_t *number;  // [n] as written in the column `event`
  cp_shock *shock;
  int32_t n;
} event_list;

enum { EVENT, NAME, TYPE, OCCURRENCE, DURATION, TAU, RECOVERY, FACTOR, N_EVENT_COLUMN };

static const char *const event_columns[N_EVENT_COLUMN] = {"event",
                                                          "name",
                                                          "type",
                                                          "occurrence_day",
                                                          "duration_days",
                                                          "tau_days",
                                                          "recovery_function",
                                                          "rebuilding_factor"};

static void read_recovery(const cp_sheet *sheet, int32_t row, const int32_t *column,
                          cp_shock *shock) {
  if (shock->kind == CP_SHOCK_REBUILD) {
    cp_sheet_number(sheet, row, column[FACTOR], 1e-9, 1e9, false, &shock->rebuilding_factor);
    return;
  }
  const int32_t recovery = choose(sheet, row, column[RECOVERY], recovery_name, 4,
                                  "linear, convexe, convexe noscale or concave");
  if (recovery < 0) return;
  shock->recovery = (cp_recovery)recovery;
  if (shock->recovery != CP_RECOVERY_CONCAVE || shock->tau_days > 2.0) return;
  cp_sheet_complain(sheet, row, column[TAU], CP_TEXT("a concave recovery of 2 days or less"),
                    CP_TEXT("more than 2 days"), CP_TEXT("its formula divides by ln tau - ln 2"));
}

static void read_event(const cp_case *study, const cp_sheet *sheet, int32_t row,
                       const int32_t *column, event_list *events) {
  cp_shock *shock = &events->shock[events->n];
  *shock = (cp_shock){.rebuilding_factor = 1.0, .tau_days = 1.0};
  cp_sheet_whole(sheet, row, column[EVENT], 1, MOST_EVENT, &events->number[events->n]);
  const int32_t kind =
      choose(sheet, row, column[TYPE], kind_name, 3, "arbitrary, recovery or rebuild");
  if (kind >= 0) shock->kind = (cp_shock_kind)kind;
  cp_sheet_whole(sheet, row, column[OCCURRENCE], 1, study->n_day, &shock->occurrence_day);
  cp_sheet_whole(sheet, row, column[DURATION], 1, study->n_day, &shock->duration_days);
  cp_sheet_number(sheet, row, column[TAU], 1.0, MUCH, false, &shock->tau_days);
  if (kind >= 0) read_recovery(sheet, row, column, shock);
  if (shock->occurrence_day + shock->duration_days > study->n_day) {
    cp_sheet_complain(sheet, row, column[DURATION], CP_TEXT("an event that ends after the run"),
                      CP_TEXT("occurrence_day + duration_days at most days_to_simulate"),
                      CP_TEXT("simulate more days"));
  }
  for (int32_t earlier = 0; earlier < events->n; earlier++) {
    if (events->number[earlier] != events->number[events->n]) continue;
    cp_sheet_complain(sheet, row, column[EVENT], CP_TEXT("an event for the second time"),
                      CP_TEXT("each number once"), (cp_text){NULL, 0});
  }
  events->n++;
}

static cp_status read_events(const cp_case *study, cp_arena *arena, cp_messages *messages,
                             event_list *events) {
  cp_sheet sheet;
  int32_t column[N_EVENT_COLUMN];
  CP_TRY(cp_sheet_read(&sheet, study->folder, "events.csv", arena, messages));
  const bool is_good = cp_sheet_columns(&sheet, event_columns, N_EVENT_COLUMN, column);
  events->shock = CP_ARENA_ARRAY(arena, cp_shock, sheet.csv.n_row);
  events->number = CP_ARENA_ARRAY(arena, int32_t, sheet.csv.n_row);
  if (events->shock == NULL || events->number == NULL) return CP_NO_MEMORY;
  for (int32_t row = 0; is_good && row < sheet.csv.n_row; row++) {
    read_event(study, &sheet, row, column, events);
  }
  return CP_OK;
}

// The event of a row, -1 after a complaint.
static int32_t event_of(const cp_sheet *sheet, int32_t row, int32_t column,
                        const event_list *events) {
  int32_t number = 0;
  if (!cp_sheet_whole(sheet, row, column, 1, MOST_EVENT, &number)) return -1;
  for (int32_t at = 0; at < events->n; at++) {
    if (events->number[at] == number) return at;
  }
  cp_sheet_complain(sheet, row, column, cp_text_print(sheet->arena, "event %d", (int)number),
                    CP_TEXT("an event of events.csv"), (cp_text){NULL, 0});
  return -1;
}

// One list per event in arrays of the file's length: members are appended event by event in the order of rows.
typedef struct impact_row {
  int32_t event;
  int32_t index;
  bool is_household;
  double value;
} impact_row;

enum { TARGET = 1, REGION, LABEL, VALUE, N_IMPACT_COLUMN };

static bool read_impact(const cp_case *study, const cp_sheet *sheet, int32_t row,
                        const int32_t *column, const event_list *events, impact_row *member) {
  static const char *const target_name[] = {"industry", "household"};
  member->event = event_of(sheet, row, column[0], events);
  const int32_t target =
      choose(sheet, row, column[TARGET], target_name, 2, "industry or household");
  const int32_t region = cp_sheet_choice(sheet, row, column[REGION], study->region,
                                         study->table.n_region, "a region of the table");
  if (member->event < 0 || target < 0 || region < 0) return false;
  member->is_household = target == 1;
  const int32_t n_label = target == 1 ? study->table.n_category : study->table.n_sector;
  const int32_t label = cp_sheet_choice(
      sheet, row, column[LABEL], target == 1 ? study->category : study->sector, n_label,
      target == 1 ? "a category of final demand" : "a sector of the table");
  const cp_shock *shock = &events->shock[member->event];
  const double most = shock->kind == CP_SHOCK_CAPACITY ? 1.0 : MUCH;
  if (label < 0 || !cp_sheet_number(sheet, row, column[VALUE], 0.0, most, false, &member->value)) {
    return false;
  }
  if (target == 1 && shock->kind != CP_SHOCK_REBUILD) {
    cp_sheet_complain(sheet, row, column[TARGET], CP_TEXT("households in an event of another type"),
                      CP_TEXT("households only in events of type rebuild"), (cp_text){NULL, 0});
  }
  member->index = region * n_label + label;
  return true;
}

// Hands the members of one kind to their events.
static cp_status hand_out(const impact_row *member, int32_t n_member, bool is_household,
                          event_list *events, cp_arena *arena) {
  for (int32_t at = 0; at < events->n; at++) {
    int32_t *index = CP_ARENA_ARRAY(arena, int32_t, n_member);
    double *value = CP_ARENA_ARRAY(arena, double, n_member);
    if (index == NULL || value == NULL) return CP_NO_MEMORY;
    int32_t n = 0;
    for (int32_t each = 0; each < n_member; each++) {
      if (member[each].event != at || member[each].is_household != is_household) continue;
      if (member[each].value == 0.0) continue;
      index[n] = member[each].index;
      value[n++] = member[each].value;
    }
    cp_shock *shock = &events->shock[at];
    if (is_household) {
      shock->n_household = n, shock->consumer = index, shock->household = value;
    } else {
      shock->n_impact = n, shock->industry = index, shock->impact = value;
    }
  }
  return CP_OK;
}

static cp_status read_impacts(const cp_case *study, cp_arena *arena, cp_messages *messages,
                              event_list *events) {
  static const char *const names[] = {"event", "target", "region", "sector_or_category", "value"};
  cp_sheet sheet;
  int32_t column[N_IMPACT_COLUMN];
  CP_TRY(cp_sheet_read(&sheet, study->folder, "event_impacts.csv", arena, messages));
  if (!cp_sheet_columns(&sheet, names, N_IMPACT_COLUMN, column)) return CP_OK;
  impact_row *members = CP_ARENA_ARRAY(arena, impact_row, sheet.csv.n_row);
  if (members == NULL) return CP_NO_MEMORY;
  int32_t n_member = 0;
  for (int32_t row = 0; row < sheet.csv.n_row; row++) {
    impact_row *next = &members[n_member];
    if (!read_impact(study, &sheet, row, column, events, next)) continue;
    for (int32_t earlier = 0; earlier < n_member; earlier++) {
      if (members[earlier].event != next->event || members[earlier].index != next->index ||
          members[earlier].is_household != next->is_household) {
        continue;
      }
      cp_sheet_complain(&sheet, row, column[LABEL], CP_TEXT("the same target for the second time"),
                        CP_TEXT("one row for each target of an event"), CP_TEXT("add them up"));
    }
    n_member++;
  }
  CP_TRY(hand_out(members, n_member, false, events, arena));
  return hand_out(members, n_member, true, events, arena);
}

static void check_shares(const cp_sheet *sheet, const event_list *events) {
  for (int32_t at = 0; at < events->n; at++) {
    const cp_shock *shock = &events->shock[at];
    double sum = 0.0;
    for (int32_t part = 0; part < shock->n_rebuilder; part++) sum += shock->share[part];
    if (shock->kind == CP_SHOCK_REBUILD && sum >= 1.0 - 1e-5 && sum <= 1.0 + 1e-5) continue;
    if (shock->kind != CP_SHOCK_REBUILD && shock->n_rebuilder == 0) continue;
    const bool is_rebuilt = shock->kind == CP_SHOCK_REBUILD;
    cp_messages_add(sheet->messages, CP_SEVERITY_ERROR, (cp_origin){sheet->file, 1, 1},
                    cp_text_print(sheet->arena, "the shares of event %d add up to %g",
                                  (int)events->number[at], sum),
                    is_rebuilt ? CP_TEXT("1 for each event of type rebuild")
                               : CP_TEXT("rows for events of type rebuild only"),
                    (cp_text){NULL, 0});
  }
}

static cp_status read_rebuilders(const cp_case *study, cp_arena *arena, cp_messages *messages,
                                 event_list *events) {
  static const char *const names[] = {"event", "sector", "share"};
  cp_sheet sheet;
  int32_t column[3];
  CP_TRY(cp_sheet_read(&sheet, study->folder, "event_rebuild_sectors.csv", arena, messages));
  if (!cp_sheet_columns(&sheet, names, 3, column)) return CP_OK;
  for (int32_t at = 0; at < events->n; at++) {
    int32_t *sector = CP_ARENA_ARRAY(arena, int32_t, sheet.csv.n_row);
    double *share = CP_ARENA_ARRAY(arena, double, sheet.csv.n_row);
    if (sector == NULL || share == NULL) return CP_NO_MEMORY;
    events->shock[at].rebuilder = sector;
    events->shock[at].share = share;
  }
  for (int32_t row = 0; row < sheet.csv.n_row; row++) {
    const int32_t event = event_of(&sheet, row, column[0], events);
    const int32_t sector = cp_sheet_choice(&sheet, row, column[1], study->sector,
                                           study->table.n_sector, "a sector of the table");
    double share = 0.0;
    if (event < 0 || sector < 0 ||
        !cp_sheet_number(&sheet, row, column[2], 0.0, 1.0, false, &share)) {
      continue;
    }
    cp_shock *shock = &events->shock[event];
    ((int32_t *)shock->rebuilder)[shock->n_rebuilder] = sector;
    ((double *)shock->share)[shock->n_rebuilder++] = share;
  }
  if (messages->n_error == 0) check_shares(&sheet, events);
  return CP_OK;
}

cp_status cp_case_read_events(cp_case *study, cp_arena *arena, cp_messages *messages) {
  event_list events = {0};
  CP_TRY(read_events(study, arena, messages, &events));
  CP_TRY(read_impacts(study, arena, messages, &events));
  CP_TRY(read_rebuilders(study, arena, messages, &events));
  study->n_shock = events.n;
  study->shock = events.shock;
  return CP_OK;
}

cp_status cp_case_read_criticality(cp_case *study, cp_arena *arena, cp_messages *messages) {
  static const char *const names[] = {"input", "user", "criticality"};
  const char *path = cp_path_join(arena, cp_text_of(study->folder), CP_TEXT("criticality.csv"));
  if (path == NULL) return CP_NO_MEMORY;
  if (!cp_file_exists(path)) return CP_OK;
  cp_sheet sheet;
  int32_t column[3];
  CP_TRY(cp_sheet_read(&sheet, study->folder, "criticality.csv", arena, messages));
  const int32_t n_sector = study->table.n_sector;
  double *critical = CP_ARENA_ARRAY(arena, double, (int64_t)n_sector *n_sector);
  if (critical == NULL) return CP_NO_MEMORY;
  for (int64_t pair = 0; pair < (int64_t)n_sector * n_sector; pair++) critical[pair] = 1.0;
  study->spec.criticality = critical;
  if (!cp_sheet_columns(&sheet, names, 3, column)) return CP_OK;
  for (int32_t row = 0; row < sheet.csv.n_row; row++) {
    static const char *const degree[] = {"0", "0.5", "1"};
    const int32_t input =
        cp_sheet_choice(&sheet, row, column[0], study->sector, n_sector, "a sector of the table");
    const int32_t user =
        cp_sheet_choice(&sheet, row, column[1], study->sector, n_sector, "a sector of the table");
    const int32_t half = choose(&sheet, row, column[2], degree, 3, "0, 0.5 or 1");
    if (input >= 0 && user >= 0 && half >= 0) critical[input * n_sector + user] = 0.5 * half;
  }
  return CP_OK;
}
