// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The brief on licences: what the desk works under, law and clock, what is known of its strictness
// and grounds, approvals by group, and the permissions with their ends.
#include "model/today.h"
#include "report/brief_parts.h"
#include "report/words.h"

// --- the desk ------------------------------------------------------------------------------------

static bool is_requirement(const cp_brief *brief, int32_t measure, int32_t authority) {
  return brief->model->measure_authority[measure] == authority &&
         brief->model->measure_kind[measure] == CP_LICENCE_REQUIREMENT &&
         brief->state->measure_state[measure] == CP_MEASURE_IN_FORCE;
}

// The known rule that states an authority's limit in working days, -1 while none is known.
static int32_t rule_of_limit(cp_brief *brief, int32_t authority, int32_t limit) {
  const cp_text words = cp_brief_print(brief, "%d working days", (int)limit);
  for (int32_t rule = 0; rule < cp_spec_count(brief->spec, CP_S_rules); rule++) {
    if (cp_spec_index(brief->spec, CP_F_rules_authority, rule) != authority) continue;
    if (cp_spec_index(brief->spec, CP_F_rules_date, rule) > brief->as_of) continue;
    const cp_text value = cp_spec_text(brief->spec, CP_F_rules_value, rule);
    if (cp_text_equal(value, words)) return rule;
  }
  return -1;
}

// Days of the law run in working days from acceptance: when is a file past the limit that was
// accepted on the first day of a measure?
static void add_clock(cp_brief *brief, int32_t authority, int32_t measure) {
  const int32_t limit = brief->model->authority_limit[authority];
  const int32_t rule = rule_of_limit(brief, authority, limit);
  const int32_t start = brief->state->measure_since[measure];
  if (limit <= 0 || rule < 0 || start < brief->model->first_day[0]) return;
  const cp_calendar calendar =
      cp_model_calendar(brief->model, brief->model->authority_calendar[authority]);
  const int32_t end = cp_calendar_add(&calendar, start, limit);
  const cp_text from = cp_brief_day(brief, start);
  const cp_text to = cp_brief_date(brief, end);
  const cp_text title = cp_spec_text(brief->spec, CP_F_measures_title, measure);
  cp_page_item *item =
      cp_page_label(&brief->page, 1, "clock",
                    cp_brief_print(brief,
                                   "%d working days for a file accepted on " CP_TEXT_FORMAT
                                   " (" CP_TEXT_FORMAT ") end on " CP_TEXT_FORMAT,
                                   (int)limit, CP_TEXT_ARGUMENTS(from), CP_TEXT_ARGUMENTS(title),
                                   CP_TEXT_ARGUMENTS(to)));
  item->kind = "clock";
  item->since = start;
  item->until = end;
  item->source = cp_spec_text(brief->spec, CP_F_rules_source, rule);
}

static void add_rules(cp_brief *brief, int32_t authority) {
  for (int32_t rule = 0; rule < cp_spec_count(brief->spec, CP_S_rules); rule++) {
    const int32_t day = cp_spec_index(brief->spec, CP_F_rules_date, rule);
    if (cp_spec_index(brief->spec, CP_F_rules_authority, rule) != authority) continue;
    if (day > brief->as_of) continue;
    const cp_text value = cp_spec_text(brief->spec, CP_F_rules_value, rule);
    const cp_text what = cp_spec_text(brief->spec, CP_F_rules_what, rule);
    cp_page_item *item =
        cp_page_label(&brief->page, 1, "rule",
                      cp_brief_print(brief, CP_TEXT_FORMAT ": " CP_TEXT_FORMAT,
                                     CP_TEXT_ARGUMENTS(value), CP_TEXT_ARGUMENTS(what)));
    item->kind = "rule";
    item->since = day;
    item->source = cp_spec_text(brief->spec, CP_F_rules_source, rule);
  }
}

static void add_authority(cp_brief *brief, int32_t authority) {
  int32_t n = 0;
  int32_t newest = -1;
  for (int32_t measure = 0; measure < brief->model->n_measure; measure++) {
    if (!is_requirement(brief, measure, authority)) continue;
    n++;
    const int32_t since = brief->state->measure_since[measure];
    if (newest < 0 || since >= brief->state->measure_since[newest]) newest = measure;
  }
  if (n == 0) return;
  const cp_text name = cp_spec_text(brief->spec, CP_F_authorities_name, authority);
  cp_page_item *item = cp_page_add(&brief->page, 0, "authority");
  item->id = cp_spec_name(brief->spec, CP_S_authorities, authority);
  item->title = name.size > 0 ? name : item->id;
  item->note =
      cp_brief_print(brief, "licences required under %d measure%s", (int)n, n == 1 ? "" : "s");
  cp_page_number_add(item, "measures", n);
  for (int32_t measure = 0; measure < brief->model->n_measure; measure++) {
    if (!is_requirement(brief, measure, authority)) continue;
    const cp_text title = cp_spec_text(brief->spec, CP_F_measures_title, measure);
    const cp_text since = cp_brief_day(brief, brief->state->measure_since[measure]);
    cp_page_item *line =
        cp_page_label(&brief->page, 1, "control",
                      cp_brief_print(brief, CP_TEXT_FORMAT ", since " CP_TEXT_FORMAT,
                                     CP_TEXT_ARGUMENTS(title), CP_TEXT_ARGUMENTS(since)));
    line->kind = "requirement";
    line->since = brief->state->measure_since[measure];
  }
  add_rules(brief, authority);
  if (newest >= 0) add_clock(brief, authority, newest);
}

// What rows report about strictness, grounds and pace.
static void add_reports(cp_brief *brief) {
  for (int32_t fact = 0; fact < brief->model->n_fact; fact++) {
    if (!cp_brief_fact_is_topic(brief, fact, "licences")) continue;
    const cp_text words = cp_brief_row(brief, fact);
    cp_page_item *item = cp_page_add(&brief->page, 1, "report");
    item->is_label = true;
    item->title = cp_brief_day(brief, brief->model->fact_day[fact]);
    item->party = cp_brief_speaker(brief, fact);
    item->note = words;
    item->since = brief->model->fact_day[fact];
    item->source = cp_brief_fact(brief, CP_F_timeline_source, fact);
  }
}

// "25 %", "5 OF 180", "6", "REFUSED 1 OF 1", or that no number is known.
static cp_text approval_word(cp_brief *brief, cp_page_item *item, int32_t row) {
  const cp_cell *filed = cp_spec_cell(brief->spec, CP_F_approvals_filed, row);
  const cp_cell *approved = cp_spec_cell(brief->spec, CP_F_approvals_approved, row);
  const cp_cell *refused = cp_spec_cell(brief->spec, CP_F_approvals_refused, row);
  const cp_cell *share = cp_spec_cell(brief->spec, CP_F_approvals_share, row);
  if (!filed->is_missing) cp_page_number_add(item, "filed", filed->number);
  if (!approved->is_missing) cp_page_number_add(item, "approved", approved->number);
  if (!refused->is_missing) cp_page_number_add(item, "refused", refused->number);
  if (!share->is_missing) cp_page_number_add(item, "share", share->number);
  const bool is_refusal = !refused->is_missing && refused->number > 0.0;
  if (is_refusal && !(approved->number > 0.0)) {
    if (filed->is_missing) return cp_brief_print(brief, "REFUSED %.0f", refused->number);
    return cp_brief_print(brief, "REFUSED %.0f OF %.0f", refused->number, filed->number);
  }
  if (!filed->is_missing && !approved->is_missing) {
    return cp_brief_print(brief, "%.0f OF %.0f", approved->number, filed->number);
  }
  if (!share->is_missing) return cp_brief_print(brief, "%g %%", share->number * 100.0);
  if (!approved->is_missing) return cp_brief_print(brief, "%.0f", approved->number);
  return CP_TEXT("NO NUMBER");
}

// ", refused 2" beside the number of the approved.
static cp_text also_refused(cp_brief *brief, int32_t row) {
  const double approved = cp_spec_number(brief->spec, CP_F_approvals_approved, row);
  const double refused = cp_spec_number(brief->spec, CP_F_approvals_refused, row);
  if (!(approved > 0.0 && refused > 0.0)) return CP_TEXT("");
  return cp_brief_print(brief, ", refused %.0f", refused);
}

static void add_approvals(cp_brief *brief) {
  bool is_begun = false;
  for (int32_t row = 0; row < cp_spec_count(brief->spec, CP_S_approvals); row++) {
    const int32_t day = cp_spec_index(brief->spec, CP_F_approvals_date, row);
    if (day > brief->as_of) continue;
    if (!is_begun) {
      cp_page_item *head = cp_page_add(&brief->page, 0, "approvals");
      head->title = CP_TEXT("approved, by group of applicants");
      head->note = CP_TEXT("different sets, never pooled");
    }
    is_begun = true;
    cp_page_item *item = cp_page_add(&brief->page, 1, "approval");
    const cp_text group = cp_spec_text(brief->spec, CP_F_approvals_group, row);
    const cp_text on = cp_brief_day(brief, day);
    const cp_text note = cp_spec_text(brief->spec, CP_F_approvals_note, row);
    item->id = group;
    item->is_label = true;
    item->title = on;
    item->state = approval_word(brief, item, row);
    const cp_text also = also_refused(brief, row);
    item->note = cp_brief_print(brief, CP_TEXT_FORMAT CP_TEXT_FORMAT "%s" CP_TEXT_FORMAT,
                                CP_TEXT_ARGUMENTS(group), CP_TEXT_ARGUMENTS(also),
                                note.size > 0 ? ": " : "", CP_TEXT_ARGUMENTS(note));
    item->since = day;
    item->source = cp_spec_text(brief->spec, CP_F_approvals_source, row);
  }
}

void cp_brief_desk(cp_brief *brief) {
  cp_page_section_begin(&brief->page, "desk", CP_TEXT("THE DESK"));
  const int32_t n_before = brief->page.n_item;
  for (int32_t authority = 0; authority < brief->model->n_authority; authority++) {
    add_authority(brief, authority);
  }
  if (brief->page.n_item == n_before) {
    cp_page_add(&brief->page, 0, "nothing")->title = CP_TEXT("no licence is required yet");
  }
  cp_page_item *reports = cp_page_add(&brief->page, 0, "reports");
  reports->title = CP_TEXT("how it works, as reported");
  const int32_t n_head = brief->page.n_item;
  add_reports(brief);
  // nothing reported: no heading for it either
  if (brief->page.n_item == n_head) brief->page.n_item--;
  add_approvals(brief);
}

// --- permissions ---------------------------------------------------------------------------------

static void add_permission(cp_brief *brief, int32_t measure) {
  const int32_t months = brief->model->measure_validity[measure];
  const cp_cell *users = cp_spec_cell(brief->spec, CP_F_measures_users, measure);
  cp_page_item *item = cp_page_add(&brief->page, 0, "permission");
  cp_brief_measure(brief, item, measure);
  item->party = cp_brief_region(brief, brief->model->measure_by[measure]);
  const cp_text since = cp_brief_day(brief, brief->state->measure_since[measure]);
  const int32_t until = brief->state->measure_until[measure];
  if (until >= 0) {
    const cp_text end = cp_brief_date(brief, until);
    item->note = cp_brief_print(brief,
                                "since " CP_TEXT_FORMAT
                                "; licences for at most %d months: first end " CP_TEXT_FORMAT,
                                CP_TEXT_ARGUMENTS(since), (int)months, CP_TEXT_ARGUMENTS(end));
    cp_page_number_add(item, "months", months);
    cp_page_number_add(item, "days_left", until - brief->as_of);
  }
  cp_text list = CP_TEXT("");
  for (int32_t user = 0; user < users->n_item; user++) {
    list =
        cp_brief_join(brief, list, cp_spec_text(brief->spec, CP_F_firms_name, users->item[user]));
  }
  if (list.size > 0) cp_page_label(&brief->page, 1, "users", list)->kind = "users";
  cp_brief_says(brief, CP_OBJECT_MEASURE, measure, 1);
}

void cp_brief_permissions(cp_brief *brief) {
  cp_page_section_begin(&brief->page, "permissions", CP_TEXT("PERMISSIONS"));
  const int32_t n_before = brief->page.n_item;
  for (int32_t measure = 0; measure < brief->model->n_measure; measure++) {
    const bool is_permission = brief->model->measure_kind[measure] == CP_PERMISSION;
    const bool is_taken = brief->state->measure_state[measure] != CP_MEASURE_NONE;
    if (is_permission && is_taken) add_permission(brief, measure);
  }
  if (brief->page.n_item > n_before) return;
  cp_page_add(&brief->page, 0, "nothing")->title = CP_TEXT("none known");
}
