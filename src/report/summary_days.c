// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Where the days of consignments went, by class of the buyer and by destination: the numbers, the table on the screen and the rows of JSON. Days
// are those of all consignments that departed over their number.
#include "report/summary_ask.h"
#include "report/summary_put.h"
#include "report/summary_say.h"

enum { NAME_WIDTH = 15 };

// In the order of cp_border_days, as are their outcomes.
static const struct {
  const char *key, *head;
} parts[CP_N_DAYS] = {
    {"waiting_at_exporter", "waiting"},
    {"port", "port"},
    {"challenge", "challenge"},
    {"inspection", "inspection"},
    {"held", "held"},
    {"sea", "sea"},
    {"air", "air"},
};

// --- the numbers -----------------------------------------------------------------------------------

// The mean over replicas of an outcome at a class or destination.
static double mean_of(const cp_inquiry *ask, int32_t outcome, int32_t entity) {
  const int32_t at = ask->catalog->outcome[outcome].offset + entity;
  double sum = 0.0;
  int32_t n = 0;
  for (int32_t replica = 0; replica < ask->ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ask->ensemble, replica)) continue;
    sum += cp_ensemble_record(ask->ensemble, replica)[at];
    n++;
  }
  return n > 0 ? sum / n : 0.0;
}

// Those to or for which nothing departs have no row.
static void add_row(cp_inquiry *ask, cp_text name, int32_t entity, bool is_class) {
  const int32_t departed = is_class ? CP_OUTCOME_goods_departed : CP_OUTCOME_to_departed;
  const int32_t waiting = is_class ? CP_OUTCOME_goods_waiting : CP_OUTCOME_to_waiting;
  cp_summary_days row = {
      .name = name, .is_class = is_class, .departed = mean_of(ask, departed, entity)};
  if (!(row.departed > 0.0)) return;
  for (int32_t part = 0; part < CP_N_DAYS; part++)
    row.days[part] = mean_of(ask, waiting + part, entity) / row.departed;
  ask->summary->days[ask->summary->n_days++] = row;
}

cp_status cp_summary_fill_days(cp_inquiry *ask) {
  const cp_model *model = ask->model;
  const cp_labels *labels = ask->catalog->labels;
  ask->summary->days =
      CP_ARENA_ARRAY(ask->arena, cp_summary_days, model->n_class + model->n_destination + 1);
  if (!ask->summary->days) return CP_NO_MEMORY;
  for (int32_t class = 0; class < model->n_class; class ++)
    add_row(ask, cp_label_class(labels, class), class, true);
  for (int32_t destination = 0; destination < model->n_destination; destination++)
    add_row(ask, cp_label_region(labels, model->destination_region[destination]), destination,
            false);
  return CP_OK;
}

// --- the screen ------------------------------------------------------------------------------------

// Parts in which no consignment spent a tenth of a day have no column.
static bool is_told(const cp_summary *summary, int32_t part) {
  for (int32_t at = 0; at < summary->n_days; at++) {
    if (summary->days[at].days[part] >= 0.05) return true;
  }
  return false;
}

static void say_row(cp_printer *page, const cp_summary_days *row) {
  double all = 0.0;
  CP_SAY(page, "  %s%-*.*s %8.0f", row->is_class ? "" : "to ",
         row->is_class ? NAME_WIDTH + 3 : NAME_WIDTH, CP_TEXT_ARGUMENTS(row->name), row->departed);
  for (int32_t part = 0; part < CP_N_DAYS; part++) {
    all += row->days[part];
    if (is_told(page->summary, part)) CP_SAY(page, " %10.1f", row->days[part]);
  }
  CP_SAY(page, " %10.1f\n", all);
}

void cp_summary_say_days(cp_printer *page) {
  const cp_summary *summary = page->summary;
  if (summary->n_days == 0) return;
  CP_SAY(
      page,
      "\nwhere goods across the border spent their days since the control, mean calendar days of "
      "consignments that departed\n  %-*s departed",
      NAME_WIDTH + 3, "");
  for (int32_t part = 0; part < CP_N_DAYS; part++) {
    if (is_told(summary, part)) CP_SAY(page, " %10s", parts[part].head);
  }
  CP_SAY(page, " %10s\n", "all");
  for (int32_t at = 0; at < summary->n_days; at++) say_row(page, &summary->days[at]);
}

// --- JSON ------------------------------------------------------------------------------------------

void cp_summary_put_days(cp_json *json, const cp_summary *summary) {
  cp_json_key(json, "days_of_goods");
  cp_json_array(json);
  for (int32_t at = 0; at < summary->n_days; at++) {
    const cp_summary_days *row = &summary->days[at];
    cp_json_object(json);
    put_text(json, row->is_class ? "class" : "destination", row->name);
    put_number(json, "departed", row->departed);
    for (int32_t part = 0; part < CP_N_DAYS; part++)
      put_number(json, parts[part].key, row->days[part]);
    cp_json_close(json);
  }
  cp_json_close(json);
}
